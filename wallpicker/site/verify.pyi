# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""From bytes that a stranger sends to a picture that was decoded to its last byte"""
from PIL import Image
from ..files import WallpickerError
from typing import Any

__all__ = ['KINDS', 'DownloadError', 'BadPicture', 'verify']


class DownloadError(WallpickerError):
    """A picture could not be had"""
    tries: int  # how often it is worth asking, the first time included

class BadPicture(DownloadError):
    """What came is no picture, or not the one that was announced"""
    tries: int
KINDS: tuple[str, str, str]

def verify(data: bytes, size: int | None = None, shape: tuple[Any, ...] | None = None, most: int = ...) -> Image.Image:
    """The picture in `data`, decoded to the last byte. `BadPicture` says what is wrong with it

    - `data`: a file
    - `size`: its announced length in bytes; 0 or None when unknown
    - `shape`: its announced width and height, either way round; None when unknown
    - `most`: pixels at the most
    - returns: decoded; a JPEG larger than 8K comes smaller
    """
