# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Check an answer, write it as a line, work out which answers stand, and merge the rows of two computers"""
from ..files import WallpickerError
from typing import Any

__all__ = ['SAID', 'NOTED', 'REVOCABLE', 'VERBS', 'FIELDS', 'KINDS', 'OWN_FIELDS', 'FADES', 'LASTS', 'UNSEEN', 'EFFECTS', 'LabelsError', 'odd_extra', 'row', 'as_line', 'line_and_extras', 'row_in', 'rows_in', 'day_of', 'standing', 'replay', 'key_of', 'by_key', 'with_numbers', 'merged', 'conflicting', 'label_changes']

SAID: tuple[str, str, str, str, str, str]
NOTED: tuple[str, str, str, str, str, str]
REVOCABLE: Any
VERBS: Any
FIELDS: tuple[str, str, str, str, str]

class LabelsError(WallpickerError):
    """An answer could not be kept, read or understood; the message says what to do"""
KINDS: dict[Any, Any]

def odd_extra(extra: dict[Any, Any]) -> str:
    """Which extra of a row is not what the program reads under that name

    - `extra`: name → value
    - returns: the first name with a value of another kind; empty when there is none
    """
OWN_FIELDS: set[Any]

def row(id: str, verb: str, who: str = 'owner', **extra: Any) -> dict[Any, Any]:
    """One checked row of the ledger, or `LabelsError`

    - `id`: the picture
    - `verb`: one of `VERBS`
    - `who`: where it comes from: 'owner', or the job that made the note
    - returns: the row; the ledger adds number, time and key when it keeps it
    """

def as_line(seq: int, time: str, id: str, verb: str, who: str, key: str, rest: str) -> str:
    """A line of the file, from the columns of the database; `rest` is the JSON of the extras"""

def line_and_extras(r: dict[Any, Any]) -> tuple[Any, ...]:
    """A row as the file and the database store it

    - `r`: a row with its number and time
    - returns: (line of the file, JSON of the extras for the database); raises `LabelsError` for what JSON cannot hold
    """

def row_in(line: str | bytes) -> dict[Any, Any] | None:
    """The row in a line

    - `line`: of a ledger file
    - returns: None when it holds no row
    """

def rows_in(file: Any) -> tuple[Any, ...]:
    """Every row of a ledger file as it stands, and the lines that are torn

    - `file`: path of a ledger file; it may be absent
    - returns: (rows, [(number of the line, its bytes)] of the lines that are none)
    """

def day_of(time: str) -> str:
    """The day of a row where we are

    - `time`: of a row
    - returns: such as 2026-01-31; empty for a time that cannot be read
    """

def standing(rows: Any) -> list[Any]:
    """The rows that no later row takes back

    - `rows`: dicts with at least `seq` and `verb`, in order; an undo has `of`, the number of the row that it takes back
    - returns: of those dicts, in order, without the undos
    """
FADES: int
LASTS: int
UNSEEN: dict[Any, Any]
EFFECTS: dict[Any, Any]

def replay(rows: Any) -> dict[Any, Any]:
    """The state after all rows; only the owner's answers make a label, and unknown verbs mean nothing

    - `rows`: dicts as `row` makes them, in order, with their `seq`
    - returns: id → what stands about it, as in `UNSEEN`
    """

def key_of(r: dict[Any, Any]) -> str:
    """The key of a row; rows from before there were keys get one from their content

    - `r`: a row
    - returns: twelve hex digits
    """

def by_key(rows: Any) -> dict[Any, Any]:
    """Rows under their keys

    - `rows`: in order
    - returns: key → row; an undo's `of` is a key as well, since numbers may change
    """

def with_numbers(rows: Any) -> list[Any]:
    """The opposite of `by_key`

    - `rows`: as `by_key` has them
    - returns: the same, an undo's `of` a number again
    """

def merged(filed: dict[Any, Any], stored: dict[Any, Any]) -> tuple[Any, ...]:
    """All rows of two places

    - `filed`: rows of the file, by key
    - `stored`: rows of the database, by key
    - returns: (all rows, in order and with numbers; keys of those whose number changed)
    """

def conflicting(filed: dict[Any, Any], stored: dict[Any, Any]) -> list[Any]:
    """Rows that say one thing in the file and another in the database

    - `filed`: rows of the file, by key
    - `stored`: rows of the database, by key
    - returns: keys
    """

def label_changes(before: Any, rows: Any) -> str:
    """Labels that came out differently after a merge, in words

    - `before`: rows as `by_key` has them
    - `rows`: after a merge
    - returns: such as '; dune was YES, is NO now'; at most five, then how many more
    """
