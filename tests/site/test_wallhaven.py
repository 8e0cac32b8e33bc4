"What a page has no room for: bad replies, listings that lie, searches cut short, and the key"
import json
import logging
import os
import pickle
import re
import subprocess
import sys
import time
import traceback
import warnings
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
import requests
from hypothesis import HealthCheck, given, settings, strategies as st
from scripted import scripted

from wallpicker.files import SITE_ID, is_id
from wallpicker.site.wallpapers import SHOWN_ROWS, Wallpapers, as_row, thumbnail
from wallpicker.site.client import TooLarge, read_body, trusted, BadReply, Blocked, NoNetwork, NotFound, Unauthorized, prompt_session
from wallpicker.folders import Folders
from wallpicker.gallery.faults import Faults
from wallpicker.gallery.server import Gallery
from wallpicker.site.budget import Budget
from wallpicker.site.limit import RateLimited, WallhavenError
from wallpicker.site.query import Query, QueryError
from wallpicker.site.wallhaven import Wallhaven

KEY = 'aVerySecretKey0123456789'
FUZZ = int(os.environ.get('WALLPICKER_FUZZ', 50))   # damaged replies; more of them with the variable


class Clock:
    "Moves only when somebody sleeps"
    def __init__(self, now=1000.): self.now, self.slept = now, []
    def __call__(self): return self.now
    def sleep(self, seconds):
        self.now += seconds
        self.slept.append(seconds)


def quick(**kw):
    clock = Clock()
    return Budget(1000, 1, clock=clock, sleep=clock.sleep, **kw)


def item(id='l8jezr', site='http://127.0.0.1:1', **kw):
    "A listing item of the shape that the site sends"
    return {**dict(id=id, url=f'{site}/w/{id}', short_url=f'{site}/{id}', views=7, favorites=3, source='', purity='sfw', category='general',
        dimension_x=1920, dimension_y=1080, resolution='1920x1080', ratio='1.78', file_size=2809677, file_type='image/png',
        created_at='2026-01-23 17:27:56', colors=['#ffffff', '#000000'], path=f'{site}/full/l8/wallhaven-{id}.png',
        thumbs=dict(large=f'{site}/lg/l8/{id}.jpg', original=f'{site}/orig/l8/{id}.jpg', small=f'{site}/small/l8/{id}.jpg')), **kw}


def reply(items, **meta): return dict(data=items, meta={**dict(current_page=1, last_page=1, per_page=24, total=len(items), query=None, seed=None), **meta})


def as_json(data, status=200, **headers): return status, {'content-type': 'application/json', **headers}, json.dumps(data).encode()


# ---- questions

@pytest.mark.parametrize('bad', [dict(ratios='16:9'), dict(ratios='1.78'), dict(ratios='16x9x1'), dict(ratios='0x9'), dict(atleast='1920'),
    dict(atleast='1920x1080,1x1'), dict(resolutions='big'), dict(colors='123456'), dict(sorting='top_list'), dict(order='up'), dict(topRange='1M'),
    dict(topRange='1m', sorting='toplist'), dict(purity='111 '), dict(purity='000'), dict(purity=[]), dict(categories='cars'), dict(purity=111),
    dict(seed='abc123'), dict(seed='abc', sorting='random'), dict(ai_art_filter=2), dict(q='like:x +y'), dict(q='id:car'), dict(q='a "b'),
    dict(q='type:gif'), dict(q='a\x00b'), dict(ratios=16), dict(atleast='1920x1080', resolutions='1920x1080')])
def test_a_bad_parameter_is_named(bad):
    with pytest.raises(QueryError) as e: Query(**bad)
    assert any(name in str(e.value) for name in bad)


@pytest.mark.parametrize('good, said', [(dict(ratios=['16x9', 'landscape']), dict(ratios='16x9,landscape')), (dict(colors='#0066CC'), dict(colors='0066cc')),
    (dict(purity='sfw, sketchy'), dict(purity='110')), (dict(q='  two   words '), dict(q='two words')), (dict(q='like:l8jezr'), dict(q='like:l8jezr')),
    (dict(q='-id +"two words" @me'), dict(q='-id +"two words" @me')), (dict(ai_art_filter=True), dict(ai_art_filter='1')), (dict(q='', ratios=''), {})])
def test_a_good_parameter_is_put_as_the_site_wants_it(good, said):
    params = Query(**good).params()
    assert {k: params[k] for k in said} == said
    assert list(params)[0] == 'categories' and params['purity'] and params['sorting'] and params['order']
    if 'q' in params: assert list(params)[-1] == 'q'
    assert Query.of(Query(**good)) == Query(**good) == Query.of({}, **good)


@pytest.mark.parametrize('page', [0, -1, '2', 1.5, None])
def test_pages_count_from_one(page):
    with pytest.raises(QueryError, match='page'): Query().params(page)


# ---- the budget of the client

