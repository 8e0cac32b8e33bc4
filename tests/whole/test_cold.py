"""What would make a page come out differently on the first day: a cache that is filled with numbers drawn from the generators that the page's
own seed has set, two processes that fill one cache at the same moment"""
import os
import random
import sys
from multiprocessing import get_context

import numpy as np
import pytest
from PIL import Image

from wallpicker.archive.store import Archive
from wallpicker.gallery.catalogue import hang_all
from wallpicker.gallery.prints import order
from wallpicker.taste.features import Features
from wallpicker.taste.backbone import backbone_file
from wallpicker.folders import Folders, cache_dir
from wallpicker.files import sha256


def weights():
    from wallpicker.fastai_way.learner import embedded_weights
    return embedded_weights()


def looked_at(tmp):
    "Features and near-duplicates, which are worked out once and kept in the database"
    folders = Folders(tmp/'root').make()
    Image.new('RGB', (864, 486), 'navy').save(folders.desktop/'a.png')
    archive = Archive(folders)
    ids = [archive.add_file(folders.desktop/'a.png')]
    Features(archive)(ids)
    archive.groups(ids)
    folders.db.close()


FILLS = dict(weights=lambda tmp: weights(), network=lambda tmp: backbone_file(), features=looked_at,
             prints=lambda tmp: hang_all([order(0, n) for n in range(2)], cache_dir()/'gallery'))


def generators():
    "Where the generators are that a seed sets: Python's, numpy's old one, torch's where it is installed"
    torch = sys.modules.get('torch')
    return random.getstate(), [*map(str, np.random.get_state())], torch and torch.get_rng_state().tolist()


@pytest.mark.parametrize('what', FILLS)
def test_filling_a_cache_draws_nothing_that_a_seed_has_set(what, tmp_path, monkeypatch):
    if what == 'weights': pytest.importorskip('wallpicker.fastai_way.learner')   # an import may draw
    monkeypatch.setenv('WALLPICKER_CACHE', str(tmp_path/'cache'))
    before = generators()
    FILLS[what](tmp_path)
    assert generators() == before


def fill(what, cache, start):
    os.environ['WALLPICKER_CACHE'] = str(cache)
    start.wait()
    FILLS[what](cache)


def filled(what, cache, processes):
    "What lies in a cache that so many processes have filled at one moment: the bytes of each file"
    spawn = get_context('spawn')
    start = spawn.Barrier(processes)
    them = [spawn.Process(target=fill, args=(what, cache, start)) for _ in range(processes)]
    for p in them: p.start()
    for p in them: p.join()
    assert [p.exitcode for p in them] == [0]*processes
    return {str(p.relative_to(cache)): sha256(p) for p in cache.rglob('*') if p.is_file()}


@pytest.mark.parametrize('what', ['weights', 'network', 'prints'])
def test_two_that_fill_one_cache_at_the_same_moment_leave_what_one_would(what, tmp_path):
    if what == 'weights': pytest.importorskip('fastai')
    alone = filled(what, tmp_path/'one', 1)
    assert alone and filled(what, tmp_path/'two', 2) == alone
