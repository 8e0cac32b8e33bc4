# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Find the pictures that are versions of one another, also among a hundred thousand"""
from typing import NamedTuple
from .fingerprints import Print as Print
from numpy.typing import NDArray
from typing import Any

__all__ = ['ZOOMS', 'LOOSE', 'DETAIL', 'TILE', 'CORES', 'STRIPE', 'SHORT', 'BYTES', 'HELD', 'AXES', 'ROUNDING', 'SOME', 'Likeness', 'shorts', 'possible', 'correlations', 'likeness', 'pairs', 'Groups', 'grouped']

ZOOMS: tuple[int, float, float]
LOOSE: int
DETAIL: float

class Likeness(NamedTuple):
    """Pairs of pictures that could be one"""
    i: NDArray[Any]  # int [m], number of one
    j: NDArray[Any]  # int [m], number of another
    detail: NDArray[Any]  # float [m], correlation of their details
    same: NDArray[Any]  # bool [m]: near-duplicates
TILE: tuple[int, int]
CORES: Any
STRIPE: int
SHORT: Any

def shorts(prints: list[Any]) -> NDArray[Any]:
    """What tells of most pairs that they are not one picture

    - `prints`: of `Print`
    - returns: SHORT [n]
    """

def possible(some: NDArray[Any], others: NDArray[Any] | None = None) -> tuple[Any, ...]:
    """Pairs that could be one picture: hashes at most `LOOSE` bits apart, colours that agree, and both can tell

    - `some`: SHORT [n]
    - `others`: SHORT [m]; None: pairs among `some`, each once
    - returns: int [k] each: numbers in `some` and in `others`
    """

def correlations(some: NDArray[Any], others: NDArray[Any], i: NDArray[Any], j: NDArray[Any]) -> NDArray[Any]:
    """How well the details of pairs agree at the best zoom: each zoomed picture against each whole one

    - `some`: uint8 [n, 576], as in a `Print`
    - `others`: uint8 [m, 576]
    - `i`: int [k], rows of `some`
    - `j`: int [k], rows of `others`
    - returns: float32 [k]
    """

def likeness(prints: list[Any], ask: Any = None) -> Likeness:
    """Pairs that could be the same picture, and how well they agree

    - `prints`: of `Print`, one a picture
    - `ask`: numbers of the pictures to find near-duplicates of; None: all, each pair once
    - returns: every pair that is `possible`
    """
BYTES: Any
HELD: int
AXES: int
ROUNDING: float
SOME: int

def pairs(prints: list[Any]) -> list[tuple[Any, ...]]:
    """All near-duplicates, however bright, large or compressed, also among very many

    - `prints`: of `Print`, one a picture
    - returns: (i, j) with i < j
    """

class Groups:
    """Connected groups of numbers that grow with each pair"""
    first: Any
    def __init__(self, n: int) -> None:
        """- `n`: how many numbers, each a group of its own at first"""
    def join(self, i: NDArray[Any], j: NDArray[Any]) -> None:
        """Make one group of both sides of each pair

        - `i`: int [m], numbers
        - `j`: int [m], numbers that belong to the same groups as those
        """
    def apart(self, i: Any, j: Any) -> NDArray[Any]:
        """Which pairs are of two groups

        - `i`: bool [m]
        - `j`: bool [m]
        """

def grouped(prints: list[Any] | NDArray[Any], small: Any = None) -> NDArray[Any]:
    """Near-duplicates together, by all chains that `pairs` would find

    - `prints`: of `Print`, one a picture; or SHORT [n], with `small`
    - `small`: function from numbers of pictures to uint8 [n, 576], their small pixels
    - returns: int [n], for each the smallest number of its group
    """
