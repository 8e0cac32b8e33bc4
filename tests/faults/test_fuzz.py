"""Damage of every kind, thought up by hypothesis: to pictures, to what an earlier try left of one, and to replies of the API.

Whatever comes, there is an error of ours or a good result: no crash, no hang, nothing published that does not decode.
WALLPICKER_FUZZ says how many examples each test tries (`make fuzz`: thousands, other ones each time).
"""
import faulthandler
import io
import json
import os
import random
import struct
import subprocess
import sys
import tempfile
import textwrap
import warnings
import zlib
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from bench.peak import peak
from PIL import Image, PngImagePlugin
from scripted import scripted

from wallpicker.archive.store import Archive
from wallpicker.archive.preview import ArchiveError
from wallpicker.site.client import trusted
from wallpicker.site.verify import BadPicture, DownloadError, verify
from wallpicker.site.download import Downloader
from wallpicker.site.part import Part
from wallpicker.folders import Folders
from wallpicker.files import SITE_ID, is_id
from wallpicker.gallery.server import Gallery
from wallpicker.site.wallpapers import COLUMNS
from wallpicker.site.wallhaven import Wallhaven
from wallpicker.site.budget import Budget
from wallpicker.site.limit import WallhavenError

MORE = os.environ.get('WALLPICKER_FUZZ')
EXAMPLES = int(MORE or 200)
HANG = 120   # seconds after which an example counts as one that never ends: the traceback is shown and the run stops


def fuzz(n):
    "So many examples, the same each time unless more were asked for; each may take seconds, as machines are busy"
    return settings(max_examples=max(10, n), deadline=timedelta(seconds=20), derandomize=not MORE, database=None, print_blob=True,
                    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example])


@pytest.fixture(scope='module', autouse=True)
def stderr(request):
    "Where a traceback can be seen although pytest captures what is printed"
    with request.config.pluginmanager.getplugin('capturemanager').global_and_fixture_disabled(): Limits.out = os.dup(2)
    Limits.memory = peak() + 400
    yield
    os.close(Limits.out)


class Limits: out, memory = 2, 0


@contextmanager
def in_time():
    "Ends the run, with a traceback, when what is inside does not end; fails when it takes more than some 100 MB"
    faulthandler.dump_traceback_later(HANG, exit=True, file=Limits.out)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')
            yield
    finally: faulthandler.cancel_dump_traceback_later()
    assert peak() < Limits.memory


# ---- pictures of all kinds, and what can happen to them

SIZE = (64, 36)


def pictures():
    "Whole files of every kind that wallpapers come in"
    rng, out = random.Random(5), []
    noise = Image.frombytes('RGB', SIZE, bytes(rng.randrange(256) for _ in range(SIZE[0]*SIZE[1]*3)))
    deep = Image.frombytes('I;16', SIZE, bytes(rng.randrange(256) for _ in range(SIZE[0]*SIZE[1]*2)))
    said = PngImagePlugin.PngInfo()
    said.add_text('Comment', 'a wallpaper'*20, zip=True)
    exif = Image.Exif()
    exif[0x0112] = 6
    def put(im, format, **kw):
        f = io.BytesIO()
        im.save(f, format, **kw)
        out.append(f.getvalue())
    put(noise, 'JPEG'), put(noise, 'JPEG', progressive=True, exif=exif), put(noise.convert('CMYK'), 'JPEG'), put(noise.convert('L'), 'JPEG')
    put(noise, 'PNG', pnginfo=said, icc_profile=b'no profile'*30), put(noise.convert('P'), 'PNG', transparency=3), put(deep, 'PNG')
    put(noise.convert('LA'), 'PNG'), put(noise.convert('RGBA'), 'PNG', exif=exif)
    put(noise, 'WEBP'), put(noise, 'WEBP', lossless=True, exif=exif), put(noise, 'WEBP', save_all=True, append_images=[noise.rotate(180)])
    return out


WHOLE = pictures()


