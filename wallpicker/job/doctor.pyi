# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Look at everything that a run needs, and name the one next step"""
from dataclasses import dataclass
from ..folders import Folders
from typing import Any

__all__ = ['EXTRAS', 'LEAST_ROOM', 'LOOKS', 'DEEP', 'ENOUGH', 'Finding', 'examine', 'next_step']

EXTRAS: dict[Any, Any]
LEAST_ROOM: float
LOOKS: dict[Any, Any]
DEEP: dict[Any, Any]

@dataclass
class Finding:
    """What came of one look"""
    name: str  # of what was looked at
    well: bool | None  # False: mend it; None: something optional is not there
    text: str  # what was found, and what to do

def examine(folders: Folders, doing: Any = None, deep: bool = False) -> list[Finding]:
    """Look at everything that a run needs

    - `folders`: the wallpicker folder, whether it is there or not
    - `doing`: called with the name of what is looked at next
    - `deep`: True: read database, ledger and models from end to end as well
    """
ENOUGH: int

def next_step(folders: Folders, found: list[Finding]) -> str:
    """The one thing to do next: mend what is broken, else the next of the five steps

    - `folders`: the wallpicker folder
    - `found`: as from `examine`
    - returns: one sentence
    """
