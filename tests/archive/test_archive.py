"What a page has no room for: every odd picture, damaged bytes, kills, names that lie, thousands of rows"
import io, os, random, signal, struct, subprocess, sys, threading, zlib
from pathlib import Path

import numpy as np, pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from PIL import Image, ImageCms, ImageDraw, ImageEnhance

from wallpicker.archive.store import Archive, COLUMNS
from wallpicker.archive.fingerprints import Print, fingerprint, perceptual_hash, same_picture
from wallpicker.archive.likeness import likeness, pairs
from wallpicker.archive.upkeep import check
from wallpicker.folders import Folders
from wallpicker.files import WallpickerError, sha256
from wallpicker.gallery.paint import paint
from wallpicker.archive.preview import BACKDROP, PREVIEW, ArchiveError, thumbnail_settings, encode, jpeg, open_picture, prepare, shrink

@pytest.fixture
def folders(tmp_path): return Folders(tmp_path/'root').make()
@pytest.fixture
def archive(folders): return Archive(folders)

def saved(im, kind='JPEG', **options):
    f = io.BytesIO()
    im.save(f, kind, **options)
    return f.getvalue()

ART = paint(11, size=(864, 486))
def thumb(seed=11, quality=83, subsampling=2): return jpeg(shrink(paint(seed, size=(864, 486))), quality, subsampling)
def near(a, b): return float(np.sqrt(((np.asarray(a, float) - np.asarray(b, float))**2).mean()))

def glass():
    im = ART.copy()
    im.putalpha(Image.linear_gradient('L').resize(ART.size))
    return im
def on_backdrop(): return Image.composite(ART, Image.new('RGB', ART.size, BACKDROP), glass().getchannel('A'))
def exif(n):
    e = Image.Exif()
    e[0x0112] = n
    return e
TURN = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}   # EXIF orientation: how to store ART so that it means ART
def stored(n): return ART if TURN[n] is None else ART.transpose(Image.Transpose(TURN[n]))
def grey(im): return im.convert('L').convert('RGB')

ODD = {
    'plain JPEG': (lambda: saved(ART, quality=95), lambda: ART),
    'progressive': (lambda: saved(ART, quality=95, progressive=True), lambda: ART),
    'PNG': (lambda: saved(ART, 'PNG'), lambda: ART),
    'WebP': (lambda: saved(ART, 'WEBP', quality=90), lambda: ART),
    'grey': (lambda: saved(ART.convert('L'), 'PNG'), lambda: grey(ART)),
    'grey JPEG': (lambda: saved(ART.convert('L'), quality=95), lambda: grey(ART)),
    'grey and alpha': (lambda: saved(glass().convert('LA'), 'PNG'), lambda: grey(on_backdrop())),
    'one bit': (lambda: saved(ART.convert('1'), 'PNG'), lambda: ART.convert('1').convert('RGB')),
    '16 bits': (lambda: saved(Image.fromarray(np.asarray(ART.convert('L')).astype(np.uint16) * 257), 'PNG'), lambda: grey(ART)),
    'transparent': (lambda: saved(glass(), 'PNG'), on_backdrop),
    'transparent WebP': (lambda: saved(glass(), 'WEBP', quality=90), on_backdrop),
    'palette': (lambda: saved(ART.quantize(200), 'PNG'), lambda: ART.quantize(200).convert('RGB')),
    'palette with alpha': (lambda: saved(glass().quantize(256), 'PNG'), lambda: Image.composite(*[(q := glass().quantize(256).convert('RGBA')).convert('RGB'), Image.new('RGB', ART.size, BACKDROP), q.getchannel('A')])),
    'colour key': (lambda: saved(Image.new('RGB', (800, 450), (9, 200, 9)), 'PNG', transparency=(9, 200, 9)), lambda: Image.new('RGB', (800, 450), BACKDROP)),
    'CMYK': (lambda: saved(ART.convert('CMYK'), quality=95), lambda: ART),
    'animated WebP': (lambda: saved(ART, 'WEBP', save_all=True, append_images=[ImageEnhance.Brightness(ART).enhance(.2)], quality=90), lambda: ART),
    'animated PNG': (lambda: saved(ART, 'PNG', save_all=True, append_images=[ImageEnhance.Brightness(ART).enhance(.2)]), lambda: ART),
    'broken profile': (lambda: saved(ART, 'PNG', icc_profile=b'not a profile'), lambda: ART),
    'sRGB profile': (lambda: saved(ART, quality=95, icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile('sRGB')).tobytes()), lambda: ART),
    **{f'EXIF {n}': ((lambda n=n: saved(stored(n), quality=95, exif=exif(n))), lambda: ART) for n in range(1, 9)},
}

