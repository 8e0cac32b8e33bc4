# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Pick as soon as there is a network, on the day that it was meant for"""
from ..picks.outcome import Picked
from typing import Any

__all__ = ['NAPS', 'pick_patiently']

NAPS: tuple[int, int, int, int, int, int, int, int, int]

def pick_patiently(
    folders: Any,
    patience: float = 0,
    progress: Any = False,
    day: str | None = None,
    sleep: Any = ...,
    **how: Any,
) -> Picked:
    """`pick`, tried again while there is no network

    - `folders`: The `Folders` to pick for
    - `patience`: Minutes for which to try again while there is no network
    - `progress`: True for lines on stderr, or a function that takes a line
    - `day`: The day it is for; today by default
    - `sleep`: For tests
    - returns: Raises `Offline` when there was no network at the last try either
    """
