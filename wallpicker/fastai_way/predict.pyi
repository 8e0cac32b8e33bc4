# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Save a fine-tuned learner, open it safely, and ask it about many wallpapers"""
import pandas as pd
from fastai.learner import Learner
from typing import Any

__all__ = ['open_learner', 'predict_many']


def open_learner(path: Any, trust: Any = False) -> Learner:
    """Load an exported learner. Raises `LearnerError` unless told to trust it, or if there is none to be read.

    - `path`: file that `learn.export` wrote
    - `trust`: True: I made this file, or trust its maker
    - returns: on the CPU, ready to answer
    """

def predict_many(learn: Any, ids: Any, preview: Any, bs: Any = 64, at_once: Any = 1024) -> pd.Series:
    """Ask about many wallpapers.

    - `learn`: a trained or opened learner
    - `ids`: ids of wallpapers
    - `preview`: function from an id to the bytes of its preview: `archive.preview`
    - `bs`: pictures in a batch
    - `at_once`: previews held in memory, about 20 kB each
    - returns: index id: probability of YES
    """
