# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Why one picture was picked, or would not be"""
from dataclasses import dataclass, field
from ..archive.store import Archive
from .score import Scorer
from typing import Any

__all__ = ['MOST', 'find_picture', 'Why', 'explained', 'why']


def find_picture(archive: Archive, id: str) -> str:
    """The id of a picture, whatever it is called by

    - `archive`: Where to look
    - `id`: A wallpaper's id in any case, an alias, the name of its file, or the address of its page
    - returns: Its id; raises `PickError` when the archive does not know it, or knows several by that name
    """

@dataclass
class Why:
    """All that can be said about one picture; also read as `why['liked']` and `dict(why)`"""
    id: str  # The picture
    probability: float  # That the owner says YES
    file: str = ...  # The name it was picked under, empty when it was not
    lowered: str = ...  # Why the probability is lowered, empty when it is not
    liked: list[Any] = field(default_factory=list)  # Ids of pictures with a YES that it resembles most
    disliked: list[Any] = field(default_factory=list)  # And with a NO
    tags: list[Any] = field(default_factory=list)  # Names, from the site
    rules: str | None = ...  # What the rules say against it, None for nothing
    said: list[Any] = field(default_factory=list)  # Its history in the ledger
    judged: bool = ...  # False: the probability was never compared with answers, and is not shown
    names: dict[Any, Any] = field(default_factory=dict)  # Id → name of the file, for pictures of one's own among the liked
    facts: dict[Any, Any] = field(default_factory=dict)  # What the site tells, such as `tag:sea` → what it adds to the log-odds
    page: str = ...  # Its address on the site
    banned: bool = ...  # Did the owner ban it?
    def keys(self) -> Any: ...
    def __getitem__(self, key: Any) -> Any: ...
MOST: int

def explained(scorer: Scorer, name: str) -> Why:
    """The reasons for one picture

    - `scorer`: with the model to explain
    - `name`: A picture that the archive has
    """

def why(folders: Any, id: str) -> Why:
    """Why a picture was picked, or would not be

    - `folders`: The `Folders` it belongs to
    - `id`: A wallpaper's id, or the name of its file
    - returns: Raises `PickError` for a picture that the archive does not know, or without a model
    """
