"""A year of days, one after the other, against the gallery: `make year`, or `python -m bench.year --days 60 --seed 3`

Everything is the real thing except time, the owner and the paint: pictures are painted as small as previews, some thirty come to the site each
day, the job picks and the desktop rotates every day, and the owner is **simulated**. They answer once at the start; after that they only do
what owners do: look at what is on the desktop, throw away what they do not like, move some of it to `deselected/`, ban a few, and answer
the weekly question about what they kept. Every other week the taste is learnt again. Exit status 1 if a promise is broken.
"""
import argparse
import gc
import multiprocessing
import os
import pickle
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from io import BytesIO
from pathlib import Path

os.environ.setdefault('OMP_NUM_THREADS', '1')   # three processes share the cores: none of them spreads out; read when numpy comes in

import matplotlib
import numpy as np
import pandas as pd

import wallpicker.gallery.catalogue as catalogue
from wallpicker.archive.store import Archive
from wallpicker.archive.fingerprints import Print
from wallpicker.gallery.prints import five_colours, fingerprint, order
from wallpicker.gallery.catalogue import hang
from wallpicker.simulated import MOODS, NOISE, YES_SHARE, SimulatedOwner
from wallpicker.site.download import Downloader
from wallpicker.taste.network import LITE0, LITE0_SHA
from wallpicker.taste.features import Features
from wallpicker.taste.backbone import backbone, backbone_file, key_of
from wallpicker.folders import Folders
from wallpicker.files import sha256, write_whole
from wallpicker.gallery.server import Gallery
from wallpicker.labels.ledger import Ledger
from wallpicker.labels.scan import scan
from wallpicker.gallery.paint import FAMILIES, measure, paint, plan
from wallpicker.gallery.landscapes import FLAGS
from wallpicker.picks.search import gather
from wallpicker.picks.pick import pick
from wallpicker.archive.preview import encode, prepare
from wallpicker.desktop.rotate import rotate
from wallpicker.desktop.changes import question
from wallpicker.taste.model import Taste
from wallpicker.taste.queue import queue
from wallpicker.site.budget import Budget
from wallpicker.site.wallhaven import Wallhaven

SIZE, FIRST, NEW = (432, 243), 300, 30   # pixels of a painting; wallpapers that hang on the first day; new ones a day
ANSWERS, OWN = 75, 12                    # the owner's answers at the start, pictures of their own
SHARE = 120                              # paintings that a painter takes on at a time
PICKS, SHOW, QUESTIONS = 3, 8, 6         # wallpapers picked a day, on show at a time, asked about each week
RESERVE, MEGABYTES = 150, 15             # the quota, where there is one
DAY = date(2026, 1, 1)


# ---- paint

def as_jpeg(im, quality, subsampling=-1):
    out = BytesIO()
    im.save(out, 'JPEG', quality=quality, subsampling=subsampling)
    return out.getvalue()


def small(seed, number):
    "What is painted for wallpaper `number` of the year: as the gallery would, but small and in one shape"
    return replace(order(seed, number), size=SIZE, file_type='image/jpeg')


def print_of(o):
    "Facts and the one thumbnail that is asked for, as `prints.make_print` has them"
    about = plan(o.seed, o.family)
    im = paint(about, o.size)
    data, seen = as_jpeg(im, o.quality), {**dict.fromkeys(FLAGS, 0.), **dict.fromkeys(FAMILIES[o.family].flags, 1.), **measure(im)}
    seen['night'] = float(about.mood == 'night' and bool({'sky', 'space'} & set(FAMILIES[o.family].flags)))   # as `paint.describe`
    facts = dict(file_size=len(data), sha256=sha256(data), colors=five_colours(im), size=list(im.size), attributes=seen)
    return facts, dict(lg=as_jpeg(im, o.thumb_quality, o.thumb_subsampling))


