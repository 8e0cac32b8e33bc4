"""Figures for speed, bytes and picks: `make bench`, or `python -m bench [NAME …]` for some of them.

Everything is measured in this run, and speed is told as a ratio to the post's way beside it, because machines differ and are busy.
`picks` walks the demo with five simulated owners, some minutes in all.
"""
import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

import requests
from PIL import Image, ImageEnhance

from bench.peak import peak

from wallpicker.archive.store import Archive
from wallpicker.archive.preview import shrink
from wallpicker.site.download import Downloader
from wallpicker.taste.features import Features, pack
from wallpicker.folders import Folders
from wallpicker.files import sha256
from wallpicker.gallery.server import Gallery
from wallpicker.labels.ledger import Ledger
from wallpicker.gallery.paint import paint
from wallpicker.desktop.reserve import prune
from wallpicker.picks.search import gather
from wallpicker.picks.twins import Twins
from wallpicker.site.budget import Budget
from wallpicker.site.wallhaven import Wallhaven

FIGURES, ROOT = {}, str(Path(__file__).parents[1])


def figure(f):
    FIGURES[f.__name__] = f
    return f


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
    for module in ('site.wallhaven', 'labels.scan', 'picks.pick'):
        took = fresh(f'import wallpicker.{module}')
        row(f'import wallpicker.{module}', f'{took:.2f} s', f'import fastai.vision.all takes {(heavy - bare)/(took - bare):.0f} times as long')


