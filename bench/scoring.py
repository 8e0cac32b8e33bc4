"""From previews to probabilities, beside the post's way; `bench.py scoring` calls it.

Ours: a cold start, `taste.onnx` opened by onnxruntime alone, previews out of the archive, no feature computed before. The post's: each original decoded in
full at 3840×2160, brought to 270×480, a fastai `Learner` with a resnet34 (its weights do not matter for speed) asked one by one by `learn.predict`.
"""
import os
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from wallpicker.archive.store import Archive
from wallpicker.folders import Folders
from wallpicker.labels.ledger import Ledger
from wallpicker.gallery.paint import paint, plan
from wallpicker.taste.model import Taste

SCORE = """
import sys, time
from bench.peak import peak
from wallpicker.archive.store import Archive
from wallpicker.folders import Folders
from wallpicker.taste.model import Taste
taste, archive = Taste.load(sys.argv[1]), Archive(Folders(sys.argv[2]))
start, ids = time.perf_counter(), list(archive.frame().index)
p = taste.scores(archive, ids)
assert len(p) == len(ids) and not {'torch', 'fastai', 'sklearn'} & set(sys.modules)
print(len(ids), time.perf_counter() - start, time.process_time(), peak())
"""


def pictures(n):
    "JPEGs of so many different previews: forty painted ones, each time with another bright spot"
    painted = [np.asarray(paint(plan(s), (432, 243))) for s in range(min(n, 40))]
    for k in range(n):
        a, file = painted[k % len(painted)].copy(), BytesIO()
        y, x = divmod(k // len(painted) * 7, 400)
        a[16*y % 230:, x:x + 12][:12] = 255
        Image.fromarray(a).save(file, 'JPEG', quality=85)
        yield f'w{k:05d}', file.getvalue()


def archive_of(n, root):
    "An archive of so many previews, nothing looked at yet"
    archive = Archive(Folders(root).make())
    shown = list(pictures(n))
    for i in range(0, n, 500): archive.add_many([dict(id=id) for id, _ in shown[i:i + 500]], shown[i:i + 500])
    assert len(archive) == n
    return archive


def a_taste(root, n=60):
    "A taste.onnx for light wallpapers, learned from so many previews: what it likes does not matter here"
    archive = archive_of(n, root)
    ledger, light = Ledger(archive.folders), {id: np.asarray(archive[id]).mean() for id in archive.frame().index}
    middle = np.median([*light.values()])
    ledger.say_many([(id, 'YES' if v > middle else 'NO', {}) for id, v in light.items()])
    Taste.train(archive.folders, archive, ledger, repeats=1).save(archive.folders.taste)
    return archive.folders.taste


def scored(taste, root):
    "Pictures, seconds, seconds of processor, megabytes"
    env = {**os.environ, 'PYTHONPATH': os.pathsep.join([str(Path(__file__).parents[1]), os.environ.get('PYTHONPATH', '')])}
    done = subprocess.run([sys.executable, '-c', SCORE, str(taste), str(root)], check=True, capture_output=True, text=True, env=env)
    return [float(o) for o in done.stdout.split()]


def posts_way(folder, n):
    "Seconds that one wallpaper takes"
    import torch
    from fastai.vision.all import ImageDataLoaders, Resize, resnet34, vision_learner
    files = []
    for s in range(n):
        files.append(folder/f'{s}.jpg')
        paint(plan(s), (3840, 2160)).save(files[-1], quality=92)
    dls = ImageDataLoaders.from_lists(folder, files, [str(s % 2) for s in range(n)], item_tfms=Resize((270, 480)), bs=8, num_workers=0)
    learn = vision_learner(dls, resnet34, pretrained=False)
    start = time.perf_counter()
    with learn.no_bar(), torch.no_grad():
        for f in files: learn.predict(f)
    return (time.perf_counter() - start) / n


def scoring(row, few=1000, many=10_000, originals=50):
    "Print the figures"
    with tempfile.TemporaryDirectory() as tmp:
        tmp = Path(tmp)
        taste = a_taste(tmp/'learned')
        archive_of(few, tmp/'few')
        (tmp/'originals').mkdir()
        slow = posts_way(tmp/'originals', originals)
        n, took, cpu, held = scored(taste, tmp/'few')
        row(f'{few:,} previews to probabilities, nothing computed before', f'{n/took:.0f} a second',
            f"the post's way takes {slow*n/took:.0f} times as long a picture; {1000*cpu/n:.1f} ms of processor each")
        n, again, *_ = scored(taste, tmp/'few')
        row('the same when the features are there', f'{n/again:,.0f} a second')
        archive_of(many, tmp/'many')
        _, _, _, more = scored(taste, tmp/'many')
        row(f'memory with {few:,} and with {many:,} previews', f'{held:.0f}, {more:.0f} MB', f'{more/held:.2f} times as much for {many/few:.0f} times as many')
