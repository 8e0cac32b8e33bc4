"""Random bytes as names of files: `python -m soak.names --names 2000`

A name on Linux is any bytes but a slash and a zero. Pictures under such names are put into each folder of the owner's, and
every command is run over them, on a real file system. No command may end in a traceback or print more than one line for an
error, what is printed can be printed on any terminal, and every file is there afterwards under its name, byte for byte. A
name with a suffix of ours is learnt from, or named with a reason.
"""
import argparse, hashlib, io, json, os, re, sys, tempfile
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

from hypothesis import given, settings, strategies as st, HealthCheck
from PIL import Image

from wallpicker.archive.store import Archive
from wallpicker.cli import main
from wallpicker.files import escaped
from wallpicker.folders import Folders
from wallpicker.gallery.server import Gallery
from wallpicker.labels.ledger import Ledger
from wallpicker.labels.left_out import left_out

PLACES = ('desktop', 'deselected', 'storage', 'reserve', 'train', 'models')
SUFFIXES = [b'.jpg', b'.JPEG', b'.png', b'.webp', b'.gif', b'.svg', b'.txt', b'']
ODD = [b'caf\xe9', b'a\nb', b'\x1b[2J', b'\xff\xfe', b'a\r', '\u202egpj'.encode(), b'-rf', b'{file}', b'%s $(id) `id`', b'"quoted" \'it\'',
       b'<img src=x>', b'..', b' ', b'a\\udce9', '\U0001f30a'.encode(), 'bjo\u0308rn'.encode(), '\u2028'.encode(), b'CON', b'a:b', b'0001-\xe9-sea-abc123',
       b'wallhaven-\xff', b'a (conflicted copy) \xe9', b'x'*240, b'\x01\x02\x7f']
COMMANDS = [['label'], ['label', '--json'], ['label', '--left-out'], ['label', '--export', '--want', '2'], ['train'], ['evaluate'], ['status'], ['status', '--json'],
            ['rotate'], ['rotate', '--json'], ['wallpaper'], ['wallpaper', '--json'], ['pick', '--dry-run'], ['pick'], ['prune'], ['ask'], ['models'],
            ['schedule'], ['archive', 'check'], ['fetch']]

names = st.builds(lambda stem, suffix: stem[:240] + suffix,
                  st.one_of(st.sampled_from(ODD), st.binary(min_size=1, max_size=60).map(lambda b: re.sub(rb'[/\0]', b'_', b))),
                  st.sampled_from(SUFFIXES)).filter(lambda n: n not in (b'.', b'..'))


def picture(number):
    "A small picture of its own"
    data = io.BytesIO()
    Image.effect_noise((64, 36), 20 + number % 200).convert('RGB').resize((480, 270)).save(data, 'JPEG', quality=80)
    return data.getvalue() + number.to_bytes(4, 'big')   # another content for each


def put(folders, place, name, number):
    "A picture under a name of bytes; its path and content, nothing when the file system has no such name"
    path = os.fsencode(getattr(folders, place)) + b'/' + name
    if os.path.lexists(path): return {}
    data = picture(number)
    try:
        with open(path, 'xb') as f: f.write(data)
    except OSError: return {}   # too long, or of a kind that this file system refuses
    return {path: data}


def run(words, encoding='ascii'):
    "Exit status of a command, and what it printed on a terminal with an encoding"
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding) for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        try: status = main(words)
        except SystemExit as e: status = e.code
        finally:
            out.flush()
            err.flush()
    return status, *(o.buffer.getvalue().decode(encoding) for o in (out, err))


def check_command(folders, words):
    "Run one command, and say what is wrong with what it printed"
    status, out, err = run([*words, '--root', str(folders.root)])
    assert status in (0, 1), (words, status, err)
    if '--json' in words and status == 0: json.loads(out)
    assert 'Traceback' not in out + err and not re.search('[\x00-\x08\x0b-\x1f\x7f]', out + err), (words, out, err)
    if status: assert len([o for o in err.splitlines() if o.startswith(f'wallpicker {words[0]}:')]) == 1, (words, err)
    return status, out, err


def check_files(there):
    "Every file of the owner's is where it was put, byte for byte"
    for path, data in there.items():
        with open(path, 'rb') as f: assert f.read() == data, path


def check_round(folders, some, commands, first=0):
    "Put files under some names, run commands over them, and look whether all is there and known"
    there = {}
    for number, (name, place) in enumerate(some, first): there |= put(folders, place, name, number)
    for words in commands:
        check_command(folders, words)
        check_files(there)
    for word in map(os.fsdecode, (os.path.basename(p) for p in list(there)[:1])):
        for words in (['why', word], ['ban', word], ['ask', '--yes', word], ['favourite', word], ['restore', word], ['call', word, 'cosy']):
            if not word.startswith('-'): check_command(folders, words)
    known, told = Archive(folders), {f for f, _ in left_out(folders)}
    for path, data in there.items():
        name, place = Path(os.fsdecode(path)).name, Path(os.fsdecode(path)).parent
        seen = f'{place.relative_to(folders.root)}/{escaped(name)}' in told or known.find(hashlib.sha256(data).hexdigest())
        assert seen or name.startswith('.') or place not in (folders.desktop, folders.deselected, folders.storage), path
    Ledger(folders).rebuild()
    return there


@contextmanager
def root(folder, count=40):
    "A tree with candidates, answers and a model, on a gallery of our own"
    names = 'WALLPICKER_STATE', 'WALLHAVEN_URL', 'XDG_CURRENT_DESKTOP'
    old = {k: os.environ.get(k) for k in names}
    with Gallery(count=count, limit=None) as site:
        os.environ.update(zip(names, (f'{folder}/state', site.url, '')))
        folders = Folders(Path(folder)/'root').make()
        folders.change('desktop', command='true {file} {uri} {quoted}')
        folders.change('pick', count=2, candidates=count)
        check_command(folders, ['fetch'])
        Ledger(folders).say_many([(id, 'YES' if k % 2 else 'NO', {}) for k, id in enumerate(Archive(folders).ids()[:count//2])])
        assert check_command(folders, ['train'])[0] == 0
        try: yield folders
        finally:
            folders.db.close()
            for k, v in old.items(): os.environ.pop(k) if v is None else os.environ.update({k: v})


def clear(there):
    "Take the owner's files away again"
    for path in there: os.unlink(path)


def soak(n, folder, at_once=20):
    "Go through `n` names, some at a time in one tree; how many there were"
    with root(folder) as folders:
        seen = 0
        @settings(max_examples=-(-n//at_once), deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(st.lists(st.tuples(names, st.sampled_from(PLACES)), min_size=at_once, max_size=at_once, unique_by=lambda o: o[0]))
        def go(some):
            nonlocal seen
            there = check_round(folders, some, COMMANDS, first=seen)
            seen += len(there)
            clear(there)
            if sys.stderr.isatty(): print(f'{seen} names', end='\r', file=sys.stderr)
        go()
        return seen


if __name__ == '__main__':
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--names', type=int, default=2000)
    with tempfile.TemporaryDirectory() as folder: print(f'{soak(parser.parse_args().names, folder)} names, every command fine')
