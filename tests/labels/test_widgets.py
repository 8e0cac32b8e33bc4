"""Sessions, tapes and widgets without a browser"""
import itertools, subprocess, sys, threading, tracemalloc
from io import BytesIO
import ipywidgets as W, pandas as pd, pytest
from hypothesis import given, settings, strategies as st
from PIL import Image
from wallpicker.folders import Folders
from wallpicker.picks.words import own_words
from wallpicker.labels.rows import SAID
from wallpicker.labels.ledger import Ledger
from wallpicker.picks.naming import Namer, keys_for
from wallpicker.labels.widgets import *

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
    def rows(self):
        rows = [(i, id, verb, 'owner', {}) for i, (id, verb, stands) in enumerate(self.rows_, 1) if stands]
        return pd.DataFrame(rows, columns=['seq', 'id', 'verb', 'who', 'extra'])
    @property
    def standing(self): return [(id, verb) for id, verb, stands in self.rows_ if stands]

@pytest.fixture
def ledger(tmp_path): return Ledger(Folders(tmp_path/'tree').make())

def ids(n): return [f'p{i}' for i in range(n)]
def jpeg(id):
    "A small JPEG of a colour of its own"
    file = BytesIO()
    Image.new('RGB', (16, 9), tuple(id.encode()[-3:].rjust(3, b' '))).save(file, 'JPEG')
    return file.getvalue()
def slow_clock(): return itertools.count(0, 5).__next__

def press(lab, keys):
    "Keys one after the other at the end of the box, as a browser sends them"
    for key in keys: lab.box.value += key

def delete(lab, n=1):
    "The last characters of the box, one after the other"
    for _ in range(n): lab.box.value = lab.box.value[:-1]

@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.text('yns?', max_size=4)), max_size=30))
def test_the_tape_says_what_stands_in_it(edits):
    "Whatever is typed and deleted at its end, the answers that stand are the keys in the box"
    lab = Labeller(Notebook(), ids(200), jpeg)
    for cut, more in edits:
        delete(lab, min(cut, len(lab.box.value)))
        press(lab, more)
    keys = [k for k in lab.box.value if k != '?']
    assert [v for _, v in lab.session.ledger.standing] == [KEYS[k] for k in keys]
    assert [i for i, _ in lab.session.ledger.standing] == ids(len(keys)) and lab.session.current == f'p{len(keys)}'

@settings(max_examples=60, deadline=None)
@given(st.text('ynsfblu', max_size=40), st.integers(0, 10))
def test_undo_by_key_and_then_deleting_never_takes_back_twice(text, cut):
    lab = Labeller(Notebook(), ids(100), jpeg)
    press(lab, text)
    delete(lab, min(cut, len(text)))
    stack = []
    for k in text: stack = stack[:-1] if k == 'u' else stack + [k]
    if not cut or not text: assert [v for _, v in lab.session.ledger.standing] == [KEYS[k] for k in stack]
    lab.session.undo(1000)
    assert lab.session.ledger.standing == [] and sorted(lab.session.left) == sorted(ids(100))

class TextField:
    "What a text field of a browser does to what it holds; `at` and `to` are the ends of the selection"
    def __init__(self, lab): self.lab, self.text, self.at, self.to = lab, '', 0, 0
    def put(self, text):
        self.text = self.text[:self.at] + text + self.text[self.to:]
        self.at = self.to = self.at + len(text)
        self.lab.box.value = self.text
    def select(self, at, to=None): self.at, self.to = (at, at if to is None else to)
    def cut(self, at, to):
        self.select(at, to)
        self.put('')

ODD = {   # what was done to a box that holds ynynsn
    'a letter before the last one': lambda box: (box.select(5), box.put('y')),
    'a letter at the very beginning': lambda box: (box.select(0), box.put('n')),
    'all of it replaced by a letter': lambda box: (box.select(0, 6), box.put('y')),
    'the last letter replaced': lambda box: (box.select(5, 6), box.put('y')),
    'a letter taken from the middle': lambda box: box.cut(2, 3),
    'the first letter deleted': lambda box: box.cut(0, 1),
    'all of it deleted': lambda box: box.cut(0, 6),
    'the last two cut': lambda box: box.cut(4, 6),
    'five letters pasted at the end': lambda box: (box.select(6), box.put('yyyyy')),
    'letters pasted in the middle': lambda box: (box.select(3), box.put('fb')),
    'a letter dragged to the front': lambda box: (box.select(0, 6), box.put('nynyns')),
    'the text of another tab': lambda box: (box.select(0, 6), box.put('b')),
    'a word of the autocompletion': lambda box: (box.select(0, 6), box.put('yesterday')),
    'what an input method made of it': lambda box: (box.select(4, 6), box.put('山')),
}

