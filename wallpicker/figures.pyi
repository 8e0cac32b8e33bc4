# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Pictures side by side, small pictures in a notebook, one style for plots"""
from PIL import Image
from typing import Any

__all__ = ['PAPER', 'TEXT', 'STYLE', 'COLOURS', 'contact_sheet', 'Snapshot', 'use_style', 'styled', 'new_figure']

PAPER: tuple[int, int, int]
TEXT: tuple[int, int, int]

def contact_sheet(
    images: Any,
    titles: Any = None,
    columns: Any = 4,
    width: Any = 1000,
    ratio: Any = ...,
    gap: Any = 6,
) -> Image.Image:
    """Pictures side by side on one sheet.

    - `images`: pictures of any size
    - `titles`: one short text each, or None
    - `columns`: pictures in a row
    - `width`: of a sheet with full rows, pixels
    - `ratio`: of the cells; pictures are cropped to it
    - `gap`: between them, pixels
    - returns: RGB; narrower than `width` when there are fewer pictures than columns
    """

class Snapshot:
    """A picture that a notebook shows as a small JPEG."""
    image: Any
    quality: Any
    def __init__(self, image: Any, width: Any = 800, quality: Any = 75) -> None:
        """- `image`: PIL picture
        - `width`: at most so many pixels wide
        - `quality`: of the JPEG, 1 to 95
        """
STYLE: dict[Any, Any]
COLOURS: dict[Any, Any]

def use_style() -> None:
    """Draw every plot of this notebook in the style of the book: two colours, no frame, laid out by matplotlib."""

def styled(draw: Any) -> Any:
    """Decorator: draw within `STYLE`, without leaving the figure open in pyplot.

    - `draw`: a function that returns a matplotlib figure
    """

def new_figure(width: Any = 6, height: Any = 3, **kwargs: Any) -> Any:
    """A figure that lays out its own parts.

    - `width`: inches
    - `height`: inches
    """
