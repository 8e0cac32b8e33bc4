# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""How likely each candidate is to be a YES, what it shows, what it resembles, and how to order candidates for variety"""
import pandas as pd
from ..archive.store import Archive
from ..labels.ledger import Ledger
from .rules import Rules
from .words import OwnWords
from ..taste.features import Features
from ..taste.model import Taste
from ..taste.writing import Writing
from numpy.typing import NDArray
from typing import Any
from wallpicker.taste.sure import Sure

__all__ = ['PRICE', 'Scorer', 'mmr']


class Scorer:
    """The model in use: how likely a picture is to be a YES, what it shows, and what it resembles"""
    config: Any
    db: Any
    archive: Archive
    ledger: Ledger
    rules: Rules
    taste: Taste
    model: str
    features: Features
    enough: Sure
    def __init__(
        self,
        folders: Any,
        archive: Archive | None = None,
        ledger: Ledger | None = None,
        rules: Rules | None = None,
    ) -> None:
        """- `folders`: The `Folders` that hold the model
        - `archive`: Where the pictures are; opened by default, as the next two are
        - `ledger`: What the owner said
        - `rules`: What may not be picked
        """
    @property
    def own(self) -> OwnWords:
        """The owner's own words for pictures, learnt when a rule first asks for one"""
    @property
    def writing(self) -> Writing:
        """How much of a picture is writing, for the rule about it

        - returns: Raises `MissingError` without the extra that it takes
        """
    def contents(self, ids: list[Any]) -> pd.DataFrame:
        """What the network sees in pictures, what the owner would call them, how much of them is writing

        - `ids`: In the archive
        - returns: index `ids`: for each kind that the rules ask for a column of words or shares
        """
    def filter_content(self, ids: list[Any]) -> list[Any]:
        """Those of `ids` whose content no rule is against

        - `ids`: Of candidates
        - returns: Ids, in the same order
        """
    def forget(self, id: str) -> None:
        """Score it anew the next time

        - `id`: Of a candidate of which more is known now
        """
    def score(self, ids: list[Any]) -> pd.Series:
        """How likely each candidate is to be a YES; what this model has scored before is remembered

        - `ids`: Of candidates, in the archive
        - returns: id → probability of YES, the best first
        """
    @property
    def sure_from(self) -> float:
        """What is at least this likely may be picked: `sure` of the settings, or `promise`, if higher and borne out by answers

        - returns: Probability
        """
    @property
    def guess(self) -> bool:
        """Is what this model picks a guess?

        - returns: False: what is above the line is a YES as often as was promised
        """
    def called(self, ids: list[Any]) -> list[Any]:
        """What the owner knows pictures by: the name of a file of their own, the id of one from the site

        - `ids`: In the archive
        - returns: As many names
        """
    def nearest(self, id: str, label: str = 'YES', n: int = 2) -> list[Any]:
        """The labelled pictures that resemble `id` most

        - `id`: A wallpaper
        - `label`: Among the pictures with this label
        - `n`: How many
        - returns: Ids, the most alike first
        """
PRICE: float

def mmr(X: NDArray[Any], p: NDArray[Any], price: float = ...) -> list[Any]:
    """Order by maximal marginal relevance (Carbonell and Goldstein, 1998): probability less likeness to what comes before

    - `X`: float [n + m, d], features; the last m rows belong to what is taken already
    - `p`: float [n], probabilities
    - `price`: See `PRICE`; 0 orders by probability alone
    - returns: Row numbers below n, best first
    """
