"""Some tests always wait for a disk, a server or a browser: one process more than there are cores runs them.
On Windows a test that needs what only POSIX has is skipped, and says which that is."""
import hashlib
import inspect
import os
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tools import SIDE_BY_SIDE

for name, value in SIDE_BY_SIDE.items(): os.environ.setdefault(name, value)


@pytest.hookimpl(optionalhook=True)   # where pytest-xdist is
def pytest_xdist_auto_num_workers(config): return (os.cpu_count() or 1) + 1


LONG = ('browser', 'whole', 'fastai_way', 'job', 'faults', 'picks', 'desktop')   # folders of tests that take seconds each, the longest first

def by_length(items):
    "Begin with what takes long, or one process would still be at it when the others have ended"
    order = {folder: k for k, folder in enumerate(LONG)}
    items.sort(key=lambda item: order.get(item.path.parent.name, len(LONG)))


# ---- how often the disk is read

LISTED = Counter()   # (function, folder's name): how often it was listed

@cache
def count_listings():
    "Begin to count, for good: a hook sees what every version of pathlib calls"
    def heard(event, args):
        if event not in ('os.listdir', 'os.scandir') or isinstance(args[0], int): return   # by number: a folder that is being removed
        folder = Path(args[0] or '.')
        if 'Wallpapers' in folder.parts: LISTED[event.removeprefix('os.'), folder.name] += 1
    sys.addaudithook(heard)

@pytest.fixture
def reads(monkeypatch):
    "Counts folders that are listed and files that are hashed: `listed` by (function, folder's name), `hashed` by file's name"
    count_listings()
    class Reads: listed, hashed = LISTED, Counter()
    def digest(file, *more, real=hashlib.file_digest):
        Reads.hashed[Path(file.name).name] += 1
        return real(file, *more)
    monkeypatch.setattr(hashlib, 'file_digest', digest)
    def again():
        Reads.listed.clear()
        Reads.hashed.clear()
        return Reads
    Reads.again = staticmethod(again)
    return Reads


# ---- Windows

POSIX = {'mkfifo': 'a named pipe', 'SIGKILL': 'a signal that kills', 'symlink_to': 'a link, which Windows lets administrators make', '/bin/sh': 'a shell',
         'setrlimit': 'limits of a process', 'getuid': 'numbers of users', 'os.fork': 'fork', '0o': 'permissions of POSIX'}


def wanted(item):
    "The source of a test and of the fixtures that it takes"
    fixtures = [d.func for defs in item._fixtureinfo.name2fixturedefs.values() for d in defs]
    return '\n'.join(inspect.getsource(f) for f in [item.function, *fixtures] if inspect.getmodule(f).__name__.startswith('test_'))


def lacking(item): return [f'needs {why}' for word, why in POSIX.items() if word in wanted(item)]


def pytest_collection_modifyitems(items):
    by_length(items)
    if os.name != 'nt': return
    for item in items:
        if reasons := lacking(item): item.add_marker(pytest.mark.skip(reason=', '.join(reasons)))
