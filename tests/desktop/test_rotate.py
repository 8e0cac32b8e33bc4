"What a page has no room for: deaths between moves, edited and renamed files, a desktop that is not mounted, a command that fails"
import io, json, os, shutil, stat, tempfile
from datetime import datetime, timedelta
from pathlib import Path
from functools import cache
import numpy as np, pandas as pd, pytest
from hypothesis import given, settings, strategies as st
from PIL import Image
from wallpicker.archive.store import Archive
from wallpicker.archive.preview import kind_of
from wallpicker.picks.names import id_from_name
from wallpicker.site.verify import DownloadError
from wallpicker.taste.features import Features
from wallpicker.database import Database
from wallpicker.folders import Folders
from wallpicker.files import sha256
from wallpicker.labels.ledger import Ledger
from wallpicker.labels.scan import scan
from wallpicker.picks.deliver import Deliveries
from wallpicker.picks.queries import PickError
from wallpicker.picks.search import one_run
from wallpicker.desktop import rotate as ro, turns as tu, wall as de
from desktops import TALL, WIDE, Desktops
from wallpicker.desktop.wall import DesktopError, shares
from wallpicker.desktop.calendar import calendar, month
from wallpicker.desktop.changes import answer, detect, excuse, question
from wallpicker.desktop.reserve import prune, restore
from wallpicker.desktop.rotate import rotate
from wallpicker.desktop.hanging import wallpaper
from wallpicker.desktop.stock import Disk, RotateError, Stock
from wallpicker.desktop.turns import apart, half, next_turn
from wallpicker.archive.upkeep import check
from wallpicker.site.client import NotFound

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
    "A root with `n` picks and two of the owner's, copied from one that was made once"
    shutil.copytree(Path(template(n).name, 'root'), root)
    return Folders(root)

@cache
def template(n):
    folder = tempfile.TemporaryDirectory()
    f = Folders(Path(folder.name, 'root')).make()
    archive, way = Archive(f), Deliveries(f, Ledger(f))
    for i in range(n):
        archive.add(row(i), picture(i))
        way.deliver(row(i), dict(probability=.9), Site().original)
    for i in (90, 91): (f.desktop/f'mine {i}.jpg').write_bytes(picture(i))
    f.db.close()
    return folder

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
    ledger.say('wall01', 'ban')
    ledger.say('wall02', 'NO')
    for _ in range(8): assert not {'wall01', 'wall02'} & set(rotate(folders, show=4).show)
    assert path(folders, 'wall01').parent.name == 'reserve'

def test_renamed_and_edited(folders):
    path(folders, 'wall01').rename(folders.desktop/'beach.jpg')
    p = path(folders, 'wall02')
    p.write_bytes(picture(2, light=.9))
    edited = p.read_bytes()
    r = rotate(folders, show=0)
    assert (folders.desktop/'beach.jpg').exists() and p.read_bytes() == edited and r.heard.edited == ['wall02']
    assert r.heard.removed == [] and r.own == 4 and r.reserve == 5 and Stock(folders).ours().renamed['wall01']
    scan(folders, Archive(folders), Ledger(folders))
    assert not set(Ledger(folders).labels().index) & {f'wall{i:02d}' for i in range(7)}

def test_thrown_away_and_back(folders):
    p = path(folders, 'wall03')
    data = p.read_bytes()
    p.unlink()
    assert detect(folders).removed == ['wall03'] and detect(folders).removed == []
    t = Ledger(folders).table().loc['wall03']
    assert t.removed and t.label is None
    assert 'wall03' not in rotate(folders, show=100).show
    (folders.desktop/'from the bin.jpg').write_bytes(data)
    assert detect(folders).back == ['wall03'] and not Ledger(folders).table().removed['wall03']

def test_moved_to_deselected_is_a_no_and_not_removed(folders):
    p = path(folders, 'wall03')
    p.rename(folders.deselected/p.name)
    assert detect(folders).removed == []
    scan(folders, Archive(folders), Ledger(folders))
    assert Ledger(folders).labels()['wall03'] == 'NO' and detect(folders).removed == []

def test_not_mounted(folders):
    folders.desktop.rename(folders.root/'elsewhere')
    folders.desktop.mkdir()
    for call in (detect, rotate):
        with pytest.raises(RotateError, match='mounted'): call(folders)
    assert not Ledger(folders).table().removed.any()
    assert len(detect(folders, sure=True).removed) == 7

def unmount(f):
    far = f.desktop.rename(f.root/'far')
    f.desktop.mkdir()
    return far

def mount(f, far):
    shutil.rmtree(f.desktop)
    far.rename(f.desktop)

def test_not_mounted_with_a_reserve(folders):
    rotate(folders, show=5)
    far, reserve = unmount(folders), tree(folders, 'reserve')
    for call in (detect, rotate, lambda f: rotate(f, show=7)):
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
    for call in (detect, rotate):
        with pytest.raises(RotateError, match='all 5 picks'): call(folders)
    shutil.move(path(folders, 'wall50'), far)
    mount(folders, far)
    assert rotate(folders, show=5).heard.removed == []

