# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Find near-duplicates and keep the largest"""
import pandas as pd
from ..archive.store import Archive
from ..taste.features import Features
from ..labels.ledger import Ledger
from numpy.typing import NDArray
from typing import Any
from wallpicker.database import Database

__all__ = ['KIN', 'EYE', 'COMMON', 'RULES', 'unit', 'Twins']

KIN: float
EYE: float
COMMON: int

def unit(X: NDArray[Any], common: NDArray[Any] | None = None) -> NDArray[Any]:
    """Features ready for cosines; without their mean, which all pictures share

    - `X`: float [n, d], features
    - `common`: float [d], what to take off; the mean of `X` by default
    - returns: The same without what is common, each row of length 1
    """

class Twins:
    """Finds near-duplicates in an archive, and which of them may still be picked"""
    archive: Archive
    ledger: Ledger
    features: Features
    db: Database
    def __init__(self, archive: Archive, ledger: Ledger, features: Features) -> None:
        """- `archive`: Everything seen
        - `ledger`: What was said about it
        - `features`: What the network sees in it
        """
    def common(self) -> NDArray[Any]:
        """What all pictures have in common to the network

        - returns: float32 [d]
        """
    def compare(self, ids: list[Any], since: int = 0) -> list[Any]:
        """The pictures that each of `ids` is the same as: by details, and by features where these leave it open

        - `ids`: Of candidates
        - `since`: As for `Archive.relatives`
        - returns: Of pairs of ids
        """
    @property
    def key(self) -> str:
        """What an answer about near-duplicates depends on: the network and the rules"""
    def of(self, ids: list[Any]) -> pd.DataFrame:
        """The pictures in the whole archive that each of `ids` is the same as; what was compared before is remembered

        - `ids`: Of candidates
        - returns: id, other
        """
    def met(self) -> set[Any]:
        """Everything that was answered, picked, thrown away or banned, and the owner's own

        - returns: Ids
        """
    def spoken_for(self) -> set[Any]:
        """Candidates that were found before to be near-duplicates of what was met

        - returns: Ids
        """
    def distinct(self, p: pd.Series) -> pd.Series:
        """Leave out what looks like something kept, picked, refused or owned, and all but the largest of what looks alike

        - `p`: id → probability
        - returns: The same without near-duplicates of what is known, and of each other
        """
    def shortlist(self, sure: pd.Series, doubt: pd.Series, n: int) -> tuple[Any, ...]:
        """The best that are no near-duplicates; where the top is full of those, it goes on below them

        - `sure`: id → probability, the best first
        - `doubt`: id → probability of some to learn from
        - `n`: How many to compare at a time
        - returns: Those in doubt and the best, at least half of `n` if there are; how many of the sure were near-duplicates
        """
RULES: str
