"""What would spoil the page: crashes between the two writes, damage, two writers, odd tables, odd folders"""
import json, multiprocessing, os, pathlib, random, shutil, sqlite3, threading, unicodedata, warnings
import numpy as np, pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from soak.labels import both_places, kill_while_labelling, table_of
import wallpicker.labels.ledger as ledger_module
from wallpicker.folders import Folders
from wallpicker.files import FoldersError, WallpickerError, sha256
from wallpicker.archive.store import Archive
from wallpicker.labels.left_out import left_out
from wallpicker.labels.scan import *
from wallpicker.labels.spreadsheet import *
from wallpicker.labels.table import *
from wallpicker.labels.rows import *
from wallpicker.labels.ledger import *
from wallpicker.taste.agreement import *

SERVER = multiprocessing.get_context('forkserver')   # other processes, as good as new, without the seconds that imports take
SERVER.set_forkserver_preload(['wallpicker.labels.scan'])

class Shelf:
    "As much of an archive as labels need: any bytes are a picture, except b'broken'"
    def add_file(self, path, digest=None):
        if path.read_bytes() == b'broken': raise WallpickerError('no picture')
        return 'sha-' + sha256(path)[:12]
    def preview(self, id): return b'preview of ' + id.encode()

@pytest.fixture
def folders(tmp_path): return Folders(tmp_path/'tree').make()
@pytest.fixture
def ledger(folders): return Ledger(folders)

def again(folders):
    folders.db.close()
    return Ledger(Folders(folders.root))

def story(ledger): return [(r['seq'], r['id'], r['verb']) for r in ledger.read()]

def filed(folders): return [json.loads(l) for l in folders.ledger.read_text().splitlines()]

# --- durability

def test_crash_between_file_and_database(folders, ledger):
    ledger.say('a', 'YES')
    with open(folders.ledger, 'a') as f:
        f.write(json.dumps(dict(seq=2, time='t', id='b', verb='NO', who='owner', via='csv')) + '\n')
    healed = again(folders)
    assert story(healed) == [(1, 'a', 'YES'), (2, 'b', 'NO')]
    assert healed.say('c', 'YES') == 3

def test_a_running_ledger_heals_before_it_writes(folders, ledger):
    ledger.say('a', 'YES')
    with open(folders.ledger, 'a') as f: f.write(json.dumps(dict(seq=2, time='t', id='b', verb='NO', who='owner')) + '\n')
    assert ledger.say('c', 'YES') == 3 and len(story(ledger)) == 3

@pytest.mark.parametrize('cut', [1, 10, 40])
def test_torn_last_line(folders, ledger, cut):
    for i in 'abc': ledger.say(i, 'YES')
    whole = folders.ledger.read_bytes()
    folders.ledger.write_bytes(whole + b'{"seq": 4, "time": "2030", "id": "d", "verb": "NO", "who": "owner"}'[:cut])
    with pytest.warns(UserWarning, match='the last line is torn'): healed = again(folders)
    assert folders.ledger.read_bytes() == whole and len((folders.model/'ledger.torn').read_bytes()) == cut + 1
    assert healed.say('e', 'NO') == 4

def test_a_whole_last_line_without_its_newline_is_kept(folders, ledger):
    ledger.say('a', 'YES')
    with open(folders.ledger, 'a') as f: f.write(json.dumps(dict(seq=2, time='t', id='b', verb='NO', who='owner')))
    assert len(story(again(folders))) == 2 and len(filed(folders)) == 2

def test_every_prefix_of_the_file(folders, ledger):
    "However much of the file is lost, the database has it all"
    for i in range(3): ledger.say(f'p{i}', 'YES', note='ü\n"')
    whole = folders.ledger.read_bytes()
    for n in range(0, len(whole), 7):
        folders.ledger.write_bytes(whole[:n])
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')
            ledger.rebuild()
        assert folders.ledger.read_bytes() == whole

def test_damage_in_the_middle_comes_back_from_the_database(folders, ledger):
    for i in 'abc': ledger.say(i, 'YES')
    whole = folders.ledger.read_bytes()
    folders.ledger.write_bytes(whole.replace(b'"id": "b"', b'"id\0 "b'))
    with pytest.warns(UserWarning, match='line 2 is torn'): again(folders)
    assert folders.ledger.read_bytes() == whole

def test_lost_database_and_lost_file(folders, ledger):
    ledger.say('a', 'YES', probability=.25)
    ledger.undo()
    ledger.say('ü'.encode().hex(), 'ban')
    before = ledger.rows()
    folders.db.close()
    for p in folders.model.glob('wallpicker.db*'): p.unlink()
    healed = again(folders)
    assert healed.rows().equals(before)
    folders.ledger.unlink()
    assert again(folders).rows().equals(before) and len(filed(folders)) == 3

def test_two_stories_are_not_guessed_at(folders, ledger):
    for i in 'abc': ledger.say(i, 'YES')
    told = folders.ledger.read_text()
    folders.ledger.write_text(told.replace('"id": "b", "verb": "YES"', '"id": "b", "verb": "NO"'))
    with pytest.raises(LabelsError, match='row 2 says NO about b in model/ledger.jsonl and YES about b in the database'): again(folders)
    with pytest.warns(UserWarning, match='told two ways'): kept = settle(Folders(folders.root), 'file')
    assert kept.labels().to_dict() == dict(a='YES', b='NO', c='YES')
    assert '"YES"' in (folders.model/'ledger.torn').read_text()

def test_a_full_disk_keeps_nothing_and_says_so(folders, ledger):
    resource = pytest.importorskip('resource')
    ledger.say('a', 'YES')
    whole, limits = folders.ledger.read_bytes(), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(whole) + 20, limits[1]))   # room for half a line
    try:
        with pytest.raises(LabelsError, match='model/ledger.jsonl.*not kept'): ledger.say('b', 'NO')
    finally: resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert story(again(folders)) == [(1, 'a', 'YES')] and folders.ledger.read_bytes() == whole

def test_a_failing_database_leaves_the_file_as_it_was(folders, ledger, monkeypatch):
    ledger.say('a', 'YES')
    whole = folders.ledger.read_bytes()
    def broken(self, *args): raise OSError('no')
    monkeypatch.setattr(Ledger, '_insert', broken)
    with pytest.raises(LabelsError): ledger.say('b', 'NO')
    assert folders.ledger.read_bytes() == whole

