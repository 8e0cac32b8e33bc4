"""How good the taste is, on real pictures: `WALLPICKER_PICTURES=FOLDER python -m bench.taste [NAME …]`.

The folder holds pictures, a `pictures.csv` and an `owners.py` with SIMULATED owners: what is compared here is methods, nobody's taste.
Twenty splits for each owner, near-duplicates on one side; all settings were chosen looking at the first three owners only, so the
other three are told apart. `±` is twice the standard error over the splits.
"""
import importlib.util
import os
import sys
import tempfile
import time
from functools import cache
from itertools import permutations, product
from pathlib import Path

import numpy as np

from wallpicker.taste import calibration as cb, evaluation as ev, head as hd, recency as rc, space as sp
from wallpicker.taste.sure import sure_enough, wilson
from wallpicker.archive.preview import decode, encode, prepare
from wallpicker.taste.asking import Asker, choose
from wallpicker.taste.features import COLOURS, colour_numbers
from wallpicker.taste.backbone import Backbone, backbone
from wallpicker.fastai_way.export import export_backbone
from wallpicker.taste.network import LITE0, VIEWS
from wallpicker.taste.listing import Listing
from wallpicker.taste.model import SHOWN
from wallpicker.taste.space import Scale, Space
from wallpicker.taste.head import one_core

SPLITS, COUNTS = range(20), (20, 40, 89)
FIGURES = {}


def figure(f):
    FIGURES[f.__name__] = f
    return f


class World:
    "The pictures, what the network sees in them, and what the owners say"
    def __init__(self, folder, net=None):
        self.folder = folder
        spec = importlib.util.spec_from_file_location('owners', folder/'owners.py')
        owners = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(owners)
        rows = owners.read_pictures(folder/'pictures.csv')
        self.rows, self.groups = rows, np.array([r['group'] for r in rows])
        self.said = {o: owners.answers(o, rows)[0] for o in owners.OWNERS}
        self.halves = {'choosing': list(self.said)[:3], 'judging': list(self.said)[3:], 'all six': list(self.said)}
        pictures = [decode(encode(prepare(folder/r['file']))) for r in rows]
        net = net or backbone()
        self.view, self.X = net.view, np.hstack([net(pictures), colour_numbers(pictures)])
        self.space = Space(self.X, self.view)
        self.T = self.space(self.X)
        self.plain = hd.gram_coordinates(simple(self.X, net.view))
        self.histogram = hd.gram_coordinates(ev.histogram(pictures))

    def learn_from(self, seed, n):
        "Which pictures to learn from: whole groups in random order until there are `n` pictures"
        order = np.random.default_rng(seed).permutation(np.unique(self.groups))
        upto = np.cumsum([(self.groups == g).sum() for g in order])
        return np.isin(self.groups, order[:np.searchsorted(upto, n) + 1])

    def over(self, measure):
        "`measure(answers, split)` for every owner and split: [owners, splits, …]"
        return {o: np.array([measure(y, s) for s in SPLITS]) for o, y in self.said.items()}


def simple(X, view):
    "Both views and the colours made comparable, for the simple head: no texture, no models"
    X = np.hstack([X[:, :2*view], X[:, -len(COLOURS):]])
    return Scale(X)(X)


def auc(y, s): return float((np.sign(s[y][:, None] - s[~y][None])/2 + .5).mean())


def band(per_owner, who):
    "Mean over owners and splits, and twice its standard error over splits"
    per = np.mean([per_owner[o] for o in who], 0)
    return per.mean(0), 2*per.std(0, ddof=1)/np.sqrt(len(per))


def row(name, *values): print(f'{name:<46}' + ''.join(f'{v:>21}' for v in values), flush=True)


