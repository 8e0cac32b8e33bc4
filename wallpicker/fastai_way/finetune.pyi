# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Fine-tune a network on all answers, judge it on the same folds as the quick head, and say which is better"""
from dataclasses import dataclass
from ..taste.evaluation import Report
from numpy.typing import NDArray
import pandas as pd
from fastai.learner import Learner
from typing import Any

__all__ = ['Recipe', 'fine_tuned', 'network_method', 'quick_method', 'Comparison', 'compared', 'judge', 'finetune']


@dataclass
class Recipe:
    """How a network is fine-tuned"""
    size: tuple[Any, ...] = ...  # height and width to learn at, points
    probe: int = ...  # epochs of the head alone
    epochs: int = ...  # epochs of everything after that
    lr: float = ...  # of the probe; fastai takes half of it, and less for earlier layers, afterwards
    bs: int = ...  # pictures in a batch
    seed: int = ...  # of the head's beginning and the order of batches

def fine_tuned(archive: Any, labels: pd.Series, recipe: Recipe = ...) -> Learner:
    """Probe, then fine-tune, on all of these answers

    - `archive`: `Archive` that holds the previews
    - `labels`: index id: YES or NO, all to learn from
    - `recipe`: how
    - returns: ready to ask, or for `taste_of`
    """

def network_method(archive: Any, ids: Any, recipe: Recipe = ..., progress: Any = None) -> Any:
    """Fine-tuning as a method; its scores are log-odds

    - `archive`: `Archive` that holds the previews
    - `ids`: of the labelled pictures
    - `recipe`: how to fine-tune
    - `progress`: called with a sentence before each training
    """

def quick_method(archive: Any, ids: Any, y: Any, features: Any, most: int = 1000) -> tuple[Any, Any]:
    """The quick head as a method

    - `archive`: `Archive` that holds the previews
    - `ids`: of the labelled pictures
    - `y`: bool, their answers
    - `features`: `Features`, of the network that the quick head uses
    - `most`: pictures without an answer to take the components from, at most
    """

@dataclass(repr=False)
class Comparison:
    """A fine-tuned network and the quick head, judged on the same folds"""
    report: Report  # the network as `taste`, beside `quick head`
    difference: tuple[Any, ...]  # AUC of the network less that of the quick head: (value, low, high), 95 %, on the same draws
    @property
    def better(self) -> str:
        """The way that is proposed: `fastai` where the network is clearly ahead, else `quick`"""

def compared(tried: dict[Any, Any], y: NDArray[Any], judged: NDArray[Any], sample_weight: NDArray[Any]) -> Comparison:
    """Figures of both, and the difference on the same draws

    - `tried`: `taste` and `quick head` → (out-of-fold scores [repeats, n], folds [repeats, n])
    - `y`: bool [n], the answers
    - `judged`: bool [n], the pictures that count
    - `sample_weight`: how much each answer counts [n]
    """

def judge(
    archive: Any,
    ledger: Any,
    labels: pd.Series,
    sample_weight: NDArray[Any],
    features: Any = None,
    recipe: Recipe = ...,
    folds: int = 5,
    progress: Any = None,
) -> Any:
    """Fine-tuning and the quick head, out of fold on the same folds

    - `archive`: `Archive` that holds the previews
    - `ledger`: `Ledger`, which stores why each was asked
    - `labels`: index id: YES or NO
    - `sample_weight`: how much each answer counts
    - `features`: `Features` for the quick head; None for the embedded network
    - `recipe`: how to fine-tune
    - `folds`: parts into which the answers are split
    - `progress`: called with a sentence before each training
    """

def finetune(
    folders: Any,
    archive: Any,
    ledger: Any,
    features: Any = None,
    created: str = '',
    recipe: Recipe = ...,
    folds: int = 5,
    progress: Any = None,
) -> tuple[Any, ...]:
    """Fine-tune on every YES and NO in the ledger, judged beside the quick head; `TasteError` when answers are missing

    - `folders`: the tree, for its settings
    - `archive`: `Archive` that holds the previews
    - `ledger`: `Ledger`, the answers
    - `features`: `Features` for the quick head; None for the embedded network
    - `created`: a date for the card
    - `recipe`: how to fine-tune
    - `folds`: parts into which the answers are split
    - `progress`: called with a sentence before each training
    - returns: (`Taste`, `Comparison`); None for the second while it cannot be judged
    """
