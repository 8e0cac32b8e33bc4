"What a look at everything finds: damage to the database, its pictures, the ledger and the models"
import sqlite3
from contextlib import closing
import numpy as np, pytest
from wallpicker.archive.store import Archive
from wallpicker.folders import Folders
from wallpicker.gallery.paint import paint, plan
from wallpicker.job.doctor import DEEP, examine, next_step
from wallpicker.labels.ledger import Ledger
from wallpicker.taste.backbone import backbone
from wallpicker.taste.features import COLOURS
from wallpicker.taste.file import to_onnx
from wallpicker.taste.head import Head
from wallpicker.taste.model import card_of

@pytest.fixture
def folders(tmp_path, monkeypatch):
    "Three pictures, three rows and a model that knows nothing"
    monkeypatch.setenv('WALLPICKER_STATE', str(tmp_path/'state'))
    monkeypatch.setenv('WALLHAVEN_URL', 'http://127.0.0.1:9/api/v1')
    monkeypatch.setattr('wallpicker.site.client.TRIES', 1)   # no site answers there, however often it is asked
    folders, net = Folders(tmp_path/'tree').make(), backbone()
    for n in range(3):
        paint(plan(n), (64, 36)).save(tmp_path/'x.png')
        Archive(folders).add(dict(id=f'wall{n:02d}'), (tmp_path/'x.png').read_bytes())
        Ledger(folders).say(f'wall{n:02d}', 'YES')
    head = Head(np.zeros(net.dim + len(COLOURS), np.float32), 0., 1., 0.)
    folders.taste.write_bytes(to_onnx(net.path, head, card_of([True, False], ['a', 'b'], net, None)))
    return folders

def deep(folders):
    found = {o.name: o for o in examine(folders, deep=True)}
    folders.db.close()
    return {name: found[name] for name in DEEP}, list(found.values())

def lose_from_index(path):
    "A row of pictures that an index does not know, as a crash on a drive that lies leaves it"
    with closing(sqlite3.connect(path)) as db:
        index = db.execute("select * from sqlite_master where type = 'index' and tbl_name = 'pictures' and sql is not null").fetchone()
        columns = [o[1] for o in db.execute('pragma table_info(pictures)')]
        db.execute('pragma writable_schema = on')
        db.execute("delete from sqlite_master where name = ?", index[1:2])
        db.commit()
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"insert into pictures ({','.join(columns)}) select {','.join(repr('lost') if o == 'id' else o for o in columns)} from pictures limit 1")
        db.execute('pragma writable_schema = on')
        db.execute('insert into sqlite_master values (?, ?, ?, ?, ?)', index)
        db.commit()

def cut(path): path.write_bytes(path.read_bytes()[:-1000])
def change_preview(path):
    with closing(sqlite3.connect(path)) as db, db: db.execute("update previews set data = 'x', mean = 7 where id = (select min(id) from previews)")
def number_for_a_print(path):
    with closing(sqlite3.connect(path)) as db, db: db.execute('update pictures set phash = 7')
def garble(path):
    with path.open('r+b') as f: f.write(b'of another program')

@pytest.mark.parametrize('harm, wrong, told', [
    (lose_from_index, ['database'], 'missing from index'), (change_preview, ['database'], '`wallpicker archive check --repair`'),
    (number_for_a_print, ['database'], '(3 such in all)'),
    (garble, ['database', 'ledger'], 'move it away'), (lambda path: cut(path.with_name('taste.onnx')), ['models'], 'taste'),
    (lambda path: (path.parent/'models'/'0001-aaaaaaaa.onnx').write_bytes(b'x'), ['models'], 'may be deleted')],
    ids=['index', 'preview', 'print', 'header', 'model', 'older model'])
def test_damage_is_named_with_what_to_do(folders, harm, wrong, told):
    found, _ = deep(folders)
    assert all(o.well for o in found.values()) and not set(DEEP) & {o.name for o in examine(folders)}
    folders.db.close()
    harm(folders.dbfile)
    found, every = deep(folders)
    assert [name for name, o in found.items() if not o.well] == wrong
    assert told in found[wrong[0]].text and '\n' not in str(found[wrong[0]])
    assert next_step(folders, [o for o in every if o.name in DEEP]).startswith(f'mend the {wrong[0]}')

def test_rows_that_the_database_has_lost_come_back(folders):
    folders.db.close()
    with closing(sqlite3.connect(folders.dbfile)) as db, db: db.execute('delete from ledger where seq > 1')
    found, _ = deep(folders)
    assert found['ledger'].well and found['ledger'].text.startswith('3 rows') and len(Ledger(folders).labels()) == 3
