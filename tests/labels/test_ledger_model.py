"""A machine that says, takes back, forgets and breaks at random, beside a model in plain Python of what must stand.

Two writers share a tree. Between any two steps one of the two places may be lost, be older, or have a torn end; a file may come back
from another computer that went on by itself. What stands afterwards must be what the model says, in both places.
"""
import json, shutil, sqlite3, tempfile, warnings
from contextlib import closing
from pathlib import Path
import pytest
from hypothesis import HealthCheck, assume, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from wallpicker.labels import rows as module
from wallpicker.folders import Folders
from wallpicker.labels.ledger import Ledger
from wallpicker.labels.rows import LabelsError, NOTED, REVOCABLE, SAID

IDS, WRITERS, SOON = st.sampled_from('abc'), st.sampled_from([0, 1]), 4   # `fewer` fades after SOON answers here


def after(verbs, word, ends):
    "Whether `word` was said, and none of `ends` since"
    return word in verbs and not any(v in ends for v in verbs[len(verbs) - verbs[::-1].index(word):])


def standing(rows):
    "The rows that count, of (seq, id, verb, who, of)"
    back = {of for *_, of in rows if of}
    return [r for r in rows if r[2] != 'undo' and r[0] not in back and (r[3] == 'owner' or r[2] not in SAID)]


def model(rows):
    "What stands about each picture, said from its words and not row by row"
    rows, table = standing(rows), {}
    answers = [seq for seq, _, verb, _, _ in rows if verb in SAID and verb != 'skip']
    for id in dict.fromkeys(r[1] for r in rows):
        mine = [r for r in rows if r[1] == id]
        verbs = [r[2] for r in mine]
        words, files = [v for v in verbs if v in SAID], [v for v in verbs if v in ('picked', 'removed', 'restored')]
        judged = [v for v in verbs if v in ('YES', 'NO', 'favourite')]
        said = max((r[0] for r in mine if r[2] == 'fewer'), default=None)
        left = SOON - sum(seq > said for seq in answers) if said and after(verbs, 'fewer', ('YES', 'favourite')) else 0
        table[id] = dict(label=('NO' if judged[-1] == 'NO' else 'YES') if judged else None, favourite=after(verbs, 'favourite', ('NO',)),
            banned=after(verbs, 'ban', ('YES', 'favourite')), fewer=left > 0, fewer_left=max(0, left), skipped=words[-1:] == ['skip'],
            picked='picked' in verbs, removed=files[-1:] == ['removed'], seq=mine[-1][0])
    return table


