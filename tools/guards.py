"""Take every guard out in turn and see its test fail: `make guards`, or `python -m tools.guards 6 8` for some rows

A guard is a line or two that stands between the outside world and the owner's pictures. It is named by a short piece of the
exported code (spaces and line breaks do not count, nor which of the named modules it lives in) and by what replaces it. For each one
a copy of the package is made, the guard is taken out of the copy, and one test is run there: it must fail. A guard whose
text is not found, or is found twice, is a failure as well: the table below has to follow the code.
"""
import argparse, ast, os, re, shutil, signal, subprocess, sys, tempfile, textwrap
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
    where: str        # modules that it may live in
    old: object       # a short piece of their code, found exactly once; or a dict of pieces, of which one is there, and what replaces each
    new: str          # what replaces it
    test: str         # 'test_file.py::test_name' that must turn red; of several, separated by ' or ', the first that exists
    inside: str = ''  # look only inside functions and classes of this name; with an empty `old`, replace the body of the one
    hang: bool = False  # may the test hang instead of failing? Only where the fault is about hanging


GUARDS = []

def guard(row, what, where, old, new, test, **more): GUARDS.append(Guard(row, what, where, old, new, there(test), **more))

def place_of(test):
    "A test by its path from the root, `file::name` being unique"
    file, _, name = test.partition('::')
    return f"{next((ROOT/'tests').rglob(file)).relative_to(ROOT)}::{name}"

def there(tests):
    "The first of some tests that exists; the first of all when none does, for pytest to complain of"
    def exists(name):
        file, _, function = name.partition('::')
        return any(f'def {function.split("[")[0]}(' in p.read_text() for p in (ROOT/'tests').rglob(file))
    return next(filter(exists, tests.split(' or ')), tests.split(' or ')[0])


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
    paths = [p for m in g.where.split() for p in package.rglob(f'{m}.py')]
    ways = g.old if isinstance(g.old, dict) else {g.old: g.new}
    found = [(p, span, new) for p in paths for old, new in ways.items() for span in hits(old, g.inside, p.read_text())]
    inside = f' inside {g.inside}' if g.inside else ''
    if len(found) != 1: raise Lost(f'found {len(found)} times{inside} in {g.where}: {" or ".join(map(repr, ways))}')
    (path, (a, b), new), source = found[0], found[0][0].read_text()
    changed = source[:a] + new + source[b:]
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
            for m in g.where.split():
                for p in (ROOT/'wallpicker').rglob(f'{m}.py'): shutil.copy2(p, at)
            try: take_out(g, Path(at))
            except Lost as e: lost += 1; print(f'row {g.row}, {g.what}: {e}')
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


# ---- the table

BUDGET, CLIENT, LOADS = 'budget client wallhaven', 'client query wallpapers wallhaven', 'verify part download'
FAULTS, WH, BU, DL, AR, FO, PI = (f'test_{o}.py::test_' for o in ('faults', 'wallhaven', 'budget', 'download', 'archive', 'folders', 'pick'))
OW = 'test_owners.py::test_'
LA, KE, RO, FE, TA, SC, UP = (f'test_{o}.py::test_' for o in ('labels', 'keep', 'rotate', 'features', 'taste', 'schedule', 'upkeep'))

# 1: 429, with and without Retry-After
guard(1, 'an absurd Retry-After is capped', CLIENT + ' budget', {'min(max(wait, 1.), HOLD_MOST) if': 'max(wait, 1.) if', 'else min(max(wait, 1.), HOLD_MOST)': 'else max(wait, 1.)'}, '',
      f'{BU}retry_after_is_read_with_suspicion or {WH}retry_after_is_read_with_suspicion', inside='retry_after')
guard(1, 'a negative Retry-After is not obeyed', CLIENT + ' budget', 'max(wait, 1.)', 'wait',
      f'{BU}retry_after_is_read_with_suspicion or {WH}retry_after_is_read_with_suspicion', inside='retry_after')
guard(1, 'a Retry-After that is no number is passed over', CLIENT + ' budget', {'if isfinite(wait) else HOLD_MOST': '', 'return n if isfinite(n) else None': 'return n'}, '',
      f'{BU}retry_after_is_read_with_suspicion or {WH}retry_after_is_read_with_suspicion')
guard(1, 'nothing holds the budget for longer than a minute', BUDGET, 'min(max(seconds, 0.), HOLD_MOST)', 'seconds',
      f'{BU}a_hold_is_bounded_and_shared or {WH}a_hold_is_bounded_and_shared')
guard(1, 'a 429 holds everybody, not only who got it', BUDGET, '', 'return min(seconds, HOLD_MOST)', WH + 'a_429_is_waited_for_once_told', inside='hold')
guard(1, 'a 429 is waited for before the next call', CLIENT, {'if self.budget.hold(reply.retry_after) > self.patience: break': 'pass', 'self.budget.heed(r.headers, r.status_code)': 'pass'}, '',
      WH + 'a_429_is_waited_for_once_told')
guard(1, 'no window of a minute holds more than 45 calls', BUDGET, 'ceil(1050 * per / calls)', 'ceil(900 * per / calls)',
      f'{BU}no_window_holds_more_than_its_calls or {WH}no_window_holds_more_than_its_calls')
guard(1, 'threads and processes count in one file', BUDGET, "db_path=str(self.path or ':memory:')", "db_path=':memory:'",
      f'{BU}processes_share_one_budget or {WH}processes_share_one_budget')
guard(1, 'programs that know nothing of each other share that file', BUDGET, "path=state_dir()/'calls.db', name=host", "path=None, name=host",
      FAULTS + 'commands_share_one_budget_across_processes')
guard(1, 'a restart of the machine does not stop the budget for years', BUDGET, 'late = now + 1000*max(HOLD_MOST - self.spacing, 0)', 'late = now + 10**15',
      BU + 'a_hold_from_before_a_restart_is_over_in_a_minute')
guard(1, 'the budget does not look at the clock on the wall', BUDGET, {'clock:Callable=time.monotonic': 'clock:Callable=time.time', 'clock:Callable=steady': 'clock:Callable=time.time'}, '',
      FAULTS + 'the_budget_of_a_program_is_on_no_clock_that_can_be_set')
guard(1, 'the hosts of the pictures are left alone as well', LOADS, '', 'return', DL + 'a_host_that_has_had_enough_is_left_alone', inside='_turn')

# 2: 500 and its kin
guard(2, 'a call is tried three times at most', CLIENT, 'TRIES = 3', 'TRIES = 12', WH + 'bad_replies_are_typed')
guard(2, 'a picture is tried three times at most', LOADS, {'if attempt < e.tries:': 'if attempt < 9:', 'if attempt < e.tries and': 'if attempt < 9 and'}, '', DL + 'trouble_is_typed_and_tries_are_bounded')
guard(2, 'a stumble of the API is forgiven', CLIENT, 'elif isinstance(reply, NoNetwork) or (reply.status or 0) >= 500:', 'elif False:',
      WH + 'a_stumble_is_forgiven_and_every_try_is_counted')
guard(2, 'waits of the client are spread by chance', CLIENT, '(.5 + random.random())', '1.', FAULTS + 'tries_come_at_times_of_their_own')
guard(2, 'waits for pictures are spread by chance', LOADS, '(.5 + random.random())', '1.', FAULTS + 'tries_come_at_times_of_their_own')
guard(2, 'waits of the client grow', CLIENT, '* 2**attempt', '', FAULTS + 'tries_come_at_times_of_their_own')
guard(2, 'waits for pictures grow', LOADS, '* 2**(attempt-1)', '', FAULTS + 'tries_come_at_times_of_their_own')
guard(2, 'a run goes on with what it has', 'search', 'except WallhavenError as e: self.found.trouble.append(e)', 'except WallhavenError: raise',
      FAULTS + 'a_site_in_trouble_is_lived_with', inside='_allowed')
guard(2, 'a run whose pictures do not come ends', 'pick', 'if len(got) >= n or missed >= 3: break', 'if len(got) >= n: break',
      PI + 'originals_that_cannot_be_had')

# 3: no connection, a stall, a byte a second
guard(3, 'a call of the API has limits of time', CLIENT, 'timeout=(10, 20)', 'timeout=None', FAULTS + 'every_request_has_limits_of_time', inside='_send')
guard(3, 'a picture has limits of time', LOADS, {'timeout=(10, 20)': 'timeout=None', 'timeout=(min(10, left), min(20, left))': 'timeout=None'}, '', FAULTS + 'every_request_has_limits_of_time')
guard(3, 'the body of a picture has a deadline as a whole', LOADS, {'read_body(r, cap, self.deadline': 'read_body(r, cap, 1e6', 'if self.clock() > end: raise': 'if False: raise'}, '',
      FAULTS + 'a_picture_that_drips_is_given_up_though_every_piece_is_in_time')
guard(3, 'the header of a reply has one of its own', CLIENT, 'alarm.start()', 'pass', FAULTS + 'a_header_that_drips_is_given_up')
guard(3, 'a reply of the API has it too', CLIENT, 'if time.monotonic() > end: raise', 'if False: raise', WH + 'a_reply_that_drips_comes_to_an_end')
guard(3, 'no network is an error with a name', CLIENT, 'except (requests.RequestException, urllib3.exceptions.HTTPError) as e:\n        return',
      'except urllib3.exceptions.HTTPError as e:\n        return', WH + 'no_network')

