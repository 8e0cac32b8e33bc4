# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Previews of all wallpapers and originals of a few, fetched, verified and put where they belong"""
from pathlib import Path
from typing import Iterator
from .fetch import Fetcher
from typing import Any

__all__ = ['PREVIEW_CAP', 'PREVIEW_PIXELS', 'PART_LIFE', 'Downloader', 'row_dicts', 'provenance']


class Downloader(Fetcher):
    """Fetches previews of many wallpapers, a few at a time, and originals of some"""
    def previews(self, rows: Any, progress: Any = False) -> Iterator[tuple[Any, ...]]:
        """The preview of each row, a few at a time; an id that comes twice is fetched once

        - `rows`: `Wallpapers`, dicts with `id` and `thumb_large`, or tables page by page
        - `progress`: show how many are here: True for stderr, or a function that takes a line
        - returns: (id, bytes) or (id, DownloadError), in the order they arrive
        """
    def original(self, row: dict[Any, Any], path: Path, parts: Path | None = None) -> Path:
        """Fetch an original to `path`, where it appears whole or not at all; goes on where an earlier try broke off

        - `row`: of `Wallpapers`: id, path, file_size, dimension_x, dimension_y
        - `path`: where to put it; its folder must exist
        - `parts`: folder for what is unfinished; that of `path` by default
        - returns: the same
        """
PREVIEW_CAP: int
PREVIEW_PIXELS: int

def row_dicts(rows: Any) -> Iterator[dict[Any, Any]]:
    """The rows one by one; a page is asked for when the one before it is used up

    - `rows`: a table, dicts, or tables page by page
    - returns: one for each row
    """
PART_LIFE: int

def provenance(row: dict[Any, Any], path: Path) -> dict[Any, Any]:
    """Where an original came from, in plain values that JSON can hold

    - `row`: of a wallpaper; `uploader` is only in that of `Wallhaven.wallpaper`
    - `path`: its original
    - returns: id, page, uploader, source, url: of the file, size: bytes, sha256, when: it came (UTC)
    """
