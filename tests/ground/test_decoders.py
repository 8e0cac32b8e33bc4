"Odd but sound picture files: what lies beside the pixels, how they are turned, one colour that is not there, and what is refused by its header"
import io
import struct
import subprocess
import sys
import zlib
from random import Random

import numpy as np
import pytest
from PIL import Image, ImageCms

from wallpicker.archive.preview import ArchiveError, _plain, flat, open_picture, prepare
from wallpicker.decoders import PictureError, begin, picture_kind
from wallpicker.site.verify import BadPicture, verify

SMALL = np.random.default_rng(1).integers(0, 255, (9, 16, 3), np.uint8)
ART = Image.fromarray(SMALL).resize((640, 360), Image.Resampling.BICUBIC)


def saved(im=ART, kind='JPEG', **options):
    f = io.BytesIO()
    im.save(f, kind, **options)
    return f.getvalue()


def chunk(name, body): return struct.pack('>I', len(body)) + name + body + struct.pack('>I', zlib.crc32(name + body))


def png(w, h, bits, kind, rows, *beside):
    head = struct.pack('>II5B', w, h, bits, kind, 0, 0, 0)
    chunks = chunk(b'IHDR', head), *beside, chunk(b'IDAT', zlib.compress(b''.join(b'\0' + r for r in rows))), chunk(b'IEND', b'')
    return b'\x89PNG\r\n\x1a\n' + b''.join(chunks)


def png_with(beside, data=saved(kind='PNG'), after=b''):
    at = data.index(b'IDAT') - 4
    return data[:at] + beside + data[at:-12] + after + data[-12:]


def segment(marker, body): return bytes([255, marker]) + struct.pack('>H', len(body) + 2) + body


def jpeg_with(*segments, data=saved(quality=90), after=b''): return data[:2] + b''.join(segments) + data[2:] + after


def apart(a, b): return np.abs(np.asarray(a, float) - np.asarray(b, float)).mean()


# ---- beside a JPEG's picture

FILM = Random(1).randbytes(8 << 20)   # has more than a hundred marks of a scan
JPEGS = {
    'a film behind it': jpeg_with(after=FILM), 'another picture behind it': jpeg_with(after=saved(ART.rotate(180))*60),
    'thumbnails in front': jpeg_with(*[segment(0xe1, saved(ART.resize((96, 54)), progressive=True))]*12),
    'scans in a comment': jpeg_with(*[segment(0xfe, b'\xff\xda'*30_000)]*2),
    'a profile cut short': jpeg_with(segment(0xe2, b'ICC_PROFILE\0')), 'Adobe cut short': jpeg_with(segment(0xee, b'Adobe')),
    'JFIF cut short': jpeg_with(segment(0xe0, b'JFIF\0')), 'torn notes': jpeg_with(segment(0xe1, b'Exif\0\0II*\0\xff\xff\xff')),
    'torn layers': jpeg_with(segment(0xed, b'Photoshop 3.0\0' + b'8BIM'*3)), 'bytes between': jpeg_with(segment(0xfe, b''), bytes(1000), b'\xff'*9),
    'pictures by MPF': jpeg_with(segment(0xe2, b'MPF\0II*\0\x08\0\0\0'), after=saved())}


@pytest.mark.parametrize('kind', JPEGS)
def test_what_lies_beside_a_jpeg_stops_nothing(kind):
    opened = open_picture(JPEGS[kind])
    assert opened.size == ART.size and apart(opened.image, ART) < 6
    verify(JPEGS[kind], shape=ART.size).close()


def test_a_jpeg_without_its_end_has_none_though_a_film_has():
    cut = saved(quality=90)[:-2]
    with pytest.raises(BadPicture, match='no end'): verify(cut + b'\0'*64 + b'mdat \xff\x00 no picture')


