# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""What the taste is in words, where it is lost, a map of it, and which answers were perhaps a slip"""
import pandas as pd
from numpy.typing import NDArray
from typing import Any

__all__ = ['WORDS', 'SURE', 'ALIKE', 'in_words', 'slices', 'main_directions', 'places_on_grid', 'draw_map', 'slips']

WORDS: dict[Any, Any]

def in_words(X: NDArray[Any], score: NDArray[Any], draws: int = 200, seed: int = 0) -> pd.DataFrame:
    """How the pictures with a high score differ from the average, where that is beyond chance

    - `X`: features [n, d], the colour numbers last
    - `score`: [n], of the same pictures: log-odds, or a probability
    - `draws`: for the interval
    - `seed`: of the draws
    - returns: index: words; columns rank correlation, low, high; the strongest first
    """

def slices(answers: pd.DataFrame, **by: Any) -> pd.DataFrame:
    """How well the model does on parts of the pictures

    - `answers`: of `judged`, by a model that had not seen them
    - returns: index (name, word); columns n, YES: share of it, right, low, high: of `right`, AUC
    """

def main_directions(X: NDArray[Any]) -> NDArray[Any]:
    """Where each picture lies along the two directions in which they differ most (principal components)

    - `X`: features [n, d]
    - returns: [n, 2]
    """

def places_on_grid(X: NDArray[Any], columns: int = 16) -> NDArray[Any]:
    """The pictures' two main directions, evened out so that each has a square of its own

    - `X`: features [n, d]
    - `columns`: of the grid
    - returns: int [n, 2]: column and row of each, no two alike
    """

def draw_map(ids: Any, at: Any, preview: Any, labels: Any = None, picked: Any = ..., width: Any = 8.4) -> Any:
    """All pictures on one sheet, those that look alike side by side

    - `ids`: ids of wallpapers
    - `at`: column and row of each, from `places_on_grid`
    - `preview`: function from an id to its small picture
    - `labels`: id → YES or NO, where there is an answer
    - `picked`: ids that were picked: a star
    - `width`: inches
    """
SURE: float
ALIKE: float

def slips(answers: pd.DataFrame, neighbours: Any, sure: float = ..., alike: float = ...) -> pd.DataFrame:
    """Answers that fit nothing else that was said: worth asking again

    - `answers`: of `judged`, by a model that had not seen them
    - `neighbours`: function: id → ids of the answered pictures most like it
    - `sure`: the least probability of the opposite
    - `alike`: the least share of neighbours with the opposite answer
    - returns: index id; columns said, opposite: its probability, neighbours: share of them; the likeliest first
    """
