"""A year of days, one after the other, against the gallery: `make year`, or `python tests/year.py --days 60 --seed 3`

Everything is the real thing except time, the owner and the paint: pictures are painted as small as previews, some thirty come to the site each
day, the job picks and the desktop rotates every day, and the owner is **simulated**. They answer once at the start; after that they only do
what owners do: look at what is on the desktop, throw away what they do not like, move some of it to `deselected/`, ban a few, and answer
the weekly question about what they kept. At the end of each week the taste is learnt again. Exit status 1 if a promise is broken.
"""
import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd

import wallpicker.catalogue as catalogue
from wallpicker.archive import Archive
from wallpicker.catalogue import five_colours, hang, order
from wallpicker.demo import SimulatedOwner
from wallpicker.download import Downloader
from wallpicker.features import Features, backbone, backbone_file
from wallpicker.folders import Folders, sha256
from wallpicker.gallery import Gallery
from wallpicker.labels import Ledger, scan
from wallpicker.paint import paint, plan
from wallpicker.pick import gather, pick
from wallpicker.rotate import rotate
from wallpicker.taste import Taste, queue
from wallpicker.wallhaven import Budget, Wallhaven

SIZE, FIRST, NEW = (432, 243), 400, 30   # pixels of a painting; wallpapers that hang on the first day; new ones a day
ANSWERS, OWN = 75, 12                    # the owner's answers at the start, pictures of their own
PICKS, SHOW, QUESTIONS = 3, 8, 6         # wallpapers picked a day, on show at a time, asked about each week
DAY = date(2026, 1, 1)


# ---- paint

@dataclass(frozen=True)
class Painted:
    "What one process painted: facts and thumbnails for the gallery, in the order of the numbers"
    numbers: list
    prints: list
    features: str   # the database in which the package keeps what a network sees in them


def as_jpeg(im, quality, subsampling=-1):
    out = BytesIO()
    im.save(out, 'JPEG', quality=quality, subsampling=subsampling)
    return out.getvalue()


def small(seed, number):
    "What is painted for wallpaper `number` of the year: as the gallery would, but small and in one shape"
    return replace(order(seed, number), size=SIZE, file_type='image/jpeg')


def print_of(o):
    "Facts and the one thumbnail that is asked for, as `catalogue.make_print` has them"
    about = plan(o.seed, o.family)
    im = paint(about, o.size)
    data = as_jpeg(im, o.quality)
    facts = dict(file_size=len(data), sha256=sha256(data), colors=five_colours(im), size=list(im.size), attributes=about.attributes)
    return facts, dict(lg=as_jpeg(im, o.thumb_quality, o.thumb_subsampling))


def paint_some(seed, numbers, root):
    "Paint, and look at what was painted through the package's own archive and cache"
    made = [print_of(small(seed, n)) for n in numbers]
    folders = Folders(root).make()
    archive = Archive(folders)
    features = Features(archive, backbone(threads=1))
    for i in range(0, len(numbers), 64):
        part = [(f'p{n}', made[i + k][1]['lg']) for k, n in enumerate(numbers[i:i + 64])]
        features(archive.add_many([dict(id=id) for id, _ in part], part).ids)
    folders.db.execute('pragma wal_checkpoint(truncate)')
    folders.db.close()
    return Painted(list(numbers), made, str(folders.dbfile))


def paint_all(seed, count, tmp):
    "All that will hang in a year, painted by two processes"
    backbone_file()   # exported once, before two processes want it
    shares = [list(range(count))[k::2] for k in range(2)]
    with multiprocessing.get_context('spawn').Pool(2) as pool:
        parts = pool.starmap(paint_some, [(seed, share, f'{tmp}/painter{k}') for k, share in enumerate(shares)])
    made = {n: p for part in parts for n, p in zip(part.numbers, part.prints)}
    return [made[n] for n in range(count)], [part.features for part in parts]


# ---- a site that grows, and somebody who looks at their desktop

class Site:
    "A gallery with a calendar: on each day hangs what had come by then"
    def __init__(self, seed, days, tmp):
        rng = np.random.default_rng([seed, 1])
        came = [FIRST, *rng.integers(NEW - 8, NEW + 9, days - 1)]
        prints, self.features = paint_all(seed, sum(came), tmp)
        self.gallery = Gallery(count=1, seed=seed, limit=None)
        self.upto, wall = np.cumsum(came), []
        for n, made in enumerate(prints):
            w = hang(n, small(seed, n), made, seed)
            w.row['created_at'] = f'{self.date(int(np.searchsorted(self.upto, n, "right")))} {n % 24:02}:00:00'
            wall.append(w)
        self.all = wall
        self.gallery._wall = wall
        self.catalogue = self.gallery.catalogue

    def date(self, day): return DAY + timedelta(days=day)

    def dawn(self, day):
        "It is another day at the gallery"
        self.gallery._wall = self.all[:self.upto[day]]
        catalogue.NOW = catalogue.datetime.combine(self.date(day), catalogue.datetime.min.time()) + timedelta(hours=23)