def paint_some(seed, numbers, root):
    "Paint, and look at it as the package does: prints for the gallery, and a database with the features"
    kept = Path(f'{root}.pickle')
    if kept.exists(): return pickle.loads(kept.read_bytes())
    made = [print_of(small(seed, n)) for n in numbers]
    folders = Folders(root).make()
    archive, ids = Archive(folders), [f'p{n}' for n in numbers]
    with folders.db.transaction():   # without fingerprints: those are taken when a picture comes to the owner's archive
        for id, (_, thumbs) in zip(ids, made): archive.insert(id, {}, Print('', b'', b''), encode(prepare(thumbs['lg'])))
    Features(archive, eye())(ids)
    for table in ('previews', 'pictures'): folders.db.execute(f'delete from {table}')
    folders.db.execute('vacuum')
    folders.db.close()
    write_whole(kept, pickle.dumps(painted := (made, str(folders.dbfile))))
    return painted


@lru_cache
def eye(): return backbone(threads=1)


class Studio:
    "Two processes that paint ahead while the days go by"
    def __init__(self, seed, count, keep):
        backbone_file()   # exported once, before two processes want it
        self.pool = multiprocessing.get_context('spawn').Pool(2, os.nice, (10,))   # the days go first
        shares = [range(n, min(n + SHARE, count)) for n in range(0, count, SHARE)]
        mark = sha256(f'{fingerprint()} {key_of(LITE0, LITE0_SHA)}'.encode())[:12]   # other paint, or another eye: painted anew
        tasks = [(seed, share, str(Path(keep)/f'{mark}-{seed}-{share[0]}-{share[-1]}')) for share in shares]
        self.coming, self.prints, self.features = self.pool.imap(painter, tasks), [], []

    def upto(self, count):
        "Wait until so many are painted; those that came, and the databases with what a network saw in them"
        first, fresh = len(self.prints), []
        while len(self.prints) < count:
            made, features = next(self.coming)
            self.prints += made
            fresh.append(features)
        return list(enumerate(self.prints))[first:], fresh

    def close(self):
        self.pool.terminate()
        self.pool.join()


def painter(task): return paint_some(*task)


# ---- a site that grows, and somebody who looks at their desktop

class Site:
    "A gallery with a calendar: on each day hangs what had come by then"
    def __init__(self, seed, days, keep):
        came = [FIRST, *np.random.default_rng([seed, 1]).integers(NEW - 8, NEW + 9, days - 1)]
        self.seed, self.until, self.wall, self.painting = seed, np.cumsum(came), [], {}
        self.gallery, self.studio = Gallery(count=1, seed=seed, limit=None), Studio(seed, sum(came), keep)

    def date(self, day): return DAY + timedelta(days=day)

    def dawn(self, day):
        "It is another day at the gallery; databases with features of what is new to us"
        new, features = self.studio.upto(self.until[day])
        for n, made in new:
            w = hang(n, small(self.seed, n), made, self.seed)
            w.row['created_at'] = f'{self.date(int(np.searchsorted(self.until, n, "right")))} {n % 24:02}:00:00'
            self.wall.append(w)
            self.painting[w.id] = w.order.seed
        self.gallery.api.wall = self.wall[:self.until[day]]
        catalogue.NOW = datetime.combine(self.date(day), datetime.min.time()) + timedelta(hours=23)
        return features


