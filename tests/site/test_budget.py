"What a page has no room for: many processes, clocks that jump, headers of nonsense, others on the same address"
import itertools
import math
import multiprocessing
import random
import sqlite3
import threading
import time

import pytest
from hypothesis import example, given, settings, strategies as st

from wallpicker.site import budget as B
from wallpicker.site.budget import DAY, Budget, BudgetError
from wallpicker.site.limit import HOLD_MOST, RateLimited, WallhavenError, retry_after


class Clock:
    "Moves only when somebody sleeps"
    def __init__(self, now=1000.): self.now, self.slept = now, []
    def __call__(self): return self.now
    def sleep(self, seconds):
        self.now += seconds
        self.slept.append(seconds)
        assert len(self.slept) < 5000, 'this goes on for ever'


def timed(*args, now=1000., **kw):
    clock = Clock(now)
    return Budget(*args, clock=clock, sleep=clock.sleep, **kw), clock


def busiest(made, window=60): return max(sum(s <= t < s+window for t in made) for s in made)


# ---- many at once

def _take(path, n, calls, per):
    budget = Budget(calls, per, path=path)
    for _ in range(n): budget.wait()


def _noted(path, table='calls'):
    "From now on SQLite itself notes the moment of every call that is granted"
    with sqlite3.connect(path) as db:
        db.execute('CREATE TABLE seen (at INTEGER)')
        db.execute(f'CREATE TRIGGER note AFTER INSERT ON "{table}" BEGIN INSERT INTO seen VALUES (new.item_timestamp); END')
    db.close()


def _moments(path):
    db = sqlite3.connect(path)
    try: return sorted(at for at, in db.execute('SELECT at FROM seen'))
    finally: db.close()


def test_processes_share_one_budget(tmp_path):
    calls, per, path = 100, 1., tmp_path/'calls.db'
    first = Budget(calls, per, path=path)
    first.ask()
    _noted(path)
    with multiprocessing.get_context('spawn').Pool(3) as pool: pool.starmap(_take, [(path, 8, calls, per)]*3)
    made = _moments(path)
    assert len(made) == 24 and first.spent() == 25
    assert min(b-a for a, b in zip(made, made[1:])) >= 1000*first.spacing


def test_threads_share_one_budget(tmp_path):
    for path in (None, tmp_path/'calls.db'):
        budget = Budget(500, 1, path=path)
        threads = [threading.Thread(target=lambda: [budget.wait() for _ in range(5)]) for _ in range(4)]
        for t in threads: t.start()
        for t in threads: t.join()
        assert budget.spent() == 20


def test_a_budget_survives_a_fork(tmp_path):
    budget = Budget(100, 1, path=tmp_path/'calls.db')
    budget.wait()
    children = [multiprocessing.get_context('fork').Process(target=budget.wait) for _ in range(2)]
    for c in children: c.start()
    for c in children: c.join()
    budget.wait()
    assert [c.exitcode for c in children] == [0, 0] and budget.spent() == 4


def test_no_window_holds_more_than_its_calls():
    budget, clock = timed()
    made = []
    for n in range(200):
        clock.now += random.Random(n).random() * 3 * (n % 7 == 0)
        budget.wait()
        made.append(clock.now)
    assert busiest(made) <= 45
    assert min(b-a for a, b in zip(made, made[1:])) >= 1.34


@pytest.mark.parametrize('bad', [dict(calls=0), dict(per=0), dict(calls=-1), dict(per=float('nan')), dict(daily=0), dict(daily=-5)])
def test_a_budget_that_allows_nothing_is_refused(bad):
    with pytest.raises(BudgetError, match='allow nothing'): Budget(**bad)


def test_a_damaged_count_is_named(tmp_path):
    (tmp_path/'calls.db').write_bytes(b'no database at all, but long enough to be looked at as one')
    with pytest.raises(WallhavenError, match='calls.db'): Budget(path=tmp_path/'calls.db').wait()


def test_a_folder_that_is_none_is_named(tmp_path):
    (tmp_path/'file').write_text('')
    with pytest.raises(BudgetError, match='WALLPICKER_STATE'): Budget(path=tmp_path/'file'/'calls.db').wait()


def test_a_lock_that_is_never_given_back_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(B, 'HOLD_MOST', .05)
    one, other = Budget(path=tmp_path/'calls.db'), Budget(path=tmp_path/'calls.db')
    one.ask(), other.ask()
    with one._locked():
        held = []
        def ask():
            try: other.ask()
            except BudgetError as e: held.append(str(e))
        t = threading.Thread(target=ask, daemon=True)
        t.start()
        t.join(10)
    assert held and 'calls.db.lock' in held[0]


