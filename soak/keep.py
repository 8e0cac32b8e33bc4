"""Pick and rotate, killed again and again at any moment, and all eight invariants of the table of faults looked at each time.

    python -m soak.keep            500 kills, by `make soak`; the tests do ten
    python -m soak.keep 50 7       so many, from seed 7 on

Every round is a day. First the owner does something: says a word, takes one back, bans, throws a pick away, drops one into deselected.
Then a process of its own picks and rotates, and is killed with SIGKILL at a moment drawn from the time that a whole run takes. What lies
about is looked at before anybody repairs anything. Then the same day is run again in the killed folder, and in a copy that was made before the
kill, and both must come to the same. The site is the gallery over loopback with a folder of pictures, the client and the downloader are the
real ones; what a picture is worth is drawn from its id, so that no network has to look at it. Calls are counted in windows of a shorter minute.
"""
import hashlib
import json
import multiprocessing
import os
import random
import shutil
import sqlite3
import sys
import tempfile
import time
import warnings
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
from PIL import Image

import wallpicker.picks.pick as P
import wallpicker.desktop.changes as C
import wallpicker.desktop.reserve as V
import wallpicker.picks.score as SC
import wallpicker.desktop.rotate as R
import wallpicker.desktop.stock as S
from soak.gallery import busiest
from wallpicker.site.budget import Budget
from wallpicker.site.download import Downloader
from wallpicker.taste.sure import Sure
from wallpicker.folders import Folders
from wallpicker.files import WallpickerError, sha256
from wallpicker.gallery.server import Gallery
from wallpicker.labels.ledger import Ledger
from wallpicker.site.wallhaven import Wallhaven

SERVER = multiprocessing.get_context('forkserver')   # other processes, as good as new, without the seconds that imports take
CALLS, PER = 45, 2.25                                # as many calls as the site allows, in a minute of 2.25 seconds
SHOW, KEEP = 6, 10                                   # on show, and picks in reserve


def worth(id): return int(hashlib.sha256(id.encode()).hexdigest()[:8], 16)/16**8

class Taste:
    "What a picture is worth is drawn from its id"
    backbone, judged = None, True
    def told(self, facts): return [{}]*len(facts)
    def __init__(self, path): self.sha256 = sha256(path)
    @classmethod
    def load(cls, path): return cls(path)
    def sure(self, target): return Sure(0., target, 9, 10)
    def scores(self, archive, ids, features=None): return np.array([.5 + worth(i)/2 for i in ids])

class Features:
    "So are its features"
    key = 'drawn from ids'
    def __init__(self, archive, *_): self.archive = archive
    def __call__(self, ids): return np.array([[worth(f'{i}{k}') for k in range(8)] for i in ids]).reshape(-1, 8)
    views = __call__
    def looked_at(self, ids): return list(ids)   # so that previews of what is answered are made smaller while the killer waits
    def neighbours(self, id, among, k=5): return pd.Series(range(len(list(among)[:k])), list(among)[:k])


@dataclass(frozen=True)
class Plan:
    "What every process is told"
    url: str
    state: str

def one_day(root, plan, day, before, tell=lambda word: None):
    "Pick, then rotate, as the schedule does; `before` is the number of rotations there were: one that was noted is finished and not made twice"
    os.environ['WALLPICKER_STATE'] = plan.state
    SC.Taste, SC.Features, V.Taste, V.Features = Taste, Features, Taste, Features
    folders = Folders(root)
    client = Wallhaven(plan.url, budget=Budget(CALLS, PER, path=Path(plan.state)/'calls.db', name='127.0.0.1'))
    said = 'picked before'
    if not ended(root, day): said = P.pick(folders, client, Downloader(), count=2, day=day, wait=60).summary
    tell('rotating')
    if rotations(root) == before: R.rotate(folders, now=datetime.fromisoformat(f'{day}T12:00'), wait=60)
    else: C.detect(folders, wait=60)
    if rotations(root) == before + 1: V.prune(folders, wait=60)   # where the kill came after the moves
    folders.db.close()
    return said

def working(root, plan, day, before, tell):
    "The process that is killed; says that it begins, and how it ended if it did"
    tell.send('begun')
    try:
        one_day(root, plan, day, before, tell.send)
        tell.send('done')
    except WallpickerError as e: tell.send(f'one line: {e}')
    except BaseException as e: tell.send(f'CRASH {type(e).__name__}: {e}')

