# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Hang a picture on each screen of any desktop, and ask the desktop whether it hangs"""
from pathlib import Path
from .wall import call
from typing import Any

__all__ = ['PATIENCE', 'SETTERS', 'Setter', 'Gnome', 'Cinnamon', 'Mate', 'Budgie', 'hang', 'x_screens', 'Xfce', 'Kde', 'Lxqt', 'Sway', 'Hyprpaper', 'Swww', 'hyprland', 'Feh', 'Mac', 'Windows', 'filled', 'Command', 'setter_of']


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

class Gnome(Setter):
    """GNOME, Unity and Pantheon"""
    schema: str
    keys: list[str]
    def get(self, key: Any) -> Any: ...
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

def x_screens(env: dict[Any, Any]) -> list[Any]:
    """The screens that X knows

    - `env`: As from `session`
    - returns: Of `Screen`, in X's order; empty without a display or `xrandr`
    """

class Xfce(Setter):
    """Xfce: each screen its own, on all its workspaces"""
    def query(self, *words: Any) -> str: ...
    def places(self) -> dict[Any, Any]:
        """What Xfce has settings for

        - returns: Screen's name → the folders of its workspaces
        """
    def screens(self) -> Any: ...
    def hang(self, pictures: Any) -> None:
        """Set the picture of every place that a screen has"""
    def shown(self) -> dict[Any, Any]:
        """The picture of the first place of each screen"""

class Kde(Setter):
    """KDE Plasma: screens are numbered from 0"""
    def run(self, want: Any) -> list[Any]:
        """- `want`: What each screen has after it: name, width, height, address"""
    def screens(self) -> list[Any]: ...
    def hang(self, pictures: Any) -> None: ...
    def shown(self) -> dict[Any, Any]: ...
    def lock(self, file: Any) -> None:
        """Set the picture of the screen locker, and read it back"""

class Lxqt(Setter):
    """LXQt: one picture for all screens"""
    def hang(self, pictures: Any) -> None: ...
    def shown(self) -> dict[Any, Any]: ...

class Sway(Setter):
    """sway: each screen its own"""
    def screens(self) -> list[Any]: ...
    def hang(self, pictures: Any) -> None: ...
    def shown(self) -> Any: ...

class Hyprpaper(Setter):
    """Hyprland with hyprpaper"""
    def screens(self) -> list[Any]: ...
    def hang(self, pictures: Any) -> None: ...
    def shown(self) -> dict[Any, Any]: ...

class Swww(Setter):
    """Hyprland, or any Wayland desktop, with swww"""
    def query(self) -> Any: ...
    def screens(self) -> list[Any]: ...
    def shown(self) -> dict[Any, Any]: ...
    def hang(self, pictures: Any) -> None: ...

def hyprland(env: dict[Any, Any]) -> Setter:
    """The one of the two that runs

    - `env`: As from `session`
    """

class Feh(Setter):
    """feh, for window managers that show no picture themselves"""
    def screens(self) -> Any: ...
    def hang(self, pictures: Any) -> None: ...
    def shown(self) -> dict[Any, Any]: ...

class Mac(Setter):
    """macOS: each screen its own, numbered from 1"""
    def tell(self, words: Any) -> str: ...
    def screens(self) -> list[Any]: ...
    def hang(self, pictures: Any) -> None: ...
    def shown(self) -> dict[Any, Any]: ...

class Windows(Setter):
    """Windows 8 and later: each screen its own, numbered from 1"""
    def run(self, line: Any) -> str: ...
    def screens(self) -> list[Any]: ...
    def hang(self, pictures: Any) -> None: ...
    def shown(self) -> dict[Any, Any]: ...

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
SETTERS: dict[Any, Any]

def setter_of(command: str, env: dict[Any, Any]) -> Setter:
    """What hangs pictures here

    - `command`: As `command` of [desktop]: auto, the name of a desktop, or a command with {file}
    - `env`: As from `session`
    - returns: `DesktopError` when there is no such desktop and no file in the command
    """
