# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Understand a word such as people or tag:car as a rule about wallpapers"""
from dataclasses import dataclass
from typing import Any

__all__ = ['Rule', 'Combination', 'rule']


@dataclass(frozen=True)
class Rule:
    """One short word about wallpapers, understood"""
    said: str  # The word as its owner wrote it
    kind: str  # One of `FINDERS`, such as category, tag, color, uploader, size, writing, sees or own
    value: object  # What it looks for, folded or as numbers
    def finds(self, row: Any) -> str | None:
        """What it found on the wallpaper, as half a sentence; `''` for nothing, None when that cannot be told from `row`"""
    @property
    def parts(self) -> list[Rule]: ...

@dataclass(frozen=True)
class Combination(Rule):
    """Words that must hold together, or must not; the kind is that of the first, the value all as (wanted, `Rule`)"""
    def finds(self, row: Any) -> Any: ...
    @property
    def parts(self) -> list[Any]: ...

def rule(word: str) -> Rule:
    """Understand one word, or a combination of words

    - `word`: Such as people, tag:car, color:navy, #203040, @jo, ratio:21x9; or several: tag:city +tag:rain -people
    - returns: The rule; raises `RuleError` naming the word when it is not understood
    """
