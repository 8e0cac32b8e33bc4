# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Find out whether the job has run since it was due"""
from datetime import datetime
from ..folders import Folders
from .timers import Job
from typing import Any

__all__ = ['GRACE', 'missed']

GRACE: Any

def missed(folders: Folders, job: Job, now: datetime | None = None) -> bool:
    """Is there a run to be made up for?

    - `folders`: their database has the log
    - `job`: what was to run, and when
    - `now`: local time, without a zone; the clock's by default
    - returns: True when a command of the job has not started since it was due
    """
