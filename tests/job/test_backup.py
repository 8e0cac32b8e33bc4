"A backup is taken in again as it was, or not at all: the same status, answers, picks and pictures, and no way out of the new root"
import errno, os, shutil, signal, subprocess, sys, warnings, zipfile
from datetime import datetime, timezone
from pathlib import Path
import pytest
from wallpicker.archive.store import Archive
from wallpicker.desktop.changes import detect
from wallpicker.desktop.reserve import prune, restore
from wallpicker.desktop.rotate import rotate
from wallpicker.desktop.stock import Stock, untouched
from wallpicker.folders import Folders
from wallpicker.gallery.paint import paint, plan
from wallpicker.job.backup import backup, restore_backup
from wallpicker.job.status import status
from wallpicker.job.timers import ScheduleError
from wallpicker.labels.ledger import Ledger
from wallpicker.picks.deliver import Deliveries
from wallpicker.picks.queries import PickError
from wallpicker.picks.search import one_run
from wallpicker.picks.trash import discarded

def row(n): return dict(id=f'wall{n:02d}', file_type='image/png', tags=['sea'], purity='sfw', category='general', dimension_x=64, dimension_y=36)
def original(row, path): paint(plan(int(row['id'][-2:])), size=(64, 36)).save(path, 'PNG')

@pytest.fixture
def folders(tmp_path):
    "Six picks on show, in reserve and in the trash, one that was thrown away, pictures of the owner, and answers"
    f = Folders(tmp_path/'My Wallpapers').make()
    for n in range(8):
        original(row(n), tmp_path/'x.png')
        Archive(f).add(row(n), (tmp_path/'x.png').read_bytes())
        Deliveries(f, Ledger(f)).deliver(row(n), dict(probability=.9 - n/100), original)
    rotate(f, show=3)
    f.change('reserve', most=3)
    prune(f)
    for place in (f.desktop, f.storage, f.desktop/'sub'):
        place.mkdir(exist_ok=True)
        paint(plan(70), size=(64, 36)).save(place/'mine ünï.jpg')
    (f.desktop/'mine ünï.jpg').write_bytes(b'another')
    if os.name != 'nt': (f.desktop/'Rome: "dawn" \\ 2.jpg').write_bytes(b'a name that is good here')
    Ledger(f).say_many([('wall00', 'YES', {}), ('wall01', 'NO', {}), ('wall02', 'favourite', {})])
    thrown = untouched(Stock(f).ours()).query("place == 'desktop'").path.iloc[0]
    thrown.unlink()
    return f

def known(f):
    "All that should be the same in another root"
    s = status(f)
    for k in ('root', 'database_bytes', 'days'): s.pop(k)
    ours = Stock(f).ours()
    return s, Ledger(f).labels().to_dict(), ours.assign(path=[o and o.relative_to(f.root) for o in ours.path]).to_dict(), detect(f).removed

def files(f):
    kept = [o for place in ('Desktop', 'model/storage', 'model/reserve', 'model/trash') for o in (f.root/place).rglob('*') if o.is_file()]
    return {o.relative_to(f.root).as_posix(): o.read_bytes() for o in kept}

def test_a_new_root_is_the_same(folders, tmp_path):
    told = []
    backup(folders, tmp_path/'b.zip', progress=lambda done, of: told.append((done, of)))
    new = restore_backup(tmp_path/'b.zip', tmp_path/'new place'/'W')
    assert files(new) == files(folders) and len(discarded(new)) == 3
    assert known(new) == known(folders)
    assert told[-1][0] == told[-1][1] == len(told)
    assert not [o for o in (tmp_path/'new place').iterdir() if o.name != 'W']

def test_a_small_one_does_not_take_missing_files_for_thrown_away(folders, tmp_path):
    backup(folders, tmp_path/'b.zip', pictures=False)
    new = restore_backup(tmp_path/'b.zip', tmp_path/'W')
    assert not files(new) and detect(new).removed == [] and rotate(new).show == []
    class Site:
        def wallpaper(self, id): return row(int(id[4:]))
    site = Site()
    site.original = original
    assert 'wall05' in restore(new, 'wall05', site, site)
    assert Ledger(new).labels().to_dict() == Ledger(folders).labels().to_dict()

def test_one_of_an_earlier_version(folders, tmp_path):
    "It had no pictures, and its folders were not named"
    backup(folders, tmp_path/'b.zip', pictures=False)
    assert not [o for o in zipfile.ZipFile(tmp_path/'b.zip').namelist() if o.endswith('/')]
    assert detect(restore_backup(tmp_path/'b.zip', tmp_path/'W')).removed == []