# 4: cut off, too long, too short
guard(4, 'the announced length is compared', LOADS, 'if size and len(data) != size:', 'if False:', DL + 'announcements_are_held_against_what_comes')
guard(4, 'the announced sides are compared', LOADS, 'if shape and sorted(im.size) != sorted(shape):', 'if False:',
      DL + 'announcements_are_held_against_what_comes')
guard(4, 'an original is compared with what was announced', LOADS, {"self.fetch(row['path'], size, shape)": "self.fetch(row['path'])", "self.fetch(row['path'], size, shape, part=part)": "self.fetch(row['path'])"}, '',
      DL + 'a_bad_original_is_never_published')
guard(4, 'a picture is decoded to its last pixel', LOADS, "im.load()\n    if im.format == 'JPEG' and", "if im.format == 'JPEG' and",
      DL + 'no_beginning_of_a_picture_passes')
guard(4, 'a JPEG has an end', LOADS, "if im.format == 'JPEG' and data.rfind", "if False and data.rfind", DL + 'a_jpeg_whose_end_was_zeroed_is_refused_though_pillow_takes_it')
guard(4, 'a preview is decoded before it is kept', 'preview', 'im.load()\n    return Opened(ImageOps.exif_transpose(im),', 'return Opened(im,',
      AR + 'damaged_bytes_never_crash')
guard(4, 'a connection that breaks is tried again', LOADS, 'except (requests.RequestException, urllib3.exceptions.HTTPError) as e:',
      'except requests.ConnectionError as e:', DL + 'broken_connections_are_tried_again')
guard(4, 'a reply that breaks off is no reply', CLIENT, 'except (requests.RequestException, urllib3.exceptions.HTTPError) as e:',
      'except requests.ConnectionError as e:', WH + 'a_reply_cut_short_is_no_network', inside='_send')
guard(4, 'a file appears whole or not at all', 'files', 'os.replace(part, path)', 'path.write_bytes(part.read_bytes()); os.replace(part, path)',
      FO + 'a_refusing_disk_leaves_the_old_file_and_no_litter')
guard(4, 'its bytes are on the disk before its name', 'folders', 'f.flush(); os.fsync(f.fileno())', 'f.flush()', FO + 'both_file_and_folder_reach_the_disk')
guard(4, 'its name is on the disk before it counts', 'folders', 'sync_folder(path.parent)', 'pass', FO + 'both_file_and_folder_reach_the_disk',
      inside='write_whole')
guard(4, 'no litter stays behind', 'files', 'finally: part.unlink(missing_ok=True)', 'finally: pass',
      FO + 'a_refusing_disk_leaves_the_old_file_and_no_litter')

# 5: 200 with something else
guard(5, 'only three formats are opened', LOADS, 'if start is None: raise', 'if start is None: return Image.open(BytesIO(data))\n    if False: raise',
      FAULTS + 'other_formats_behind_the_right_name_are_refused')
guard(5, 'the archive opens only three as well', 'preview', 'if form is None: raise',
      'if form is None: im = Image.open(f); im.load(); return Opened(im, im.format, im.size)\n    if False: raise', FAULTS + 'other_formats_behind_the_right_name_are_refused')
guard(5, 'a web page for JSON is somebody who wants to see a human', CLIENT, "(data is None and body.lstrip()[:1] == b'<')", 'False', WH + 'bad_replies_are_typed')
guard(5, 'JSON without data is no reply', CLIENT, "if not isinstance(data, dict) or 'data' not in data:", 'if False:', WH + 'bad_replies_are_typed')
guard(5, 'what is no JSON is no crash', CLIENT, 'except (ValueError, RecursionError): data = None', 'except RecursionError: data = None', WH + 'bad_replies_are_typed')
guard(5, 'JSON that is nested without end is no crash', CLIENT, 'except (ValueError, RecursionError): data = None', 'except ValueError: data = None',
      WH + 'bad_replies_are_typed')
guard(5, 'after a challenge nobody asks again', CLIENT, 'else: break', 'else: pass', WH + 'bad_replies_are_typed', inside='get')
guard(5, 'the bytes decide, not the header', LOADS, {"if status != 200: raise": "if status != 200 or 'image' not in r.headers.get('content-type', ''): raise",
      "if r.status_code not in (200, 206) or": "if 'image' not in r.headers.get('content-type', '') or r.status_code not in (200, 206) or"}, '',
      FAULTS + 'a_picture_is_one_whatever_the_header_says')

# 6: sent elsewhere
guard(6, 'only the hosts of the site', CLIENT, 'at.hostname in hosts', 'True', FAULTS + 'a_redirect_from_the_site_itself_is_looked_at')
guard(6, 'only https', CLIENT, "at.scheme == 'https' and at.hostname in hosts", 'at.hostname in hosts', FAULTS + 'a_redirect_from_the_site_itself_is_looked_at')
guard(6, 'no names and passwords in an address', CLIENT, 'if at.username or at.password: return False', '', WH + 'only_the_hosts_of_the_site_are_trusted')
guard(6, 'no other port', CLIENT, 'and port in (None, 443)', '', WH + 'only_the_hosts_of_the_site_are_trusted')
guard(6, 'the site cannot send us to this machine', LOADS, 'or is_loopback(at) != is_loopback(url)', '', FAULTS + 'a_redirect_from_the_site_itself_is_looked_at')
guard(6, 'every step of the way is looked at', LOADS, 'if not trusted(at, self.hosts)', 'if not trusted(url, self.hosts)',
      FAULTS + 'a_redirect_from_the_site_itself_is_looked_at')
guard(6, 'three redirects and no more', LOADS, 'range(REDIRECTS + 1)', 'range(60)', FAULTS + 'fifty_redirects_from_the_site_are_three')
guard(6, 'nobody else follows redirects for us', LOADS, 'allow_redirects=False', 'allow_redirects=True', FAULTS + 'a_redirect_from_the_site_itself_is_looked_at')
guard(6, 'the API is never followed elsewhere', CLIENT, 'allow_redirects=False', 'allow_redirects=True', WH + 'the_key_goes_into_one_header_and_nowhere_else', inside='_send')
guard(6, 'no key in the headers for image hosts', LOADS, "'X-API-Key': None", "'X-Nothing': None", DL + 'no_key_reaches_an_image_host')
guard(6, 'no password for image hosts', LOADS, {'auth=lambda q: q, headers': 'headers', ', auth=lambda q: q)': ')'}, '', DL + 'no_key_reaches_an_image_host')
guard(6, 'a key travels over https only', CLIENT, "if not self.url.startswith('https://') and not is_loopback(self.url):", 'if False:', WH + 'the_key_needs_https')
guard(6, 'a listing cannot name pictures elsewhere', CLIENT, 'return trusted(url) and is_loopback(url) == local', 'return is_loopback(url) == local', FAULTS + 'a_listing_names_no_picture_elsewhere')
guard(6, 'a listing from outside cannot name this machine', CLIENT, 'and is_loopback(url) == local', '', WH + 'a_reply_from_outside_cannot_send_us_here')
guard(6, 'nor can its smaller pictures', CLIENT, "v if usable(v := thumbs.get(k), local) else ''", 'text_or_empty(thumbs.get(k))', WH + 'an_address_of_a_listing_that_leads_elsewhere_is_left_out')
guard(6, 'a page is one of the site', CLIENT, "url=text('url') if is_page(text('url'), local) else ''", "url=text('url')", WH + 'an_address_of_a_listing_that_leads_elsewhere_is_left_out')
guard(6, 'nothing else becomes a link', CLIENT, "if is_page(page) and 'id' in texts:", "if page and 'id' in said:", WH + 'an_address_of_a_listing_that_leads_elsewhere_is_left_out')
guard(6, 'a table asks nobody on this machine', CLIENT, "if not usable(row['thumb_small'], trusted(path) and is_loopback(path)): return ''", '', WH + 'no_table_of_the_site_asks_this_machine')
guard(6, 'an address has no odd characters', CLIENT, "or not re.fullmatch(r'[!-\[\]-~]+', url)", '', WH + 'an_address_of_a_listing_that_leads_elsewhere_is_left_out')
guard(6, 'addresses taken in are looked at', 'upkeep', 'facts[k] if good(facts[k], local) else None', 'facts[k]', 'test_upkeep.py::test_addresses_taken_in_are_held_to_the_rule_of_a_listing')
guard(6, 'those of the archive too, when the site is silent', 'deliver', "if not usable(row.get('path'), local): return", 'if False: return', 'test_one_bad.py::test_without_the_site_nothing_is_fetched_from_where_the_archive_says')
guard(6, 'a table shows no picture from elsewhere', CLIENT, 'if not trusted(url): raise', 'if False: raise', FAULTS + 'a_table_shows_no_picture_from_elsewhere')
guard(6, 'no proxy hears of calls to this machine', CLIENT, 'self.session.trust_env = False', 'pass', FAULTS + 'no_proxy_hears_of_what_stays_on_this_machine')
guard(6, 'nor of pictures', LOADS, 'self._near.trust_env = False', 'pass', FAULTS + 'no_proxy_hears_of_what_stays_on_this_machine')

