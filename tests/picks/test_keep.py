"What must hold of pick and rotate whatever the disk, the crowd and the clock do: rows 13 to 17 and 27 of the table of faults. Model and site are stand-ins"
import errno, json, multiprocessing, os, shutil, sqlite3, threading, time
from datetime import datetime
from pathlib import Path
import numpy as np
import pytest
from PIL import Image
from wallpicker.desktop.calendar import calendar
from wallpicker.desktop.changes import detect
from wallpicker.desktop.reserve import prune
from wallpicker.archive.store import Archive
from wallpicker.database import Database
from wallpicker.folders import Folders
from wallpicker.files import FoldersError, WallpickerError, sha256
from wallpicker.labels.ledger import Ledger
from wallpicker.labels.scan import scan
from wallpicker.picks.deliver import Deliveries, publish
from wallpicker.desktop.rotate import rotate
from wallpicker.desktop.stock import Stock
from test_pick import Site, go, ids_on, picture, row, stand_ins   # noqa: F401, the fixture stands in for model and features
from test_rotate import Boom, made, tree

def fresh(root):
    "A folder with a picture of the owner, a model, and what is new already looked at"
    f = Folders(root).make()
    f.change('rules', least='1x1')
    f.taste.write_bytes(b'a model')
    (f.desktop/'holiday.jpg').write_bytes(picture(99, (640, 360)))
    return f

def whole(f, own):
    "I1 to I4 and I7: every picture decodes and is as recorded, no litter counts, the owner's are as they were"
    ledger = Ledger(f)
    recorded = {x['sha256'] for v, x in zip(ledger.rows().verb, ledger.rows().extra) if v == 'picked'}
    for place in (f.desktop, f.reserve):
        for o in place.iterdir():
            if o.name.startswith('.wallpicker-'): continue
            Image.open(o).load()
            assert o.name in own or sha256(o) in recorded, f'{o.name} is not what was recorded'
    assert {k: sha256(f.desktop/k) for k in own} == own
    assert 'said1' in {json.loads(o)['id'] for o in f.ledger.read_text().splitlines()} and ledger.labels()['said1'] == 'NO'   # I3
    assert {o.name for o in f.root.iterdir()} == {'wallpicker.toml', 'Desktop', 'model'}                           # I7
    return ledger

COMPLAINTS = [(errno.ENOSPC, 'SQLITE_FULL'), (errno.EIO, 'SQLITE_IOERR'), (errno.EROFS, 'SQLITE_READONLY'), (errno.EMFILE, 'SQLITE_CANTOPEN')]

def refusing(m, k, number, name):
    "From the k-th write on the disk refuses, as the system and SQLite say it"
    count = [0]
    def refuse(real, sql=False):
        def wrapped(*a, **kw):
            if not (sql and a[1].lstrip().lower().startswith(('select', 'create', 'pragma'))): count[0] += 1
            if count[0] < k: return real(*a, **kw)
            if not sql: raise OSError(number, os.strerror(number), str(a[0]))
            e = sqlite3.OperationalError(name)
            e.sqlite_errorname = name
            with a[0]._plainly(): raise e
        return wrapped
    for owner, what in [(os, 'link'), (os, 'replace'), (os, 'fsync')]: m.setattr(owner, what, refuse(getattr(owner, what)))
    for what in ('execute', 'many'): m.setattr(Database, what, refuse(getattr(Database, what), sql=True))
    return count

def at_every_write(start, act, want, tmp_path, number, name, own):
    "Let the disk refuse at each write in turn: one line, nothing lost; then it works again and ends as if nothing had been"
    k, step = 0, 1 if number == errno.ENOSPC else 5   # the others go the same ways, so fewer of them will do
    while True:
        k += step
        shutil.copytree(start.root, tmp_path/f'k{k}')
        f = Folders(tmp_path/f'k{k}')
        with pytest.MonkeyPatch.context() as m:
            count = refusing(m, k, number, name)
            try: act(f)
            except WallpickerError as e: assert str(e) and '\n' not in str(e)                                       # I5; any other error fails here
        if count[0] < k: break
        f.db.close()
        f = Folders(f.root)
        whole(f, own)
        act(f)
        assert want(f), f'refused at write {k}, and another end'                                                    # I6
        whole(f, own)
        assert not Ledger(f).table().removed.any()
        f.db.close()
        shutil.rmtree(f.root)
    return k

