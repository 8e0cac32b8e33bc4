"""Real picture files from Debian's source packages, opened by wallpicker and by Chromium: `make corpus`, by hand

The test images of image libraries hold what cameras and editors really write, and much that is broken on purpose. Every file that Chromium
shows must be taken in, or be left out with a reason; those reasons are listed for a person to judge. The previews of the others are held
against previews made of Chromium's pixels. The archives are fetched with apt into a folder of their own; nothing of the machine's apt is changed.
"""
import argparse
import base64
import functools
import http.server
import io
import json
import multiprocessing
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
import warnings
from collections import Counter
from pathlib import Path
from urllib.parse import quote

import numpy as np
from PIL import Image

from bench.peak import peak
from tools.lab import CHROMIUM
from wallpicker.archive.preview import jpeg, prepare, shrink, thumbnail_settings
from wallpicker.files import WallpickerError, sha256
from wallpicker.labels.left_out import picture_files

PACKAGES = ('pillow libjpeg-turbo libwebp libpng1.6 exiv2 imagemagick graphicsmagick gdk-pixbuf kimageformats libimage-exiftool-perl').split()
SUFFIXES = set('.jpg .jpeg .jpe .jfif .png .apng .webp .avif .heic .heif .jxl .gif .bmp .ico .svg .tif .tiff'.split())
SECONDS, MEGABYTES, LEVELS, SHARE, LEAST = 20, 400, 8, .98, 1500   # what a file may take, what a preview may differ by, for how many
SIDE = 2048   # pixels; a larger picture is compared in this size, at which Chromium hands it over

# ---- the files

def fetch(cache):
    "The source archives of `PACKAGES` in a folder, fetched by apt with lists, cache and sources of its own"
    for name in ('lists/partial', 'archives/partial', 'source'): (cache/name).mkdir(parents=True, exist_ok=True)
    sources = cache/'sources.list'
    sources.write_text('deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian bookworm main\n')
    own = {'Etc::sourcelist': sources, 'Etc::sourceparts': '-', 'State::lists': cache/'lists', 'Cache': cache,
           'Cache::archives': cache/'archives'}
    apt = ['apt-get', '-qq', *(f'-oDir::{k}={v}' for k, v in own.items())]
    subprocess.run([*apt, 'update'], check=True)
    subprocess.run([*apt, 'source', '--download-only', *PACKAGES], check=True, cwd=cache/'source')
    return sorted((cache/'source').glob('*.orig*.tar.*z'))

def unpack(archives, to):
    "The picture files in some archives, each content once; yields their paths"
    seen = set()
    for archive in archives:
        package = archive.name.split('_')[0]
        with tarfile.open(archive) as tar:
            for member in tar:
                if not member.isfile() or Path(member.name).suffix.lower() not in SUFFIXES: continue
                data = tar.extractfile(member).read()
                if (digest := sha256(data)) in seen: continue
                seen.add(digest)
                path = to/package/f'{len(seen):04d}'/Path(member.name).name   # one folder each: no name makes another a copy
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
                yield path

# ---- what wallpicker makes of them

def taken_in(path):
    "The preview of a file, or the reason why there is none"
    good, bad = picture_files(path.parent, path.parent)
    if bad: return bad[0][1]
    try: return prepare(good[0])
    except WallpickerError as e: return str(e).replace(str(path), path.name)

def worker(line):
    "Answer paths with (a preview or a reason, warnings, the most memory held) in a process of its own"
    while True:
        try: path = line.recv()
        except EOFError: return   # the one who asked has gone
        with warnings.catch_warnings(record=True) as heard:
            warnings.simplefilter('always')
            try: answer = taken_in(path)
            except Exception as e: answer = e
        line.send((answer, [str(w.message) for w in heard], peak()))

class Ours:
    "A process that opens files, started anew when one of them crashes it or takes too long"
    def __init__(self): self.start()
    def start(self):
        self.line, other = multiprocessing.Pipe()
        self.process = multiprocessing.get_context('spawn').Process(target=worker, args=(other,), daemon=True)
        self.process.start()
        other.close()
    def ask(self, path):
        "(preview, reason or error; warnings; megabytes) of a file"
        try:
            self.line.send(path)
            if self.line.poll(SECONDS): return self.line.recv()
            why = TimeoutError(f'more than {SECONDS} seconds')
        except (EOFError, OSError): why = ChildProcessError('the process ended')
        self.process.kill()
        self.process.join()
        self.start()
        return why, [], 0

# ---- what Chromium makes of them

SHOW = '''async ([url, side]) => {
    const im = new Image();
    im.src = url;
    try { await im.decode() } catch { return null }
    const [w, h] = [im.naturalWidth, im.naturalHeight], scale = Math.min(1, side / Math.max(w, h));
    if (!w || !h) return null;
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(w * scale)); canvas.height = Math.max(1, Math.round(h * scale));
    const pen = canvas.getContext('2d');
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.imageSmoothingQuality = 'high';
    pen.drawImage(im, 0, 0, canvas.width, canvas.height);
    return [w, h, canvas.toDataURL('image/png').split(',')[1]];
}'''

