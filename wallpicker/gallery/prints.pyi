# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Turn a painting into a wallpaper file with thumbnails, once, and keep what a search needs of it"""
from dataclasses import dataclass
from pathlib import Path
from PIL import Image
from typing import Any

__all__ = ['SIZES', 'FORMATS', 'UNREADABLE', 'COLOURS', 'RARE', 'PAINTERS', 'Order', 'order', 'picture', 'original', 'thumb_box', 'thumbs', 'five_colours', 'pack', 'unpack', 'fingerprint', 'print_path', 'read_print', 'make_print', 'try_print', 'say', 'make_prints']


@dataclass(frozen=True)
class Order:
    """All that decides the bytes of one wallpaper and of its thumbnails"""
    seed: int = ...  # number of the painting, see `wallpicker.gallery.paint.plan`
    family: str = ...  # family of the painting, a name in `wallpicker.gallery.paint.FAMILIES`
    size: tuple[Any, ...] = ...  # width and height, pixels
    file_type: str = ...  # or 'image/png'
    quality: int = ...  # of a JPEG original
    thumb_quality: int = ...  # of the thumbnails, always JPEG
    thumb_subsampling: int = ...  # chroma of the thumbnails: 0 is 4:4:4, 2 is 4:2:0
    file: str = ...  # path of a picture to hang instead of a painting
    content: str = ...  # SHA-256 of that picture
SIZES: dict[Any, Any]

def order(seed: int, number: int) -> Order:
    """What is painted for wallpaper `number`

    - `seed`: of the gallery
    - `number`: of the wallpaper in the gallery, from 0
    - returns: always the same for the same two numbers
    """
FORMATS: tuple[str, str, str]
UNREADABLE: tuple[Any, Any, Any, Any]

def picture(o: Order) -> Image.Image:
    """The picture itself: painted, or read from its file

    - `o`: what was ordered
    - returns: RGB
    """

def original(o: Order, im: Image.Image | None = None) -> bytes:
    """The file that the gallery serves under /full/

    - `o`: what was ordered
    - `im`: its picture, if you have it
    - returns: a whole JPEG or PNG file, the same bytes each time
    """

def thumb_box(size: tuple[Any, ...], kind: str) -> tuple[Any, ...]:
    """How a thumbnail is cut

    - `size`: of the original: width, height
    - `kind`: 'small', 'lg' or 'orig'
    - returns: (size of the thumbnail, part of the original in it as left, top, right, bottom)
    """

def thumbs(im: Image.Image, o: Order) -> dict[str, bytes]:
    """The three thumbnails

    - `im`: the original
    - `o`: names the JPEG quality and subsampling
    - returns: 'small', 'lg', 'orig': each a JPEG file
    """
COLOURS: list[str]
RARE: list[str]

def five_colours(im: Image.Image) -> list[str]:
    """What the picture is filed under

    - `im`: any size, RGB
    - returns: '#rrggbb', the most frequent first
    """

def pack(facts: dict[Any, Any], small: dict[str, bytes]) -> bytes:
    """One print, to be kept on disk

    - `facts`: of the original
    - `small`: its thumbnails
    - returns: SHA-256, a line of JSON, the thumbnails one after the other
    """

def unpack(data: bytes) -> tuple[Any, ...] | None:
    """A kept print, read again

    - `data`: what `pack` made, perhaps damaged
    - returns: (facts, thumbnails), or None if a single bit is wrong
    """
PAINTERS: tuple[Any, Any, Any, Any, Any, Any, Any]

def fingerprint() -> str:
    """Changes whenever the same order could give other bytes

    - returns: twelve hex digits
    """

def print_path(o: Order, folder: Path) -> Path:
    """Where the print of an order is kept

    - `o`: what was ordered
    - `folder`: where prints are kept
    - returns: a file of its own for each order and fingerprint
    """

def read_print(o: Order, folder: Path) -> tuple[Any, ...] | None:
    """The kept print of an order

    - `o`: what was ordered
    - `folder`: where prints are kept
    - returns: (facts, thumbnails), or None if there is no whole one
    """

def make_print(o: Order, folder: Path) -> tuple[Any, ...]:
    """Read the print of an order, or paint it and keep the print

    - `o`: what was ordered
    - `folder`: where prints are kept
    - returns: (facts, thumbnails)
    """

def try_print(o: Order, folder: Path) -> tuple[Any, ...] | None:
    """Make a print unless the picture is broken

    - `o`: what was ordered
    - `folder`: where prints are kept
    - returns: (facts, thumbnails); None, with a warning, for a file that does not decode
    """

def say(text: str) -> None:
    """Progress, on stderr

    - `text`: one line
    """

def make_prints(
    orders: list[Order],
    folder: Path,
    progress: bool | None = None,
    workers: int | None = None,
) -> list[tuple[Any, ...]]:
    """The prints of many orders, painted at once where they are missing

    - `orders`: what was ordered
    - `folder`: where prints are kept
    - `progress`: a line on stderr; None: if that is a terminal
    - `workers`: threads; None: as many as there are processors, 8 at most
    - returns: (facts, thumbnails) of each, None for a broken file
    """
