# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Palettes that go together, and a canvas on which a picture looks the same at any size"""
from PIL import Image
from typing import Any

__all__ = ['ROLES', 'PALETTES', 'oklab', 'from_oklab', 'mix', 'ramp', 'ink', 'palette', 'Canvas', 'enlarge', 'ground']

ROLES: list[str]
PALETTES: dict[Any, Any]

def oklab(rgb: Any) -> Any:
    """From screen colours to OKLab (matrices: Björn Ottosson, 2020).

    - `rgb`: sRGB, 0..255, shape (..., 3)
    """

def from_oklab(lab: Any) -> Any:
    """From OKLab back to screen colours.

    - `lab`: OKLab, shape (..., 3)
    """

def mix(a: Any, b: Any, t: Any) -> Any:
    """Mix two colours as the eye would.

    - `a`: a colour, sRGB 0..255
    - `b`: another
    - `t`: 0 is all `a`, 1 is all `b`; an array gives that many colours
    """

def ramp(colors: Any, n: Any = 256) -> Any:
    """A smooth scale through all `colors`.

    - `colors`: colours to pass through, sRGB 0..255
    - `n`: how many steps
    """

def ink(color: Any) -> tuple[Any, ...]:
    """A colour the way PIL wants it.

    - `color`: float sRGB (3,)
    """

def palette(mood: Any, name: Any, turn: Any = 0) -> dict[Any, Any]:
    """The colours of a palette by role.

    - `mood`: dawn, day, dusk or night
    - `name`: one of that mood's palettes
    - `turn`: degrees to turn all hues by
    - returns: role -> float sRGB (3,); under 'ramp' all six from dark to light, (6, 3)
    """

class Canvas:
    """A picture being painted: palette `p`, random generator `rng`, and a coarse grid of places `x`, `y`."""
    w: Any
    h: Any
    ratio: Any
    rng: Any
    mood: Any
    p: Any
    img: Any
    across: Any
    grid: tuple[Any, Any]
    x: Any
    y: Any
    def __init__(self, size: Any, colors: Any, mood: Any = 'day', seed: Any = 0) -> None: ...
    def mesh(self, rows: Any = 270) -> None:
        """Lay the grid of places for soft things.

        - `rows`: of the grid, or as many as there are pixels
        """
    def pixels(self, x: Any, y: Any) -> tuple[Any, Any]:
        """From places to pixels.

        - `x`: places, 0 in the middle
        - `y`: and heights, 0 at the top
        """

def enlarge(c: Canvas, a: Any, box: Any = None) -> Image.Image:
    """From the grid to pixels.

    - `a`: values 0..255 on the grid, (rows, columns) or with three colours
    - `box`: the part wanted, in pixels: left, top, right, bottom; all of it otherwise
    - returns: as large as the box
    """

def ground(c: Canvas, rgb: Any) -> None:
    """Make these colours the whole picture.

    - `rgb`: colours on its grid, (rows, columns, 3)
    """
