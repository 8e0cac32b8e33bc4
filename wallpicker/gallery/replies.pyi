# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""What the Wallhaven API says about a wallpaper, as functions from a catalogue to JSON"""
from dataclasses import dataclass, field
from functools import cached_property
from .catalogue import Wallpaper
from typing import Any

__all__ = ['ERRORS', 'SITE', 'HOSTS', 'GROUPS', 'KINDS', 'ACCOUNT', 'Reply', 'json_reply', 'html_reply', 'error_reply', 'missing_file', 'other_method', 'listing_item', 'detail_item', 'page_reply', 'echo', 'page_of', 'Ask', 'asked_as', 'part_of', 'new_settings', 'filters_of', 'is_unwanted', 'collections_of', 'is_user']


@dataclass
class Reply:
    """What the gallery sends back, and how badly"""
    status: int = ...  # of HTTP
    body: bytes = ...
    type: str = ...  # the content-type
    headers: dict[Any, Any] = field(default_factory=dict)  # besides type and length
    keep: float = ...  # share of the body that is sent before the line is cut
    stall: float = ...  # seconds of silence in the middle of the body
    drip: float = ...  # seconds of silence after each byte
    length: int | None = ...  # that the content-length claims; None: the true one
    chunked: bool = ...  # sent in chunks, without a content-length

def json_reply(data: Any, status: int = 200) -> Reply:
    """An answer of the API

    - `data`: anything json.dumps takes
    - `status`: of HTTP
    - returns: slashes escaped as the site does
    """

def html_reply(status: int, title: str, **headers: Any) -> Reply:
    """A page from the guard in front of the site

    - `status`: of HTTP
    - `title`: what the page says
    - returns: a page where a program expects JSON
    """
ERRORS: dict[Any, Any]

def error_reply(status: int) -> Reply:
    """An error of the API itself

    - `status`: one of `ERRORS`
    - returns: as in the site's table
    """

def missing_file() -> Reply:
    """What the hosts of the pictures answer for one that they do not have

    - returns: the 146 bytes that nginx sends
    """

def other_method(method: str, kind: str) -> Reply:
    """What the site answers when something is to be written

    - `method`: neither GET nor HEAD
    - `kind`: of the address, one of `KINDS` or 'page'
    - returns: 200 for OPTIONS, 405 for all others
    """
SITE: str
HOSTS: dict[Any, Any]

def listing_item(w: Wallpaper, site: str) -> dict[Any, Any]:
    """A wallpaper as searches and collections show it

    - `w`: to be listed
    - `site`: 'http://127.0.0.1:PORT', or `SITE` for the addresses of the real one
    - returns: keys in the order of the site's replies
    """
GROUPS: list[str]

def detail_item(w: Wallpaper, site: str) -> dict[Any, Any]:
    """A wallpaper as /w/ID shows it

    - `w`: to be shown
    - `site`: 'http://127.0.0.1:PORT', or `SITE`
    - returns: a listing item with `uploader` and `tags`
    """

def page_reply(w: Wallpaper, site: str) -> Reply:
    """The page of a wallpaper, with what programs look for on it: the picture, its tags and who brought it

    - `w`: to be shown
    - `site`: 'http://127.0.0.1:PORT', or `SITE`
    - returns: HTML
    """

def echo(q: str | None, wall: list[Wallpaper]) -> Any:
    """The question as `meta` repeats it

    - `q`: the question
    - `wall`: to look a tag up
    """

def page_of(found: list[Any], page: str | None, per_page: int) -> tuple[list[Any], dict[Any, Any]] | None:
    """One page of a listing

    - `found`: all results
    - `page`: as asked; anything but a number from 1 is 1
    - `per_page`: 24, unless an account says otherwise
    - returns: the page and its meta; None past the end
    """
KINDS: dict[Any, Any]

@dataclass
class Ask:
    """One request"""
    target: str = ...  # path and query, as they came
    headers: dict[Any, Any] = field(default_factory=dict)  # names in lower case
    site: str = ...  # 'http://127.0.0.1:PORT', or `SITE` when it was asked for by that name
    @property
    def path(self) -> Any: ...
    @property
    def query(self) -> Any: ...
    @cached_property
    def params(self) -> dict[Any, Any]: ...
    @property
    def key(self) -> Any: ...
    @property
    def kind(self) -> Any: ...

def asked_as(host: str, port: int) -> str:
    """The address under which a caller asked

    - `host`: the header of that name
    - `port`: of the gallery
    - returns: `SITE` for a caller that takes this for the real one
    """

def part_of(reply: Reply, asked: str | None) -> Reply:
    """Serve a part of a file, so that a download can go on

    - `reply`: of a whole file
    - `asked`: the range header: 'bytes=100-', 'bytes=0-99', 'bytes=-100'
    - returns: 206 with the part, 416 if there is none, or the reply as it is
    """

def new_settings() -> dict[Any, Any]:
    """Settings of an account that has changed none of them

    - returns: in the shape of the API
    """

def filters_of(settings: dict[Any, Any]) -> dict[Any, Any]:
    """What a search with the key means when it names no filters

    - `settings`: of an account
    - returns: as parameters of a search
    """

def is_unwanted(w: Wallpaper, settings: dict[Any, Any]) -> bool:
    """Whether an account's blacklists of tags and users name a wallpaper

    - `w`: that a search with the key has found
    - `settings`: of the account
    - returns: is it on a blacklist of the account?
    """
ACCOUNT: str

def collections_of(wall: list[Wallpaper]) -> list[dict[Any, Any]]:
    """Collections of two users and of the account; other users have none

    - `wall`: all of them
    - returns: `user` and `ids` beside what the API shows
    """

def is_user(name: str) -> bool:
    """Is there such a user?

    - `name`: as asked for
    - returns: known to the gallery
    """