# 7: too large
guard(7, 'a length that is declared is believed when it is too large', LOADS, {'if said.isdecimal() and int(said) > cap:': 'if False:', "int(length) if re.fullmatch('[0-9]{1,15}', length) else 0": '0'}, '', DL + 'too_much_is_too_much')
guard(7, 'bytes are counted as they come', LOADS, {'read_body(r, cap,': 'read_body(r, 10**12,', '_room(part, len(part), cap)': 'pass'}, '', FAULTS + 'a_picture_without_a_declared_end_is_cut_off')
guard(7, 'a reply of the API has a cap', CLIENT, 'REPLY_CAP = 8_000_000', 'REPLY_CAP = 8_000_000_000', FAULTS + 'a_reply_of_the_api_has_an_end')
guard(7, 'a preview has a lower one', LOADS, 'cap=PREVIEW_CAP', 'cap=None', FAULTS + 'a_preview_has_few_bytes_and_few_pixels')
guard(7, 'the free room on the disk is looked at first', LOADS, 'shutil.disk_usage(path.parent).free <', '10**18 <', FAULTS + 'a_full_disk_is_noticed_before_a_byte_is_asked_for')
guard(7, 'what is too large is not asked for again', LOADS, 'class TooBig(BadPicture):\n    "More bytes than a wallpaper can have"\n    tries = 1',
      'class TooBig(BadPicture):\n    "More bytes than a wallpaper can have"\n    tries = 3', FAULTS + 'what_is_too_large_is_asked_for_once')

# 8: bombs
guard(8, 'too many pixels are refused by the header', LOADS, {'if im.width * im.height > most:': 'if False:', 'believe(im.size, len(data), most)': 'pass'}, '', FAULTS + 'too_many_pixels_are_refused_even_with_honest_bytes')
guard(8, 'the announced sides are compared before decoding', LOADS, 'if shape and sorted(im.size) != sorted(shape):', 'if im.load() and shape and sorted(im.size) != sorted(shape):',
      FAULTS + 'the_sides_are_compared_before_anything_is_decoded')
guard(8, 'a preview has few pixels', LOADS, 'most=PREVIEW_PIXELS', 'most=MAX_PIXELS', FAULTS + 'a_preview_has_few_bytes_and_few_pixels')
guard(8, 'the archive refuses too many pixels by the header', 'preview', 'if w * h > MOST_PIXELS[im.format]:', 'if False:', FAULTS + 'too_many_pixels_are_refused_even_with_honest_bytes')
guard(8, 'a thumbnail has few pixels', CLIENT, 'if im.width * im.height > 4_000_000:', 'if False:', FAULTS + 'a_bomb_as_a_thumbnail_is_not_shown')
guard(8, 'texts and profiles that unpack without end are no crash', LOADS, 'SyntaxError, ValueError,', 'SyntaxError,', FAULTS + 'a_bomb_is_refused_before_it_goes_off', inside='')
guard(8, 'pictures are never unpacked for the transport', LOADS, {'decode=False': 'decode=True', 'decode_content=False': 'decode_content=True'}, '', DL + 'a_bad_original_is_never_published')
guard(8, 'the cap counts what is unpacked', CLIENT, 'read1(65536, decode_content=decode)', 'read1(65536, decode_content=False)', FAULTS + 'a_packed_reply_is_unpacked_under_the_cap')

# 9: corrupt bytes
guard(9, 'whatever a decoder raises is a bad picture', LOADS, 'except BROKEN as e: raise BadPicture', 'except OSError as e: raise BadPicture', DL + 'damage_is_survived')
guard(9, 'and a bad preview', 'preview', 'except BROKEN as e:', 'except OSError as e:', AR + 'damaged_bytes_never_crash', inside='open_picture')
guard(9, 'one broken preview stops nobody else', 'store', 'except ArchiveError as e: return id, e', 'except ValueError as e: return id, e', AR + 'many_survive_a_few_bad_ones')
guard(9, 'a damaged preview is not made a good one', 'upkeep', "if row['data'] is None or sha256(row['data']) != row['content']: return None", "if row['data'] is None: return None",
      UP + 'damage_is_not_made_a_good_picture')

# 10: odd pictures
ODD = AR + 'every_odd_kind_looks_as_it_is_meant'
guard(10, 'CMYK becomes RGB', 'preview', "'RGBA', 'CMYK'): return im", "'RGBA'): return im\n    if im.mode == 'CMYK': im = Image.merge('RGB', im.split()[:3])", ODD)
guard(10, '16 bits are rescaled', 'preview', "if im.mode.startswith('I'):", 'if False:', ODD)
guard(10, 'a palette becomes colours', 'preview', "return im.convert('RGBA' if im.mode in ('PA', 'La', 'RGBa') else 'RGB')", 'return im', ODD, inside='_plain')
guard(10, 'a palette or colour key with transparency keeps it', 'preview', "if 'transparency' in im.info:", 'if False:', ODD)
guard(10, 'transparent pixels show the desktop', 'preview', "if im.mode not in ('LA', 'RGBA'):", 'if True:', ODD)
guard(10, 'EXIF’s orientation is applied', 'preview', 'ImageOps.exif_transpose(im)', 'im', ODD)
guard(10, 'a broken profile is passed over', 'preview', 'except (ImageCms.PyCMSError, OSError, ValueError): return', 'except ZeroDivisionError: return', ODD)
guard(10, 'a wide gamut is brought to sRGB', 'preview', "return ImageCms.profileToProfile(im, profile, ImageCms.createProfile('sRGB'), outputMode='RGB')", "return im.convert('RGB')",
      AR + 'wide_gamut_colours_are_brought_to_srgb')
guard(10, 'a picture of any shape is cut to its middle', 'preview', 'min(w, h * ratio), min(h, w / ratio)', 'w, h', AR + 'middle_is_kept')
guard(10, 'only the first picture of an animation counts', 'preview', 'im.load()', "im.seek(getattr(im, 'n_frames', 1) - 1); im.load()", ODD, inside='_decode')

# 11: ids and names
guard(11, 'an id of a listing has the pattern of ids', CLIENT, 'if not is_id(id, SITE_ID): return', 'if not isinstance(id, str): return', WH + 'ids_that_are_none_are_left_out_and_counted')
guard(11, 'the whole of it, to the last letter', 'files', 'pattern.fullmatch(id) is not None', 'pattern.match(id) is not None', WH + 'ids_that_are_none_are_left_out_and_counted')
guard(11, 'nobody asks for an id of another pattern', CLIENT, 'if not is_id(id, SITE_ID): raise', 'if False: raise', FAULTS + 'no_chapter_believes_a_hostile_id')
guard(11, 'the archive keeps no other', 'store', 'if is_id(id):', 'if True:', FAULTS + 'no_chapter_believes_a_hostile_id')
guard(11, 'no file is named after another', 'categories', 'if not is_id(id): raise', 'if False: raise', FAULTS + 'no_chapter_believes_a_hostile_id')
guard(11, 'the ledger takes no other', 'scan ledger', 'if not is_id(id, LEDGER_ID): raise', 'if False: raise', FAULTS + 'no_chapter_believes_a_hostile_id')
guard(11, 'a file’s ending is one of three', 'categories', 'if end is None: raise', 'if False: raise', FAULTS + 'a_type_of_nonsense_makes_no_name')
guard(11, 'tags in names are plain letters', 'categories', "re.sub('[^a-z0-9]+', '-', s).strip('-')", 's', FAULTS + 'tags_make_names_of_plain_letters_whatever_they_hold')
guard(11, 'names are short', 'categories', 'len(res := ', '0*len(res := ', FAULTS + 'long_tags_make_short_names')
guard(11, 'a user’s name stays one part of an address', CLIENT, "quote(name, safe='')", 'name', WH + 'collections_force_purity')
guard(11, 'an id that comes twice is one row', CLIENT, {"if row['id'] in ids: continue": '', "if row['id'] in self.met: continue": ''}, '', FAULTS + 'a_wallpaper_that_is_listed_twice_is_one')

# 12: drift
guard(12, 'an item that cannot be used is skipped, never the run', CLIENT, 'except ValueError as e: skipped.append(str(e))', 'except KeyError as e: skipped.append(str(e))',
      WH + 'ids_that_are_none_are_left_out_and_counted')
guard(12, 'an item that is no object is skipped', CLIENT, "if not isinstance(item, dict): return f'{item!r:.40} is no wallpaper'", '', FAULTS + 'items_of_odd_shapes_are_skipped')
guard(12, 'numbers of other types become numbers', CLIENT, 'except (TypeError, ValueError, OverflowError): return default', 'except ZeroDivisionError: return default',
      WH + 'drift_of_one_field_never_stops_a_search', inside='whole_number')