class Owner:
    "Somebody simulated: what they like, and what they do about it"
    def __init__(self, seed, site, folders):
        self.likes, self.truth, self.ruler = SimulatedOwner(seed), {}, None
        self.site, self.folders, self.ledger = site, folders, Ledger(folders)
        self.rng, self.dice = (np.random.default_rng([seed, k]) for k in (2, 3))
        self.banned, self.gone, self.best = set(), {}, set()

    def meet(self):
        "Make up their mind about what is new: a taste, and noise that stays; what counts as good was settled on the first day"
        new = [w for w in self.site.wall[len(self.truth):]]
        if not new: return
        table = pd.DataFrame([w.attributes for w in new])[list(self.likes.weights)]
        if self.ruler is None: self.ruler = {k: table[k].std() if k in MOODS else 1. for k in table}
        raw = sum(w*table[k]/self.ruler[k] for k, w in self.likes.weights.items())
        if len(self.truth) == 0: self.mean, self.sd = raw.mean(), raw.std()
        noisy = (raw - self.mean)/self.sd + NOISE*self.dice.standard_normal(len(raw))
        if len(self.truth) == 0: self.bar = noisy.quantile(1 - YES_SHARE)
        self.truth.update(zip([w.id for w in new], (noisy > self.bar).tolist()))

    def furnish(self, seed):
        "A few pictures of their own, liked; painted for nobody else"
        likes, plans = SimulatedOwner(seed), [plan(10_000_000 + 1000*seed + i) for i in range(OWN*4)]
        for i in likes.scores(pd.DataFrame([p.attributes for p in plans])).nlargest(OWN).index:
            paint(plans[i], SIZE).save(self.folders.desktop/f'IMG_{i:04}.jpg', quality=92)

    def answer(self, ids):
        self.ledger.say_many([(id, 'YES' if self.truth[id] else 'NO', dict(simulated=True)) for id in ids])

    def look(self, shown):
        "Throw away what is on show and not liked: a third by moving it to deselected/, a fifth for ever"
        for id, path in shown.items():
            if self.truth[id]: continue
            how = self.rng.random()
            if how < 1/3: path.rename(self.folders.deselected/path.name)
            else: path.unlink()
            if how > .8:
                self.ledger.say(id, 'ban', simulated=True)
                self.banned.add(id)
            self.gone[id] = path.name


# ---- the days

def home():
    "A folder for the owner's tree, in memory where the system keeps one there: a simulated disk need not be waited for"
    shm = Path('/dev/shm')
    return tempfile.TemporaryDirectory(dir=shm if shm.is_dir() and shutil.disk_usage(shm).free > 1e9 else None)