def test_not_mounted_in_the_middle_of_a_rotation(tmp_path):
    f = made(tmp_path/'Wallpapers', 6)
    rotate(f, show=3)
    with pytest.MonkeyPatch.context() as m:
        def boom(*_): raise Boom
        m.setattr(Stock, '_move', boom)
        with pytest.raises(Boom): rotate(f, show=3)
    assert f.db.one('select count(*) as n from rotate_move where done = 0')['n'] == 6
    far, reserve = unmount(f), tree(f, 'reserve')
    for call in (detect, rotate):
        with pytest.raises(RotateError, match='all 3 picks'): call(f)
    assert tree(f, 'reserve') == reserve and not tree(f, 'desktop')
    mount(f, far)
    assert rotate(f, show=3).finished and not Ledger(f).table().removed.any()

def test_two_of_two_are_heard(folders):
    shown = rotate(folders, show=2).show
    for id in shown: path(folders, id).unlink()
    assert sorted(detect(folders).removed) == sorted(shown)

def test_all_moved_to_deselected_needs_no_question(folders):
    rotate(folders, show=5)
    for p in [o for o in folders.desktop.iterdir() if not o.name.startswith('mine')]: p.rename(folders.deselected/p.name)
    assert detect(folders).removed == []
    scan(folders, Archive(folders), Ledger(folders))
    assert (Ledger(folders).labels() == 'NO').sum() == 5 and rotate(folders, show=5).heard.removed == []

def test_nobody_shows_less_than_nothing(folders):
    before = tree(folders)
    with pytest.raises(RotateError, match='show=-3'): rotate(folders, show=-3)
    assert tree(folders) == before

def test_restore(folders):
    path(folders, 'wall03').unlink()
    detect(folders)
    name = restore(folders, 'wall03', Site(), Site())
    assert (folders.desktop/name).read_bytes() == picture(3) and not Ledger(folders).table().removed['wall03']
    assert detect(folders).removed == []
    with pytest.raises(RotateError, match='is not gone'): restore(folders, 'wall03', Site(), Site())
    with pytest.raises(PickError, match="no picture 'nobody'"): restore(folders, 'nobody', Site(), Site())
    Archive(folders).add(row(50), picture(50))
    with pytest.raises(RotateError, match='wall50 was never picked'): restore(folders, 'wall50', Site(), Site())

def test_restore_by_any_name(folders):
    p = path(folders, 'wall03')
    p.unlink()
    detect(folders)
    assert id_from_name(restore(folders, p.name, Site(), Site())) == 'wall03'

def test_restored_is_said_when_it_is(folders):
    path(folders, 'wall03').unlink()
    detect(folders)
    class Down(Site):
        def original(self, row, path): raise DownloadError('no line')
    with pytest.raises(DownloadError): restore(folders, 'wall03', Site(), Down())
    assert list(Ledger(folders).history('wall03').verb) == ['picked', 'removed'] and Ledger(folders).table().removed['wall03']

@pytest.mark.parametrize('word', ['ban', 'NO'])
def test_a_refused_one_is_not_restored(folders, word):
    path(folders, 'wall03').unlink()
    detect(folders)
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
    folders.db.execute('pragma wal_checkpoint(truncate)')
    folders.db.close()
    all_files, own = sorted(tree(folders).values()), mine(folders)
    def copy(name):
        shutil.copytree(folders.root, tmp_path/name)
        return Folders(tmp_path/name)
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
        f.db.close()
        f = Folders(f.root)
        assert detect(f).removed == []
        begun = f.db.one('select max(number) as n from rotation')['n'] == 2
        if not begun: rotate(f, show=3)
        assert tree(f) == want and mine(f) == own, f'write {k}'
        f.db.close()
        shutil.rmtree(f.root)
    assert k > 8


# ---- light and dark, screens, look-alikes

def toned(tmp_path, n=8, **desktop):
    "Picks of which the even ones are dark, the odd ones light, all delivered"
    f = Folders(tmp_path/'Wallpapers').make()
    archive, way = Archive(f), Deliveries(f, Ledger(f))
    shape = lambda i: dict(dimension_x=1080, dimension_y=1920) if i % 4 > 1 else dict(dimension_x=1920, dimension_y=1080)
    for i in range(n):
        data = picture(i, light=.3 if i % 2 == 0 else 1)
        archive.add({**row(i), **shape(i)}, data)
        way.deliver(row(i), dict(probability=.5 + i/100), lambda r, path, data=data: path.write_bytes(data))
    if desktop: f.change('desktop', **desktop)
    return f

def number(id): return int(id[4:])

@pytest.mark.parametrize('hour,odd', [(12, 1), (23, 0), (7, 1), (19, 0)])
def test_light_by_day_and_dark_by_night(tmp_path, hour, odd):
    f = toned(tmp_path, tone='07:00-19:00')
    r = rotate(f, show=4, now=datetime(2026, 3, 1, hour))
    assert len(r.show) == 4 and {number(i) % 2 for i in r.show} == {odd} and r.tone == ('light' if odd else 'dark')

