# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""`wallpicker …`: each command is a few lines over a library function"""
from .command import COMMANDS as COMMANDS, doing as doing, main as main, overview as overview
from . import care as care
from .picks.why import find_picture as find_picture
from .picks.pick import pick as pick
from .job.install import show
from typing import Any

__all__ = ['ACTIONS', 'pick_command', 'why_command', 'sheet_command', 'rotate_command', 'restore_command', 'wallpaper_command', 'next_command', 'previous_command', 'current_command', 'prune_command', 'review_command', 'ask_command', 'status_command', 'backup_command', 'restore_backup_command', 'schedule_command', 'gallery_command', 'demo_command']


def pick_command(
    root: str | None = ...,
    count: int = 0,
    dry_run: bool = False,
    patience: int = 0,
    json: bool = False,
) -> None:
    """Pick fresh wallpapers into Desktop, as the scheduled job does

    - `root`: the wallpicker folder
    - `count`: how many; 0: as many as wallpicker.toml says
    - `dry_run`: say what would be picked; leaves Desktop and ledger alone
    - `patience`: minutes for which to try again while there is no network
    - `json`: print one JSON document
    """

def why_command(id: str, root: str | None = ..., json: bool = False) -> None:
    """Say why a picture was picked, or would not be

    - `id`: a wallpaper's id, its file, its page, or current
    - `root`: the wallpicker folder
    - `json`: print one JSON document
    """

def sheet_command(to: str = '', day: str = '', root: str | None = ...) -> None:
    """Write the picks of a day beside the liked pictures that they resemble, as one HTML file

    - `to`: the file to write; picks.html in the wallpicker folder by default
    - `day`: of the picks, such as 2026-03-01 (UTC); the last day with picks by default
    - `root`: the wallpicker folder
    """

def rotate_command(root: str | None = ..., show: int = 0, sure: bool = False, json: bool = False) -> None:
    """Show other picks: some come out of the reserve, the others go into it

    - `root`: the wallpicker folder
    - `show`: how many of our picks; 0: as many as wallpicker.toml says
    - `sure`: believe that a desktop without any of several picks was emptied on purpose
    - `json`: print one JSON document
    """

def restore_command(id: str, root: str | None = ..., json: bool = False) -> None:
    """Have back a pick that is gone: from the trash, else once more from the site

    - `id`: a wallpaper's id, or the name of its file
    - `root`: the wallpicker folder
    - `json`: print one JSON document
    """

def wallpaper_command(root: str | None = ..., json: bool = False) -> None:
    """Hang the next of what is on show on the desktop, by the command of wallpicker.toml; the job does so too

    - `root`: the wallpicker folder
    - `json`: print one JSON document
    """

def next_command(root: str | None = ..., screen: str = '', json: bool = False) -> None:
    """Hang the next picture

    - `root`: the wallpicker folder
    - `screen`: only this screen, by the desktop's name for it
    - `json`: print one JSON document
    """

def previous_command(root: str | None = ..., screen: str = '', json: bool = False) -> None:
    """Hang the picture that hung before

    - `root`: the wallpicker folder
    - `screen`: only this screen, by the desktop's name for it
    - `json`: print one JSON document
    """

def current_command(root: str | None = ..., json: bool = False) -> None:
    """Say what hangs on each screen, where it came from and why

    - `root`: the wallpicker folder
    - `json`: print one JSON document
    """

def prune_command(root: str | None = ..., dry_run: bool = False, json: bool = False) -> None:
    """Move the least likely of a full reserve into the trash, and make answered previews smaller; `rotate` does both

    - `root`: the wallpicker folder
    - `dry_run`: say what would go; moves nothing
    - `json`: print one JSON document
    """

def review_command(root: str | None = ..., json: bool = False) -> None:
    """List what would be deleted within a week: `favourite` keeps a pick, `restore` takes one out of the trash

    - `root`: the wallpicker folder
    - `json`: print one JSON document
    """

def ask_command(root: str | None = ..., yes: str = '', no: str = '', json: bool = False) -> Any:
    """Ask once a week about what was kept longest; --yes and --no answer

    - `root`: the wallpicker folder
    - `yes`: ids that you like, with commas
    - `no`: ids that you do not
    - `json`: print one JSON document
    """

def status_command(root: str | None = ..., figure: str = '', json: bool = False) -> None:
    """Say what was seen, said and picked, which model is in use, and what the last runs did

    - `root`: the wallpicker folder
    - `figure`: a file to draw how things have gone into, such as days.png
    - `json`: print one JSON document
    """

def backup_command(to: str, root: str | None = ..., no_pictures: bool = False, json: bool = False) -> None:
    """Save settings, labels, model, database and pictures as one zip file; `restore-backup` makes a new root of it

    - `to`: the zip file to write
    - `root`: the wallpicker folder
    - `no_pictures`: leave out pictures and older models
    - `json`: print one JSON document
    """

def restore_backup_command(file: str, root: str | None = ..., json: bool = False) -> None:
    """Make a new root of a backup, with the same settings, answers, picks and pictures

    - `file`: a zip file that `backup` wrote
    - `root`: the new wallpicker folder; empty, or not there yet
    - `json`: print one JSON document
    """
ACTIONS: tuple[str, str, str, str, str]

def schedule_command(
    action: str = 'how',
    root: str | None = ...,
    at: str = '09:00',
    every: str = 'day',
    mains: bool = False,
    way: str = '',
    missed: bool = False,
    json: bool = False,
) -> Any:
    """Run `rotate` and `pick` by the clock: say how, or install, show, remove it, or run it now

    - `action`: how (print what to paste), install, show, remove or run-now
    - `root`: the wallpicker folder
    - `at`: local time of the run; several with commas
    - `every`: hour, day or week
    - `mains`: not while the machine runs on battery
    - `way`: systemd, cron, launchd or windows; the one of this machine by default
    - `missed`: for run-now: only when the job has not run since it was due
    - `json`: print one JSON document
    """

def gallery_command(
    count: int = 420,
    port: int = 8765,
    pictures: str = '',
    limit: int = 45,
    key: str = '',
    latency: float = 0.0,
    seed: int = 0,
    root: str | None = ...,
) -> None:
    """Serve a practice Wallhaven on this machine until Ctrl-C; set WALLHAVEN_URL to what it prints

    - `count`: wallpapers to paint
    - `port`: to listen on, on 127.0.0.1; 0: any that is free
    - `pictures`: a folder of pictures to serve instead
    - `limit`: calls of the API in a minute; 0: no limit
    - `key`: the API key that is good here
    - `latency`: seconds that every answer takes
    - `seed`: other numbers, other wallpapers
    - `root`: the wallpicker folder; not needed to practise
    """

def demo_command(root: str = 'demo', seed: int = 0, count: int = 420, json: bool = False) -> None:
    """Take the whole walk with a simulated owner on a gallery of our own

    - `root`: a folder for the demo alone, made anew each time
    - `seed`: which simulated owner
    - `count`: wallpapers in the gallery
    - `json`: print one JSON document
    """
