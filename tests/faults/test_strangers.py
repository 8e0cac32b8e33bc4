"Files by somebody else in the owner's tree: a database with other tables, pipes, folders taken in, and a disk that is full"
import errno, json, os, re, sqlite3
import pytest
import wallpicker.job.backup as bk
from wallpicker.archive.preview import ArchiveError, jpeg, shrink
from wallpicker.archive.store import Archive
from wallpicker.archive.transfer import LINE, export, take_in
from wallpicker.database import Database
from wallpicker.cli import main
from wallpicker.files import FoldersError, sha256
from wallpicker.folders import Folders
from wallpicker.gallery.paint import paint
from wallpicker.job.timers import ScheduleError
from wallpicker.labels.ledger import Ledger
from wallpicker.labels.rows import LabelsError
from wallpicker.picks.deliver import Deliveries
from wallpicker.site.download import PREVIEW_CAP

@pytest.fixture
def folders(tmp_path):
    folders = Folders(tmp_path/'tree').make()
    Archive(folders)
    Ledger(folders).say_many([('dune', 'YES', {}), ('neon', 'NO', {})])
    return folders

REFUSED = dict(
    deletes="create trigger t after insert on ledger begin delete from ledger where verb = 'YES'; end", turns="create trigger t after insert on ledger begin update ledger set verb = 'NO'; end",
    view="create view other as select 1", table_as_view="alter table ledger rename to l; create view ledger as select * from l",
    virtual="drop table pictures; create virtual table pictures using fts5(id)", silent="drop table ledger; create table ledger(seq integer primary key on conflict ignore, time, id, verb, who, extra, key)")
LACKING = dict(ledger="drop index ledger_id; drop index ledger_undo; alter table ledger drop column who", pictures='alter table pictures drop column category',
    previews='drop table previews; create table previews(id text)', rules='drop table ledger; create table ledger(seq integer primary key, time, id unique, verb, who, extra, key check (key is null))')

@pytest.mark.parametrize('sql', REFUSED.values(), ids=REFUSED)
def test_a_database_that_another_program_changed_is_refused_and_labels_come_back(folders, sql):
    folders.db.close()
    with sqlite3.connect(folders.dbfile) as con: con.executescript(sql)
    with pytest.raises(FoldersError, match='was changed by another program.*move it away'): Ledger(Folders(folders.root)).labels()
    for file in folders.model.glob('wallpicker.db*'): file.unlink()
    assert dict(Ledger(Folders(folders.root)).labels()) == dict(dune='YES', neon='NO')

@pytest.mark.parametrize('sql', LACKING.values(), ids=LACKING)
def test_tables_without_our_columns_end_in_one_line(folders, sql):
    folders.db.close()
    with sqlite3.connect(folders.dbfile) as con: con.executescript(sql)
    again = Folders(folders.root)
    with pytest.raises(FoldersError, match='move it away and start again'):
        Ledger(again).say('sea', 'YES')
        Archive(again).frame()
        Archive(again).add(dict(id='w1'), thumb(1))

@pytest.mark.parametrize('version', [0, -5, 75])
def test_a_database_of_another_program_is_left_alone(folders, version):
    folders.db.close()
    for file in folders.model.glob('wallpicker.db*'): file.unlink()
    with sqlite3.connect(folders.dbfile) as con: con.executescript(f'create table moz_places(id int); create table aliases(x); pragma user_version={version}')
    before = folders.dbfile.read_bytes()
    with pytest.raises(FoldersError, match='a database of another program .*moz_places.*move it away'): Ledger(Folders(folders.root))
    assert folders.dbfile.read_bytes() == before

def test_a_new_database_that_is_still_empty_and_an_old_one_without_a_number_are_ours(folders):
    folders.db.close()
    with sqlite3.connect(folders.dbfile) as con: con.execute('pragma user_version=0')
    assert len(Ledger(Folders(folders.root)).rows()) == 2
    folders.dbfile.unlink()
    folders.dbfile.touch()
    assert len(Ledger(Folders(folders.root)).rows()) == 2