def test_waits_are_told_and_never_in_one_piece():
    budget, clock = timed()
    said = []
    budget.hold(45)
    waited = budget.wait(said.append)
    assert waited == pytest.approx(45, abs=.01) and max(clock.slept) <= 10
    assert [s.split(' s,')[0] for s in said] == [f'waiting {n}' for n in (45, 35, 25, 15, 5)]


def test_ctrl_c_ends_a_wait_and_costs_no_call():
    budget, clock = timed()
    budget.wait()
    budget.hold(30)
    def stop(seconds): raise KeyboardInterrupt
    budget.sleep = stop
    with pytest.raises(KeyboardInterrupt): budget.wait()
    assert budget.spent() == 1


# ---- clocks

def test_the_wall_clock_plays_no_part(monkeypatch, tmp_path):
    budget, clock = timed(path=tmp_path/'calls.db')
    budget.wait()
    for year in (-365, 3650):
        monkeypatch.setattr(time, 'time', lambda: 1.8e9 + year*86400)
        monkeypatch.setattr(time, 'time_ns', lambda: int((1.8e9 + year*86400) * 1e9))
        assert 1.3 < budget.wait() < 1.5


def test_a_restart_of_the_machine_costs_a_moment(tmp_path):
    timed(now=1e6, path=tmp_path/'calls.db')[0].wait()
    again, clock = timed(now=5., path=tmp_path/'calls.db')  # the steady clock begins anew
    again.boot = lambda: 'another'
    assert 1.3 < again.wait() < 1.5


@pytest.mark.parametrize('asked, held', [(20, 20), (-3, 0), (1e12, 60), (float('inf'), 60), (float('nan'), 60)])
def test_a_hold_is_bounded_and_shared(tmp_path, asked, held):
    clock = Clock()
    one, other = (Budget(path=tmp_path/'calls.db', clock=clock, sleep=clock.sleep) for _ in range(2))
    one.wait()
    clock.now += 100
    assert one.hold(asked) == held
    assert other.wait() == pytest.approx(held, abs=.01)


def test_a_hold_from_before_a_restart_is_over_in_a_minute(tmp_path):
    old, _ = timed(now=100., path=tmp_path/'calls.db')
    old.hold(60)
    again, _ = timed(now=50., path=tmp_path/'calls.db')
    assert again.wait() <= HOLD_MOST


def test_a_budget_of_few_calls_waits_as_long_as_it_must():
    budget, clock = timed(1, 100)
    assert budget.wait() == 0 and budget.wait() == pytest.approx(105, abs=.1)


@settings(deadline=None, max_examples=60)
@example([(0., 0., 'call'), (0., 0., 'restart'), (56., 0., 'call'), (0., 0., 'call'), (0., 0., 'restart')])
@given(st.lists(st.tuples(st.floats(0, 90), st.floats(-1e9, 1e9), st.sampled_from(['call', 'call', 'call', 'restart'])), max_size=60))
def test_whatever_the_wall_says_no_minute_has_too_many(steps):
    "The steady clock goes on or, with a restart, begins anew; the wall goes anywhere. Truth is a third clock"
    wall, clock, truth, made, start = Clock(1.8e9), Clock(500.), 0., [], itertools.count()
    budget = Budget(clock=clock, wall=wall)
    def sleep(seconds):
        nonlocal truth
        truth += seconds
        clock.now += seconds
    budget.sleep = sleep
    for gap, jump, what in steps:
        truth, clock.now, wall.now = truth + gap, clock.now + gap, wall.now + jump
        if what == 'restart':
            name, clock.now, truth = f'start {next(start)}', 10., truth + 15   # no machine starts in less than ten seconds
            budget.boot = lambda name=name: name
        before = truth
        budget.wait()
        assert truth - before <= HOLD_MOST + .01
        made.append(truth)
    assert not made or busiest(made) <= 45


# ---- the day

def test_the_day_has_an_end(tmp_path):
    clock = Clock()
    def one(name): return Budget(1000, 1, daily=3, path=tmp_path/'calls.db', name=name, clock=clock, sleep=clock.sleep)
    for _ in range(3): one('a').wait()
    with pytest.raises(RateLimited, match='All 3 calls') as e: one('a').wait()
    assert e.value.retry_after == pytest.approx(DAY, abs=1) and 'daily' in str(e.value)
    one('b').wait()  # another host, another count
    clock.now += DAY
    one('a').wait()
    assert one('a').spent() == 1


