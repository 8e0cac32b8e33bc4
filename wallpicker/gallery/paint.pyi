# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Turn any whole number into a wallpaper, and say what is on it"""
from dataclasses import dataclass, field
from functools import cached_property
from PIL import Image
from ..files import WallpickerError
from ..figures import Snapshot as Snapshot, contact_sheet as contact_sheet
from .canvas import palette
from .landscapes import FLAGS as FLAGS
from typing import Any

__all__ = ['FAMILIES', 'VERSION', 'OUTDOORS', 'INDOORS', 'HUES', 'PaintError', 'Painting', 'colour_words', 'plan', 'paint', 'measure', 'describe', 'FLAGS']

FAMILIES: dict[Any, Any]
VERSION: int

class PaintError(WallpickerError):
    """A picture that cannot be planned or painted; the message names what was asked for."""

@dataclass(frozen=True)
class Painting:
    """A picture as an intention: everything that decides it, and not one pixel yet."""
    seed: int  # the number it grew from
    family: str  # a key of `FAMILIES`
    mood: str  # dawn, day, dusk or night
    palette: str  # a name in `PALETTES[mood]`
    turn: float  # degrees by which its hues are turned
    category: str  # 'general', 'anime' or 'people'
    tags: list[Any] = field(compare=False)  # words for what is on it
    @property
    def colors(self) -> dict[Any, Any]:
        """Its palette, see `palette`."""
    @cached_property
    def attributes(self) -> dict[Any, Any]:
        """What is true of it, see `describe`."""
OUTDOORS: dict[Any, Any]
INDOORS: dict[Any, Any]
HUES: list[tuple[int, str]]

def colour_words(colors: dict[Any, Any]) -> list[Any]:
    """Words for a palette.

    - `colors`: from `palette`
    - returns: such as ['blue', 'cool colors']
    """

def plan(seed: int, family: Any = None) -> Painting:
    """Decide what to paint. Raises `PaintError` for an unknown family or a seed that is no whole number.

    - `seed`: any whole number from 0
    - `family`: one of `FAMILIES`, or let the seed choose
    - returns: the same for the same seed, always
    """

def paint(painting: Any, size: Any = ..., grain: Any = 0.06) -> Image.Image:
    """The same bytes for the same painting and size, the same composition at any size; `PaintError` for a bad size.

    - `painting`: a `Painting`, or a seed
    - `size`: width and height, pixels
    - `grain`: how much film grain; 0 leaves it out
    - returns: RGB
    """

def measure(image: Any) -> dict[Any, Any]:
    """Four numbers for how a picture looks (colourfulness after Hasler & Süsstrunk, 2003).

    - `image`: any picture
    - returns: light −1..1, warmth −1..1, colourfulness 0..1, busyness 0..1
    """

def describe(painting: Painting) -> dict[Any, Any]:
    """What is true of a painting.

    - returns: the four numbers of `measure` and a 0 or 1 for each of `FLAGS`
    """
