# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""File names that say what a picture shows, and reading a wallpaper's id from one"""
from typing import Any

__all__ = ['DULL', 'slug', 'telling', 'name_for', 'id_from_name']

DULL: set[str]

def slug(word: Any) -> str:
    """A word as it may stand in a file name

    - `word`: A tag in any alphabet
    - returns: Lower-case ASCII letters and digits with hyphens between; empty when nothing of it can be written so
    """

def telling(row: Any, common: dict[Any, Any] | None = None, n: int = 3) -> list[Any]:
    """A few words that say what a wallpaper shows

    - `row`: See `fact`
    - `common`: Folded tag → share of wallpapers that have it, 0..1
    - `n`: How many words at most
    - returns: Slugs of its most telling tags, else of its category
    """

def name_for(row: Any, number: int, common: dict[Any, Any] | None = None, longest: int = 80) -> str:
    """The file name of a pick: order, a few words, id

    - `row`: A wallpaper with its id and file type, its tags if known
    - `number`: The number of the pick, from 1
    - `common`: See `telling`
    - `longest`: Most characters
    - returns: Such as `0042-night-mountain-l8jezr.jpg`; raises `RuleError` for an id or type that cannot stand in a name
    """

def id_from_name(name: str) -> str | None:
    """The wallpaper's id that a file name carries

    - `name`: A file's name, of ours or as the site serves it
    - returns: The id in it, None when it is neither kind of name
    """