@figure
def heads(w):
    "ROC-AUC and share of YES in the top ten at 20, 40 and 89 answers; to reach: .805 / .832 / .848 and .955"
    methods = {'colour histogram': (w.histogram, cb.head_method), 'plain logistic regression': (w.plain, cb.head_method),
               'the taste': (w.T, cb.taste_method(w.space))}
    found = {}
    for name, (T, method) in methods.items():
        for n in COUNTS:
            def one(y, s):
                seen = w.learn_from(s, n)
                score = method(T[seen], y[seen], T[~seen])
                return auc(y[~seen], score), y[~seen][np.argsort(-score)[:10]].mean()
            found[name, n] = w.over(one)
    for half, who in w.halves.items():
        row(half, *[f'{n} answers' for n in COUNTS])
        for name in methods:
            bands = [band(found[name, n], who) for n in COUNTS]
            row('  ' + name, *[f'{m[0]:.3f}±{e[0]:.3f}/{m[1]:.3f}' for m, e in bands])
        gain = [band({o: found['the taste', n][o] - found['plain logistic regression', n][o] for o in who}, who) for n in COUNTS]
        row('  gained over plain', *[f'{m[0]:+.3f}±{e[0]:.3f}' for m, e in gain])
    return found


@figure
def sizes(w, pairs=((224, 224), (224, 160), (208, 160), (208, 128), (192, 128), (160, 160))):
    "Points along one side of the whole and of the middle: milliseconds of one core in the network, ROC-AUC and share of YES in the top ten"
    row('all six', 'network', *[f'{n} answers' for n in COUNTS])
    for pair in pairs:
        with tempfile.TemporaryDirectory() as tmp:
            export_backbone(LITE0, f'{tmp}/net.onnx', sizes=pair)
            net = Backbone(f'{tmp}/net.onnx', threads=1)
            feed, took = {k: np.zeros((1, n, n, 3), np.uint8) for k, n in zip(VIEWS, pair)}, []
            for _ in range(40):
                start = time.process_time()
                net.session.run(['features', 'logits'], feed)
                took.append(time.process_time() - start)
            other = World(w.folder, net)
        method, bands = cb.taste_method(other.space), []
        for n in COUNTS:
            def one(y, s):
                seen = w.learn_from(s, n)
                score = method(other.T[seen], y[seen], other.T[~seen])
                return auc(y[~seen], score), y[~seen][np.argsort(-score)[:10]].mean()
            bands.append(band(other.over(one), w.halves['all six']))
        row(f'  {pair[0]} and {pair[1]}', f'{1000*np.median(took):.1f} ms', *[f'{m[0]:.3f}±{e[0]:.3f}/{m[1]:.3f}' for m, e in bands])


@figure
def asking(w, marks=(10, 20, 30, 40, 50, 60, 70, 80, 89), draws=4):
    "ROC-AUC after so many answers, asked one at a time from the 89 pictures of each split: our order beside random order, the mean of several"
    def curve(y, s, well, draw=0):
        pool, rest = np.flatnonzero(w.learn_from(s, 89)), np.flatnonzero(~w.learn_from(s, 89))
        rng, told, start, out = np.random.default_rng([s, well, draw]), [], None, []
        for n in marks:
            while len(told) < min(n, len(pool)):
                free = np.setdiff1d(pool, [i for i, _ in told])
                if well: (ask, *_), _, start = choose(w.space, w.T, told, free, 1, rng, start=start)
                told.append((i := ask.index if well else int(rng.choice(free)), y[i]))
            at = np.array([i for i, _ in told])
            both = 0 < y[at].sum() < len(at)
            out.append(auc(y[rest], w.T[rest] @ w.space.learn(w.T[at], y[at])[0]) if both else .5)
        return out
    ours = w.over(lambda y, s: curve(y, s, 1))
    random = w.over(lambda y, s: np.mean([curve(y, s, 0, draw) for draw in range(draws)], 0))
    for half, who in w.halves.items():
        row(half, *map(str, marks))
        (m0, _), (m1, _), (d, e) = band(random, who), band(ours, who), band({o: ours[o] - random[o] for o in who}, who)
        row('  random order', *[f'{v:.3f}' for v in m0])
        row('  our order', *[f'{v:.3f}' for v in m1])
        row('  gained', *[f'{v:+.3f}±{x:.3f}' for v, x in zip(d, e)])
        goal = m0[-1]
        reached = [n for n, v in zip(marks, m1) if v >= goal]
        row(f'  AUC of {marks[-1]} random ones, {goal:.3f}, reached with', f'{reached[0]} of ours' if reached else 'no fewer')
    return random, ours


