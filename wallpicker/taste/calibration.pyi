# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Score pictures with models that have not seen them, and turn those scores into probabilities"""
import numpy as np
from .space import Space
from numpy.typing import NDArray
from typing import Any

__all__ = ['JUDGED', 'SLOPE_PRECISION', 'SHIFT_SD', 'REACH', 'stratified_group_folds', 'taste_method', 'head_method', 'neighbour_method', 'out_of_fold', 'platt', 'platt_with_prior', 'effective', 'calibrate', 'cross_calibrated']


def stratified_group_folds(y: NDArray[Any], groups: Any, folds: int, rng: np.random.Generator) -> NDArray[Any]:
    """Stratified group k-fold: groups stay whole, those with many YES and those with few are spread evenly

    - `y`: bool [n]
    - `groups`: [n], near-duplicates share a value
    - `folds`: how many
    - `rng`: for the shuffling
    - returns: int [n], the fold in which each picture is tested
    """

def taste_method(space: Space) -> Any:
    """The head of the head page as a method; each fit begins at the posterior of the last

    - `space`: in which the features are coordinates
    """

def head_method(
    Z: NDArray[Any],
    y: NDArray[Any],
    Zt: NDArray[Any],
    sample_weight: NDArray[Any] | float = 1.0,
) -> NDArray[Any]:
    """Plain logistic regression, for baselines

    - `Z`: features to learn from [n, d]
    - `y`: bool [n]
    - `Zt`: features to score [m, d]
    - `sample_weight`: how much each answer counts [n]
    - returns: scores [m]
    """

def neighbour_method(
    Z: NDArray[Any],
    y: NDArray[Any],
    Zt: NDArray[Any],
    sample_weight: NDArray[Any] | float = 1.0,
) -> NDArray[Any]:
    """The answers of the five nearest, weighted by cosine

    - `Z`: features to learn from [n, d]
    - `y`: bool [n]
    - `Zt`: features to score [m, d]
    - `sample_weight`: how much each answer counts [n]
    - returns: scores [m], −1..1
    """

def out_of_fold(
    method: Any,
    Z: NDArray[Any],
    y: NDArray[Any],
    groups: Any,
    folds: int = 5,
    repeats: int = 20,
    seed: int = 0,
    sample_weight: NDArray[Any] | None = None,
) -> tuple[Any, ...]:
    """Scores by models that have not seen the picture or one of its group

    - `method`: learns from (Z, y) and scores others; where `sample_weight` is given, it is the fourth argument
    - `Z`: features [n, d]
    - `y`: bool [n]
    - `groups`: [n], near-duplicates share a value
    - `folds`: parts a split has
    - `repeats`: splits
    - `seed`: of the folds
    - `sample_weight`: how much each answer counts [n]; None: all alike
    - returns: (scores [repeats, n], folds [repeats, n])
    """

def platt(s: NDArray[Any], y: NDArray[Any], sample_weight: NDArray[Any] | float = 1.0) -> tuple[Any, ...]:
    """Slope and shift that make sigmoid(slope·s + shift) a probability

    - `s`: out-of-fold scores
    - `y`: bool, the answers
    - `sample_weight`: how much each counts
    - returns: (slope ≥ 0, shift)
    """
JUDGED: int
SLOPE_PRECISION: int
SHIFT_SD: float
REACH: float

def platt_with_prior(s: NDArray[Any], y: NDArray[Any], sample_weight: NDArray[Any] | float = 1.0) -> tuple[Any, ...]:
    """The same for few answers: probabilities stay near the middle until the answers say otherwise

    - `s`: out-of-fold scores
    - `y`: bool, the answers
    - `sample_weight`: how much each counts
    - returns: (slope ≥ 0, shift)
    """

def effective(sample_weight: NDArray[Any]) -> float:
    """Effective sample size (Kish, *Survey Sampling*, 1965)

    - `sample_weight`: how much each answer counts
    - returns: of so many equal answers
    """

def calibrate(S: NDArray[Any], y: NDArray[Any], sample_weight: NDArray[Any] | None = None) -> tuple[Any, ...]:
    """Slope and shift from all out-of-fold scores; with a prior while there are fewer than `JUDGED` answers

    - `S`: out-of-fold scores [repeats, n]
    - `y`: bool [n]
    - `sample_weight`: how much each answer counts [n]; None: all alike
    - returns: (slope ≥ 0, shift) for `Head`
    """

def cross_calibrated(
    S: NDArray[Any],
    F: NDArray[Any],
    y: NDArray[Any],
    sample_weight: NDArray[Any] | None = None,
) -> NDArray[Any]:
    """Cross-fitted calibration: slope and shift for each fold come from the other folds

    - `S`: out-of-fold scores [repeats, n]
    - `F`: folds [repeats, n]
    - `y`: bool [n]
    - `sample_weight`: how much each answer counts [n]; None: all alike
    - returns: probabilities [repeats, n]
    """
