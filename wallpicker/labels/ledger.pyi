# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Work out from the rows which answers stand, take answers back, and settle what two computers tell differently"""
from pathlib import Path
import pandas as pd
from ..folders import Folders
from .log import RowLog
from typing import Any

__all__ = ['UNDONE', 'Ledger', 'settle']


class Ledger(RowLog):
    """Answers about pictures, in the order they were given, and what stands of them now"""
    def table(self) -> pd.DataFrame:
        """What stands about each picture now: label, favourite, banned, fewer, fewer_left, skipped, picked, removed, seq

        - returns: index id; label is 'YES', 'NO' or None, fewer_left counts answers
        """
    def labels(self) -> pd.Series:
        """The labels to learn from: of every picture that has one and is not banned

        - returns: index id: 'YES' or 'NO', oldest answer first
        """
    def rows(self) -> pd.DataFrame:
        """Every row there is, also those taken back

        - returns: seq, time, id, verb, who, extra (a dict, to read and not to change)
        """
    def largest(self, verb: str, field: str, below: float = ...) -> float:
        """The largest number that rows of a verb have under a name, also those taken back

        - `verb`: such as 'picked'
        - `field`: a name of an extra that holds numbers
        - `below`: larger ones do not count
        - returns: 0 where there is none
        """
    def standing(self, *verbs: str, who: str = '', id: str = '') -> list[Any]:
        """The rows that no later row takes back

        - `who`: only rows from the owner or from this job; empty: all
        - `id`: only rows about this picture; empty: all
        - returns: dicts, in order
        """
    def fewer(self, day: str = '') -> pd.DataFrame:
        """The pictures of which fewer are wanted on a day, until `FADES` further answers or `LASTS` days are over

        - `day`: as 2026-01-31; today by default
        - returns: index id: left (answers), until (a date), share (of its time that is left, up to 1)
        """
    def take_back(self, *seqs: int) -> list[Any]:
        """Take back certain rows; `LabelsError` when one is neither an answer of the owner nor `removed`, the owner's doing

        - returns: those that stood until now
        """
    def undo(self, n: int = 1) -> list[Any]:
        """Take back the owner's newest answers that still stand, as many steps as you like

        - `n`: how many answers
        - returns: the numbers of the rows taken back, newest first
        """
    def history(self, id: str) -> pd.DataFrame:
        """Every row about one picture, what the model thought then, and whether the row still stands

        - `id`: the picture
        - returns: seq, time, verb, who, stands, model, probability, extra
        """
    def take_in(self, path: Path) -> list[Any]:
        """Merge the rows of a conflict copy; `LabelsError`, and nothing is merged, when it tells one of our rows differently

        - `path`: another version of this ledger's file
        - returns: the rows that are new here
        """
UNDONE: str

def settle(folders: Folders, keep: str) -> Ledger:
    """Keep one side's rows where file and database disagree; the other's rows go to model/ledger.torn

    - `folders`: a tree whose ledger file and database disagree about some row
    - `keep`: 'file' or 'database': whose rows stand where they disagree
    - returns: the ledger, in step again
    """
