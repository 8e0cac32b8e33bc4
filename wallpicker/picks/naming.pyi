# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Label pictures with words of your own, one key a word"""
from ..labels.face import Button, Card, Note
from typing import Any

__all__ = ['GO', 'Naming', 'keys_for', 'Namer', 'namer']


class Naming:
    """A walk through pictures: which one is on show, which words are marked for it, which words there are"""
    ledger: Any
    known: dict[Any, Any]
    kept: Any
    was: dict[Any, Any]
    words: list[Any]
    left: Any
    marks: set[Any]
    def __init__(self, ledger: Any, ids: Any, words: Any = ..., again: bool = False) -> None:
        """- `ledger`: a `Ledger`: keeps the words, and knows those said before
        - `ids`: the pictures, in this order
        - `words`: to offer first; those said before follow
        - `again`: go also through pictures that were gone through before, with their words marked
        """
    @property
    def current(self) -> Any: ...
    def toggle(self, id: str, word: str) -> Any:
        """Mark a word for the picture on show, or take the mark away

        - `id`: the picture that was on the screen
        - `word`: one of `words`, or a new one
        """
    def keep(self, id: str) -> Any:
        """Say what is marked, also when that is nothing, and go on

        - `id`: the picture that was on the screen
        """
    def take_back(self, *seqs: int) -> list[Any]:
        """Take back what was kept in this walk, and show those pictures again

        - returns: the ids that are on show again, the last one first
        """
    def undo(self) -> list[Any]:
        """Take back the newest

        - returns: the id that is on show again, if any
        """
    def later(self, id: str) -> None:
        """Put the picture at the end of the line

        - `id`: the picture that was on the screen
        """

def keys_for(words: Any) -> dict[Any, Any]:
    """One key a word: a letter of its own if one is free

    - `words`: in the order in which they choose
    - returns: word → a letter or digit; words that found none are left out
    """
GO: list[Button]

class Namer(Card):
    """One large preview at a time; a key or a click for each word that fits, space keeps them"""
    walk: Naming
    total: Any
    message: Any
    note: Note
    def __init__(
        self,
        ledger: Any,
        ids: Any,
        preview: Any,
        words: Any = ...,
        again: bool = False,
        describe: Any = None,
    ) -> None:
        """- `ledger`: a `Ledger`
        - `ids`: the pictures, in this order
        - `preview`: function: id -> bytes of a picture, such as `archive.preview`
        - `words`: to offer first; those said before follow
        - `again`: go also through pictures that were gone through before
        - `describe`: function: id -> a few words for the picture, for those who cannot see it
        """
    def card(self) -> Any:
        """What is on the screen now"""
    def act(self, message: dict[Any, Any]) -> None:
        """Do what the browser asks

        - `message`: {'does': action, 'id': the picture that was on show, …}
        """

def namer(root: Any = None, *words: str, n: int = 100) -> Namer:
    """Say what you call your pictures, one key a word

    - `root`: the wallpicker folder; else WALLPICKER_ROOT, else the current folder
    - `n`: how many pictures to go through
    """
