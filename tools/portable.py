"""Runs the pages and the tests as other machines would: `make portable`, `make portable ROWS='nehalem turkish'`, or

    python -m tools.portable                           every row, one after the other; some ten minutes each on two cores
    python -m tools.portable nehalem utc+13            these rows
    python -m tools.portable --together nehalem c      one run with all that these rows change: a quick answer, if it is green
    python -m tools.portable --only 01_learner         these pages alone; test_pick.py or test_pick.py::test_name for tests

One machine with one processor stands in for many by being told to do without something. Each row is green or names what failed; what was
said in full lies in artefacts/portable. A row whose program is not installed is not tried, and says so. It is no part of CI: it takes
too long, and is meant for the evening before a release."""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT/'artefacts'/'portable'
WRONG = re.compile(r'^(?:(?:FAILED|ERROR) (\S+)|(\S+\.ipynb(?:\[\d+\])?) (?:failed|shows|asked))', re.M)
OURS = ['.'.join(p.relative_to(ROOT).with_suffix('').parts) for p in sorted((ROOT/'wallpicker').rglob('*.py')) if p.stem != '__init__']
DAYS = '01_learner 15_pick 00_timers demo teach cli index walkthrough'.split()   # faketime changes clocks, not those of files and sockets


class NotHere(Exception): "What a row needs is not on this machine"


def needs(program):
    "The program's path"
    if found := shutil.which(program): return found
    raise NotHere(f'{program} is not installed')


@contextmanager
def nothing(): yield {}


@contextmanager
def busy(n=2):
    "So many processes that do nothing as fast as they can"
    them = [subprocess.Popen([sys.executable, '-c', 'while True: pass']) for _ in range(n)]
    try: yield {}
    finally:
        for p in them: p.kill()
        for p in them: p.wait()


@contextmanager
def language(name):
    "The variables of a language, which is made for the occasion when the system does not have it"
    spoken = subprocess.run([needs('locale'), '-a'], capture_output=True, text=True).stdout.lower().replace('-', '').split()
    with tempfile.TemporaryDirectory() as tmp:
        made = {}
        if name.lower().replace('-', '') not in spoken:
            source, charset = name.split('.')
            done = subprocess.run([needs('localedef'), '-i', source, '-f', charset, f'{tmp}/{name}'], capture_output=True, text=True)
            if done.returncode: raise NotHere(f'{name} cannot be made here (Debian has it in the package locales): {done.stderr.strip()[-100:]}')
            made = dict(LOCPATH=tmp)
        yield made | dict(LC_ALL=name)


@dataclass
class Row:
    what: str
    env: dict = field(default_factory=dict)
    before: tuple = ()         # a command that runs another, such as ('taskset', '-c', '0')
    beside: object = nothing   # context: what goes on meanwhile; gives more variables
    pages: list = None         # the only pages to run, and then no tests


ROWS = {
    'scalar': Row('torch without vector instructions', dict(ATEN_CPU_CAPABILITY='default', ONEDNN_MAX_CPU_ISA='SSE41')),
    'nehalem': Row('sums as on a processor of 2008', dict(OPENBLAS_CORETYPE='Nehalem')),
    'haswell': Row('sums as on a processor of 2013', dict(OPENBLAS_CORETYPE='Haswell')),
    'onecore': Row('one core', before=('taskset', '-c', '0')),
    'busy': Row('two busy loops beside it', beside=busy),
    'utc+13': Row('in New Zealand', dict(TZ='Pacific/Auckland')),
    'turkish': Row('where I is no capital of i', beside=lambda: language('tr_TR.UTF-8')),
    'c': Row('no language at all', dict(LC_ALL='C')),
    'hash1': Row('sets in another order', dict(PYTHONHASHSEED='1')),
    'hash2': Row('sets in yet another order', dict(PYTHONHASHSEED='2')),
    'deprecated': Row('what will go away is an error in our modules', dict(PYTHONWARNINGS=','.join(f'error::DeprecationWarning:{m}' for m in OURS))),
    'later': Row('a hundred days later: the pages that name a day', before=('faketime', '-f', '+100d'), pages=DAYS),
}


def said(command, env, log):
    "Run a command with its output in a file: (what it said, status)"
    with open(log, 'a') as f: status = subprocess.run(command, cwd=ROOT, env={**os.environ, **env}, stdout=f, stderr=subprocess.STDOUT).returncode
    return log.read_text(errors='replace'), status


def commands(only, pages):
    "What to run: kind → words; pages and tests, or only those named"
    tests = [str(p) + o[len(p.name):] for o in only if o.startswith('test_') for p in (ROOT/'tests').rglob(o.partition('::')[0])]
    pages = [o for o in only if not o.startswith('test_')] or pages or []
    what = {'pages': [sys.executable, '-m', 'tools.pages', 'run', *pages], 'tests': [sys.executable, '-m', 'pytest', '-q', '-p', 'no:cacheprovider', *tests]}
    if tests and not pages: del what['pages']
    if pages and not tests: del what['tests']
    return what


def tried(names, only=()):
    "Names of what fails with all that these rows change"
    rows, log, wrong = [ROWS[n] for n in names], KEPT/f'{"-".join(names)}.txt', []
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text('')
    before = [words for row in rows if row.before for words in (needs(row.before[0]), *row.before[1:])]
    pages = next((row.pages for row in rows if row.pages), None)
    with ExitStack() as stack:
        env = dict(XDG_CACHE_HOME=stack.enter_context(tempfile.TemporaryDirectory()))   # what another machine would have made, it makes itself
        for row in rows: env |= row.env | stack.enter_context(row.beside())
        for kind, command in commands(only, pages).items():
            text, status = said([*before, *command], env, log)
            found = [a or b for a, b in WRONG.findall(text)]
            wrong += [n for n in found if n not in wrong] or ([f'{kind}, with status {status}'] if status and not found else [])
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('rows', nargs='*', metavar='row', help=', '.join(ROWS))
    parser.add_argument('--together', action='store_true', help='one run with all that the rows change')
    parser.add_argument('--only', nargs='+', default=[], help='pages, or tests such as test_pick.py')
    o = parser.parse_args()
    if unknown := [r for r in o.rows if r not in ROWS]: parser.error(f'there is no row {unknown[0]}: {", ".join(ROWS)}')
    rows, red = o.rows or [*ROWS], 0
    for names in [rows] if o.together else [[r] for r in rows]:
        start, what = time.monotonic(), ROWS[names[0]].what if len(names) == 1 else 'all of this together'
        try:
            wrong = tried(names, o.only)
            told = 'green' if not wrong else ', '.join(wrong)
            red += bool(wrong)
        except NotHere as e: told = f'not tried: {e}'
        print(f'{" ".join(names):<11} {what:<50} {(time.monotonic() - start)/60:4.0f} min  {told}', flush=True)
    sys.exit(bool(red))


if __name__ == '__main__': main()
