# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Say from which probability on picking can be left to a model, or what that still takes"""
from dataclasses import dataclass
from numpy.typing import NDArray
from typing import Any

__all__ = ['wilson', 'Sure', 'ranking', 'sure_enough']


def wilson(right: int, n: int, z: float = 1.96) -> tuple[Any, ...]:
    """Wilson's interval for a share; (0, 1) when nothing was tried

    - `right`: how many came out well
    - `n`: of how many
    - `z`: normal quantile; 1.96 for 95 %
    - returns: (low, high)
    """

@dataclass(repr=False)
class Sure:
    """From which probability on picks can be left to the model; says it in a sentence"""
    start: float | None  # the probability; None when nothing is sure enough yet
    target: float  # share of YES that is wanted among picks
    yes: int = ...  # of the judged answers at or above `target`, how many were YES
    n: int = ...  # how many those were
    more: int = ...  # answers that are missing; 0 when it is not for their number
    auc: tuple[Any, ...] | None = ...  # (value, low, high) where it ranks no better than a coin
    def __bool__(self) -> bool: ...

def ranking(auc: tuple[Any, ...]) -> str:
    """An AUC and its interval, in words

    - `auc`: (value, low, high)
    - returns: one sentence
    """

def sure_enough(
    p: NDArray[Any],
    y: NDArray[Any],
    target: float = 0.9,
    sample_weight: NDArray[Any] | None = None,
    auc: tuple[Any, ...] | None = None,
) -> Sure:
    """Whether a calibrated probability of `target` can be relied on

    - `p`: out-of-fold probability of each judged answer
    - `y`: bool, the answers
    - `target`: share of YES that is wanted among picks
    - `sample_weight`: how much each answer counts; None: all alike
    - `auc`: (value, low, high) of the model; None: not looked at
    - returns: from which probability on
    """
