"""A root that an earlier version made must open in this one with nothing lost: its answers, own words, pictures, settings and model.

Each `root_*.zip` beside this file holds such a root, and in `known.json` what that version said of it. The network inside its `taste.onnx` is the
embedded one, 18 MB that every installation has: the zip keeps the other bytes, and the file is put together again here, checked by its hash."""
import hashlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import onnx
import pandas as pd
import pytest

from wallpicker.archive.likeness import Groups, likeness
from wallpicker.archive.store import Archive
from wallpicker.desktop.rotate import rotate
from wallpicker.folders import Folders
from wallpicker.gallery.paint import paint, plan
from wallpicker.gallery.server import Gallery
from wallpicker.labels.ledger import Ledger
from wallpicker.picks.words import own_words
from wallpicker.taste.backbone import backbone_file
from wallpicker.taste.model import Taste

PORT = 47613   # where the gallery was when the root was made: rows in its database name it


def sha(data): return hashlib.sha256(data).hexdigest()


def model_file(rest, parts):
    "A `taste.onnx` from its own bytes and the weights of the embedded network: parts are (bytes of its own, then which weights)"
    weights = {w.name: w.raw_data for w in onnx.load(backbone_file()).graph.initializer}
    data, at = b'', 0
    for n, name in parts:
        data += rest[at:at + n] + weights[name]
        at += n
    return data + rest[at:]


@pytest.fixture(params=sorted(Path(__file__).parent.glob('root_*.zip')), ids=lambda p: p.stem)
def old(request, tmp_path):
    "A root as it was left, and what was known of it"
    with zipfile.ZipFile(request.param) as z:
        known, rest = json.loads(z.read('known.json')), z.read('taste.rest')
        z.extractall(tmp_path, [n for n in z.namelist() if n.startswith('Wallpapers/')])
    folders = Folders(tmp_path/'Wallpapers')
    folders.taste.write_bytes(model_file(rest, known['parts']))
    assert sha(folders.taste.read_bytes()) == known['taste']
    return folders.check(), known


def contents(*places): return {p.name: sha(p.read_bytes()) for place in places for p in place.iterdir()}


def test_there_is_a_root_to_open(): assert list(Path(__file__).parent.glob('root_*.zip'))


def test_what_the_owner_said_is_there(old):
    folders, known = old
    ledger = Ledger(folders)
    assert len(ledger.rows()) == known['rows'] and ledger.labels().to_dict() == known['labels']
    assert {k: sorted(v) for k, v in own_words(ledger).items()} == known['words']


def test_near_duplicates_are_those_of_the_full_comparison(old):
    archive = Archive(old[0])
    ids = sorted(archive.ids())
    full, groups = likeness([archive._print(i) for i in ids]), Groups(len(ids))
    groups.join(full.i[full.same], full.j[full.same])
    assert archive.groups().tolist() == [ids[k] for k in groups.first]
    expected = {(ids[a], ids[b]) for i, j in zip(full.i, full.j) for a, b in ((i, j), (j, i))}
    assert {*archive.relatives(ids)[['id', 'other']].itertuples(index=False, name=None)} == expected
    assert not archive.db.query("SELECT name FROM sqlite_schema WHERE name = 'hashes'"), 'an index that nothing needs any more'


def test_the_model_says_what_it_said(old):
    folders, known = old
    archive, taste = Archive(folders), Taste.load(folders.taste)
    before = pd.Series(known['probabilities'])
    assert sorted(archive.ids()) == sorted(before.index)
    assert abs(taste.scores(archive, before.index) - before).max() < 1e-3


def test_training_again_learns_the_same(old):
    folders, known = old
    archive, before = Archive(folders), pd.Series(known['probabilities'])
    again = Taste.train(folders, archive, Ledger(folders)).scores(archive, before.index)
    assert pd.Series(again, before.index).corr(before, method='spearman') > .98


def test_rotating_loses_nothing(old):
    folders, known = old
    for _ in range(3): rotate(folders, show=2)
    assert contents(folders.desktop, folders.reserve) == known['own'] | known['picks']
    assert Ledger(folders).labels().to_dict() == known['labels']


def test_the_commands_go_on(old, tmp_path):
    folders, known = old
    (tmp_path/'pictures').mkdir()
    for seed in range(72): paint(plan(seed), (640, 360), grain=0).save(tmp_path/'pictures'/f'{seed:03d}.jpg', quality=60)
    def wallpicker(*words):
        env = {**os.environ, 'WALLHAVEN_URL': site.url, 'WALLPICKER_STATE': str(tmp_path/'state')}
        done = subprocess.run([sys.executable, '-m', 'wallpicker', *words, '--root', str(folders.root)], env=env, capture_output=True, text=True)
        assert done.returncode == 0, f'{words}: {done.stderr}'
        return done.stdout
    with Gallery(pictures=str(tmp_path/'pictures'), limit=None, port=PORT) as site:
        assert json.loads(wallpicker('status', '--json'))['seen'] == len(known['probabilities'])
        wallpicker('train')
        folders.change('pick', explore=.5)   # one of two, whatever day it is
        assert len(json.loads(wallpicker('pick', '--count', '2', '--json'))['picked']) == 2
        assert 'likely' in wallpicker('why', next(iter(known['labels'])))
    assert contents(folders.desktop, folders.reserve).items() >= (known['own'] | known['picks']).items()
    assert len(Ledger(folders).rows()) > known['rows']
