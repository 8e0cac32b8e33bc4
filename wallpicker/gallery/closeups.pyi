# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Paint cut paper, a flower and leaves as they look from close by, with soft shadows and blur"""
from typing import Any
from wallpicker.gallery.canvas import Canvas

__all__ = ['CLOSEUPS', 'closeup', 'hole', 'outline_mask', 'papercut', 'petals', 'dahlia', 'leaf', 'small', 'frond', 'leaves']

CLOSEUPS: dict[Any, Any]
closeup: Any

def hole(c: Canvas, x: Any, y: Any, r: Any) -> Any:
    """An uneven round outline.

    - `x`: its middle
    - `y`: and how high
    - `r`: radius, heights
    """

def outline_mask(size: Any, points: Any, f: Any = 2) -> Any:
    """The inside of an outline, its edge smooth.

    - `size`: pixels
    - `points`: corners in pixels, (n, 2)
    - `f`: how much finer to draw
    """

def papercut(c: Canvas) -> None:
    """Sheets of coloured paper with holes, one above the other, lit from the upper left."""

def petals(r: Any, turn: Any, n: Any, half: Any, sharp: Any, soft: Any) -> tuple[Any, Any, Any]:
    """One ring of petals.

    - `r`: distance from the middle on the grid, in radii of this ring
    - `turn`: direction on the grid as an index 0..1023
    - `n`: petals
    - `half`: whether to turn by half a petal
    - `sharp`: how pointed
    - `soft`: grid points a radius
    """

def dahlia(c: Canvas) -> None:
    """A flower from above: ring on ring of petals."""

def leaf(x: Any, y: Any, angle: Any, long: Any, wide: Any, bend: Any) -> list[Any]:
    """Leaves in two halves.

    - `x`: where they grow, (n,)
    - `y`: and how high
    - `angle`: their directions, radians
    - `long`: heights
    - `wide`: breadth as a share of the length
    - `bend`: how much they curve
    """

def small(c: Canvas) -> Canvas:
    """For what will be out of focus anyway.

    - returns: the same canvas, chance and all, but as small as its grid
    """

def frond(rng: Any, x: Any, y: Any, angle: Any, long: Any, bend: Any) -> tuple[list[Any], list[Any]]:
    """A stem with leaves in pairs and one at its tip.

    - `rng`: what decides its details
    - `x`: where it grows
    - `y`: and how high
    - `angle`: its direction, radians
    - `long`: heights
    - `bend`: how much it curves
    """

def leaves(c: Canvas) -> None:
    """Fronds before a soft light, the far ones out of focus."""
