# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""One number for how much of a picture is writing"""
from pathlib import Path
import pandas as pd
from PIL import Image
from ..archive.store import Archive
from numpy.typing import NDArray
from typing import Any
from wallpicker.database import Database

__all__ = ['PACKAGE', 'INPUT', 'WRITTEN', 'detector_file', 'as_input', 'Detector', 'Writing', 'with_writing']

PACKAGE: str

def detector_file() -> Path:
    """Where the text detector lies

    - returns: an ONNX file; raises `MissingError` with the line that installs it
    """
INPUT: tuple[int, int]

def as_input(picture: Image.Image) -> NDArray[Any]:
    """A picture as the detector was taught to see it

    - `picture`: RGB, of any size
    - returns: float32 [1, 3, 192, 320], BGR within ±1
    """

class Detector:
    """A text detector: call it with pictures for the share of each that is writing"""
    path: Path
    key: str
    def __init__(self, path: str | Path = '') -> None:
        """- `path`: an ONNX file; that of the installed package by default"""
    @property
    def session(self) -> Any:
        """The network, opened when it is first needed"""
    def probabilities(self, picture: Image.Image) -> NDArray[Any]:
        """For each pixel the probability that it belongs to a line of writing

        - `picture`: RGB, of any size
        - returns: float32 [192, 320], within 0..1
        """
    def __call__(self, pictures: Any) -> NDArray[Any]:
        """How much of each picture is writing

        - `pictures`: a list of PIL pictures, or uint8 [n, height, width, 3]
        - returns: float32 [n], 0..1: mean probability over the picture, about the share of its area
        """
WRITTEN: float

class Writing:
    """How much of archived pictures is writing, found once: call it with ids for float32 [n]"""
    archive: Archive
    db: Database
    detector: Detector
    key: str
    def __init__(self, archive: Archive, detector: Detector | None = None) -> None:
        """- `archive`: where the previews are
        - `detector`: finds the writing; the installed one by default, or `MissingError`
        """
    def __call__(self, ids: Any, progress: Any = None) -> NDArray[Any]:
        """How much of each picture is writing, from the database or found now

        - `ids`: pictures in the archive
        - `progress`: called with (done, of how many) after each batch
        - returns: float32 [n], 0..1
        """

def with_writing(facts: pd.DataFrame, archive: Archive, ids: Any) -> pd.DataFrame:
    """Facts with a column more, `writing`: the share of each picture that is writing, nan for the others

    - `facts`: by id
    - `archive`: where the pictures are
    - `ids`: those to look at
    - returns: as it is without the extra `[text]`
    """
