"What a page has no room for: many processes, kills, disks that refuse, files that something else wrote over"
import multiprocessing as mp, os, shlex, shutil, signal, sqlite3, stat, subprocess, sys, threading, time
from pathlib import Path

import pytest

from wallpicker.settings import DEFAULTS, config_text, setting_named, value_of
from wallpicker.database import Database
from wallpicker.folders import Folders, MissingError, cache_dir, install_line, needs, state_dir
from wallpicker.files import FoldersError, sha256, sweep, write_whole

@pytest.fixture
def folders(tmp_path): return Folders(tmp_path/'root').make()

def test_root_comes_from_argument_then_variable_then_here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert Folders().root == tmp_path
    monkeypatch.setenv('WALLPICKER_ROOT', str(tmp_path/'a'))
    assert Folders().root == tmp_path/'a'
    assert Folders(tmp_path/'b').root == tmp_path/'b'
    assert not list(tmp_path.iterdir())

def test_make_changes_nothing_that_is_there(folders):
    (folders.desktop/'own.jpg').write_bytes(b'own')
    folders.config_file.write_text('[pick]\ncount = 3\n')
    before = {p: p.stat().st_mtime_ns for p in folders.root.rglob('*') if p.is_file()}
    assert Folders(folders.root).make().config['pick']['count'] == 3
    assert before == {p: p.stat().st_mtime_ns for p in folders.root.rglob('*') if p.is_file()}

def test_no_tree_says_what_to_run(tmp_path):
    for use in (lambda f: f.check(), lambda f: f.db.query('SELECT 1')):
        with pytest.raises(FoldersError, match='wallpicker init --root'): use(Folders(tmp_path/'nowhere'))

def test_a_file_in_the_way_is_named(tmp_path):
    (tmp_path/'model').write_text('in the way')
    with pytest.raises(FoldersError, match='model'): Folders(tmp_path).make()

@pytest.mark.parametrize('text, says', [
    ('[pick]\ncuont = 3\n', "'cuont'"), ('[picks]\ncount = 3\n', r'\[picks\]'), ('[pick]\ncount = "3"\n', 'count'),
    ('[pick]\ncount = true\n', 'count'), ('[pick]\nsure = 1.5\n', 'sure'), ('[rules]\nnever = "people"\n', 'never'),
    ('[rules]\nnever = [1]\n', 'never'), ('[rules]\nleast = "big"\n', 'least'), ('[rules]\npurity = "sfw"\n', 'purity'),
    ('[[query]]\ncolour = "red"\n', 'colour'), ('query = "mountain"\n', 'query'), ('query = ["mountain"]\n', 'mountain'),
    ('pick = 3\n', 'pick'), ('[pick\n', 'line 1'), ('\x00', 'TOML'), ('[[pick]]\ncount = 3\n', 'with one bracket'),
    ('a=' + '['*900 + ']'*900, 'brackets'), ('a=' + '['*20_000, 'brackets'), ('[[query]]\nq=' + '['*300 + ']'*300, 'brackets'),
    ('[pick]\ncount' + '.a'*3000 + ' = 1', 'brackets'), ('[pick]\ncount = ' + '9'*10_000, 'digits'), ('[pick]\ncount = 0x' + 'f'*10_000, 'digits'),
    ('[rules]\nnever = [0x' + 'f'*10_000 + ']', 'digits'), ('[pick]\ncount = ' + '9'*30, 'lies outside')])
def test_each_mistake_in_the_settings_is_named_with_the_file(folders, text, says):
    folders.config_file.write_text(text)
    with pytest.raises(FoldersError, match=says) as e: folders.config
    assert str(folders.config_file) in str(e.value) and len(str(e.value).splitlines()) == 1 and len(str(e.value)) < 500

@pytest.mark.parametrize('where', ['nowhere/wallpicker.toml', 'wallpicker.toml'])
def test_a_link_to_no_settings_is_not_taken_for_none(folders, where):
    folders.config_file.unlink()
    folders.config_file.symlink_to(folders.root/where)
    for use in (lambda: folders.config, lambda: folders.change('pick', count=3)):
        with pytest.raises(FoldersError, match='wallpicker.toml is no file, and no link to one'): use()
    assert folders.config_file.is_symlink()