@pytest.mark.parametrize('kind', [Labeller, Namer])
@pytest.mark.parametrize('what', ODD)
def test_only_one_letter_at_the_end_of_the_box_is_a_key(kind, what):
    "Whatever else happens to the box says nothing and takes nothing back, says so, and the next key works"
    keys = dict(y='y', n='n', s='s') if kind is Labeller else dict(y='c', n=' ', s='d')
    lab = Labeller(Notebook(), ids(60), jpeg) if kind is Labeller else Namer(Notebook(), ids(60), jpeg, ['cosy', 'dark'])
    walk, box = (lab.session, TextField(lab)) if kind is Labeller else (lab.walk, TextField(lab))
    def state(): return list(walk.ledger.rows_), walk.current, set(getattr(walk, 'marks', ()))
    for key in 'ynynsn': box.put(keys[key])
    before = state()
    ODD[what](box)
    assert state() == before and 'nothing was changed' in lab.foot.value and 'End' in lab.foot.value
    box.select(len(box.text))
    for _ in box.text: box.cut(len(box.text) - 1, len(box.text))
    assert state() == before and (not what.startswith(('a letter t', 'five')) or 'nothing was taken back' in lab.foot.value)
    box.put(keys['y'])
    box.put(keys['n'])
    assert state() != before and 'nothing was' not in lab.foot.value
    for at in (1, 0): box.cut(at, at + 1)
    assert state()[1:] == before[1:] and walk.ledger.standing == [(id, verb) for id, verb, stands in before[0] if stands]

@settings(max_examples=150, deadline=None)
@given(st.lists(st.text('ynsfb', max_size=6), max_size=20))
def test_nothing_but_the_end_of_the_box_changes_a_label(texts):
    "Whatever the box holds next, answers and steps back are those of single letters at its end"
    lab, said = Labeller(Notebook(), ids(200), jpeg), []
    for old, new in zip(['', *texts], texts):
        rows = list(lab.session.ledger.rows_)
        lab.box.value = new
        if new[:-1] == old != new: said.append(lab.session.ledger.rows_[-1][:2])
        elif old[:-1] != new or not old: assert lab.session.ledger.rows_ == rows
        else: said = said[:len(lab.session.ledger.standing)]
        assert lab.session.ledger.standing == [tuple(o) for o in said]

def test_one_arrow_key_costs_no_label(ledger):
    "After an arrow key thirty letters in the middle of the box say nothing; End, and the answers go on"
    lab = Labeller(ledger, ids(60), jpeg)
    box = TextField(lab)
    for key in 'ynyny': box.put(key)
    before = ledger.labels().to_dict()
    box.select(4)
    for key in 'ynynynynynnnyyynynynynnyyynynn': box.put(key)
    assert set(ledger.labels().to_dict().items()) >= set(before.items()) and not ledger.rows().verb.eq('undo').any()
    said, box.at = len(ledger.labels()), len(box.text)
    box.select(len(box.text))
    box.put('n')
    assert len(ledger.labels()) == said + 1 and ledger.labels().iloc[-1] == 'NO'

def test_letters_that_the_browser_held_back_are_keys(ledger, monkeypatch):
    "While a key is being kept the browser holds back the next ones; what comes later, or was waited for long, was pasted or typed blindly"
    now, sent = [0.], [100.]
    monkeypatch.setattr('wallpicker.labels.widgets._sent', lambda: sent[0])
    lab = Labeller(ledger, ids(60), jpeg)
    lab.tape.clock = lambda: now[0]
    def comes(text, later, waited):
        now[0], sent[0] = now[0] + later, sent[0] + waited
        before = len(ledger.labels())
        lab.box.value += text
        return len(ledger.labels()) - before
    assert comes('y', 9, 9) == 1 and comes('nyn', .1, .2) == 3 and comes('yy', .4, 2.5) == 2
    assert comes('nnn', 2, 2) == 0, 'pasted two seconds later'
    assert comes('nnn', .1, .1) == 0, 'and once more at once'
    assert comes('y', 4, 4) == 1 and comes('yyy', .1, 10) == 0, 'the kernel stood still for ten seconds'
    assert comes('n', 4, 4) == 1 and ledger.labels().tolist() == ['YES', 'NO', 'YES', 'NO', 'YES', 'YES', 'YES', 'NO']

