# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""EfficientNet-lite0 as one ONNX file, built from a package of weights, without PyTorch"""
from pathlib import Path
from ..files import WallpickerError
from numpy.typing import NDArray
from typing import Any

__all__ = ['EPSILON', 'ZERO', 'SIX', 'HALVING', 'TEXTURE', 'TEXTURES', 'TINY', 'FLOAT', 'HALF', 'BYTE', 'MIDDLE', 'VIEWS', 'LITE0', 'LITE0_SHA', 'NetworkError', 'read_weights', 'folded', 'convolutions', 'same_padding', 'Graph', 'convolve', 'block', 'trunk', 'look', 'build', 'class_names', 'lite0']


class NetworkError(WallpickerError):
    """Weights that cannot be read; the message names the file and what is wrong with it"""

def read_weights(path: str | Path) -> dict[Any, Any]:
    """Read tensors without PyTorch and without running what a pickle asks for; `NetworkError` for any other file

    - `path`: a state dict in PyTorch's format from before 1.6: pickles, then the storages
    - returns: name → array, float32 or int64, in the file's order
    """
EPSILON: float

def folded(
    w: NDArray[Any],
    gamma: NDArray[Any],
    beta: NDArray[Any],
    mean: NDArray[Any],
    var: NDArray[Any],
) -> tuple[Any, ...]:
    """A convolution that does the work of its batch norm too

    - `w`: float32 [out, in, k, k], a convolution's weights
    - `gamma`: float32 [out], the norm's scale
    - `beta`: float32 [out], its shift
    - `mean`: float32 [out], of the training pictures
    - `var`: float32 [out], likewise
    - returns: weights [out, in, k, k] and bias [out], float32
    """

def convolutions(weights: dict[Any, Any]) -> list[Any]:
    """The network's convolutions in order, norms folded in

    - `weights`: by `read_weights`
    - returns: of (weights, bias), from the stem to the head
    """

def same_padding(size: int, kernel: int, stride: int) -> tuple[Any, ...]:
    """TensorFlow's padding 'same' for a picture of a given size

    - `size`: points along one side
    - `kernel`: of the convolution
    - `stride`: likewise
    - returns: points along one side of what comes out; points to add before and behind
    """

class Graph:
    """Nodes and constants of an ONNX graph in the making"""
    nodes: list[Any]
    constants: dict[Any, Any]
    def __init__(self) -> None: ...
    def add(self, op: str, *inputs: Any, name: str = '', **attributes: Any) -> str:
        """Append a node

        - `op`: the operator's name in ONNX
        - `name`: what to call the result; made up by default
        - returns: the result's name
        """
    def constant(self, values: Any) -> str:
        """Keep a constant

        - `values`: an array or a number; one object is kept once, however often it is used
        - returns: its name
        """
ZERO: Any
SIX: Any

def convolve(
    graph: Graph,
    x: str,
    size: int,
    conv: tuple[Any, ...],
    stride: int = 1,
    bounded: bool = True,
) -> tuple[Any, ...]:
    """A convolution with padding 'same', and the bend behind it

    - `graph`: takes the nodes
    - `x`: name of the input, float32 [n, channels, size, size]
    - `size`: points along one side of it
    - `conv`: weights and bias; one channel in a group when the weights have depth 1
    - `stride`: points from one place to the next
    - `bounded`: cut to 0..6 behind it (ReLU6)
    - returns: name and size of the result
    """

def block(graph: Graph, x: str, size: int, convs: list[Any], stride: int) -> tuple[Any, ...]:
    """An inverted residual

    - `graph`: takes the nodes
    - `x`: name of the input
    - `size`: points along one side of it
    - `convs`: (expand,) depthwise, project
    - `stride`: of the depthwise one
    - returns: name and size of the result
    """
HALVING: tuple[int, int, int, int]
TEXTURE: int
TEXTURES: int

def trunk(graph: Graph, x: str, size: int, convs: list[Any]) -> tuple[Any, ...]:
    """The network up to its pooling

    - `graph`: takes the nodes
    - `x`: name of the input, float32 [n, 3, size, size], colours within ±1
    - `size`: points along one side of it
    - `convs`: by `convolutions`
    - returns: names: float32 [n, 1280, s, s] behind the head, [n, 192, s, s] behind the block `TEXTURE`
    """
TINY: Any
FLOAT: int
HALF: int
BYTE: int
MIDDLE: Any

def look(graph: Graph, view: str, size: int, convs: list[Any]) -> tuple[Any, ...]:
    """One view, scaled as the network learned it: colours from 0..255 to ±1

    - `graph`: takes the nodes
    - `view`: name of the input, uint8 [n, size, size, 3]
    - `size`: points along one side
    - `convs`: by `convolutions`
    - returns: names: the 1,280 numbers at the end, texture's means, texture's spreads
    """
VIEWS: list[str]

def build(weights: dict[Any, Any], sizes: tuple[Any, ...]) -> Graph:
    """Both views through the network, and what is wanted of them

    - `weights`: by `read_weights`
    - `sizes`: points along one side of each view
    - returns: inputs `VIEWS`; outputs features [n, 3328], logits [n, 1000] (see `lite0`)
    """

def class_names() -> list[Any]:
    """What the network was taught to tell apart, in the order of its answers

    - returns: a thousand, such as 'tench, Tinca tinca'
    """
LITE0: str
LITE0_SHA: str

def lite0(sizes: tuple[Any, ...], card: dict[Any, Any]) -> bytes:
    """The embedded network with two views, ready for onnxruntime

    - `sizes`: points along one side of each view
    - `card`: texts to write on the model, beside `classes`, `dim` and `view`
    - returns: an ONNX model
    """
