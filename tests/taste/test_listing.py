"What the listing page does not show: facts that are known of some alone, searches, words of the owner's own, odd values"
import io

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from wallpicker.archive.store import Archive
from wallpicker.archive.transfer import export, take_in
from wallpicker.folders import Folders
from wallpicker.labels.ledger import Ledger
from wallpicker.picks.score import Scorer
from wallpicker.picks.why import explained
from wallpicker.picks.words import say_words
from wallpicker.site.query import Query, search_words
from wallpicker.taste import listing as ls
from wallpicker.taste.head import logistic
from wallpicker.taste.model import Taste

WORDS = ['castle', 'sea', 'night', 'forest', 'city', 'robot']


def auc(yes, s): return float((np.sign(s[yes][:, None] - s[~yes][None])/2 + .5).mean())

def thumb(n):
    f = io.BytesIO()
    Image.fromarray(np.random.default_rng(n).integers(0, 255, (9, 16, 3), np.uint8)).resize((432, 243)).save(f, 'JPEG')
    return f.getvalue()

def world(seed, n=600):
    "What each picture shows, and an owner who likes two of the words"
    rng = np.random.default_rng(seed)
    shows = rng.random((n, len(WORDS))) < .3
    liking = 1.5*shows[:, 0] - 1.5*shows[:, 1] + rng.standard_normal(n)
    return rng, [[w for w, has in zip(WORDS, row) if has] or ['plain'] for row in shows], liking > np.quantile(liking, .55)

def columns(facts, yes, answered):
    listing = ls.Listing(facts[answered], yes[answered], facts[~answered])
    return listing, listing(facts)


@pytest.mark.parametrize('column', ['tags', 'found', 'own'])
def test_that_a_fact_is_known_does_not_show_in_the_score(column):
    "Details are told of every YES, and of half of all others: known candidates score no differently from unknown ones"
    found = []
    for seed in range(12):
        rng, words, yes = world(seed)
        answered = np.arange(len(yes)) < 150
        known = rng.random(len(yes)) < .5
        known[answered] |= yes[answered]
        facts = pd.DataFrame({column: [o if k else None for o, k in zip(words, known)]})
        listing, L = columns(facts, yes, answered)
        w, _ = logistic(L[answered], yes[answered])
        score = L @ w
        assert auc(yes[known & ~answered], score[known & ~answered]) > .55   # it was learned
        found.append(auc(known[~answered], score[~answered]))
    assert abs(np.mean(found) - .5) < 2*np.std(found)/np.sqrt(len(found)) + .02, found

@pytest.mark.parametrize('column', ['tags', 'found', 'uploader', 'own'])
def test_what_is_known_of_answered_pictures_alone_takes_no_part(column):
    _, words, yes = world(0)
    answered = np.arange(len(yes)) < 90
    facts = pd.DataFrame({column: [o if a else None for o, a in zip(words, answered)], 'category': ['anime', 'general']*300})
    listing, L = columns(facts, yes, answered)
    kinds = np.array([n.partition(':')[0] for n in listing.names])
    assert np.isfinite(L).all() and not L[:, ~np.isin(kinds, ['category'])].any() and L[:, kinds == 'category'].any()

def test_a_search_is_no_tag_and_says_nothing_of_other_searches():
    facts = pd.DataFrame(dict(tags=[['forest'], [], [], []], found=[['forest'], ['forest'], ['toplist'], []]))
    assert ls.tokens(facts) == [dict(tag={'tag:forest'}, search={'search:forest'}), dict(search={'search:forest'}), dict(search={'search:toplist'}), {}]
    L = ls.Listing(facts.iloc[[0, 0, 2, 2]], [True, True, False, False], facts)(facts)
    assert L[0].any() and L[1].any() and not L[3].any() and (L[0] > L[2]).any()

