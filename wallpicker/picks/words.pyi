# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""What the network sees in a preview, and words of your own that it learns"""
import pandas as pd
from typing import Any
from wallpicker.taste.space import Space

__all__ = ['SEEN', 'seen', 'say_words', 'own_words', 'read_words', 'call', 'OwnWords']

SEEN: float

def seen(features: Any, ids: list[Any], least: float = ...) -> list[Any]:
    """What the network sees in each picture

    - `features`: `Features`, or anything with its `classes`
    - `ids`: Pictures in the archive
    - `least`: Probability from which on a class counts
    - returns: For each id a list of class names, such as `'lakeside, lakeshore'`; empty where it is sure of none
    """

def say_words(ledger: Any, words: dict[Any, Any]) -> list[Any]:
    """Keep what the owner calls some pictures; `Ledger.undo` takes it back

    - `ledger`: A `Ledger`
    - `words`: id → one word or a list of them; an empty list says that none fits
    - returns: Sequence numbers; raises `RuleError` for a word of nothing but signs
    """

def own_words(ledger: Any) -> dict[Any, Any]:
    """What the owner calls pictures

    - `ledger`: A `Ledger`
    - returns: id → folded words, for every picture that was gone through
    """

def read_words(path: Any) -> dict[Any, Any]:
    """Words of a table that was written elsewhere

    - `path`: A CSV file with the columns `id` and `word`, one word a row; a row without a word: none fits
    - returns: As for `say_words`; raises `RuleError` when it has other columns
    """

def call(ledger: Any, id: str, words: Any = ..., less: Any = ...) -> list[Any]:
    """Add words to what the owner calls a picture and take others away; says nothing when that changes nothing

    - `ledger`: A `Ledger`
    - `id`: The picture
    - `words`: Words to add, one or a list
    - `less`: Words that do not fit, one or a list
    - returns: What it is called now; raises `RuleError` for a word of nothing but signs, or one that is in both
    """

class OwnWords:
    """The owner's words, learnt: `said` by id, `heads` by word; call it with ids for the words of each"""
    features: Any
    said: dict[Any, Any]
    heads: dict[Any, Any]
    ids: list[Any]
    called: Any
    space: Space
    T: Space
    def __init__(self, ledger: Any, features: Any, least: int = ...) -> None:
        """- `ledger`: A `Ledger`
        - `features`: `Features` of the archive
        - `least`: See `LEAST`
        """
    @property
    def key(self) -> str:
        """Changes with what was said

        - returns: Hex
        """
    def __call__(self, ids: list[Any]) -> list[Any]:
        """The words of each picture

        - `ids`: In the archive
        - returns: For each a list of words: what the owner called it, else those whose head finds them
        """
    def examined(self, seed: int = 0) -> pd.DataFrame:
        """What each word is worth on pictures that it was not learnt from

        - `seed`: Of the dealing into five parts
        - returns: For each word: pictures called so, said of how many out of fold, precision and recall (0..1)
        """