@pytest.mark.skipif(sys.platform != 'linux', reason='elsewhere names are UTF-8, or no surrogates')
@pytest.mark.parametrize('name', [b'caf\xe9.jpg', b'\xff\xfe', b'a\n\xe9\x1b[2J.png', b'\xed\xb3\xa9.jpg', b'x'*250 + b'\xe9.jpg'])
def test_a_name_that_is_no_text_comes_back(folders, tmp_path, name):
    for place in ('Desktop', 'Desktop/sub', 'model/storage', 'model/reserve'):
        (Path(os.fsdecode(os.fsencode(folders.root/place) + b'/' + name))).write_bytes(name + place.encode())
    shown = folders.desktop/os.fsdecode(name).encode('utf-8', 'backslashreplace').decode()
    if len(shown.name) < 255: shown.write_bytes(b'has the name that the other is shown by')
    assert any(os.fsencode(o).endswith(b'Desktop/' + name) for o in files(folders)) and len(files(folders)) > 12
    with warnings.catch_warnings(action='ignore'): backup(folders, tmp_path/'b.zip')   # zipfile warns of two that are shown alike
    assert files(restore_backup(tmp_path/'b.zip', tmp_path/'W')) == files(folders)

@pytest.mark.parametrize('year', [1901, 1970, 1979, 2107, 2200])
def test_a_date_that_a_zip_does_not_know(folders, tmp_path, year):
    os.utime(folders.desktop/'mine ünï.jpg', (when := datetime(year, 12, 31, tzinfo=timezone.utc).timestamp(), when))
    backup(folders, tmp_path/'b.zip')
    assert files(restore_backup(tmp_path/'b.zip', tmp_path/'W')) == files(folders)

@pytest.mark.parametrize('comment', [b'../../out.txt', b'/tmp/out.txt', b'Desktop/\0x', b'out.txt', b'Desktop/../../\xff'])
def test_a_comment_that_leads_elsewhere(folders, tmp_path, comment):
    backup(folders, tmp_path/'b.zip')
    with zipfile.ZipFile(tmp_path/'b.zip', 'a') as z:
        info = zipfile.ZipInfo('Desktop/fine.jpg')
        info.comment = comment
        z.writestr(info, 'x')
    with pytest.raises(ScheduleError, match='is no part of a backup'): restore_backup(tmp_path/'b.zip', tmp_path/'W')

WRONG = ['../../out.txt', '/tmp/out.txt', 'Desktop/../../out.txt', '..\\out.txt', 'C:\\out.txt', 'C:/out.txt', 'out.txt', 'model/run.py',
         'model/../../out.txt', 'Desktop\\..\\..\\out.txt', '//server/out.txt', 'labels.csv/x', 'model/wallpicker.db-wal',
         './model/ledger.jsonl', 'model//ledger.jsonl', 'model/./ledger.jsonl', 'Desktop//x.jpg', 'wallpicker.toml/', 'model/taste.onnx/', 'model/downloaded.csv/',
         'labels.csv/', 'model/ledger.jsonl/', 'model/', 'Desktop', 'model/reserve']

@pytest.mark.parametrize('name', WRONG)
def test_a_name_that_leads_elsewhere(folders, tmp_path, name):
    backup(folders, tmp_path/'b.zip')
    with zipfile.ZipFile(tmp_path/'b.zip', 'a') as z: z.writestr(zipfile.ZipInfo(name), '' if name.endswith('/') else 'x')
    before = sorted(tmp_path.rglob('*'))
    with pytest.raises(ScheduleError, match='is no part of a backup'): restore_backup(tmp_path/'b.zip', tmp_path/'W')
    assert sorted(tmp_path.rglob('*')) == before

def test_a_name_that_is_there_twice(folders, tmp_path):
    backup(folders, tmp_path/'b.zip')
    with zipfile.ZipFile(tmp_path/'b.zip', 'a') as z, pytest.warns(UserWarning): z.writestr('model/ledger.jsonl', 'x')
    with pytest.raises(ScheduleError, match='ledger.jsonl'): restore_backup(tmp_path/'b.zip', tmp_path/'W')

