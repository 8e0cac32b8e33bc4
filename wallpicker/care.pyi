# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""`wallpicker models`, `config`, `import`, `doctor`, `archive` …: go back, set up, bring along, find out what is wrong"""
from .archive.upkeep import check
from typing import Any

__all__ = ['BASH', 'ZSH', 'SHELLS', 'WHERE', 'evaluate_command', 'models_command', 'config_command', 'import_command', 'doctor_command', 'archive_command', 'completion_command']


def evaluate_command(root: str | None = ..., json: bool = False) -> None:
    """Judge a taste on the labels of today, beside baselines, without changing the model in use

    - `root`: the wallpicker folder
    - `json`: print one JSON document
    """

def models_command(root: str | None = ..., back: str = '', keep: str = '', trust: str = '', json: bool = False) -> None:
    """List the models, the one in use last; --back NAME goes back to an older one, --keep NAME marks one to stay

    - `root`: the wallpicker folder
    - `back`: name of an older model to put to use again
    - `keep`: name of an older model that is to stay however many come after it
    - `trust`: name of a model by another person that is to be used without a first look
    - `json`: print one JSON document
    """

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

def archive_command(
    action: str = 'check',
    folder: str = '',
    root: str | None = ...,
    repair: bool = False,
    json: bool = False,
) -> Any:
    """Check that every picture is still what was kept; or export all previews into a folder, and import one

    - `action`: check, export or import
    - `folder`: where to export to, or what to import
    - `root`: the wallpicker folder
    - `repair`: with check: mend what can be mended, forget what cannot
    - `json`: print one JSON document
    """
BASH: str
ZSH: str
SHELLS: dict[Any, Any]
WHERE: dict[Any, Any]

def completion_command(action: str = 'bash', root: str | None = ...) -> int:
    """Print a script that completes commands and options in bash, zsh or fish

    - `action`: bash, zsh or fish
    - `root`: the wallpicker folder; not needed for this
    """
