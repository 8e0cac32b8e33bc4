# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Open a picture file as a browser shows it, and refuse what would fill the memory"""
from PIL import Image
from .files import WallpickerError
from typing import Any

__all__ = ['BROKEN', 'MAX_PIXELS', 'PLAIN', 'THIN', 'SCANS', 'TURNS', 'PictureError', 'believe', 'orientation', 'picture_kind', 'begin']


class PictureError(WallpickerError):
    """Bytes that are no picture, or none that can be opened here; the message says why"""
BROKEN: tuple[Any, Any, Any, Any, Any, Any, Any, Any, Any, Any, Any, Any, Any, Any]
MAX_PIXELS: int
PLAIN: int
THIN: int
SCANS: int

def believe(size: tuple[Any, ...], length: int, most: int = ...) -> None:
    """Raise `PictureError` for a claim that no wallpaper makes

    - `size`: the width and height that a header claims
    - `length`: of the file, in bytes
    - `most`: pixels at the most
    """
TURNS: dict[Any, Any]

def orientation(exif: bytes) -> int:
    """How EXIF says that a picture has to be turned; from 5 on its sides change places

    - `exif`: as a file has it
    - returns: 2 to 8; 1 for anything else
    """

def picture_kind(data: bytes) -> str | None:
    """What kind of picture some bytes begin

    - `data`: of a file, from its beginning
    - returns: 'JPEG', 'PNG', 'WEBP', 'AVIF', 'HEIF' or 'JXL'; None for any other
    """

def begin(data: bytes, most: int = ...) -> Image.Image:
    """Open a picture up to its first pixel; `PictureError` or one of `BROKEN` when it is none, or too large

    - `data`: a whole file
    - `most`: pixels at the most
    - returns: of Pillow: kind, size and what is needed for its colours are known, and nothing is decoded yet
    """
