# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Say what a family of pictures is, and paint five of them: mountains, lakes, dunes, the sea and a forest"""
from dataclasses import dataclass
from ..figures import Snapshot
from typing import Any
from wallpicker.gallery.canvas import Canvas

__all__ = ['FLAGS', 'LANDSCAPES', 'landscape', 'Family', 'family', 'strip', 'mountains', 'lakes', 'crest', 'shade', 'dunes', 'waves', 'sea', 'spruce', 'forest']

FLAGS: list[str]

@dataclass(frozen=True)
class Family:
    """A way of painting, what is on its pictures, and the moods it comes in."""
    painter: object  # function of a `Canvas`
    tags: list[Any]  # words a person would search for
    flags: list[Any]  # which of `FLAGS` are true of its pictures
    moods: list[Any]  # of dawn, day, dusk and night
    without: list[Any]  # palettes that do not suit it
    category: str  # 'general', 'anime' or 'people', as the site sorts them

def family(
    into: dict[Any, Any],
    tags: str,
    flags: str,
    moods: str = 'dawn day dusk night',
    without: str = '',
    category: str = 'general',
) -> Any:
    """Add a painter to a dictionary of families.

    - `into`: name -> Family; the new one is added here
    - `tags`: words a person would search for, separated by commas
    - `flags`: which of `FLAGS` are true of it
    - `moods`: the moods it comes in
    - `without`: palettes that do not suit it
    - `category`: 'general', 'anime' or 'people', as the site sorts them
    """
LANDSCAPES: dict[Any, Any]
landscape: Any

def strip(families: dict[Any, Any], *names: str, seeds: Any = ...) -> Snapshot:
    """Some families side by side, moods and palettes by turns.

    - `families`: name -> Family
    - `seeds`: a column for each
    """

def mountains(c: Canvas) -> None:
    """Layer behind layer, each nearer one darker, mist between."""

def lakes(c: Canvas) -> None:
    """Mountains, and again upside down."""

def crest(c: Canvas, line: Any, x: Any, side: Any = 1, reach: Any = 0.5) -> Any:
    """The shaded side of a dune.

    - `line`: a ridge, (w,)
    - `x`: where on it the crest begins
    - `side`: the shade falls to the right (1) or left (-1)
    - `reach`: how far it falls, heights
    """

def shade(c: Canvas, line: Any, dark: Any, color: Any) -> None:
    """Lay a shade on everything below a ridge, sharp at the ridge and soft elsewhere.

    - `line`: only below this ridge, (w,)
    - `dark`: how much, on the grid, 0..1
    - `color`: of the shade
    """

def dunes(c: Canvas) -> None:
    """Long soft ridges, lit on one side."""

def waves(c: Canvas, d: Any) -> Any:
    """Waves that become smaller towards the horizon.

    - `d`: distance below the horizon of each row of the grid, heights
    """

def sea(c: Canvas) -> None:
    """Open water to the horizon, the light lying on it."""

def spruce(rng: Any) -> Any:
    """The outline of a spruce.

    - `rng`: what decides its shape
    """

def forest(c: Canvas) -> None:
    """Spruces in fog, row behind row."""
