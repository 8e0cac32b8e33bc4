# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Ask the desktop whether it is light or dark, and hang a picture on each screen"""
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from ..files import WallpickerError
from typing import Any

__all__ = ['THEMES', 'FITS', 'SETTERS', 'ANY_SCREEN', 'DesktopError', 'desktop_name', 'session', 'call', 'tone_of', 'Screen', 'screen_for', 'shares', 'setter']


class DesktopError(WallpickerError):
    """The desktop could not be asked or told; the message says what to do"""
THEMES: dict[Any, Any]

def desktop_name(env: Any = None, platform: Any = None) -> str:
    """Which desktop is this?

    - `env`: The environment; that of this process by default
    - `platform`: As `sys.platform`
    - returns: A key of `THEMES`; `DesktopError` when the session names none of them
    """

def session() -> dict[Any, Any]:
    """The environment for a command that talks to the desktop; from cron as well

    - returns: Names and values
    """

def call(words: list[Any], limit: float = 30) -> str:
    """Run one command of the desktop

    - `words`: The command, word by word; no shell reads it
    - `limit`: Seconds it may take
    - returns: What it printed; raises `DesktopError` when it is not there, fails or hangs
    """

def tone_of(tone: str, now: datetime | None = None, desktop: str | None = None) -> str:
    """Which set is on show at this hour

    - `tone`: As `tone` of [desktop]: '07:00-19:00', 'theme', or nothing
    - `now`: What time it is; the clock's by default
    - `desktop`: A key of `THEMES`; found out by default
    - returns: 'light', 'dark', or '' for both
    """

@dataclass(frozen=True)
class Screen:
    """One screen: the name that the desktop has for it, if the owner gave one, and width/height"""
    name: str = ...
    ratio: float | None = ...  # None takes any shape
    @classmethod
    def of(cls, text: Any) -> Any:
        """A screen as the settings have it

        - `text`: '16x9' or 'DP-1=16x9'; `DesktopError` for anything else
        """
FITS: float

def screen_for(ratio: float, screens: list[Any]) -> int | None:
    """On which screen most of a picture is seen

    - `ratio`: Width/height of a picture
    - `screens`: `Screen`s
    - returns: Which of them; None when it fits none
    """

def shares(sizes: list[Any], n: int) -> list[Any]:
    """Places dealt round the screens; one that has no more pictures leaves its places to the others

    - `sizes`: How many pictures each screen has
    - `n`: How many places there are
    - returns: Places for each screen
    """
SETTERS: dict[Any, Any]
ANY_SCREEN: dict[Any, Any]

def setter(command: str, file: Path, screen: str = '') -> list[Any]:
    """What to run to hang a picture on a screen

    - `command`: As `command` of [desktop]: auto, the name of a desktop, or a command with {file}
    - `file`: The picture
    - `screen`: The desktop's name for the screen
    - returns: Commands, each a list of words; `DesktopError` when no file is in it
    """
