# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Hang the next picture or the one before, say what hangs and where it came from, and take down what was banned"""
from dataclasses import dataclass
import pandas as pd
from .setter import Setter, hang
from .stock import Stock
from .wall import Screen
from typing import Any

__all__ = ['may_hang', 'screens_of', 'Wall', 'Hung', 'wallpaper', 'previous', 'Hanging', 'current', 'picture_of', 'take_down']


def may_hang(stock: Stock, tone: str = '') -> pd.DataFrame:
    """Every picture that may be hung: what is on show, ours and the owner's, and not refused

    - `stock`: The picks and the disk; what cannot be shown is added to its `stuck`
    - `tone`: light or dark: only those, by the bound of the settings
    - returns: Index id: path, last (the number of the time it was hung last, 0: never)
    """

def screens_of(setter: Setter, listed: list[Any]) -> tuple[Any, ...]:
    """The screens to hang pictures on

    - `setter`: The desktop
    - `listed`: `Screen`s of the settings
    - returns: `Screen`s; a line for each that the desktop does not have
    """

class Wall:
    """The screens of a desktop, what hangs on each, and what may hang next"""
    stock: Stock
    db: Any
    config: Any
    env: dict[Any, Any]
    setter: Setter
    screens: Any
    notes: Any
    tone: str
    may: pd.DataFrame
    hangs: dict[Any, Any]
    def __init__(self, stock: Stock, now: Any = None) -> None:
        """- `stock`: In a run that holds the lock
        - `now`: What time it is, a `datetime`; the clock's by default
        """
    def fitting(self, screen: Screen) -> pd.DataFrame:
        """What may hang on a screen

        - `screen`: Rows of `may`
        """
    def following(self, screen: Screen, beside: Any = ...) -> tuple[Any, ...] | None:
        """What hangs next on a screen

        - `screen`: Where it is to hang
        - `beside`: Ids on other screens; taken only when there is nothing else
        - returns: Its row in the table, or None for one that is hung anew; its id. None when nothing fits
        """
    def before(self, screen: Screen, beside: Any = ...) -> tuple[Any, ...] | None:
        """What hung before on a screen, as far as it may hang still

        - `screen`: Where it is to hang
        - `beside`: Not used
        - returns: As from `following`
        """
    def hang(self, chosen: dict[Any, Any]) -> Hung:
        """Hang pictures; nothing is remembered before the desktop shows them

        - `chosen`: Screen's name → row or None, and id
        """
    def choose(self, way: Any, only: Any = ...) -> dict[Any, Any]:
        """Choose for each screen; `notes` names those for which there is nothing

        - `way`: `Wall.following` or `Wall.before`
        - `only`: Names of screens; all when empty
        - returns: As for `hang`
        """

class Hung(dict[str, str]):
    """Screen's name → name of the file that hangs there; `notes` has a line for each thing that could not be done"""
    notes: list[Any]
    def __init__(self, files: dict[Any, Any], notes: list[Any]) -> None: ...

def wallpaper(folders: Any, wait: float = 0, screen: str = '', now: Any = None) -> Hung:
    """Hang the next of what is on show

    - `folders`: The `Folders` with the desktop
    - `wait`: Seconds to wait for another run to end
    - `screen`: The name of one screen; all by default
    - `now`: What time it is, a `datetime`; the clock's by default
    - returns: `RotateError` when nothing fits any screen, `DesktopError` when the desktop shows something else afterwards
    """

def previous(folders: Any, wait: float = 0, screen: str = '') -> Hung:
    """Hang what hung before

    - `folders`: The `Folders` with the desktop
    - `wait`: Seconds to wait for another run to end
    - `screen`: The name of one screen; all by default
    - returns: As from `wallpaper`
    """

@dataclass
class Hanging:
    """A picture that hangs on a screen"""
    screen: str  # The desktop's name for it; empty: on every screen
    file: str  # Its path
    id: str = ...  # Empty when it is no picture of ours or of the owner's folders
    page: str = ...  # Its address on the site
    uploader: str = ...  # As far as the site told
    source: str = ...  # Where the uploader has it from
    why: str = ...  # Why it was picked
    doubt: str = ...  # Why the desktop could not be asked

def current(folders: Any) -> list[Any]:
    """What hangs on each screen now

    - `folders`: The `Folders` with the desktop
    - returns: A `Hanging` for each screen; `RotateError` when nothing is known to hang
    """

def picture_of(folders: Any, text: str) -> str:
    """The id of a picture, whatever the owner calls it

    - `folders`: The `Folders` it belongs to
    - `text`: current, current:SCREEN, a path, also below the root, a file's name, a page's address, or an id in any case
    - returns: Its id; `PickError` when there is none, or more than one
    """

def take_down(folders: Any, ids: list[Any], wait: float = 10) -> Hung | None:
    """Hang the next where some pictures hang, and move their files out of the desktop's folder

    - `folders`: The `Folders` with the desktop
    - `ids`: Pictures that were banned
    - `wait`: Seconds to wait for another run to end
    - returns: What hangs instead; None when none of them hung. Errors as from `wallpaper`; the files are moved even so
    """