class Quiet(http.server.SimpleHTTPRequestHandler):
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, '.avif': 'image/avif', '.webp': 'image/webp', '.jfif': 'image/jpeg',
                      '.jpe': 'image/jpeg', '.apng': 'image/png'}
    def log_message(self, *a): pass

class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *a): pass   # Chromium hangs up on a file as soon as it has seen enough

class Chromium:
    "A page that shows the files of a folder on black; a context"
    def __init__(self, folder): self.folder = folder
    def __enter__(self):
        from playwright.sync_api import sync_playwright
        self.server = Server(('127.0.0.1', 0), functools.partial(Quiet, directory=self.folder))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.play = sync_playwright().start()
        self.browser = self.play.chromium.launch(executable_path=CHROMIUM, args=['--no-sandbox', '--disable-dev-shm-usage'])
        self.page = self.browser.new_page()
        self.page.goto(f'http://127.0.0.1:{self.server.server_port}/')
        return self
    def __exit__(self, *_):
        self.browser.close()
        self.play.stop()
        self.server.shutdown()
    def show(self, path):
        "(width, height, picture) as Chromium shows a file on black; None when it shows nothing"
        answer = self.page.evaluate(SHOW, [quote(str(path.relative_to(self.folder))), SIDE])
        return answer and (*answer[:2], Image.open(io.BytesIO(base64.b64decode(answer[2]))).convert('RGB'))

def levels_apart(preview, shown, digest):
    "The mean difference, in levels of 255, between a preview and one made of Chromium's pixels with the same settings"
    s = thumbnail_settings(digest)
    other = Image.open(io.BytesIO(jpeg(shrink(shown, s.filter), s.quality, s.subsampling))).convert('RGB')
    return float(np.abs(np.asarray(preview, float) - np.asarray(other, float)).mean())

# ---- the report

def measure(folder, files):
    "A row for each file: what both made of it"
    ours = Ours()
    with Chromium(folder) as chromium:
        for n, path in enumerate(files):
            begun = time.monotonic()
            answer, heard, held = ours.ask(path)
            row = dict(file=str(path.relative_to(folder)), seconds=time.monotonic() - begun, megabytes=held, warnings=heard, shown=None, apart=None)
            row['why'] = None if isinstance(answer, Image.Image) else answer if isinstance(answer, str) else f'CRASH {answer!r}'
            if shown := chromium.show(path):
                row['shown'] = shown[:2]
                if not row['why']: row['apart'] = levels_apart(answer, shown[2], sha256(path))
            if n % 100 == 99: print(f'{n + 1} of {len(files)} files', file=sys.stderr)
            yield row

def kind_of_reason(why, file):
    "A reason without what is particular to one file, to count it by"
    return ' '.join(why.replace(Path(file).name, '…').translate({ord(c): '#' for c in '0123456789'}).split())[:110]

def report(rows):
    "Print the figures; whether every goal is met"
    shown = [r for r in rows if r['shown']]
    apart = [r for r in shown if r['apart'] is not None]
    near = [r for r in apart if r['apart'] <= LEVELS]
    crashed = [r for r in rows if r['why'] and r['why'].startswith('CRASH')]
    print(f'{len(rows)} files, {len(shown)} shown by Chromium, {len(apart)} of them taken in, {len(shown) - len(apart)} left out by name')
    print(f'{len(near)} of {len(apart)} previews ({len(near)/max(1, len(apart)):.2%}) within {LEVELS} levels of Chromium; {len(crashed)} crashes; '
          f'at most {max(r["seconds"] for r in rows):.1f} s and {max(r["megabytes"] for r in rows):.0f} MB')
    for r in crashed: print('crash:', r['file'], r['why'])
    for r in sorted(apart, key=lambda r: -r['apart'])[:len(apart) - len(near)]: print(f'{r["apart"]:6.1f} levels: {r["file"]}')
    print('Left out though Chromium shows them:')
    reasons = Counter(kind_of_reason(r['why'], r['file']) for r in shown if r['why'])
    for why, n in reasons.most_common():
        print(f'{n:5}  {why}   e.g. {next(r["file"] for r in shown if r["why"] and kind_of_reason(r["why"], r["file"]) == why)}')
    print('Warnings:', dict(Counter(kind_of_reason(w, r['file']) for r in rows for w in r['warnings'])))
    return not crashed and len(near) >= SHARE*len(apart) and len(rows) >= LEAST and max(r['megabytes'] for r in rows) < MEGABYTES

def main():
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument('--cache', type=Path, default=Path.home()/'.cache'/'wallpicker-corpus', help='where the archives are kept')
    ask.add_argument('--only', help='the files in which this text appears')
    ask.add_argument('--json', type=Path, help='where to write a row for each file')
    given = ask.parse_args()
    archives = sorted((given.cache/'source').glob('*.orig*.tar.*z')) or fetch(given.cache)
    with tempfile.TemporaryDirectory() as tmp:
        files = [p for p in unpack(archives, Path(tmp)) if not given.only or given.only in str(p)]
        rows = list(measure(Path(tmp), files))
    if given.json: given.json.write_text(json.dumps(rows, indent=1))
    return 0 if report(rows) else 1

if __name__ == '__main__': sys.exit(main())
