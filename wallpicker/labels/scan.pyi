# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Read labels from the folders that pictures lie in: Desktop is YES, deselected is NO"""
from dataclasses import dataclass, field
from pathlib import Path
from ..files import sha256
from ..folders import Folders
from .ledger import Ledger
from typing import Any

__all__ = ['MANY', 'Scan', 'Unread', 'scan']


@dataclass(repr=False)
class Scan:
    """What a scan of the folders found: ids, and (picture, reason) for what was left out"""
    yes: list[Any] = field(default_factory=list)  # ids newly YES
    no: list[Any] = field(default_factory=list)  # ids newly NO
    to_judge: list[Any] = field(default_factory=list)  # ids in storage without a label
    ours: list[Any] = field(default_factory=list)  # ids of our own picks on the Desktop: no labels
    relabelled: list[Any] = field(default_factory=list)  # (id, label before, label now, file)
    both: list[Any] = field(default_factory=list)  # ids on the Desktop and in deselected at once: NO
    edited: list[Any] = field(default_factory=list)  # (file, id before, id now): same name, other content
    gone: list[Any] = field(default_factory=list)  # ids seen before and nowhere now: still remembered
    back: list[Any] = field(default_factory=list)  # ids that were gone and are there again
    problems: list[Any] = field(default_factory=list)  # (file, why it is no label)

@dataclass(frozen=True)
class Unread:
    """Folders that are listed, and files that are hashed, whenever they are asked for"""
    folders: Folders  # the tree to look through
    def listed(self, place: str) -> tuple[Any, ...]:
        """The picture files of a place, and what was left out

        - `place`: desktop, deselected or storage
        """
    def sha256(self, path: Path) -> str:
        """The hash of a file's content

        - `path`: a file
        - returns: 64 hex digits
        """
MANY: int

def scan(folders: Folders, archive: Any, ledger: Ledger, disk: Any = None) -> Scan:
    """Labels from folders: Desktop (the owner's own, never our picks) is YES, deselected is NO, storage waits

    - `folders`: the tree to look through; no file in it is touched
    - `archive`: an `Archive`: gives a file its id, or raises a `WallpickerError`
    - `ledger`: gets a row for every picture that lies in a new place
    - `disk`: what lists the folders and hashes the files; they are read now by default
    - returns: what was found
    """