def test_practising_does_not_eat_the_budget_of_the_site(tmp_path, monkeypatch):
    monkeypatch.setenv('WALLPICKER_STATE', str(tmp_path))
    here, there = Wallhaven('http://127.0.0.1:9/api/v1').budget, Wallhaven('https://wallhaven.cc/api/v1').budget
    here.ask()
    assert here.path == there.path and (here.spent(), there.spent()) == (1, 0)


def test_the_calls_of_a_day_are_those_of_the_settings(tmp_path, monkeypatch):
    monkeypatch.setenv('WALLPICKER_STATE', str(tmp_path))
    folders = Folders(tmp_path/'root').make()
    assert Wallhaven.of(folders).budget.daily == Wallhaven().budget.daily == 500
    folders.change('wallhaven', daily=2)
    with scripted(lambda path, headers, n: as_json(reply([item(f'a{n}')], last_page=9))) as asked:
        client = Wallhaven.of(folders, url=asked.url)
        client.budget.clock = Clock()
        client.budget.sleep = client.budget.clock.sleep
        with pytest.raises(RateLimited, match='All 2 calls.*2 wallpapers'): client.search(want=9)
    assert len(asked) == 2 and Wallhaven.of(folders, daily=7).budget.daily == Wallhaven(daily=7).budget.daily == 7


def test_what_the_site_counts_down_is_heeded():
    with scripted(lambda *a: as_json(reply([item()]), **{'x-ratelimit-remaining': '0'})) as asked:
        client = Wallhaven(asked.url, budget=Budget(clock=(clock := Clock()), sleep=clock.sleep))
        client.search()
        client.search()
    assert sum(clock.slept) == pytest.approx(60, abs=.01)


@pytest.mark.parametrize('status, error', [(429, RateLimited), (503, BadReply), (404, NotFound), (200, Blocked)])
def test_an_error_is_heeded_as_well(status, error):
    with scripted(lambda *a: (status, {'x-ratelimit-remaining': '0', 'retry-after': '33'}, HTML)) as asked:
        client = Wallhaven(asked.url, budget=Budget(clock=(clock := Clock()), sleep=clock.sleep), patience=0)
        with pytest.raises(error): client.search()
    assert client.budget.ask() > 25


# ---- replies

HTML = b'<!DOCTYPE html><html>Just a moment...</html>'

@pytest.mark.parametrize('status, body, error', [(401, b'{"error":"Unauthorized"}', Unauthorized), (404, b'{"error":"Nothing here"}', NotFound),
    (429, HTML, RateLimited), (403, HTML, Blocked), (200, HTML, Blocked), (500, HTML, BadReply), (521, b'', BadReply), (200, b'', BadReply),
    (200, b'{"data": [', BadReply), (200, b'[]', BadReply), (200, b'{"error": 1}', BadReply), (200, b'['*200_000, BadReply), (200, b'\xff\xfe', BadReply),
    (302, b'', BadReply), (400, b'{"error":"Bad Request"}', BadReply), (200, b'{"data": {}}', BadReply)])
def test_bad_replies_are_typed(status, body, error):
    with scripted(lambda *a: (status, {'content-type': 'application/json', 'location': 'http://127.0.0.1:9/'}, body)) as asked:
        with pytest.raises(WallhavenError) as e: Wallhaven(asked.url, budget=quick(), patience=0).search()
    assert type(e.value) is error and e.value.__context__ is None
    assert len(asked) == (3 if status >= 500 else 1)


def test_a_stumble_is_forgiven_and_every_try_is_counted():
    budget = quick()
    with scripted(lambda path, headers, n: as_json(reply([item()])) if n == 3 else (502, {}, HTML)) as asked:
        assert len(Wallhaven(asked.url, budget=budget).search()) == 1
    assert budget.spent() == 3


def test_a_429_is_waited_for_once_told():
    budget = quick()
    with scripted(lambda path, headers, n: (429, {'retry-after': '20'}, HTML) if n == 1 else as_json(reply([item()]))) as asked:
        assert len(Wallhaven(asked.url, budget=budget).search()) == 1
    assert sum(budget.sleep.__self__.slept) == pytest.approx(20, abs=1)


def test_no_network():
    with pytest.raises(NoNetwork, match='127.0.0.1'): Wallhaven('http://127.0.0.1:9', budget=quick()).search()


def test_a_reply_that_drips_comes_to_an_end():
    def drip():
        for _ in range(100):
            time.sleep(.03)
            yield b' '
    with scripted(lambda *a: (200, {}, drip(), 10_000)) as asked:
        begun = time.monotonic()
        with prompt_session() as s, s.get(asked.url, stream=True) as r, pytest.raises(requests.Timeout): read_body(r, 1000, .2)
        assert time.monotonic() - begun < 2
        with requests.get(asked.url, stream=True) as r, pytest.raises(TooLarge): read_body(r, 5, 10)


def test_a_reply_cut_short_is_no_network():
    with scripted(lambda *a: (200, {}, [b'{"data": []'], 500)) as asked:
        with pytest.raises(NoNetwork): Wallhaven(asked.url, budget=quick()).search()


# ---- listings that lie

