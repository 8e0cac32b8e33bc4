# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""List the models that were kept and go back to an older one"""
from pathlib import Path
import pandas as pd
from .model import Taste

__all__ = ['models', 'go_back', 'keep', 'why_not', 'trust_model']


def models(path: str | Path) -> pd.DataFrame:
    """The models there are: those kept in models/, then the one in use

    - `path`: where the model in use lies, such as `folders.taste`
    - returns: index name: used, answers, auc, created, wrong (why it cannot be used); the oldest first
    """

def go_back(path: str | Path, name: str = '') -> Taste:
    """Put an older model in use; the present one is kept; `TasteError` when there is none, or none of that name

    - `path`: where the model in use lies
    - `name`: of one in `models`; the last kept by default
    - returns: the one in use now
    """

def keep(path: str | Path, name: str) -> str:
    """Mark an older model, so that it stays however many come after it; `TasteError` when there is none of that name

    - `path`: where the model in use lies
    - `name`: of one in `models`
    - returns: its new name
    """

def why_not(new: Taste, path: str | Path) -> str:
    """Why a new model should not take the place of the one in use

    - `new`: trained just now
    - `path`: where the model in use lies
    - returns: a sentence; empty when the new one may take its place
    """

def trust_model(path: str | Path, name: str) -> None:
    """Use a model on this computer without a first look; `TasteError` when there is none of that name, or it is damaged

    - `path`: where the model in use lies
    - `name`: of one in `models`
    """
