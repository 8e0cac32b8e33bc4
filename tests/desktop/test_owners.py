"Nothing may be moved, written over or deleted that this program did not write under that very name: what the owner puts beside it, in place of it or under names of their own"
import os, shutil
from pathlib import Path
import pytest
from wallpicker.archive.store import Archive
from soak.owners import sequences
from wallpicker.folders import Folders
from wallpicker.database import Database
from wallpicker.files import PART, FoldersError, holds, is_plain, sha256, sweep
from wallpicker.labels.ledger import Ledger, settle
from wallpicker.labels.rows import LabelsError
from wallpicker.labels.table import export_csv, import_csv
from wallpicker.labels.scan import scan
from wallpicker.picks.deliver import Deliveries, publish
from wallpicker.picks.queries import PickError
from wallpicker.desktop.changes import detect
from wallpicker.desktop.reserve import prune, restore
from wallpicker.desktop.rotate import rotate
from wallpicker.desktop.hanging import wallpaper
from wallpicker.job.backup import backup
from wallpicker.job.timers import ScheduleError
from wallpicker.taste.file import NEWEST, keep_older
from wallpicker.desktop.stock import RotateError, Stock, untouched
from wallpicker.archive.preview import ArchiveError
from wallpicker.archive.transfer import export
from test_rotate import Boom, Site, made, path, picture, row, stand_in   # noqa: F401, a fixture

@pytest.fixture
def folders(tmp_path):
    f = made(tmp_path/'Wallpapers')
    f.change('reserve', most=1)
    return f

def incoming(f): return f.model/'incoming'

def deliver(f, n):
    Archive(f).add(row(n), picture(n))
    return Deliveries(f, Ledger(f)).deliver(row(n), {}, Site().original)[0]


# ---- names of the owner's

def test_copies_under_names_of_ones_own_stay(folders):
    "Some sort before ours and some after"
    mine = []
    for k, p in enumerate(sorted(folders.desktop.glob('00*'))):
        mine.append(Path(shutil.copy(p, folders.desktop/f'{"!" if k % 2 else ""}mine {k}.jpg')))
        if k % 3 == 0: mine.append(Path(shutil.copy(p, folders.reserve/f'kept {k}.jpg')))
    before = {p: p.read_bytes() for p in mine}
    for _ in range(5): rotate(folders, show=2)
    assert {p: p.read_bytes() for p in mine if p.exists()} == before
    assert len(untouched(Stock(folders).ours())) == 2, 'and ours went on as ever: two on show, and the reserve has no room'
    assert not Ledger(folders).table().removed.any()

def test_a_renamed_pick_is_the_owners_and_counts_as_kept(folders):
    p = path(folders, 'wall03').rename(folders.desktop/'beach.jpg')
    for _ in range(4): r = rotate(folders, show=0)
    assert p.exists() and r.own == 3 and r.heard.removed == [] and not Ledger(folders).table().removed['wall03']
    with pytest.raises(RotateError, match='is not gone: it lies in Desktop'): restore(folders, 'wall03', Site(), Site())
    p.rename(q := folders.reserve/'beach again.jpg')
    folders.change('reserve', most=0)
    prune(folders)
    assert q.exists()

def test_a_renamed_pick_still_hangs(folders, stand_in):
    folders.change('desktop', command='cinnamon')
    path(folders, 'wall03').rename(folders.desktop/'beach.jpg')
    hung = [wallpaper(folders)[''] for _ in range(9)]
    assert len(set(hung)) == 9 and 'beach.jpg' in hung

def test_two_picks_whose_names_the_owner_swapped(folders):
    a, b = path(folders, 'wall01'), path(folders, 'wall02')
    a.rename(folders.desktop/'x')
    b.rename(a)
    (folders.desktop/'x').rename(b)
    before = a.read_bytes(), b.read_bytes()
    for _ in range(3): rotate(folders, show=0)
    assert (a.read_bytes(), b.read_bytes()) == before

