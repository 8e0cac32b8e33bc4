"What the owner asks the site for: collections beside searches, a share for each, combinations of words, a floor of favourites"
from collections import Counter
import pytest
from hypothesis import given, settings, strategies as st
from wallpicker.files import FoldersError
from wallpicker.folders import Folders
from wallpicker.gallery.catalogue import UPLOADERS
from wallpicker.gallery.replies import ACCOUNT
from wallpicker.gallery.server import Gallery
from wallpicker.picks.facts import RuleError
from wallpicker.picks.rules import Rules
from wallpicker.picks.rule import rule
from wallpicker.picks.search import Search
from wallpicker.site.budget import Budget
from wallpicker.site.client import NotFound
from wallpicker.site.query import Query, QueryError, in_words
from wallpicker.site.wallhaven import Wallhaven

@pytest.fixture(scope='module')
def site():
    with Gallery(count=200, key='goodkey', limit=None) as gallery: yield gallery

@pytest.fixture
def folders(tmp_path, monkeypatch):
    monkeypatch.setenv('WALLPICKER_STATE', str(tmp_path/'state'))
    return Folders(tmp_path/'Wallpapers').make()

def client(site, key=None): return Wallhaven(site.url, key=key, budget=Budget(calls=10_000, per=1))

def ask_for(folders, *queries):
    text = folders.config_file.read_text()
    blocks = '\n'.join('[[query]]\n' + '\n'.join(f'{k} = {v!r}' for k, v in q.items()) for q in queries)
    folders.config_file.write_text(text[:text.index('[[query]]')] + blocks + '\n' + text[text.index('[rules]'):])

def search(folders, site, key=None, **kw):
    s = Search(folders, client(site, key), **kw)
    s.run()
    return s

def night(site): return {i for c in site.api.collections if c['id'] == 21 for i in c['ids']}

def test_a_collection_is_a_source(folders, site):
    ask_for(folders, dict(collection=f'{UPLOADERS[0]}/Night'))
    folders.change('rules', least='')
    n = len(site.calls)
    s = search(folders, site)
    sfw = {w.id for w in site.wall if w.row['purity'] == 'sfw'}
    assert set(s.archive.ids()) == night(site) & sfw and len(s.archive) > 3
    assert not [c for c in site.calls[n:] if '/search' in c.target] and in_words(next(iter(s.found.asked))) == f'collection {UPLOADERS[0]}/Night'
    n = len(site.calls)
    search(folders, site)
    assert len([c for c in site.calls[n:] if '/api/' in c.target]) <= 2, 'read to its end; one call for its number, one for what is new'

def test_ones_own_private_one_needs_the_key(folders, site):
    ask_for(folders, dict(collection=f'{ACCOUNT}/default'))
    folders.change('rules', least='')
    assert len(search(folders, site, 'goodkey').archive) > 3
    s = Search(folders, client(site))
    s.run()
    assert isinstance(s.found.trouble[0], NotFound) and "no collection 'default'" in str(s.found.trouble[0])

@pytest.mark.parametrize('wrong', ['', 'Night', '/Night', 'x/', '../Night', '. /x', 'a\n/b'])
def test_no_collection(wrong):
    if wrong: pytest.raises(QueryError, Query, collection=wrong).match('user')
    else: assert Query(collection=wrong) == Query()

def test_what_does_not_go_with_a_collection():
    for k, v in dict(q='sea', ratios='16x9', sorting='views', atleast='1920x1080', categories='100').items():
        with pytest.raises(QueryError, match=f'purity alone, not with {k}'): Query(collection='a/b', **{k: v})
    assert Query(collection='a/b', purity='110').purity == '110'

def test_searches_read_as_they_did():
    "What is remembered of a query is under its repr: older roots must find it"
    assert repr(Query('sea', ratios='16x9')) == ("Query(q='sea', categories='111', purity='100', sorting='date_added', order='desc', topRange=None, atleast=None, "
                                                 "resolutions=None, ratios='16x9', colors=None, ai_art_filter=None, seed=None)")
    assert repr(Query(collection='a/b')).endswith("collection='a/b')") and repr(Rules(never='people')) == 'Rules(purity sfw; never people; only –; ratios –; least –)'

