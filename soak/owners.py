"""What the program did not write: whatever the owner puts, copies, renames, moves and links in its folders, and whenever it is killed, every
byte of theirs stays where they put it, under the name they gave it.

    python -m soak.owners            2,000 random sequences, by `make soak`; the tests do forty
    python -m soak.owners 100 7      so many, from seed 7

Hypothesis draws each sequence, on real files, and makes one that fails as short as it can. What the owner has put there is written down beside
the folders, and looked at after every step of the program.
"""
import io
import os
import shutil
import sys
import tempfile
import warnings
from collections import Counter
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from unittest import mock

import numpy as np
from hypothesis import HealthCheck, seed, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from PIL import Image

from wallpicker.archive.store import Archive
from wallpicker.database import Database
from wallpicker.desktop.changes import detect
from wallpicker.desktop.reserve import prune, restore
from wallpicker.desktop.rotate import rotate
from wallpicker.desktop.stock import Stock
from wallpicker.files import PART, WallpickerError, sha256
from wallpicker.folders import PLACES as TREE, Folders
from wallpicker.labels.ledger import Ledger
from wallpicker.labels.table import export_csv
from wallpicker.picks.deliver import Deliveries

PICKS, RESERVE = 5, 2                      # at the beginning; the most in reserve, so that every rotation prunes
OURS = ('Desktop', 'model/reserve', 'model/trash')   # where the program puts picks, in roots that have all of them
PLACES = (*OURS, 'model/incoming', *sorted({o.where for o in TREE if not Path(o.where).suffix} - {*OURS}))
# what an owner calls things: before ours and behind them, hidden, without a suffix, with one of ours, like a copy, like an unfinished file
NAMES = ('mine {}.jpg', '!mine {}.jpg', '0001-mine {}.png', '.mine {}.jpg', 'zmine {}', 'mine {}.part', 'mine {} (1).jpg', PART + 'Mine {}.jpg',
         PART + 'mine{}.jpg')
number, places = st.integers(0, 99), st.sampled_from(PLACES)


# --- the site, and a tree with picks ------------------------------------------------------------------------------

def picture(n):
    "A small picture, another one for each number"
    out = io.BytesIO()
    Image.fromarray(np.random.default_rng(n).integers(0, 256, (9, 16, 3), np.uint8)).resize((64, 36)).save(out, 'JPEG')
    return out.getvalue()


def row(n):
    return dict(id=f'wall{n:02d}', file_type='image/jpeg', tags=['night'], purity='sfw', category='general', dimension_x=64, dimension_y=36)


class Site:
    "Has every wallpaper"
    def wallpaper(self, id): return row(int(id[4:]))
    def original(self, row, path): path.write_bytes(picture(int(row['id'][4:])))


def deliver(folders, n):
    "One pick"
    Archive(folders).add(row(n), picture(n))
    Deliveries(folders, Ledger(folders)).deliver(row(n), dict(probability=.9), Site().original)


@cache
def furnished():
    "A tree with some picks on the desktop; it goes with this process"
    folder = tempfile.TemporaryDirectory()
    folders = Folders(Path(folder.name)/'Wallpapers').make()
    folders.change('reserve', most=RESERVE)
    for n in range(PICKS): deliver(folders, n)
    folders.db.execute('pragma wal_checkpoint(truncate)')
    folders.db.close()
    return folder, folders.root


# --- a kill -------------------------------------------------------------------------------------------------------

class Killed(BaseException): "As abrupt as a kill that still lets Python go on"

WRITES = ((Database, 'execute'), (Database, 'many'), (os, 'link'), (os, 'replace'), (os, 'truncate'), (os, 'fsync'), (Path, 'unlink'))

