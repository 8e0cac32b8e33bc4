# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""What was confused with what, how sure the model was, and in which order it puts wallpapers"""
import pandas as pd
from ..files import WallpickerError
from numpy.typing import NDArray
from typing import Any

__all__ = ['InterpretError', 'is_yes', 'judged', 'verdict', 'confusion', 'draw_confusion', 'plot_probabilities', 'draw_probabilities', 'auc', 'auc_interval', 'roc', 'plot_roc', 'draw_roc']


class InterpretError(WallpickerError):
    """Answers that cannot be interpreted; the message names which."""

def is_yes(y: Any) -> NDArray[Any]:
    """Labels as booleans. Raises `InterpretError` for one that is neither yes nor no.

    - `y`: labels: YES and NO, True and False, or 1 and 0
    - returns: bool, as long as `y`
    """

def judged(ids: Any, y: Any, p: Any, cut: Any = 0.5) -> pd.DataFrame:
    """Owner and model side by side. Raises `InterpretError` if the lists do not fit together.

    - `ids`: ids of wallpapers
    - `y`: what the owner said of each: YES or NO
    - `p`: probability of YES for each, 0..1, from a model that had not seen that answer
    - `cut`: from which probability on the model says YES
    - returns: index id: label, p, says, right, loss (natural log)
    """

def verdict(y: Any, p: Any, cut: Any = 0.5) -> str:
    """How often it was right, what that is worth, and what saying one word always would score.

    - `y`: YES or NO for each
    - `p`: probability of YES for each
    - `cut`: from which probability on the model says YES
    - returns: one line
    """

def confusion(answers: Any) -> pd.DataFrame:
    """How many of each

    - `answers`: of `judged`
    - returns: rows what the owner said, columns what the model says
    """

def draw_confusion(y: Any, p: Any, cut: Any = 0.5, title: Any = None) -> Any:
    """Confusion matrix with counts, shares of each row and the interval of the accuracy below.

    - `y`: what the owner said: YES or NO
    - `p`: probability of YES, by a model that had not seen that answer
    - `cut`: from which probability on the model says YES
    - `title`: above the figure; otherwise a plain one
    """

def plot_probabilities(ax: Any, answers: Any, cut: Any = 0.5, bins: Any = 20) -> None:
    """Bars of probabilities on given axes: YES upwards, NO downwards

    - `ax`: axes to draw on
    - `answers`: of `judged`
    - `cut`: a dotted line here
    - `bins`: bars between 0 and 1
    """

def draw_probabilities(y: Any, p: Any, cut: Any = 0.5, title: Any = None) -> Any:
    """Histogram of probabilities, what the owner liked above the line, what they did not below.

    - `y`: what the owner said: YES or NO
    - `p`: probability of YES, by a model that had not seen that answer
    - `cut`: a dotted line here: from which probability on the model says YES
    - `title`: above the figure; otherwise a plain one
    """

def auc(y: Any, p: Any) -> float:
    """How often a liked wallpaper is put before a disliked one; a tie is half.

    - `y`: YES or NO
    - `p`: any score, larger for a likelier YES
    - returns: 0..1, nan if one of the two labels is missing
    """

def auc_interval(y: Any, p: Any, groups: Any = None, draws: Any = 1000, seed: Any = 0) -> tuple[Any, ...]:
    """Bootstrap interval of `auc`.

    - `y`: YES or NO
    - `p`: any score, larger for a likelier YES
    - `groups`: near-duplicates share a group and are drawn together; each alone if None
    - `draws`: how often to draw
    - `seed`: of the random draws
    - returns: 2.5th and 97.5th percentile; nan if one of the two labels is missing
    """

def roc(y: Any, p: Any) -> tuple[Any, ...]:
    """Both shares at each threshold there can be

    - `y`: YES or NO
    - `p`: any score, larger for a likelier YES
    - returns: share of disliked let through, share of liked found; from none to all
    """

def plot_roc(ax: Any, y: Any, p: Any, groups: Any = None, area: Any = None) -> None:
    """The ROC curve on given axes; a sentence instead if one of the two labels is missing

    - `ax`: axes to draw on
    - `y`: YES or NO
    - `p`: any score, larger for a likelier YES
    - `groups`: near-duplicates share a group
    - `area`: (AUC, low, high) to quote; worked out here otherwise
    """

def draw_roc(y: Any, p: Any, groups: Any = None, title: Any = None) -> Any:
    """ROC curve with its area and the interval of that.

    - `y`: what the owner said: YES or NO
    - `p`: probability of YES, by a model that had not seen that answer
    - `groups`: near-duplicates share a group
    - `title`: above the figure; otherwise a plain one
    """
