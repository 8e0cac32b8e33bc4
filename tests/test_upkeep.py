"What would spoil the page of chapter 5a: damage of every kind, lines that lie, kills during any write, a file of the owner's in the way"
import signal, subprocess, sys, threading

import pytest

from wallpicker.archive import Archive, ArchiveError, jpeg, shrink
from wallpicker.folders import Folders, WallpickerError
from wallpicker.paint import paint
from wallpicker.upkeep import check, export, take_in

@pytest.fixture
def folders(tmp_path): return Folders(tmp_path/'root').make()

def thumb(seed): return jpeg(shrink(paint(seed, size=(864, 486))), 83, 2)

def filled(folders, n=6):
    archive = Archive(folders)
    for i in range(n): archive.add(dict(id=f'w{i}', favorites=i, tags=['sea'], raw=dict(id=f'w{i}', odd=[1])), thumb(i))
    archive.alias('w0', 'other0')
    return archive

def test_out_and_in_again_is_the_same(folders, tmp_path):
    archive = filled(folders)
    out = export(archive, tmp_path/'train', labels=dict(w1='YES', w2='NO'))
    there = Archive(Folders(tmp_path/'there').make())
    assert take_in(there, out) == (archive.ids(), {}) and take_in(there, out).refused == {}
    for id in archive.ids():
        assert there.meta(id) == archive.meta(id) and there.preview(id) == archive.preview(id) and there._print(id) == archive._print(id)
    assert check(there) == {} and there.find('other0') == 'w0'
    assert {str(p.relative_to(out)) for p in out.rglob('*.jpg')} == {'w0.jpg', 'YES/w1.jpg', 'NO/w2.jpg', 'w3.jpg', 'w4.jpg', 'w5.jpg'}

@pytest.mark.parametrize('line', ['{', '7', '{}', '{"id": "w0"}', '{"id": "../x", "file": "w0.jpg"}', '{"id": "w0", "file": "../../etc/passwd", "content": ""}',
                                  '{"id": "w0", "file": "w0.jpg", "content": "0"}'])
def test_a_line_that_lies_is_refused_and_stops_nobody(folders, tmp_path, line):
    out = export(filled(folders), tmp_path/'train')
    with open(out/'archive.jsonl', 'a') as f: f.write(line + '\n')
    there = Archive(Folders(tmp_path/'there').make())
    done = take_in(there, out)
    assert len(done.ids) == 6 and list(done.refused) == ['line 7'] and check(there) == {}
    with pytest.raises(ArchiveError, match='archive.jsonl'): take_in(there, tmp_path/'nowhere')

@pytest.mark.parametrize('sql, mended', [("UPDATE previews SET data=substr(data, 1, 900) WHERE id='w1'", False), ("DELETE FROM previews WHERE id='w1'", False),
    ("UPDATE pictures SET content='0' WHERE id='w1'", False), ("UPDATE previews SET small=NULL WHERE id='w1'", False), ("UPDATE pictures SET phash='rot' WHERE id='w1'", True),
    ("UPDATE previews SET small=x'00' WHERE id='w1'", True), ("UPDATE pictures SET phash=NULL WHERE id='w1'", True)])
def test_damage_is_found_and_mended(folders, sql, mended):
    archive = filled(folders)
    assert check(archive) == {}
    archive.db.execute(sql)
    archive.db.execute("INSERT INTO aliases VALUES ('lost', 'nobody')")
    assert set(check(archive)) == set(check(archive, repair=True)) == {'w1', 'aliases'}
    assert check(archive) == {} and ('w1' in archive) == mended and len(archive) == 5 + mended
    archive.add(dict(id='w1'), thumb(1))
    assert check(archive) == {} and len(archive) == 6