def test_a_key_that_fails_keeps_its_place_on_the_tape():
    "What breaks in the middle does not let a later Backspace take back another answer"
    back = []
    def press(key):
        if key == 'x': raise ZeroDivisionError
        return key
    tape = Tape(press, back.extend)
    for text in ('a', 'ab'): tape.read(text)
    with pytest.raises(ZeroDivisionError): tape.read('abx')
    for text in ('abxc', 'abx', 'ab', 'a'): assert tape.read(text) == ''
    assert back == ['c', 'b']

def test_two_hundred_keys_are_two_hundred_answers():
    lab = Labeller(Notebook(), ids(5000), jpeg)
    for n in range(200): lab.box.value += 'yn'[n % 2]
    assert len(lab.session.ledger.standing) == 200 and lab.session.counts()['left'] == 4800

def test_a_session_goes_on_where_the_last_one_stopped(ledger):
    s = Session(ledger, ids(6))
    for id, verb in zip(ids(4), ('YES', 'skip', 'NO', 'ban')): s.answer(id, verb)
    s.undo()
    fresh = Session(ledger, ids(6))
    assert list(fresh.left) == ['p3', 'p4', 'p5', 'p1'] and fresh.counts()['left'] == 4
    assert fresh.undo(2) == ['p2', 'p1'] and fresh.current == 'p1'
    assert list(Session(ledger, ids(6), again=True).left) == ids(6)

def test_a_stale_answer_is_ignored(ledger):
    s = Session(ledger, ids(2))
    assert s.answer('p1', 'YES') is None and s.answer('p0', 'YES') == 1 and s.answer('p0', 'NO') is None
    assert s.answer('p1', 'NO') == 2 and s.current is None and s.answer(None, 'YES') is None
    assert s.take_back(1) == ['p0'] and s.take_back(1) == [] and s.take_back(99) == []

def test_a_duplicate_in_the_queue_is_asked_once(ledger): assert list(Session(ledger, ['a', 'b', 'a']).left) == ['a', 'b']

def test_a_session_over_everything_that_was_labelled(ledger):
    "Without a queue, undo reaches what was labelled here, and not what the folders said"
    ledger.say('own', 'YES', place='desktop')
    Session(ledger, ids(2)).answer('p0', 'NO')
    s = Session(ledger)
    assert s.current is None and s.total == 1 and s.undo(9) == ['p0'] and s.current == 'p0'
    assert ledger.labels().to_dict() == dict(own='YES')

@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(['YES', 'NO', 'skip', 'ban']), st.integers(1, 4), st.just('again'))))
def test_counts_are_those_of_a_recount(steps):
    "Answers, steps back and new sessions: what is counted one by one is what counting all of it gives"
    book = Notebook()
    s = Session(book, ids(8))
    for step in steps:
        if step == 'again': s = Session(book, ids(8))
        elif isinstance(step, int): s.undo(step)
        else: s.answer(s.current, step)
        last = {id: verb for id, verb in book.standing if id not in s.left}
        assert s.counts() == {**{v: list(last.values()).count(v) for v in SAID}, 'left': len(s.left)}
        assert s.total == 8 and not set(last) & set(s.left)

class Fit:
    "A refill that stops where the test wants it to"
    def __init__(self, says): self.says, self.seen, self.go, self.begun = says, [], threading.Event(), threading.Semaphore(0)
    def __call__(self, answered):
        self.seen.append(dict(answered))
        self.begun.release()
        assert self.go.wait(20)
        return self.says(answered)

def test_nobody_waits_for_the_new_order(ledger):
    "Answers go on while it fits; it runs once more with all of them; the picture on show stays"
    fit = Fit(lambda answered: [f'p{i}' for i in (7, 6, 5, 4, 3, 2, 1, 0)])
    s = Session(ledger, ids(8))
    s.follow(fit)
    s.answer('p0', 'YES')
    assert fit.begun.acquire(timeout=20)
    for id in ('p1', 'p2', 'p3'): s.answer(id, 'NO')
    assert s.current == 'p4' and len(fit.seen) == 1
    fit.go.set()
    s.catch_up(wait=True)
    assert list(s.left) == ['p4', 'p7', 'p6', 'p5'] and len(fit.seen) == 2
    assert fit.seen == [dict(p0='YES'), dict(p0='YES', p1='NO', p2='NO', p3='NO')]

