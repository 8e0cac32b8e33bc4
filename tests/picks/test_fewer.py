"What a wish for fewer does to the next runs, and that it ends"
from datetime import date, timedelta
import pandas as pd, pytest
from wallpicker.labels.ledger import Ledger
from wallpicker.labels.rows import FADES, LASTS
from wallpicker.picks.fewer import LOWERED, NEAR, Fewer
from wallpicker.picks.score import Scorer
from wallpicker.picks.search import gather
from wallpicker.picks.pick import Run, pick
from wallpicker.picks.why import why
from wallpicker.taste.features import nearest_of
from test_pick import Site, folders, row, site, stand_ins  # noqa: F401 (fixtures)

TODAY = date.today()
def on(days): return f'{TODAY + timedelta(days)}'

@pytest.fixture
def job(folders, site):
    "Thirty candidates, scored before anything was said"
    gather(folders, site, site)
    return Run(folders, site, site)

def nearest(job, wish, among):
    views = pd.DataFrame(job.scorer.features.views(list(among)), list(among))
    return list(nearest_of(job.scorer.features.views([wish])[0], views, NEAR).index)

def test_the_ten_nearest_fall_behind_and_others_keep_their_order(job):
    before = job.score()
    wish = before.index[0]
    rest = before.drop(wish)
    near = nearest(job, wish, rest.index)[:len(rest)//3]
    job.ledger.say(wish, 'fewer')
    after = job.score()
    assert wish not in after and len(after) == len(rest)
    pd.testing.assert_series_equal(after.drop(near), rest.drop(near))
    assert (after[near] < rest[near]).all()
    lost = 1 - after[near]/rest[near]
    assert lost.is_monotonic_decreasing and lost.iloc[0] == pytest.approx(LOWERED[0]) and lost.iloc[-1] == pytest.approx(LOWERED[1])

def test_a_dry_run_leaves_them_to_the_end(folders, site, job):
    best = job.score().index[:1][0]
    job.ledger.say(best, 'fewer')
    near = Fewer(job.scorer).cuts(job.search.eligible()).index
    picked = pick(folders, site, site, count=6, dry_run=True)
    assert len(picked) and not {o.id for o in picked} & {*near, best}

def test_nothing_changes_without_a_wish(job):
    p = job.score()
    assert Fewer(job.scorer).lower(p) is p
    job.ledger.say(p.index[0], 'skip')
    assert Fewer(job.scorer).lower(p) is p

@pytest.mark.parametrize('days', [LASTS, LASTS + 1, 1000])
def test_days_end_it(job, days):
    before = job.score()
    job.ledger.say(before.index[0], 'fewer')
    assert not job.score(on(LASTS - 2)).equals(before)
    pd.testing.assert_series_equal(job.score(on(days + 1)), before)

def test_it_fades(job):
    wish = job.score().index[0]
    job.ledger.say(wish, 'fewer')
    cuts = pd.DataFrame({n: Fewer(job.scorer, on(n)).cuts(job.search.eligible()).cut for n in (0, 20, 40)})
    assert (cuts[0] > cuts[20]).all() and (cuts[20] > cuts[40]).all() and (cuts[40] > 0).all()

def test_answers_end_it(job):
    before = job.score()
    job.ledger.say(before.index[0], 'fewer')
    job.ledger.say_many([(f'other{i}', 'NO', {}) for i in range(FADES - 1)])
    assert job.ledger.fewer().left.tolist() == [1]
    job.ledger.say('one_more', 'NO')
    pd.testing.assert_series_equal(job.score(), before)

def test_it_is_taken_back(job):
    before = job.score()
    job.ledger.say(before.index[0], 'fewer')
    job.ledger.undo()
    pd.testing.assert_series_equal(job.score(), before)

def test_the_stronger_of_two_wishes_counts(job):
    p = job.score()
    for o in p.index[:2]: job.ledger.say(o, 'fewer')
    fewer = Fewer(job.scorer)
    cuts = fewer.cuts(job.search.eligible())
    assert cuts.index.is_unique and cuts.cut.max() <= LOWERED[0] and set(cuts.wish) == set(p.index[:2])

def test_few_candidates_and_none(job):
    p = job.score()
    job.ledger.say(p.index[0], 'fewer')
    fewer = Fewer(job.scorer)
    assert len(fewer.cuts(p.index[1:7])) == 2 and fewer.cuts(p.index[1:3]).empty and fewer.cuts([]).empty
    assert fewer.lower(p[:0]).empty
    assert fewer.lower(p[1:3]).equals(p[1:3])

def test_a_wish_about_a_picture_that_is_not_in_the_archive(job):
    p = job.score()
    job.ledger.say('elsewhere', 'fewer')
    assert job.score().equals(p)

def test_why_says_it(folders, job):
    p = job.score()
    wish = p.index[0]
    job.ledger.say(wish, 'fewer')
    cuts = Fewer(Scorer(folders)).cuts(job.search.eligible())
    lowered, other = why(folders, cuts.index[0]), why(folders, next(o for o in p.index[1:] if o not in cuts.index))
    assert lowered.probability == pytest.approx(p[lowered.id]*(1 - LOWERED[0]), abs=1e-6)
    assert lowered.probability == pytest.approx(job.score()[lowered.id], abs=1e-6)
    line = next(o for o in str(lowered).splitlines() if 'fewer like' in o)
    assert line.startswith('lowered until ') and line.endswith(f'or 100 more answers: you asked for fewer like {wish}')
    assert other.lowered == '' and other.probability == pytest.approx(p[other.id]) and 'fewer' not in str(other)

def test_a_time_that_cannot_be_read(folders, job):
    job.ledger.say(wish := job.score().index[0], 'fewer')
    folders.db.execute("update ledger set time = 'yesterday' where verb = 'fewer'")
    assert Ledger(folders).fewer().index.tolist() == [wish]

def test_a_picture_of_ones_own_is_named_by_its_file(folders, job):
    from wallpicker.labels.scan import scan
    scan(folders, job.archive, job.ledger)
    own = next(o for o in job.archive.ids() if o.startswith('sha-'))
    job.ledger.say(own, 'fewer')
    near = Fewer(job.scorer).cuts(job.search.eligible()).index[0]
    assert why(folders, near).lowered.endswith('you asked for fewer like holiday.jpg')
