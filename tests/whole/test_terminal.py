"Terminals that cannot say every character, modules of the owner's in the working folder, and Ctrl-C before anything runs"
import io, json, os, subprocess, sys

import pytest

from wallpicker.cli import main
from wallpicker.command import output
from wallpicker.folders import Folders
from wallpicker.job.status import logged
from wallpicker.job.timers import Job
from wallpicker.labels.ledger import Ledger

TAKEN = ('calendar queue random email secrets code select tokenize types string logging json hashlib sqlite3 struct zlib numpy '
         'pandas PIL requests fastcore filelock platformdirs inspect typing dataclasses contextlib tempfile uuid copy').split()


@pytest.fixture
def tree(tmp_path, monkeypatch):
    monkeypatch.setenv('WALLPICKER_STATE', str(tmp_path/'state'))
    folders = Folders(tmp_path/'Bücher 🌊').make()
    Ledger(folders)
    for _ in range(3):
        with logged(folders, 'pick'): pass
    return folders


@pytest.mark.parametrize('encoding', ['ascii', 'latin-1', 'cp1252', 'cp437', 'shift_jis', 'koi8-r', 'utf-8', 'utf-16-le'])
@pytest.mark.parametrize('words', [['status'], ['status', '--json'], ['schedule'], ['models', '--json'], ['schedule', '--json'], ['--help']])
def test_every_terminal_is_told_everything(tree, monkeypatch, encoding, words):
    streams = [io.TextIOWrapper(io.BytesIO(), encoding) for _ in range(2)]
    for name, stream in zip(('stdout', 'stderr'), streams): monkeypatch.setattr(sys, name, stream)
    tree.db.many('insert or replace into runs_disk values (?, 1, 2, 3)', [(f'2026-01-0{k}',) for k in range(1, 4)])
    assert main(words if words == ['--help'] else [*words, '--root', str(tree.root)]) == 0
    for stream in streams: stream.flush()
    text = streams[0].buffer.getvalue().decode(encoding)
    assert text.strip() and not streams[1].buffer.getvalue()
    if '--json' in words: json.loads(text)
    if '--json' in words and words[0] == 'status': assert json.loads(text)['root'] == str(tree.root)


@pytest.mark.parametrize('encoding', ['ascii', 'latin-1', 'cp1252', 'utf-8'])
def test_json_stays_json(monkeypatch, encoding):
    said = {'file': 'café 🌊 \udce9 ▁█.jpg'}
    monkeypatch.setattr(sys, 'stdout', stream := io.TextIOWrapper(io.BytesIO(), encoding))
    output(said, '', True)
    stream.flush()
    assert json.loads(stream.buffer.getvalue().decode(encoding)) == said


@pytest.mark.parametrize('home', ['taken', 'taken, and as a package'])
def test_modules_of_the_owner_are_not_imported(tmp_path, home):
    for name in TAKEN:
        file = tmp_path/f'{name}.py' if home == 'taken' else tmp_path/name/'__init__.py'
        file.parent.mkdir(exist_ok=True)
        file.write_text(f'raise SystemExit("this is my own {name}")')
    for words in (Job(tmp_path).words('--version')[:-2], [sys.executable, '-m', 'wallpicker', '--version']):
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, env={k: v for k, v in os.environ.items() if k != 'PYTHONSAFEPATH'})
        assert (done.returncode, done.stderr) == (0, '') and done.stdout.strip()


@pytest.mark.parametrize('command', ['rotate', 'pick', 'schedule'])
def test_the_job_does_not_look_into_the_working_folder(tmp_path, command):
    "Not even at its end: what Python imports only sometimes is not taken from there either"
    code = 'import sys; print([p for p in sys.path if p in ("", sys.argv[-1])])'
    flags = Job(tmp_path).words(command)[1:]
    flags = flags[:flags.index('-m')]
    done = subprocess.run([sys.executable, *flags, '-c', code, str(tmp_path)], cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout == '[]\n'


STOPPED = '''
import runpy, sys
class Impatient:
    def find_spec(name, *_):
        if name == sys.argv[1]: raise KeyboardInterrupt
sys.meta_path.insert(0, Impatient)
runpy.run_module('wallpicker', run_name='__main__')
'''

@pytest.mark.parametrize('module', ['wallpicker.cli', 'wallpicker.archive.store', 'pandas', 'onnxruntime'])
def test_stopped_while_it_starts(module):
    done = subprocess.run([sys.executable, '-c', STOPPED, module], capture_output=True, text=True)
    if module in done.stderr or done.returncode == 2: pytest.skip(f'{module} is not imported at the start')
    assert (done.returncode, done.stdout, done.stderr) == (130, '', 'wallpicker: stopped\n')
