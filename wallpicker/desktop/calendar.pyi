# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Draw what was on show: one row a rotation, or a month as a wall calendar"""
from PIL import Image
from typing import Any

__all__ = ['HEAD', 'LINE', 'calendar', 'empty_month', 'month']


def calendar(folders: Any, last: int = 14, width: int = 600) -> Image.Image:
    """Thumbnails of what was on show: one row a rotation, favourites marked

    - `folders`: The `Folders` that were rotated
    - `last`: How many rotations, the newest at the bottom
    - `width`: Pixels
    """
HEAD: int
LINE: int

def empty_month(when: str, width: int, each: int) -> tuple[Any, ...]:
    """A sheet with the days of a month, and room for thumbnails

    - `when`: The month, as 2026-11
    - `width`: Pixels
    - `each`: Thumbnails a day, in two rows
    - returns: A PIL picture; day → the corner of its cell (x, y); width and height of a thumbnail
    """

def month(folders: Any, when: str, width: int = 700, each: int = 4) -> Any:
    """A month of rotation as a wall calendar: what was on show on each day, after the day's last rotation

    - `folders`: The `Folders` that were rotated
    - `when`: The month, as 2026-11
    - `width`: Pixels
    - `each`: How many thumbnails a day, in two rows
    """