@pytest.mark.parametrize('section, values', [('desktop', dict(command='\udcff')), ('rules', dict(never=['sea', '\udcff']))])
def test_bytes_that_are_no_text_are_refused(folders, section, values):
    before = folders.config_file.read_bytes()
    with pytest.raises(FoldersError, match=r"wallpicker.toml: .*udcff.* is no text"): folders.change(section, **values)
    assert folders.config_file.read_bytes() == before

@pytest.mark.parametrize('text', ['9'*10_000, '0x' + 'f'*10_000, '['*20_000])
def test_a_monstrous_word_is_no_setting(text):
    with pytest.raises(FoldersError, match='count: .* should be like 10'): value_of(setting_named('pick.count')[1], text)

def test_settings_in_another_encoding(folders):
    folders.config_file.write_bytes('[rules]\nnever = ["tag:Möwe"]\n'.encode('latin-1'))
    with pytest.raises(FoldersError, match='wallpicker.toml'): folders.config
    folders.config_file.write_bytes(b'\xef\xbb\xbf' + '[rules]\r\nnever = ["tag:Möwe"]\r\n'.encode())
    assert folders.config['rules']['never'] == ['tag:Möwe']

def test_no_settings_file_means_the_defaults_which_nobody_can_spoil(folders):
    folders.config_file.unlink()
    folders.config['rules']['never'].append('cars')
    assert folders.config == DEFAULTS and DEFAULTS['rules']['never'] == []

def test_change_keeps_comments_and_refuses_whole(folders):
    folders.change('rules', never=['people'], least='2560x1440')
    text = folders.config_file.read_text()
    assert folders.config['rules']['never'] == ['people'] and text.count('#') == config_text().count('#')
    with pytest.raises(FoldersError): folders.change('pick', count=5, sure='very')
    assert folders.config_file.read_text() == text

@pytest.mark.parametrize('call', ['os.fsync', 'os.replace'])
def test_a_refusing_disk_leaves_the_old_file_and_no_litter(tmp_path, monkeypatch, call):
    target = write_whole(tmp_path/'a.txt', 'old')
    def refuse(*args): raise OSError(28, 'No space left on device')
    monkeypatch.setattr(call, refuse)
    with pytest.raises(FoldersError, match='a.txt'): write_whole(target, 'new')
    assert target.read_text() == 'old' and len(list(tmp_path.iterdir())) == 1

def test_interrupting_leaves_no_litter(tmp_path, monkeypatch):
    def interrupt(*args): raise KeyboardInterrupt
    monkeypatch.setattr('os.replace', interrupt)
    with pytest.raises(KeyboardInterrupt): write_whole(tmp_path/'a.txt', 'new')
    assert not list(tmp_path.iterdir())

def test_both_file_and_folder_reach_the_disk(tmp_path, monkeypatch):
    synced, fsync = [], os.fsync
    def note(fd):
        synced.append(stat.S_ISDIR(os.fstat(fd).st_mode))
        fsync(fd)
    monkeypatch.setattr('os.fsync', note)
    write_whole(tmp_path/'a.txt', b'new')
    assert synced == [False, True]

def test_a_missing_folder_is_an_error_with_the_name(tmp_path):
    with pytest.raises(FoldersError, match='nowhere'): write_whole(tmp_path/'nowhere'/'a.txt', 'x')

def test_killed_writers_leave_files_whole(tmp_path):
    target, sizes = tmp_path/'a.bin', {len(c*300_000): c for c in (b'a', b'bb', b'ccc')}
    code = ('import sys\nfrom wallpicker.files import write_whole\nwrite_whole(sys.argv[1], b"a"*300_000)\nprint(flush=True)\n'
            'while True:\n    for c in (b"a", b"bb", b"ccc"): write_whole(sys.argv[1], c*300_000)')
    for wait in (0, .01, .03, .07):
        p = subprocess.Popen([sys.executable, '-c', code, str(target)], stdout=subprocess.PIPE)
        p.stdout.readline()
        time.sleep(.05 + wait)
        p.kill()
        p.wait()
        data = target.read_bytes()
        assert data == sizes[len(data)]*300_000
    sweep(tmp_path, older=0)
    assert [p.name for p in tmp_path.iterdir()] == ['a.bin']

