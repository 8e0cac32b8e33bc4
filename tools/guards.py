"""Take every guard out in turn and see its test fail: `make guards`, or `python -m tools.guards 6 8` for some rows

A guard is a line or two that stands between the outside world and the owner's pictures. It is named by a short piece of the
exported code (spaces and line breaks do not count) and by what replaces it, in guards.toml. For each one
a copy of the package is made, the guard is taken out of the copy, and one test is run there: it must fail. A guard whose
text is not found, or is found twice, is a failure as well: that table has to follow the code.
"""
import argparse, ast, os, re, shutil, signal, subprocess, sys, tempfile, textwrap, tomllib
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COPIED = ('wallpicker', 'tests', 'bench', 'soak', 'tools', 'peers', 'README.md', 'pyproject.toml', 'settings.ini', 'setup.py')
LIMIT = 180   # seconds for one test; the slowest takes a tenth of that on two idle cores
OWN_FAULT = ('NameError', 'UnboundLocalError', 'ImportError', 'ModuleNotFoundError', 'SyntaxError: invalid syntax')

# Runs in each copy: the tests there must import the package that lies beside them, and ask nobody's real budget or site.
CONFTEST = '''
import os
from pathlib import Path
import wallpicker
here = Path(__file__).resolve().parents[1]
assert Path(wallpicker.__file__).resolve().parent == here/'wallpicker', f'{wallpicker.__file__} is not the copy in {here}'
os.environ['WALLPICKER_STATE'] = str(here/'state')
'''


@dataclass(frozen=True)
class Guard:
    "What is taken out, where, and the test that must notice"
    row: int          # of the table of faults
    what: str         # what the guard sees to
    where: str        # the module that it stands in, such as 'site.budget'
    new: str          # what replaces it
    test: str         # 'test_file.py::test_name' that must turn red
    old: str = ''     # a short piece of the code, found exactly once
    inside: str = ''  # look only inside functions and classes of this name; with an empty `old`, replace the body of the one
    hang: bool = False  # may the test hang instead of failing? Only where the fault is about hanging


GUARDS = [Guard(**row) for row in tomllib.loads((ROOT/'tools'/'guards.toml').read_text())['guard']]

def place_of(test):
    "A test by its path from the root, `file::name` being unique"
    file, _, name = test.partition('::')
    return f"{next((ROOT/'tests').rglob(file)).relative_to(ROOT)}::{name}"


# ---- taking out

class Lost(Exception):
    "A guard is not where the table says, or its replacement is no Python"

def pattern(text):
    "A regular expression for `text` in which spaces and line breaks do not matter"
    return r'\s*'.join(map(re.escape, re.findall(r'\w+|[^\w\s]', text)))

def spans(source, name):
    "Where the functions and classes called `name` stand: (start, end, start of the body) in characters"
    starts = [0]
    for line in source.splitlines(keepends=True): starts.append(starts[-1] + len(line))
    found = [o for o in ast.walk(ast.parse(source)) if getattr(o, 'name', None) == name and hasattr(o, 'body')]
    where = lambda line, col: starts[line-1] + len(source.splitlines()[line-1].encode()[:col].decode())
    return [(where(o.lineno, o.col_offset), where(o.end_lineno, o.end_col_offset), where(o.body[0].lineno, o.body[0].col_offset))
            for o in found]

def hits(old, inside, source):
    "Every place in `source` that reads `old`: (start, end); the body of `inside` when `old` is empty"
    if not inside: return [m.span() for m in re.finditer(pattern(old), source)]
    if not old: return [(body, end) for _, end, body in spans(source, inside)]
    return sorted({m.span() for a, b, _ in spans(source, inside) for m in re.compile(pattern(old)).finditer(source, a, b)})

def take_out(g, package):
    "Take the guard out of the package in that folder; `Lost` when it is not there exactly once"
    path = package/f'{g.where.replace(".", "/")}.py'
    if not path.exists(): raise Lost(f'there is no module {g.where}')
    source = path.read_text()
    found = hits(g.old, g.inside, source)
    inside = f' inside {g.inside}' if g.inside else ''
    if len(found) != 1: raise Lost(f'found {len(found)} times{inside} in {g.where}: {g.old!r}')
    a, b = found[0]
    changed = source[:a] + g.new + source[b:]
    try: compile(changed, path.name, 'exec')
    except SyntaxError as e: raise Lost(f'its replacement is no Python ({e})') from None
    if ast.dump(ast.parse(changed)) == ast.dump(ast.parse(source)): raise Lost('its replacement changes nothing')
    path.write_text(changed)


# ---- running

def copy(to):
    "Everything that the tests need, apart from the tree"
    for name in COPIED:
        here = ROOT/name
        if here.is_dir(): shutil.copytree(here, to/name, ignore=shutil.ignore_patterns('__pycache__', '.ipynb_checkpoints'))
        elif here.exists(): shutil.copy2(here, to/name)
    (to/'tests'/'conftest.py').write_text(CONFTEST + ((to/'tests'/'conftest.py').read_text() if (to/'tests'/'conftest.py').exists() else ''))
    return to

