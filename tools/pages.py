"""Keeps the pages honest. Run from anywhere with the project's own Python:

    python -m tools.pages check          pages clean, exported, README in step; names what is not and how to mend it
    python -m tools.pages run [PAGE …]   run pages again, all or those named, and compare their text outputs with those kept
    python -m tools.pages run --cold     the same, each page with an empty cache of its own; --reverse: the shortest page first
    python -m tools.pages run --slow     the pages with slow cells, those included
    python -m tools.pages run --pictures the pages measured on real pictures, whose folder WALLPICKER_PICTURES names
    python -m tools.pages run --year     the page that lives through a year
    python -m tools.pages save [PAGE …]  run pages, keep their outputs, clean, export and write the README
    python -m tools.pages export         write the modules from the pages, and their stubs
    python -m tools.pages readme         write README.md from nbs/index.ipynb

A page is run as JupyterLab's "Run All" runs it: every cell, first to last, by the kernel python3, which knows nothing of nbdev; on Linux, where
many pages are run, by one whose libraries are imported already (tools/kernels.py). The kernel works in an empty folder, with an empty
home, and the package must be installed where this Python finds it. No address but loopback can be reached (tools/loopback), and a page
that tries another fails. The cache folder is the caller's: empty on a machine that never ran a page, and two pages that run side by side
fill it together. A cell whose work stands under `if SLOW:`, `if PICTURES:` or `if YEAR:` does nothing unless
it is asked for; its output stays the one kept from a run in which it was. Where such a run shows something else than the one kept, it is said,
and is no problem: networks that train come out a little different each time.

The README is made here because nbdev's own command needs quarto, which is no Python package.
"""
import argparse
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import nbformat
import platformdirs
from jupyter_client import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal

from tools import SIDE_BY_SIDE, stubs

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
FLAGS = ['slow', 'pictures', 'year']   # of cells that run only when asked for, by a variable such as WALLPICKER_SLOW
COLOUR = re.compile(r'\x1b\[[\d;]*m')   # of a terminal, in tracebacks
GUARD = re.compile(r'^if (?:not )?(SLOW|PICTURES|YEAR):', re.M)   # what stands in such a cell, before all that runs
TOLERANCE = .02   # how far two printed decimals may lie apart, absolutely or relatively: processors differ in the last digits


def pages(root=ROOT): return sorted(p for p in (root/'nbs').rglob('*.ipynb') if not any(part.startswith(('_', '.')) for part in p.parts))


def call(command, root, *args, **env):
    "Run one of nbdev's commands in `root`; its output is shown, its failure is ours"
    environ = {**os.environ, 'PATH': f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}", **env}
    return subprocess.run([str(BIN/command), *args], cwd=root, env=environ).returncode


def copy_of_project(to):
    "The pages, and what they and nbdev need, in a folder where they may be changed"
    for name in ('pyproject.toml', 'settings.ini', 'setup.py'): shutil.copy(ROOT/name, to)
    shutil.copytree(ROOT/'nbs', to/'nbs', ignore=shutil.ignore_patterns('.ipynb_checkpoints'))
    shutil.copytree(ROOT/'bench', to/'bench', ignore=shutil.ignore_patterns('__pycache__'))   # a page lives through the year of bench/year.py
    shutil.copytree(ROOT/'wallpicker', to/'wallpicker', ignore=shutil.ignore_patterns('__pycache__'))
    return to


# --- the README ---------------------------------------------------------------------------------------------------

def shown(output):
    "The text of one output as Markdown: nothing for pictures, which the README shows as files"
    if output['output_type'] == 'stream': return ''.join(output['text'])
    data = output.get('data', {})
    if 'text/markdown' in data: return ''.join(data['text/markdown'])
    return ''.join(data.get('text/plain', ''))


