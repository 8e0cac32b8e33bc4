# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Give each picture tags, favourites and views, as Wallhaven shows them"""
from dataclasses import dataclass, field
from pathlib import Path
import numpy as np
from ..files import WallpickerError, sha256
from .prints import Order
from typing import Any

__all__ = ['TAG_CATEGORIES', 'TAG_IDS', 'ALIASES', 'TAG_WORDS', 'CROWD', 'NOW', 'UPLOADERS', 'tag_id', 'tag_record', 'popularity', 'Wallpaper', 'wallpaper_id', 'ratio', 'listing_row', 'age', 'hang', 'described', 'hang_all', 'picture_order', 'GalleryError', 'picture_orders', 'picture_table']

TAG_CATEGORIES: dict[Any, Any]
TAG_IDS: dict[Any, Any]
ALIASES: dict[Any, Any]
TAG_WORDS: dict[Any, Any]

def tag_id(name: str) -> int:
    """The number of a tag

    - `name`: of the tag
    - returns: the same for the same name, always
    """

def tag_record(name: str) -> dict[Any, Any]:
    """What the API says about a tag

    - `name`: of the tag
    - returns: as in a reply of /tag/ID
    """
CROWD: dict[Any, Any]

def popularity(attributes: dict[Any, Any], rng: np.random.Generator) -> tuple[int, int]:
    """How often people marked a wallpaper, and looked at it

    - `attributes`: of the painting: name → number
    - `rng`: the luck
    - returns: favourites, views
    """
NOW: Any
UPLOADERS: list[Any]

@dataclass
class Wallpaper:
    """One wallpaper of the gallery"""
    id: str  # six characters of a-z and 0-9
    order: Order  # how to make its original
    row: dict[Any, Any]  # what a search says of it, addresses left out
    thumbs: dict[Any, Any]  # 'small', 'lg', 'orig': bytes of a JPEG file
    tags: list[Any]  # names
    uploader: str  # who brought it
    sha256: str  # of the original
    ai: bool = ...  # marked as made by a machine
    family: str = ...  # of the painting
    attributes: dict[Any, Any] = field(default_factory=dict)  # what only the painter knows: name → number
    known: dict[Any, Any] = field(default_factory=dict)  # for a served folder: its line of pictures.csv

def wallpaper_id(seed: int, number: int) -> str:
    """An id as the site makes them

    - `seed`: of the gallery
    - `number`: of the wallpaper
    - returns: six characters of a-z and 0-9
    """

def ratio(w: int, h: int) -> str:
    """Width by height to two decimals, as the site writes and compares it

    - `w`: width, pixels
    - `h`: height, pixels
    - returns: '1.78', '1.6', '2'
    """

def listing_row(
    id: str,
    o: Order,
    facts: dict[Any, Any],
    popular: tuple[Any, ...],
    rng: np.random.Generator,
) -> dict[Any, Any]:
    """What a search says about one wallpaper

    - `id`: of the wallpaper
    - `o`: how it was made
    - `facts`: of its print
    - `popular`: favourites, views
    - `rng`: for the rest
    - returns: keys in the order of the site's replies, addresses left out
    """

def age(row: dict[Any, Any]) -> float:
    """How long a wallpaper has been there

    - `row`: of a wallpaper
    - returns: days before the gallery's today
    """

def hang(number: int, o: Order, made: tuple[Any, ...], seed: int, known: dict[Any, Any] | None = None) -> Wallpaper:
    """Put one wallpaper on the wall

    - `number`: of the wallpaper
    - `o`: how it was made
    - `made`: its print: facts and thumbnails
    - `seed`: of the gallery
    - `known`: its line of pictures.csv, for a served folder
    - returns: ready to be found
    """

def described(known: dict[Any, Any]) -> tuple[list[Any], dict[Any, Any]]:
    """What a folder's own table says about a picture

    - `known`: one line of a pictures.csv, or {}
    - returns: tags, attributes
    """

def hang_all(
    orders: list[Order],
    folder: Path,
    seed: int = 0,
    known: dict[Any, Any] | None = None,
    progress: bool | None = None,
) -> list[Wallpaper]:
    """Put everything that was ordered on the wall

    - `orders`: what was ordered
    - `folder`: where prints are kept
    - `seed`: of the gallery
    - `known`: file name → its line of pictures.csv
    - `progress`: a line on stderr while painting; None: if that is a terminal
    - returns: broken files left out, a picture that is there twice only once
    """

def picture_order(file: Path, seed: int) -> Order | None:
    """What to hang to show one picture

    - `file`: JPEG, PNG or WebP
    - `seed`: of the gallery
    - returns: None, with a warning, if it is no such file
    """

class GalleryError(WallpickerError):
    """The gallery cannot hang, find or do what it was asked to; the message names it"""

def picture_orders(folder: Path | str, seed: int) -> list[Order]:
    """What to hang to show a folder; raises GalleryError if there is nothing in it

    - `folder`: of pictures
    - `seed`: of the gallery
    - returns: in the order of their names
    """

def picture_table(folder: Path | str) -> dict[Any, Any]:
    """What the folder's own table says

    - `folder`: of pictures
    - returns: file name → its line of pictures.csv; empty without such a table
    """
