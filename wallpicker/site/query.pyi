# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""What to ask Wallhaven for, checked before it is sent"""
import re
from dataclasses import dataclass
from .limit import WallhavenError
from typing import Any
from typing import Self

__all__ = ['CATEGORIES', 'PURITIES', 'SORTINGS', 'RANGES', 'COLORS', 'SIZE', 'SEED', 'CHECKS', 'QueryError', 'Query', 'in_words', 'search_words']


class QueryError(WallhavenError):
    """A parameter of a search that the site would refuse or, worse, ignore"""
CATEGORIES: tuple[str, str, str]
PURITIES: tuple[str, str, str]
SORTINGS: tuple[str, str, str, str, str, str, str]
RANGES: tuple[str, str, str, str, str, str, str]
COLORS: tuple[Any, ...]
SIZE: re.Pattern[str]
SEED: re.Pattern[str]
CHECKS: dict[Any, Any]

@dataclass(frozen=True, repr=False)
class Query:
    """What to look for: every parameter of the site's search, checked. A wrong one is a `QueryError`"""
    q: str | None = ...  # words, `+tag -tag`, `@user`, `id:37`, `like:l8jezr`, `type:png`, `"two words"`
    categories: str = ...  # general, anime, people: three bits or their names
    purity: str = ...  # sfw, sketchy, nsfw: three bits or their names; nsfw needs a key
    sorting: str = ...  # date_added, relevance, random, views, favorites, toplist, hot
    order: str = ...  # desc or asc
    topRange: str | None = ...  # 1d 3d 1w 1M 3M 6M 1y, only with sorting='toplist'
    atleast: str | None = ...  # smallest width and height, '1920x1080'
    resolutions: str | None = ...  # exact sizes, '1920x1080,2560x1440'
    ratios: str | None = ...  # '16x9,16x10', 'landscape' or 'portrait'
    colors: str | None = ...  # one of the site's 29, '0066cc'
    ai_art_filter: str | None = ...  # '1' hides what is tagged as made by a machine, '0' shows it
    seed: str | None = ...  # six letters or digits, only with sorting='random'
    collection: str | None = ...  # in place of a search: 'user/label', or 'user/number'
    def __post_init__(self) -> None: ...
    def params(self, page: int = 1) -> dict[Any, Any]:
        """What goes into the query string

        - `page`: page of the listing, from 1
        - returns: parameters in the order to send them
        """
    @classmethod
    def of(cls, query: Any = None, **params: Any) -> Self:
        """A `Query` out of whatever describes one

        - `query`: a `Query`, a dict of its fields, words, or None
        """
    def seeded(self, meta: dict[Any, Any]) -> Query:
        """The query for the next pages of the same shuffle

        - `meta`: of a reply
        - returns: the same, unless the site drew a seed for it
        """

def in_words(query: Query) -> str:
    """What a query asks for, as far as it is not what every query asks

    - `query`: Anything to ask
    - returns: Such as `like:l8jezr`, or `views, ratios 16x9`
    """

def search_words(query: Query) -> list[Any]:
    """The words that brought what a query finds; without any, the name of its collection or its sorting

    - `query`: Anything to ask
    - returns: Such as `['forest', '@jo']`; what must not be there is left out
    """