def test_an_undone_picture_is_asked_again_whatever_the_new_order_says(ledger):
    s = Session(ledger, ids(6))
    s.follow(lambda answered: ['p5'])
    s.answer('p0', 'NO')
    s.catch_up(wait=True)
    s.answer('p1', 'NO')
    s.catch_up(wait=True)
    assert s.undo(2) == ['p1', 'p0']
    s.catch_up(wait=True)
    assert list(s.left) == ['p0', 'p1', 'p5']
    for _ in range(3): s.answer(s.current, 'YES')
    assert ledger.labels().to_dict() == dict(p0='YES', p1='YES', p5='YES') and s.current is None

def test_a_queue_that_comes_from_nowhere_else(ledger):
    "Only a function: asked at once, asked again when the last picture is answered, done when it has nothing more"
    lab = Labeller(ledger, None, jpeg, refill=lambda answered: [f'p{i}' for i in range(len(answered), 4)][:2])
    press(lab, 'yyyyyy')
    assert ledger.labels().to_dict() == {id: 'YES' for id in ids(4)} and 'All done' in lab.end.value
    lab = Labeller(ledger, None, jpeg, refill=lambda answered: ['p9'])
    assert lab.session.current == 'p9' and lab.session.total == 5, 'goes on where the last one stopped'
    press(lab, 'uu')
    assert lab.session.current == 'p2'

def test_a_refill_that_fails_is_told_and_costs_no_answer(ledger):
    def broken(answered): raise ValueError('no features yet')
    with pytest.raises(ValueError, match='no features'): Labeller(ledger, None, jpeg, refill=broken)
    lab = Labeller(ledger, ids(4), jpeg, refill=broken)
    lab.box.value = 'y'
    lab.session.catch_up(wait=True)
    lab.box.value = 'yn'
    assert 'no features yet' in lab.foot.value and ledger.labels().tolist() == ['YES', 'NO'] and lab.session.current == 'p2'

def test_what_the_model_thought_is_kept_and_told_afterwards(ledger):
    def think(id):
        if id == 'p2': raise KeyError('no features')
        return None if id == 'p1' else (.25, 'taste-7')
    lab = Labeller(ledger, ids(5), jpeg, think=think)
    assert '%' not in lab.foot.value
    lab.box.value = 'y'
    assert 'had thought: NO, 75 %' in lab.foot.value
    lab.box.value = 'yy'
    assert '%' not in lab.foot.value
    press(lab, 'n')
    assert 'had no opinion of p2' in lab.foot.value
    press(lab, 'mn')
    extras = [{k: v for k, v in e.items() if k != 'via'} for e in ledger.rows().extra]
    assert extras == [dict(probability=.25, model='taste-7', led=False), {}, {}, dict(probability=.25, model='taste-7', led=True)]
    lab.box.value = 'yynmnm'
    assert 'the model thinks: NO, 75 %' in lab.foot.value and len(ledger.rows()) == 4