@pytest.mark.parametrize('number,name', COMPLAINTS, ids=[o[1] for o in COMPLAINTS])
def test_a_disk_that_refuses_a_pick(tmp_path, number, name):
    start = fresh(tmp_path/'start')
    site = Site([row(n) for n in range(40, 34, -1)])
    go(start, site, count=2, dry_run=True)
    Ledger(start).say('said1', 'NO')
    scan(start, Archive(start), Ledger(start))
    start.db.execute('pragma wal_checkpoint(truncate)')
    start.db.close()
    own = {'holiday.jpg': sha256(start.desktop/'holiday.jpg')}
    shutil.copytree(start.root, tmp_path/'clean')
    clean = Folders(tmp_path/'clean')
    go(clean, site, count=2)
    end = ids_on(clean), tree(clean)
    assert at_every_write(start, lambda f: go(f, site, count=2), lambda f: (ids_on(f), tree(f)) == end, tmp_path, number, name, own) > 12

@pytest.mark.parametrize('number,name', COMPLAINTS, ids=[o[1] for o in COMPLAINTS])
def test_a_disk_that_refuses_a_rotation(tmp_path, number, name):
    start = made(tmp_path/'start', 5)
    Ledger(start).say('said1', 'NO')
    rotate(start, show=2)
    start.change('reserve', most=2)
    start.db.execute('pragma wal_checkpoint(truncate)')
    start.db.close()
    own = {o.name: sha256(o) for o in start.desktop.glob('mine*')}
    def act(f): rotate(f, show=2)
    def want(f): return len(tree(f, 'desktop')) == 4 and len(tree(f, 'reserve')) <= 2
    assert at_every_write(start, act, want, tmp_path, number, name, own) > 12

def test_what_is_half_copied_to_another_disk_is_not_published(tmp_path, monkeypatch):
    a, b = tmp_path/'a.jpg', tmp_path/'b.jpg'
    a.write_bytes(picture(1))
    def no_links(*_): raise OSError(errno.EXDEV, 'Invalid cross-device link')
    monkeypatch.setattr(os, 'link', no_links)
    def full(*_): raise OSError(errno.ENOSPC, 'No space left on device')
    with monkeypatch.context() as m:
        m.setattr(os, 'fsync', full)
        with pytest.raises(FoldersError, match='No space'): publish(a, b)
    assert not b.exists() and sorted(os.listdir(tmp_path)) == ['a.jpg']
    publish(a, b)
    assert b.read_bytes() == a.read_bytes()


# ---- power: what is on the disk before the next step is taken

def test_a_move_reaches_the_disk_before_its_source_goes(tmp_path, monkeypatch):
    f = made(tmp_path/'Wallpapers', 3)
    order, fsync, unlink, execute = [], os.fsync, Path.unlink, Database.execute
    monkeypatch.setattr(os, 'fsync', lambda fd: (order.append(('sync', os.readlink(f'/proc/self/fd/{fd}'))), fsync(fd)))
    monkeypatch.setattr(Path, 'unlink', lambda self, *a, **k: (order.append(('unlink', str(self.parent))), unlink(self, *a, **k)))
    rotate(f, show=0)
    moves = [o for o in order if o[1] in (str(f.reserve), str(f.desktop))]
    assert moves == [('sync', str(f.reserve)), ('unlink', str(f.desktop))]*3

def test_a_pruned_one_is_said_before_it_goes(tmp_path, monkeypatch):
    f = made(tmp_path/'Wallpapers', 3)
    rotate(f, show=0)
    f.change('reserve', most=0)
    order, say, unlink = [], Ledger.say, Path.unlink
    monkeypatch.setattr(Ledger, 'say', lambda self, id, verb, **k: (order.append(verb), say(self, id, verb, **k))[1])
    monkeypatch.setattr(Path, 'unlink', lambda self, *a, **k: (order.append('unlink') if self.parent == f.reserve else None, unlink(self, *a, **k)))
    prune(f)
    assert order == ['pruned', 'unlink']*3

