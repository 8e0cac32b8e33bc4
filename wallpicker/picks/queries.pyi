# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""The queries of the settings and the likes of favourites, the most promising first"""
from dataclasses import dataclass, field
from ..files import WallpickerError
from ..site.query import Query
from typing import Any

__all__ = ['SHAPES', 'HALF_LIFE', 'HOPE', 'LIKES', 'PickError', 'for_screens', 'QueryYield', 'Queries']


class PickError(WallpickerError):
    """A run could not be made; the message says why and what to do"""
SHAPES: list[str]

def for_screens(query: Query, screens: list[Any]) -> Query:
    """A query for the shapes of the screens; a collection is listed as it is

    - `query`: As the settings have it
    - `screens`: As `screens` of [desktop]: 16x9, DP-1=9x16
    - returns: The same when it names shapes of its own
    """

@dataclass
class QueryYield:
    """What one query brought in one search"""
    calls: int = ...  # pages that were read
    ids: list[Any] = field(default_factory=list)  # candidates that it brought
    sure: int = ...  # of them, how many the model is sure of

class Queries:
    """What one folder asks the site; called with a day, the most promising first"""
    folders: Any
    db: Any
    shares: dict[Any, Any]
    def __init__(self, folders: Any) -> None:
        """- `folders`: The `Folders` whose settings and favourites count"""
    @property
    def own(self) -> list[Any]:
        """Those of the settings, as they stand there

        - returns: Of `Query`
        """
    def most(self, query: Query, want: int) -> float:
        """How many candidates a query may bring in one search

        - `query`: One of them
        - `want`: Candidates that are to be ready
        - returns: Infinite for a query without a share
        """
    def worth(self, query: Query, day: str) -> float:
        """A guess at what the query would bring, drawn from its posterior (Thompson sampling); the same one all day

        - `query`: Something to ask
        - `day`: The day it is for, as 2026-01-31; what happened before counts
        - returns: Sure candidates per call
        """
    def learn(self, asked: dict[Any, Any], sure: set[Any], day: str) -> list[Any]:
        """Write down what each query brought, for `worth`

        - `asked`: `Query` → `QueryYield`, of one search
        - `sure`: Ids of candidates that the model is sure of
        - `day`: The day it is for
        - returns: A dict for each query that was asked, the one with most sure candidates per call first
        """
    def __call__(self, day: str = '') -> list[Any]:
        """What to ask, the most promising first: queries that have a share, others, and the likes of the newest favourites

        - `day`: The day they are for; without it they come as `wallpicker.toml` has them
        - returns: Of `Query`
        """
HALF_LIFE: int
HOPE: int
LIKES: int
