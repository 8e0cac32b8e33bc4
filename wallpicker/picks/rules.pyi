# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""What may never be picked, as plain rules that act before taste"""
import pandas as pd
from typing import Any
from typing import Self

__all__ = ['LEAST', 'TAGGED', 'Rules']


class Rules:
    """What may never be picked, whatever taste says of it"""
    purities: Any
    never: Any
    only: list[Any]
    ratios: Any
    least: Any
    popular: Any
    def __init__(
        self,
        never: list[Any] | tuple[()] = ...,
        only: list[Any] | tuple[()] = ...,
        least: str = '',
        ratios: str | list[Any] = '',
        purity: str = '100',
        ai_art: bool = True,
        favorites: int = 0,
    ) -> None:
        """- `never`: Words of which none may hold
        - `only`: Words of which one of each kind must hold
        - `least`: Smallest width and height, `1920x1080`; empty for any
        - `ratios`: Allowed ratios, `16x9,21x9` or a list; empty for any
        - `purity`: Three bits like the site's: sfw, sketchy, nsfw
        - `ai_art`: False refuses what is tagged as AI art
        - `favorites`: Fewest favourites on the site
        """
    def conditions(self) -> list[Any]:
        """All that must hold: a word of each kind in `only`, one of the ratios, the least size, enough favourites

        - returns: Pairs of a word for the sentence and `Rule`s of which one must hold
        """
    def why_not(self, row: Any, final: bool = False) -> str | None:
        """Why `row` may not be picked

        - `row`: See `fact`
        - `final`: True once everything was asked for: what still cannot be told counts against it
        - returns: A sentence saying which rule refuses it and what it found; None when nothing stands against it
        """
    @property
    def looks(self) -> set[Any]:
        """Which rules need a network to look at the picture

        - returns: Of `'sees'`, `'own'` and `'writing'`
        """
    def understood(self, classes: list[Any]) -> None:
        """Check every `sees:` word; `RuleError` names the nearest to one that the network was never taught

        - `classes`: The network's class names, see `Backbone.classes`
        """
    def learnt(self, words: list[Any]) -> None:
        """Check every `own:` word; `RuleError` names the nearest to one that was not learnt

        - `words`: Those that were learnt, see `OwnWords.heads`
        """
    def unmet(self, tagged: list[Any]) -> list[Any]:
        """Rules about tags that no wallpaper has, each with the tag that is spelt most like it

        - `tagged`: The tags of each wallpaper whose tags are known, see `Archive.tagged`
        - returns: Sentences, one for each rule
        """
    def reasons(self, frame: pd.DataFrame, final: bool = False) -> pd.Series:
        """Why each row of a table may not be picked

        - `frame`: Rows of a search or of `Archive.frame()`
        - `final`: See `why_not`
        - returns: The frame's index → sentence, None where nothing stands against it
        """
    def allowed(self, frame: pd.DataFrame, final: bool = False) -> pd.DataFrame:
        """The rows that may be picked

        - `frame`: See `reasons`
        - `final`: See `why_not`
        - returns: Its rows that nothing stands against
        """
    @classmethod
    def of(cls, folders: Any) -> Self:
        """The rules of a folder's `wallpicker.toml`

        - `folders`: `Folders`, whose `[rules]` are read
        - returns: Raises `RuleError` naming the file and the word
        """
LEAST: int
TAGGED: int