def brought(s): return Counter({q.q or q.sorting: len(o.ids) for q, o in s.found.asked.items()})

def test_a_share_leaves_room_for_others(folders, site):
    folders.change('rules', least='')
    ask_for(folders, dict(sorting='views'), dict(sorting='favorites', share=.25))
    for day in ('2026-01-01', ''):
        s = Search(folders, client(site), want=96)
        assert [q.sorting for q in s.queries(day)] == ['favorites', 'views']
    s.run()
    assert brought(s)['favorites'] == 24 and brought(s)['views'] >= 48

@pytest.mark.parametrize('share', ['"much"', '2', '-1', 'true'])
def test_no_share(folders, share):
    folders.config_file.write_text(f'[[query]]\nq = "sea"\nshare = {share}\n')
    with pytest.raises(FoldersError, match='share in'): folders.config


# ---- rules

SAFE = dict(id='l8jezr', purity='sfw', category='general', dimension_x=1920, dimension_y=1080, favorites=7)
def tagged(*tags): return {**SAFE, 'tags': list(tags)}

def test_all_of_and_none_of():
    rainy = Rules(never='tag:city +tag:rain')
    assert rainy.why_not(tagged('city', 'sun')) is None and rainy.why_not(tagged('rain', 'sea')) is None
    assert rainy.why_not(tagged('big city', 'heavy rain')) == 'it is tagged big city and it is tagged heavy rain: the rules say never tag:city +tag:rain'
    assert rainy.why_not(SAFE) is None and 'tags are not known' in rainy.why_not(SAFE, final=True)
    sea = Rules(only=['tag:sea +tag:night -tag:boat -people', 'tag:forest'])
    assert sea.why_not(tagged('sea', 'night')) is None and sea.why_not(tagged('forest', 'boat')) is None
    assert sea.why_not(tagged('sea', 'night', 'boat')) and sea.why_not(tagged('sea')) and sea.why_not({**tagged('sea', 'night'), 'category': 'people'})

@given(st.lists(st.sampled_from('abcdef'), min_size=1, max_size=4, unique=True), st.lists(st.sampled_from('ghij'), max_size=3, unique=True), st.sets(st.sampled_from('abcdefghij')))
@settings(max_examples=80, deadline=None)
def test_a_combination_is_all_of_some_and_none_of_others(some, others, tags):
    word = ' '.join([f'tag:{some[0]}', *(f'+tag:{o}' for o in some[1:]), *(f'-tag:{o}' for o in others)])
    assert bool(rule(word).finds(tagged(*tags))) == (set(some) <= tags and not set(others) & tags)

def test_words_of_a_combination_are_checked_like_others():
    for wrong in ('tag:city +rain', 'tag:city -', 'tag:city +tag:', 'tag:city -ratio:16'):
        if wrong.endswith('-'): assert rule(wrong).kind == 'tag'
        else: pytest.raises(RuleError, rule, wrong)
    with pytest.raises(RuleError, match='the network knows nothing'): Rules(never='people +sees:xyzzy').understood(['castle'])
    with pytest.raises(RuleError, match='not learnt'): Rules(only='people -own:cosy').learnt(['bright'])
    assert Rules(never='people +sees:castle').looks == {'sees'} and rule('tag:sci-fi').kind == 'tag' and rule('tag:c++').kind == 'tag'

def test_a_floor_of_favourites():
    popular = Rules(favorites=10)
    assert popular.why_not(SAFE) == 'it has 7 favourites: the rules say at least 10 favourites' and popular.why_not({**SAFE, 'favorites': 10}) is None
    assert popular.why_not({**SAFE, 'favorites': None}) is None and 'favourites are not known' in popular.why_not({**SAFE, 'favorites': None}, final=True)
    assert Rules(never='favorites:5').why_not(SAFE) and Rules(only='favorites:5').why_not(SAFE) is None
    with pytest.raises(RuleError, match='such as 50'): rule('favorites:many')