def test_the_last_minute_of_a_day_is_waited_for():
    budget, clock = timed(daily=1)
    budget.wait()
    clock.now += DAY - 30
    said = []
    assert budget.wait(said.append) == pytest.approx(30, abs=.1) and said and budget.spent() == 1


@pytest.mark.parametrize('jump', [-3650*DAY, -DAY, -3600, 3600, DAY, 3650*DAY])
def test_the_wall_gives_no_new_day(jump):
    wall = Clock(1.8e9)
    budget, clock = timed(1000, 1, daily=5, wall=wall)
    granted = 0
    for n in range(20):
        clock.now += 60
        wall.now += jump
        try:
            budget.wait()
            granted += 1
        except RateLimited: pass
    assert granted == 5
    clock.now += DAY   # … and takes none away
    assert budget.wait() == 0


def test_a_day_that_a_machine_was_off_is_over(tmp_path):
    wall = Clock(1.8e9)
    def start(name, now):
        budget, _ = timed(daily=2, now=now, path=tmp_path/'calls.db', wall=wall)
        budget.boot = lambda: name
        return budget
    first = start('first', 300.)
    first.wait(), first.wait()
    wall.now += 3600
    again = start('second', 301.)
    with pytest.raises(RateLimited): again.wait()
    wall.now += 3650*DAY   # it is the same start now, so this is no night but somebody at the clock
    with pytest.raises(RateLimited): again.wait()
    wall.now += DAY        # but now it was off
    assert start('third', 310.).wait() < 2


def test_without_a_name_for_the_start_of_the_machine_the_moment_does(monkeypatch):
    monkeypatch.setattr(B, 'Path', lambda _: type('Gone', (), {'read_text': lambda self: open('/nowhere/at/all')})())
    assert B.boot() == B.boot() and B.boot().isdigit()


# ---- what the site says

@pytest.mark.parametrize('headers, seconds', [({'retry-after': '28'}, 28), ({'retry-after': '0'}, 1), ({'retry-after': '-100'}, 1), ({'retry-after': '1e400'}, 60),
    ({'retry-after': '99999'}, 60), ({'retry-after': 'nan'}, 60), ({'retry-after': ''}, 60), ({}, 60), ({'retry-after': 'tomorrow'}, 60),
    ({'retry-after': 'Thu, 01 Jan 1970 00:00:20 GMT'}, 20), ({'retry-after': 'Thu, 01 Jan 9999 00:00:20 GMT'}, 60),
    ({'x-ratelimit-reset': '15'}, 15), ({'x-ratelimit-reset': 'soon'}, 60), ({'x-ratelimit-reset': '-1'}, 1), ({'x-ratelimit-reset': '-50'}, 60),
    ({'retry-after': 'later', 'x-ratelimit-reset': '15'}, 15)])
def test_retry_after_is_read_with_suspicion(headers, seconds): assert retry_after(headers, now=0.) == seconds


def test_moments_are_compared_with_the_clock_of_the_site():
    reply = {'date': 'Tue, 01 Jan 2030 00:00:00 GMT', 'x-ratelimit-reset': '1893456017'}
    assert retry_after(reply) == 17
    assert retry_after({**reply, 'date': 'Fri, 01 Jan 2040 00:00:00 GMT'}) == HOLD_MOST   # one of them is wrong


odd = st.one_of(st.none(), st.text(max_size=30), st.integers().map(str), st.floats().map(str), st.datetimes().map(lambda d: d.strftime('%a, %d %b %Y %H:%M:%S GMT')),
                st.sampled_from(['9'*5000, '-1', '0', '1e308', '٣', '1_0', ' 5 ', '0x10', 'Thu, 99 Foo 0000 99:99:99 +9999', '\x00', '1,2']))

@settings(deadline=None, max_examples=300)
@given(st.dictionaries(st.sampled_from(['retry-after', 'x-ratelimit-remaining', 'x-ratelimit-reset', 'x-ratelimit-limit', 'date']), odd),
       st.sampled_from([200, 200, 404, 429, 503]))