def blocks(data):
    "Where a file can be taken apart: (start of a chunk, where its length stands, how many bytes that takes, its end)"
    out, png, riff = [], data.startswith(b'\x89PNG'), data.startswith(b'RIFF')
    at, n = (8, 4) if png else (12, 4) if riff else (2, 2)
    while at + n + 4 <= len(data):
        where = at if png else at + 4 if riff else at + 2
        length = int.from_bytes(data[where:where + n], 'little' if riff else 'big')
        end = at + 12 + length if png else at + 8 + length + length % 2 if riff else at + 2 + length
        if end > len(data) or not (png or riff) and data[at] != 0xff: break
        out.append((at, where, n, end))
        at = end
    return out


def flip(data, draw):
    for _ in range(draw(st.sampled_from([1, 1, 2, 8, 60]))): data[draw(st.integers(0, len(data)-1))] ^= 1 << draw(st.integers(0, 7))


def cut(data, draw): del data[draw(st.integers(0, len(data)-1)):]


def zero(data, draw):
    i, n = draw(st.integers(0, len(data)-1)), draw(st.integers(1, 500))
    data[i:i+n] = bytes(len(data[i:i+n]))


def splice(data, draw):
    other, i, n = draw(st.sampled_from(WHOLE)), draw(st.integers(0, len(data)-1)), draw(st.integers(1, 2000))
    j = draw(st.integers(0, len(other)-1))
    data[i:i + draw(st.sampled_from([0, n]))] = other[j:j+n]


def swap(data, draw):
    "Chunks change places, come twice or go"
    if len(found := blocks(data)) < 2: return
    parts = [bytes(data[a:b]) for a, _, _, b in found]
    i, j = (draw(st.integers(0, len(parts)-1)) for _ in 'ij')
    parts[i:i+1] = draw(st.sampled_from([[parts[j]], [parts[i]]*draw(st.integers(2, 40)), []]))
    data[found[0][0]:found[-1][3]] = b''.join(parts)


def lengthen(data, draw):
    "A chunk says that it is longer than it is, or gets more bytes than it needs; a PNG's checksum is put right"
    if not (found := blocks(data)): return
    at, where, n, end = draw(st.sampled_from(found))
    more = draw(st.binary(max_size=300))
    length = draw(st.sampled_from([0, 1, 2**(8*n)-1, 2**(8*n-1), 2**(8*n-1)-1, end - at + len(more)]))
    data[end:end] = more
    data[where:where+n] = length.to_bytes(n, 'little' if data.startswith(b'RIFF') else 'big')


def numbers(data, draw):
    "A number in a header is another one, with a checksum that is right"
    if not (found := blocks(data)): return
    at, _, _, end = draw(st.sampled_from(found[:8]))
    if end - at < 14: return
    i = draw(st.integers(at + 4, end - 5))
    data[i:i+4] = struct.pack('>I', draw(st.sampled_from([0, 1, 255, 2**16-1, 2**31-1, 2**31, 2**32-1]) | st.integers(0, 2**32-1)))
    if data.startswith(b'\x89PNG'): data[end-4:end] = struct.pack('>I', zlib.crc32(data[at+4:end-4]))


@st.composite
def damaged(draw):
    "A picture that something happened to, or several things"
    data = bytearray(draw(st.sampled_from(WHOLE)))
    for how in draw(st.lists(st.sampled_from([flip, cut, zero, splice, swap, lengthen, numbers]), min_size=1, max_size=4)):
        if data: how(data, draw)
    return bytes(data)


# ---- through verify, the archive and a real download

class Place:
    "A server that sends what it is told to, a folder to publish in, an archive"
    def __init__(self, folder, asked, reply):
        self.folder, self.asked, self.reply, self.nth = Path(folder), asked, reply, count()
        self.archive, self.down = Archive(Folders(folder).make()), Downloader(sleep=lambda seconds: None)
        self.desktop = self.folder/'Desktop'

    def row(self, data, size=SIZE):
        self.id = f'f{next(self.nth):08}'
        return dict(id=self.id, path=f'{self.asked.url}/{self.id}.jpg', file_size=len(data), dimension_x=size[0], dimension_y=size[1])


@pytest.fixture(scope='module')
def place():
    reply = {}
    with tempfile.TemporaryDirectory() as tmp, scripted(lambda path, headers, n: reply['answer'](headers)) as asked:
        yield Place(tmp, asked, reply)


