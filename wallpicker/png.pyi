# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Read of a PNG what its pixels need, as a browser does"""
from PIL import Image, PngImagePlugin
from typing import Any

__all__ = ['HDR', 'coded_colours', 'open_png', 'eight_bits', 'see_through']

HDR: tuple[int, int]

def coded_colours(primaries: int, transfer: int, grey: bool = False) -> dict[Any, Any]:
    """What Pillow's `info` of a picture should say about colours that are told by code numbers

    - `primaries`: of ITU-T H.273
    - `transfer`: the same
    - `grey`: is the picture of one channel?
    - returns: `cicp`, the codes, and, unless they mean sRGB or HDR, an `icc_profile`; empty for other codes
    """

def open_png(data: bytes) -> PngImagePlugin.PngImageFile:
    """Open a PNG for its pixels, and what is needed to show them: profile, gamma, EXIF, palette and colour key

    - `data`: a whole file
    - returns: not decoded yet; `whole` says whether it came to its end, with checksums that fit
    """

def eight_bits(im: Image.Image) -> Image.Image:
    """Grey of 16 bits, or in fractions as JPEG XL may have it, brought down to 8; a dark picture stays dark

    - `im`: decoded, of any mode
    - returns: the same, or grey with 8 bits
    """

def see_through(im: Image.Image) -> Image.Image:
    """Make the one colour transparent that a PNG may name

    - `im`: decoded, as `open_png` opened it
    - returns: with an alpha channel if it has a colour key
    """
