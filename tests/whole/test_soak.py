"Ten processes at once on one budget, and one archive: the short form of `make soak`"
from soak.gallery import busiest, soak


def test_ten_processes_keep_to_one_budget_and_fetch_nothing_twice():
    for seconds in 22, 60, 120:   # a busy machine needs longer for more calls than one window holds
        soaked = soak(10, count=60, seconds=seconds, calls=60, per=20.)
        assert not soaked.wrong, soaked.wrong
        if soaked.calls > 60: break
    assert soaked.calls > 60, 'more calls than one window holds, or nothing was proved'
    assert len(soaked.asked) == 10


def test_the_soak_sees_processes_that_count_each_for_itself():
    soaked = soak(4, count=60, seconds=20, calls=20, per=20., shared=False)
    assert soaked.most > 20 and soaked.refused and soaked.wrong


def test_busiest():
    assert busiest([], 60) == 0 and busiest([0, 59.9, 60, 61], 60) == 3 and busiest(range(0, 600, 2), 60) == 30