def rotations(root):
    with closing(sqlite3.connect(Path(root)/'model/wallpicker.db')) as con:
        if not con.execute("select 1 from sqlite_master where name = 'rotation'").fetchone(): return 0
        return con.execute('select coalesce(max(number), 0) from rotation').fetchone()[0]

def ended(root, day):
    "Did the pick of that day come to its end? Then it is not run again: it might find more"
    with closing(sqlite3.connect(Path(root)/'model/wallpicker.db')) as con:
        if not con.execute("select 1 from sqlite_master where name = 'pick_run'").fetchone(): return False
        return con.execute("select count(*) from pick_run where day = ? and state = 'done'", (day,)).fetchone()[0] > 0

def lines(root):
    "The rows of the ledger's file, read without the ledger's help"
    out = []
    for line in (Path(root)/'model/ledger.jsonl').read_bytes().split(b'\n'):
        try: out.append(json.loads(line))
        except ValueError: pass   # the torn end
    return out

def pictures_in(root):
    "(place, name, path) of everything that anybody would take for a picture"
    return [(p, o.name, o) for p in ('Desktop', 'model/reserve') for o in sorted((Path(root)/p).iterdir()) if not o.name.startswith('.')]

def end(root):
    "What a day comes to: picks, where each lies, what stands about it"
    rows, back = lines(root), {r['of'] for r in lines(root) if r['verb'] == 'undo'}
    said = sorted((r['id'], r['verb'], r['who'], r['seq'] in back) for r in rows if r['verb'] != 'undo')
    return said, sorted((p, n, sha256(o)) for p, n, o in pictures_in(root))


@dataclass
class Soaked:
    "How it went"
    runs: int = 0
    killed: int = 0      # in the middle; the others had ended by themselves a moment before
    picked: int = 0
    moved: int = 0       # rotations that were found half done and finished
    said: int = 0        # words of the owner, none of them lost
    calls: int = 0
    most: int = 0        # in any window
    parts: int = 0       # unfinished files seen after kills, none of them counted or left
    def __str__(self):
        return (f'{self.runs} days, {self.killed} killed in the middle: {self.picked} picked, {self.moved} half-done rotations finished, {self.said} words of the '
                f'owner kept, {self.calls} calls, at most {self.most} in {PER} s ({CALLS} allowed), {self.parts} unfinished files seen and cleared away')


def look(root, owners, words, undone, report):
    "I1 to I4 and I7, before anybody repairs anything"
    root, rows = Path(root), lines(root)
    recorded = {r.get('sha256') for r in rows if r['verb'] == 'picked'}
    for place, name, path in pictures_in(root):
        with Image.open(path) as im: im.load()                                                                     # I1 decodes …
        if name not in owners: assert sha256(path) in recorded, f'{place}/{name} is not what was recorded'         # … and is as recorded
    assert {n: sha256(root/'Desktop'/n) for n in owners} == owners, 'a picture of the owner is not as it was'        # I4
    report.parts += len(list(root.rglob('.wallpicker-*')))
    kept = [(r['id'], r['verb']) for r in rows if r['who'] == 'owner' and r['verb'] != 'undo' and 'place' not in r]
    assert kept == words, 'a word of the owner is lost, doubled or changed'                                          # I3, in the file …
    with closing(sqlite3.connect(root/'model/wallpicker.db')) as con:
        stored = con.execute("select id, verb from ledger where who = 'owner' and verb <> 'undo' and json_extract(extra, '$.place') is null order by seq").fetchall()
        assert stored == words                                                                                       # … and in the database
        assert con.execute('pragma quick_check').fetchone() == ('ok',)
        if con.execute("select 1 from sqlite_master where name = 'whole'").fetchone():   # the archive's, once it was opened
            for id, mark, data in con.execute('select id, coalesce(slim, content), data from pictures left join previews using (id)'):
                assert sha256(data) == mark, f'the preview of {id} is not what its mark says'
    assert {r['of'] for r in rows if r['verb'] == 'undo'} == undone, 'an undo is lost or flipped'
    assert {o.name for o in root.iterdir()} == {'Desktop', 'model', 'wallpicker.toml'}                               # I7

