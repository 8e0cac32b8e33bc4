"""A year of a reserve that is always full: what is deleted waits its days in the trash, and nothing goes for good before.

    python -m soak.trash            365 days, by `make soak`; the tests do forty
    python -m soak.trash 1000 14    so many days, with so many in the trash

A pick a day, two on show, three in reserve. Every day each file of ours that is gone for good is looked up: it must have been pruned, and
longer ago than the settings say. Now and then one is fetched back from the trash, while the site is not there to ask.
"""
import random
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

from wallpicker.archive.store import Archive
from wallpicker.desktop import stock
from wallpicker.desktop.reserve import restore
from wallpicker.desktop.rotate import rotate
from wallpicker.files import sha256
from wallpicker.folders import Folders
from wallpicker.gallery.paint import paint, plan
from wallpicker.labels.ledger import Ledger
from wallpicker.picks import trash
from wallpicker.picks.deliver import Deliveries


class Clock(date):
    "The date, which is what the simulation says"
    now = date(2026, 1, 1)
    @classmethod
    def today(cls): return cls.now


def row(n): return dict(id=f'wall{n:04d}', file_type='image/png', tags=['night'], purity='sfw', category='general', dimension_x=64, dimension_y=36)


def original(row, path): paint(plan(int(row['id'][4:])), size=(64, 36)).save(path, 'PNG')


def lying(folders):
    "The hashes of all files in the folders of ours"
    places = (folders.desktop, folders.reserve, *folders.trash.glob('*'))
    return {sha256(path) for place in places for path in place.iterdir()}


class Year:
    "Days in a new root; `wrong` is what should not have happened"
    def __init__(self, root, keep):
        self.folders, self.keep, self.rng = Folders(root).make(), keep, random.Random(0)
        self.folders.change('reserve', most=3, trash=keep)
        self.ledger, self.archive = Ledger(self.folders), Archive(self.folders)
        self.ours, self.pruned, self.gone, self.wrong = {}, {}, set(), []   # hash → id; id → day; hashes

    def pick(self, n):
        "One more pick"
        with tempfile.NamedTemporaryFile(suffix='.png') as f:
            original(row(n), f.name)
            self.archive.add(row(n), Path(f.name).read_bytes())
        content = Deliveries(self.folders, self.ledger).deliver(row(n), dict(probability=self.rng.random()), original)[1]
        self.ours[content] = row(n)['id']

    def look(self):
        "Whatever is gone for good must have waited"
        for content in set(self.ours) - lying(self.folders) - self.gone:
            self.gone.add(content)
            since = self.pruned.get(self.ours[content])
            if since is None or (Clock.now - since).days <= self.keep: self.wrong.append(f'{Clock.now}: {self.ours[content]} is gone, pruned {since}')

    def back(self):
        "Fetch something back from the trash"
        waiting = [o for o in trash.discarded(self.folders).path if self.ours.get(sha256(o))]
        if waiting: self.pruned.pop(restore(self.folders, self.ours[sha256(self.rng.choice(waiting))], None, None)[-12:-4], None)

    def day(self, n):
        "A day: a pick, a rotation, and now and then a change of mind"
        Clock.now = date(2026, 1, 1) + timedelta(n)
        self.pick(n)
        self.pruned |= dict.fromkeys(rotate(self.folders, show=2).pruned, Clock.now)
        if n % 9 == 8: self.back()
        self.look()


def run(days, keep, root):
    "So many days; the `Year`"
    year = Year(root, keep)
    with patch.object(trash, 'date', Clock), patch.object(stock, 'date', Clock):
        for n in range(days): year.day(n)
    year.folders.db.close()
    return year


if __name__ == '__main__':
    days, keep = [*map(int, sys.argv[1:]), 365, 30][:2] if len(sys.argv) != 2 else (int(sys.argv[1]), 30)
    with tempfile.TemporaryDirectory() as tmp: year = run(days, keep, tmp)
    print(f'{days} days: {len(year.ours)} picks, {len(year.gone)} gone for good, none before its {keep} days' if not year.wrong else '\n'.join(year.wrong))
    sys.exit(bool(year.wrong) or not year.gone)