def readme(root=ROOT):
    "index.ipynb as Markdown, read by nbdev's own `NBProcessor`: prose as it is, code fenced, outputs indented"
    from nbdev.process import NBProcessor
    parts = []
    for cell in NBProcessor(root/'nbs'/'index.ipynb', rm_directives=False, process=True).nb.cells:
        source, directives = ''.join(cell.source), getattr(cell, 'directives_', None) or {}
        if cell.cell_type == 'markdown': parts.append(source)
        if cell.cell_type != 'code' or not source.strip() or {'hide', 'default_exp'} & set(directives): continue
        code = '\n'.join(line for line in source.splitlines() if not line.startswith('#|')).strip()
        parts.append(f'```python\n{code}\n```')
        text = '\n'.join(shown(o) for o in cell.get('outputs', [])).rstrip()
        if text: parts.append('\n'.join('    ' + line for line in text.splitlines()))
    text = '\n\n'.join(p.strip('\n') for p in parts)
    text = re.sub(r'(\]\(|src=")(images/|[\w/-]+\.ipynb)', r'\1nbs/\2', text).replace('](../', '](')   # as seen from the root
    return '<!-- Made from nbs/index.ipynb by `python -m tools.pages readme`: edit there, not here. -->\n\n' + text + '\n'


# --- clean, exported, in step -------------------------------------------------------------------------------------

def differing(a, b, pattern):
    "Names of files under `a` and `b` that match `pattern` and are not the same bytes"
    names = {p.relative_to(d) for d in (a, b) for p in d.glob(pattern) if '__pycache__' not in p.parts}
    return sorted(str(n) for n in names if not ((a/n).exists() and (b/n).exists() and (a/n).read_bytes() == (b/n).read_bytes()))


def check():
    "Problems with pages that are not clean, modules not in step and a README that says something else"
    problems = []
    with tempfile.TemporaryDirectory() as tmp:
        copy = copy_of_project(Path(tmp).resolve())
        for module in (copy/'wallpicker').rglob('*.py'):
            if 'AUTOGENERATED' in module.read_text().split('\n', 1)[0]: module.unlink()
        (copy/'wallpicker'/'_modidx.py').unlink(missing_ok=True)
        if call('nbdev-clean', copy) or call('nbdev-export', copy): return ['nbdev could not clean or export the pages']
        problems += [f'nbs/{n} is not clean: run nbdev-clean' for n in differing(ROOT/'nbs', copy/'nbs', '**/*.ipynb')]
        problems += [f'wallpicker/{n} is not what the pages export: run nbdev-export' for n in
                     differing(ROOT/'wallpicker', copy/'wallpicker', '**/*.py')]
    problems += [f'{f.relative_to(ROOT).as_posix()} is not the stub of its module: run python -m tools.stubs' for f in stubs.stale()]
    kept = (ROOT/'README.md').read_text() if (ROOT/'README.md').exists() else ''
    if kept != readme(): problems.append('README.md is not what nbs/index.ipynb says: run python -m tools.pages readme')
    return problems


# --- run again and compare ----------------------------------------------------------------------------------------

NUMBER = re.compile(r'-?\d+\.\d+(?:e[+-]?\d+)?')


def text_outputs(cell):
    "What a cell printed and showed, without pictures, addresses and embedded bytes"
    texts, printed = [], False
    for output in cell.get('outputs', []):
        if output['output_type'] == 'stream':
            if output['name'] != 'stdout': continue
            said = ''.join(output['text'])
            texts[len(texts) - printed:] = [texts[-1] + said if printed else said]   # one print may come in two pieces
            printed = True
        elif output['output_type'] in ('execute_result', 'display_data'):
            data, printed = output['data'], False
            texts += [''.join(data[kind]) for kind in ('text/markdown', 'text/html', 'text/plain') if kind in data][:1]
    text = '\n'.join(texts)
    text = re.sub(r'data:[\w/+.-]+;base64,[A-Za-z0-9+/=]+', 'data:…', text)
    return re.sub(r'\s+', ' ', re.sub(r' at 0x[0-9a-f]+', '', text)).strip()


def same_text(a, b):
    "Whether two outputs say the same: every word and whole number alike, decimals within `TOLERANCE`"
    if [s.strip() for s in NUMBER.split(a)] != [s.strip() for s in NUMBER.split(b)]: return False
    pairs = zip(map(float, NUMBER.findall(a)), map(float, NUMBER.findall(b)))
    return all(abs(x - y) <= TOLERANCE*max(1, abs(x), abs(y)) for x, y in pairs)


def first_difference(a, b, around=70):
    "The two places where texts part, for a message"
    i = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
    start = max(0, i - around)
    return f'    kept: …{a[start:i + around]}…\n    now:  …{b[start:i + around]}…'


def guard_of(cell):
    "The flag of a cell that runs only when asked for: `slow`, `pictures` or `year`"
    found = cell['cell_type'] == 'code' and GUARD.search(''.join(cell['source']))
    return found[1].lower() if found else None