def test_a_move_of_the_owners_file_that_an_earlier_version_noted_is_not_made(folders):
    p = path(folders, 'wall03').rename(folders.desktop/'mine too.jpg')
    for dst in ('reserve', 'pruned'):
        folders.db.execute("insert into rotate_move values (1, 'wall03', ?, ?, 'desktop', ?, 0)", p.name, sha256(p), dst)
    Stock(folders).recover()
    assert p.exists() and not (folders.reserve/p.name).exists()

@pytest.mark.parametrize('what', ['folder', 'link', 'nowhere', 'file'])
def test_a_name_that_the_owner_took_in_the_reserve(folders, what):
    p = path(folders, 'wall03')
    there, elsewhere = folders.reserve/p.name, folders.root/'elsewhere.jpg'
    elsewhere.write_bytes(p.read_bytes())
    dict(folder=there.mkdir, link=lambda: there.symlink_to(elsewhere), nowhere=lambda: there.symlink_to('nowhere'), file=lambda: there.write_bytes(b'mine'))[what]()
    for _ in range(3): r = rotate(folders, show=0)
    assert 'is there already' in r.summary and p.exists() and (there.is_symlink() or there.is_dir() or there.read_bytes() == b'mine')
    assert elsewhere.read_bytes() == p.read_bytes()

def test_a_link_in_place_of_a_pick_is_not_moved_whatever_was_noted(folders):
    rotate(folders, show=7)
    p = path(folders, 'wall03')
    away = Path(shutil.move(p, folders.root/'away.jpg'))
    p.symlink_to(away)
    folders.db.execute("insert into rotate_move values (2, 'wall03', ?, ?, 'desktop', 'reserve', 0)", p.name, sha256(away))
    folders.db.execute("insert into rotate_move values (0, 'wall03', ?, ?, 'desktop', 'pruned', 0)", p.name, sha256(away))
    Stock(folders).recover()
    assert p.is_symlink() and away.exists() and not os.path.lexists(folders.reserve/p.name)

def test_a_name_in_capitals_is_another_name(tmp_path, monkeypatch):
    "As on a disk that opens both by either name"
    p = tmp_path/'0001-night-wall01.jpg'
    p.write_bytes(b'ours')
    assert holds(p, sha256(b'ours'))
    monkeypatch.setattr(os, 'listdir', lambda folder: [p.name.upper()])
    assert not is_plain(p) and not holds(p, sha256(b'ours'))
    (tmp_path/'src').write_bytes(b'ours')
    with pytest.raises(PickError, match='is there already'): publish(tmp_path/'src', p)

def test_the_owners_link_is_not_written_over_on_a_disk_without_links(tmp_path, monkeypatch):
    def no_links(*_): raise OSError(95, 'Operation not supported')
    monkeypatch.setattr(os, 'link', no_links)
    a, b = tmp_path/'a.jpg', tmp_path/'b.jpg'
    a.write_bytes(b'ours')
    b.symlink_to('nowhere')
    with pytest.raises(PickError, match='is there already'): publish(a, b)
    assert b.is_symlink()


# ---- model/incoming

def test_what_the_owner_puts_into_incoming_stays(folders):
    mine = incoming(folders)/'holiday.jpg'
    mine.write_bytes(picture(50))
    (incoming(folders)/'new').mkdir()
    (incoming(folders)/'new'/'b.jpg').write_bytes(b'b')
    (incoming(folders)/'out.jpg').symlink_to(folders.config_file)
    copy = Path(shutil.copy(path(folders, 'wall02'), incoming(folders)))
    odd = [f'{PART}My thesis.jpg', f'{PART}abc123.jpg', f'{PART}abc124.jpg', f'{PART}abc125.part', f'{PART}abc126.jpg', f'{PART}wall02.png']   # a file, a folder, a link, a part that goes on, names like ours
    (incoming(folders)/odd[0]).touch()
    (incoming(folders)/odd[1]).mkdir()
    (incoming(folders)/odd[2]).symlink_to('nowhere')
    (incoming(folders)/odd[3]).touch()
    for name in odd[4:]: (incoming(folders)/name).write_bytes(b'mine')
    rotate(folders, show=1)
    prune(folders)
    deliver(folders, 20)
    Deliveries(folders, Ledger(folders)).recover()   # as every pick begins
    assert sorted(o.name for o in incoming(folders).iterdir()) == sorted(['holiday.jpg', 'new', 'out.jpg', copy.name, *odd])
    assert mine.read_bytes() == picture(50) and copy.read_bytes() == picture(2) and folders.config_file.exists()

