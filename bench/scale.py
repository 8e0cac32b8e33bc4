"""Ten years of candidates: `python -m bench scale`, or `python -m bench.scale 1000 10000` for other sizes.

`python -m bench.scale --to bench/scale.csv` keeps what it measures where the page of it reads it.

A root of so many candidates is built from some paintings (from real pictures where WALLPICKER_PICTURES names some): every candidate has a
preview with bytes of its own, a fingerprint of a mixture of two pictures, features that vary, and facts as the site tells them. With the extra [text] a share of
writing is kept as well, or the first pick would look for it on all of them. Of all but
the smallest root 2,000 are answered by a simulated owner, and a taste is learned. Then each step of an owner's day runs in a process of
its own, which says how long it took, how much processor time, and how much memory it held at the most.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd
from PIL import Image

from wallpicker.archive.fingerprints import COSINES, Print
from wallpicker.archive.likeness import DETAIL, Groups, correlations, possible
from wallpicker.archive.preview import jpeg, prepare
from wallpicker.archive.facts import site_facts
from wallpicker.archive.store import Archive
from wallpicker.files import sha256
from wallpicker.folders import Folders
from wallpicker.labels.ledger import Ledger
from wallpicker.picks.facts import PALETTE
from wallpicker.taste.features import COLOURS, Features, pack
from wallpicker.taste.model import Taste
from wallpicker.taste.writing import PACKAGE, Writing

SIZES, POOL, TOGETHER, ANSWERS, MODELS = (1_000, 10_000, 100_000), 120, 500, 2_000, 3
TAGS = 'sea night city forest snow minimalism car flowers clouds abstract'.split()


def pool():
    "Pictures that all candidates are made of: previews as bytes, 36×20 colour points, features, logits, shares of writing"
    from bench.__main__ import real_pictures
    pictures = [prepare(im) for im in real_pictures(POOL)[0]]
    small = np.stack([np.asarray(im.resize((36, 20), Image.Resampling.BOX), float) for im in pictures])
    with tempfile.TemporaryDirectory() as tmp:
        archive = Archive(Folders(tmp).make())
        for n, im in enumerate(pictures): archive.add(dict(id=f'p{n:05}'), jpeg(im, 83))
        ids = archive.ids()
        X, logits = Features(archive).rows(ids)
        shares = Writing(archive)(ids).astype(float) if find_spec(PACKAGE) else None
        return [archive.preview(i) for i in ids], small, X, [pack(row) for row in logits], shares


def hashes(grey):
    "Perceptual hashes of grey points [n, 18, 32], as of a picture that small"
    rows = np.minimum(np.arange(32)*18//32, 17)
    low = np.round(COSINES @ grey[:, rows] @ COSINES.T, 6).reshape(len(grey), 64)
    return [bits.tobytes().hex() for bits in np.packbits(low > np.median(low, 1, keepdims=True), axis=1)]


def prints(small, rng, n):
    "Fingerprints of `n` mixtures of two pictures, each shifted and turned"
    a, b = (small[rng.integers(len(small), size=n)] for _ in range(2))
    mixed = rng.uniform(.3, 1, (n, 1, 1, 1))
    rgb = a*mixed + b[:, :, ::-1]*(1 - mixed)
    at = rng.integers(0, [3, 5], (n, 2))
    rgb = np.stack([x[r:r + 18, c:c + 32][:, ::s] for x, (r, c), s in zip(rgb, at, rng.choice([1, -1], n))])
    grey = rgb @ [.299, .587, .114]
    mean = rgb.reshape(n, 9, 2, 16, 2, 3).mean((2, 4))
    return [Print(h, g.astype(np.uint8).tobytes(), m.astype(np.uint8).tobytes()) for h, g, m in zip(hashes(grey), grey, mean)]


def facts(id, rng):
    "A row as a listing has it"
    w, h = ((1920, 1080), (2560, 1440), (3840, 2160))[rng.integers(3)]
    views = int(rng.integers(20, 20_000))
    return dict(id=id, category='general', purity='sfw', favorites=int(views*rng.uniform(0, .05)), views=views, dimension_x=w, dimension_y=h,
                ratio=1.78, file_size=int(rng.integers(3e5, 5e6)), file_type='image/jpeg', url=f'https://wallhaven.cc/w/{id}',
                path=f'https://w.wallhaven.cc/full/{id[:2]}/wallhaven-{id}.jpg', thumbs=dict(large=f'https://th.wallhaven.cc/lg/{id[:2]}/{id}.jpg'),
                created_at=f'20{rng.integers(10, 26):02}-{rng.integers(1, 13):02}-{rng.integers(1, 29):02} 12:00:00',
                colors=[f'#{c}' for c in rng.choice(PALETTE, 5, replace=False)], source='')


def add(archive, features, made, start, n, rng):
    "`n` more candidates, numbered from `start`; features of a mixture of two, each varied by a tenth, zero where the first has zeros"
    previews, small, X, logits, shares = made
    one, other, share = rng.integers(len(X), size=n), rng.integers(len(X), size=n), rng.uniform(.5, 1, (n, 1))
    vectors = (X[one] != 0)*(X[one]*share + X[other]*(1 - share))*(1 + .1*rng.standard_normal((n, X.shape[1]), dtype=np.float32))
    written = None if shares is None else Writing(archive).key
    with archive.db.transaction():
        for k, mark in enumerate(prints(small, rng, n)):
            id = f'w{start + k:06}'
            data = previews[one[k]] + id.encode()
            row = site_facts(facts(id, rng) | (dict(tags=list(rng.choice(TAGS, 3))) if k % 20 == 0 else {}))
            archive.insert(id, row | dict(origin='site'), mark, data)
            archive.db.execute('INSERT INTO features VALUES (?, ?, ?, ?)', features.key, sha256(data), pack(vectors[k].clip(-6e4, 6e4)), logits[one[k]])
            if written: archive.db.execute('INSERT INTO writing VALUES (?, ?, ?)', written, sha256(data), shares[one[k]])


def answer(folders, archive, features, n, rng):
    "Answers of a simulated owner who likes one direction of the features"
    ids = [str(i) for i in rng.permutation(archive.ids())[:n]]
    score = features(ids)[:, :-len(COLOURS)] @ np.random.default_rng(5).standard_normal(features.backbone.dim)
    score = (score - np.median(score))/score.std() + .5*rng.standard_normal(n)
    Ledger(folders).say_many([(i, 'YES' if s > .4 else 'NO', dict(asked='random')) for i, s in zip(ids, score)])


def build(root, n, made=None, answers=ANSWERS):
    "A root of `n` candidates with `answers` and a taste"
    rng, folders = np.random.default_rng(0), Folders(root).make()
    archive = Archive(folders)
    features, made = Features(archive), made or pool()
    for start in range(0, n, TOGETHER): add(archive, features, made, start, min(TOGETHER, n - start), rng)
    answer(folders, archive, features, min(answers, n//2), rng)
    for _ in range(MODELS): Taste.train(folders, archive, Ledger(folders), features, repeats=2).save(folders.taste)
    folders.db.execute('pragma wal_checkpoint(truncate)')
    return folders


STEPS = {   # what an owner's day is made of: name → code that has `folders`, `archive` and `ledger`
    'label, to the first picture': 'from wallpicker.taste.queue import labeller; start(); labeller(folders.root)',
    'refit and new order': 'from wallpicker.taste.queue import asker_of; f = asker_of(archive, ledger, Features(archive)); ids = [i for i, _ in f({})];'
                           'f({ids[0]: "YES"}); start(); times = 9; [f(dict.fromkeys(ids[:k + 2], "YES") | {ids[k + 1]: "NO"}) for k in range(times)]',
    'pick, nothing new': 'start(); pick(folders, Nothing(), Nothing(), count=3, dry_run=True)',
    'pick, thirty new': 'forget(30); start(); pick(folders, Nothing(), Nothing(), count=3, dry_run=True)',
    'train': 'start(); Taste.train(folders, archive, ledger)',
    'group all': 'start(); archive.groups()',
    'group thirty newcomers': 'ids = archive.ids()[-30:]; f = Features(archive); f.backbone; start(); Twins(archive, ledger, f).compare(ids)',
    'status': 'start(); status(folders)',
    'why': 'id = archive.ids()[7]; start(); why(folders, id)',
    'rotate': 'start(); rotate(folders)',
    'the whole table': 'start(); archive.frame()',
}
LONG = 'train', 'group all'   # the others are run three times, and the quickest counts
AROUND = """
import json, os, sys, time
from bench.peak import peak
from wallpicker.archive.store import Archive
from wallpicker.desktop.rotate import rotate
from wallpicker.folders import Folders
from wallpicker.job.status import status
from wallpicker.labels.ledger import Ledger
from wallpicker.picks.facts import PALETTE
from wallpicker.picks.pick import pick
from wallpicker.picks.twins import Twins
from wallpicker.picks.why import why
from wallpicker.taste.features import Features
from wallpicker.taste.model import Taste
class Nothing:
    "A site without anything new"
    bytes = {}
    def pages(self, query, start=1): return iter(())
    def wallpaper(self, id): return {}
    def previews(self, pages): return iter([o for o in pages if 0])