@figure
def hindsight(w, marks=(10, 20), draws=40):
    "What no order can know: of so many random draws, the one that ranks the rest of the pool best, by all of its answers"
    def best(y, s, n):
        pool, rest = np.flatnonzero(w.learn_from(s, 89)), np.flatnonzero(~w.learn_from(s, 89))
        rng, found = np.random.default_rng([s, 5]), []
        for _ in range(draws):
            at = rng.choice(pool, n, replace=False)
            left = np.setdiff1d(pool, at)
            score = w.T @ w.space.learn(w.T[at], y[at])[0] if 0 < y[at].sum() < n else np.zeros(len(y))
            found.append([auc(y[o], score[o]) for o in (left, rest)])
        by_pool, by_rest = np.array(found).T
        return by_rest.mean(), by_rest[by_pool.argmax()]
    for n in marks:
        found = w.over(lambda y, s: best(y, s, n))
        for half, who in w.halves.items():
            (random, known), _ = band(found, who)
            gain, e = band({o: found[o][:, 1] - found[o][:, 0] for o in who}, who)
            row(f'  {n} answers, {half}', f'random {random:.3f}', f'known {known:.3f}', f'{gain:+.3f}±{e:.3f}')


@cache
def examined(w, n=89, repeats=10, shuffled=False): return list(_examined(w, n, repeats, shuffled))


def _examined(w, n, repeats, shuffled):
    "For every owner and split: out-of-fold scores and folds, the answers, scores of the rest, their answers"
    for o, y in w.said.items():
        for s in SPLITS:
            if shuffled: y = np.random.default_rng([s, 7]).permutation(w.said[o])
            seen = w.learn_from(s, n)
            T, told = w.T[seen], y[seen]
            with one_core(): S, F = cb.out_of_fold(cb.taste_method(w.space), T, told, w.groups[seen], repeats=repeats)
            weights, b, _ = w.space.learn(T, told)
            yield o, s, S, F, told, w.T[~seen] @ weights + b, y[~seen]


def promised(S, told, score, target=.9):
    "Probabilities of the rest, and what the rule says of a promise"
    slope, shift = cb.calibrate(S, told)
    area = ev.with_interval(ev.auc(S, told, ev.bootstrap(told, np.ones(len(told)), 0)))
    enough = sure_enough(hd.sigmoid(slope*S.mean(0) + shift), told, target, auc=area)
    return hd.sigmoid(slope*score + shift), enough


def picks(S, told, score, target=.9):
    "Which of the rest would be picked alone"
    p, enough = promised(S, told, score, target)
    return p >= (enough.start if enough else np.inf)


def _kept(tally, name):
    "A line: the YES of what was picked, with an interval, picks a split, splits without any"
    n, yes, none, of = sum(tally.values())
    low, high = wilson(yes, n)
    each = [t[1]/t[0] for t in tally.values() if t[0]]
    row('  ' + name, f'{yes:.0f} of {n:.0f}', f'{yes/max(n, 1):.3f}', f'{low:.3f}–{high:.3f}', f'{n/of:.1f}', f'{none/of:.0%}', f'{min(each, default=0):.2f}')


@figure
def sure(w):
    "Picking alone when sure at 90 %: share of YES among what was picked, pictures a split, splits without any pick, the owner with the least"
    row('', 'YES of picked', 'share', '95 % interval', 'a split', 'none', 'least owner')
    for n, shuffled in ((40, False), (89, False), (40, True), (89, True)):
        tally = {o: np.zeros(4) for o in w.said}
        for o, s, S, F, told, score, y in examined(w, n, 10, shuffled):
            picked = picks(S, told, score)
            tally[o] += [picked.sum(), y[picked].sum(), not picked.any(), 1]
        for half, who in ([('all six', list(w.said))] if shuffled else w.halves.items()):
            _kept({o: tally[o] for o in who}, f'{n} answers, ' + ('shuffled, ' if shuffled else '') + half)


