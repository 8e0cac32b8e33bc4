"What holds for the project as a whole: one place for each fact, chapters that only look back, imports that stay light."
import ast
import configparser
import importlib.metadata
import json
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ('torch', 'torchvision', 'fastai', 'timm', 'sklearn')
TORCH = ('fastai_way.batches', 'fastai_way.learner', 'fastai_way.predict', 'fastai_way.deploy', 'fastai_way.finetune')   # modules that import it
EVERY_PAGE = sorted(p for p in (ROOT/'nbs').rglob('*.ipynb') if '.ipynb_checkpoints' not in p.parts)
PAGES = [p for p in EVERY_PAGE if re.search(r'#\|\s*default_exp\s', p.read_text())]
FILES = sorted((ROOT/'wallpicker').rglob('*.py'))
PARTS = 'files settings database folders figures png decoders site archive labels taste fastai_way picks desktop job gallery simulated demo command app teach care cli all'.split()   # in the order of DESIGN: each imports those before it


def module_of(page): return re.search(r'#\|\s*default_exp\s+([\w.]+)', page.read_text()).group(1)


def sources(page): return [''.join(c['source']) for c in json.loads(page.read_text())['cells']]


MODULES = {module_of(p): str(p.relative_to(ROOT/'nbs').with_suffix('')) for p in PAGES}
LIGHT = [m for m in MODULES if m not in TORCH]


@pytest.fixture(scope='module')
def settings():
    config = configparser.ConfigParser(delimiters=['='])
    config.read(ROOT/'settings.ini', encoding='utf-8')
    return config['DEFAULT']


@pytest.fixture(scope='module')
def pyproject(): return tomllib.loads((ROOT/'pyproject.toml').read_text())


def test_settings_and_pyproject_agree(settings, pyproject):
    assert pyproject['project']['name'] == settings['lib_name']
    for key in ('nbs_path', 'lib_path'): assert pyproject['tool']['nbdev'][key] == settings[key]
    fixed = set(pyproject['project']) - {'name', 'dynamic'}
    assert not fixed, f'settings.ini is the one place for {fixed}'


def test_setup_fills_every_dynamic_field(pyproject):
    given = {'python_requires': 'requires-python', 'install_requires': 'dependencies', 'extras_require': 'optional-dependencies',
             'long_description': 'readme', 'license': 'license', 'author': 'authors', 'keywords': 'keywords', 'version': 'version',
             'description': 'description'}
    call = next(n for n in ast.walk(ast.parse((ROOT/'setup.py').read_text())) if isinstance(n, ast.Call) and getattr(n.func, 'id', '') == 'setup')
    named = {given[k.arg] for k in call.keywords if k.arg in given} | {'scripts', 'entry-points'}
    assert named == set(pyproject['project']['dynamic'])


def test_version_is_said_once(settings):
    from wallpicker import __version__
    assert __version__ == settings['version'] == importlib.metadata.version('wallpicker')


REQUIREMENTS = ('requirements', 'lab_requirements', 'fastai_requirements', 'text_requirements', 'formats_requirements', 'tables_requirements', 'docs_requirements', 'dev_requirements')


def test_constraints_lie_within_the_ranges(settings):
    from packaging.requirements import Requirement
    exact = dict(line.strip().split('==') for line in (ROOT/'constraints.txt').read_text().splitlines() if '==' in line)
    wanted = ' '.join(settings[k] for k in REQUIREMENTS).split()
    for r in map(Requirement, wanted):
        assert r.name.lower() in exact, f'{r.name} has no exact version in constraints.txt'
        assert r.specifier.contains(exact[r.name.lower()]), f'{r} does not allow {exact[r.name.lower()]}'


def test_exact_versions_take_the_oldest_python_that_we_take(settings):
    "One that asks for 3.11.5 makes pip search for hours on Debian 12, which has 3.11.2"
    from packaging.specifiers import SpecifierSet
    exact = dict(line.strip().split('==') for line in (ROOT/'constraints.txt').read_text().splitlines() if '==' in line)
    there = {d.name.lower().replace('_', '-').replace('.', '-'): d for d in importlib.metadata.distributions()}
    same = {name: d.metadata['Requires-Python'] for name, v in exact.items() if (d := there.get(name.lower().replace('_', '-').replace('.', '-'))) and d.version == v}
    assert len(same) > .9*len(exact), f'only {len(same)} of {len(exact)} are installed in the exact version: make setup'
    assert [name for name, asks in same.items() if asks and f'{settings["min_python"]}.0' not in SpecifierSet(asks)] == []