def run(folder, tests, limit=LIMIT, *more):
    "Run tests in a copy: {test: (outcome, why)}, or None when they did not end in time"
    env = {**os.environ, 'PYTHONPATH': str(folder), 'OMP_NUM_THREADS': '1', 'PYTHONDONTWRITEBYTECODE': '1'}
    report = folder/'report.xml'
    words = [sys.executable, '-m', 'pytest', '-q', '-p', 'no:cacheprovider', f'--junitxml={report}', f'--basetemp={folder/"tmp"}',
             *more, *(str(place_of(t)) for t in tests)]
    p = subprocess.Popen(words, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)
    try: said, _ = p.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        os.killpg(p.pid, signal.SIGKILL)   # the test and what it started, nothing else: a session of their own
        p.communicate()
        return None
    if not report.exists(): return {'': ('error', said.strip()[-400:])}
    res = {}
    for case in ET.parse(report).getroot().iter('testcase'):
        name = f"{case.get('classname').split('.')[-1]}.py::{case.get('name')}"
        bad = next((o for kind in ('error', 'failure', 'skipped') if (o := case.find(kind)) is not None), None)
        if bad is not None and bad.get('type') == 'pytest.xfail': bad = None   # an opening that is known, and marked in the test
        res[name] = ('passed', '') if bad is None else (bad.tag, (bad.get('message') or bad.text or '').strip())
    return res or {'': ('error', said.strip()[-400:])}

def outcomes(res, test):
    "What became of one test, all its parameters together"
    return [v for k, v in (res or {}).items() if k == test or k.startswith(test + '[')]

def untouched(tests):
    "The tests that are not green on the untouched copy: {test: why}"
    with tempfile.TemporaryDirectory() as at:
        res = run(copy(Path(at)), tests, LIMIT * 6)
    if res is None: return {t: f'not done after {LIMIT * 6} s' for t in tests}
    if '' in res: return {t: res[''][1] for t in tests}
    bad = {}
    for t in tests:
        got = outcomes(res, t)
        wrong = [f'{kind}: {why}' for kind, why in got if kind != 'passed']
        if not got: bad[t] = 'there is no such test'
        elif wrong: bad[t] = wrong[0]
    return bad

def without(g):
    "Run the test of a guard without it: (noticed?, why)"
    with tempfile.TemporaryDirectory() as at:
        folder = copy(Path(at))
        try: take_out(g, folder/'wallpicker')
        except Lost as e: return False, f'NOT FOUND: {e}'
        res = run(folder, [g.test], LIMIT, '-x')
    if res is None: return g.hang, f'did not end in {LIMIT} s' + ('' if g.hang else ': a guard like this must fail in time')
    failed = [why for kind, why in res.values() if kind == 'failure']
    if '' in res or not res: return False, f'could not be run: {res.get("", ("", "no test"))[1]}'
    if not failed: return False, next((f'{k}: {w}' for k, w in res.values() if k == 'error'), 'NOBODY NOTICED')
    if failed[0].startswith(OWN_FAULT): return False, f'the replacement is at fault: {failed[0]}'
    return True, failed[0]

def find(todo):
    "Say which guards are not where the table says: 1 when there are any"
    lost = 0
    for g in todo:
        with tempfile.TemporaryDirectory() as at:
            copied = Path(at)/f'{g.where.replace(".", "/")}.py'
            copied.parent.mkdir(parents=True, exist_ok=True)
            if (original := ROOT/'wallpicker'/copied.relative_to(at)).exists(): shutil.copy2(original, copied)
            try: take_out(g, Path(at))
            except Lost as e:
                lost += 1
                print(f'row {g.row}, {g.what}: {e}')
    print(f'{len(todo) - lost} of {len(todo)} guards are where the table says')
    return int(lost > 0)

def short(text, n): return textwrap.shorten(' '.join(text.split()), n, placeholder=' …')

def main(argv=None):
    "Exit status 0 when every guard is missed by its test"
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument('rows', nargs='*', type=int, help='rows of the table of faults; all without')
    ask.add_argument('--at-once', type=int, default=2, help='how many copies to test at a time')
    ask.add_argument('--find', action='store_true', help='only look whether every guard is where the table says; seconds')
    args = ask.parse_args(argv)
    todo = [g for g in GUARDS if not args.rows or g.row in args.rows]
    if missing := set(args.rows) - {g.row for g in GUARDS}: ask.error(f'no guard in row {sorted(missing)}')
    if args.find: return find(todo)
    tests = list(dict.fromkeys(g.test for g in todo))
    print(f'{len(todo)} guards, {len(tests)} tests; first all of them with every guard in place', flush=True)
    with ThreadPoolExecutor(args.at_once) as pool:
        bad = {k: v for part in pool.map(untouched, [p for p in (tests[::2], tests[1::2]) if p]) for k, v in part.items()}
        for t, why in bad.items(): print(f'NOT GREEN  {t}: {short(why, 200)}')
        print('\n row | guard | test | red?\n ---:|---|---|---', flush=True)
        noticed = []
        for g, (red, why) in zip(todo, pool.map(without, todo)):
            noticed.append(red)
            name = g.test.removesuffix('.py').replace('test_', '', 1)
            print(f' {g.row:>3} | {g.what} | {name} | {"yes: " if red else "NO: "}{short(why, 90 if red else 400)}', flush=True)
    unnoticed = len(noticed) - sum(noticed)
    print(f'\n{sum(noticed)} of {len(noticed)} guards are missed by their test' + (f'; {unnoticed} are not' if unnoticed else '') +
          (f'; {len(bad)} tests are not green to begin with' if bad else ''))
    return int(bool(unnoticed or bad))


if __name__ == '__main__': sys.exit(main())
