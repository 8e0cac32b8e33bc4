# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Coordinates in which a few dozen answers go far, and a head learned in them"""
from dataclasses import dataclass
from .head import Head
from numpy.typing import NDArray
from typing import Any

__all__ = ['BLOCK_WEIGHTS', 'COMPONENTS', 'POWERS', 'COLOUR_SCALES', 'BESIDE_SCALES', 'block_scaling', 'Scale', 'Space', 'Posterior', 'fit']

BLOCK_WEIGHTS: dict[Any, Any]

def block_scaling(A: NDArray[Any], weight: float) -> NDArray[Any]:
    """Factors that give every column the same spread and the block the spread `weight`

    - `A`: a block of columns [n, d]
    - `weight`: standard deviation of the whole block
    - returns: [d], what to multiply each column by; 0 for one that never changes
    """

class Scale:
    """Features made comparable: call it with a table; learned from any pictures, labelled or not"""
    mean: Any
    factors: Any
    def __init__(self, X: NDArray[Any], view: int | None = None) -> None:
        """- `X`: features [n, d] to take means and spreads from
        - `view`: columns of one view, see `blocks_of`
        """
    def __call__(self, X: Any) -> Any: ...
COMPONENTS: int
POWERS: dict[Any, Any]
COLOUR_SCALES: dict[Any, Any]
BESIDE_SCALES: dict[Any, Any]

class Space:
    """Coordinates of pictures: components and colours; call it with a table of features"""
    mean: Any
    components: Any
    scales: Any
    log_prior: Any
    def __init__(
        self,
        X: NDArray[Any],
        view: int | None = None,
        most: int = 1000,
        beside: dict[Any, Any] | None = None,
    ) -> None:
        """- `X`: features [n, d] of the pictures to learn the components from
        - `view`: columns of one view, see `Backbone.view`; None when there is no texture
        - `most`: pictures at most to take components from; of more, so many evenly spread
        - `beside`: name in `BESIDE_SCALES` → columns that will stand beside the coordinates, see `Listing.blocks`
        """
    def __call__(self, X: Any) -> Any: ...
    def head(self, w: NDArray[Any], b: float) -> Head:
        """Fold components into weights over the features

        - `w`: a weight for each coordinate; those of the columns beside, at the end, are left out
        - `b`: the constant
        - returns: the same over the features
        """
    def scaled(self, T: NDArray[Any], model: int) -> NDArray[Any]:
        """Coordinates as one of the averaged models scales them

        - `T`: coordinates [n, k]
        - `model`: 0 takes components as they are, 1 counts the large ones more
        - returns: [n, k], where distances are those of one model
        """
    def learn(
        self,
        T: NDArray[Any],
        y: NDArray[Any],
        C: float = 1.0,
        start: Posterior | None = None,
        sample_weight: NDArray[Any] | float = 1.0,
    ) -> tuple[Any, ...]:
        """Fit one logistic regression for each model and average them by posterior probability (Bayesian model averaging)

        - `T`: coordinates of the labelled pictures [n, axes]
        - `y`: bool [n]
        - `C`: inverse L2 strength, as in scikit-learn
        - `start`: the posterior after the answers before, to begin Newton's method at
        - `sample_weight`: how much each answer counts [n], see `recency_weights`
        - returns: (weights [axes], constant, `Posterior`)
        """

@dataclass
class Posterior:
    """What the answers say of each model in the average; `Space.learn` can start from it"""
    probability: NDArray[Any]  # float64 [models], posterior probabilities of the models; they add up to 1
    weights: list[Any]  # of arrays, the weights of each model at its maximum, the constant last

def fit(
    X: NDArray[Any],
    y: Any,
    space: Space | None = None,
    C: float = 1.0,
    sample_weight: NDArray[Any] | float = 1.0,
) -> Head:
    """Learn a head from labelled pictures; raises `TasteError` for fewer than one YES and one NO

    - `X`: features of the labelled pictures [n, d]
    - `y`: bool [n], True for YES
    - `space`: coordinates learned from these and more pictures; None: from these alone
    - `C`: inverse L2 strength
    - `sample_weight`: how much each answer counts [n], see `recency_weights`
    - returns: uncalibrated
    """
