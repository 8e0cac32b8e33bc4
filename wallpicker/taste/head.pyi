# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""A weighted sum of features that says YES or NO, fitted in milliseconds"""
from dataclasses import dataclass
from ..files import WallpickerError
from numpy.typing import NDArray
from typing import Any

__all__ = ['TasteError', 'Head', 'sigmoid', 'newton', 'logistic', 'gram_coordinates', 'check_answers', 'one_core']


class TasteError(WallpickerError):
    """Too little to learn from, or a taste file that cannot be used"""

@dataclass
class Head:
    """A weighted sum of features, and its calibration: probability = sigmoid(slope·score + shift)"""
    w: NDArray[Any]  # float32 [d], over the features
    b: float  # the constant
    slope: float = ...  # of the calibration
    shift: float = ...  # of the calibration
    def score(self, X: Any) -> Any: ...
    def logit(self, X: Any) -> Any: ...
    def probability(self, X: Any) -> Any: ...

def sigmoid(s: Any) -> Any:
    """Log-odds to probability

    - `s`: log-odds
    """

def newton(
    A: NDArray[Any],
    y: NDArray[Any],
    C: float,
    w: NDArray[Any],
    sample_weight: NDArray[Any] | float = 1.0,
) -> NDArray[Any]:
    """Weights with the least loss by Newton's method; a step that raises the loss is halved

    - `A`: [n, d + 1], the last column ones
    - `y`: bool [n]
    - `C`: inverse L2 strength
    - `w`: where to begin [d + 1]
    - `sample_weight`: how much each answer counts [n]
    - returns: [d + 1], the constant last
    """

def logistic(
    Z: NDArray[Any],
    y: NDArray[Any],
    C: float = 1.0,
    sample_weight: NDArray[Any] | float = 1.0,
) -> tuple[Any, ...]:
    """Logistic regression, the constant free of the penalty

    - `Z`: scaled features [n, d]
    - `y`: bool [n]
    - `C`: inverse L2 strength
    - `sample_weight`: how much each answer counts [n]
    - returns: (weights [d], constant)
    """

def gram_coordinates(Z: NDArray[Any]) -> NDArray[Any]:
    """Coordinates from the eigenvectors of the Gram matrix (kernel PCA, linear and not centred)

    - `Z`: scaled features [n, d]
    - returns: [n, at most n], with the inner products of `Z`
    """

def check_answers(y: Any, least: int = 1) -> NDArray[Any]:
    """Both kinds of answers, enough of each; `TasteError` says what is missing

    - `y`: True for YES, False for NO
    - `least`: of each
    - returns: bool [n]
    """

def one_core() -> Any:
    """Run BLAS on one thread inside this block"""