def forget(n):
    "The newest `n` were never compared, scored or allowed"
    for table in ('pick_score', 'pick_allowed', 'twin_asked'):
        folders.db.execute(f'delete from {table} where id in (select id from pictures order by rowid desc limit {n})')
def start(): begun[:] = time.perf_counter(), time.process_time()
begun, times, folders = [], 1, Folders(sys.argv[1])
archive, ledger = Archive(folders), Ledger(folders)
exec(sys.argv[2])
took = time.perf_counter() - begun[0], time.process_time() - begun[1]
print(json.dumps([*(t/times for t in took), peak()]))
"""


def compared_in_full(root):
    "Whether `Archive.groups` says what comparing every pair in full says, and how many groups there are; minutes with 100,000"
    archive = Archive(Folders(root))
    names, short = archive._all_shorts()
    small, groups = archive._small_of(names), Groups(len(names))
    for start in range(0, len(names), TOGETHER):
        i, j = possible(short[start:start + TOGETHER], short)
        same = correlations(small[start:start + TOGETHER], small, i, j) >= DETAIL
        groups.join(start + i[same], j[same])
    return archive.groups().tolist() == names[groups.first].tolist(), len({*groups.first.tolist()})


def measure(root, step, times=1):
    "Seconds, seconds of processor and megabytes of one step, in a process of its own; the quickest of some"
    code = [sys.executable, '-c', AROUND, str(root), STEPS[step]]
    env = {**os.environ, 'PYTHONPATH': str(Path(__file__).parents[1]), 'OMP_NUM_THREADS': '2'}
    done = [subprocess.run(code, check=True, capture_output=True, text=True, env=env).stdout for _ in range(times)]
    return min(json.loads(o.splitlines()[-1]) for o in done)


def size_of(root): return sum(o.stat().st_size for o in root.rglob('*') if o.is_file())


def scale(sizes=SIZES, row=print, steps=STEPS):
    "Every step at every size; returns a table: step, candidates, seconds, processor (seconds), megabytes at the most, kilobytes on the disk for each candidate"
    made, rows = pool(), []
    row('features of a picture, not varied', f'{np.mean([len(pack(x)) + len(l) for x, l in zip(made[2], made[3])])/1e3:.1f} kB', 'and its class scores')
    with tempfile.TemporaryDirectory() as tmp:
        for n in sizes:
            root = Path(tmp)/str(n)
            folders = build(root, n, made)
            measure(root, 'pick, nothing new')   # the first one scores everything
            took = [(step, n, *measure(root, step, 1 if step in LONG else 3)) for step in steps]
            folders.db.execute('pragma wal_checkpoint(truncate)')
            disk = size_of(folders.model)/n/1e3
            rows += [(*r, disk) for r in took]
            row(f'{n:,} candidates: on the disk', f'{disk:.1f} kB', 'each, with features, answers and all that the steps kept')
            shutil.rmtree(root)
    for step in steps:
        mine = [r for r in rows if r[0] == step]
        row(step, f'{mine[-1][2]:.2f} s', '; '.join(f'{n:,}: {took:.2f} s, {cpu:.2f} of processor, {mb:.0f} MB' for _, n, took, cpu, mb, _ in mine))
    return pd.DataFrame(rows, columns=['step', 'candidates', 'seconds', 'processor', 'megabytes', 'kilobytes'])


if __name__ == '__main__':
    from bench.__main__ import row
    words = argparse.ArgumentParser(prog='python -m bench.scale', description=__doc__.splitlines()[0])
    words.add_argument('sizes', type=int, nargs='*', help='numbers of candidates')
    words.add_argument('--to', help='a file for the table')
    asked = words.parse_args()
    table = scale(asked.sizes or SIZES, row)
    if asked.to: table.round(3).to_csv(asked.to, index=False)
