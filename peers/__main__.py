"""Other people's clients of Wallhaven, from PyPI and unchanged, against the gallery.

    python -m peers              with the versions of requirements.txt (make peers)
    python -m peers --latest     with the newest there are
    python -m peers --venv DIR   keep the environment, for a second run without installing

Makes a throw-away environment, installs the clients, opens a gallery, and lets each list a search and fetch files. What they listed and
fetched must be what the gallery has, byte by byte; the versions are printed, and the exit status is 1, with a sentence, when something is
off. The clients believe that they talk to wallhaven.cc: forward.py, a proxy named in their environment, leads them here and lets nothing
else out. When one of them stumbles it is the gallery that has to be mended.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import venv
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

from wallpicker.files import sha256
from wallpicker.gallery.catalogue import UPLOADERS
from wallpicker.gallery.replies import Ask
from wallpicker.gallery.server import Gallery

HERE = Path(__file__).resolve().parent
WANT, WORDS, USER, KEY = 3, 'mountain', UPLOADERS[0], 'peersKey1'
PEERS = dict(gallery_dl='gallery-dl', wallhavenapi='wallhavenapi', wallhaven='wallhaven', wallhaven_cli='wallhaven-cli',
             wallfetch='wallfetch', aiowallhaven='aiowallhaven')


class Off(Exception): "Something is not as it should be; the message says what"


def environment(folder, latest):
    "A Python with the clients in it; its path"
    python = folder/('Scripts' if os.name == 'nt' else 'bin')/'python'
    if not python.exists():
        venv.create(folder, with_pip=True)
        lines = (line.partition('#')[0].strip() for line in (HERE/'requirements.txt').read_text().splitlines())
        wanted = [line for line in lines if line]
        if latest: wanted = [line.split('==')[0] for line in wanted]
        done = subprocess.run([python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', *wanted])
        if done.returncode: raise Off('the clients could not be installed: pip says why above; is there a network?')
    return python


def versions(python):
    "Name → version of everything that is installed there"
    listed = subprocess.run([python, '-m', 'pip', 'list', '--format=json', '--disable-pip-version-check'], capture_output=True, text=True, check=True)
    return {re.sub('[_.]', '-', p['name'].lower()): p['version'] for p in json.loads(listed.stdout)}


@contextmanager
def forwarding(python, gallery, folder):
    "Variables for the environment of a client, under which wallhaven.cc is the gallery"
    proxy = subprocess.Popen([python, HERE/'forward.py', str(gallery.server.server_port), folder/'issuer.pem'], stdout=subprocess.PIPE, text=True)
    try:
        port = proxy.stdout.readline().split()
        if not port: raise Off('the forward did not start: what it said stands above')
        address, bare = f'http://127.0.0.1:{port[1]}', {k: v for k, v in os.environ.items() if not re.search('proxy|^WALL|^PYTHON', k, re.I)}
        yield {**bare, 'HTTPS_PROXY': address, 'HTTP_PROXY': address, 'NO_PROXY': '127.0.0.1', 'REQUESTS_CA_BUNDLE': str(folder/'issuer.pem'),
               'SSL_CERT_FILE': str(folder/'issuer.pem'), 'HOME': str(folder), 'XDG_CONFIG_HOME': str(folder), 'XDG_CACHE_HOME': str(folder),
               'WALLHAVEN_API_KEY': KEY, 'PEERS_KEY': KEY, 'PEERS_USER': USER, 'PEERS_URL': gallery.url}
    finally:
        proxy.terminate()
        turned_away = proxy.communicate()[0]
    if turned_away: raise Off(f'a client wanted to go somewhere else: {turned_away.strip()}')


def reply(gallery, target):
    "What the gallery says to somebody with the key, as JSON"
    return json.loads(gallery.answer(Ask(target, {'x-api-key': KEY}, gallery.site)).body)


def listed(gallery, target):
    "Ids of all pages of a listing"
    ids, page = [], dict(meta=dict(current_page=0, last_page=1))
    while page['meta']['current_page'] < page['meta']['last_page']:
        page = reply(gallery, f"{target}&page={page['meta']['current_page'] + 1}")
        ids += [w['id'] for w in page['data']]
    return ids


def expected(gallery):
    "What each client should list and find out, straight from the gallery"
    search = lambda **asked: listed(gallery, '/api/v1/search?categories=111&purity=100' + ''.join(f'&{k}={v}' for k, v in asked.items()))
    found, wide, settings = search(sorting='favorites', q=WORDS), search(sorting='favorites', ratios='16x9'), sorted(gallery.settings)
    kept, first = listed(gallery, f'/api/v1/collections/{USER}/15?purity=100'), next(w for w in gallery.wall if w.id == found[0])
    tags, uploader = first.tags, first.uploader
    return dict(
        gallery_dl=dict(listed=found, every=search(sorting='views'), collection=kept, tags=tags),
        wallhavenapi=dict(listed=wide[:24], same_tag=True, twice=0, settings=settings, kept=len(kept), errors=['ApiKeyError', 'NoWallpaperError']),
        wallhaven=dict(listed=found, tags=tags, uploader=uploader, collections=['Default', 'Night'], total=len(kept)),
        wallhaven_cli=dict(listed=found, tags=tags, uploader=uploader),
        wallfetch=dict(listed=found),
        aiowallhaven=dict(listed=found, tags=tags, uploads=search(q=f'@{USER}')[:24], settings=settings))


def visit(python, name, gallery, env, folder):
    "One client's visit: what it says it has seen and fetched; the gallery's own log of it"
    folder.mkdir()
    before = len(gallery.calls)
    command = [python, HERE/'clients.py', name, folder]
    try: done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=600, cwd=folder.parent)
    except subprocess.TimeoutExpired: raise Off(f'{PEERS[name]} had not finished after ten minutes') from None
    if done.returncode: raise Off(f'{PEERS[name]} stumbled: {done.stderr.strip()[-1500:]}')
    return json.loads(done.stdout.splitlines()[-1]), gallery.calls[before:]


def same_files(name, got, wanted, wall):
    "Bytes fetched; raises `Off` unless they are the files of the first wallpapers that were found"
    if sorted(got) != sorted(wanted): raise Off(f'{PEERS[name]} fetched {sorted(got)}, the first of its search are {sorted(wanted)}')
    for id, path in got.items():
        data = Path(path).read_bytes()
        if (len(data), sha256(data)) != (wall[id].row['file_size'], wall[id].sha256):
            raise Off(f'{PEERS[name]} has {len(data):,} bytes for {id} that are not the {wall[id].row["file_size"]:,} of the gallery')
    return sum(Path(p).stat().st_size for p in got.values())


def compare(name, said, calls, wanted):
    "Raises `Off` unless a client found what the gallery has, and the gallery turned it away only where it asked for that"
    for what, value in wanted.items():
        if said.get(what, value) != value: raise Off(f'{PEERS[name]} found {said[what]!r} as {what}, the gallery has {value!r}')
    if missing := set(wanted) - set(said) - {'listed'}: raise Off(f'{PEERS[name]} said nothing of {", ".join(sorted(missing))}')
    refused = [f'{c.status} {c.target}' for c in calls if c.status >= 400]
    if len(refused) != len(said.get('errors', [])): raise Off(f'{PEERS[name]} was refused: {", ".join(refused)}')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--latest', action='store_true', help='the newest versions instead of those in requirements.txt')
    parser.add_argument('--venv', type=Path, help='environment to keep and use again')
    o = parser.parse_args()
    with tempfile.TemporaryDirectory() as tmp:
        tmp = Path(tmp).resolve()
        python = environment(o.venv.absolute() if o.venv else tmp/'venv', o.latest)
        have = versions(python)
        with Gallery(count=60, key=KEY, limit=None) as gallery, forwarding(python, gallery, tmp) as env:
            wanted, wall = expected(gallery), {w.id: w for w in gallery.wall}
            for name in PEERS:
                report, calls = visit(python, name, gallery, env, tmp/name)
                compare(name, report['said'], calls, wanted[name])
                size = same_files(name, report['files'], wanted[name]['listed'][:WANT], wall)
                kinds = Counter(c.kind for c in calls)
                print(f'{PEERS[name]:13} {have[PEERS[name]]:9} API calls: {kinds["api"]:2}, files: {len(report["files"])}, {size:,} bytes, all the same', flush=True)
    print(f'{len(PEERS)} other clients found and fetched what the gallery has')


if __name__ == '__main__':
    try: main()
    except Off as e:
        print(f'peers: {e}')
        sys.exit(1)
