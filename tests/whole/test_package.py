"""The package as it ships: what is in it, and the whole job from the wheel alone, in an environment that has the base and nothing else

Nothing is fetched: the sdist is built by the tools that are installed, the wheel from the sdist, and the environment is filled with
the installed packages that the wheel's own metadata asks for, and with what these ask for in turn.
"""
import csv
import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from PIL import Image, ImageStat

from wallpicker.folders import Folders
from wallpicker.gallery.server import Gallery

ROOT = Path(__file__).parents[2]
BESIDE = ['CHANGELOG.md', 'CITATION.cff', 'CONTRIBUTING.md', 'LICENSE', 'MANIFEST.in', 'Makefile', 'README.md', 'SECURITY.md', 'constraints.txt', 'pyproject.toml',
          'settings.ini', 'setup.py']
PACKAGE = ['wallpicker/**/*.py', 'wallpicker/**/*.txt', 'wallpicker/**/*.js', 'wallpicker/**/*.css', 'wallpicker/label.ipynb', 'wallpicker/**/*.pyi', 'wallpicker/py.typed']
BOOK = ['nbs/*.ipynb', 'nbs/[0-9]_*/*.ipynb', 'nbs/measured/*.ipynb', 'nbs/images/*.png', 'nbs/images/*.jpg', 'tests/*/*.py', 'tests/whole/*.zip', 'bench/*.py', 'bench/scale.csv', 'soak/*.py', 'tools/*.py', 'tools/*.toml', 'tools/loopback/*.py',
        'peers/*.py', 'peers/requirements.txt', 'conda/*.yaml']
STRAYS = ['.venv/lib/stray.py', '.pytest_cache/stray', '.hypothesis/stray', 'demo/Desktop/stray.jpg', 'artefacts/stray.png', 'stray.py', 'notes.txt',
          'wallpicker/__pycache__/stray.pyc', 'wallpicker/stray.db', 'wallpicker/taste/stray.db', 'nbs/4_taste/stray.csv', 'nbs/.ipynb_checkpoints/stray.ipynb', 'nbs/stray.csv', 'nbs/images/stray.xcf',
          'nbs/demo/stray.ipynb', 'tests/site/__pycache__/stray.pyc', 'peers/stray.json', 'model/wallpicker.db']
HEAVY = ['torch', 'torchvision', 'timm', 'fastai', 'scikit-learn', 'scipy', 'imagehash']   # not sympy, which older versions of onnxruntime bring


def called(*command, **more):
    "What a command printed; its own words are shown when it fails"
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, stdin=subprocess.DEVNULL, **more)
    assert done.returncode == 0, f'{" ".join(map(str, command))} ended with {done.returncode}:\n{done.stdout}{done.stderr}'
    return done.stdout


# --- what is in it ------------------------------------------------------------------------------------------------

@pytest.fixture(scope='module')
def shipped(tmp_path_factory):
    "The sdist and the wheel made from it, from a copy of this tree in which much lies about"
    tree = tmp_path_factory.mktemp('shipped')/'tree'
    away = shutil.ignore_patterns('.*', '__pycache__', 'demo', 'artefacts', 'build', 'dist', '*.egg-info')
    shutil.copytree(ROOT, tree, ignore=away)
    for name in STRAYS:
        (tree/name).parent.mkdir(parents=True, exist_ok=True)
        (tree/name).write_text('this does not belong into a package')
    called(sys.executable, '-m', 'build', '--no-isolation', cwd=tree)
    (sdist,), (wheel,) = (tree/'dist').glob('*.tar.gz'), (tree/'dist').glob('*.whl')
    return sdist, wheel


def there(patterns): return {str(p.relative_to(ROOT)) for pattern in patterns for p in ROOT.glob(pattern)}


def test_the_sdist_holds_the_book_and_no_stray_file(shipped):
    with tarfile.open(shipped[0]) as tar: files = {m.name.split('/', 1)[1]: m.size for m in tar.getmembers() if m.isfile()}
    made = {n for n in files if n in ('PKG-INFO', 'setup.cfg') or n.startswith('wallpicker.egg-info/')}
    assert set(files) - made == set(BESIDE) | there(PACKAGE + BOOK)
    assert max(size for n, size in files.items() if n.endswith('.png')) < 1e6 and shipped[0].stat().st_size < 10e6


def test_the_wheel_holds_the_package_alone(shipped):
    with zipfile.ZipFile(shipped[1]) as wheel: names = {i.filename for i in wheel.infolist()}
    papers = {n for n in names if n.startswith('wallpicker-') and '.dist-info/' in n}
    assert names - papers == there(PACKAGE)
    assert {n.split('.dist-info/')[1] for n in papers} == {'METADATA', 'RECORD', 'WHEEL', 'entry_points.txt', 'top_level.txt', 'licenses/LICENSE'}


def test_an_index_would_take_both(shipped): assert called(sys.executable, '-m', 'twine', 'check', '--strict', *shipped).count('PASSED') == 2


# --- the base alone -----------------------------------------------------------------------------------------------

def asked_for(requirements, known=None):
    "Every installed distribution that these requirements lead to: canonical name → distribution"
    known = {} if known is None else known
    for requirement in map(Requirement, requirements):
        name = canonicalize_name(requirement.name)
        wanted = [(name, extra) for extra in ('', *requirement.extras)]
        if requirement.marker and not requirement.marker.evaluate(dict(extra='')): continue
        for key in wanted:
            if key in known: continue
            known[key] = importlib.metadata.distribution(name)
            more = [r for r in map(Requirement, known[key].requires or []) if not r.marker or r.marker.evaluate(dict(extra=key[1]))]
            asked_for([f'{r.name}[{",".join(r.extras)}]' if r.extras else r.name for r in more], known)
    return known


