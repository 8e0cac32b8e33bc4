# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Keep a preview and the facts of every wallpaper seen, and recognise each one again"""
from pathlib import Path
from typing import NamedTuple
from PIL import Image
from ..folders import Folders
from .fingerprints import Print
from typing import Any
from wallpicker.database import Database

__all__ = ['TABLES', 'WHOLE', 'LATER', 'TINTED', 'EVEN', 'Library', 'Added']

TABLES: str
WHOLE: str
LATER: tuple[str, str]

class Library:
    """Every wallpaper ever seen: facts in one table, previews in another, opened one at a time"""
    folders: Folders
    db: Database
    def __init__(self, folders: Folders) -> None:
        """- `folders`: the tree whose database holds it"""
    def __len__(self) -> int: ...
    def __contains__(self, id: Any) -> bool: ...
    def find(self, alias: str) -> str | None:
        """The id of a picture, from any of its names

        - `alias`: an id, another id of the same picture, or the SHA-256 of a file
        - returns: the picture's id; None when it was never seen
        """
    def resolve(self, alias: str) -> str:
        """The id of a picture that must be here

        - `alias`: as for `find`
        - returns: the picture's id; raises `ArchiveError` when it was never seen
        """
    def ids(self, origin: str = '') -> list[Any]:
        """The ids of all pictures

        - `origin`: 'site' or 'file'; empty for both
        - returns: in the order of arrival
        """
    def alias(self, id: str, alias: str) -> None:
        """From now on `alias` means this picture; raises `ArchiveError` when it means another one already

        - `id`: of a picture that is here
        - `alias`: another name for it, such as the SHA-256 of a file
        """
    def insert(self, id: str, card: dict[Any, Any], mark: Print, data: bytes) -> None:
        """One new picture; call it inside a transaction, for a checked id that is not here

        - `id`: a new one
        - `card`: columns of `pictures`
        - `mark`: its fingerprint
        - `data`: its preview
        """
    def shows(self, id: str, path: str | Path) -> bool:
        """Whether a file shows the picture that is kept as `id`

        - `id`: of a picture that is here
        - `path`: of a file
        - returns: raises `ArchiveError` for a file that is no picture
        """
    def add(self, row: dict[Any, Any], preview: bytes) -> str:
        """Keep a wallpaper of the site; adding it again only updates its facts. `ArchiveError` for a bad id or picture

        - `row`: of the API or of `Wallpapers`; must have an `id`
        - `preview`: its `large` thumbnail
        - returns: the picture's id; another than the row's when the picture was known already
        """
    def preview(self, id: str) -> bytes:
        """The picture as it is kept, for widgets and pages

        - `id`: of a picture that is here; `ArchiveError` when its preview is lost
        - returns: a JPEG of about 20 kB, or a WebP of half of that: `kind_of` says which
        """
    def __getitem__(self, id: Any) -> Image.Image: ...
    def meta(self, id: str) -> dict[Any, Any]:
        """All that is known about one picture

        - `id`: of a picture that is here
        - returns: the columns of `frame`, and `raw` (what the API said) and `aliases`
        """
    def add_many(self, rows: Any, previews: Any) -> Added:
        """Keep many wallpapers of the site; a broken one is named in `refused` and does not stop the others

        - `rows`: a table or list of rows with an `id`
        - `previews`: pairs of id and bytes, or the error that came instead, as `Downloader.previews` yields them
        - returns: ids, refused
        """
    def add_file(self, path: str | Path, digest: str | None = None) -> str:
        """Keep a preview of a local picture; the same bytes are one picture, and so is a copy of the wallpaper in its name

        - `path`: a picture of yours
        - `digest`: the SHA-256 of its content, when it is known
        - returns: its id: `sha-` and 12 digits of its content, or the site's
        """
TINTED: int
EVEN: int

class Added(NamedTuple):
    """What came of adding many"""
    ids: list[Any]  # of the pictures that are in the archive now, in the order they came
    refused: dict[Any, Any]  # id → why it is not