def _writer(root, name, n):
    ledger = Ledger(Folders(root))
    for i in range(n):
        ledger.say(f'{name}{i}', 'YES')
        if i % 5 == 4: ledger.take_back(ledger.say(f'{name}x{i}', 'NO'))

def test_two_processes_write_at_once(folders, ledger):
    jobs = [SERVER.Process(target=_writer, args=(folders.root, n, 30)) for n in 'ab']
    for j in jobs: j.start()
    _writer(folders.root, 'c', 30)
    for j in jobs: j.join(60)
    rows = filed(folders)
    assert [j.exitcode for j in jobs] == [0, 0]
    assert [r['seq'] for r in rows] == list(range(1, len(rows) + 1)) == [s for s, *_ in story(again(folders))]
    assert len(again(folders).labels()) == 90 and len(rows) == 3*(30 + 6*2)

def test_kill_at_any_moment(folders):
    "No acknowledged answer lost, none doubled, in either place (ten times; soak/labels.py does it two hundred times)"
    *_, (told, rows) = kill_while_labelling(folders.root, 10, random.Random(0))
    assert 0 < told <= rows

def test_the_killers_look_can_fail(folders, ledger):
    for i in 'ab': ledger.say(i, 'YES')
    lines = folders.ledger.read_text().splitlines(True)
    folders.ledger.write_text(lines[0] + lines[0])
    assert both_places(folders.root) == ([('a', 'said'), ('a', 'said')], [('a', 'said'), ('b', 'said')])

def test_threads_and_a_transaction_of_somebody_else(folders, ledger):
    "A job that notes its pick inside its own transaction does not lock out a labeller"
    def job():
        for i in range(10):
            with folders.db.transaction(): ledger.say(f'j{i}', 'picked', who='pick')
    t = threading.Thread(target=job)
    t.start()
    for i in range(10): ledger.say(f'o{i}', 'YES')
    t.join(20)
    assert not t.is_alive() and len(story(ledger)) == 20 == len(filed(folders))

def test_an_edit_of_the_same_length_is_noticed(folders, ledger):
    ledger.say('a', 'YES')
    told, was = folders.ledger.read_text(), folders.ledger.stat()
    folders.ledger.write_text(told.replace('"id": "a"', '"id": "b"'))
    os.utime(folders.ledger, ns=(was.st_atime_ns, was.st_mtime_ns + 1))
    with pytest.raises(LabelsError, match='row 1 says YES about b .* YES about a'): ledger.labels()

def test_a_commit_that_fails_leaves_the_file_as_it_was(folders, ledger, monkeypatch):
    ledger.say('a', 'YES')
    whole = folders.ledger.read_bytes()
    class Full:   # a connection whose disk has no room when it comes to the commit
        def __init__(self, con): self.con = con
        def __getattr__(self, name): return getattr(self.con, name)
        def execute(self, sql, *args):
            if sql == 'COMMIT': raise sqlite3.OperationalError('database or disk is full')
            return self.con.execute(sql, *args)
    with monkeypatch.context() as m:
        m.setattr(folders.db, '_con', Full(folders.db.con))
        with pytest.raises((LabelsError, FoldersError)): ledger.say('b', 'NO')
        with pytest.raises((LabelsError, FoldersError)): ledger.undo()
    assert folders.ledger.read_bytes() == whole and story(again(folders)) == [(1, 'a', 'YES')]

@pytest.mark.parametrize('k', range(4))
def test_a_sync_that_fails_is_no_acknowledgement(folders, monkeypatch, k):
    "Whichever sync it is: nothing half kept, and the next answer goes through"
    ledger, done, fsync = Ledger(folders), [], os.fsync
    def failing(fd):
        done.append(fd)
        if len(done) == k + 1: raise OSError(5, 'Input/output error')
        fsync(fd)
    sure = []
    with monkeypatch.context() as m:
        m.setattr(os, 'fsync', failing)
        for i in 'abcd':
            try: sure.append((ledger.say(i, 'YES'), i, 'YES'))
            except WallpickerError as e: assert 'Input/output error' in str(e)
    assert len(sure) == 3 and story(again(folders)) == sure == [(r['seq'], r['id'], r['verb']) for r in filed(folders)]

def test_acknowledged_means_synced_in_both_places(folders, ledger, monkeypatch):
    ledger.say('a', 'YES')
    order, fsync = [], os.fsync
    monkeypatch.setattr(os, 'fsync', lambda fd: (order.append(os.path.samestat(os.fstat(fd), folders.ledger.stat())), fsync(fd)))
    folders.db.con.set_trace_callback(lambda sql: sql == 'COMMIT' and order.append(sql))
    ledger.say('b', 'NO')
    assert order == [True, 'COMMIT'], 'first the file, then the database, then the answer'
    assert folders.db.one('pragma synchronous')['synchronous'] == 2, 'a commit waits for the disk'

def test_order_is_by_number_and_not_by_the_clock(folders, ledger, monkeypatch):
    from datetime import datetime, timedelta, timezone
    class Back(datetime):
        now_ = datetime(2030, 1, 1, tzinfo=timezone.utc)
        @classmethod
        def now(cls, tz):
            cls.now_ -= timedelta(days=365)
            return cls.now_
    monkeypatch.setattr('wallpicker.labels.log.datetime', Back)
    ledger.say('a', 'YES')
    ledger.say('a', 'NO')
    ledger.say('b', 'YES')
    ledger.undo()
    assert not ledger.rows().time.is_monotonic_increasing
    folders.ledger.unlink()
    assert again(folders).labels().to_dict() == dict(a='NO') and ledger.history('a').verb.tolist() == ['YES', 'NO']

def test_a_job_that_rolls_back_does_not_take_an_answer_along(folders, ledger):
    with pytest.raises(ZeroDivisionError):
        with folders.db.transaction():
            ledger.say('a', 'YES')   # acknowledged: whatever happens to the job, this was said
            1/0
    assert ledger.labels().to_dict() == dict(a='YES') == again(folders).labels().to_dict()