@pytest.mark.parametrize('name, answer, rows, calls', [
    ('an end that never comes, the same page again', lambda n: reply([item('aaaaaa')], last_page=10**9), 1, 2),
    ('an empty page for ever', lambda n: reply([], last_page=10**9), 0, 1),
    ('new pages for ever', lambda n: reply([item(f'a{n}')], last_page=10**9), 7, 7),
    ('two pages in turn, for ever', lambda n: reply([item(f'a{n%2}')], last_page=10**9), 2, 3),
    ('an end that is none', lambda n: reply([item(f'a{n}')], last_page=0), 1, 1),
    ('an end of nonsense', lambda n: reply([item(f'a{n}')], last_page='soon') if n < 4 else reply([]), 3, 4),
    ('an end below zero', lambda n: reply([item(f'a{n}')], last_page=-5) if n < 4 else reply([]), 3, 4),
    ('nothing but nonsense, for ever', lambda n: reply([None, 5, {}]), 0, 1),
    ('other nonsense on each page', lambda n: reply([n, {'id': n}], last_page=10**9), 0, 7),
    ('no meta', lambda n: dict(data=[item(f'a{n}')]) if n < 3 else dict(data=[]), 2, 3),
    ('meta of nonsense', lambda n: dict(data=[item(f'a{n}')], meta='?') if n < 3 else dict(data=[]), 2, 3),
    ('a short page in the middle', lambda n: reply([item(f'a{n}{i}') for i in range(24 - (n == 2))], last_page=3), 71, 3),
    ('a page without anything usable in the middle', lambda n: reply([item(f'a{n}', purity='nsfw' if n == 2 else 'sfw')], last_page=3), 2, 3)])
def test_listings_end(name, answer, rows, calls):
    with scripted(lambda path, headers, n: as_json(answer(n))) as asked, warnings.catch_warnings():
        warnings.simplefilter('ignore')
        found = Wallhaven(asked.url, budget=quick()).search(want=1000, most=7)
    assert (len(found), len(asked)) == (rows, calls)
    assert found.next_page == (8 if calls == 7 else None)   # after seven at the most there may be more


def test_400_past_the_end_is_the_end():
    with scripted(lambda path, headers, n: as_json(reply([item()], last_page=5)) if n == 1 else as_json(dict(error='Bad Request'), 400)) as asked:
        found = Wallhaven(asked.url, budget=quick()).search(want=99)
    assert len(found) == 1 and found.next_page is None


def test_a_random_search_keeps_its_seed():
    with scripted(lambda path, headers, n: as_json(reply([item(f'a{n}')], last_page=4, seed='Xy12Zz' if n != 2 else None))) as asked:
        Wallhaven(asked.url, budget=quick()).search(sorting='random', want=99)
    assert ['seed=Xy12Zz' in path for path, _ in asked] == [False, True, True, True]


def test_a_search_stops_when_it_has_enough_and_passes_over_what_is_known():
    with scripted(lambda path, headers, n: as_json(reply([item(f'a{n}{i}') for i in range(4)], last_page=9))) as asked:
        found = Wallhaven(asked.url, budget=quick()).search(want=6, known=lambda id: id.endswith('0'))
    assert list(found.id) == ['a11', 'a12', 'a13', 'a21', 'a22', 'a23'] and found.passed == 2 and len(asked) == 2


# ---- going on where it stopped

PAGES = [[f'a{n}{i:02}' for i in range(24 - (n == 2))] for n in range(1, 6)]   # five pages, the second a short one
EVERYTHING = [id for page in PAGES for id in page]


def five_pages(bad=None, at=3):
    "A site of five pages; the first call for page `at` is answered with `bad`"
    met = []
    def answer(path, headers, n):
        page = int(parse_qs(urlsplit(path).query)['page'][0])
        if bad and page == at and len(met) < len(bad):
            met.append(page)
            return bad[len(met)-1]
        if page > 5: return as_json(dict(error='Bad Request'), 400)
        return as_json(reply([item(id) for id in PAGES[page-1]], last_page=5, total=len(EVERYTHING), current_page=page))
    return answer


@pytest.mark.parametrize('bad, error', [([(429, {'retry-after': '60'}, HTML)], RateLimited), ([(200, {}, [b'{"data"'], 999)]*3, NoNetwork),
    ([(403, {}, HTML)], Blocked), ([(500, {}, HTML)]*3, BadReply), ([as_json(dict(error='Unauthorized'), 401)], Unauthorized),
    ([as_json(dict(data='?'))], BadReply), ([(200, {}, b'')], BadReply)])
def test_an_error_on_the_way_loses_nothing(bad, error):
    with scripted(five_pages(bad)) as asked:
        client = Wallhaven(asked.url, budget=quick(), patience=0)
        with pytest.raises(error, match=r'47 wallpapers came before that \(`found`\); page 3 is next') as e: client.search(want=999)
        found, before = e.value.found, len(asked)
        assert list(found.id) == EVERYTHING[:47] and found.next_page == 3 and client.stopped is found
        rest = client.more(found, want=999)
    assert list(found.id) + list(rest.id) == EVERYTHING and rest.next_page is None
    assert 'page=3' in asked[before][0] and len(asked) == before + 3


