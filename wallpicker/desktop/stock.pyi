# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Where the file of each pick lies, and how it is moved without being lost"""
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
import pandas as pd
from ..archive.store import Archive
from .wall import DesktopError
from ..files import sha256
from ..labels.ledger import Ledger
from ..picks.deliver import Deliveries
from typing import Any
from typing import Iterator

__all__ = ['HASHES', 'PLACES', 'FATE', 'MOVES', 'TRASH', 'RotateError', 'Hashes', 'mark_of', 'Disk', 'Picks', 'picks_of', 'Stock', 'untouched', 'locked']


class RotateError(DesktopError):
    """The desktop could not be changed, or looks as if it was not there; the message says what to do"""
HASHES: str

class Hashes:
    """SHA-256 of files, kept in the database for as long as size and modification time of a file stay as they were"""
    root: Any
    db: Any
    known: dict[Any, Any]
    def __init__(self, folders: Any) -> None:
        """- `folders`: The `Folders` in which the files lie"""
    def name(self, path: Path) -> str:
        """What a file is called in the table; what cannot be kept of a name is escaped

        - `path`: A path under the root as the table has it
        """
    def keep(self, path: Path, mark: tuple[Any, ...], content: str) -> None:
        """Remember the hash of a file that has this size and time"""
    def __call__(self, path: Path) -> str:
        """The hash of a file; it is read only when its size or time is not the one that is known

        - `path`: Of a file under the root
        - returns: 64 hex digits; `OSError` when it is gone, `FoldersError` when it cannot be read
        """

def mark_of(path: Path) -> tuple[Any, ...]:
    """Size and modification time: while both stay, the content is taken to be the same

    - `path`: Bytes, and nanoseconds since 1970
    """
PLACES: tuple[str, str, str, str]

@dataclass(frozen=True)
class Disk:
    """The folders with pictures at one moment: what lay in each, and the hash of each file"""
    files: dict[Any, Any]  # place → paths of pictures, in order of their names; no links, empty files or conflict copies
    left_out: dict[Any, Any]  # place → [(file, why)] for what is no picture of its own
    sha256: Hashes  # path → hash
    names: dict[Any, Any] = field(default_factory=dict)  # folder → names of all that lay there, hidden files as well
    @classmethod
    def read(cls, folders: Any) -> Any:
        """List the folders"""
    def listed(self, place: str) -> tuple[Any, ...]:
        """One folder, as `picture_files` lists it

        - `place`: Paths; [(file, why it was left out)]
        """
    def moved(self, src: Path, to: str = '', dst: Path | None = None) -> Disk:
        """The disk after one move or deletion

        - `src`: A file that was moved or deleted
        - `to`: The place it was moved to; nothing when it was deleted
        - `dst`: Its path there
        """
    def without(self, place: str, path: Path, why: str) -> Disk:
        """The disk with one file less, which is left out

        - `place`: Where it lies
        - `path`: A file that cannot be read
        - `why`: The reason, in words
        """
FATE: list[str]

@dataclass(frozen=True)
class Picks:
    """What the ledger says of our picks"""
    table: pd.DataFrame  # Index id: file, sha256, sure, pruned, excused, favourite, removed, refused
    by_content: dict[Any, Any]  # Hash → id
    written: set[Any]  # (name, hash) of each file that we wrote
    def __len__(self) -> int: ...

def picks_of(ledger: Ledger) -> Picks:
    """Read from the ledger what became of each pick, under which names it was written and what the owner answered

    - `ledger`: The folder's
    """
MOVES: str

class Stock:
    """Our picks: what the ledger says of each, and where its file lay when the disk was read"""
    folders: Any
    db: Any
    ledger: Ledger
    archive: Archive
    deliveries: Deliveries
    stuck: list[Any]
    places: dict[Any, Any]
    disk: Any
    def __init__(self, folders: Any) -> None:
        """- `folders`: The `Folders` with the desktop and the reserve"""
    @property
    def picks(self) -> Picks:
        """What the ledger says; read again only when something was added to it"""
    def files(self, place: str) -> list[Any]:
        """The pictures of a place, in order of their names

        - `place`: desktop, reserve, deselected or storage
        """
    def unlisted(self) -> list[Any]:
        """Those of our folders that could not be listed, as when their drive is not mounted: what lies in them is not known

        - returns: (folder under the root, why)
        """
    def known_as(self, path: Path) -> tuple[Any, ...]:
        """Which pick a file is, and whether it is still ours

        - `path`: A picture in one of our places
        - returns: Id, None for a picture of the owner's; 0 as we wrote it, 1 renamed, 2 edited
        """
    def found(self) -> dict[Any, Any]:
        """Where each pick lies in the desktop or the reserve; what we wrote counts before what was renamed or edited

        - returns: id → place, path, rank as in `known_as`
        """
    def ours(self) -> pd.DataFrame:
        """Every pick there ever was, and where it is: `place` is desktop, reserve or None

        - returns: Index id: those of `Picks.table`, and place, path, renamed, edited
        """
    def own(self, stock: pd.DataFrame | None = None) -> list[Any]:
        """The owner's own pictures on the desktop, and picks they have renamed or edited

        - `stock`: `ours`, when it is at hand
        - returns: Paths
        """
    def clear(self, today: date | None = None) -> None:
        """Remove what killed runs left unfinished on the desktop and in the reserve, and what has waited in the trash long enough

        - `today`: By the clock
        """
    def plan_moves(self, picks: pd.DataFrame, ids: Any, dst: str, rotation: int = 0) -> None:
        """Note moves or deletions before the first is made

        - `picks`: Rows of `untouched`
        - `ids`: Those to move, in this order
        - `dst`: desktop or reserve; pruned deletes
        - `rotation`: The rotation that they belong to, 0 for none
        """
    def make_moves(self) -> int:
        """Carry out all moves and deletions that are noted and not done

        - returns: The rotation that they belong to, 0 for none
        """
    def recover(self) -> int:
        """Finish what a killed run had noted: deliveries, moves and deletions

        - returns: The rotation that was finished, 0 for none
        """

def untouched(stock: pd.DataFrame) -> pd.DataFrame:
    """Those picks with a file that lies where we put it, as we wrote it: all that may be moved or deleted

    - `stock`: Rows of `Stock.ours`
    - returns: Some of them
    """
TRASH: str

@contextmanager
def locked(folders: Any, wait: float = 0) -> Iterator[Any]:
    """Hold the folder's lock, and turn an error of the disk into one line

    - `folders`: The `Folders` with the pictures
    - `wait`: Seconds to wait for another run to end
    """
