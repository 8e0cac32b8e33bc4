# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Read many kept pictures at once: as a table, as arrays, on a sheet, and near-duplicates together"""
import pandas as pd
from PIL import Image
from .library import Library
from numpy.typing import NDArray
from typing import Any
from typing import Iterator

__all__ = ['COLUMNS', 'NUMBERS', 'LISTS', 'BLOCK', 'Archive']


class Archive(Library):
    """Every wallpaper ever seen: kept and found as in the library, and read many at a time"""
    def sheet(
        self,
        ids: Any = None,
        titles: Any = None,
        columns: int = 6,
        width: int = 900,
        most: int = 24,
    ) -> Image.Image:
        """Pictures side by side

        - `ids`: of pictures that are here; None: the newest
        - `titles`: one short text each; None: the ids
        - `columns`: pictures in a row
        - `width`: of the sheet, pixels
        - `most`: pictures at most
        - returns: RGB
        """
    def frame(self, ids: Any = None, columns: Any = ...) -> pd.DataFrame:
        """Everything but the pictures themselves

        - `ids`: only these of them; None: all
        - `columns`: only these columns: of a large archive, take what you need
        - returns: index id, `columns`, in the order of arrival
        """
    def tagged(self) -> list[Any]:
        """The tags of every picture whose tags are known

        - returns: of lists of names
        """
    def tag(self, id: str, tags: list[Any], uploader: str | None = None) -> None:
        """Keep what only the call for one wallpaper tells; `frame` shows the tags' names, `meta` has all under `raw`

        - `id`: of a picture that is here
        - `tags`: of names, or of dicts as the API's `/w/ID` gives them
        - `uploader`: the name that `/w/ID` gives; None leaves what is known
        """
    def pictures(self, ids: Any) -> NDArray[Any]:
        """Many pictures at once, decoded side by side; 315 kB each, so take `stream` for thousands

        - `ids`: of pictures that are here
        - returns: uint8 [n, 243, 432, 3]
        """
    def stream(self, ids: Any, size: int = 64) -> Iterator[Any]:
        """All of `ids`, a few at a time

        - `ids`: of pictures that are here
        - `size`: pictures at a time
        """
    def content(self, id: str) -> str:
        """The SHA-256 of the preview as it was first kept, under which features are cached

        - `id`: of a picture that is here
        - returns: 64 hex digits
        """
    def contents(self, ids: Any) -> list[Any]:
        """The same of many at once

        - `ids`: of pictures that are here
        - returns: of 64 hex digits
        """
    def groups(self, ids: Any = None) -> pd.Series:
        """Near-duplicates together: other sizes, a rim cut off, lighter and darker versions of one picture

        - `ids`: only among these; None: all
        - returns: index id, in the order of `ids`; the smallest id of its group
        """
    def relatives(self, ids: Any, since: int = 0) -> pd.DataFrame:
        """Pictures of the whole archive that could be the same as one of `ids`; `same` marks near-duplicates

        - `ids`: of pictures that are here
        - `since`: leave out others that came before: those whose number of arrival is no larger
        - returns: a row for each pair that could be one picture: id, other, detail, same
        """
COLUMNS: list[str]
NUMBERS: list[str]
LISTS: tuple[str, str, str]
BLOCK: int
