# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""What the site answers, as a table that shows its pictures"""
import pandas as pd
from typing import Any
from typing import Self

__all__ = ['COLUMNS', 'LONGEST', 'MANY', 'THUMB_CAP', 'SHOWN_ROWS', 'BRIEF', 'whole_number', 'text_or_empty', 'as_row', 'thumbnail', 'Wallpapers']

COLUMNS: list[str]

def whole_number(v: Any, default: int | None = 0, most: int = ...) -> int | None:
    """A value of a reply as a whole number

    - `v`: a value of a reply: a number, or text that should be one
    - `default`: for what is none, or lies outside
    - `most`: the largest that is believed
    - returns: from 0 to `most`, or `default`
    """

def text_or_empty(v: Any) -> str:
    """A value of a reply when it is text, else ''

    - `v`: a value of a reply
    """
LONGEST: int
MANY: int

def as_row(item: dict[Any, Any], purity: str = '111', local: bool = False) -> dict[Any, Any]:
    """An item of the API as a flat row; `ValueError` says why it cannot be used

    - `item`: one element of the list 'data' in a reply
    - `purity`: three bits: what may come
    - `local`: did it come from this machine? then its pictures must as well
    - returns: with the keys `COLUMNS`
    """
THUMB_CAP: int
SHOWN_ROWS: int

def thumbnail(url: str, width: int = 150) -> str:
    """A small picture that a page can hold. `OSError` where it cannot be had

    - `url`: of a small picture
    - `width`: pixels
    - returns: a data URI
    """

class Wallpapers(pd.DataFrame):
    """Wallpapers as a table: one row each, with the columns `COLUMNS`; shows its pictures in a notebook"""
    asked: Any  # the `Query`, and how many the site has for it
    total: Any  # the `Query`, and how many the site has for it
    pages: int  # pages that were read
    skipped: tuple[Any, ...]  # why items could not be used
    passed: int  # items passed over because they were known
    listing: str  # where they are from, and the page to go on at; None: there is no more
    next_page: Any  # where they are from, and the page to go on at; None: there is no more
    met: frozenset[Any]  # ids that were looked at on the way
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
    @classmethod
    def of(cls, rows: list[Any], **about: Any) -> Self:
        """A table out of `rows`

        - `rows`: of dicts as `as_row` makes them
        """
BRIEF: list[str]
