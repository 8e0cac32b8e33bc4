"What would spoil the page of the demo: throwing away what somebody put into its folder"
import shutil

import pytest

from wallpicker.archive.store import Archive
from wallpicker.demo import demo
from wallpicker.files import sha256
from wallpicker.gallery.catalogue import GalleryError
from wallpicker.labels.ledger import Ledger
from wallpicker.picks.deliver import Deliveries
from wallpicker.simulated import DemoError, SimulatedOwner, fresh_folder, furnish, note_furniture, real_answers
from wallpicker.gallery.paint import paint, plan


@pytest.fixture
def made(tmp_path):
    "A demo's folder with a furnished desktop"
    folders = fresh_folder(tmp_path/'demo')
    note_furniture(folders, furnish(SimulatedOwner(0), folders, n=3, size=(96, 54)))
    return folders


def test_what_the_demo_made_is_made_anew(made):
    for name in ('picks.png', 'taste.png', 'families.png'): (made.root/name).touch()
    assert list(fresh_folder(made.root).desktop.iterdir()) == []


def test_a_demo_that_was_killed_while_it_furnished_is_made_anew(tmp_path):
    folders = fresh_folder(tmp_path/'demo')
    furnish(SimulatedOwner(0), folders, n=2, size=(96, 54))
    fresh_folder(folders.root)


@pytest.mark.parametrize('where', ['Desktop/holiday.jpg', 'Desktop/IMG_0001.jpg', 'Desktop/IMG_0041.jpg', 'Desktop/folder/holiday.jpg', 'model/deselected/holiday.jpg',
                                   'model/storage/holiday.jpg', 'model/reserve/holiday.jpg', 'holiday.jpg', 'thesis/chapter.odt',
                                   'model/holiday.jpg', 'model/notes.txt', 'model/train/YES/0000.jpg', 'model/incoming/holiday.jpg', 'model/trash/2026-01-01/holiday.jpg',
                                   'model/trash/holiday.jpg', 'model/models/0001-aaaaaaaa.onnx', 'model/downloaded.csv', 'model/wallpicker.db.old', 'model/mine/run.lock',
                                   'Desktop/wallpicker.db', 'Desktop/picks.png', 'model/IMG_0000.jpg'])
def test_what_somebody_put_there_stops_it(made, where):
    theirs = made.root/where
    theirs.parent.mkdir(parents=True, exist_ok=True)
    paint(plan(99), (64, 36)).save(theirs.with_suffix('.png'))
    theirs.with_suffix('.png').rename(theirs)
    before = {p: p.read_bytes() for p in made.root.rglob('*.jpg')}
    with pytest.raises(DemoError, match='was not made by the demo: move it'): fresh_folder(made.root)
    assert before == {p: p.read_bytes() for p in made.root.rglob('*.jpg')} and theirs.exists()


@pytest.mark.parametrize('where', ['picks.png', 'taste.png', 'wallpicker.toml', 'model/taste.onnx', 'Desktop/IMG_0000.jpg'])
def test_what_somebody_changed_stops_it(made, where):
    written = [made.root/o for o in ('picks.png', 'taste.png', 'model/taste.onnx')]
    for o in written: o.write_bytes(b'by the demo')
    note_furniture(made, [*made.desktop.iterdir(), *written, made.config_file])
    with (made.root/where).open('ab') as f: f.write(b'# by somebody')
    before = {p: p.read_bytes() for p in made.root.rglob('*') if p.is_file()}
    with pytest.raises(DemoError, match=f'{where} was not made by the demo'): fresh_folder(made.root)
    assert before == {p: p.read_bytes() for p in made.root.rglob('*') if p.is_file()}


def test_links_and_empty_folders_of_others_stop_it(made, tmp_path):
    (tmp_path/'photos').mkdir()
    (tmp_path/'photos'/'beach.jpg').touch()
    for name, make in (('model/photos', lambda o: o.symlink_to(tmp_path/'photos')), ('picks.png', lambda o: o.symlink_to(tmp_path/'photos'/'beach.jpg')),
                       ('Desktop/new', lambda o: o.mkdir())):
        make(made.root/name)
        with pytest.raises(DemoError, match=f'{name} was not made'): fresh_folder(made.root)
        (made.root/name).rmdir() if name == 'Desktop/new' else (made.root/name).unlink()
    made.desktop.rename(tmp_path/'moved')
    made.desktop.symlink_to(tmp_path/'moved')
    with pytest.raises(DemoError, match='Desktop was not made'): fresh_folder(made.root)
    assert (tmp_path/'photos'/'beach.jpg').exists() and list((tmp_path/'moved').iterdir())


