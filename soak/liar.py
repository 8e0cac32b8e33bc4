"""A site that lies in one field of one reply, drawn anew each time, over fetch, pick, rotate, status, why and the tables of a notebook.

    python -m soak.liar            400 lies, by `make soak`; the tests tell twenty
    python -m soak.liar 50 7       so many, from seed 7 on

One wallpaper of eight is told wrongly, or the frame around all of them, or what comes instead of a picture. No command may end in a
traceback. Where one wallpaper is told wrongly, all others are picked. Nothing that a terminal would obey is printed, or written into the
ledger, a unit or a table. All HTML is shown in a browser at the end: no script runs, no request is made, and what is a link leads to the site.
The site is a small server over loopback, client and downloader are the real ones, and what a picture is worth is drawn from its id.
"""
import csv
import io
import json
import os
import random
import re
import shutil
import sys
import tempfile
import threading
import warnings
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import numpy as np
from PIL import Image

import wallpicker.cli as cli
import wallpicker.desktop.reserve as V
import wallpicker.picks.score as SC
from soak import keep
from wallpicker.files import UNSEEN, WallpickerError
from wallpicker.folders import Folders
from wallpicker.archive.store import Archive
from wallpicker.labels.ledger import Ledger
from wallpicker.picks.pick import pick
from wallpicker.picks.why import why
from wallpicker.site.budget import Budget
from wallpicker.site.download import Downloader
from wallpicker.site.wallhaven import Wallhaven
from tools.lab import CHROMIUM, browser_page

N, FULL = 8, (640, 360)   # wallpapers on the site, and their size
SAID = 'WALLPICKER: all your labels are lost'   # a line that only the site says

DEEP = []
for _ in range(400): DEEP = [DEEP]
VALUES = [None, True, -1, 0, 2**52, 10**30, 1e308, float('inf'), '', 'x'*50_000, ['x']*5000, {'name': ['x']}, DEEP, 30_000, '\ud83d', [], {},
    '\x1b]0;owned\x07\x1b[2J\x1b[31mred', f'dunes\n{SAID}\r', 'x\u202egpj.exe\u2066', '\x9b2J', 'javascript:alert(1)', 'data:text/html,<script>window.pwned=1</script>',
    '<img src=x onerror="window.pwned=1">', '"><script>window.pwned=1</script>', "' onmouseover='window.pwned=1", '=cmd|calc!A1', '+1+1', '-2', '@SUM(A1)', 'http://[',
    'file:///etc/passwd', 'https://evil.example/x.jpg', 'http://169.254.169.254/x', 'http://127.0.0.1:1/x', '../../x', 'CON', 'nsfw', 'image/avif', 'image/../../x.jpg', '9'*5000]
ITEM = 'id url views favorites source purity category dimension_x dimension_y resolution ratio file_size file_type created_at colors path thumbs more'.split() + [
    'thumbs.large', 'thumbs.small', 'thumbs.original', 'colors.0']
DETAIL = [*ITEM, 'tags', 'tags.0', 'tags.0.name', 'tags.0.alias', 'tags.0.purity', 'tags.0.category', 'uploader', 'uploader.username']
FRAME = ['', 'data', 'meta', *(f'meta.{k}' for k in 'current_page last_page per_page total query seed'.split())]

class Taste(keep.Taste):
    "What a picture is worth is drawn from its id; nothing of the listing counts"
    def facts(self, archive, ids): return archive.frame(ids)

@lru_cache(None)
def picture(n, size):
    small = Image.fromarray(np.random.default_rng(n).integers(0, 256, (5, 8, 3), np.uint8)).resize(size, Image.BICUBIC)
    out = io.BytesIO()
    small.save(out, 'JPEG', quality=85)
    return out.getvalue()

