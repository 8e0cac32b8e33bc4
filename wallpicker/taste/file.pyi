# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""A network, a head and a card as one sealed ONNX file, and how to check one before it is used"""
import re
from dataclasses import dataclass
from pathlib import Path
import numpy as np
from .head import Head
from typing import Any

__all__ = ['OUTSIDE', 'STEPS', 'SEAL', 'FORMAT', 'KEPT', 'AGAIN', 'NEWEST', 'MARKED', 'pack', 'SquaredHead', 'unpack', 'seal', 'to_onnx', 'check_file', 'keep_older']


def pack(head: Head) -> bytes:
    """A head as little-endian float32: w, b, slope, shift

    - `head`: learned
    - returns: its numbers
    """

@dataclass
class SquaredHead(Head):
    """A head with squares, from a file by an earlier version"""
    axes: np.ndarray | None = ...  # float32 [d, k], directions that are squared
    at: np.ndarray | None = ...  # float32 [k], added before squaring
    bend: np.ndarray | None = ...  # float32 [k], over the squares
    def score(self, X: Any) -> Any: ...

def unpack(data: bytes, d: int) -> Head:
    """A head from its numbers

    - `data`: by `pack`, of this version or an earlier one
    - `d`: features
    - returns: the same again
    """
OUTSIDE: set[str]
STEPS: list[tuple[str, str, str, dict[Any, Any]]]
SEAL: re.Pattern[bytes]

def seal(data: bytes) -> bytes:
    """Write the hash of a file into the place kept for it

    - `data`: an ONNX file whose seal is 64 zeros
    - returns: the same with the right seal
    """
FORMAT: int
KEPT: tuple[str, str, str, str, str, str]

def to_onnx(network: str | Path, head: Head, card: dict[Any, Any]) -> bytes:
    """Network, head and card as one ONNX graph

    - `network`: an ONNX file of a backbone, or of an earlier taste, of which only the network is taken
    - `head`: learned on its features
    - `card`: see `card_of`
    - returns: the file, sealed
    """
AGAIN: str

def check_file(path: str | Path) -> tuple[Any, ...]:
    """Raise `TasteError` in a sentence when the file is missing, foreign, newer, older, cut short or changed

    - `path`: what should be a taste.onnx
    - returns: its bytes, and their SHA-256
    """
NEWEST: int
MARKED: str

def keep_older(path: Path, new: bytes) -> None:
    """Copy the model at `path` into models/ beside it, unless it is the same as `new` or kept already

    - `path`: where the model in use lies
    - `new`: what will lie there
    """
