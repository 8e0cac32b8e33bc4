# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Write pictures to be judged into a CSV, and take the labels in again when it is filled in"""
from pathlib import Path
from ..folders import Folders
from .ledger import Ledger
from .spreadsheet import Import
from typing import Any

__all__ = ['import_csv', 'export_csv']


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
