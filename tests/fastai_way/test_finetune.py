"""Fine-tuning from the ledger: folds that keep groups, answers that are missing, old answers that count less."""
import io

import numpy as np
import pandas as pd
import pytest
from PIL import Image

pytest.importorskip('fastai')
from wallpicker.archive.store import Archive
from wallpicker.fastai_way import finetune as ft
from wallpicker.folders import Folders
from wallpicker.labels.ledger import Ledger
from wallpicker.taste.head import TasteError

SHORT = ft.Recipe(size=(36, 64), probe=1, epochs=1, bs=4)


@pytest.fixture
def root(tmp_path):
    folders = Folders(tmp_path).make()
    archive, rng = Archive(folders), np.random.default_rng(0)
    for i in range(24):
        file = io.BytesIO()
        Image.fromarray(rng.integers(0, 255, (9, 16, 3), np.uint8)).resize((432, 243)).save(file, 'JPEG')
        archive.add(dict(id=f'p{i:05d}'), file.getvalue())
    yield folders, archive, Ledger(folders)
    folders.db.close()


@pytest.fixture
def learned(monkeypatch):
    "What each training learned and scored, without any training"
    calls = []
    def method(archive, ids, recipe, progress=None):
        def learn(Z, y, Zt, sample_weight=1.):
            calls.append(([ids[i] for i in Z[:, 0]], [ids[i] for i in Zt[:, 0]]))
            return np.random.default_rng(len(calls)).normal(size=len(Zt))
        return learn
    monkeypatch.setattr(ft, 'network_method', method)
    return calls


def said(ledger, n):
    for i in range(n): ledger.say(f'p{i:05d}', 'YES' if i % 2 else 'NO')
    return ledger.labels()


def test_no_group_on_both_sides(root, learned, monkeypatch):
    folders, archive, ledger = root
    labels = said(ledger, 24)
    monkeypatch.setattr(archive, 'groups', lambda ids: pd.Series([int(i[1:])//3 for i in ids], ids))
    found = ft.judge(archive, ledger, labels, np.ones(24), recipe=SHORT, folds=4)
    assert len(learned) == 4 and sorted(i for _, tested in learned for i in tested) == sorted(labels.index)
    for taught, tested in learned: assert not {int(i[1:])//3 for i in taught} & {int(i[1:])//3 for i in tested}
    assert {*found.report.rows} == {'taste', 'quick head'}
    d, low, high = found.difference
    assert low <= d <= high and found.better in ('quick', 'fastai') and 'proposed' in repr(found)


def test_the_difference_is_that_of_the_two_figures(root, learned):
    folders, archive, ledger = root
    found = ft.judge(archive, ledger, said(ledger, 24), np.ones(24), recipe=SHORT)
    auc = [found.report.rows[k]['AUC'][0] for k in ('taste', 'quick head')]
    assert found.difference[0] == pytest.approx(auc[0] - auc[1])


def test_too_few_to_judge_but_not_to_learn(root, learned):
    folders, archive, ledger = root
    said(ledger, 8)
    taste, found = ft.finetune(folders, archive, ledger, recipe=SHORT)
    assert found is None and not learned and not taste.judged and taste.head.slope == 1


def test_nothing_to_learn_from(root):
    folders, archive, ledger = root
    with pytest.raises(TasteError, match='2 more NO'): ft.finetune(folders, archive, ledger, recipe=SHORT)
    for i in range(3): ledger.say(f'p{i:05d}', 'YES')
    with pytest.raises(TasteError, match='0 NO'): ft.finetune(folders, archive, ledger, recipe=SHORT)


def test_the_same_training_twice(root):
    folders, archive, ledger = root
    labels = said(ledger, 12)
    one, two = (ft.predict_many(ft.fine_tuned(archive, labels, SHORT), labels.index, archive.preview) for _ in range(2))
    np.testing.assert_allclose(one, two, atol=1e-5)


def test_a_card_like_any_other(root, learned):
    folders, archive, ledger = root
    said(ledger, 24)
    taste, found = ft.finetune(folders, archive, ledger, created='2026-01-01', recipe=SHORT, folds=3)
    card = taste.card
    assert (card['n'], card['yes'], card['judged'], card['created']) == (24, 12, 24, '2026-01-01')
    assert card['backbone']['sizes'] == [[64, 36]] and len(card['examined']) == 24 and 'quick head' in card['baselines']
    assert taste.sure(.9).more == 16 and (taste.head.slope, taste.head.shift) == found.report.calibration
