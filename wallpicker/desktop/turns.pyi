# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Which picks are on show next: in rounds, apart from what looks alike, by light and by screen"""
from datetime import datetime
import numpy as np
import pandas as pd
from PIL import Image
from typing import Any

__all__ = ['AHEAD', 'PATCHES', 'LUMA', 'LOOKS', 'GREY', 'TURNS', 'apart', 'next_turn', 'look_of', 'Looks', 'half', 'ratios', 'candidates', 'Turns', 'changed']

AHEAD: int

def apart(queue: list[Any], beside: list[Any], n: int, looks: pd.Series | None = None) -> list[Any]:
    """Take from the front of a queue, each time the one of the next few that looks least like all that is on show

    - `queue`: Ids in the order of their turn
    - `beside`: Ids that are on show already
    - `n`: How many to take
    - `looks`: id → numbers [d]; without them the queue stays as it is
    - returns: Ids
    """

def next_turn(
    turns: pd.DataFrame,
    n: int,
    now: int,
    rng: np.random.Generator,
    looks: pd.Series | None = None,
) -> pd.Series:
    """Which picks are on show next

    - `turns`: Index id: round (the last it was shown in, -1: none), streak (rotations on end), on, favourite
    - `n`: How many to show
    - `now`: The round we are in, from 0
    - `rng`: For the order among equals
    - `looks`: id → numbers [d], to keep apart what looks alike
    - returns: id → the round in which it is shown: `now`, or the next one for what comes when all have been on show
    """
PATCHES: tuple[int, int]
LUMA: Any

def look_of(picture: Image.Image) -> tuple[Any, ...]:
    """What a picture looks like from across the room

    - `picture`: Of any size
    - returns: How light it is, 0 to 1, and the patches as uint8 [72]
    """
LOOKS: str
GREY: tuple[float, Any]

class Looks:
    """How light each picture is, and its patches of colour"""
    archive: Any
    db: Any
    def __init__(self, archive: Any) -> None:
        """- `archive`: The `Archive` that has the previews"""
    def __call__(self, ids: Any) -> pd.DataFrame:
        """The looks of some pictures

        - `ids`: Index id: light (0 to 1), colours (float [72], 0 to 1)
        """

def half(light: pd.Series, tone: str, bound: float = 0) -> pd.Index:
    """The lighter or the darker ones

    - `light`: id → how light, 0 to 1
    - `tone`: light or dark
    - `bound`: From which lightness on a picture is a light one; 0: from the middle one on
    - returns: Ids; without a bound, the one in the middle of an odd number is in both halves
    """

def ratios(archive: Any, ids: Any) -> list[Any]:
    """The shapes of pictures

    - `archive`: The `Archive` that has the pictures
    - `ids`: Pictures
    - returns: Width/height of each original; where its size is not known, that of the preview
    """

def candidates(
    picks: pd.DataFrame,
    archive: Any,
    screens: list[Any] | tuple[()] = ...,
    tone: str = '',
    bound: float = 0,
) -> list[Any]:
    """The picks that compete for the places of each screen

    - `picks`: Our picks that may be shown
    - `archive`: The `Archive` that has their previews
    - `screens`: As `screens` of [desktop]
    - `tone`: light, dark, or '' for both
    - `bound`: See `half`
    - returns: One table a screen
    """
TURNS: str

class Turns:
    """The rotations so far, and when each pick was on show last"""
    db: Any
    def __init__(self, db: Any) -> None:
        """- `db`: The `Database` of the folder"""
    def last(self) -> int:
        """The number of the newest rotation

        - returns: 0 before the first
        """
    def join(self, picks: pd.DataFrame) -> pd.DataFrame:
        """Picks with their turns

        - `picks`: Rows of `Stock.ours` that may be moved
        - returns: The same with round, streak and on, as `next_turn` takes them
        """
    def places(self) -> dict[Any, Any]:
        """Where the last rotation put each pick

        - returns: id → desktop or reserve; not in it: what was picked since
        """
    def note(self, picks: pd.DataFrame, show: pd.Series, now: datetime | None = None) -> int:
        """Write down a rotation, all of it or nothing

        - `picks`: As from `Turns.join`
        - `show`: As from `next_turn`
        - `now`: What time it is; the clock's by default
        - returns: The rotation's number
        """
    def shown(self, last: int | None = None) -> dict[Any, Any]:
        """The rotations so far

        - `last`: How many of the newest; all by default
        - returns: Number → ids that were on show, the oldest first
        """
    def days(self, month: str) -> dict[Any, Any]:
        """What was on show on each day of a month

        - `month`: As 2026-11
        - returns: Day of the month → ids that were on show after its last rotation
        """
    def moved(self, number: int) -> tuple[Any, ...]:
        """What one rotation moved

        - `number`: Ids that came out of the reserve, and ids that went into it
        """

def changed(picks: pd.DataFrame, show: pd.Series) -> tuple[Any, ...]:
    """What a rotation has to move

    - `picks`: As from `Turns.join`
    - `show`: As from `next_turn`
    - returns: Ids that come out of the reserve, and ids that go into it
    """
