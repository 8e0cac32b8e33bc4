"What would spoil the page of chapter 14: deaths between moves, edited and renamed files, a desktop that is not mounted"
import io, json, os, shutil
from pathlib import Path
import numpy as np, pandas as pd, pytest
from hypothesis import given, settings, strategies as st
from PIL import Image
from wallpicker.archive import Archive
from wallpicker.categories import id_from_name
from wallpicker.download import DownloadError
from wallpicker.folders import Database, Folders, sha256
from wallpicker.labels import Ledger, scan
from wallpicker.pick import Deliveries, PickError, one_run
from wallpicker.rotate import RotateError, Stock, calendar, listen, next_turn, restore, rotate

def picture(n, size=(320, 180), light=1):
    im = Image.fromarray(np.random.default_rng(n).integers(0, 256, (5, 8, 3), np.uint8)).resize(size, Image.BICUBIC).point(lambda v: v*light)
    out = io.BytesIO()
    im.save(out, 'JPEG')
    return out.getvalue()

def row(n): return dict(id=f'wall{n:02d}', file_type='image/jpeg', tags=['night'], purity='sfw', category='general', dimension_x=320, dimension_y=180)

class Site:
    def wallpaper(self, id): return row(int(id[4:]))
    def original(self, row, path): path.write_bytes(picture(int(row['id'][4:])))

@pytest.fixture
def folders(tmp_path): return made(tmp_path/'Wallpapers')

def made(root, n=7):
    f = Folders(root).make()
    archive, way = Archive(f), Deliveries(f, Ledger(f))
    for i in range(n):
        archive.add(row(i), picture(i))
        way.deliver(row(i), dict(probability=.9), Site().original)
    for i in (90, 91): (f.desktop/f'mine {i}.jpg').write_bytes(picture(i))
    return f

def tree(f, *places): return {(p, o.name): sha256(o) for p in places or ('desktop', 'reserve') for o in getattr(f, p).iterdir()}
def mine(f): return {k: v for k, v in tree(f, 'desktop').items() if k[1].startswith('mine')}
def path(f, id): return Stock(f).ours().path[id]

def test_rotation(folders):
    before, own = tree(folders), mine(folders)
    r = rotate(folders, show=3)
    assert len(r.show) == 3 and r.reserve == 4 and r.own == 2 and '3 on show' in r.summary
    assert mine(folders) == own and sorted(before.values()) == sorted(tree(folders).values())
    assert json.loads(json.dumps(r.json()))['number'] == 1
    assert calendar(folders).width == 600
    assert list(Ledger(folders).table().removed.unique()) == [False]

def test_everybody_once_before_anybody_twice(folders):
    rotate(folders, show=3)
    seen = []
    for _ in range(14): seen += rotate(folders, show=2).show
    for i in range(0, 28, 7): assert len(set(seen[i:i+6])) >= 4
    assert set(pd.Series(seen).value_counts()) <= {3, 4, 5}

@given(st.integers(1, 12), st.integers(1, 14), st.integers(0, 5), st.integers(0, 1000))
@settings(max_examples=30, deadline=None)
def test_rounds(size, n, favourites, seed):
    ids = [f'w{i}' for i in range(size)]
    t = pd.DataFrame(dict(round=-1, streak=0, on=False, favourite=[i < favourites for i in range(size)]), index=ids)
    rng, now, rounds = np.random.default_rng(seed), 0, {}
    for _ in range(12):
        show = next_turn(t, n, now, rng)
        assert len(show) == min(n, size) and not show.index.duplicated().any()
        came = [i for i in show.index if not t.on[i]]
        for i in came:
            assert (i, show[i]) not in rounds, 'came twice in one round'
            rounds[i, show[i]] = True
        if show.max() > now: assert all(show.get(i, t['round'][i]) >= now for i in ids), 'a round ended before all had their turn'
        on = t.index.isin(show.index)
        t = t.assign(streak=np.where(on, t.streak + 1, 0), on=on, round=show.reindex(ids).fillna(t['round']).astype(int))
        now = max(now, show.max())

def test_same_seed_same_turns(tmp_path):
    a, b, c = (made(tmp_path/o) for o in 'abc')
    spin = lambda f, seed: [rotate(f, show=2, seed=seed).show for _ in range(4)]
    one = spin(a, 1)
    assert one == spin(b, 1) and one != spin(c, 2)

def test_new_ones_first(folders):
    rotate(folders, show=2)
    Archive(folders).add(row(50), picture(50))
    Deliveries(folders, Ledger(folders)).deliver(row(50), {}, Site().original)
    assert 'wall50' in rotate(folders, show=2).show

def test_more_shown_than_there_are(folders):
    assert len(rotate(folders, show=100).show) == 7 and rotate(folders, show=0).reserve == 7 and len(rotate(folders, show=100).show) == 7