class Year:
    "A year for one simulated owner"
    def __init__(self, seed, days, tmp, keep):
        self.seed, self.days, self.seconds = seed, days, Counter()
        self.site = self.timed('painting', lambda: Site(seed, days, keep))
        self.folders = Folders(f'{tmp}/home').make()
        self.folders.change('rules', least='')
        self.quota = self.folders.config.get('reserve')   # the stock page prunes when there is one
        if self.quota: self.quota = self.folders.change('reserve', most=RESERVE, megabytes=MEGABYTES)
        self.archive, self.ledger = Archive(self.folders), Ledger(self.folders)
        self.features = Features(self.archive)
        self.features.rows([])   # makes the table
        self.owner = Owner(seed, self.site, self.folders)
        self.downloader = Downloader(sleep=lambda seconds: None)
        self.rows, self.picked, self.wrong = [], {}, []
        self.last, self.left, self.before = {}, set(), set()   # id → day it was first on show; ids that left the desktop; ids on show the day before

    def timed(self, what, do):
        start = time.perf_counter()
        try: return do()
        finally: self.seconds[what] += time.perf_counter() - start

    def dawn(self, n):
        "Another day; what the painters' network saw is taken over, as the package keeps it"
        for path in self.timed('waiting for painters', lambda: self.site.dawn(n)):
            self.folders.db.execute(f"attach '{path}' as painter")
            self.folders.db.execute('insert or ignore into features select * from painter.features')
            self.folders.db.execute('detach painter')
        self.owner.meet()
        if n % 30 == 0:   # the wall grows for a year and nothing of it goes: not to be searched again and again
            gc.collect()
            gc.freeze()

    def begin(self):
        "The first day: candidates, answers, a first taste"
        self.dawn(0)
        self.owner.furnish(self.seed)
        gather(self.folders, self.client, self.downloader)
        scan(self.folders, self.archive, self.ledger)
        self.owner.answer(queue(self.archive, self.ledger, self.features, ANSWERS))
        self.train()

    def train(self):
        taste = Taste.train(self.folders, self.archive, self.ledger, self.features, repeats=2)
        taste.save(self.folders.taste)
        self.taste = taste

    def on_show(self):
        "Id → file of our picks on the desktop, by the names under which they were published"
        files = {p.file: id for id, p in self.picked.items()}
        return {files[o.name]: o for o in self.folders.desktop.iterdir() if o.name in files}

    def day(self, n):
        "Pick, rotate, look"
        self.dawn(n)
        calls, known = len(self.site.gallery.calls), len(self.archive)
        got = self.timed('pick', lambda: pick(self.folders, self.client, self.downloader, count=PICKS, day=str(self.site.date(n))))
        for p in got: self.note(p, n)
        self.timed('rotate', lambda: rotate(self.folders, show=SHOW, sure=True, now=datetime.combine(self.site.date(n), datetime.min.time())))
        shown = self.on_show()
        self.watch(n, shown)
        self.owner.look(shown)
        if n % 7 == 6: self.week(n)
        if n % 14 == 13: self.timed('train', self.train)
        asked = [c for c in self.site.gallery.calls[calls:] if c.kind == 'api']
        self.rows.append(dict(day=n, sure=sum(not p.exploring for p in got), explored=sum(p.exploring for p in got), calls=len(asked),
                              kept=sum(bool(self.owner.truth[p.id]) for p in got if not p.exploring), new=len(self.archive) - known,
                              reserve=len(list(self.folders.reserve.iterdir())), waiting=got.counts.get('good enough for another day', 0),
                              bytes=sum(o.stat().st_size for o in self.folders.reserve.iterdir()), summary=got.summary))

    def note(self, p, n):
        if p.id in self.picked: self.wrong.append(f'day {n}: {p.id} was picked before')
        self.picked[p.id] = p
        p.day = n

    def watch(self, n, shown):
        "What must not be on show"
        for id in set(shown) & self.owner.banned: self.wrong.append(f'day {n}: {id} was banned, and is on show')
        back = [id for id in shown if id in self.left and id not in self.before and id not in self.owner.best]
        unseen = [id for id, p in self.picked.items() if id not in self.last and id not in shown and (self.folders.reserve/p.file).exists()]
        if back and unseen: self.wrong.append(f'day {n}: {back[0]} is on show again, {unseen[0]} never was')
        self.left |= set(self.last) - set(shown)
        again = {self.site.painting[id] for id in shown} & {self.site.painting[id] for id in self.owner.banned}
        if again: self.wrong.append(f'day {n}: a banned painting is on show under another id')
        held = [o.stat().st_size for o in self.folders.reserve.iterdir()]
        if self.quota and (len(held) > self.quota['most'] or sum(held) > 1e6*self.quota['megabytes']): self.wrong.append(f'day {n}: the reserve is over its quota')
        for id in shown: self.last.setdefault(id, n)
        self.before = set(shown)

    def week(self, n):
        "The question about what was kept longest, and one more favourite"
        asked = question(self.folders, QUESTIONS, datetime.combine(self.site.date(n), datetime.max.time()))
        kept = asked.ids if asked else []
        self.owner.answer(kept)
        liked = [id for id in kept if self.owner.truth[id]]
        if liked: self.ledger.say(liked[0], 'favourite', simulated=True)
        self.owner.best |= set(liked[:1])

    def tell(self, n):
        last = pd.DataFrame(self.rows[-30:])
        print(f'{self.site.date(n)}: {last.kept.sum()} of {last.sure.sum()} sure picks of the last thirty days kept, {last.explored.sum()} more to learn from; '
              f'{last.calls.mean():.1f} calls and {last.new.mean():.0f} new a day, {last.reserve.iloc[-1]} in reserve; {self.taste}', flush=True)

    def run(self):
        with self.site.gallery as g:
            self.client = Wallhaven(g.url, budget=Budget(calls=10**6, per=1))
            self.timed('begin', self.begin)
            for n in range(self.days):
                self.day(n)
                if n % 30 == 29: self.tell(n)
        self.site.studio.close()
        return pd.DataFrame(self.rows).set_index('day')


# ---- what came of it

def by_lot(year):
    "How many of all wallpapers the owner likes: what picking at random would have kept"
    return np.mean(list(year.owner.truth.values()))


