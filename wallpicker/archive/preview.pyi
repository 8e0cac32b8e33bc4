# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Make one small preview of any picture, in its true colours"""
from pathlib import Path
from typing import NamedTuple
from PIL import Image
from ..files import WallpickerError
from typing import Any

__all__ = ['PREVIEW', 'MOST_PIXELS', 'WHOLE', 'BACKDROP', 'Resampling', 'FILTERS', 'ArchiveError', 'Opened', 'open_picture', 'flat', 'shrink', 'ThumbnailSettings', 'thumbnail_settings', 'jpeg', 'prepare', 'encode', 'decode', 'kind_of']


class ArchiveError(WallpickerError):
    """A picture cannot be read, kept, found or named; the message says which"""
PREVIEW: tuple[int, int]
MOST_PIXELS: dict[Any, Any]
WHOLE: int

class Opened(NamedTuple):
    """A picture that was decoded to its last byte"""
    image: Image.Image  # upright; a large JPEG comes smaller than it is
    kind: str  # 'JPEG', 'PNG', 'WEBP', 'AVIF', 'HEIF' or 'JXL'
    size: tuple[Any, ...]  # width and height of the original, upright, pixels

def open_picture(source: str | Path | bytes) -> Opened:
    """Decode a picture fully and turn it upright; `ArchiveError` for anything else, broken or far too large

    - `source`: a file, or the bytes of one
    - returns: image, kind, size
    """
BACKDROP: tuple[int, int, int]

def flat(im: Image.Image) -> Image.Image:
    """`im` as it would look on the desktop: its profile applied, its transparent parts showing `BACKDROP`

    - `im`: of a mode that `_plain` leaves
    - returns: RGB, sRGB
    """
Resampling = Image.Resampling

def shrink(im: Image.Image, filter: Resampling = ...) -> Image.Image:
    """The middle of `im` at 16:9, as small as the site's `large` thumbnail

    - `im`: any size and mode
    - `filter`: how pixels are averaged
    - returns: RGB, 432×243
    """
FILTERS: tuple[Any, Any, Any]

class ThumbnailSettings(NamedTuple):
    """How a site might have made a thumbnail"""
    filter: Resampling
    quality: int  # of the JPEG, 70 to 95
    subsampling: int  # of its colours: 0 whole (4:4:4) or 2 a quarter (4:2:0)

def thumbnail_settings(key: str) -> ThumbnailSettings:
    """Settings drawn at random, with a picture's content as the seed

    - `key`: hex digits, such as a SHA-256
    - returns: the same for the same key
    """

def jpeg(im: Image.Image, quality: int, subsampling: int = 2) -> bytes:
    """`im` as a JPEG

    - `im`: RGB
    - `quality`: 1 to 95
    - `subsampling`: 0: 4:4:4, 1: 4:2:2, 2: 4:2:0
    - returns: a JPEG file
    """

def prepare(source: str | Path | bytes | Image.Image, digest: str | None = None) -> Image.Image:
    """A thumbnail as it comes, anything else as the site could have made one; `ArchiveError` if unreadable

    - `source`: a file, the bytes of one, or a picture
    - `digest`: the SHA-256 of a file's content, when it is known
    - returns: RGB, 432×243
    """

def encode(im: Image.Image) -> bytes:
    """What the archive keeps of a prepared picture

    - `im`: RGB, 432×243
    - returns: a JPEG of 15 to 20 kB
    """

def decode(data: bytes) -> Image.Image:
    """The picture of a stored preview; `ArchiveError` for anything that the archive does not write

    - `data`: what `encode` made, or the smaller WebP of `upkeep`
    - returns: RGB, 432×243
    """

def kind_of(data: bytes) -> str:
    """The codec of a stored preview

    - `data`: a preview as it is kept
    - returns: 'jpeg' or 'webp'
    """