class Owner:
    "Somebody simulated: what they like, and what they do about it"
    def __init__(self, seed, site, folders):
        self.truth, self.folders, self.ledger = SimulatedOwner(seed).answers(site.catalogue), folders, Ledger(folders)
        self.rng, self.banned, self.gone, self.seen = np.random.default_rng([seed, 2]), set(), {}, set()

    def furnish(self, seed):
        "A few pictures of their own, liked; painted for nobody else"
        likes, plans = SimulatedOwner(seed), [plan(10_000_000 + 1000*seed + i) for i in range(OWN*4)]
        for i in likes.scores(pd.DataFrame([p.attributes for p in plans])).nlargest(OWN).index:
            paint(plans[i], SIZE).save(self.folders.desktop/f'IMG_{i:04}.jpg', quality=92)

    def answer(self, ids):
        self.ledger.say_many([(id, 'YES' if self.truth[id] else 'NO', dict(simulated=True)) for id in ids])

    def look(self, shown):
        "Throw away what is on show and not liked: a third by moving it to deselected/, a twentieth for ever"
        for id, path in shown.items():
            self.seen.add(id)
            if self.truth[id]: continue
            how = self.rng.random()
            if how < 1/3: path.rename(self.folders.deselected/path.name)
            else: path.unlink()
            if how > .95:
                self.ledger.say(id, 'ban', simulated=True)
                self.banned.add(id)
            self.gone[id] = path.name


# ---- the days

class Year:
    "A year for one simulated owner"
    def __init__(self, seed, days, tmp):
        self.seed, self.days, self.seconds = seed, days, Counter()
        self.site = self.timed('painting', lambda: Site(seed, days, tmp))
        self.folders = Folders(f'{tmp}/home').make()
        self.folders.change('rules', least='')
        self.archive, self.ledger = Archive(self.folders), Ledger(self.folders)
        self.features = Features(self.archive)
        self.features.rows([])   # makes the table
        self.adopt()
        self.owner = Owner(seed, self.site, self.folders)
        self.downloader = Downloader(sleep=lambda seconds: None)
        self.rows, self.picked, self.wrong = [], {}, []
        self.last, self.left = {}, set()   # id → day it was first on show; ids that were on show and left

    def timed(self, what, do):
        start = time.perf_counter()
        try: return do()
        finally: self.seconds[what] += time.perf_counter() - start

    def adopt(self):
        "Take over what the painters' network saw, as the package keeps it"
        for n, path in enumerate(self.site.features):
            self.folders.db.execute(f"attach '{path}' as painter{n}")
            self.folders.db.execute(f'insert or ignore into features select * from painter{n}.features')
            self.folders.db.execute(f'detach painter{n}')

    def begin(self):
        "The first day: candidates, answers, a first taste"
        self.site.dawn(0)
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
        self.site.dawn(n)
        calls, known = len(self.site.gallery.calls), len(self.archive)
        got = self.timed('pick', lambda: pick(self.folders, self.client, self.downloader, count=PICKS, day=str(self.site.date(n))))
        for p in got: self.note(p, n)
        self.timed('rotate', lambda: rotate(self.folders, show=SHOW, sure=True))
        shown = self.on_show()
        self.watch(n, shown)
        self.owner.look(shown)
        if n % 7 == 6: self.week()
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
        back = [id for id in shown if id in self.left]
        unseen = [id for id, p in self.picked.items() if id not in self.last and id not in shown and (self.folders.reserve/p.file).exists()]
        if back and unseen: self.wrong.append(f'day {n}: {back[0]} is on show again, {unseen[0]} never was')
        self.left = (self.left | {id for id in self.last if id not in shown}) - set(shown) if back else self.left | {id for id in self.last if id not in shown}
        for id in shown: self.last.setdefault(id, n)

    def week(self):
        "The question about what was kept longest, and a taste learnt again"
        labels = self.ledger.labels()
        kept = [id for id in self.last if id not in self.owner.gone and id not in labels]
        self.owner.answer(kept[:QUESTIONS])
        self.timed('train', self.train)

    def run(self):
        with self.site.gallery as g:
            self.client = Wallhaven(g.url, budget=Budget(calls=10**6, per=1))
            self.timed('begin', self.begin)
            for n in range(self.days): self.day(n)
        return pd.DataFrame(self.rows).set_index('day')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--days', type=int, default=365)
    parser.add_argument('--seed', type=int, default=0, help='of gallery and owner')
    o = parser.parse_args()
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as tmp:
        os.environ.update(WALLPICKER_STATE=f'{tmp}/state')
        year = Year(o.seed, o.days, tmp)
        days = year.run()
    pd.set_option('display.width', 200)
    print(days.drop(columns='summary').to_string())
    half = days.iloc[len(days)//2:]
    print(f'{days.kept.sum()} of {days.sure.sum()} kept ({days.kept.sum()/days.sure.sum():.2f}), second half {half.kept.sum()/max(half.sure.sum(), 1):.2f}; '
          f'{days.calls.mean():.1f} calls a day, {days.new.mean():.1f} new a day')
    print(dict(year.seconds), f'{time.perf_counter()-start:.0f} s'); print(year.wrong[:5]); print(days.summary.iloc[-1], year.taste)
    sys.exit(bool(year.wrong))


if __name__ == '__main__': main()