def test_a_damaged_database_is_named(folders):
    archive = filled(folders, 40)
    archive.db.execute('PRAGMA wal_checkpoint(TRUNCATE)'); archive.db.close()
    data = bytearray(folders.dbfile.read_bytes()); data[8192:len(data)//2] = bytes(len(data)//2 - 8192)
    folders.dbfile.write_bytes(data)
    with pytest.raises(WallpickerError, match='damaged'): check(Archive(folders))

KILLED = dict(
    take_in="take_in(archive, root/'out'); archive.db.execute('DELETE FROM pictures'); archive.db.execute('DELETE FROM previews'); archive.db.execute('DELETE FROM aliases')",
    export="export(archive, root/'again')", tag="archive.tag('w3', ['sea']*(n % 50))", alias="archive.alias('w2', f'{sys.argv[2]}x{n}')",
    check="archive.db.execute(\"UPDATE pictures SET phash='rot'\"); check(archive, repair=True)")

@pytest.mark.parametrize('what', KILLED)
def test_killed_during_any_write(folders, what):
    archive = filled(folders)
    export(archive, folders.root/'out'); archive.db.close()
    code = f'''if True:
        import sys
        from pathlib import Path
        from wallpicker.archive import *; from wallpicker.folders import Folders; from wallpicker.upkeep import check, export, take_in
        root = Path(sys.argv[1]); archive = Archive(Folders(root))
        for n in range(10**6):
            {KILLED[what]}
            if n == 0: print(flush=True)'''
    for n, wait in enumerate((.02, .07, .15)):
        p = subprocess.Popen([sys.executable, '-c', code, str(folders.root), f'k{n}'], stdout=subprocess.PIPE)
        p.stdout.readline(); threading.Event().wait(wait); p.send_signal(signal.SIGKILL); p.wait()
        archive = Archive(Folders(folders.root))
        assert not {k: v for k, v in check(archive, repair=True).items() if 'fingerprint' not in v and k not in ('previews', 'aliases')}
        assert check(archive) == {}
        take_in(archive, folders.root/'out')
        assert len(archive) == 6 and check(archive) == {}
        archive.db.close()

@pytest.mark.parametrize('place', ['desktop', 'storage', 'deselected', 'reserve'])
def test_an_export_never_lies_where_pictures_say_something(folders, place):
    archive, before = filled(folders, 2), sorted(getattr(folders, place).iterdir())
    for where in (getattr(folders, place), getattr(folders, place)/'deep'/'down'):
        with pytest.raises(ArchiveError, match='says something'): export(archive, where)
    assert sorted(getattr(folders, place).iterdir()) == before

def test_a_file_of_the_owners_stays_what_it_is(folders, tmp_path):
    archive, mine = filled(folders, 2), tmp_path/'pictures'/'w1.jpg'
    mine.parent.mkdir(); mine.write_bytes(b'mine')
    with pytest.raises(ArchiveError, match='w1.jpg is there already'): export(archive, mine.parent)
    assert mine.read_bytes() == b'mine' and not (mine.parent/'archive.jsonl').exists()
    mine.unlink()
    archive.db.execute("UPDATE pictures SET favorites=99 WHERE id='w1'")
    assert export(archive, mine.parent) == export(archive, mine.parent) == mine.parent, 'an export of ours may be renewed'

def test_places_and_pictures_that_will_not_do_are_named(folders, tmp_path):
    archive = filled(folders, 2)
    (tmp_path/'file').write_text('')
    with pytest.raises(ArchiveError, match='file.* cannot hold an export'): export(archive, tmp_path/'file')
    with pytest.raises(ArchiveError, match='cannot be the name of a folder'): export(archive, tmp_path/'out', labels=dict(w0='../../YES'))
    archive.db.execute("DELETE FROM previews WHERE id='w1'")
    with pytest.raises(ArchiveError, match='w1 has no preview'): export(archive, tmp_path/'out')

def test_an_empty_archive_goes_out_and_in(folders, tmp_path):
    assert take_in(Archive(folders), export(Archive(folders), tmp_path/'nothing')) == ([], {})