def test_the_database_goes_while_it_is_open(folders, ledger):
    other = Ledger(Folders(folders.root))
    ledger.say('a', 'YES')
    other.say('b', 'NO')
    for p in folders.model.glob('wallpicker.db*'): p.unlink()
    assert ledger.say('c', 'YES') == 3 and other.say('d', 'NO') == 4
    assert both_places(folders.root) == ([(i, 'said') for i in 'abcd'],)*2, 'on disk, not only in a file without a name'
    folders.ledger.unlink()
    assert other.labels().to_dict() == dict(a='YES', b='NO', c='YES', d='NO') == ledger.labels().to_dict()
    assert len(filed(folders)) == 4

def test_rows_from_before_there_were_keys(folders):
    folders.db.tables('create table ledger(seq integer primary key, time text, id text, verb text, who text, extra text);')
    folders.db.execute("insert into ledger values (1, 't', 'a', 'YES', 'owner', '{}')")
    folders.ledger.write_text('{"id": "a", "seq": 1, "time": "t", "verb": "YES", "who": "owner"}\n'
                              '{"seq": 2, "time": "t", "id": "a", "verb": "undo", "who": "owner", "of": 1}\n')
    ledger = Ledger(folders)
    assert ledger.say('b', 'NO') == 3 and ledger.labels().to_dict() == dict(b='NO') and len(filed(folders)) == 3

def test_words_of_a_newer_wallpicker_are_kept(folders, ledger):
    ledger.say('a', 'YES')
    with open(folders.ledger, 'a') as f:
        f.write(json.dumps(dict(seq=2, time='t', id='a', verb='adore', who='owner', key='0'*12)) + '\n')
    assert ledger.labels().to_dict() == dict(a='YES') and [r['verb'] for r in filed(folders)] == ['YES', 'adore'] == [v for *_, v in story(ledger)]

@pytest.mark.parametrize('line', ['[1]', '{"seq": 0}', '[' * 100_000, '{"seq": true, "time": "t", "id": "a", "verb": "NO", "who": "owner"}',
    '{"seq": 2, "time": "t", "id": "../a", "verb": "NO", "who": "owner"}', '{"seq": 2, "time": "t", "id": "a", "verb": "undo", "who": "owner"}',
    '{"seq": 1e9, "time": "t", "id": "a", "verb": "NO", "who": "owner"}', '{"seq": 2, "time": 5, "id": "a", "verb": "NO", "who": "owner"}',
    '{"seq": 2, "time": "t", "id": "a", "verb": "NO", "who": "owner", "note": "\\ud800"}',
    '{"seq": 2, "time": "t", "id": "a", "verb": "NO", "who": "owner", "note": NaN}'])
def test_lines_that_are_no_rows_are_put_aside(folders, ledger, line):
    ledger.say('a', 'YES')
    with open(folders.ledger, 'a') as f: f.write(line + '\n')
    with pytest.warns(UserWarning, match='line 2 is torn'): assert ledger.labels().to_dict() == dict(a='YES')
    assert (folders.model/'ledger.torn').read_text() == line + '\n' and len(filed(folders)) == 1

# --- two computers

def laptop(folders, tmp_path, name='laptop'):
    "Another computer that got our file, with a database of its own"
    there = Folders(tmp_path/name).make()
    shutil.copy(folders.ledger, there.ledger)
    return Ledger(there)

def sync(a, b): shutil.copy(a.file, b.file)

def test_two_computers_end_up_with_the_same_story(folders, ledger, tmp_path):
    for i in 'abc': ledger.say(i, 'YES')
    other = laptop(folders, tmp_path)
    ledger.say('a', 'NO')   # takes back NO and the YES of c
    ledger.undo(2)
    other.take_back(other.say('b', 'NO'), 2)   # the NO just said, and the YES of b
    other.say('c', 'ban')
    sync(other, ledger)
    with pytest.warns(UserWarning, match='4 in all'): mine = ledger.rows()
    assert ledger.table().label.to_dict() == dict(a='YES', c=None), 'b was only ever taken back'
    sync(ledger, other)
    assert other.rows().equals(mine) and other.file.read_bytes() == ledger.file.read_bytes()
    other.say('d', 'YES')   # from now on it goes on as if nothing had been
    sync(other, ledger)
    assert ledger.labels().to_dict() == dict(a='YES', d='YES') and ledger.say('e', 'NO') == len(mine) + 2

def test_what_a_merge_changes_is_said(folders, ledger, tmp_path):
    for i in range(7): ledger.say(f'p{i}', 'YES')
    other = laptop(folders, tmp_path)
    for i in range(7): other.say(f'p{i}', 'NO')
    ledger.say('x', 'YES')
    sync(other, ledger)
    with pytest.warns(UserWarning, match='p0 was YES, is NO now; .*p4 was YES, is NO now; 2 more$'): ledger.labels()

def test_files_joined_by_hand(folders, ledger, tmp_path):
    "cat ours theirs > ledger.jsonl: nothing twice, nothing lost"
    for i in 'ab': ledger.say(i, 'YES')
    other = laptop(folders, tmp_path)
    ledger.say('c', 'NO')
    other.say('d', 'NO')
    other.undo()
    folders.ledger.write_bytes(folders.ledger.read_bytes() + other.file.read_bytes())
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        assert [(id, v) for _, id, v in story(ledger)] == [('a', 'YES'), ('b', 'YES'), ('c', 'NO'), ('d', 'NO'), ('d', 'undo')]
    assert ledger.labels().to_dict() == dict(a='YES', b='YES', c='NO') and len(filed(folders)) == 5

# --- what it comes to

def test_only_the_owner_makes_labels(ledger):
    ledger.say('a', 'YES', who='model')
    ledger.say('a', 'picked', who='pick')
    ledger.say('b', 'ban')
    ledger.say('b', 'YES', who='x')
    assert ledger.labels().empty and ledger.table().label.tolist() == [None, None]

def test_fewer_fades_with_answers_that_count(ledger):
    ledger.say('a', 'fewer')
    ledger.say_many([(f's{i}', 'skip', {}) for i in range(FADES)] + [(f'n{i}', 'shown', {}) for i in range(FADES)])
    ledger.say_many([(f'm{i}', 'YES', {}) for i in range(FADES)], who='model')
    assert ledger.table().fewer_left['a'] == FADES, 'neither skips nor notes nor the words of a model wear it down'
    ledger.say('b', 'NO')
    ledger.undo()
    assert ledger.table().fewer_left['a'] == FADES, 'an answer taken back is none'
    ledger.say('b', 'NO')
    ledger.say('a', 'NO')
    assert ledger.table().loc['a', ['label', 'fewer_left']].tolist() == ['NO', FADES - 2]
    ledger.say('a', 'fewer')
    assert ledger.table().fewer_left['a'] == FADES, 'said again, it begins anew'
    ledger.say('a', 'YES')
    assert not ledger.table().fewer['a'], 'and a YES to the picture itself ends it'

