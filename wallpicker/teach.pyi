# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""`wallpicker init`, `fetch`, `label`, `train` …: from an empty folder to a model, from a terminal"""
from typing import Annotated
from .archive.store import Archive
from .folders import Folders
from .taste.features import Features
from .labels.left_out import left_out
from typing import Any
from wallpicker.labels.spreadsheet import Import

__all__ = ['ROOT', 'LABELLER', 'NAMER', 'WAYS', 'init_command', 'search_command', 'note_left_out', 'note_unmet', 'fetch_command', 'looked_at', 'in_jupyter', 'label_command', 'mark', 'favourite_command', 'ban_command', 'fewer_command', 'undo_command', 'call_command', 'train_command']

ROOT: Any

def init_command(root: str | None = ...) -> None:
    """Make the folders and wallpicker.toml; what is there already stays as it is

    - `root`: the wallpicker folder (default: WALLPICKER_ROOT, else the current folder)
    """

def search_command(
    q: str = '',
    want: int = 24,
    sorting: str = 'date_added',
    ratios: str = '',
    atleast: str = '',
    categories: str = '111',
    colors: str = '',
    root: str | None = ...,
    json: bool = False,
) -> None:
    """Search Wallhaven and list what it has; nothing is fetched

    - `q`: words, +tag -tag, @user, like:ID …, as on the site
    - `want`: how many
    - `sorting`: date_added, relevance, random, views, favorites, toplist, hot
    - `ratios`: such as 16x9 or 16x9,21x9, landscape, portrait
    - `atleast`: smallest size, such as 1920x1080
    - `categories`: three switches: general, anime, people
    - `colors`: one of the site's 29 colours, such as 0066cc
    - `root`: the wallpicker folder; not needed for a search
    - `json`: print one JSON document
    """

def note_left_out(folders: Folders) -> None:
    """Name the first pictures that say nothing, and why

    - `folders`: the wallpicker folder
    """

def note_unmet(folders: Folders) -> None:
    """Name the rules about tags that no wallpaper has; `RuleError` for rules that cannot be read

    - `folders`: the wallpicker folder
    """

def fetch_command(root: str | None = ..., want: int = 0, json: bool = False) -> None:
    """Bring previews of new candidates into the archive, to be labelled and picked from

    - `root`: the wallpicker folder
    - `want`: candidates to have ready; 0: as many as wallpicker.toml says
    - `json`: print one JSON document
    """

def looked_at(archive: Archive) -> Features:
    """Features of all pictures, told about while the network looks at new ones

    - `archive`: everything seen
    - returns: with a row for each picture
    """

def in_jupyter(text: str, folders: Folders) -> str:
    """How to open a widget, and how to get JupyterLab where it is not installed

    - `text`: what to do in Jupyter, with a place for the root
    - `folders`: whose root it is
    - returns: for people
    """
LABELLER: str

def label_command(
    root: str | None = ...,
    Export: bool = False,
    Import: str = '',
    want: int = 48,
    left_out: bool = False,
    no_browser: bool = False,
    json: bool = False,
) -> int:
    """Take in what the folders say, and open the labeller in the browser; or --export a table and --import it again

    - `root`: the wallpicker folder
    - `Export`: write numbered previews into model/storage and a table to fill in
    - `Import`: read this filled-in table
    - `want`: how many pictures to export
    - `left_out`: name every file that is left out, and why
    - `no_browser`: serve the labeller and print its address, for a browser of your choice
    - `json`: print one JSON document
    """

def mark(folders: Folders, id: str, verb: str) -> str:
    """Write one word of the owner into the ledger, for a picture that is known

    - `folders`: the root
    - `id`: a wallpaper's id, its file, its page, or current
    - `verb`: what the owner says about it
    - returns: its id
    """

def favourite_command(id: str, root: str | None = ...) -> None:
    """Mark a picture as a favourite: kept, and shown more often

    - `id`: a wallpaper's id, its file, its page, or current
    - `root`: the wallpicker folder
    """

def ban_command(id: str, root: str | None = ...) -> None:
    """Never show a picture again, and take it down if it hangs; teaches the model nothing

    - `id`: a wallpaper's id, its file, its page, or current
    - `root`: the wallpicker folder
    """

def fewer_command(id: str, root: str | None = ..., end: bool = False) -> None:
    """Pick fewer like a picture, for a while; it is not a NO

    - `id`: a wallpaper's id, its file, its page, or current
    - `root`: the wallpicker folder
    - `end`: end it: what is like it is picked as before
    """

def undo_command(root: str | None = ..., n: int = 1, thrown: str = '') -> None:
    """Take back the newest answers; nothing is deleted, the undoing is written down as well

    - `root`: the wallpicker folder
    - `n`: how many answers
    - `thrown`: instead, a pick that was not meant to be thrown away: its id
    """
NAMER: str

def call_command(
    id: str = '',
    words: Annotated[str, dict[Any, Any](nargs='*', opt=False)] | tuple[()] = ...,
    Not: str = '',
    root: str | None = ...,
    json: bool = False,
) -> Any:
    """Call a picture by words of your own, which can be learnt and asked for in rules; `undo` takes it back

    - `id`: a wallpaper's id, its file, its page, or current
    - `words`: words of your own that fit it
    - `Not`: words that do not, with commas
    - `root`: the wallpicker folder
    - `json`: print one JSON document
    """
WAYS: dict[Any, Any]

def train_command(root: str | None = ..., way: str = 'quick', replace: bool = False, json: bool = False) -> None:
    """Learn from all labels, judge honestly, and put the model to use; the one before is kept

    - `root`: the wallpicker folder
    - `way`: quick: a head on fixed features, in seconds; fastai: the whole network, in minutes
    - `replace`: put it to use even if it ranks no better than a coin and the one in use does
    - `json`: print one JSON document
    """