def test_ban_and_no_leave_for_good(folders):
    ledger = Ledger(folders)
    ledger.say('wall01', 'ban'); ledger.say('wall02', 'NO')
    for _ in range(8): assert not {'wall01', 'wall02'} & set(rotate(folders, show=4).show)
    assert path(folders, 'wall01').parent.name == 'reserve'

def test_renamed_and_edited(folders):
    path(folders, 'wall01').rename(folders.desktop/'beach.jpg')
    p = path(folders, 'wall02'); p.write_bytes(picture(2, light=.9))
    edited = p.read_bytes()
    r = rotate(folders, show=0)
    assert (folders.reserve/'beach.jpg').exists() and p.read_bytes() == edited and r.heard.edited == ['wall02']
    assert r.heard.removed == [] and r.own == 3
    scan(folders, Archive(folders), Ledger(folders))
    assert not set(Ledger(folders).labels().index) & {f'wall{i:02d}' for i in range(7)}

def test_thrown_away_and_back(folders):
    p = path(folders, 'wall03'); data = p.read_bytes(); p.unlink()
    assert listen(folders).removed == ['wall03'] and listen(folders).removed == []
    t = Ledger(folders).table().loc['wall03']
    assert t.removed and t.label is None
    assert 'wall03' not in rotate(folders, show=100).show
    (folders.desktop/'from the bin.jpg').write_bytes(data)
    assert listen(folders).back == ['wall03'] and not Ledger(folders).table().removed['wall03']

def test_moved_to_deselected_is_a_no_and_not_removed(folders):
    p = path(folders, 'wall03'); p.rename(folders.deselected/p.name)
    assert listen(folders).removed == []
    scan(folders, Archive(folders), Ledger(folders))
    assert Ledger(folders).labels()['wall03'] == 'NO' and listen(folders).removed == []

def test_not_mounted(folders):
    folders.desktop.rename(folders.root/'elsewhere'); folders.desktop.mkdir()
    for call in (listen, rotate):
        with pytest.raises(RotateError, match='mounted'): call(folders)
    assert not Ledger(folders).table().removed.any()
    assert len(listen(folders, sure=True).removed) == 7

def unmount(f):
    far = f.desktop.rename(f.root/'far'); f.desktop.mkdir()
    return far

def mount(f, far): shutil.rmtree(f.desktop); far.rename(f.desktop)

def test_not_mounted_with_a_reserve(folders):
    rotate(folders, show=5)
    far, reserve = unmount(folders), tree(folders, 'reserve')
    for call in (listen, rotate, lambda f: rotate(f, show=7)):
        with pytest.raises(RotateError, match='all 5 picks.*mounted.*sure=True'): call(folders)
    assert tree(folders, 'reserve') == reserve and not tree(folders, 'desktop') and not Ledger(folders).table().removed.any()
    mount(folders, far)
    assert rotate(folders, show=5).heard.removed == []

def test_emptied_on_purpose(folders):
    shown = rotate(folders, show=5).show
    for id in shown: path(folders, id).unlink()
    assert len(mine(folders)) == 2
    with pytest.raises(RotateError, match='gone at once'): rotate(folders, show=2)
    r = rotate(folders, show=2, sure=True)
    assert sorted(r.heard.removed) == sorted(shown) and len(r.show) == 2 and not set(r.show) & set(shown)
    assert rotate(folders, show=2).heard.removed == []

def test_not_mounted_and_picked_into_the_mount_point(folders):
    rotate(folders, show=5)
    far = unmount(folders)
    Archive(folders).add(row(50), picture(50))
    Deliveries(folders, Ledger(folders)).deliver(row(50), {}, Site().original)
    for call in (listen, rotate):
        with pytest.raises(RotateError, match='all 5 picks'): call(folders)
    shutil.move(path(folders, 'wall50'), far); mount(folders, far)
    assert rotate(folders, show=5).heard.removed == []

def test_not_mounted_in_the_middle_of_a_rotation(tmp_path):
    f = made(tmp_path/'Wallpapers', 6)
    rotate(f, show=3)
    with pytest.MonkeyPatch.context() as m:
        def boom(*_): raise Boom
        m.setattr(Stock, '_carry', boom)
        with pytest.raises(Boom): rotate(f, show=3)
    assert f.db.one('select count(*) as n from rotate_move where done = 0')['n'] == 6
    far, reserve = unmount(f), tree(f, 'reserve')
    for call in (listen, rotate):
        with pytest.raises(RotateError, match='all 3 picks'): call(f)
    assert tree(f, 'reserve') == reserve and not tree(f, 'desktop')
    mount(f, far)
    assert rotate(f, show=3).finished and not Ledger(f).table().removed.any()

