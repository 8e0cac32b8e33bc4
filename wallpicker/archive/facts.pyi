# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Turn what the site or a file says about a picture into clean columns"""
from pathlib import Path
from .preview import Opened
from typing import Any

__all__ = ['checked_id', 'as_number', 'as_text', 'as_names', 'site_facts', 'file_facts', 'id_in_name']


def checked_id(id: Any) -> str:
    """An id that is safe in a file name

    - `id`: anything
    - returns: the same; raises `ArchiveError` for anything but an id
    """

def as_number(value: Any, kind: Any = ...) -> Any:
    """A number that SQLite can hold; larger ones than 2**53 it cannot, and no picture has them

    - `value`: anything
    - `kind`: or float
    """

def as_text(value: Any) -> str | None:
    """A text without halves of characters (lone surrogates), which UTF-8 cannot store

    - `value`: anything
    - returns: None for anything but a text that can be stored
    """

def as_names(value: Any) -> str:
    """Tags or colours as the archive stores them

    - `value`: a list of texts, or of dicts with a `name` as the API's tags; anything else counts as an empty list
    - returns: JSON, a list of texts
    """

def site_facts(row: dict[Any, Any]) -> dict[Any, Any]:
    """The facts that the archive keeps of a wallpaper

    - `row`: of `Wallpapers`, or the API's own; `found`, where there is one, has the words it was searched by
    - returns: column → value; None for what is missing or odd
    """

def file_facts(path: Path, opened: Opened) -> dict[Any, Any]:
    """The facts that the archive keeps of a local picture

    - `path`: of the file
    - `opened`: the same, as `open_picture` gives it
    - returns: the same columns as `site_facts`
    """

def id_in_name(name: str) -> str | None:
    """What looks like the site's id in a file's name: after `wallhaven-`, or the last six letters or digits on their own

    - `name`: of a file
    - returns: None when there is nothing like an id
    """