def test_ctrl_c_loses_nothing_either():
    def stop(line):
        if 'page 2' in line: raise KeyboardInterrupt
    with scripted(five_pages()) as asked:
        client = Wallhaven(asked.url, budget=quick())
        with pytest.raises(KeyboardInterrupt) as e: client.search(want=999, progress=stop)
        assert list(client.stopped.id) == EVERYTHING[:47] and e.value.found is client.stopped
        assert list(client.more(client.stopped, want=999).id) == EVERYTHING[47:]


def test_the_end_of_the_day_loses_nothing():
    with scripted(five_pages()) as asked:
        with pytest.raises(RateLimited, match='All 4 calls.*95 wallpapers.*page 5') as e: Wallhaven(asked.url, budget=quick(daily=4)).search(want=999)
        rest = Wallhaven(asked.url, budget=quick()).more(pickle.loads(pickle.dumps(e.value.found)), want=999)
    assert list(rest.id) == EVERYTHING[95:]


def test_an_error_at_once_is_as_it_was():
    with scripted(lambda *a: (403, {}, HTML)) as asked, pytest.raises(Blocked) as e: Wallhaven(asked.url, budget=quick()).search()
    assert len(e.value.found) == 0 and e.value.found.next_page == 1 and 'came before' not in str(e.value)


@pytest.mark.parametrize('step', [7, 24, 25, 47, 48, 500])
def test_in_steps_of_any_size_everything_comes_once(step):
    with scripted(five_pages()) as asked:
        client = Wallhaven(asked.url, budget=quick())
        part, got = client.search(want=step), []
        for _ in range(50):
            got += list(part.id)
            if part.next_page is None: break
            part = client.more(part, want=step)
    assert got == EVERYTHING and len(asked) <= 5 + len(EVERYTHING)/step + 1


def test_pages_at_the_most_and_on_from_there():
    with scripted(five_pages()) as asked:
        client = Wallhaven(asked.url, budget=quick())
        part = client.search(want=999, most=2)
        assert part.next_page == 3 and len(asked) == 2
        assert list(client.more(part, want=999, most=1).id) == PAGES[2]
        assert [p.next_page for p in client.pages()] == [2, 3, 4, 5, None]
        assert list(client.search(want=9, start=5).id) == PAGES[4][:9]


def test_new_uploads_bring_nothing_twice():
    wall = [f'b{i:03}' for i in range(60)]
    def answer(path, headers, n):
        page = int(parse_qs(urlsplit(path).query)['page'][0])
        wall[:0] = [f'new{n}{i}' for i in range(5)]
        return as_json(reply([item(id) for id in wall[24*page-24:24*page]], last_page=3))
    with scripted(answer) as asked:
        client = Wallhaven(asked.url, budget=quick())
        part = client.search(want=10)
        rest = client.more(part, want=999)
    assert len(set(part.id) | set(rest.id)) == len(part) + len(rest) and not rest.id.duplicated().any()


def test_a_shuffle_goes_on_as_the_same_shuffle():
    with scripted(lambda path, headers, n: as_json(reply([item(f'a{n}')], last_page=9, seed='Xy12Zz' if n == 1 else 'aaaaaa'))) as asked:
        client = Wallhaven(asked.url, budget=quick())
        part = client.search(sorting='random', want=2)
        client.more(client.more(part, want=1), want=1)
    assert ['seed=Xy12Zz' in path for path, _ in asked] == [False, True, True, True]


def test_a_collection_goes_on_as_that_collection():
    with scripted(five_pages()) as asked:
        client = Wallhaven(asked.url, budget=quick())
        part = client.collection('somebody', 7, want=30)
        assert list(part.id) + list(client.more(part, want=20).id) == EVERYTHING[:50]
    assert all(path.startswith('/collections/somebody/7?purity=100&page=') for path, _ in asked)


def test_known_wallpapers_cost_listings_only():
    with Gallery(count=60, limit=None) as gallery:
        client = Wallhaven(gallery.url, budget=quick())
        known = set(client.search(want=99).id)
        before = len(gallery.calls)
        assert len(client.search(want=99, known=known.__contains__)) == 0
        calls = gallery.calls[before:]
    assert len(calls) == 3 and all(c.kind == 'api' and c.target.startswith('/api/v1/search?') for c in calls)


json_values = st.recursive(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=9)),
                           lambda v: st.one_of(st.lists(v, max_size=4), st.dictionaries(st.text(max_size=6), v, max_size=4)), max_leaves=8)

@st.composite
def damaged(draw):
    "A reply with a few of its values, at any depth, replaced, taken out or doubled"
    out = json.loads(json.dumps(reply([item(f'a{i}', tags=[], uploader={}) for i in range(3)], last_page=3)))
    for _ in range(draw(st.integers(1, 4))):
        at = out
        while True:
            keys = list(at) if isinstance(at, dict) else list(range(len(at)))
            if not keys: break
            key = draw(st.sampled_from(keys))
            if isinstance(at[key], (dict, list)) and draw(st.booleans()):
                at = at[key]
                continue
            what = draw(st.sampled_from(['other', 'other', 'none', 'gone', 'again']))
            if what == 'gone': del at[key]
            elif what == 'again' and isinstance(at, list): at.append(at[key])
            else: at[key] = draw(json_values) if what == 'other' else None
            break
    return out


