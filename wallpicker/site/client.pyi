# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""One question, and one answer or one error that says what to do"""
from contextlib import contextmanager
from typing import Callable
import requests
from .limit import WallhavenError
from .budget import Budget
from typing import Any
from typing import Iterator
from typing import Self
from wallpicker.labels.session import Session

__all__ = ['SITE', 'AGENT', 'IMAGE_HOSTS', 'LOOPBACK', 'HEAD_BY', 'TRIES', 'REPLY_CAP', 'Unauthorized', 'NotFound', 'Blocked', 'NoNetwork', 'BadReply', 'Unusable', 'is_loopback', 'trusted', 'usable', 'is_page', 'api_address', 'prompt_session', 'TooLarge', 'ends_within', 'read_body', 'judge', 'Client']


class Unauthorized(WallhavenError):
    """The site wants a key, or another key"""

class NotFound(WallhavenError):
    """There is no such wallpaper, tag or user (any more)"""

class Blocked(WallhavenError):
    """A web page came where JSON was due: the site wants to see a human"""

class NoNetwork(WallhavenError):
    """The site could not be reached, or did not finish its answer"""

class BadReply(WallhavenError):
    """The site answered with something that is no answer"""

class Unusable(BadReply):
    """What the site says about one wallpaper cannot be kept, or is not about that one"""
SITE: str
AGENT: str
IMAGE_HOSTS: tuple[str, str, str]
LOOPBACK: tuple[str, str, str]

def is_loopback(url: str) -> bool:
    """Does `url` stay on this machine?"""

def trusted(url: str, hosts: Any = ...) -> bool:
    """May a picture be fetched from `url`? From the site's own hosts over https, or from this machine

    - `url`: address of a picture
    - `hosts`: hosts to trust over https
    """

def usable(url: Any, local: bool = False) -> bool:
    """May a picture be fetched from an address that came from the API?

    - `url`: address of a picture, as an API names it
    - `local`: is that API on this machine? Then its pictures are as well
    """

def is_page(url: Any, local: bool = False) -> bool:
    """Is it a page of the site?

    - `url`: address of a page, as an API names it
    - `local`: is that API on this machine? Then its pages may be as well
    """

def api_address(url: str | None = None) -> str:
    """Where the API is: what is given, else `WALLHAVEN_URL`, else the real site

    - `url`: given by hand
    """
HEAD_BY: float

def prompt_session(connections: int = 1) -> requests.Session:
    """A session that hangs up on a reply which has not begun after `HEAD_BY` seconds, and follows no redirect

    - `connections`: to each host, kept open and shared by so many threads
    """

class TooLarge(BadReply):
    """A reply that does not end where it should"""

@contextmanager
def ends_within(r: requests.Response, seconds: float) -> Iterator[Any]:
    """`requests.Timeout` when what is read inside takes longer: the connection is cut then, even while one read waits

    - `r`: opened with `stream=True`
    - `seconds`: until its last byte must have been read
    """

def read_body(r: requests.Response, cap: int, seconds: float, decode: bool = True) -> bytes:
    """The body of `r`. `TooLarge` over the cap, `requests.Timeout` over the time

    - `r`: opened with `stream=True`
    - `cap`: most bytes, after decompression
    - `seconds`: until the last byte must be here
    - `decode`: undo gzip
    """

def judge(status: int, headers: Any, body: bytes, what: str) -> Any:
    """The decoded JSON of a good reply, or the error that fits a bad one (returned, not raised)

    - `status`: a reply
    - `headers`: a reply
    - `body`: a reply
    - `what`: what was asked for, for the message
    """

class Client:
    """Asks Wallhaven's API for one thing at a time, and keeps to its budget"""
    url: str
    host: Any
    patience: float
    stopped: Any
    budget: Budget
    session: requests.Session
    def __init__(
        self,
        url: str | None = None,
        key: str | None = None,
        budget: Budget | None = None,
        session: requests.Session | None = None,
        patience: float = ...,
        daily: int = 500,
    ) -> None:
        """- `url`: address of the API; else `WALLHAVEN_URL`, else the real site
        - `key`: API key; else `WALLHAVEN_API_KEY`, else none
        - `budget`: how often it may call; else the one that all programs here share for that host
        - `session`: connection to use
        - `patience`: seconds to sit out when the site says *not now*, before `RateLimited`
        - `daily`: calls in a day at the most, where no budget is given
        """
    @classmethod
    def of(cls, folders: Any, **kw: Any) -> Self:
        """A client that keeps to the `[wallhaven]` section of a wallpicker.toml

        - `folders`: the `Folders` to read the settings of
        """
    def get(
        self,
        path: str,
        params: dict[Any, Any] | None = None,
        what: str | None = None,
        say: Callable[..., Any] | None = None,
    ) -> dict[Any, Any]:
        """One answer of the site, or a `WallhavenError`

        - `path`: below the address of the API, as 'search'
        - `params`: for the query string
        - `what`: what it is, for messages
        - `say`: told of waits
        - returns: the decoded reply, with 'data' and perhaps 'meta'
        """
TRIES: int
REPLY_CAP: int