def pixels_alone(data):
    "A PNG without notes and profile, its pixels packed anew: what browsers pass over when it is broken, if each chunk has its checksum"
    needed = [(data[at + 4:at + 8], data[at:end]) for at, _, _, end in blocks(data) if data[at + 4:at + 5].isupper()]
    raw = zlib.decompressobj(-zlib.MAX_WBITS).decompress(b''.join(c[8:-4] for name, c in needed if name == b'IDAT')[2:])
    packed = b'IDAT' + zlib.compress(raw)
    pixels = struct.pack('>I', len(packed) - 4) + packed + struct.pack('>I', zlib.crc32(packed))
    return b''.join([data[:8], *(c for name, c in needed if name not in (b'IDAT', b'IEND')), pixels, needed[-1][1]])


def decodes(data):
    "Pillow alone decodes it"
    if data.startswith(b'\x89PNG'): data = pixels_alone(data)
    Image.open(io.BytesIO(data), formats=('JPEG', 'PNG', 'WEBP')).load()


def verified(data):
    try: return verify(data).size
    except BadPicture as e: assert str(e)


@fuzz(EXAMPLES)
@given(damaged())
def test_a_damaged_picture_is_refused_or_decodes(place, data):
    with in_time():
        size = verified(data)
        if size: decodes(data)
        try: place.archive.add(place.row(data), data)
        except ArchiveError as e: assert str(e) and place.id not in place.archive
        else: assert place.archive[place.id].size == (432, 243)
        place.reply['answer'] = lambda headers: (200, {'etag': f'"{place.id}"'}, data)
        path = place.desktop/place.id
        try: place.down.original(place.row(data, size or SIZE), path)
        except DownloadError as e: assert str(e) and not path.exists() and not size
        else:
            assert size and path.read_bytes() == data and verified(path.read_bytes()) == size
            path.unlink()
    assert not list(place.desktop.iterdir())


