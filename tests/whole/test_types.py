"What editors and type checkers know of the package: stubs in step, every public name in them, a program that uses them all"
import ast
import importlib
import inspect
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools import stubs

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT/'tests'/'whole'/'typed_sample.py'
BOOK = stubs.Book()
TORCH = [m.name for m in BOOK.modules if re.search(r'^from fastai|^import torch', m.file.read_text(), re.M)]
LIGHT = [m.name for m in BOOK.modules if m.name not in TORCH]


def members(cls): return {n for n in vars(cls) if not n.startswith('_')}


def in_stub(module):
    "Public names of a stub: those of the module, and {class: names} of what stands in it"
    tree = ast.parse((ROOT/f'{module.replace(".", "/")}.pyi').read_text())
    names, inside = set(), {}
    for n in tree.body:
        if isinstance(n, (ast.ClassDef, ast.FunctionDef)): names.add(n.name)
        elif isinstance(n, (ast.AnnAssign, ast.Assign)): names.add(ast.unparse(getattr(n, 'target', None) or n.targets[0]))
        elif isinstance(n, (ast.Import, ast.ImportFrom)): names |= {a.asname for a in n.names if a.asname}
        if isinstance(n, ast.ClassDef): inside[n.name] = {o.name if isinstance(o, ast.FunctionDef) else ast.unparse(o.target)
                                                          for o in n.body if isinstance(o, (ast.FunctionDef, ast.AnnAssign))}
    return names, inside


def test_stubs_are_those_of_the_modules(): assert stubs.stale() == []


def test_a_page_that_changed_leaves_its_stub_stale(tmp_path):
    shutil.copytree(ROOT/'wallpicker'/'site', tmp_path/'wallpicker'/'site', ignore=shutil.ignore_patterns('__pycache__'))
    stubs.write(tmp_path)
    module = tmp_path/'wallpicker'/'site'/'query.py'
    module.write_text(module.read_text().replace('def seeded(', 'def planted('))
    (tmp_path/'wallpicker'/'gone.pyi').write_text('')
    assert [f.relative_to(tmp_path/'wallpicker').as_posix() for f in stubs.stale(tmp_path)] == ['gone.pyi', 'site/query.pyi']
    stubs.write(tmp_path)
    assert stubs.stale(tmp_path) == [] and 'def planted(self' in module.with_suffix('.pyi').read_text()


@pytest.mark.parametrize('name', LIGHT)
def test_every_public_name_is_in_the_stub(name):
    module, (names, inside) = importlib.import_module(name), in_stub(name)
    assert not set(getattr(module, '__all__', [])) - names
    for cls, value in inspect.getmembers(module, inspect.isclass):
        if value.__module__ == name and cls in inside: assert not members(value) - inside[cls] - stubs.DECLARED, f'{cls} lacks some in its stub'


CASES = {
    'def f(x:str=None, *, n:int=3, **more): return None': 'def f(x: str | None = None, *, n: int = 3, **more: Any) -> Any: ...',
    'NONE = None\ndef f(x:str=NONE): pass': 'def f(x: str | None = ...) -> None: ...',
    'def f(x:list=()): yield 1': 'def f(x: list[Any] | tuple[()] = ...) -> Iterator[Any]: ...',
    'def f(a, /, b:"Later", *rest:int)->tuple[int, str]: pass': 'def f(a: Any, /, b: Later, *rest: int) -> tuple[int, str]: ...',
    '@contextmanager\ndef f()->int: yield 1': '@contextmanager\ndef f() -> Iterator[int]: ...',
    'class A:\n    def __init__(self, n:int): self.n, self.twice, self._own = n, [n, n], 1\n'
    '@patch(as_prop=True)\ndef half(self:A): return self.n/2\n@patch\ndef same(self:A): return self\n@patch(cls_method=True)\ndef of(cls:A, n:int)->A: return cls(n)':
        'class A:\n    n: int\n    twice: list[int]\n    def __init__(self, n: int) -> None: ...\n    @property\n    def half(self) -> float: ...\n'
        '    def same(self) -> Self: ...\n    @classmethod\n    def of(cls, n: int) -> Self: ...',
}


@pytest.mark.parametrize('source, stub', CASES.items(), ids=range(len(CASES)))
def test_what_a_stub_says_of(tmp_path, source, stub):
    (tmp_path/'wallpicker').mkdir()
    (tmp_path/'wallpicker'/'a.py').write_text(f'__all__ = {re.findall("^(?:def|class) (.)", source, re.M)}\n{source}\n')
    assert next(iter(stubs.stubs(tmp_path).values())).endswith(f'\n{stub}\n')


def test_the_sample_uses_all_that_the_package_offers():
    "A public name of `wallpicker.all`, or of a class in it, that is missing here is to be used in tests/whole/typed_sample.py"
    import wallpicker.all as everything
    tree = ast.parse(SAMPLE.read_text())
    used = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)} | {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
    offered = {n: getattr(everything, n) for n in everything.__all__}
    methods = {m for v in offered.values() if inspect.isclass(v) for c in v.__mro__ if c.__module__.startswith('wallpicker') for m in members(c)}
    assert sorted((set(offered) | methods) - used) == []


def pyright(folder):
    "The errors that pyright finds in the sample, with the stubs that lie in `folder`"
    config = dict(include=['typed_sample.py'], typeCheckingMode='strict')
    (folder/'pyrightconfig.json').write_text(json.dumps(config))
    done = subprocess.run([sys.executable, '-m', 'pyright', '-p', str(folder), '--pythonpath', sys.executable, '--outputjson'], capture_output=True, text=True)
    return [f"{o['rule']}: {o['message']}" for o in json.loads(done.stdout)['generalDiagnostics']]


def test_a_name_taken_out_of_a_page_is_seen_by_pyright(tmp_path):
    "Three names gone from their modules: the sample, which passes without that, is red for these three alone"
    shutil.copytree(ROOT/'wallpicker', tmp_path/'wallpicker', ignore=shutil.ignore_patterns('__pycache__'))
    shutil.copy(SAMPLE, tmp_path)
    assert pyright(tmp_path) == []
    for file, name in [('site/wallhaven.py', 'more'), ('labels/ledger.py', 'history'), ('desktop/rotate.py', 'summary')]:
        module = tmp_path/'wallpicker'/file
        module.write_text(re.sub(rf'(?m)^def {name}\(', f'def _{name}(', module.read_text()))
    stubs.write(tmp_path)
    errors = pyright(tmp_path)
    assert {re.search('"(more|history|summary)"', e)[1] for e in errors if 'reportAttributeAccessIssue' in e} == {'more', 'history', 'summary'}