def flagged(page, flag): return any(guard_of(c) == flag for c in json.loads(page.read_text())['cells'])


def compare(page, now, flag=None):
    "Problems: cells of a page whose text outputs are not those kept, among those that always run or those of one flag"
    out = []
    for i, (a, b) in enumerate(zip(json.loads(page.read_text())['cells'], now.cells, strict=True)):
        old, new = text_outputs(a), text_outputs(b)
        if guard_of(a) == flag and not same_text(old, new): out.append(f'{page.name}[{i}] shows something else\n{first_difference(old, new)}')
    return out


def surroundings(home, flags=(), cold=False):
    "The variables of a kernel that has nothing of the caller's but the Python, the language and the cache, and no network"
    caller = {k: v for k, v in os.environ.items() if not k.startswith(('WALLPICKER_', 'WALLHAVEN_', 'IPYTHON'))}
    cache = home/'cache' if cold else platformdirs.user_cache_path()
    folders = {f'XDG_{kind}_HOME': str(home/kind.lower()) for kind in ('CONFIG', 'STATE', 'DATA')}
    asked = {f'WALLPICKER_{f.upper()}': os.environ.get('WALLPICKER_PICTURES', '') if f == 'pictures' else '1' for f in flags}
    for name, value in SIDE_BY_SIDE.items(): caller.setdefault(name, value)
    path = os.pathsep.join(filter(None, [str(ROOT/'tools'/'loopback'), os.environ.get('PYTHONPATH')]))
    return caller | folders | asked | dict(HOME=str(home), USERPROFILE=str(home), XDG_CACHE_HOME=str(cache), PYTHONPATH=path,
                                           LOOPBACK_TRIED=str(home/'tried'), PATH=f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}")


LIBRARIES = ['ipykernel.kernelapp', 'IPython', 'ipywidgets', 'matplotlib.pyplot', 'pandas', 'PIL.Image', 'scipy',
             'sklearn.linear_model', 'requests', 'fastcore.test', 'anywidget', 'tomlkit', 'pyrate_limiter', 'filelock', 'crontab']
FORKING = sys.platform == 'linux'   # macOS's own libraries do not bear a fork, and Windows has none


TORCH = re.compile(r'^\s*"?(?:import|from) (?:\S*fastai|torch|timm)\b', re.M)   # in a page's JSON


def forked(address):
    "The class of kernels that are forks of the Python that listens at `address`"
    class Forked(AsyncKernelManager):
        def format_kernel_cmd(self, extra_arguments=None):
            return [sys.executable, '-ISs', str(ROOT/'tools'/'kernels.py'), 'ask', address, '-f', self.connection_file, '--quiet']   # not its advice about Ctrl-C
    return Forked


@contextmanager
def imported(*libraries):
    "The address of a Python that has imported these, and forks kernels"
    with tempfile.TemporaryDirectory() as tmp, socket.socket(socket.AF_UNIX) as listening:
        listening.bind(f'{tmp}/address')
        listening.listen()
        command = [sys.executable, str(ROOT/'tools'/'kernels.py'), 'serve', str(listening.fileno()), *libraries]
        server = subprocess.Popen(command, env=surroundings(Path(tmp)), pass_fds=[listening.fileno()])
        listening.close()   # so that nobody waits for a server that has failed
        try: yield f'{tmp}/address'
        finally:
            server.terminate()
            server.wait()


def run_all(page, flags=(), cold=False, address=''):
    """Run a page as \"Run All\" does, in an empty folder and without network: (notebook with its outputs, seconds, problems). The kernel is a
    new Python, or a fork of the one at `address`"""
    start, book = time.monotonic(), nbformat.read(page, 4)
    limit = None if flags else 600
    with tempfile.TemporaryDirectory() as tmp:
        home = Path(tmp).resolve()
        (work := home/'work').mkdir()
        client = NotebookClient(
            book, timeout=limit, startup_timeout=600, kernel_name='python3', record_timing=False, store_widget_state=False,
            kernel_manager_class=forked(address) if address else AsyncKernelManager,
            resources=dict(metadata=dict(path=str(work))),
            extra_arguments=['--IPKernelApp.log_level=40'])   # not its advice about sockets
        try: client.execute(env=surroundings(home, flags, cold))
        except CellControlSignal as e: problems = [f'{page.name} failed\n{COLOUR.sub("", str(e))}']
        else: problems = []
        if (tried := home/'tried').exists(): problems += [f'{page.name} asked beyond this machine: {o}' for o in tried.read_text().splitlines()]
    return book, time.monotonic() - start, problems


