# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Save settings, labels, model, database and pictures as one zip file, and make a new root of it"""
from pathlib import Path
from ..folders import Folders
from typing import Any

__all__ = ['STORED', 'FILES', 'KEPT', 'database_copy', 'backup', 'restore_backup']


def database_copy(folders: Folders, to: Path) -> None:
    """A consistent copy of the database, also while others write

    - `folders`: with the database
    - `to`: an empty place for the copy
    """
STORED: tuple[str, str, str, str, str, str]
FILES: tuple[str, str, str, str, str]
KEPT: tuple[str, str, str, str, str, str]

def backup(folders: Folders, to: Path, pictures: bool = True, progress: Any = None, wait: float = 60) -> list[str]:
    """Save settings, ledger, labels, model, database and pictures as one zip; `restore_backup` makes a new root of it

    - `folders`: what to save
    - `to`: the zip file; a backup that is there is replaced only by a whole new one, and anything else stays
    - `pictures`: False leaves out pictures and older models: a few megabytes; picks have to be fetched again
    - `progress`: called with (done, of how many files)
    - `wait`: seconds to wait for another run to end
    - returns: names in the zip, laid out as under the root; `ScheduleError` when it cannot be written
    """

def restore_backup(file: Path, root: Path) -> Folders:
    """Make a new root of a backup

    - `file`: that `backup` wrote
    - `root`: a new folder, or an empty one
    - returns: the new tree; `ScheduleError`, and nothing is there, for a file that is no whole backup
    """
