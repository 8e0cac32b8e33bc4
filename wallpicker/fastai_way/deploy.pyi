# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Turn a fine-tuned learner into a taste.onnx, which scores and picks without PyTorch"""
from ..taste.backbone import Backbone
from ..taste.model import Taste
import pandas as pd
from torch import nn
from typing import Any

__all__ = ['frame_of', 'scaling_of', 'Scoring', 'check_learner', 'network_of', 'taste_of']


def frame_of(learn: Any) -> list[Any]:
    """The size pictures are brought to. Raises `LearnerError` if more is done to them than a centre crop and a resize

    - `learn`: a fine-tuned learner
    - returns: width and height, points
    """

def scaling_of(learn: Any) -> tuple[Any, ...]:
    """What is taken off the colours, and what they are divided by

    - `learn`: a fine-tuned learner
    - returns: mean and standard deviation [1, 3, 1, 1], for colours 0 to 255
    """

class Scoring(nn.Module):
    """A network with the scaling inside: uint8 [n, height, width, 3] → features [n, kinds + 2], log-odds [n, 1]"""
    body: Any
    head: Any
    yes: Any
    def __init__(self, learn: Any) -> None:
        """- `learn`: fine-tuned; its own network stays as it is"""
    def forward(self, pictures: Any) -> tuple[Any, Any]: ...

def check_learner(learn: Any) -> None:
    """Raises `LearnerError` unless it says YES or NO by softmax and is a body with a head, as by `vision_learner`

    - `learn`: any learner
    """

def network_of(learn: Any) -> Backbone:
    """The learner's network with its scaling and its answer. Raises `LearnerError` for a learner of another kind

    - `learn`: a fine-tuned learner
    - returns: its network, run by onnxruntime; the file goes when this does
    """

def taste_of(learn: Any, archive: Any, labels: pd.Series, report: Any = None, **card: Any) -> Taste:
    """A taste that scores as the learner does, without PyTorch

    - `learn`: a fine-tuned learner
    - `archive`: `Archive` that holds the previews
    - `labels`: index id: YES or NO, what it was trained on
    - `report`: `Report` of how it was judged: gives the calibration; None: probabilities as the learner's own
    - returns: save it with `.save(folders.taste)`
    """
