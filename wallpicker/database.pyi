# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""One SQLite file, shared by threads and processes, with its errors in words"""
import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from typing import Iterator

__all__ = ['SCHEMA', 'COMPLAINTS', 'FOREIGN', 'OURS', 'NO_MEMORY', 'PAGE', 'LOG_LIMIT', 'Database']

SCHEMA: int
COMPLAINTS: dict[Any, Any]

class Database:
    """One SQLite file, opened when needed, shared by threads; `FoldersError` when it is damaged, held, full or too new"""
    path: Path
    def __init__(self, path: str | Path) -> None:
        """- `path`: the file; its folder must exist, the file need not"""
    def __reduce__(self) -> tuple[Any, tuple[Path]]: ...
    @property
    def con(self) -> sqlite3.Connection:
        """The open connection; opens the file when first used

        - returns: rows come as `sqlite3.Row`
        """
    def close(self) -> None:
        """Close the file; the next use opens it again"""
    def execute(self, sql: str, *args: Any) -> sqlite3.Cursor:
        """Run one statement

        - `sql`: one statement with ? for values
        - returns: for `rowcount` and `lastrowid`
        """
    def many(self, sql: str, rows: Any) -> int:
        """Run one statement for each row, all or none

        - `sql`: one statement with ? for values
        - `rows`: an iterable of tuples of values
        - returns: rows changed
        """
    def query(self, sql: str, *args: Any) -> list[dict[Any, Any]]:
        """Everything that a SELECT finds

        - `sql`: a SELECT with ? for values
        - returns: one dict a row
        """
    def one(self, sql: str, *args: Any) -> dict[Any, Any] | None:
        """The first row that a SELECT finds

        - `sql`: a SELECT with ? for values
        - returns: the first row, None when there is none
        """
    def columns(self, sql: str, *args: Any) -> dict[Any, Any]:
        """Everything that a SELECT finds, by column

        - `sql`: a SELECT with ? for values
        - returns: name → list of values, as many in each
        """
    def tables(self, ddl: str) -> None:
        """Make sure that a page's own tables are there

        - `ddl`: CREATE … IF NOT EXISTS statements, each ended by a semicolon
        """
    def odd_columns(self) -> list[str]:
        """Columns with values of another kind than they are made for

        - returns: such as 'pictures.tags'
        """
    @property
    def spare(self) -> int:
        """Room inside the file that later rows will fill

        - returns: bytes
        """
    @contextmanager
    def transaction(self) -> Iterator[Any]:
        """All or none of what is done inside; other threads and processes that want to write wait; may be nested"""
FOREIGN: str
OURS: tuple[str, str]
NO_MEMORY: tuple[str, str, str, str, str, str]
PAGE: int
LOG_LIMIT: int