def after(root, owners, thrown, old):
    "I2 and I6, once the day was run again"
    folders = Folders(root)
    stock = S.Stock(folders)
    ours = stock.ours()
    left = list(Path(root).rglob('.wallpicker-*'))
    assert not set(left) & old, 'litter that nobody clears away'                                                     # I2
    for o in left: os.utime(o, (0, 0))   # tomorrow is a long time after
    assert not list((folders.model/'incoming').glob('[!.]*')), 'something is still on its way'
    assert not folders.db.query("select * from pick_delivery where state = 'planned'") and not folders.db.query('select * from rotate_move where done = 0')
    assert set(ours.index[ours.removed]) == thrown, 'something that we moved was taken for the owner’s doing'        # I3
    names = [n for p, n, o in pictures_in(root) if n not in owners]
    assert len(names) == len(set(names)) == ours.place.notna().sum(), 'a pick is there twice, or not ours'
    reserve = ours[ours.place == 'reserve']
    assert (ours.place == 'desktop').sum() <= SHOW + 2 and (len(reserve) <= KEEP or reserve.favourite.all()), f'{len(reserve)} in reserve'
    numbers = [r['number'] for r in lines(root) if r['verb'] == 'picked']
    assert len(numbers) == len(set(numbers))
    folders.db.close()
    return set(left)

def owner(root, rng, words, undone, thrown):
    "Something that a person does on a day"
    folders = Folders(root)
    ledger, stock = Ledger(folders), S.Stock(folders)
    ours = stock.ours()
    here = list(ours.index[ours.place == 'desktop'])
    for _ in range(2):
        id, verb = f'told{len(words)}', rng.choice(['YES', 'NO', 'skip', 'fewer', 'favourite', 'ban'])
        if here and rng.random() < .3: id, verb = rng.choice(here), rng.choice(['favourite', 'ban', 'YES'])
        seq = ledger.say(id, verb)
        words.append((id, verb))
        if rng.random() < .2:
            ledger.take_back(seq)
            undone.add(seq)
    if len(here) > 3 and rng.random() < .4:
        id = rng.choice(here)
        if rng.random() < .5:
            ours.path[id].unlink()
            if not stock.ours().refused[id]: thrown.add(id)
        else: ours.path[id].rename(folders.deselected/ours.path[id].name)
    folders.db.close()


def paint_folder(folder, n):
    "So many small pictures, no two alike"
    folder.mkdir()
    for i in range(n):
        small = np.random.default_rng(i).integers(0, 256, (5, 8, 3), np.uint8)
        Image.fromarray(small).resize((640, 360), Image.Resampling.BICUBIC).save(folder/f'{i:04d}.jpg', quality=80)
    return folder

def folder_of(root):
    folders = Folders(root).make()
    folders.change('rules', least='1x1')
    folders.change('pick', candidates=1, sure=.5, explore=0.)
    folders.change('desktop', show=SHOW)
    folders.change('reserve', most=KEEP)
    folders.config_file.write_text(folders.config_file.read_text().replace('ratios = "16x9"', ''))
    folders.taste.write_bytes(b'a model')
    for k in range(2): Image.new('RGB', (64, 36), (90*k, 20, 60)).save(folders.desktop/f'mine {k}.png')
    return folders