def damaged(z, how):
    data = bytearray(z.read_bytes())
    if how == 'short': data = data[:len(data)//2]
    if how == 'bits': data[len(data)//2:len(data)//2 + 40] = os.urandom(40)
    if how == 'text': data = b'this is no zip file'
    if how == 'empty': data = b''
    z.write_bytes(data)

@pytest.mark.parametrize('how', ['short', 'bits', 'text', 'empty', 'gone', 'folder', 'pipe', 'other zip'])
def test_a_damaged_file(folders, tmp_path, how):
    z = tmp_path/'b.zip'
    backup(folders, z)
    if how in ('gone', 'folder', 'pipe', 'other zip'): z.unlink()
    if how == 'folder': z.mkdir()
    elif how == 'pipe': os.mkfifo(z)
    elif how == 'other zip': zipfile.ZipFile(z, 'w').writestr('a.txt', 'x')
    elif how != 'gone': damaged(z, how)
    with pytest.raises(ScheduleError, match='b.zip'): restore_backup(z, tmp_path/'W')
    assert not (tmp_path/'W').exists() and not list(tmp_path.glob('.wallpicker*'))

def test_a_database_that_is_none(folders, tmp_path):
    backup(folders, tmp_path/'b.zip')
    with zipfile.ZipFile(tmp_path/'b.zip') as old, zipfile.ZipFile(tmp_path/'c.zip', 'w') as new:
        for o in old.infolist(): new.writestr(o, b'x'*9000 if o.filename.endswith('.db') else old.read(o))
    with pytest.raises(ScheduleError, match='c.zip is no good backup'): restore_backup(tmp_path/'c.zip', tmp_path/'W')
    assert not (tmp_path/'W').exists()

def test_where_it_may_go(folders, tmp_path):
    backup(folders, tmp_path/'b.zip')
    before = files(folders)
    with pytest.raises(ScheduleError, match='not empty'): restore_backup(tmp_path/'b.zip', folders.root)
    with pytest.raises(ScheduleError, match='b.zip is there already'): restore_backup(tmp_path/'b.zip', tmp_path/'b.zip')
    with pytest.raises(ScheduleError, match='could not be made'): restore_backup(tmp_path/'b.zip', tmp_path/'b.zip'/'deeper'/'W')
    assert files(folders) == before
    (tmp_path/'empty').mkdir()
    (tmp_path/'link').symlink_to(tmp_path/'empty')
    assert restore_backup(tmp_path/'b.zip', tmp_path/'link').config_file.exists()

def test_early_checks(folders, tmp_path, monkeypatch):
    with pytest.raises(ScheduleError, match='no such folder'): backup(folders, tmp_path/'no'/'b.zip')
    monkeypatch.setattr(shutil, 'disk_usage', lambda _: shutil._ntuple_diskusage(10, 9, 1000))
    monkeypatch.setattr('wallpicker.job.backup._gather', lambda *_: pytest.fail('work was begun'))
    with pytest.raises(ScheduleError, match='room for 0 MB'): backup(folders, tmp_path/'b.zip')

@pytest.mark.parametrize('name', ['Desktop', 'Desktop/sub', 'model/reserve'])
def test_a_folder_that_cannot_be_read_is_not_left_out(folders, tmp_path, monkeypatch, name):
    backup(folders, tmp_path/'b.zip')
    before, real = (tmp_path/'b.zip').read_bytes(), os.scandir
    def closed(path='.'):
        if str(path) == str(folders.root/name): raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fspath(path))
        return real(path)
    monkeypatch.setattr(os, 'scandir', closed)
    with pytest.raises(ScheduleError, match=f'{name} cannot be read .Permission denied.'): backup(folders, tmp_path/'b.zip')
    assert (tmp_path/'b.zip').read_bytes() == before and 'labels.csv' in backup(folders, tmp_path/'c.zip', pictures=False)

@pytest.mark.parametrize('how', ['listed only', 'no file of it'])
def test_a_picture_that_cannot_be_read_is_named(folders, tmp_path, monkeypatch, how):
    def refused(self, path, *more): raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fspath(path))
    if how == 'listed only': monkeypatch.setattr('wallpicker.job.backup.is_plain', lambda path: refused(None, path))
    else: monkeypatch.setattr(zipfile.ZipFile, 'write', refused)
    with pytest.raises(ScheduleError, match='Wallpapers/.* cannot be read .Permission denied.'): backup(folders, tmp_path/'b.zip')
    assert not (tmp_path/'b.zip').exists() and not list(tmp_path.glob('.wallpicker*'))

def test_a_folder_that_is_not_there_holds_nothing(folders, tmp_path):
    shutil.rmtree(folders.storage)
    assert not [o for o in backup(folders, tmp_path/'b.zip') if o.startswith('model/storage')]

@pytest.mark.parametrize('name', ['wallpicker.toml', 'model/downloaded.csv', 'model/taste.onnx'])
def test_a_link_to_nothing_is_not_left_out(folders, tmp_path, name):
    (folders.root/name).unlink(missing_ok=True)
    (folders.root/name).symlink_to(tmp_path/'unplugged')
    with pytest.raises(ScheduleError, match=f'{name} is no file'): backup(folders, tmp_path/'b.zip')
    assert not (tmp_path/'b.zip').exists()