@pytest.mark.parametrize('what', ['link', 'nowhere', 'file'])
def test_something_else_in_place_of_incoming(folders, tmp_path, what):
    place, mine = incoming(folders), tmp_path/'my pictures'
    mine.mkdir()
    place.rmdir()
    names = 'a.jpg', 'thesis.odt', f'{PART}wall20.jpg', f'{PART}1-0123456789ab.part'
    for name in names:
        (mine/name).write_text(name)
        os.utime(mine/name, (0, 0))
    dict(link=lambda: place.symlink_to(mine), nowhere=lambda: place.symlink_to('nowhere'), file=lambda: place.write_text('mine'))[what]()
    rotate(folders, show=1)
    prune(folders)
    name = deliver(folders, 20)
    Deliveries(folders, Ledger(folders)).recover()
    assert (folders.desktop/name).read_bytes() == picture(20) and {o.name: o.read_text() for o in mine.iterdir()} == {name: name for name in names}
    assert place.is_symlink() or place.read_text() == 'mine'
    assert not list(folders.model.glob(f'{PART}*'))

def test_only_plain_files_with_names_of_ours_are_swept(tmp_path):
    place, out = tmp_path/'place', tmp_path/'out'
    place.mkdir()
    out.mkdir()
    ours = [place/f'{PART}{o}.part' for o in ('123-0123456789ab', 'l8jezr')]
    for o in ours: o.touch()
    (place/f'{PART}My thesis.part').touch()
    (place/f'{PART}1-0123456789ab.part').mkdir()
    (out/f'{PART}1-ab.part').touch()
    (place/f'{PART}2-0123456789ab.part').symlink_to(out/f'{PART}1-ab.part')
    (tmp_path/'link').symlink_to(out)
    assert sweep(place, older=0) == 2 and len(list(place.iterdir())) == 3 and sweep(tmp_path/'link', older=0) == 0 and len(list(out.iterdir())) == 1


# ---- deliveries

def killed(f, n, step):
    "A delivery that died before `step` of `Deliveries` or of this module's"
    with pytest.MonkeyPatch.context() as m:
        def die(*_): raise Boom
        m.setattr(*step, die)
        with pytest.raises(Boom): deliver(f, n)
    return f.db.one("select * from pick_delivery where state = 'planned'")

NOTED, SAID = (Deliveries, '_finish'), ('wallpicker.picks.deliver.publish',)

@pytest.mark.parametrize('step', [NOTED, SAID], ids=['noted', 'said'])
@pytest.mark.parametrize('what', ['folder', 'link', 'nothing'])
def test_a_killed_delivery_whose_name_the_owner_took(folders, step, what):
    d = killed(folders, 20, step)
    there = folders.desktop/d['file']
    if what == 'folder':
        there.mkdir()
        (there/'a.txt').write_text('mine')
    if what == 'link': there.symlink_to(folders.config_file)
    assert Deliveries(folders, Ledger(folders)).recover() == ['wall20']
    p = path(folders, 'wall20')
    assert p.read_bytes() == picture(20) and (p == there) == (what == 'nothing') and not list(incoming(folders).iterdir())
    assert len(untouched(Stock(folders).ours())) == 8 and detect(folders).removed == []
    assert what != 'folder' or (there/'a.txt').exists()
    rotate(folders, show=0)
    assert path(folders, 'wall20') is None or path(folders, 'wall20').parent == folders.reserve, 'and it is moved like any other'

def test_a_delivery_that_was_edited_before_the_next_run_is_left_alone(folders):
    with pytest.MonkeyPatch.context() as m:
        def die(*_): raise Boom
        m.setattr(Path, 'unlink', die)   # published, and the note is done; what waited is still there
        with pytest.raises(Boom): deliver(folders, 20)
    folders.db.execute("update pick_delivery set state = 'planned' where id = 'wall20'")
    [p] = folders.desktop.glob('*wall20*')
    p.unlink()
    p.write_bytes(b'edited')
    Deliveries(folders, Ledger(folders)).recover()
    assert p.read_bytes() == b'edited' and len(list(folders.desktop.glob('*wall20*'))) == 1 and not list(incoming(folders).iterdir())