@figure
def sure_default(w, best=10):
    "With the settings as they are at first, a promise of .5 and picks of at least .6: the same, of runs that are no guess and of those that are"
    row(f'the best {best} of at least .6', 'YES of picked', 'share', '95 % interval', 'a split', 'none', 'least owner')
    for n, shuffled in ((40, False), (89, False), (40, True), (89, True)):
        tally = {guess: {o: np.zeros(4) for o in w.said} for guess in (False, True)}
        for o, s, S, F, told, score, y in examined(w, n, 10, shuffled):
            p, enough = promised(S, told, score, .5)
            picked = np.argsort(-p)[:best]
            picked = picked[p[picked] >= .6]
            tally[not enough][o] += [len(picked), y[picked].sum(), not len(picked), 1]
        for guess, those in tally.items():
            name = f'{n} answers, ' + ('shuffled, ' if shuffled else '') + ('a guess' if guess else 'promised')
            if sum(t[3] for t in those.values()): _kept(those, f'{name}: {sum(t[3] for t in those.values()):.0f} splits')


@figure
def sure_elsewhere(w, n=89):
    "The same where answers and candidates differ: asked by the asker, and candidates of another kind than all but a few answers"
    row(f'{n} answers', 'YES of picked', 'share', '95 % interval', 'a split', 'none', 'least owner')
    photo = np.array([r['style'] == 'photo' for r in w.rows])
    def asked(y, s):
        pool, told, start, rng = np.flatnonzero(w.learn_from(s, 130)), [], None, np.random.default_rng(s)
        while len(told) < n:
            (ask, *_), _, start = choose(w.space, w.T, told, np.setdiff1d(pool, [i for i, _ in told]), 1, rng, start=start)
            told.append((ask.index, y[ask.index]))
        return np.isin(np.arange(len(y)), [i for i, _ in told]), ~np.isin(np.arange(len(y)), pool)
    def other(y, s):
        order = np.random.default_rng(s).permutation(len(y))
        few = order[~photo[order]][:10]
        seen = np.isin(np.arange(len(y)), [*order[photo[order]][:n - 10], *few])
        return seen, ~photo & ~np.isin(w.groups, w.groups[seen])
    for name, way in (('asked by the asker', asked), ('answers about photographs, other candidates', other)):
        tally = {o: np.zeros(4) for o in w.said}
        for o, y in w.said.items():
            for s in SPLITS:
                seen, rest = way(y, s)
                T, told = w.T[seen], y[seen]
                with one_core(): S, F = cb.out_of_fold(cb.taste_method(w.space), T, told, w.groups[seen], repeats=10)
                weights, b, _ = w.space.learn(T, told)
                picked = picks(S, told, w.T[rest] @ weights + b)
                tally[o] += [picked.sum(), y[rest][picked].sum(), not picked.any(), 1]
        _kept(tally, name)


def columns_of(w, s, share):
    "Columns of subjects as tags, told of this share of the pictures; the rest unknown"
    import pandas as pd
    known = np.random.default_rng([s, 99]).random(len(w.X)) < share
    facts = pd.DataFrame(dict(tags=[r['subject'].split('|') if k else [] for r, k in zip(w.rows, known)]))
    return facts, known


def told_of(w, s, what, seen):
    "Facts of the pictures: subjects as tags of a share of them, or of those that were answered; or the search that found each"
    import pandas as pd
    rng, subjects = np.random.default_rng([s, 99]), [r['subject'].split('|') for r in w.rows]
    if what in SHARES: return columns_of(w, s, SHARES[what])[0]
    if what == ANSWERED: return pd.DataFrame(dict(tags=[o if k else [] for o, k in zip(subjects, seen)]))
    words = [str(rng.choice(o)) for o in subjects]
    if what == HALF: words = [o if k else 'toplist' for o, k in zip(words, rng.random(len(words)) < .5)]
    return pd.DataFrame(dict(found=[[o] for o in words]))


SHARES = {'tags of all': 1, 'tags of 60 %': .6, 'tags of none': 0}
ANSWERED, SEARCH, HALF = 'tags of the answered alone', 'searches by a subject', 'searches by a subject, half by none'


@figure
def listing(w):
    "ROC-AUC gained by what a listing tells: subjects as tags, or as the words of the search that found each picture"
    for what in (*SHARES, ANSWERED, SEARCH, HALF):
        found = {}
        for n in COUNTS:
            def gained(y, s):
                seen = w.learn_from(s, n)
                facts = told_of(w, s, what, seen)
                told = Listing(facts[seen], y[seen], facts[~seen])
                L = told(facts)
                space = Space(w.X, w.view, beside=told.blocks)
                T = np.hstack([w.T, L])
                beside, alone = space.learn(T[seen], y[seen]), w.space.learn(w.T[seen], y[seen])
                return auc(y[~seen], T[~seen] @ beside[0]) - auc(y[~seen], w.T[~seen] @ alone[0])
            found[n] = w.over(gained)
        for half, who in w.halves.items():
            row(f'{what}, {half}', *[f'{n}: {m:+.4f}±{e:.4f}' for n in COUNTS for m, e in [band(found[n], who)]])