class Said(RuleBasedStateMachine):
    @initialize()
    def begin(self):
        self.root, self.rows, self.broken, self.backup = Path(tempfile.mkdtemp()), [], False, None
        Folders(self.root).make()
        self.writers = [Ledger(Folders(self.root)) for _ in range(2)]

    def writer(self, w):
        self.broken = False   # whoever speaks or looks puts right what was lost
        return self.writers[w]

    def add(self, id, verb, who='owner', of=None): self.rows.append((len(self.rows) + 1, id, verb, who, of))

    # --- what is said

    @rule(w=WRITERS, said=st.lists(st.tuples(IDS, st.sampled_from(REVOCABLE)), min_size=1, max_size=8))
    def say(self, w, said):
        for id, verb in said:
            assert self.writer(w).say(id, verb, model='0001', probability=.5) == len(self.rows) + 1
            self.add(id, verb)

    @rule(w=WRITERS, said=st.lists(st.tuples(IDS, st.sampled_from([*NOTED, 'YES', 'ban'])), max_size=3))
    def note(self, w, said):
        "Notes of a job, and words that it has no right to"
        assert len(self.writer(w).say_many([(*s, {}) for s in said], who='job')) == len(said)
        for id, verb in said: self.add(id, verb, 'job')

    @rule(w=WRITERS, n=st.integers(0, 4))
    def undo(self, w, n):
        mine = [r for r in standing(self.rows) if r[2] in REVOCABLE and r[3] == 'owner'][::-1][:n]
        assert self.writer(w).undo(n) == [r[0] for r in mine]
        for seq, id, *_ in mine: self.add(id, 'undo', of=seq)

    @rule(w=WRITERS, pick=st.integers(0, 10**6))
    def take_back(self, w, pick):
        assume(self.rows)
        seq, id, verb, who, _ = row = self.rows[pick % len(self.rows)]
        if verb in REVOCABLE and who == 'owner' or verb == 'removed':   # what the owner did, whoever noted it
            fresh = row in standing(self.rows)
            assert self.writer(w).take_back(seq) == [seq]*fresh
            if fresh: self.add(id, 'undo', of=seq)
        else:
            with pytest.raises(LabelsError, match=f"row {seq} is not the owner's word"): self.writer(w).take_back(seq)

    # --- what goes wrong

    @rule(w=WRITERS)
    def reopen(self, w):
        self.writers[w].folders.db.close()
        self.writers[w] = Ledger(Folders(self.root))
        self.broken = False

    @rule(what=st.sampled_from(['file', 'end of the file', 'database', 'older database']), keep=st.integers(0, 10**6))
    def lose(self, what, keep):
        "One place at a time, while both writers have it open: nothing survives the loss of both"
        assume(not self.broken)
        self.broken, ledger = True, self.writers[0]
        if what == 'file': ledger.file.unlink(missing_ok=True)
        elif what == 'end of the file':
            if ledger.file.exists(): ledger.file.write_bytes(ledger.file.read_bytes()[:keep % (ledger.file.stat().st_size + 1)])
        else:
            for p in ledger.folders.model.glob('wallpicker.db*'): p.unlink()
            if 'older' in what and self.backup: ledger.folders.dbfile.write_bytes(self.backup)

    @rule(torn=st.binary(max_size=20))
    def tear_the_end(self, torn):
        with open(self.writers[0].file, 'ab') as f: f.write(torn)

    @rule()
    def back_up_the_database(self):
        copy = sqlite3.connect(':memory:')
        self.writers[0].folders.db.con.backup(copy)
        self.backup = copy.serialize()

    # --- another computer

    @rule(w=WRITERS, away=st.lists(st.tuples(IDS, st.sampled_from(SAID)), max_size=3), undo=st.integers(0, 4),
          home=st.lists(st.tuples(IDS, st.sampled_from(SAID)), max_size=2))
    def travel(self, w, away, undo, home):
        "A laptop goes on from a copy of the file, this computer goes on as well, and then a sync puts the laptop's file over ours"
        self.writer(w).rebuild()
        ours = self.writers[w]
        if not ours.file.exists():
            ours.say('a', 'skip')
            self.add('a', 'skip')
        laptop = Folders(tempfile.mkdtemp()).make()
        shutil.copy(ours.file, laptop.ledger)
        other, start = Ledger(laptop), len(self.rows)
        other.say_many([(*s, {}) for s in away])
        other.undo(undo)
        ours.say_many([(*s, {}) for s in home])
        for id, verb in home: self.add(id, verb)
        theirs = other.read()[start:]
        for r in theirs:
            of = r.get('of')
            self.add(r['id'], r['verb'], of=of + len(home) if of and of > start else of)
        laptop.db.close()
        shutil.copy(laptop.ledger, ours.file)
        self.look(w)
        again = ours.file.read_bytes()          # and when it comes once more, nothing changes
        shutil.copy(laptop.ledger, ours.file)
        self.look(w)
        assert ours.file.read_bytes() == again
        shutil.rmtree(laptop.root)

    # --- what must hold

    @invariant()
    def holds(self):
        if not self.broken: self.look(len(self.rows) % 2)

    @rule(w=WRITERS)
    def look(self, w):
        ledger = self.writer(w)
        table = ledger.table()
        assert table.to_dict('index') == model(self.rows)
        wanted = {id: s['label'] for id, s in model(self.rows).items() if s['label'] and not s['banned']}
        assert ledger.labels().to_dict() == wanted
        stored = [(r['seq'], r['id'], r['verb'], r['who'], r.get('of')) for r in ledger.read()]
        filed = [json.loads(l) for l in ledger.file.read_text().splitlines()] if ledger.file.exists() else []
        assert stored == self.rows == [(r['seq'], r['id'], r['verb'], r['who'], r.get('of')) for r in filed]
        assert len({r['key'] for r in filed}) == len(filed)
        with closing(sqlite3.connect(ledger.folders.dbfile)) as disk:   # the database that lies there, not one that is only open still
            if filed: assert disk.execute('select seq, id, verb, who from ledger order by seq').fetchall() == [r[:4] for r in self.rows]

    def teardown(self):
        if hasattr(self, 'writers'):
            for w in (0, 1): self.look(w)
            for l in self.writers: l.folders.db.close()
            shutil.rmtree(self.root)


@pytest.fixture(autouse=True)
def soon(monkeypatch): monkeypatch.setattr(module, 'FADES', SOON)


@pytest.fixture(autouse=True)
def quiet():
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')   # of torn lines and merges; what they say is tested beside the ledger
        yield


TestSaid = Said.TestCase
TestSaid.settings = settings(max_examples=20, stateful_step_count=25, deadline=None,
                             suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
TestSaid = pytest.mark.usefixtures('soon', 'quiet')(TestSaid)
