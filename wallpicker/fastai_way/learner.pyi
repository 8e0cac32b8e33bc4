# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""The post's network: fine-tuned in fastai, on the same labels"""
import pandas as pd
from pathlib import Path
from fastai.learner import Learner
from fastai.callback.core import Callback
from typing import Any

__all__ = ['BACKBONE', 'embedded_weights', 'wallpaper_learner', 'History', 'history', 'draw_history']

BACKBONE: str

def embedded_weights() -> Path:
    """ImageNet weights of EfficientNet-lite0 as timm names them, without internet.

    - returns: file with a state dict, in the cache folder
    """

def wallpaper_learner(dls: Any, arch: Any = ..., **kwargs: Any) -> Learner:
    """The post's `vision_learner`. Raises `LearnerError` for an unknown network or weights that cannot be had.

    - `dls`: `wallpaper_loaders`
    - `arch`: the embedded network; `resnet34` or any timm name where there is internet
    - returns: its body frozen, its head new
    """

class History(Callback):
    """Keeps the losses of every epoch of every fit."""
    order: Any
    epochs: list[Any]
    trained: bool
    def __init__(self) -> None: ...
    def before_train(self) -> None: ...
    def after_epoch(self) -> None: ...

def history(learn: Any) -> pd.DataFrame:
    """What the training went through.

    - `learn`: a `wallpaper_learner` after some training
    - returns: one row an epoch: train_loss, valid_loss, the metrics, and whether the body was frozen
    """

def draw_history(learn: Any, title: Any = None) -> Any:
    """Losses and error of each epoch; the grey part had its body frozen. Raises `LearnerError` before any training.

    - `learn`: a `wallpaper_learner` after some training
    - `title`: above the figure
    """
