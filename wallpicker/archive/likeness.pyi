# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Find the pictures that are versions of one another, also among a hundred thousand"""
from typing import NamedTuple
import numpy as np
from .fingerprints import bits_apart as bits_apart
from typing import Any

__all__ = ['BARE', 'LINE', 'OFF_LINE', 'GREY', 'TINT', 'FIELDS', 'ZOOMS', 'LOOSE', 'DETAIL', 'TILE', 'unit_rows', 'details', 'tells', 'tints', 'same_tint', 'Likeness', 'likeness', 'pairs', 'Groups', 'grouped']


def unit_rows(x: np.ndarray, least: float = 1e-09) -> np.ndarray:
    """Rows divided by their Euclidean length

    - `x`: float [..., d]
    - `least`: added to each length, so that rows of zeros stay zeros
    - returns: the same shape, each row of length 1
    """

def details(small: np.ndarray, part: float = 1) -> np.ndarray:
    """Where each pixel is lighter or darker than its surroundings; strong edges count little more than faint ones

    - `small`: uint8 [n, 576], as in a `Print`
    - `part`: how much of the width and height of each to look at
    - returns: float32 [n, 576], each row of length 1
    """
BARE: float
LINE: float
OFF_LINE: float
GREY: float

def tells(small: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """Which pictures can be told from others of their shape: not gradients, signs and silhouettes of two colours

    - `small`: uint8 [n, 576], as in a `Print`
    - `mean`: uint8 [n, 432], as in a `Print`
    - returns: bool [n]
    """
TINT: float
FIELDS: Any

def tints(mean: np.ndarray) -> np.ndarray:
    """Colours of twelve fields less their grey, whatever the brightness

    - `mean`: uint8 [n, 432], as in a `Print`
    - returns: float32 [n, 36]
    """

def same_tint(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Whether colours agree; never with a tint of nan

    - `a`: [m, 36], tints
    - `b`: [m, 36], tints of others
    - returns: bool [m]
    """
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
