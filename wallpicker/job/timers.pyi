# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Run rotate and pick every morning, by the scheduler that the machine has"""
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from ..files import WallpickerError
from typing import Any

__all__ = ['EVERY', 'PATIENCE', 'ENV_FILE', 'SETTINGS_SH', 'AFTER', 'SETTINGS', 'LABEL', 'ScheduleError', 'times_of_day', 'Job', 'Text', 'crontab_line', 'missed_line', 'systemd_units', 'instructions', 'launchd_plist', 'windows_task']


class ScheduleError(WallpickerError):
    """A job that cannot be scheduled as asked"""

def times_of_day(text: str) -> list[Any]:
    """Times as the schedulers take them; `ScheduleError` for what is no time

    - `text`: HH:MM on the 24-hour clock; several with commas
    - returns: The same as HH:MM, each once, in order
    """
EVERY: tuple[str, str, str]

@dataclass(frozen=True)
class Job:
    """One run: `wallpicker rotate`, then `wallpicker pick`"""
    root: Path  # the wallpicker folder, absolute in the commands
    at: str = ...  # local time, HH:MM on the 24-hour clock; several with commas: 07:00,19:00
    python: str = ...  # the Python that has wallpicker installed
    every: str = ...  # one of `EVERY`; of an hour only the minutes of `at` count
    also: tuple[Any, ...] = ...  # commands in between whose failure stops nothing, such as ('wallpaper',)
    mains: bool = ...  # not while the machine runs on battery; systemd and Windows alone have such a condition
    def __post_init__(self) -> None: ...
    @property
    def times(self) -> list[dict[Any, Any]]:
        """When it runs

        - returns: hour and minute, and for a week the day; as far as they matter
        """
    def words(self, *command: Any) -> list[str]:
        """How the scheduler starts one command; understood without any environment, and in any working directory

        - returns: the words of one command
        """
    @property
    def commands(self) -> list[list[str]]:
        """What the scheduler runs, one after the other as long as all goes well

        - returns: the words of each command
        """
    @property
    def line(self) -> str:
        """All of it as one line of shell; what `also` names may fail

        - returns: for sh
        """
    def due(self, now: datetime) -> datetime:
        """When it should have started last

        - `now`: local time, without a zone, as schedulers have it
        - returns: local as well; not after `now`
        """
PATIENCE: int

class Text(str):
    """Text that a notebook shows line by line; anything else takes it for the string it is"""
ENV_FILE: str
SETTINGS_SH: str

def crontab_line(job: Job) -> str:
    """The line that runs `job` from cron

    - `job`: a line for `crontab -e`; several when the job has several times
    """
AFTER: int

def missed_line(job: Job) -> str:
    """The line that makes up, within the hour, for a run that cron missed

    - `job`: a line for `crontab -e`; empty for a job of every hour
    """

def systemd_units(job: Job) -> dict[str, str]:
    """A user service and its timer, for ~/.config/systemd/user

    - `job`: what to run, and when
    - returns: file name → text
    """
SETTINGS: str

def instructions(job: Job) -> Text:
    """How to run `job` every day, for cron and for systemd

    - `job`: for a terminal
    """
LABEL: str

def launchd_plist(job: Job) -> str:
    """A launch agent

    - `job`: XML, for ~/Library/LaunchAgents
    """

def windows_task(job: Job, since: date | None = None) -> str:
    """A task for the Windows scheduler

    - `job`: what to run, and when
    - `since`: the first day; today by default
    - returns: XML, for `schtasks /Create /XML`
    """
