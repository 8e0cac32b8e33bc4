# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Keep a log of the runs, and say how things stand and have gone"""
from contextlib import contextmanager
from pathlib import Path
import pandas as pd
from ..archive.store import Archive as Archive
from ..folders import Folders
from .timers import Text
from typing import Any
from typing import Iterator

__all__ = ['RUNS', 'BARS', 'logged', 'runs', 'history', 'bars', 'status', 'status_text', 'days_figure', 'file_for', 'save_days']

RUNS: str

@contextmanager
def logged(folders: Folders, command: str, clock: Any = ...) -> Iterator[Any]:
    """Log one run: `with logged(folders, 'pick') as run: run['summary'] = …`; a failure is logged and raised again

    - `folders`: their database keeps the log
    - `command`: what is running: `pick`, `rotate` …
    - `clock`: seconds since 1970; only shown, never waited on
    """

def runs(folders: Folders, last: int = 10) -> list[dict[Any, Any]]:
    """The last runs of the job

    - `folders`: with runs behind them
    - `last`: how many of the newest
    - returns: newest first: command, started, ended, ok (None while it runs or when it was killed), summary
    """

def history(folders: Folders) -> pd.DataFrame:
    """How picks, disk and taste have gone, day by day

    - `folders`: with runs behind them
    - returns: index day; picked, thrown, kept (share so far), desktop, reserve, database (MB), auc of that day's model
    """
BARS: str

def bars(values: Any, most: Any = None) -> str:
    """Numbers as little bars

    - `values`: numbers; NaN leaves a gap
    - `most`: what fills the height; the largest of them by default
    - returns: one character each
    """

def status(folders: Folders) -> dict[Any, Any]:
    """What is known, said, in use and on show, what the last runs did, and how things have gone

    - `folders`: the wallpicker folder
    - returns: counts, the last runs and the days so far, ready for JSON
    """

def status_text(s: dict[Any, Any]) -> Text:
    """The status in words

    - `s`: as from `status`
    - returns: a few lines for a terminal
    """

def days_figure(days: pd.DataFrame) -> Any:
    """How things have gone, drawn

    - `days`: as from `history`, or `status(folders)['days']` as a table
    """

def file_for(folders: Folders, file: str | Path, mark: bytes) -> Path:
    """A place for a new file, or for one that replaces its last version

    - `folders`: their pictures, settings and ledger are not written over
    - `file`: to be written for the owner
    - `mark`: what stands in every file of its kind
    - returns: absolute; `FoldersError` in Desktop or model, and for a file that is there and of another kind
    """

def save_days(folders: Folders, file: str | Path) -> Path:
    """Draw how things have gone into a file, in place of an older drawing

    - `folders`: with runs behind them
    - `file`: its ending says the format: .png, .svg, .pdf …
    - returns: the file; `ScheduleError` when it cannot be drawn, `FoldersError` when it cannot be written or is another's
    """
