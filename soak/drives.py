"""Every command on drives that lack something: `python -m soak.drives`

A small disk in memory, one that may only be read, an overlay, a file system in a file (vfat where the kernel knows it, ext4)
and two stand-ins: without the fsync of folders, and without the memory that a write-ahead log needs. On each, the whole
way from an empty folder to a pick either works, or says in one line why not; what lies on the desktop afterwards can be
decoded, and what was said is in the file and in the database. Mounting needs root; what cannot be had here is named.
"""
import json, os, shutil, subprocess, sys, tempfile
from contextlib import contextmanager
from pathlib import Path

STAND_IN = r'''
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
static int lacks(const char *what) { const char *all = getenv("DRIVE_LACKS"); return all && strstr(all, what); }
static int shared(int fd) {
  char link[64], path[4096]; ssize_t n;
  if (fd < 0) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd); n = readlink(link, path, sizeof path - 1);
  return n >= 4 && !strncmp(path + n - 4, "-shm", 4);
}
static void *mapped(const char *name, void *a, size_t n, int prot, int flags, int fd, off_t o) {
  void *(*real)(void *, size_t, int, int, int, off_t) = dlsym(RTLD_NEXT, name);
  if (lacks("memory") && (flags & MAP_SHARED) && shared(fd)) { errno = ENODEV; return MAP_FAILED; }
  return real(a, n, prot, flags, fd, o);
}
void *mmap(void *a, size_t n, int p, int f, int fd, off_t o) { return mapped("mmap", a, n, p, f, fd, o); }
void *mmap64(void *a, size_t n, int p, int f, int fd, off_t o) { return mapped("mmap64", a, n, p, f, fd, o); }
int fsync(int fd) {
  int (*real)(int) = dlsym(RTLD_NEXT, "fsync"); struct stat s;
  if (lacks("fsync") && !fstat(fd, &s) && S_ISDIR(s.st_mode)) { errno = EINVAL; return -1; }
  return real(fd);
}
'''


class Impossible(Exception): "A drive that cannot be had on this machine; the message says why"


def compiled(folder):
    "The stand-in as a library for LD_PRELOAD"
    source, library = Path(folder)/'drive.c', Path(folder)/'drive.so'
    source.write_text(STAND_IN)
    if not (gcc := shutil.which('gcc')): _skip('no gcc to make the stand-in with')
    subprocess.run([gcc, '-shared', '-fPIC', '-o', library, source, '-ldl'], check=True)
    return library


def _skip(why):
    "Say why something cannot be tried here, to pytest where that is running"
    if 'pytest' in sys.modules: sys.modules['pytest'].skip(why)
    raise Impossible(why)


COMMANDS = [['init'], ['fetch'], ['label'], ['train'], ['pick'], ['rotate'], ['status']]

WAY = '''
import io, json, os, sys
from contextlib import redirect_stderr, redirect_stdout
from wallpicker.cli import main
from wallpicker.folders import Folders
from wallpicker.archive.store import Archive
from wallpicker.labels.ledger import Ledger
root, said = sys.argv[1], []
for words in json.loads(sys.argv[2]):
    if words == ['train']:
        try:
            folders = Folders(root).check()
            for k, id in enumerate(Archive(folders).ids()[:12]): Ledger(folders).say(id, 'YES' if k % 2 else 'NO')
        except Exception as e: print('answers:', type(e).__name__, e, file=sys.stderr)   # the commands say it better
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err): status = main([*words, '--root', root])
    said.append((words[0], status, out.getvalue(), err.getvalue()))
print(json.dumps(said))
'''