@pytest.mark.parametrize('make', [lambda o: o.mkdir(), lambda o: os.mkfifo(o), lambda o: o.symlink_to(o.name)], ids=['folder', 'pipe', 'loop'])
@pytest.mark.parametrize('end', ['', '-wal', '-shm', '-journal'])
def test_what_is_no_file_beside_the_database_is_named(folders, make, end):
    folders.db.close()
    odd = folders.dbfile.with_name(folders.dbfile.name + end)
    odd.unlink(missing_ok=True)
    make(odd)
    with pytest.raises(FoldersError, match=re.escape(f'{odd} is no file: move it away')): Ledger(Folders(folders.root))

def test_companions_of_the_database_that_go_meanwhile_are_no_fault(folders, monkeypatch):
    folders.db.close()
    real, gone = os.stat, folders.dbfile.with_name('wallpicker.db-wal')
    gone.touch()
    def stat(path, *more, **kw):
        if str(path) == str(gone): gone.unlink(missing_ok=True)
        return real(path, *more, **kw)
    monkeypatch.setattr(os, 'stat', stat)
    assert len(Ledger(Folders(folders.root)).rows()) == 2 and not gone.is_symlink()

def test_numbers_that_python_alone_writes_are_no_odd_values(folders):
    Archive(folders).add(dict(id='w1', tags=['sea'], worth=float('nan'), most=float('-inf'), words='NaN, "Infinity"'), thumb(1))
    assert folders.db.odd_columns() == []

def test_our_own_database_is_opened(folders):
    folders.db.close()
    assert Database(folders.dbfile).one('select count(*) as n from ledger')['n'] == 2

@pytest.mark.parametrize('table, column, value', [('pictures', 'tags', '[1,'), ('pictures', 'tags', '7'), ('pictures', 'id', b'dune'), ('pictures', 'raw', '[1'), ('pictures', 'raw', '[1]'),
                                                  ('previews', 'data', 'text'), ('ledger', 'extra', '[' * 5), ('ledger', 'time', b'x')])
def test_columns_with_values_of_another_kind_are_named(folders, table, column, value):
    Archive(folders).add(dict(id='w1', tags=['sea']), thumb(1))
    assert folders.db.odd_columns() == []
    folders.db.execute(f'update {table} set {column} = ? where rowid = 1', value)
    assert folders.db.odd_columns() == [f'{table}.{column}']

def test_a_command_that_trips_over_such_a_value_says_so_in_one_line(folders, capsys):
    Archive(folders).add(dict(id='w1', tags=['sea']), thumb(1))
    folders.db.execute("update pictures set tags = '[1,'")
    folders.db.close()
    assert main(['archive', 'export', str(folders.root/'out'), '--root', str(folders.root)]) == 1
    said = capsys.readouterr().err.strip().splitlines()
    assert 'pictures.tags' in said[-1] and 'labels come back from ledger.jsonl' in said[-1] and 'Traceback' not in ''.join(said)

def test_a_note_of_a_delivery_that_is_not_ours_moves_and_deletes_nothing(folders):
    mine = folders.desktop/'IMG_0001.jpg'
    mine.write_bytes(thumb(3))
    notes = Deliveries(folders, Ledger(folders))
    for n, (id, file, note) in enumerate([('neon', '../../Desktop/IMG_0001.jpg', '{}'), ('sea', '../../Desktop/IMG_0001.jpg', '{}'), ('sky', 'IMG_0001.jpg', '{}'),
                                          ('owl', None, '{}'), ('fox', '0001-red-fox.jpg', None), ('elk', '0002-elk.jpg', '[]'), (None, '0003-elk.jpg', '{}')]):
        folders.db.execute('insert into pick_delivery values (?, ?, ?, ?, ?, ?, ?)', id, 1, n, file, sha256(mine), 'planned', note)
    assert notes.recover() == [] and notes.recover() == []
    assert mine.read_bytes() == thumb(3) and not (folders.root.parent/'Desktop').exists()
    assert not folders.db.query("select * from pick_delivery where state = 'planned'") and 'picked' not in list(Ledger(folders).rows().verb)

