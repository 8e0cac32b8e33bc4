# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Paint abstract wallpapers, tilings, contour lines and fractals, each picture from one seed"""
from typing import Any
from wallpicker.gallery.canvas import Canvas

__all__ = ['PATTERNS', 'pattern', 'JULIA', 'silk', 'ribbons', 'lens_spot', 'bokeh', 'pen', 'flow', 'loops', 'quarters', 'tiles', 'polygon', 'cubes', 'facets', 'contours', 'escape', 'julia']

PATTERNS: dict[Any, Any]
pattern: Any

def silk(c: Canvas) -> None:
    """Folded light: noise bent by noise."""

def ribbons(c: Canvas) -> None:
    """Broad bands lying over one another, each with light on its edge."""

def lens_spot(c: Canvas, rgb: Any, x: Any, y: Any, r: Any, color: Any, f: Any) -> None:
    """A light out of focus: a disc, brighter at its rim.

    - `rgb`: colours on its grid, changed in place
    - `x`: the middle of the spot
    - `y`: and how high
    - `r`: radius, heights
    - `color`: sRGB
    - `f`: how strong, 0..1
    """

def bokeh(c: Canvas) -> None:
    """Lights out of focus."""

def pen(c: Canvas, paper: Any) -> tuple[Any, Any, Any]:
    """A finer sheet to draw on; reduced by the factor its edges are smooth.

    - `paper`: colour of the empty sheet
    """

def flow(c: Canvas) -> None:
    """Threads let go in a current."""

def loops(px: Any, back: Any, line: Any, thick: Any) -> Any:
    """A tile with two quarter rings in opposite corners.

    - `px`: size, pixels
    - `back`: colour of the tile
    - `line`: colour of the loops
    - `thick`: breadth of the loops, tiles
    """

def quarters(px: Any, back: Any, fill: Any, kind: Any) -> Any:
    """A tile from the Bauhaus's box of bricks.

    - `px`: size, pixels
    - `back`: colour of the tile
    - `fill`: colour of the shape
    - `kind`: 0 quarter disc, 1 leaf, 2 triangle, 3 dot
    """

def tiles(c: Canvas) -> None:
    """Square tiles, turned by chance."""

def polygon(c: Canvas, draw: Any, f: Any, points: Any, color: Any) -> None:
    """One polygon on a finer sheet.

    - `draw`: the pen
    - `f`: how much finer its sheet is
    - `points`: corners, (n, 2), in composition units
    - `color`: sRGB
    """

def cubes(c: Canvas) -> None:
    """Hexagons of three rhombs each: the eye sees cubes."""

def facets(c: Canvas) -> None:
    """A crumpled sheet of triangles."""

def contours(c: Canvas) -> None:
    """A map of hills that are not there."""
JULIA: list[Any]

def escape(z: Any, k: Any, steps: Any = 60) -> Any:
    """How long each point stays near under z → z² + k (smoothed after Linas Vepštas).

    - `z`: complex64, where to begin
    - `k`: the set's constant
    - `steps`: how long to follow a point
    """

def julia(c: Canvas) -> None:
    """A Julia set, its threads shining."""
