# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""A first guess from the site's favourites, until the owner has answered"""
import pandas as pd
from .head import sigmoid as sigmoid
from numpy.typing import NDArray
from typing import Any

__all__ = ['NEIGHBOURS', 'PRIOR_MEAN', 'PRIOR_SD', 'WEIGHTS', 'EASE', 'HALF_AT', 'popularity', 'popularity_weight', 'with_popularity']

NEIGHBOURS: float

def popularity(facts: pd.DataFrame) -> pd.Series:
    """How much more a wallpaper is among people's favourites than others of its age

    - `facts`: `favorites` and `created_at` for each wallpaper, as `Archive.frame` has them
    - returns: mean 0, spread 1, same index; 0 for those the site said nothing about
    """
PRIOR_MEAN: float
PRIOR_SD: float
WEIGHTS: Any
EASE: Any

def popularity_weight(z: Any, y: Any) -> float:
    """Posterior mean of how far this owner agrees with the site's favourites

    - `z`: `popularity` of the answered wallpapers
    - `y`: bool, the answers
    - returns: log-odds of YES per unit of `popularity`
    """
HALF_AT: int

def with_popularity(score: Any, z: Any, answers: Any) -> NDArray[Any]:
    """The head's log-odds plus those of the popularity prior

    - `score`: log-odds [n] of all wallpapers by the head; 0 before it has answers
    - `z`: `popularity` of the same
    - `answers`: (index, True or False) of each that was answered
    - returns: log-odds [n]
    """