def cut(data, missing):
    "Does a JPEG without its last bytes open as the whole one does? None when it is refused"
    try: return open_picture(data[:-missing]).image.tobytes() == open_picture(data).image.tobytes()
    except ArchiveError as e:
        assert 'truncated' in str(e)
        return None


@pytest.mark.parametrize('mode', ['L', 'RGB', 'CMYK'])
@pytest.mark.parametrize('how', [{}, dict(progressive=True), dict(restart_marker_blocks=1), dict(restart_marker_rows=1)], ids=str)
def test_a_jpeg_may_lack_its_last_mark_and_no_pixel(how, mode):
    data = saved(ART.convert(mode), quality=90, **how)
    assert cut(data, 2) and cut(data, 1)
    marks = [len(data) - n for n in range(len(data) - 400, len(data) - 2) if data[n] == 255]
    for missing in {*range(9, 60, 5), *marks, *(n - 1 for n in marks), *(n - 2 for n in marks)} - {0, 1, 2}: assert cut(data, missing) is None, missing
    with pytest.raises(BadPicture, match='no end'): verify(data[:-2])


def test_a_jpeg_that_lacks_a_whole_pass_lacks_pixels():
    data = saved(quality=90, progressive=True)
    assert cut(data, len(data) - data.rindex(b'\xff\xda')) is None


def test_a_large_jpeg_without_its_last_mark_is_made_small_as_ever():
    data = saved(ART.resize((3840, 2160)), quality=80)
    assert open_picture(data[:-2]).image.size == (960, 540) and cut(data, 2) and cut(data, 3000) is None


# ---- beside a PNG's pixels

def text(n): return zlib.compress(Random(1).randbytes(n))


BESIDE = {
    'a long text': chunk(b'zTXt', b'workflow\0\0' + text(1_200_000)), 'a text that unfolds': chunk(b'iTXt', b'a\0\1\0\0\0' + zlib.compress(bytes(10**8))),
    'no such compression': chunk(b'iCCP', b'x\0\1abc'), 'a profile that unfolds': chunk(b'iCCP', b'x\0\0' + zlib.compress(bytes(10**8))),
    'a cut profile': chunk(b'iCCP', b'x\0\0' + text(5000)[:900]), 'a profile without a name': chunk(b'iCCP', b''), 'a large one': chunk(b'iCCP', b'x\0\0' + text(1_100_000)),
    'a cut cHRM': chunk(b'cHRM', b'\0\0'), 'a cut gAMA': chunk(b'gAMA', b''), 'a cut pHYs': chunk(b'pHYs', b'\0'), 'a cut sRGB': chunk(b'sRGB', b''),
    'a wrong sum': chunk(b'tEXt', b'a\0b')[:-1] + b'!', 'a wrong key': chunk(b'tRNS', b'\0'), 'two animations': chunk(b'acTL', struct.pack('>II', 3, 0))*2,
    'an animation without frames': chunk(b'acTL', struct.pack('>II', 9, 0)), 'torn notes': chunk(b'eXIf', b'II'), 'no letters': chunk(b'tEXt', b'\xff\0\xfe')}


@pytest.mark.parametrize('kind', BESIDE)
def test_what_lies_beside_a_png_changes_nothing(kind):
    for data in (png_with(BESIDE[kind]), png_with(b'', after=BESIDE[kind])):
        assert open_picture(data).image.convert('RGB').tobytes() == ART.tobytes()
        assert apart(prepare(data), prepare(saved(kind='PNG'))) < 3   # other bytes, so other thumbnail settings
        verify(data).close()


def test_a_png_without_its_end_is_opened_and_one_without_pixels_is_not():
    whole = saved(kind='PNG')
    assert open_picture(whole[:-12]).size == ART.size
    with pytest.raises(ArchiveError, match='broken'): open_picture(whole[:-2000])