guard(12, 'texts of other types become texts', CLIENT, 'return v if isinstance(v, str) else', 'return v if v else', FAULTS + 'fields_of_other_types_have_the_right_one_in_a_row', inside='text_or_empty')
guard(12, 'a page that repeats, or an empty one for ever, is the end', CLIENT, 'if ids <= seen: return', '', WH + 'listings_end')
guard(12, 'new pages for ever come to an end', CLIENT, 'for n in range(start, start + most):', 'for n in range(start, start + 10*most):', WH + 'listings_end')
guard(12, '400 past the end is the end', CLIENT, 'if e.status == 400 and n > 1: return', '', WH + '400_past_the_end_is_the_end')
guard(12, 'no meta is no crash', CLIENT, "if isinstance(reply.get('meta'), dict) else {}", "if True else {}", WH + 'listings_end')
guard(12, 'a listing that is no list is an error with a name', CLIENT, 'if not isinstance(items, list): raise', 'if False: raise', FAULTS + 'items_of_odd_shapes_are_skipped')
guard(12, 'the call for one wallpaper gets that one', CLIENT, "if row['id'] != id: raise", 'if False: raise', FAULTS + 'the_call_for_one_wallpaper_gets_that_one')
guard(12, 'tags of odd shapes are left out', CLIENT, "if isinstance(t, dict) and text_or_empty(t.get('name'))", '', FAULTS + 'tags_of_odd_shapes_are_left_out')
guard(12, 'the archive keeps odd facts as none', 'store', 'except (TypeError, ValueError, OverflowError): return None', 'except ZeroDivisionError: return None', AR + 'api_drift_is_harmless')
guard(12, 'what the API adds is kept', CLIENT, 'raw=item)', 'raw={})', WH + 'unknown_fields_are_kept', inside='as_row')
guard(12, 'a run through the front of a listing ends', 'search', 'or (front and barren >= enough): break', ': break', PI + 'again_picks_nothing_and_says_why')

# 13: no space, I/O errors, read-only, too many files
guard(13, 'a disk that refuses a file is named', 'files', 'except OSError as e:\n        raise FoldersError(f\'could not write {path}', 'except ZeroDivisionError as e:\n        raise FoldersError(f\'could not write {path}',
      FO + 'a_refusing_disk_leaves_the_old_file_and_no_litter')
guard(13, 'what SQLite complains of is named', 'database', 'raise FoldersError(f\'{self.path} {says}\') from e', 'raise', KE + 'a_disk_that_refuses_a_rotation[SQLITE_FULL]')
guard(13, 'half a transaction is none', 'database', "self.con.execute(f'ROLLBACK TO level{level}' if level else 'ROLLBACK')", "self.con.execute(f'RELEASE level{level}' if level else 'COMMIT')",
      FO + 'inner_failure_keeps_the_outer_and_outer_failure_takes_all')
guard(13, 'a ledger that was not synced is as it was', 'ledger', 'last.push(lambda failed, *_: os.truncate(self.file, size) if failed else None)', '', LA + 'a_failing_database_leaves_the_file_as_it_was')
guard(13, 'half a line is none', 'ledger', "if f.write(data) != len(data): raise OSError('no room for the whole line')", 'f.write(data)', LA + 'a_full_disk_keeps_nothing_and_says_so')
guard(13, 'an answer that was not kept is not acknowledged', 'ledger', 'except (OSError, sqlite3.Error) as e:\n            raise LabelsError', 'except sqlite3.Error as e:\n            raise LabelsError', LA + 'a_sync_that_fails_is_no_acknowledgement')
guard(13, 'a full disk ends a pick in one line', 'pick', 'except OSError as e:\n        raise PickError(f\'{n} picked', 'except ZeroDivisionError as e:\n        raise PickError(f\'{n} picked', PI + 'full_disk')
guard(13, 'a rotation as well', 'stock', 'except OSError as e:', 'except ZeroDivisionError as e:', KE + 'a_disk_that_refuses_a_rotation[SQLITE_FULL]', inside='locked')
guard(13, 'a full disk is no name that is taken', 'pick', 'if e.errno == errno.ENOSPC: raise', 'if e.errno == errno.ENOSPC: raise taken from None', KE + 'a_full_disk_is_no_name_that_is_taken')
guard(13, 'a backup that fails leaves the old one', 'backup', "part = to.with_name(f'{PART}{os.getpid()}-{os.urandom(6).hex()}.part')", 'part = to; part.unlink(missing_ok=True)', SC + 'a_backup_that_fails_leaves_the_old_one')

# 14: kill -9
guard(14, 'a delivery is noted before it is there', 'pick', "self.db.execute('insert or replace into pick_delivery values (?, ?, ?, ?, ?, ?, ?)', *d.values())", 'pass', KE + 'a_delivery_is_noted_and_said_before_it_is_there')
guard(14, 'a delivery that was noted is finished', 'pick', 'self._finish(self._renumbered(d) if os.path.lexists(dst) and not is_plain(dst) else d, src)', 'pass', PI + 'death_at_every_write', inside='heal')
guard(14, 'a delivery that was changed on its way is dropped', 'pick', "if holds(o/name, d['sha256'])", 'if (o/name).exists()', KE + 'a_delivery_that_was_changed_on_its_way_is_dropped')
guard(14, 'what is not noted leaves no litter', 'pick', 'self._cleared()', 'pass', KE + 'a_delivery_that_was_changed_on_its_way_is_dropped', inside='heal')
guard(14, 'only what is called as we call it is litter', 'pick', 'if _WAITING.fullmatch(o.name) and is_plain(o): o.unlink()', 'if o.is_file() and o.suffix != ".part": o.unlink()', OW + 'what_the_owner_puts_into_incoming_stays')
guard(14, 'nothing is fetched or cleared behind a link', 'pick', 'if not place.is_symlink() and (place.is_dir() or not place.exists())', 'if True', OW + 'something_else_in_place_of_incoming')
guard(14, 'a pick is said once', 'pick', "if (d['file'], d['sha256']) in known: return", 'known = []', PI + 'death_at_every_write or ' + KE + 'killed_pick_and_rotate_ten_times')
guard(14, 'moves are noted before the first', 'rotate', 'number = plan_rotation(stock, picks, choose(stock, picks, n, tone, rng), now)\n    stock.make_moves()', 'stock.make_moves()\n    number = plan_rotation(stock, picks, choose(stock, picks, n, tone, rng), now)', RO + 'rotation')
guard(14, 'a rotation that was noted is finished', 'stock', "(self._move if m['dst'] in self.places else self._delete)(m)", 'pass', RO + 'rotation')
guard(14, 'it is finished before anything is heard', 'changes', "moves = stock.db.query(\"select id, src from rotate_move where done = 0\")", 'moves = []', RO + 'not_mounted_in_the_middle_of_a_rotation')
guard(14, 'the round, the turns and the moves are noted together', 'rotate', 'with stock.db.transaction():\n        number = Turns(stock.db).note', 'if True:\n        number = Turns(stock.db).note', RO + 'death_at_every_write')
guard(14, 'a deletion is said before it is made', 'stock', "if verbs[-1] != 'pruned': self.ledger.say(m['id'], 'pruned', who='prune', file=m['file'])", '', RO + 'death_at_every_write_of_pruning', inside='_delete')
guard(14, 'a smaller preview and its mark come together', 'upkeep', 'with archive.db.transaction():\n            saved |=', 'if True:\n            saved |=', UP + 'killed_while_previews_are_made_smaller')
guard(14, 'ledger and database are brought in step', 'ledger', 'if recover: self._recover()', 'pass', LA + 'a_running_ledger_heals_before_it_writes')
guard(14, 'a torn last line is put aside', 'ledger', "if rows[-1] is None and batch[-1][-1:] != b'\\n': _, torn = rows.pop(), batch.pop()", '', LA + 'torn_last_line')
guard(14, 'rotation sweeps as well', 'stock', 'for o in (folders.root, folders.model, folders.desktop, folders.reserve): sweep(o)', '', KE + 'stumps_of_killed_runs_go')
guard(14, 'stumps of killed writers are swept away', 'files', 'for p in stumps: p.unlink(missing_ok=True)', '', FO + 'killed_writers_leave_files_whole')

# 15: power loss
guard(15, 'a commit waits for the disk', 'database', "con.execute('PRAGMA synchronous=FULL')", "con.execute('PRAGMA synchronous=OFF')", FO + 'database_is_strict')
guard(15, 'an answer is on the disk before it is acknowledged', 'ledger', 'os.fsync(f.fileno())\n    self._agree()\n    return list', 'self._agree()\n    return list', LA + 'acknowledged_means_synced_in_both_places')
guard(15, 'a moved picture is on the disk before its source goes', 'pick', 'sync_folder(dst.parent)', 'pass', KE + 'a_move_reaches_the_disk_before_its_source_goes', inside='publish')
guard(15, 'a picture copied to another disk is whole there', 'pick', 'write_whole(dst, src.read_bytes())', 'dst.write_bytes(src.read_bytes())', KE + 'what_is_half_copied_to_another_disk_is_not_published')
guard(15, 'a torn ledger comes back from the database', 'ledger', 'rows, moved = merged(filed, stored)', 'rows, moved = list(filed.values()), []', LA + 'damage_in_the_middle_comes_back_from_the_database')

