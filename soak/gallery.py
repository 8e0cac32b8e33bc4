"""Ten processes search at once, and the gallery counts. Run by `make soak`; the tests run a shorter one.

    python -m soak.gallery                          three minutes, 45 calls in any 60 seconds
    python -m soak.gallery --seconds 25 --calls 60 --per 20

Each process is a program of its own, with its own client, downloader and connection to the one archive; what they share are files: the
budget of calls in the state folder, the archive's database, and the folder's lock. Each searches in its own way, page after page, fetches
previews of what the archive does not have, and asks for the details of one of them. The gallery's log then says whether any window held
more calls than allowed, whether a call was refused, and whether anything was fetched twice. Exit status 1 if so.
"""
import argparse
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from wallpicker.archive.store import Archive
from wallpicker.site.download import Downloader
from wallpicker.folders import Folders, state_dir
from wallpicker.gallery.server import Gallery
from wallpicker.site.budget import Budget
from wallpicker.site.limit import RateLimited
from wallpicker.site.query import Query
from wallpicker.site.wallhaven import Wallhaven

WORDS = None, 'mountain', 'night', 'sky', 'water', '-night', 'type:png'
SORTINGS = 'random', 'views', 'favorites', 'date_added', 'hot'


@dataclass(frozen=True)
class Plan:
    "What all the processes are told"
    url: str            # of the gallery's API
    root: str           # the wallpicker folder that they share
    state: str          # where the budget is remembered
    calls: int = 45     # so many calls …
    per: float = 60.    # … in any so many seconds
    seconds: float = 180.
    shared: bool = True # False: each process counts for itself, which is what must not be


class Deaf(Budget):
    "A budget that does not listen to what the site says of the others, as one would be that only counts for itself"
    def heed(self, headers, status=None): pass


def budget(plan):
    "The budget of one process: of the very file that all programs of a user share"
    if not plan.shared: return Deaf(plan.calls, plan.per)
    if (plan.calls, plan.per) == (45, 60): return Budget.shared('127.0.0.1')
    return Budget(plan.calls, plan.per, path=state_dir()/'calls.db', name='127.0.0.1')


def bring(rows, archive, downloader):
    "Fetch the previews that the archive lacks, one process at a time; ids of those that we brought"
    with FileLock(archive.folders.model/'run.lock'):
        new = rows[[id not in archive for id in rows.id]]
        return archive.add_many(new, list(downloader.previews(new))).ids if len(new) else []


def searcher(number, plan, gate, report):
    "One process: searches until the time is up"
    os.environ['WALLPICKER_STATE'] = plan.state
    chance, archive, downloader = random.Random(number), Archive(Folders(plan.root)), Downloader()
    client, asked = Wallhaven(plan.url, budget=budget(plan), patience=0), 0
    gate.wait(120)   # all start together, whatever the imports took
    end = time.monotonic() + plan.seconds
    try:
        while time.monotonic() < end:
            for rows in client.pages(Query(q=chance.choice(WORDS), sorting=chance.choice(SORTINGS)), most=6):
                ours, asked = bring(rows, archive, downloader), asked + 1
                if ours:
                    client.wallpaper(chance.choice(ours))
                    asked += 1
                if time.monotonic() > end: break
    except RateLimited: pass   # the gallery's log has it
    report.put((number, asked))


def busiest(times, per):
    "The most calls in any `per` seconds"
    times, first, most = sorted(times), 0, 0
    for last, t in enumerate(times):
        while t - times[first] >= per: first += 1
        most = max(most, last - first + 1)
    return most


@dataclass(frozen=True)
class Soaked:
    "What the gallery saw"
    plan: Plan
    asked: dict     # number of a process → its calls
    calls: int      # of the API
    most: int       # of them in any window
    refused: list   # status and address
    previews: int   # fetched
    twice: list     # previews and details that were fetched more than once
    bytes: int      # of everything

    def __str__(self):
        each = self.asked.values()
        return (f'{len(each)} processes searched for {self.plan.seconds:.0f} s: {self.calls} calls, at most {self.most} in any {self.plan.per:.0f} s '
                f'({self.plan.calls} allowed), {min(each)} to {max(each)} each; {len(self.refused)} refused; {self.previews} previews, '
                f'{len(self.twice)} fetched twice; {self.bytes/1e6:.1f} MB')

    @property
    def wrong(self):
        "What is not as it should be, in a sentence; empty if all is well"
        if self.most > self.plan.calls: return f'{self.most} calls in {self.plan.per:.0f} s, {self.plan.calls} are allowed'
        if self.refused: return f'{len(self.refused)} calls were refused: {", ".join(self.refused[:3])}'
        if self.twice: return f'fetched more than once: {", ".join(self.twice[:5])}'
        if not self.previews or not all(self.asked.values()): return f'nothing was proved: {self}'
        return ''


def judge(gallery, plan, asked):
    "Read the gallery's log"
    api = [c for c in gallery.calls if c.kind == 'api']
    fetched = Counter(c.target for c in gallery.calls if c.kind == 'preview' or '/api/v1/w/' in c.target)
    return Soaked(plan, asked, len(api), busiest([c.at for c in api], plan.per), [f'{c.status} {c.target}' for c in gallery.calls if c.status >= 400],
                  sum(c.kind == 'preview' for c in gallery.calls), [t for t, n in fetched.items() if n > 1], sum(gallery.bytes.values()))


def soak(processes=10, count=420, **plan):
    "Let so many processes loose on a gallery of `count` wallpapers; `plan` as in `Plan`"
    far = multiprocessing.get_context('spawn')
    with tempfile.TemporaryDirectory() as tmp:
        root, state = Path(tmp)/'root', Path(tmp)/'state'
        state.mkdir()
        Folders(root).make()
        limits = {k: v for k, v in dict(limit=plan.get('calls'), per=plan.get('per')).items() if v}
        with Gallery(count=count, **limits) as gallery:
            told = Plan(gallery.url, str(root), str(state), **plan)
            gate, report = far.Barrier(processes), far.Queue()
            crowd = [far.Process(target=searcher, args=(n, told, gate, report)) for n in range(processes)]
            for p in crowd: p.start()
            for p in crowd: p.join()
            if failed := [p.exitcode for p in crowd if p.exitcode]: raise SystemExit(f'{len(failed)} of {processes} processes failed: see above')
            return judge(gallery, told, dict(report.get() for _ in crowd))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--processes', type=int, default=10)
    parser.add_argument('--seconds', type=float, default=180.)
    parser.add_argument('--calls', type=int, default=45)
    parser.add_argument('--per', type=float, default=60.)
    o = parser.parse_args()
    soaked = soak(o.processes, seconds=o.seconds, calls=o.calls, per=o.per)
    print(soaked)
    if soaked.wrong: sys.exit(f'soak: {soaked.wrong}')


if __name__ == '__main__': main()