def unsealed(data, check=b'none', sizes=(), behind=b''):
    "A PNG whose pixels have another checksum in their stream, cut into pieces of `sizes` bytes, with more behind it"
    chunks = {}
    at = 8
    while at < len(data):
        end = at + 12 + int.from_bytes(data[at:at+4], 'big')
        chunks.setdefault(data[at+4:at+8], []).append(data[at:end])
        at = end
    stream = b''.join(c[8:-4] for c in chunks.pop(b'IDAT'))[:-4] + check + behind
    ends = [0, *sizes, len(stream)]
    pieces = [chunk(b'IDAT', stream[a:b]) for a, b in zip(ends, ends[1:])]
    before = [c for name, found in chunks.items() if name != b'IEND' for c in found]
    return b''.join([data[:8], *before, *pieces, *chunks[b'IEND']])


WIDE = png(2, 1, 16, 2, [struct.pack('>6H', 1, 2, 3, 1, 2, 4)], chunk(b'tRNS', struct.pack('>3H', 1, 2, 4)))   # of two colours one is not there
UNSEALED = {mode: saved(ART.convert(mode), 'PNG') for mode in ('1', 'L', 'LA', 'P', 'RGB', 'RGBA', 'I;16')} | {'a key in 16 bits': WIDE}


@pytest.mark.parametrize('mode', UNSEALED)
def test_a_checksum_behind_the_pixels_of_a_png_counts_for_nothing(mode):
    sound = open_picture(UNSEALED[mode]).image
    for how in ({}, dict(sizes=[-2]), dict(sizes=[-1_000] if len(UNSEALED[mode]) > 9_000 else [9]), dict(behind=bytes(70_000)), dict(check=b'')):
        data = unsealed(UNSEALED[mode], **how)
        assert open_picture(data).image.tobytes() == sound.tobytes(), how
        verify(data).close()   # whole as it is: each chunk has its checksum


def test_a_png_that_lacks_pixels_is_named_as_before_and_unpacked_no_further():
    torn = bytearray(saved(kind='PNG'))
    torn[2000:2100] = bytes(100)
    head = chunk(b'IHDR', struct.pack('>II5B', 1, 1, 8, 0, 0, 0, 0))
    filter = chunk(b'IDAT', zlib.compress(b'\x09' + bytes(1 << 27)))   # one that does not exist, and 128 MB behind it
    for data in (bytes(torn), b'\x89PNG\r\n\x1a\n' + head + filter + chunk(b'IEND', b'')):
        with pytest.raises(ArchiveError, match='broken'): open_picture(data)


@pytest.mark.parametrize('name', [b'IHDR', b'IDAT', b'IEND'])
def test_what_is_downloaded_has_its_checksums(name):
    data = bytearray(saved(kind='PNG'))
    at = bytes(data).index(name)
    data[at + 4 + int.from_bytes(data[at-4:at], 'big')] ^= 1
    with pytest.raises(BadPicture, match='checksum'): verify(bytes(data))
    if name != b'IHDR': assert open_picture(bytes(data)).image.tobytes() == ART.tobytes()   # as browsers do
    with pytest.raises(BadPicture, match='no end'): verify(saved(kind='PNG')[:-12])


def animation(first, *frames, size=ART.size):
    "A PNG with a still picture and frames; without `first` the still picture is the first frame"
    def control(n): return chunk(b'fcTL', struct.pack('>5IHHBB', n, *size, 0, 0, 1, 10, 0, 0))
    def rows(im): return zlib.compress(b''.join(b'\0' + bytes(row) for row in np.asarray(im)))
    more = [rows(im) for im in (frames if first else frames[1:])]
    after = b''.join(control(2*n) + chunk(b'fdAT', struct.pack('>I', 2*n + 1) + d) for n, d in enumerate(more))
    data = saved(first or frames[0], 'PNG')
    return png_with(chunk(b'acTL', struct.pack('>II', len(frames), 0)) + (b'' if first else control(0)), data, after)