def test_it_waits_for_its_turn(folders, tmp_path):
    with one_run(folders), pytest.raises(PickError, match='another run'): backup(folders, tmp_path/'b.zip', wait=0)

def test_a_picture_that_goes_meanwhile_and_a_backup_among_the_pictures(folders, tmp_path):
    to = folders.desktop/'b.zip'
    backup(folders, to)
    mine = folders.desktop/'mine ünï.jpg'
    names = backup(folders, to, progress=lambda *_: mine.unlink(missing_ok=True))
    assert 'Desktop/mine ünï.jpg' not in names and 'Desktop/b.zip' not in names

KILLED = '''
import os, shutil, signal, sys
from wallpicker.folders import Folders
from wallpicker.job import backup
def killed(*args): os.kill(os.getpid(), signal.SIGKILL)
replace = os.replace
def killed_there(part, to): killed() if 'backup.part' in str(to) else replace(part, to)
if sys.argv[3] == 'replace': os.replace = killed_there
else: setattr(shutil if sys.argv[3] == 'copy' else backup, sys.argv[3], killed)
backup.backup(Folders(sys.argv[1]), sys.argv[2])
'''

def lying(*folders):
    "All that lies in some folders, but for the files that SQLite and locks leave"
    return sorted(o for f in folders for o in f.rglob('*') if not o.name.endswith(('.lock', '-wal', '-shm')))

@pytest.mark.parametrize('at', ['replace', 'copy', '_zip_whole', '_pack'])
def test_what_a_killed_backup_left_is_cleared_away_by_the_next(folders, tmp_path, at):
    folders.db.close()
    before = lying(tmp_path)
    ended = subprocess.run([sys.executable, '-c', KILLED, folders.root, tmp_path/'b.zip', at])
    assert ended.returncode == -signal.SIGKILL and (folders.model/'.wallpicker-backup.part').is_dir()
    for o in tmp_path.glob('.wallpicker-*'): os.utime(o, (1, 1))
    mine = folders.model/'.wallpicker-backup.part'/'mine.txt'
    mine.write_text('of the owner')
    with pytest.raises(ScheduleError, match='backup.part holds what no backup writes there: move it away'): backup(folders, tmp_path/'b.zip')
    assert mine.read_text() == 'of the owner'
    mine.unlink()
    backup(folders, tmp_path/'b.zip')
    assert lying(tmp_path) == sorted([*before, tmp_path/'b.zip'])

def test_a_link_that_leads_to_itself_is_named_and_stays(folders, tmp_path):
    (loop := tmp_path/'loop').symlink_to('loop')
    with pytest.raises(ScheduleError, match='loop is there already and is no backup'): backup(folders, loop)
    with pytest.raises(ScheduleError, match='could not write into .*loop'): backup(folders, loop/'b.zip')
    backup(folders, tmp_path/'b.zip')
    with pytest.raises(ScheduleError, match='could not be made'): restore_backup(tmp_path/'b.zip', loop/'new')
    with pytest.raises(ScheduleError, match='loop is there already'): restore_backup(tmp_path/'b.zip', loop)
    assert loop.is_symlink()

@pytest.mark.parametrize('link', ['.wallpicker-backup.part', '.wallpicker-backup.part/model'])
def test_no_backup_clears_away_what_lies_behind_a_link(folders, tmp_path, link):
    other = Folders(tmp_path/'other').make()
    Ledger(other).say('l8jezr', 'YES')
    other.db.close()
    before = {o: o.read_bytes() for o in other.root.rglob('*') if o.is_file()}
    (folders.model/link).parent.mkdir(exist_ok=True)
    (folders.model/link).symlink_to(other.model if link.endswith('model') else other.root)
    with pytest.raises(ScheduleError, match='move it away'): backup(folders, tmp_path/'b.zip')
    assert before == {o: o.read_bytes() for o in other.root.rglob('*') if o.is_file()}

def test_what_another_user_left_beside_the_zip_does_not_stop_it(folders, tmp_path, monkeypatch):
    (theirs := tmp_path/'.wallpicker-1-abcdef.part').write_text('x')
    os.utime(theirs, (1, 1))
    unlink = os.unlink
    def refuse(path, *more, **kw):
        if str(path) == str(theirs): raise PermissionError(1, 'Operation not permitted', str(path))
        return unlink(path, *more, **kw)
    monkeypatch.setattr(os, 'unlink', refuse)
    assert 'labels.csv' in backup(folders, tmp_path/'b.zip') and theirs.exists()
