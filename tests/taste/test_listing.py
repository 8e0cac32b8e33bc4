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
from wallpicker.site.query import Query, search_words
from wallpicker.taste import listing as ls
from wallpicker.taste.head import logistic

WORDS = ['castle', 'sea', 'night', 'forest', 'city', 'robot']


def auc(yes, s): return float((np.sign(s[yes][:, None] - s[~yes][None])/2 + .5).mean())

def thumb(n):
    f = io.BytesIO(); Image.fromarray(np.random.default_rng(n).integers(0, 255, (9, 16, 3), np.uint8)).resize((432, 243)).save(f, 'JPEG'); return f.getvalue()

def world(seed, n=600):
    "What each picture shows, and an owner who likes two of the words"
    rng = np.random.default_rng(seed); shows = rng.random((n, len(WORDS))) < .3
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
        rng, words, yes = world(seed); answered = np.arange(len(yes)) < 150
        known = rng.random(len(yes)) < .5; known[answered] |= yes[answered]
        facts = pd.DataFrame({column: [o if k else None for o, k in zip(words, known)]})
        listing, L = columns(facts, yes, answered)
        w, _ = logistic(L[answered], yes[answered]); score = L @ w
        assert auc(yes[known & ~answered], score[known & ~answered]) > .55   # it was learned
        found.append(auc(known[~answered], score[~answered]))
    assert abs(np.mean(found) - .5) < 2*np.std(found)/np.sqrt(len(found)) + .02, found

@pytest.mark.parametrize('column', ['tags', 'found', 'uploader', 'own'])
def test_what_is_known_of_answered_pictures_alone_takes_no_part(column):
    _, words, yes = world(0); answered = np.arange(len(yes)) < 90
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
    here, there = (Folders(tmp_path/o).make() for o in ('here', 'there')); archive = Archive(here)
    for id, found in (('w0', ['forest', '@jo']), ('w1', None), ('w2', 'forest'), ('w3', ['x\ud800', 7, 'sea'])): archive.add(dict(id=id, found=found), thumb(1))
    assert archive.frame().found.tolist() == [['forest', '@jo'], [], [], ['sea']] and archive.meta('w0')['found'] == ['forest', '@jo']
    archive.add(dict(id='w0'), thumb(1)); archive.tag('w0', ['dusk'])
    assert archive.meta('w0')['found'] == ['forest', '@jo'] and archive.frame().tags['w0'] == ['dusk']
    take_in(Archive(there), export(archive, tmp_path/'out'))
    assert Archive(there).frame().found.tolist() == archive.frame().found.tolist()
    for o in (here, there): o.db.close()

def test_words_of_ones_own_are_facts_of_pictures_that_were_gone_through(tmp_path):
    folders = Folders(tmp_path).make(); ledger = Ledger(folders)
    ledger.say('a', 'called', words=['cosy']); ledger.say('b', 'called', words=[]); ledger.say('c', 'called', words=['bleak']); ledger.undo()
    facts = ls.with_own_words(pd.DataFrame(index=['a', 'b', 'c', 'd']), ledger)
    assert ls.tokens(facts) == [dict(own={'own:cosy'}), dict(own={f'own:{ls.NO_WORD}'}), {}, {}]
    folders.db.close()
