# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Give old answers less weight than new ones"""
import pandas as pd
from ..labels.ledger import Ledger
from numpy.typing import NDArray
from typing import Any

__all__ = ['REST', 'EACH', 'FLOOR', 'TEACH', 'recency_weights', 'answered']

REST: float
EACH: float
FLOOR: float

def recency_weights(days: Any, half: float = 365.0) -> NDArray[Any]:
    """How much each answer counts beside the newest ones

    - `days`: when each answer was given, in days since any moment [n]
    - `half`: age in days at which an answer counts half; 0: all count alike
    - returns: [n], the weight of each: 1 in the newest sitting, never less than `FLOOR`
    """
TEACH: dict[Any, Any]

def answered(ledger: Ledger) -> pd.Series:
    """When the answer was given that labels each picture

    - `ledger`: the answers and their times
    - returns: index id: day, counted from 1970
    """
