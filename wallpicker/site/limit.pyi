# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""How a site says that there were too many calls, and how long to leave it alone"""
from ..files import WallpickerError
from typing import Any

__all__ = ['HOLD_MOST', 'WallhavenError', 'RateLimited', 'header_number', 'seconds_until', 'retry_after']


class WallhavenError(WallpickerError):
    """Asking Wallhaven did not work. `status` is the HTTP status where there was one, `found` what a search had by then"""
    found: Any
    status: int | None
    def __init__(self, message: str, status: int | None = None) -> None:
        """- `message`: what happened, to what, and what to do
        - `status`: HTTP status of the reply
        """

class RateLimited(WallhavenError):
    """Too many calls. `retry_after` is how many seconds to leave the site alone"""
    retry_after: float
    def __init__(self, message: str, retry_after: float, status: int | None = None) -> None:
        """- `message`: what happened, to what, and what to do
        - `retry_after`: seconds
        - `status`: HTTP status of the reply
        """

def header_number(text: Any) -> float | None:
    """What a header says as a number, or None

    - `text`: of a header; None where it was not sent
    - returns: finite
    """

def seconds_until(moment: float | None, headers: Any, now: float | None = None) -> float | None:
    """Seconds from the reply to `moment`; None where one of the two clocks must be wrong

    - `moment`: seconds since 1970, as a header has it
    - `headers`: of the same reply
    - `now`: seconds since 1970; by default the `date` of the reply, else the clock here
    """
HOLD_MOST: float

def retry_after(headers: Any, now: float | None = None) -> float:
    """How long the site wants to be left alone: seconds or a date, capped; a whole window where it does not say

    - `headers`: of a reply that says *not now*
    - `now`: seconds since 1970; by default the `date` of the reply, else the clock here
    - returns: seconds, 1 … `HOLD_MOST`
    """
