"""The grid without a browser"""
import threading

import pytest
from notebook import click, ids, jpeg

from wallpicker.folders import Folders
from wallpicker.labels.grid import Grid
from wallpicker.labels.ledger import Ledger


@pytest.fixture
def ledger(tmp_path): return Ledger(Folders(tmp_path/'tree').make())


def head(grid): return grid.face.card['head']['done']
def pressed(grid): return [c['pressed'] for c in grid.face.card['cells']]
def mark(grid, *places, yes=True): click(grid, 'mark', ids=[grid.pages.shown[i] for i in places], yes=yes)


def test_grid_pages(ledger):
    grid = Grid(ledger, ids(30), jpeg)
    mark(grid, 0)
    here = grid.face.card['id']
    click(grid, 'accept')
    click(grid, 'accept', here)   # on the page before
    assert grid.pages.page == 1 and len(ledger.labels()) == 12 and (ledger.labels() == 'YES').sum() == 1
    assert 'gone' in grid.face.card['note']['text']
    grid.press('PageDown', 'Enter')
    assert 'last page' in head(grid) and '12 pictures were passed over' in head(grid)
    grid.press('PageUp', 'PageUp', 'Enter', 'PageDown')
    assert 'All done' in head(grid) and len(ledger.labels()) == 30
    for _ in range(3): grid.press('u')
    assert ledger.labels().empty and grid.face.card['cells'][0]['label'] == 'YES'
    assert 'Nothing to go over' in head(Grid(ledger, [], jpeg))


def test_marks_of_a_range_and_of_a_page_that_is_gone(ledger):
    grid = Grid(ledger, ids(30), jpeg)
    mark(grid, 2, 3, 4)
    assert pressed(grid) == [i in (2, 3, 4) for i in range(12)]
    mark(grid, 3, yes=False)
    click(grid, 'mark', ids=['p20', 'p99', 'p5'], yes=True)   # only p5 is on this page
    assert pressed(grid) == [i in (2, 4, 5) for i in range(12)] and grid.pages.marks.get('p20') is None
    click(grid, 'mark', 'another page', ids=['p6'], yes=True)
    assert not pressed(grid)[6] and ledger.rows().empty


def test_marks_survive_filters_and_pages(ledger):
    for id in ids(10): ledger.say(id, 'NO')
    think = lambda id: ((int(id[1:]) + .5)/60, 'taste-7')
    grid = Grid(ledger, ids(60), jpeg, think=think, filters=dict(kind=lambda id: 'even' if int(id[1:]) % 2 == 0 else None))
    mark(grid, 2)
    grid.press('PageDown')
    mark(grid, 3)
    assert grid.menus['model'].options == (('model: all', ''), ('model: NO (21)', 'NO'), ('model: YES (21)', 'YES'), ('model: unsure (18)', 'unsure'))
    grid.menus['model'].value = 'NO'
    grid.menus['kind'].value = 'even'
    assert grid.pages.shown == [f'p{i}' for i in range(0, 21, 2)] and pressed(grid) == [i == 1 for i in range(11)]
    assert grid.face.card['cells'][1]['words'] == 'you: NO · model: almost certainly NO'
    grid.press('Enter')
    labels = ledger.labels()
    assert labels['p2'] == 'YES' and labels['p20'] == 'NO' and len(ledger.rows()) == 10 + 1 + 6, 'what was said before is not said again'
    grid.menus['kind'].value = grid.menus['model'].value = ''
    assert grid.pages.only == {} and pressed(grid)[2] and grid.pages.mark('p15') == 'YES'
    grid.press('u')
    assert grid.menus['model'].value == 'NO' and grid.menus['kind'].value == 'even' and ledger.labels()['p2'] == 'NO'
    grid.menus['kind'].value = 'unknown'
    grid.menus['model'].value = 'unsure'
    assert all(int(id[1:]) % 2 for id in grid.pages.shown) and grid.pages.shown


def test_orders_and_sizes(ledger):
    grid = Grid(ledger, ids(30), jpeg, think=lambda id: None if id == 'p3' else (int(id[1:])/30, 'taste-7'), orders=dict(newest=lambda id: id))
    grid.order.value = 'likely first'
    assert grid.pages.shown[:3] == ['p29', 'p28', 'p27'] and grid.pages.chosen[-1] == 'p3'
    grid.press('Enter')
    grid.order.value = 'newest'
    assert grid.pages.shown[:3] == ['p0', 'p1', 'p10'] and grid.pages.page == 0
    grid.press('u')
    assert grid.order.value == 'likely first' and grid.pages.shown[0] == 'p29', 'undo brings the order back'
    assert ledger.labels().empty
    grid.columns.value = 6
    assert grid.face.card['columns'] == 6 and grid.pages.shown[0] == 'p29'


def test_filters_that_nothing_fits(ledger):
    grid = Grid(ledger, ids(4), jpeg, filters=dict(a=lambda id: id, b=lambda id: id))
    grid.menus['a'].value = 'p1'
    grid.menus['b'].value = 'p2'
    assert 'No picture fits' in head(grid) and not grid.face.card['cells']
    grid.press('Enter')
    assert ledger.rows().empty


def test_a_grid_makes_no_widgets_as_it_goes(ledger):
    from ipywidgets.widgets import widget
    grid = Grid(ledger, ids(60), jpeg)
    before = len(widget._instances)
    grid.press('PageDown', 'PageUp', 'Enter', 'u', 'PageDown')
    assert len(widget._instances) == before


def test_a_picture_that_cannot_be_shown_is_not_accepted(ledger):
    def some(id):
        if id == 'p1': raise KeyError(id)
        return jpeg(id)
    grid = Grid(ledger, ids(3), some)
    mark(grid, 1)
    grid.press('Enter')
    assert set(ledger.labels().index) == {'p0', 'p2'}


def test_a_page_that_cannot_be_kept_stays(ledger):
    grid = Grid(ledger, ids(30), jpeg)
    model = ledger.folders.model
    away = model.rename(model.with_name('elsewhere'))
    model.touch()
    grid.press('Enter')
    assert 'wallpicker init' in grid.face.card['note']['text'] and grid.pages.page == 0
    model.unlink()
    away.rename(model)
    grid.press('Enter')
    assert grid.pages.page == 1 and len(ledger.labels()) == 12 and not grid.face.card['note']['text']


def test_two_actions_in_two_threads_take_turns(ledger, monkeypatch):
    grid = Grid(ledger, ids(24), jpeg, size=12, propose=lambda id: 'YES')
    kept, on, say_many = threading.Event(), threading.Event(), ledger.say_many
    def slowly(said):
        seqs = say_many(said)
        kept.set()
        on.wait(5)   # the page stands in the ledger, and the grid does not know yet
        return seqs
    monkeypatch.setattr(ledger, 'say_many', slowly)
    accept, undo = (threading.Thread(target=click, args=(grid, does)) for does in ('accept', 'undo'))
    accept.start()
    kept.wait(5)
    undo.start()
    undo.join(.3)
    on.set()
    accept.join()
    undo.join()
    assert ledger.labels().empty and grid.pages.shown == ids(12)
