"""The pages and the tests again as other machines would run them: `make portable`, by hand and before a release; some hours for all rows.

    python tests/portable.py [NAME …]      the rows whose names contain one of the words; all of them without a word
    python tests/portable.py --both        two rows that hold all the others at once: half an hour, and if they are green, so is each
    python tests/portable.py --pages NAME  the pages alone; --tests the tests alone

Each row changes one thing: the kernels that compute, the cores, the load, the time zone, the language. It prints one line, green or with the
names of what failed, and what the run said is kept beside it in artefacts/portable/.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOGS = ROOT/'artefacts'/'portable'
PLAIN = dict(ATEN_CPU_CAPABILITY='default', ONEDNN_MAX_CPU_ISA='SSE41')   # torch's kernels and oneDNN's, as on a processor of 2008
ONE_CORE = ['taskset', '-c', '0']
ROWS = {   # name → what stands before the command, variables
    'no vector instructions': ([], PLAIN),
    'BLAS as on a Nehalem': ([], dict(OPENBLAS_CORETYPE='Nehalem')),
    'BLAS as on a Haswell': ([], dict(OPENBLAS_CORETYPE='Haswell')),
    'one core': (ONE_CORE, {}),
    'busy beside two loops': ([], dict(PORTABLE_BUSY='2')),
    'time in Auckland': ([], dict(TZ='Pacific/Auckland')),
    'language Turkish': ([], dict(LC_ALL='tr_TR.UTF-8')),
    'language C': ([], dict(LC_ALL='C')),
    'hash seed 0': ([], dict(PYTHONHASHSEED='0')),
    'hash seed 4711': ([], dict(PYTHONHASHSEED='4711')),
    'deprecations are errors': ([], dict(PORTABLE_DEPRECATIONS='error')),
}
BOTH = {
    'old processor, Turkish, Auckland': ([], PLAIN | dict(OPENBLAS_CORETYPE='Nehalem', TZ='Pacific/Auckland', LC_ALL='tr_TR.UTF-8', PYTHONHASHSEED='0',
                                                          PORTABLE_DEPRECATIONS='error')),
    'one busy core, language C': (ONE_CORE, dict(OPENBLAS_CORETYPE='Haswell', LC_ALL='C', PYTHONHASHSEED='4711', PORTABLE_BUSY='2')),
}
PYTEST = ['-m', 'pytest', '-q', '-p', 'no:cacheprovider']
STRICT = ['-o', r'filterwarnings=error::DeprecationWarning:wallpicker(\..*)?']


def lacks(before, variables):
    "What the machine lacks for a row, in words; nothing when it can run"
    if before and not shutil.which(before[0]): return f'{before[0]} is not installed'
    language = variables.get('LC_ALL', 'C')
    known = subprocess.run(['locale', '-a'], capture_output=True, text=True).stdout.lower().replace('-', '').split()
    return '' if language.lower().replace('-', '') in known else f'the locale {language} is not there: localedef -i {language[:5]} -f UTF-8 {language}'


@contextmanager
def loops(n):
    "So many processes that do nothing as fast as they can"
    them = [subprocess.Popen([sys.executable, '-c', 'while True: pass']) for _ in range(n)]
    try: yield
    finally:
        for p in them: p.kill()
        for p in them: p.wait()


def failures(text):
    "Names of the pages and tests that failed, from what a run said"
    return re.findall(r'^([\w-]+\.ipynb(?:\[\d+\])?) (?:failed|shows something else|asked beyond)', text, re.M) + re.findall(r'^(?:FAILED|ERROR) (\S+)', text, re.M)


def run(name, before, variables, what):
    "Run a row: whether it was green; prints its line"
    if reason := lacks(before, variables): return print(f'{name:<34} not run: {reason}', flush=True)
    LOGS.mkdir(parents=True, exist_ok=True)
    strict = STRICT if 'PORTABLE_DEPRECATIONS' in variables else []
    commands = {'pages': [str(ROOT/'tests'/'pages.py'), 'run'], 'tests': [*PYTEST, *strict]}
    start, failed, log = time.monotonic(), [], LOGS/f'{re.sub(r"[^a-z0-9]+", "-", name.lower())}.txt'
    with open(log, 'w') as f, loops(int(variables.get('PORTABLE_BUSY', 0))):
        for part in what:
            done = subprocess.run([*before, sys.executable, *commands[part]], cwd=ROOT, env=os.environ | variables, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, text=True)
            f.write(done.stdout)
            failed += failures(done.stdout) or [f'{part}, see {log.relative_to(ROOT)}']*bool(done.returncode)
    print(f'{name:<34} {"green" if not failed else ", ".join(failed)}   {(time.monotonic() - start)/60:.0f} min', flush=True)
    return not failed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('names', nargs='*', help='words of the rows to run')
    parser.add_argument('--both', action='store_true', help='two rows that hold all the others at once')
    for part in ('pages', 'tests'): parser.add_argument(f'--{part}', dest='what', action='append_const', const=part, help=f'the {part} alone')
    o = parser.parse_args()
    rows = BOTH if o.both else {n: row for n, row in ROWS.items() if not o.names or any(w in n for w in o.names)}
    if not rows: sys.exit(f'no row is called {" ".join(o.names)}: there are {", ".join(ROWS)}')
    sys.exit(not all([run(n, *row, o.what or ['pages', 'tests']) for n, row in rows.items()]))


if __name__ == '__main__': main()