# 16: ten runs at once
guard(16, 'one run at a time moves files', 'look', 'try: lock.acquire(timeout=wait)', 'try: pass', PI + 'two_at_once', inside='one_run')
guard(16, 'ten of them fetch nothing twice', 'look', 'try: lock.acquire(timeout=wait)', 'try: pass', KE + 'ten_at_once', inside='one_run')
guard(16, 'a rotation takes part in that', 'stock', 'with one_run(folders, wait):', 'if True:', RO + 'another_run', inside='locked')
guard(16, 'two writers of the ledger take turns', 'ledger', 'last.enter_context(self.lock)', 'pass', KE + 'the_ledger_has_a_lock_of_its_own')
guard(16, 'two transactions take turns', 'database', "'BEGIN IMMEDIATE'", "'BEGIN'", FO + 'processes_that_start_together_and_count_lose_nothing')
guard(16, 'two that open a new database wait for each other', 'database', "if time.monotonic() > end or e.sqlite_errorcode & 255 != sqlite3.SQLITE_BUSY: raise", 'raise', FO + 'two_that_open_a_new_database_wait_for_each_other')
guard(16, 'threads of one process take turns', 'database', 'with self._lock, self._plainly():\n        level', 'with self._plainly():\n        level', FO + 'threads_share_one_database', inside='transaction')

# 17: the clock
guard(17, 'the order of answers is that of their numbers', 'ledger', "f'select * from ledger {where} order by seq'", "f'select * from ledger {where} order by time'", LA + 'order_is_by_number_and_not_by_the_clock')
guard(17, 'so is the table of what stands', 'ledger', "end as of\n    from ledger order by seq", "end as of\n    from ledger order by time", LA + 'order_is_by_number_and_not_by_the_clock')
guard(17, 'calls are counted on a clock that nobody sets', 'budget', 'return time.monotonic() if kind is None else time.clock_gettime(kind)', 'return time.time()', KE + 'the_steady_clock_is_set_by_nobody')
guard(17, 'a day is measured on a clock that may start anew', 'budget', 'max(now - at if started == start else self.wall() - wall, 0.)', 'max(now - at, 0.)', BU + 'a_day_that_a_machine_was_off_is_over')
guard(17, 'deadlines of downloads are on such a clock', LOADS, 'sleep=time.sleep, clock=time.monotonic', 'sleep=time.sleep, clock=time.time', KE + 'deadlines_of_downloads_are_on_a_clock_that_nobody_sets')
guard(17, 'and those of replies', CLIENT, 'if time.monotonic() > end: raise requests.Timeout', 'if time.time() > end: raise requests.Timeout', WH + 'a_reply_that_drips_comes_to_an_end')
guard(17, 'a clock set back does not silence the question', 'changes', 'timedelta(0) <= now', 'timedelta(-10**5) <= now', RO + 'a_clock_set_back_does_not_silence_the_question')

# 18: tables of labels
TABLES = LA + 'every_way_to_save_a_table'
guard(18, 'a mark at the front is no part of a name', 'table', "return 'utf-8-sig'", "return 'utf-8'", TABLES, inside='_encoding')
guard(18, 'a table may be in UTF-16', 'table', "if f.read(2) in (b'\\xff\\xfe', b'\\xfe\\xff'): return 'utf-16'", '', TABLES)
guard(18, 'or in latin-1', 'table', "return 'latin-1'", "return 'utf-8-sig'", KE + 'a_table_in_latin_1_is_read_as_such')
guard(18, 'between columns stands , or ; or a tab', 'table', "for sep in ',;\\t':", "for sep in ',':", TABLES)
guard(18, 'a row may spread over lines', 'table', '_AHEAD = 5', '_AHEAD = 1', TABLES)
guard(18, 'paths may be those of Windows', 'table', "fname = fname.replace('\\\\', '/')", '', TABLES)
guard(18, '`Yes ` is a YES', 'table', 'verb = _ANSWERS.get(label) or _ANSWERS.get(label.rstrip(\'.!\').lower())', 'verb = _ANSWERS.get(label)', LA + 'what_people_write')
guard(18, 'what is no answer is named by its line', 'table', 'report.bad.append((line, wrong.setdefault(why, why)))', 'pass', LA + 'bad_rows_by_line')
guard(18, 'a torn line is named', 'table', 'if row is None or len(row) <= need:', 'if row is not None and len(row) <= need: pass\n            elif row is None:', LA + 'bad_rows_by_line')
guard(18, 'a name that nobody knows is named', 'table', "report.bad.append((line, f'{name[:80]!r} ' + why.get(name, 'is no picture that was exported from here')))", 'pass', LA + 'bad_rows_by_line')
guard(18, 'of two answers the newer wins, and says so', 'table', 'report.changed.append((line, name, last[1], verb))', 'pass', LA + 'bad_rows_by_line')
guard(18, 'columns are looked at', 'table', "raise LabelsError(f'{Path(path).name}: the first line must name", "return ',', 2, 0, 1\n    raise LabelsError(f'{Path(path).name}: the first line must name", LA + 'wrong_columns_are_an_error')
guard(18, 'an import is all or nothing', 'ledger', 'last.push(lambda failed, *_: os.truncate(self.file, size) if failed else None)', '', LA + 'an_import_is_all_or_nothing')
guard(18, 'answers that were not imported are not written over', 'table', 'if n := _unread(folders, ledger, archive):', 'if n := 0:', LA + 'a_filled_in_table_is_never_written_over')
guard(18, 'an old table does not shout down a later answer', 'table', 'where h.verb is not n.verb', 'where true', LA + 'a_later_answer_is_not_shouted_down_by_an_old_table')

# 19: the owner renames, moves, edits, deletes
guard(19, 'a renamed pick is known by its content', 'stock', 'id = self.picks.by_content.get(content := self.disk.sha256(path))', 'content = self.disk.sha256(path); id = self.picks.by_content.get(content) if (path.name, content) in self.picks.written else None', RO + 'renamed_and_edited')
guard(19, 'a renamed pick is not moved', 'stock', 'int((path.name, content) not in self.picks.written)', '0', OW + 'copies_under_names_of_ones_own_stay')
guard(19, 'nor is one by a note of an earlier version', 'stock', {'ours = (path.name, content) in self.picks.written': 'ours = True'}, '', OW + 'a_move_of_the_owners_file_that_an_earlier_version_noted_is_not_made')
guard(19, 'a link is not what we wrote', 'folders', 'return stat.S_ISREG(path.lstat().st_mode) and', 'return path.is_file() and', OW + 'a_link_in_place_of_a_pick_is_not_moved_whatever_was_noted')
guard(19, 'a name in capitals is another', 'folders', 'and path.name in os.listdir(path.parent)', '', OW + 'a_name_in_capitals_is_another_name')
guard(19, 'a restored pick is ours under its new name', 'stock', "if verb == 'restored' and who == 'restore' and names:", 'if False:', OW + 'a_restored_pick_is_ours_under_its_new_name')
guard(19, 'a name that the owner gave is theirs', 'stock', "if verb == 'restored' and who == 'restore' and names:", "if verb == 'restored' and names:", OW + 'a_restored_pick_of_an_older_root_is_ours')
guard(19, 'a hash is kept no longer than the file is as it was', 'stock', "if known is None or known[0] != mark:", 'if known is None:', RO + 'renamed_and_edited')
guard(19, 'before a deletion the content is read', 'stock', "and holds(path, m['sha256'])", "and self._holds(path, m['sha256'])", RO + 'before_a_deletion_the_content_is_read')
guard(19, 'what goes while a run reads the disk is no failure', 'stock', 'except FileNotFoundError: continue', 'except ZeroDivisionError: continue', RO + 'what_goes_while_a_run_reads_the_disk_was_thrown_away')
guard(19, 'an edited pick is left alone', 'stock', 'stock[stock.place.notna() & ~stock.renamed & ~stock.edited]', 'stock[stock.place.notna() & ~stock.renamed]', KE + 'favourites_and_edited_ones_lie_still')
guard(19, 'an edited file is not moved, whatever was noted', 'stock', "if self._holds(src, m['sha256']):", 'if src.is_file():', KE + 'an_edit_between_the_note_and_the_move')
guard(19, 'a renamed pick is known to the folders', 'scan', 'if id := known.picked.get(sha) or known.shown.get(sha): return id, sha', '', LA + 'our_picks')
guard(19, 'an edited pick is no label', 'scan', "report.problems.append((name, 'one of our picks, with another content: no label until you move it or are asked'))\n        return None", 'return archive.add_file(path), sha', LA + 'an_edited_pick_is_no_label')
guard(19, 'moved is relabelled', 'scan', 'elif now and now != last:', 'elif now and not last:', LA + 'moved_there_and_back_gone_and_back')
guard(19, 'gone is remembered', 'scan', "return [(id, 'removed', {}) for id in new] +", 'return [] +', LA + 'moved_there_and_back_gone_and_back')
guard(19, 'a folder that is not there takes nothing away', 'scan', 'if away or folder in odd: gone =', 'if folder in odd: gone =', LA + 'a_folder_that_is_not_there_takes_nothing_away')
guard(19, 'nor a desktop that is not', 'changes', 'raise RotateError(f\'all {len(lost)} picks', 'continue\n        raise RotateError(f\'all {len(lost)} picks', RO + 'not_mounted')
guard(19, 'a pick that was thrown away is heard', 'changes', "stock.ledger.say_many([(i, 'removed', dict(file=gone.file[i])) for i in gone.index] +", 'stock.ledger.say_many([] +', RO + 'thrown_away_and_back')
guard(19, 'one moved to deselected was not thrown away', 'changes', '~ours.sha256.isin(there)', 'True', RO + 'all_moved_to_deselected_needs_no_question')