def cost_of_a_key(n, keys=40):
    "What a key costs with `n` pictures waiting: hashes of ids, bytes put on the wire, most memory taken up for a moment"
    class Id(str):
        hashed = 0
        def __hash__(self): Id.hashed += 1; return str.__hash__(self)
    lab, sent = Labeller(Notebook(), [Id(f'p{i:04d}') for i in range(n)], jpeg), []
    parts = [w for w in (lab.picture, lab.head, lab.foot, lab.end, lab.view)]
    for w in parts: w.observe(lambda change: sent.append(len(str(change['new']))))
    press(lab, 'ynu')   # what is made only once is made by now
    text, Id.hashed, peaks = lab.box.value, 0, []
    sent.clear()
    tracemalloc.start()
    for key in itertools.islice(itertools.cycle('ynsfubl'), keys):
        lab.ahead.pool.submit(int).result()   # the thread has fetched what it fetches, the memory is this key's own
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        lab.box.value = text = text + key
        peaks.append(tracemalloc.get_traced_memory()[1] - before)
    tracemalloc.stop()
    return Id.hashed/keys, sum(sent)/keys, sorted(peaks)[keys//2]

def test_a_key_costs_the_same_whatever_waits():
    few, many = cost_of_a_key(60), cost_of_a_key(6000)
    for a, b in zip(few, many): assert b < 1.2*a, (few, many)

def test_buttons_and_double_clicks():
    now = [0.]
    lab = Labeller(Notebook(), ids(5), jpeg, clock=lambda: now[0])
    for t in (1, 1.1, 1.25, 2, 2.05): now[0] = t; lab.buttons['y'].click()
    assert lab.session.ledger.standing == [('p0', 'YES'), ('p1', 'YES')]
    now[0] = 2.1; lab.buttons['u'].click()
    assert lab.session.current == 'p1'

def test_impatient_clicks_on_an_old_picture(monkeypatch):
    "Clicks that were made on a picture which is gone when they arrive: its buttons are those of the other bank"
    now = itertools.count(0, 1)
    lab = Labeller(Notebook(), ids(9), jpeg, clock=now.__next__)
    for _ in range(3):
        old = lab.buttons
        for key in 'ynf': old[key].click()
    assert lab.session.ledger.standing == [('p0', 'YES'), ('p1', 'YES'), ('p2', 'YES')]
    monkeypatch.setattr('wallpicker.labels.widgets._sent', lambda: 7.)   # by messages of a browser
    lab.box.value += 'n'
    old = lab.buttons
    lab.box.value += 'nn'   # two keys in one message: the click that follows was made before either was seen
    old['y'].click()
    assert [v for _, v in lab.session.ledger.standing[3:]] == ['NO', 'NO', 'NO']

def test_designed_ends(ledger):
    assert 'Nothing to label' in Labeller(ledger, [], jpeg).end.value
    lab = Labeller(ledger, ['a', 'b'], jpeg, clock=slow_clock())
    press(lab, 'yn?<b>')
    assert 'All done' in lab.end.value and len(ledger.rows()) == 2
    def gone(id): raise KeyError(id)
    lab = Labeller(ledger, ['<x>', 'c'], gone)
    assert '&lt;x&gt;' in lab.end.value
    press(lab, 'yn')
    assert len(ledger.rows()) == 2
    torn = Labeller(ledger, ['t'], lambda id: jpeg(id)[:150])
    torn.box.value = 'y'
    assert 'cut short' in torn.end.value and len(ledger.rows()) == 2
    torn.box.value = 'yb'
    assert ledger.table().banned.to_dict()['t']

def test_a_picture_that_could_not_be_shown_is_tried_again(ledger):
    trouble = [OSError('the cable'), OSError('the cable')]
    def preview(id):
        if trouble and id == 'p1': raise trouble.pop()
        return jpeg(id)
    lab = Labeller(ledger, ids(3), preview)
    lab.box.value = 'y'
    lab.ahead.pool.submit(int).result()
    assert 'the cable' in lab.end.value
    lab.box.value = 'yy'   # nobody saw it, so this only tries again
    assert lab.end.value == '' and lab.session.current == 'p1' and ledger.labels().to_dict() == dict(p0='YES')
    lab.box.value = 'yyn'
    assert ledger.labels()['p1'] == 'NO'

def test_a_broken_picture_between_two_keys_of_one_message(ledger):
    def some(id):
        if id == 'p1': raise KeyError(id)
        return jpeg(id)
    lab = Labeller(ledger, ids(4), some)
    press(lab, 'yyys')   # the second and the third key meet a picture that nobody saw
    assert ledger.labels().to_dict() == dict(p0='YES') and lab.session.current == 'p2'

def test_a_click_and_a_key_in_two_threads_take_turns(ledger, monkeypatch):
    lab = Labeller(ledger, ids(4), jpeg, clock=slow_clock())
    press(lab, 'yy')
    kept, back, take_back = threading.Event(), threading.Event(), ledger.take_back
    def slowly(*seqs):
        said = take_back(*seqs)
        kept.set()
        back.wait(5)   # it stands in the ledger, and the labeller does not know yet
        return said
    monkeypatch.setattr(ledger, 'take_back', slowly)
    click = threading.Thread(target=lab.click, args=('u', lab.bank))
    click.start()
    kept.wait(5)
    key = threading.Thread(target=setattr, args=(lab.box, 'value', 'yyn'))
    key.start()
    key.join(.3)
    back.set()
    click.join(); key.join()
    assert ledger.labels().to_dict() == dict(p0='YES', p1='NO')

def test_two_clicks_under_the_grid_in_two_threads_take_turns(ledger, monkeypatch):
    grid = Grid(ledger, ids(24), jpeg, size=12, propose=lambda id: 'YES', clock=slow_clock())
    kept, on, say_many = threading.Event(), threading.Event(), ledger.say_many
    def slowly(said):
        seqs = say_many(said)
        kept.set()
        on.wait(5)   # the page stands in the ledger, and the grid does not know yet
        return seqs
    monkeypatch.setattr(ledger, 'say_many', slowly)
    accept, undo = (threading.Thread(target=grid.buttons[name].click) for name in ('accept page', 'undo page'))
    accept.start()
    kept.wait(5)
    undo.start()
    undo.join(.3)
    on.set()
    accept.join(); undo.join()
    assert ledger.labels().empty and grid.pages.shown == ids(12)

def test_a_folder_that_cannot_be_written_stays_on_the_picture(ledger):
    lab, model = Labeller(ledger, ids(3), jpeg), ledger.folders.model
    away = model.rename(model.with_name('elsewhere'))
    model.touch()   # a file where the folder was
    lab.box.value = 'y'
    assert 'wallpicker init' in lab.foot.value and lab.session.current == 'p0'
    model.unlink()
    away.rename(model)
    lab.box.value = 'yy'
    assert ledger.labels().to_dict() == dict(p0='YES') and 'wallpicker init' not in lab.foot.value
    delete(lab, 2)
    assert ledger.labels().empty, 'the key that was not kept takes nothing back'

def toggles(grid): return [cell.children[0].children[1] for cell in grid.cells.children]

def test_grid_pages(ledger):
    grid = Grid(ledger, ids(30), jpeg, clock=slow_clock())
    toggles(grid)[0].value = True
    accept = grid.buttons['accept page']
    accept.click(); accept.click()   # the second click is on a button of the page before
    assert grid.pages.page == 1 and len(ledger.labels()) == 12 and (ledger.labels() == 'YES').sum() == 1
    grid.buttons['next ›'].click()
    grid.buttons['accept page'].click()
    assert 'last page' in grid.head.value and '12 pictures were passed over' in grid.head.value
    for _ in range(2): grid.buttons['‹ back'].click()
    grid.buttons['accept page'].click()
    grid.buttons['next ›'].click()
    assert 'All done' in grid.head.value and len(ledger.labels()) == 30
    for _ in range(3): grid.buttons['undo page'].click()
    assert ledger.labels().empty and toggles(grid)[0].description == 'YES'
    assert 'Nothing to go over' in Grid(ledger, [], jpeg).head.value

def test_a_double_click_accepts_one_page(ledger):
    now = [0.]
    grid = Grid(ledger, ids(40), jpeg, clock=lambda: now[0])
    for now[0] in (1, 1.2): grid.buttons['accept page'].click()
    assert grid.pages.page == 1 and len(ledger.labels()) == 12

def test_marks_survive_filters_and_pages(ledger):
    for id in ids(10): ledger.say(id, 'NO')
    think = lambda id: ((int(id[1:]) + .5)/60, 'taste-7')
    grid = Grid(ledger, ids(60), jpeg, think=think, filters=dict(kind=lambda id: 'even' if int(id[1:]) % 2 == 0 else None), clock=slow_clock())
    toggles(grid)[2].value = True
    grid.buttons['next ›'].click()
    toggles(grid)[3].value = True
    assert grid.menus['model'].options == (('model: all', ''), ('model: NO (21)', 'NO'), ('model: YES (21)', 'YES'), ('model: unsure (18)', 'unsure'))
    grid.menus['model'].value = 'NO'
    grid.menus['kind'].value = 'even'
    assert grid.pages.shown == [f'p{i}' for i in range(0, 21, 2)] and [b.value for b in toggles(grid)] == [i == 1 for i in range(11)]
    assert 'you: NO' in grid.cells.children[1].children[1].value and 'model: NO, 96 %' in grid.cells.children[1].children[1].value
    grid.buttons['accept page'].click()
    labels = ledger.labels()
    assert labels['p2'] == 'YES' and labels['p20'] == 'NO' and len(ledger.rows()) == 10 + 1 + 6, 'what was said before is not said again'
    grid.menus['kind'].value = grid.menus['model'].value = ''
    assert grid.pages.only == {}
    assert toggles(grid)[2].value and grid.pages.mark('p15') == 'YES'
    grid.buttons['undo page'].click()
    assert grid.menus['model'].value == 'NO' and grid.menus['kind'].value == 'even' and ledger.labels()['p2'] == 'NO'
    grid.menus['kind'].value = 'unknown'
    grid.menus['model'].value = 'unsure'
    assert all(int(id[1:]) % 2 for id in grid.pages.shown) and grid.pages.shown

def test_filters_that_nothing_fits(ledger):
    grid = Grid(ledger, ids(4), jpeg, filters=dict(a=lambda id: id, b=lambda id: id), clock=slow_clock())
    grid.menus['a'].value = 'p1'
    grid.menus['b'].value = 'p2'
    assert 'No picture fits' in grid.head.value and not grid.cells.children
    grid.buttons['accept page'].click()
    assert ledger.rows().empty

def test_a_grid_lets_go_of_the_pages_before(ledger):
    from ipywidgets.widgets import widget
    grid = Grid(ledger, ids(60), jpeg, clock=slow_clock())
    grid.buttons['next ›'].click()
    before = len(widget._instances)
    for name in ('next ›', '‹ back', 'accept page', 'undo page', 'next ›'): grid.buttons[name].click()
    assert len(widget._instances) == before

def test_a_picture_that_cannot_be_shown_is_not_accepted(ledger):
    def some(id):
        if id == 'p1': raise KeyError(id)
        return jpeg(id)
    grid = Grid(ledger, ids(3), some, clock=slow_clock())
    grid.buttons['accept page'].click()
    assert set(ledger.labels().index) == {'p0', 'p2'}

def test_a_page_that_cannot_be_kept_stays(ledger):
    grid = Grid(ledger, ids(30), jpeg, clock=slow_clock())
    model = ledger.folders.model
    away = model.rename(model.with_name('elsewhere'))
    model.touch()
    grid.buttons['accept page'].click()
    assert 'wallpicker init' in grid.head.value and grid.pages.page == 0
    model.unlink()
    away.rename(model)
    grid.buttons['accept page'].click()
    assert grid.pages.page == 1 and len(ledger.labels()) == 12 and 'wallpicker init' not in grid.head.value

@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.text('cd .,?', max_size=4)), max_size=30))
def test_the_tape_of_words_says_what_stands_in_it(edits):
    "Whatever is typed and deleted, what was kept and is marked is what one gets by typing the box once, into a new widget"
    def fresh(): return Namer(Notebook(), ids(60), jpeg, ['cosy', 'dark'])
    def state(n): return [(i, v) for i, v in n.walk.ledger.standing], {i: n.walk.known[i] for i, _ in n.walk.ledger.standing}, n.walk.current, n.walk.marks
    lab, plain = fresh(), [(cut, more.replace('.', '').replace(',', '')) for cut, more in edits]   # later and undo leave the tape behind, on purpose
    for cut, more in plain:
        delete(lab, min(cut, len(lab.box.value)))
        press(lab, more)
    again = fresh()
    press(again, lab.box.value)
    assert state(lab) == state(again)
    wild = fresh()
    for cut, more in edits:
        delete(wild, min(cut, len(wild.box.value)))
        press(wild, more)
    while wild.walk.undo(): pass
    assert not wild.walk.ledger.standing and sorted(wild.walk.left) == sorted(ids(60))

