# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Keep the reserve within its quota, and fetch again what is gone"""
from dataclasses import dataclass
from datetime import date
import pandas as pd
from ..archive.upkeep import slim
from .stock import Stock
from ..site.download import Downloader
from ..site.wallhaven import Wallhaven
from typing import Any

__all__ = ['LOW', 'WEEKS', 'Pruned', 'surety', 'excess', 'prune_reserve', 'answered', 'recompress', 'prune', 'weekly', 'Review', 'review', 'restore']

LOW: float

@dataclass
class Pruned:
    """What was deleted from the reserve, or would be"""
    ids: list[Any]  # The least sure first
    bytes: int  # Freed
    left: int  # Picks still in reserve
    left_bytes: int  # Their size
    dry_run: bool = ...
    slim: int = ...  # Previews of answered pictures that were made smaller, or would be
    slim_bytes: int = ...  # Freed by that inside the database; a dry run does not know

def surety(stock: Stock, picks: pd.DataFrame) -> pd.Series:
    """How likely each pick is to please, by the model in use; without one, by what was thought at picking

    - `stock`: For its model and features
    - `picks`: Rows of `Stock.ours`
    - returns: id → probability; below 0 for what was refused
    """

def excess(stock: Stock, more: int = 0) -> Pruned:
    """What has to go for the reserve to be within its quota

    - `stock`: The picks and the disk
    - `more`: Picks that are to come into the reserve before; each is taken to be of the usual size
    - returns: As of a dry run
    """

def prune_reserve(stock: Stock) -> Pruned:
    """Bring the reserve within its quota

    - `stock`: In a run that holds the lock
    """

def answered(stock: Stock) -> list[Any]:
    """The pictures with an answer (YES, NO or ban) and kept features, and a preview that is not small yet

    - `stock`: For its ledger and archive
    - returns: Ids, in their own order, which has nothing to do with the answer
    """

def recompress(stock: Stock, most: int | None = None, progress: Any = None) -> dict[Any, Any]:
    """Make the previews of answered pictures smaller

    - `stock`: In a run that holds the lock
    - `most`: How many; all by default
    - `progress`: Called with (done, of how many) now and then
    - returns: id → bytes freed inside the database
    """

def prune(folders: Any, dry_run: bool = False, wait: float = 0, progress: Any = None) -> Pruned:
    """Bring the reserve within its quota, favourites and the owner's files untouched, and make answered previews smaller

    - `folders`: The `Folders` with the reserve
    - `dry_run`: True says what would go, and deletes nothing
    - `wait`: Seconds to wait for another run to end
    - `progress`: Called with (done, of how many) now and then
    - returns: Raises `PickError` when another run is going
    """
WEEKS: int

def weekly(stock: Stock, today: date | None = None) -> int:
    """How many picks came in a week lately

    - `stock`: For its ledger
    - `today`: By the clock
    - returns: Picks in a week, on average
    """

@dataclass
class Review:
    """What would be deleted within a week"""
    pruned: dict[Any, Any]  # File of the reserve → why it would go into the trash, the first to go first
    emptied: dict[Any, Any]  # File in the trash → the last day (a date) on which it can be had back
    def __bool__(self) -> bool: ...

def review(folders: Any, today: date | None = None) -> Review:
    """What would be deleted within a week: picks that make room in the reserve, and files that leave the trash

    - `folders`: The `Folders` with the reserve
    - `today`: By the clock
    """

def restore(
    folders: Any,
    id: str,
    client: Wallhaven | None = None,
    downloader: Downloader | None = None,
    wait: float = 0,
) -> str:
    """Have back a pick that is gone, from the trash or the site; `RotateError` when it is no pick, here, refused, or gone

    - `folders`: The `Folders` it belongs to
    - `id`: A pick that was thrown away or pruned: its id, or the name of its file
    - `client`: The API to ask; that of the real site by default
    - `downloader`: Fetches the file; one of its own by default
    - `wait`: Seconds to wait for another run to end
    - returns: The file's name in Desktop
    """