def test_the_program_itself_writes_no_name_that_leads_out_of_its_folders(folders):
    with pytest.raises(LabelsError, match='no name of a file'): Ledger(folders).say('dune', 'picked', who='pick', file='../../victim.jpg')

def test_a_pipe_in_the_place_of_the_settings_is_named(folders):
    folders.config_file.unlink()
    os.mkfifo(folders.config_file)
    with pytest.raises(FoldersError, match='wallpicker.toml is no file'): folders.config
    with pytest.raises(FoldersError, match='wallpicker.toml is no file'): folders.change('pick', count=3)

def full(*args, **kw): raise OSError(errno.ENOSPC, 'No space left on device')

@pytest.mark.parametrize('name', ['shutil.copy', 'database_copy', 'Ledger.labels', 'zipfile.ZipFile.write'])
def test_a_backup_on_a_full_disk_is_one_line_and_leaves_nothing(folders, tmp_path, monkeypatch, name):
    to = tmp_path/'b.zip'
    bk.backup(folders, to)
    before, had = to.read_bytes(), sorted(folders.model.iterdir())
    if name == 'database_copy':
        def database_full(*args): raise sqlite3.OperationalError('database or disk is full')
        monkeypatch.setattr(bk, name, database_full)
    elif name == 'Ledger.labels': monkeypatch.setattr(Ledger, 'labels', full)
    else: monkeypatch.setattr(f'wallpicker.job.backup.{name}', full)
    with pytest.raises(ScheduleError, match='make room'): bk.backup(folders, to)
    assert to.read_bytes() == before and sorted(folders.model.iterdir()) == had

def test_a_backup_over_a_pipe_is_refused(folders, tmp_path):
    os.mkfifo(tmp_path/'b.zip')
    with pytest.raises(ScheduleError, match='is no backup'): bk.backup(folders, tmp_path/'b.zip')


# ---- a folder taken in

def thumb(seed): return jpeg(shrink(paint(seed, size=(864, 486))), 83, 2)

@pytest.fixture
def exported(folders, tmp_path):
    archive = Archive(folders)
    for i in range(3): archive.add(dict(id=f'w{i}', tags=['sea'], purity='sfw'), thumb(i))
    return export(archive, tmp_path/'out')

def change(out, n, **more):
    "The lines of an export with one changed"
    lines = [json.loads(o) for o in (out/'archive.jsonl').read_text().splitlines()]
    lines[n] |= more
    (out/'archive.jsonl').write_text(''.join(json.dumps(o) + '\n' for o in lines))

def taken(out, tmp_path):
    archive = Archive(Folders(tmp_path/'there').make())
    return archive, take_in(archive, out)

def test_a_line_cannot_take_the_name_of_another_picture(exported, tmp_path):
    change(exported, 0, aliases=['w1', 'w2', 'sha-0123456789ab', 'e'*64])
    archive, came = taken(exported, tmp_path)
    assert came.ids == ['w0', 'w1', 'w2'] and not came.refused
    assert [archive.find(o) for o in ('w0', 'w1', 'w2', 'sha-0123456789ab', 'e'*64)] == ['w0', 'w1', 'w2', 'w0', 'w0']

NAMES = [['../x'], ['\ud800'], [7, None, {}], ['a b'], ['x'*65], [int('1'*64)]]

@pytest.mark.parametrize('names', NAMES, ids=map(ascii, NAMES))
def test_what_cannot_be_a_name_is_none(exported, tmp_path, names):
    change(exported, 0, aliases=names)
    archive, came = taken(exported, tmp_path)
    assert len(came.ids) == 3 and archive.meta('w0')['aliases'] == []

