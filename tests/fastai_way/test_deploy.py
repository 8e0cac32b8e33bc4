"""A deployed learner gives its own probabilities, whatever its words' order, network or frame, and refuses what it cannot say."""
import io
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from PIL import Image

pytest.importorskip('fastai')
from fastai.vision.all import CategoryBlock, ColReader, ColSplitter, DataBlock, ImageBlock, Resize, set_seed, torch

from wallpicker.archive.store import Archive
from wallpicker.fastai_way.batches import ById, LearnerError, wallpaper_loaders
from wallpicker.fastai_way.deploy import network_of, taste_of
from wallpicker.fastai_way.learner import wallpaper_learner
from wallpicker.fastai_way.predict import open_learner, predict_many
from wallpicker.folders import Folders
from wallpicker.taste.model import Taste


@pytest.fixture(scope='module')
def folders(tmp_path_factory):
    folders = Folders(tmp_path_factory.mktemp('root')).make()
    yield folders
    folders.db.close()


@pytest.fixture(scope='module')
def archive(folders):
    archive, rng = Archive(folders), np.random.default_rng(0)
    for i in range(16):
        file = io.BytesIO()
        Image.fromarray(rng.integers(0, 255, (9, 16, 3), np.uint8)).resize((432, 243)).save(file, 'JPEG')
        archive.add(dict(id=f'p{i:05d}'), file.getvalue())
    return archive


@pytest.fixture(scope='module')
def labels(): return pd.Series(['YES', 'NO']*8, [f'p{i:05d}' for i in range(16)])


@pytest.fixture(scope='module')
def table(labels): return pd.DataFrame(dict(id=labels.index, label=labels.to_numpy(), is_valid=[False]*12 + [True]*4))


def trained(dls, **kwargs):
    torch.set_num_threads(1)
    set_seed(0)
    learn = wallpaper_learner(dls, **kwargs)
    with learn.no_bar(), learn.no_logging(): learn.fit(1, 1e-2)
    return learn


@pytest.fixture(scope='module')
def learn(archive, table): return trained(wallpaper_loaders(archive, table, size=(36, 64), bs=4))


def equal(learn, archive, labels, path):
    ids = list(labels.index)
    own = predict_many(learn, ids, archive.preview).to_numpy()
    taste_of(learn, archive, labels).save(path)
    taste = Taste.load(path)
    assert np.ptp(own) > .01
    np.testing.assert_allclose(taste.score([archive[i] for i in ids]), own, atol=1e-4)
    np.testing.assert_allclose(taste.scores(archive, ids), own, atol=1e-4)
    return taste


def test_the_probabilities_are_fastais_own(learn, archive, labels, folders):
    taste = equal(learn, archive, labels, folders.taste)
    assert not taste.judged and taste.card['backbone']['name'] == 'fine-tuned tf_efficientnet_lite0'
    assert taste.head.slope == 1 and taste.head.shift == 0


@pytest.mark.parametrize('size', [(40, 40), (30, 70), (135, 240)])
def test_any_frame(archive, labels, table, tmp_path, size):
    equal(trained(wallpaper_loaders(archive, table, size=size, bs=4)), archive, labels, tmp_path/'taste.onnx')


def test_another_network_without_weights_from_anywhere(archive, labels, table, tmp_path):
    learn = trained(wallpaper_loaders(archive, table, size=(36, 64), bs=4), arch='resnet10t', pretrained=False)
    assert network_of(learn).name == 'fine-tuned resnet10t'
    equal(learn, archive, labels, tmp_path/'taste.onnx')


def test_words_in_the_other_order(archive, labels, table, tmp_path):
    block = DataBlock((ImageBlock, CategoryBlock(vocab=['YES', 'NO'], sort=False)), get_x=ById(archive), get_y=ColReader('label'),
                      splitter=ColSplitter('is_valid'), item_tfms=Resize((36, 64)))
    dls = block.dataloaders(table, bs=4, num_workers=0)
    assert list(dls.vocab) == ['YES', 'NO']
    equal(trained(dls), archive, labels, tmp_path/'taste.onnx')


def test_a_learner_out_of_a_pickle(learn, archive, labels, tmp_path):
    learn.export(tmp_path/'learner.pkl')
    equal(open_learner(tmp_path/'learner.pkl', trust=True), archive, labels, tmp_path/'taste.onnx')


def test_deploying_leaves_the_learner_as_it_was(learn, archive, labels):
    before = predict_many(learn, labels.index, archive.preview)
    network_of(learn)
    pd.testing.assert_series_equal(predict_many(learn, labels.index, archive.preview), before)
    assert not any('forward' in vars(m) for m in learn.model.modules())


def test_another_training_has_other_rows(learn, archive, table):
    again = trained(wallpaper_loaders(archive, table, size=(36, 64), bs=4), ps=.1)
    assert network_of(again).key != network_of(learn).key
    assert network_of(learn).key == network_of(learn).key


def test_saved_again_from_its_own_file(learn, archive, labels, tmp_path):
    taste = equal(learn, archive, labels, tmp_path/'taste.onnx')
    taste.save(tmp_path/'again.onnx')
    ids = list(labels.index)
    again = Taste.load(tmp_path/'again.onnx')
    np.testing.assert_array_equal(again.scores(archive, ids), taste.scores(archive, ids))
    assert again.backbone.sizes == [[64, 36]]


def test_other_words_and_squashed_pictures_are_refused(archive, table):
    block = DataBlock((ImageBlock, CategoryBlock(vocab=['NO', 'YES'])), get_x=ById(archive), get_y=ColReader('label'),
                      splitter=ColSplitter('is_valid'), item_tfms=Resize((36, 64), method='squish'))
    with pytest.raises(LearnerError, match='one Resize, by crop'): network_of(wallpaper_learner(block.dataloaders(table, bs=4, num_workers=0)))
    cats = table.assign(label=np.where(table.label == 'YES', 'cat', 'dog'))
    block = DataBlock((ImageBlock, CategoryBlock), get_x=ById(archive), get_y=ColReader('label'),
                      splitter=ColSplitter('is_valid'), item_tfms=Resize((36, 64)))
    with pytest.raises(LearnerError, match="YES or NO; this learner says .'cat', 'dog'"):
        network_of(wallpaper_learner(block.dataloaders(cats, bs=4, num_workers=0)))


def test_no_torch_to_score_with(learn, archive, labels, folders):
    taste_of(learn, archive, labels).save(folders.taste)
    code = ("import sys; sys.modules.update(torch=None, fastai=None, timm=None, torchvision=None)\n"
            "from wallpicker.all import *\nfrom wallpicker.taste.model import Taste\n"
            f"folders = Folders({str(folders.root)!r}); archive = Archive(folders)\n"
            "t = Taste.load(folders.taste); print(len(t.scores(archive, list(archive.frame().index))))")
    done = subprocess.run([sys.executable, '-c', code], capture_output=True, text=True)
    assert done.stdout.strip() == '16', done.stderr