def test_an_animated_png_shows_its_first_frame():
    stand_in, one, two = Image.new('RGB', ART.size, 'red'), ART, ART.rotate(180)
    for data in (animation(stand_in, one, two), animation(None, one, two), animation(stand_in, one)):
        assert apart(open_picture(data).image, ART) == 0
    part = animation(stand_in, Image.new('RGB', (9, 9)), size=(9, 9))   # of the canvas
    torn = animation(stand_in, one)
    for data in (part, torn[:torn.index(b'fcTL') + 2]): assert open_picture(data).image.getpixel((9, 9)) == (255, 0, 0)


# ---- turned

def notes(turn, kind=3, count=1, order='<'):
    "EXIF with one entry, the orientation"
    return {'<': b'II*\0', '>': b'MM\0*'}[order] + struct.pack(f'{order}IHHHIHHI', 8, 1, 0x0112, kind, count, turn, 0, 0)


@pytest.mark.parametrize('order', '<>')
@pytest.mark.parametrize('turn', range(2, 9))
def test_a_picture_is_turned_as_a_camera_was_held(turn, order):
    for data in (saved(exif=b'Exif\0\0' + notes(turn, order=order), quality=95), png_with(chunk(b'eXIf', notes(turn, order=order)))):
        opened, (w, h) = open_picture(data), ART.size
        assert opened.size == opened.image.size == ((h, w) if turn > 4 else (w, h))
        back = [t for t in Image.Transpose if (o := opened.image.transpose(t)).size == ART.size and apart(o, ART) < 6]
        assert len(back) == 1


ODD_NOTES = {
    **{f'{turn}': notes(turn) for turn in (0, 1, 9, 65535)}, 'a text': notes(0x36, 2, 2), 'two': notes(6, 3, 2), 'a long number': notes(6, 4), 'none': notes(6, 3, 0),
    'no TIFF': notes(6).replace(b'*', b'+'), 'the other end': notes(6).replace(b'*\0', b'\0*'), 'a fraction': notes(8, 5), 'garbage': b'not a tiff at all', 'nothing': b'', 'short': b'II*\0', 'outside': b'II*\0\xff\xff\xff\xff', 'twice': b'Exif\0\0' + notes(6)}


@pytest.mark.parametrize('kind', ODD_NOTES)
def test_odd_notes_turn_nothing(kind):
    opened = open_picture(jpeg_with(segment(0xe1, b'Exif\0\0' + ODD_NOTES[kind])))
    assert opened.size == opened.image.size == ART.size and apart(opened.image, ART) < 6
    if kind != 'twice': assert open_picture(png_with(chunk(b'eXIf', ODD_NOTES[kind]))).size == ART.size


def test_the_head_of_exif_notes_ends_in_any_byte_and_a_png_has_none():
    for last in b'\0', b'\xff', b'A':
        assert open_picture(jpeg_with(segment(0xe1, b'Exif\0' + last), segment(0xe1, b'Exif\0' + last + notes(6)))).size == ART.size[::-1]
        assert open_picture(png_with(chunk(b'eXIf', b'Exif\0' + last + notes(6)))).size == ART.size


def test_only_the_first_notes_of_a_jpeg_and_those_before_a_pngs_pixels_turn_it():
    first, second = segment(0xe1, b'Exif\0\0' + notes(1)), segment(0xe1, b'Exif\0\0' + notes(6))
    assert open_picture(jpeg_with(first, second)).size == ART.size
    xmp = b'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description tiff:Orientation="6"/></x:xmpmeta>'
    assert open_picture(jpeg_with(segment(0xe1, xmp))).size == ART.size
    assert open_picture(png_with(b'', after=chunk(b'eXIf', notes(6)))).size == ART.size
    raw = chunk(b'tEXt', b'Raw profile type exif\0\nexif\n%8d\n%b\n' % (len(notes(6)) + 6, (b'Exif\0\0' + notes(6)).hex().encode()))
    assert open_picture(png_with(raw)).size == ART.size
    assert open_picture(saved(kind='WEBP', exif=notes(6))).size == ART.size   # as Chromium shows it