# 20: names that differ in case or form
guard(20, 'a new file never takes the place of another', 'deliver', 'try: os.link(src, dst)', 'try: os.replace(src, dst)', FAULTS + 'a_name_that_is_taken_is_never_written_over')
guard(20, 'nor of one that came meanwhile', 'deliver', 'except FileExistsError: raise taken from None', 'except FileExistsError: os.replace(src, dst)',
      FAULTS + 'a_name_that_is_taken_meanwhile_is_never_written_over')
guard(20, 'an export never lies where pictures say something', 'upkeep', 'if within: raise', 'if False: raise', 'test_upkeep.py::test_an_export_never_lies_where_pictures_say_something', inside='_place')
guard(20, 'an export never goes over a file of the owner’s', 'upkeep', 'if os.path.lexists(path) and not any(holds(path, o) for o in ours): raise', 'if False: raise', 'test_upkeep.py::test_a_file_of_the_owners_stays_what_it_is')
guard(20, 'nor does a second one', 'upkeep', 'not any(holds(path, o) for o in ours)', 'not ours', OW + 'an_export_writes_over_its_own_files_only')
guard(20, 'a table of the owner’s stays', 'scan', 'if name := _stranger(folders, old):', 'if name := None:', OW + 'a_table_of_the_owners_is_not_written_over')
guard(20, 'a backup replaces backups only', 'backup', 'if to.exists() and not _is_backup(to): raise', 'if False: raise', OW + 'a_backup_replaces_a_backup_and_nothing_else')
guard(20, 'only plain files with names of ours are swept', 'folders', 'if STUMP.fullmatch(p.name) and is_plain(p)', 'if p.is_file()', OW + 'only_plain_files_with_names_of_ours_are_swept')
guard(20, 'nothing is swept behind a link', 'folders', 'if Path(folder).is_symlink(): return 0', '', OW + 'only_plain_files_with_names_of_ours_are_swept')
guard(20, 'a name that is a folder or a link is taken as well', 'deliver', 'return any(os.path.lexists(o/name) for o in', 'return any((o/name).is_file() for o in', OW + 'a_new_pick_passes_over_names_that_are_taken')
guard(20, 'a link is no published file', 'deliver', 'if holds(dst, sha256(src)): return', 'if dst.is_file() and sha256(dst) == sha256(src): return', OW + 'a_name_that_the_owner_took_in_the_reserve', inside='publish')
guard(20, 'a number whose name is taken is passed over', 'deliver', 'while self._taken(name := name_for(row, number, common)): number += 1', 'name = name_for(row, number, common)', PI + 'a_name_that_is_taken')
guard(20, 'an original is fetched over no other file', LOADS, "except (BadPicture, OSError) as e: raise DownloadError(f'{path} exists", "except (BadPicture, OSError) as e: path.unlink(); raise DownloadError(f'{path} exists",
      DL + 'an_original_is_whole_and_fetched_once')
guard(20, 'a picture is its content, not its name', 'store', "known = 'sha-' + digest[:12]", "known = 'sha-' + sha256(__import__('unicodedata').normalize('NFC', path.name).casefold().encode())[:12]",
      FAULTS + 'names_that_differ_in_case_or_form_are_different_pictures')

# 21: a sync's doings
guard(21, 'conflict copies are reported', 'scan', "if _CONFLICT.search(path.stem) or (copy and copy[1] + path.suffix in names):", 'if False:', LA + 'second_versions_and_links')
guard(21, 'placeholders are reported as such', 'scan', "if path.name.endswith('.icloud'): return", 'if False: return', KE + 'what_is_not_downloaded_yet_is_told_apart')
guard(21, 'empty files are reported', 'scan', "if info.st_size == 0: return", 'if False: return', KE + 'what_is_not_downloaded_yet_is_told_apart')
guard(21, 'a picture that cannot be looked at is not gone', 'scan', 'out = {known.named.get(f) for f in odd} |', 'out = set() |', LA + 'a_picture_that_cannot_be_looked_at_is_not_gone')
guard(21, 'a pick of which a conflict copy is left was not thrown away', 'changes', 'there.add(stock.disk.sha256(path))', 'pass', RO + 'a_conflict_copy_is_neither_a_pick_nor_a_deletion')
guard(21, 'nor one that is a placeholder', 'changes', 'there |= {Path(whole).name, stock.disk.sha256.known.get(whole, (None, None))[1]}', 'pass', RO + 'a_placeholder_in_the_cloud_is_no_deletion')
guard(21, 'a conflict copy is nobody’s pick', 'stock', '{k: good for k, (good, _) in listed.items()}',
      "{k: sorted(o for o in getattr(folders, k).iterdir() if o.suffix == '.jpg' and o.is_file() and not o.is_symlink() and o.stat().st_size) for k in listed}",
      RO + 'an_edited_conflict_copy_says_nothing')

# 22: links and pipes
guard(22, 'only ordinary files are looked at', 'scan', "if stat.S_ISLNK(info.st_mode): return 'a link: only files that lie here themselves say something'\n    if stat.S_ISDIR(info.st_mode): return 'a folder: pictures inside it are not looked at'\n    if not stat.S_ISREG(info.st_mode): return 'no ordinary file'",
      'pass', LA + 'second_versions_and_links')
guard(22, 'and it is the link that is looked at', 'scan', 'path.lstat()', 'path.stat()', LA + 'second_versions_and_links', inside='picture_files')
guard(22, 'pipes are not opened', 'folders', "if not Path(what).is_file(): raise", 'if False: raise', FO + 'sha256_does_not_hang_on_a_pipe', hang=True)
guard(22, 'two names of one file say one thing', 'scan', 'found = first == name and _who_is(path, place, name, known, archive, report, disk)', 'found = _who_is(path, place, name, known, archive, report, disk)', LA + 'two_names_of_one_file')
guard(22, 'a table cannot name a picture outside', 'scan', 'if path.resolve().is_relative_to(folders.root.resolve()) else None', '', KE + 'a_table_names_no_picture_outside')

# 23: the database
guard(23, 'a database of a newer wallpicker is left alone', 'database', 'if found > SCHEMA:', 'if False:', FO + 'newer_database_is_left_alone')
guard(23, 'damage is named', 'database', "'SQLITE_NOTADB': 'is no database", "'SQLITE_NONE': 'is no database", FO + 'damaged_database_is_named')
guard(23, 'a database that is held is named', 'database', "'SQLITE_BUSY'", "'SQLITE_NONE'", KE + 'a_database_that_is_held_is_named')
guard(23, 'one that may not be written is named', 'database', "'SQLITE_READONLY'", "'SQLITE_NONE'", KE + 'a_database_that_may_not_be_written_is_named')
guard(23, 'a database that was lost is made again from the file', 'ledger', 'if self._follow(): return self._agree()', 'return self._agree()', LA + 'lost_database_and_lost_file')
guard(23, 'a file that was lost is made again from the database', 'ledger', 'f.writelines(as_line(*r).encode() for r in stored)', 'pass', LA + 'lost_database_and_lost_file')
guard(23, 'a database that goes while it is open is opened again', 'ledger', 'if self.opened and now[0] is self.opened[0]:', 'if False:', LA + 'the_database_goes_while_it_is_open')
guard(23, 'two stories are not guessed at', 'ledger', 'if twice := _told_twice(filed, stored):', 'if twice := []:', LA + 'two_stories_are_not_guessed_at')
guard(23, 'rotation does without what was lost with the database', 'stock', 'self.deliveries, self.stuck = Deliveries(folders, self.ledger), []',
      "self.deliveries, self.stuck = Deliveries.__new__(Deliveries), []; d = self.deliveries; d.folders, d.ledger, d.db, d.places = folders, self.ledger, folders.db, []",
      RO + 'the_ledger_alone_knows_what_was_pruned')
guard(23, 'an older database gets its new columns', 'ledger', "db.execute('alter table ledger add column key text')", 'pass', LA + 'rows_from_before_there_were_keys')
guard(23, 'and so does an older archive', 'store', "db.execute('ALTER TABLE pictures ADD COLUMN slim TEXT')", 'pass', UP + 'an_older_archive_gets_its_new_column')
guard(23, 'whoever else brings it up to date', 'store', "if 'slim' not in _columns(db): db.execute(", 'db.execute(', UP + 'everybody_may_bring_an_older_archive_up_to_date_at_once')