def test_a_delivery_is_noted_and_said_before_it_is_there(tmp_path, monkeypatch):
    f = fresh(tmp_path/'Wallpapers')
    order, say, link, execute = [], Ledger.say, os.link, Database.execute
    def noted(self, sql, *a):
        if 'pick_delivery values' in sql: order.append('noted')
        return execute(self, sql, *a)
    monkeypatch.setattr(Database, 'execute', noted)
    monkeypatch.setattr(Ledger, 'say', lambda self, id, verb, **k: (order.append(verb), say(self, id, verb, **k))[1])
    monkeypatch.setattr(os, 'link', lambda a, b: (order.append('there') if Path(b).parent == f.desktop else None, link(a, b)))
    Deliveries(f, Ledger(f)).deliver(row(1) | dict(tags=['night']), {}, lambda r, path: path.write_bytes(picture(1)))
    assert order == ['noted', 'picked', 'there']


# ---- killed between any two steps of a delivery

def test_stumps_of_killed_runs_go(tmp_path):
    f = made(tmp_path/'Wallpapers', 2)
    stumps = [o/'.wallpicker-1-ab.part' for o in (f.desktop, f.reserve)]
    for o in stumps: o.touch()
    detect(f)
    assert all(o.exists() for o in stumps), 'somebody may be writing them still'
    for o in stumps: os.utime(o, (0, 0))
    detect(f)
    assert not any(o.exists() for o in stumps)

def test_killed_pick_and_rotate_ten_times():
    "All eight invariants each time; soak/keep.py does it five hundred times"
    from soak.keep import kill_while_picking
    report = kill_while_picking(10)
    assert report.killed >= 5 and report.picked >= 10 and report.said == 20, str(report)

def on_its_way(root):
    "A tree in which a run died between the note of a delivery and its end, and the `Deliveries` that must see to it"
    f = fresh(root)
    way = Deliveries(f, Ledger(f))
    with pytest.MonkeyPatch.context() as m:
        def killed(*_): raise Boom
        m.setattr(Deliveries, '_finish', killed)
        with pytest.raises(Boom): way.deliver(row(1) | dict(tags=['night']), {}, lambda r, path: path.write_bytes(picture(1)))
    return f, way

def test_a_delivery_that_was_changed_on_its_way_is_dropped(tmp_path):
    f, way = on_its_way(tmp_path/'Wallpapers')
    [coming] = (f.model/'incoming').iterdir()
    coming.write_bytes(picture(1)[:-200])
    assert way.recover() == [] and not list((f.model/'incoming').iterdir()) and [o.name for o in f.desktop.iterdir()] == ['holiday.jpg']

@pytest.mark.parametrize('word', ['NO', 'ban'])
def test_a_delivery_refused_meanwhile_is_dropped(tmp_path, word):
    f, way = on_its_way(tmp_path/'Wallpapers')
    Ledger(f).say('wall01', word)
    assert way.recover() == [] and [o.name for o in f.desktop.iterdir()] == ['holiday.jpg']


# ---- ten at once, with labels being edited

FORK = multiprocessing.get_context('fork') if 'fork' in multiprocessing.get_all_start_methods() else None

class Counted(Site):
    "Says in a file what was fetched, since ten processes cannot share a list"
    def __init__(self, rows, log):
        super().__init__(rows)
        self.log = log
    def original(self, row, path):
        with open(self.log, 'a') as f: f.write(f'{row["id"]}\n')
        time.sleep(.02)
        return super().original(row, path)

def one_of_ten(n, root, site):
    f = Folders(root)
    if n < 8:
        go(f, site, count=1, day=f'2026-01-0{n + 1}', wait=120)
        rotate(f, show=3, wait=120)
    else:
        for i in range(20): Ledger(f).say(f'said{n}{i}', 'YES' if i % 2 else 'NO')