# ---- one colour that is not there

def packed(numbers, bits):
    "A row of numbers as a PNG packs them"
    n = 0
    for v in numbers: n = n << bits | v
    return n.to_bytes(len(numbers)*bits//8, 'big')


@pytest.mark.parametrize('bits', [1, 2, 4, 8, 16])
@pytest.mark.parametrize('end', ['white', 'black', 'between'])
def test_a_grey_key_shows_what_lies_behind(bits, end):
    most = (1 << bits) - 1
    key = dict(white=most, black=0, between=most//3 if bits > 1 else 1)[end]
    other = key - 1 if key else most   # with 16 bits they differ in the lower half alone
    data = png(864, 486, bits, 0, [packed([key]*432 + [other]*432, bits)]*486, chunk(b'tRNS', struct.pack('>H', key)))
    image = open_picture(data).image
    left, right = (np.asarray(image.getchannel('A'))[:, part] for part in (slice(0, 432), slice(432, None)))
    assert left.max() == 0 and right.min() == 255
    seen = np.asarray(prepare(data))
    assert seen[:, :200].max() < 12 and abs(seen[:, -200:].mean() - other*255/most) < 4


def test_a_key_beyond_its_bits_makes_nothing_transparent():
    data = png(8, 2, 1, 0, [packed([1]*8, 1)]*2, chunk(b'tRNS', b'\0\xff'))
    assert np.asarray(open_picture(data).image.getchannel('A')).min() == 255


@pytest.mark.parametrize('bits', [8, 16])
def test_a_colour_key_counts_to_its_last_bit(bits):
    key, near = [7, 8, 9], [7, 8, 10]
    if bits == 16: key, near = [0x1234, 0x5678, 0x9abc], [0x1234, 0x5678, 0x9abd]
    data = png(32, 4, bits, 2, [packed(key*16 + near*16, bits)]*4, chunk(b'tRNS', struct.pack('>3H', *key)))
    alpha = np.asarray(open_picture(data).image.getchannel('A'))
    assert alpha[:, :16].max() == 0 and alpha[:, 16:].min() == 255


@pytest.mark.parametrize('level', [0, 100, 255, 256, 4000, 65535])
def test_dark_greys_of_16_bits_stay_dark(level):
    data = png(864, 486, 16, 0, [packed([level]*864, 16)]*486)
    assert abs(np.asarray(prepare(data)).mean() - level/257) < 2


# ---- colours

def profile(name, curve=None, grey=False):
    "sRGB's profile under another name, with a straight curve; or a straight one for grey"
    raw = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile('sRGB')).tobytes())
    if grey: raw[16:20] = b'GRAY'
    n, = struct.unpack('>I', raw[128:132])
    at, table, body = 132 + 12*n, [], b''
    for sig, off, size in (struct.unpack('>4sII', raw[132+12*i:144+12*i]) for i in range(n)):
        data = bytes(raw[off:off+size])
        if sig in (b'rTRC', b'gTRC', b'bTRC'): data = b'curv' + bytes(4) + struct.pack('>I', 0)
        if grey and sig == b'rTRC': sig = b'kTRC'
        said = name.encode('utf-16-be')
        if sig == b'desc': data = b'mluc' + bytes(4) + struct.pack('>II', 1, 12) + b'enUS' + struct.pack('>II', len(said), 28) + said
        data += bytes(-len(data) % 4)
        table.append(struct.pack('>4sII', sig, at + len(body), len(data)))
        body += data
    out = bytes(raw[:128]) + struct.pack('>I', n) + b''.join(table) + body
    return struct.pack('>I', len(out)) + out[4:]


def in_linear_light(im):
    a = np.asarray(im)/255
    return Image.fromarray((np.where(a <= .04045, a/12.92, ((a + .055)/1.055)**2.4)*255).round().astype(np.uint8))


