# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""What the browser shows and hears: one card, drawn by one JavaScript file"""
from dataclasses import dataclass, field
import anywidget
from typing import Any

__all__ = ['NAMES', 'Ahead', 'Face', 'Button', 'Note', 'Card']


class Ahead:
    """Previews fetched by a thread while the owner looks at the one before, and what the model thinks of the one on show"""
    preview: Any
    think: Any
    waiting: dict[Any, Any]
    guess: Any
    pool: Any
    def __init__(self, preview: Any, think: Any = None) -> None:
        """- `preview`: function: id -> bytes of a picture
        - `think`: function: id -> (probability of YES, name of the model), or None without an opinion
        """
    def job(self, id: str) -> Any:
        """The fetch that is done or under way; a new one when there is none, or when it failed

        - `id`: a picture
        """
    def __call__(self, id: str) -> bytes:
        """The preview, waiting for it only when it is not there yet

        - `id`: the picture wanted now
        - returns: of a picture; raises what `preview` raises, and `ArchiveError` when it gives no picture
        """
    def fetch(self, ids: Any) -> None:
        """Begin with the next few

        - `ids`: the pictures wanted next; all others are forgotten
        """
    def opinion(self, id: str) -> Any:
        """What the model thought of a picture when it was put on show

        - `id`: the picture on show
        """

class Face(anywidget.AnyWidget):
    """What the browser shows and hears"""
    card: Any  # what to show; face.js says what may be in it
    hear: Any
    ahead: Ahead
    def __init__(self, hear: Any, ahead: Ahead) -> None:
        """- `hear`: function: a message of the browser, {'does': action, 'id': picture on show, 'n': its number, …} → nothing
        - `ahead`: gives the pictures
        """

@dataclass
class Button:
    """A button and its keys"""
    does: str  # the action, such as 'YES' or 'undo'
    label: str  # what stands on it
    keys: list[Any] = field(default_factory=list)  # as browsers name them: 'y', 'ArrowRight'; the first stands on the button
    tip: str = ...  # what it does, in a few words
    look: str = ...  # a style of face.css: 'YES', 'NO', 'skip', 'plain'
    of: bool = ...  # is it about the picture on show
    word: str | None = ...  # for actions with a word
    pressed: bool | None = ...  # for buttons that are on or off
    def shown(self) -> dict[Any, Any]:
        """As face.js wants it"""
NAMES: dict[Any, Any]

@dataclass
class Note:
    """One line below the picture: what was just done, or what went wrong"""
    text: str = ...
    more: str = ...  # less important
    bad: bool = ...  # something is wrong

class Card:
    """A widget that shows one card at a time, and hears actions about it"""
    ahead: Ahead
    note: Note
    describe: Any
    turn: Any
    face: Face
    view: Any
    def __init__(self, preview: Any, think: Any = None, describe: Any = None) -> None:
        """- `preview`: function: id -> bytes of a picture
        - `think`: function: id -> (probability of YES, name of the model), or None without an opinion
        - `describe`: function: id -> a few words that stand for the picture where it cannot be seen; the id without it
        """
    def act(self, message: Any) -> Any: ...
    def card(self) -> Any: ...
    def hear(self, message: dict[Any, Any]) -> None:
        """Do what was asked, and show what comes next; the reply carries the message's number

        - `message`: {'does': action, 'id': the picture that was on show, 'n': number of the message, …}
        """
    def show(self, reply: Any = None) -> None:
        """Put the card on the screen

        - `reply`: number of the message that this answers
        """
    def trouble(self, id: str, hint: str) -> dict[Any, Any]:
        """Why a picture cannot be shown

        - `id`: the picture to show
        - `hint`: what the owner can do, as a sentence
        """
    def press(self, *keys: str) -> None:
        """What the browser sends for keys, one after the other"""
