# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Serve painted wallpapers on 127.0.0.1 as the Wallhaven API does, with its limit of calls"""
from dataclasses import dataclass
from pathlib import Path
from fastcore.basics import GetAttr
from .api import Api
from .replies import Ask, Reply
from .transport import ReplyServer
from typing import Any

__all__ = ['TARGETS', 'check_least', 'Gallery', 'Fault', 'Call']


def check_least(**values: Any) -> None:
    """Raise GalleryError for a number that is too small"""

class Gallery(GetAttr):
    """A Wallhaven to practise on, on 127.0.0.1: `with Gallery() as g: ... g.url`; what it has not, its `api` has"""
    count: int
    seed: int
    pictures: Path | str | None
    port: int
    progress: bool | None
    limit: int
    per: float
    latency: float
    cache: Path
    api: Api
    calls: list[Any]
    bytes: Any
    faults: list[Any]
    lock: Any
    server: ReplyServer | None
    ended: Any
    window: Any
    tell_limit: bool
    def __init__(
        self,
        count: int = 420,
        seed: int = 0,
        pictures: Path | str | None = None,
        key: str | None = None,
        limit: int = 45,
        per: float = 60,
        latency: float = 0,
        cache: Path | str | None = None,
        port: int = 0,
        progress: bool | None = None,
    ) -> None:
        """- `count`: wallpapers to paint
        - `seed`: of all that chance decides: other numbers, other galleries
        - `pictures`: a folder of pictures to serve instead; its pictures.csv is read if there
        - `key`: the API key that is good here
        - `limit`: calls of the API in one window; None: no limit
        - `per`: seconds that a window lasts
        - `latency`: seconds that every answer takes
        - `cache`: where prints are kept; None: `cache_dir()/'gallery'`
        - `port`: to listen on; 0: any that is free
        - `progress`: a line on stderr while painting; None: if that is a terminal
        """
    def count_call(self, now: float | None = None) -> tuple[int, float]:
        """Count one call of the API

        - `now`: seconds of a clock that never goes back
        - returns: calls left in this window (−1: one too many), seconds until it ends
        """
    def api_reply(self, ask: Ask) -> Reply:
        """The API behind its limit

        - `ask`: of the API
        - returns: HTML when the guard in front of the site answers, with the limit's headers when the site does
        """
    def misbehave(self, change: Any, of: str, times: float) -> None:
        """Change the next replies of a kind; faults of one kind come one after the other

        - `change`: function (Reply, Ask) → Reply: the good reply, and what was asked
        - `of`: 'api', 'preview', 'original', 'picture' for both of these, 'any'
        - `times`: how often; math.inf: until `behave`
        """
    def spoil(self, reply: Reply, ask: Ask) -> Reply:
        """Let the next fault of this kind happen

        - `reply`: a good one
        - `ask`: what it answers
        - returns: the same, unless a fault was waiting for it
        """
    def behave(self) -> None:
        """Forget the faults that have not happened yet"""
    def reply_to(self, ask: Ask) -> Reply:
        """The reply to a request, after limit, faults and latency

        - `ask`: the request
        - returns: after limit, faults and latency
        """
    def log(self, ask: Ask, status: int, sent: int) -> None:
        """Write a request down

        - `ask`: the request
        - `status`: of the reply
        - `sent`: bytes of the body
        """
    def start(self) -> Gallery:
        """Hang the pictures and start listening; starting twice changes nothing

        - returns: itself
        """
    def stop(self) -> None:
        """Stop listening and end all connections"""
    def __enter__(self) -> Gallery: ...
    def __exit__(self, *args: Any) -> None: ...
    @property
    def site(self) -> str:
        """The address of the gallery, without the API's path

        - returns: raises GalleryError while closed
        """
    @property
    def url(self) -> str:
        """Where the API is

        - returns: what WALLHAVEN_URL holds
        """

@dataclass
class Fault:
    """Something that goes wrong"""
    change: object  # function (Reply, Ask) → Reply
    of: tuple[Any, ...]  # which kinds of reply: 'api', 'preview', 'original', 'page'
    times: int  # how often
TARGETS: dict[Any, Any]

@dataclass
class Call:
    """One request in the log"""
    kind: str  # 'api', 'preview', 'original', 'page'
    target: str  # path and query
    status: int  # of the reply
    bytes: int  # of the body that were sent
    at: float  # seconds on a clock that never goes back