def test_each_set_has_rounds_of_its_own(tmp_path):
    f = toned(tmp_path, tone='07:00-19:00')
    seen = {12: [], 23: []}
    for day in range(1, 9):
        for hour in seen: seen[hour] += rotate(f, show=2, now=datetime(2026, 3, day, hour)).show
    for hour, ids in seen.items():
        assert all(len(set(ids[i:i+4])) == 4 for i in range(0, 16, 4)), 'nobody twice before everybody once'
        assert len(set(ids)) == 4

def test_the_theme_is_asked_for_and_its_failure_moves_nothing(tmp_path, monkeypatch):
    f, said = toned(tmp_path, tone='theme'), tmp_path/'theme'
    command(tmp_path, 'gsettings', f'cat {said}')
    monkeypatch.setenv('PATH', f'{tmp_path/"bin"}:{os.environ["PATH"]}')
    monkeypatch.setenv('XDG_CURRENT_DESKTOP', 'GNOME')
    before = tree(f)
    with pytest.raises(DesktopError, match='gsettings failed'): rotate(f, show=4)
    assert tree(f) == before and not f.db.query('select * from rotation')
    for word, odd in (("'prefer-dark'", 0), ("'default'", 1)):
        said.write_text(word)
        assert {number(i) % 2 for i in rotate(f, show=4).show} == {odd}

@pytest.mark.parametrize('said,tone', [('BreezeDark', 'dark'), ('Adwaita', 'light'), ('true', 'dark'), ('false', 'light'), ('AppsUseLightTheme REG_DWORD 0x0', 'dark'),
                                       ('AppsUseLightTheme REG_DWORD 0x1', 'light')])
def test_a_theme_is_understood(monkeypatch, said, tone):
    monkeypatch.setattr(de, 'call', lambda words, env: said)
    assert {de.is_dark({}, d) for d in de.THEMES} == {tone == 'dark'}

@given(st.dictionaries(st.text('abc', min_size=1), st.floats(0, 1), min_size=1))
def test_halves_cover_all_and_are_never_empty(light):
    s = pd.Series(light)
    a, b = half(s, 'light'), half(s, 'dark')
    assert len(a) and len(b) and {*a, *b} == {*s.index} and len(a) + len(b) - len(s) in (0, 1)
    assert s[a].min() >= s[b].max() or len({*a, *b}) < len(a) + len(b)

def test_each_screen_gets_its_share(tmp_path):
    f = toned(tmp_path, screens=['16x9', 'DP-2=9x16'])
    r = rotate(f, show=4)
    assert sorted(number(i) % 4 > 1 for i in r.show) == [False, False, True, True]
    for _ in range(3): assert len(rotate(f, show=4).show) == 4

def test_what_fits_no_screen_stays_in_reserve(tmp_path):
    f = toned(tmp_path, screens=['21x9'])
    assert rotate(f, show=4).show == [] and len(list(f.reserve.iterdir())) == 8

@pytest.mark.parametrize('bad', ['wide', '16:9', '0x9', 'x9', '16x', '='])
def test_no_screen(tmp_path, bad):
    f = toned(tmp_path, n=1, screens=[bad])
    with pytest.raises(DesktopError, match='is no screen'): rotate(f)

@given(st.lists(st.integers(0, 9), min_size=1, max_size=4), st.integers(0, 40))
def test_shares(sizes, n):
    out = shares(sizes, n)
    assert sum(out) == min(n, sum(sizes)) and all(0 <= a <= b for a, b in zip(out, sizes))
    open_ = [a for a, b in zip(out, sizes) if a < b]
    assert not open_ or max(out) - min(open_) <= 1

@given(st.integers(1, 30), st.integers(0, 30), st.integers(0, 99))
@settings(max_examples=30, deadline=None)
def test_apart_passes_nobody_over_for_ever(size, n, seed):
    rng = np.random.default_rng(seed)
    queue = [f'w{i}' for i in range(size)]
    out = apart(queue, [], n, pd.Series([rng.random(6) for _ in queue], queue))
    assert len(out) == min(n, size) == len(set(out))
    assert all(queue.index(i) < k + tu.AHEAD for k, i in enumerate(out))

