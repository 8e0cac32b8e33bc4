"""The labeller without a browser: what the card says, and what actions do"""
import itertools
import subprocess
import sys
import threading
import tracemalloc

import pytest
from hypothesis import given, settings, strategies as st
from notebook import Notebook, click, ids, jpeg

from wallpicker.folders import Folders
from wallpicker.labels.labeller import ANSWERS, UNDO, Labeller, in_words
from wallpicker.labels.ledger import Ledger

VERB = {key: b.does for b in ANSWERS for key in b.keys}


@pytest.fixture
def ledger(tmp_path): return Ledger(Folders(tmp_path/'tree').make())


def shown(lab): return lab.face.card
def note(lab): return ' '.join((shown(lab)['note']['text'], shown(lab)['note']['more']))
def message(lab): return shown(lab)['message'] and ' '.join(shown(lab)['message'].values())


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(['y', 'n', 's', 'f', 'b', 'l', 'u', 'ArrowLeft', 'ArrowUp', 'Backspace', 'Home', 'q', '?']), max_size=60))
def test_answers_are_the_keys_that_were_not_undone(keys):
    lab, stack = Labeller(Notebook(), ids(100), jpeg), []
    lab.press(*keys)
    for key in keys:
        if key in UNDO.keys: stack = stack[:-1]
        elif key in VERB: stack.append(VERB[key])
    assert [v for _, v in lab.session.ledger.standing] == stack
    assert [i for i, _ in lab.session.ledger.standing] == ids(len(stack)) and shown(lab)['id'] == f'p{len(stack)}'


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([b.does for b in ANSWERS] + ['model', 'key', 'correct', 'leave', 'nonsense']), st.sampled_from([*ids(6), None, 'p99']),
                          st.integers(-1, 9)), max_size=30))
def test_an_answer_names_the_picture_on_show(actions):
    "Whatever a browser sends, from whichever tab and however late, an answer stands at the picture it names and that was on show"
    lab, said = Labeller(Notebook(), ids(6), jpeg, think=lambda id: (.5, 'm')), []
    for does, id, seq in actions:
        before = shown(lab)['id']
        lab.hear(dict(does=does, id=id, seq=seq, key='x', n=f'tab-{seq}'))
        if id is not None and id == before and does in {b.does for b in ANSWERS}: said.append((id, does))
        assert lab.session.ledger.standing == said and shown(lab)['reply'] == f'tab-{seq}'


def test_two_hundred_keys_are_two_hundred_answers():
    lab = Labeller(Notebook(), ids(5000), jpeg)
    for n in range(200): lab.press('yn'[n % 2])
    assert len(lab.session.ledger.standing) == 200 and lab.session.counts()['left'] == 4800


def test_a_queue_that_comes_from_nowhere_else(ledger):
    "Only a function: asked at once, asked again when the last picture is answered, done when it has nothing more"
    lab = Labeller(ledger, None, jpeg, refill=lambda answered: [f'p{i}' for i in range(len(answered), 4)][:2])
    lab.press(*'yyyyyy')
    assert ledger.labels().to_dict() == {id: 'YES' for id in ids(4)} and 'All done' in message(lab)
    lab = Labeller(ledger, None, jpeg, refill=lambda answered: ['p9'])
    assert lab.session.current == 'p9' and lab.session.total == 5, 'goes on where the last one stopped'
    lab.press(*'uu')
    assert lab.session.current == 'p2'


def test_a_refill_that_fails_is_told_and_costs_no_answer(ledger):
    def broken(answered): raise ValueError('no features yet')
    with pytest.raises(ValueError, match='no features'): Labeller(ledger, None, jpeg, refill=broken)
    lab = Labeller(ledger, ids(4), jpeg, refill=broken)
    lab.press('y')
    lab.session.catch_up(wait=True)
    lab.press('n')
    assert 'no features yet' in note(lab) and ledger.labels().tolist() == ['YES', 'NO'] and lab.session.current == 'p2'


def test_what_the_model_thought_is_kept_and_told_afterwards(ledger):
    def think(id):
        if id == 'p2': raise KeyError('no features')
        return None if id == 'p1' else (.25, 'taste-7')
    lab = Labeller(ledger, ids(5), jpeg, think=think)
    assert 'NO' not in note(lab)
    lab.press('y')
    assert 'had thought: probably NO' in note(lab)
    lab.press('y')
    assert 'thought' not in note(lab)
    lab.press('n')
    assert 'had no opinion of p2' in note(lab)
    lab.press('m', 'n')
    extras = [{k: v for k, v in e.items() if k != 'via'} for e in ledger.rows().extra]
    assert extras == [dict(probability=.25, model='taste-7', led=False), {}, {}, dict(probability=.25, model='taste-7', led=True)]
    lab.press('m')
    assert 'the model thinks: probably NO' in note(lab) and len(ledger.rows()) == 4


