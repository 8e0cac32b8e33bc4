# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Labels and previews as fastai wants them: a table with a fair split, and DataLoaders straight from the archive"""
from ..files import WallpickerError
import pandas as pd
from fastai.data.core import DataLoaders
from typing import Any

__all__ = ['LearnerError', 'grouped_split', 'learning_table', 'ById', 'wallpaper_loaders', 'gently']


class LearnerError(WallpickerError):
    """Something that keeps the network from learning or answering; the message says what to do."""

def grouped_split(
    labels: pd.Series,
    groups: pd.Series,
    valid_pct: Any = 0.25,
    seed: Any = 42,
    may: Any = None,
) -> pd.Series:
    """Deal whole groups into training and validation set, each label in its share (as near as groups allow).

    - `labels`: index id: YES or NO
    - `groups`: index id: group of near-duplicates
    - `valid_pct`: share of each label to examine with
    - `seed`: of the shuffle
    - `may`: index id: False for what may teach but not examine, and with it for its group; None: all may
    - returns: index id: True for the validation set
    """

def learning_table(archive: Any, labels: pd.Series, valid_pct: Any = 0.25, seed: Any = 42) -> pd.DataFrame:
    """What fastai learns from. `LearnerError` for a label without a picture, or too little of YES or NO.

    - `archive`: `Archive` that holds the previews
    - `labels`: index id: YES or NO, as `Ledger.labels()` returns them
    - `valid_pct`: share of the site's pictures of each label to examine with; the owner's files only teach
    - `seed`: of the split
    - returns: columns id, label, group, is_valid; one row for each label
    """

class ById:
    """Gets the preview for a row of the table. A pickled one has no archive any more."""
    archive: Any
    def __init__(self, archive: Any) -> None: ...
    def __call__(self, row: Any) -> Any: ...
    def __getstate__(self) -> dict[Any, Any]: ...

def wallpaper_loaders(archive: Any, table: Any, size: Any = ..., bs: Any = 16, batch_tfms: Any = None) -> DataLoaders:
    """fastai's loaders, decoding previews as they are asked for.

    - `archive`: `Archive` that holds the previews
    - `table`: `learning_table`
    - `size`: height and width to learn at, pixels; 16:9 like the previews, so nothing is cut off or squashed
    - `bs`: pictures in a batch
    - `batch_tfms`: augmentation, for example `gently()`
    - returns: YES is 1, NO is 0
    """

def gently() -> list[Any]:
    """Augmentation that leaves a wallpaper a wallpaper: never upside down, tilted or warped.

    - returns: for `batch_tfms`
    """
