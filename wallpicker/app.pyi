# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Labelling, a second look, own words and the last picks as one page in the browser, without a notebook"""
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
import ipywidgets as W
from .folders import Folders
from typing import Any
from typing import Iterator

__all__ = ['NOTEBOOK', 'POLICY', 'last_picks', 'reasons', 'desk', 'Served', 'served', 'serve']


def last_picks(folders: Folders, n: int = 10) -> list[Any]:
    """The pictures that were picked last

    - `folders`: of the root
    - `n`: how many
    - returns: ids, the newest first
    """

def reasons(folders: Folders) -> W.VBox:
    """The picks made last, with what speaks for them

    - `folders`: of the root
    """

def desk(root: Any = None) -> W.Tab:
    """All that is done by looking at pictures, as four tabs

    - `root`: the wallpicker folder; else WALLPICKER_ROOT, else the current folder
    """
NOTEBOOK: Any
POLICY: str

@dataclass
class Served:
    """A page that is served"""
    address: str  # to open in a browser, with its token
    process: subprocess.Popen[Any]  # ends when the page is no longer wanted

@contextmanager
def served(folders: Folders, wait: float = 60) -> Iterator[Any]:
    """The page, as long as the block lasts

    - `folders`: of the root to label in
    - `wait`: seconds for the server to come up
    """

def serve(folders: Folders, browser: bool = True, say: Any = ...) -> None:
    """Serve the page until Ctrl-C, or until the process is ended

    - `folders`: of the root to label in
    - `browser`: open it there; the address is printed anyway
    - `say`: function: a line for people
    """