@pytest.mark.parametrize('kind', ODD)
def test_every_odd_kind_looks_as_it_is_meant(kind):
    make, meant = ODD[kind]
    got = prepare(make())
    assert (got.mode, got.size) == ('RGB', PREVIEW)
    assert near(got, shrink(meant())) < 11   # of 255; the loudest is dithering at one bit

def test_wide_gamut_colours_are_brought_to_srgb():
    icc = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile('sRGB')).tobytes())
    where = {}
    for i in range(struct.unpack('>I', icc[128:132])[0]):
        tag, at, _ = struct.unpack('>4sII', icc[132 + 12*i:144 + 12*i])
        where[tag] = at
    r, b = where[b'rXYZ'], where[b'bXYZ']
    icc[r+8:r+20], icc[b+8:b+20] = icc[b+8:b+20], icc[r+8:r+20]   # a profile in which red means blue
    swapped = bytes(icc).replace('sRGB'.encode('utf-16-be'), 'odd!'.encode('utf-16-be'))
    red = Image.new('RGB', (800, 450), (220, 10, 10))
    assert np.asarray(prepare(saved(red, 'PNG', icc_profile=swapped)))[100, 100].argmax() == 2
    assert np.asarray(prepare(saved(red, 'PNG')))[100, 100].argmax() == 0

@pytest.mark.parametrize('size', [(1, 1), (1, 30000), (30000, 1), (2, 3), (431, 243), (433, 244)])
@pytest.mark.parametrize('kind', ['PNG', 'JPEG'])
def test_odd_sizes(size, kind):
    got = prepare(saved(Image.new('RGB', size, (200, 100, 50)), kind))
    assert got.size == PREVIEW and near(got, Image.new('RGB', PREVIEW, (200, 100, 50))) < 4

def test_middle_is_kept():
    im = Image.new('RGB', (1000, 2000), 'red')
    im.paste('blue', (0, 719, 1000, 1281))
    assert near(prepare(im), Image.new('RGB', PREVIEW, 'blue')) < 12

def test_a_thumbnail_is_taken_as_it_comes():
    t = thumb()
    assert prepare(t).tobytes() == Image.open(io.BytesIO(t)).convert('RGB').tobytes()
    kept = prepare(ART)
    assert prepare(kept) is kept

def test_the_recipe_is_the_same_every_time_and_varies_between_pictures(tmp_path):
    data = saved(ART, quality=95)
    (tmp_path/'a.jpg').write_bytes(data)
    assert prepare(data).tobytes() == prepare(tmp_path/'a.jpg').tobytes() == prepare(data).tobytes()
    thrown = [thumbnail_settings(sha256(bytes([i]))) for i in range(250)]
    assert {d.quality for d in thrown} == set(range(70, 96)) and {d.subsampling for d in thrown} == {0, 2}

def png(w, h, *chunks):
    def chunk(name, data): return struct.pack('>I', len(data)) + name + data + struct.pack('>I', zlib.crc32(name + data))
    return b'\x89PNG\r\n\x1a\n' + b''.join(chunk(*c) for c in ((b'IHDR', struct.pack('>IIBBBBB', w, h, 8, 2, 0, 0, 0)), *chunks))

BAD = {
    'empty': b'', 'text': b'<html>no picture</html>', 'GIF': saved(Image.new('RGB', (9, 9)), 'GIF'), 'BMP': saved(Image.new('RGB', (9, 9)), 'BMP'),
    'TIFF': saved(Image.new('RGB', (9, 9)), 'TIFF'), 'half a JPEG': saved(ART)[:5000], 'half a PNG': saved(ART, 'PNG')[:50_000],
    'half a WebP': saved(ART, 'WEBP')[:2000], 'pixel bomb': png(12000, 12000, (b'IDAT', zlib.compress(bytes(10**6)))),
    'negative': png(0, 0, (b'IDAT', b''))}

