# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Show other picks: some come out of the reserve, the others go into it"""
from dataclasses import dataclass, field
from datetime import datetime
import numpy as np
import pandas as pd
from .changes import Changes
from .stock import Stock
from typing import Any

__all__ = ['HUNG', 'AT_ONCE', 'Rotation', 'report', 'hung', 'choose', 'plan_rotation', 'rotate_once', 'rotate']


@dataclass
class Rotation:
    """What is on show now, and what changed"""
    number: int  # Rotations so far
    show: list[Any]  # Ids of our picks on the desktop
    came: list[Any]  # Ids that came out of the reserve
    went: list[Any]  # Ids that went into it
    own: int  # Pictures of the owner on the desktop, untouched
    reserve: int  # Our picks in reserve
    heard: Changes  # What the owner did meanwhile
    stuck: list[Any] = field(default_factory=list)  # Why a file could not be moved, if one could not
    finished: bool = ...  # True when a rotation that had been interrupted was finished instead
    pruned: list[Any] = field(default_factory=list)  # Ids of files that were deleted, since the reserve was full
    slim: int = ...  # Previews of answered pictures that were made smaller
    tone: str = ...  # light or dark, when only those were to be shown
    def json(self) -> dict[Any, Any]:
        """The same as plain values"""
    @property
    def summary(self) -> str:
        """One line"""

def report(stock: Stock, number: int, changes: Changes, finished: bool = False) -> Rotation:
    """The rotation with this number, as things are now

    - `stock`: The picks and the disk, after the moves
    - `number`: The rotation's
    - `changes`: What the owner had done before it
    - `finished`: Was it one that had been interrupted?
    """
HUNG: str

def hung(stock: Stock) -> list[Any]:
    """What was hung on each screen, as far as it goes by us

    - `stock`: For its database
    - returns: A dict for each screen: screen, id, file, number
    """

def choose(stock: Stock, picks: pd.DataFrame, n: int, tone: str, rng: np.random.Generator) -> pd.Series:
    """Which picks are on show next, for all screens

    - `stock`: For its settings and previews
    - `picks`: Our picks with their turns, as from `Turns.join`
    - `n`: How many to show
    - `tone`: light, dark, or '' for both
    - `rng`: For the order among equals
    - returns: id → round
    """

def plan_rotation(stock: Stock, picks: pd.DataFrame, show: pd.Series, now: datetime | None = None) -> int:
    """Write down a rotation and its moves

    - `stock`: In a run that holds the lock
    - `picks`: Our picks with their turns, as from `Turns.join`
    - `show`: As from `choose`
    - `now`: What time it is; the clock's by default
    - returns: The rotation's number
    """

def rotate_once(stock: Stock, n: int, seed: int = 0, sure: bool = False, now: datetime | None = None) -> Rotation:
    """Finish the rotation that was interrupted, or make a new one

    - `stock`: In a run that holds the lock
    - `n`: How many of our picks to show
    - `seed`: For the order among equals
    - `sure`: See `detect`
    - `now`: What time it is; the clock's by default
    """
AT_ONCE: int

def rotate(
    folders: Any,
    show: int | None = None,
    seed: int = 0,
    wait: float = 0,
    sure: bool = False,
    now: datetime | None = None,
) -> Rotation:
    """Show other picks, and keep the reserve within its quota

    - `folders`: The `Folders` with the desktop
    - `show`: How many of our picks to show; `[desktop] show` of wallpicker.toml by default
    - `seed`: For the order among equals
    - `wait`: Seconds to wait for another run to end
    - `sure`: True believes that a desktop on which none of several picks is left was emptied on purpose
    - `now`: What time it is, for light and dark ones; the clock's by default
    - returns: Raises `PickError` when another run is going, `RotateError` when the desktop seems not to be there
    """