@pytest.mark.parametrize('name', ['GIMP built-in Linear sRGB', 'sRGB', 'sRGB IEC61966-2.1', 'my straight RGB', ''])
@pytest.mark.parametrize('kind', ['PNG', 'JPEG', 'WEBP'])
def test_the_curve_of_a_profile_counts_and_not_its_name(kind, name):
    options = dict(PNG={}, JPEG=dict(quality=95), WEBP=dict(lossless=True))[kind]
    assert apart(prepare(saved(in_linear_light(ART), kind, icc_profile=profile(name), **options)), prepare(ART)) < 8


def test_a_profile_for_grey_is_applied_with_and_without_transparency():
    grey = ART.convert('L')
    for im in (in_linear_light(grey), in_linear_light(grey).convert('LA')):
        assert apart(prepare(saved(im, 'PNG', icc_profile=profile('straight', grey=True))), prepare(grey.convert('RGB'))) < 8


def test_a_png_may_tell_its_gamma_and_srgb_or_a_profile_overrules_it():
    gamma, linear = chunk(b'gAMA', struct.pack('>I', 100_000)), saved(in_linear_light(ART), 'PNG')
    assert apart(prepare(png_with(gamma, linear)), prepare(ART)) < 8
    for more in (chunk(b'sRGB', b'\0'), chunk(b'iCCP', b'x\0\0' + zlib.compress(ImageCms.ImageCmsProfile(ImageCms.createProfile('sRGB')).tobytes()))):
        assert apart(prepare(png_with(gamma + more)), prepare(ART)) < 4
    for said in (45_455, 45_000, 0): assert apart(prepare(png_with(chunk(b'gAMA', struct.pack('>I', said)))), prepare(ART)) < 4


def swapped():
    "sRGB's profile with red and blue changed over"
    raw = ImageCms.ImageCmsProfile(ImageCms.createProfile('sRGB')).tobytes()
    return raw.replace(b'rXYZ', b'?XYZ').replace(b'bXYZ', b'rXYZ').replace(b'?XYZ', b'bXYZ')


ICC = swapped()
A, B = (segment(0xe2, b'ICC_PROFILE\0' + bytes([n, 2]) + part) for n, part in ((1, ICC[:99]), (2, ICC[99:])))
WHOLE = segment(0xe2, b'ICC_PROFILE\0\1\1' + ICC)
PIECES = {   # in which order they stand, and whether they make a profile: as Chromium shows it
    'in order': ([A, B], True), 'out of order': ([B, A], True), 'apart': ([A, segment(0xfe, b'x'), B], True), 'two profiles': ([WHOLE, A, B], True),
    'one twice': ([A, A, B], False), 'one missing': ([A], False), 'numbered from 0': ([WHOLE.replace(b'\0\1\1', b'\0\0\1', 1)], False)}


@pytest.mark.parametrize('kind', PIECES)
def test_a_profile_is_joined_wherever_its_pieces_stand_before_the_pixels(kind):
    data, (pieces, whole) = saved(Image.new('RGB', (99, 99), 'red'), quality=95), PIECES[kind]
    for at in (2, data.index(b'\xff\xda')):   # in front, or behind the sizes
        seen = np.asarray(prepare(data[:at] + b''.join(pieces) + data[at:]))[99, 99]
        assert seen.argmax() == (2 if whole else 0)


def coded(*codes): return chunk(b'cICP', bytes(codes))


def told(primaries, gamma=45_455): return chunk(b'gAMA', struct.pack('>I', gamma)) + chunk(b'cHRM', struct.pack('>8I', *primaries))


