"""The queue behind the labeller, without any widget"""
import tempfile
import threading

import pytest
from hypothesis import example, given, settings, strategies as st
from notebook import Notebook, ids

from wallpicker.folders import Folders
from wallpicker.labels.ledger import Ledger
from wallpicker.labels.rows import SAID
from wallpicker.labels.session import Session


@pytest.fixture
def ledger(tmp_path): return Ledger(Folders(tmp_path/'tree').make())


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


STEPS = st.one_of(st.tuples(st.just('answer'), st.sampled_from(['YES', 'NO', 'skip'])), st.tuples(st.just('undo'), st.integers(1, 3)),
                  st.tuples(st.just('correct'), st.integers(0, 20)), st.just(('leave', None)))


@settings(max_examples=200, deadline=None)
@given(st.lists(STEPS, max_size=40))
def test_answers_stand_at_the_picture_on_show(steps):
    "Answers, corrections and steps back, against a stack of what was on show at each answer"
    book = Notebook()
    s, stack = Session(book, ids(12)), []
    for what, how in steps:
        shown = s.current
        if what == 'answer' and s.answer(shown, how): stack.append((shown, how))
        elif what == 'undo':
            s.undo(how)
            del stack[max(len(stack) - how, 0):]
        elif what == 'correct':
            before = list(book.standing)
            s.correct(how)
            assert book.standing == before, 'looking at an answer again says nothing'
        elif what == 'leave': s.leave()
        assert book.standing == stack
        waiting = set(s.left)
        assert all(s.verdict[id] == [v for i, v in stack if i == id][-1] for id in {i for i, _ in stack} - waiting)


def test_a_correction_is_an_answer_of_its_own(ledger):
    s = Session(ledger, ids(4))
    first = s.answer('p0', 'YES')
    s.answer('p1', 'NO')
    assert s.correct(first) == 'p0' == s.current and s.answer('p2', 'NO') is None, 'p2 is not on show'
    s.answer('p0', 'NO')
    assert s.current == 'p2' and ledger.labels().to_dict() == dict(p0='NO', p1='NO')
    assert s.undo() == ['p0'] and ledger.labels().to_dict() == dict(p0='YES', p1='NO') and s.current == 'p0'
    assert s.correct(999) is None and s.current == 'p0'
    assert [id for _, id, _ in s.last(9)] == ['p1'], 'p0 waits for an answer'


def test_what_is_taken_back_here_is_asked_here_again_though_another_session_has_an_answer(ledger):
    one, other = (Session(ledger, ids(4)) for _ in range(2))
    for s in (one, other, one, other): s.answer(s.current, 'YES')
    assert one.undo(2) == ['p1', 'p0'] and one.current == 'p0' and ledger.labels().to_dict() == dict(p0='YES', p1='YES')
    one.answer('p0', 'NO')
    assert one.current == 'p1', 'both were taken back'
    one.answer('p1', 'NO')
    assert one.current == 'p2' and ledger.labels().to_dict() == dict(p0='NO', p1='NO')


ACTS = st.tuples(st.integers(0, 1), st.one_of(st.sampled_from(['YES', 'NO', 'skip']), st.just('undo')))


@settings(max_examples=60, deadline=None)
@given(st.lists(ACTS, max_size=14))
@example([(0, 'YES'), (1, 'YES'), (0, 'YES'), (1, 'YES'), (0, 'undo'), (0, 'YES'), (0, 'undo'), (0, 'undo'), (0, 'YES')])
def test_two_sessions_on_one_ledger(acts):
    "Each answer stands at the picture that its own session showed; undo takes back that session's newest that still stands, and asks again; the next step knows of both"
    with tempfile.TemporaryDirectory() as tmp:
        ledger = Ledger(Folders(tmp).make())
        both, mine, rows = [Session(ledger, ids(8)) for _ in range(2)], ([], []), []
        for who, act in acts:
            s = both[who]
            if act != 'undo':
                shown = s.current
                seq = s.answer(shown, act)
                assert (seq is None) == (shown is None)
                if seq:
                    mine[who].append(seq)
                    rows.append((seq, shown, act))
                    assert not {id for _, id, _ in rows} & (set(s.left) - set(s.undone)), 'nothing is asked twice'
            elif mine[who]:
                assert s.undo() == [id for seq, id, _ in rows if seq == mine[who][-1]]
                rows = [r for r in rows if r[0] != mine[who][-1]]
                mine[who].pop()
            stands = [(r['seq'], r['id'], r['verb']) for r in ledger.standing(who='owner')]
            assert stands == rows
