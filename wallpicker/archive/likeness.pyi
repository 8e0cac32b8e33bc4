# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Find the pictures that are versions of one another, also among a hundred thousand"""
from typing import NamedTuple
import numpy as np
from typing import Any

__all__ = ['ZOOMS', 'LOOSE', 'DETAIL', 'TILE', 'Likeness', 'likeness', 'pairs', 'Groups', 'grouped']

ZOOMS: tuple[int, float, float]
LOOSE: int
DETAIL: float

class Likeness(NamedTuple):
    """Pairs of pictures that could be one"""
    i: np.ndarray  # int [m], number of one
    j: np.ndarray  # int [m], number of another
    detail: np.ndarray  # float [m], correlation of their details
    same: np.ndarray  # bool [m]: near-duplicates
TILE: tuple[int, int]

def likeness(prints: list[Any], ask: Any = None, pixels: Any = None) -> Likeness:
    """Pairs that could be the same picture, and how well they agree

    - `prints`: of `Print`, one a picture; with `pixels` the hashes alone will do, as (phash,)
    - `ask`: numbers of the pictures to find near-duplicates of; None: all, each pair once
    - `pixels`: function from numbers of pictures, and 'small' or 'mean', to that part of their prints
    - returns: every pair of hashes at most `LOOSE` bits apart whose colours agree
    """

def pairs(prints: list[Any], pixels: Any = None) -> list[tuple[Any, ...]]:
    """All near-duplicates, however bright, large or compressed, also among very many

    - `prints`: as for `likeness`
    - `pixels`: as for `likeness`
    - returns: (i, j) with i < j
    """

class Groups:
    """Connected groups of numbers that grow with each pair"""
    first: Any
    def __init__(self, n: int) -> None:
        """- `n`: how many numbers, each a group of its own at first"""
    def join(self, i: np.ndarray, j: np.ndarray) -> None:
        """Make one group of both sides of each pair

        - `i`: int [m], numbers
        - `j`: int [m], numbers that belong to the same groups as those
        """
    def apart(self, i: Any, j: Any) -> np.ndarray:
        """Which pairs are of two groups

        - `i`: bool [m]
        - `j`: bool [m]
        """

def grouped(prints: list[Any], pixels: Any = None) -> np.ndarray:
    """Near-duplicates together, by all chains that `pairs` would find

    - `prints`: as for `likeness`
    - `pixels`: as for `likeness`
    - returns: int [n], for each the smallest number of its group
    """
