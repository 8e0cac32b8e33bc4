# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""The answers a model got most wrong, what a pick resembles, and all that a taste has learnt in one figure"""
from PIL import Image
from typing import Any

__all__ = ['picture', 'draw_pictures', 'top_losses', 'draw_neighbours', 'taste_figure']


def picture(source: Any) -> Image.Image:
    """A preview, however it is handed in.

    - `source`: a PIL image, or the bytes of one
    - returns: RGB
    """

def draw_pictures(
    ids: Any,
    preview: Any,
    titles: Any = None,
    labels: Any = None,
    columns: Any = 3,
    title: Any = None,
    width: Any = 6.4,
) -> Any:
    """Wallpapers in rows, unstretched.

    - `ids`: ids of wallpapers
    - `preview`: function from an id to its small picture (`archive.preview`)
    - `titles`: a line above each
    - `labels`: YES or NO for each: colours frame and title
    - `columns`: pictures in a row
    - `title`: above all
    - `width`: inches
    """

def top_losses(ids: Any, y: Any, p: Any, preview: Any, n: Any = 6, columns: Any = 3) -> Any:
    """The answers that surprised the model most, as pictures: what was said, and how likely the model held a YES.

    - `ids`: ids of wallpapers
    - `y`: what the owner said: YES or NO
    - `p`: probability of YES, by a model that had not seen that answer
    - `preview`: function from an id to its small picture
    - `n`: how many
    - `columns`: pictures in a row
    """

def draw_neighbours(id: Any, near: Any, y: Any, preview: Any, p: Any = None, k: Any = 3) -> Any:
    """A wallpaper, the nearest liked ones above, the nearest disliked ones below.

    - `id`: the wallpaper to explain
    - `near`: Series id -> similarity of labelled wallpapers, 1 for the same
    - `y`: Series id -> YES or NO of the same wallpapers
    - `preview`: function from an id to its small picture
    - `p`: probability of YES for `id`, if there is one
    - `k`: how many of either kind
    """

def taste_figure(
    ids: Any,
    y: Any,
    p: Any,
    preview: Any,
    groups: Any = None,
    auc: Any = None,
    title: Any = None,
    cut: Any = 0.5,
    n: Any = 5,
) -> Any:
    """What a model learnt, in one figure: ROC, probabilities, the likeliest and the least likely wallpapers.

    - `ids`: ids of wallpapers
    - `y`: what the owner said: YES or NO
    - `p`: probability of YES, by a model that had not seen that answer
    - `preview`: function from an id to its small picture (`archive.preview`)
    - `groups`: near-duplicates share a group
    - `auc`: (value, low, high) to quote, such as `Report.auc`; worked out here otherwise
    - `title`: above all
    - `cut`: from which probability on the model says YES
    - `n`: pictures in a row
    """