@pytest.mark.filterwarnings('ignore:.*items on page')
def test_damaged_replies_never_crash_and_never_go_on_for_ever():
    answers = []
    with scripted(lambda path, headers, n: as_json(answers[-1])) as asked:
        client = Wallhaven(asked.url, budget=quick())
        @settings(deadline=None, max_examples=FUZZ, suppress_health_check=list(HealthCheck))
        @given(damaged())
        def check(bad):
            answers.append(bad)
            before = len(asked)
            try: found = client.search(want=50, most=6)
            except BadReply: found = Wallpapers.of([])
            assert len(asked) - before <= 6 and set(found.purity) <= {'sfw'} and all(is_id(id, SITE_ID) for id in found.id)
            try: client.wallpaper('a0')
            except BadReply: pass
            repr(found), found.to_json(default_handler=str)
        check()


# ---- items

@pytest.mark.parametrize('id', ['../../x', 'a\x00b', 'a'*300, 'CON', '-rf', '‮abc', '', None, 7, ['a'], 'abc\n'])
def test_ids_that_are_none_are_left_out_and_counted(id):
    with scripted(lambda *a: as_json(reply([item(), item(id)]))) as asked, pytest.warns(UserWarning, match='1 of 2 items'):
        found = Wallhaven(asked.url, budget=quick()).search()
    assert list(found.id) == ['l8jezr'] and len(found.skipped) == 1


@pytest.mark.parametrize('purity', ['sketchy', 'nsfw', None, 'SFW', 1])
def test_purity_is_checked_on_this_side(purity):
    with scripted(lambda *a: as_json(reply([item(), item('aaaaaa', purity=purity)]))) as asked, pytest.warns(UserWarning):
        assert list(Wallhaven(asked.url, budget=quick()).search().id) == ['l8jezr']


@pytest.mark.parametrize('url', ['https://evil.example/a.png', 'file:///etc/passwd', 'https://w.wallhaven.cc/a.png', 'http://[::1', '', None, 5])
def test_pictures_from_elsewhere_are_left_out(url):
    with pytest.raises(ValueError): as_row(item(path=url), local=True)


def test_a_reply_from_outside_cannot_send_us_here():
    site = {k: v.replace('http://127.0.0.1:1', 'https://th.wallhaven.cc') for k, v in item()['thumbs'].items()}
    assert as_row(item(path='https://w.wallhaven.cc/full/l8/wallhaven-l8jezr.png', thumbs=site))
    with pytest.raises(ValueError, match='path'): as_row(item(thumbs=site))


@pytest.mark.parametrize('junk', [None, '', 'x', -1, 1e308, [], {}, [None], True, '\x00', float('inf')])
@pytest.mark.parametrize('field', list(item()))
def test_drift_of_one_field_never_stops_a_search(field, junk):
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        rows = []
        for it in [item('aaaaaa'), {**item('bbbbbb'), field: junk}, {k: v for k, v in item('cccccc').items() if k != field}]:
            try: rows.append(as_row(it, local=True))
            except ValueError: pass
    found = Wallpapers.of(rows)
    assert 'aaaaaa' in list(found.id) and found.ratio.ge(0).all() and found.favorites.dtype == 'int64' and set(found.purity) == {'sfw'}
    repr(found)


def test_unknown_fields_are_kept(): assert as_row(item(new_field=[1]), local=True)['raw']['new_field'] == [1]


# ---- the table

def test_a_selection_is_still_a_table_of_wallpapers():
    found = Wallpapers.of([as_row(item(f'a{i}'), local=True) for i in range(5)], asked=Query('x'), total=99)
    for part in [found.head(2), found[found.favorites > 1], found.sort_values('id'), found.copy(), found.iloc[1:], pickle.loads(pickle.dumps(found)), found[['id']]]:
        assert type(part) is Wallpapers and part.total == 99 and part.asked == Query('x')
    assert type(pd.concat([found, found])) is Wallpapers and type(found.id) is pd.Series
    assert len(Wallpapers.of([])) == 0 and 'id' in Wallpapers.of([]).columns


def test_a_table_shows_pictures_or_at_least_text():
    import io
    from PIL import Image
    out = io.BytesIO()
    Image.new('RGB', (300, 200), 'teal').save(out, 'JPEG')
    with scripted(lambda path, headers, n: (200, {}, out.getvalue()) if 'bad' not in path else (200, {}, HTML)) as asked:
        rows = [as_row(item(f'a{i}', asked.url, category='<script>'), local=True) for i in range(9)]
        html = Wallpapers.of(rows)._repr_html_()
        assert html.count('data:image/jpeg;base64,') == SHOWN_ROWS == len(asked) and '3 more' in html and '<script>' not in html
        assert '127.0.0.1' not in html
        html = Wallpapers.of([as_row(item('bad123', asked.url), local=True)])._repr_html_()
        assert 'bad123' in html and 'data:image' not in html
    html = Wallpapers.of([as_row(item(), local=True)])._repr_html_()
    assert 'l8jezr' in html and 'data:image' not in html