@pytest.mark.skipif(not FORK, reason='the stand-ins travel to other processes by fork')
def test_ten_at_once(tmp_path):
    f = fresh(tmp_path/'Wallpapers')
    Ledger(f).say('said1', 'NO')
    own = {'holiday.jpg': sha256(f.desktop/'holiday.jpg')}
    site = Counted([row(n) for n in range(50, 30, -1)], tmp_path/'fetched')
    f.db.close()
    ten = [FORK.Process(target=one_of_ten, args=(n, f.root, site)) for n in range(10)]
    for p in ten: p.start()
    for p in ten: p.join(180)
    assert [p.exitcode for p in ten] == [0]*10
    fetched, ledger = (tmp_path/'fetched').read_text().split(), whole(Folders(f.root), own)
    assert len(fetched) == len(set(fetched)) == 8 and sorted(ids_on(f)) == sorted(fetched)
    assert len(ledger.labels()) == 42 and not ledger.table().removed.any(), 'forty answers, one before, and the holiday picture'
    shown = Stock(Folders(f.root)).ours()
    assert shown.place.notna().all() and (shown.place == 'desktop').sum() <= 3 + 7


# ---- the clock

def test_the_order_of_rotations_is_by_number_and_not_by_the_clock(tmp_path):
    f = made(tmp_path/'Wallpapers', 4)
    rotate(f, show=0)
    seen = [rotate(f, show=2, now=datetime(2036 - k, 1, 1)).show for k in range(4)]
    assert {*seen[0], *seen[1]} == {*seen[2], *seen[3]} == {f'wall{i:02d}' for i in range(4)}
    assert calendar(f, last=4).width

def test_the_steady_clock_is_set_by_nobody(monkeypatch):
    from wallpicker.site.budget import steady
    before = steady()
    monkeypatch.setattr(time, 'time', lambda: 4e9)
    assert 0 <= steady() - before < 60

def test_deadlines_of_downloads_are_on_a_clock_that_nobody_sets():
    import inspect
    from wallpicker.site.download import Downloader
    assert inspect.signature(Downloader.__init__).parameters['clock'].default is time.monotonic

def test_a_year_back_and_ten_on_changes_no_wait_and_no_order(tmp_path, monkeypatch):
    f = fresh(tmp_path/'Wallpapers')
    site, real = Site([row(n) for n in range(50, 30, -1)]), time.time
    for k, jump in enumerate((0, -365*86400, 10*365*86400)):
        monkeypatch.setattr(time, 'time', lambda jump=jump: real() + jump)
        assert len(go(f, site, count=1, day=f'2026-01-0{k + 1}')) == 1
    numbers = [x['number'] for v, x in zip(Ledger(f).rows().verb, Ledger(f).rows().extra) if v == 'picked']
    assert numbers == [1, 2, 3] and not list(f.root.rglob('.wallpicker-*'))


# ---- a database that is locked or may not be written

def test_a_database_that_is_held_is_named(tmp_path, monkeypatch):
    f = made(tmp_path/'Wallpapers', 2)
    Stock(f)
    other = sqlite3.connect(f.dbfile, isolation_level=None)
    other.execute('begin immediate')
    f.db.con.execute('pragma busy_timeout=50')
    with pytest.raises(FoldersError, match='held by another program'): f.db.execute("insert into rotate_hash values ('a', 1, 2, 'b')")
    other.execute('rollback')
    other.close()
    assert rotate(f, show=1).show

def test_a_database_that_may_not_be_written_is_named(tmp_path):
    f = made(tmp_path/'Wallpapers', 2)
    f.db.con.execute('pragma query_only=1')
    with pytest.raises(FoldersError, match='may not be written'): rotate(f, show=1)
    f.db.close()
    assert rotate(f, show=1).show