@fuzz(EXAMPLES//5)
@given(st.data())
def test_whatever_an_earlier_try_left_the_picture_is_right(place, data):
    "A part of any content, the rest from a server that breaks off: nothing but the true picture is ever published"
    true = data.draw(st.sampled_from(WHOLE))
    row, size = place.row(true), Image.open(io.BytesIO(true)).size
    folder = Path(tempfile.mkdtemp(dir=place.folder))
    left = folder/f'.wallpicker-{place.id}.part'
    part = Part(row['path'], len(true), left)
    part.begin('"v"')
    pieces = sorted(data.draw(st.sets(st.integers(0, len(true)), max_size=4)))
    for a, b in zip([0, *pieces], pieces): part.add(true[a:b])
    part.close()
    bad = bytearray(left.read_bytes())
    for how in data.draw(st.lists(st.sampled_from([flip, cut, zero, splice]), max_size=2)):
        if bad: how(bad, data.draw)
    left.write_bytes(bad)
    cuts = iter(data.draw(st.lists(st.floats(0, 1), max_size=4)))

    def answer(headers):
        start = int(headers['Range'][6:-1]) if headers.get('If-Range') == '"v"' else 0
        body, said = true[start:], {'etag': '"v"', 'content-range': f'bytes {start}-{len(true)-1}/{len(true)}'}
        return (206 if start else 200), said, [body[:int(len(body)*next(cuts, 1))]], len(body)

    place.reply['answer'] = answer
    path = folder/'a.jpg'
    with in_time():
        for _ in range(3):
            try: place.down.original(row | dict(dimension_x=size[0], dimension_y=size[1]), path)
            except DownloadError: assert not path.exists()
    assert path.read_bytes() == true
    assert list(folder.iterdir()) == [path]


# ---- replies of the API

def leaves():
    odd = [10**400, -1, 2**63, float('nan'), float('inf'), '../../x', 'CON', '\0', '\ud800', 'nsfw', 'http://169.254.169.254/', 'file:///etc/passwd',
           'https://w.wallhaven.cc@evil.org/', 'http://[::1', '1920', '1e9']
    return st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(odd)


ANY = st.recursive(leaves(), lambda o: st.lists(o, max_size=3) | st.dictionaries(st.text(max_size=8), o, max_size=3), max_leaves=8)


def places_in(value, path=()):
    "Every place in a JSON document, as keys that lead there"
    yield path
    for k, v in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else (): yield from places_in(v, (*path, k))


def changed(value, path, how):
    "The document with `how(old)` at `path`; a place goes when that is `...`"
    if not path: return how(value)
    out = dict(value) if isinstance(value, dict) else list(value)
    new = changed(out[path[0]], path[1:], how)
    if new is ...: del out[path[0]]
    else: out[path[0]] = new
    return out


@st.composite
def odd_json(draw, good):
    "A reply in which some places hold something else, are gone, or come twice; or its text with a few bytes damaged"
    value = good
    for _ in range(draw(st.integers(1, 4))):
        at, new = draw(st.sampled_from(list(places_in(value)))), draw(ANY)
        kind = draw(st.sampled_from(['other', 'gone', 'nested', 'twice']))
        hows = dict(other=lambda o: new, gone=lambda o: ... if at else None, nested=lambda o: [o, new], twice=lambda o: o*2 if isinstance(o, (list, str)) else new)
        value = changed(value, at, hows[kind])
    text = bytearray(json.dumps(value).encode())
    for how in draw(st.lists(st.sampled_from([flip, cut, zero]), max_size=1)):
        if text: how(text, draw)
    return bytes(text)


class Clock:
    "Moves only when somebody sleeps"
    now = 1000.
    def __call__(self): return self.now
    def sleep(self, seconds): self.now += seconds


@pytest.fixture(scope='module')
def site():
    "A good listing and a good wallpaper of the gallery, and a server that sends what it is told to"
    reply, clock = {}, Clock()
    with Gallery(count=30, limit=None) as gallery, scripted(lambda path, headers, n: reply['answer']) as asked:
        found = requests.get(f'{gallery.url}/search', params=dict(ratios='16x9')).json()
        found['data'] = found['data'][:3]
        one = requests.get(f'{gallery.url}/w/{found["data"][0]["id"]}').json()
        yield dict(found=found, one=one, reply=reply, client=Wallhaven(f'{asked.url}/api/v1', budget=Budget(10**6, 60, clock=clock, sleep=clock.sleep)))


def usable(rows):
    for r in rows.to_dict('records'):
        assert set(r) == set(COLUMNS) and is_id(r['id'], SITE_ID) and r['purity'] == 'sfw' and trusted(r['path']) and trusted(r['thumb_large'])
        assert 0 < r['dimension_x'] <= 100_000 and 0 < r['dimension_y'] <= 100_000 and r['file_size'] >= 0


@fuzz(EXAMPLES)
@given(st.data())
def test_an_odd_reply_gives_usable_rows_or_an_error(site, data):
    status = data.draw(st.sampled_from([200]*12 + [400, 401, 403, 404, 429, 500]))
    header = data.draw(st.sampled_from(['', '0', '-5', '1e99', 'nan', 'Thu, 01 Jan 1970 00:00:00 GMT', '٣']))
    headers = {'retry-after': header.encode().decode('latin-1'), 'content-type': data.draw(st.sampled_from(['application/json', 'text/html']))}
    with in_time():
        site['reply']['answer'] = status, headers, data.draw(odd_json(site['found']))
        try: usable(site['client'].search(want=10, most=4))
        except WallhavenError as e: assert str(e)
        site['reply']['answer'] = status, headers, data.draw(odd_json(site['one']))
        try: row = site['client'].wallpaper(site['one']['data']['id'])
        except WallhavenError as e: assert str(e)
        else: assert all(isinstance(t['name'], str) for t in row['tags'] or ()) and isinstance(row['uploader'], str)


# ---- bombs

def chunk(name, data): return struct.pack('>I', len(data)) + name + data + struct.pack('>I', zlib.crc32(name + data))


def png(width, height, depth=8, colour=2, body=b'', before=b''):
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>II5B', width, height, depth, colour, 0, 0, 0)) + before
            + chunk(b'IDAT', body or zlib.compress(bytes(10**6))) + chunk(b'IEND', b''))


