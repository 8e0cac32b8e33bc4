# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""A made-up person with a hidden taste and a desktop to their liking, in a folder that may be made anew"""
from dataclasses import dataclass
from pathlib import Path
import pandas as pd
from .files import WallpickerError
from .folders import Folders
from typing import Any

__all__ = ['MOODS', 'SUBJECTS', 'NOISE', 'YES_SHARE', 'MARK', 'MADE', 'SimulatedOwner', 'furnish', 'note_furniture', 'not_made_here', 'real_answers', 'DemoError', 'fresh_folder']

MOODS: list[str]
SUBJECTS: list[str]
NOISE: float
YES_SHARE: float

@dataclass(frozen=True)
class SimulatedOwner:
    """A made-up owner: a hidden sum of attributes, plus noise that is the same whenever the same table is asked about"""
    seed: int  # another seed is another person
    @property
    def weights(self) -> dict[str, float]:
        """What this owner likes (+) and dislikes (−)

        - returns: attribute → how much they like it
        """
    def scores(self, attributes: pd.DataFrame) -> pd.Series:
        """How much this owner would like each picture on a day without noise

        - `attributes`: one row a picture, with a column for each attribute
        - returns: hidden score of each picture, mean 0, sd 1 over `attributes`
        """
    def answers(self, attributes: pd.DataFrame) -> pd.Series:
        """What this owner says when asked: the score plus noise, YES for the best 45 %

        - `attributes`: one row a picture
        - returns: True for YES, indexed as `attributes`
        """

def furnish(owner: SimulatedOwner, folders: Folders, n: int = 41, size: Any = ...) -> list[Path]:
    """Fill `Desktop/` with pictures that this owner likes

    - `owner`: owns the desktop
    - `folders`: where
    - `n`: how many pictures, as in the post
    - `size`: pixels
    - returns: the files written
    """
MARK: str
MADE: tuple[str, str, str, str]

def note_furniture(folders: Folders, files: list[Path]) -> None:
    """Write down which files are the demo's own, by name and content

    - `folders`: of `furnish`, and others that the demo wrote
    - `files`: of `furnish`, and others that the demo wrote
    """

def not_made_here(root: Path) -> list[Path]:
    """What lies there and was not written by the demo or a pick of its; what is hidden stays where it is, and is left out

    - `root`: of an earlier demo
    - returns: files and folders, in order
    """

def real_answers(root: Path) -> int:
    """Count what a person has answered in the demo's folder

    - `root`: of an earlier demo
    - returns: how many answers no simulation gave; 0: the folder is still the demo's
    """

class DemoError(WallpickerError):
    """The demo cannot run where it was asked to"""

def fresh_folder(root: Path) -> Folders:
    """An empty tree at `root`, over an earlier demo's if there is one; `DemoError` where other files lie

    - `root`: for the demo alone
    - returns: an empty tree
    """