def test_nothing_the_owner_said_is_in_the_database_alone(tmp_path):
    f = made(tmp_path/'Wallpapers', 2)
    Ledger(f).say('said1', 'NO')
    Ledger(f).say('wall00', 'favourite')
    f.db.close()
    for o in f.model.glob('wallpicker.db*'): o.write_bytes(b'\xff'*5000)
    with pytest.raises(FoldersError, match='move it away and start again'): rotate(f, show=1)
    for o in f.model.glob('wallpicker.db*'): o.unlink()
    f = Folders(f.root)
    assert Ledger(f).labels().to_dict() == dict(said1='NO', wall00='YES') and Stock(f).ours().favourite['wall00']
    assert len(rotate(f, show=1).show) == 1 and detect(f).removed == []


# ---- links, pipes and hard links, where files are moved

def test_links_and_pipes_are_neither_followed_nor_moved(tmp_path):
    f = made(tmp_path/'Wallpapers', 3)
    outside = tmp_path/'secret.jpg'
    outside.write_bytes(picture(60))
    p = Stock(f).ours().path['wall00']
    data = p.read_bytes()
    p.unlink()
    away = tmp_path/'away.jpg'
    away.write_bytes(data)
    p.symlink_to(away)
    (f.desktop/'loop.jpg').symlink_to(f.desktop/'loop.jpg')
    (f.desktop/'out.jpg').symlink_to(outside)
    (f.desktop/'up').symlink_to(f.root)
    os.mkfifo(f.desktop/'pipe.jpg')
    done = []
    t = threading.Thread(target=lambda: done.append(rotate(Folders(f.root), show=0)), daemon=True)
    t.start()
    t.join(30)
    assert done, 'a pipe that nobody writes into was opened'
    assert p.is_symlink() and away.read_bytes() == data and outside.exists() and (f.desktop/'pipe.jpg').exists()
    assert done[0].heard.removed == ['wall00'] or done[0].heard.removed == []
    assert {o.name for o in f.reserve.iterdir()} == {Stock(f).ours().file[i] for i in ('wall01', 'wall02')}


# ---- guards of other chapters that stand behind pick and rotate, and have no test of their own there

def test_a_full_disk_is_no_name_that_is_taken(tmp_path, monkeypatch):
    a, b = tmp_path/'a.jpg', tmp_path/'b.jpg'
    a.write_bytes(picture(1))
    def full(*_):
        b.write_bytes(b'of somebody else')
        raise OSError(errno.ENOSPC, 'No space left on device')
    monkeypatch.setattr(os, 'link', full)
    with pytest.raises(OSError, match='No space left'): publish(a, b)

def test_the_ledger_has_a_lock_of_its_own(tmp_path):
    "Two trees may share a file of labels and not the database: a merge on a laptop, say"
    from filelock import FileLock, Timeout
    f = Folders(tmp_path).make()
    ledger, other = Ledger(f), FileLock(f'{f.ledger}.lock', timeout=0)
    with ledger.locked():
        done = []
        t = threading.Thread(target=lambda: done.append(taken(other)))
        t.start()
        t.join()
    assert done == [Timeout]

def taken(lock):
    from filelock import Timeout
    try:
        with lock: return None
    except Timeout: return Timeout

def test_a_table_in_latin_1_is_read_as_such(tmp_path):
    from wallpicker.labels.spreadsheet import Import, read_table
    (tmp_path/'t.csv').write_bytes('fname,label\nDesktop/caf\u00e9.jpg,YES\n'.encode('latin-1'))
    report = Import()
    assert list(read_table(tmp_path/'t.csv', report)) == [(2, 'Desktop/caf\u00e9.jpg', 'YES')] and report.notes == ['not UTF-8: read as latin-1']

def test_favourites_and_edited_ones_lie_still(tmp_path):
    f = made(tmp_path/'Wallpapers', 4)
    p = Stock(f).ours().path['wall01']
    p.write_bytes(picture(1, (200, 100)))
    for k in range(4): rotate(f, show=2)
    assert p.exists() and not f.db.query("select * from rotate_move where id = 'wall01'")