@contextmanager
def killed(at):
    "From write number `at` on, none is made any more; 0: all are made"
    count = Counter()
    def dying(real):
        def wrapped(*args, **kwargs):
            count['writes'] += 1
            if count['writes'] >= at: raise Killed
            return real(*args, **kwargs)
        return wrapped
    with ExitStack() as patches:
        for owner, name in WRITES if at else (): patches.enter_context(mock.patch.object(owner, name, dying(getattr(owner, name))))
        try: yield
        except Killed: DONE['kills'] += 1


# --- what may happen ----------------------------------------------------------------------------------------------

DONE = Counter()                           # steps of the program, steps of the owner, kills, sequences

class Owner(RuleBasedStateMachine):
    "An owner and the program in one tree of folders, by turns"
    def __init__(self):
        super().__init__()
        self.at = Path(tempfile.mkdtemp(prefix='owner-'))
        shutil.copytree(furnished()[1], self.at/'Wallpapers')
        self.folders, self.outside, self.n, self.picked = Folders(self.at/'Wallpapers'), self.at/'outside', 0, PICKS
        self.outside.mkdir()
        self.mine = {}                     # path → what the owner put there
        for name in ('a.jpg', f'{PART}wall20.jpg', f'{PART}1-0123456789ab.part'): self.put(self.outside/name, b'mine')
        for k in range(2): self.put(self.folders.desktop/f'IMG {k}.jpg', picture(1000 + k))
        DONE['sequences'] += 1

    # -- what there is

    def look(self, path):
        "What lies at a path, without following a link"
        if path.is_symlink(): return 'link', os.readlink(path)
        return ('folder', '') if path.is_dir() else ('file', sha256(path))

    def keep(self, *paths):
        DONE['owner'] += 1
        self.mine |= {path: self.look(path) for path in paths}

    def put(self, path, data):
        path.write_bytes(data)
        self.keep(path)

    def check(self):
        "Everything of the owner's lies where it lay, and is what it was"
        now = {path: self.look(path) if os.path.lexists(path) else None for path in self.mine}
        gone = {path: (was, now[path]) for path, was in self.mine.items() if now[path] != was}
        assert not gone, f'not as the owner left it: {gone}'

    def picks(self):
        "Files of the program"
        folders = [folder for place in OURS if (folder := self.folders.root/place).is_dir()]
        there = [o for folder in folders for o in sorted(folder.iterdir())]
        return [o for o in there if o not in self.mine and not o.name.startswith('.') and o.is_file()]

    def pick(self, k):
        "One of them, None when there are none"
        picks = self.picks()
        return picks[k % len(picks)] if picks else None

    def owned(self, k, kind='file'):
        "Something that the owner has put there"
        apart = {self.folders.root/place for place in PLACES}
        found = [o for o, (what, _) in sorted(self.mine.items()) if what == kind and o.parent != self.outside and o not in apart]
        return found[k % len(found)] if found else None

    def free(self, place, k):
        "A new path in a place, under a name of the owner's"
        self.n += 1
        folder = self.folders.root/place if (self.folders.root/place).is_dir() else self.folders.desktop
        return folder/NAMES[k % len(NAMES)].format(self.n)

    # -- the owner

    @rule(place=places, k=number, same=st.booleans())
    def puts_a_file(self, place, k, same):
        "A picture of their own, or one that is a pick as well"
        pick = self.pick(k)
        self.put(self.free(place, k), pick.read_bytes() if same and pick else picture(2000 + self.n))

    @rule(place=places, k=number)
    def makes_a_folder(self, place, k):
        "With a pick in it, if there is one, under its own name"
        folder, pick = self.free(place, k), self.pick(k)
        folder.mkdir()
        self.keep(folder)
        if pick: self.keep(Path(shutil.copy(pick, folder)))

    @rule(place=places, k=number)
    def moves_a_pick_into_a_folder(self, place, k):
        folder, pick = self.free(place, k), self.pick(k)
        if pick:
            folder.mkdir()
            self.keep(folder, Path(shutil.move(pick, folder)))

    @rule(place=places, k=number, to=st.sampled_from(['pick', 'nowhere', 'outside', 'mine']))
    def links(self, place, k, to):
        target = dict(pick=self.pick(k), nowhere='nowhere', outside=self.outside, mine=self.owned(k))[to] or 'nowhere'
        link = self.free(place, k)
        link.symlink_to(target)
        self.keep(link)

    @rule(place=places, k=number, how=st.sampled_from([shutil.copy, os.link, os.rename, shutil.copy2]))
    def gives_a_pick_a_name(self, place, k, how):
        "Copies, links or renames it"
        if pick := self.pick(k):
            how(pick, to := self.free(place, k))
            self.keep(to)

    @rule(place=st.sampled_from([o for o in PLACES if o not in OURS]), k=number, how=st.sampled_from([shutil.copy, os.rename]))
    def copies_a_pick_to_where_we_put_none(self, place, k, how):
        "Under the name that it has"
        pick, folder = self.pick(k), self.folders.root/place
        if pick and folder.is_dir() and not os.path.lexists(folder/pick.name):
            how(pick, folder/pick.name)
            self.keep(folder/pick.name)

    @rule(place=st.sampled_from(OURS), k=number, other=number)
    def gives_a_pick_the_name_of_another(self, place, k, other):
        a, b, folder = self.pick(k), self.pick(other), self.folders.root/place
        if a and a.name != b.name and folder.is_dir() and not os.path.lexists(folder/b.name):
            self.keep(Path(shutil.copy(a, folder/b.name)))

    @rule(k=number, other=number)
    def swaps_two_picks(self, k, other):
        a, b = self.pick(k), self.pick(other)
        if a and a != b:
            a.rename(self.at/'x')
            b.rename(a)
            (self.at/'x').rename(b)
            self.keep(a, b)

    @rule(k=number)
    def edits_a_pick(self, k):
        if pick := self.pick(k):
            pick.unlink()
            self.put(pick, picture(3000 + self.n + k))

    @rule(k=number)
    def throws_a_pick_away(self, k):
        if pick := self.pick(k): pick.unlink()

    @rule(k=number)
    def moves_a_pick_between_our_folders(self, k):
        "It is still ours: it has the name that we gave it, in a folder of ours"
        if pick := self.pick(k):
            to = self.folders.reserve if pick.parent == self.folders.desktop else self.folders.desktop
            if not os.path.lexists(to/pick.name): shutil.move(pick, to)

    @rule(k=number, what=st.sampled_from(['folder', 'link', 'nowhere', 'file']))
    def takes_the_name_of_a_pick(self, k, what):
        "In the folder that it would be moved to"
        if not (pick := self.pick(k)): return
        to = (self.folders.reserve if pick.parent == self.folders.desktop else self.folders.desktop)/pick.name
        if os.path.lexists(to): return
        dict(folder=to.mkdir, link=lambda: to.symlink_to(pick), nowhere=lambda: to.symlink_to('nowhere'), file=lambda: to.write_bytes(b'mine'))[what]()
        self.keep(to)

    @rule(place=places, k=number)
    def renames_a_file_of_their_own(self, place, k):
        if own := self.owned(k):
            own.rename(to := self.free(place, k))
            del self.mine[own]
            self.keep(to)

    @rule(k=number, kind=st.sampled_from(['file', 'link']))
    def throws_away_something_of_their_own(self, k, kind):
        if own := self.owned(k, kind):
            own.unlink()
            del self.mine[own]

    @rule(place=st.sampled_from([o for o in PLACES if o != 'model']))
    def moves_a_folder_to_another_disk(self, place):
        "And puts a link in its place"
        folder, to = self.folders.root/place, self.outside/Path(place).name
        if folder.is_dir() and not folder.is_symlink():
            folder.rename(to)
            folder.symlink_to(to)
            self.keep(folder)

    @rule(to=st.sampled_from(['outside', 'nowhere', 'file']))
    def puts_something_in_the_place_of_incoming(self, to):
        place = self.folders.model/'incoming'
        if place.is_symlink() or not place.is_dir() or list(place.iterdir()): return
        place.rmdir()
        place.write_bytes(b'mine') if to == 'file' else place.symlink_to(self.outside if to == 'outside' else 'nowhere')
        self.keep(place)

    @rule(n=number, verb=st.sampled_from(['NO', 'ban', 'favourite', 'YES']))
    def says(self, n, verb): Ledger(self.folders).say(f'wall{n % self.picked:02d}', verb)

    # -- the program

    def runs(self, what, kill):
        "The program does something, and perhaps dies in the middle; what it refuses it says in a line"
        with killed(kill):
            try: what(self.folders)
            except WallpickerError: DONE['refusals'] += 1
        DONE['program'] += 1
        self.folders.db.close()
        self.folders = Folders(self.folders.root)
        self.check()

    kill = st.just(0) | st.integers(1, 60)

    @rule(show=st.integers(0, 4), kill=kill)
    def rotates(self, show, kill): self.runs(lambda folders: rotate(folders, show, sure=True), kill)

    @rule(show=st.integers(0, 4))
    def rotates_again(self, show): self.runs(lambda folders: rotate(folders, show, sure=True), 0)

    @rule(kill=kill)
    def prunes(self, kill): self.runs(prune, kill)

    @rule(kill=kill)
    def picks_one(self, kill):
        self.picked += 1
        self.runs(lambda folders: deliver(folders, self.picked - 1), kill)

    @rule(kill=kill)
    def recovers(self, kill): self.runs(lambda folders: Deliveries(folders, Ledger(folders)).recover(), kill)

    @rule(n=number, kill=kill)
    def restores(self, n, kill): self.runs(lambda folders: restore(folders, f'wall{n % self.picked:02d}', Site(), Site()), kill)

    @rule(kill=kill)
    def listens(self, kill): self.runs(lambda folders: detect(folders, sure=True), kill)

    @rule(kill=kill)
    def undoes(self, kill): self.runs(lambda folders: Ledger(folders).undo(), kill)

    @rule(kill=kill)
    def exports(self, kill): self.runs(lambda folders: export_csv(folders, Archive(folders), Ledger(folders), Archive(folders).ids()[:3]), kill)

    @rule(days=st.integers(1, 99), kill=kill)
    def sweeps_on_a_later_day(self, days, kill): self.runs(lambda folders: Stock(folders).clear(date.today() + timedelta(days)), kill)

    @rule(kill=kill)
    def makes_the_tree(self, kill): self.runs(Folders.make, kill)

    # -- the end

    def teardown(self):
        "Two more runs, which nothing may stop, and nothing of ours lies behind a link of the owner's"
        try:
            rotate(self.folders, 2, sure=True)
            prune(self.folders)
            self.check()
            known = {Path(o).name for o in (*PLACES, *self.mine)}
            strange = [o.name for o in self.outside.iterdir() if o.name not in known]
            assert not strange, f'written behind a link: {strange}'
        finally:
            self.folders.db.close()
            shutil.rmtree(self.at)


def sequences(n, start=None, steps=20):
    "So many random sequences; a fixed choice of them without a seed. Raises what the shortest one that fails raises"
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    how = settings(max_examples=n, stateful_step_count=steps, deadline=None, database=None, derandomize=start is None, suppress_health_check=checks)
    DONE.clear()
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')    # of a torn line in the ledger
        run_state_machine_as_test(Owner if start is None else seed(start)(Owner), settings=how)
    return DONE


def main(n=2000, start=0):
    done = sequences(n, start)
    print(f'{done["sequences"]} sequences: {done["owner"]} things of the owner, {done["program"]} runs of the program, {done["kills"]} of them '
          f'killed and {done["refusals"]} refused in a line; every byte stayed where the owner had put it')


if __name__ == '__main__': main(*map(int, sys.argv[1:]))
