# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""The whole walk in one command, with an owner who is only simulated"""
from pathlib import Path
import pandas as pd
from PIL import Image
from .archive.store import Archive
from .site.download import Downloader
from .taste.features import Features
from .folders import Folders
from .gallery.server import Gallery
from .labels.ledger import Ledger
from .taste.model import Taste
from .site.wallhaven import Wallhaven
from .simulated import SimulatedOwner
from typing import Any
from wallpicker.picks.outcome import Picked
from wallpicker.site.wallpapers import Wallpapers

__all__ = ['Walk', 'families', 'summary', 'demo']


class Walk:
    """One walk from an empty folder to a fresh desktop, for a simulated owner"""
    folders: Folders
    gallery: Gallery
    owner: SimulatedOwner
    say: Any
    site: Wallhaven
    downloader: Downloader
    archive: Archive
    ledger: Ledger
    features: Features
    report: dict[Any, Any]
    truth: pd.Series
    rows: Wallpapers
    taste: Any
    picks: Picked
    def __init__(self, folders: Folders, gallery: Gallery, owner: SimulatedOwner, say: Any = ...) -> None:
        """- `folders`: an empty tree
        - `gallery`: started
        - `owner`: who answers
        - `say`: told one line for each step
        """
    def candidates(self, want: int = 240) -> pd.DataFrame:
        """Ask for candidates and bring their previews into the archive

        - `want`: how many
        - returns: as the site lists them
        """
    def label(self, n: int = 48) -> pd.Series:
        """Take in the desktop, and ask the owner about `n` candidates, typical ones first

        - `n`: candidates to ask about
        - returns: label → how many
        """
    def train(self) -> Taste:
        """Learn, judge and save

        - returns: as saved
        """
    def choose(self, n: int = 10) -> list[Any]:
        """Pick, and see what the owner would have said

        - `n`: picks
        - returns: of `Pick`
        """
    def draw_picks(self) -> Any:
        """The picks as a figure: what the model thought, what the owner says"""
    def draw_taste(self) -> Any:
        """What the model learnt, judged on answers it had not seen"""
    def draw(self, to: Path) -> list[Path]:
        """Write picks.png, taste.png and families.png

        - `to`: folder for the pictures
        - returns: the files
        """
    def go(self, want: int, asked: int, picks: int) -> list[Path]:
        """Every step of a walk, in order

        - `want`: candidates
        - `asked`: answers of the owner
        - `picks`: wallpapers to pick
        - returns: the figures
        """

def families(seeds: int = 3, columns: int = 6) -> Image.Image:
    """A contact sheet of all that the gallery paints

    - `seeds`: pictures of each family
    - `columns`: pictures in a row
    - returns: RGB
    """

def summary(r: dict[Any, Any]) -> str:
    """What came of a walk, in one screen

    - `r`: `Walk.report`
    - returns: a screenful
    """

def demo(
    root: str | Path = 'demo',
    seed: int = 0,
    count: int = 420,
    want: int = 336,
    asked: int = 48,
    picks: int = 10,
    say: Any = ...,
) -> dict[Any, Any]:
    """The whole walk: gallery, desktop, candidates, labels, taste, picks, figures

    - `root`: folder for the demo alone, made anew
    - `seed`: which simulated owner
    - `count`: wallpapers in the gallery
    - `want`: candidates to look at: 14 pages
    - `asked`: answers of the owner
    - `picks`: wallpapers to pick
    - `say`: told one line for each step
    - returns: the figures of `summary`, and more
    """
