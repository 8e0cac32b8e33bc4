# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Turn tags, searches, category, uploader, colours and favourites into columns that a head can learn from"""
import pandas as pd
from ..labels.ledger import Ledger
from numpy.typing import NDArray
from typing import Any

__all__ = ['KINDS', 'NO_WORD', 'LOVED', 'ON_IT', 'NUMBERS', 'MOST', 'LISTING_WEIGHT', 'tokens', 'with_own_words', 'liked_by_others', 'written', 'Listing', 'added']

KINDS: dict[Any, Any]

def tokens(facts: pd.DataFrame) -> list[Any]:
    """What is known of each wallpaper, in words

    - `facts`: as `Archive.frame` has them
    - returns: for each row a dict: kind → set of tokens; kinds that are unknown are left out
    """
NO_WORD: str

def with_own_words(facts: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """What the owner calls pictures, as a fact

    - `facts`: as `Archive.frame` has them
    - `ledger`: which keeps the words
    - returns: the same with `own`, None for a picture that was not gone through
    """

def liked_by_others(facts: pd.DataFrame) -> NDArray[Any]:
    """Logarithm of favourites a view, as if fifty more had looked and one had kept it

    - `facts`: with `favorites` and `views`
    - returns: float [n]; nan where the site did not tell
    """

def written(facts: pd.DataFrame) -> NDArray[Any]:
    """Logarithm of the share of each picture that is writing, as if there were a trace of it on all

    - `facts`: with `writing`, see `with_writing`
    - returns: float [n]; nan where it was not looked for
    """
LOVED: str
ON_IT: str
NUMBERS: dict[Any, Any]
MOST: int
LISTING_WEIGHT: float

class Listing:
    """What the site tells of wallpapers, as columns: call it with facts"""
    tokens: Any
    names: list[Any]
    centre: Any
    factor: Any
    def __init__(self, answered: pd.DataFrame, yes: NDArray[Any], others: pd.DataFrame) -> None:
        """- `answered`: facts of the answered pictures, which decide what is a column
        - `yes`: bool, their answers
        - `others`: facts of pictures without an answer; together they say what is usual
        """
    def __call__(self, facts: pd.DataFrame) -> NDArray[Any]:
        """The columns of some wallpapers

        - `facts`: as `Archive.frame` has them
        - returns: float32 [n, columns]; 0 where unknown
        """
    @property
    def blocks(self) -> dict[Any, Any]:
        """The blocks of columns that are believed or not, each by itself

        - returns: name in `BESIDE_SCALES` → how many columns, in order
        """
    def learn(self, w: NDArray[Any]) -> dict[Any, Any]:
        """Weights in terms of the facts themselves; those that are nothing are left out

        - `w`: weights of the columns, as `Space.learn` gives them at the end
        - returns: name → (what is usual, what one more adds to the log-odds before calibration); fit for JSON
        """

def added(learned: dict[Any, Any], facts: pd.DataFrame) -> list[Any]:
    """What each fact of some wallpapers adds; unknown facts add nothing

    - `learned`: by `Listing.learn`
    - `facts`: as `Archive.frame` has them
    - returns: for each row a dict: name of a token → what it adds to the log-odds before calibration
    """
