# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Choose which picture to ask the owner about next"""
import numpy as np
from .space import Space
from numpy.typing import NDArray
from typing import Any
from typing import NamedTuple

__all__ = ['Ask', 'SHARE', 'AMONG', 'ALIKE', 'WHILE', 'v_optimal', 'margin_sampling', 'choose', 'ask_next', 'sample_of', 'Asker']


def v_optimal(
    T: NDArray[Any],
    p: NDArray[Any],
    asked: Any,
    free: Any,
    n: int,
    sample_weight: NDArray[Any] | float = 1.0,
) -> list[Any]:
    """V-optimal design, greedily: the pictures whose answers lower the mean variance of all scores most

    - `T`: all pictures [n, d], see `Space`
    - `p`: probability of YES of each, as far as known; .5 when nothing is
    - `asked`: indices already answered
    - `free`: indices that may be asked
    - `n`: how many
    - `sample_weight`: how much each of `asked` counts, see `recency_weights`
    - returns: indices, the most informative first
    """

def margin_sampling(T: NDArray[Any], score: NDArray[Any], free: Any, n: int) -> list[Any]:
    """Margin sampling with diversity: close to the border, and unlike each other

    - `T`: all pictures [n, d], see `Space`
    - `score`: log-odds of YES of each
    - `free`: indices that may be asked
    - `n`: how many
    - returns: indices
    """
class Ask(NamedTuple):
    index: Any
    why: Any
SHARE: float

def choose(
    space: Space,
    T: NDArray[Any],
    answers: Any,
    free: Any,
    n: int,
    rng: np.random.Generator,
    begin: int = 16,
    start: Any = None,
    sample_weight: NDArray[Any] | float = 1.0,
) -> tuple[Any, ...]:
    """What to ask next, and the scores by now

    - `space`: in which the pictures have coordinates
    - `T`: coordinates of all that could be asked about [n, d]
    - `answers`: (index, True or False) of each that was answered
    - `free`: indices that may be asked
    - `n`: how many
    - `rng`: for the random ones
    - `begin`: answers before it asks about close calls
    - `start`: the posterior it returned last time, after the answers before
    - `sample_weight`: how much each answer counts, see `recency_weights`
    - returns: (list of Ask in the order to ask, log-odds of YES of all, the posterior to start from next time)
    """

def ask_next(
    X: NDArray[Any],
    asked: Any,
    y: Any,
    n: int = 10,
    rng: np.random.Generator | None = None,
    begin: int = 16,
    view: int | None = None,
) -> list[Any]:
    """What to show the owner next

    - `X`: features of all pictures that could be asked about [n, d]
    - `asked`: indices already answered (or skipped)
    - `y`: True, False or None (skipped), one for each of `asked`
    - `n`: how many to ask
    - `rng`: for the random ones; None for a fixed one
    - `begin`: answers before it asks about close calls
    - `view`: columns of one view, see `Space`
    - returns: of Ask(index, why), in the order to ask
    """
AMONG: int

def sample_of(ids: Any, n: int = ...) -> list[Any]:
    """Some of many, drawn by chance, which for each depends on nothing but its id

    - `ids`: of pictures
    - `n`: how many at most
    - returns: of `ids`, in their order
    """
ALIKE: float
WHILE: int

class Asker:
    """What to ask next, again after every answer: call it with all answers so far; threads may share it"""
    ids: list[Any]
    space: Space
    before: dict[Any, Any]
    days: dict[Any, Any]
    today: float
    fade: float
    T: Space
    at: dict[Any, Any]
    n: int
    begin: int
    seed: int
    lock: Any
    posterior: Any
    labelled: list[Any]
    score: Any
    def __init__(
        self,
        ids: Any,
        X: NDArray[Any],
        view: int | None = None,
        before: dict[Any, Any] | None = None,
        n: int = 8,
        begin: int = 16,
        seed: int = 0,
        days: dict[Any, Any] | None = None,
        today: float = 0.0,
        fade: float = 0.0,
    ) -> None:
        """- `ids`: pictures that could be asked about
        - `X`: their features [n, d]
        - `view`: columns of one view, see `Space`
        - `before`: id → verb of earlier answers, the newest last
        - `n`: how many of the next to choose with care; those after follow by how close a call they are
        - `begin`: answers before it asks about close calls
        - `seed`: of the random ones
        - `days`: id → day of each answer in `before`
        - `today`: the day of new answers, in days since the same moment
        - `fade`: days after which an answer counts half, see `recency_weights`
        """
    def __call__(self, answers: dict[Any, Any]) -> list[Any]:
        """What is left to ask

        - `answers`: id → verb, the newest last
        - returns: (id, why) of all that is left, in the order to ask
        """
    def think(self, id: str) -> float:
        """Probability of YES by the answers so far

        - `id`: a picture
        - returns: 0..1, not calibrated
        """
