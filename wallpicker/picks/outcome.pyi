# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""What a run picked, and what became of every other candidate, in one line"""
from dataclasses import dataclass, field
from typing import Any
from typing import Iterator

__all__ = ['PHRASES', 'Pick', 'Tally', 'Picked']


@dataclass
class Pick:
    """One wallpaper that was picked, or would be"""
    id: str  # The wallpaper
    probability: float  # That the owner says YES
    exploring: bool = ...  # Taken to learn from, not because the model is sure
    near: list[Any] = field(default_factory=list)  # Ids of the liked pictures it resembles most
    tags: list[Any] = field(default_factory=list)  # Names, from the site
    file: str = ...  # Its name in Desktop/
    sha256: str = ...  # Of that file; empty in a dry run
    guess: bool = ...  # Picked although the answers do not vouch for the model yet
    judged: bool = ...  # False: the probability was never compared with answers, and is not shown
    called: list[Any] = field(default_factory=list)  # Names of those in `near`; empty for their ids
    @property
    def why(self) -> str:
        """Half a sentence"""

@dataclass
class Tally:
    """What became of the candidates of one run"""
    late: int = ...  # Deliveries that a killed run had begun, and this one finished
    by_content: int = ...  # Refused by what the network sees
    known: int = ...  # Listed by the site, and known already
    new: int = ...  # Previews that came in
    candidates: int = ...  # Scored
    unseen: int = ...  # Of them, scored by no earlier run of that day
    unsure: int = ...  # Below the line
    near_duplicates: int = ...  # Left out for what they resemble
    waiting: int = ...  # Above the line, and not picked this time
    refused: int = ...  # By the rules, once the site had told the tags
    unanswered: int = ...  # Left, because the site did not answer
    def counts(self) -> dict[Any, Any]:
        """The same with a phrase for each number

        - returns: Phrase → number
        """
    def worded(self, picked: int, dry_run: bool = False, queries: list[Any] | tuple[()] = ...) -> str:
        """How many were picked, and what became of the others

        - `picked`: How many were picked
        - `dry_run`: Were they only to be named?
        - `queries`: Dicts as `Search.learn` returns them
        - returns: One line
        """
PHRASES: dict[Any, Any]

@dataclass(eq=False)
class Picked:
    """What a run picked, and what became of the others"""
    picks: list[Any] = field(default_factory=list)  # Of `Pick`
    archive: object | None = ...  # The `Archive` with their previews
    tally: Tally = field(default_factory=Tally)  # What became of every candidate
    bytes: dict[Any, Any] = field(default_factory=dict)  # Fetched, by kind
    trouble: list[Any] = field(default_factory=list)  # Errors met on the way
    dry_run: bool = ...  # Were they only named?
    doubt: str = ...  # Why the model is not sure enough to pick alone; empty when it is
    asked: list[Any] = field(default_factory=list)  # A dict for each query, as `Search.learn` returns them
    aside: list[Any] = field(default_factory=list)  # Candidates put aside, with the reason
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Any]: ...
    def __getitem__(self, i: Any) -> Any: ...
    @property
    def summary(self) -> str:
        """One line: how many were picked, and what became of the others"""
    @property
    def counts(self) -> dict[Any, Any]:
        """What became of the candidates

        - returns: Phrase → number
        """
    def json(self) -> dict[Any, Any]:
        """The same as plain values"""