@pytest.mark.parametrize('kind', BAD)
def test_what_is_no_picture_is_refused_by_name(kind, tmp_path, archive):
    (tmp_path/f'{kind}.jpg').write_bytes(BAD[kind])
    with pytest.raises(ArchiveError, match=kind): archive.add_file(tmp_path/f'{kind}.jpg')
    with pytest.raises(ArchiveError, match='abc123'): archive.add(dict(id='abc123'), BAD[kind])
    assert len(archive) == 0

def test_a_text_that_unfolds_is_never_unpacked(archive):
    data = png(9, 9, (b'zTXt', b'a\0\0' + zlib.compress(bytes(10**8))), (b'IDAT', zlib.compress(bytes(9*28))))
    archive.add(dict(id='abc123'), data)
    assert open_picture(data).size == (9, 9) and 'a' not in open_picture(data).image.info

def test_no_hang_on_a_pipe_or_a_folder(tmp_path, archive):
    os.mkfifo(tmp_path/'pipe.jpg')
    (tmp_path/'folder.jpg').mkdir()
    for name in ('pipe.jpg', 'folder.jpg', 'nothing.jpg'):
        with pytest.raises(WallpickerError, match=name): archive.add_file(tmp_path/name)
        with pytest.raises(ArchiveError, match=name): open_picture(tmp_path/name)

SMALL = shrink(ART).resize((96, 54))
@pytest.mark.parametrize('data', [saved(SMALL, exif=exif(6)), saved(SMALL, 'PNG'), saved(SMALL, 'WEBP')], ids=['JPEG', 'PNG', 'WebP'])
def test_damaged_bytes_never_crash(data):
    rng = random.Random(0)
    for n in [*range(0, 60), *rng.sample(range(len(data)), 60)]:
        try: prepare(data[:n])
        except ArchiveError: pass
        else: assert n > len(data) - 16, 'a prefix was taken for a picture'
    for _ in range(250):
        b = bytearray(data)
        i = rng.randrange(len(b))
        b[i] ^= 1 << rng.randrange(8)
        try: assert prepare(bytes(b)).size == PREVIEW
        except ArchiveError: pass

def test_same_bytes_under_any_name_are_one_picture(archive, folders):
    a, b = folders.desktop/'a.jpg', folders.storage/'b (1).jpg'
    a.write_bytes(saved(ART))
    b.write_bytes(a.read_bytes())
    assert archive.add_file(a) == archive.add_file(b) == 'sha-' + sha256(a)[:12] and len(archive) == 1
    assert archive.find(sha256(b)) == archive.add_file(a)

@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(['site', 'named', 'plain', 'rename', 'odd name']))
def test_one_picture_has_one_id_in_whatever_order_it_is_met(order, tmp_path_factory):
    folders = Folders(tmp_path_factory.mktemp('t')).make()
    archive = Archive(folders)
    data = saved(ART, quality=94)
    ids = {}
    for step in order:
        if step == 'site': ids[step] = archive.add(dict(id='abc123'), thumb())
        else:
            name = {'named': 'wallhaven-abc123.jpg', 'plain': 'mine.jpg', 'rename': '0042-night-mountain-abc123.jpg', 'odd name': '../Desktop/Ärger (1).JPG'}[step]
            (folders.desktop/name).write_bytes(data)
            ids[step] = archive.add_file(folders.desktop/name)
    files = {ids[k] for k in ids if k != 'site'}
    assert len(files) == 1
    if order.index('site') == 0 and 'named' == order[1] or order[0] == 'named': assert len(set(ids.values())) == 1
    assert archive.groups().nunique() == 1

def test_a_name_that_lies_is_not_believed(archive, folders):
    archive.add(dict(id='abc123'), thumb(11))
    liar = folders.desktop/'wallhaven-abc123.jpg'
    liar.write_bytes(saved(paint(28, size=(864, 486))))
    assert archive.add_file(liar).startswith('sha-') and len(archive) == 2
    early = folders.desktop/'wallhaven-zzz999.jpg'
    early.write_bytes(saved(paint(27, size=(864, 486))))
    known = archive.add_file(early)
    assert archive.add(dict(id='zzz999'), thumb(28)) == 'zzz999' and archive.find('zzz999') != known

