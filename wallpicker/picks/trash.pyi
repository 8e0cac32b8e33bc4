# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Put a pick aside for some days before it is deleted for good"""
from datetime import date
from pathlib import Path
import pandas as pd
from typing import Any

__all__ = ['discard', 'discarded', 'empty_trash', 'find_discarded']


def discard(folders: Any, path: Path, today: date | None = None) -> Path:
    """Take a pick out of its folder; it can be had back until its days are over

    - `folders`: The `Folders` with the trash
    - `path`: A file that we wrote
    - `today`: By the clock
    - returns: Where it waits now; `PickError` when another file of that name lies there
    """

def discarded(folders: Any) -> pd.DataFrame:
    """What lies in the trash, and how long it stays

    - `folders`: The `Folders` with the trash
    - returns: path, until (the last day that it waits); the oldest first
    """

def empty_trash(folders: Any, written: Any, today: date | None = None) -> list[Any]:
    """Delete those of our files that have waited long enough

    - `folders`: The `Folders` with the trash
    - `written`: A function that returns (name, SHA-256) of each file that we wrote; called when there is need
    - `today`: By the clock
    - returns: Names of files that are gone for good
    """

def find_discarded(folders: Any, content: str, names: Any) -> Path | None:
    """Where a pick waits in the trash

    - `folders`: The `Folders` with the trash
    - `content`: SHA-256 of the file
    - `names`: The names that it had
    - returns: The newest copy; None when it is not there
    """
