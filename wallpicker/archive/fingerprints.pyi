# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Tell whether two pictures are the same, from a perceptual hash and a few hundred pixels"""
from typing import NamedTuple
import numpy as np
from PIL import Image
from typing import Any

__all__ = ['COSINES', 'FAR', 'OFF', 'ZOOMS', 'LOOSE', 'DETAIL', 'TIGHT', 'ALIKE', 'perceptual_hash', 'bits_apart', 'as_bits', 'Print', 'fingerprint', 'same_picture', 'unit_rows', 'details', 'Likeness', 'likeness', 'pairs', 'first_of_group']

COSINES: Any

def perceptual_hash(im: Image.Image) -> str:
    """64 bits that stay nearly the same when a picture is scaled, compressed or made a little lighter

    - `im`: of any size
    - returns: 16 hex digits
    """

def bits_apart(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """How many bits differ between perceptual hashes (their Hamming distance)

    - `a`: of uint64
    - `b`: of uint64, of a shape that goes with `a`
    - returns: 0 to 64
    """

def as_bits(phashes: Any) -> np.ndarray:
    """Perceptual hashes as numbers, for `bits_apart`

    - `phashes`: hex digits of each
    - returns: uint64, one a hash
    """

class Print(NamedTuple):
    """A picture's fingerprint"""
    phash: str  # 16 hex digits
    small: bytes  # 32×18 grey pixels
    mean: bytes  # 16×9 colour pixels

def fingerprint(im: Image.Image) -> Print:
    """What is needed to tell whether two pictures are the same

    - `im`: a prepared picture
    - returns: 64 bits to search by, small pixels to make sure
    """
FAR: int
OFF: int

def same_picture(a: Print, b: Print) -> bool:
    """Whether two fingerprints come from one picture, whatever its size, format or compression

    - `a`: of one picture
    - `b`: of another
    """

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
ZOOMS: tuple[int, float, float]
LOOSE: int
DETAIL: float
TIGHT: int
ALIKE: float

class Likeness(NamedTuple):
    """Pairs of pictures that could be one"""
    i: np.ndarray  # int [m], number of one
    j: np.ndarray  # int [m], number of another
    detail: np.ndarray  # float [m], correlation of their details
    same: np.ndarray  # bool [m]: near-duplicates

def likeness(prints: list[Any], ask: Any = None, small: Any = None) -> Likeness:
    """Pairs that could be the same picture, and how well they agree

    - `prints`: of (phash, small), one a picture
    - `ask`: numbers of the pictures to find near-duplicates of; None: all, each pair once
    - `small`: function from numbers of pictures to their small pixels, for prints that come without
    - returns: every pair of hashes at most `LOOSE` bits apart
    """

def pairs(prints: list[Any]) -> list[tuple[Any, ...]]:
    """All near-duplicates, however bright, large or compressed

    - `prints`: of (phash, small), one a picture
    - returns: (i, j) with i < j
    """

def first_of_group(n: int, pairs: list[Any]) -> list[Any]:
    """Connected groups of numbers, by union-find

    - `n`: how many pictures
    - `pairs`: of (i, j): numbers that belong together
    - returns: n numbers: the smallest of each one's group
    """
