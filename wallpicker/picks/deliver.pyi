# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Bring one original to the desktop, whole, once, and known as ours whatever interrupts it"""
from pathlib import Path
from ..site.verify import DownloadError
from typing import Any

__all__ = ['MOST_PICKS', 'unfit', 'publish', 'Deliveries', 'AnotherPicture']


def unfit(row: dict[Any, Any], local: bool = False) -> str:
    """What would go wrong with one wallpaper, found before anything is begun

    - `row`: All that is known of a wallpaper
    - `local`: Is the API on this machine?
    - returns: Why its original cannot be fetched, named and noted; empty when it can
    """

def publish(src: Path, dst: Path) -> None:
    """Give a whole file a second name, in one step and never over another file; `PickError` when that name is taken

    - `src`: A whole file
    - `dst`: Its new name; nothing may be there
    """

class Deliveries:
    """Our files on their way into Desktop: noted first, then carried out, finished by the next run if this one dies"""
    folders: Any
    ledger: Any
    db: Any
    places: list[Any]
    incoming: Any
    def __init__(self, folders: Any, ledger: Any) -> None:
        """- `folders`: The `Folders` with the desktop they go to
        - `ledger`: The `Ledger` that is told of each
        """
    def number(self) -> int:
        """The next pick's number: one more than any in the ledger or on its way"""
    def deliver(
        self,
        row: dict[Any, Any],
        note: dict[Any, Any],
        fetch: Any,
        run: int | None = None,
        common: dict[Any, Any] | None = None,
    ) -> tuple[Any, ...]:
        """Fetch one original and put it on the desktop

        - `row`: The wallpaper, with its tags
        - `note`: What the ledger should remember, besides where the file came from: probability, why …
        - `fetch`: A function of row and path that writes the original there, such as `Downloader().original`
        - `run`: The run's number, None outside of a run
        - `common`: Folded tag → share of wallpapers that have it, for the name
        - returns: File name and sha256; raises whatever `fetch` does, `AnotherPicture`, and `PickError` when the name is taken
        """
    def delivered(self, run: int | None) -> dict[Any, Any]:
        """What a run has brought so far

        - `run`: The run's number
        - returns: id → was it exploring?
        """
    def recover(self, clear: bool = True) -> list[Any]:
        """Finish what a killed run had noted, and clear away what it had not

        - `clear`: also delete what waits without a note, for which two folders are listed
        - returns: Ids that arrived after all
        """
MOST_PICKS: int

class AnotherPicture(DownloadError):
    """An original that does not show what its preview shows"""
