"What hangs now: next, previous and ban against a plain model; what a desktop shows; any name for a picture"
import io, os, random
from pathlib import Path
import numpy as np, pytest
from PIL import Image
from wallpicker.archive.store import Archive
from wallpicker.desktop import hanging as ha
from wallpicker.desktop.hanging import current, picture_of, previous, take_down, wallpaper
from wallpicker.desktop.rotate import rotate
from wallpicker.desktop.setters import SETTERS
from wallpicker.desktop.setter import Setter
from wallpicker.desktop.stock import RotateError, Stock
from wallpicker.desktop.wall import DesktopError, Screen
from wallpicker.folders import Folders
from wallpicker.labels.ledger import Ledger
from wallpicker.picks.deliver import Deliveries
from wallpicker.picks.queries import PickError

def picture(n, light=1.):
    im = Image.fromarray(np.random.default_rng(n).integers(0, 256, (5, 8, 3), np.uint8)).resize((320, 180), Image.BICUBIC).point(lambda v: v*light)
    out = io.BytesIO()
    im.save(out, 'JPEG')
    return out.getvalue()

def made(root, n=7, light=lambda i: 1.):
    f = Folders(root).make()
    archive, way = Archive(f), Deliveries(f, Ledger(f))
    for i in range(n):
        row = dict(id=f'wall{i:02d}', file_type='image/jpeg', tags=['night'], purity='sfw', category='general', dimension_x=320, dimension_y=180,
                   uploader='ann', source='https://example.org/photo', url=f'https://wallhaven.cc/w/wall{i:02d}')
        archive.add(row, picture(i, light(i)))
        way.deliver(row, dict(why='88 % likely', probability=.88), lambda r, path, i=i: path.write_bytes(picture(i, light(i))))
    for i in (90, 91): (f.desktop/f'mine {i}.jpg').write_bytes(picture(i))
    return f

@pytest.fixture
def folders(tmp_path): return made(tmp_path/'Wallpapers')

class Kept(Setter):
    "A desktop that keeps what it is told, with any number of screens"
    names, hangs = [''], {}
    def screens(self): return [Screen(o, 16/9 if o else None) for o in self.names]
    def hang(self, pictures): self.hangs.update(pictures)
    def shown(self): return dict(self.hangs)

@pytest.fixture
def kept(folders, monkeypatch):
    setter = type('Fresh', (Kept,), dict(hangs={}))
    monkeypatch.setitem(SETTERS, 'kept', setter)
    folders.change('desktop', command='kept')
    return setter

def ids(folders): return [o.id for o in current(folders)]


# ---- the model: a list of what hung, and where in it we are

class Model:
    def __init__(self, ids): self.may, self.hung, self.at = list(ids), [], -1
    def now(self): return self.hung[self.at]

    def step(self, way):
        at = self.at + way
        while 0 <= at < len(self.hung) and (self.hung[at] not in self.may or self.hung[at] == self.now()): at += way
        if 0 <= at < len(self.hung): self.at = at
        elif way < 0: return False
        else:
            last = {id: n for n, id in enumerate(self.hung)}
            self.hung.append(min(self.may, key=lambda id: last.get(id, -1)))
            self.at = len(self.hung) - 1
        return True

    def ban(self):
        self.may.remove(self.now())
        self.step(1)

def walk(folders, kept, steps, seed):
    "Random steps; after each, what hangs is what the model says"
    rng = random.Random(seed)
    model = Model(ha.may_hang(Stock(folders)).sort_values('path').index)
    for _ in range(steps):
        word = rng.choices(['next', 'previous', 'ban'], [7, 3, .15 if len(model.may) > 3 else 0])[0]
        if word == 'ban' and model.hung:
            id = picture_of(folders, 'current')
            Ledger(folders).say(id, 'ban')
            take_down(folders, [id])
            model.ban()
        elif word == 'previous':
            if not model.hung or not model.step(-1):
                with pytest.raises(RotateError, match='nothing that hung before'): previous(folders)
                continue
            previous(folders)
        else:
            wallpaper(folders)
            model.step(1)
        assert ids(folders) == [model.now()]
    return model

