"What would spoil the page of chapter 04: bytes that are no pictures, hosts that are none of ours, connections that break"
import gzip
import io
import random
import struct
import threading
import time
import warnings
import zlib

import pytest
import requests
from PIL import Image
from scripted import scripted

from wallpicker.download import (BadPicture, DownloadError, Downloader, Gone, HostBusy, Refused, Unfinished, row_dicts, verify)

KEY = 'aVerySecretKey0123456789'
HTML = b'<!DOCTYPE html><html>Just a moment...</html>'


def picture(format='JPEG', size=(96, 54), mode='RGB', **kw):
    rng, out = random.Random(1), io.BytesIO()
    im = Image.frombytes('RGB', size, bytes(rng.randrange(256) for _ in range(size[0]*size[1]*3))).convert(mode)
    im.save(out, format, **kw)
    return out.getvalue()


GOOD = picture()


def quick(**kw): return Downloader(sleep=lambda seconds: None, **kw)


def answering(body=GOOD, status=200, headers=None, *length): return scripted(lambda *a: (status, headers or {}, body, *length))


# ---- bytes

@pytest.mark.parametrize('data', [picture(), picture('PNG'), picture('WEBP'), picture(mode='CMYK'), picture(mode='L'), picture('PNG', mode='P'),
    picture('PNG', mode='RGBA'), picture('PNG', mode='LA'), picture(progressive=True), picture('PNG', size=(1, 1)), picture('PNG', size=(1, 3000))])
def test_all_kinds_of_wallpapers_pass(data):
    im = verify(data, size=len(data))
    assert im.size == Image.open(io.BytesIO(data)).size and im.getpixel((0, 0)) is not None


@pytest.mark.parametrize('kind', ['JPEG', 'PNG', 'WEBP'])
def test_no_beginning_of_a_picture_passes(kind):
    data = picture(kind, size=(48, 27))
    for n in range(0, len(data) - 20, 7):
        with pytest.raises(BadPicture): verify(data[:n])
    for n in range(len(data)):
        with pytest.raises(BadPicture): verify(data[:n], size=len(data))


@pytest.mark.parametrize('kind', ['JPEG', 'PNG', 'WEBP'])
def test_damage_is_survived(kind):
    data, rng = picture(kind, size=(48, 27)), random.Random(7)
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        for _ in range(300):
            bad = bytearray(data)
            for _ in range(rng.choice([1, 1, 5, 50])): bad[rng.randrange(len(bad))] = rng.randrange(256)
            try: verify(bytes(bad), most=10_000_000)
            except BadPicture as e: assert str(e)


@pytest.mark.parametrize('data', [b'', b'\xff\xd8\xff', b'RIFF', b'\x89PNG\r\n\x1a\n', HTML, b'{"error": 1}', b'\0'*5000, picture('GIF'), picture('BMP'), picture('TIFF'), gzip.compress(GOOD)])
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(BadPicture): verify(data)


def _chunk(name, data): return struct.pack('>I', len(data)) + name + data + struct.pack('>I', zlib.crc32(name + data))


@pytest.mark.parametrize('size, most', [((20_000, 20_000), 260_000_000), ((12_000, 12_000), 4_000_000), ((2**31-1, 2**31-1), 260_000_000)])
def test_a_bomb_is_refused_by_its_header(size, most):
    bomb = b'\x89PNG\r\n\x1a\n' + _chunk(b'IHDR', struct.pack('>II5B', *size, 8, 2, 0, 0, 0)) + _chunk(b'IDAT', zlib.compress(bytes(10**6)))
    begun = time.monotonic()
    with pytest.raises(BadPicture, match='pixels'): verify(bomb, most=most)
    with pytest.raises(BadPicture): verify(bomb, shape=(1920, 1080))
    assert time.monotonic() - begun < 2


def test_a_large_genuine_wallpaper_passes_where_pillow_would_stop_it(monkeypatch):
    monkeypatch.setattr(Image, 'MAX_IMAGE_PIXELS', 1000)
    assert verify(GOOD).size == (96, 54)


def test_announcements_are_held_against_what_comes():
    verify(GOOD, len(GOOD), (96, 54)), verify(GOOD, 0, (54, 96))
    with pytest.raises(BadPicture, match='announced'): verify(GOOD, len(GOOD) + 1)
    with pytest.raises(BadPicture, match='announced'): verify(GOOD, shape=(96, 55))


# ---- never published