def test_a_delivery_that_an_earlier_version_left_on_its_way_arrives(folders):
    d = killed(folders, 20, NOTED)
    [waiting] = incoming(folders).iterdir()
    waiting.rename(incoming(folders)/d['file'])
    assert Deliveries(folders, Ledger(folders)).recover() == ['wall20'] and (folders.desktop/d['file']).exists() and not list(incoming(folders).iterdir())

def test_a_new_pick_passes_over_names_that_are_taken(folders):
    (folders.desktop/'0008-night-wall20.jpg').mkdir()
    (folders.reserve/'0009-night-wall20.jpg').symlink_to('nowhere')
    assert deliver(folders, 20) == '0010-night-wall20.jpg'


# ---- what came back

def test_a_restored_pick_is_ours_under_its_new_name(folders):
    path(folders, 'wall03').unlink()
    detect(folders)
    name = restore(folders, 'wall03', Site(), Site())
    said = Ledger(folders).history('wall03')
    assert list(said.verb) == ['picked', 'removed', 'restored'] and said.extra.iloc[-1]['file'] == name
    o = Stock(folders).ours().loc['wall03']
    assert o.file == name and not o.renamed and not o.edited
    rotate(folders, show=0)
    assert not (folders.desktop/name).exists()

def test_a_restored_pick_of_an_older_root_is_ours(folders):
    "Earlier versions said the name alone"
    p = path(folders, 'wall03')
    data = p.read_bytes()
    p.unlink()
    detect(folders)
    (folders.desktop/'0050-night-wall03.jpg').write_bytes(data)
    Ledger(folders).say('wall03', 'restored', who='restore', file='0050-night-wall03.jpg')
    assert untouched(Stock(folders).ours()).path['wall03'].name == '0050-night-wall03.jpg'
    (folders.desktop/'found.jpg').write_bytes(picture(4))
    path(folders, 'wall04').unlink()
    Ledger(folders).say('wall04', 'restored', who='listen', file='found.jpg')
    rotate(folders, show=0)
    assert (folders.desktop/'found.jpg').exists(), 'a name that the owner gave is theirs, also when the ledger has it'

def test_a_restore_that_was_killed_is_finished_and_ours(folders):
    path(folders, 'wall03').unlink()
    detect(folders)
    with pytest.MonkeyPatch.context() as m:
        def die(*_): raise Boom
        m.setattr('wallpicker.picks.deliver.publish', die)
        with pytest.raises(Boom): restore(folders, 'wall03', Site(), Site())
    assert detect(folders).removed == [] and 'wall03' in untouched(Stock(folders).ours()).index and not Ledger(folders).table().removed['wall03']

def test_an_edited_restored_pick_is_no_label(folders):
    path(folders, 'wall03').unlink()
    detect(folders)
    (folders.desktop/restore(folders, 'wall03', Site(), Site())).write_bytes(picture(3, light=.8))
    scan(folders, Archive(folders), Ledger(folders))
    assert len(Ledger(folders).labels()) == 2, 'the two of the owner alone'


# ---- other things that are written: exports, tables, backups

def test_an_export_writes_over_its_own_files_only(folders, tmp_path):
    archive, out = Archive(folders), tmp_path/'out'
    export(archive, out)
    (out/'wall03.jpg').write_bytes(b'mine')
    with pytest.raises(ArchiveError, match='wall03.jpg is there already'): export(archive, out)
    assert (out/'wall03.jpg').read_bytes() == b'mine'
    (out/'wall03.jpg').unlink()
    (tmp_path/'b').write_bytes(archive.preview('wall03'))
    (out/'wall03.jpg').symlink_to(tmp_path/'b')
    with pytest.raises(ArchiveError, match='wall03.jpg is there already'): export(archive, out)
    (out/'wall03.jpg').unlink()
    export(archive, out)
    (tmp_path/'other').mkdir()
    (tmp_path/'other'/'archive.jsonl').write_text('my diary\n')
    with pytest.raises(ArchiveError, match='is no export of ours'): export(archive, tmp_path/'other')
    assert (tmp_path/'other'/'archive.jsonl').read_text() == 'my diary\n'

