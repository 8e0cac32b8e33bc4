# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Which places of a picture spoke for a YES, and which against it"""
from ..taste.backbone import Backbone
from numpy.typing import NDArray
from typing import Any

__all__ = ['Sight', 'shares', 'heat', 'draw_heat']


class Sight:
    """What a network sees at each place of a picture; `InterpretError` for one that does not end in a mean over places"""
    backbone: Backbone
    session: Any
    def __init__(self, backbone: Backbone) -> None:
        """- `backbone`: most convolutional networks will do; needs the onnx package"""
    def __call__(self, source: Any) -> list[Any]:
        """Both views of one picture, place by place

        - `source`: a PIL image, or the bytes of one
        - returns: two of float32 [kinds, rows, columns]: the squashed view, the middle
        """

def shares(seen: Any, head: Any, usual: NDArray[Any]) -> list[Any]:
    """What each place adds to the score, compared with the average picture

    - `seen`: two of [kinds, rows, columns], from a `Sight`
    - `head`: a `Head`
    - `usual`: features [d] of the average picture
    - returns: two of [rows, columns] of log-odds, above zero for a YES
    """

def heat(each: Any) -> NDArray[Any]:
    """The shares of all places, spread over the preview

    - `each`: two of [rows, columns], from `shares`
    - returns: float [height, width] of a preview; its mean is the sum of `each`
    """

def draw_heat(ids: Any, preview: Any, heats: Any, titles: Any = None, columns: Any = 4) -> Any:
    """Green speaks for a YES, pink against it, clear for neither; each picture has a scale of its own.

    - `ids`: ids of wallpapers
    - `preview`: function from an id to its small picture
    - `heats`: one `heat` for each
    - `titles`: a line above each; the ids otherwise
    - `columns`: pictures in a row
    """
