# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Answer requests as the Wallhaven API does, without HTTP"""
import pandas as pd
from .catalogue import Wallpaper
from .prints import original
from .replies import Ask, Reply
from typing import Any

__all__ = ['ROUTES', 'Api', 'fresh_seed']


class Api:
    """The Wallhaven API over some wallpapers: `answer` takes a request and returns a reply"""
    hang: Any
    key: str | None
    lock: Any
    settings: dict[Any, Any]
    hidden: set[Any]
    gone: set[Any]
    originals: Any
    empty_past_end: bool
    def __init__(self, hang: Any, key: str | None = None) -> None:
        """- `hang`: function without arguments that returns the wallpapers
        - `key`: the API key that is good here
        """
    @property
    def wall(self) -> Any:
        """All wallpapers, hung on first use"""
    @wall.setter
    def wall(self, wallpapers: Any) -> None: ...
    @property
    def catalogue(self) -> pd.DataFrame:
        """The wall as a table: tags, attributes and the painting behind each id

        - returns: indexed by id
        """
    def is_member(self, ask: Ask) -> bool | None:
        """Who is asking?

        - `ask`: with or without a key
        - returns: True: a good key; False: a bad one; None: none
        """
    def listing(
        self,
        found: list[Wallpaper],
        ask: Ask,
        extra: dict[Any, Any] | None = None,
        text: bool = False,
    ) -> Reply:
        """One page of wallpapers as JSON

        - `found`: all results
        - `ask`: names the page
        - `extra`: `query` and `seed`, which a collection does not have
        - `text`: `per_page` as a string
        - returns: a page, or 400 past the end
        """
    def answer_search(self, ask: Ask) -> Reply:
        """/api/v1/search

        - `ask`: a listing; 401 for a bad key; 400 past the end
        """
    def answer_wallpaper(self, ask: Ask, id: str) -> Reply:
        """/api/v1/w/ID

        - `ask`: of the wallpaper
        - `id`: of the wallpaper
        - returns: its detail; 404 for an unknown or deleted one; 401 for an nsfw one without a key
        """
    def answer_tag(self, ask: Ask, id: str) -> Reply:
        """/api/v1/tag/ID

        - `ask`: number of the tag
        - `id`: number of the tag
        - returns: its record; 404 for an unknown one
        """
    def answer_settings(self, ask: Ask) -> Reply:
        """/api/v1/settings

        - `ask`: 401 without a key, 404 with a bad one
        """
    @property
    def collections(self) -> list[dict[Any, Any]]:
        """Collections of two users and of the account, from `collections_of`

        - returns: `user` and `ids` beside what the API shows
        """
    def answer_collections(self, ask: Ask, user: str | None = None) -> Reply:
        """/api/v1/collections and /api/v1/collections/USER

        - `ask`: None: one's own
        - `user`: None: one's own
        - returns: perhaps an empty list; 401 without a good key for one's own; 404 for an unknown user
        """
    def answer_collection(self, ask: Ask, user: str, id: str) -> Reply:
        """/api/v1/collections/USER/ID

        - `ask`: its owner
        - `user`: its owner
        - `id`: number of the collection
        - returns: a listing; 401 for a private one without its owner's key; 404 for an unknown one
        """
    def original(self, w: Wallpaper) -> bytes:
        """The original of one wallpaper

        - `w`: on the wall
        - returns: a whole file, `file_size` bytes
        """
    def answer_file(self, ask: Ask, kind: str, two: str, id: str, ext: str) -> Reply:
        """/full/ID[:2]/wallhaven-ID.EXT and /lg, /orig, /small

        - `ask`: 'full', 'lg', 'orig', 'small'
        - `kind`: 'full', 'lg', 'orig', 'small'
        - `two`: of the address
        - `id`: of the address
        - `ext`: of the address
        - returns: the bytes, a part of them if asked by range, 304 if unchanged, 404 if there is no such file
        """
    def answer(self, ask: Ask) -> Reply:
        """The reply to a request, without limit or faults

        - `ask`: the request
        - returns: whatever it is, a reply
        """
    def answer_page(self, ask: Ask, id: str) -> Reply:
        """/w/ID and /ID, where `url` and `short_url` of a wallpaper lead

        - `ask`: of the wallpaper
        - `id`: of the wallpaper
        - returns: a page for people; 404 for an unknown or deleted one
        """
    def delete(self, *ids: str) -> None:
        """Take wallpapers down: detail and original are gone, listings and thumbnails linger"""
    def hide(self, *ids: str) -> None:
        """Count wallpapers in listings without showing them"""

def fresh_seed() -> str:
    """A new seed for a shuffle

    - returns: six letters or digits
    """
ROUTES: list[tuple[str, str]]
