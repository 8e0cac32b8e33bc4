"""Words for pictures, without a browser"""
import pytest
from hypothesis import given, settings, strategies as st
from notebook import Notebook, click, ids, jpeg

from wallpicker.folders import Folders
from wallpicker.labels.ledger import Ledger
from wallpicker.picks.naming import Namer, keys_for
from wallpicker.picks.words import own_words


@pytest.fixture
def ledger(tmp_path): return Ledger(Folders(tmp_path/'tree').make())


def message(lab): return lab.face.card['message'] and ' '.join(lab.face.card['message'].values())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(['c', 'd', ' ', '.', 'Backspace', '?', 'ArrowLeft']), max_size=60))
def test_what_is_kept_is_what_was_marked_for_the_picture_on_show(keys):
    "Against a plain model: marks of each picture, a stack of what was kept, a queue"
    lab, queue, marks, kept = Namer(Notebook(), ids(60), jpeg, ['cosy', 'dark']), ids(60), {}, []
    for key in keys:
        lab.press(key)
        here = queue[0]
        if key in 'cd': marks[here] = marks.get(here, set()) ^ {dict(c='cosy', d='dark')[key]}
        elif key == ' ': kept.append(queue.pop(0))
        elif key == '.': queue.append(queue.pop(0))
        elif key == 'Backspace' and kept: queue.insert(0, kept.pop())
    assert [i for i, _ in lab.walk.ledger.standing] == kept and {i: set(lab.walk.known[i]) for i in kept} == {i: marks.get(i, set()) for i in kept}
    assert [*lab.walk.left] == queue and lab.walk.marks == marks.get(queue[0], set())


def test_words_are_kept_taken_back_and_gone_on_with(ledger):
    lab = Namer(ledger, ids(4), jpeg, ['cosy', 'Dark'])
    lab.press(*'cd c .')
    assert own_words(ledger) == dict(p0=['cosy', 'dark'], p1=['cosy']) and lab.walk.current == 'p3' and not len(ledger.labels())
    lab.press('.')
    assert (lab.walk.current, [*lab.walk.left]) == ('p2', ['p2', 'p3'])
    lab.press(',', 'Backspace')
    assert (lab.walk.current, lab.walk.marks, own_words(ledger)) == ('p0', {'cosy', 'dark'}, {})
    lab.press(' ')
    later = Namer(ledger, ids(4), jpeg)
    assert later.walk.words == ['cosy', 'dark'] and [*later.walk.left] == ['p1', 'p2', 'p3']
    over = Namer(ledger, ids(4), jpeg, again=True)
    assert over.walk.marks == {'cosy', 'dark'} and {b['word']: b['pressed'] for b in over.face.card['rows'][1]} == dict(cosy=True, dark=True)
    over.press('d', ' ')
    assert own_words(ledger) == dict(p0=['cosy'])
    over.press('Backspace')
    assert own_words(ledger) == dict(p0=['cosy', 'dark']) and over.walk.marks == {'cosy'}


def test_a_late_click_on_a_word_meets_nothing(ledger):
    lab = Namer(ledger, ids(3), jpeg, ['cosy', 'dark'])
    lab.press(' ')
    for does in ('word', 'keep', 'later', 'enter'): click(lab, does, 'p0', word='cosy', text='cosy')
    assert own_words(ledger) == dict(p0=[]) and lab.walk.current == 'p1' and not lab.walk.marks
    click(lab, 'enter', text='ＣＡＬＭ')
    lab.press(' ')
    assert own_words(ledger)['p1'] == ['calm'] and 'calm' in lab.walk.words


def test_words_that_cannot_be_kept_stay_on_the_picture(ledger, monkeypatch):
    lab = Namer(ledger, ids(3), jpeg, ['cosy'])
    monkeypatch.setattr(Ledger, 'say_many', lambda *_, **__: (_ for _ in ()).throw(OSError(28, 'No space left on device')))
    lab.press('c', ' ')
    assert 'No space left' in lab.note.text and (lab.walk.current, lab.walk.marks) == ('p0', {'cosy'})
    monkeypatch.undo()
    lab.press(' ')
    assert own_words(ledger) == dict(p0=['cosy'])


def test_a_picture_that_cannot_be_seen_is_not_named(ledger):
    def missing(id): raise FileNotFoundError('it is gone')
    lab = Namer(ledger, ids(2), missing, ['cosy'])
    lab.press('c', ' ')
    assert own_words(ledger) == {} and lab.walk.marks == set() and 'it is gone' in message(lab)
    lab.press('.')
    assert lab.walk.current == 'p1'
    for queue, says in (([], 'Nothing to name'), (['p0'], 'All done')):
        lab = Namer(ledger, queue, jpeg)
        lab.press(' ')
        assert says in message(lab) and '{' not in message(lab)
    assert 'Nothing to name' in message(Namer(ledger, ['p0'], jpeg)), 'gone through before'


@given(st.lists(st.text(min_size=1, max_size=6), max_size=60))
def test_each_word_has_a_key_of_its_own_and_keeps_it(words):
    words = list(dict.fromkeys(words))
    keys = keys_for(words)
    assert len(set(keys.values())) == len(keys) and all(len(k) == 1 and k not in ' .,' for k in keys.values())
    assert all(keys_for(words[:n]).items() <= keys.items() for n in range(len(words)))
