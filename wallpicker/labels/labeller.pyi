# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""One preview at a time, one key for it, and the answer is kept before the next one appears"""
from .face import Button, Card, Note
from .session import Session
from typing import Any

__all__ = ['ANSWERS', 'UNDO', 'PEEK', 'STRIP', 'NEXT', 'progress', 'shares', 'in_words', 'kept', 'Labeller']

ANSWERS: list[Button]
UNDO: Button
PEEK: Button

def progress(session: Session, answered: int, goal: int | None = None) -> dict[Any, Any]:
    """One line of how far the owner is

    - `session`: the walk
    - `answered`: YES, NO and favourites that the ledger has
    - `goal`: answers that a taste wants before it is of use; None when that is not known
    - returns: {'done': how many, 'soon': how long it will take}
    """

def shares(session: Session) -> list[Any]:
    """How the answers are spread, for the bar

    - `session`: the walk
    - returns: (answer, its share of the pictures of this session), those that were given
    """

def in_words(p: float) -> str:
    """What a model thinks, for people who do not read probabilities

    - `p`: probability of YES
    """

def kept(verb: str, thought: Any) -> Note:
    """What is told after an answer

    - `verb`: the answer
    - `thought`: (probability of YES, name of the model) or None
    """

class Labeller(Card):
    """One large preview at a time; answers by key or by button, each kept before the next picture appears"""
    session: Session
    goal: int | None
    led: Any
    page: Any
    message: Any
    note: Note
    def __init__(
        self,
        ledger: Any,
        queue: Any,
        preview: Any,
        refill: Any = None,
        think: Any = None,
        again: bool = False,
        describe: Any = None,
        page: Any = None,
        goal: int | None = None,
        clock: Any = ...,
    ) -> None:
        """- `ledger`: a `Ledger`
        - `queue`: ids to ask about, or (id, why) pairs; None to ask only what `refill` says
        - `preview`: function: id -> bytes of a picture, such as `archive.preview`
        - `refill`: function: {id: verb} of all answers -> what is left to ask; run in a thread after each answer
        - `think`: function: id -> (probability of YES, name of the model) or None; told after the answer
        - `again`: ask also about pictures that have an answer
        - `describe`: function: id -> a few words for the picture, for those who cannot see it
        - `page`: function: id -> address of its page on the site, where the original is; None for none
        - `goal`: answers that a taste wants before it is of use
        - `clock`: function: seconds that never jump
        """
    def card(self) -> Any:
        """What is on the screen now"""
    def act(self, message: dict[Any, Any]) -> None:
        """Do what the browser asks

        - `message`: {'does': action, 'id': the picture that was on show, …}
        """
STRIP: int
NEXT: int
