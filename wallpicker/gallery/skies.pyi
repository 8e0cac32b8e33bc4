# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Paint northern lights, stars, planets, and the towns, people and clouds that stand before a large sky"""
from typing import Any
from wallpicker.gallery.canvas import Canvas

__all__ = ['SKIES', 'skyscape', 'aurora', 'milkyway', 'bands', 'ball', 'planet', 'block', 'windows', 'house', 'houses', 'city', 'walker', 'grass', 'wanderer', 'cumulus', 'cel', 'wires', 'clouds']

SKIES: dict[Any, Any]
skyscape: Any

def aurora(c: Canvas) -> None:
    """Curtains of light over a dark ridge."""

def milkyway(c: Canvas) -> None:
    """A band of far suns, torn by dust, over a dark ridge."""

def bands(c: Canvas, u: Any, v: Any, r: Any) -> Any:
    """The bands of a planet, tilted and ragged.

    - `u`: right from the middle of the planet on the grid, radii
    - `v`: and down
    - `r`: radius, heights
    """

def ball(c: Canvas, x: Any, y: Any, r: Any, lx: Any, ly: Any) -> None:
    """A planet with bands, lit from one side.

    - `x`: its middle
    - `y`: and how high
    - `r`: radius, heights
    - `lx`: direction of the light, right
    - `ly`: and down; together shorter than 1
    """

def planet(c: Canvas) -> None:
    """A world in the dark, lit from one side."""

def block(c: Canvas, draw: Any, x0: Any, y0: Any, x1: Any, y1: Any, fill: Any) -> None:
    """A rectangle of at least one pixel.

    - `draw`: a pen on the picture
    - `x0`: left
    - `y0`: top
    - `x1`: right
    - `y1`: bottom
    - `fill`: colour, as `ink` gives it
    """

def windows(
    c: Canvas,
    draw: Any,
    x: Any,
    y: Any,
    b: Any,
    t: Any,
    color: Any,
    lit: Any,
    rng: Any,
    step: Any = 0.0105,
) -> None:
    """The lit windows of a house.

    - `draw`: a pen on the picture
    - `x`: left edge of the house
    - `y`: its top
    - `b`: breadth
    - `t`: tallness
    - `color`: of the lamps
    - `lit`: share of windows with a lamp behind
    - `rng`: decides which
    - `step`: from one window to the next, heights
    """

def house(c: Canvas, draw: Any, x: Any, y: Any, b: Any, t: Any, roof: Any, color: Any) -> None:
    """One house, without its windows.

    - `draw`: a pen on the picture
    - `x`: its left edge
    - `y`: its top
    - `b`: breadth
    - `t`: tallness
    - `roof`: 0 flat, 1 antenna, 2 stepped, 3 pointed
    - `color`: of the walls
    """

def houses(c: Canvas, low: Any, height: Any, width: Any, color: Any, lit: Any, light: Any) -> None:
    """A row of houses, towers among them.

    - `low`: street level
    - `height`: of a usual house, heights
    - `width`: of a usual house
    - `color`: of the walls
    - `lit`: share of windows with a lamp behind
    - `light`: colour of the lamps
    """

def city(c: Canvas) -> None:
    """Rows of towers fading into the haze, windows lit when it is dark."""

def walker(x: Any, y: Any, tall: Any, lean: Any = 0) -> list[Any]:
    """A person in a long coat, seen from behind.

    - `x`: where the feet stand
    - `y`: and how high
    - `tall`: heights
    - `lean`: how far the coat blows sideways, in its own size
    """

def grass(c: Canvas, line: Any, tall: Any, color: Any) -> None:
    """Blades along a ridge.

    - `line`: the hill, (w,)
    - `tall`: heights
    - `color`: sRGB
    """

def wanderer(c: Canvas) -> None:
    """A person on a hill under a large sky."""

def cumulus(rng: Any, x: Any, y: Any, wide: Any, tall: Any) -> Any:
    """A cloud as a heap of discs: large ones below, small ones along the top.

    - `rng`: what decides its shape
    - `x`: its middle
    - `y`: its flat foot
    - `wide`: half its breadth, heights
    - `tall`: how high it towers, in half breadths
    """

def cel(c: Canvas, discs: Any, foot: Any, tones: Any) -> None:
    """Paint a heap of discs in three flat tones, lit from above.

    - `discs`: from `cumulus`
    - `foot`: nothing below this height
    - `tones`: light, body and shadow
    """

def wires(c: Canvas, x: Any, low: Any, color: Any) -> None:
    """Telegraph poles going away, and the wires between them.

    - `x`: where the nearest pole stands
    - `low`: its foot
    - `color`: sRGB
    """

def clouds(c: Canvas) -> None:
    """A flat-coloured summer sky with towering clouds, as in an animated film."""