def test_sweep_leaves_everything_else(tmp_path):
    for name in ('.hidden', '.wallpicker-notes.txt', 'a.part'): (tmp_path/name).write_text('mine')
    assert sweep(tmp_path, older=0) == 0 and len(list(tmp_path.iterdir())) == 3

def test_sha256_does_not_hang_on_a_pipe(tmp_path):
    os.mkfifo(tmp_path/'pipe.jpg')
    with pytest.raises(FoldersError, match='pipe.jpg'): sha256(tmp_path/'pipe.jpg')

def test_database_is_strict(folders):
    assert folders.db.one('PRAGMA journal_mode') == dict(journal_mode='wal')
    assert folders.db.one('PRAGMA synchronous') == dict(synchronous=2)
    assert folders.db is folders.db

def _count(path, times):
    db = Database(path)
    db.tables('CREATE TABLE IF NOT EXISTS n (v INT);')
    for _ in range(times):
        with db.transaction():
            v = db.one('SELECT max(v) AS v FROM n')['v'] or 0
            time.sleep(.02)   # so that they meet
            db.execute('INSERT INTO n VALUES (?)', v + 1)

def test_processes_that_start_together_and_count_lose_nothing(folders):
    ps = [mp.get_context('spawn').Process(target=_count, args=(folders.dbfile, 20)) for _ in range(3)]
    for p in ps: p.start()
    for p in ps: p.join()
    assert [p.exitcode for p in ps] == [0, 0, 0]
    assert [r['v'] for r in folders.db.query('SELECT v FROM n ORDER BY v')] == list(range(1, 61))

def test_threads_share_one_database(folders):
    folders.db.tables('CREATE TABLE IF NOT EXISTS n (v INT);')
    def count():
        for _ in range(20):
            with folders.db.transaction():
                v = folders.db.one('SELECT count(*) AS v FROM n')['v']
                time.sleep(.002)   # the moment in which another thread would read the same
                folders.db.execute('INSERT INTO n VALUES (?)', v)
    ts = [threading.Thread(target=count) for _ in range(4)]
    for t in ts: t.start()
    for t in ts: t.join()
    assert folders.db.one('SELECT count(DISTINCT v) AS v FROM n') == dict(v=80)

def test_two_that_open_a_new_database_wait_for_each_other(tmp_path):
    "Another process holds the file, that has no write-ahead log yet, for a moment"
    other = sqlite3.connect(tmp_path/'new.db', isolation_level=None, check_same_thread=False)
    other.execute('CREATE TABLE ledger (v INT)')
    other.execute('BEGIN IMMEDIATE')
    later = threading.Timer(.5, lambda: other.execute('COMMIT'))
    later.start()
    assert Database(tmp_path/'new.db').one('PRAGMA journal_mode') == dict(journal_mode='wal')
    later.join()
    other.close()

def test_a_killed_transaction_is_as_if_it_had_never_been(folders):
    folders.db.tables('CREATE TABLE IF NOT EXISTS n (v INT);')
    folders.db.execute('INSERT INTO n VALUES (1)')
    folders.db.close()
    code = ('import os, sys\nfrom wallpicker.database import Database\ndb = Database(sys.argv[1])\n'
            'db.execute("INSERT INTO n VALUES (2)")\nwith db.transaction():\n    db.execute("INSERT INTO n VALUES (3)")\n    os.kill(os.getpid(), 9)')
    assert subprocess.run([sys.executable, '-c', code, str(folders.dbfile)]).returncode == -signal.SIGKILL
    assert [r['v'] for r in folders.db.query('SELECT v FROM n')] == [1, 2]