@figure
def candidates(n=240, latency=.08, few=48):
    "Candidates made ready to be judged, beside the post's loop: a new request for each original, one after the other, decoded and kept"
    with Gallery(count=420, limit=None, latency=latency) as gallery, tempfile.TemporaryDirectory() as tmp:
        client = Wallhaven(gallery.url, budget=Budget(calls=1000, per=1))
        rows = client.search(want=n)
        assert len(rows) == n
        folders, loader = Folders(tmp).make(), Downloader()
        folders.config_file.write_text(ANYTHING)

        def posts(urls): return [Image.open(BytesIO(requests.get(url, timeout=60).content)).convert('RGB') for url in urls]
        slow = 0
        for i in range(0, few, 8):   # the gallery paints originals when asked and keeps eight: not the post's fault
            urls = rows.path.iloc[i*n//few:(i + 8)*n//few:n//few]
            for url in urls: requests.get(url, timeout=60)
            slow += seconds(lambda: posts(urls))[0] / few
        took, found = seconds(lambda: gather(folders, client, loader, want=n))
        assert found.new == n and not found.trouble
        row(f'one of {n} candidates ready to be judged', f'{1000*took/n:.0f} ms', f"the post's way takes {slow*n/took:.1f} times as long")
        fetched, would = loader.bytes['preview'], int(rows.file_size.sum())
        row('bytes for these candidates', f'{fetched/1e6:.1f} MB', f"the post's way fetches {would/fetched:.0f} times as much")


ANYTHING = """
[[query]]
[rules]
least = ""
"""  # a wallpicker.toml that takes all that the gallery has

READY = """
import sys
from bench.peak import peak
from wallpicker.folders import Folders
from wallpicker.picks.search import gather
from wallpicker.picks.twins import Twins
from wallpicker.site.budget import Budget
from wallpicker.site.wallhaven import Wallhaven
url, root, n = *sys.argv[1:3], int(sys.argv[3])
folders = Folders(root).make()
folders.config_file.write_text(sys.argv[4])
assert gather(folders, Wallhaven(url, budget=Budget(calls=1000, per=1)), want=n).new == n
print(peak())
"""


@figure
def memory(sizes=(72, 240)):
    "The most memory that a process holds which makes candidates ready to be judged, with few of them and with many"
    held = {}
    with Gallery(count=420, limit=None) as gallery, tempfile.TemporaryDirectory() as tmp:
        for n in sizes:
            code = [sys.executable, '-c', READY, gallery.url, str(Path(tmp)/str(n)), str(n), ANYTHING]
            held[n] = float(subprocess.run(code, check=True, capture_output=True, text=True, env={**os.environ, 'PYTHONPATH': ROOT}).stdout)
        decoded = sum(Wallhaven(gallery.url, budget=Budget(calls=1000, per=1)).search(want=sizes[1]).eval('dimension_x*dimension_y*3')) / 1e6
    few, many = (held[n] for n in sizes)
    row(f'memory with {sizes[0]} and with {sizes[1]} candidates', f'{few:.0f}, {many:.0f} MB',
        f"{many/few:.2f} times as much for {sizes[1]/sizes[0]:.0f} times as many; the post's list holds {decoded:,.0f} MB")


COLD = """
import os, sys, time
from bench.peak import peak
start = time.perf_counter()
from wallpicker.cli import main
status = main(['pick', '--root', sys.argv[1]])
print(status, time.perf_counter() - start, peak(), ' '.join({'torch', 'fastai', 'sklearn'} & set(sys.modules)) or 'none')
"""


@figure
def cold():
    "A scheduled pick from a cold start with nothing new on the site, beside importing what the post's script imports"
    from wallpicker.demo import demo
    with tempfile.TemporaryDirectory() as tmp:
        root = Path(tmp)/'demo'
        demo(root, seed=0, say=lambda line: None)
        with Gallery(count=420, limit=None) as gallery:
            def job():   # with a rate budget as it is a day later: the calls of the run before would make this one wait half a second
                state = tempfile.mkdtemp(dir=tmp)
                env = {**os.environ, 'PYTHONPATH': ROOT, 'WALLHAVEN_URL': gallery.url, 'XDG_STATE_HOME': state}
                ran = subprocess.run([sys.executable, '-c', COLD, str(root)], check=True, capture_output=True, text=True, env=env)
                *said, last = ran.stdout.splitlines()
                status, took, held, heavy = last.split()
                return said[0], int(status), float(took), float(held), heavy
            job()
            line, status, took, held, heavy = min((job() for _ in range(3)), key=lambda o: o[2])
    assert status == 0 and 'nothing new' in line, line
    post = min(seconds(lambda: subprocess.run([sys.executable, '-c', 'import fastai.vision.all'], check=True))[0] for _ in range(2))
    row('a pick with nothing new on the site, cold', f'{took:.1f} s', f'importing fastai takes {post/took:.1f} times as long; imported of the heavy ones: {heavy}')
    row('memory of it', f'{held:.0f} MB')


@figure
def labelling():
    "From a key to the next picture on the screen of a real JupyterLab, in a real browser"
    from bench.widgets import labelling as measure
    measure(row)


@figure
def picks(seeds=range(5)):
    "How many of ten picks five simulated owners would keep, beside picking at random"
    from wallpicker.demo import demo
    kept, by_chance, share, took = [], [], [], []
    with tempfile.TemporaryDirectory() as tmp:
        for seed in seeds:
            r = demo(Path(tmp)/f'demo{seed}', seed=seed, say=lambda line: None)
            kept.append(r['kept'])
            by_chance.append(r['random'])
            share.append(r['would']/r['fetched'])
            took.append(r['seconds'])
            row(f'simulated owner {seed}: kept of {len(r["picked"])} picks', str(r['kept']),
                f"random {r['random']:.1f}, AUC {r['auc']:.2f}, 1/{share[-1]:.0f} of the bytes, {took[-1]:.0f} s")
    row('kept on average', f'{sum(kept)/len(kept):.1f}', f'at random {sum(by_chance)/len(by_chance):.1f}')


@figure
def variety(seeds=range(8), prices=(0, .05, .15, .3, .5), count=10):
    "What a price for likeness does to ten picks of eight simulated owners: how many are kept, from how many families of paintings"
    from wallpicker.simulated import SimulatedOwner, furnish
    from wallpicker.demo import Walk
    from wallpicker.picks.pick import Run
    from wallpicker.picks.score import mmr
    told = {p: [] for p in prices}
    with Gallery(count=420, limit=None) as gallery:
        for seed in seeds:
            with tempfile.TemporaryDirectory() as tmp:
                walk = Walk(Folders(tmp).make(), gallery, SimulatedOwner(seed), say=lambda line: None)
                furnish(walk.owner, walk.folders, size=(480, 270))
                walk.candidates(336)
                walk.label(48)
                walk.train()
                run = Run(walk.folders, walk.site, walk.downloader)
                sure = run.twins.distinct(run.score())[lambda p: p >= run.scorer.sure_from]
                X = run.scorer.features.views(list(sure.index))
                for price in prices:
                    ids = sure.index[mmr(X, sure.values, price)[:count]]
                    told[price].append((walk.truth[ids].sum(), gallery.catalogue.family[ids].nunique()))
    for price, both in told.items():
        kept, families = (sum(o)/len(both) for o in zip(*both))
        row(f'price {price}: kept of {count}', f'{kept:.1f}', f'from {families:.1f} families')


def altered():
    "What people do to a wallpaper before they upload it again: name → function of a picture, to the bytes of a file"
    def jpg(im, quality=92):
        out = BytesIO()
        im.save(out, 'JPEG', quality=quality)
        return out.getvalue()
    def rim(im, part): return im.crop((round(im.width*part), round(im.height*part), im.width - round(im.width*part), im.height - round(im.height*part)))
    return {'recompressed': lambda im: jpg(im, 50), 'half the size': lambda im: jpg(im.resize((im.width//2, im.height//2))),
            'cropped by 5 %': lambda im: jpg(rim(im, .025)), '5 % off each side': lambda im: jpg(rim(im, .05)),
            'brightened by 30 %': lambda im: jpg(ImageEnhance.Brightness(im).enhance(1.3))}


def real_pictures(n=185):
    "Pictures and the group each belongs to: those of WALLPICKER_PICTURES, or as many paintings"
    folder = os.environ.get('WALLPICKER_PICTURES')
    if not folder: return [paint(7*s, (960, 540)) for s in range(n)], list(range(n))
    rows = list(csv.DictReader((Path(folder)/'pictures.csv').open(encoding='utf-8')))
    return [Image.open(Path(folder)/r['file']).convert('RGB') for r in rows], [r['group'] for r in rows]


def near_figures(pictures, groups):
    "Share of altered pictures found again; pairs of pictures of different groups that are taken for one, and of how many pairs"
    with tempfile.TemporaryDirectory() as tmp:
        folders, ids = Folders(tmp).make(), []
        archive = Archive(folders)
        for n, im in enumerate(pictures):
            im.save(folders.storage/f'{n}.png')
            ids.append(archive.add_file(folders.storage/f'{n}.png'))
        whose, twins = dict(zip(ids, groups)), Twins(archive, Ledger(folders), Features(archive))
        if len(whose) < len(pictures): raise ValueError('a picture is there twice')
        wrong = {frozenset(o) for o in twins.of(ids).itertuples(index=False) if whose[o[0]] != whose[o[1]]}
        pairs = sum(a != b for i, a in enumerate(groups) for b in groups[:i])
        found = {}
        for kind, (name, change) in enumerate(altered().items()):
            again = [f'altered{kind}x{n}' for n in range(len(ids))]
            archive.add_many([dict(id=i) for i in again], [(i, thumbnail(change(im))) for i, im in zip(again, pictures)])
            seen = {tuple(o) for o in twins.of(again).itertuples(index=False)}
            found[name] = sum((a, o) in seen for a, o in zip(again, ids))/len(ids)
    return found, wrong, pairs


def thumbnail(data):
    "What the site would show of an uploaded file"
    out = BytesIO()
    shrink(Image.open(BytesIO(data))).save(out, 'JPEG', quality=85)
    return out.getvalue()


@figure
def near():
    "Near-duplicates by perceptual hash, details and features, among real pictures where WALLPICKER_PICTURES names some, else among paintings"
    found, wrong, pairs = near_figures(*real_pictures())
    for name, share in found.items(): row(f'{name}: found again', f'{100*share:.1f} %')
    row('different pictures taken for one', f'{100*len(wrong)/pairs:.3f} %', f'{len(wrong)} of {pairs:,} pairs')


@figure
def archive(n=10_000, kinds=60, batch=500):
    "Ten thousand rejected pictures, in the order of life: seen, looked at, answered with NO, made smaller by `prune`; bytes on the disk and time to open"
    with Gallery(count=kinds, limit=None) as gallery, tempfile.TemporaryDirectory() as tmp:
        folders = Folders(tmp).make()
        kept, client = Archive(folders), Wallhaven(gallery.url, budget=Budget(calls=1000, per=1))
        found = client.search(want=kinds)
        first = dict(Downloader().previews(found))
        if os.environ.get('WALLPICKER_PICTURES'): first = {i: thumbnail(p) for i, p in zip(first, map(as_file, real_pictures()[0]))}
        rows, previews, seen = found.set_index('id', drop=False).loc[list(first)].to_dict('records'), list(first.values()), None
        for start in range(0, n, batch):
            part = {f'w{k:05}': k % len(rows) for k in range(start, min(start + batch, n))}
            kept.add_many([{**rows[k], 'raw': {**rows[k]['raw'], 'id': i}, 'id': i} for i, k in part.items()], [(i, previews[k]) for i, k in part.items()])
            mark_each(kept, part)
            if seen is None: seen, logits = Features(kept).rows(list(part)[:len(rows)])
            folders.db.many('insert or replace into features values (?, ?, ?, ?)',
                            [(Features(kept).key, kept.content(i), pack(seen[k]), pack(logits[k])) for i, k in part.items()])
            Ledger(folders).say_many([(i, 'NO', {}) for i in part])
            assert prune(folders).slim == len(part)
        folders.db.execute('pragma wal_checkpoint(truncate)')
        size = sum(o.stat().st_size for o in folders.model.rglob('*') if o.is_file())
        row(f'{n:,} rejected pictures, features and answers included', f'{size/1e6:.0f} MB', f'{size/n/1e3:.1f} kB each')
        some = random.Random(0).sample(kept.ids(), 1000)
        took = seconds(lambda: [kept[i] for i in some])[0]
        row('opened at random, one at a time', f'{len(some)/took:.0f} a second')


def mark_each(archive, ids):
    "Few different pictures stand for many here: give each copy bytes of its own behind the end of its JPEG, so that none shares the features of another"
    marked = [(archive.preview(i) + i.encode(), i) for i in ids]
    archive.db.many('update previews set data = ? where id = ?', marked)
    archive.db.many('update pictures set content = ?, kept = ? where id = ?', [(sha256(data), len(data), i) for data, i in marked])


def as_file(im):
    out = BytesIO()
    im.save(out, 'JPEG', quality=92)
    return out.getvalue()


@figure
def scoring():
    "A thousand archived previews to probabilities by `taste.onnx` alone, beside decoding originals and asking a fastai learner one by one"
    from bench.scoring import scoring as measure
    measure(row)


@figure
def scale():
    "Ten years of candidates on one laptop: the steps of an owner's day with 1,000, 10,000 and 100,000 of them; ten minutes"
    from bench.scale import scale as measure
    measure(row=row)


@figure
def taste():
    "How good the taste is on real pictures, as six simulated owners see them; some minutes"
    from bench.taste import measure
    measure()


def main():
    names = sys.argv[1:] or [f for f in FIGURES if f != 'scale']   # ten minutes, only when asked for
    for name in names:
        if name not in FIGURES: sys.exit(f'there is no figure {name!r}: choose from {", ".join(FIGURES)}')
        print(f'\n{FIGURES[name].__doc__}')
        FIGURES[name]()
    print(f'\nlargest memory of this process: {peak()/1000:.2f} GB')


if __name__ == '__main__': main()