@pytest.mark.parametrize('more', [dict(aliases=7), dict(aliases='abc'), dict(aliases=[f'a{i}' for i in range(LINE//4)]), dict(source='w '*LINE)], ids=['number', 'letters', 'names', 'text'])
def test_a_line_that_is_none_or_endless_is_refused_and_the_others_come(exported, tmp_path, more):
    change(exported, 1, **more)
    archive, came = taken(exported, tmp_path)
    assert came.ids == ['w0', 'w2'] and list(came.refused) == ['line 2']
    assert re.search('no line that an export writes|more than a picture needs', came.refused['line 2'])

def test_a_nested_line_ends_nothing(exported, tmp_path):
    with open(exported/'archive.jsonl', 'a') as f: f.write('['*40_000 + '\n')
    assert list(taken(exported, tmp_path)[1].refused) == ['line 4']

def test_words_of_a_line_are_printable_and_facts_of_their_kind(exported, tmp_path):
    change(exported, 0, source='\x1b[2Jred\u202e\nmore', uploader='jo\r', tags=['dunes\x07'], purity='harmless', dimension_x=-5, file_size=-1)
    archive, _ = taken(exported, tmp_path)
    meta = archive.meta('w0')
    assert (meta['source'], meta['uploader'], meta['tags']) == ('\\x1b[2Jred\\u202e\\nmore', 'jo\\r', ['dunes\\x07'])
    assert [meta[k] for k in ('purity', 'dimension_x', 'file_size')] == [None]*3

@pytest.mark.parametrize('kind', ['table', 'preview'])
def test_a_pipe_in_an_export_does_not_hang(exported, tmp_path, kind):
    file = exported/('archive.jsonl' if kind == 'table' else 'w1.jpg')
    file.unlink()
    os.mkfifo(file)
    if kind == 'preview': assert taken(exported, tmp_path)[1].ids == ['w0', 'w2']
    else:
        with pytest.raises(ArchiveError, match='holds no archive.jsonl'): taken(exported, tmp_path)

def test_a_preview_without_end_is_not_read(exported, tmp_path):
    with open(exported/'w1.jpg', 'r+b') as f: f.truncate(PREVIEW_CAP + 1)
    _, came = taken(exported, tmp_path)
    assert came.refused == {'line 2': 'w1: w1.jpg is too large for a preview'}

def imported(out, tmp_path, capsys):
    "Status and lines of `archive import`: on stdout, and on stderr"
    status = main(['archive', 'import', str(out), '--root', str(Folders(tmp_path/'there').make().root)])
    said = capsys.readouterr()
    return status, said.out.strip(), said.err.strip().splitlines()

def test_many_bad_lines_are_ten_lines_and_a_count(exported, tmp_path, capsys):
    with open(exported/'archive.jsonl', 'a') as f: f.write('\n5\n[]\n{"id": 5}\n'*500)
    status, out, err = imported(exported, tmp_path, capsys)
    named = [line for line in err if line.startswith('line ')]
    assert status == 0 and out.startswith('3 pictures taken in, 2000 refused')
    assert len(named) == 10 and named[0] == 'line 4: no line that an export writes' and '1,990 more lines' in err[-1]
    assert 'Error' not in ''.join(err) and 'object' not in ''.join(err)

def test_what_was_here_already_is_counted_as_that(exported, tmp_path, capsys):
    table = exported/'archive.jsonl'
    table.write_text(table.read_text()*2)
    assert imported(exported, tmp_path, capsys)[1].startswith('3 pictures taken in, 0 refused; 3 are')
    assert imported(exported, tmp_path, capsys)[1].startswith('0 pictures taken in, 3 were here already, 0 refused; 3 are')

def test_an_export_without_pictures_is_said_to_have_none(exported, tmp_path, capsys):
    (exported/'archive.jsonl').write_text('')
    status, _, err = imported(exported, tmp_path, capsys)
    assert status == 0 and 'without pictures' in err[-1]
