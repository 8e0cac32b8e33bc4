# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Measure how well the owner agrees with themself, the ceiling for any model of their taste"""
from dataclasses import dataclass
from ..labels.ledger import Ledger
from typing import Any

__all__ = ['ENOUGH', 'pairs_of', 'kappa', 'Agreement', 'agreement']


def pairs_of(rows: Any) -> list[Any]:
    """Labels of pictures that were shown again

    - `rows`: dicts of the ledger, in order
    - returns: (id, first label, second label), each time that a picture was judged again without its first answer on show
    """

def kappa(t: Any) -> Any:
    """Cohen's kappa: agreement beyond chance (Cohen 1960)

    - `t`: counts [..., 2, 2]: first answer YES or NO, then second answer YES or NO
    """
ENOUGH: int

@dataclass(repr=False)
class Agreement:
    """How well the owner agrees with themself when pictures are shown again"""
    counts: list[Any]  # [[YES then YES, YES then NO], [NO then YES, NO then NO]]
    pairs: int  # how many
    share: float | None = ...  # of pairs that agree; None below `ENOUGH` pairs
    kappa: float | None = ...  # Cohen's; None below `ENOUGH` pairs, or when only one word was ever used
    low: float | None = ...  # kappa lies between these with 95 %
    high: float | None = ...  # see `low`

def agreement(ledger: Ledger) -> Agreement:
    """How well the owner agrees with themself, from the pictures that they judged more than once

    - `ledger`: with the owner's answers
    - returns: counts, share, kappa and its interval
    """
