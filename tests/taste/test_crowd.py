"""What the page on the crowd does not show: odd listings, many answers, an owner against the crowd."""
import numpy as np
import pandas as pd
import pytest

from wallpicker.taste.popularity import PRIOR_MEAN, HALF_AT, popularity, popularity_weight, with_popularity


def listed(favorites, created_at='2026-01-01'): return pd.DataFrame(dict(favorites=favorites, created_at=created_at), [f'w{i}' for i in range(len(favorites))])


def test_no_favourites_no_dates_and_no_rows_are_no_opinion():
    assert (popularity(listed([None, None])) == 0).all() and (popularity(listed([5]*9)) == 0).all()
    z = popularity(listed([1, 100, None, 3], [None, '2020-01-01', None, '2026-01-01']))
    assert z['w2'] == 0 and np.isfinite(z).all() and z['w1'] > z['w0']
    assert popularity(listed([])).empty


def test_the_order_of_the_rows_does_not_matter():
    facts = listed(np.random.default_rng(0).integers(0, 900, 80).tolist(), [f'20{10 + i % 16}-0{1 + i % 9}-{10 + i % 19}' for i in range(80)])
    turned = facts.sample(frac=1, random_state=1)
    pd.testing.assert_series_equal(popularity(turned).sort_index(), popularity(facts).sort_index())


@pytest.mark.parametrize('n', [3, 30, 300])
def test_answers_move_the_belief_both_ways(n):
    z = np.random.default_rng(n).standard_normal(n)
    assert popularity_weight(z, z > 0) > PRIOR_MEAN > popularity_weight(z, z < 0)
    assert popularity_weight(z, z < 0) < 0 or n == 3


def test_the_crowd_fades():
    z, score = np.array([2., -2.]), np.zeros(2)
    told = [(0, True), (1, False)]*HALF_AT
    assert abs(with_popularity(score, z, told)[0]) < popularity_weight(z[[0, 1]*HALF_AT], [True, False]*HALF_AT)*2*.5
    assert (with_popularity(score, np.zeros(2), told) == score).all()
