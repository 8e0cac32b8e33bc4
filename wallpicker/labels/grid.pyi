# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Go over a dozen pictures at once: mark the good ones, accept the page"""
from .face import Button, Card, Note
from typing import Any

__all__ = ['ACCEPT', 'BACK', 'FORWARD', 'UNDO_PAGE', 'SIZES', 'Pages', 'model_says', 'likely_first', 'Grid']


class Pages:
    """A queue cut into pages: marks on each picture, filters, and pages accepted or taken back as a whole"""
    ledger: Any
    ids: list[Any]
    size: int
    page: Any
    known: Any
    marks: dict[Any, Any]
    accepted: list[Any]
    propose: Any
    words: dict[Any, Any]
    orders: dict[Any, Any]
    only: Any
    order: str
    chosen: Any
    def __init__(
        self,
        ledger: Any,
        ids: Any,
        size: int = 12,
        propose: Any = None,
        filters: Any = None,
        orders: Any = None,
    ) -> None:
        """- `ledger`: a `Ledger`
        - `ids`: the pictures, in this order
        - `size`: pictures a page
        - `propose`: function: id -> 'YES' or 'NO', what a picture starts as; None: what was said before, else NO
        - `filters`: {name: function: id -> word}, such as dict(category=frame.category.get); each becomes a menu
        - `orders`: {name: function: id -> sort key}, smallest first; the order given is always there
        """
    @property
    def count(self) -> Any:
        """Pages of the pictures that were chosen"""
    @property
    def shown(self) -> Any:
        """The pictures of this page"""
    def mark(self, id: str) -> Any:
        """What a picture is marked as; what the owner marked stays, whatever page or filter comes and goes

        - `id`: the picture
        """
    def turn(self, step: int) -> None:
        """Go to another page without saying anything; there is one page more than there are, which says so

        - `step`: pages forwards, or backwards when negative
        """
    def accept(self, ids: Any) -> Any:
        """Say what is marked about every picture of this page, and go on to the next

        - `ids`: the pictures that were on the screen
        """
    def undo(self) -> bool:
        """Take back the page accepted last, and show it again with its marks and under its filters

        - returns: was there anything to take back
        """
    def done(self) -> set[Any]:
        """The pictures on pages that were accepted

        - returns: ids
        """
    def choose(self, **only: Any) -> None:
        """Keep only some of the pictures, and begin with their first page; without arguments all are there again"""
    def sort(self, order: str) -> None:
        """Show the pictures in another order, from its first page

        - `order`: one of `orders`
        """

def model_says(think: Any, unsure: float = 0.15) -> Any:
    """A filter by what a model says

    - `think`: function: id -> (probability of YES, name of the model), or None
    - `unsure`: how far from one half counts as unsure
    """

def likely_first(think: Any) -> Any:
    """The order in which the model would show them; pictures without an opinion come last

    - `think`: function: id -> (probability of YES, name of the model), or None
    """
ACCEPT: Button
BACK: Button
FORWARD: Button
UNDO_PAGE: Button
SIZES: dict[Any, Any]

class Grid(Card):
    """A page of previews to click on: what is marked is YES, the rest of an accepted page is NO"""
    pages: Pages
    think: Any
    setting: bool
    menus: dict[Any, Any]
    order: Any
    columns: Any
    view: Any
    note: Note
    def __init__(
        self,
        ledger: Any,
        ids: Any,
        preview: Any,
        size: int = 12,
        propose: Any = None,
        think: Any = None,
        filters: Any = None,
        orders: Any = None,
        describe: Any = None,
    ) -> None:
        """- `ledger`: a `Ledger`
        - `ids`: the pictures, in the order to look at them
        - `preview`: function: id -> bytes of a picture
        - `size`: pictures a page, 12 to 24 look best
        - `propose`: function: id -> 'YES' or 'NO', what a picture starts as; None: what was said before, else NO
        - `think`: function: id -> (probability of YES, name of the model) or None; said below each picture
        - `filters`: {name: function: id -> word}, each a menu
        - `orders`: {name: function: id -> sort key}, smallest first, offered in a menu
        - `describe`: function: id -> a few words for the picture, for those who cannot see it
        """
    def card(self) -> Any:
        """What is on the screen now"""
    def act(self, message: dict[Any, Any]) -> None:
        """Do what the browser asks

        - `message`: {'does': action, 'id': the page that was on show, …}
        """