def kill_while_picking(runs, seed=0):
    "So many days; raises `AssertionError` with the first thing that is not as it must be"
    rng, report = random.Random(seed), Soaked()
    SERVER.set_forkserver_preload(['wallpicker.picks.pick', 'wallpicker.desktop.rotate', 'soak.keep'])
    with tempfile.TemporaryDirectory() as tmp, warnings.catch_warnings():
        warnings.simplefilter('ignore')   # of a torn line in the ledger
        tmp = Path(tmp)
        outside = lambda: sorted(o.name for o in tmp.iterdir())
        (tmp/'state').mkdir()
        kept = {k: os.environ.get(k) for k in ('WALLPICKER_STATE', 'WALLPICKER_CACHE')}
        os.environ.update(WALLPICKER_STATE=str(tmp/'state'), WALLPICKER_CACHE=str(tmp/'cache'))
        real = SC.Taste, SC.Features, V.Taste, V.Features
        try:
            with Gallery(pictures=paint_folder(tmp/'pictures', 24 + 2*runs), limit=CALLS, per=PER, cache=tmp/'cache') as gallery:
                plan, root, clean = Plan(gallery.url, str(tmp/'state')), tmp/'root', tmp/'clean'
                owners = {o.name: sha256(o) for o in folder_of(root).desktop.iterdir()}
                words, undone, thrown, old, word = [], set(), set(), set(), 'rotating'
                hang = sorted(gallery.wall, key=lambda o: (o.row['created_at'], o.id))
                for run in range(runs):
                    day = f'{date(2026, 1, 1) + timedelta(run)}'
                    gallery.api.wall = hang[:24 + 2*run]   # two new ones a day
                    Ledger(Folders(root)).folders.db.close()
                    owner(root, rng, words, undone, thrown)
                    with closing(sqlite3.connect(root/'model/wallpicker.db')) as con: con.execute('pragma wal_checkpoint(truncate)')
                    shutil.copytree(root, clean)
                    start, before, at = time.monotonic(), rotations(root), []
                    plainly = one_day(clean, plan, day, before, lambda word: at.append(time.monotonic()))
                    picking, rotating, want = at[0] - start, time.monotonic() - at[0], end(clean)
                    hear, tell = SERVER.Pipe(duplex=False)
                    job = SERVER.Process(target=working, args=(str(root), plan, day, before, tell), daemon=True)
                    job.start()
                    tell.close()
                    assert hear.poll(120) and hear.recv() == 'begun'
                    if rng.random() < .5: time.sleep(rng.random()*picking)
                    elif hear.poll(120) and (word := hear.recv()) == 'rotating': time.sleep(rng.random()*rotating)
                    job.kill()
                    job.join()
                    how = [word]
                    try:
                        while hear.poll(): how.append(hear.recv())
                    except EOFError: pass
                    assert set(how) <= {'rotating', 'done'}, how                                                     # I5
                    report.killed += 'done' not in how
                    word = 'rotating'
                    names = outside()
                    look(root, owners, words, undone, report)
                    with closing(sqlite3.connect(root/'model/wallpicker.db')) as con:
                        if con.execute("select 1 from sqlite_master where name = 'rotate_move'").fetchone():
                            report.moved += bool(con.execute('select count(*) from rotate_move where done = 0 and rotation > 0').fetchone()[0])
                    again = one_day(root, plan, day, before)
                    look(root, owners, words, undone, Soaked())
                    old = after(root, owners, thrown, old)
                    got = end(root)
                    assert got == want, f'another end than without a kill ({plainly} / {again}): {[a for a in got[1] if a not in want[1]]} for {[a for a in want[1] if a not in got[1]]}; ' \
                                        f'{[a for a in got[0] if a not in want[0]]} for {[a for a in want[0] if a not in got[0]]}'      # I6
                    assert outside() == names and set(names) <= {'root', 'clean', 'state', 'cache', 'pictures'}      # I7
                    api = [c for c in gallery.calls if c.kind == 'api']
                    report.most = busiest([c.at for c in api], PER)
                    assert report.most <= CALLS and not [c for c in api if c.status == 429], 'too many calls'        # I8
                    report.runs, report.calls, report.said = run + 1, len(api), len(words)
                    shutil.rmtree(clean)
                    report.picked = sum(r['verb'] == 'picked' for r in lines(root))
        except AssertionError as e: raise AssertionError(f'day {report.runs + 1} of seed {seed}: {e}') from e
        finally:
            SC.Taste, SC.Features, V.Taste, V.Features = real
            for k, v in kept.items(): os.environ.pop(k, None) if v is None else os.environ.update({k: v})
    return report


def main(kills=500, seed=0, each=50):
    "So many kills, each fifty in a folder of their own, which a year of days would only make slower"
    killed = 0
    for k in range(0, kills, each):
        report = kill_while_picking(min(each, kills - k), seed + k//each)
        killed += report.killed
        print(report, flush=True)
    print(f'{kills} kills, {killed} of them in the middle; all eight invariants held each time')
    assert killed > kills/2, 'most runs had ended before they were killed: nothing is proved'


if __name__ == '__main__': main(*map(int, sys.argv[1:]))
