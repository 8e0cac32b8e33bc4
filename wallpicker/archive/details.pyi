# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Tell two versions of one picture by its details and colours, and pictures of which neither is a proof"""
from numpy.typing import NDArray
from typing import Any

__all__ = ['FEW', 'BARE', 'LINE', 'OFF_LINE', 'GREY', 'TINT', 'FIELDS', 'unit_rows', 'details', 'tells', 'field_sums', 'tints_of', 'tints', 'same_tint']


def unit_rows(x: NDArray[Any], least: float = 1e-09) -> NDArray[Any]:
    """Rows divided by their Euclidean length

    - `x`: float [..., d]
    - `least`: added to each length, so that rows of zeros stay zeros
    - returns: the same shape, each row of length 1
    """
FEW: int

def details(small: NDArray[Any], part: float = 1) -> NDArray[Any]:
    """Where each pixel is lighter or darker than its surroundings; strong edges count little more than faint ones

    - `small`: uint8 [n, 576], as in a `Print`
    - `part`: how much of the width and height of each to look at
    - returns: float32 [n, 576], each row of length 1
    """
BARE: float
LINE: float
OFF_LINE: float
GREY: float

def tells(small: NDArray[Any], mean: NDArray[Any]) -> NDArray[Any]:
    """Which pictures can be told from others of their shape: not gradients, signs and silhouettes of two colours

    - `small`: uint8 [n, 576], as in a `Print`
    - `mean`: uint8 [n, 432], as in a `Print`
    - returns: bool [n]
    """
TINT: float
FIELDS: Any

def field_sums(mean: NDArray[Any]) -> NDArray[Any]:
    """Colours of twelve fields, each the sum of twelve points

    - `mean`: uint8 [n, 432], as in a `Print`
    - returns: uint16 [n, 36], exact
    """

def tints_of(sums: NDArray[Any]) -> NDArray[Any]:
    """Colours of twelve fields less their grey, whatever the brightness

    - `sums`: uint16 [n, 36], from `field_sums`
    - returns: float32 [n, 36]
    """

def tints(mean: NDArray[Any]) -> NDArray[Any]:
    """The same of pictures whose fields are not yet summed

    - `mean`: uint8 [n, 432], small colour pictures
    - returns: float32 [n, 36]
    """

def same_tint(a: NDArray[Any], b: NDArray[Any]) -> NDArray[Any]:
    """Whether colours agree; never with a tint of nan

    - `a`: [m, 36], tints
    - `b`: [m, 36], tints of others
    - returns: bool [m]
    """