def test_words_are_kept_taken_back_and_gone_on_with(ledger):
    lab = Namer(ledger, ids(4), jpeg, ['cosy', 'Dark'])
    press(lab, 'cd c .')
    assert own_words(ledger) == dict(p0=['cosy', 'dark'], p1=['cosy']) and lab.walk.current == 'p3' and not len(ledger.labels())
    press(lab, '.')
    assert (lab.walk.current, [*lab.walk.left]) == ('p2', ['p2', 'p3'])
    press(lab, ',,')
    assert (lab.walk.current, lab.walk.marks, own_words(ledger)) == ('p0', {'cosy', 'dark'}, {})
    lab.box.value += ' '
    later = Namer(ledger, ids(4), jpeg)
    assert later.walk.words == ['cosy', 'dark'] and [*later.walk.left] == ['p1', 'p2', 'p3']
    over = Namer(ledger, ids(4), jpeg, again=True)
    assert over.walk.marks == {'cosy', 'dark'} and 'wp-on' in over.buttons['dark']._dom_classes
    press(over, 'd ')
    assert own_words(ledger) == dict(p0=['cosy'])
    delete(over, 2)
    assert own_words(ledger) == dict(p0=['cosy', 'dark']) and over.walk.marks == {'cosy', 'dark'}

def test_a_late_click_on_a_word_meets_nothing(ledger):
    lab = Namer(ledger, ids(3), jpeg, ['cosy', 'dark'], clock=slow_clock())
    cosy, keep, later = lab.buttons['cosy'], lab.go[' '], lab.go['.']
    keep.click(); cosy.click(); keep.click(); later.click()
    assert own_words(ledger) == dict(p0=[]) and lab.walk.current == 'p1' and not lab.walk.marks
    lab.more.value = 'ＣＡＬＭ'; lab.go[' '].click()
    assert own_words(ledger)['p1'] == ['calm'] and 'calm' in lab.buttons and lab.more.value == ''