def test_no_percentage_is_told():
    "A dozen answers make no probability that one could print"
    assert not any(c.isdigit() or c == '%' for p in range(101) for c in in_words(p/100))


def test_how_many_more_would_help(ledger):
    for i in range(20): ledger.say(f'q{i}', 'NO')
    lab = Labeller(ledger, ids(5), jpeg, goal=22)
    heads = [shown(lab)['head']['done']]
    for key in 'yfsy':
        lab.press(key)
        heads.append(shown(lab)['head']['done'])
    assert heads == ['20 answered; about 2 more would help', '21 answered; about 1 more would help', '22 answered, 3 more to see',
                     '22 answered, 2 more to see', '23 answered, 1 more to see']
    assert dict(shown(lab)['shares']).keys() == {'YES', 'favourite', 'skip'}


def cost_of_a_key(n, keys=40):
    "What a key costs with `n` pictures waiting: hashes of ids, characters put on the wire, most memory taken up for a moment"
    class Id(str):
        hashed = 0
        def __hash__(self):
            Id.hashed += 1
            return str.__hash__(self)
    lab, sent = Labeller(Notebook(), [Id(f'p{i:04d}') for i in range(n)], jpeg), []
    lab.face.observe(lambda change: sent.append(len(str(change['new']))), 'card')
    lab.press(*'ynu')   # what is made only once is made by now
    Id.hashed, peaks = 0, []
    sent.clear()
    tracemalloc.start()
    for key in itertools.islice(itertools.cycle('ynsfubl'), keys):
        lab.ahead.pool.submit(int).result()   # the thread has fetched what it fetches, the memory is this key's own
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        lab.press(key)
        peaks.append(tracemalloc.get_traced_memory()[1] - before)
    tracemalloc.stop()
    return Id.hashed/keys, sum(sent)/keys, sorted(peaks)[keys//2]


def test_a_key_costs_the_same_whatever_waits():
    few, many = cost_of_a_key(60), cost_of_a_key(6000)
    for a, b in zip(few, many): assert b < 1.2*a, (few, many)


def test_clicks_on_a_picture_that_is_gone():
    lab = Labeller(Notebook(), ids(9), jpeg)
    for _ in range(3): click(lab, 'YES', 'p0')
    assert lab.session.ledger.standing == [('p0', 'YES')] and 'already' in note(lab)
    click(lab, 'NO', None)
    click(lab, 'undo', 'p0')   # undo is about no picture
    assert lab.session.ledger.standing == []


def test_answers_given_last_can_be_corrected(ledger):
    lab = Labeller(ledger, ids(20), jpeg)
    lab.press(*'ynynynynyn')
    strip = shown(lab)['strip']
    assert [s['id'] for s in strip] == [f'p{i}' for i in range(9, 1, -1)] and strip[0]['label'] == 'NO'
    click(lab, 'correct', seq=strip[3]['seq'])
    assert shown(lab)['id'] == 'p6' and 'you said YES' in note(lab)
    click(lab, 'leave')
    assert shown(lab)['id'] == 'p10' and len(ledger.rows()) == 10
    click(lab, 'correct', seq=strip[3]['seq'])
    lab.press('n')
    assert ledger.labels()['p6'] == 'NO' and shown(lab)['id'] == 'p10' and shown(lab)['strip'][0]['id'] == 'p6'
    lab.press('u')
    assert ledger.labels()['p6'] == 'YES' and shown(lab)['id'] == 'p6'
    click(lab, 'correct', seq=10_000)
    assert 'taken back already' in note(lab) and shown(lab)['id'] == 'p6'


def test_designed_ends(ledger):
    assert 'Nothing to label' in message(Labeller(ledger, [], jpeg))
    lab = Labeller(ledger, ['a', 'b'], jpeg)
    lab.press(*'yn?<b>')
    assert 'All done' in message(lab) and len(ledger.rows()) == 2
    def gone(id): raise KeyError(id)
    lab = Labeller(ledger, ['<x>', 'c'], gone)
    assert '<x>' in message(lab)
    lab.press(*'yn')
    assert len(ledger.rows()) == 2
    torn = Labeller(ledger, ['t'], lambda id: jpeg(id)[:150])
    torn.press('y')
    assert 'cut short' in message(torn) and len(ledger.rows()) == 2
    torn.press('b')
    assert ledger.table().banned.to_dict()['t']


def test_a_picture_that_could_not_be_shown_is_tried_again(ledger):
    trouble = [OSError('the cable'), OSError('the cable')]
    def preview(id):
        if trouble and id == 'p1': raise trouble.pop()
        return jpeg(id)
    lab = Labeller(ledger, ids(3), preview)
    lab.press('y')
    lab.ahead.pool.submit(int).result()
    assert 'the cable' in message(lab)
    lab.press('y')   # it was not seen, so this only tries again
    assert message(lab) is None and lab.session.current == 'p1' and ledger.labels().to_dict() == dict(p0='YES')
    lab.press('n')
    assert ledger.labels()['p1'] == 'NO'


def test_a_broken_picture_between_two_keys(ledger):
    def some(id):
        if id == 'p1': raise KeyError(id)
        return jpeg(id)
    lab = Labeller(ledger, ids(4), some)
    lab.press(*'yyys')   # the second and the third key meet a picture that was not seen
    assert ledger.labels().to_dict() == dict(p0='YES') and lab.session.current == 'p2'


def test_a_click_and_a_key_in_two_threads_take_turns(ledger, monkeypatch):
    lab = Labeller(ledger, ids(4), jpeg)
    lab.press(*'yy')
    kept, back, take_back = threading.Event(), threading.Event(), ledger.take_back
    def slowly(*seqs):
        said = take_back(*seqs)
        kept.set()
        back.wait(5)   # it stands in the ledger, and the labeller does not know yet
        return said
    monkeypatch.setattr(ledger, 'take_back', slowly)
    undo = threading.Thread(target=click, args=(lab, 'undo'))
    undo.start()
    kept.wait(5)
    key = threading.Thread(target=lab.hear, args=(dict(does='NO', id='p1'),))
    key.start()
    key.join(.3)
    back.set()
    undo.join()
    key.join()
    assert ledger.labels().to_dict() == dict(p0='YES', p1='NO')


def test_a_folder_that_cannot_be_written_stays_on_the_picture(ledger):
    lab, model = Labeller(ledger, ids(3), jpeg), ledger.folders.model
    away = model.rename(model.with_name('elsewhere'))
    model.touch()   # a file where the folder was
    lab.press('y')
    assert 'wallpicker init' in note(lab) and lab.session.current == 'p0' and shown(lab)['note']['bad']
    model.unlink()
    away.rename(model)
    lab.press('y')
    assert ledger.labels().to_dict() == dict(p0='YES') and 'wallpicker init' not in note(lab)
    lab.press('u', 'u')
    assert ledger.labels().empty, 'the key that was not kept takes nothing back'


def test_pictures_are_sent_when_the_browser_asks(monkeypatch):
    "With the name of their codec; one that cannot be had is not sent, and hears no answer"
    def some(id):
        if id == 'p3': raise KeyError(id)
        return jpeg(id, 'WEBP' if id == 'p1' else 'JPEG')
    lab, sent = Labeller(Notebook(), ids(5), some), []
    monkeypatch.setattr(type(lab.face), 'send', lambda self, content, buffers=None: sent.append((content, buffers)))
    for id in ('p0', 'p1', 'p3', 'p4'): lab.face._heard(None, dict(does='want', id=id), [])
    lab.ahead.pool.submit(int).result()
    assert sorted((c['picture'], c['format']) for c, _ in sent) == [('p0', 'jpeg'), ('p1', 'webp'), ('p4', 'jpeg')]
    assert all(buffers == [some(content['picture'])] for content, buffers in sent) and lab.session.ledger.rows_ == []


def test_what_a_picture_is_called():
    lab = Labeller(Notebook(), ids(3), jpeg, describe=lambda id: f'a wallpaper called {id}')
    assert shown(lab)['alt'] == 'a wallpaper called p0'
    lab.press('y')
    assert shown(lab)['strip'][0]['alt'] == 'a wallpaper called p0'


def test_what_importing_brings_along():
    code = 'import sys, wallpicker.labels.scan, wallpicker.labels.grid; print([m for m in ("torch", "fastai", "sklearn", "matplotlib") if m in sys.modules])'
    assert subprocess.run([sys.executable, '-c', code], capture_output=True, text=True).stdout.strip() == '[]'


def test_a_failure_of_the_program_does_not_leave_the_browser_waiting(ledger, monkeypatch):
    "An error that was not foreseen goes to the log as it is, and the card has its reply"
    lab = Labeller(ledger, ids(3), jpeg)
    monkeypatch.setattr(lab.session, 'answer', lambda *_, **__: 1/0)
    with pytest.raises(ZeroDivisionError): lab.hear(dict(does='YES', id='p0', n='tab-1'))
    assert shown(lab)['reply'] == 'tab-1' and shown(lab)['id'] == 'p0' and ledger.rows().empty
