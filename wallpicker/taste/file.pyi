# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""A network, a head and a card as one sealed ONNX file, and how to check one before it is used"""
import re
from dataclasses import dataclass
from pathlib import Path
from .head import Head
from numpy.typing import NDArray
from typing import Any

__all__ = ['HUGE', 'OUTSIDE', 'STEPS', 'SEAL', 'FORMAT', 'KEPT', 'AGAIN', 'LARGEST', 'CARD_KINDS', 'NOT_ALWAYS', 'ENDLESS', 'LOOK_BY', 'ROOM', 'NEWEST', 'MARKED', 'LEAST_SHARED', 'pack', 'SquaredHead', 'unpack', 'seal', 'to_onnx', 'network_file', 'whole_file', 'check_file', 'check_card', 'strange', 'try_network', 'trust', 'trusted', 'first_look', 'keep_older']


def pack(head: Head) -> bytes:
    """A head as little-endian float32: w, b, slope, shift

    - `head`: learned
    - returns: its numbers
    """

@dataclass
class SquaredHead(Head):
    """A head with squares, from a file by an earlier version"""
    axes: NDArray[Any] | None = ...  # float32 [d, k], directions that are squared
    at: NDArray[Any] | None = ...  # float32 [k], added before squaring
    bend: NDArray[Any] | None = ...  # float32 [k], over the squares
    def score(self, X: Any) -> Any: ...
HUGE: float

def unpack(data: bytes, d: int) -> Head:
    """A head from its numbers

    - `data`: by `pack`, of this version or an earlier one
    - `d`: features
    - returns: the same again; raises `TasteError` for numbers that are no head of so many features
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

def network_file(folder: Path, mark: str) -> Path:
    """The file of a network that older models share

    - `folder`: models/
    - `mark`: SHA-256 of the network
    - returns: where older models have it in common
    """

def whole_file(path: Path) -> bytes:
    """The bytes of a model; those of an older one with its network put back

    - `path`: of a model
    - returns: `TasteError` when it is kept without a network that is not there
    """
LARGEST: int

def check_file(path: str | Path) -> tuple[Any, ...]:
    """Raise `TasteError` in a sentence when the file is missing, foreign, newer, older, cut short or changed

    - `path`: what should be a taste.onnx
    - returns: its bytes, and their SHA-256
    """
CARD_KINDS: dict[Any, Any]
NOT_ALWAYS: set[str]

def check_card(card: Any) -> dict[Any, Any]:
    """See that a card holds what is read from it

    - `card`: what a file says of itself, decoded
    - returns: the same; raises `TasteError` for a card that could not be used
    """
ENDLESS: set[str]

def strange(data: bytes) -> str:
    """What a network holds that none of ours does

    - `data`: an ONNX file
    - returns: such as 'holds Loop'; empty for a network that only computes
    """
LOOK_BY: int
ROOM: int

def try_network() -> None:
    """Run the network on standard input, with two pictures alone and together; the process ends with why it will not do"""

def trust(mark: str) -> None:
    """Remember a model as one that may be used on this computer

    - `mark`: SHA-256 of a model's file
    """

def trusted(mark: str) -> bool:
    """Was this model written here, looked at before, or trusted by the owner?

    - `mark`: SHA-256 of a model's file
    """

def first_look(path: Path, mark: str, data: bytes) -> None:
    """`TasteError` for a network that only another program could have made, once for each file; see `trust`

    - `path`: of a model, for the message
    - `mark`: its SHA-256
    - `data`: its content
    """
NEWEST: int
MARKED: str
LEAST_SHARED: int

def keep_older(path: Path, new: bytes) -> None:
    """Keep the model at `path` in models/ beside it, unless it is the same as `new` or kept already

    - `path`: where the model in use lies
    - `new`: what will lie there
    """
