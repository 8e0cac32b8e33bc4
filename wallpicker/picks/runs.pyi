# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""What a run of the job is asked for, and what the runs before it have scored"""
from dataclasses import dataclass
import pandas as pd
from typing import Any

__all__ = ['KEPT', 'Order', 'Runs']


@dataclass(frozen=True)
class Order:
    """What one run is asked for"""
    wanted: int  # How many picks
    day: str  # The day they are for, as 2026-01-31
    dry_run: bool = ...  # True leaves Desktop and ledger alone
    @property
    def seed(self) -> str:
        """What chance depends on: not the model's bytes, which differ between processors"""

class Runs:
    """The runs of the job so far, and the candidates that each of them has scored"""
    db: Any
    model: str
    rules: Any
    config: dict[Any, Any]
    def __init__(self, db: Any, model: str, rules: Any, config: dict[Any, Any]) -> None:
        """- `db`: The `Database` of the folders
        - `model`: The model in use, by its hash
        - `rules`: The `Rules` in use
        - `config`: The settings under `[pick]`
        """
    def key(self, order: Order) -> str:
        """What a choice depends on, besides the candidates: day, model, rules and settings

        - `order`: What the run is asked for
        - returns: Hex
        """
    def begin(self, order: Order) -> int:
        """A new run, or the one of the same day that did not end

        - `order`: What the run is asked for
        - returns: The run's number
        """
    def seen(self, order: Order) -> set[Any]:
        """The candidates that earlier runs of that day with the same model, rules and settings have scored

        - `order`: What a run is asked for
        - returns: Ids
        """
    def end(self, number: int, p: pd.Series, order: Order) -> None:
        """Write down that a run is done, and what it has scored

        - `number`: The run's
        - `p`: id → probability of what it has scored
        - `order`: What it was asked for
        """
    def unseen(self, p: pd.Series, order: Order) -> int:
        """Candidates that no earlier run of that day with the same model, rules and settings has scored

        - `p`: id → probability
        - `order`: What the run is asked for
        - returns: How many
        """
KEPT: int