# 24: cached features
guard(24, 'features of another network are not taken', 'features', "FROM features WHERE key=? AND content IN", 'FROM features WHERE ?<>"" AND content IN', FE + 'keys_do_not_mix')
guard(24, 'the recipe is part of the key', 'features', "+ '|colours2'", '', KE + 'the_key_of_features_holds_network_recipe_and_colours', inside='key')
guard(24, 'rows of another length are computed again', 'features', 'return v if len(v) == n and', 'return v if', FE + 'bad_rows_are_computed_again')
guard(24, 'so are NaN and infinity', 'features', 'if len(v) == n and np.isfinite(v).all() else None', 'if len(v) == n else None', FE + 'bad_rows_are_computed_again')
guard(24, 'a damaged network is made again', 'backbone', 'if _whole(path): return path', 'if path.exists(): return path', FE + 'a_damaged_export_is_made_again', inside='backbone_file')
guard(24, 'a taste looks through its own network', 'model', "if features is None or features.backbone.key != self.card['backbone']['key']:", 'if features is None:', KE + 'a_taste_looks_through_its_own_network')

# 25: the model file
REFUSED = TA + 'other_files_are_refused'
guard(25, 'no model is named', 'model', "if not path.is_file(): raise TasteError(f'there is no taste", "if False: raise TasteError(f'there is no taste", REFUSED)
guard(25, 'something else is refused before it is loaded', 'model', "if b'wallpicker' not in data[:200]: raise", 'if False: raise', REFUSED)
guard(25, 'a file that was cut is refused', 'model', 'if not found: raise', 'if False: raise', REFUSED)
guard(25, 'a changed byte is noticed', 'model', 'if found[1].decode() != bare: raise', 'if False: raise', TA + 'every_changed_byte_is_noticed')
guard(25, 'a newer format asks for an upgrade', 'model', 'if version > FORMAT: raise', 'if False: raise', TA + 'a_newer_file_asks_for_an_upgrade')
guard(25, 'the look comes before the loading', 'model', 'data, mark = check_file(path)', "data, mark = None, ''", REFUSED)

# 26: too little to learn from
guard(26, 'what is missing is said', 'head', 'if missing: raise TasteError(f\'{have["YES"]} YES and', 'if False: raise TasteError(f\'{have["YES"]} YES and', KE + 'too_few_answers_are_named')
guard(26, 'before anything was said as well', 'head', 'y = check_answers(y)', 'y = np.asarray(y, bool)', KE + 'too_few_answers_are_named', inside='fit')
guard(26, 'nothing is picked without a model', 'score', 'if not folders.check().taste.exists():', 'if False:', KE + 'nothing_is_picked_without_a_model')

# 27: no display, an unknown desktop, a bare environment
guard(27, 'a command that fails moves nothing on', 'wall', 'if r.returncode:', 'if False:', RO + 'state_moves_on_only_after_success')
guard(27, 'what hangs is remembered when it hangs', 'rotate', "for words in setter(stock.folders.config['desktop']['command'] or 'auto', may.path[id], screen.name): call(words)\n    stock.db.execute('insert into rotate_wall(screen, id, file) values (?, ?, ?)', screen.name, id, may.path[id].name)",
      "stock.db.execute('insert into rotate_wall(screen, id, file) values (?, ?, ?)', screen.name, id, may.path[id].name)\n    for words in setter(stock.folders.config['desktop']['command'] or 'auto', may.path[id], screen.name): call(words)", RO + 'state_moves_on_only_after_success')
guard(27, 'a command that hangs is given up', 'wall', 'timeout=limit', 'timeout=None', RO + 'a_command_that_hangs_is_given_up', hang=True)
guard(27, 'a command that is not there is named', 'wall', 'except FileNotFoundError: raise DesktopError', 'except ZeroDivisionError: raise DesktopError', KE + 'a_command_that_is_not_there_is_named')
guard(27, 'a theme that cannot be asked moves nothing', 'rotate', 'turns, tone = Turns(stock.db), tone_of(stock.folders.config[\'desktop\'][\'tone\'], now)', "turns, tone = Turns(stock.db), ''", RO + 'the_theme_is_asked_for_and_its_failure_moves_nothing')
guard(27, 'an unknown desktop is named', 'wall', 'if found: return found[0]', 'return (found or [\'gnome\'])[0]', RO + 'a_bare_environment_names_the_cause')
guard(27, 'from cron the bus of the desktop is found', 'wall', "if (run/'bus').exists(): env.setdefault", 'if False: env.setdefault', RO + 'a_bare_environment_finds_the_bus')
guard(27, 'what hangs is not taken from under the desktop', 'rotate', "if not stock.folders.config['desktop']['command']: return []", 'return []', RO + 'what_hangs_is_not_taken_from_under_the_desktop')
guard(27, 'a failing wallpaper stops no pick', 'timers', "|| true; }}'", "; }}'", SC + 'what_may_fail_stops_nothing')
guard(27, 'a failing rotation does', 'install', 'if status := subprocess.run(rotate).returncode: return status', 'subprocess.run(rotate)', SC + 'run_now')
guard(27, 'a scheduler that refuses has nothing of ours', 'install', 'except WallpickerError:\n        remove()\n        raise', 'except WallpickerError: raise', SC + 'a_scheduler_that_refuses_has_nothing_of_ours')
guard(27, 'lines of others in a crontab stay', 'install', "''.join([*_tab()[0], *", "''.join([*", SC + 'other_peoples_lines_stay')

# 26: too little said, and a file of another kind
guard(26, 'a taste that is not sure enough picks few', 'pick', 'min(wanted - few, -(-wanted//UNSURE))', 'wanted - few',
      PI + 'a_taste_that_is_not_sure_enough_picks_few_and_says_what_it_would_take')
guard(26, 'what the answers vouch for raises the bar', 'score', "max(self.config['sure'], self.enough.start or 0)", "self.config['sure']",
      PI + 'what_the_answers_vouch_for_may_raise_the_bar_but_never_lower_it')
guard(26, 'a taste of an older kind is refused', 'model', 'if version < FORMAT: raise', 'if False: raise', 'test_taste.py::test_an_older_file_says_what_to_do')

# 28: no network for a week, a hotel's page
guard(28, 'without a network a run stops before it asks for originals', 'pick', 'if offline: raise', 'if False: raise', FAULTS + 'a_week_without_a_network')
guard(28, 'one line, not a flood', 'pick', 'self.quiet = not isinstance(e, BadReply)', 'pass', FAULTS + 'a_hotel_that_lets_pictures_through_is_lived_with')
guard(28, 'trouble with the site does not end a run', 'search', 'except WallhavenError as e: self.found.trouble.append(e)', 'except WallhavenError: raise',
      FAULTS + 'a_hotel_that_lets_pictures_through_is_lived_with', inside='_allowed')
guard(28, 'a run that had trouble is not over', 'pick', 'if self.trouble: return', '', FAULTS + 'a_run_ends_and_says_why[4 originals cut off for ever]', inside='end')

# 29: purity and tags
guard(29, 'the purity of every listed item is checked here', CLIENT, "if item.get('purity') not in allowed: return", 'if False: return', WH + 'purity_is_checked_on_this_side')
guard(29, 'also in collections', CLIENT, {'self._rows(items, purity)': "self._rows(items, '111')", 'self._rows(items, query.purity)': "self._rows(items, '111')"}, '', WH + 'collections_force_purity')
guard(29, 'the rules look at the purity of what is listed once more', 'rules', 'if str(p) not in purities: return', 'if False: return', FAULTS + 'the_rules_are_closed_on_doubt')
guard(29, 'what has become of another purity is refused', 'pick', 'row.update((k, v) for k, v in self.client.wallpaper(id).items() if v is not None)', 'row.update(tags=self.client.wallpaper(id)["tags"])',
      FAULTS + 'what_has_become_of_another_purity_is_not_picked')
guard(29, 'a purity that is not known is refused', 'rules', "if p is None: return 'its purity is not known'", "if p is None: return None", FAULTS + 'the_rules_are_closed_on_doubt')
guard(29, 'a tag that is not safe refuses its wallpaper', 'rules', "str(t.get('purity') or 'sfw') not in purities", 'False', FAULTS + 'a_tag_that_is_not_safe_refuses_its_wallpaper')
guard(29, 'tags that are not known count against a rule about them', 'rules', 'if s is None and final: return', 'if False: return', FAULTS + 'a_rule_about_tags_is_closed_on_doubt')
guard(29, 'a reply without tags is no picture without tags', CLIENT, 'named if named or tags == [] else None', 'named', FAULTS + 'tags_of_odd_shapes_are_left_out')
guard(29, 'nor is it remembered as a refusal', 'pick', "(asked and row['tags'] is not None)", 'asked', PI + 'tags_that_a_reply_does_not_tell')
guard(29, 'what the network sees is asked about before anything is chosen', 'score', 'kept = [o for o in ids if why[o] is None]', 'kept = ids',
      'test_pick.py::test_nobody_looks_without_a_rule_and_once_with_one')
guard(29, 'and once more at the last question', 'pick', 'row |= self.scorer.contents([id]).iloc[0]', 'pass',
      'test_pick.py::test_the_last_question_is_asked_with_what_the_network_sees')
