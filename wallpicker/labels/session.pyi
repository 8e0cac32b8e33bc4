# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""The queue behind the labeller: what is asked, what was answered, and how to take it back"""
from typing import Any

__all__ = ['Session', 'Behind']


class Session:
    """A walk through a queue of pictures: which one is on show, what was answered, how fast it goes"""
    ledger: Any
    clock: Any
    times: Any
    said: dict[Any, Any]
    rows: dict[Any, Any]
    verdict: dict[Any, Any]
    undone: dict[Any, Any]
    counted: dict[Any, Any]
    tally: Any
    why: dict[Any, Any]
    behind: Behind | None
    trouble: Any
    corrected: Any
    newest: Any
    heard: Any
    later: set[Any]
    left: Any
    def __init__(self, ledger: Any, queue: Any = None, again: bool = False, clock: Any = ...) -> None:
        """- `ledger`: a `Ledger`: keeps the answers, and knows those given before
        - `queue`: ids to ask about, in this order, or (id, why) pairs; None to go on with whatever was labelled before
        - `again`: ask also about pictures that have an answer
        - `clock`: function: seconds that never jump
        """
    @property
    def total(self) -> Any:
        """Pictures of this session, answered or waiting"""
    @property
    def front(self) -> Any:
        """The first picture of the queue"""
    @property
    def current(self) -> Any:
        """The picture to show: the one being corrected, else the first of the queue"""
    def answer(self, id: str, verb: str, **extra: Any) -> Any:
        """Keep an answer and go on; an answer to a picture that is no longer on show is ignored

        - `id`: the picture that was on the screen when the owner answered
        - `verb`: the answer
        """
    def take_back(self, *seqs: int) -> list[Any]:
        """Take answers back and show their pictures again

        - returns: the ids that are on show again, the last one first in the queue; rows taken back before are left out
        """
    def undo(self, n: int = 1) -> list[Any]:
        """Take back the newest answers

        - `n`: how many answers; more than there are takes back all
        - returns: the ids that wait to be answered again, the oldest last and first in the queue
        """
    def correct(self, seq: int) -> Any:
        """Show the picture of an earlier answer again, to answer anew

        - `seq`: the number of the row with the answer
        """
    def leave(self) -> None:
        """Go back to the queue without a new answer"""
    def last(self, n: int) -> list[Any]:
        """The answers that were given last

        - `n`: how many at most
        - returns: (row number, id, answer), the newest first; a picture counts once
        """
    def counts(self) -> dict[Any, Any]:
        """What was said so far, each picture counted once

        - returns: verb -> pictures, and 'left' -> pictures still to ask
        """
    def pace(self) -> Any:
        """Seconds an answer takes at present: the median of the last twenty, pauses over a minute left out"""
    def follow(self, refill: Any) -> None:
        """From now on ask what `refill` says; it runs in a thread after every answer

        - `refill`: function: {id: verb} of all answers -> what is left to ask, as ids or (id, why) pairs
        """
    def catch_up(self, wait: bool = False) -> None:
        """Go over to the newest order that the thread has made; the picture on show stays, and its error is kept as `trouble`

        - `wait`: wait for the order that knows the last answer; otherwise take the newest there is
        """

class Behind:
    """A function that runs in a thread in the background: called as often as you like, never run twice at once"""
    f: Any
    pause: float
    runs: Any
    pool: Any
    def __init__(self, f: Any, pause: float = 0.02) -> None:
        """- `f`: function of nothing; what it reads should be the newest when it begins
        - `pause`: seconds it waits first, so that whatever called it can finish undisturbed
        """
    def __call__(self) -> None:
        """Run it again, unless a run that has not begun yet will see the same"""
    def newest(self, wait: bool = False) -> Any:
        """The newest run that is over

        - `wait`: wait until it has run with what is known now
        """
