"What would spoil the page of the demo: throwing away what somebody put into its folder"
import pytest

from wallpicker.simulated import DemoError, SimulatedOwner, fresh_folder, furnish, note_furniture
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
                                   'model/storage/holiday.jpg', 'model/reserve/holiday.jpg', 'holiday.jpg', 'thesis/chapter.odt'])
def test_what_somebody_put_there_stops_it(made, where):
    theirs = made.root/where
    theirs.parent.mkdir(parents=True, exist_ok=True)
    paint(plan(99), (64, 36)).save(theirs.with_suffix('.png'))
    theirs.with_suffix('.png').rename(theirs)
    before = {p: p.read_bytes() for p in made.root.rglob('*.jpg')}
    with pytest.raises(DemoError, match='was not made by the demo: move it'): fresh_folder(made.root)
    assert before == {p: p.read_bytes() for p in made.root.rglob('*.jpg')} and theirs.exists()
