"What would spoil the writing page: no package, damaged files, an interrupted run, a cache that lies"
import subprocess, sys
from importlib.util import find_spec
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from wallpicker.archive.preview import prepare
from wallpicker.archive.store import Archive
from wallpicker.folders import Folders, MissingError
from wallpicker.gallery.paint import paint, plan
from wallpicker.taste import writing as wr
from wallpicker.taste.backbone import FeaturesError

needs_text = pytest.mark.skipif(not find_spec(wr.PACKAGE), reason='the extra [text] is not installed')
TYPEFACES = ['DejaVuSans', 'DejaVuSans-BoldOblique', 'DejaVuSerif', 'DejaVuSansMono-Bold', 'cmr10', 'cmtt10', 'cmb10', 'STIXGeneral',
             'STIXGeneralBolIta']

def quoted(typeface, seed, text='The best way out\nis always through'):
    picture = paint(plan(seed, ['mountains', 'sea', 'bokeh', 'forest'][seed % 4]), size=(864, 486))
    font = ImageFont.truetype(Path(matplotlib.get_data_path())/f'fonts/ttf/{typeface}.ttf', 50)
    dark = np.asarray(picture.convert('L'))[150:270, 120:600].mean() < 128
    ImageDraw.Draw(picture).multiline_text((120, 150), text, 'white' if dark else 'black', font)
    return prepare(picture)

@pytest.fixture(scope='module')
def detector(): return wr.Detector()

class Fake:
    "A detector that counts, and says how bright a picture is"
    key = 'fake'
    def __init__(self, stop=None): self.calls, self.stop = 0, stop
    def __call__(self, pictures):
        self.calls += len(pictures)
        if self.stop and self.calls > self.stop: raise KeyboardInterrupt
        return np.array([np.asarray(p).mean()/255 for p in pictures], np.float32)

@pytest.fixture
def archive(tmp_path):
    folders = Folders(tmp_path).make()
    archive = Archive(folders)
    for i in range(70):
        Image.new('RGB', (64, 36), (i*3,)*3).save(folders.desktop/f'{i:02d}.png')
        archive.add_file(folders.desktop/f'{i:02d}.png')
    yield archive
    folders.db.close()

@needs_text
@pytest.mark.parametrize('typeface', TYPEFACES)
def test_a_quotation_is_found_in_every_typeface(detector, typeface):
    shares = detector([quoted(typeface, seed) for seed in range(3)])
    assert (shares >= wr.WRITTEN).all() and (shares < .2).all()

@needs_text
def test_plain_pictures_have_none(detector):
    plain = [prepare(paint(plan(seed, family), size=(864, 486))) for seed in (7, 8) for family in ('mountains', 'sea', 'city', 'forest', 'bokeh')]
    assert (detector(plain) < wr.WRITTEN).sum() >= 9
    assert detector([Image.new('RGB', (432, 243), c) for c in ('black', 'white', 'navy')]).max() < wr.WRITTEN
    assert detector([]).shape == (0,)

@needs_text
def test_one_picture_or_many_give_the_same(detector):
    pictures = [quoted('DejaVuSans', seed) for seed in range(5)]
    alone = np.concatenate([detector([p]) for p in pictures])
    assert np.allclose(detector(pictures), alone) and np.allclose(detector(np.stack([np.asarray(p) for p in pictures])), alone)

@needs_text
def test_the_packages_own_code_is_not_loaded():
    code = ("import sys; from PIL import Image; from wallpicker.taste.writing import Detector; Detector()([Image.new('RGB', (432, 243))])\n"
            "bad = {'cv2', 'rapidocr_onnxruntime', 'shapely', 'torch', 'onnx'} & set(sys.modules); assert not bad, bad")
    subprocess.run([sys.executable, '-c', code], check=True)

def test_without_the_extra_one_line_says_what_to_do(monkeypatch, archive):
    monkeypatch.setitem(sys.modules, wr.PACKAGE, None)
    with pytest.raises(MissingError, match='finding writing on pictures needs rapidocr_onnxruntime, not installed here. To install: .*rapidocr') as e:
        wr.Writing(archive)
    assert '\n' not in str(e.value)

def test_a_damaged_network_is_an_error_of_ours(tmp_path):
    bad = tmp_path/'det.onnx'
    bad.write_bytes(b'no network')
    with pytest.raises(FeaturesError, match='det.onnx is no network, or is damaged'): wr.Detector(bad)([Image.new('RGB', (9, 9))])

def test_an_interrupted_run_goes_on_where_it_was(archive):
    ids, stopped, fake = archive.ids(), Fake(stop=64), Fake()
    with pytest.raises(KeyboardInterrupt): wr.Writing(archive, stopped)(ids)
    shares = wr.Writing(archive, fake)(ids)
    assert fake.calls == len(ids) - 64 and len(shares) == len(ids)
    assert np.array_equal(wr.Writing(archive, fake)(ids[::-1]), shares[::-1]) and fake.calls == len(ids) - 64

@pytest.mark.parametrize('value', [7., -1., None, 'much', b'\0', float('inf')])
def test_a_damaged_number_is_found_again(archive, value):
    ids, fake = archive.ids()[:5], Fake()
    shares = wr.Writing(archive, fake)(ids)
    archive.folders.db.execute('UPDATE writing SET share=? WHERE content=?', value, archive.content(ids[2]))
    assert np.array_equal(wr.Writing(archive, fake)(ids), shares) and fake.calls == 6

def test_another_detector_asks_again(archive):
    ids, one, other = archive.ids()[:5], Fake(), Fake()
    other.key = 'other'
    wr.Writing(archive, one)(ids), wr.Writing(archive, other)(ids)
    assert (one.calls, other.calls) == (5, 5)
