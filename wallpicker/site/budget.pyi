# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""So many calls a minute, over everything that runs here"""
from pathlib import Path
from typing import Callable
from pyrate_limiter import SQLiteBucket
from .limit import WallhavenError
from typing import Any
from typing import Self

__all__ = ['TABLES', 'DAY', 'RESERVE', 'FRESH', 'BudgetError', 'steady', 'boot', 'Bucket', 'Budget']


class BudgetError(WallhavenError):
    """A budget that allows nothing, or a count of calls that cannot be read or written"""

def steady() -> float:
    """A clock that all programs of this machine share and that cannot be set

    - returns: seconds since this machine was started, as good as the system can tell
    """

def boot() -> str:
    """Which start of the machine this is: the kernel's name for it, or else when it was, to ten minutes"""

class Bucket(SQLiteBucket):
    """pyrate-limiter's bucket in SQLite, on a clock in seconds that all processes share and that cannot be set"""
    clock: Any
    def now(self) -> int:
        """What the clock says

        - returns: milliseconds
        """

class Budget:
    """So many calls in so many seconds, evenly spaced; with a `path`, over all threads and processes that name it"""
    calls: int
    per: float
    daily: int | None
    path: Any
    table: Any
    clock: Callable[..., Any]
    sleep: Callable[..., Any]
    wall: Callable[..., Any]
    boot: Any
    spacing: Any
    def __init__(
        self,
        calls: int = 45,
        per: float = 60.0,
        daily: int | None = None,
        path: Path | None = None,
        name: str = 'calls',
        clock: Callable[..., Any] = ...,
        sleep: Callable[..., Any] = ...,
        wall: Callable[..., Any] = ...,
    ) -> None:
        """- `calls`: this many calls …
        - `per`: … in any so many seconds, which is also how long the site's own window lasts
        - `daily`: at most so many in a day; None for no such limit
        - `path`: file to count in; None counts in this process alone
        - `name`: what the calls go to: each name has its own count
        - `clock`: seconds, for tests
        - `sleep`: for tests
        - `wall`: seconds since 1970, for tests
        """
    @classmethod
    def shared(cls, host: str = 'wallhaven.cc', daily: int = 500) -> Self:
        """The one budget that everything on this machine shares for `host`

        - `host`: the site that the budget is for
        - `daily`: calls a day
        """
    def spent(self) -> int:
        """How many calls were granted in the day that is running"""
    def ask(self) -> float:
        """Take one call if it is due. `RateLimited` once the day's calls are used up

        - returns: seconds until it may be tried again; 0 when the call was granted
        """
    def wait(self, say: Callable[..., Any] | None = None) -> float:
        """Wait until a call is due, and take it

        - `say`: told of every wait over two seconds
        - returns: seconds waited
        """
    def hold(self, seconds: float) -> float:
        """Allow no call for a while

        - `seconds`: from now; more than `HOLD_MOST` counts as that, less than nothing as nothing
        - returns: seconds held
        """
    def heed(self, headers: Any, status: int = 200) -> float:
        """Bring the budget into step with what a reply says about the limit. Absurd values count for at most `HOLD_MOST`

        - `headers`: of a reply
        - `status`: of the same
        - returns: seconds for which no call is allowed now; 0 when all is as it should be
        """
TABLES: str
DAY: float
RESERVE: int
FRESH: int