@figure
def unknown(w, n=89):
    "Does it show in the scores of which pictures the listing was known? ROC-AUC of known against unknown; .5 is not at all"
    def shows(y, s):
        seen = w.learn_from(s, n)
        facts, known = columns_of(w, s, .5)
        known[seen] |= y[seen]   # as it comes about: details are fetched of what is about to be picked
        facts['tags'] = [r['subject'].split('|') if k else [] for r, k in zip(w.rows, known)]
        told = Listing(facts[seen], y[seen], facts[~seen])
        L = told(facts)
        space = Space(w.X, w.view, beside=told.blocks)
        T = np.hstack([w.T, L])
        weights = space.learn(T[seen], y[seen])[0]
        return auc(known[~seen], L[~seen] @ weights[w.T.shape[1]:])
    for half, who in w.halves.items():
        m, e = band(w.over(shows), who)
        row('  ' + half, f'{m:.3f}±{e:.3f}')


QUOTES = ['Less is more', 'Dream big', 'Stay hungry,\nstay foolish', 'We are what\nwe repeatedly do', 'Carpe diem',
          'Be yourself; everyone\nelse is taken', 'Nothing is impossible', 'Keep calm\nand carry on']
SYMBOLS = 'Display', 'STIXSiz', 'STIXNonUni', 'LastResort', 'cmex', 'cmsy', 'cmmi'   # of matplotlib's typefaces, those without letters


def with_quotation(picture, rng):
    "A picture with words on it: one of matplotlib's typefaces, 5 to 14 % of the height, light on dark or dark on light"
    import matplotlib
    from PIL import ImageDraw, ImageFont
    picture = picture.convert('RGB')
    faces = sorted(f for f in (Path(matplotlib.get_data_path())/'fonts'/'ttf').glob('*.ttf') if not any(s in f.name for s in SYMBOLS))
    size, text = np.array(picture.size), QUOTES[rng.integers(len(QUOTES))]
    font = ImageFont.truetype(faces[rng.integers(len(faces))], int(size[1]*rng.uniform(.05, .14)))
    draw = ImageDraw.Draw(picture)
    box = np.array(draw.multiline_textbbox((0, 0), text, font)[2:])
    x, y = rng.uniform(.02, np.maximum(.95 - box/size, .03))*size
    dark = np.asarray(picture.convert('L').crop((x, y, *np.minimum((x, y) + box, size)))).mean() < 128
    draw.multiline_text((x, y), text, 'white' if dark else 'black', font)
    return picture


def written_on(w):
    "For the pictures without and with a quotation: features, and the share that the detector finds"
    from PIL import Image
    from wallpicker.taste.writing import Detector
    rng, net, detector = np.random.default_rng(0), backbone(), Detector()
    plain = [decode(encode(prepare(w.folder/r['file']))) for r in w.rows]
    quoted = [decode(encode(prepare(with_quotation(Image.open(w.folder/r['file']), rng)))) for r in w.rows]
    return (w.X, detector(plain)), (np.hstack([net(quoted), colour_numbers(quoted)]), detector(quoted))


@figure
def writing(w):
    "ROC-AUC gained by the column of writing, 30 % of the pictures with a quotation drawn on them, which an owner may mind or not"
    import pandas as pd
    (plain, none), (quoted, some) = written_on(w)
    print(f'quotations told from none: AUC {auc(np.repeat([False, True], len(none)), np.r_[none, some]):.3f}')
    for minds, n in product((True, False), COUNTS):
        def gained(y, s):
            on, seen = np.random.default_rng([s, 7]).random(len(y)) < .3, w.learn_from(s, n)
            X, facts = np.where(on[:, None], quoted, plain), pd.DataFrame(dict(writing=np.where(on, some, none)))
            if minds: y = y & ~on
            told = Listing(facts[seen], y[seen], facts[~seen])
            space, alone = Space(X, w.view, beside=told.blocks), Space(X, w.view)
            T, both = alone(X), np.hstack([space(X), told(facts)])
            beside, without = space.learn(both[seen], y[seen])[0], alone.learn(T[seen], y[seen])[0]
            return auc(y[~seen], both[~seen] @ beside) - auc(y[~seen], T[~seen] @ without)
        found = w.over(gained)
        for half, who in w.halves.items():
            row(f'{"minds" if minds else "does not"}, {n} answers, {half}', '{:+.4f}±{:.4f}'.format(*band(found, who)))

