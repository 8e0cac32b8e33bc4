# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Connect archive, ledger and features to the labeller, so that it asks what teaches most"""
from ..archive.store import Archive
from ..folders import Folders
from ..labels.ledger import Ledger
from .asking import Asker
from .features import Features
from numpy.typing import NDArray
from typing import Any
from wallpicker.labels.grid import Grid
from wallpicker.labels.labeller import Labeller

__all__ = ['ENOUGH', 'asker_of', 'queue', 'guesses', 'description', 'page_of', 'network_to_ask_with', 'labeller', 'grid']


def asker_of(archive: Archive, ledger: Ledger, features: Features, among: int = ...) -> Asker:
    """An `Asker` for what is answered in the archive, and for a sample of the rest

    - `archive`: the pictures to ask about
    - `ledger`: earlier answers
    - `features`: of the pictures
    - `among`: pictures without an answer to choose from, at most
    - returns: that knows the earlier answers
    """

def queue(archive: Archive, ledger: Ledger, features: Features, n: int = 48) -> list[Any]:
    """What to ask the owner next

    - `archive`: the pictures to ask about
    - `ledger`: earlier answers
    - `features`: of the pictures
    - `n`: how many at most
    - returns: ids, in the order to ask
    """

def guesses(asker: Asker, z: NDArray[Any]) -> Any:
    """Guesses of the labeller: the answers so far, with the popularity prior

    - `asker`: what was learned from the answers so far
    - `z`: `popularity` of its pictures
    """

def description(archive: Archive) -> Any:
    """What pictures are called where they cannot be seen: their tags or the name of their file, else the id

    - `archive`: the pictures
    """

def page_of(archive: Archive) -> Any:
    """Where pictures have a page on the site

    - `archive`: the pictures
    """

def network_to_ask_with(folders: Folders) -> Any:
    """The network that shows which answers are missing

    - `folders`: with a taste or without
    """
ENOUGH: int

def labeller(root: Any = None, n: int = 100) -> Labeller:
    """Label candidates, one key a picture; what comes next is chosen anew after every answer

    - `root`: the wallpicker folder; else WALLPICKER_ROOT, else the current folder
    - `n`: how many pictures to ask about
    """

def grid(root: Any = None) -> Grid:
    """Go over what was answered, a dozen pictures at a time, the most surprising answers first

    - `root`: the wallpicker folder; else WALLPICKER_ROOT, else the current folder
    """
