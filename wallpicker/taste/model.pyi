# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""A trained model, its calibration and its card in one ONNX file"""
from pathlib import Path
import pandas as pd
from ..archive.store import Archive
from ..files import sha256
from ..labels.ledger import Ledger
from .backbone import Backbone
from .evaluation import Report
from .features import Features
from .head import Head
from .sure import Sure
from numpy.typing import NDArray
from typing import Any
from typing import Self

__all__ = ['FAIR', 'LEAST', 'SHOWN', 'PART', 'Taste', 'card_of', 'fair']


class Taste:
    """A head, its card and its network: `score` pictures, `scores` of archived ids, `save` and `load`"""
    head: Head
    card: dict[Any, Any]
    backbone: Backbone
    report: Report | None
    path: Path | None
    sha256: str
    def __init__(self, head: Head, card: dict[Any, Any], backbone: Backbone, report: Report | None = None) -> None:
        """- `head`: what was learned
        - `card`: what it was learned from, and how well
        - `backbone`: the network its features come from
        - `report`: the figures in full, when it was trained here
        """
    @property
    def listing(self) -> dict[Any, Any]:
        """What facts of the site's listing add to the log-odds, see `Listing.learn`; nothing in files by earlier versions"""
    @classmethod
    def train(
        cls,
        folders: Any,
        archive: Archive,
        ledger: Ledger,
        features: Features | None = None,
        created: str = '',
        repeats: int = 20,
        most: int = 1000,
    ) -> Self:
        """Learn from every YES and NO in the ledger, judged on candidates alone; `TasteError` when answers are missing

        - `folders`: the tree, for its settings
        - `archive`: where the pictures are
        - `ledger`: the answers
        - `features`: of the pictures; None for the embedded network
        - `created`: a date for the card
        - `repeats`: of the cross-validation
        - `most`: pictures without an answer to take the components from, at most
        """
    def sure(self, target: float = 0.9) -> Sure:
        """From which probability on picks can be left to this taste, by its out-of-fold probabilities

        - `target`: share of YES that is wanted among picks
        - returns: from which probability on
        """
    @property
    def judged(self) -> bool:
        """Was this taste judged on enough answers about candidates to say percentages?

        - returns: False: its probabilities were compared with too few answers, and are not shown
        """
    def save(self, path: str | Path) -> Path:
        """Write the file, whole or not at all; the one before is kept in models/

        - `path`: where the model in use lies, such as `folders.taste`
        - returns: the same path
        """
    @classmethod
    def load(cls, path: str | Path, threads: int = 0) -> Self:
        """Open a taste with onnxruntime alone; `TasteError` in a sentence when it cannot be used

        - `path`: a file by `save`
        - `threads`: cores to use; 0 for all that the process may have
        """
    def score(self, pictures: Any) -> NDArray[Any]:
        """Score pictures that are in no archive; a loaded taste does all of it in onnxruntime

        - `pictures`: previews: a list of PIL pictures, or uint8 [n, 243, 432, 3]
        - returns: float32 [n], the probability of YES
        """
    def facts(self, archive: Archive, ids: Any) -> pd.DataFrame:
        """What is known of archived pictures; your own words and writing are looked for when they count

        - `archive`: where the pictures are
        - `ids`: some of them
        - returns: a row for each id; where the archive has none, all is unknown
        """
    def told(self, facts: pd.DataFrame) -> list[Any]:
        """What the site's listing adds to the log-odds of some wallpapers, fact by fact

        - `facts`: as `Archive.frame` has them
        - returns: for each row a dict: a fact such as `tag:castle` → what it adds to the log-odds
        """
    def scores(self, archive: Archive, ids: Any, features: Features | None = None) -> NDArray[Any]:
        """Score archived pictures; only those without cached features go through the network

        - `archive`: where the previews are
        - `ids`: pictures in it
        - `features`: used when they come from this taste's network
        - returns: float32 [n], the probability of YES
        """

def card_of(
    y: Any,
    contents: Any,
    backbone: Backbone,
    report: Report | None,
    sure: float = 0.6,
    created: str = '',
    fade: float = 0,
    sample_weight: NDArray[Any] | float = 1.0,
    listing: dict[Any, Any] | None = None,
) -> dict[Any, Any]:
    """What a taste was made of

    - `y`: bool, the answers
    - `contents`: SHA-256 of each picture's preview, in the order of `y`
    - `backbone`: the network
    - `report`: how it was judged
    - `sure`: probability from which a picture may be picked
    - `created`: a date, if it should have one
    - `fade`: days after which an answer counted half, see `recency_weights`
    - `sample_weight`: how much each answer counted
    - `listing`: what facts of the site's listing add, see `Listing.learn`
    - returns: plain values, fit for JSON
    """
FAIR: int

def fair(ids: Any, y: NDArray[Any], candidates: NDArray[Any], ledger: Ledger) -> NDArray[Any]:
    """The candidates that were asked about at random, when there are enough of them; else all candidates

    - `ids`: the labelled pictures
    - `y`: bool, the answer to each
    - `candidates`: bool, those that came from the site
    - `ledger`: which stores why each was asked
    - returns: bool, those to judge on
    """
LEAST: int
SHOWN: int
PART: int