def test_the_conda_recipe_asks_for_the_same(settings):
    "All but the weights, which no channel has"
    text = (ROOT/'conda'/'recipe.yaml').read_text()
    asked = re.findall(r'^    - ([\w-]+) (\S+)$', text.split('  run:')[1].split('tests:')[0], re.M)
    ours = [re.match(r'([\w-]+)(.*)', r).groups() for r in settings['requirements'].split() if not r.startswith('efficientnet')]
    assert [(n.removesuffix('-base'), v) for n, v in asked] == [('python', f'>={settings["min_python"]}'), *ours]
    assert f'version: {settings["version"]}\n' in text


def test_citation_and_changelog_name_the_version(settings):
    assert f'\nversion: {settings["version"]}\n' in (ROOT/'CITATION.cff').read_text()
    assert re.search(r'^## (\S+)', (ROOT/'CHANGELOG.md').read_text(), re.M)[1] == settings['version']


def test_no_requirement_is_left_out_of_setup(settings):
    code = ("import json, setuptools; given = {}; setuptools.setup = given.update\n"
            "exec(compile(open('setup.py').read(), 'setup.py', 'exec'), dict(__file__='setup.py')); print(json.dumps(given))")
    given = json.loads(subprocess.run([sys.executable, '-c', code], cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    lists = {k: settings[k].split() for k in settings if k.endswith('requirements')}
    assert set(lists) == set(REQUIREMENTS) and all(lists.values())
    extras = given['extras_require']
    assert given['install_requires'] == lists['requirements'] and extras['lab'] == lists['lab_requirements']
    assert extras['fastai'] == extras['train'] == lists['fastai_requirements']
    for name in ('text', 'formats', 'tables', 'docs'): assert extras[name] == lists[f'{name}_requirements']
    assert extras['dev'] == sum((lists[f'{k}_requirements'] for k in ('lab', 'fastai', 'text', 'formats', 'tables', 'docs', 'dev')), [])


def file_of(module): return ROOT/'wallpicker'/f'{module.replace(".", "/")}.py'


def place(module): return PARTS.index(module.split('.')[0]), MODULES[module]


def imports_of(module):
    "(module of ours, name taken from it) for every import anywhere in a module"
    package = ['wallpicker', *module.split('.')[:-1]]
    for node in ast.walk(ast.parse(file_of(module).read_text())):
        if isinstance(node, ast.Import): found = [(a.name, '') for a in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = [*package[:len(package) + 1 - node.level], *([node.module] if node.module else [])] if node.level else [node.module]
            found = [('.'.join(base), a.name) for a in node.names]
        else: continue
        for base, name in found:
            base = base.removeprefix('wallpicker').strip('.')
            if base in MODULES: yield base, name
            elif (inner := f'{base}.{name}'.strip('.')) in MODULES: yield inner, ''


def test_every_page_and_module_is_seen_by_these_checks():
    "As many as were counted when the parts were made; raise them when there are more, so that no check goes on green over a few"
    assert len(EVERY_PAGE) >= 129 and len(PAGES) >= 124 and len(FILES) >= 124 + 12
    written = {'.'.join(p.relative_to(ROOT/'wallpicker').with_suffix('').parts) for p in FILES if not p.stem.startswith('_')}
    assert written == set(MODULES) and {m.split('.')[0] for m in MODULES} == set(PARTS)
    assert len({p.stem for p in EVERY_PAGE}) == len(EVERY_PAGE)


def test_no_page_is_longer_than_seventy_cells():
    "As the book shows them: a longer page has two subjects"
    def shown(page): return [s for s in sources(page) if s.strip() and not re.search(r'^#\|\s*(hide|default_exp)', s, re.M)]
    assert not {p.stem: n for p in EVERY_PAGE if (n := len(shown(p))) > 70}


@pytest.mark.parametrize('module', MODULES)
def test_modules_import_only_what_comes_before(module):
    later = [used for used, _ in imports_of(module) if place(used) >= place(module)]
    assert not later, f'{module} imports {later}'


PROBE = '''
import os, sys, PIL.Image, numpy, pandas, requests   # light, asked for by nearly every module: they come in once for all
for line in sys.argv[1:]:
    if os.fork(): assert os.wait()[1] == 0, line
    else:
        exec(line)
        print(*sys.modules, flush=True)
        os._exit(0)
'''


def loaded(*lines):
    "The names of all loaded modules after each of these lines, each run in a process of its own that had nothing of ours"
    done = subprocess.run([sys.executable, '-c', PROBE, *lines], stdout=subprocess.PIPE, text=True, check=True)
    return [set(o.split()) for o in done.stdout.splitlines()]


@cache
def loaded_by_each(): return dict(zip(LIGHT, loaded(*(f'import wallpicker.{m}' for m in LIGHT)), strict=True))


@pytest.mark.parametrize('module', LIGHT)
def test_importing_stays_light(module):
    found = loaded_by_each()[module]
    assert f'wallpicker.{module}' in found and not found & set(HEAVY)


@pytest.mark.parametrize('module', [m for m in LIGHT if not m.startswith('gallery.') and m not in ('simulated', 'demo')])
def test_daily_runs_load_nothing_of_the_practice_gallery(module):
    found = loaded_by_each()[module]
    assert f'wallpicker.{module}' in found and not [m for m in found if m.startswith('wallpicker.gallery')]


def test_the_probe_for_heavy_imports_can_fail():
    heavy, gallery, light = loaded('import sklearn', 'import wallpicker.gallery.paint', 'import json')
    assert heavy & set(HEAVY) == {'sklearn'} and not gallery & set(HEAVY) and 'wallpicker.gallery.paint' in gallery
    assert not light & set(HEAVY) and not [m for m in light if m.startswith('wallpicker')], 'one line leaves nothing to the next'


def test_the_learner_says_what_it_needs_in_one_line():
    code = "import sys; sys.modules.update(fastai=None, timm=None); import wallpicker.fastai_way.learner"
    last = subprocess.run([sys.executable, '-c', code], capture_output=True, text=True).stderr.splitlines()[-1]
    assert re.search('MissingError: wallpicker.fastai_way.learner needs fastai, timm, not installed here. To install: .*pip install .*fastai', last)


@pytest.mark.parametrize('file', [ROOT/'README.md', ROOT/'CONTRIBUTING.md', ROOT/'Makefile', *FILES, *EVERY_PAGE],
                         ids=lambda p: '.'.join(p.relative_to(ROOT).parts))
def test_no_sentence_asks_an_index_for_our_name(file):
    "The name is ours on no index: whatever is installed by it would be a stranger's"
    found = re.findall(r'(?:pipx? install|uv add)\s+(?:-\S+\s+)*[\\"\']*wallpicker.*', file.read_text())
    assert not found, f'{file.name} says {found[0]!r}'


@pytest.mark.parametrize('page', EVERY_PAGE, ids=lambda p: p.stem)
def test_no_page_keeps_an_error_or_a_trace_of_the_machine(page):
    text = '\n'.join(''.join(o.get('text', '')) + json.dumps({k: v for k, v in o.get('data', {}).items() if k.startswith('text')})
                     for c in json.loads(page.read_text())['cells'] for o in c.get('outputs', []))
    assert 'Traceback (most recent' not in text
    found = re.findall(r'127\.0\.0\.1:\d+|/tmp/[\w/.-]+|/home/(?!ann)\w+|/root/[\w/.-]+|[\w/.-]+/site-packages', text)
    assert not found, f'{page.name} shows {found[:3]}'


def test_every_chapter_is_told_in_order():
    for page in PAGES:
        first = [s for s in sources(page) if s.strip()][:2]
        assert first[0].startswith('#| default_exp') and first[1].startswith('# '), page.name
        assert re.search(r'^> ', first[1], re.M), f'{page.name} has no line that says what it is'
        assert 'What we have now' in ''.join(sources(page)), f'{page.name} does not say what we have in the end'


@pytest.mark.parametrize('page', [ROOT/'README.md', *EVERY_PAGE], ids=lambda p: p.stem)
def test_every_picture_and_page_that_is_linked_is_there(page):
    for link in re.findall(r'\]\(((?!https?:)[\w/.-]+\.(?:png|ipynb|md|py))\)', page.read_text()): assert (page.parent/link).exists(), f'{page.name} links to {link}'
