# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""One run of the job: fresh wallpapers on the desktop, chosen as you would choose them"""
import pandas as pd
from .choose import Chooser, Plan
from .deliver import Deliveries
from .outcome import Pick, Picked, Tally
from .runs import Order, Runs
from .score import Scorer
from .queries import PickError
from .search import Search
from .twins import Twins
from ..site.download import Downloader
from ..site.listing import teller as teller
from ..site.wallhaven import Wallhaven
from typing import Any
from wallpicker.archive.store import Archive
from wallpicker.labels.ledger import Ledger
from wallpicker.picks.rules import Rules

__all__ = ['Run', 'Offline', 'pick']


class Run:
    """One run of the job, step by step; `pick` takes all the steps"""
    folders: Any
    db: Any
    search: Search
    client: Any
    downloader: Downloader
    tell: Any
    local: bool
    tally: Tally
    trouble: list[Any]
    aside: list[Any]
    quiet: bool
    missed: int
    archive: Archive
    ledger: Ledger
    rules: Rules
    scorer: Scorer
    twins: Twins
    chooser: Chooser
    runs: Runs
    deliveries: Deliveries
    def __init__(
        self,
        folders: Any,
        client: Wallhaven | None = None,
        downloader: Downloader | None = None,
        progress: Any = False,
    ) -> None:
        """- `folders`: The `Folders` to pick for
        - `client`: The API to ask; the real site by default
        - `downloader`: Fetches the pictures
        - `progress`: True for lines on stderr, or a function that takes a line
        """
    def score(self, day: str = '') -> pd.Series:
        """How likely each candidate is to be a YES that may be picked and whose content no rule is against

        - `day`: The day it is for, as 2026-01-31; today by default
        - returns: id → probability of YES, the best first
        """
    def choose(self, p: pd.Series, order: Order, run: int | None = None) -> Plan:
        """The candidates in line, and how many to take from each queue

        - `p`: id → probability of every candidate
        - `order`: What the run is asked for
        - `run`: The run's number
        """
    def decide(self, id: str, row: dict[Any, Any], asked: bool) -> dict[Any, Any] | None:
        """The rules' last word, with what the network sees as well

        - `id`: A candidate
        - `row`: All that is known of it
        - `asked`: Has the site answered?
        - returns: The row; None when it is against the rules, for good or for today, or cannot be delivered
        """
    def confirm(self, id: str) -> dict[Any, Any] | None:
        """Ask the site about one candidate, and the rules with all that is known

        - `id`: A candidate
        - returns: Its row with tags; None when it is gone or against the rules. Raises `Unauthorized` for a wrong key
        """
    @property
    def tag_shares(self) -> dict[Any, Any]:
        """How common tags are, for `name_for`, as if forty wallpapers were known at the least; counted once a run

        - returns: Folded tag → share of wallpapers that have it
        """
    def fetch(self, o: Pick, row: dict[Any, Any], run: int, n: int) -> None:
        """Fetch one original and publish it; `DownloadError` when it cannot be had, `PickError` for a full disk

        - `o`: What was picked; learns the name and hash of its file
        - `row`: What the site says of it, from `confirm`
        - `run`: The run's number
        - `n`: How many were brought before it
        """
    def take(self, queue: list[Any], n: int, order: Order, run: int | None = None) -> list[Any]:
        """Ask, check and fetch until `n` are taken or none is left

        - `queue`: `Pick`s in the order to try
        - `n`: How many to take
        - `order`: What the run is asked for
        - `run`: The run's number
        - returns: Those taken, with file name, tags and likeness; raises `PickError` for a full disk
        """
    def candidates(self, order: Order) -> pd.Series:
        """Score what is there, search for more, and score again when it brought some

        - `order`: What the run is asked for
        - returns: id → probability
        """
    def carry_out(self, plan: Plan, order: Order, run: int | None = None) -> list[Any]:
        """Take from each queue of a plan what it says; `PickError` without a network

        - `plan`: From `choose`
        - `order`: What the run is asked for
        - `run`: The run's number
        - returns: Of `Pick`
        """
    def go(self, order: Order) -> Picked:
        """All the steps in order

        - `order`: What the run is asked for
        """

class Offline(PickError):
    """The site could not be reached; the same run may do later"""

def pick(
    folders: Any,
    client: Wallhaven | None = None,
    downloader: Downloader | None = None,
    count: int | None = None,
    dry_run: bool = False,
    progress: Any = False,
    day: str | None = None,
    wait: float = 0,
) -> Picked:
    """One run of the job: fresh wallpapers into Desktop, chosen as the owner would

    - `folders`: The `Folders` to pick for
    - `client`: The API to ask; the real site by default
    - `downloader`: Fetches the pictures
    - `count`: How many; `[pick] count` of wallpicker.toml by default
    - `dry_run`: True says what it would do, and leaves Desktop and ledger alone
    - `progress`: True for lines on stderr, or a function that takes a line
    - `day`: The day it is for; today by default
    - `wait`: Seconds to wait for another run to end
    - returns: Raises `PickError` when there is no model, no network, no room, or another run is going
    """