def drawn(days, lot):
    "The year as a figure, beside what picking by lot would have kept"
    import matplotlib.pyplot as plt
    fig, axs = plt.subplots(3, 1, figsize=(8, 5.4), sharex=True, height_ratios=[2, 1, 1], gridspec_kw=dict(hspace=.12))
    month = days[['kept', 'sure']].rolling(28, min_periods=14).sum()
    axs[0].plot(days.index, month.kept/month.sure, color='#3a7d44', lw=2)
    for level, since in ((.85, 0), (.9, len(days)//2)): axs[0].plot([since, len(days) - 1], [level]*2, color='.5', lw=1, ls=':')
    axs[0].axhline(lot, color='#b5534b', lw=1.5)
    axs[0].text(len(days) - 1, lot + .02, 'by lot', color='#b5534b', ha='right', size=9)
    axs[0].set(ylim=(lot - .1, 1.02), ylabel='kept, of sure picks\nof four weeks')
    axs[1].bar(days.index, days.calls, width=1, color='#4c72b0')
    axs[1].axhline(10, color='.5', lw=1, ls=':')
    axs[1].set(ylabel='API calls')
    axs[2].fill_between(days.index, days.reserve, color='#c9c5ba', lw=0)
    axs[2].set(ylabel='in reserve', xlabel='day', xlim=(0, len(days) - 1))
    for ax in axs: ax.spines[['top', 'right']].set_visible(False)
    fig.align_ylabels()
    return fig


def figures(year, days):
    "Name, value, the least or most that it may be, and whether it holds"
    late, share = days.iloc[len(days)//2:], lambda d: d.kept.sum()/max(d.sure.sum(), 1)
    yield 'days', len(days), '', True
    yield 'wallpapers painted', int(year.site.until[-1]), 'at least 3,000', year.site.until[-1] >= 3000 or len(days) < 365
    yield 'new candidates a day', round(days.new.mean(), 1), 'some thirty', 20 <= days.new.mean() <= 40
    yield 'sure picks', int(days.sure.sum()), f'at least half of {PICKS} a day', days.sure.sum() >= PICKS*len(days)/2
    yield 'kept of them', round(share(days), 3), 'at least .85', share(days) >= .85
    yield 'kept in the second half', round(share(late), 3), 'at least .9', share(late) >= .9
    yield 'picks to learn from', int(days.explored.sum()), '', True
    yield 'wallpapers that the owner likes', round(by_lot(year), 3), 'picked at random', True
    yield 'API calls a day', round(days.calls.mean(), 1), 'at most 10', days.calls.mean() <= 10
    yield 'bans', len(year.owner.banned), 'some, in a year', bool(year.owner.banned) or len(days) < 365
    yield 'most in reserve', int(days.reserve.max()), f'at most {RESERVE}' if year.quota else 'no quota yet', True
    yield 'what must not happen, and did', len(year.wrong), 'none: repeats, banned ones back, over the quota', not year.wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--days', type=int, default=365)
    parser.add_argument('--seed', type=int, default=0, help='of gallery and owner')
    parser.add_argument('--keep', help='a folder in which what is painted is kept for another run')
    o = parser.parse_args()
    start, out = time.perf_counter(), Path(__file__).resolve().parents[1]/'artefacts'
    with home() as tmp, tempfile.TemporaryDirectory() as painted:
        os.environ.update(WALLPICKER_STATE=f'{tmp}/state')
        year = Year(o.seed, o.days, tmp, o.keep or painted)
        days = year.run()
    out.mkdir(exist_ok=True)
    days.to_csv(out/'year.csv')
    matplotlib.use('Agg')
    drawn(days, by_lot(year)).savefig(out/'year.png', dpi=130, bbox_inches='tight')
    rows = list(figures(year, days))
    for name, value, bound, good in rows: print(f'{name:<34} {value!s:>8}   {bound}{"" if good else "   MISSED"}')
    for line in year.wrong[:10]: print(line)
    used = time.process_time() + sum(os.times()[2:4])
    print(f'{time.perf_counter() - start:.0f} s, {used:.0f} s of processor time: ' + ', '.join(f'{k} {v:.0f}' for k, v in year.seconds.items()))
    print(f'drawn in {out/"year.png"}')
    sys.exit(not all(good for *_, good in rows))


if __name__ == '__main__': main()