@pytest.mark.parametrize('name, body, headers, length', [
    ('cut in the middle', GOOD[:500], {}, [len(GOOD)]), ('half a picture with a length that fits', GOOD[:len(GOOD)//2], {}, []),
    ('HTML that says it is a picture', HTML, {'content-type': 'image/jpeg'}, []), ('nothing', b'', {'content-type': 'image/jpeg'}, []),
    ('another picture', picture(size=(54, 54)), {}, []), ('zeroes in the body', GOOD[:3000] + bytes(400), {}, []),
    ('compressed', gzip.compress(GOOD), {'content-encoding': 'gzip'}, []), ('a length that is too small', GOOD, {}, [100]),
    ('chunks that stop', b'64\r\n' + GOOD[:100] + b'\r\n', {'transfer-encoding': 'chunked'}, [None])])
def test_a_bad_original_is_never_published(tmp_path, name, body, headers, length):
    with answering(body, 200, headers, *length) as asked:
        row = dict(id='l8jezr', path=f'{asked.url}/full/l8/wallhaven-l8jezr.jpg', file_size=len(GOOD), dimension_x=96, dimension_y=54)
        with pytest.raises(DownloadError): quick().original(row, tmp_path/'a.jpg')
    assert not list(tmp_path.iterdir()) and 1 <= len(asked) <= 3


def test_an_original_is_whole_and_fetched_once(tmp_path):
    with answering() as asked:
        row = dict(id='l8jezr', path=f'{asked.url}/a.jpg', file_size=len(GOOD), dimension_x=96, dimension_y=54)
        down = quick()
        for _ in range(2): assert down.original(row, tmp_path/'a.jpg').read_bytes() == GOOD
        with pytest.raises(DownloadError, match='no folder'): down.original(row, tmp_path/'nowhere'/'a.jpg')
        (tmp_path/'mine.jpg').write_bytes(picture('PNG'))
        with pytest.raises(DownloadError, match='something else'): down.original(row, tmp_path/'mine.jpg')
    assert len(asked) == 1 and down.bytes == {'original': len(GOOD)} and (tmp_path/'mine.jpg').read_bytes() == picture('PNG')
    assert sorted(p.name for p in tmp_path.iterdir()) == ['a.jpg', 'mine.jpg']


# ---- hosts

@pytest.mark.parametrize('url', ['http://w.wallhaven.cc/a.jpg', 'https://example.org/a.jpg', 'file:///etc/passwd', 'https://w.wallhaven.cc@evil.org/', 'https://user@w.wallhaven.cc/', '', 'w.wallhaven.cc/a', 'http://169.254.169.254/', 'https://wallhaven.cc:22/'])
def test_only_known_hosts_are_asked(url):
    class Nobody(requests.Session):
        def get(self, *a, **k): raise AssertionError('asked')
    with pytest.raises(Refused): quick(session=Nobody()).fetch(url)


@pytest.mark.parametrize('to', ['https://example.org/a.jpg', 'http://w.wallhaven.cc/a.jpg', 'file:///etc/passwd', 'https://w.wallhaven.cc/a.jpg', '//evil.org/a', 'http://169.254.169.254/'])
def test_a_redirect_is_checked_again(to):
    with answering(b'', 302, {'location': to}) as asked, pytest.raises(Refused, match='led there'): quick().fetch(f'{asked.url}/a.jpg')
    assert len(asked) == 1


def test_nobody_outside_sends_us_to_this_machine():
    class Outside(requests.Session):
        def get(self, url, **kw):
            r = requests.Response()
            r.status_code, r.headers['location'], r.raw = 302, 'http://127.0.0.1:1/a.jpg', io.BytesIO()
            return r
    with pytest.raises(Refused): quick(session=Outside()).fetch('https://w.wallhaven.cc/a.jpg')


def test_three_redirects_and_no_more():
    def hops(most): return lambda path, headers, n: (200, {}, GOOD) if n > most else (302, {'location': f'/hop{n}'}, b'')
    with scripted(hops(3)) as asked: assert quick().fetch(asked.url) == GOOD
    with scripted(hops(50)) as asked, pytest.raises(Refused, match='more than 3'): quick().fetch(asked.url)
    assert len(asked) == 4


def test_no_key_reaches_an_image_host(monkeypatch):
    session = requests.Session()
    session.headers['X-API-Key'], session.auth = KEY, ('me', KEY)
    with scripted(lambda path, headers, n: (302, {'location': '/b'}, b'') if path == '/a' else (200, {}, GOOD)) as asked:
        Downloader(session).fetch(f'{asked.url}/a')
    assert len(asked) == 2 and KEY not in str(asked) and 'Authorization' not in str(asked)
    assert all(h['User-Agent'].startswith('wallpicker/') for _, h in asked)


# ---- trouble

@pytest.mark.parametrize('status, error, calls', [(404, Gone, 1), (410, Gone, 1), (400, DownloadError, 1), (500, Unfinished, 3), (503, Unfinished, 3), (429, HostBusy, 2), (403, HostBusy, 2)])
def test_trouble_is_typed_and_tries_are_bounded(status, error, calls):
    with answering(HTML, status, {'retry-after': '0'}) as asked, pytest.raises(DownloadError) as e: quick().fetch(asked.url)
    assert type(e.value) is error and len(asked) == calls


class Clock:
    "Moves only when somebody sleeps"
    def __init__(self): self.now, self.slept = 1000., []
    def __call__(self): return self.now
    def sleep(self, seconds): self.now += seconds; self.slept.append(seconds)


def test_a_host_that_has_had_enough_is_left_alone():
    clock = Clock()
    down = Downloader(clock=clock, sleep=clock.sleep)
    with answering(HTML, 429, {'retry-after': '50'}) as asked:
        got = dict(down.previews([dict(id=f'a{i}', thumb_large=f'{asked.url}/{i}') for i in range(60)]))
    assert {type(o) for o in got.values()} == {HostBusy} and len(asked) <= 16 and down.failed == {'preview': 60}


def test_a_wait_is_taken_once_and_forgotten_after_success():
    clock = Clock()
    down = Downloader(clock=clock, sleep=clock.sleep)
    with scripted(lambda path, headers, n: (429, {'retry-after': '20'}, HTML) if n == 1 else (200, {}, GOOD)) as asked:
        assert down.fetch(asked.url) == GOOD
    assert sum(clock.slept) == pytest.approx(20) and down._waves == 0


def test_broken_connections_are_tried_again():
    with scripted(lambda path, headers, n: (200, {}, [GOOD[:99]], len(GOOD)) if n < 3 else (200, {}, GOOD)) as asked: assert quick().fetch(asked.url) == GOOD
    with pytest.raises(Unfinished): quick().fetch('http://127.0.0.1:9/a.jpg')


def test_one_byte_at_a_time_comes_to_an_end():
    def drip():
        for b in GOOD: time.sleep(.03); yield bytes([b])
    begun = time.monotonic()
    with scripted(lambda *a: (200, {}, drip(), len(GOOD))) as asked, pytest.raises(Unfinished): quick(deadline=.2).fetch(asked.url)
    assert time.monotonic() - begun < 5


def test_too_much_is_too_much():
    sent = []
    def endless():
        for _ in range(2000): sent.append(1); yield bytes(10_000)
    with scripted(lambda *a: (200, {}, endless(), None)) as asked, pytest.raises(BadPicture, match='More than'): quick(cap=50_000).fetch(asked.url)
    assert len(sent) < 2000
    with answering(b'', 200, {}, 10**12) as asked, pytest.raises(BadPicture, match='more than'): quick().fetch(asked.url)


def test_no_more_than_four_at_a_time():
    with pytest.raises(DownloadError, match='1 to 4'): Downloader(workers=5)
    now, most, lock = [0], [0], threading.Lock()
    def answer(*a):
        with lock: now[0] += 1; most[0] = max(most[0], now[0])
        time.sleep(.02)
        with lock: now[0] -= 1
        return 200, {}, GOOD
    with scripted(answer) as asked: assert len(dict(quick().previews([dict(id=f'a{i}', thumb_large=f'{asked.url}/{i}') for i in range(30)]))) == 30
    assert 1 < most[0] <= 4


def test_one_bad_preview_does_not_stop_the_others_and_twice_is_once():
    with scripted(lambda path, headers, n: (200, {}, HTML if path == '/3' else GOOD)) as asked:
        rows = [dict(id=f'a{i}', thumb_large=f'{asked.url}/{i}') for i in range(8)]
        down = quick()
        got, said = dict(down.previews(rows + rows, progress=(told := []).append)), told
    assert isinstance(got['a3'], BadPicture) and sum(o == GOOD for o in got.values()) == 7 and down.failed == {'preview': 1}
    assert len(asked) == 9 and said == ['8 of 8 previews']


def test_who_stops_early_is_let_go():
    with answering() as asked:
        for _ in quick().previews([dict(id=f'a{i}', thumb_large=f'{asked.url}/{i}') for i in range(500)]): break
    assert len(asked) < 100


def test_rows_come_from_tables_and_lists():
    import pandas as pd
    assert row_dicts(pd.DataFrame(dict(id=['a']))) == [{'id': 'a'}] == row_dicts([{'id': 'a'}]) == row_dicts([pd.Series({'id': 'a'})])
