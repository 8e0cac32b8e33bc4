"""What the page on reasons does not show: networks without places, too few pictures, words that are missing."""
import io

import numpy as np
import onnx
import pytest
from PIL import Image

from wallpicker.taste.features import COLOURS
from wallpicker.fastai_way.interpret import InterpretError, judged
from wallpicker.fastai_way.cam import Sight, draw_heat, heat
from wallpicker.fastai_way.reasons import draw_map, in_words, places_on_grid, slices, slips


def jpeg(*_):
    file = io.BytesIO()
    Image.new('RGB', (432, 243), 'navy').save(file, 'JPEG')
    return file.getvalue()


def test_a_network_without_places_says_so(tmp_path):
    node = onnx.helper.make_node('Identity', ['picture'], ['features'])
    value = lambda name: onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, [1])
    onnx.save(onnx.helper.make_model(onnx.helper.make_graph([node], 'vit', [value('picture')], [value('features')])), tmp_path/'vit.onnx')
    net = type('Net', (), dict(path=tmp_path/'vit.onnx', name='vit_small'))
    with pytest.raises(InterpretError, match='vit_small does not end in a mean over places'): Sight(net)


def test_heat_is_where_the_shares_are():
    each = np.zeros((7, 7)), np.zeros((4, 4))   # the squashed view, top right
    each[0][0, 6] = 1
    h = heat(each)
    assert np.unravel_index(h.argmax(), h.shape)[0] < 40 and np.unravel_index(h.argmax(), h.shape)[1] > 380
    each = np.zeros((7, 7)), np.zeros((4, 4))   # the middle, bottom left
    each[1][3, 0] = -1
    y, x = np.unravel_index(heat(each).argmin(), h.shape)
    assert y > 200 and 94 <= x < 140
    assert draw_heat(['a'], jpeg, [np.zeros_like(h)]).axes[0].get_title(loc='left') == 'a'   # nothing speaks for or against


def test_words_follow_the_score_and_a_column_that_never_changes_is_silent():
    rng = np.random.default_rng(0)
    X = np.zeros((80, len(COLOURS)), np.float32)
    X[:, COLOURS.index('light mean')] = light = rng.uniform(size=80)
    assert list(in_words(X, light).index) == ['brighter than average']
    told = in_words(X, -light)
    assert list(told.index) == ['darker than average'] and told.low.iloc[0] > .9


def test_slices_name_what_is_unknown_and_keep_every_answer():
    answers = judged(list('abcd'), ['YES', 'NO', 'YES', 'NO'], [.9, .2, .4, .6])
    cut = slices(answers, kind=dict(a='sea', b='sea', c=None))
    assert cut.n.to_dict() == {('kind', 'sea'): 2, ('kind', 'unknown'): 2}
    assert cut.right['kind', 'sea'] == 1 and cut.AUC['kind', 'unknown'] == 0


@pytest.mark.parametrize('n', [1, 2, 7, 40])
def test_each_picture_has_a_square_of_its_own(n):
    X = np.random.default_rng(n).normal(size=(n, 5))
    at = places_on_grid(X, 6)
    assert len({*map(tuple, at)}) == n and at[:, 0].max() < 6
    assert len(draw_map([f'p{i}' for i in range(n)], at, jpeg).axes[0].images) == n


def test_a_slip_needs_both_the_model_and_the_neighbours():
    answers = judged(list('abc'), ['YES', 'YES', 'NO'], [.05, .05, .1])
    near = dict(a=['c', 'c'], b=['a', 'b'])
    assert list(slips(answers, near.get).index) == ['a']
    assert list(slips(answers, near.get, sure=.96).index) == []
