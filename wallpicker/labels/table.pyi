# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Write pictures to be judged into a CSV, and read the labels back as any spreadsheet saved them"""
from dataclasses import dataclass, field
from pathlib import Path
from ..folders import Folders
from .ledger import Ledger
from typing import Any
from typing import Iterator

__all__ = ['Import', 'read_table', 'import_csv', 'export_csv']


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

def import_csv(folders: Folders, ledger: Ledger, path: Path | None = None, archive: Any = None) -> Import:
    """Read a filled-in table: good rows are kept, bad ones are named by line, blank ones are not judged

    - `folders`: the tree that exported the table
    - `ledger`: gets a row for each answer it does not hold already: all with one sync, or none
    - `path`: the table, or a conflict copy of the ledger (`.jsonl`); without it model/downloaded.csv
    - `archive`: an `Archive`, when the table names pictures of your own (as the post's does)
    - returns: the answers, and every line that was not understood
    """

def export_csv(folders: Folders, archive: Any, ledger: Ledger, ids: list[Any]) -> Path:
    """Write numbered previews to look at and a table to fill in; `LabelsError` when answers there were not imported yet

    - `folders`: gets model/downloaded.csv and model/storage/preview-0000.jpg … (or `.webp`)
    - `archive`: an `Archive`: gives the previews
    - `ledger`: remembers which number is which picture
    - `ids`: the pictures to judge, in this order
    - returns: the CSV: fname, label, with the labels blank
    """