def test_who_asked_what_and_when(ledger):
    ledger.say('a', 'YES', model='0002', probability=.25)
    ledger.undo()
    ledger.say('a', 'removed', who='listen')
    h = ledger.history('a')
    assert h.model.tolist()[0] == '0002' and h.probability.tolist()[0] == .25 and h.verb.tolist() == ['YES', 'undo', 'removed']
    assert h.stands.tolist() == [False, False, True] and h.time.is_monotonic_increasing and not any('key' in x for x in h.extra)
    assert ledger.history('nobody').empty

def test_kappa_is_the_one_of_the_books():
    pytest.importorskip('sklearn', reason='it comes with the extra `fastai`')
    from sklearn.metrics import cohen_kappa_score
    rng = np.random.default_rng(0)
    for _ in range(20):
        a, b = rng.integers(0, 2, (2, 30))
        t = [[((a == i) & (b == j)).sum() for j in (0, 1)] for i in (0, 1)]
        assert abs(kappa(t) - cohen_kappa_score(a, b)) < 1e-12
    assert np.isnan(kappa([[30, 0], [0, 0]]))

def again_and_again(ledger, pairs, **how):
    for n, (first, second) in enumerate(pairs):
        ledger.say_many([(f'q{n}', first, {}), (f'q{n}', second, how)])

def test_agreement_counts_what_was_judged_again(ledger):
    again_and_again(ledger, [('YES', 'NO')]*ENOUGH)                              # a change of mind, knowing what was said before
    assert agreement(ledger).pairs == 0 and 'not yet: 0' in repr(agreement(ledger))
    ledger.say('q0', 'YES', again=True)
    ledger.take_back(ledger.say('q1', 'YES', again=True))
    ledger.say('q2', 'skip', again=True)
    ledger.say('q3', 'NO', via='labeller')
    ledger.say('q4', 'favourite', who='model', again=True)
    assert agreement(ledger).counts == [[0, 0], [1, 1]] and agreement(ledger).kappa is None

def test_agreement_of_somebody_who_says_one_word(ledger):
    again_and_again(ledger, [('NO', 'NO')]*ENOUGH, again=True)
    a = agreement(ledger)
    assert (a.share, a.kappa) == (1, None) and 'needs both YES and NO' in repr(a)

def test_the_interval_covers_and_narrows(folders, ledger, tmp_path):
    again_and_again(ledger, [('YES', 'favourite'), ('NO', 'NO')]*10, again=True)
    few = agreement(ledger)
    assert few.kappa == 1 and .5 < few.low < few.high < 1, 'twenty answers that agree do not make anybody infallible'
    more = Ledger(Folders(tmp_path/'more').make())
    again_and_again(more, [('YES', 'favourite'), ('NO', 'NO')]*60, again=True)
    assert agreement(more).low > few.low

@pytest.mark.parametrize('id', ['', '../x', 'a/b', 'a\0b', 'x'*65, '-rf', 'a b', '\u202eabc'])
def test_bad_ids(ledger, id):
    with pytest.raises(LabelsError, match='no id of a picture'): ledger.say(id, 'YES')
    assert not story(ledger)

def test_extras_must_be_plain(ledger):
    with pytest.raises(LabelsError, match='fills this in itself'): ledger.say_many([('a', 'YES', dict(seq=1))])
    for odd in (float('nan'), b'bytes', {1, 2}, '\ud800'):
        with pytest.raises(LabelsError, match='plain numbers'): ledger.say_many([('b', 'NO', {}), ('a', 'YES', dict(note=odd))])
    for odd in (-.1, 2, 'high', float('nan')):
        with pytest.raises(LabelsError, match='between 0 and 1'): ledger.say('a', 'YES', probability=odd)
    assert not story(ledger) and not ledger.file.read_bytes()

# --- folders

def put(path, data):
    path.write_bytes(data)
    return path

def test_scan_again_moved_copied_gone(folders, ledger):
    a, shelf = put(folders.desktop/'a.jpg', b'a'), Shelf()
    assert len(scan(folders, shelf, ledger).yes) == 1 and not scan(folders, shelf, ledger).yes
    copy = put(folders.deselected/'a copy.jpg', b'a')
    r = scan(folders, shelf, ledger)
    assert len(r.both) == 1 and r.relabelled[0][1:3] == ('YES', 'NO')
    assert (scan(folders, shelf, ledger).both, len(ledger.rows())) == (r.both, 2)
    copy.unlink()
    assert scan(folders, shelf, ledger).yes == r.no
    a.rename(folders.desktop/'b.jpg')
    assert scan(folders, shelf, ledger).yes == []
    (folders.desktop/'b.jpg').unlink()
    assert scan(folders, shelf, ledger).gone == r.no and ledger.labels().tolist() == ['YES']

def test_a_later_word_by_key_is_not_shouted_down(folders, ledger):
    put(folders.desktop/'a.jpg', b'a')
    id = scan(folders, Shelf(), ledger).yes[0]
    ledger.say(id, 'NO')
    scan(folders, Shelf(), ledger)
    assert ledger.labels()[id] == 'NO'

def test_our_picks(folders, ledger):
    pick, shelf = put(folders.desktop/'p.jpg', b'pick'), Shelf()
    ledger.say('l8jezr', 'picked', who='pick', file='Desktop/p.jpg', sha256=sha256(b'pick'))
    pick = pick.rename(folders.desktop/'renamed.jpg')
    r = scan(folders, shelf, ledger)
    assert (r.ours, r.yes) == (['l8jezr'], [])
    pick = pick.rename(folders.deselected/'renamed.jpg')
    assert scan(folders, shelf, ledger).no == ['l8jezr'] and ledger.labels()['l8jezr'] == 'NO'
    pick.rename(folders.desktop/'back.jpg')
    assert scan(folders, shelf, ledger).yes == ['l8jezr'], 'the owner fetched it back'
    assert 'l8jezr' in Ledger(Folders(folders.root)).labels()

