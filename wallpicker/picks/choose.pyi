# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Which candidates to fetch, in which order: likely ones that differ, and a few to learn from"""
from dataclasses import dataclass
import pandas as pd
from .runs import Order
from .score import Scorer
from .twins import Twins
from typing import Any

__all__ = ['SHORTLIST', 'LOT', 'UNSURE', 'Chooser', 'drawn', 'Plan']


class Chooser:
    """Plans which of the scored candidates a run should fetch"""
    scorer: Scorer
    twins: Twins
    config: Any
    def __init__(self, scorer: Scorer, twins: Twins) -> None:
        """- `scorer`: The model in use, with its line between sure and unsure
        - `twins`: Finds near-duplicates
        """
    def split(self, p: pd.Series) -> tuple[Any, ...]:
        """Candidates above the line, and those between `hide` of the settings and the line

        - `p`: id → probability
        - returns: Two parts of `p`: those that the model is sure of, and those in doubt, likely enough to be worth a try
        """
    def in_order(self, sure: pd.Series, taken: list[Any] | tuple[()] = ...) -> list[Any]:
        """The sure ones in the order to fetch them: likely, and different from those before and from `taken`

        - `sure`: id → probability of those that the model is sure of
        - `taken`: Ids that this run took already
        - returns: Of `Pick`
        """
    def queues(
        self,
        p: pd.Series,
        seed: str = '',
        taken: list[Any] | tuple[()] = ...,
        last: set[Any] | tuple[()] = ...,
    ) -> tuple[Any, ...]:
        """The candidates to fetch, in order

        - `p`: id → probability, near-duplicates out
        - `seed`: What chance depends on
        - `taken`: Ids that this run took already
        - `last`: Ids to try after all others
        - returns: Two lists of `Pick`: the sure ones in order, and those worth a try
        """
    def explored(self, order: Order) -> int:
        """How many of the picks are to learn from: with a share of .1, one pick of six on six days of ten

        - `order`: What the run is asked for
        - returns: How many
        """
    def choose(
        self,
        p: pd.Series,
        order: Order,
        taken: dict[Any, Any] | None = None,
        last: set[Any] | tuple[()] = ...,
    ) -> Plan:
        """The candidates in line, and how many to take from each queue

        - `p`: id → probability of every candidate
        - `order`: What the run is asked for
        - `taken`: id → was it exploring? What this run took before it was interrupted
        - `last`: Ids to try after all others
        """

def drawn(ids: list[Any], seed: str) -> list[Any]:
    """Ids in an order by chance, which for each id depends on nothing but the seed and the id

    - `ids`: Of candidates
    - `seed`: What chance depends on
    - returns: The same ids
    """

@dataclass
class Plan:
    """The candidates of one run, in the order to try them"""
    sure: list[Any]  # `Pick`s that the model is sure of
    tries: list[Any]  # `Pick`s to learn from
    from_sure: int  # How many to take of the sure ones
    from_tries: int  # How many to take to learn from
    unsure: int = ...  # Candidates below the line
    near_duplicates: int = ...  # Above it, but near-duplicates
    good: int = ...  # Above it, and not
    @property
    def queues(self) -> tuple[tuple[list[Any], int], tuple[list[Any], int]]: ...
SHORTLIST: int
LOT: int
UNSURE: int
