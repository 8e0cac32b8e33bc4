"What would spoil the features page: damaged files, machines without torch, odd pictures, a cache that lies"
import zlib
import os, random, subprocess, sys

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from PIL import Image

from wallpicker.fastai_way import export as ex
from wallpicker.taste import backbone as bb, features as fs
from wallpicker.archive.store import Archive
from wallpicker.folders import Folders

def noise(seed, size=(864, 486)):
    "Coloured clouds"
    return Image.fromarray(np.random.default_rng(seed).integers(0, 256, (9, 16, 3), np.uint8)).resize(size, Image.Resampling.BICUBIC)

@pytest.fixture(scope='module')
def net(): return bb.backbone()

@pytest.fixture
def archive(tmp_path):
    folders = Folders(tmp_path).make()
    archive = Archive(folders)
    for i in range(5):
        noise(i).save(folders.desktop/f'{i}.png')
        archive.add_file(folders.desktop/f'{i}.png')
    yield archive
    folders.db.close()

def test_scoring_loads_no_torch_and_no_onnx(net):
    code = ("import sys; from wallpicker.taste.backbone import backbone; from PIL import Image\n"
            "backbone()([Image.new('RGB', (432, 243))]); bad = {'torch', 'sklearn', 'fastai', 'timm', 'onnx', 'matplotlib'} & set(sys.modules)\n"
            "assert not bad, bad")
    subprocess.run([sys.executable, '-c', code], check=True)