def test_what_is_no_picture_is_reported(folders, ledger, tmp_path):
    outside = put(tmp_path/'secret.jpg', b's')
    d = folders.desktop
    for name, data in {'empty.jpg': b'', 'broken.png': b'broken', 'notes.txt': b'x', 'a (conflicted copy 2024-01-01).jpg': b'c', 'ok.JPG': b'o'}.items():
        put(d/name, data)
    (d/'link.jpg').symlink_to(outside)
    (d/'loop.jpg').symlink_to(d/'loop.jpg')
    (d/'more').mkdir()
    os.mkfifo(d/'pipe.jpg')
    put(d/'.hidden.jpg', b'h')
    (d/'inside.jpg').symlink_to(d/'ok.JPG')
    before = {p: p.lstat() for p in d.iterdir()}
    r = scan(folders, Shelf(), ledger)
    assert len(r.yes) == 1 and {f.split('/')[-1] for f, _ in r.problems} == {'empty.jpg', 'broken.png', 'notes.txt', 'link.jpg', 'loop.jpg', 'more',
                                                                          'pipe.jpg', 'inside.jpg', 'a (conflicted copy 2024-01-01).jpg'}
    assert {p: p.lstat().st_mtime for p in d.iterdir()} == {p: s.st_mtime for p, s in before.items()}

def notes(ledger, who='scan'): return [(r.id, r.verb) for r in ledger.rows().itertuples() if r.who == who]

def test_moved_there_and_back_gone_and_back(folders, ledger):
    a, shelf = put(folders.desktop/'a.jpg', b'a'), Shelf()
    id = scan(folders, shelf, ledger).yes[0]
    a = a.rename(folders.deselected/'other name.jpg')
    assert scan(folders, shelf, ledger).no == [id]
    a = a.rename(folders.desktop/'a.jpg')
    r = scan(folders, shelf, ledger)
    assert r.yes == [id] and r.relabelled == [(id, 'NO', 'YES', 'Desktop/a.jpg')]
    ledger.say(id, 'NO')                                  # by key, later
    a.unlink()
    assert scan(folders, shelf, ledger).gone == [id] and ledger.table().removed[id] and ledger.labels()[id] == 'NO'
    scan(folders, shelf, ledger)
    put(a, b'a')
    r = scan(folders, shelf, ledger)
    assert (r.back, r.yes) == ([id], []) and ledger.labels()[id] == 'NO', 'back where it was, it says nothing new'
    assert not ledger.table().removed[id] and notes(ledger) == [(id, 'removed'), (id, 'restored')]
    assert scan(folders, shelf, ledger).back == [] and len(notes(ledger)) == 2

@pytest.mark.parametrize('now', [b'', b'broken', 'a.jpg.icloud'])
def test_a_picture_that_cannot_be_looked_at_is_not_gone(folders, ledger, now):
    a = put(folders.desktop/'a.jpg', b'a')
    id = scan(folders, Shelf(), ledger).yes[0]
    if isinstance(now, str): a.rename(folders.desktop/f'.{now}')
    else: put(a, now)
    r = scan(folders, Shelf(), ledger)
    assert r.gone == [] and len(r.problems) == 1 and not ledger.table().removed[id]

def test_a_folder_that_is_not_there_takes_nothing_away(folders, ledger):
    for i in range(4): put(folders.desktop/f'{i}.jpg', b'%d' % i)
    put(folders.deselected/'n.jpg', b'n')
    scan(folders, Shelf(), ledger)
    folders.desktop.rename(folders.root/'elsewhere')
    folders.desktop.mkdir()
    r = scan(folders, Shelf(), ledger)
    assert r.gone == [] and notes(ledger) == [] and r.problems == [('Desktop', 'all 4 pictures are gone from it: is it mounted and synced? Nothing was noted')]
    put(folders.desktop/'0.jpg', b'0')                    # somebody is there after all
    assert len(scan(folders, Shelf(), ledger).gone) == 3 == len(notes(ledger))

def test_an_edited_picture_is_a_new_one(folders, ledger):
    a = put(folders.desktop/'a.jpg', b'a')
    old = scan(folders, Shelf(), ledger).yes[0]
    put(a, b'a, cropped')
    r = scan(folders, Shelf(), ledger)
    assert r.edited == [('Desktop/a.jpg', old, r.yes[0])] and r.gone == [old] and ledger.labels().to_dict() == {old: 'YES', r.yes[0]: 'YES'}
    assert scan(folders, Shelf(), ledger).edited == []

def test_an_edited_pick_is_no_label(folders, ledger):
    pick = put(folders.desktop/'p.jpg', b'pick')
    ledger.say('l8jezr', 'picked', who='pick', file='p.jpg', sha256=sha256(b'pick'))
    assert scan(folders, Shelf(), ledger).ours == ['l8jezr']
    put(pick, b'rewritten by some program')
    r = scan(folders, Shelf(), ledger)
    assert r.yes == [] and ledger.labels().empty and [f for f, why in r.problems if 'another content' in why] == ['Desktop/p.jpg']
    pick.rename(folders.deselected/'p.jpg')
    assert scan(folders, Shelf(), ledger).no == ['l8jezr'] and ledger.labels().to_dict() == dict(l8jezr='NO')

def test_two_names_of_one_file(folders, ledger, tmp_path, monkeypatch):
    a = put(folders.desktop/'a.jpg', b'a')
    os.link(a, folders.desktop/'c.jpg')
    os.link(put(tmp_path/'backup.jpg', b'x'), folders.desktop/'x.jpg')   # a backup made with hard links: still the owner's own picture
    shelf, read = Shelf(), []
    monkeypatch.setattr(shelf, 'add_file', lambda path, *more, add=shelf.add_file: read.append(path.name) or add(path, *more))
    r = scan(folders, shelf, ledger)
    assert (len(r.yes), r.no, r.both) == (2, [], []) and [f for f, _ in r.problems] == ['Desktop/c.jpg']
    assert read == ['a.jpg', 'x.jpg'], 'a second name is not read again'
    assert all('another name of `Desktop/a.jpg`' in why for _, why in r.problems)
    os.link(a, folders.deselected/'b.jpg')
    r = scan(folders, Shelf(), ledger)
    assert len(r.both) == 1 and r.no == r.both and [f for f, _ in r.problems] == ['Desktop/c.jpg']

