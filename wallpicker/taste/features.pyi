# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Numbers that describe a preview, by the network and by its colours, computed once and kept"""
import pandas as pd
from PIL import Image
from ..archive.store import Archive
from .backbone import Backbone, backbone
from numpy.typing import NDArray
from typing import Any
from wallpicker.database import Database

__all__ = ['COLOURS', 'TABLE', 'EIGHTHS', 'colours_of', 'colour_numbers', 'Features', 'pack', 'unpack', 'blocks_of', 'nearest_of']

COLOURS: Any

def colours_of(picture: Image.Image) -> NDArray[Any]:
    """How light, how colourful, which hues, how busy

    - `picture`: RGB, of any size
    - returns: float32 [26], in the order of `COLOURS`; light, saturation and hues within 0..1
    """

def colour_numbers(pictures: Any) -> NDArray[Any]:
    """The colour and light numbers of several pictures

    - `pictures`: a list of PIL pictures, or uint8 [n, height, width, 3]
    - returns: float32 [n, 26], columns named by `COLOURS`
    """
TABLE: str

class Features:
    """Features of archived pictures, computed once: call it with ids for float32 [n, backbone.dim + 26]"""
    archive: Archive
    db: Database
    def __init__(self, archive: Archive, backbone: Backbone | None = None) -> None:
        """- `archive`: where the previews are
        - `backbone`: the network; None for the embedded one, opened when first needed
        """
    @property
    def backbone(self) -> Backbone:
        """The network, opened when first asked for"""
    @property
    def key(self) -> str:
        """What the cached rows are kept under; the colour numbers' version counts too"""
    def rows(self, ids: Any, progress: Any = None, logits: bool = True) -> tuple[Any, ...]:
        """Features and logits of `ids`, in their order, from the cache or freshly computed

        - `ids`: pictures in the archive
        - `progress`: called with (done, of how many) after each batch
        - `logits`: False: do without them
        - returns: (float32 [n, dim + 26], float16 [n, classes])
        """
    def __call__(self, ids: Any, progress: Any = None) -> NDArray[Any]:
        """The features of `ids`, in their order

        - `ids`: float32 [n, dim + 26]: views, texture, colours
        - `progress`: float32 [n, dim + 26]: views, texture, colours
        """
    def looked_at(self, ids: Any) -> list[Any]:
        """The pictures that have a cached row, whatever network it came from

        - `ids`: pictures in the archive
        - returns: those of them whose features are kept, by any backbone
        """
    def views(self, ids: Any) -> NDArray[Any]:
        """What the network finds on each picture: both views, without texture and colours

        - `ids`: pictures in the archive
        - returns: float32 [n, 2·backbone.view]; all but the colours for a network without texture
        """
    def neighbours(self, id: str, among: Any, k: int = 5) -> pd.Series:
        """The pictures most like one, by the network's features

        - `id`: the picture asked about
        - `among`: ids to choose from; itself is left out
        - `k`: how many
        - returns: cosine −1..1 by id, the most alike first
        """
    def classes(self, ids: Any, k: int = 3) -> list[Any]:
        """The likeliest of ImageNet's thousand classes for each picture

        - `ids`: pictures in the archive
        - `k`: how many a picture
        - returns: for each id a list of (class name, probability), the likeliest first
        """
EIGHTHS: bytes

def pack(values: NDArray[Any]) -> bytes:
    """Numbers at half precision, compressed in the shortest of three ways

    - `values`: of a picture, within ±60,000
    - returns: about three tenths of single precision
    """

def unpack(data: bytes, n: int) -> NDArray[Any] | None:
    """The numbers again, if they are all there and finite

    - `data`: what `pack` made, perhaps damaged
    - `n`: how many numbers there must be
    - returns: float16 [n]; None for anything else
    """

def blocks_of(width: int, view: int | None = None) -> dict[Any, Any]:
    """Which columns are which: two views of equal width, texture, then the colour numbers

    - `width`: columns of a feature table
    - `view`: columns of one view; None for a table with two views and colours alone
    - returns: name → slice of columns
    """

def nearest_of(x: NDArray[Any], among: pd.DataFrame, k: int = 5) -> pd.Series:
    """The most like one picture among others whose views are at hand

    - `x`: both views of a picture [d]
    - `among`: both views of others; index: their ids
    - `k`: how many
    - returns: cosine −1..1 by id, the most alike first
    """
