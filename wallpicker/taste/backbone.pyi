# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Run a frozen network over previews with onnxruntime, on all cores"""
from pathlib import Path
from typing import Callable
from PIL import Image
from ..files import WallpickerError
from numpy.typing import NDArray
from typing import Any
from typing import Iterator

__all__ = ['SIZES', 'RECIPE', 'EXPORT', 'LONGEST', 'MOST_FIELDS', 'METADATA', 'CARD', 'NOTES', 'SIDE', 'MOST', 'FeaturesError', 'as_pictures', 'two_views', 'framed', 'prepare_views', 'key_of', 'embedded', 'backbone_file', 'notes', 'cores', 'Backbone', 'backbone']


class FeaturesError(WallpickerError):
    """A backbone that is not there, or pictures that cannot be looked at"""

def as_pictures(pictures: Any) -> list[Any]:
    """Pictures of any kind as RGB; `FeaturesError` for arrays of another kind

    - `pictures`: a list of PIL pictures, or uint8 [n, height, width, 3]
    - returns: RGB PIL pictures
    """
SIZES: tuple[int, int]

def two_views(picture: Image.Image, sizes: Any = ...) -> tuple[Any, ...]:
    """The two squares a network sees

    - `picture`: RGB
    - `sizes`: points along one side of each square
    - returns: two of uint8 [size, size, 3]: squashed whole, and the middle square
    """

def framed(picture: Image.Image, size: Any) -> NDArray[Any]:
    """The middle of a picture, in the shape and size of a frame

    - `picture`: RGB
    - `size`: width and height, points
    - returns: uint8 [height, width, 3]
    """

def prepare_views(pictures: Any, sizes: Any = ...) -> tuple[Any, ...]:
    """The views of several pictures: all the wholes, all the middles

    - `pictures`: a list of PIL pictures, or uint8 [n, height, width, 3]
    - `sizes`: points along one side of each square; or one pair, width and height of a frame
    - returns: two of uint8 [n, size, size, 3]; or one [n, height, width, 3]
    """
RECIPE: str

def key_of(name: str, mark: str, sizes: Any = ...) -> str:
    """Everything that a row of features depends on, except the picture

    - `name`: of the network
    - `mark`: of its weights
    - `sizes`: points along one side of each view
    - returns: what cached rows are kept under
    """

def embedded() -> bytes:
    """The network that comes with the package, with its card

    - returns: an ONNX model
    """
EXPORT: int

def backbone_file(name: str = ..., weights: str | Path = '') -> Path:
    """Path of a network's file; it is written when it is missing or damaged, by one process at a time

    - `name`: 'efficientnet-lite0', or any name of timm's
    - `weights`: a file with a state dict, in place of the usual weights
    - returns: the ONNX file in the cache folder, checked
    """
LONGEST: int
MOST_FIELDS: int
METADATA: int

def notes(data: bytes, name: Any = 'the model') -> dict[Any, Any]:
    """The metadata of a model, read without onnx and without opening the network; `FeaturesError` when it is no model

    - `data`: an ONNX model
    - `name`: what to call it in an error
    - returns: of texts
    """

def cores() -> int:
    """How many processor cores this process may use

    - returns: at least 1
    """
CARD: set[str]
NOTES: dict[Any, Any]

class Backbone:
    """A frozen network in an ONNX file; its `key` names its cached rows, `dim` features of which `view` for each view"""
    path: Path
    threads: int
    look: Callable[..., Any] | None
    notes: dict[Any, Any]
    name: Any
    key: Any
    recipe: Any
    def __init__(
        self,
        path: str | Path,
        threads: int = 0,
        data: bytes | None = None,
        look: Callable[..., Any] | None = None,
    ) -> None:
        """- `path`: an ONNX file by `backbone_file`, or a taste.onnx, which holds one
        - `threads`: cores to use; 0 for all that the process may have
        - `data`: the file's content, when that is at hand
        - `look`: called with the content before the network is opened; raises when it should not be
        """
    @property
    def fine_tuned(self) -> bool:
        """Did the network learn from the owner's answers?

        - returns: True for a network that sees a frame, see `prepare_views`
        """
    @property
    def session(self) -> Any:
        """The network itself, opened when it is first needed"""
    def run(self, pictures: Any, want: Any = ..., side: Any = None) -> list[Any]:
        """Run one batch, on the core that calls

        - `pictures`: one batch: a list of PIL pictures, or uint8 [n, height, width, 3]
        - `want`: names of outputs
        - `side`: float32 [n, 26], for a taste.onnx when its probability is wanted
        - returns: an array for each name; `FeaturesError` for numbers that are not finite or not as many as they should be
        """
    def in_batches(self, work: Any, pictures: Any, batch: int = 1) -> Iterator[Any]:
        """Batches side by side on all cores

        - `work`: function of one batch
        - `pictures`: anything that can be sliced
        - `batch`: pictures at a time
        """
    def __call__(self, pictures: Any) -> NDArray[Any]:
        """Features of each picture

        - `pictures`: a list of PIL pictures, or uint8 [n, height, width, 3]
        - returns: float32 [n, dim]: the squashed view's numbers, the middle's, the textures of both
        """
SIDE: int
MOST: int

def backbone(name: str = ..., weights: str | Path = '', threads: int = 0) -> Backbone:
    """A frozen network, ready to run; its file is written the first time

    - `name`: 'efficientnet-lite0' for the embedded one, or any name of timm's
    - `weights`: a file with a state dict, in place of the usual weights
    - `threads`: cores to use; 0 for all that the process may have
    """
