# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""What has come of a file so far, kept so that a later try can continue"""
import re
from pathlib import Path
import requests
from typing import Any

__all__ = ['PIECE', 'STRONG', 'Part']

PIECE: Any
STRONG: re.Pattern[str]

class Part:
    """What has come of a file so far, in memory and, with a `path`, on the disk"""
    url: str
    size: int
    path: Path | None
    data: Any
    etag: Any
    def __init__(self, url: str, size: int = 0, path: Path | None = None) -> None:
        """- `url`: of the whole file
        - `size`: its announced length in bytes; 0 when unknown
        - `path`: where to keep it for a later try
        """
    def __len__(self) -> int: ...
    def begin(self, etag: str = '') -> None:
        """Start from nothing

        - `etag`: how the server tells this version of the file from others
        """
    def add(self, piece: bytes) -> None:
        """Keep a piece; `FoldersError` when the disk refuses

        - `piece`: what came next
        """
    def forget(self) -> None:
        """Throw away what has come, on the disk as well"""
    def close(self) -> None:
        """Let go of the file; what it holds stays"""
    def asks(self) -> dict[Any, Any]:
        """For the rest of the file, if it is still the same; for all of it when nothing is here

        - returns: headers of a request
        """
    def fits(self, r: requests.Response) -> bool:
        """Whether a reply holds the rest of this part

        - `r`: with status 206
        """