def test_adding_again_freshens_facts_and_keeps_the_preview(archive):
    archive.add(dict(id='abc123', favorites=1, colors=['#ffffff'], source='here'), thumb(quality=90))
    before = archive.preview('abc123')
    archive.tag('abc123', [dict(name='sea', category='Nature'), 'night'], 'nina')
    archive.tag('abc123', [dict(name='sea', category='Nature'), 'night'])
    archive.add(dict(id='abc123', favorites=9, colors=[], source=None), thumb(quality=71))
    meta = archive.meta('abc123')
    assert (meta['favorites'], meta['source'], meta['colors'], meta['tags'], meta['uploader']) == (9, 'here', ['#ffffff'], ['sea', 'night'], 'nina')
    assert archive.preview('abc123') == before and archive.content('abc123') == sha256(before)

@pytest.mark.parametrize('id', ['../../x', 'a\0b', 'x'*300, 'CON', '-rf', '\u202egnp', '', None, 7, float('nan'), 'sha-xyz'])
def test_dangerous_ids_are_refused(archive, id):
    with pytest.raises(ArchiveError, match='id'): archive.add(dict(id=id), thumb())
    assert id not in archive and len(archive) == 0

@pytest.mark.parametrize('row', [dict(thumbs='x', uploader=3, tags='sea', colors=None, favorites=None, ratio='wide', dimension_x=[], raw=7),
                                 dict(raw=dict(tags=[dict(name='sea')]), file_size=float('nan'), views=np.int64(3), favorites=float('inf'))])
def test_api_drift_is_harmless(archive, row):
    archive.add(dict(id='abc123', **row), thumb())
    assert list(archive.frame().columns) == COLUMNS and list(archive.frame().index) == ['abc123']
    assert archive.meta('abc123')['id'] == 'abc123'

def test_empty_archive_is_harmless(archive):
    assert (len(archive), len(archive.frame()), len(archive.groups()), archive.pictures([]).shape) == (0, 0, 0, (0, 243, 432, 3))
    assert list(archive.stream([])) == [] and archive.find('abc123') is None and 'abc123' not in archive and archive._repr_html_()
    for ask in (archive.preview, archive.meta, archive.content, archive.__getitem__, lambda id: archive.pictures([id]), lambda id: archive.groups([id])):
        with pytest.raises(ArchiveError, match='abc123'): ask('abc123')

def test_pictures_keep_the_order_asked_for(archive):
    for seed in (1, 2, 3): archive.add(dict(id=f'id{seed}'), thumb(seed))
    archive.alias('id2', 'another')
    got = archive.pictures(['id3', 'another', 'id3', 'id1'])
    for pixels, id in zip(got, ['id3', 'id2', 'id3', 'id1']): assert (pixels == np.asarray(archive[id])).all()
    assert [ids for ids, _ in archive.stream(['id3', 'id1', 'id2'], size=2)] == [['id3', 'id1'], ['id2']]

def test_many_survive_a_few_bad_ones(archive):
    rows = [dict(id=f'id{i}') for i in range(6)] + [dict(id='../x')]
    previews = [(r['id'], thumb(i)) for i, r in enumerate(rows)]
    previews[1], previews[2] = ('id1', b'<html>'), ('id2', WallpickerError('the site said 404'))
    done = archive.add_many(rows, previews)
    assert done.ids == ['id0', 'id3', 'id4', 'id5'] and set(done.refused) == {'id1', 'id2', '../x'}
    assert '404' in done.refused['id2'] and len(archive) == 4

def test_groups_take_relatives_and_leave_others(archive, folders):
    kin = [ART, ART.resize((1280, 720)), ImageEnhance.Brightness(ART).enhance(.5), ART.crop((8, 4, 856, 481))]
    ids = []
    for i, im in enumerate(kin + [paint(s, size=(864, 486)) for s in (1001, 1007, 1008, 1016)]):
        (folders.desktop/f'{i}.png').write_bytes(saved(im, 'PNG'))
        ids.append(archive.add_file(folders.desktop/f'{i}.png'))
    groups = archive.groups()
    assert list(groups.index) == sorted(ids) and set(groups[ids[:4]]) == {min(ids[:4])}
    assert groups[ids[4:]].nunique() == 4 and not set(groups[ids[4:]]) & set(groups[ids[:4]])
    assert list(archive.groups(ids[3:5])) == [ids[3], ids[4]]
    mixed = ids[::-1]
    assert list(archive.groups(mixed).index) == mixed and list(archive.groups(mixed)) == list(groups[mixed])
    a, dark = fingerprint(prepare(kin[0])), fingerprint(prepare(kin[2]))
    assert same_picture(a, fingerprint(prepare(kin[1]))) and not same_picture(a, dark)