def test_two_of_two_are_heard(folders):
    shown = rotate(folders, show=2).show
    for id in shown: path(folders, id).unlink()
    assert sorted(listen(folders).removed) == sorted(shown)

def test_all_moved_to_deselected_needs_no_question(folders):
    rotate(folders, show=5)
    for p in [o for o in folders.desktop.iterdir() if not o.name.startswith('mine')]: p.rename(folders.deselected/p.name)
    assert listen(folders).removed == []
    scan(folders, Archive(folders), Ledger(folders))
    assert (Ledger(folders).labels() == 'NO').sum() == 5 and rotate(folders, show=5).heard.removed == []

def test_nobody_shows_less_than_nothing(folders):
    before = tree(folders)
    with pytest.raises(RotateError, match='show=-3'): rotate(folders, show=-3)
    assert tree(folders) == before

def test_restore(folders):
    path(folders, 'wall03').unlink(); listen(folders)
    name = restore(folders, 'wall03', Site(), Site())
    assert (folders.desktop/name).read_bytes() == picture(3) and not Ledger(folders).table().removed['wall03']
    assert listen(folders).removed == []
    with pytest.raises(RotateError, match='is not gone'): restore(folders, 'wall03', Site(), Site())
    with pytest.raises(PickError, match="no picture 'nobody'"): restore(folders, 'nobody', Site(), Site())
    Archive(folders).add(row(50), picture(50))
    with pytest.raises(RotateError, match='wall50 was never picked'): restore(folders, 'wall50', Site(), Site())

def test_restore_by_any_name(folders):
    p = path(folders, 'wall03'); p.unlink(); listen(folders)
    assert id_from_name(restore(folders, p.name, Site(), Site())) == 'wall03'

def test_restored_is_said_when_it_is(folders):
    path(folders, 'wall03').unlink(); listen(folders)
    class Down(Site):
        def original(self, row, path): raise DownloadError('no line')
    with pytest.raises(DownloadError): restore(folders, 'wall03', Site(), Down())
    assert list(Ledger(folders).history('wall03').verb) == ['picked', 'removed'] and Ledger(folders).table().removed['wall03']

@pytest.mark.parametrize('word', ['ban', 'NO'])
def test_a_refused_one_is_not_restored(folders, word):
    path(folders, 'wall03').unlink(); listen(folders)
    Ledger(folders).say('wall03', word)
    with pytest.raises(RotateError, match='you banned wall03 or said NO'): restore(folders, 'wall03', Site(), Site())
    assert 'restored' not in set(Ledger(folders).history('wall03').verb)
    Ledger(folders).undo()
    assert restore(folders, 'wall03', Site(), Site()) in [o.name for o in folders.desktop.iterdir()]

def test_a_name_taken_in_the_reserve(folders):
    p = path(folders, 'wall00')
    (folders.reserve/p.name).write_bytes(b'mine')
    r = rotate(folders, show=0)
    assert (folders.reserve/p.name).read_bytes() == b'mine' and r.show == ['wall00'] and 'is there already' in r.summary and path(folders, 'wall00').exists()

def test_another_run(folders):
    with one_run(folders):
        with pytest.raises(PickError, match='another run'): rotate(folders)

class Boom(BaseException): "As abrupt as a kill that still lets Python tell us"

def test_death_at_every_write(folders, tmp_path):
    rotate(folders, show=3)
    folders.db.execute('pragma wal_checkpoint(truncate)'); folders.db.close()
    all_files, own = sorted(tree(folders).values()), mine(folders)
    def copy(name): shutil.copytree(folders.root, tmp_path/name); return Folders(tmp_path/name)
    clean = copy('clean')
    rotate(clean, show=3)
    want, k = tree(clean), 0
    while True:
        k, f, count = k + 1, copy(f'k{k}'), [0]
        with pytest.MonkeyPatch.context() as m:
            for owner, name in [(Database, 'execute'), (Database, 'many'), (os, 'link'), (os, 'replace'), (Path, 'unlink')]:
                def wrapped(*a, real=getattr(owner, name), name=name, **kw):
                    count[0] += name != 'execute' or not a[1].lstrip().lower().startswith(('select', 'create', 'pragma', 'insert or replace into rotate_hash'))
                    if count[0] == k: raise Boom
                    return real(*a, **kw)
                m.setattr(owner, name, wrapped)
            try: rotate(f, show=3)
            except Boom: pass
        if count[0] < k: break
        assert set(tree(f).values()) == set(all_files), f'write {k}: a file is lost'
        f.db.close(); f = Folders(f.root)
        assert listen(f).removed == []
        begun = f.db.one('select max(number) as n from rotation')['n'] == 2
        if not begun: rotate(f, show=3)
        assert tree(f) == want and mine(f) == own, f'write {k}'
        f.db.close(); shutil.rmtree(f.root)
    assert k > 8