def test_inner_failure_keeps_the_outer_and_outer_failure_takes_all(folders):
    db = folders.db
    db.tables('CREATE TABLE IF NOT EXISTS n (v INT PRIMARY KEY);')
    with db.transaction():
        db.execute('INSERT INTO n VALUES (1)')
        with pytest.raises(Exception):
            with db.transaction():
                db.execute('INSERT INTO n VALUES (2)')
                db.execute('INSERT INTO n VALUES (1)')
    with pytest.raises(ZeroDivisionError):
        with db.transaction():
            with db.transaction(): db.execute('INSERT INTO n VALUES (3)')
            1/0
    assert [r['v'] for r in db.query('SELECT v FROM n')] == [1]
    db.execute('INSERT INTO n VALUES (4)')

def test_ddl_may_hold_triggers_and_semicolons(folders):
    folders.db.tables("""CREATE TABLE IF NOT EXISTS n (v TEXT DEFAULT ';');
        CREATE TRIGGER IF NOT EXISTS no_delete BEFORE DELETE ON n BEGIN SELECT raise(ABORT, 'never'); END;""")
    folders.db.execute('INSERT INTO n DEFAULT VALUES')
    with pytest.raises(Exception, match='never'): folders.db.execute('DELETE FROM n')
    assert folders.db.one('SELECT v FROM n') == dict(v=';')

def test_newer_database_is_left_alone(tmp_path):
    db = Database(tmp_path/'a.db')
    db.execute('PRAGMA user_version=99')
    db.close()
    before = (tmp_path/'a.db').read_bytes()
    with pytest.raises(FoldersError, match='newer'): Database(tmp_path/'a.db').query('SELECT 1')
    assert (tmp_path/'a.db').read_bytes() == before

@pytest.mark.parametrize('damage', [lambda d: b'x'*len(d), lambda d: d[:100] + b'\xff'*(len(d) - 100), lambda d: b'x' + d[1:]])
def test_damaged_database_is_named(folders, damage):
    folders.db.tables('CREATE TABLE IF NOT EXISTS n (v INT);')
    folders.db.execute('INSERT INTO n VALUES (1)')
    folders.db.close()
    folders.dbfile.write_bytes(damage(folders.dbfile.read_bytes()))
    with pytest.raises(FoldersError, match='wallpicker.db .*move it away'): Folders(folders.root).db.query('SELECT * FROM n')

def test_a_database_travels_to_another_process_by_its_path(folders):
    import pickle
    folders.db.tables('CREATE TABLE IF NOT EXISTS n (v INT);')
    folders.db.execute('INSERT INTO n VALUES (7)')
    assert pickle.loads(pickle.dumps(folders.db)).one('SELECT v FROM n') == dict(v=7)

def test_users_folders_can_be_moved(tmp_path, monkeypatch):
    monkeypatch.setenv('WALLPICKER_STATE', str(tmp_path/'s'))
    monkeypatch.setenv('WALLPICKER_CACHE', str(tmp_path/'c'/'d'))
    assert (state_dir(), cache_dir()) == (tmp_path/'s', tmp_path/'c'/'d') and cache_dir().is_dir()

def lines_elsewhere(tmp_path, code):
    "What a Python prints whose only wallpicker is the one in `tmp_path`"
    code = f'import sys; sys.path.insert(0, {str(tmp_path)!r})\nimport importlib.metadata as papers, shlex\n{code}'
    return subprocess.run([sys.executable, '-c', code], capture_output=True, text=True, check=True, cwd=tmp_path).stdout.splitlines()

@pytest.fixture
def elsewhere(tmp_path):
    import wallpicker
    shutil.copytree(Path(wallpicker.__file__).parent, tmp_path/'wallpicker', ignore=shutil.ignore_patterns('__pycache__'))
    return tmp_path