@pytest.mark.parametrize('url', ['http://w.wallhaven.cc/a.jpg', 'https://example.org/a.jpg', 'https://user:pw@w.wallhaven.cc/a', 'https://w.wallhaven.cc:8443/a', 'ftp://127.0.0.1/a', 'https://w.wallhaven.cc.evil.org/a', 'http://127.0.0.1.evil.org/', 'http://169.254.169.254/', 'http://localhost:99999999/'])
def test_only_the_hosts_of_the_site_are_trusted(url):
    assert not trusted(url)
    with pytest.raises(OSError): thumbnail(url)


# ---- the key

def test_the_key_goes_into_one_header_and_nowhere_else(caplog, capsys, tmp_path):
    caplog.set_level(logging.DEBUG)
    said = []
    def answer(path, headers, n):
        return [as_json(reply([item()])), (401, {}, b'{}'), (429, {'retry-after': '1'}, HTML), (302, {'location': f'{asked.url}/elsewhere'}, b''),
                (200, {}, HTML), (200, {}, [b'{'], 99), (500, {}, HTML)][min(n, 7)-1]
    with scripted(answer) as asked:
        client = Wallhaven(asked.url, key=KEY, budget=quick(path=tmp_path/'calls.db'), patience=0)
        said += [repr(client), str(vars(client)), repr(client.search())]
        for ask in [client.search]*6:
            try: ask()
            except WallhavenError as e:
                e.__traceback__ = e.__traceback__.tb_next.tb_next  # without the frames of this test, which know the key
                said += [str(e), repr(e), repr(vars(e)), ''.join(traceback.TracebackException.from_exception(e, capture_locals=True).format())]
    assert all(h['X-API-Key'] == KEY for _, h in asked) and not any('elsewhere' in p for p, _ in asked)
    said += [p for p, _ in asked] + [caplog.text, *capsys.readouterr()] + [repr(f.read_bytes()) for f in tmp_path.iterdir()]
    assert len(said) > 20 and not [s for s in said if KEY in s]


@pytest.mark.filterwarnings('ignore')
def test_the_key_is_nowhere_after_a_walk_with_it(caplog, capsys, tmp_path, monkeypatch):
    "Everything that a program can see, show or store after using a key, with a gallery that knows it"
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv('WALLPICKER_STATE', str(tmp_path/'state'))
    monkeypatch.setenv('WALLHAVEN_API_KEY', KEY)
    folders, said, errors = Folders(tmp_path/'root').make(), [], []
    with Gallery(count=60, key=KEY, limit=None) as gallery:
        client = Wallhaven.of(folders, url=gallery.url)
        client.budget.spacing, client.budget.sleep = .001, lambda s: None
        found = client.search(want=30, purity='111', progress=True)
        one = client.wallpaper(found.id.iloc[0])
        results = [found, client.more(found), one, client.settings(), client.collections(), client.collection('owner', 89, purity='110'),
                   client.tag(one['tags'][0]['id']), *client.pages(most=2), Query('x'), client, client.budget, vars(client), vars(client.session)]
        said += [str(r) for r in results] + [repr(r) for r in results] + [found._repr_html_(), found.to_json(default_handler=str)]
        said += [repr(pickle.dumps(r)) for r in results[:8]]
        Faults(gallery).fail_next(401)
        Faults(gallery).fail_next(403)
        Faults(gallery).fail_next(404)
        Faults(gallery).html_next()
        Faults(gallery).truncate_next(of='api', times=3)
        for ask in [client.search]*5:
            try: ask()
            except WallhavenError as e:
                errors.append(type(e))
                said += _all_of(e)
        said += [repr(gallery.calls), repr(vars(gallery.wall[0]))]
    try: client.search()
    except WallhavenError as e:
        errors.append(type(e))
        said += _all_of(e)
    found.drop(columns='raw').to_csv(tmp_path/'found.csv')
    folders.db.tables('CREATE TABLE IF NOT EXISTS seen (row TEXT);')
    folders.db.execute('INSERT INTO seen VALUES (?)', found.to_json(default_handler=str))
    files = [f for f in tmp_path.rglob('*') if f.is_file()]
    said += [f'{f} {f.read_bytes()!r}' for f in files] + [caplog.text, *capsys.readouterr()]
    assert errors == [Unauthorized, Blocked, NotFound, Blocked, NoNetwork, NoNetwork]
    assert {'calls.db', 'wallpicker.db', 'found.csv'} <= {f.name for f in files} and 'GET /api/v1/search' in caplog.text
    assert not [s[:300] for s in said if KEY in s]
    assert KEY in client._key(requests.Request('GET', 'http://127.0.0.1').prepare()).headers['X-API-Key']   # it was there to be found


