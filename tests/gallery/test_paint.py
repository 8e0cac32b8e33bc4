"What would spoil the pages of canvas and paint: other processes, odd sizes, every family."
import hashlib, io, subprocess, sys
import numpy as np, pytest
from PIL import Image
from wallpicker.gallery import canvas, paint as P
from wallpicker.figures import Snapshot, contact_sheet

def digest(im): return hashlib.sha256(im.tobytes()).hexdigest()

def test_another_process_paints_the_same_bytes():
    code = ("import hashlib; from wallpicker.gallery import paint as P; "
            "print(hashlib.sha256(b''.join(P.paint(P.plan(5, f), (160, 90)).tobytes() for f in P.FAMILIES)).hexdigest())")
    other = subprocess.run([sys.executable, '-c', code], capture_output=True, text=True, check=True).stdout.strip()
    assert other == hashlib.sha256(b''.join(P.paint(P.plan(5, f), (160, 90)).tobytes() for f in P.FAMILIES)).hexdigest()

def test_painting_order_does_not_matter():
    first = digest(P.paint(3, (320, 180)))
    P.paint(4, (200, 100))
    P.paint(5, (320, 180))
    assert digest(P.paint(3, (320, 180))) == first

@pytest.mark.parametrize('family', list(P.FAMILIES))
@pytest.mark.parametrize('size', [(16, 16), (101, 57), (90, 160), (640, 160), (433, 243)])
def test_any_size(family, size):
    for seed in (0, 1):
        im = P.paint(P.plan(seed, family), size)
        assert im.size == size and im.mode == 'RGB'
        assert np.asarray(im.resize((8, 8), Image.BOX), float).std() > .5, 'an empty picture'

@pytest.mark.parametrize('family', list(P.FAMILIES))
def test_seeds_differ_within_a_family(family):
    pictures = [np.asarray(P.paint(P.plan(s, family), (96, 54), grain=0), float) for s in range(5)]
    apart = [np.abs(a-b).mean() for i, a in enumerate(pictures) for b in pictures[:i]]
    assert min(apart) > 2

@pytest.mark.parametrize('family', list(P.FAMILIES))
def test_large_is_small_enlarged(family):
    p = P.plan(2, family)
    a, b = (np.asarray(P.paint(p, s, grain=0).resize((64, 36), Image.BOX), float) for s in ((256, 144), (1920, 1080)))
    assert np.abs(a-b).mean() < 6

def test_wide_and_narrow_share_their_middle():
    for family in ('mountains', 'silk', 'contours', 'ribbons'):
        p = P.plan(1, family)
        wide, narrow = P.paint(p, (420, 180), grain=0), P.paint(p, (421, 180), grain=0)
        a, b = (np.asarray(im.crop((100, 0, 320, 180)).resize((44, 36), Image.BOX), float) for im in (wide, narrow))
        assert np.abs(a-b).mean() < 4

def test_a_plan_paints_nothing(monkeypatch):
    def never(*a, **k): raise AssertionError('painted')
    monkeypatch.setattr(P, 'paint', never)
    p = P.plan(1)
    assert p.tags and p.category and hash(p) == hash(P.plan(1))
    with pytest.raises(AssertionError, match='painted'): p.attributes

def test_what_is_said_of_each():
    keys = None
    for i, (name, f) in enumerate(P.FAMILIES.items()):
        p = P.plan(i, name)
        a = p.attributes
        keys = keys or list(a)
        assert list(a) == keys and all(isinstance(v, float) for v in a.values())
        assert -1 <= a['light'] <= 1 and -1 <= a['warmth'] <= 1 and 0 <= a['busyness'] <= 1 and 0 <= a['colourfulness'] <= 1
        assert set(f.flags) <= set(P.FLAGS) and all(t == t.strip() and t for t in p.tags) and len(set(p.tags)) == len(p.tags)
        assert p.category == f.category
    assert {'general', 'anime', 'people'} == {f.category for f in P.FAMILIES.values()}
    assert len(P.FAMILIES) >= 14

def test_night_is_only_said_of_nights():
    patterns = [P.plan(s, 'cubes') for s in range(20)]
    assert any(p.mood == 'night' for p in patterns) and not any('night' in p.tags for p in patterns)
    assert all(('night' in p.tags) == (p.mood == 'night') for p in (P.plan(s, 'mountains') for s in range(20)))

@pytest.mark.parametrize('seed', [-1, 1.5, '3', None])
def test_seeds_that_are_none(seed):
    with pytest.raises(P.PaintError, match='whole number'): P.plan(seed)

@pytest.mark.parametrize('size', [(0, 0), (15, 100), (4001, 1000), (20000, 9000)])
def test_sizes_that_are_none(size):
    with pytest.raises(P.PaintError, match=f'{size[0]}×{size[1]}'): P.paint(1, size)

def test_grain_hides_steps_but_keeps_the_picture():
    p = P.plan(3, 'silk')
    clean, grainy = (np.asarray(P.paint(p, (480, 270), grain=g), float) for g in (0, .06))
    assert len(np.unique(grainy.reshape(-1, 3), axis=0)) > 3*len(np.unique(clean.reshape(-1, 3), axis=0))
    assert abs(clean.mean()-grainy.mean()) < 8

def test_a_file_has_the_weight_of_a_wallpaper():
    sizes = []
    for f in P.FAMILIES:
        out = io.BytesIO()
        P.paint(P.plan(0, f)).save(out, 'JPEG', quality=95)
        sizes.append(out.tell())
    assert 500_000 < np.mean(sizes) < 2_500_000

def test_contact_sheet_and_snapshot():
    ims = [Image.new('RGB', s, 'red') for s in ((30, 90), (200, 20), (50, 50))]
    sheet = contact_sheet(ims, ['a', 'b', 'c'], columns=2, width=300)
    assert sheet.width == 300 and sheet.height > 150
    assert contact_sheet([], width=100).width == 100
    shot = Snapshot(sheet, width=150)
    assert shot._repr_jpeg_()[:2] == b'\xff\xd8' and shot.image.width == 150 and repr(shot).startswith('Snapshot(150')

def test_colours_survive_the_trip_through_oklab():
    rgb = np.random.default_rng(0).uniform(0, 255, (200, 3))
    assert np.abs(canvas.from_oklab(canvas.oklab(rgb))-rgb).max() < .05
    assert np.allclose(canvas.mix(rgb[0], rgb[1], 0), rgb[0], atol=.05) and canvas.ramp(rgb[:4], 7).shape == (7, 3)

def test_importing_is_light():
    code = "import sys, wallpicker.gallery.paint; print([m for m in ('torch', 'fastai', 'sklearn', 'matplotlib', 'pandas') if m in sys.modules])"
    assert subprocess.run([sys.executable, '-c', code], capture_output=True, text=True, check=True).stdout.strip() == '[]'

def test_warm_and_cool_are_said_truly():
    for f in P.FAMILIES:
        for s in range(4):
            p = P.plan(s, f)
            warmth = p.attributes['warmth']
            if 'warm colors' in p.tags: assert warmth > -.1, p
            if 'cool colors' in p.tags: assert warmth < .1, p
