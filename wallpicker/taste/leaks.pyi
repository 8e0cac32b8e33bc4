# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Test whether the source of a picture shows in its features"""
from numpy.typing import NDArray
from typing import Any

__all__ = ['two_sample_test']


def two_sample_test(
    A: NDArray[Any],
    B: NDArray[Any],
    groups: Any = None,
    repeats: int = 5,
    seed: int = 0,
) -> tuple[Any, ...]:
    """Classifier two-sample test: how well a regression over all features separates two sources of the same pictures

    - `A`: features of some pictures from one source [n, d]
    - `B`: features of the same pictures from another source [n, d]
    - `groups`: [n], near-duplicates share a value; None when there are none
    - `repeats`: times five folds
    - `seed`: of folds and draws
    - returns: AUC and its 95 % interval: (value, low, high); .5 when nothing leaks
    """
