"What would spoil the pages of head and asking: odd tables, words that teach nothing, threads, unfair lots, orders that depend on luck"
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from wallpicker.taste import asking as ak, head as hd, space as sp
from wallpicker.taste.features import COLOURS
from test_taste import table

@given(n=st.integers(2, 30), d=st.integers(0, 40), seed=st.integers(0, 99), size=st.sampled_from([1e-3, 1., 30.]))
@settings(max_examples=40, deadline=None)
def test_logistic_is_scikit_learns(n, d, seed, size):
    lm = pytest.importorskip('sklearn.linear_model')
    rng = np.random.default_rng(seed)
    Z, y = size*rng.standard_normal((n, d)), np.arange(n) < max(1, n//3)
    w, b = hd.logistic(Z, y)
    loss = lambda w, b: np.logaddexp(0, np.where(y, -1, 1)*(Z @ w + b)).sum() + w @ w/2
    if not d: return np.testing.assert_allclose(b, np.log(y.sum()/(~y).sum()), atol=1e-6)
    m = lm.LogisticRegression(max_iter=5000, tol=1e-10).fit(Z, y)
    assert loss(w, b) <= loss(m.coef_[0], m.intercept_[0]) + 1e-6

def test_a_start_changes_nothing_but_the_way():
    X, y = table()
    space = sp.Space(X)
    T = space(X)
    cold, (w, b, start) = space.learn(T, y), space.learn(T[:-1], y[:-1])
    warm = space.learn(T, y, start=start)
    np.testing.assert_allclose(cold[0], warm[0], atol=1e-5)

def test_folded_weights_are_the_same_weights():
    X, y = table()
    space = sp.Space(X, 35)
    T = space(X)
    w, b, _ = space.learn(T, y)
    np.testing.assert_allclose(space.head(w, b).score(X), T @ w + b, atol=1e-4)
    assert np.abs(space(X) - sp.Space(X)(X)).max() > 1e-3   # where the views end and texture begins makes a difference

def test_coordinates_do_not_depend_on_the_order_of_pictures():
    X, y = table()
    order = np.random.default_rng(0).permutation(len(X))
    a = sp.fit(X, y).score(X)
    b = sp.fit(X[order], y[order]).score(X)
    np.testing.assert_allclose(a, b, atol=1e-3)

@pytest.mark.parametrize('X', [np.ones((6, 106), np.float32), np.zeros((6, 106), np.float32), np.repeat(table(2)[0], 3, 0)])
def test_tables_without_difference_say_the_constant(X):
    y = np.array([1, 1, 0, 1, 0, 1], bool)
    p = sp.fit(X, y).probability(X)
    assert np.isfinite(p).all() and .2 < p.min() and p.max() < .95

def test_many_pictures_need_no_large_table():
    X, y = table(3000, 10)
    space = sp.Space(X)
    assert space(X).shape == (3000, min(46, sp.COMPONENTS) + len(COLOURS))

def test_all_pictures_are_offered_once():
    X, y = table(30)
    asker, said = ak.Asker(range(30), X), {}
    verbs = ['YES', 'NO', 'skip', 'ban', 'fewer', 'favourite']
    while left := asker(said):
        ids = [i for i, _ in left]
        assert sorted(ids) == sorted(set(range(30)) - set(said)) and {w for _, w in left} <= {'typical', 'unsure', 'random', 'later'}
        said[ids[0]] = verbs[len(said) % 6]
    assert len(said) == 30

@pytest.mark.parametrize('verb', ['skip', 'ban', 'fewer'])
def test_words_that_teach_nothing(verb):
    X, y = table(80)
    asker = ak.Asker(range(80), X)
    said = {i: 'YES' if y[i] else 'NO' for i in range(30)}
    asker(said)
    before = asker.score.copy()
    asker({**said, 40: verb})
    np.testing.assert_allclose(asker.score, before, atol=1e-4)
    asker({**said, 40: 'YES'})
    assert np.abs(asker.score - before).max() > 1e-3

def test_fewer_wears_off():
    X, _ = table(200, seed=3)
    X[101:110] = X[100] + .01*X[101:110]
    asker, said = ak.Asker(range(200), X), {100: 'fewer'}
    place = lambda: np.mean([[i for i, _ in asker(said)].index(k) for k in range(101, 110)])/len(asker(said))
    assert place() > .9
    said |= {i: 'YES' if i % 2 else 'NO' for i in range(ak.WHILE)}
    assert place() < .9

def test_taking_back_is_as_if_it_had_not_been_said():
    X, y = table(60)
    said = {i: 'YES' if y[i] else 'NO' for i in range(25)}
    one, two = ak.Asker(range(60), X), ak.Asker(range(60), X)
    one({**said, 30: 'YES', 31: 'NO'})
    assert one(said)[:8] == two(said)[:8]

def test_strangers_and_earlier_words():
    X, y = table(40)
    asker = ak.Asker([f'p{i}' for i in range(40)], X, before={'p1': 'YES', 'p2': 'NO', 'elsewhere': 'YES'})
    left = [i for i, _ in asker({'another': 'NO', 'p1': 'NO', 'p3': 'YES'})]
    assert set(left) == {f'p{i}' for i in range(40)} - {'p1', 'p2', 'p3'}

def test_threads_may_share_it():
    X, y = table(120)
    asker = ak.Asker(range(120), X)
    parts = [{i: 'YES' if y[i] else 'NO' for i in range(k)} for k in range(22, 46)]
    alone = [ak.Asker(range(120), X)(p)[0] for p in parts]
    with ThreadPoolExecutor(8) as pool: assert [left[0] for left in pool.map(asker, parts)] == alone

def test_a_fifth_of_what_is_shown_is_by_lot_and_fair():
    X, y = table(100, 20)
    shown = []
    for s in range(300):
        asks, *_ = ak.choose(space := sp.Space(X[:30]), space(X), [(i, y[i]) for i in range(24)], range(24, 100), 1, np.random.default_rng(s))
        shown += asks
    lots = [a.index for a in shown if a.why == 'random']
    assert .13 < len(lots)/300 < .27 and len(set(lots)) > 25
    assert abs(np.mean(lots) - 62) < 10   # no corner of the table is preferred

def test_it_asks_what_the_formula_says():
    "The rank-one updates against doing it all again"
    X, y = table(40, 10)
    space = sp.Space(X)
    T = space(X).astype(float)
    p = np.random.default_rng(0).uniform(.1, .9, 40)
    A = np.c_[T, np.ones(40)]
    q = p*(1 - p)
    prior = np.diag(np.r_[np.ones(T.shape[1]), .01])
    asked, found = [3, 5], []
    for _ in range(6):
        at = asked + found
        doubt = lambda at: np.trace(A @ np.linalg.inv(prior + (A[at]*q[at, None]).T @ A[at]) @ A.T)
        free = [i for i in range(40) if i not in at]
        found.append(min(free, key=lambda i: doubt(at + [i])))
    assert ak.v_optimal(T, p, asked, np.setdiff1d(range(40), asked), 6) == found