@pytest.mark.parametrize('places', [('desktop', 'deselected'), ('deselected', 'desktop'), ('desktop', 'storage'), ('deselected', 'storage'), ('desktop', 'deselected', 'storage')])
@pytest.mark.parametrize('outside', [False, True])
def test_what_a_copy_says_a_hard_link_says(folders, ledger, tmp_path, places, outside):
    "Whichever of them a tool that removes equal files keeps, also when that lies in another folder of the owner's"
    first, *others = [put(getattr(folders, o)/f'{o}.jpg', b'a') for o in places]
    put(folders.desktop/'b.jpg', b'b')
    scan(folders, Shelf(), ledger)
    labels, n = ledger.labels().to_dict(), len(ledger.rows())
    if outside: others, first = [first, *others], put(tmp_path/'elsewhere.jpg', b'a')
    for o in others:
        o.unlink()
        os.link(first, o)
    r = scan(folders, Shelf(), ledger)
    assert ledger.labels().to_dict() == labels and len(ledger.rows()) == n and r.problems == [] and r.relabelled == []

@pytest.mark.parametrize('links', [1, 2])
def test_a_drive_that_numbers_no_files_loses_no_picture(folders, ledger, monkeypatch, links):
    "Some drives give every file the number 0, some the same wrong count of names"
    for k in range(4):
        put(folders.desktop/f'{k}.jpg', f'{k}'.encode())
        put(folders.deselected/f'no {k}.jpg', f'no {k}'.encode())
    real = pathlib.Path.stat
    def stat(self, **how):
        s = real(self, **how)
        fields = [*s[:1], 0, s[2], links, *s[4:]]
        return os.stat_result(fields, dict(st_mtime_ns=s.st_mtime_ns))
    monkeypatch.setattr(pathlib.Path, 'stat', stat)
    r = scan(folders, Shelf(), ledger)
    assert (len(r.yes), len(r.no), r.problems) == (4, 4, [])

def test_one_number_for_all_files_proves_nothing_without_a_second_name(folders, ledger, monkeypatch):
    for k in range(4): put(folders.desktop/f'{k}.jpg', f'{k}'.encode())
    real = pathlib.Path.stat
    monkeypatch.setattr(pathlib.Path, 'stat', lambda self, **how: os.stat_result([(s := real(self, **how))[0], 7, *s[2:]], dict(st_mtime_ns=s.st_mtime_ns)))
    assert len(scan(folders, Shelf(), ledger).yes) == 4

def test_second_versions_and_links(folders, ledger, tmp_path):
    d, put_here = folders.desktop, lambda *names: [put(folders.desktop/n, n.encode()) for n in names]
    put_here('a.jpg', 'a (1).jpg', 'a(2).jpg', 'b (1).jpg', 'wall (1920x1080).jpg', 'a.sync-conflict-20240101-120000-ABC.jpg',
             'c (Ann\'s conflicted copy 2024-01-01).png', '.d.jpg.icloud', 'e.jpg.part', 'f.jpg.crdownload')
    put(tmp_path/'g.jpg', b'g')
    (d/'folder.jpg').symlink_to(folders.storage)
    (d/'up.jpg').symlink_to(folders.root)
    (d/'out.jpg').symlink_to(tmp_path/'g.jpg')
    (folders.deselected/'a.jpg').symlink_to(d/'a.jpg')    # a link to a picture on the Desktop is no NO
    r = scan(folders, Shelf(), ledger)
    assert len(r.yes) == 3 and r.no == []
    assert {f for f, _ in r.problems} == {'Desktop/' + n for n in ('a (1).jpg', 'a(2).jpg', 'a.sync-conflict-20240101-120000-ABC.jpg',
        'c (Ann\'s conflicted copy 2024-01-01).png', '.d.jpg.icloud', 'e.jpg.part', 'f.jpg.crdownload', 'folder.jpg', 'up.jpg', 'out.jpg')
        } | {'model/deselected/a.jpg'}

def test_names_that_differ_little_or_are_no_text(folders, ledger):
    names = ['A.jpg', 'a.jpg', unicodedata.normalize('NFC', 'é.jpg'), unicodedata.normalize('NFD', 'é.jpg')]
    for n in names: put(folders.desktop/n, n.encode())
    with open(os.fsencode(folders.desktop) + b'/caf\xe9.jpg', 'wb') as f: f.write(b'latin-1')
    r = scan(folders, Shelf(), ledger)
    assert len(set(r.yes)) == 5 and not r.problems
    assert 'Desktop/caf\\udce9.jpg' in [x['file'] for x in ledger.rows().extra] and not scan(folders, Shelf(), ledger).yes

def test_a_broken_picture_whose_name_is_no_text_is_named(folders, ledger):
    for place in (folders.desktop, folders.deselected, folders.storage):
        place.mkdir(exist_ok=True)
        with open(os.fsencode(place) + b'/caf\xe9.jpg', 'wb') as f: f.write(b'x')
    with warnings.catch_warnings(action='ignore'): r = scan(folders, Archive(folders), ledger)
    assert [name for name, _ in r.problems] == [f'{place}/caf\\udce9.jpg' for place in ('Desktop', 'model/deselected', 'model/storage')]
    assert all(why.isprintable() for _, why in r.problems) and {n for n, _ in left_out(folders)} == {n for n, _ in r.problems}

def test_a_folder_that_cannot_be_read_is_named(folders, ledger, monkeypatch):
    put(folders.desktop/'a.jpg', b'a')
    scan(folders, Shelf(), ledger)
    listdir = os.listdir
    def refused(path):
        if path == folders.desktop: raise PermissionError(13, 'Permission denied')
        return listdir(path)
    monkeypatch.setattr(os, 'listdir', refused)
    r = scan(folders, Shelf(), ledger)
    assert ('Desktop', 'cannot be read: Permission denied') in r.problems and notes(ledger) == []

def test_a_link_to_a_drive_that_is_not_mounted_is_named(folders, ledger, tmp_path):
    put(folders.desktop/'a.jpg', b'a')
    scan(folders, Shelf(), ledger)
    folders.desktop.rename(tmp_path/'away')
    folders.desktop.symlink_to(tmp_path/'unplugged')
    assert ('Desktop', 'cannot be read: No such file or directory') in scan(folders, Shelf(), ledger).problems and notes(ledger) == []
    assert ('Desktop', 'cannot be read: No such file or directory') in left_out(folders)

