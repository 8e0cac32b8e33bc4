"""The long runs of the ledger: a labeller killed again and again, and a table of a million rows.

    python -m soak.labels                both: 200 kills, then a million rows
    python -m soak.labels kills 50       so many kills
    python -m soak.labels table 100000   a table of so many rows

Ends with status 1 when an acknowledged answer is lost or doubled, a bad line is not named, or the table needs more than it may.
"""
import itertools
import json
import multiprocessing
import os
import random
import sqlite3
import sys
import tempfile
import time
import warnings
from collections import Counter
from contextlib import closing
from pathlib import Path

from bench.peak import peak
from PIL import Image

from wallpicker.archive.preview import jpeg
from wallpicker.folders import Folders
from wallpicker.labels.table import import_csv
from wallpicker.labels.labeller import ANSWERS, Labeller
from wallpicker.labels.ledger import Ledger

SERVER = multiprocessing.get_context('forkserver')   # other processes, as good as new, without the seconds that imports take
SERVER.set_forkserver_preload(['wallpicker.labels.scan', 'wallpicker.labels.labeller'])
VERBS, PICTURE = [b.does for b in ANSWERS], jpeg(Image.new('RGB', (16, 9), 'teal'), 85)
SECONDS, MEGABYTES = 30, 500                         # what a million rows may take


# --- a labeller that is killed ------------------------------------------------------------------------------------

def label(root, acknowledged):
    "Answer as fast as it goes, now and then take one back, and acknowledge what the card says is kept, as a browser would"
    names = (f'p{os.getpid()}-{n}' for n in itertools.count())
    queue = list(itertools.islice(names, 200))
    lab = Labeller(Ledger(Folders(root)), queue, lambda id: PICTURE)
    for n in itertools.count(1):
        id, last = lab.face.card['id'], (lab.face.card['strip'] or [{}])[0].get('id')
        if id is None: return
        undo = n % 5 == 0
        lab.hear(dict(does='undo' if undo else random.choice(VERBS), id=id, n=n))
        if lab.face.card['reply'] != n or lab.face.card['note']['bad']: continue   # not kept, and it says so
        acknowledged.send((last, 'undo') if undo else (id, 'said'))


def heard_from(pipe):
    "All that a killed process acknowledged; half a message in the end was no acknowledgement"
    told = []
    try:
        while pipe.poll(): told.append(pipe.recv())
    except (EOFError, OSError): pass
    return told


def both_places(root):
    "What lies in the file and in the database, read without the ledger's help: [(id, 'said' or 'undo')] each"
    kind = lambda verb: 'undo' if verb == 'undo' else 'said'
    filed = []
    for line in (Path(root)/'model/ledger.jsonl').read_bytes().split(b'\n'):
        try: r = json.loads(line)
        except ValueError: continue   # the torn end
        filed.append((r['id'], kind(r['verb'])))
    with closing(sqlite3.connect(Path(root)/'model/wallpicker.db')) as con:
        return filed, [(id, kind(verb)) for id, verb in con.execute('select id, verb from ledger')]


def kill_while_labelling(root, runs, rng):
    "Start, kill and look, `runs` times; every other time two label at once. Yields (acknowledged, rows) so far, all checked"
    told, started = [], 0
    for run in range(runs):
        jobs = []
        for _ in range(1 + run % 2):
            hear, send = SERVER.Pipe(duplex=False)
            jobs.append((SERVER.Process(target=label, args=(root, send), daemon=True), hear, send))
        for p, _, send in jobs:
            p.start()
            send.close()
        if rng.random() < .8: jobs[0][1].poll(60)      # mostly in the middle of labelling, sometimes while the ledger is opened
        time.sleep(rng.random()*.15)
        for p, *_ in jobs:
            p.kill()
            p.join()
        for _, hear, _ in jobs:
            told += heard_from(hear)
            hear.close()
        started += len(jobs)
        if not (Path(root)/'model/ledger.jsonl').exists():
            assert not told
            continue
        for place in both_places(root):
            lost = Counter(told) - Counter(place)   # an answer that is taken back and given again is there twice, rightly
            assert not lost, f'run {run}: {lost.total()} acknowledged answers are lost'
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')            # of the torn line
            Ledger(Folders(root)).folders.db.close()
        filed, stored = both_places(root)
        assert filed == stored and not Counter(told) - Counter(stored), f'run {run}: the two places differ'
        assert len(stored) <= len(told) + started, f'run {run}: more than the one answer on its way came to light'
        yield len(told), len(stored)


