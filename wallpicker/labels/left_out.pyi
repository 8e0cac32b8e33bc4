# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Which files of a folder are pictures to learn from, and why the others are left out"""
from pathlib import Path
from ..folders import Folders
from typing import Any

__all__ = ['NO_PICTURE', 'NO_PICTURES', 'OTHER_KINDS', 'NAMED', 'name_under', 'names_in', 'picture_files', 'ledger_copies', 'keep_left_out', 'left_out', 'pictures_among', 'left_out_lines']

NO_PICTURE: str
NO_PICTURES: str
OTHER_KINDS: list[str]

def name_under(path: Path, root: Path) -> str:
    """A path under the root as text that can be shown and kept, whatever its name is made of

    - `path`: of a file or a folder
    - `root`: the folder that it lies in
    - returns: such as Desktop/dune.jpg
    """

def names_in(folder: Path) -> list[Any]:
    """The names of all that lies in a folder

    - `folder`: where to look
    - returns: in their order; none where there is nothing, `OSError` for a link to a drive that is not mounted
    """

def picture_files(folder: Path, root: Path, look: Any = ...) -> tuple[Any, ...]:
    """The files of a folder that may be pictures, and what is wrong with the others

    - `folder`: where to look; folders inside it are left alone
    - `root`: what the report names files by
    - `look`: lists the folder
    - returns: (paths in order of their names, [(path relative to root, why it was left out)])
    """

def ledger_copies(folders: Folders) -> list[Any]:
    """Each second version of the ledger that a sync made

    - `folders`: the tree to look through
    - returns: (file, what to do)
    """

def keep_left_out(folders: Folders, problems: list[Any]) -> None:
    """Keep what a scan left out; nothing is written when it is what the last one left out

    - `folders`: the tree that was scanned
    - `problems`: (file, why it is no label)
    """

def left_out(folders: Folders) -> list[Any]:
    """What is left out as the folders are now, and what the last scan found to be broken

    - `folders`: the tree to look through; nothing is opened or written
    - returns: (file, why it says nothing), as in `Scan.problems`
    """
NAMED: int

def pictures_among(problems: Any) -> list[Any]:
    """What was meant as a picture: documents, and folders without pictures, are no loss

    - `problems`: as `left_out` returns them
    - returns: of them
    """

def left_out_lines(problems: Any) -> list[Any]:
    """The first pictures that are left out, and where all are named

    - `problems`: as `left_out` returns them
    - returns: lines for people
    """
