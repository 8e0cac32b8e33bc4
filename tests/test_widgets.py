"""Sessions, tapes and widgets without a browser"""
import itertools, subprocess, sys
import pytest
from hypothesis import given, settings, strategies as st
from wallpicker.folders import Folders
from wallpicker.labels import Ledger, LabelsError
from wallpicker.widgets import *

class Notebook:
    "A ledger in memory, for tests that make thousands of answers"
    def __init__(self): self.rows_ = []
    def say(self, id, verb, **extra): self.rows_.append([id, verb, True]); return len(self.rows_)
    def say_many(self, said): return [self.say(id, verb) for id, verb, _ in said]
    def take_back(self, *seqs):
        for s in seqs:
            assert self.rows_[s-1][2], 'taken back twice'
            self.rows_[s-1][2] = False
        return list(seqs)
    def rows(self): return Ledger.rows(self)
    def _read(self): return []
    def labels(self): return Ledger.labels(self)
    def table(self): return Ledger.table(self)
    @property
    def standing(self): return [(id, verb) for id, verb, stands in self.rows_ if stands]

@pytest.fixture
def ledger(tmp_path): return Ledger(Folders(tmp_path/'tree').make())

def ids(n): return [f'p{i}' for i in range(n)]
def jpeg(id): return b'jpeg of ' + id.encode()
def slow_clock(): return itertools.count(0, 5).__next__

@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.text('yns?', max_size=4)), max_size=30))
def test_the_tape_says_what_stands_in_it(edits):
    "Whatever is typed and deleted, and however the browser groups it, the answers that stand are the keys in the box"
    lab = Labeller(Notebook(), ids(200), jpeg)
    for cut, more in edits:
        text = lab.box.value
        lab.box.value = text[:len(text) - min(cut, len(text))] + more
    keys = [k for k in lab.box.value if k != '?']
    assert [v for _, v in lab.session.ledger.standing] == [KEYS[k] for k in keys]
    assert [i for i, _ in lab.session.ledger.standing] == ids(len(keys)) and lab.session.current == f'p{len(keys)}'

@settings(max_examples=60, deadline=None)
@given(st.text('ynsfblu', max_size=40), st.integers(0, 10))
def test_undo_by_key_and_then_deleting_never_takes_back_twice(text, cut):
    lab = Labeller(Notebook(), ids(100), jpeg)
    lab.box.value = text
    lab.box.value = text[:max(0, len(text) - cut)]
    stack = []
    for k in text: stack = stack[:-1] if k == 'u' else stack + [k]
    if not cut or not text: assert [v for _, v in lab.session.ledger.standing] == [KEYS[k] for k in stack]
    lab.session.undo(1000)
    assert lab.session.ledger.standing == [] and sorted(lab.session.left) == sorted(ids(100))

def test_two_hundred_keys_are_two_hundred_answers():
    lab = Labeller(Notebook(), ids(5000), jpeg)
    for n in range(200): lab.box.value += 'yn'[n % 2]
    assert len(lab.session.ledger.standing) == 200 and lab.session.counts()['left'] == 4800

def test_a_session_goes_on_where_the_last_one_stopped(ledger):
    s = Session(ledger, ids(6))
    for id, verb in zip(ids(4), ('YES', 'skip', 'NO', 'ban')): s.answer(id, verb)
    s.undo()
    fresh = Session(ledger, ids(6))
    assert fresh.left == ['p3', 'p4', 'p5', 'p1'] and fresh.counts()['left'] == 4
    assert fresh.undo(2) == ['p2', 'p1'] and fresh.current == 'p1'
    assert Session(ledger, ids(6), again=True).left == ids(6)

def test_a_stale_answer_is_ignored(ledger):
    s = Session(ledger, ids(2))
    assert s.answer('p1', 'YES') is None and s.answer('p0', 'YES') == 1 and s.answer('p0', 'NO') is None
    assert s.answer('p1', 'NO') == 2 and s.current is None and s.answer(None, 'YES') is None
    assert s.take_back(1) == 'p0' and s.take_back(1) is None and s.take_back(99) is None

def test_a_duplicate_in_the_queue_is_asked_once(ledger): assert Session(ledger, ['a', 'b', 'a']).left == ['a', 'b']

def test_the_order_is_asked_after_each_answer(ledger):
    seen = []
    s = Session(ledger, ids(4), order=lambda left: seen.append(list(left)) or left[::-1])
    s.answer(s.current, 'YES')
    assert seen == [['p0', 'p1', 'p2', 'p3'], ['p2', 'p1', 'p0']] and s.current == 'p0'

def test_buttons_and_double_clicks():
    now = [0.]
    lab = Labeller(Notebook(), ids(5), jpeg, clock=lambda: now[0])
    for t in (1, 1.1, 1.25, 2, 2.05): now[0] = t; lab.buttons['y'].click()
    assert lab.session.ledger.standing == [('p0', 'YES'), ('p1', 'YES')]
    now[0] = 2.1; lab.buttons['u'].click()
    assert lab.session.current == 'p1'

def test_designed_ends(ledger):
    assert 'Nothing to label' in Labeller(ledger, [], jpeg).end.value
    lab = Labeller(ledger, ['a', 'b'], jpeg, clock=slow_clock())
    lab.box.value = 'yn?<b>'
    assert 'All done' in lab.end.value and len(ledger.rows()) == 2
    def gone(id): raise KeyError(id)
    lab = Labeller(ledger, ['<x>', 'c'], gone)
    assert '&lt;x&gt;' in lab.end.value
    lab.box.value = 'yn'
    assert len(ledger.rows()) == 2

def test_a_full_disk_stays_on_the_picture(ledger, monkeypatch):
    lab = Labeller(ledger, ids(3), jpeg)
    def full(*args, **kw): raise LabelsError('model/ledger.jsonl: no room')
    with monkeypatch.context() as m:
        m.setattr(Ledger, 'say', full)
        lab.box.value = 'y'
    assert 'no room' in lab.foot.value and lab.session.current == 'p0'
    lab.box.value = 'yy'
    assert ledger.labels().to_dict() == dict(p0='YES') and 'no room' not in lab.foot.value
    lab.box.value = ''
    assert ledger.labels().empty, 'the key that was not kept takes nothing back'

def test_grid_pages(ledger):
    grid = Grid(ledger, ids(30), jpeg, clock=slow_clock())
    grid.cells.children[0].children[1].value = True
    accept, undo = grid.controls.children
    accept.click(); accept.click()   # the second click is on a button of the page before
    assert grid.pages.page == 1 and len(ledger.labels()) == 12 and (ledger.labels() == 'YES').sum() == 1
    grid.controls.children[0].click(); grid.controls.children[0].click()
    assert 'All done' in grid.head.value and len(ledger.labels()) == 30
    for _ in range(3): grid.controls.children[1].click()
    assert ledger.labels().empty and grid.cells.children[0].children[1].description == 'YES'
    assert 'Nothing to go over' in Grid(ledger, [], jpeg).head.value

def test_a_picture_that_cannot_be_shown_is_not_accepted(ledger):
    def some(id):
        if id == 'p1': raise KeyError(id)
        return jpeg(id)
    grid = Grid(ledger, ids(3), some, clock=slow_clock())
    grid.controls.children[0].click()
    assert set(ledger.labels().index) == {'p0', 'p2'}

def test_what_importing_brings_along():
    code = 'import sys, wallpicker.labels, wallpicker.widgets; print([m for m in ("torch", "fastai", "sklearn", "matplotlib") if m in sys.modules])'
    assert subprocess.run([sys.executable, '-c', code], capture_output=True, text=True).stdout.strip() == '[]'