P3 = 31_270, 32_900, 68_000, 32_000, 26_500, 69_000, 15_000, 6_000
SRGB = chunk(b'sRGB', b'\0')
SHOWN = {   # what Chromium shows for the colour 200, 40, 40
    'Display P3': (coded(12, 13, 0, 1), (218, 0, 26)), 'BT.2020': (coded(9, 13, 0, 1), (249, 0, 27)), 'straight': (coded(1, 8, 0, 1), (229, 110, 110)),
    'over a profile': (coded(1, 13, 0, 1) + chunk(b'iCCP', b'x\0\0' + zlib.compress(ICC)), (200, 40, 40)),
    'over sRGB': (SRGB + coded(12, 13, 0, 1), (218, 0, 26)), 'over gamma': (told(P3, 100_000) + coded(1, 13, 0, 1), (200, 40, 40)),
    'not the full range': (coded(12, 13, 0, 0), (200, 40, 40)), 'cut': (coded(12, 13, 0), (200, 40, 40)),
    'unknown': (coded(2, 2, 0, 1), (200, 40, 40)), 'primaries': (told(P3), (220, 0, 18)), 'primaries under sRGB': (SRGB + told(P3), (200, 40, 40)),
    'primaries that span nothing': (told([31_270, 32_900] + [0]*6, 100_000), (200, 40, 40)), 'no gamma': (told(P3, 0), (200, 40, 40)),
    'no white': (told([0]*8), (200, 40, 40)), 'far too large': (told([2**32 - 1]*8), (200, 40, 40))}


@pytest.mark.parametrize('kind', SHOWN)
def test_a_png_may_tell_its_colours_in_numbers(kind):
    beside, shown = SHOWN[kind]
    for im in (Image.new('RGB', (99, 99), (200, 40, 40)), Image.new('RGBA', (99, 99), (200, 40, 40, 255)), Image.new('RGB', (99, 99), (200, 40, 40)).quantize(2)):
        assert np.abs(flat(_plain(open_picture(png_with(beside, saved(im, 'PNG'))).image)).getpixel((50, 50)) - np.array(shown)).max() <= 1


def test_grey_with_colours_in_numbers_stays_grey():
    grey = saved(Image.new('L', (99, 99), 32), 'PNG')
    for beside, shown in ((coded(9, 8, 0, 1), 99), (told(P3, 100_000), 99), (coded(12, 13, 0, 1), 32)):
        assert flat(_plain(open_picture(png_with(beside, grey)).image)).getpixel((50, 50)) == (shown,)*3


def avif(primaries, transfer):
    data = saved(Image.new('RGB', (99, 99), (200, 40, 40)), 'AVIF', quality=100, subsampling='4:4:4')
    at = data.index(b'colrnclx') + 8
    return data[:at] + struct.pack('>HH', primaries, transfer) + data[at + 4:]


@pytest.mark.parametrize('codes, shown', [((12, 13), (218, 0, 26)), ((12, 1), (218, 0, 26)), ((1, 8), (229, 110, 110)), ((1, 1), (200, 40, 40)), ((2, 2), (200, 40, 40))])
def test_an_avif_may_name_its_colours(codes, shown):
    assert np.abs(flat(_plain(open_picture(avif(*codes)).image)).getpixel((50, 50)) - np.array(shown)).max() <= 3


def test_a_picture_for_hdr_displays_is_refused_with_the_reason():
    for data in (png_with(coded(9, 16, 0, 1)), png_with(coded(9, 18, 0, 1)), avif(9, 16), avif(12, 18)):
        with pytest.raises(ArchiveError, match='HDR displays'): open_picture(data)


# ---- refused by its header

def vast(kind):
    "A file of one kind that claims 200 megapixels"
    if kind == 'PNG': return png(20_000, 10_000, 8, 2, [Random(1).randbytes(60_000)]*40)
    data = bytearray(saved(kind='WEBP', lossless=True, exif=b'x'))
    assert data[12:16] == b'VP8X'
    data[24:30] = (14_999).to_bytes(3, 'little') + (14_999).to_bytes(3, 'little')
    return bytes(data) + bytes(3_000_000)


ASK = '''if True:
    import sys
    from bench.peak import peak
    from wallpicker.archive.preview import ArchiveError, open_picture
    held = peak()
    try: open_picture(sys.argv[1])
    except ArchiveError as e: print(e)
    print(peak() - held)'''


