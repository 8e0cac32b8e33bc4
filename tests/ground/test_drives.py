"Drives that lack something: the fsync of a folder or of any file, or the memory that a write-ahead log needs"
import errno, os, sqlite3, stat, subprocess, sys, warnings

import pytest

from wallpicker.database import Database
from wallpicker.files import FoldersError, sync_folder, write_whole
from wallpicker.folders import Folders
from wallpicker.labels.ledger import Ledger
from soak.drives import compiled

LACKS = [errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EBADF]


def refusing(monkeypatch, code, kind=lambda mode: True):
    "Let fsync fail for what lies behind some descriptors; the list of those it was called for"
    asked, fsync = [], os.fsync
    def refuse(fd):
        asked.append(stat.S_ISDIR(mode := os.fstat(fd).st_mode))
        if kind(mode): raise OSError(code, os.strerror(code))
        fsync(fd)
    monkeypatch.setattr(os, 'fsync', refuse)
    return asked


@pytest.mark.parametrize('code', LACKS)
@pytest.mark.parametrize('kind', [stat.S_ISDIR, stat.S_ISREG, lambda mode: True])
def test_a_drive_without_fsync_is_told_of_once(tmp_path, monkeypatch, code, kind):
    asked = refusing(monkeypatch, code, kind)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter('default')
        folders = Folders(tmp_path/'root').make()
        ledger = Ledger(folders)
        for k in range(3): ledger.say(f'p{k}', 'YES')
        for text in ('old', 'new'): write_whole(folders.root/'a.txt', text)
    assert (folders.root/'a.txt').read_text() == 'new' and len(ledger.labels()) == len(folders.ledger.read_text().splitlines()) == 3
    assert {True, False} <= {*asked} and len(said) == 1 and 'fsync' in str(said[0].message)


@pytest.mark.parametrize('code', [errno.EIO, errno.ENOSPC, errno.EDQUOT])
def test_a_broken_disk_is_no_lacking_drive(tmp_path, monkeypatch, code):
    target = write_whole(tmp_path/'a.txt', 'old')
    with monkeypatch.context() as m:
        refusing(m, code, stat.S_ISREG)
        with pytest.raises(FoldersError, match='untouched'): write_whole(target, 'new')
    assert target.read_text() == 'old' and len(os.listdir(tmp_path)) == 1
    refusing(monkeypatch, code, stat.S_ISDIR)
    with pytest.raises(FoldersError, match='is written') as e: write_whole(target, 'new')
    assert target.read_text() == 'new' and 'untouched' not in str(e.value) and len(os.listdir(tmp_path)) == 1


@pytest.mark.skipif(os.name == 'nt' or os.geteuid() == 0, reason='root may list every folder')
def test_a_folder_that_may_not_be_listed(tmp_path):
    tmp_path.chmod(0o300)
    try: sync_folder(tmp_path)
    finally: tmp_path.chmod(0o700)


def test_a_drive_that_quietly_has_no_log(tmp_path, monkeypatch):
    real = sqlite3.connect
    def connect(path, **kw): return real(f'file:{path}?vfs=unix-dotfile', uri=True, **kw)   # SQLite keeps no log there
    monkeypatch.setattr(sqlite3, 'connect', connect)
    with pytest.warns(UserWarning, match='write-ahead log'): Database(tmp_path/'a.db').tables('create table t(a);')
    with pytest.warns(UserWarning), warnings.catch_warnings():
        one, other = Database(tmp_path/'a.db'), Database(tmp_path/'a.db')
        one.execute('insert into t values (1)')
        other.execute('insert into t values (2)')
        warnings.warn('seen')
    assert one.query('select a from t') == [dict(a=1), dict(a=2)]
    assert one.one('PRAGMA journal_mode') == dict(journal_mode='delete') and one.one('PRAGMA synchronous') == dict(synchronous=2)


OPEN = '''
import sys, warnings
from wallpicker.database import Database
warnings.simplefilter('ignore')
db = Database(sys.argv[1])
db.tables('create table if not exists t(a);')
db.execute('insert into t values (?)', sys.argv[2])
print(db.one('PRAGMA journal_mode')['journal_mode'], *[r['a'] for r in db.query('select a from t')], flush=True)
if sys.argv[2] == 'killed': import os; os._exit(0)   # its log stays
'''


def test_a_file_with_a_log_on_a_drive_that_can_have_none(tmp_path):
    "Made on a laptop, then opened on a share; killed there, then opened on the laptop again"
    env = dict(os.environ, LD_PRELOAD=str(compiled(tmp_path)), DRIVE_LACKS='memory')
    def opened(word, **kw):
        done = subprocess.run([sys.executable, '-c', OPEN, str(tmp_path/'a.db'), word], capture_output=True, text=True, timeout=60, **kw)
        assert done.returncode == 0, done.stderr
        return done.stdout.split()
    assert opened('killed') == ['wal', 'killed']
    assert opened('share', env=env) == ['delete', 'killed', 'share']
    assert opened('share', env=env) == ['delete', 'killed', 'share', 'share']
    assert opened('home') == ['wal', 'killed', 'share', 'share', 'home']


def test_a_probe_leaves_nothing(tmp_path):
    Database(tmp_path/'a.db').tables('create table t(a);')
    assert {p.name.partition('-')[0] for p in tmp_path.iterdir()} == {'a.db'}