def _all_of(error):
    "What an error shows: text, attributes, and its traceback with the local variables of the client's own frames"
    error.__traceback__ = error.__traceback__.tb_next
    shown = ''.join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    return [str(error), repr(error), repr(vars(error)), shown, repr(error.__context__), repr(error.__cause__)]


KEYLIKE = re.compile(r"""apikey=(?!\.\.\.)[^\s&'"<\\]+|x-api-key['"]?\s*[:=]\s*['"]?[a-z0-9]{8,}""", re.I)

@pytest.mark.parametrize('page', sorted((Path(__file__).parents[2]/'nbs').rglob('*.ipynb')), ids=lambda p: p.stem)
def test_no_page_shows_a_key(page):
    cells = json.loads(page.read_text())['cells']
    assert not KEYLIKE.findall(json.dumps([c.get('outputs', []) for c in cells]))
    assert not re.search(r"""key=['"][A-Za-z0-9]{32}['"]""", ''.join(''.join(c['source']) for c in cells))   # a real one has 32


def test_the_search_for_keys_can_find_one():
    assert KEYLIKE.findall('https://wallhaven.cc/api/v1/search?apikey=abc&q=x') and KEYLIKE.findall("{'X-API-Key': 'abcdefghijkl'}")


def test_a_key_of_nonsense_is_not_shown():
    with pytest.raises(Unauthorized) as e: Wallhaven('http://127.0.0.1:9', key=KEY + '\nX: y', budget=quick())
    assert KEY not in str(e.value)


def test_the_key_needs_https():
    with pytest.raises(WallhavenError, match='https'): Wallhaven('http://wallhaven.cc/api/v1', key=KEY, budget=quick())


def test_the_environment_is_heard(monkeypatch):
    monkeypatch.setenv('WALLHAVEN_URL', 'http://127.0.0.1:9/api/v1')
    monkeypatch.setenv('WALLHAVEN_API_KEY', KEY)
    client = Wallhaven(budget=quick())
    assert client.url == 'http://127.0.0.1:9/api/v1' and 'a key' in repr(client)
    assert Wallhaven('http://127.0.0.1:8', budget=quick()).url == 'http://127.0.0.1:8'


def test_what_needs_a_key_says_so_without_a_call(monkeypatch):
    monkeypatch.delenv('WALLHAVEN_API_KEY', raising=False)
    client = Wallhaven('http://127.0.0.1:9', budget=quick())
    for ask in [client.settings, client.collections, lambda: client.search(purity='001')]:
        with pytest.raises(Unauthorized, match='key'): ask()
    assert client.budget.spent() == 0


# ---- the rest of the API

def test_settings_are_tidied_and_an_unknown_key_is_told():
    with scripted(lambda *a: as_json(dict(data=dict(per_page='64', resolutions=[''], purity=['sfw'], new=1)))) as asked:
        assert Wallhaven(asked.url, key=KEY, budget=quick()).settings() == dict(per_page=64, resolutions=[], purity=['sfw'], new=1)
    with scripted(lambda *a: as_json(dict(error='Nothing here'), 404)) as asked, pytest.raises(Unauthorized):
        Wallhaven(asked.url, key=KEY, budget=quick()).settings()


def test_a_wallpaper_has_tags_and_an_uploader():
    tags = [dict(id=64, name='sunset', category='Nature'), None, dict(id=1)]
    with scripted(lambda *a: as_json(dict(data=item(tags=tags, uploader=dict(username='me'))))) as asked:
        client = Wallhaven(asked.url, budget=quick())
        one = client.wallpaper('l8jezr')
        assert [t['name'] for t in one['tags']] == ['sunset'] and one['uploader'] == 'me' and one['raw']['tags'] == tags
        with pytest.raises(BadReply, match='Asked for'): client.wallpaper('aaaaaa')
        with pytest.raises(QueryError): client.wallpaper('../w')


def test_collections_force_purity():
    with scripted(lambda *a: as_json(dict(data=[item(), item('aaaaaa', purity='sketchy')], meta=dict(current_page=1, last_page=1, per_page=24, total=2)))) as asked:
        with pytest.warns(UserWarning): found = Wallhaven(asked.url, budget=quick()).collection('some one/else', 15)
    assert list(found.id) == ['l8jezr'] and asked[0][0] == '/collections/some%20one%2Felse/15?purity=100&page=1'


@pytest.mark.parametrize('user', ['..', '.', '', None, 7])
def test_a_user_without_a_name_is_refused(user):
    with pytest.raises(QueryError): Wallhaven('http://127.0.0.1:9', budget=quick()).collection(user, 1)


@pytest.mark.filterwarnings('ignore:.*items on page')
@pytest.mark.parametrize('data', [None, 5, 'x', [None, 1], {}])
def test_odd_replies_elsewhere_are_typed(data):
    with scripted(lambda *a: as_json(dict(data=data))) as asked:
        client = Wallhaven(asked.url, key=KEY, budget=quick())
        assert len(client.collections()) == 0
        for ask in [lambda: client.settings(), lambda: client.wallpaper('l8jezr'), client.search]:
            try: ask()
            except BadReply as e: assert str(e)


