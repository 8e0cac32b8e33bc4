# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""A picture by its address: fetched, continued where it broke off, verified"""
from pathlib import Path
import requests
from .hosts import ImageHosts
from .verify import BadPicture
from typing import Any
from wallpicker.labels.session import Session

__all__ = ['MOST_BYTES', 'MOST_WORKERS', 'Fetcher', 'TooBig']

MOST_BYTES: int
MOST_WORKERS: int

class Fetcher:
    """Fetches one picture after the other from the site's hosts, and believes nothing that it has not decoded"""
    workers: int
    cap: int
    deadline: float
    sleep: Any
    clock: Any
    hosts: ImageHosts
    bytes: Any
    failed: Any
    def __init__(
        self,
        session: requests.Session | None = None,
        workers: int = 4,
        cap: int = ...,
        deadline: float = 120.0,
        hosts: Any = ...,
        sleep: Any = ...,
        clock: Any = ...,
    ) -> None:
        """- `session`: connection to use
        - `workers`: threads that fetch at the same time, four at the most
        - `cap`: bytes of one picture
        - `deadline`: seconds for one picture, all tries together
        - `hosts`: where pictures may come from
        - `sleep`: for tests
        - `clock`: for tests
        """
    def fetch(
        self,
        url: str,
        size: int | None = None,
        shape: tuple[Any, ...] | None = None,
        kind: str = 'original',
        cap: int | None = None,
        most: int = ...,
        part: Path | None = None,
    ) -> bytes:
        """The file at `url`, verified. `DownloadError` says why not

        - `url`: of a picture
        - `size`: its announced length in bytes
        - `shape`: its announced width and height
        - `kind`: what to count it as
        - `cap`: bytes, if less than that of the downloader
        - `most`: pixels at the most
        - `part`: where to keep what has come, should it break off; removing it in the end is the caller's
        - returns: of a whole picture
        """

class TooBig(BadPicture):
    """More bytes than a wallpaper can have"""
    tries: int
