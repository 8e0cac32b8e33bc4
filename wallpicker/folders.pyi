# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Where everything lies: the owner's tree of pictures, its settings and its database"""
from pathlib import Path
from .database import Database
from .files import WallpickerError
from typing import Any

__all__ = ['PLACES', 'Place', 'Folders', 'state_dir', 'cache_dir', 'printable', 'only_text', 'as_code', 'asked_for', 'install_line', 'MissingError', 'needs']


class Place:
    """A path under the root of a tree: as an attribute of `Folders` it reads as that path"""
    where: str
    note: str
    def __init__(self, where: str, note: str) -> None:
        """- `where`: below the root; what has no suffix is a folder
        - `note`: what it is for
        """
    def __get__(self, folders: Any, cls: Any = None) -> Path: ...

class Folders:
    """Where everything lies under one root: the argument, else the variable WALLPICKER_ROOT, else the current folder"""
    config_file: Place
    desktop: Place
    model: Place
    storage: Place
    train: Place
    deselected: Place
    reserve: Place
    trash: Place
    models: Place
    ledger: Place
    csv: Place
    taste: Place
    dbfile: Place
    root: Path
    def __init__(self, root: str | Path | None = None) -> None:
        """- `root`: the folder that holds `Desktop` and `model`"""
    def tree(self) -> str:
        """The tree as text: what each part is for, how many files each folder holds, and a ring before what is not there yet"""
    def make(self) -> Folders:
        """Create what is missing of the tree and the settings, change nothing else, and remove abandoned unfinished files

        - returns: itself, so that `Folders(root).make()` reads well
        """
    def check(self) -> Folders:
        """Make sure that the tree is there; raises `FoldersError` that says how to get one

        - returns: itself
        """
    @property
    def config(self) -> dict[Any, Any]:
        """The settings as they stand in the file now, over the defaults; `FoldersError` names every mistake and the file

        - returns: sections of settings; `query` is a list
        """
    def change(self, section: str, **values: Any) -> dict[Any, Any]:
        """Change settings in the file and keep its comments; raises `FoldersError` and changes nothing when one is wrong

        - `section`: one of the sections that hold single values, such as 'pick'
        - returns: the section as it is now
        """
    @property
    def db(self) -> Database:
        """The database of this tree, opened when first used

        - returns: the same one each time
        """
PLACES: list[Any]

def state_dir() -> Path:
    """Where the rate budget is remembered, for all trees of this user; WALLPICKER_STATE moves it

    - returns: an existing folder
    """

def cache_dir() -> Path:
    """Where things lie that can be made again; WALLPICKER_CACHE moves it

    - returns: an existing folder
    """

def printable(value: Any, deep: int = 30) -> Any:
    """Text in which all that cannot be seen is written out, so that a terminal only prints it

    - `value`: from outside: a text, or lists and dicts with texts in them
    - `deep`: levels to look at
    """

def only_text(text: Any) -> str:
    """Text as Markdown and HTML that show it and do nothing else

    - `text`: from outside: a tag, a message, a row of a table
    - returns: Markdown, and HTML outside of attributes
    """

def as_code(text: Any) -> str:
    """Text as code inside a line of Markdown

    - `text`: from outside: the name of a file, an id
    - returns: Markdown
    """

def asked_for(extra: str) -> list[str]:
    """What an extra brings, by the metadata of the installed copy, else by the settings.ini of the source tree

    - `extra`: 'lab' or 'fastai'
    - returns: requirements, such as 'timm>=1.0.20,<2'
    """

def install_line(extra: str) -> str:
    """The command that installs what an extra brings, into the Python that runs this

    - `extra`: 'lab' or 'fastai'
    - returns: for the shell of this platform
    """

class MissingError(WallpickerError, ImportError):
    """A package that only some parts need is not installed; the message ends in the line that installs it"""

def needs(*modules: str, extra: str, what: str, instead: str = '', error: type[Any] = ...) -> None:
    """Raise `error` unless all `modules` can be imported

    - `extra`: the one that brings them
    - `what`: needs them: the start of the message
    - `instead`: what can be done without them, as a sentence
    - `error`: what to raise
    """
