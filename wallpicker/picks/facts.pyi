# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""What is known of a wallpaper, and what each kind of rule finds in it"""
from ..files import WallpickerError
from typing import Any

__all__ = ['ULTRAWIDE', 'AI_TAGS', 'PALETTE', 'FINDERS', 'RuleError', 'fold', 'fact', 'several', 'tag_names', 'tags_or_none', 'size', 'palette_color']


class RuleError(WallpickerError):
    """A rule cannot be understood, or a wallpaper cannot be named"""

def fold(word: Any) -> str:
    """Fold `word` so that two spellings of one word are equal

    - `word`: A tag, a user name, a rule word: anything that has a `str`
    - returns: The same in one form: NFKC, case folded, single spaces for whatever is neither letter nor digit
    """

def fact(row: Any, name: str) -> Any:
    """One fact of a wallpaper; missing, None, NaN and empty text are all `None`

    - `row`: A listing row, a detail reply or a row of `Archive.frame()`: anything with `get`
    - `name`: The field's name in the API
    """

def several(row: Any, name: str) -> list[Any] | None:
    """A fact that is a list

    - `row`: See `fact`
    - `name`: A field that holds a list: tags, colors
    - returns: What it holds; None when it is not known, or no list
    """

def tag_names(row: Any, aliases: bool = True) -> list[Any] | None:
    """Every name that a wallpaper's tags go by

    - `row`: See `fact`
    - `aliases`: Also the other names of a tag
    - returns: Names as the site writes them; None when the tags are not known, as in a listing
    """

def tags_or_none(frame: Any) -> Any:
    """Rows whose empty tags are an open question for the rules: the site was not asked yet, or did not tell

    - `frame`: Rows of `Archive.frame()`
    """

def size(row: Any) -> tuple[Any, ...] | None:
    """A wallpaper's size in pixels

    - `row`: See `fact`
    - returns: (width, height) in pixels, or None when it is not known
    """
ULTRAWIDE: set[float]
AI_TAGS: tuple[str, str, str, str, str, str]
PALETTE: list[str]

def palette_color(color: str) -> str:
    """The searchable colour nearest to `color`; ValueError when it is no colour

    - `color`: Hex with or without `#`, or a CSS name such as navy
    - returns: Six hex digits, one of `PALETTE`
    """
FINDERS: dict[Any, Any]
