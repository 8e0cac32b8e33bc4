# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Keep rows in a file and in a database, safe from crashes and lost disks"""
from contextlib import contextmanager
from ..folders import Folders
from typing import Any
from typing import Iterator

__all__ = ['BATCH', 'FULL', 'CACHED', 'RowLog']


class RowLog:
    """Rows about pictures, in the order they were given: added, never changed"""
    folders: Folders
    opened: tuple[Any, Any] | None
    kept: dict[Any, Any]
    file: Any
    lock: Any
    def __init__(self, folders: Folders, recover: bool = True) -> None:
        """- `folders`: the tree whose model/ledger.jsonl and database keep it
        - `recover`: False leaves file and database as they are for now
        """
    @contextmanager
    def locked(self, recover: bool = True) -> Iterator[Any]:
        """One writer at a time, over all threads and processes; `LabelsError` when disk or database fail

        - `recover`: first give file and database what only the other has
        """
    def append(self, rows: Any, last: Any) -> list[Any]:
        """Write rows into both places, inside `locked`, and sync once; when anything fails, both are as they were

        - `rows`: checked rows: a list, or anything that yields them
        - `last`: the stack of `locked`
        - returns: their numbers
        """
    def stored(self, where: str = '', *args: Any) -> list[Any]:
        """Rows of the database, without a look at the file; to be used inside `locked` or after `catch_up`

        - `where`: a clause of SQL, such as "where id = ?"
        - returns: dicts, in order
        """
    def say_many(self, said: Any, who: str = 'owner') -> list[Any]:
        """Keep several rows with one sync to disk. When this returns they are safe; `LabelsError` when none was kept

        - `said`: (id, verb, dict of extras) for each row: a list, or anything that yields them
        - `who`: where they come from: 'owner', or a job
        - returns: their sequence numbers
        """
    def say(self, id: str, verb: str, who: str = 'owner', **extra: Any) -> int:
        """Keep one row; when this returns it is safe in both places

        - `id`: the picture
        - `verb`: one of `VERBS`
        - `who`: where it comes from: 'owner', or a job
        - returns: its sequence number
        """
    def catch_up(self) -> None:
        """Before reading: take in what other programs wrote"""
    def read(self, where: str = '', *args: Any) -> list[Any]:
        """Rows as plain dicts, after a look at both places

        - `where`: a clause of SQL, as for `stored`
        - returns: dicts, in order
        """
    def rebuild(self) -> int:
        """Compare every row of the file with the database, and give each what only the other has

        - returns: how many rows there are now
        """
    def cached(self, make: Any) -> Any:
        """What `make` makes of the rows, cached until a row is added; made anew while a transaction is open

        - `make`: a function of the log
        """
BATCH: int
FULL: int
CACHED: int
