# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Requests for pictures: only to the site's own hosts, at an even pace, and not while they are busy"""
import requests
from .limit import retry_after
from .verify import DownloadError
from typing import Any
from wallpicker.labels.session import Session

__all__ = ['SPACING', 'REDIRECTS', 'Refused', 'Gone', 'Unfinished', 'HostBusy', 'ImageHosts']


class Refused(DownloadError):
    """The address leads where no wallpaper comes from"""

class Gone(DownloadError):
    """The picture is not there any more"""

class Unfinished(DownloadError):
    """No network, a server in trouble, a connection that broke or took too long"""
    tries: int

class HostBusy(DownloadError):
    """The host of the pictures wants to be left alone for `retry_after` seconds"""
    tries: int
    retry_after: float
    def __init__(self, message: str, retry_after: float) -> None:
        """- `message`: what happened
        - `retry_after`: seconds
        """

class ImageHosts:
    """The hosts of the pictures: no others are asked, at an even pace, and not while they want to be left alone"""
    names: Any
    sleep: Any
    clock: Any
    until: Any
    waves: int
    def __init__(
        self,
        session: requests.Session | None = None,
        connections: int = 4,
        names: Any = ...,
        sleep: Any = ...,
        clock: Any = ...,
    ) -> None:
        """- `session`: connection to use
        - `connections`: kept open to each host
        - `names`: where pictures may come from
        - `sleep`: for tests
        - `clock`: for tests
        """
    def check(self, at: str, url: str) -> None:
        """`Refused` unless a picture may come from `at`

        - `at`: address to be asked next
        - `url`: address of the picture, which may have led there
        """
    def open(self, url: str, end: float, **headers: Any) -> requests.Response:
        """The reply to a request for a picture; `Refused` where the way leads elsewhere

        - `url`: of a picture
        - `end`: on the clock, when all must be over
        - returns: to be read and closed
        """
    def error_of(self, url: str, r: requests.Response) -> DownloadError:
        """The error that fits a reply

        - `url`: of a picture
        - `r`: the reply, with no picture in it
        - returns: to be raised
        """
    def wait_while_busy(self) -> float:
        """Wait while the hosts want to be left alone; `HostBusy` if they have said so twice

        - returns: seconds waited
        """
    def came(self) -> None:
        """A picture has come: earlier refusals no longer count"""
SPACING: float
REDIRECTS: int