def way(root, url, env=(), commands=COMMANDS, state=None):
    "Every command in turn, in a process of their own: (command, exit status, stdout, stderr) for each"
    env = dict(os.environ, WALLHAVEN_URL=url, WALLPICKER_STATE=str(state or f'{root}/state'), **dict(env))
    words = [sys.executable, '-c', WAY, str(root), json.dumps(commands)]
    done = subprocess.run(words, env=env, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0 and 'Traceback' not in done.stderr, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def faults(said):
    "What is wrong with what commands said: a failure must be one line that begins with the command"
    for name, status, _, err in said:
        lines = [o for o in err.splitlines() if o.startswith(f'wallpicker {name}:')]
        if status not in (0, 1) or (status == 1) != (len(lines) == 1) or 'Traceback' in err: yield f'{name}, exit {status}: {err}'


def whole(root):
    "I1 and I3: what lies on the desktop can be decoded, and ledger file and database agree"
    from PIL import Image
    from wallpicker.folders import Folders
    folders = Folders(root)
    for path in folders.desktop.glob('*.*') if folders.desktop.is_dir() else ():
        with Image.open(path) as im: im.load()
    if not (folders.ledger.exists() and folders.dbfile.exists()): return
    import sqlite3
    with sqlite3.connect(f'file:{folders.dbfile}?mode=ro', uri=True) as db:
        kept = [seq for seq, in db.execute('select seq from ledger order by seq')]
    assert kept == [json.loads(line)['seq'] for line in folders.ledger.read_text().splitlines()]


@contextmanager
def mounted(at, *words):
    "Something mounted for a while; `Impossible` where that cannot be"
    if os.name == 'nt' or os.geteuid(): _skip('mounting takes root')
    done = subprocess.run(['mount', *words, at], capture_output=True, text=True)
    if done.returncode: _skip(f'mount {" ".join(map(str, words))}: {done.stderr.strip()}')
    try: yield Path(at)
    finally: subprocess.run(['umount', '--lazy', at], check=True)


@contextmanager
def plain(work): yield work/'root', {}

@contextmanager
def no_folder_sync(work): yield work/'root', dict(LD_PRELOAD=str(compiled(work)), DRIVE_LACKS='fsync')

@contextmanager
def no_shared_memory(work): yield work/'root', dict(LD_PRELOAD=str(compiled(work)), DRIVE_LACKS='memory')

@contextmanager
def neither(work): yield work/'root', dict(LD_PRELOAD=str(compiled(work)), DRIVE_LACKS='fsync,memory')

@contextmanager
def small(work, size='12m'):
    "A disk that fills up on the way"
    (at := work/'disk').mkdir()
    with mounted(at, '-t', 'tmpfs', '-o', f'size={size}', 'tmpfs'): yield at/'root', {}

@contextmanager
def tiny(work):
    with small(work, '64k') as drive: yield drive

@contextmanager
def read_only(work):
    "A tree that was made, and then may only be read"
    way(work/'disk', work.joinpath('url').read_text(), commands=[['init'], ['fetch'], ['label']], state=work/'state')
    with mounted(work/'disk', '--bind', work/'disk'):
        subprocess.run(['mount', '-o', 'remount,ro,bind', work/'disk'], check=True)
        yield work/'disk', {}

@contextmanager
def read_only_from_the_start(work):
    (work/'disk').mkdir()
    with mounted(work/'disk', '-t', 'tmpfs', '-o', 'ro', 'tmpfs'): yield work/'disk'/'root', {}

@contextmanager
def overlay(work):
    "A tree of which the lower half may only be read, as in a container"
    (base := work/'base').mkdir()
    with mounted(base, '-t', 'tmpfs', 'tmpfs'):
        for name in ('lower', 'upper', 'work', 'at'): (base/name).mkdir()
        way(base/'lower'/'root', work.joinpath('url').read_text(), commands=[['init'], ['fetch'], ['label']], state=work/'state')
        layers = f'lowerdir={base}/lower,upperdir={base}/upper,workdir={base}/work'
        with mounted(base/'at', '-t', 'overlay', '-o', layers, 'overlay'): yield base/'at'/'root', {}

def _loop(kind, *make):
    @contextmanager
    def drive(work):
        "A file system of that kind in a file"
        if kind not in Path('/proc/filesystems').read_text().split(): _skip(f'this kernel knows no {kind}')
        if not shutil.which(make[0]): _skip(f'there is no {make[0]} here')
        (image := work/'image').write_bytes(b'')
        os.truncate(image, 64_000_000)
        subprocess.run([*make, image], check=True, capture_output=True)
        (at := work/'disk').mkdir()
        with mounted(at, '-o', 'loop', '-t', kind, image): yield at/'root', {}
    return drive


DRIVES = dict(plain=plain, no_folder_sync=no_folder_sync, no_shared_memory=no_shared_memory, neither=neither, small=small, tiny=tiny,
              read_only=read_only, read_only_from_the_start=read_only_from_the_start, overlay=overlay,
              vfat=_loop('vfat', 'mkfs.vfat'), exfat=_loop('exfat', 'mkfs.exfat'), ext4=_loop('ext4', 'mkfs.ext4', '-q', '-F'))


def tried(name, url, folder, commands=COMMANDS):
    "What the commands said on one drive, after a look at what they left"
    work = Path(folder)/name
    work.mkdir()
    (work/'url').write_text(url)
    with DRIVES[name](work) as (root, env):
        said = way(root, url, env, commands, state=work/'state')
        assert not list(faults(said)), (name, *faults(said))
        whole(root)
    return said


def main(names):
    "Try every drive, and print what came of it"
    from wallpicker.gallery.server import Gallery
    with Gallery(count=60, limit=None) as site, tempfile.TemporaryDirectory() as folder:
        for name in names:
            try: said = tried(name, site.url, folder)
            except Impossible as e: print(f'{name:<26} not tried: {e}')
            else:
                print(f'{name:<26} {sum(not status for _, status, *_ in said)} of {len(said)} commands done')
                for _, status, _, err in said:
                    for line in err.splitlines() if status else (): print(f'    {line}')


if __name__ == '__main__': main(sys.argv[1:] or DRIVES)