def gallery_owners(first=0, who=range(20), n=480):
    "Paintings of the gallery in coordinates, and the answers of simulated owners who like some of what is on them"
    import io
    import pandas as pd
    from wallpicker.gallery.paint import paint, plan
    plans, pictures = [plan(s) for s in range(first, first + n)], []
    for p in plans:
        f = io.BytesIO()
        paint(p, size=(432, 243)).save(f, 'JPEG', quality=85)
        pictures.append(decode(f.getvalue()))
    net = backbone()
    X = np.hstack([net(pictures), colour_numbers(pictures)])
    space = Space(X, net.view)
    A = pd.DataFrame([p.attributes for p in plans]).fillna(0)
    Z = ((A - A.mean())/A.std().replace(0, 1)).to_numpy()
    def answers(k):
        rng = np.random.default_rng([k, 5])
        at = rng.choice(Z.shape[1], rng.integers(2, 5), replace=False)
        liking = Z[:, at] @ (rng.standard_normal(len(at)) + np.sign(rng.standard_normal(len(at))))
        noisy = liking/liking.std() + .7*rng.standard_normal(n)
        return noisy > np.quantile(noisy, 1 - rng.uniform(.3, .65))
    return space, space(X), {k: answers(k) for k in who}


@figure
def said(w):
    "Said against true on the gallery's paintings, twenty simulated owners, four draws each: the largest difference in a tenth of 50 pictures or more, and the Brier score; with the prior, and by Platt alone"
    for name, first, who in (('twenty owners', 0, range(20)), ('twenty others, other paintings', 480, range(20, 40))):
        row(name, 'with the prior', 'Platt alone')
        world = gallery_owners(first, who)
        for n, own in ((10, 0), (20, 0), (48, 0), (10, 40), (20, 40), (48, 40)):
            shown = '' if n >= SHOWN else ', not shown'
            row(f'  {n} answers' + f' and {own} pictures of their own'*bool(own) + shown, *said_and_true(*world, n, own))


def said_and_true(space, T, owners, n, own):
    "Largest difference and Brier score after `n` answers and `own` pictures of the owner's, with the prior and by Platt alone"
    pairs = {calibrate: [] for calibrate in (cb.calibrate, lambda S, y: cb.platt(S, np.tile(y, (len(S), 1))))}
    for (k, y), draw in product(owners.items(), range(4)):
        order = np.random.default_rng([k, draw]).permutation(len(y))
        rest = order[n:n + 200]
        told = np.r_[order[:n], [i for i in order[n + 200:] if y[i]][:own]].astype(int)
        if min(y[told[:n]].sum(), (~y[told[:n]]).sum()) < 2: continue
        with one_core(): S, _ = cb.out_of_fold(cb.taste_method(space), T[told], y[told], np.arange(len(told)), repeats=10)
        weights, b, _ = space.learn(T[told], y[told])
        for calibrate, found in pairs.items():
            slope, shift = calibrate(S[:, :n], y[told[:n]])
            found.append((hd.sigmoid(slope*(T[rest] @ weights + b) + shift), y[rest]))
    for found in pairs.values():
        p, y = map(np.concatenate, zip(*found))
        tenth = np.minimum((p*10).astype(int), 9)
        off = [abs(p[tenth == j].mean() - y[tenth == j].mean()) for j in range(10) if (tenth == j).sum() >= 50]
        yield f'{max(off):.3f} / {np.square(p - y).mean():.4f}'


