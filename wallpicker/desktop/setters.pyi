# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""The setter of each desktop, and the one of the desktop that runs"""
from pathlib import Path
from .setter import Setter
from typing import Any

__all__ = ['SETTERS', 'x_screens', 'Xfce', 'Kde', 'Lxqt', 'Sway', 'Hyprpaper', 'Swww', 'hyprland', 'Feh', 'Mac', 'Windows', 'setter_of', 'own_commands']


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
    def hang(self, pictures: dict[Any, Any]) -> None:
        """Set the picture of every place that a screen has

        - `pictures`: Screen's name → file
        """
    def shown(self) -> dict[Any, Any]:
        """The picture of the first place of each screen

        - returns: Screen's name → file
        """

class Kde(Setter):
    """KDE Plasma: screens are numbered from 0"""
    def run(self, want: Any) -> list[Any]:
        """- `want`: What each screen has after it: name, width, height, address"""
    def screens(self) -> list[Any]: ...
    def hang(self, pictures: Any) -> None: ...
    def shown(self) -> dict[Any, Any]: ...
    def lock(self, file: Path) -> None:
        """Set the picture of the screen locker, and read it back

        - `file`: The picture
        """

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
SETTERS: dict[Any, Any]

def setter_of(command: str, env: dict[Any, Any]) -> Setter:
    """What hangs pictures here

    - `command`: As `command` of [desktop]: auto, the name of a desktop, or a command with {file}
    - `env`: As from `session`
    - returns: `DesktopError` when there is no such desktop and no file in the command
    """

def own_commands(config: dict[Any, Any]) -> list[Any]:
    """The commands of the owner's own that settings run when the wallpaper changes

    - `config`: Its [desktop] section
    - returns: Of strings
    """