def test_the_first_look_on_a_new_machine_needs_no_torch(tmp_path):
    code = ("import sys; sys.modules.update(dict.fromkeys(['torch', 'timm', 'fastai', 'sklearn', 'scipy']))   # as if they were not installed\n"
            "from wallpicker.taste.backbone import backbone; from PIL import Image; print(backbone()([Image.new('RGB', (432, 243))]).shape)")
    env = {**os.environ, 'WALLPICKER_CACHE': str(tmp_path)}
    done = subprocess.run([sys.executable, '-c', code], env=env, capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ('(1, 3328)\n', 0), done.stderr

def test_filling_the_cache_draws_nothing(tmp_path, monkeypatch):
    torch = pytest.importorskip('torch')
    monkeypatch.setenv('WALLPICKER_CACHE', str(tmp_path))
    torch.manual_seed(0)
    np.random.seed(0)
    random.seed(0)
    before = torch.get_rng_state(), np.random.get_state()[1], random.getstate()
    bb.backbone()
    after = torch.get_rng_state(), np.random.get_state()[1], random.getstate()
    assert torch.equal(before[0], after[0]) and np.array_equal(before[1], after[1]) and before[2] == after[2]

def test_several_processes_fill_one_empty_cache(tmp_path):
    code = "from wallpicker.taste.backbone import backbone_file; from wallpicker.files import sha256; print(sha256(backbone_file()))"
    env = {**os.environ, 'WALLPICKER_CACHE': str(tmp_path)}
    runs = [subprocess.Popen([sys.executable, '-c', code], env=env, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert len({run.communicate()[0] for run in runs}) == 1 and not any(run.returncode for run in runs)

def test_a_damaged_file_is_made_again(tmp_path, monkeypatch):
    monkeypatch.setenv('WALLPICKER_CACHE', str(tmp_path))
    path = bb.backbone_file()
    data, made = path.read_bytes(), path.stat().st_mtime_ns
    assert bb.backbone_file() == path and path.stat().st_mtime_ns == made, 'a whole one is left alone'
    for rot in (b'', data[:-1], data[:5000] + b'?' + data[5001:]):
        path.write_bytes(rot)
        assert bb.backbone_file().read_bytes() == data

def test_without_torch_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv('WALLPICKER_CACHE', str(tmp_path))
    monkeypatch.setitem(sys.modules, 'torch', None)
    for make in (lambda: bb.backbone('resnet10t'), lambda: ex.load_network('resnet10t')):
        with pytest.raises(bb.FeaturesError, match=r"'resnet10t' needs torch(, timm)?, not installed here.* To install: .*pip install .*fastai"): make()

def test_another_backbone_from_a_file(tmp_path, monkeypatch):
    torch, timm = pytest.importorskip('torch'), pytest.importorskip('timm')
    monkeypatch.setenv('WALLPICKER_CACHE', str(tmp_path))
    torch.manual_seed(0)
    torch.save(timm.create_model('resnet10t').state_dict(), tmp_path/'w.pt')
    net = bb.backbone('resnet10t', tmp_path/'w.pt')
    assert net([noise(0, (432, 243))]).shape == (1, net.dim) and net.key != bb.key_of(bb.LITE0, bb.LITE0_SHA) and net.sizes == [176, 176]

def test_odd_pictures(net):
    for p in (Image.new('L', (1, 1)), Image.new('RGBA', (3, 900)), Image.new('P', (5000, 2))):
        assert np.isfinite(net([p])).all() and np.isfinite(fs.colour_numbers([p])).all()
    assert net([]).shape == (0, net.dim)

def test_order_and_repeats(archive, net):
    ids, features = list(archive.frame().index), fs.Features(archive, net)
    X = features(ids)
    assert np.array_equal(features(ids[::-1] + ids[:1]), np.vstack([X[::-1], X[:1]]))
    assert features([]).shape == (0, X.shape[1])

WIDTH = 2560 + 768 + 26

@pytest.mark.parametrize('rot', [b'', b'short', fs.pack(np.full(WIDTH, np.inf)), fs.pack(np.ones(7)), np.ones(WIDTH, np.float32).tobytes()])
def test_bad_rows_are_computed_again(archive, net, rot):
    ids, features = list(archive.frame().index), fs.Features(archive, net)
    X = features(ids)
    archive.db.execute('UPDATE features SET vector=?', rot)
    assert np.abs(features(ids) - X).max() < 1e-3
    assert np.abs(fs.unpack(archive.db.one('SELECT vector FROM features')["vector"], WIDTH)).max() < 1e3

@pytest.mark.parametrize('v', [np.zeros(9), np.r_[np.zeros(5000), -0.], np.where(np.arange(999)%5, 0, np.linspace(-6e4, 6e4, 999)), np.ones(1),
                               np.round(8*np.random.default_rng(1).normal(size=1000))/8, np.random.default_rng(2).normal(size=3354).clip(0)])
def test_packed_numbers_come_back_and_damage_is_seen(v):
    v = v.astype('<f2')
    data = fs.pack(v)
    assert fs.unpack(data, len(v)).tobytes() == v.tobytes()
    assert fs.unpack(zlib.compress(v.tobytes(), 6), len(v)).tobytes() == v.tobytes()   # as earlier versions kept them
    assert len(data) <= len(zlib.compress(v.tobytes(), 6)) and fs.unpack(data, len(v) + 1) is None
    assert all(fs.unpack(data[:k], len(v)) is None for k in range(0, len(data), 1 + len(data)//50))
    for k in range(2, len(data), 1 + len(data)//50):
        found = fs.unpack(data[:k] + bytes([data[k] ^ 64]) + data[k + 1:], len(v))
        assert found is None or found.tobytes() == v.tobytes()

@pytest.mark.parametrize('v', [[-16, 15.875], [-4, 27.875, 0], [-4, 28], [.125]*9, [.0625], [-0., 1], [3000.], [-3000., 3000.], [np.nan], []])
def test_eighths_come_back_bit_by_bit_and_other_numbers_take_another_way(v):
    v = np.array(v, '<f2')
    eighths = fs._by_eighths(v)
    assert (eighths is None) == (v.tolist() in ([-4, 28], [.0625], [-3000, 3000], [3000]) or np.isnan(v).any() or np.signbit(v[v == 0]).any())
    if eighths: assert fs.unpack(eighths, len(v)).tobytes() == v.tobytes() and fs.unpack(eighths, len(v) + 1) is None
    if not np.isnan(v).any(): assert fs.unpack(fs.pack(v), len(v)).tobytes() == v.tobytes()

def test_goes_on_where_it_was(archive, net):
    ids, features = list(archive.frame().index), fs.Features(archive, net)
    features(ids[:3])
    asked = []
    net2 = type('Watched', (bb.Backbone,), dict(run=lambda self, p: asked.append(len(p)) or bb.Backbone.run(self, p)))
    net2 = net2(net.path)
    fs.Features(archive, net2)(ids)
    assert sum(asked) == 2

def test_keys_do_not_mix(archive, net):
    ids, features = list(archive.frame().index), fs.Features(archive, net)
    features(ids)
    other = bb.Backbone(net.path)
    other.key = 'another'
    assert fs.Features(archive, other)._cached([archive.content(i) for i in ids]) == {}


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_what_is_no_model_is_told_and_nothing_else_happens(data):
    try: told = bb.notes(data)
    except bb.FeaturesError as e: assert 'no ONNX file' in str(e)
    else: assert all(isinstance(t, str) for both in told.items() for t in both)

def test_notes_are_what_onnxruntime_reads_and_the_network_stays_shut(net):
    again = bb.Backbone(net.path)
    assert again._session is None and again.notes == again.session.get_modelmeta().custom_metadata_map
    assert again._data is None, 'not held twice'

def test_a_network_cut_short_or_of_somebody_else_is_named(net, tmp_path):
    whole, path = net.path.read_bytes(), tmp_path/'cut.onnx'
    path.write_bytes(whole[:-40])
    with pytest.raises(bb.FeaturesError, match='cut.onnx is no ONNX file, or is damaged'): bb.Backbone(path)
    path.write_bytes(whole.replace(b'sizes', b'siezs'))
    with pytest.raises(bb.FeaturesError, match='says nothing of its sizes'): bb.Backbone(path)

def test_a_file_that_is_replaced_before_the_network_opens_changes_nothing(net, tmp_path):
    path = tmp_path/'net.onnx'
    path.write_bytes(net.path.read_bytes())
    late = bb.Backbone(path)
    path.write_bytes(b'another model')
    assert np.array_equal(late([noise(1)]), net([noise(1)]))