@figure
def calibration(w):
    "Brier score and log-loss on the rest at 89 answers: ours beside Platt on five folds once; below zero is better"
    loss = lambda s, y: (np.square(hd.sigmoid(s) - y).mean(), np.logaddexp(0, np.where(y, -s, s)).mean())
    ours, theirs = {o: [] for o in w.said}, {o: [] for o in w.said}
    for o, s, S, F, told, score, y in examined(w):
        for keep, scores in ((ours, S), (theirs, S[:1])):
            slope, shift = cb.platt(scores, np.tile(told, (len(scores), 1)))
            keep[o].append(loss(slope*score + shift, y))
    row('', 'Brier', 'beside Platt', 'log-loss', 'beside Platt')
    for o in w.said:
        a, d = np.array(ours[o]), np.array(ours[o]) - np.array(theirs[o])
        e = 2*d.std(0, ddof=1)/np.sqrt(len(d))
        row('  ' + o, f'{a[:, 0].mean():.3f}', f'{d[:, 0].mean():+.4f}±{e[0]:.4f}', f'{a[:, 1].mean():.3f}', f'{d[:, 1].mean():+.4f}±{e[1]:.4f}')


@figure
def fading(w, marks=(70, 80, 90, 110)):
    "ROC-AUC after so many answers, sixty on one evening and one a week from then on, gained by letting old ones count less"
    days = np.r_[np.zeros(60), 7.*np.arange(1, 51)]
    def gained(before, after, s, half):
        seen, out = w.learn_from(s, len(days)), []
        pool = np.random.default_rng([s, 1]).permutation(np.flatnonzero(seen))[:len(days)]
        said = np.r_[before[pool[:60]], after[pool[60:]]]
        for n in marks:
            T, y = w.T[pool[:n]], said[:n]
            for counts in (1., rc.recency_weights(days[:n], half)): out.append(auc(after[~seen], w.T[~seen] @ w.space.learn(T, y, sample_weight=counts)[0]))
        return np.array(out).reshape(len(marks), 2)
    for half in (rc.recency_weights.__defaults__[0], 180):
        found = {(a, b): np.array([gained(w.said[a], w.said[b], s, half) for s in SPLITS]) for a, b in product(w.said, w.said)}
        alike, gain = {p: v[:, :, 0] for p, v in found.items()}, {p: v[:, :, 1] - v[:, :, 0] for p, v in found.items()}
        for name, who in w.halves.items():
            row(f'half after {half:.0f} days, {name}', *[f'{n} answers' for n in marks])
            for says, pairs in (('one owner', [(o, o) for o in who]), ('another owner from the 61st on', list(permutations(who, 2)))):
                (m, _), (d, e) = band(alike, pairs), band(gain, pairs)
                row('  ' + says, *[f'{a:.3f} {b:+.3f}±{c:.3f}' for a, b, c in zip(m, d, e)])


@figure
def fading_sure(w, repeats=4):
    "Picking alone at 90 % after ten monthly sittings of eleven, all counting alike and old ones less; one owner, or another from some answer on"
    days = np.repeat(30.*np.arange(10), 11)
    row('110 answers', 'YES of picked', 'share', 'a split', 'abstains', 'Brier')
    for says, pairs, since in (('one owner', [(o, o) for o in w.said], 0), *[(f'another after {n}', list(permutations(w.halves['judging'], 2)), n)
                                                                             for n in (22, 55)]):
        for half in (0, rc.recency_weights.__defaults__[0]):
            tally, off, counts = np.zeros(4), [], rc.recency_weights(days, half)
            for (a, b), s in product(pairs, SPLITS[::2]):
                seen = w.learn_from(s, len(days))
                y = w.said[b][~seen]
                pool = np.random.default_rng([s, 1]).permutation(np.flatnonzero(seen))[:len(days)]
                T, told = w.T[pool], np.r_[w.said[a][pool[:since]], w.said[b][pool[since:]]]
                with one_core(): S, _ = cb.out_of_fold(cb.taste_method(w.space), T, told, w.groups[pool], repeats=repeats, sample_weight=counts)
                slope, shift = cb.platt(S, np.tile(told, len(S)), np.tile(counts, len(S)))
                enough = sure_enough(hd.sigmoid(slope*S.mean(0) + shift), told, sample_weight=counts)
                weights, c, _ = w.space.learn(T, told, sample_weight=counts)
                p = hd.sigmoid(slope*(w.T[~seen] @ weights + c) + shift)
                picked = p >= (enough.start if enough else np.inf)
                tally += [picked.sum(), y[picked].sum(), not enough, 1]
                off.append(np.square(p - y).mean())
            n, yes, none, of = tally
            row(f'  {says}, ' + (f'half after {half:.0f} days' if half else 'all alike'), f'{yes:.0f} of {n:.0f}', f'{yes/max(n, 1):.3f}', f'{n/of:.1f}',
                f'{none/of:.0%}', f'{np.mean(off):.4f}')