def test_words_that_cannot_be_kept_stay_on_the_picture(ledger, monkeypatch):
    lab = Namer(ledger, ids(3), jpeg, ['cosy'])
    monkeypatch.setattr(Ledger, 'say_many', lambda *_, **__: (_ for _ in ()).throw(OSError(28, 'No space left on device')))
    press(lab, 'c ')
    assert 'No space left' in lab.note and (lab.walk.current, lab.walk.marks) == ('p0', {'cosy'})
    monkeypatch.undo()
    lab.box.value += ' '
    assert own_words(ledger) == dict(p0=['cosy'])

def test_a_picture_that_cannot_be_seen_is_not_named(ledger):
    def missing(id): raise FileNotFoundError('it is gone')
    lab = Namer(ledger, ids(2), missing, ['cosy'])
    press(lab, 'c ')
    assert own_words(ledger) == {} and lab.walk.marks == set() and lab.picture.layout.display == 'none' and 'it is gone' in lab.end.value
    lab.box.value += '.'
    assert lab.walk.current == 'p1'
    for queue, says in (([], 'Nothing to name'), (['p0'], 'All done')):
        lab = Namer(ledger, queue, jpeg); lab.box.value = ' '
        assert says in lab.end.value and '{' not in lab.end.value
    assert 'Nothing to name' in Namer(ledger, ['p0'], jpeg).end.value, 'gone through before'