@pytest.fixture
def filled(archive, monkeypatch):
    "Thirty pictures and versions of them, in blocks of ten"
    monkeypatch.setattr('wallpicker.archive.store.BLOCK', 10)
    for k in range(34):
        im = paint(1000 + k % 12, size=(432, 243))
        archive.add(dict(id=f'w{33 - k:05}'), saved(ImageEnhance.Brightness(im).enhance(1 - k/60)))
    return archive

def alike(archive):
    "Groups and pairs as the full comparison has them"
    ids = sorted(archive.ids())
    full = likeness([archive._print(i) for i in ids])
    return {(ids[a], ids[b]) for i, j in zip(full.i, full.j) for a, b in ((i, j), (j, i))}

def found(archive, ids, since=0): return {*archive.relatives(ids, since)[['id', 'other']].itertuples(index=False, name=None)}

def blocks(archive): return archive.db.one('SELECT count(*) AS n FROM shorts')['n']

def test_relatives_come_from_kept_blocks_as_from_the_prints(filled):
    ids, expected = filled.ids(), alike(filled)
    assert found(filled, ids) == expected and blocks(filled) == 3 and len(expected) > 40
    for some, since in ((ids[:3], 0), (ids[-3:], 0), (ids[5:8], 15), (ids[5:30], 10), (ids[:4], 33), (ids[1:2], 34)):
        late = {*ids[since:], *some}
        assert found(filled, some, since) == {(a, b) for a, b in expected if a in some and b in late}

@pytest.mark.parametrize('spoil', ["DELETE FROM shorts WHERE block = 1", "UPDATE shorts SET prints = x'00' WHERE block = 0",
                                   "UPDATE shorts SET id = 'another' WHERE block = 2", "UPDATE shorts SET prints = NULL", 'DROP TABLE shorts'])
def test_kept_blocks_that_are_lost_or_damaged_are_made_again(filled, folders, spoil):
    ids, expected = filled.ids(), alike(filled)
    groups = filled.groups()
    filled.db.execute(spoil)
    again = Archive(folders)
    assert found(again, ids) == expected and again.groups().equals(groups) and blocks(again) == 3

def test_blocks_that_a_repair_takes_away_meanwhile_are_read_from_the_prints(filled):
    whole = [(n.tolist(), s.tobytes()) for n, s in filled._shorts()]
    some = filled._shorts()
    first = next(some)
    filled.db.execute('DELETE FROM shorts')
    assert [(n.tolist(), s.tobytes()) for n, s in (first, *some)] == whole

def test_a_database_numbered_anew_is_grouped_as_before(filled):
    groups = filled.groups()
    for gone in filled.ids()[2:5]: filled.db.execute('DELETE FROM pictures WHERE id=?', gone)
    assert found(filled, filled.ids()) == alike(filled), 'a picture that is gone has no relatives'
    for step in (1000, -1003): filled.db.execute('UPDATE pictures SET rowid = rowid + ? WHERE rowid > 5', step)   # as a VACUUM may
    assert found(filled, filled.ids()) == alike(filled)
    assert filled.groups().index.tolist() == sorted(filled.ids()) and filled.groups().nunique() <= groups.nunique()

def test_a_repaired_print_is_found_by_what_it_is(filled):
    twin = max(id for pair in alike(filled) for id in pair)   # among the first, in a full block
    filled.db.execute("UPDATE pictures SET phash='0123456789abcdef' WHERE id=?", twin)
    filled.groups()   # keeps short prints, of the damaged one as well
    check(filled, repair=True)
    assert filled._print(twin) == fingerprint(filled[twin]) and found(filled, filled.ids()) == alike(filled)