def test_the_metadata_of_the_installed_copy_says_what_an_extra_brings(elsewhere):
    papers = elsewhere/'wallpicker-9.dist-info'
    papers.mkdir()
    (papers/'METADATA').write_text('Metadata-Version: 2.1\nName: wallpicker\nVersion: 9\nRequires-Dist: requests<3\n'
                                   'Requires-Dist: jupyterlab<5,>=4.4; extra == "lab"\nRequires-Dist: labour>1; extra == "laboratory"\n')
    (elsewhere/'settings.ini').write_text('[DEFAULT]\nlab_requirements = older>=1\n')
    line, = lines_elsewhere(elsewhere, "from wallpicker.folders import install_line; print(install_line('lab'))")
    assert shlex.split(line) == [sys.executable, '-m', 'pip', 'install', 'jupyterlab<5,>=4.4']

@pytest.mark.parametrize('tree', [True, False])
def test_a_source_tree_without_metadata_reads_its_settings(elsewhere, tree):
    if tree: (elsewhere/'settings.ini').write_text('[DEFAULT]\nlab_requirements =\n    jupyterlab>=4.4,<5\n    voila>=0.5\n')
    said = lines_elsewhere(elsewhere, """
papers.Distribution.discover = classmethod(lambda cls, *args, **kw: iter(()))
from wallpicker.files import FoldersError
from wallpicker.folders import install_line
try: print(*shlex.split(install_line('lab'))[4:])
except FoldersError as e: print(e)""")
    assert said == ['jupyterlab>=4.4,<5 voila>=0.5'] if tree else 'install wallpicker again' in said[0]

def test_the_line_means_the_same_to_a_shell():
    said = subprocess.run(f'printf "%s\\n" {install_line("fastai")}', shell=True, capture_output=True, text=True, check=True).stdout.splitlines()
    assert said[:4] == [sys.executable, '-m', 'pip', 'install'] and said[4].startswith('fastai') and any('<' in word for word in said)

def test_without_pip_it_is_uv(monkeypatch):
    monkeypatch.setitem(sys.modules, 'pip', None)
    assert shlex.split(install_line('lab'))[:5] == ['uv', 'pip', 'install', '--python', sys.executable]

def test_what_is_missing_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, 'timm', None)
    with pytest.raises(MissingError, match='^this needs timm, not installed here. To install: .*timm'):
        needs('sqlite3', 'timm', extra='fastai', what='this')


@pytest.mark.parametrize('make', [lambda: Folders('~nobody-of-this-name/x'), lambda: state_dir()])
def test_the_home_of_nobody_is_named(make, monkeypatch):
    monkeypatch.setenv('WALLPICKER_STATE', '~nobody-of-this-name/x')
    with pytest.raises(FoldersError, match='~nobody-of-this-name/x: there is no such user'): make()


def test_a_current_folder_that_is_gone_is_named(tmp_path, monkeypatch):
    monkeypatch.delenv('WALLPICKER_ROOT', raising=False)
    (gone := tmp_path/'gone').mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(FoldersError, match='the current folder is not there any more'): Folders()


def test_a_number_too_large_for_the_database_is_named(tmp_path):
    with pytest.raises(FoldersError, match='too large'): Database(tmp_path/'a.db').query('select ?', 2**64)


def test_text_that_is_no_utf8_is_kept_escaped_in_many_rows_and_found_by_column(tmp_path):
    db = Database(tmp_path/'a.db')
    db.tables('create table if not exists names(name text);')
    assert db.many('insert into names values (?)', ((n,) for n in ('sea', 'caf\udce9'))) == 2
    assert db.columns('select name from names') == dict(name=['sea', 'caf\\udce9'])
    assert db.columns('select name from names where name = ?', 'caf\udce9') == dict(name=['caf\\udce9'])

@pytest.mark.parametrize('name', ['Desktop', 'model'])
@pytest.mark.parametrize('to', ['/media/unplugged/pictures', 'itself'])
def test_a_tree_with_a_link_to_a_drive_that_is_not_mounted_asks_for_it(folders, tmp_path, name, to):
    folders.db.close()
    (folders.root/name).rename(tmp_path/'away')
    (folders.root/name).symlink_to(name if to == 'itself' else to)
    with pytest.raises(FoldersError, match=f'{name} leads to .*, which is not there: is its drive mounted'): Folders(folders.root).check()
    with pytest.raises(FoldersError, match='is its drive mounted'): Folders(folders.root).make()