def laid_out(distribution, site):
    "Lay the files of an installed distribution into another environment, all but its commands and what Python compiled"
    for file in distribution.files:
        if '..' in file.parts or '__pycache__' in file.parts: continue
        target = site/file
        target.parent.mkdir(parents=True, exist_ok=True)
        try: os.link(file.locate(), target)   # nothing writes to them: a second name is as good as a copy, and costs no disk
        except OSError: shutil.copyfile(file.locate(), target)


class Environment:
    "An environment that has the base and the wheel, and a user who has nothing: no home, no caches, no settings"
    def __init__(self, folder, wheel):
        called(sys.executable, '-m', 'venv', folder/'venv')
        self.bin, self.elsewhere = folder/'venv'/'bin', folder/'elsewhere'
        for name in ('home', 'tmp', 'elsewhere'): (folder/name).mkdir()
        self.environ = dict(PATH=f'{self.bin}{os.pathsep}{os.defpath}', HOME=str(folder/'home'), TMPDIR=str(folder/'tmp'))
        site = Path(self.python('import sysconfig; print(sysconfig.get_path("purelib"))').strip())
        with zipfile.ZipFile(wheel) as z: papers = z.read(next(n for n in z.namelist() if n.endswith('METADATA'))).decode()
        base = [line.split(': ', 1)[1] for line in papers.split('\n\n')[0].splitlines() if line.startswith('Requires-Dist: ')]
        found = {name: distribution for (name, _), distribution in asked_for(base).items()}
        for distribution in found.values(): laid_out(distribution, site)
        called(self.bin/'python', '-m', 'pip', 'install', '--no-index', '--no-deps', wheel, env=self.environ, cwd=self.elsewhere)

    def python(self, code): return called(self.bin/'python', '-c', code, env=self.environ, cwd=self.elsewhere)

    def wallpicker(self, *words, **more): return called(self.bin/'wallpicker', *words, env={**self.environ, **more}, cwd=self.elsewhere)


@pytest.fixture(scope='module')
def environment(shipped, tmp_path_factory):
    folder = tmp_path_factory.mktemp('environment')
    yield Environment(folder, shipped[1])
    shutil.rmtree(folder)   # where links are impossible, 350 MB


@pytest.fixture(scope='module')
def site():
    with Gallery(count=90) as gallery: yield gallery


def test_the_base_is_all_there_is(environment):
    listed = {canonicalize_name(p['name']) for p in json.loads(called(environment.bin/'python', '-m', 'pip', 'list', '--format=json', '--disable-pip-version-check',
                                                                       env=environment.environ))}
    assert 'wallpicker' in listed and not listed & set(HEAVY)
    assert called(environment.bin/'python', '-m', 'pip', 'check', env=environment.environ) == 'No broken requirements found.\n'


def test_every_module_of_the_base_can_be_imported(environment):
    modules = ['.'.join(p.relative_to(ROOT/'wallpicker').with_suffix('').parts) for p in (ROOT/'wallpicker').rglob('*.py')
               if not p.stem.startswith('__') and p.stem not in ('batches', 'learner', 'predict', 'deploy', 'finetune')]
    where = environment.python('\n'.join([f'import wallpicker.{m}' for m in modules] + ['print(wallpicker.__file__)']))
    assert Path(where.strip()).is_relative_to(environment.bin.parent)


def test_the_learner_says_what_the_wheel_lacks(environment):
    said = environment.python('try: import wallpicker.fastai_way.learner\nexcept ImportError as e: print(e)')
    assert 'needs fastai, torch, torchvision, timm' in said and f"{environment.bin/'python'} -m pip install 'fastai<2.9,>=2.8.12'" in said


def test_from_another_folder(environment, site, tmp_path):
    assert 'Ready' in environment.wallpicker('init', '--root', tmp_path/'Wallpapers')
    assert (tmp_path/'Wallpapers'/'Desktop').is_dir()
    found = json.loads(environment.wallpicker('search', '--want', 5, '--json', WALLHAVEN_URL=site.url))
    assert len(found) == 5 and not list(environment.elsewhere.iterdir())


def answer(folders):
    "Fill in the exported table as a simulated owner who likes dark pictures"
    with open(folders.csv, newline='') as f: rows = list(csv.DictReader(f))
    light = [ImageStat.Stat(Image.open(folders.root/r['fname']).convert('L')).mean[0] for r in rows]
    middle = sorted(light)[len(light)//2]
    with open(folders.csv, 'w', newline='') as f:
        table = csv.DictWriter(f, ['fname', 'label'])
        table.writeheader()
        table.writerows(dict(fname=r['fname'], label='YES' if one < middle else 'NO') for r, one in zip(rows, light))
    return len(rows)


def test_from_an_empty_folder_to_a_scheduled_pick(environment, site, tmp_path):
    folders = Folders(tmp_path/'Wallpapers')
    def run(*words): return environment.wallpicker(*words, '--root', folders.root, WALLHAVEN_URL=site.url)
    run('init')
    run('fetch')
    run('label', '--export')
    answered = answer(folders)
    run('label', '--import', folders.csv)
    assert json.loads(run('label', '--json'))['labels'] == dict(NO=answered - answered//2, YES=answered//2)
    assert 'AUC' in run('train') and 'AUC' in run('evaluate')
    picked = json.loads(run('pick', '--json'))['picked']
    assert picked and {p.name for p in folders.desktop.iterdir()} == {p['file'] for p in picked}
    assert run('why', picked[0]['id']) and run('rotate')
    assert str(answered) in run('status')
