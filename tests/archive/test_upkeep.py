"What a page has no room for: damage of every kind, lines that lie, kills during any write, a file of the owner's in the way"
import io, json, signal, subprocess, sys, threading

import numpy as np
import pytest
from PIL import Image

from wallpicker.archive import library as archive_module
from wallpicker.archive.preview import PREVIEW, ArchiveError, jpeg, kind_of, shrink
from wallpicker.archive.store import Archive
from wallpicker.taste.features import Features
from wallpicker.database import SCHEMA
from wallpicker.folders import Folders
from wallpicker.files import WallpickerError, sha256
from wallpicker.gallery.paint import paint
from wallpicker.archive.upkeep import check, not_slim, slim
from wallpicker.archive.transfer import export, take_in

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
    archive.db.execute('PRAGMA wal_checkpoint(TRUNCATE)')
    archive.db.close()
    data = bytearray(folders.dbfile.read_bytes())
    data[8192:len(data)//2] = bytes(len(data)//2 - 8192)
    folders.dbfile.write_bytes(data)
    with pytest.raises(WallpickerError, match='damaged'): check(Archive(folders))

KILLED = dict(
    take_in="take_in(archive, root/'out'); archive.db.execute('DELETE FROM pictures'); archive.db.execute('DELETE FROM previews'); archive.db.execute('DELETE FROM aliases')",
    export="export(archive, root/'again')", tag="archive.tag('w3', ['sea']*(n % 50))", alias="archive.alias('w2', f'{sys.argv[2]}x{n}')",
    check="archive.db.execute(\"UPDATE pictures SET phash='rot'\"); check(archive, repair=True)")

@pytest.mark.parametrize('what', KILLED)
def test_killed_during_any_write(folders, what):
    archive = filled(folders)
    export(archive, folders.root/'out')
    archive.db.close()
    code = f'''if True:
        import sys
        from pathlib import Path
        from wallpicker.archive.store import *; from wallpicker.folders import Folders; from wallpicker.archive.upkeep import check; from wallpicker.archive.transfer import export, take_in
        root = Path(sys.argv[1]); archive = Archive(Folders(root))
        for n in range(10**6):
            {KILLED[what]}
            if n == 0: print(flush=True)'''
    for n, wait in enumerate((.02, .07, .15)):
        p = subprocess.Popen([sys.executable, '-c', code, str(folders.root), f'k{n}'], stdout=subprocess.PIPE)
        p.stdout.readline()
        threading.Event().wait(wait)
        p.send_signal(signal.SIGKILL)
        p.wait()
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

@pytest.mark.parametrize('place', ['.', 'model', 'model/trash', 'model/models', 'model/models/old', 'model/new'])
def test_an_export_never_lies_among_our_own_files(folders, place):
    archive, before = filled(folders, 1), sorted(folders.root.rglob('*'))
    with pytest.raises(ArchiveError, match='keeps its own files there.*model/train'): export(archive, folders.root/place)
    assert sorted(folders.root.rglob('*')) == before
    assert export(archive, folders.train) == folders.train and export(archive, folders.root/'out').is_dir()

def test_a_link_to_itself_is_no_place_and_no_preview(folders, tmp_path):
    archive, loop = filled(folders, 2), tmp_path/'loop'
    loop.symlink_to('loop')
    for where in (loop, loop/'sub'):
        with pytest.raises(ArchiveError, match='loop.* cannot hold an export'): export(archive, where)
        with pytest.raises(ArchiveError, match='holds no archive.jsonl'): take_in(archive, where)
    there, came = changed(folders, tmp_path, links=['loop'], file='loop/a.jpg')
    assert came.ids == [] and list(came.refused) == ['line 1', 'line 2'] and 'loop/a.jpg is no file' in came.refused['line 1']

def test_an_export_does_not_follow_a_link_in_the_place_of_a_subfolder(folders, tmp_path):
    archive, out = filled(folders, 1), tmp_path/'out'
    out.mkdir()
    (out/'YES').symlink_to(folders.desktop)
    with pytest.raises(ArchiveError, match='YES is a link'): export(archive, out, labels=dict(w0='YES'))
    assert [*folders.desktop.iterdir()] == []

def test_a_table_nested_without_end_is_no_export_of_ours(folders, tmp_path):
    (tmp_path/'archive.jsonl').write_text('['*100_000)
    with pytest.raises(ArchiveError, match='is no export of ours'): export(filled(folders, 1), tmp_path)

def test_a_file_of_the_owners_stays_what_it_is(folders, tmp_path):
    archive, mine = filled(folders, 2), tmp_path/'pictures'/'w1.jpg'
    mine.parent.mkdir()
    mine.write_bytes(b'mine')
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

# ---- what is no preview

def picture(kind, size):
    out = io.BytesIO()
    paint(7, size=(864, 486)).resize(size).save(out, kind)
    return out.getvalue()

FOREIGN = dict(png=(picture('PNG', PREVIEW), 'is PNG, not JPEG or WebP'), avif=(picture('AVIF', PREVIEW), 'is AVIF, not JPEG or WebP'), large=(picture('JPEG', (800, 600)), 'has 800×600 pixels'),
               dot=(picture('WEBP', (1, 1)), 'has 1×1 pixels'), long=(picture('JPEG', (10_000, 10)), 'has 10000×10 pixels'))
BROKEN = dict(cut=(picture('JPEG', PREVIEW)[:900], 'is broken or cut short'), head=(b'\xff\xd8\xff' + bytes(900), 'is broken or cut short'), none=(b'hello', 'is unknown data'))

@pytest.mark.parametrize('data, why', FOREIGN.values(), ids=FOREIGN)
def test_a_picture_that_is_no_preview_is_not_taken_in(folders, tmp_path, data, why):
    out = export(filled(folders, 2), tmp_path/'out')
    lines = [json.loads(o) for o in (out/'archive.jsonl').read_text().splitlines()]
    (out/lines[1]['file']).write_bytes(data)
    lines[1]['content'] = sha256(data)
    (out/'archive.jsonl').write_text(''.join(json.dumps(o) + '\n' for o in lines))
    there = Archive(Folders(tmp_path/'there').make())
    assert take_in(there, out) == (['w0'], {'line 2': f'w1: its preview {why}'}) and check(there) == {}

@pytest.mark.parametrize('data, why', [*FOREIGN.values(), *BROKEN.values()], ids=[*FOREIGN, *BROKEN])
def test_a_preview_that_does_not_open_is_named_with_what_to_do(folders, data, why):
    archive = filled(folders, 3)
    archive.db.execute("UPDATE previews SET data=? WHERE id='w1'", data)
    archive.db.execute("UPDATE pictures SET content=? WHERE id='w1'", sha256(data))
    for reads in (lambda: archive['w1'], lambda: archive.pictures(['w0', 'w1'])):
        with pytest.raises(ArchiveError, match=f'^w1: its preview {why}.*: run `wallpicker archive check --repair`$'): reads()
    assert slim(archive, archive.ids()).keys() == {'w0', 'w2'}
    assert check(archive)['w1'].startswith(f'its preview {why}') and 'BytesIO' not in check(archive, repair=True)['w1']
    assert archive.ids() == ['w0', 'w2'] and check(archive) == {}

def test_a_preview_that_is_lost_is_named_with_what_to_do(folders):
    archive = filled(folders, 2)
    archive.db.execute("DELETE FROM previews WHERE id='w1'")
    for reads in (lambda: archive['w1'], lambda: archive.preview('w1'), lambda: archive.pictures(['w1'])):
        with pytest.raises(ArchiveError, match='^w1: it has no preview: run `wallpicker archive check --repair`$'): reads()

# ---- slim previews

def test_slim_pictures_are_smaller_and_nothing_else(folders):
    archive = filled(folders)
    before = {id: (archive.meta(id), archive.preview(id), np.asarray(archive[id], float), archive._print(id)) for id in archive.ids()}
    heard = []
    saved = slim(archive, ['w0', 'w3', 'other0', 'w4'], lambda *o: heard.append(o))
    assert set(saved) == {'w0', 'w3', 'w4'} and all(n > 0 for n in saved.values()) and check(archive) == {} and not_slim(archive) == ['w1', 'w2', 'w5']
    for id, (meta, data, pixels, mark) in before.items():
        now, small = archive.meta(id), archive.preview(id)
        assert kind_of(small) == ('webp' if id in saved else 'jpeg') and archive[id].size == PREVIEW and archive._print(id) == mark
        assert (small == data) == (id not in saved) and len(small) == now['kept'] == len(data) - saved.get(id, 0)
        assert now | dict(kept=0, slim=0) == meta | dict(kept=0, slim=0) and now['slim'] == (sha256(small) if id in saved else None)
        assert 10*np.log10(255**2/max(((np.asarray(archive[id], float) - pixels)**2).mean(), 1e-9)) > 33
    assert archive.pictures(['w0', 'w1']).shape == (2, PREVIEW[1], PREVIEW[0], 3)
    assert slim(archive, archive.ids()).keys() == {'w1', 'w2', 'w5'} and heard == []
    small = [archive.preview(id) for id in archive.ids()]
    assert slim(archive, archive.ids()) == {} and small == [archive.preview(id) for id in archive.ids()]
    archive.add(dict(id='w0', favorites=77), thumb(0))
    assert archive.meta('w0')['favorites'] == 77 and archive.preview('w0') == small[0] and check(archive) == {}
    with pytest.raises(ArchiveError, match='nobody'): slim(archive, ['nobody'])

def test_features_of_slim_pictures_are_not_computed_again(folders, monkeypatch):
    archive = filled(folders, 3)
    seen, contents = Features(archive)(archive.ids()), archive.contents(archive.ids())
    slim(archive, archive.ids())
    monkeypatch.setattr(Features, '_compute', lambda *o: pytest.fail('looked at again'))
    assert (Features(archive)(archive.ids()) == seen).all() and archive.contents(archive.ids()) == contents == [archive.content(id) for id in archive.ids()]

def test_a_picture_that_would_not_get_smaller_stays_and_counts_as_slim(folders, monkeypatch):
    archive, before = filled(folders, 1), []
    before.append(archive.preview('w0'))
    monkeypatch.setattr('wallpicker.archive.upkeep.squeeze', lambda im: bytes(100_000))
    assert slim(archive, ['w0']) == {'w0': 0} and archive.preview('w0') == before[0] and not_slim(archive) == [] and check(archive) == {}

@pytest.mark.parametrize('sql', ["UPDATE previews SET data=substr(data, 1, 900) WHERE id='w1'", "DELETE FROM previews WHERE id='w1'", "UPDATE pictures SET slim='0' WHERE id='w1'",
                                 "UPDATE previews SET data=NULL WHERE id='w1'", "UPDATE pictures SET slim=NULL WHERE id='w1'"])
def test_damage_of_a_slim_picture_is_found(folders, sql):
    archive = filled(folders)
    slim(archive, ['w1', 'w2'])
    archive.db.execute(sql)
    assert set(check(archive, repair=True)) == {'w1'} and check(archive) == {} and 'w1' not in archive and 'w2' in archive
    archive.add(dict(id='w1'), thumb(1))
    assert check(archive) == {} and kind_of(archive.preview('w1')) == 'jpeg'

def test_pictures_without_detail_are_not_called_damaged(folders):
    "Most bits of their hash are noise, and become others when the preview is made smaller"
    archive, across = Archive(folders), np.linspace(0, 1, 486)[:, None, None]
    ramps = [(1 - across)*a + across*b + np.zeros((1, 864, 1)) for a, b in np.random.default_rng(0).integers(0, 256, (6, 2, 3))]
    half = np.zeros((486, 864, 3)) + (200, 10, 10)
    half[:, 432:] = 12, 34, 56
    for n, pixels in enumerate([*ramps, half, half*0 + 30, half*0 + (200, 10, 10)]):
        out = io.BytesIO()
        Image.fromarray(pixels.astype(np.uint8)).save(out, 'PNG')
        archive.add(dict(id=f'w{n}'), out.getvalue())
    slim(archive, archive.ids())
    assert check(archive) == {}
    archive.db.execute("UPDATE previews SET mean=(SELECT mean FROM previews WHERE id='w1') WHERE id='w0'")
    archive.db.execute("UPDATE previews SET small=(SELECT small FROM previews WHERE id='w1') WHERE id='w2'")
    assert set(check(archive, repair=True)) == {'w0', 'w2'} and check(archive) == {}

@pytest.mark.parametrize('sql', ["UPDATE previews SET data=CAST(substr(data, 1, 900) || x'00' || substr(data, 902) AS BLOB) WHERE id='w1'", "UPDATE previews SET data=NULL WHERE id='w1'",
                                 "DELETE FROM previews WHERE id='w1'"])
def test_damage_is_not_made_a_good_picture(folders, sql):
    archive = filled(folders)
    archive.db.execute(sql)
    assert slim(archive, archive.ids()).keys() == {'w0', 'w2', 'w3', 'w4', 'w5'} and set(check(archive)) == {'w1'}

def test_slim_pictures_go_out_and_in(folders, tmp_path):
    archive = filled(folders)
    slim(archive, ['w1', 'w2'])
    out = export(archive, tmp_path/'out', labels=dict(w1='NO'))
    assert {str(p.relative_to(out)) for p in out.rglob('*.*p*g')} == {'w0.jpg', 'w3.jpg', 'w4.jpg', 'w5.jpg'} and {p.name for p in out.rglob('*.webp')} == {'w1.webp', 'w2.webp'}
    there = Archive(Folders(tmp_path/'there').make())
    assert take_in(there, out) == (archive.ids(), {}) and check(there) == {} and not_slim(there) == not_slim(archive)
    for id in archive.ids(): assert there.meta(id) == archive.meta(id) and there.preview(id) == archive.preview(id) and there._print(id) == archive._print(id)
    assert slim(there, there.ids()).keys() == {'w0', 'w3', 'w4', 'w5'} and check(there) == {}

@pytest.mark.parametrize('lie', [dict(slim='0'), dict(slim=None), dict(slim=7), dict(content='0'), dict(content=None), dict(content='../x')])
def test_a_slim_line_that_lies_is_refused(folders, tmp_path, lie):
    archive = filled(folders, 2)
    slim(archive, ['w1'])
    out = export(archive, tmp_path/'out')
    first, second = map(json.loads, (out/'archive.jsonl').read_text().splitlines())
    (out/'archive.jsonl').write_text(json.dumps(first) + '\n' + json.dumps(second | lie) + '\n')
    there = Archive(Folders(tmp_path/'there').make())
    assert list(take_in(there, out).refused) == ['line 2'] and there.ids() == ['w0'] and check(there) == {}

def test_an_export_from_before_is_taken_in(folders, tmp_path):
    out = export(filled(folders, 2), tmp_path/'out')
    lines = [json.loads(o) for o in (out/'archive.jsonl').read_text().splitlines()]
    for o in lines: del o['slim']
    (out/'archive.jsonl').write_text(''.join(json.dumps(o) + '\n' for o in lines))
    there = Archive(Folders(tmp_path/'there').make())
    assert take_in(there, out) == (['w0', 'w1'], {}) and not_slim(there) == ['w0', 'w1'] and check(there) == {}

SLIMMING = '''if True:
    import sys, time
    import wallpicker.archive.upkeep as U
    from wallpicker.archive.store import Archive
    from wallpicker.database import Database
    from wallpicker.folders import Folders
    U.TOGETHER, execute = 4, Database.execute
    def told(db, sql, *args):
        done = execute(db, sql, *args)
        if 'SET slim' in sql: print(flush=True); time.sleep(.02)   # here the mark is new and the preview is not
        return done
    Database.execute = told
    archive = Archive(Folders(sys.argv[1]))
    U.slim(archive, archive.ids())'''

def test_killed_while_previews_are_made_smaller(folders):
    archive, left = filled(folders, 16), []
    contents = archive.contents(archive.ids())
    archive.db.close()
    for swaps in (1, 3, 6, 2):
        p = subprocess.Popen([sys.executable, '-c', SLIMMING, str(folders.root)], stdout=subprocess.PIPE)
        for _ in range(swaps): assert p.stdout.readline() == b'\n'
        p.send_signal(signal.SIGKILL)
        p.wait()
        p.stdout.close()
        archive = Archive(Folders(folders.root))
        assert check(archive) == {} and archive.contents(archive.ids()) == contents
        for id in archive.ids(): assert archive[id].size == PREVIEW and len(archive.preview(id)) == archive.meta(id)['kept']
        left.append(len(not_slim(archive)))
        archive.db.close()
    assert left == [16, 16, 12, 12], 'four at a time, all or none'
    assert len(slim(archive, archive.ids())) == 12 and check(archive) == {} and not_slim(archive) == []

def old(folders):
    "A tree whose database was made before previews could be slim"
    archive = filled(folders, 4)
    for sql in ('DROP INDEX whole', 'ALTER TABLE pictures DROP COLUMN slim', 'ALTER TABLE pictures DROP COLUMN found', 'PRAGMA user_version=1'): archive.db.execute(sql)
    archive.db.close()
    return Folders(folders.root)

def test_an_older_archive_gets_its_new_column(folders):
    archive = Archive(old(folders))
    assert archive.db.one('PRAGMA user_version') == dict(user_version=SCHEMA) and check(archive) == {} and not_slim(archive) == ['w0', 'w1', 'w2', 'w3']
    assert slim(archive, ['w1']).keys() == {'w1'} and archive.add(dict(id='w9', found=['forest']), thumb(9)) == 'w9' and check(archive) == {}
    assert archive.frame(['w1', 'w9']).found.tolist() == [[], ['forest']]

def test_everybody_may_bring_an_older_archive_up_to_date_at_once(folders, monkeypatch):
    tree, grow, others = old(folders), archive_module._add_missing, []
    def late(db):
        if not others:   # somebody is faster between the look and the change
            others.append(None)
            others.append(Archive(Folders(tree.root)))
        grow(db)
    monkeypatch.setattr(archive_module, '_add_missing', late)
    assert check(Archive(tree)) == check(others[1]) == {} and not_slim(Archive(tree)) == ['w0', 'w1', 'w2', 'w3']

def test_an_index_answers_who_is_not_slim(folders):
    plan = filled(folders, 1).db.query('EXPLAIN QUERY PLAN SELECT id FROM pictures WHERE slim IS NULL ORDER BY id')
    assert [r['detail'] for r in plan] == ['SCAN pictures USING COVERING INDEX whole']


# ---- what a folder taken in may say

def changed(folders, tmp_path, links=(), **changes):
    "An export whose every line says something else, with links to themselves beside it, taken in elsewhere"
    out = export(filled(folders, 2), tmp_path/'out')
    for name in links: (out/name).symlink_to(name)
    lines = [json.loads(o) | changes for o in (out/'archive.jsonl').read_text().splitlines()]
    (out/'archive.jsonl').write_text(''.join(json.dumps(o) + '\n' for o in lines))
    there = Archive(Folders(tmp_path/'there').make())
    return there, take_in(there, out)

@pytest.mark.parametrize('url', ['http://127.0.0.1:8888/x', 'file:///etc/passwd', 'https://evil.example/x', 'javascript:alert(1)', 7, ['x']], ids=str)
def test_addresses_taken_in_are_held_to_the_rule_of_a_listing(folders, tmp_path, url, monkeypatch):
    monkeypatch.delenv('WALLHAVEN_URL', raising=False)
    there, came = changed(folders, tmp_path, url=url, path=url, thumb_large=url)
    assert len(came.ids) == 2 and [there.meta(came.ids[0])[k] for k in ('url', 'path', 'thumb_large')] == [None]*3

def test_good_addresses_are_taken_in(folders, tmp_path, monkeypatch):
    good = dict(url='https://wallhaven.cc/w/w0', path='https://w.wallhaven.cc/full/w0.jpg', thumb_large='https://th.wallhaven.cc/lg/w0.jpg')
    monkeypatch.delenv('WALLHAVEN_URL', raising=False)
    there, came = changed(folders, tmp_path, **good)
    assert {k: there.meta(came.ids[0])[k] for k in good} == good

def test_addresses_of_this_machine_are_taken_in_where_the_site_is_on_it(folders, tmp_path, monkeypatch):
    monkeypatch.setenv('WALLHAVEN_URL', 'http://127.0.0.1:8000/api/v1')
    there, came = changed(folders, tmp_path, path='http://127.0.0.1:8000/full/w0.jpg')
    assert there.meta(came.ids[0])['path'] == 'http://127.0.0.1:8000/full/w0.jpg'

@pytest.mark.parametrize('change', [dict(category={'a': 1}), dict(favorites=10**30), dict(favorites='many'), dict(ratio=[1]), dict(dimension_x=float('inf')), dict(source='\ud83d'), dict(tags=['\ud83d', 7]),
                                    dict(origin='mars'), dict(claims=['x']), dict(raw=[1]), dict(created_at=5)], ids=str)
def test_nonsense_taken_in_spoils_nothing(folders, tmp_path, change):
    there, came = changed(folders, tmp_path, **change)
    assert len(came.ids) == 2 and len(there.frame()) == 2 and all(there.meta(id)['favorites'] is None or there.meta(id)['favorites'] < 2**53 for id in came.ids)
    there.folders.db.query('select * from pictures')

@pytest.mark.parametrize('raw', [[1, 2], 'str', 5, True, None], ids=repr)
def test_what_the_site_said_is_an_object_or_nothing(folders, tmp_path, raw):
    there, came = changed(folders, tmp_path, raw=raw)
    there.tag('w0', ['sea'])
    assert len(came.ids) == 2 and there.meta('w0')['raw'] == dict(tags=['sea']) and there.meta('w1')['raw'] == {}