def test_an_edit_between_the_note_and_the_move(tmp_path):
    f = made(tmp_path/'Wallpapers', 2)
    p, carry = Stock(f).ours().path['wall01'], Stock._move
    def edited(self, m):
        if m['id'] == 'wall01': p.write_bytes(picture(1, (200, 100)))
        carry(self, m)
    with pytest.MonkeyPatch.context() as m:
        m.setattr(Stock, '_move', edited)
        rotate(f, show=0)
    assert p.exists() and [o.name for o in f.reserve.iterdir()] == [Stock(f).ours().file['wall00']]

def test_what_is_not_downloaded_yet_is_told_apart(tmp_path):
    from wallpicker.labels.left_out import picture_files
    (tmp_path/'a.jpg').touch()
    (tmp_path/'.b.jpg.icloud').write_bytes(b'later')
    assert picture_files(tmp_path, tmp_path) == ([], [('.b.jpg.icloud', 'still in the cloud: it counts once it is downloaded'),
                                                      ('a.jpg', 'empty: not downloaded yet, or broken')])

def test_a_table_names_no_picture_outside(tmp_path):
    from wallpicker.labels.table import import_csv
    f = Folders(tmp_path/'Wallpapers').make()
    (tmp_path/'outside.jpg').write_bytes(picture(1))
    f.csv.write_text('fname,label\n../outside.jpg,YES\n')
    r = import_csv(f, Ledger(f), archive=Archive(f))
    assert r.said == [] and [line for line, _ in r.bad] == [2] and len(Archive(f)) == 0

def test_the_key_of_features_holds_network_recipe_and_colours(tmp_path):
    from wallpicker.taste.network import LITE0_SHA
    from wallpicker.taste.backbone import RECIPE
    from wallpicker.taste.features import Features
    key = Features(Archive(Folders(tmp_path).make())).key
    assert LITE0_SHA in key and RECIPE in key and key.endswith('|208+128|colours2')

def test_a_taste_looks_through_its_own_network(tmp_path, monkeypatch):
    import wallpicker.taste.model as ts
    class Net: key = 'another network'
    class Looked:
        def __init__(self, archive, net): self.backbone = net
        def __call__(self, ids): return np.array([1. if self.backbone.key == 'my own' else -1.]*len(ids))
    class Head:
        def logit(self, X): return X
    monkeypatch.setattr(ts, 'Features', Looked)
    mine = type('Mine', (), dict(key='my own'))
    taste = ts.Taste(Head(), dict(backbone=dict(key='my own')), mine)
    assert taste.scores(None, ['a'], Looked(None, Net))[0] > .5 and taste.scores(None, ['a'])[0] > .5

@pytest.mark.parametrize('yes,no,lacking', [(0, 0, '1 more YES and 1 more NO'), (1, 0, '1 more NO'), (0, 3, '1 more YES')])
def test_too_few_answers_are_named(yes, no, lacking):
    import numpy as np
    from wallpicker.taste.head import TasteError
    from wallpicker.taste.space import fit
    with pytest.raises(TasteError, match=f'{yes} YES and {no} NO are too few to learn a taste: say {lacking}'):
        fit(np.zeros((yes + no, 2606), np.float32), [True]*yes + [False]*no)

def test_answers_that_are_all_the_same_picture_teach_without_a_crash(tmp_path):
    import numpy as np
    from wallpicker.taste.space import fit
    head = fit(np.ones((6, 2606), np.float32), [True]*3 + [False]*3)
    assert np.isfinite(head.w).all() and np.isfinite(head.b)

def test_a_command_that_is_not_there_is_named():
    from wallpicker.desktop.wall import DesktopError, call
    with pytest.raises(DesktopError, match='there is no command no-such-setter here'): call(['no-such-setter'])

def test_nothing_is_picked_without_a_model(tmp_path, monkeypatch):
    import wallpicker.picks.score as SC
    from wallpicker.taste.model import Taste
    f = fresh(tmp_path/'Wallpapers')
    f.taste.unlink()
    monkeypatch.setattr(SC, 'Taste', Taste)   # the real one
    with pytest.raises(WallpickerError, match='no model yet.*wallpicker train'): go(f, Site([row(n) for n in range(40, 34, -1)]))
    assert [o.name for o in f.desktop.iterdir()] == ['holiday.jpg'] and ids_on(f) == []
