# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Judge a model by cross-validation: how well it ranks, beside simple baselines, each figure with its interval"""
from dataclasses import dataclass
import pandas as pd
from .space import Space
from .sure import Sure
from numpy.typing import NDArray
from typing import Any

__all__ = ['auc', 'figures', 'Report', 'bootstrap', 'with_interval', 'report_on', 'evaluate', 'histogram']


def auc(S: NDArray[Any], y: NDArray[Any], W: NDArray[Any]) -> NDArray[Any]:
    """Area under the ROC curve: the share of (YES, NO) pairs in the right order, per draw

    - `S`: scores [repeats, n]
    - `y`: bool [n]
    - `W`: weights [draws, n]
    - returns: [draws]
    """

def figures(S: NDArray[Any], P: NDArray[Any], y: NDArray[Any], W: NDArray[Any]) -> dict[Any, Any]:
    """AUC, balanced accuracy, average precision, precision@10, Brier score and log-loss of some scores

    - `S`: scores [repeats, n]
    - `P`: probabilities [repeats, n]
    - `y`: bool [n]
    - `W`: weights [draws, n]; a row of ones is the picture as it is
    - returns: figure → [draws]
    """

@dataclass
class Report:
    """How good a taste is beside simple baselines; shows itself as a table"""
    rows: dict[Any, Any]  # method → {figure: (value, low, high)}; the taste itself comes first
    n: int  # pictures it was judged on
    yes: int  # of those, how many YES
    scores: NDArray[Any]  # mean out-of-fold score of each judged picture
    probability: NDArray[Any]  # mean out-of-fold probability of each
    judged: NDArray[Any]  # bool: which of the given rows were judged
    y: NDArray[Any]  # bool: the answer to each judged picture
    calibration: tuple[Any, ...] = ...  # slope and shift fitted on all out-of-fold scores
    sample_weight: NDArray[Any] | None = ...  # how much each judged answer counts; None: all alike
    @property
    def auc(self) -> tuple[Any, ...]:
        """(value, low, high) of the taste itself"""
    def frame(self) -> pd.DataFrame:
        """The table in numbers

        - returns: a row a method, columns (figure, value | low | high)
        """
    @property
    def out_of_fold_probability(self) -> NDArray[Any]:
        """Mean out-of-fold scores, calibrated as those of the finished model are

        - returns: float [n], the probability of each judged picture
        """
    def sure(self, target: float = 0.9) -> Sure:
        """From which probability on picks can be left to the model

        - `target`: share of YES that is wanted among picks
        - returns: from which probability on
        """

def bootstrap(y: NDArray[Any], sample_weight: NDArray[Any], seed: int = 0) -> NDArray[Any]:
    """Weights of the pictures in each bootstrap draw

    - `y`: bool [n]
    - `sample_weight`: how much each answer counts [n]
    - `seed`: of the draws
    - returns: [draws + 1, n]; the first row is the pictures as they are
    """

def with_interval(v: NDArray[Any]) -> tuple[Any, ...]:
    """A figure and its 95 % bootstrap interval

    - `v`: a figure of the pictures as they are, then of each draw
    - returns: (value, low, high)
    """

def report_on(
    tried: dict[Any, Any],
    y: NDArray[Any],
    judged: NDArray[Any],
    seed: int = 0,
    sample_weight: NDArray[Any] | None = None,
) -> Report:
    """Figures and intervals of several methods on the same draws

    - `tried`: method → (out-of-fold scores [repeats, n], folds [repeats, n]); `taste` is the one reported
    - `y`: bool [n]
    - `judged`: bool [n], the pictures that count
    - `seed`: of the draws
    - `sample_weight`: how much each answer counts [n]; None: all alike
    - returns: the taste first
    """

def evaluate(
    X: NDArray[Any],
    y: Any,
    groups: Any = None,
    judged: Any = None,
    space: Space | None = None,
    beside: dict[Any, Any] | None = None,
    repeats: int = 20,
    seed: int = 0,
    sample_weight: NDArray[Any] | None = None,
    listing: NDArray[Any] | None = None,
) -> Report:
    """Judge a taste by repeated grouped cross-validation; raises `TasteError` when there is too little to judge on

    - `X`: features [n, d]
    - `y`: bool [n], True for YES
    - `groups`: [n], near-duplicates share a value; None when there are none
    - `judged`: bool [n], the pictures that count (candidates); None for all
    - `space`: coordinates learned from these and more pictures; None: from these alone
    - `beside`: name → features [n, k] for a baseline head, or scores [n] that need no learning
    - `repeats`: times five folds
    - `seed`: of folds and draws
    - `sample_weight`: how much each answer counts [n], see `recency_weights`; None: all alike
    - `listing`: columns of a `Listing` [n, k], for a space made with as many; None for none
    - returns: the taste first, then the baselines
    """

def histogram(pictures: Any, sides: int = 6) -> NDArray[Any]:
    """A colour histogram for the simplest head: square roots of the shares, columns standardised

    - `pictures`: PIL pictures, or uint8 [n, height, width, 3]; of an iterator, one is in memory at a time
    - `sides`: boxes along red, green and blue each
    - returns: float64 [n, sides³], scaled like the features
    """