def forking(todo, stack):
    "page → the address of the Python that forks its kernel, one with PyTorch and one without, as far as there are pages for it"
    light, heavy = ([p for p in todo if bool(TORCH.search(p.read_text())) == torch] for torch in (False, True))
    address = dict.fromkeys(light, light and stack.enter_context(imported(*LIBRARIES)))
    return address | dict.fromkeys(heavy, heavy and stack.enter_context(imported(*LIBRARIES, 'fastai.vision.all')))


def run(names=(), flag='', cold=False, reverse=False):
    "Run all pages, or those named, or those with cells of that flag; problems where one fails or shows another text than the one kept"
    if flag == 'pictures' and not os.environ.get('WALLPICKER_PICTURES'): return ['WALLPICKER_PICTURES must name a folder of real pictures']
    todo = sorted((p for p in chosen(names) if not flag or flagged(p, flag)), key=lambda p: p.stat().st_size, reverse=not reverse)
    problems, workers = [], min((os.cpu_count() or 1) + 1, 4)   # one waits while others compute; the longest first, as near as one can tell
    with ExitStack() as stack:
        address = {} if cold or not FORKING else forking(todo, stack)
        pool = stack.enter_context(ThreadPoolExecutor(workers))
        def one(page): return run_all(page, [flag][:bool(flag)], cold, address.get(page, ''))
        for page, (now, seconds, failed) in zip(todo, pool.map(one, todo)):
            print(f'{page.name}: {seconds:.0f} s', flush=True)
            differing = [] if failed else compare(page, now, flag or None)
            problems += failed + [o for o in differing if not flag]
            for o in differing if flag else (): print(o, flush=True)
    return problems


def keep(page, now, flags):
    "Write what a page shows now into it; a cell that was not asked to run keeps what it showed before"
    for a, b in zip(json.loads(page.read_text())['cells'], now.cells, strict=True):
        if guard_of(b) and guard_of(b) not in flags: b.outputs = nbformat.from_dict(a['outputs'])
    nbformat.write(now, page)


def export():
    "Write the modules from the pages, and the stubs from the modules"
    if call('nbdev-export', ROOT): return ['nbdev could not export the pages']
    stubs.write()
    return []


def save(names=(), flags=()):
    "Run pages and keep what they show"
    if problems := export(): return problems
    for page in chosen(names):
        now, _, problems = run_all(page, flags)
        if problems: return problems
        keep(page, now, flags)
    if call('nbdev-clean', ROOT): return ['nbdev could not clean the pages']
    (ROOT/'README.md').write_text(readme())
    return []


def chosen(names):
    "The pages of these names, with or without ending; all when none is named"
    if unknown := [n for n in names if n.removesuffix('.ipynb') not in {p.stem for p in pages()}]: sys.exit(f'there is no page {unknown[0]}')
    return [p for p in pages() if not names or p.stem in {n.removesuffix('.ipynb') for n in names}]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('what', choices=['check', 'run', 'save', 'export', 'readme'])
    parser.add_argument('names', nargs='*', help='pages, for run and save')
    parser.add_argument('--cold', action='store_true', help='give each page an empty cache of its own')
    parser.add_argument('--reverse', action='store_true', help='begin with the shortest page')
    for flag in FLAGS: parser.add_argument(f'--{flag}', dest='flags', action='append_const', const=flag, help=f'run what stands under `if {flag.upper()}:` as well')
    o = parser.parse_intermixed_args()   # flags before, between or after names
    flags = o.flags or []
    if o.what == 'readme': problems = [] if (ROOT/'README.md').write_text(readme()) else ['the README is empty']
    else:
        what = dict(check=check, export=export, run=lambda: run(o.names, *flags[:1], cold=o.cold, reverse=o.reverse), save=lambda: save(o.names, flags))
        problems = what[o.what]()
    for p in problems: print(p)
    print(f'pages {o.what}: ' + (f'{len(problems)} problems' if problems else 'fine'))
    sys.exit(bool(problems))


if __name__ == '__main__': main()
