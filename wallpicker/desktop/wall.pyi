# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Ask the desktop whether it is light or dark, reach it from a job that has hardly any variables, and know the shapes of its screens"""
import platform
from dataclasses import dataclass
from datetime import datetime
from ..files import WallpickerError
from typing import Any

__all__ = ['KNOWN', 'BARE', 'SESSION', 'KEPT', 'THEMES', 'RISES', 'FITS', 'DesktopError', 'desktop_name', 'listens', 'session', 'kept_session', 'keep_session', 'call', 'is_dark', 'sun_height', 'tone_of', 'Screen', 'screen_for', 'shares']


class DesktopError(WallpickerError):
    """The desktop could not be asked or told; the message says what to do"""
KNOWN: dict[Any, Any]
BARE: list[str]

def desktop_name(env: dict[Any, Any], platform: Any = None) -> str:
    """Which desktop is this?

    - `env`: The environment, as from `session`
    - `platform`: As `sys.platform`
    - returns: One of ours, such as gnome; `DesktopError` when the session names none
    """
SESSION: list[str]

def listens(path: str) -> bool:
    """Does a program listen at this socket?

    - `path`: Of a Unix socket; one that begins with a zero byte is abstract
    """

def session(kept: dict[Any, Any] | None = None, env: dict[Any, Any] | None = None) -> dict[Any, Any]:
    """The environment for a command that talks to the desktop, without the API key; from cron as well

    - `kept`: What `keep_session` kept of a session
    - `env`: The environment; that of this process by default
    - returns: Names and values
    """
KEPT: str

def kept_session(folders: Any) -> dict[Any, Any]:
    """What is kept of the session of this user

    - `folders`: The `Folders` of the root
    - returns: Names and values; empty when none was kept on this machine
    """

def keep_session(folders: Any) -> dict[Any, Any]:
    """Keep what a scheduled job lacks to reach the desktop; what a bare environment does not tell stays as it was kept

    - `folders`: The `Folders` of the root
    - returns: What is kept now
    """

def call(words: list[Any], limit: float = 30, env: dict[Any, Any] | None = None) -> str:
    """Run one command of the desktop

    - `words`: The command, word by word; no shell reads it
    - `limit`: Seconds it may take
    - `env`: As from `session`, which is asked by default
    - returns: What it printed; raises `DesktopError` when it is not there, fails or hangs
    """
THEMES: dict[Any, Any]

def is_dark(env: dict[Any, Any], desktop: str | None = None) -> bool:
    """Is the theme of the desktop a dark one?

    - `env`: As from `session`
    - `desktop`: A key of `THEMES`; found out by default
    - returns: `DesktopError` when it cannot be asked
    """

def sun_height(now: datetime, latitude: float, longitude: float) -> float:
    """How high the sun stands

    - `now`: With its time zone
    - `latitude`: Degrees north
    - `longitude`: Degrees east
    - returns: Degrees above the horizon
    """
RISES: float

def tone_of(tone: str, now: datetime | None = None, env: dict[Any, Any] | None = None) -> str:
    """Which set is on show at this hour

    - `tone`: As `tone` of [desktop]: '07:00-19:00', 'sun:52.5,13.4', 'theme', or nothing
    - `now`: What time it is; the clock's by default
    - `env`: As from `session`, which is asked by default
    - returns: 'light', 'dark', or '' for both; `DesktopError` when the theme cannot be asked
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