@pytest.mark.skipif(not sys.platform.startswith('linux'), reason='reads what a process holds from /proc')
@pytest.mark.parametrize('kind', ['PNG', 'WEBP'])
def test_too_many_pixels_are_refused_before_they_are_decoded(kind, tmp_path):
    (tmp_path/'vast').write_bytes(vast(kind))
    said, grown = subprocess.run([sys.executable, '-c', ASK, tmp_path/'vast'], capture_output=True, text=True, check=True).stdout.splitlines()
    assert 'too many to open safely' in said and float(grown) < 40


def test_a_jpeg_xl_is_measured_before_its_decoder_sees_it():
    bits = 2 << 1 | 200_000 << 3 | 1 << 21   # not small, 18 bits for the height, as wide as high
    for data in (b'\xff\x0a' + bits.to_bytes(8, 'little'), b'\0\0\0\x0cJXL \r\n\x87\n' + struct.pack('>I4s', 0, b'jxlc') + b'\xff\x0a' + bits.to_bytes(8, 'little')):
        with pytest.raises(PictureError, match='200001×200001 pixels are too many'): begin(data)


# ---- other kinds

def test_avif_is_opened_and_the_site_sends_none():
    data = saved(kind='AVIF', quality=90)
    opened = open_picture(data)
    assert (opened.kind, opened.size) == ('AVIF', ART.size) and apart(opened.image, ART) < 6
    with pytest.raises(BadPicture, match='no JPEG, PNG or WebP'): verify(data)


@pytest.mark.parametrize('module, name, data', [
    ('pillow_heif', 'HEIC', b'\0\0\0\x18ftypheic\0\0\0\0mif1heic'), ('pillow_jxl', 'JPEG XL', b'\xff\x0a' + bytes(20))])
def test_without_its_plug_in_a_kind_is_named_with_what_to_do(module, name, data, monkeypatch, tmp_path):
    for part in [m for m in sys.modules if m.startswith(module)] + [module]: monkeypatch.setitem(sys.modules, part, None)
    (tmp_path/'mine.jpg').write_bytes(data)
    with pytest.raises(ArchiveError, match=f'mine.jpg: a {name} picture needs {module}, not installed here.*To install: .*pillow-heif'):
        open_picture(tmp_path/'mine.jpg')


@pytest.mark.parametrize('module, kind, opener', [('pillow_heif', 'HEIF', 'register_heif_opener'), ('pillow_jxl', 'JXL', None)])
def test_with_its_plug_in_a_kind_is_opened(module, kind, opener):
    plug = pytest.importorskip(module, reason='the extra `formats` is not installed')
    if opener: getattr(plug, opener)()
    for exif in (b'', b'Exif\0\0' + notes(6)):
        data = saved(kind=kind, quality=90, **(dict(exif=exif) if exif and kind == 'HEIF' else {}))
        opened = open_picture(data)
        assert (opened.kind, sorted(opened.size)) == (kind, sorted(ART.size)) and opened.size == opened.image.size
        for n in range(0, len(data) - 20, max(1, len(data)//40)):
            try: open_picture(data[:n])
            except ArchiveError: pass


@pytest.mark.parametrize('data, kind', [
    (b'RIFF\0\0\0\0WAVE', None), (b'RIFF\0\0\0\0WEBPVP8 ', 'WEBP'), (b'\0\0\0\x20ftypisom\0\0\0\0mp42', None), (b'\0\0\0\x1cftypmif1\0\0\0\0avif', 'AVIF'),
    (b'\0\0\0\x18ftypmif1\0\0\0\0heic', 'HEIF'), (b'<svg xmlns=', None), (b'', None), (b'\xff\xd8', None), (b'\xff\xd8\xff', 'JPEG')])
def test_the_first_bytes_say_what_kind_it_is(data, kind): assert picture_kind(data) == kind
