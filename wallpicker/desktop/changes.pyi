# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Detect what the owner did with our picks, and write it into the ledger"""
from dataclasses import dataclass, field
from datetime import datetime
import pandas as pd
from ..archive.store import Archive
from .stock import Stock
from PIL import Image
from typing import Any

__all__ = ['SEVERAL', 'ASKED', 'ASK_EVERY', 'Changes', 'conflict_copies', 'remains', 'missing', 'expected', 'check_desktop', 'write_changes', 'detect', 'excuse', 'Question', 'question', 'answer']


@dataclass
class Changes:
    """What the owner did with our picks since the last time"""
    removed: list[Any] = field(default_factory=list)  # Ids with a file that is gone: a row `removed` was written
    back: list[Any] = field(default_factory=list)  # Ids with a file that is there again: a row `restored`
    edited: list[Any] = field(default_factory=list)  # Ids of files with our name and another content: left alone from now on
    no: list[Any] = field(default_factory=list)  # Ids that were moved to deselected: a NO was written
    left_out: list[Any] = field(default_factory=list)  # (file, why it says nothing): conflict copies, placeholders, links
    def json(self) -> dict[Any, Any]:
        """As plain values; `odd` is what files outside of the program know `left_out` by"""

def conflict_copies(stock: Stock) -> list[Any]:
    """What lies in our places and is no picture of its own: a sync's second versions, placeholders, links, other kinds

    - `stock`: The picks and the disk
    - returns: (file, why)
    """

def remains(stock: Stock) -> set[Any]:
    """The names and contents of files that are there in a way: in `deselected`, as a conflict copy, or as a placeholder

    - `stock`: The picks and the disk
    - returns: Names and hashes
    """

def missing(stock: Stock) -> pd.DataFrame:
    """Picks that lie nowhere without a reason: not refused, deselected, pruned, excused, on their way, or in a sync

    - `stock`: The picks and the disk
    - returns: Rows of `ours`
    """
SEVERAL: int

def expected(stock: Stock) -> dict[Any, Any]:
    """Where each pick should lie; where it was before, as long as its move has not been carried out

    - `stock`: The picks and the disk
    - returns: id → desktop or reserve; not in it: what was picked since
    """

def check_desktop(stock: Stock, sure: bool = False) -> None:
    """`RotateError` when several picks lay on the desktop and not one of them does now, or their folder cannot be listed

    - `stock`: The picks and the disk
    - `sure`: See `detect`
    """

def write_changes(stock: Stock) -> Changes:
    """Compare the disk with the ledger, and write down what the owner did

    - `stock`: In a run that holds the lock, after `check_desktop`
    - returns: What was written into the ledger
    """

def detect(folders: Any, sure: bool = False, wait: float = 0) -> Changes:
    """Detect which picks the owner threw away or brought back, and write it into the ledger

    - `folders`: The `Folders` to look at
    - `sure`: True believes that a desktop on which none of several picks is left was emptied on purpose
    - `wait`: Seconds to wait for another run to end
    - returns: Raises `RotateError` when all of several picks are gone at once, or a folder with picks cannot be listed
    """

def excuse(folders: Any, id: str) -> int:
    """Take back that a pick was thrown away

    - `folders`: The `Folders` it belongs to
    - `id`: A pick that was thrown away
    - returns: The number of the row that was taken back; `RotateError` when there is none
    """
ASKED: str
ASK_EVERY: int

@dataclass
class Question:
    """Are these still here because you like them?"""
    ids: list[Any]  # The picks in question
    files: list[Any]  # Their names
    shown: list[Any]  # How many rotations each was on show in
    archive: Archive | None = ...
    def sheet(self, width: Any = 600) -> Image.Image:
        """Their previews

        - `width`: A PIL picture
        """

def question(folders: Any, n: int = 4, now: datetime | None = None) -> Question | None:
    """The weekly question; each pick is asked about once

    - `folders`: The `Folders` that were rotated
    - `n`: About how many picks
    - `now`: What time it is; the clock's by default
    - returns: None when the last one was less than a week ago, or there is nothing to ask
    """

def answer(folders: Any, answers: dict[Any, Any]) -> list[Any]:
    """Write down what the owner answers to the weekly question

    - `folders`: The `Folders` it is about
    - `answers`: id → YES, NO, favourite, ban, fewer or skip
    - returns: Numbers of rows in the ledger; `Ledger.undo` takes them back
    """
