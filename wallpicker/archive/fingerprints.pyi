# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Tell whether two pictures are the same, from a perceptual hash and a few hundred pixels"""
from typing import NamedTuple
from PIL import Image
from numpy.typing import NDArray
from typing import Any

__all__ = ['COSINES', 'FAR', 'OFF', 'perceptual_hash', 'bits_apart', 'as_bits', 'Print', 'fingerprint', 'pixel_rows', 'colours_apart', 'same_picture']

COSINES: Any

def perceptual_hash(im: Image.Image) -> str:
    """64 bits that stay nearly the same when a picture is scaled, compressed or made a little lighter

    - `im`: of any size
    - returns: 16 hex digits
    """

def bits_apart(a: NDArray[Any], b: NDArray[Any]) -> NDArray[Any]:
    """How many bits differ between perceptual hashes (their Hamming distance)

    - `a`: of uint64
    - `b`: of uint64, of a shape that goes with `a`
    - returns: 0 to 64
    """

def as_bits(phashes: Any) -> NDArray[Any]:
    """Perceptual hashes as numbers, for `bits_apart`

    - `phashes`: 16 hex digits of each
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

def pixel_rows(blobs: Any, width: int = 576) -> NDArray[Any]:
    """Small pixels of several pictures, one a row

    - `blobs`: bytes of each, `small` or `mean` of a `Print`
    - `width`: how many bytes each has
    - returns: uint8 [n, width]
    """
FAR: int
OFF: int

def colours_apart(a: Print, b: Print) -> float:
    """How far the colours of two fingerprints lie apart

    - `a`: of one picture
    - `b`: of another
    - returns: root of the mean square, in levels of 255
    """

def same_picture(a: Print, b: Print) -> bool:
    """Whether two fingerprints come from one picture, whatever its size, format or compression

    - `a`: of one picture
    - `b`: of another
    """
