"What a page has no room for: bytes that are no pictures, hosts that are none of ours, connections that break"
import gzip
import io
import json
import os
import random
import re
import signal
import socket
import struct
import subprocess
import sys
import textwrap
import threading
import time
import warnings
import zlib
from itertools import pairwise

import pytest
import requests
from PIL import Image
from scripted import scripted

from wallpicker.site import download
from wallpicker.archive.store import Archive
from wallpicker.site.download import PART_LIFE, Downloader, provenance, row_dicts
from wallpicker.site.hosts import SPACING, Gone, HostBusy, Refused, Unfinished
from wallpicker.site.part import Part
from wallpicker.site.verify import BadPicture, DownloadError, verify
from wallpicker.folders import Folders
from wallpicker.gallery.server import Gallery
from wallpicker.labels.ledger import Ledger
from wallpicker.labels.scan import scan
from wallpicker.desktop.stock import Stock

KEY = 'aVerySecretKey0123456789'
HTML = b'<!DOCTYPE html><html>Just a moment...</html>'


def picture(format='JPEG', size=(96, 54), mode='RGB', **kw):
    rng, out = random.Random(1), io.BytesIO()
    im = Image.frombytes('RGB', size, rng.randbytes(size[0]*size[1]*3)).convert(mode)
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

def lines_missing(kind):
    "A file that is whole from its first byte to its end, in which half of the compressed pixels are missing"
    data = picture(kind, size=(48, 27))
    if kind == 'WEBP':
        half = data[20:len(data)//2 & ~1]
        return b'RIFF' + struct.pack('<I4s4sI', len(half) + 12, b'WEBP', data[12:16], len(half)) + half
    at = data.index(b'IDAT')
    pixels = b'IDAT' + data[at+4:-16][:len(data)//2]
    return data[:at-4] + struct.pack('>I', len(pixels) - 4) + pixels + struct.pack('>I', zlib.crc32(pixels)) + data[-12:]

@pytest.mark.parametrize('kind', ['PNG', 'WEBP'])
def test_lines_missing_inside_a_whole_file_are_noticed(kind):
    with pytest.raises(BadPicture, match='decoded'): verify(lines_missing(kind))


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


@pytest.mark.parametrize('data', [b'', b'\xff\xd8\xff', b'RIFF', b'\x89PNG\r\n\x1a\n', HTML, b'{"error": 1}', b'\0'*5000, picture('GIF'), picture('BMP'), picture('TIFF'), gzip.compress(GOOD, mtime=0)])
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


def test_many_pixels_out_of_few_bytes_are_a_bomb_and_8k_in_one_colour_is_none():
    def plain(*size):
        out = io.BytesIO()
        Image.new('L', size).save(out, 'PNG')
        return out.getvalue()
    assert verify(plain(7680, 4320)).size == (7680, 4320)
    with pytest.raises(BadPicture, match='bomb'): verify(plain(12_000, 4_000))


def test_a_jpeg_in_a_thousand_passes_is_a_bomb():
    data = picture(progressive=True)
    last = data.rindex(b'\xff\xda')
    assert 3 < data.count(b'\xff\xda') < 20
    with pytest.raises(BadPicture, match='bomb'): verify(data[:-2] + data[last:-2]*1000 + data[-2:])


def test_a_jpeg_larger_than_8k_is_read_to_its_end():
    out = io.BytesIO()
    Image.effect_noise((1000, 625), 60).resize((8000, 5000), Image.Resampling.NEAREST).save(out, 'JPEG', quality=10)
    data = out.getvalue()
    assert verify(data, len(data), (8000, 5000)).size == (1000, 625)
    with pytest.raises(BadPicture, match='decoded'): verify(data[:-len(data)//20], shape=(8000, 5000))


def test_a_large_genuine_wallpaper_passes_where_pillow_would_stop_it(monkeypatch):
    monkeypatch.setattr(Image, 'MAX_IMAGE_PIXELS', 1000)
    assert verify(GOOD).size == (96, 54)


def test_a_jpeg_whose_end_was_zeroed_is_refused_though_pillow_takes_it():
    whole = picture(size=(640, 360), quality=60)
    cut = next(n for n in range(len(whole) - 400, 700, -50) if loads(whole[:n] + bytes(len(whole) - n)))
    with pytest.raises(BadPicture, match='has no end'): verify(whole[:cut] + bytes(len(whole) - cut), size=len(whole))
    verify(whole + bytes(100)).close()   # what comes after the end is nobody's business


def loads(data):
    "Does Pillow take it for a whole picture?"
    try: Image.open(io.BytesIO(data)).load()
    except OSError: return False
    return True


def test_announcements_are_held_against_what_comes():
    verify(GOOD, len(GOOD), (96, 54)), verify(GOOD, 0, (54, 96))
    with pytest.raises(BadPicture, match='announced'): verify(GOOD, len(GOOD) + 1)
    with pytest.raises(BadPicture, match='announced'): verify(GOOD, shape=(96, 55))


# ---- never published

@pytest.mark.parametrize('name, body, headers, length', [
    ('cut in the middle', GOOD[:500], {}, [len(GOOD)]), ('half a picture with a length that fits', GOOD[:len(GOOD)//2], {}, []),
    ('HTML that says it is a picture', HTML, {'content-type': 'image/jpeg'}, []), ('nothing', b'', {'content-type': 'image/jpeg'}, []),
    ('another picture', picture(size=(54, 54)), {}, []), ('zeroes in the body', GOOD[:3000] + bytes(400), {}, []),
    ('compressed', gzip.compress(GOOD, mtime=0), {'content-encoding': 'gzip'}, []), ('a length that is too small', GOOD, {}, [100]),
    ('chunks that stop', b'64\r\n' + GOOD[:100] + b'\r\n', {'transfer-encoding': 'chunked'}, [None])])
def test_a_bad_original_is_never_published(tmp_path, name, body, headers, length):
    with answering(body, 200, headers, *length) as asked:
        row = dict(id='l8jezr', path=f'{asked.url}/full/l8/wallhaven-l8jezr.jpg', file_size=len(GOOD), dimension_x=96, dimension_y=54)
        with pytest.raises(DownloadError): quick().original(row, tmp_path/'a.jpg')
    assert not [p for p in tmp_path.iterdir() if not p.name.startswith('.')] and 1 <= len(asked) <= 3


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


def test_what_the_owner_puts_there_meanwhile_is_not_overwritten(tmp_path):
    def answer(*a):
        (tmp_path/'a.jpg').write_bytes(b'mine')
        return 200, {}, GOOD
    with scripted(answer) as asked, pytest.raises(DownloadError, match='something else'): quick().original(row(asked), tmp_path/'a.jpg')
    assert (tmp_path/'a.jpg').read_bytes() == b'mine'


@pytest.mark.parametrize('id', ['../x', '', 'a/b', 'x'*300, 'CON.', '-rf', 'ab\0c', '\u202eabc', None, 7])
def test_an_id_that_is_none_makes_no_file(tmp_path, id):
    with answering() as asked, pytest.raises(DownloadError, match='no id'): quick().original(row(asked, id=id), tmp_path/'a.jpg')
    assert not asked and not list(tmp_path.iterdir())


# ---- what has come so far

BIG = picture(size=(640, 360))
ETAG = '"v1"'


def row(asked, data=GOOD, **kw):
    x, y = Image.open(io.BytesIO(data)).size
    return dict(id='l8jezr', path=f'{asked.url}/full/l8/wallhaven-l8jezr.jpg', file_size=len(data), dimension_x=x, dimension_y=y) | kw


def ranged(data=BIG, etag=ETAG, breaks=(), obeys=True):
    "A server that gives the rest of a file; the answers in `breaks` break off after a third of what they should bring"
    def answer(path, headers, n):
        m = re.fullmatch(r'bytes=(\d+)-', headers.get('Range', ''))
        start = int(m[1]) if m and obeys and headers.get('If-Range', etag) == etag else 0
        if start >= len(data): return 416, {'content-range': f'bytes */{len(data)}'}, b''
        body, said = data[start:], {'etag': etag} if etag else {}
        if start: said['content-range'] = f'bytes {start}-{len(data)-1}/{len(data)}'
        return (206 if start else 200), said, ([body[:len(body)//3]] if n in breaks else body), len(body)
    return scripted(answer)


def ranges(asked): return [h.get('Range') for _, h in asked]
def part_in(folder): return folder/'.wallpicker-l8jezr.part'


def interrupted(folder, data=BIG, etag=ETAG):
    "A folder in which a part of `data` lies, as it is left when three tries break off"
    with ranged(data, etag, breaks=(1, 2, 3)) as asked, pytest.raises(Unfinished): quick().original(row(asked, data), folder/'a.jpg')
    assert [p.name for p in folder.iterdir()] == ['.wallpicker-l8jezr.part']
    assert len(asked) == 3 and ranges(asked)[0] is None
    return len(Part(row(asked)['path'], len(data), part_in(folder)))


@pytest.mark.parametrize('etag', [ETAG, '', 'W/"weak"'])
def test_the_next_run_asks_for_the_rest_alone(tmp_path, etag):
    n = interrupted(tmp_path, etag=etag)
    assert len(BIG)/2 < n < len(BIG)
    with ranged(etag=etag) as asked:
        down = quick()
        assert down.original(row(asked, BIG), tmp_path/'a.jpg').read_bytes() == BIG
    assert ranges(asked) == [f'bytes={n}-'] and asked[0][1].get('If-Range') == (ETAG if etag == ETAG else None)
    assert down.bytes['original'] == len(BIG) - n and [p.name for p in tmp_path.iterdir()] == ['a.jpg']


def test_without_etag_and_length_nothing_is_kept(tmp_path):
    with ranged(etag='', breaks=(1, 2, 3)) as asked, pytest.raises(Unfinished):
        quick().original(row(asked, BIG, file_size=0), tmp_path/'a.jpg')
    assert ranges(asked) == [None]*3 and not list(tmp_path.iterdir())


def starts_anew(folder, server, tries):
    with server as asked: assert quick().original(row(asked, BIG), folder/'a.jpg').read_bytes() == BIG
    assert ranges(asked)[-1] is None if tries > 1 else True
    assert len(asked) == tries and [p.name for p in folder.iterdir()] == ['a.jpg']


def test_a_server_that_gives_everything_starts_anew(tmp_path):
    interrupted(tmp_path)
    starts_anew(tmp_path, ranged(obeys=False), 1)


def test_another_version_of_the_file_starts_anew(tmp_path):
    interrupted(tmp_path, BIG[:1000] + BIG[:999:-1], '"v0"')
    starts_anew(tmp_path, ranged(), 1)


@pytest.mark.parametrize('said', ['', 'bytes 0-9/10', 'bytes 5-{last}/{n}', 'bytes {have}-{last}/*', 'bytes {have}-{most}/{n}', 'bytes {have}-{last}/{more}',
                                  'items {have}-{last}/{n}', 'bytes -1-{last}/{n}', 'bytes {have}-' + '9'*400 + '/' + '9'*400])
def test_a_wrong_content_range_starts_anew(tmp_path, said):
    have, n = interrupted(tmp_path), len(BIG)
    said = said.format(have=have, n=n, last=n-1, most=n, more=n+1)
    def answer(path, headers, nth): return (206, {'etag': ETAG, 'content-range': said}, BIG[have:]) if 'Range' in headers else (200, {}, BIG)
    with scripted(answer) as asked: assert quick().original(row(asked, BIG), tmp_path/'a.jpg').read_bytes() == BIG
    assert ranges(asked) == [f'bytes={have}-', None]


@pytest.mark.parametrize('etag', ['"v2"', '', 'W/"v1"'])
def test_a_rest_with_another_etag_starts_anew(tmp_path, etag):
    have, n = interrupted(tmp_path), len(BIG)
    def answer(path, headers, nth):
        rest = {'etag': etag, 'content-range': f'bytes {have}-{n-1}/{n}'}
        return (206, rest, BIG[have:]) if 'Range' in headers else (200, {}, BIG)
    with scripted(answer) as asked: assert quick().original(row(asked, BIG), tmp_path/'a.jpg').read_bytes() == BIG
    assert ranges(asked) == [f'bytes={have}-', None]


def test_a_rest_nobody_asked_for_is_an_error(tmp_path):
    with answering(BIG, 206, {'content-range': f'bytes 0-{len(BIG)-1}/{len(BIG)}'}) as asked, pytest.raises(DownloadError, match='206'):
        quick().original(row(asked, BIG), tmp_path/'a.jpg')
    assert not list(tmp_path.iterdir())


def test_a_rest_that_does_not_go_with_its_beginning_is_never_published(tmp_path):
    have, n = interrupted(tmp_path), len(BIG)
    bad = {'etag': ETAG, 'content-range': f'bytes {have}-{n-1}/{n}'}
    with scripted(lambda path, h, nth: (206, bad, HTML.ljust(n-have)[:n-have]) if 'Range' in h else (200, {}, BIG)) as asked:
        try: quick().original(row(asked, BIG), tmp_path/'a.jpg')
        except BadPicture: pass
    left = [p.name for p in tmp_path.iterdir()]
    assert left == [] or left == ['a.jpg']


def kept(data, etag=ETAG, size=len(BIG), of='http://x/full/l8/wallhaven-l8jezr.jpg', folder=None):
    "The bytes of a part"
    part = Part(of, size, folder/'made')
    part.begin(etag)
    for i in range(0, len(data), 5000): part.add(data[i:i+5000])
    part.close()
    return (folder/'made').read_bytes()


@pytest.mark.parametrize('size', [len(BIG), 0])
def test_a_part_longer_than_the_file_starts_anew(tmp_path, size):
    (tmp_path/'x').mkdir()
    part_in(tmp_path).write_bytes(kept(BIG + bytes(100), size=size, folder=tmp_path/'x'))
    with ranged() as asked: assert quick().original(row(asked, BIG, file_size=size), tmp_path/'a.jpg').read_bytes() == BIG
    assert ranges(asked) == ([None] if size else [f'bytes={len(BIG)+100}-', None])


def test_a_part_that_is_complete_needs_no_request(tmp_path):
    (tmp_path/'x').mkdir()
    part_in(tmp_path).write_bytes(kept(BIG, folder=tmp_path/'x'))
    with ranged() as asked: assert quick().original(row(asked, BIG), tmp_path/'a.jpg').read_bytes() == BIG
    assert not asked and not part_in(tmp_path).exists()


def test_a_damaged_part_is_believed_as_far_as_it_is_whole(tmp_path):
    data, rng = kept(BIG[:40_000], folder=tmp_path), random.Random(3)
    def believed(bad):
        part_in(tmp_path).write_bytes(bad)
        return Part('http://y/full/l8/wallhaven-l8jezr.jpg', len(BIG), part_in(tmp_path)).data
    assert believed(data) == BIG[:40_000]
    shorter = 0
    for _ in range(300):
        bad, i = bytearray(data), rng.randrange(len(data))
        if rng.random() < .5: bad[i:i+rng.choice([1, 50, 9000])] = bytes(rng.choice([0, 1, 50, 9000]))
        else: bad[i] ^= 1 << rng.randrange(8)
        got = believed(bytes(bad))
        assert BIG.startswith(bytes(got))
        shorter += len(got) < 40_000
    assert shorter > 250
    for junk in (b'', b'\0'*9000, b'[]\n', b'{"etag": 7}\n' + data, b'['*100_000, b'\xff'*100, BIG): assert believed(junk) == b''
    (tmp_path/'elsewhere').write_bytes(data)
    part_in(tmp_path).unlink()
    part_in(tmp_path).symlink_to(tmp_path/'elsewhere')
    with ranged() as asked: quick().original(row(asked, BIG), tmp_path/'a.jpg')
    assert ranges(asked) == [None] and (tmp_path/'elsewhere').read_bytes() == data


def test_the_part_of_another_file_is_none_of_ours(tmp_path):
    for kw in (dict(of='http://x/full/l8/wallhaven-l8jezr.png'), dict(size=len(BIG)-1), dict(etag='"v1" x')):
        part_in(tmp_path).write_bytes(kept(BIG[:30_000], **{**dict(etag='', folder=tmp_path), **kw}))
        got = len(Part('http://x/full/l8/wallhaven-l8jezr.jpg', len(BIG), part_in(tmp_path)))
        assert got == (30_000 if 'etag' in kw else 0)


def test_parts_do_not_pile_up(tmp_path):
    for _ in range(4):
        with ranged(breaks=(1, 2, 3, 4)) as asked, pytest.raises(Unfinished): quick().original(row(asked, BIG), tmp_path/'a.jpg')
        assert [p.name for p in tmp_path.iterdir()] == ['.wallpicker-l8jezr.part'] and part_in(tmp_path).stat().st_size < 1.01*len(BIG)
    os.utime(part_in(tmp_path), (time.time() - 2*PART_LIFE,)*2)
    with answering() as asked: quick().original(row(asked, id='another'), tmp_path/'b.jpg')
    assert [p.name for p in tmp_path.iterdir()] == ['b.jpg']


def test_a_part_goes_when_its_picture_is_no_more(tmp_path):
    interrupted(tmp_path)
    with answering(HTML, 404) as asked, pytest.raises(Gone): quick().original(row(asked, BIG), tmp_path/'a.jpg')
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize('status', [429, 403, 500])
def test_a_part_outlives_trouble(tmp_path, status):
    n = interrupted(tmp_path)
    with answering(HTML, status) as asked, pytest.raises(DownloadError): quick().original(row(asked, BIG), tmp_path/'a.jpg')
    with ranged() as asked: quick().original(row(asked, BIG), tmp_path/'a.jpg')
    assert ranges(asked) == [f'bytes={n}-']


def test_parts_may_lie_elsewhere(tmp_path):
    desktop, parts = tmp_path/'desktop', tmp_path/'parts'
    desktop.mkdir()
    with ranged(breaks=(1, 2, 3)) as asked:
        with pytest.raises(DownloadError, match='no folder'): quick().original(row(asked, BIG), desktop/'a.jpg', parts)
        parts.mkdir()
        with pytest.raises(Unfinished): quick().original(row(asked, BIG), desktop/'a.jpg', parts)
        assert not list(desktop.iterdir()) and part_in(parts).exists()
        quick().original(row(asked, BIG), desktop/'a.jpg', parts)
    assert [p.name for p in desktop.iterdir()] == ['a.jpg'] and not list(parts.iterdir())


def test_a_part_is_no_picture_to_anybody(tmp_path):
    folders = Folders(tmp_path).make()
    archive, ledger = Archive(folders), Ledger(folders)
    for place in (folders.desktop, folders.storage, folders.deselected, folders.reserve): interrupted(place)
    said = scan(folders, archive, ledger)
    assert not (said.yes or said.no or said.to_judge or said.problems) and not len(archive) and not len(ledger.rows())
    assert not Stock(folders).files('desktop') and not Stock(folders).files('reserve')
    with pytest.raises(Exception, match='no JPEG'): archive.add_file(part_in(folders.desktop))


DYING = """
    import sys
    from pathlib import Path
    from wallpicker.site.download import Downloader
    Downloader().original(dict(id='l8jezr', path=sys.argv[1], file_size=int(sys.argv[2]), dimension_x=640, dimension_y=360), Path(sys.argv[3])/'a.jpg')
"""


def test_who_is_killed_leaves_a_part_to_go_on_with(tmp_path):
    half, killed = threading.Event(), threading.Event()
    def slowly():
        yield BIG[:100_000]
        half.set()
        killed.wait(20)
    assert len(BIG) > 100_000
    with scripted(lambda *a: (200, {'etag': ETAG}, slowly(), len(BIG))) as asked:
        p = subprocess.Popen([sys.executable, '-c', textwrap.dedent(DYING), row(asked)['path'], str(len(BIG)), tmp_path])
        assert half.wait(60)
        for _ in range(500):
            if len(Part(row(asked)['path'], len(BIG), part_in(tmp_path))) == 100_000: break
            time.sleep(.02)
        p.send_signal(signal.SIGKILL)
        p.wait()
        killed.set()
    with ranged() as asked: assert quick().original(row(asked, BIG), tmp_path/'a.jpg').read_bytes() == BIG
    assert ranges(asked) == ['bytes=100000-']


@pytest.mark.skipif(sys.platform == 'win32', reason='needs a limit on the size of files')
def test_a_disk_that_is_full_is_named(tmp_path):
    code = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (90_000, 90_000))\n" + textwrap.dedent(DYING)
    with ranged() as asked:
        p = subprocess.run([sys.executable, '-c', code, row(asked)['path'], str(len(BIG)), tmp_path], capture_output=True, text=True)
    assert 'FoldersError: could not keep' in p.stderr and p.returncode == 1 and not (tmp_path/'a.jpg').exists()


def test_two_programs_after_one_picture_both_get_it(tmp_path):
    for _ in range(6):
        with ranged(breaks=(1, 2)) as asked:
            got, todo = [], [threading.Thread(target=lambda: got.append(quick().original(row(asked, BIG), tmp_path/'a.jpg'))) for _ in range(4)]
            for o in todo: o.start()
            for o in todo: o.join()
        assert len(got) == 4 and (tmp_path/'a.jpg').read_bytes() == BIG and [p.name for p in tmp_path.iterdir()] == ['a.jpg']
        (tmp_path/'a.jpg').unlink()


# ---- where it came from

def test_what_is_said_of_a_file_is_true_of_it(tmp_path):
    with Gallery(count=5, limit=None) as gallery:
        item = requests.get(f'{gallery.url}/search').json()['data'][0]
        (tmp_path/'a').write_bytes(data := requests.get(item['path']).content)
        about = provenance({**item, 'uploader': float('nan')}, tmp_path/'a')
    assert about == json.loads(json.dumps(about))
    assert (about['id'], about['page'], about['url'], about['uploader']) == (item['id'], item['url'], item['path'], '')
    assert about['size'] == item['file_size'] == len(data) and about['sha256'] == download.sha256(data)
    assert re.fullmatch(r'20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00', about['when'])


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
    def sleep(self, seconds):
        self.now += seconds
        self.slept.append(seconds)


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
    assert sum(clock.slept) == pytest.approx(20) and down.hosts.waves == 0


def test_broken_connections_are_tried_again():
    with scripted(lambda path, headers, n: (200, {}, [GOOD[:99]], len(GOOD)) if n < 3 else (200, {}, GOOD)) as asked: assert quick().fetch(asked.url) == GOOD
    with pytest.raises(Unfinished): quick().fetch('http://127.0.0.1:9/a.jpg')


def test_one_byte_at_a_time_comes_to_an_end():
    def drip():
        for b in GOOD:
            time.sleep(.03)
            yield bytes([b])
    begun = time.monotonic()
    with scripted(lambda *a: (200, {}, drip(), len(GOOD))) as asked, pytest.raises(Unfinished): quick(deadline=.2).fetch(asked.url)
    assert time.monotonic() - begun < 5


def test_headers_one_letter_at_a_time_come_to_an_end(monkeypatch):
    monkeypatch.setattr('wallpicker.site.client.HEAD_BY', .2)
    letters, ended = [], threading.Event()
    def drip(line):
        try:
            for b in b'HTTP/1.1 200 OK\r\nx: ' + b'x'*2000:
                line.sendall(bytes([b]))
                letters.append(b)
                ended.wait(.02)
        except OSError: pass   # hung up on, as it should be
        finally: line.close()
    with socket.create_server(('127.0.0.1', 0)) as server:
        def serve():
            for _ in range(3): threading.Thread(target=drip, args=(server.accept()[0],), daemon=True).start()
        threading.Thread(target=serve, daemon=True).start()
        with pytest.raises(Unfinished): quick().fetch(f'http://127.0.0.1:{server.getsockname()[1]}/a.jpg')
        ended.set()
    assert 3 < len(letters) < 3000


def test_a_reply_that_is_cut_in_its_headers_is_no_reply(monkeypatch):
    "The status line comes at once, the headers never end: what came by then must not pass for an empty file with status 200"
    monkeypatch.setattr('wallpicker.site.client.HEAD_BY', .2)
    ended = threading.Event()
    def drip(line):
        try:
            line.sendall(b'HTTP/1.1 200 OK\r\nx: ')
            while not ended.wait(.02): line.sendall(b'x')
        except OSError: pass   # hung up on, as it should be
        finally: line.close()
    with socket.create_server(('127.0.0.1', 0)) as server:
        def serve():
            for _ in range(3): threading.Thread(target=drip, args=(server.accept()[0],), daemon=True).start()
        threading.Thread(target=serve, daemon=True).start()
        with pytest.raises(Unfinished, match='did not arrive'): quick().fetch(f'http://127.0.0.1:{server.getsockname()[1]}/a.jpg')
        ended.set()


def test_all_tries_together_keep_the_deadline():
    clock = Clock()
    def answer(*a):
        clock.now += 70
        return 500, {}, HTML
    with scripted(answer) as asked, pytest.raises(Unfinished): Downloader(deadline=100, clock=clock, sleep=clock.sleep).fetch(asked.url)
    assert len(asked) == 2


def test_too_much_is_too_much():
    sent = []
    def endless():
        for _ in range(2000):
            sent.append(1)
            yield bytes(10_000)
    with scripted(lambda *a: (200, {}, endless(), None)) as asked, pytest.raises(BadPicture, match='more than'): quick(cap=50_000).fetch(asked.url)
    assert len(sent) < 2000
    with answering(b'', 200, {}, 10**12) as asked, pytest.raises(BadPicture, match='more than'): quick().fetch(asked.url)


def test_no_more_than_four_at_a_time():
    with pytest.raises(DownloadError, match='1 to 4'): Downloader(workers=5)
    now, most, lock = [0], [0], threading.Lock()
    def answer(*a):
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        time.sleep(.02)
        with lock: now[0] -= 1
        return 200, {}, GOOD
    with scripted(answer) as asked: assert len(dict(quick().previews([dict(id=f'a{i}', thumb_large=f'{asked.url}/{i}') for i in range(30)]))) == 30
    assert 1 < most[0] <= 4


def test_connections_are_kept_and_they_are_four():
    with Gallery(count=30, limit=None) as gallery:
        rows = [dict(id=o['id'], thumb_large=o['thumbs']['large']) for o in requests.get(f'{gallery.url}/search').json()['data']]
        came, let_in = [], gallery.server.process_request
        gallery.server.process_request = lambda line, visitor: (came.append(visitor), let_in(line, visitor))
        down = quick()
        for _ in range(4): assert all(isinstance(o, bytes) for o in dict(down.previews(rows)).values())
    assert 1 <= len(came) <= 4 and gallery.bytes['preview'] == down.bytes['preview'] > 0


def test_requests_set_out_evenly():
    clock, at = Clock(), []
    def answer(*a):
        at.append(clock.now)
        return 200, {}, GOOD
    with scripted(answer) as asked:
        down = Downloader(clock=clock, sleep=clock.sleep)
        for _ in range(10): down.fetch(asked.url)
        clock.now += 100
        for _ in range(2): down.fetch(asked.url)
    gaps = [b - a for a, b in pairwise(at)]
    assert gaps[:9] == pytest.approx([SPACING]*9) and gaps[9:] == pytest.approx([100, SPACING])


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
    frame = pd.DataFrame(dict(id=['a']))
    for rows in (frame, [{'id': 'a'}], [pd.Series({'id': 'a'})], [frame], iter([frame])): assert list(row_dicts(rows)) == [{'id': 'a'}]
