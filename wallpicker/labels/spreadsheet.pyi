# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Read a table of labels as any spreadsheet, telephone or editor saved it, and name each line that is not understood"""
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from typing import Iterator

__all__ = ['Import', 'read_table']


@dataclass(repr=False)
class Import:
    """The answers of a filled-in table, and what of it was not understood"""
    said: list[Any] = field(default_factory=list)  # (id, verb) newly in the ledger
    same: int = ...  # answers that the ledger held already
    blank: int = ...  # rows without an answer: not judged
    changed: list[Any] = field(default_factory=list)  # (line, fname, answer before, answer now): the last line counts
    relabelled: list[Any] = field(default_factory=list)  # (fname, label in the ledger, label now)
    bad: list[Any] = field(default_factory=list)  # (line, what is wrong with it)
    notes: list[Any] = field(default_factory=list)  # what was odd about the file

def read_table(path: Path, report: Import) -> Iterator[Any]:
    """Read the post's table as any spreadsheet may have saved it; `LabelsError` when the columns are not there

    - `path`: a table with the columns fname and label: CSV, or .xlsx and .ods with the extra `tables`
    - `report`: gets what was odd
    """