guard(29, 'a thing that the network never learnt is no rule', 'score', "if 'sees' in self.rules.looks: self.rules.understood", "if False: self.rules.understood",
      'test_pick.py::test_a_thing_that_the_network_never_learnt_is_named')
guard(29, 'the last look counts as the last', 'pick', 'self.rules.why_not(row, final=True)', 'self.rules.why_not(row)', FAULTS + 'a_rule_about_tags_is_closed_on_doubt')

# one bad candidate ends no run
OB = 'test_one_bad.py::test_'
guard(29, 'a candidate that cannot be named is put aside', 'pick', 'if not (wrong := unfit(row, self.local)): return row', 'wrong = None; return row', OB + 'a_format_that_cannot_be_named_is_put_aside_and_remembered')
guard(29, 'and remembered', 'pick', 'return self.search.refuse(id, why)', 'return None', OB + 'a_format_that_cannot_be_named_is_put_aside_and_remembered', inside='_put_aside')
guard(29, 'half a character is left out', CLIENT, 'if not _keepable(item): return', 'if False: return', OB + 'a_candidate_with_nonsense_in_any_field_ends_no_run')
guard(29, 'a number of thousands of digits spoils no page', CLIENT, 'data = json.loads(body, parse_int=_whole)', 'data = json.loads(body)', OB + 'a_candidate_with_nonsense_in_any_field_ends_no_run')
guard(29, 'an id that cannot be asked for silences no run', 'pick', 'except QueryError as e: return self._put_aside(id, str(e))', '', OB + 'an_id_that_cannot_be_asked_for_silences_no_run')
guard(29, 'a text among numbers spoils no others', 'store', "pd.to_numeric(df[col], errors='coerce')", 'pd.to_numeric(df[col])', OB + 'an_archive_that_holds_nonsense_already_ends_no_run')

# 30: the key
NOWHERE = WH + 'the_key_goes_into_one_header_and_nowhere_else'
guard(30, 'the key hides in what is shown', CLIENT, "return 'a key' if self._key else 'no key'", 'return self._key', NOWHERE)
guard(30, 'the key goes into a header, not into the address', CLIENT, 'params=params, auth=self._key', "params={**(params or {}), 'apikey': self._key._key}, auth=self._key", NOWHERE)
guard(30, 'an error of the network does not carry the request', CLIENT, '({type(e).__name__}): is there', '({e.request.headers}): is there', NOWHERE)
guard(30, 'a key of nonsense is not shown', CLIENT, "if key and not re.fullmatch('[A-Za-z0-9]{1,128}', key.strip()):", 'if False:', WH + 'a_key_of_nonsense_is_not_shown')
guard(30, 'errors have no tail in which the request hangs', CLIENT, 'raise reply', 'raise reply from ValueError(repr(self._key._key))', NOWHERE, inside='get')
guard(30, 'the log of the gallery leaves keys out', 'server', "re.sub('apikey=[^&]*', 'apikey=...', ask.target)", 'ask.target', FAULTS + 'the_gallery_keeps_no_key_in_its_log')
guard(30, 'nothing of a run writes it down', CLIENT, 'created_at=text(\'created_at\'), source=text(\'source\'), raw=item', 'created_at=text(\'created_at\'), source=os.environ.get(\'WALLHAVEN_API_KEY\', \'\'), raw=item',
      FAULTS + 'the_key_is_nowhere_after_everything')


# 32: anything but a key at the end of the key box
ODD, HELD = 'test_widgets.py::test_only_one_letter_at_the_end_of_the_box_is_a_key', 'test_widgets.py::test_letters_that_the_browser_held_back_are_keys'
guard(32, 'a letter typed elsewhere in the box is no key', 'widgets', 'text.startswith(before) and (more == 1', '(more == 1', ODD)
guard(32, 'letters pasted at the end are no keys', 'widgets', '(more == 1 or self._held(sent))', 'True', ODD)
guard(32, 'a letter deleted elsewhere takes nothing back', 'widgets', 'more == -1 and before.startswith(text)', 'more == -1', ODD)
guard(32, 'several letters deleted take nothing back', 'widgets', 'more == -1 and', '', ODD)
guard(32, 'letters from before an odd change take nothing back', 'widgets', 'odd, self.rows, sent = _ODD, [], None', 'odd, sent = _ODD, None', ODD)
guard(32, 'what is no key is told', 'widgets', "if odd := self.tape.read(change['new'], _sent()):", "if not self.tape.read(change['new'], _sent()) and (odd := ''):", ODD)
guard(32, 'also where words are given', 'naming', "if odd := self.tape.read(change['new'], _sent()):", "if not self.tape.read(change['new'], _sent()) and (odd := ''):", ODD)
guard(32, 'what comes long after a key was pasted', 'widgets', ' and self.clock() - self.done < HELD', '', HELD)
guard(32, 'keys while the kernel stands still are no answers', 'widgets', 'sent - self.sent < STILL and', '', HELD)
guard(32, 'a second paste at once is no key either', 'widgets', 'odd, self.rows, sent = _ODD, [], None', 'odd, self.rows = _ODD, []', HELD)
guard(32, 'a key that fails keeps its place', 'widgets', 'self.rows += [None]*len(keys)', 'self.rows += []', 'test_widgets.py::test_a_key_that_fails_keeps_its_place_on_the_tape')

# 40: markup in what a notebook shows
SHOWN, TABLE, WIDGET = (f'test_shown.py::test_text_from_outside_is_text_in_{o}' for o in ('markdown', 'html', 'widgets'))
guard(40, 'elements, emphasis, links and formulas are text', 'folders', r"[&<>`*~|$\\\[\]]|", '', SHOWN)
guard(40, 'emphasis by underscores is text', 'folders', r"(?<![^\W_])_|_(?![^\W_])|", '', SHOWN)
guard(40, 'addresses are text', 'folders', r":(?=//)|(?<=www)\.|", '', SHOWN)
guard(40, 'the beginning of a line is text', 'folders', r"^[-+#=\s]|\s$|^\d(?=\d*[.)](\s|$))", '^$', SHOWN)
guard(40, 'line breaks are shown as such', 'folders', 'return _UNSEEN.sub(lambda m: m[0].encode(\'unicode_escape\').decode(), str(text))', 'return str(text)', SHOWN)
guard(40, 'a formula does not begin', 'folders', "return f'<span>&#{ord(m[0])};</span>' if m[0] in '$\\\\' else", 'return', 'test_shown.py::test_formulas_do_not_begin')
guard(40, 'a name may hold backticks', 'folders', "fence = '`'*(1 + max(map(len, re.findall('`+', text)), default=0))", "fence = '`'", SHOWN)
guard(40, 'tags are text', 'why', 'self._lines(only_text, as_code,', 'self._lines(str, as_code,', SHOWN)
guard(40, 'files in why are text', 'why', 'self._lines(only_text, as_code,', "self._lines(only_text, lambda o: f'`{o}`',", SHOWN)
guard(40, 'why a file was left out is text', 'scan', '{as_code(f)} {only_text(why)}', '{as_code(f)} {why}', SHOWN)
guard(40, 'a file that was left out is text', 'scan', '{as_code(f)} {only_text(why)}', '`{f}` {only_text(why)}', SHOWN)
guard(40, 'a line of a table is text', 'table', 'line {l}: {only_text(why)}', 'line {l}: {why}', SHOWN)
guard(40, 'names of methods are text', 'evaluation', '| {only_text(m)} |', '| {m} |', SHOWN)
guard(40, 'what a search found is text', 'wallpapers', '{k: only_text(v) for k, v in row.items()}', '{k: v for k, v in row.items()}', TABLE)
guard(40, 'an id leads only to the site', 'wallpapers', 'if is_page(page) and', 'if page and', 'test_shown.py::test_an_id_leads_to_a_page_of_the_site_or_nowhere')
guard(40, 'what was picked is text', 'pick', '{only_text(text)}', '{text}', TABLE)
guard(40, 'what became of a run is text', 'pick', '{only_text(self.summary)}', '{self.summary}', TABLE)
guard(40, 'a block of text cannot be left', 'timers', "max(['``', *re.findall('`+', self)], key=len) + '`'", "'```'", 'test_shown.py::test_a_block_of_text_holds_what_it_is_given')
guard(40, 'messages in widgets are text', 'widgets', '{html.escape(str(e))}', '{e}', WIDGET)
guard(40, 'why there is no picture is text', 'widgets', '<span>{html.escape(text)}</span>', '<span>{text}</span>', WIDGET)
guard(40, 'keys are text', 'widgets', '<b>{html.escape(key)}</b>', '<b>{key}</b>', 'test_shown.py::test_a_key_is_text')
guard(40, 'words of the owner are text', 'naming', 'self.note = html.escape(fold(word) if on else f\'not {fold(word)}\')', "self.note = word if on else f'not {word}'", WIDGET)
guard(40, 'a label is text', 'widgets', 'you: {html.escape(said)}', 'you: {said}', WIDGET)


if __name__ == '__main__': sys.exit(main())
