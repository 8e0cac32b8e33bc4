# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Check the archive, mend it, and make it smaller"""
from PIL import Image
from .fingerprints import Print
from .store import Archive
from typing import Any
from typing import Iterator

__all__ = ['CLEAR', 'ONE_PICTURE', 'TOGETHER', 'decoded_alike', 'reporting', 'check', 'squeeze', 'not_slim', 'slim']

CLEAR: int

def decoded_alike(mark: Print, seen: Print) -> bool:
    """Whether two fingerprints come from one file

    - `mark`: a fingerprint that was kept
    - `seen`: one that was computed now
    - returns: also True when two decoders read the picture slightly differently
    """
ONE_PICTURE: str

def reporting(things: Any, progress: Any = None) -> Iterator[Any]:
    """`things` one by one; `progress` is called at every five hundredth

    - `things`: a sequence
    - `progress`: called with (done, of how many)
    """

def check(archive: Archive, repair: bool = False, progress: Any = None) -> dict[Any, Any]:
    """Open every picture and compare it with what was kept; `ArchiveError` when the database itself is damaged

    - `archive`: to be opened from end to end
    - `repair`: True: mend what can be mended, and forget what cannot
    - `progress`: called with (done, of how many) now and then
    - returns: id or table → what is wrong with it (or was); empty when all is well
    """

def squeeze(im: Image.Image, quality: int = 75) -> bytes:
    """`im` as a small WebP

    - `im`: a preview
    - `quality`: 0 to 100
    - returns: a WebP file
    """

def not_slim(archive: Archive, ids: Any = None) -> list[Any]:
    """The pictures that are not slim

    - `archive`: to be looked through; an index answers, whatever its size
    - `ids`: only among these; None: all
    - returns: ids, in their own order
    """
TOGETHER: int

def slim(archive: Archive, ids: Any, progress: Any = None) -> dict[Any, Any]:
    """Keep previews as WebP; what was computed from them stays true

    - `archive`: that becomes smaller
    - `ids`: of labelled pictures, YES and NO alike; those that are slim stay as they are
    - `progress`: called with (done, of how many) now and then
    - returns: id → bytes saved, of those that became slim
    """
