# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Hang a picture on a desktop, and ask the desktop whether it hangs"""
from pathlib import Path
from .wall import call
from typing import Any

__all__ = ['PATIENCE', 'Setter', 'file_of', 'Gnome', 'Cinnamon', 'Mate', 'Budgie', 'hang', 'filled', 'Command']


class Setter:
    """One desktop: `screens` names its screens, `hang` hangs pictures, `shown` tells what hangs"""
    env: dict[Any, Any]
    def __init__(self, env: dict[Any, Any]) -> None:
        """- `env`: As from `session`"""
    def call(self, *words: Any) -> str:
        """Run a command of the desktop

        - returns: What it printed
        """
    def screens(self) -> list[Any]:
        """The screens that can have a picture of their own

        - returns: One `Screen` without a name: one picture for all of them
        """
    def hang(self, pictures: dict[Any, Any]) -> Any:
        """Tell the desktop to hang pictures

        - `pictures`: Screen's name → file
        """
    def shown(self) -> dict[Any, Any] | None:
        """What hangs, as the desktop itself tells

        - returns: Screen's name → file; None when the desktop does not tell
        """
    def lock(self, file: Path) -> Any:
        """Show a picture on the lock screen; `DesktopError` where that cannot be set"""

def file_of(address: str) -> Path | None:
    """The file that a desktop names

    - `address`: As a desktop tells it: file:///home/ann/a%20b.jpg, or a plain path
    - returns: None where it names nothing
    """

class Gnome(Setter):
    """GNOME, Unity and Pantheon"""
    schema: str
    keys: list[str]
    def get(self, key: Any) -> Any: ...
    def known(self) -> Any: ...
    def written(self, file: Any) -> Any: ...
    def lock(self, file: Any) -> None:
        """- `file`: it shows the wallpaper itself"""
    def hang(self, pictures: Any) -> None: ...
    def shown(self) -> dict[Any, Any]: ...

class Cinnamon(Gnome):
    """Cinnamon: one key"""
    schema: str
    keys: list[str]

class Mate(Gnome):
    """MATE: a path instead of an address"""
    schema: str
    keys: list[str]
    def written(self, file: Any) -> str: ...

class Budgie(Gnome):
    """Budgie: as GNOME, and the lock screen has a picture of its own"""
    screen: str
    def lock(self, file: Any) -> None: ...
PATIENCE: float

def hang(setter: Setter, pictures: dict[Any, Any]) -> None:
    """Hang pictures, and make sure that they hang

    - `setter`: The desktop
    - `pictures`: Screen's name → file
    """

def filled(words: list[Any], file: Path, screen: str = '') -> list[Any]:
    """The words of a command of the owner's for one picture

    - `words`: Of a command
    - `file`: The picture
    - `screen`: The desktop's name for the screen
    - returns: The same with {file}, {uri} and {screen} filled in
    """

class Command(Setter):
    """A command of the owner's, with {file} or {uri} in it, and perhaps {screen}"""
    each: bool
    words: Any
    def __init__(self, words: str, env: dict[Any, Any]) -> None: ...
    def hang(self, pictures: Any) -> None: ...
    def shown(self) -> Any: ...