def zeros(n=300_000_000):
    "So many zeros in few bytes"
    z = zlib.compressobj(1)
    return b''.join(z.compress(bytes(10**7)) for _ in range(n // 10**7)) + z.flush()


def webp():
    "The largest picture that a WebP can hold, of one colour"
    f = io.BytesIO()
    Image.new('L', (16, 16)).convert('RGB').save(f, 'WEBP', lossless=True)
    data = bytearray(f.getvalue())
    data[21:25] = (int.from_bytes(data[21:25], 'little') >> 28 << 28 | 16382 << 14 | 16382).to_bytes(4, 'little')
    return bytes(data)


def passes():
    f = io.BytesIO()
    Image.new('RGB', (7680, 4320)).save(f, 'JPEG', progressive=True)
    data = f.getvalue()
    return data[:-2] + data[data.rindex(b'\xff\xda'):-2]*5000 + data[-2:]


BOMBS = dict(
    pixels=lambda: png(12_000, 12_000), more_pixels=lambda: png(40_000, 40_000), deep=lambda: png(16_000, 16_000, 16, 6),
    text=lambda: png(64, 36, before=chunk(b'zTXt', b'Comment\0\0' + zeros())),
    other_text=lambda: png(64, 36, before=chunk(b'iTXt', b'Comment\0\1\0\0\0' + zeros())),
    profile=lambda: png(64, 36, before=chunk(b'iCCP', b'sRGB\0\0' + zeros())),
    webp=webp, passes=passes, rows=lambda: png(64, 36, body=zeros()), gzip=lambda: b'\x1f\x8b\x08' + zeros())

INSPECT = """
    import resource, sys, tempfile
    from pathlib import Path
    from wallpicker.archive.store import Archive
    from wallpicker.site.download import Downloader
    from wallpicker.site.verify import verify
    from wallpicker.folders import Folders
    from wallpicker.files import WallpickerError
    bomb, url, tmp = Path(sys.argv[1]).read_bytes(), *sys.argv[2:]
    archive, down = Archive(Folders(tmp).make()), Downloader(sleep=lambda seconds: None)
    row = dict(id='bomb', path=url, file_size=len(bomb), dimension_x=12_000, dimension_y=12_000)
    ways = dict(verify=lambda: verify(bomb).size, archive=lambda: archive.add(row, bomb), download=lambda: down.original(row, Path(tmp)/'a.png'),
                preview=lambda: len(down.fetch(url, kind='preview', cap=2_000_000, most=4_000_000)))
    held = int(Path('/proc/self/statm').read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (held + 200_000_000,)*2)
    for name, way in ways.items():
        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = int(used.ru_utime + used.ru_stime) + 3   # whole ones: two more at the least
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
        try: print(name, 'opened', way(), flush=True)
        except WallpickerError as e: print(name, 'refused', e, flush=True)
"""


@pytest.mark.skipif(not sys.platform.startswith('linux'), reason='reads what a process holds from /proc')
@pytest.mark.parametrize('name', BOMBS)
def test_a_bomb_takes_little_memory_and_little_time(tmp_path, name):
    "Refused for what it is, within 200 MB more and two seconds of a processor, by all the ways in; those with sound pixels open"
    (tmp_path/'bomb').write_bytes(bomb := BOMBS[name]())
    (tmp_path/'root').mkdir()
    headers = {'content-encoding': 'gzip'} if name == 'gzip' else {}
    with scripted(lambda *a: (200, headers, bomb)) as asked:
        p = subprocess.run([sys.executable, '-c', textwrap.dedent(INSPECT), tmp_path/'bomb', asked.url, tmp_path/'root'],
                           capture_output=True, text=True, timeout=300)
    said = [line.split(' ', 2) for line in p.stdout.splitlines()]
    assert p.returncode == 0 and [o[0] for o in said] == ['verify', 'archive', 'download', 'preview'], (p.returncode, p.stdout, p.stderr[-500:])
    for way, came, why in said:
        sound = name in ('rows', 'text', 'other_text', 'profile') and way != 'download'   # which expects other sides
        assert came == ('opened' if sound else 'refused'), (way, came, why)
        assert not why.rstrip().endswith((':', 'MemoryError')), way   # Python's own error says nothing: this was no refusal
    assert not [o for o in (tmp_path/'root').iterdir() if o.is_file() and o.suffix != '.toml']
