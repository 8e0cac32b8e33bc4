"""Figures for speed, bytes and picks: `make bench`, or `python tests/bench.py [NAME …]` for some of them.

Everything is measured in this run, and speed is told as a ratio to the post's way beside it, because machines differ and are busy.
`picks` walks the demo with five simulated owners, some minutes in all.
"""
import resource
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

import requests
from PIL import Image

from wallpicker.archive import Archive
from wallpicker.download import Downloader
from wallpicker.folders import Folders
from wallpicker.gallery import Gallery
from wallpicker.wallhaven import Budget, Wallhaven

FIGURES = {}


def figure(f): FIGURES[f.__name__] = f; return f


def seconds(f):
    "Seconds that `f()` takes, and what it returns"
    start = time.perf_counter()
    result = f()
    return time.perf_counter() - start, result


def row(name, value, remark=''): print(f'{name:<58} {value:>12}   {remark}', flush=True)


@figure
def imports():
    "Importing what the scheduled job needs, beside importing fastai"
    def fresh(code): return min(seconds(lambda: subprocess.run([sys.executable, '-c', code], check=True))[0] for _ in range(3))
    bare, heavy = fresh('pass'), fresh('import fastai.vision.all')
    for module in ('wallhaven', 'labels', 'pick'):
        took = fresh(f'import wallpicker.{module}')
        row(f'import wallpicker.{module}', f'{took:.2f} s', f'import fastai.vision.all takes {(heavy - bare)/(took - bare):.0f} times as long')


@figure
def candidates(n=240, latency=.08, few=48):
    "Candidates made ready to be judged, beside the post's loop: a new request for each original, one after the other, decoded and kept"
    with Gallery(count=420, limit=None, latency=latency) as gallery, tempfile.TemporaryDirectory() as tmp:
        client = Wallhaven(gallery.url, budget=Budget(calls=1000, per=1))
        rows = client.search(want=n)
        assert len(rows) == n
        archive, loader = Archive(Folders(tmp).make()), Downloader()

        def ours():
            found = client.search(want=n)
            return archive.add_many(found, loader.previews(found))

        def posts(urls): return [Image.open(BytesIO(requests.get(url, timeout=60).content)).convert('RGB') for url in urls]
        slow = 0
        for i in range(0, few, 8):   # the gallery paints originals when asked and keeps eight: not the post's fault
            urls = rows.path.iloc[i*n//few:(i + 8)*n//few:n//few]
            for url in urls: requests.get(url, timeout=60)
            slow += seconds(lambda: posts(urls))[0] / few
        took, added = seconds(ours)
        assert len(added.ids) == n and not added.refused
        row(f'one of {n} candidates ready to be judged', f'{1000*took/n:.0f} ms', f"the post's way takes {slow*n/took:.1f} times as long")
        fetched, would = loader.bytes['preview'], int(rows.file_size.sum())
        row('bytes for these candidates', f'{fetched/1e6:.1f} MB', f"the post's way fetches {would/fetched:.0f} times as much")


READY = """
import resource, sys
from wallpicker.archive import Archive
from wallpicker.download import Downloader
from wallpicker.folders import Folders
from wallpicker.wallhaven import Budget, Wallhaven
url, root, n = *sys.argv[1:3], int(sys.argv[3])
client, archive = Wallhaven(url, budget=Budget(calls=1000, per=1)), Archive(Folders(root).make())
found = client.search(want=n)
done = archive.add_many(found, Downloader().previews(found))
assert len(done.ids) == n
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@figure
def memory(sizes=(60, 240)):
    "The most memory that a process holds which makes candidates ready to be judged, with few of them and with many"
    held = {}
    with Gallery(count=420, limit=None) as gallery, tempfile.TemporaryDirectory() as tmp:
        for n in sizes:
            code = [sys.executable, '-c', READY, gallery.url, str(Path(tmp)/str(n)), str(n)]
            held[n] = int(subprocess.run(code, check=True, capture_output=True, text=True).stdout) / 1000
        decoded = sum(Wallhaven(gallery.url, budget=Budget(calls=1000, per=1)).search(want=sizes[1]).eval('dimension_x*dimension_y*3')) / 1e6
    few, many = (held[n] for n in sizes)
    row(f'memory with {sizes[0]} and with {sizes[1]} candidates', f'{few:.0f}, {many:.0f} MB',
        f"{many/few:.2f} times as much for {sizes[1]/sizes[0]:.0f} times as many; the post's list holds {decoded:,.0f} MB")


@figure
def labelling():
    "From a key to the next picture on the screen of a real JupyterLab, in a real browser"
    from bench_widgets import labelling as measure
    measure(row)


@figure
def picks(seeds=range(5)):
    "How many of ten picks five simulated owners would keep, beside picking at random"
    from wallpicker.demo import demo
    kept, by_chance, share, took = [], [], [], []
    with tempfile.TemporaryDirectory() as tmp:
        for seed in seeds:
            r = demo(Path(tmp)/f'demo{seed}', seed=seed, say=lambda line: None)
            kept.append(r['kept']); by_chance.append(r['random']); share.append(r['would']/r['fetched']); took.append(r['seconds'])
            row(f'simulated owner {seed}: kept of {len(r["picked"])} picks', str(r['kept']),
                f"random {r['random']:.1f}, AUC {r['auc']:.2f}, 1/{share[-1]:.0f} of the bytes, {took[-1]:.0f} s")
    row('kept on average', f'{sum(kept)/len(kept):.1f}', f'at random {sum(by_chance)/len(by_chance):.1f}')


@figure
def variety(seeds=range(8), prices=(0, .05, .15, .3, .5), count=10):
    "What a price for likeness does to ten picks of eight simulated owners: how many are kept, from how many families of paintings"
    from wallpicker.demo import SimulatedOwner, Walk, furnish
    from wallpicker.pick import Run, varied
    told = {p: [] for p in prices}
    with Gallery(count=420, limit=None) as gallery:
        for seed in seeds:
            with tempfile.TemporaryDirectory() as tmp:
                walk = Walk(Folders(tmp).make(), gallery, SimulatedOwner(seed), say=lambda line: None)
                furnish(walk.owner, walk.folders, size=(480, 270))
                walk.candidates(336); walk.label(48); walk.train()
                run = Run(walk.folders, walk.site, walk.downloader)
                sure = run.distinct(run.weigh())[lambda p: p >= run.sure_from]
                X = run.features.views(list(sure.index))
                for price in prices:
                    ids = sure.index[varied(X, sure.values, price)[:count]]
                    told[price].append((walk.truth[ids].sum(), gallery.catalogue.family[ids].nunique()))
    for price, both in told.items():
        kept, families = (sum(o)/len(both) for o in zip(*both))
        row(f'price {price}: kept of {count}', f'{kept:.1f}', f'from {families:.1f} families')


@figure
def taste():
    "How good the taste is on real pictures, as six simulated owners see them; some minutes"
    from bench_taste import measure
    measure()


def main():
    names = sys.argv[1:] or list(FIGURES)
    for name in names:
        if name not in FIGURES: sys.exit(f'there is no figure {name!r}: choose from {", ".join(FIGURES)}')
        print(f'\n{FIGURES[name].__doc__}')
        FIGURES[name]()
    print(f'\nlargest memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss/1e6:.2f} GB')


if __name__ == '__main__': main()
