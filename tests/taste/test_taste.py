"What would spoil the taste page: files that were tampered with, too little to learn from, leaks, small numbers, honesty of intervals"
import json, subprocess, sys

import numpy as np
import pytest
from hypothesis import Phase, given, settings, strategies as st
from PIL import Image

from wallpicker.taste import (asking, calibration as cb, evaluation as ev, file as fl, head as hd, leaks as lk, model as ts,
                              models as ms, queue as qu, recency as rc, space as sp, sure as sr)
from wallpicker.archive.store import Archive
from wallpicker.taste.features import COLOURS, Features
from wallpicker.taste.backbone import backbone
from wallpicker.taste.listing import Listing
from wallpicker.taste.writing import with_writing
from wallpicker.folders import Folders
from wallpicker.files import sha256
from wallpicker.labels.ledger import Ledger

def clouds(seed, dark=False, size=(432, 243)):
    "Coloured clouds, dark or light"
    im = Image.fromarray(np.random.default_rng(seed).integers(0, 256, (5, 8, 3), np.uint8)).resize(size, Image.Resampling.BICUBIC)
    return im.point(lambda v: v//3 if dark else 150 + v//3)

def jpeg(im):
    import io
    f = io.BytesIO()
    im.save(f, 'JPEG', quality=85)
    return f.getvalue()

def table(n=60, d=40, seed=0, signal=2.):
    "Features with a signal in one column of the first view"
    rng = np.random.default_rng(seed)
    y = np.arange(n) % 2 == 0
    X = rng.standard_normal((n, 2*d + len(COLOURS))).astype(np.float32)
    X[:, 0] += signal*y
    X[:, 2*d] += signal*y
    return X, y

def written(taste):
    "The bytes that a taste is saved as"
    return fl.to_onnx(taste.backbone.path, taste.head, taste.card)

@pytest.fixture(scope='module')
def world(tmp_path_factory):
    folders = Folders(tmp_path_factory.mktemp('world')).make()
    archive, ledger = Archive(folders), Ledger(folders)
    ids = [archive.add(dict(id=f'c{i:05d}', favorites=i), jpeg(clouds(i, dark=i % 2 == 0))) for i in range(24)]
    for i in range(16): ledger.say(ids[i], 'YES' if i % 2 == 0 else 'NO')
    features = Features(archive, backbone())
    taste = ts.Taste.train(folders, archive, ledger, features, created='2024-01-01', repeats=3)
    yield folders, archive, ledger, features, taste, ids
    folders.db.close()

def test_learns_and_equals_its_file(world, tmp_path):
    folders, archive, ledger, features, taste, ids = world
    p = taste.scores(archive, ids[16:], features)
    assert (p[::2] > p[1::2]).all()
    back = ts.Taste.load(taste.save(tmp_path/'taste.onnx'))
    assert np.abs(back.score(archive.pictures(ids)) - taste.head.probability(features(ids))).max() < 1e-4
    assert np.abs(back.scores(archive, ids) - taste.scores(archive, ids, features)).max() < 1e-4
    assert back.card == json.loads(json.dumps(taste.card)) and back.card['created'] == '2024-01-01'
    assert "the site's favourites" in taste.report.rows

def test_same_answers_same_file(world, tmp_path):
    folders, archive, ledger, features, taste, ids = world
    again = ts.Taste.train(folders, archive, ledger, features, created='2024-01-01', repeats=3)
    assert written(again) == written(taste)

def test_a_loaded_taste_can_be_trained_on(world, tmp_path):
    folders, archive, ledger, features, taste, ids = world
    one = ts.Taste.load(taste.save(tmp_path/'taste.onnx'))
    two = ts.Taste.train(folders, archive, ledger, Features(archive, one.backbone), repeats=2)
    three = ts.Taste.load(two.save(tmp_path/'two.onnx'))
    assert np.abs(three.score(archive.pictures(ids)) - two.scores(archive, ids)).max() < 1e-4

def test_scoring_looks_at_nothing_twice(world, tmp_path, monkeypatch):
    folders, archive, ledger, features, taste, ids = world
    back = ts.Taste.load(taste.save(tmp_path/'taste.onnx'))
    monkeypatch.setattr(type(back.backbone), 'run', lambda *a, **k: pytest.fail('it looked again'))
    assert len(back.scores(archive, ids)) == len(ids)

def test_scoring_needs_no_torch_and_no_sklearn(world, tmp_path):
    folders, archive, ledger, features, taste, ids = world
    path = taste.save(tmp_path/'taste.onnx')
    code = ("import sys; from wallpicker.taste.model import Taste; from PIL import Image\n"
            f"t = Taste.load({str(path)!r}); t.score([Image.new('RGB', (432, 243))])\n"
            "bad = {'torch', 'sklearn', 'fastai', 'timm', 'onnx', 'scipy.optimize', 'matplotlib'} & set(sys.modules); assert not bad, bad")
    subprocess.run([sys.executable, '-c', code], check=True)

@given(where=st.floats(0, 1), flip=st.integers(1, 255))
@settings(max_examples=15, deadline=None, phases=[Phase.generate])   # a smaller byte says no more, and each costs a file
def test_every_changed_byte_is_noticed(world, tmp_path_factory, where, flip):
    path = tmp_path_factory.mktemp('t')/'taste.onnx'
    data = bytearray(written(world[4]))
    data[int(where*(len(data) - 1))] ^= flip
    path.write_bytes(data)
    with pytest.raises(hd.TasteError): fl.check_file(path)

@pytest.mark.parametrize('data, says', [(b'', 'is not a taste'), (b'\x08\x08\x12\x0awallpicker', 'is cut short'), (None, 'there is no taste at')])
def test_other_files_are_refused(tmp_path, data, says):
    path = tmp_path/'taste.onnx'
    if data is not None: path.write_bytes(data)
    with pytest.raises(hd.TasteError, match=says): ts.Taste.load(path)

def test_a_newer_file_asks_for_an_upgrade(world, tmp_path, monkeypatch):
    newer = ts.Taste(world[4].head, world[4].card | dict(format=fl.FORMAT + 1), world[4].backbone)
    path = newer.save(tmp_path/'taste.onnx')
    with pytest.raises(hd.TasteError, match='made by a newer wallpicker'): ts.Taste.load(path)

def test_an_older_file_says_what_to_do(world, tmp_path):
    older = ts.Taste(world[4].head, world[4].card | dict(format=fl.FORMAT - 1), world[4].backbone)
    with pytest.raises(hd.TasteError, match='made by an older wallpicker .* move it away, then train again'): ts.Taste.load(older.save(tmp_path/'taste.onnx'))

def test_the_one_before_is_kept_once(world, tmp_path):
    taste, path = world[4], tmp_path/'taste.onnx'
    other = ts.Taste(hd.Head(-taste.head.w, 0.), taste.card, taste.backbone)
    for t in (taste, taste, other, taste, other): t.save(path)
    assert len(list((tmp_path/'models').glob('*.onnx'))) == 2
    assert list(ms.models(path).used) == [False, False, True]
    with pytest.raises(hd.TasteError, match="no model is called 'x'"): ms.go_back(path, 'x')
    with pytest.raises(hd.TasteError, match='no older model'): ms.go_back(tmp_path/'elsewhere'/'taste.onnx')

def trained(world, tmp_path, *constants):
    "A model in use and older ones from the same network, which differ in the constant of their head; their bytes"
    path, data = tmp_path/'taste.onnx', []
    for b in constants:
        ts.Taste(hd.Head(world[4].head.w, float(b)), world[4].card, world[4].backbone).save(path)
        data.append(path.read_bytes())
    return path, data

def test_older_models_share_their_network_and_come_back_to_the_last_byte(world, tmp_path):
    path, data = trained(world, tmp_path, 0, 1, 2, 3)
    folder = path.parent/'models'
    older = sorted(folder.glob('*.onnx'))
    assert [fl.whole_file(p) for p in older] == data[:3] and all(p.stat().st_size < len(data[0])/10 for p in older)
    assert sum(p.stat().st_size for p in folder.iterdir()) < 1.5*len(data[0])
    assert [ts.Taste.load(p).head.b for p in older] == [0, 1, 2]
    assert ms.go_back(path, older[0].stem).head.b == 0 and path.read_bytes() == data[0]

def test_models_that_an_earlier_version_kept_whole_open_and_share_too(world, tmp_path):
    path, data = trained(world, tmp_path, 0, 1)
    folder = path.parent/'models'
    for p in folder.iterdir(): p.unlink()
    names = [f'000{n}-{sha256(d)[:8]}{mark}.onnx' for n, (d, mark) in enumerate(zip(data, ('-kept', '')), 1)]
    for name, d in zip(names, data): (folder/name).write_bytes(d)
    assert list(ms.models(path).wrong) == ['', '', '']
    trained(world, tmp_path, 5)
    assert [fl.whole_file(folder/n) for n in names] == data and max((folder/n).stat().st_size for n in names) < len(data[0])/10

def test_a_network_stays_while_a_marked_model_needs_it_and_goes_after(world, tmp_path, monkeypatch):
    path, data = trained(world, tmp_path, 0, 1)
    folder = path.parent/'models'
    name = ms.keep(path, ms.models(path).index[0])
    for n in range(fl.NEWEST + 2):
        path.write_bytes(b'model %d' % n)
        fl.keep_older(path, b'something new')
    assert fl.whole_file(folder/f'{name}.onnx') == data[0] and len([*folder.glob('network-*')]) == 1
    (folder/f'{name}.onnx').unlink()
    (folder/'network-mine.bin').write_bytes(b'mine')
    path.write_bytes(b'another')
    fl.keep_older(path, b'something new')
    assert [p.name for p in folder.glob('network-*')] == ['network-mine.bin']

def test_a_kept_model_without_its_network_says_so_and_one_copied_by_hand_opens(world, tmp_path):
    path, data = trained(world, tmp_path, 0, 1)
    [older] = (path.parent/'models').glob('*.onnx')
    path.write_bytes(older.read_bytes())
    assert ts.Taste.load(path).head.b == 0 and ts.Taste.load(path).score([Image.new('RGB', (432, 243))]).shape == (1,)
    [network] = (path.parent/'models').glob('network-*')
    network.write_bytes(network.read_bytes()[:-1] + b'x')
    with pytest.raises(hd.TasteError, match='kept without its network, and network-.* is not in models/: train again'): ts.Taste.load(older)
    assert 'without its network' in ms.models(path).wrong.iloc[0]

def test_desktop_pictures_train_but_are_not_judged(world, tmp_path):
    folders = Folders(tmp_path).make()
    archive, ledger = Archive(folders), Ledger(folders)
    for i in range(6):
        clouds(i, True, (864, 486)).save(folders.desktop/f'{i}.png')
        ledger.say(archive.add_file(folders.desktop/f'{i}.png'), 'YES')
    with pytest.raises(hd.TasteError, match='6 YES and 0 NO are too few to learn a taste: say 1 more NO'): ts.Taste.train(folders, archive, ledger)
    def answer(i): ledger.say(archive.add(dict(id=f'c{i:05d}'), jpeg(clouds(i, i % 2))), 'NO' if i % 2 == 0 else 'YES')
    for i in range(10, 19): answer(i)
    few = ts.Taste.train(folders, archive, ledger, repeats=2)
    assert (few.card['n'], few.card['judged'], few.judged) == (15, 0, False) and 'not judged yet' in repr(few)
    answer(19)
    taste = ts.Taste.train(folders, archive, ledger, repeats=2)
    assert (taste.card['n'], taste.card['judged']) == (16, 10) and 'on 10 candidates' in repr(taste)
    assert [ts.Taste(taste.head, taste.card | dict(judged=n), taste.backbone).judged for n in (0, 10, 19, 20, 89)] == [False]*3 + [True]*2
    folders.db.close()

def test_nothing_said_says_what_to_do(tmp_path):
    folders = Folders(tmp_path).make()
    with pytest.raises(hd.TasteError, match='0 YES and 0 NO are too few'): ts.Taste.train(folders, Archive(folders), Ledger(folders))
    folders.db.close()

def test_a_leak_would_show():
    X, _ = table(signal=0)
    noise = np.random.default_rng(1).random(60) < .5
    assert ev.evaluate(X, noise, repeats=5).auc[1] < .5 < ev.evaluate(X, noise, repeats=5).auc[2]
    leaky = X.copy()
    leaky[:, -26] = noise*10
    assert ev.evaluate(leaky, noise, repeats=5).auc[1] > .5

def test_twins_do_not_teach_each_other():
    X, _ = table(40, signal=0)
    y = np.random.default_rng(3).random(40) < .5
    X, y, groups = np.repeat(X, 2, 0), np.repeat(y, 2), np.repeat(np.arange(40), 2)
    apart, together = ev.evaluate(X, y, repeats=5).auc, ev.evaluate(X, y, groups, repeats=5).auc
    assert apart[0] > .8 and together[1] < .55

@given(st.integers(2, 30), st.integers(2, 30), st.integers(0, 99))
@settings(max_examples=40, deadline=None)
def test_deal_keeps_groups_together_and_folds_even(groups, folds, seed):
    rng = np.random.default_rng(seed)
    g = rng.integers(groups, size=60)
    y = rng.random(60) < .5
    fold = cb.stratified_group_folds(y, g, folds, rng)
    assert all(len(set(fold[g == k])) == 1 for k in set(g)) and fold.max() < folds

def test_auc_is_sklearns():
    pytest.importorskip('sklearn', reason='it comes with the extra `fastai`')
    from sklearn.metrics import roc_auc_score, average_precision_score
    rng = np.random.default_rng(0)
    y = rng.random(80) < .4
    s = rng.standard_normal((1, 80)).round(1) + y
    got = ev.figures(s, hd.sigmoid(s), y, np.ones((1, 80)))
    assert abs(got['AUC'][0] - roc_auc_score(y, s[0])) < 1e-9
    s = s + rng.standard_normal(80)*1e-6
    assert abs(ev.figures(s, hd.sigmoid(s), y, np.ones((1, 80)))['average precision'][0] - average_precision_score(y, s[0])) < 1e-9

def test_drawing_twice_is_weighing_twice():
    rng = np.random.default_rng(0)
    y = rng.random(30) < .5
    S = rng.standard_normal((3, 30))
    P = hd.sigmoid(S)
    w = rng.multinomial(30, np.full(30, 1/30))
    at = np.repeat(np.arange(30), w)
    one = ev.figures(S, P, y, w[None])
    two = ev.figures(S[:, at], P[:, at], y[at], np.ones((1, 30)))
    for k in ('AUC', 'balanced accuracy', 'Brier', 'log-loss', 'precision@10'): assert abs(one[k][0] - two[k][0]) < 1e-9, k

@pytest.mark.parametrize('s', [np.zeros(20), np.linspace(-1, 1, 20), -np.linspace(-1, 1, 20), np.r_[np.full(10, -1e6), np.full(10, 1e6)]])
def test_platt_is_always_finite_and_never_turns_round(s):
    slope, shift = cb.platt(s, np.arange(20) >= 10)
    assert np.isfinite([slope, shift]).all() and slope >= 0

def test_asking_never_repeats_and_ends():
    X, y = table(30)
    asked = []
    while asks := asking.ask_next(X, asked, [None if i % 7 == 0 else bool(y[i]) for i in asked], 4, np.random.default_rng(len(asked))):
        assert not {a.index for a in asks} & set(asked) and len({a.index for a in asks}) == len(asks)
        asked += [a.index for a in asks]
    assert sorted(asked) == list(range(30))

def test_a_fifth_is_by_lot():
    X, y = table(200)
    why = [a.why for s in range(50) for a in asking.ask_next(X, range(40), y[:40], 5, np.random.default_rng(s))]
    assert .1 < why.count('random')/len(why) < .3

@given(st.lists(st.booleans(), min_size=1, max_size=90), st.integers(0, 99), st.sampled_from([.5, .8, .9]))
@settings(max_examples=80, deadline=None)
def test_sure_enough_keeps_its_word(answers, seed, target):
    y, p = np.array(answers), np.random.default_rng(seed).integers(0, 9, len(answers))/8
    sure = sr.sure_enough(p, y, target)
    at = p >= target
    assert (sure.yes, sure.n) == (y[at].sum(), at.sum())
    possible = at.any() and sr.wilson(sure.yes, sure.n, 1.28)[1] >= target
    if len(y) < cb.JUDGED: assert not sure and sure.more == cb.JUDGED - len(y) and f'{sure.more} more answers' in repr(sure)
    elif possible: assert sure.start == target and 'sure enough from' in repr(sure)
    else: assert not sure and not sure.more and (f'only {sure.yes} of {sure.n}' if at.any() else f'none of your answers {target:.0%} or more') in repr(sure)

@pytest.mark.parametrize('target', [.6, .9, .95])
def test_a_probability_that_no_answer_reached_was_never_judged(target):
    "However well it ranks: beyond its surest answer a calibration is drawn further than it was compared with anything"
    p, y = np.linspace(.01, target - 1e-6, 90), np.arange(90) > 40
    assert not sr.sure_enough(p, y, target, auc=(.99, .97, 1.)) and not sr.sure_enough(p, y, target, np.full(90, .9))
    assert sr.sure_enough(np.r_[p[:-1], target], y, target, auc=(.99, .97, 1.))

def test_a_ranking_no_better_than_a_coin_is_never_sure():
    p, y = np.linspace(.99, .01, 90), np.arange(90) < 30
    assert sr.sure_enough(p, y, auc=(.8, .7, .9))
    coin = sr.sure_enough(p, y, auc=(.56, .44, .68))
    assert not coin and 'puts the liked one first 56 times in 100 (44 to 68); guessing: 50' in repr(coin)

def test_sure_enough_is_the_same_in_any_order():
    rng = np.random.default_rng(0)
    p, y = rng.random(80).round(1), rng.random(80) < .8
    order = rng.permutation(80)
    assert repr(sr.sure_enough(p, y, .6)) == repr(sr.sure_enough(p[order], y[order], .6))

def noise(seed, sample_weight=None):
    rng = np.random.default_rng(seed)
    p, y = rng.random(89), rng.random(89) < .45
    W = ev.bootstrap(y, np.ones(89) if sample_weight is None else sample_weight, seed)
    return sr.sure_enough(p, y, sample_weight=sample_weight, auc=ev.with_interval(ev.auc(p[None], y, W)))

def test_noise_is_hardly_ever_sure():
    "Of models that know nothing, asked by an owner of whose candidates 45 of a hundred are a YES"
    assert sum(bool(noise(seed)) for seed in range(300)) <= 6

def test_a_saved_taste_is_as_sure_as_its_report(world, tmp_path):
    taste = world[4]
    back = ts.Taste.load(taste.save(tmp_path/'taste.onnx'))
    for target in (.3, .6, .9, .99):
        told, saved = taste.report.sure(target), back.sure(target)
        assert (told.yes, told.n, told.more) == (saved.yes, saved.n, saved.more) and repr(told) == repr(saved) and bool(told) == bool(saved)
        assert not told or abs(told.start - saved.start) < 1e-5

def test_only_fair_questions_are_judged_on_once_there_are_enough(world, tmp_path):
    folders = Folders(tmp_path).make()
    ledger = Ledger(folders)
    ids, y = [f'x{i:05d}' for i in range(150)], np.arange(150) % 3 == 0
    ledger.say_many([(i, 'YES' if v else 'NO', dict(asked='random') if k < 70 else {}) for k, (i, v) in enumerate(zip(ids, y))])
    candidates = np.arange(150) > 4
    assert ts.fair(ids, y, candidates, ledger).tolist() == [4 < k < 70 for k in range(150)]
    assert ts.fair(ids[20:], y[20:], candidates[20:], ledger).sum() == 130
    folders.db.close()

def test_the_questions_do_not_depend_on_what_came_in_first(tmp_path):
    asked = []
    for name, order in (('one', range(16)), ('other', range(15, -1, -1))):
        folders = Folders(tmp_path/name).make()
        archive = Archive(folders)
        for i in order: archive.add(dict(id=f'c{i:05d}'), jpeg(clouds(i, dark=i % 2 == 0)))
        asked.append(qu.queue(archive, Ledger(folders), Features(archive, backbone()), 8))
    assert asked[0] == asked[1] and len(set(asked[0])) == 8

def test_with_one_sitting_everything_is_as_without_counts(world):
    folders, archive, ledger, features, taste, ids = world
    X, y = table()
    once = rc.recency_weights(np.linspace(0, .2, 60))
    assert set(once) == {1.}
    alike, counted = ev.evaluate(X, y, repeats=3), ev.evaluate(X, y, repeats=3, sample_weight=once)
    assert alike.rows == counted.rows and alike.calibration == counted.calibration and repr(alike.sure()) == repr(counted.sure())
    told = ledger.labels()
    known, others, yes = list(told.index), sorted(set(ids) - set(told.index)), (told == 'YES').to_numpy()
    facts = with_writing(archive.frame(), archive, [*known, *others])
    listing = Listing(facts.loc[known], yes, facts.loc[others])
    space = sp.Space(np.vstack([features(known), features(others)]), features.backbone.view, beside=listing.blocks)
    w, b, _ = space.learn(np.hstack([space(features(known)), listing(facts.loc[known])]), yes)
    plain = space.head(w, b)
    assert np.allclose(taste.head.w, plain.w, atol=1e-5) and abs(taste.head.b - plain.b) < 1e-6
    assert taste.card['weight'] == taste.card['n'] == len(told) and set(taste.card['counted']) == {1.} and taste.card['fade'] == 365

@given(st.lists(st.floats(0, 5000), min_size=1, max_size=80), st.sampled_from([30., 365.]), st.integers(0, 99))
@settings(max_examples=80, deadline=None)
def test_fading_is_fair(days, half, seed):
    days = np.array(days)
    c = rc.recency_weights(days, half)
    order = np.argsort(days, kind='stable')
    assert (c >= rc.FLOOR).all() and (c <= 1).all() and c[days.argmax()] == 1 and (np.diff(c[order]) >= 0).all()
    near = np.diff(days[order]) <= rc.REST
    assert (np.diff(c[order])[near] == 0).all()
    shuffled = np.random.default_rng(seed).permutation(len(days))
    assert (rc.recency_weights(days[shuffled], half) == c[shuffled]).all() and (rc.recency_weights(days + 1000, half).round(6) == c.round(6)).all()
    assert (rc.recency_weights(days, 0) == 1).all()
    gone = rc.recency_weights(np.r_[days, days.max() + 1e6], half)[:-1]   # one answer after an age: no more is taken away than for so many newer answers
    newer = (days[None] > days[:, None]).sum(1) + 1
    assert (gone >= np.maximum(2**(-rc.EACH*newer/half), rc.FLOOR) - 1e-9).all()

def moved(tmp_path, archive, then, now, ids, years=4):
    "A tree in which half of the answers are some years old and said the opposite"
    folders = Folders(tmp_path).make()
    box = Archive(folders)
    for i in ids: box.add(dict(id=i), archive.preview(i))
    half = len(ids)//2
    folders.ledger.write_text(''.join(json.dumps(dict(seq=k + 1, time=f'{2024 if k < half else 2024 + years}-03-01T20:{k:02d}:00+00:00', id=i,
                              verb='YES' if (k % 2 == 0) == (then if k < half else now) else 'NO', who='owner')) + '\n' for k, i in enumerate(ids)))
    return folders, box, Ledger(folders)

def test_the_newer_word_weighs_more(world, tmp_path):
    _, archive, _, _, _, ids = world
    folders, box, ledger = moved(tmp_path, archive, False, True, ids)
    p = {}
    for fade in (0, 10):
        folders.change('taste', fade=fade)
        taste = ts.Taste.train(folders, box, ledger, repeats=2)
        assert taste.card['fade'] == fade
        p[fade] = taste.head.score(Features(box, taste.backbone)(ids))
    dark = np.arange(len(ids)) % 2 == 0
    apart = {fade: s[dark].mean() - s[~dark].mean() for fade, s in p.items()}
    assert apart[10] > apart[0] + .1 and taste.card['weight'] < taste.card['n'] and 'Older answers count less' in taste.report._repr_markdown_()
    folders.db.close()

def test_asking_and_training_count_alike(world, tmp_path):
    _, archive, _, _, _, ids = world
    folders, box, ledger = moved(tmp_path, archive, False, True, ids[:20])
    for i in ids[20:]: box.add(dict(id=i), archive.preview(i))
    folders.change('taste', fade=60)
    features = Features(box, backbone())
    asker = qu.asker_of(box, ledger, features)
    asker({})
    told = ledger.labels()
    at = [asker.at[i] for i in told.index]
    w, b, _ = asker.space.learn(asker.T[at], told == 'YES', sample_weight=rc.recency_weights(rc.answered(ledger)[list(told.index)], 60))
    assert np.abs(asker.score - (asker.T @ w + b)).max() < 1e-3
    w, b, _ = asker.space.learn(asker.T[at], told == 'YES')
    assert np.abs(asker.score - (asker.T @ w + b)).max() > 1e-2
    folders.db.close()

def test_when_it_was_said(tmp_path):
    folders = Folders(tmp_path).make()
    said = [('a', 'YES', '2024-01-01T00:00:00+00:00'), ('b', 'NO', 'last spring'), ('a', 'NO', '2024-01-11T02:00:00+02:00'),
            ('c', 'skip', '2024-01-12T00:00:00Z'), ('d', 'favourite', '2024-01-13T00:00:00Z'), ('d', 'picked', '2024-02-13T00:00:00Z')]
    folders.ledger.write_text(''.join(json.dumps(dict(seq=k, id=i, verb=v, time=t, who='owner')) + '\n' for k, (i, v, t) in enumerate(said, 1)))
    ledger = Ledger(folders)
    assert (rc.answered(ledger) - rc.answered(ledger)['b']).to_dict() == dict(a=10, b=0, d=12)
    ledger.undo()
    assert set(rc.answered(ledger).index) == set(ledger.labels().index)
    assert not len(rc.answered(Ledger(Folders(tmp_path/'empty').make())))
    folders.db.close()

def test_counting_twice_is_being_said_twice():
    rng = np.random.default_rng(0)
    s, y = rng.standard_normal(40), rng.random(40) < .5
    c = rng.integers(1, 4, 40)
    at = np.repeat(np.arange(40), c)
    assert np.allclose(cb.platt(s, y, c), cb.platt(s[at], y[at]), atol=1e-2)
    w, b = hd.logistic(s[:, None], y, sample_weight=c)
    v, d = hd.logistic(s[at, None], y[at])
    assert np.allclose([w[0], b], [v[0], d], atol=1e-6)

def test_old_answers_alone_vouch_for_less():
    p, y = np.linspace(.99, .01, 60), np.arange(60) < 30
    assert sr.sure_enough(p, y) and sr.sure_enough(p, y, sample_weight=np.full(60, .2))
    older = sr.sure_enough(p, y, sample_weight=np.repeat([.1, 1.], [40, 20]))
    assert not older and older.more
    assert sum(bool(noise(seed, np.random.default_rng(seed).choice([.2, .5, 1], 89))) for seed in range(300)) <= 6

@given(st.lists(st.floats(.1, 1), min_size=1, max_size=80))
@settings(max_examples=60, deadline=None)
def test_no_answers_are_worth_more_than_they_are(weights):
    c = np.array(weights)
    assert c.sum() - 1e-9 <= cb.effective(c) <= len(c) + 1e-9 and abs(cb.effective(.5*c) - cb.effective(c)) < 1e-6

@pytest.mark.parametrize('n', [4, 10, 39, 40, 80])
def test_few_answers_stay_near_the_middle(n):
    "Scores that happen to put every YES first: certainty has to be earned by many answers"
    y = np.arange(n) >= n//2
    s = np.linspace(-1, 1, n) + np.where(y, 1, -1)
    slope, shift = cb.calibrate(np.tile(s, (20, 1)), y)
    best = hd.sigmoid(slope*s[-1] + shift)
    again = cb.calibrate(np.tile(s, (5, 1)), y)
    assert .5 < best < (.9 if n <= 10 else .995 if n < cb.JUDGED else 1)
    if n < cb.JUDGED: np.testing.assert_allclose((slope, shift), again, atol=1e-6)   # how often the answers were split makes no difference

def test_a_taste_saved_before_answers_faded_is_read(world, tmp_path):
    taste = world[4]
    card = {k: v for k, v in taste.card.items() if k not in ('counted', 'fade', 'weight')}
    old = ts.Taste.load(ts.Taste(taste.head, card, taste.backbone).save(tmp_path/'taste.onnx'))
    assert (old.sure(.3).yes, old.sure(.3).n) == (taste.sure(.3).yes, taste.sure(.3).n)

def test_the_alarm_hears_what_hides_under_the_pictures():
    "A trace that is the same in every picture and small beside what is on them"
    rng = np.random.default_rng(0)
    pictures = rng.standard_normal((80, 30)) @ rng.standard_normal((30, 2*40 + len(COLOURS))) * 3
    noise = lambda: pictures + .3*rng.standard_normal(pictures.shape)
    trace = .4*rng.standard_normal(pictures.shape[1])
    assert lk.two_sample_test(noise(), noise() + trace)[1] > .8
    heard = [lk.two_sample_test(noise(), noise(), seed=s) for s in range(5)]
    assert sum(low <= .5 <= high for _, low, high in heard) >= 4

def test_the_alarm_learns_no_twin_by_heart():
    rng = np.random.default_rng(0)
    pictures = rng.standard_normal((40, 2*40 + len(COLOURS))).repeat(2, 0)
    groups = np.arange(40).repeat(2)   # every pair of twins has a trace of its own
    own = rng.standard_normal((40, pictures.shape[1])).repeat(2, 0)
    assert lk.two_sample_test(pictures, pictures + own, groups)[0] < .75 < lk.two_sample_test(pictures, pictures + own)[0]