def test_look_alikes_are_apart(tmp_path):
    f = Folders(tmp_path/'Wallpapers').make()
    archive, way = Archive(f), Deliveries(f, Ledger(f))
    for i in range(12):
        data = picture(i // 2, light=1 if i % 2 else .97)   # six pairs that look alike
        archive.add(row(i), data)
        way.deliver(row(i), {}, lambda r, path, data=data: path.write_bytes(data))
    rotate(f, show=0)
    pairs = lambda ids: len(ids) - len({number(i)//2 for i in ids})
    seen = [rotate(f, show=4, seed=s).show for s in range(3)]
    assert all(pairs(o) == 0 for o in seen[:2]), seen
    assert len({i for o in seen for i in o}) == 12


# ---- the wallpaper itself; only the desktop's command is a stand-in: a real script on PATH

def command(tmp_path, name, body):
    file = tmp_path/'bin'/name
    file.parent.mkdir(exist_ok=True)
    file.write_text(f'#!/bin/sh\n{body}\n')
    file.chmod(file.stat().st_mode | stat.S_IXUSR)

FIRST = dict(gnome='gsettings', kde='dbus-send', xfce='xfconf-query', sway='swaymsg', macos='osascript', lxqt='pcmanfm-qt', mate='gsettings',
             hyprpaper='hyprctl', swww='swww', feh='feh', windows='powershell')

@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    made = Desktops(tmp_path)
    monkeypatch.setenv('PATH', f'{made.bin}:{os.environ["PATH"]}')
    monkeypatch.setenv('HOME', str(made.kept))
    for name in ('XDG_CONFIG_HOME', 'DISPLAY', 'WAYLAND_DISPLAY'): monkeypatch.delenv(name, raising=False)
    made.install('cinnamon')
    yield made
    made.end()

@pytest.mark.parametrize('desktop', FIRST)
def test_state_moves_on_only_after_success(folders, stand_in, desktop, monkeypatch):
    folders.change('desktop', command=desktop)
    stand_in.install(desktop)
    first = wallpaper(folders)
    assert len(first) == (2 if desktop in ('macos', 'windows') else 1) == len(set(first.values())), 'all are wide; two do not tell their shape'
    said = stand_in.said.read_text()
    assert all((folders.desktop/o).exists() and o in said for o in first.values())
    def remembered(): return {r['screen']: r['file'] for r in folders.db.query('select * from rotate_wall')}
    for broken in (stand_in.fails, stand_in.deaf):
        broken.touch()
        with monkeypatch.context() as short, pytest.raises(DesktopError, match=f'{FIRST[desktop]} failed with 1|names no screen|said nothing against it'):
            short.setattr('wallpicker.desktop.setter.PATIENCE', .3)   # what is deaf stays so
            wallpaper(folders)
        assert remembered() == first
        broken.unlink()
    second = wallpaper(folders)
    assert second.keys() == first.keys() and not set(second.values()) & set(first.values())

def test_all_hang_once_before_any_hangs_twice(folders, stand_in):
    folders.change('desktop', command='cinnamon')
    hung = [wallpaper(folders)[''] for _ in range(18)]
    assert len(set(hung[:9])) == len(set(hung[9:])) == 9 and hung[:9] == hung[9:], 'seven picks and two of the owner'

def test_the_right_picture_on_each_screen(tmp_path, stand_in):
    f = toned(tmp_path, screens=[f'{WIDE}=16x9', f'{TALL}=9x16'], command='sway')
    stand_in.install('sway')
    hung = wallpaper(f)
    tall = {k: number(id_from_name(v)) % 4 > 1 for k, v in hung.items()}
    assert tall == {WIDE: False, TALL: True}

def test_one_picture_where_the_command_names_no_screen(tmp_path, stand_in):
    f = toned(tmp_path, screens=['16x9', '9x16'], command='gnome')
    stand_in.install('gnome')
    assert list(wallpaper(f)) == ['']

def test_a_screen_that_nothing_fits_is_named_and_the_other_is_set(tmp_path, stand_in):
    f = toned(tmp_path, screens=['21x9', '9x16'], command='sh -c "" {screen} {file}')
    hung = wallpaper(f)
    assert list(hung) == [''] and len(hung.notes) == 1 and 'fits the screen of 2.33:1' in hung.notes[0]
    f.change('desktop', screens=[], command='sway')
    stand_in.install('sway')
    f.change('rules', least='')
    for path in [o for o in f.desktop.iterdir() if number(id_from_name(o.name)) % 4 > 1]: path.unlink()
    hung = wallpaper(f)
    assert list(hung) == [WIDE] and f'fits the screen {TALL}' in hung.notes[0]

def test_a_screen_that_is_not_there_is_named(tmp_path, stand_in):
    f = toned(tmp_path, screens=['DP-9=16x9', f'{TALL}=9x16'], command='swww')
    stand_in.install('swww')
    hung = wallpaper(f)
    assert list(hung) == [TALL] and 'no screen DP-9 here' in hung.notes[0]
    with pytest.raises(RotateError, match="no screen 'DP-9'"): wallpaper(f, screen='DP-9')

def test_nothing_fits(tmp_path, stand_in):
    f = toned(tmp_path, n=2, screens=['21x9'], command='cinnamon')
    with pytest.raises(RotateError, match='fits the screen'): wallpaper(f)

@pytest.mark.parametrize('name', ["Ann's", 'say "yes"', 'a\\b', '100% {file} $HOME'])
def test_awkward_paths_reach_the_desktop_whole(tmp_path, stand_in, name):
    f = made(tmp_path/name, 1)
    f.change('desktop', command='xfce')
    stand_in.install('xfce')
    hung = {str(f.desktop/o) for o in wallpaper(f).values()}
    assert {o.read_text() for o in stand_in.kept.glob('*last-image')} == hung

def test_what_hangs_is_not_taken_from_under_the_desktop(folders, stand_in):
    folders.change('desktop', command='cinnamon')
    rotate(folders, show=3)
    for _ in range(9):
        hung = wallpaper(folders)['']
        rotate(folders, show=3)
        assert (folders.desktop/hung).exists()

def test_a_banned_one_goes_even_from_the_wall(folders, stand_in):
    folders.change('desktop', command='cinnamon')
    rotate(folders, show=3)
    while not (id := id_from_name(hung := wallpaper(folders)[''])): pass
    Ledger(folders).say(id, 'ban')
    rotate(folders, show=3)
    assert not (folders.desktop/hung).exists()

def test_a_bare_environment_names_the_cause(folders, monkeypatch, tmp_path):
    for name in de.SESSION: monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv('XDG_RUNTIME_DIR', str(tmp_path))
    folders.change('desktop', command='auto')
    with pytest.raises(DesktopError, match='names no desktop that I know'): wallpaper(folders)
    assert ro.hung(Stock(folders)) == []

def test_a_command_that_hangs_is_given_up(monkeypatch):
    with pytest.raises(DesktopError, match='did not end'): de.call(['sleep', '30'], limit=.2)


# ---- prune and restore

def lows(f): return set(Stock(f).ours().query("place == 'reserve'").index)

@pytest.fixture
def full(folders):
    rotate(folders, show=0)
    (folders.reserve/'mine.jpg').write_bytes(picture(77))
    return folders

def test_the_least_sure_go_first_and_a_tenth_more(tmp_path):
    f = toned(tmp_path, n=20)
    rotate(f, show=0)
    f.change('reserve', most=10)
    would = prune(f, dry_run=True)
    assert len(list(f.reserve.iterdir())) == 20 and would.dry_run
    p = prune(f)
    assert p.ids == would.ids == [f'wall{i:02d}' for i in range(11)] and p.left == 9 and len(list(f.reserve.iterdir())) == 9
    assert prune(f).ids == []

def test_room_on_the_disk_is_a_quota_too(full):
    size = sum(o.stat().st_size for o in full.reserve.iterdir() if o.name != 'mine.jpg')
    full.change('reserve', megabytes=0)
    assert size > 0 and prune(full).left == 0
    assert [o.name for o in full.reserve.iterdir()] == ['mine.jpg']

def test_favourites_and_the_owners_own_are_never_pruned(full):
    Ledger(full).say('wall03', 'favourite')
    edited = path(full, 'wall04')
    edited.write_bytes(picture(4, light=.8))
    full.change('reserve', most=0)
    prune(full)
    assert sorted(o.name for o in full.reserve.iterdir()) == sorted(['mine.jpg', edited.name, path(full, 'wall03').name])

def test_refused_ones_go_before_all_others(full):
    Ledger(full).say('wall05', 'ban')
    full.change('reserve', most=6)
    assert prune(full).ids[0] == 'wall05'

def test_what_was_pruned_is_not_thrown_away_and_can_be_had_again(full):
    full.change('reserve', most=3)
    gone = prune(full).ids
    assert len(gone) == 5 and detect(full).removed == [] and not Ledger(full).table().removed.any()
    full.change('reserve', most=500)
    for id in gone:
        restore(full, id, Site(), Site())
        assert path(full, id).read_bytes() == picture(number(id))
    assert detect(full).removed == [] and set(Stock(full).ours().pruned) == {False}
    path(full, gone[0]).unlink()
    assert detect(full).removed == [gone[0]], 'the next time it is the owner again'

def test_the_ledger_alone_knows_what_was_pruned(full):
    full.change('reserve', most=3)
    gone = prune(full).ids
    full.db.close()
    for o in full.model.glob('wallpicker.db*'): o.unlink()
    f = Folders(full.root)
    assert set(Stock(f).ours().query('pruned').index) == set(gone) and detect(f).removed == []

def test_a_pruned_one_put_back_by_hand(full):
    full.change('reserve', most=3)
    gone = prune(full).ids[0]
    (full.desktop/'found in a backup.jpg').write_bytes(picture(number(gone)))
    assert detect(full).back == [gone] and path(full, gone).name == 'found in a backup.jpg'

def test_gone_from_the_site_as_well(full):
    class Bare(Site):
        def wallpaper(self, id): raise NotFound('no such wallpaper')
    full.change('reserve', most=3)
    trashed, gone = prune(full).ids[:2]
    assert trashed in restore(full, trashed, Bare(), Site()), 'from the trash'
    shutil.rmtree(full.trash)
    with pytest.raises(RotateError, match='its preview is all that is left'): restore(full, gone, Bare(), Site())
    assert Archive(full)[gone].width

def test_a_rotation_keeps_the_quota(folders):
    folders.change('reserve', most=3)
    r = rotate(folders, show=2)
    assert len(r.pruned) == 3 and r.reserve == 2 == len(list(folders.reserve.iterdir())) and '3 pruned' in r.summary

def test_death_at_every_write_of_pruning(full, tmp_path):
    full.change('reserve', most=3)
    full.db.execute('pragma wal_checkpoint(truncate)')
    full.db.close()
    def copy(name):
        shutil.copytree(full.root, tmp_path/name)
        return Folders(tmp_path/name)
    clean = copy('clean')
    prune(clean)
    want, k = tree(clean), 0
    while True:
        k, f, count = k + 1, copy(f'k{k}'), [0]
        with pytest.MonkeyPatch.context() as m:
            for owner, name in [(Database, 'execute'), (Database, 'many'), (os, 'replace'), (os, 'fsync'), (Path, 'unlink')]:
                def wrapped(*a, real=getattr(owner, name), **kw):
                    count[0] += 1
                    if count[0] == k: raise Boom
                    return real(*a, **kw)
                m.setattr(owner, name, wrapped)
            try: prune(f)
            except Boom: pass
        if count[0] < k: break
        f.db.close()
        f = Folders(f.root)
        assert detect(f).removed == []
        prune(f)
        assert tree(f) == want and not Ledger(f).table().removed.any(), f'write {k}'
        f.db.close()
        shutil.rmtree(f.root)
    assert k > 20


# ---- listening: undo, a sync's doing, the weekly question

def test_excused(folders):
    path(folders, 'wall03').unlink()
    assert detect(folders).removed == ['wall03']
    excuse(folders, 'wall03')
    assert detect(folders).removed == [] and not Ledger(folders).table().removed['wall03']
    with pytest.raises(RotateError, match='was not thrown away'): excuse(folders, 'wall03')
    restore(folders, 'wall03', Site(), Site())
    path(folders, 'wall03').unlink()
    assert detect(folders).removed == ['wall03'], 'an excuse is for one time'

@pytest.mark.parametrize('name', ['{stem}.sync-conflict-20261125-070000-ABCDEFG{suffix}', "{stem} (Ann's conflicted copy 2026-11-25){suffix}", '{stem} (conflict){suffix}'])
def test_a_conflict_copy_is_neither_a_pick_nor_a_deletion(folders, name):
    p = path(folders, 'wall03')
    data = p.read_bytes()
    copy = p.with_name(name.format(stem=p.stem, suffix=p.suffix))
    copy.write_bytes(data)
    heard = detect(folders)
    assert path(folders, 'wall03') == p and [o[0] for o in heard.left_out] == [f'Desktop/{copy.name}'] and 'a second version' in str(heard)
    p.unlink()
    assert detect(folders).removed == [], 'the sync kept the other one'
    rotate(folders, show=0)
    assert copy.read_bytes() == data and not Ledger(folders).table().removed.any()
    copy.unlink()
    assert detect(folders).removed == ['wall03']

def test_texts_and_folders_on_the_desktop_are_nobodys_business(folders):
    (folders.desktop/'notes.txt').write_text('buy milk')
    (folders.desktop/'Games').mkdir()
    assert detect(folders).left_out == [] and 'left out' not in rotate(folders, show=2).summary

def test_an_edited_conflict_copy_says_nothing(folders):
    p = path(folders, 'wall03')
    p.with_name(f'{p.stem}.sync-conflict-1{p.suffix}').write_bytes(picture(3, light=.5))
    heard = detect(folders)
    assert heard.edited == [] and path(folders, 'wall03') == p and Stock(folders).own() == sorted(folders.desktop.glob('mine*'))

@pytest.mark.parametrize('renamed', [False, True])
def test_a_placeholder_in_the_cloud_is_no_deletion(folders, renamed):
    p = path(folders, 'wall03')
    if renamed:
        p = p.rename(folders.desktop/'beach.jpg')
        detect(folders)
    p.unlink()
    p.with_name(f'.{p.name}.icloud').write_bytes(b'later')
    assert detect(folders).removed == []
    p.with_name(f'.{p.name}.icloud').unlink()
    p.touch()
    assert detect(folders).removed == [], 'an empty one that is not synced yet'
    p.unlink()
    assert detect(folders).removed == ['wall03']

def test_a_laptop_that_brings_back_what_was_rotated_away(folders):
    rotate(folders, show=3)
    o = path(folders, sorted(lows(folders))[0])
    (folders.desktop/o.name).write_bytes(o.read_bytes())   # the sync's other side had it still
    for _ in range(4): rotate(folders, show=3)
    assert not Ledger(folders).table().removed.any() and len(tree(folders)) == len(set(tree(folders).values())) == 9

def test_a_deletion_on_the_laptop_is_the_owners(folders):
    shown = rotate(folders, show=3).show
    path(folders, shown[0]).unlink()
    assert rotate(folders, show=3).heard.removed == [shown[0]]

def test_moved_to_deselected_is_heard_at_once_and_undone(folders):
    p = path(folders, 'wall03')
    p.rename(folders.deselected/p.name)
    heard = detect(folders)
    assert heard.no == ['wall03'] and Ledger(folders).labels()['wall03'] == 'NO' and '1 moved to deselected' in str(heard)
    Ledger(folders).undo()
    assert 'wall03' not in Ledger(folders).labels() and detect(folders).no == []

def test_the_weekly_question(folders):
    day = datetime(2026, 11, 1)
    assert question(folders, now=day) is None, 'nothing was on show yet'
    for i in range(6): rotate(folders, show=2, now=day + timedelta(i))
    Ledger(folders).say('wall00', 'YES')
    q = question(folders, n=3, now=day)
    assert len(q.ids) == 3 and 'wall00' not in q.ids and q.shown == sorted(q.shown, reverse=True) and q.sheet().width
    assert question(folders, now=day + timedelta(6)) is None
    assert not set(question(folders, n=9, now=day + timedelta(7)).ids) & set(q.ids)
    assert question(folders, now=day + timedelta(14)) is None, 'all were asked about'
    answer(folders, {q.ids[0]: 'favourite', q.ids[1]: 'NO'})
    t = Ledger(folders).table()
    assert t.favourite[q.ids[0]] and t.label[q.ids[1]] == 'NO'
    Ledger(folders).undo(2)
    assert set(Ledger(folders).labels().index) & set(q.ids) == set()

def test_a_clock_set_back_does_not_silence_the_question(folders):
    day = datetime(2036, 1, 1)
    for i in range(6): rotate(folders, show=2, now=day)
    assert question(folders, n=1, now=day) and question(folders, n=1, now=datetime(2026, 1, 1))

def test_a_month(folders):
    for d in range(1, 31): rotate(folders, show=4, now=datetime(2026, 11, d))
    assert month(folders, '2026-11').width == 700
    with pytest.raises(RotateError, match='nothing was on show in 2026-10'): month(folders, '2026-10')


# ---- previews of what was answered

def looked_at(f, *ids):
    "Pretend that some backbone has looked at these"
    Features(archive := Archive(f))
    f.db.many("insert or replace into features values ('some|key', ?, x'00', x'00')", [(archive.content(i),) for i in ids])

def kinds(f): return {i: kind_of(Archive(f).preview(i)) for i in Archive(f).ids() if i.startswith('wall')}

@pytest.fixture
def told(folders):
    "Five looked at and answered, one answered alone, one looked at alone"
    Ledger(folders).say_many([('wall00', 'NO', {}), ('wall01', 'YES', {}), ('wall02', 'ban', {}), ('wall03', 'favourite', {}), ('wall04', 'NO', {}), ('wall05', 'NO', {})])
    looked_at(folders, 'wall00', 'wall01', 'wall02', 'wall03', 'wall04', 'wall06')
    return folders

SMALL = {f'wall{i:02d}': 'webp' if i < 5 else 'jpeg' for i in range(7)}

def test_a_rotation_makes_answered_previews_smaller_whatever_the_answer(told):
    r = rotate(told, show=3)
    assert r.slim == 5 and '5 previews made smaller' in r.summary and json.loads(json.dumps(r.json()))['slim'] == 5 and kinds(told) == SMALL and check(Archive(told)) == {}
    again = rotate(told, show=3)
    assert again.slim == 0 and 'smaller' not in again.summary and kinds(told) == SMALL
    Ledger(told).say('wall06', 'YES')
    looked_at(told, 'wall05')
    assert rotate(told, show=3).slim == 2 and set(kinds(told).values()) == {'webp'}

def test_an_answer_taken_back_stays_slim(told):
    rotate(told, show=3)
    Ledger(told).undo(8)   # the owner's two own pictures were taken for a YES meanwhile
    assert not Ledger(told).labels().index.str.startswith('wall').any() and rotate(told, show=3).slim == 0 and kinds(told) == SMALL

def test_prune_makes_all_smaller_and_says_so(told):
    would = prune(told, dry_run=True)
    assert (would.slim, would.slim_bytes) == (5, 0) and '5 previews would be made smaller' in repr(would) and set(kinds(told).values()) == {'jpeg'}
    before = sum(Archive(told).frame().kept)
    p = prune(told)
    assert p.slim == 5 and p.slim_bytes == before - sum(Archive(told).frame().kept) > 0 and '5 previews made smaller' in repr(p) and kinds(told) == SMALL
    assert prune(told).slim == 0 and 'smaller' not in repr(prune(told))

def test_a_rotation_makes_only_some_smaller(told, monkeypatch):
    monkeypatch.setattr(ro, 'AT_ONCE', 2)
    assert [rotate(told, show=3).slim for _ in range(4)] == [2, 2, 1, 0]


# ---- how often the disk is read

def test_a_rotation_of_fifty_reads_the_disk_once(tmp_path, reads):
    f = made(tmp_path/'Wallpapers', 50)
    scan(f, Archive(f), Ledger(f))   # the archive has met the owner's pictures
    f.db.execute('drop table if exists rotate_hash')   # as in a root that never had it
    f.db.close()
    f = Folders(f.root)
    reads.again()
    for k in range(3):
        assert len(rotate(f, show=20).show) == 20
        assert {folder: n for (_, folder), n in reads.listed.items()} == dict(Desktop=1, reserve=1, deselected=1, storage=1), \
            'the four folders with pictures, each once'
        assert {name for name, _ in reads.listed} == {'listdir'}, 'none twice in two ways'
        assert max(reads.hashed.values(), default=0) == (k == 0) and len(reads.hashed) == 52*(k == 0), 'each once, then none'
        reads.again()

def test_pictures_new_to_the_archive_are_hashed_once(tmp_path, reads):
    f = made(tmp_path/'Wallpapers', 50)
    f.db.close()
    f = Folders(f.root)
    reads.again()
    rotate(f, show=20)
    assert len(reads.hashed) == 52 and set(reads.hashed.values()) == {1}
    reads.again()
    rotate(f, show=20)
    assert not reads.hashed

def test_what_changed_is_hashed_again_and_nothing_else(folders, reads):
    rotate(folders, show=7)
    p, q = (path(folders, o) for o in ('wall03', 'wall04'))
    time = p.stat().st_mtime_ns
    data = p.read_bytes()
    p.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))   # as long as it was, and a moment later
    os.utime(p, ns=(time, time + 1))
    reads.again()
    r = rotate(folders, show=0)
    assert set(reads.hashed) == {p.name} and r.heard.edited == ['wall03'] and p.exists() and not q.exists()

def test_the_disk_is_known_after_moves_without_another_look(folders):
    stock = Stock(folders)
    ours = stock.ours()
    stock.plan_moves(ours, ours.index[:3], 'reserve')
    stock.plan_moves(ours, ours.index[3:4], 'pruned')
    stock.make_moves()
    assert stock.disk.files == Disk.read(folders).files and len(stock.files('reserve')) == 3 and len(stock.files('desktop')) == 5

def test_before_a_deletion_the_content_is_read(folders, reads):
    "An edit that keeps size and time is not noticed before a move, which loses nothing, but is before a deletion"
    rotate(folders, show=0)
    p = path(folders, 'wall03')
    info, data = p.stat(), p.read_bytes()
    p.write_bytes(edited := data[:-1] + bytes([data[-1] ^ 1]))
    os.utime(p, ns=(info.st_atime_ns, info.st_mtime_ns))
    folders.change('reserve', most=0)
    prune(folders)
    assert p.read_bytes() == edited and [o.name for o in folders.reserve.iterdir()] == [p.name]

def test_what_goes_while_a_run_reads_the_disk_was_thrown_away(folders, monkeypatch):
    p, read = path(folders, 'wall03'), Disk.read.__func__
    def gone(cls, f):
        disk = read(cls, f)
        p.unlink(missing_ok=True)
        return disk
    monkeypatch.setattr(Disk, 'read', classmethod(gone))
    assert rotate(folders, show=7).heard.removed == ['wall03']

def test_pruning_frees_what_it_says_and_nothing_else(folders):
    "Bytes by what they are: only files of the reserve go, never a favourite or a file of the owner's there"
    rotate(folders, show=1)
    reserve = Stock(folders).ours().query("place == 'reserve'").index
    Ledger(folders).say(reserve[0], 'favourite')
    (folders.reserve/'holiday.jpg').write_bytes(picture(99))
    folders.change('reserve', most=3)
    def sizes():
        files = {p: p.stat().st_size for place in (folders.desktop, folders.reserve) for p in place.iterdir()}
        return files, int(Archive(folders).frame().kept.sum())
    (files, previews), would = sizes(), prune(folders, dry_run=True)
    assert would.ids and reserve[0] not in would.ids and sizes() == (files, previews)
    pruned = prune(folders)
    left, kept = sizes()
    gone = {p: size for p, size in files.items() if p not in left}
    assert pruned.ids == would.ids and sum(gone.values()) == pruned.bytes and previews - kept == pruned.slim_bytes
    assert {p.parent for p in gone} == {folders.reserve} and (folders.reserve/'holiday.jpg').exists()
    assert prune(folders).ids == [] and detect(folders).removed == []
    Ledger(folders).undo()   # the favourite
    for i in pruned.ids: assert list(Ledger(folders).history(i).verb) == ['picked', 'pruned']


def test_a_long_ledger_is_read_once_however_many_pictures_there_are(folders, monkeypatch):
    monkeypatch.setattr('wallpicker.labels.log.CACHED', 30)
    stock, reads = Stock(folders), []
    stock.ledger.say_many((f'w{n}', 'YES', {}) for n in range(60))
    stored = stock.ledger.stored
    monkeypatch.setattr(type(stock.ledger), 'stored', lambda self, *a: reads.append(a) or stored(*a))
    ours = stock.ours()
    assert len(ours) > 3 and reads.count(()) == 1, 'the picks are few, and are kept'
    stock.ledger.rows(), stock.ledger.rows()
    assert reads.count(()) == 3, 'all rows are not kept, nor is their memory'
