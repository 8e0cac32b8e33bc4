# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Files that are whole or absent, recognised by their content, and one rule for the ids of wallpapers"""
import re
from pathlib import Path
from typing import Any

__all__ = ['UNSEEN', 'PART', 'NO_SYNC', 'STUMP', 'PICTURE_SUFFIXES', 'SITE_ID', 'PICTURE_ID', 'LEDGER_ID', 'WallpickerError', 'FoldersError', 'escaped', 'sync_open', 'sync_folder', 'write_whole', 'is_plain', 'sweep', 'sha256', 'holds', 'is_inside', 'is_id']


class WallpickerError(Exception):
    """The root of every error that wallpicker raises on purpose; its message says what happened, to what, and what to do"""

class FoldersError(WallpickerError):
    """A file, the tree of folders, the settings or the database is not as it should be"""
UNSEEN: re.Pattern[str]

def escaped(text: Any) -> str:
    """Text in which control characters, line breaks, marks of direction and halves of characters are written as escapes

    - `text`: from outside, such as the name of a file
    - returns: can be printed, kept and sent
    """
PART: str
NO_SYNC: set[Any]

def sync_open(fd: int) -> None:
    """Force what is open onto the disk, `OSError` when it refuses; a drive that cannot do that gets one warning

    - `fd`: the descriptor of an open file or folder
    """

def sync_folder(folder: str | Path) -> None:
    """Force the names in `folder` onto the disk, as `sync_open` does; on Windows, which cannot do that, do nothing

    - `folder`: an existing folder
    """

def write_whole(path: str | Path, data: bytes | str) -> Path:
    """Publish `data` at `path` so that it is whole, or as it was before, always; `FoldersError` when the disk refuses

    - `path`: the file to publish; its folder must exist
    - `data`: all of its content; text is written as UTF-8
    - returns: the same path
    """
STUMP: re.Pattern[str]

def is_plain(path: str | Path) -> bool:
    """Is there a file of exactly this name: no link, no folder, and not merely a name that differs in capitals?

    - `path`: of something that may be there
    """

def sweep(folder: str | Path, older: float = 600, names: Any = None) -> int:
    """Remove the unfinished files that a killed process left in `folder`

    - `folder`: where to look; folders inside it are left alone, and one that is a link is left alone itself
    - `older`: seconds without a change before an unfinished file counts as abandoned
    - `names`: of all that lies there, when it has been listed already
    - returns: how many were removed
    """
PICTURE_SUFFIXES: tuple[str, str, str, str, str, str, str, str, str, str]

def sha256(what: bytes | str | Path) -> str:
    """The SHA-256 of some bytes or of a file's content; `FoldersError` when that is no readable file

    - `what`: bytes, or the path of a file
    - returns: 64 hex digits
    """

def holds(path: str | Path, content: str) -> bool:
    """Is what lies there a plain file of exactly this name, with exactly this content?

    - `path`: of something that may be there
    - `content`: SHA-256 of what was written to it
    - returns: asked before anything is moved or deleted
    """

def is_inside(path: str | Path, folder: str | Path) -> bool:
    """Does a path lie in a folder, or is it that folder, once links are followed?

    - `path`: of something that need not be there
    - `folder`: need not be there either
    """
SITE_ID: re.Pattern[str]
PICTURE_ID: re.Pattern[str]
LEDGER_ID: re.Pattern[str]

def is_id(id: Any, pattern: re.Pattern[Any] = ...) -> bool:
    """Is this text an id of a wallpaper, from its first to its last character?

    - `id`: anything, such as a value of a reply
    - `pattern`: or `SITE_ID`, `LEDGER_ID`
    """