def no_repeats(model):
    "Between two times that a picture was hung anew, all others that may hang were"
    for a, id in enumerate(model.hung):
        again = model.hung.index(id, a + 1) if id in model.hung[a + 1:] else None
        if again is not None: assert set(model.may) - {id} <= set(model.hung[a + 1:again])

def test_random_steps_equal_a_plain_model(folders, kept):
    model = walk(folders, kept, 60, 3)
    no_repeats(model)
    assert len(model.hung) > 12

def test_next_on_one_screen_leaves_the_other(folders, kept):
    kept.names = ['A', 'B']
    first = wallpaper(folders)
    assert set(first) == {'A', 'B'} and len(set(first.values())) == 2
    second = wallpaper(folders, screen='B')
    assert list(second) == ['B'] and second['B'] not in first.values() and kept.hangs['A'].name == first['A']
    assert previous(folders, screen='B')['B'] == first['B']
    with pytest.raises(RotateError, match="no screen 'C', only A, B"): wallpaper(folders, screen='C')

def test_a_screen_that_was_unplugged_holds_nothing(folders, kept):
    kept.names = ['A', 'B']
    wallpaper(folders)
    kept.names = ['A']
    kept.hangs.pop('B')
    wallpaper(folders)
    assert [r['screen'] for r in ha.hung(Stock(folders))] == ['A']

def test_what_an_earlier_version_hung_is_current(folders):
    file = next(folders.desktop.glob('*wall03.jpg'))
    folders.db.tables('create table if not exists rotate_wall(number integer primary key, screen text, id text, file text);')
    folders.db.execute("insert into rotate_wall(screen, id, file) values ('', 'wall02', ?), ('', 'wall03', ?)", 'gone.jpg', file.name)
    folders.change('desktop', command='true {file}')
    assert ids(folders) == ['wall03']


# ---- a ban

def test_a_ban_takes_the_picture_down_at_once(folders, kept):
    id = ''
    while not id.startswith('wall'):
        wallpaper(folders)
        id, = ids(folders)
    file = kept.hangs['']
    Ledger(folders).say(id, 'ban')
    instead = take_down(folders, [id])
    assert kept.hangs[''].name == instead[''] != file.name and not file.exists() and (folders.reserve/file.name).exists()
    for _ in range(20): assert id not in ids(wallpaper(folders) and folders)
    with pytest.raises(RotateError): [previous(folders) and ids(folders) == [id] and pytest.fail('it came back') for _ in range(40)]
    assert not Ledger(folders).table().removed.any()

def test_a_banned_file_of_the_owners_stays_where_it_is(folders, kept):
    id = picture_of(folders, 'mine 90.jpg')
    while ids(folders) != [id] if kept.hangs else True: wallpaper(folders)
    Ledger(folders).say(id, 'ban')
    take_down(folders, [id])
    assert ids(folders) != [id] and (folders.desktop/'mine 90.jpg').exists()

def test_a_ban_of_what_does_not_hang_changes_nothing_on_the_wall(folders, kept):
    wallpaper(folders)
    before, now = dict(kept.hangs), ids(folders)
    id = next(o for o in ('wall05', 'wall06') if o not in now)
    Ledger(folders).say(id, 'ban')
    assert take_down(folders, [id]) is None and kept.hangs == before
    assert not list(folders.desktop.glob(f'*{id}.jpg'))

def test_a_ban_with_nothing_else_to_hang(folders, kept):
    for o in list(folders.desktop.iterdir())[1:]: o.unlink()
    rotate(folders, sure=True)
    wallpaper(folders)
    id, = ids(folders)
    Ledger(folders).say(id, 'ban')
    with pytest.raises(RotateError, match='fits the screen'): take_down(folders, [id])

