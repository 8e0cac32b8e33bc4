# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Paint noise, ridges, skies, stars, outlines and water on a canvas, each with one short function"""
from typing import Any
from wallpicker.gallery.canvas import Canvas

__all__ = ['noise', 'ridge', 'under', 'sky', 'glow', 'disc_mask', 'disc', 'dots', 'stars', 'thin_clouds', 'heavens', 'shapes', 'light', 'reflect', 'sample']


def noise(c: Canvas, scale: Any = 0.5, octaves: Any = 4, gain: Any = 0.5, stretch: Any = ...) -> Any:
    """Clouds of numbers: small tables of random numbers, enlarged and added up.

    - `scale`: size of the largest lumps, in heights of the picture
    - `octaves`: how many finer tables are added
    - `gain`: how strong each finer one is beside the one before
    - `stretch`: lumps so much wider and higher
    """

def ridge(
    c: Canvas,
    level: Any,
    height: Any,
    scale: Any = 0.6,
    octaves: Any = 6,
    gain: Any = 0.48,
    sharp: Any = 0,
) -> Any:
    """A line of hills against the sky.

    - `level`: its height in the picture, 0 (top) to 1
    - `height`: how far it goes up and down
    - `scale`: width of the largest hills
    - `octaves`: how many finer ones are added
    - `gain`: how strong each finer one is
    - `sharp`: 0 round hills, 1 pointed peaks
    """

def under(c: Canvas, line: Any, top: Any, bottom: Any, depth: Any = 0.3) -> None:
    """Fill everything below a ridge, with a smooth edge.

    - `line`: heights of a ridge, (w,)
    - `top`: colour at the ridge
    - `bottom`: colour `depth` further down
    - `depth`: over how much height the one turns into the other
    """

def sky(c: Canvas, low: Any = 0.62, colors: Any = None) -> Any:
    """The sky's colours from overhead to the horizon.

    - `low`: where the horizon's colour is reached
    - `colors`: from top to bottom; the palette's own sky otherwise
    """

def glow(c: Canvas, rgb: Any, x: Any, y: Any, radius: Any, strength: Any = 1) -> Any:
    """Let a light shine into the air around it.

    - `rgb`: colours so far, on the grid
    - `x`: where the light is
    - `y`: and how high
    - `radius`: how far it reaches, heights
    - `strength`: 0..1
    """

def disc_mask(px: Any, py: Any, r: Any, box: Any) -> Any:
    """A disc with a smooth edge.

    - `px`: its middle, pixels
    - `py`: and how far down
    - `r`: radius, pixels
    - `box`: the part wanted, in pixels: left, top, right, bottom
    """

def disc(c: Canvas, x: Any, y: Any, radius: Any, color: Any) -> None:
    """A round thing with a smooth edge: sun, moon.

    - `x`: its middle
    - `y`: and how high
    - `radius`: heights
    - `color`: sRGB
    """

def dots(c: Canvas, x: Any, y: Any, r: Any, bright: Any, low: Any = 1) -> Any:
    """Many small round lights at once.

    - `x`: places
    - `y`: and heights
    - `r`: radii, heights
    - `bright`: 0..1
    - `low`: none below this height
    """

def stars(c: Canvas, count: Any = 900, where: Any = None, size: Any = 0.0009, low: Any = 0.8) -> None:
    """Scatter stars, few of them bright.

    - `count`: on a picture four heights wide
    - `where`: weight of each place on the grid, 0..1; None is everywhere
    - `size`: radius of a usual star, heights
    - `low`: none below
    """

def thin_clouds(c: Canvas) -> Any:
    """Long thin clouds."""

def heavens(c: Canvas, low: Any = 0.6) -> tuple[Any, Any]:
    """Sky, a sun or moon with its glow, thin clouds, stars at night.

    - `low`: horizon
    """

def shapes(c: Canvas, outlines: Any, color: Any) -> None:
    """Fill outlines, all in one colour, edges smooth.

    - `outlines`: list of corners, (n, 2) each, in composition units
    - `color`: sRGB
    """

def light(c: Canvas, strength: Any = 0.4) -> None:
    """Let light fall on a finished picture from one side; corners away from it darken.

    - `strength`: 0 none, 1 black corners
    """

def reflect(c: Canvas, low: Any, color: Any, calm: Any = 0.5) -> None:
    """Water below `low` that mirrors what stands above it.

    - `low`: the water's edge, 0..1
    - `color`: of the water
    - `calm`: 0 rough, 1 a mirror
    """

def sample(table: Any, u: Any, v: Any) -> Any:
    """Look a noise table up at any place.

    - `table`: random numbers, (n, m), taken to repeat for ever
    - `u`: where to look, in cells across
    - `v`: and down
    """
