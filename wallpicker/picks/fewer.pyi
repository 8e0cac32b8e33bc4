# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Lower what resembles a picture of which the owner wanted fewer, for a while"""
import pandas as pd
from .score import Scorer
from typing import Any

__all__ = ['NEAR', 'LOWERED', 'Fewer', 'ending']

NEAR: int
LOWERED: tuple[float, float]

class Fewer:
    """The wishes for fewer that stand on a day, and what they do to scores"""
    scorer: Scorer
    wishes: Any
    def __init__(self, scorer: Scorer, day: str = '') -> None:
        """- `scorer`: Its ledger has the wishes, its features say what is alike
        - `day`: As 2026-01-31; today by default
        """
    def cuts(self, ids: list[Any]) -> pd.DataFrame:
        """Which candidates the wishes lower, and by how much

        - `ids`: Of candidates
        - returns: index id, only those lowered: cut (share of its probability that it loses), wish (id of that picture)
        """
    def lower(self, p: pd.Series) -> pd.Series:
        """Lower the probability of what resembles a picture of which fewer are wanted

        - `p`: id → probability of YES of all candidates
        - returns: The same ids, the best first; `p` itself when no wish stands
        """
    def reason(self, id: str, candidates: list[Any]) -> tuple[Any, ...]:
        """How much and why one picture is lowered

        - `id`: A picture
        - `candidates`: All candidates; the picture is compared as if it were one of them
        - returns: (share of its probability that it loses, a sentence); (0, '') when it is not lowered
        """

def ending(wish: Any) -> str:
    """Until when a wish for fewer holds

    - `wish`: A row of `Ledger.fewer`
    - returns: Half a sentence
    """