def test_a_table_of_the_owners_is_not_written_over(folders):
    ledger, archive = Ledger(folders), Archive(folders)
    folders.csv.write_text('fname,label\nDesktop/mine 90.jpg,YES\n')
    import_csv(folders, ledger, archive=archive)
    with pytest.raises(LabelsError, match='mine 90.jpg.*move the file away'): export_csv(folders, archive, ledger, ['wall01'])
    assert folders.csv.read_text() == 'fname,label\nDesktop/mine 90.jpg,YES\n'

def test_a_backup_replaces_a_backup_and_nothing_else(folders, tmp_path):
    mine = tmp_path/'holiday.jpg'
    mine.write_bytes(picture(1))
    with pytest.raises(ScheduleError, match='is no backup'): backup(folders, mine)
    assert mine.read_bytes() == picture(1)
    backup(folders, tmp_path/'b.zip')
    (tmp_path/'link.zip').symlink_to(tmp_path/'b.zip')
    backup(folders, tmp_path/'link.zip')
    assert (tmp_path/'link.zip').is_symlink()


# ---- models, and links in place of files of ours

def test_models_of_the_owners_are_not_counted_and_stay(folders):
    "Only what `keep_older` wrote is ever forgotten: its name holds its number and the start of its content"
    place = folders.models
    odd = [f'{o}.onnx' for o in ('0000-mine', '0001-abcdef12', '1-2', '1x-y', '0-0123abcd', '20261129-the-best', '\u0663-x', '0001-ABCDEF12', 'mine', '9'*40 + '-mine')]
    for name in odd: (place/name).write_bytes(b'mine')
    (place/'0002-folder.onnx').mkdir()
    (place/f"0003-{sha256(b'mine')[:8]}.onnx").symlink_to(place/'mine.onnx')
    before = {o.name for o in place.iterdir()}
    for n in range(NEWEST + 5):
        folders.taste.write_bytes(b'model %d' % n)
        keep_older(folders.taste, b'something new')
    ours = {o.name for o in place.iterdir()} - before
    assert before <= {o.name for o in place.iterdir()} and all((place/o).read_bytes() == b'mine' for o in odd)
    assert len(ours) == NEWEST and all(is_plain(place/o) and o.endswith(f"-{sha256(place/o)[:8]}.onnx") for o in ours)

def test_an_older_model_that_the_owner_changed_stays(folders):
    folders.taste.write_bytes(b'model')
    keep_older(folders.taste, b'something new')
    [first] = folders.models.iterdir()
    first.write_bytes(b'mine')
    for n in range(NEWEST + 2):
        folders.taste.write_bytes(b'model %d' % n)
        keep_older(folders.taste, b'something new')
    assert first.read_bytes() == b'mine'

def test_settings_and_ledger_that_are_links_stay_links(folders, tmp_path):
    "As in a folder of settings that is kept elsewhere, or a synced one"
    for file in (folders.config_file, folders.ledger):
        elsewhere = tmp_path/file.name
        shutil.move(file, elsewhere)
        file.symlink_to(elsewhere)
    folders.db.close()
    f = Folders(folders.root)
    f.change('desktop', show=3)
    ledger = Ledger(f)
    ledger.say('wall01', 'YES')
    f.db.execute("delete from ledger where seq = 1")   # so that both have to be brought in step, and one written anew
    settle(f, 'file')
    settle(f, 'database')
    assert f.config_file.is_symlink() and f.ledger.is_symlink() and 'show = 3' in (tmp_path/'wallpicker.toml').read_text()
    assert Ledger(f).labels()['wall01'] == 'YES' and b'"YES"' in (tmp_path/'ledger.jsonl').read_bytes()

