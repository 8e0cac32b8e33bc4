# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""As many pages of a listing as it takes, and what there was by then when something goes wrong"""
from dataclasses import dataclass, field
from typing import Callable, Iterator, NamedTuple
from .client import Client
from .query import Query
from .wallpapers import Wallpapers
from typing import Any

__all__ = ['ITEMS', 'Page', 'listing', 'Haul', 'teller', 'collect']


class Page(NamedTuple):
    """One page of a listing"""
    number: int  # from 1
    rows: list[Any]  # usable items, flat
    skipped: list[Any]  # why the others are not
    meta: dict[Any, Any]  # as it came
    asked: Query  # with the seed that was drawn, if one was
    ends: bool  # is it the last, as far as the site says?
ITEMS: int

def listing(
    client: Client,
    path: str,
    query: Query,
    start: int = 1,
    most: int = 100,
    say: Callable[..., Any] | None = None,
) -> Iterator[Page]:
    """Pages of a listing from `start` on, until the site has no more

    - `client`: asks the site
    - `path`: 'search', or that of a collection
    - `query`: what is asked for
    - `start`: first page
    - `most`: pages at the most
    - `say`: told of waits
    """

@dataclass
class Haul:
    """What a search has so far"""
    asked: Query  # what it asks, with the seed once one is drawn
    want: int  # so many wallpapers
    known: Callable[..., Any]  # id -> bool, or None
    next_page: int  # the first page that may have more; None when there is none
    met: set[Any]  # ids that were looked at
    rows: list[Any] = field(default_factory=list)  # what is new
    skipped: list[Any] = field(default_factory=list)  # why items could not be used
    pages: int = ...  # read
    passed: int = ...  # known
    total: int | None = ...  # that the site has
    def take(self, p: Page) -> None:
        """Look at a page, as far as it is wanted

        - `p`: of a listing
        """
    def fill(self, pages: Any, say: Callable[..., Any] | None = None) -> bool:
        """Take one page after the other until there is enough

        - `pages`: of a listing
        - `say`: told how far it is after each
        - returns: did the pages end before there was enough?
        """
    def table(self, path: str) -> Wallpapers:
        """What there is so far

        - `path`: of the listing that it came from
        - returns: `next_page` is where to go on
        """

def teller(progress: Any) -> Callable[..., Any] | None:
    """Where news of a long task goes: to stderr, to the function, or nowhere

    - `progress`: True, False, or a function that takes a line
    - returns: to be told lines
    """

def collect(
    client: Client,
    haul: Haul,
    path: str,
    most: int = 100,
    say: Callable[..., Any] | None = None,
) -> Wallpapers:
    """As many pages as it takes; an error on the way carries what there was by then

    - `client`: asks the site; keeps in `stopped` what there was when it had to stop
    - `haul`: what is wanted, and where to begin
    - `path`: of the listing
    - `most`: pages at the most
    - `say`: told how far it is
    - returns: `next_page` is where to go on
    """
