# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Ask the site what is new, and nothing twice"""
from contextlib import contextmanager
from dataclasses import dataclass, field
from ..archive.store import Archive
from .queries import Queries
from .rules import Rules
from ..site.download import Downloader
from ..labels.ledger import Ledger
from ..site.query import Query
from ..site.wallhaven import Wallhaven
from typing import Any
from typing import Iterator

__all__ = ['CALLS', 'one_run', 'Found', 'Search', 'Gathered', 'gather']


@contextmanager
def one_run(folders: Any, wait: float = 0) -> Iterator[Any]:
    """Hold the folder's lock; `PickError` when another run has it

    - `folders`: The `Folders` that only one at a time may move files in
    - `wait`: Seconds to wait for another run to end; 0 gives up at once
    """
CALLS: int

@dataclass
class Found:
    """What one search of the site brought"""
    new: int = ...  # previews that came in
    known: int = ...  # wallpapers listed that were known already
    asked: dict[Any, Any] = field(default_factory=dict)  # `Query` → `QueryYield`
    trouble: list[Any] = field(default_factory=list)  # errors met on the way
    @property
    def calls(self) -> int:
        """Pages that were read"""

class Search:
    """One search for what is new on the site, for one folder; `found` is what it brought"""
    folders: Any
    config: Any
    db: Any
    client: Any
    downloader: Downloader
    archive: Archive
    ledger: Ledger
    rules: Rules
    queries: Queries
    tell: Any
    want: Any
    found: Found
    coming: set[Any]
    lacking: Any
    goal: Any
    def __init__(
        self,
        folders: Any,
        client: Wallhaven | None = None,
        downloader: Downloader | None = None,
        progress: Any = False,
        want: int | None = None,
    ) -> None:
        """- `folders`: The `Folders` to search for
        - `client`: The API to ask; the real site by default
        - `downloader`: Fetches the previews
        - `progress`: True for lines on stderr, or a function that takes a line
        - `want`: Candidates to have waiting; `[pick] candidates` of wallpicker.toml by default
        """
    def refuse(self, id: str, why: str, rules: str | None = None) -> None:
        """Remember that `id` is refused, until the rules change

        - `id`: A wallpaper
        - `why`: A sentence
        - `rules`: What refused it: these rules by default, 'gone' when the site has it no more
        """
    def fresh(self, query: Query, room: int) -> Iterator[Any]:
        """What is new: from the front until a page brings nothing, then, while there is room, behind the deepest page so far

        - `query`: What to ask the site
        - `room`: How many candidates are lacking; with 0 only what came in since the last time is looked at
        """
    def bring(self, query: Query, room: int) -> None:
        """Archive what is new of a query and allowed

        - `query`: What to ask the site
        - `room`: How many candidates are lacking, as for `fresh`
        """
    def run(self, day: str = '', waiting: int | None = None, hungry: bool = False) -> Found:
        """Ask the site what is new, and archive what the rules allow

        - `day`: The day it is for, see `queries`
        - `waiting`: Candidates that there are; counted by default
        - `hungry`: True: they are not the right ones, so read one page deeper into each query
        - returns: What it brought
        """
    def eligible(self, day: str = '') -> list[Any]:
        """What may be picked: from the site, nothing said about it, nothing against it

        - `day`: The day it is for, as 2026-01-31; today by default
        - returns: Ids
        """

@dataclass
class Gathered:
    """What a search of the site brought, and what is waiting now"""
    new: int  # Previews that came in
    known: int  # Wallpapers listed that were known already
    waiting: int  # Candidates in the archive that were neither judged nor picked
    trouble: list[Any] = field(default_factory=list)  # Errors met on the way
    def json(self) -> dict[Any, Any]:
        """The same as plain values"""

def gather(
    folders: Any,
    client: Wallhaven | None = None,
    downloader: Downloader | None = None,
    want: int | None = None,
    progress: Any = False,
) -> Gathered:
    """Bring previews of new candidates into the archive

    - `folders`: The `Folders` to search for
    - `client`: The API to ask; the real site by default
    - `downloader`: Fetches the previews
    - `want`: Candidates to have waiting; `[pick] candidates` of wallpicker.toml by default
    - `progress`: True for lines on stderr, or a function that takes a line
    - returns: Raises the first trouble (a `WallhavenError` or `PickError`) when nothing came in
    """