@figure
def finetuned(w, n=89):
    "The post's way in charge: ROC-AUC of the fine-tuned network and of the quick head out of fold, on the same grouped folds; an owner takes minutes"
    from wallpicker.archive.store import Archive
    from wallpicker.fastai_way.finetune import judge
    from wallpicker.folders import Folders
    from wallpicker.labels.ledger import Ledger
    row('', 'fine-tuned', 'quick head', 'difference', 'proposed')
    for o, y in w.said.items():
        with tempfile.TemporaryDirectory() as tmp:
            folders = Folders(tmp).make()
            archive, ledger = Archive(folders), Ledger(folders)
            ids = [archive.add(dict(id=f'p{i:05d}'), encode(prepare(w.folder/r['file']))) for i, r in enumerate(w.rows)]
            ledger.say_many([(ids[i], 'YES' if y[i] else 'NO', {}) for i in np.flatnonzero(w.learn_from(0, n))])
            labels = ledger.labels()
            found = judge(archive, ledger, labels, np.ones(len(labels)))
            (net, *_), (quick, *_) = (found.report.rows[k]['AUC'] for k in ('taste', 'quick head'))
            d, low, high = found.difference
            folders.db.close()
        row('  ' + o, f'{net:.3f}', f'{quick:.3f}', f'{d:+.3f} [{low:+.3f}, {high:+.3f}]', found.better)


@figure
def speed(w, n=5000, answers=500):
    "Learning again after one answer, and a fit with cross-validation and calibration; seconds of one core, whatever else runs"
    rng = np.random.default_rng(0)
    X = np.repeat(w.X, n//len(w.X) + 1, 0)[:n]*(1 + .05*rng.standard_normal((n, w.X.shape[1]), dtype=np.float32))
    y = X[:, -3] > np.median(X[:, -3])
    asker = Asker(range(n), X, w.view)
    for many in (10, answers):
        said, took = {int(i): 'YES' if y[i] else 'NO' for i in rng.choice(n, many, replace=False)}, []
        asker(said)
        for _ in range(10):
            id = asker(said)[0][0]
            said[id] = 'YES' if y[id] else 'NO'
            start = time.process_time()
            asker(said)
            took.append(time.process_time() - start)
        row(f'order anew, {many} answers, {n} candidates', f'{1000*np.median(took):.0f} ms')
    at = rng.choice(n, answers, replace=False)
    with one_core():
        start = time.process_time()
        space = Space(X[at], w.view)
        S, F = cb.out_of_fold(cb.taste_method(space), space(X[at]), y[at], np.arange(answers))
        sp.fit(X[at], y[at], Space(X[at], w.view))
        cb.cross_calibrated(S, F, y[at])
        cb.platt(S, np.tile(y[at], (len(S), 1)))
        row(f'fit, 100-fold cross-validation, calibration, {answers}', f'{time.process_time() - start:.1f} s')


def measure(names=()):
    "Print the figures of these names, or all"
    if not os.environ.get('WALLPICKER_PICTURES'):
        return print('the figures of the taste need real pictures: set WALLPICKER_PICTURES to a folder with pictures.csv and owners.py')
    names = names or list(FIGURES)
    for name in names:
        if name not in FIGURES: sys.exit(f'there is no figure {name!r}: choose from {", ".join(FIGURES)}')
    w = World(Path(os.environ['WALLPICKER_PICTURES']))
    print(f'{len(w.X)} pictures in {len(set(w.groups))} groups, {len(w.said)} simulated owners, {len(SPLITS)} splits each')
    for name in names:
        print(f'\n{FIGURES[name].__doc__}')
        FIGURES[name](w)


if __name__ == '__main__': measure(sys.argv[1:])
