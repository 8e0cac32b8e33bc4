# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Hand the job to the scheduler of this machine, show what it has, and take it away again"""
from pathlib import Path
from wallpicker.job.timers import Job, Text
from typing import Any

__all__ = ['TURN_ON', 'TURN_OFF', 'OURS', 'WAYS', 'scheduler', 'job_files', 'installed', 'show', 'remove', 'install', 'run_now']


def scheduler(platform: str | None = None) -> str:
    """What runs jobs on this machine

    - `platform`: as `sys.platform`
    - returns: systemd, cron, launchd or windows; `ScheduleError` when there is none
    """

def job_files(way: str, job: Job | None = None) -> dict[Path, str]:
    """The files that a scheduler reads

    - `way`: systemd or launchd; the others have no files
    - `job`: None: only where they lie
    - returns: path → text
    """
TURN_ON: dict[Any, Any]
TURN_OFF: dict[Any, Any]
OURS: tuple[str, str, str]
WAYS: tuple[str, str, str, str]

def installed(way: str) -> str:
    """What a scheduler has of the job

    - `way`: one of `WAYS`
    - returns: what it has of ours, as text; empty when it has nothing
    """

def show() -> Text:
    """The job as it is installed now, with any scheduler

    - returns: empty when nothing is installed
    """

def remove() -> list[str]:
    """Take the job away from every scheduler that has it, and leave nothing behind

    - returns: the schedulers that had it
    """

def install(job: Job, way: str | None = None) -> str:
    """Hand the job to a scheduler, in place of the one it had; `ScheduleError`, and nothing is installed, when that fails

    - `job`: what to run, and when
    - `way`: systemd, cron, launchd or windows; the one of this machine by default
    - returns: which it was
    """

def run_now(job: Job) -> int:
    """Run the job here and now, as the scheduler would

    - `job`: the first exit status that was not 0, except of what may fail
    """