def test_a_desktop_that_refuses_keeps_the_ban(folders, kept, monkeypatch):
    id = ''
    while not id.startswith('wall'):
        wallpaper(folders)
        id, = ids(folders)
    Ledger(folders).say(id, 'ban')
    def refuse(self, pictures): raise DesktopError('no display')
    monkeypatch.setattr(kept, 'hang', refuse)
    with pytest.raises(DesktopError, match='no display'): take_down(folders, [id])
    assert Ledger(folders).table().banned[id] and not list(folders.desktop.glob(f'*{id}.jpg'))


# ---- what hangs, and its names

def test_current_tells_what_the_desktop_shows(folders, kept, tmp_path):
    with pytest.raises(RotateError, match='nothing was hung yet'): current(folders)
    kept.hangs[''] = next(folders.desktop.glob('*wall03.jpg'))
    now, = current(folders)
    assert (now.id, now.uploader, now.source, now.why, now.page) == ('wall03', 'ann', 'https://example.org/photo', '88 % likely', 'https://wallhaven.cc/w/wall03')
    kept.hangs[''] = tmp_path/'elsewhere.jpg'
    assert current(folders)[0].id == '' and 'none of those' in str(current(folders)[0])
    with pytest.raises(PickError, match='none of the pictures that wallpicker knows'): picture_of(folders, 'current')
    kept.hangs[''] = folders.desktop/'mine 90.jpg'
    assert current(folders)[0].id.startswith('sha-') and 'your own' in str(current(folders)[0])

def test_current_where_the_desktop_cannot_be_asked(folders, kept, monkeypatch):
    wallpaper(folders)
    now = ids(folders)
    def refuse(self): raise DesktopError('no bus')
    monkeypatch.setattr(kept, 'shown', refuse)
    last, = current(folders)
    assert [last.id] == now and 'could not be asked: no bus' in str(last)

def test_current_on_two_screens(folders, kept):
    kept.names = ['DP-1', 'DP-2']
    wallpaper(folders)
    with pytest.raises(PickError, match='say current:DP-1 or current:DP-2'): picture_of(folders, 'current')
    with pytest.raises(PickError, match='say current:DP-1 or current:DP-2'): picture_of(folders, 'current:DP-3')
    assert {picture_of(folders, 'current:DP-1'), picture_of(folders, 'CURRENT:dp-2')} == set(ids(folders))

def test_names_of_a_picture(folders, monkeypatch):
    file = next(folders.desktop.glob('*wall03.jpg'))
    for name in ('wall03', 'WALL03', file.name, file.name.upper(), str(file), 'https://wallhaven.cc/w/wall03', 'HTTPS://WALLHAVEN.CC/W/WALL03/?x=1',
                 'https://whvn.cc/wall03', 'wallhaven.cc/w/wall03', 'https://w.wallhaven.cc/full/wa/wallhaven-wall03.jpg', 'https://th.wallhaven.cc/lg/wa/wall03.jpg',
                 'wallhaven-wall03.jpg', 'wallhaven-wall03'):
        assert picture_of(folders, name) == 'wall03', name
    file.rename(folders.desktop/'My Beach.jpg')
    monkeypatch.chdir(folders.desktop)
    for name in ('My Beach.jpg', 'my beach.JPG', './My Beach.jpg', str(folders.desktop/'My Beach.jpg')): assert picture_of(folders, name) == 'wall03'
    mine = picture_of(folders, 'mine 90.jpg')
    assert mine.startswith('sha-') and picture_of(folders, mine.upper()) == mine

@pytest.mark.parametrize('wrong,told', [('wall3', 'did you mean wall03'), ('mine 9.jpg', "no picture 'mine 9.jpg'"), ('nothing', 'use an id, or the name'),
                                        ('https://wallhaven.cc/w/wall99', "no picture 'https://wallhaven.cc/w/wall99'"), ('/nowhere/x.jpg', 'no picture'), ('', 'no picture')])
