# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Search a wall of wallpapers by words and filters, with the habits of Wallhaven"""
from .catalogue import Wallpaper
from typing import Any

__all__ = ['CATEGORIES', 'PURITIES', 'RANGES', 'words', 'stem', 'says', 'is_named', 'relevance', 'answers', 'bits', 'sizes', 'by_ratio', 'row_tests', 'sort_key', 'find']


def words(q: str) -> list[tuple[str, str]]:
    """Take a question apart

    - `q`: the question as the caller typed it
    - returns: ('+', '-' or '', the word without quotes) of each
    """

def stem(text: str) -> str:
    """What two spellings of a tag have in common

    - `text`: a tag or a word
    - returns: lower case, each word without a plural s
    """

def says(w: Wallpaper, word: str) -> bool:
    """One word about one wallpaper

    - `w`: looked at
    - `word`: of a question, as `words` gives it
    - returns: does it match?
    """

def is_named(word: str) -> bool:
    """Does a word ask for something that cannot match a little?

    - `word`: of a question
    - returns: '@user' and 'type:' are exact
    """

def relevance(w: Wallpaper, asked: list[Any]) -> float:
    """How well a wallpaper answers a question

    - `w`: looked at
    - `asked`: what `words` gave
    - returns: 0: not found; more is better
    """

def answers(wall: list[Wallpaper], q: str) -> dict[str, float]:
    """Which wallpapers a question is about

    - `wall`: all of them
    - `q`: the question, perhaps empty
    - returns: id → relevance, of those that match
    """

def bits(value: str, names: tuple[Any, ...]) -> set[Any] | None:
    """Read a mask of three bits

    - `value`: such as '101', or None
    - `names`: what each bit stands for
    - returns: the names with a 1; None for anything that is no such value
    """

def sizes(value: str) -> set[Any]:
    """Read a list of sizes

    - `value`: '1920x1080,2560x1440'
    - returns: of (width, height); malformed parts left out
    """

def by_ratio(value: str) -> Any:
    """Ratios as the site compares them: by two decimals, 21x9 being three of them

    - `value`: '16x9,21x9', 'landscape', 'portrait'
    """
CATEGORIES: tuple[str, str, str]
PURITIES: tuple[str, str, str]

def row_tests(params: dict[Any, Any], member: bool = False) -> list[Any]:
    """The filters of one search; a value that the site ignores makes none

    - `params`: of the search, all of them text
    - `member`: came with a good key
    - returns: of functions row → bool
    """
RANGES: dict[Any, Any]

def sort_key(sorting: str, found: dict[Any, Any], seed: str) -> Any:
    """What decides the place of a wallpaper in a listing

    - `sorting`: as asked, or anything
    - `found`: id → relevance
    - `seed`: of the shuffle
    """

def find(wall: list[Wallpaper], params: dict[Any, Any], member: bool = False, seed: str = '') -> list[Wallpaper]:
    """A whole search, without any HTTP

    - `wall`: all of them
    - `params`: of the search, as the caller sent them, all text
    - `member`: came with a good key
    - `seed`: for sorting=random
    - returns: all that match, in order, before paging
    """