def test_asking_needs_no_training_library():
    code = 'import sys, wallpicker.site.wallhaven; print([m for m in ("torch", "fastai", "sklearn", "timm", "matplotlib") if m in sys.modules])'
    assert subprocess.run([sys.executable, '-c', code], capture_output=True, text=True).stdout.strip() == '[]'


# ---- addresses that a listing names

ELSEWHERE = ['http://127.0.0.1:8888/api/kernels', 'http://localhost/x', 'http://[::1]:631/', 'javascript:alert(1)', 'data:text/html,<script>1</script>', 'https://evil.example/phish', 'http://[',
             'http://wallhaven.cc/w/l8jezr', 'https://wallhaven.cc@evil.example/', 'https://evil.example\\@wallhaven.cc/', 'https://wallhaven.cc:8443/', '" onmouseover="alert(1)', 'https://wallhaven.cc/a b',
             'https://wallhaven.cc/\ud83d', 7, None, ['https://wallhaven.cc/'], {}]

def far(**changes):
    "An item as the real site has it"
    o = item(site='https://w.wallhaven.cc')
    return {**o, 'url': 'https://wallhaven.cc/w/l8jezr', **changes, 'thumbs': {**o['thumbs'], **changes.get('thumbs', {})}}

@pytest.mark.parametrize('url', ELSEWHERE, ids=ascii)
def test_an_address_of_a_listing_that_leads_elsewhere_is_left_out(url):
    bad = far(url=url, thumbs=dict(small=url, original=url))
    if isinstance(url, str) and '\ud83d' in url:
        with pytest.raises(ValueError, match='cannot be kept'): as_row(bad)
        return
    row = as_row(bad)
    assert (row['url'], row['thumb_small'], row['thumb_original']) == ('', '', '') and row['path'] and row['thumb_large']
    html = Wallpapers.of([row | dict(url=url, thumb_small=url)])._repr_html_()
    assert '<a' not in html and '<img' not in html and 'l8jezr' in html
    for name in ('path', 'large'):
        with pytest.raises(ValueError, match='no usable'): as_row({**far(), 'path': url} if name == 'path' else far(thumbs=dict(large=url)))

def test_good_addresses_of_a_listing_stay():
    row = as_row(far())
    assert row['url'] == 'https://wallhaven.cc/w/l8jezr' and row['thumb_small'].startswith('https://w.wallhaven.cc/')
    assert as_row(item(site='http://127.0.0.1:8888'), local=True)['thumb_small'].startswith('http://127.0.0.1:8888')

def test_no_table_of_the_site_asks_this_machine():
    with scripted(lambda path, headers, n: (200, {}, b'')) as asked:
        for row in (as_row(far(thumbs=dict(small=f'{asked.url}/api/kernels'))), as_row(far()) | dict(thumb_small=f'{asked.url}/api/kernels')): Wallpapers.of([row])._repr_html_()
        Wallpapers.of([as_row(far()) | dict(thumb_small=f'{asked.url}/api/kernels')])[['id', 'thumb_small']]._repr_html_()
    assert not asked

def test_a_listing_says_which_addresses_were_left_out():
    with scripted(lambda path, headers, n: (200, {}, json.dumps(dict(data=[item('x1', asked.url), item('x2', asked.url, url='javascript:alert(1)')], meta=dict(last_page=1))).encode())) as asked:
        with pytest.warns(UserWarning, match='1 addresses on page 1 lead elsewhere and were left out: url of x2'):
            found = Wallhaven(asked.url, budget=Budget(1000, 1)).search(want=2)
    assert list(found.id) == ['x1', 'x2'] and found.url[1] == ''


@pytest.mark.parametrize('id', [None, 'x', '../settings', [], {}, -1, True, '', 1e999])
def test_a_collection_without_a_number_is_left_out(id):
    data = [dict(id=id, label='odd', count=1), dict(id=5, label='Default', count=2), 'junk']
    with scripted(lambda *a: (200, {}, json.dumps(dict(data=data)).encode())) as asked:
        assert list(Wallhaven(asked.url, budget=quick()).collections('jo').id) == [5]


@pytest.mark.parametrize('url', ['http://[', 'https://[::1', 'https:///api/v1', 'nonsense'])
def test_what_is_no_address_is_named(url):
    with pytest.raises(WallhavenError, match=re.escape(repr(url))): Wallhaven(url)


def test_a_page_of_very_many_is_no_page():
    with scripted(lambda *a: (200, {}, json.dumps(dict(data=[1]*5000)).encode())) as asked, pytest.raises(BadReply, match='5,000 wallpapers'):
        Wallhaven(asked.url, budget=quick()).search()


def test_a_user_whose_name_is_no_text_is_named():
    with pytest.raises(QueryError, match='no name of a user'): Wallhaven('http://127.0.0.1:9', budget=quick()).collections('\udcff')