def test_pairs_find_what_looking_at_all_would_find():
    rng = np.random.default_rng(0)
    h = rng.integers(0, 2**63, 700, dtype=np.uint64)
    h[650:] = h[:50] ^ np.uint64(5)
    small = [rng.bytes(576) for _ in range(650)]
    small += small[:40] + [rng.bytes(576) for _ in range(10)]
    mean = [rng.bytes(432) for _ in range(650)]
    mean += mean[:30] + [rng.bytes(432) for _ in range(10)] + mean[40:50]
    prints = [Print(f'{int(x):016x}', s, m) for x, s, m in zip(h, small, mean)]
    assert sorted(pairs(prints)) == [(i, 650 + i) for i in range(30)]
    found = likeness(prints)
    assert sorted(zip(found.i[found.same], found.j[found.same])) == sorted(pairs(prints))
    asked = likeness(prints, [3, 653])
    assert {(i, j) for i, j, same in zip(asked.i, asked.j, asked.same) if same} == {(3, 653), (653, 3)}

def test_a_kept_picture_costs_little():
    rng = np.random.default_rng(0)
    kept = [len(encode(prepare(paint(seed, size=(864, 486))))) for seed in range(8)]
    grainy = Image.fromarray((np.asarray(ART, float) + rng.normal(0, 12, (486, 864, 3))).clip(0, 255).astype(np.uint8))
    assert np.mean(kept) < 25_000 and len(encode(prepare(grainy))) < 50_000

def test_killed_while_writing_leaves_whole_pictures_or_none(folders):
    code = '''if True:
        import sys
        from wallpicker.archive.store import *; from wallpicker.folders import Folders; from wallpicker.gallery.paint import paint
        from wallpicker.archive.preview import jpeg, shrink
        archive, data = Archive(Folders(sys.argv[1])), jpeg(shrink(paint(3, size=(864, 486))), 80)
        for i in range(10**6):
            archive.add(dict(id=f'{sys.argv[2]}{i}', favorites=i), data)
            if i == 0: print(flush=True)'''
    for n, wait in enumerate((.05, .11, .2)):
        p = subprocess.Popen([sys.executable, '-c', code, str(folders.root), f'run{n}x'], stdout=subprocess.PIPE)
        p.stdout.readline()
        threading.Event().wait(wait)
        p.send_signal(signal.SIGKILL)
        p.wait()
        archive = Archive(Folders(folders.root))
        frame = archive.frame()
        assert archive.db.one('SELECT count(*) AS n FROM previews')['n'] == len(frame)
        for id in frame.index[-3:]: assert archive[id].size == PREVIEW and sha256(archive.preview(id)) == frame.content[id]
        assert len(frame) > n

def test_threads_may_share_an_archive(archive):
    data = thumb()
    def work(k):
        for i in range(6):
            archive.add(dict(id=f'same{i}'), data)
            archive.add(dict(id=f'own{k}x{i}'), data)
            archive[f'same{i}']
    ts = [threading.Thread(target=work, args=(k,)) for k in range(4)]
    for t in ts: t.start()
    for t in ts: t.join()
    assert len(archive) == 6 + 24

def test_importing_is_light():
    code = "import sys, wallpicker.archive.store; print(sorted({'torch', 'fastai', 'sklearn', 'timm', 'matplotlib', 'scipy'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, '-c', code], capture_output=True, text=True).stdout.strip() == '[]'

def plain_pictures():
    "Pictures with little or nothing in them, whose hash hangs on sums that should be zero"
    rng = np.random.default_rng(0)
    for colour in ('black', 'white', 'grey', '#123456'): yield Image.new('RGB', PREVIEW, colour)
    for k in range(40):
        a, b = rng.integers(0, 256, (2, 3))
        t = np.linspace(0, 1, PREVIEW[k % 2]).reshape((1, -1, 1) if k % 2 == 0 else (-1, 1, 1))
        yield Image.fromarray(np.broadcast_to(a*(1 - t) + b*t, (PREVIEW[1], PREVIEW[0], 3)).astype(np.uint8))
        disc = Image.new('RGB', PREVIEW, tuple(a))
        ImageDraw.Draw(disc).ellipse((116, 21, 316, 221), fill=tuple(b))
        yield disc

def test_the_perceptual_hash_is_imagehashs():
    imagehash = pytest.importorskip('imagehash')
    pictures = [*plain_pictures(), *(prepare(paint(seed, size=(864, 486))) for seed in range(60))]
    if folder := os.environ.get('WALLPICKER_PICTURES'): pictures += [prepare(Image.open(p)) for p in sorted(Path(folder).glob('*.jpg'))]
    for im in pictures: assert perceptual_hash(im) == str(imagehash.phash(im))