def test_empty_folders_are_harmless(folders, ledger):
    for d in (folders.deselected, folders.storage): d.rmdir()
    assert not scan(folders, Shelf(), ledger).problems and ledger.labels().empty and ledger.table().label.value_counts().empty

# --- tables

def filled(folders, ledger, n=4):
    export_csv(folders, Shelf(), ledger, [f'p{i}' for i in range(n)])
    return [f'model/storage/preview-{i:04d}.jpg' for i in range(n)]

@pytest.mark.parametrize('save', [
    lambda t: t.encode(), lambda t: t.encode('utf-8-sig'), lambda t: t.replace('fname,label', '"fname","label"').encode('utf-8-sig'),
    lambda t: t.replace('\n', '\r\n').encode(), lambda t: t.replace('\n', '\r').encode(),
    lambda t: t.replace(',', ';').encode(), lambda t: t.replace(',', '\t').encode('utf-16'),
    lambda t: t.replace('\n', '\n' + '夜'*600 + ',YES\n', 1).encode('utf-16'), lambda t: (t + 'é,YES\n').encode('latin-1'),
    lambda t: t.replace('/', '\\').encode(), lambda t: t.replace('model/storage/', '').encode(), lambda t: t.replace('YES', '"Yes "').encode(),
    lambda t: t.replace('YES', '"yes\n"').encode(), lambda t: t.replace('fname,label', ' FName ,"Label"').encode(), lambda t: t.replace('NO', 'n').encode(),
    lambda t: t.replace('NO\n', 'NO,,\n').encode(), lambda t: (t + '\n\n,\n').encode()])
def test_every_way_to_save_a_table(folders, ledger, save):
    a, b, c, d = filled(folders, ledger)
    folders.csv.write_bytes(save(f'fname,label\n{a},YES\n{b},NO\n{c},\n{d},YES\n'))
    r = import_csv(folders, ledger)
    assert ledger.labels().to_dict() == dict(p0='YES', p1='NO', p3='YES') and r.blank == 1, r.__dict__

def test_bad_rows_by_line(folders, ledger):
    a, b, c, d = filled(folders, ledger)
    folders.csv.write_text(f'fname,label\n{a},YES\n"{b},NO\n{c},perhaps\n../../etc/passwd,NO\n{d},NO\n{a},NO\nmodel/stor')
    r = import_csv(folders, ledger)
    assert [line for line, _ in r.bad] == [3, 4, 5, 8]
    assert r.changed == [(7, a, 'YES', 'NO')] and ledger.labels().to_dict() == dict(p0='NO', p3='NO')
    assert import_csv(folders, ledger).said == [] and len(ledger.labels()) == 2

@pytest.mark.parametrize('text', ['', 'file,answer\na,b\n', '\0\0\0', 'fname\nx\n', 'GIF89a'])
def test_wrong_columns_are_an_error(folders, ledger, text):
    (folders.model/'x.csv').write_text(text)
    with pytest.raises(LabelsError, match='x.csv: the first line must name'): import_csv(folders, ledger, folders.model/'x.csv')

def test_a_slim_preview_goes_out_under_its_own_name(folders, ledger):
    class Slim(Shelf):
        def preview(self, id): return (b'RIFF' if id != 'p1' else b'\xff\xd8\xff') + id.encode()
    export_csv(folders, Slim(), ledger, ['p0', 'p1', 'p2'])
    names = ['model/storage/preview-0000.webp', 'model/storage/preview-0001.jpg', 'model/storage/preview-0002.webp']
    assert sorted(f'model/storage/{o.name}' for o in folders.storage.iterdir()) == names
    folders.csv.write_text(f'fname,label\n{names[0]},YES\npreview-0001.jpg,NO\npreview-0002.webp,NO\n')
    r = import_csv(folders, ledger)
    assert r.bad == [] and ledger.labels().to_dict() == dict(p0='YES', p1='NO', p2='NO')
    assert scan(folders, Slim(), ledger).problems == [] and ledger.labels().to_dict() == dict(p0='YES', p1='NO', p2='NO')
    export_csv(folders, Slim(), ledger, ['p0'])
    assert [o.name for o in folders.storage.iterdir()] == ['preview-0003.webp']

def test_missing_and_empty_tables(folders, ledger):
    with pytest.raises(LabelsError, match='cannot be read'): import_csv(folders, ledger)
    export_csv(folders, Shelf(), ledger, [])
    r = import_csv(folders, ledger)
    assert (r.said, r.bad, r.blank) == ([], [], 0)

def test_a_filled_in_table_is_never_written_over(folders, ledger):
    a, *_ = filled(folders, ledger)
    folders.csv.write_text(f'fname,label\n{a},YES\n')
    with pytest.raises(LabelsError, match='1 answers that were not imported'): export_csv(folders, Shelf(), ledger, ['q'])
    import_csv(folders, ledger)
    mine = put(folders.storage/'preview-0007.jpg', b'my own picture, by chance of that name')
    export_csv(folders, Shelf(), ledger, ['q', 'q'])
    assert folders.csv.read_text() == 'fname,label\nmodel/storage/preview-0008.jpg,\n'
    assert mine.exists() and [p.name for p in sorted(folders.storage.iterdir())] == ['preview-0007.jpg', 'preview-0008.jpg']
    assert len(scan(folders, Shelf(), ledger).to_judge) == 1

def test_the_table_outlives_the_database(folders, ledger):
    a, *_ = filled(folders, ledger)
    folders.csv.write_text(f'fname,label\n{a},YES\n')
    folders.db.close()
    for p in folders.model.glob('wallpicker.db*'): p.unlink()
    fresh = Folders(folders.root)
    assert import_csv(fresh, Ledger(fresh)).said == [('p0', 'YES')]

def test_the_posts_own_table(folders, ledger):
    put(folders.storage/'0000.png', b'0')
    put(folders.desktop/'mine.jpg', b'm')
    folders.csv.write_text('fname,label\nmodel/storage/0000.png,YES\nDesktop/mine.jpg,NO\n../outside.jpg,YES\n')
    r = import_csv(folders, ledger, archive=Shelf())
    assert [v for _, v in r.said] == ['YES', 'NO'] and [l for l, _ in r.bad] == [4]