def test_a_name_of_nothing(folders, wrong, told):
    with pytest.raises(PickError, match=told): picture_of(folders, wrong)

def test_a_name_of_two_pictures(folders):
    for n, place in ((92, folders.desktop), (93, folders.storage)):
        (place/'same.jpg').write_bytes(picture(n))
        Archive(folders).add_file(place/'same.jpg')
    with pytest.raises(PickError, match='name of 2 pictures: say which by its path'): picture_of(folders, 'same.jpg')
    assert picture_of(folders, str(folders.desktop/'same.jpg')) != picture_of(folders, str(folders.storage/'same.jpg'))


# ---- light and dark, and the owner's command

def test_what_hangs_at_night_is_dark(tmp_path, monkeypatch):
    from datetime import datetime
    f = made(tmp_path/'Wallpapers', 6, light=lambda i: .2 if i < 2 else 1.)
    monkeypatch.setitem(SETTERS, 'kept', type('Fresh', (Kept,), dict(hangs={})))
    f.change('desktop', command='kept', tone='07:00-19:00', bound=.3)
    noon, night = ({wallpaper(f, now=datetime(2026, 3, 1, hour))[''].rpartition('-')[2] for _ in range(9)} for hour in (12, 23))
    assert night == {'wall00.jpg', 'wall01.jpg'} and len(noon) == 6 and not night & noon, 'the two of the owner are light ones'
    assert set(rotate(f, show=9, now=datetime(2026, 3, 1, 23)).show) == {'wall00', 'wall01'}
    f.change('desktop', bound=.01)
    with pytest.raises(RotateError, match='dark by the bound of 0.01'): wallpaper(f, now=datetime(2026, 3, 1, 23))

def test_a_command_after_each_change(folders, kept, tmp_path):
    said = tmp_path/'said'
    def after(words): folders.change('desktop', after=words)
    after(f'sh -c \'echo "$1" >> {said}\' sh {{file}}')
    hung = [wallpaper(folders)[''], previous(folders)[''] if False else wallpaper(folders)[''], previous(folders)['']]
    assert [Path(o).name for o in said.read_text().splitlines()] == hung
    kept.names = ['A', 'B']
    said.unlink()
    wallpaper(folders)
    assert len(said.read_text().splitlines()) == 1, 'one picture gives the colours'
    after(f'sh -c \'echo "$1 $2" >> {said}\' sh {{screen}} {{file}}')
    hung = wallpaper(folders)
    assert said.read_text().splitlines()[1:] == [f'{k} {folders.desktop/v}' for k, v in hung.items()]
    for wrong, told in (('no-such-command {file}', 'there is no command'), ('sh -c "exit 3"', 'failed with 3'), ('say "{file}', 'No closing quotation')):
        after(wrong)
        notes = wallpaper(folders).notes
        assert len(notes) == 1 and told in notes[0] and 'after' in notes[0]

def test_the_lock_screen_too(folders, kept, monkeypatch):
    folders.change('desktop', lock=True)
    hung = wallpaper(folders)
    assert len(hung) == 1 and 'lock = true' in hung.notes[0], 'it hangs, and one line says what could not be set'
    locked = []
    monkeypatch.setattr(kept, 'lock', lambda self, file: locked.append(file.name))
    assert wallpaper(folders).notes == [] and locked == [kept.hangs[''].name]

def test_a_path_below_the_root_from_any_folder(folders, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ('café.png', os.fsdecode(b'caf\xe9.png')):
        (folders.desktop/name).write_bytes(picture(50 + len(name)))
        assert picture_of(folders, f'Desktop/{name}') == picture_of(folders, name) == picture_of(folders, str(folders.desktop/name))
        (folders.desktop/name).unlink()
