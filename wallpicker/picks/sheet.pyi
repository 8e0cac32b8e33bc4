# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""The picks of a day beside the liked pictures that they resemble, as one HTML file"""
from typing import Any

__all__ = ['RULES', 'LOOKS', 'picks_of', 'sheet']


def picks_of(ledger: Any, day: str = '') -> list[Any]:
    """What was picked on a day

    - `ledger`: The `Ledger`
    - `day`: Such as '2026-03-01' (UTC); '' for the last day with picks
    - returns: Ids, in the order in which they were picked; raises `PickError` when there are none
    """
RULES: str
LOOKS: str

def sheet(folders: Any, day: str = '') -> str:
    """The picks of a day, each beside the liked pictures that it resembles, as one file of HTML

    - `folders`: The `Folders` it belongs to
    - `day`: Such as '2026-03-01' (UTC); '' for the last day with picks
    - returns: HTML; raises `PickError` without picks or without a model
    """
