"""What would spoil the page: crashes between the two writes, damage, two writers, odd tables, odd folders"""
import json, multiprocessing, os, random, threading, time, warnings
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from wallpicker.folders import Folders, WallpickerError, sha256
from wallpicker.labels import *
from wallpicker.ledger import *

SERVER = multiprocessing.get_context('forkserver')   # other processes, as good as new, without the seconds that imports take
SERVER.set_forkserver_preload(['wallpicker.labels'])

class Shelf:
    "As much of an archive as labels need: any bytes are a picture, except b'broken'"
    def add_file(self, path):
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

def story(ledger): return [(r['seq'], r['id'], r['verb']) for r in ledger._read()]

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
    ledger.say('a', 'YES', probability=.25); ledger.undo(); ledger.say('ü'.encode().hex(), 'ban')
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

def _writes_until_killed(root, told):
    ledger = Ledger(Folders(root))
    with open(told, 'a') as f:
        for i in range(100_000):
            ledger.say(f'{os.getpid()}-{i}', 'YES')
            f.write(f'{os.getpid()}-{i}\n'); f.flush()

def test_kill_at_any_moment(folders, ledger, tmp_path):
    "No acknowledged answer lost, none doubled (ten times)"
    told, rng, jobs = tmp_path/'told', random.Random(0), 10
    for _ in range(jobs):
        p = SERVER.Process(target=_writes_until_killed, args=(folders.root, told))
        size = told.stat().st_size if told.exists() else 0
        p.start()
        while not (told.exists() and told.stat().st_size > size): assert p.is_alive(); time.sleep(.01)
        p.join(rng.random()*.2)
        p.kill(); p.join()
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')
            ids = [id for _, id, _ in story(again(folders))]
        acknowledged = set(told.read_text().splitlines())
        assert len(ids) == len(set(ids)) and acknowledged <= set(ids) and len(ids) <= len(acknowledged) + jobs

def test_threads_and_a_transaction_of_somebody_else(folders, ledger):
    "A job that notes its pick inside its own transaction does not lock out a labeller"
    def job():
        for i in range(10):
            with folders.db.transaction(): ledger.say(f'j{i}', 'picked', who='pick')
    t = threading.Thread(target=job); t.start()
    for i in range(10): ledger.say(f'o{i}', 'YES')
    t.join(20)
    assert not t.is_alive() and len(story(ledger)) == 20 == len(filed(folders))

# --- what it comes to

def model(rows):
    "The table as one would say it in words, without looking at how `replay` does it"
    back = {of for _, _, verb, of in rows if verb == 'undo'}
    out = {}
    for seq, id, verb, _ in rows:
        mine = [v for s, i, v, _ in rows if i == id and v != 'undo' and s not in back]
        if not mine: continue
        words = [v for v in mine if v in ('YES', 'NO', 'favourite')]
        since = lambda v, *ends: v in mine and not any(e in mine[len(mine) - mine[::-1].index(v):] for e in ends)
        out[id] = (('NO' if words[-1] == 'NO' else 'YES') if words else None, since('favourite', 'NO'), since('ban', 'YES', 'favourite'))
    return out

@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from('abc'), st.sampled_from([*SAID, 'picked', 'undo']), st.integers(1, 3)), max_size=25))
def test_replay_is_what_the_words_say(tmp_path_factory, said):
    folders = Folders(tmp_path_factory.mktemp('tree')).make()
    ledger, rows = Ledger(folders), []
    for id, verb, n in said:
        if verb == 'undo':
            back = ledger.undo(n)
            standing = [s for s, _, v, _ in rows if v in SAID and s not in {of for *_, of in rows}]
            assert back == standing[::-1][:n]
            rows += [(len(rows) + 1 + i, next(r[1] for r in rows if r[0] == s), 'undo', s) for i, s in enumerate(back)]
        else: rows.append((ledger.say(id, verb), id, verb, None))
    table = ledger.table()
    assert {i: (t.label, t.favourite, t.banned) for i, t in zip(table.index, table.itertuples())} == model(rows)
    assert ledger.rebuild() == len(rows) == len(filed(folders) if rows else [])
    folders.db.close()

def test_only_the_owner_makes_labels(ledger):
    ledger.say('a', 'YES', who='model'); ledger.say('a', 'picked', who='pick'); ledger.say('b', 'ban'); ledger.say('b', 'YES', who='x')
    assert ledger.labels().empty and ledger.table().label.tolist() == [None, None]

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
    (d/'link.jpg').symlink_to(outside); (d/'loop.jpg').symlink_to(d/'loop.jpg'); (d/'more').mkdir(); os.mkfifo(d/'pipe.jpg'); put(d/'.hidden.jpg', b'h')
    (d/'inside.jpg').symlink_to(d/'ok.JPG')
    before = {p: p.lstat() for p in d.iterdir()}
    r = scan(folders, Shelf(), ledger)
    assert len(r.yes) == 1 and {f.split('/')[-1] for f, _ in r.problems} == {'empty.jpg', 'broken.png', 'notes.txt', 'link.jpg', 'loop.jpg', 'more',
                                                                          'pipe.jpg', 'inside.jpg', 'a (conflicted copy 2024-01-01).jpg'}
    assert {p: p.lstat().st_mtime for p in d.iterdir()} == {p: s.st_mtime for p, s in before.items()}

def test_empty_folders_are_harmless(folders, ledger):
    for d in (folders.deselected, folders.storage): d.rmdir()
    assert not scan(folders, Shelf(), ledger).problems and ledger.labels().empty and ledger.table().label.value_counts().empty

# --- tables

def filled(folders, ledger, n=4):
    export_csv(folders, Shelf(), ledger, [f'p{i}' for i in range(n)])
    return [f'model/storage/preview-{i:04d}.jpg' for i in range(n)]

@pytest.mark.parametrize('save', [
    lambda t: t.encode(), lambda t: t.encode('utf-8-sig'), lambda t: t.replace('\n', '\r\n').encode(), lambda t: t.replace('\n', '\r').encode(),
    lambda t: t.replace(',', ';').encode(), lambda t: t.replace(',', '\t').encode('utf-16'), lambda t: (t + 'é,YES\n').encode('latin-1'),
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
    put(folders.storage/'0000.png', b'0'); put(folders.desktop/'mine.jpg', b'm')
    folders.csv.write_text('fname,label\nmodel/storage/0000.png,YES\nDesktop/mine.jpg,NO\n../outside.jpg,YES\n')
    r = import_csv(folders, ledger, archive=Shelf())
    assert [v for _, v in r.said] == ['YES', 'NO'] and [l for l, _ in r.bad] == [4]

@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_no_bytes_crash_the_reader(tmp_path_factory, data):
    p = tmp_path_factory.getbasetemp()/'fuzz.csv'
    p.write_bytes(b'fname,label\n' + data)
    r = Import()
    rows = list(read_table(p, r))
    assert all(len(row) == 3 for row in rows) and all(line >= 2 for line, _ in r.bad)
