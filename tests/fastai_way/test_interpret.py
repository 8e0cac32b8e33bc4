"What a page has no room for: lists that do not fit, one label only, stretched pictures, figures left open"
import io, subprocess, sys
import numpy as np, pandas as pd, pytest
from PIL import Image
from wallpicker.fastai_way import interpret as it, pictures as pc

IDS = [f'w{i}' for i in range(20)]
Y = ['YES' if i % 3 else 'NO' for i in range(20)]
P = np.linspace(.05, .95, 20)
def preview(id): return Image.new('RGB', (432, 243), (10*(int(id[1:]) % 25), 90, 120))

def test_light_import():
    code = "import sys, wallpicker.fastai_way.pictures, wallpicker.fastai_way.cam, wallpicker.fastai_way.reasons; print([m for m in ('torch', 'fastai', 'sklearn', 'matplotlib.pyplot') if m in sys.modules])"
    assert subprocess.run([sys.executable, '-c', code], capture_output=True, text=True, check=True).stdout.strip() == '[]'

@pytest.mark.parametrize('ids, y, p, says', [
    (['a'], ['YES', 'NO'], [.5, .5], '1 ids, 2 labels and 2 probabilities'), (['a'], ['yes'], [.5], "'yes'"), (['a'], [None], [.5], 'None'),
    (['a', 'b'], ['YES', 'NO'], [.5, float('nan')], 'b has probability nan'), (['a'], ['NO'], [-.1], 'a has probability -0.1'), ([], [], [], 'label some')])
def test_answers_that_do_not_fit(ids, y, p, says):
    with pytest.raises(it.InterpretError, match=says): it.judged(ids, y, p)

def test_labels_in_any_form():
    for y in (['YES', 'NO'], [True, False], np.array([1, 0]), pd.Series(['YES', 'NO'], index=['x', 'y'])):
        assert it.is_yes(y).tolist() == [True, False]

def test_loss_stays_finite():
    t = it.judged(['a', 'b'], ['YES', 'NO'], [0, 1])
    assert np.isfinite(t.loss).all() and not t.right.any()

def test_auc_is_sklearns():
    from sklearn.metrics import roc_auc_score
    rng = np.random.default_rng(0)
    y, p = rng.random(80) < .4, rng.integers(0, 12, 80)/12
    assert it.auc(y, p) == pytest.approx(roc_auc_score(y, p))

def test_copies_prove_nothing():
    rng = np.random.default_rng(1)
    y = rng.random(30) < .5
    p = np.clip(y*.3+rng.random(30)*.7, 0, 1)
    one = np.diff(it.auc_interval(y, p))
    four, grouped = (np.diff(it.auc_interval(np.tile(y, 4), np.tile(p, 4), groups=g)) for g in (None, np.tile(np.arange(30), 4)))
    assert four < .7*one and grouped == pytest.approx(one, rel=.2)

def test_one_label_only():
    assert np.isnan(it.auc(['YES'], [.4])) and np.isnan(it.auc_interval(['YES', 'YES'], [.4, .5])).all()
    assert it.verdict(['YES']*3, [.9]*3).startswith('3 of 3 right')
    for draw in (it.draw_confusion, it.draw_probabilities, it.draw_roc): draw(['YES']*3, [.9, .8, .2]).savefig(io.BytesIO())
    pc.taste_figure(['w1', 'w2'], ['YES', 'YES'], [.9, .8], preview).savefig(io.BytesIO())

def test_worst_comes_first():
    titles = [ax.get_title(loc='left') for ax in pc.top_losses(IDS, Y, P, preview, n=4).axes]
    assert titles == [f'said {y}, model: {p} YES' for y, p in (('YES', '10%'), ('NO', '90%'), ('YES', '14%'), ('YES', '24%'))]

def test_never_stretched_and_bytes_do():
    def tall(id):
        buf = io.BytesIO()
        Image.new('RGB', (200, 400)).save(buf, 'JPEG')
        return buf.getvalue()
    fig = pc.draw_pictures(['a', 'b'], tall)
    fig.canvas.draw()
    for ax in fig.axes:
        h, w = ax.images[0].get_array().shape[:2]
        box = ax.get_position()
        assert w/h == pytest.approx(.5, abs=.02)
        assert box.width*fig.get_figwidth()/(box.height*fig.get_figheight()) == pytest.approx(w/h, rel=.02)

def test_neighbours_leave_out_itself_and_the_unlabelled():
    near = pd.Series({'w0': 1., 'w1': .9, 'w2': .8, 'w3': .7, 'w4': .6})
    fig = pc.draw_neighbours('w0', near, pd.Series({'w0': 'YES', 'w1': 'YES', 'w2': None, 'w3': 'NO'}), preview, p=.7)
    assert [ax.get_title(loc='left') for ax in fig.axes] == ['w0: 70% YES', 'liked, 0.90 alike', 'disliked, 0.70 alike']

def test_quoted_area_is_shown():
    texts = [t.get_text() for ax in pc.taste_figure(IDS, Y, P, preview, auc=(.77, .61, .88)).subfigs[0].axes for t in ax.texts]
    assert texts == ['AUC 0.77', '95 %: 0.61 to 0.88']

def test_nothing_left_open_and_style_stays_inside():
    import matplotlib, matplotlib.pyplot as plt
    before = matplotlib.rcParams['axes.titleweight']
    for fig in (it.draw_confusion(Y, P), it.draw_probabilities(Y, P), it.draw_roc(Y, P), pc.taste_figure(IDS, Y, P, preview)): fig.savefig(io.BytesIO())
    assert not plt.get_fignums() and matplotlib.rcParams['axes.titleweight'] == before