@pytest.mark.parametrize('label, verb', [('YES', 'YES'), ('Yes ', 'YES'), (' yes', 'YES'), ('y', 'YES'), ('1', 'YES'), ('1.0', 'YES'), ('True', 'YES'),
    ('No.', 'NO'), ('n', 'NO'), ('0', 'NO'), ('0.0', 'NO'), ('FALSE', 'NO'), ('Favourite!', 'favourite'), ('skip', 'skip'), ('Ban', 'ban'), ('fewer', 'fewer'),
    ('2', None), ('YE', None), ('NOT', None), ('undo', None), ('picked', None), ('=1', None)])
def test_what_people_write(folders, ledger, label, verb):
    a, *_ = filled(folders, ledger)
    folders.csv.write_text(f'fname,label\n{a},{label}\n')
    r = import_csv(folders, ledger)
    assert (r.said, [l for l, _ in r.bad]) == (([('p0', verb)], []) if verb else ([], [2]))

def test_one_picture_under_two_numbers(folders, ledger):
    a, *_ = filled(folders, ledger, 1)
    folders.csv.write_text(f'fname,label\n{a},YES\n')
    import_csv(folders, ledger)
    export_csv(folders, Shelf(), ledger, ['p0'])
    b = 'model/storage/preview-0001.jpg'
    folders.csv.write_text(f'fname,label\n{a},YES\n{b},NO\n')
    r = import_csv(folders, ledger)
    assert r.said == [('p0', 'NO')] and r.changed == [(3, b, 'YES', 'NO')] and r.relabelled == [(b, 'YES', 'NO')]
    assert agreement(ledger).counts == [[0, 1], [0, 0]], 'asked again without seeing the first answer'
    folders.csv.write_text(f'fname,label\n{b},YES\n')
    assert import_csv(folders, ledger).relabelled == [(b, 'NO', 'YES')] and agreement(ledger).pairs == 1, 'a correction is no second look'

def test_a_later_answer_is_not_shouted_down_by_an_old_table(folders, ledger):
    a, *_ = filled(folders, ledger)
    folders.csv.write_text(f'fname,label\n{a},YES\n')
    import_csv(folders, ledger)
    ledger.say('p0', 'NO')
    assert import_csv(folders, ledger).same == 1 and ledger.labels()['p0'] == 'NO'
    ledger.undo(2)
    assert import_csv(folders, ledger).said == [('p0', 'YES')], 'taken back, and said again'

def test_a_name_in_another_folder_is_no_export(folders, ledger):
    filled(folders, ledger)
    folders.csv.write_text('fname,label\nDesktop/preview-0000.jpg,YES\n../../model/storage/preview-0001.jpg,NO\n,YES\na\0b,NO\n')
    r = import_csv(folders, ledger, archive=Shelf())
    assert r.said == [('p1', 'NO')] and [l for l, _ in r.bad] == [2, 4, 5]

def test_a_broken_picture_in_a_table_is_named(folders, ledger):
    put(folders.storage/'x.png', b'broken')
    folders.csv.write_text('fname,label\nmodel/storage/x.png,YES\n')
    assert 'no picture' in import_csv(folders, ledger, archive=Shelf()).bad[0][1]

def test_long_tables_take_one_sync_and_little_memory(folders, ledger, monkeypatch, tmp_path):
    "Behaviour of the million rows of soak/labels.py, with fewer: every bad line named, as many syncs as for two rows"
    took = table_of(25_000, tmp_path/'long')
    assert took['said'] == 25_000 - 25 and len(took['bad']) == 25
    syncs, fsync = [], os.fsync
    monkeypatch.setattr(os, 'fsync', lambda fd: (syncs.append(fd), fsync(fd)))
    names = filled(folders, ledger, 50)
    def imported(answers):
        folders.csv.write_text('fname,label\n' + ''.join(f'{n},{a}\n' for n, a in zip(names, answers)))
        syncs.clear()
        import_csv(folders, ledger)
        return len(syncs)
    assert imported(['YES']*2) == imported(['NO']*50) == 1

def test_an_import_is_all_or_nothing(folders, ledger, monkeypatch):
    a, b, *_ = filled(folders, ledger)
    folders.csv.write_text(f'fname,label\n{a},YES\n{b},NO\n')
    whole = folders.ledger.read_bytes()
    monkeypatch.setattr('wallpicker.labels.log.BATCH', 1)
    def full(self, rows, texts, insert=Ledger._insert):
        if rows[0]['id'] == 'p1': raise OSError('no room')
        insert(self, rows, texts)
    with monkeypatch.context() as m:
        m.setattr(Ledger, '_insert', full)
        with pytest.raises(LabelsError, match='no room'): import_csv(folders, ledger)
        assert folders.ledger.read_bytes() == whole and ledger.labels().empty
    assert len(import_csv(folders, ledger).said) == 2

@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_no_bytes_crash_the_reader(tmp_path_factory, data):
    p = tmp_path_factory.getbasetemp()/'fuzz.csv'
    p.write_bytes(b'fname,label\n' + data)
    r = Import()
    rows = list(read_table(p, r))
    assert all(len(row) == 3 for row in rows) and all(line >= 2 for line, _ in r.bad)


def test_what_was_read_is_kept_until_something_is_said(tmp_path, monkeypatch):
    folders = Folders(tmp_path).make()
    ledger, other, read = Ledger(folders), Ledger(Folders(tmp_path)), []
    make = ledger_module._table
    monkeypatch.setattr(ledger_module, '_table', lambda ledger: read.append(1) or make(ledger))
    ledger.say('a', 'YES')
    for _ in range(3): assert list(ledger.table().index) == ['a']
    assert len(read) == 1
    mine = ledger.table()
    mine.loc['a', 'label'] = 'NO'
    assert ledger.labels()['a'] == 'YES'   # everybody gets a copy
    other.say('b', 'NO')                   # as another process would
    assert list(ledger.labels()) == ['YES', 'NO'] and list(ledger.rows().id) == ['a', 'b']
    other.undo()
    assert list(ledger.table().index) == ['a'] and len(ledger.rows()) == 3
    with folders.db.transaction():
        ledger.say('c', 'YES')
        assert list(ledger.table().index) == ['a', 'c']   # seen from inside, before it is settled
    folders.ledger.write_text(folders.ledger.read_text() + '{"seq": 9, "time": "2026-01-01T00:00:00+00:00", "id": "d", "verb": "YES", "who": "owner"}\n')
    assert 'd' in ledger.table().index     # a line from another machine