@given(st.lists(st.text(min_size=1, max_size=6), max_size=60))
def test_each_word_has_a_key_of_its_own_and_keeps_it(words):
    words = list(dict.fromkeys(words))
    keys = keys_for(words)
    assert len(set(keys.values())) == len(keys) and all(len(k) == 1 and k not in ' .,' for k in keys.values())
    assert all(keys_for(words[:n]).items() <= keys.items() for n in range(len(words)))

def test_what_importing_brings_along():
    code = 'import sys, wallpicker.labels.scan, wallpicker.labels.widgets; print([m for m in ("torch", "fastai", "sklearn", "matplotlib") if m in sys.modules])'
    assert subprocess.run([sys.executable, '-c', code], capture_output=True, text=True).stdout.strip() == '[]'

def webp(id):
    file = BytesIO()
    Image.new('RGB', (16, 9), 'teal').save(file, 'WEBP')
    return file.getvalue()

def test_the_browser_is_told_which_codec_a_preview_is_in(ledger):
    preview = lambda id: (webp if id in ('p0', 'p2') else jpeg)(id)
    lab, kinds = Labeller(Notebook(), ids(3), preview), []
    for key in 'yyu':
        kinds.append(lab.picture.format)
        lab.box.value += key
    assert kinds + [lab.picture.format] == ['webp', 'jpeg', 'webp', 'jpeg'] and lab.picture.value == preview('p1')
    def pictures(w): return [w] if isinstance(w, W.Image) else [o for c in getattr(w, 'children', ()) for o in pictures(c)]
    assert [o.format for o in pictures(Grid(ledger, ids(3), preview).view)] == ['webp', 'jpeg', 'webp']