BODIES = dict(other=lambda data, size: picture(999, size), cut=lambda data, size: data[:len(data)//2], page=lambda data, size: b'<html>Just a moment',
    none=lambda data, size: b'', zeros=lambda data, size: data[:200] + bytes(300_000), small=lambda data, size: picture(5, (1, 1)))


@dataclass(frozen=True)
class Lie:
    "One thing that the site says wrongly"
    where: str        # item, detail, frame, preview or original
    what: str         # a field, or a key of `BODIES`
    value: object = None

def draw(rng):
    "A lie"
    where = rng.choice(['item']*4 + ['detail']*4 + ['frame', 'preview', 'original'])
    if where in ('preview', 'original'): return Lie(where, rng.choice(sorted(BODIES)))
    return Lie(where, rng.choice(dict(item=ITEM, detail=DETAIL, frame=FRAME)[where]), rng.choice(VALUES))

def bent(o, name, value):
    "A copy of a reply with something else in one place"
    if not name: return value
    first, _, rest = name.partition('.')
    copy = list(o) if isinstance(o, list) else dict(o)
    first = int(first) if isinstance(o, list) else first
    copy[first] = bent(copy.get(first) if isinstance(copy, dict) else copy[first], rest, value)
    return copy


class Site:
    "Eight wallpapers over loopback, with one lie about the first of them"
    def __init__(self, lie): self.lie, self.url = lie, ''

    def item(self, n, detail=False):
        pages = 'https://wallhaven.cc/w/'
        o = dict(id=f'liar{n:02d}', url=f'{pages}liar{n:02d}', views=1, favorites=1, source='', purity='sfw', category='general', dimension_x=FULL[0], dimension_y=FULL[1],
            resolution='640x360', ratio='1.78', file_size=len(picture(n, FULL)), file_type='image/jpeg', created_at='2026-01-01 00:00:00', colors=['#000000'],
            path=f'{self.url}/full/{n}.jpg', thumbs={k: f'{self.url}/t/{n}.jpg' for k in ('large', 'small', 'original')})
        if detail: o |= dict(uploader=dict(username='jo'), tags=[dict(id=1, name=f'night {n}', alias='', category='Nature', purity='sfw')])
        return bent(o, self.lie.what, self.lie.value) if n == 0 and self.lie.where == ('detail' if detail else 'item') else o

    def body(self, path):
        "What is sent for a path: bytes, or something for JSON"
        kind, _, name = path.strip('/').rpartition('/')
        if kind in ('full', 't'):
            n, size = int(name.split('.')[0]), FULL if kind == 'full' else (432, 243)
            lies = n == 0 and self.lie.where == dict(full='original', t='preview')[kind]
            return BODIES[self.lie.what](picture(n, size), size) if lies else picture(n, size)
        if kind.endswith('/w'): return dict(data=self.item(int(name[-2:]), detail=True))
        reply = dict(data=[self.item(n) for n in range(N)], meta=dict(current_page=1, last_page=1, per_page=24, total=N, query='', seed=None))
        return bent(reply, self.lie.what, self.lie.value) if self.lie.where == 'frame' else reply

    def respond(self, handler):
        at = urlsplit(handler.path)
        body = self.body(at.path)
        if parse_qs(at.query).get('page', ['1']) != ['1']: body = dict(data=[], meta={})
        data = body if isinstance(body, bytes) else json.dumps(body).replace('Infinity', '1e999').encode()
        handler.send_response(200)
        handler.send_header('content-type', 'image/jpeg' if isinstance(body, bytes) else 'application/json')
        handler.send_header('content-length', str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

@contextmanager
def served(lie):
    "The address of a site that lies"
    site = Site(lie)
    class Handler(BaseHTTPRequestHandler):
        protocol_version, disable_nagle_algorithm = 'HTTP/1.1', True
        def log_message(self, *args): pass
        def do_GET(self):
            try: site.respond(self)
            except OSError: pass
    server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    server.daemon_threads, server.block_on_close = True, False
    server.handle_error = lambda *a: None   # a client that has seen enough hangs up
    threading.Thread(target=server.serve_forever, kwargs=dict(poll_interval=.02), daemon=True).start()
    site.url = f'http://127.0.0.1:{server.server_port}'
    try: yield site.url
    finally:
        server.shutdown()
        server.server_close()


@dataclass
class Told:
    "What was seen while the site lied"
    lies: int = 0
    picked: int = 0
    html: list = field(default_factory=list)   # everything that a notebook would show
    def __str__(self): return f'{self.lies} lies, {self.picked} picks, {len(self.html)} tables and reports'

def harmless(text, lie):
    "Nothing that a terminal obeys, and no line that the site made up"
    assert not UNSEEN.search(text.replace('\n', '').replace('\t', '')), f'{lie}: {text!r}'
    assert SAID not in [line.strip() for line in text.splitlines()], f'{lie}: {text!r}'

def run(folders, *words):
    "One command: what it prints"
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said): status = cli.main([*words, '--root', str(folders.root)])
    assert status in (0, 1), f'{words} ended with {status}'
    return said.getvalue()

def shown(folders, client, picked, lie):
    "What a notebook shows of it all, as HTML; Markdown as a notebook renders it"
    import mistune
    markdown = mistune.create_markdown(escape=False, plugins=['table', 'strikethrough', 'url'])
    try: yield client.search()._repr_html_() or ''
    except WallpickerError: pass
    archive = Archive(folders)
    yield archive._repr_html_()
    yield picked._repr_html_() if picked else ''
    for id in archive.ids()[:2]:
        yield markdown(why(folders, id)._repr_markdown_())
        harmless(str(why(folders, id)), lie)

def one_lie(folders, lie, told):
    "All commands while the site says it, and on the next day, when it does not"
    with served(lie) as url:
        client = Wallhaven(url + '/api/v1', budget=Budget(10**6, 60))
        text = run(folders, 'fetch') + run(folders, 'search') + run(folders, 'pick', '--count', '1', '--dry-run')
        try: picked = pick(folders, client, Downloader(sleep=lambda seconds: None), count=N, day='2026-01-01')
        except WallpickerError as e: picked, text = None, text + f'{e}\n'
        text += f'{picked!r}\n'
        told.html += shown(folders, client, picked, lie)
    with served(Lie('item', 'views', 1)) as url:   # an honest day
        pick(folders, Wallhaven(url + '/api/v1', budget=Budget(10**6, 60)), Downloader(), count=N, day='2026-01-02')
    for words in (['rotate'], ['status'], ['schedule'], ['why', 'liar01'], ['why', 'liar00'], ['prune']): text += run(folders, *words)
    harmless(text, lie)
    there = {r.id for r in Ledger(folders).rows().itertuples() if r.verb == 'picked'}
    assert there >= {f'liar{n:02d}' for n in range(1, N)}, f'{lie}: only {sorted(there)}'
    told.lies, told.picked = told.lies + 1, told.picked + len(there)

def written(folders, lie):
    "What lies in the ledger and in a table"
    harmless(folders.ledger.read_text(), lie)
    run(folders, 'label', '--export')
    for row in csv.reader(folders.csv.open()) if folders.csv.exists() else ():
        assert not [o for o in row if re.match(r'[=+\-@\t\r]', o)], f'{lie}: {row}'

@contextmanager
def by_worth():
    "Tastes and features that are drawn from ids, and a budget that is never used up"
    real = SC.Taste, SC.Features, V.Taste, V.Features, Budget.shared
    SC.Taste, SC.Features, V.Taste, V.Features = Taste, keep.Features, Taste, keep.Features
    Budget.shared = classmethod(lambda cls, *a, **kw: cls(10**6, 60))
    try: yield
    finally: SC.Taste, SC.Features, V.Taste, V.Features, Budget.shared = real

def lie(times, seed=0):
    "So many lies, each to a folder of its own; what was seen, for `browse`"
    rng, told = random.Random(seed), Told()
    for k in range(times):
        this, root = draw(rng), Path(tempfile.mkdtemp())
        folders = Folders(root).make()
        folders.change('rules', least='1x1')
        folders.change('pick', sure=0., promise=0., hide=0.)
        folders.taste.write_bytes(b'a model')
        try:
            with by_worth(), warnings.catch_warnings(), served(this) as url:
                warnings.simplefilter('ignore')
                os.environ['WALLHAVEN_URL'] = url + '/api/v1'
                one_lie(folders, this, told)
                written(folders, this)
        except Exception as e: raise AssertionError(f'lie {k + 1} of seed {seed}, {this!r:.300}: {type(e).__name__}: {e}') from e
        finally:
            folders.db.close()
            shutil.rmtree(root)
    return told

def browse(page, html):
    "Show all of it in a browser: no script, no request, no link but to the site"
    asked = []
    page.on('request', lambda r: asked.append(r.url))
    page.set_content('<!doctype html><meta charset="utf-8">' + '\n'.join(html))
    page.mouse.move(100, 100)
    page.wait_for_timeout(300)
    assert page.evaluate('window.pwned') is None, 'a script ran'
    links = page.evaluate('[...document.links].map(o => o.href)')
    bad = [o for o in links if not re.match(r'https://wallhaven\.cc/|http://127\.0\.0\.1:\d+/', o)]
    assert not bad, bad
    assert not [o for o in asked if not o.startswith('data:image/')], asked
    return len(links)

def main(times=400, seed=0):
    told = lie(times, seed)
    print(told)
    if not CHROMIUM: sys.exit('no chromium on this machine: the HTML was not shown')
    with browser_page() as page: print(browse(page, told.html), 'links, each to the site; no script ran and no request was made')


if __name__ == '__main__': main(*map(int, sys.argv[1:]))
