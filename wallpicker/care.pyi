# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""`wallpicker doctor`, `config`, `import` and `completion`: set up, bring along, find out what is wrong"""
from typing import Any

__all__ = ['BASH', 'SHELLS', 'WHERE', 'config_command', 'import_command', 'doctor_command', 'completion_command']


def config_command(setting: str = '', value: str | None = None, root: str | None = ..., json: bool = False) -> Any:
    """Show the settings, or one of them, or set it: `wallpicker config pick.count 12`

    - `setting`: such as pick.count; empty: all of them
    - `value`: what to set it to
    - `root`: the wallpicker folder
    - `json`: print one JSON document
    """

def import_command(what: str, whose: str = '', root: str | None = ..., undo: bool = False, json: bool = False) -> Any:
    """Make a YES of each of your favourites on Wallhaven; a key shows private collections too

    - `what`: favourites
    - `whose`: your name on Wallhaven, or NAME/COLLECTION; wallhaven.user by default
    - `root`: the wallpicker folder
    - `undo`: take back all that was taken in this way
    - `json`: print one JSON document
    """

def doctor_command(root: str | None = ..., deep: bool = False, json: bool = False) -> int:
    """Look at settings, address, key, scheduler, desktop, extras and disk, and name the one next step

    - `root`: the wallpicker folder
    - `deep`: read database, ledger and models from end to end: is anything damaged?
    - `json`: print one JSON document
    """
BASH: str
SHELLS: dict[Any, Any]
WHERE: dict[Any, Any]

def completion_command(action: str = 'bash', root: str | None = ...) -> int:
    """Print a script that completes commands and options in bash, zsh or fish

    - `action`: bash, zsh or fish
    - `root`: the wallpicker folder; not needed for this
    """