@pytest.mark.parametrize('place', ['model/incoming', 'model'])
def test_a_copy_of_a_delivery_that_was_killed_stays(folders, place):
    with pytest.MonkeyPatch.context() as m:
        execute = Database.execute
        def dying(db, sql, *more):
            if sql.startswith('update pick_delivery'): raise Boom
            return execute(db, sql, *more)
        m.setattr(Database, 'execute', dying)
        with pytest.raises(Boom): deliver(folders, 20)   # published, and the note is not done
    for waiting in incoming(folders).iterdir(): waiting.unlink()
    [p] = folders.desktop.glob('*wall20*')
    copy = Path(shutil.copy(p, folders.root/place))
    Deliveries(folders, Ledger(folders)).recover()
    assert copy.read_bytes() == p.read_bytes() == picture(20)


@pytest.mark.parametrize('what', ['text', 'binary', 'folder', 'pipe'])
def test_a_ledger_that_is_a_link_to_something_else_is_refused(folders, tmp_path, what):
    mine = tmp_path/'mine'
    dict(text=lambda: mine.write_text('years of work\n'), binary=lambda: mine.write_bytes(bytes(range(256))*9), folder=mine.mkdir, pipe=lambda: os.mkfifo(mine))[what]()
    before = mine.read_bytes() if mine.is_file() else None
    folders.db.close()
    folders.ledger.unlink()
    folders.ledger.symlink_to(mine)
    with pytest.raises(LabelsError, match='which is no ledger: move the link away'): rotate(Folders(folders.root))
    assert folders.ledger.is_symlink() and (mine.read_bytes() if mine.is_file() else None) == before
    folders.ledger.unlink()
    assert len(rotate(Folders(folders.root), show=1).show) == 1, 'and it comes back from the database'

@pytest.mark.parametrize('rows', ['', None])
def test_a_ledger_behind_a_link_may_be_empty_or_yet_to_come(folders, tmp_path, rows):
    mine = tmp_path/'ledger.jsonl'
    if rows is not None: mine.write_text(rows)
    folders.db.close()
    folders.ledger.unlink()
    folders.ledger.symlink_to(mine)
    assert len(rotate(Folders(folders.root), show=1).show) == 1 and folders.ledger.is_symlink() and b'picked' in mine.read_bytes()

def test_settings_that_are_a_link_to_nowhere_are_not_made_anew(folders):
    folders.config_file.unlink()
    folders.config_file.symlink_to('nowhere')
    folders.make()
    with pytest.raises(FoldersError, match='wallpicker.toml is no file, and no link to one'): folders.config
    assert folders.config_file.is_symlink()

@pytest.mark.parametrize('name', ['run.lock', 'ledger.jsonl.lock'])
def test_what_lies_in_place_of_a_lock_stays(folders, tmp_path, name):
    lock, mine = folders.model/name, tmp_path/'thesis.odt'
    mine.write_text('years of work')
    lock.unlink(missing_ok=True)
    lock.symlink_to(mine)
    with pytest.raises((PickError, LabelsError)): rotate(folders, show=1)
    assert lock.is_symlink() and mine.read_text() == 'years of work'
    lock.unlink()
    lock.write_text('years of work')
    assert len(rotate(Folders(folders.root), show=1).show) == 1 and lock.read_text() == 'years of work'


# ---- what cannot be read says nothing

def removed(f): return [id for id, verb in zip(Ledger(f).rows().id, Ledger(f).rows().verb) if verb == 'removed']

@pytest.mark.parametrize('place', ['reserve', 'desktop', 'deselected'])
@pytest.mark.parametrize('how', ['link', 'refused'])
def test_a_folder_that_cannot_be_listed_throws_nothing_away(folders, tmp_path, monkeypatch, place, how):
    "A drive that is not mounted, permissions that went wrong: fewer picks lie there than would make one ask whether it is mounted"
    folders.change('reserve', most=9)
    rotate(folders, show=2)
    at, listdir = getattr(folders, place), os.listdir
    if place == 'deselected': next(folders.desktop.glob('00*')).rename(at/'no.jpg')
    away = at.rename(tmp_path/'drive')
    if how == 'link' and place != 'desktop': at.symlink_to(tmp_path/'nowhere')
    else: shutil.copytree(away, at)
    def refuse(folder):
        if Path(folder) == at: raise PermissionError(13, 'Permission denied', str(folder))
        return listdir(folder)
    if not at.is_symlink(): monkeypatch.setattr(os, 'listdir', refuse)
    if place == 'deselected': assert f'model/{place}' in str(detect(folders))
    else:
        with pytest.raises(RotateError, match=f'{at.name} cannot be read: .*Nothing was noted or moved'): rotate(folders, show=2, sure=True)
    assert removed(folders) == []
    monkeypatch.setattr(os, 'listdir', listdir)
    at.unlink() if at.is_symlink() else shutil.rmtree(at)
    away.rename(at)
    assert detect(folders).removed == [] and len(Stock(folders).ours().place.dropna()) == 7 - (place == 'deselected')