@example({'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'inf'}, 200)
@example({'date': 'Mon, 01 Jan 0001 00:00:00 +2359', 'x-ratelimit-reset': '1'}, 429)
def test_no_header_stops_us_for_longer_than_a_minute(headers, status):
    budget, clock = timed()
    budget.wait()
    held = budget.heed({k: v for k, v in headers.items() if v is not None}, status)
    assert 0 <= held <= HOLD_MOST
    begun = clock.now
    budget.wait()
    assert clock.now - begun == pytest.approx(max(held, budget.spacing), abs=.01)


@pytest.mark.parametrize('status, headers, held', [(429, {'retry-after': '28'}, 28), (429, {}, 60), (503, {'retry-after': '7'}, 7), (503, {}, 0), (200, {'retry-after': '7'}, 0),
    (200, {}, 0), (200, {'x-ratelimit-remaining': '44'}, 0), (200, {'x-ratelimit-remaining': '0'}, 60), (200, {'x-ratelimit-remaining': '999999'}, 0),
    (404, {'x-ratelimit-remaining': '0'}, 60), (429, {'x-ratelimit-remaining': '0', 'retry-after': '9'}, 9)])
def test_what_is_heeded_and_what_is_not(status, headers, held):
    assert timed()[0].heed(headers, status) == held


def test_a_hold_of_one_holds_all(tmp_path):
    clock = Clock()
    one, other = (Budget(path=tmp_path/'calls.db', clock=clock, sleep=clock.sleep) for _ in range(2))
    one.wait()
    one.heed({'x-ratelimit-remaining': '0'})
    assert other.wait() == pytest.approx(60, abs=.01)


class Site:
    "The count of calls as the site keeps it: a window of a minute that the first call opens"
    def __init__(self): self.began, self.calls, self.refused = -math.inf, 0, 0
    def call(self, now):
        if now - self.began >= 60: self.began, self.calls = now, 0
        self.calls += 1
        self.refused += self.calls > 45
        return max(45 - self.calls, 0), 429 if self.calls > 45 else 200


def _side_by_side(every, minutes=15, listen=True, seed=0):
    "Our calls a minute and the refused ones, while another program calls `every` so many seconds"
    site, chance, then, made = Site(), random.Random(seed), 0., 0
    budget, clock = timed(now=0.)
    while clock.now < 60*minutes:
        budget.wait()
        while every and then <= clock.now:
            site.call(then)
            then += every * chance.uniform(.7, 1.3)
        left, status = site.call(clock.now)
        if listen: budget.heed({'x-ratelimit-remaining': str(left)}, status)
        clock.now += chance.uniform(0, .4)   # the reply takes its time
        made += 1
    return made/minutes, site.refused


def test_alone_we_are_not_slowed_down():
    assert _side_by_side(None)[0] > 40 and _side_by_side(None)[1] == 0


@pytest.mark.parametrize('every', [2., 3., 5., 20.])
def test_others_on_the_same_address_are_made_room_for(every):
    rate, refused = _side_by_side(every)
    deaf = _side_by_side(every, listen=False)[1]
    assert rate > 8 and refused <= deaf/20   # without listening both would have been refused, time and again
    assert every > 15 or deaf > 60


def test_two_machines_of_the_same_kind_get_along():
    site, clocks = Site(), [Clock(0.), Clock(.7)]
    budgets, made = [Budget(clock=c, sleep=c.sleep) for c in clocks], [0, 0]
    while min(c.now for c in clocks) < 900:
        i = clocks.index(min(clocks, key=lambda c: c.now))
        due = budgets[i].ask()
        if due:
            clocks[i].now += min(due, 5)
            continue
        left, status = site.call(clocks[i].now)
        budgets[i].heed({'x-ratelimit-remaining': str(left)}, status)
        made[i] += 1
    assert site.refused == 0 and min(made) > 15*8


def test_replies_out_of_order_are_no_new_window():
    budget, clock = timed(now=0.)
    for n in range(20):
        budget.wait()
        left = 44 - n + (1 if n % 2 else -1)   # each pair arrives the wrong way round
        assert budget.heed({'x-ratelimit-remaining': str(left)}) < 5
    assert budget._window(24)[0] > 25   # seconds, since the first of them


def test_a_clock_that_goes_back_opens_a_new_window():
    budget, clock = timed()
    budget.heed({'x-ratelimit-remaining': '20'})
    clock.now -= 500
    assert budget._window(20)[0] == 0


@pytest.mark.parametrize('change', ["today set calls = 'many'", "today set age = null", "today set at = 'x'", "site_window set began = 'x'"])
def test_a_count_of_calls_with_values_of_another_kind_is_named(tmp_path, change):
    budget = Budget(path=tmp_path/'calls.db')
    budget.ask()
    budget.heed({'x-ratelimit-limit': '45', 'x-ratelimit-remaining': '40'}, 200)
    with sqlite3.connect(tmp_path/'calls.db') as con: con.execute(f'update {change}')
    with pytest.raises(BudgetError, match='cannot be used.*delete the file'):
        budget.ask()
        budget.heed({'x-ratelimit-limit': '45', 'x-ratelimit-remaining': '39'}, 200)
