# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Ask for wallpapers, politely"""
from typing import Callable, Iterator
import pandas as pd
from .budget import Budget as Budget
from .client import BadReply as BadReply, Blocked as Blocked, Client, NoNetwork as NoNetwork, NotFound as NotFound, Unauthorized as Unauthorized
from .limit import RateLimited as RateLimited, WallhavenError as WallhavenError
from .wallpapers import Wallpapers
from typing import Any

__all__ = ['Wallhaven', 'Budget', 'RateLimited', 'WallhavenError', 'Unauthorized', 'NotFound', 'Blocked', 'NoNetwork', 'BadReply']


class Wallhaven(Client):
    """A client that knows what to ask of Wallhaven, and makes tables of what comes"""
    def pages(
        self,
        query: Any = None,
        start: int = 1,
        most: int = 100,
        progress: Any = False,
        **params: Any,
    ) -> Iterator[Wallpapers]:
        """The pages of a search or a collection, one by one; each says in `next_page` where to go on

        - `query`: a `Query`, a dict of its fields, or words
        - `start`: first page
        - `most`: pages at the most
        - `progress`: show waits: True for stderr, or a function that takes a line
        """
    def search(
        self,
        query: Any = None,
        want: int = 24,
        known: Callable[..., Any] | None = None,
        progress: Any = False,
        start: int = 1,
        most: int = 100,
        **params: Any,
    ) -> Wallpapers:
        """What the site has for a query, over as many pages as it takes. A `WallhavenError` on the way has `found`

        - `query`: a `Query`, a dict of its fields, or words
        - `want`: so many wallpapers, or all there are
        - `known`: id -> bool: is it known already? Those are passed over
        - `progress`: show pages and waits: True for stderr, or a function that takes a line
        - `start`: first page
        - `most`: pages at the most
        - returns: `next_page` is where to go on
        """
    def more(
        self,
        found: Wallpapers,
        want: int = 24,
        known: Callable[..., Any] | None = None,
        progress: Any = False,
        most: int = 100,
    ) -> Wallpapers:
        """Go on where `found` stopped

        - `found`: what a search or a collection brought, or the `found` of its error
        - `want`: so many wallpapers, or all there are
        - `known`: id -> bool: is it known already?
        - `progress`: show pages and waits
        - `most`: pages at the most
        - returns: only what is new; empty when there was no more
        """
    def wallpaper(self, id: str) -> dict[Any, Any]:
        """One wallpaper with its tags. `NotFound` when it was deleted

        - `id`: of a wallpaper
        - returns: a row as in a listing, with `tags` (dicts as the API has them, or None) and `uploader` (a name)
        """
    def tag(self, id: int) -> dict[Any, Any]:
        """What the site says about a tag: name, alias, category. `NotFound` when there is none of that number

        - `id`: number of a tag
        """
    def settings(self) -> dict[Any, Any]:
        """The settings of the account that the key belongs to

        - returns: as the API has them, `per_page` a number and empty lists empty
        """
    def collections(self, user: str | None = None) -> pd.DataFrame:
        """The collections of a user

        - `user`: name of the owner; None for your own, which needs a key
        - returns: id, label, views, public, count
        """
    def collection(
        self,
        user: str,
        id: int,
        want: int = 24,
        purity: str = '100',
        known: Callable[..., Any] | None = None,
        progress: Any = False,
        start: int = 1,
        most: int = 100,
    ) -> Wallpapers:
        """What is in a collection. A `WallhavenError` on the way has `found`

        - `user`: name of the owner, even if that is you
        - `id`: of the collection
        - `want`: so many wallpapers, or all there are
        - `purity`: the one filter that counts here
        - `known`: id -> bool: is it known already?
        - `progress`: show pages and waits
        - `start`: first page
        - `most`: pages at the most
        - returns: `next_page` is where to go on
        """
    @property
    def key_given(self) -> bool:
        """Is there a key, so that the site shows what is one's own?"""
    def locate(self, collection: str) -> str:
        """Where a collection lies

        - `collection`: 'user/label' or 'user/number'
        - returns: the path of its listing; `NotFound` when there is none of that name
        """
