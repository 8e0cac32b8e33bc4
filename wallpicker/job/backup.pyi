# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Save settings, ledger, labels, model and database as one zip file"""
from pathlib import Path
from ..folders import Folders

__all__ = ['database_copy', 'backup']


def database_copy(folders: Folders, to: Path) -> None:
    """A consistent copy of the database, also while others write

    - `folders`: with the database
    - `to`: an empty place for the copy
    """

def backup(folders: Folders, to: Path) -> list[str]:
    """Save settings, ledger, labels, model and database as one zip; unpack it into an empty folder to go on from there

    - `folders`: what to save
    - `to`: the zip file; a backup that is there is replaced only by a whole new one, and anything else stays
    - returns: names in the zip, laid out as under the root; `ScheduleError` when it cannot be written
    """