def test_what_is_hidden_stays_and_the_rest_is_made_anew(made):
    hidden = [made.root/o for o in ('.git/config', 'Desktop/.DS_Store', 'model/storage/.thumbnails/x.png')]
    for o in hidden:
        o.parent.mkdir(exist_ok=True)
        o.write_text('theirs')
    fresh_folder(made.root)
    assert [o.read_text() for o in hidden] == ['theirs']*3 and [o.name for o in made.desktop.iterdir()] == ['.DS_Store']


def test_a_folder_of_an_earlier_version_is_made_anew(made):
    mark = made.root/'.simulated-owner'
    mark.write_text(mark.read_text().replace(' Desktop/', ' '))
    (made.root/'picks.png').touch()
    (made.model/'taste.onnx').touch()
    assert list(fresh_folder(made.root).desktop.iterdir()) == []


def test_picks_and_what_lies_in_the_trash_are_made_anew(made):
    data = paint(plan(7), (64, 36))
    def original(row, path): data.save(path, 'PNG')
    row = dict(id='wall01', file_type='image/png', tags=['sea'], purity='sfw', category='general', dimension_x=64, dimension_y=36)
    original(row, made.root.parent/'x.png')
    Archive(made).add(row, (made.root.parent/'x.png').read_bytes())
    Deliveries(made, Ledger(made)).deliver(row, dict(probability=.9), original)
    pick = next(made.desktop.glob('*.png'))
    (made.trash/'2026-01-01').mkdir()
    (made.trash/'2026-01-01'/pick.name).write_bytes(pick.read_bytes())
    (made.reserve/pick.name).write_bytes(pick.read_bytes())
    made.db.close()
    (copy := pick.with_name('copy.png')).write_bytes(pick.read_bytes())
    with pytest.raises(DemoError, match='copy.png'): fresh_folder(made.root)
    copy.unlink()
    assert [*fresh_folder(made.root).desktop.iterdir(), *made.trash.iterdir()] == []


def test_a_demo_is_made_anew_after_it_has_ended_and_wherever_it_was_stopped(tmp_path):
    root, stopped = tmp_path/'demo', []
    def say(line):
        stopped.append(tmp_path/f'stopped-{len(stopped)}')
        shutil.copytree(root, stopped[-1])
    demo(root, count=72, want=60, asked=36, picks=3, say=say)
    assert len(stopped) > 5
    for folder in (root, *stopped):
        fresh_folder(folder)
        assert sorted(o.name for o in folder.iterdir()) == ['.simulated-owner', 'Desktop', 'model', 'wallpicker.toml']


def test_what_a_person_says_in_a_demo_that_has_ended_stops_it(made):
    rows = [(f'sha-{n}', 'YES', dict(place='desktop', file=o.relative_to(made.root).as_posix(), sha256=sha256(o))) for n, o in enumerate(made.desktop.iterdir())]
    Ledger(made).say_many(rows)
    assert real_answers(made.root) == 0
    Ledger(made).say_many([('l8jezr', 'NO', dict(place='deselected', file='model/deselected/a.jpg', sha256='0'*64)), ('l8jezs', 'YES', dict(place='desktop', file='Desktop/b.jpg'))])
    with pytest.raises(DemoError, match='somebody real'): fresh_folder(made.root)
    assert real_answers(made.root) == 2


@pytest.mark.parametrize('wrong, why', [(dict(seed=-1), 'seed is -1'), (dict(count=5), 'count is 5'), (dict(count=float('nan')), 'count is nan')])
def test_numbers_that_make_no_demo(tmp_path, wrong, why):
    with pytest.raises(GalleryError, match=why): demo(tmp_path/'demo', **wrong)
    assert not (tmp_path/'demo').exists()
