# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Take in what the owner marked on Wallhaven, as answers"""
from dataclasses import dataclass, field
from ..folders import Folders
from .ledger import Ledger
from ..site.download import Downloader
from ..site.wallhaven import Wallhaven
from typing import Any

__all__ = ['VIA', 'Favourites', 'import_favourites', 'imported', 'take_back_favourites']


@dataclass
class Favourites:
    """What came of taking in favourites"""
    yes: list[Any] = field(default_factory=list)  # Ids with a YES that is new
    same: list[Any] = field(default_factory=list)  # Ids that had one
    against: list[Any] = field(default_factory=list)  # Ids with a NO or a ban here, which stands
    refused: dict[Any, Any] = field(default_factory=dict)  # Id → why there is no preview of it
    hidden: int = ...  # Counted by the site and not listed: of another purity, or gone
    fetched: int = ...  # Previews that came
VIA: str

def import_favourites(
    folders: Folders,
    whose: str = '',
    client: Wallhaven | None = None,
    downloader: Downloader | None = None,
    progress: Any = False,
) -> Favourites:
    """Make a YES of every wallpaper in the owner's collections on Wallhaven; what has an answer here keeps it

    - `folders`: where they are to be known
    - `whose`: 'user', or 'user/label' for one collection; that of the settings by default
    - `client`: the API to ask; the real site by default
    - `downloader`: fetches previews
    - `progress`: True for lines on stderr, or a function that takes a line
    - returns: `LabelsError` when no name is known, a `WallhavenError` when the site does not answer
    """

def imported(ledger: Ledger) -> list[Any]:
    """The answers that were taken in from Wallhaven, and stand

    - `ledger`: where they are kept
    - returns: rows
    """

def take_back_favourites(ledger: Ledger) -> list[Any]:
    """Take back all that was taken in from Wallhaven

    - `ledger`: where they are kept
    - returns: numbers of the rows
    """