def unreadable(monkeypatch, *paths):
    "Files that the disk refuses to read"
    def read(path):
        if path in paths: raise FoldersError(f'could not read {path}: Input/output error')
        return sha256(path)
    for o in ('stock.sha256', 'stock.holds'): monkeypatch.setattr(f'wallpicker.desktop.{o}', read if 'sha' in o else lambda path, content: is_plain(path) and read(path) == content)

def test_one_picture_that_cannot_be_read_stops_nothing_and_is_named(folders, monkeypatch):
    from wallpicker.job.status import status
    rotate(folders, show=3)
    mine, ours = folders.desktop/'IMG_0001.jpg', sorted(folders.desktop.glob('00*'))[0]
    mine.write_bytes(picture(50))
    os.utime(ours, (1, 1))   # no longer the file that is known
    unreadable(monkeypatch, mine, ours)
    done = rotate(folders, show=3)
    assert done.heard.removed == [] and removed(folders) == [] and ours.exists()
    assert {o for o, why in done.heard.left_out if 'Input/output error' in why} == {'Desktop/IMG_0001.jpg', f'Desktop/{ours.name}'}
    now = status(folders)
    assert len(now['left_out']) == 2 and now['own'] == 2   # beside the two of the owner's

def test_a_refused_pick_that_cannot_be_read_was_not_thrown_away(folders, monkeypatch):
    pick = sorted(folders.desktop.glob('00*'))[0]
    no = pick.rename(folders.deselected/pick.name)
    os.utime(no, (1, 1))
    unreadable(monkeypatch, no)
    assert detect(folders).removed == [] and removed(folders) == []

def test_a_pick_that_cannot_be_read_is_not_deleted(folders, monkeypatch):
    folders.change('reserve', most=9)
    rotate(folders, show=0)
    stuck = sorted(folders.reserve.iterdir())[0]
    unreadable(monkeypatch, stuck)
    folders.change('reserve', most=0)
    rotate(folders, show=0)
    assert list(folders.reserve.iterdir()) == [stuck] and Stock(folders).db.one('select count(*) as n from rotate_move where done = 0')['n'] == 0

@pytest.mark.parametrize('change', [dict(src='attic'), dict(src=None), dict(dst='attic'), dict(dst=None), dict(file=None), dict(file=b'a.jpg'), dict(id=None),
                                    dict(id='nobody'), dict(rotation=None), dict(file='../model/reserve/{}'), dict(file='/etc/{}'), dict(sha256=None)])
@pytest.mark.parametrize('dst', ['reserve', 'pruned'])
def test_a_move_that_another_program_noted_moves_nothing(folders, change, dst):
    stock = Stock(folders)
    ours = stock.ours()
    pick, before = ours.iloc[0], sorted(o for o in folders.root.rglob('*.jpg'))
    noted = dict(rotation=5, id=ours.index[0], file=pick.file, sha256=pick.sha256, src='desktop', dst=dst) | change
    if isinstance(noted['file'], str): noted['file'] = noted['file'].format(pick.file)
    for _ in range(2): stock.db.execute('insert into rotate_move values (?, ?, ?, ?, ?, ?, 0)', *noted.values())
    assert stock.recover() == 0 and sorted(folders.root.rglob('*.jpg')) == before
    assert stock.db.one('select count(*) as n from rotate_move where done = 0')['n'] == 0
    assert len(rotate(folders, show=3).show) == 3


# ---- by chance

def test_whatever_the_owner_does_every_byte_of_theirs_stays():
    "`python -m soak.owners` does two thousand"
    done = sequences(40)
    assert done['sequences'] >= 40 and done['owner'] > 400 and done['program'] > 150 and done['kills'] > 15