@pytest.mark.parametrize('q,words', [
    ('forest', ['forest']), ('+forest +lake', ['forest', 'lake']), ('-people forest', ['forest']), ('"black forest" -"two men"', ['black forest']), ('@jo', ['@jo']), ('id:37', ['id:37']),
    ('like:l8jezr', ['like:l8jezr']), ('森 forêt', ['森', 'forêt']), ('-people', ['toplist']), ('', ['toplist']), (None, ['toplist']), ('""', ['toplist']), ('+', ['toplist']), ('+"ab cd"', ['ab cd'])])
def test_the_words_of_a_search(q, words): assert search_words(Query(q, sorting='toplist')) == words

def test_what_found_a_wallpaper_is_kept_goes_out_and_comes_in(tmp_path):
    here, there = (Folders(tmp_path/o).make() for o in ('here', 'there'))
    archive = Archive(here)
    for id, found in (('w0', ['forest', '@jo']), ('w1', None), ('w2', 'forest'), ('w3', ['x\ud800', 7, 'sea'])): archive.add(dict(id=id, found=found), thumb(1))
    assert archive.frame().found.tolist() == [['forest', '@jo'], [], [], ['sea']] and archive.meta('w0')['found'] == ['forest', '@jo']
    archive.add(dict(id='w0'), thumb(1))
    archive.tag('w0', ['dusk'])
    assert archive.meta('w0')['found'] == ['forest', '@jo'] and archive.frame().tags['w0'] == ['dusk']
    take_in(Archive(there), export(archive, tmp_path/'out'))
    assert Archive(there).frame().found.tolist() == archive.frame().found.tolist()
    for o in (here, there): o.db.close()

def test_words_of_ones_own_are_facts_of_pictures_that_were_gone_through(tmp_path):
    folders = Folders(tmp_path).make()
    ledger = Ledger(folders)
    ledger.say('a', 'called', words=['cosy'])
    ledger.say('b', 'called', words=[])
    ledger.say('c', 'called', words=['bleak'])
    ledger.undo()
    facts = ls.with_own_words(pd.DataFrame(index=['a', 'b', 'c', 'd']), ledger)
    assert ls.tokens(facts) == [dict(own={'own:cosy'}), dict(own={f'own:{ls.NO_WORD}'}), {}, {}]
    folders.db.close()

def test_a_taste_learns_from_searches_and_own_words_and_says_so(tmp_path):
    folders = Folders(tmp_path).make()
    archive, ledger = Archive(folders), Ledger(folders)
    ids = [archive.add(dict(id=f'p{i:05d}', found=['forest' if i % 2 else 'city']), thumb(i)) for i in range(48)]
    ledger.say_many([(o, 'YES' if i % 2 else 'NO', {}) for i, o in enumerate(ids[:32])])
    ledger.say_many([(o, 'called', dict(words=['cosy'] if i % 4 else [])) for i, o in enumerate(ids[:40])])
    Taste.train(folders, archive, ledger, repeats=2).save(folders.taste)
    taste = Taste.load(folders.taste)
    scorer = Scorer(folders)
    assert taste.listing['search:forest'][1] > .1 and 'own:cosy' in taste.listing
    p = scorer.score(ids[32:])
    assert p[ids[33::2]].min() > p[ids[32::2]].max()
    told = taste.told(taste.facts(archive, ids[32:34]))
    assert told[0]['search:forest'] < 0 < told[1]['search:forest']
    why = explained(scorer, ids[33])
    assert why.facts['search:forest'] > 0 and 'no search:city' in why.facts and 'speaks for it: no search city, search forest' in str(why)
    say_words(ledger, {ids[45]: 'cosy'})
    archive.tag(ids[46], ['dusk'])
    np.testing.assert_allclose(scorer.score(ids[45:46]), scorer.taste.scores(archive, ids[45:46]), atol=1e-6)   # a word said since counts at once
    scorer.forget(ids[46])
    assert {ids[46], ids[45]} & {*scorer._remembered()} == set() and ids[47] in scorer._remembered()
    folders.db.close()