# --- a table of a million rows ------------------------------------------------------------------------------------

def fill(root, rows):
    "A tree that exported `rows` previews, and their table, filled in; every thousandth line is wrong in one of two ways"
    folders = Folders(root).make()
    Ledger(folders).say_many(((f'sha-{i:012x}', 'shown', dict(file=f'model/storage/preview-{i:07d}.jpg', sha256=f'{i:064x}'))
                              for i in range(rows)), who='export')
    with open(folders.csv, 'w') as f:
        f.write('fname,label\n')
        for i in range(rows):
            number, label = i + 10**7*(i % 2000 == 999), 'maybe' if i % 2000 == 1999 else ('YES', 'no', 'Yes ', '0')[i % 4]
            f.write(f'model/storage/preview-{number:07d}.jpg,{label}\n')


def take_in(root, answer):
    "Import, and tell what came of it and what it took"
    folders = Folders(root)
    ledger, before, cpu = Ledger(folders), time.monotonic(), time.process_time()
    report = import_csv(folders, ledger)
    took = dict(seconds=time.monotonic() - before, cpu=time.process_time() - cpu)
    answer.send(dict(said=len(report.said), bad=[line for line, _ in report.bad], blank=report.blank, **took,
                     megabytes=peak()))


def table_of(rows, root):
    "Import a table of `rows` rows in a process of its own: what it said, in how many seconds and megabytes"
    # a new interpreter for each, so that the peak of memory is that of the import alone
    spawn = multiprocessing.get_context('spawn')
    p = spawn.Process(target=fill, args=(root, rows))
    p.start()
    p.join()
    assert p.exitcode == 0
    hear, send = spawn.Pipe(duplex=False)
    p = spawn.Process(target=take_in, args=(root, send))
    p.start()
    send.close()
    took = hear.recv()
    p.join()
    assert took['bad'] == list(range(1001, rows + 2, 1000)), 'a bad line was not named, or a good one was'
    assert took['said'] == rows - len(took['bad']), 'an answer was dropped'
    filed, stored = both_places(root)
    assert filed == stored and len(stored) == rows + took['said'], 'the two places differ'
    return took


def main(what='all', n=None):
    if what not in ('all', 'kills', 'table'): sys.exit(f'{what!r} is no run of this kind: kills, table, or nothing for both')
    with tempfile.TemporaryDirectory() as tmp:
        if what in ('all', 'kills'):
            runs = int(n or 200)
            Folders(Path(tmp)/'kills').make()
            for told, rows in kill_while_labelling(Path(tmp)/'kills', runs, random.Random(0)): pass
            print(f'{runs} kills: {told} acknowledged answers and undos, none lost, none doubled; {rows} rows in both places')
        if what in ('all', 'table'):
            rows = int(n or 1_000_000)
            took = table_of(rows, Path(tmp)/'table')
            print(f'{rows} rows: {took["said"]} answers, {len(took["bad"])} bad lines named, in {took["seconds"]:.1f} s '
                  f'({took["cpu"]:.1f} s of one processor) and {took["megabytes"]:.0f} MB')
            assert took['cpu'] < SECONDS and took['megabytes'] < MEGABYTES, f'more than {SECONDS} s or {MEGABYTES} MB'


if __name__ == '__main__': main(*sys.argv[1:])
