# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Spoil the body of a reply on order: cut short, slow, corrupted, or far too large"""
from .server import Gallery

__all__ = ['BodyFaults', 'flipped', 'bomb', 'zipped_zeros']


class BodyFaults:
    """Things that go wrong with a body, each by its name, for a gallery to suffer on its next replies"""
    gallery: Gallery
    def __init__(self, gallery: Gallery) -> None:
        """- `gallery`: its replies are changed"""
    def truncate_next(self, keep: float = 0.5, times: float = 1, of: str = 'picture') -> None:
        """Cut the line in the middle of a body

        - `keep`: share of the body that arrives
        - `times`: how often
        - `of`: kind of reply
        """
    def stall_next(self, seconds: float, times: float = 1, of: str = 'any') -> None:
        """Go silent in the middle of a body, then go on

        - `seconds`: of silence in the middle of a body
        - `times`: how often
        - `of`: kind of reply
        """
    def length_next(self, by: int, times: float = 1, of: str = 'picture') -> None:
        """Announce another length than the body has

        - `by`: bytes that the content-length is off; negative: too small
        - `times`: how often
        - `of`: kind of reply
        """
    def chunks_next(self, keep: float = 1.0, times: float = 1, of: str = 'picture') -> None:
        """Send a body in chunks, without saying how long it is

        - `keep`: share of the body that arrives, the last chunk short
        - `times`: how often
        - `of`: kind of reply
        """
    def drip_next(self, pause: float = 1.0, times: float = 1, of: str = 'picture') -> None:
        """Send a body one byte at a time

        - `pause`: seconds after each byte
        - `times`: how often
        - `of`: kind of reply
        """
    def corrupt_next(self, bits: int = 8, times: float = 1, of: str = 'picture', seed: int = 0) -> None:
        """Flip some bits of a body

        - `bits`: that are wrong
        - `times`: how often
        - `of`: kind of reply
        - `seed`: which bits
        """
    def bloat_next(self, size: int = 100000000, declared: bool = True, times: float = 1, of: str = 'picture') -> None:
        """Send a body and then zeros, until there are `size` bytes

        - `size`: bytes
        - `declared`: in the content-length; False: in chunks
        - `times`: how often
        - `of`: kind of reply
        """
    def bomb_next(self, side: int = 12000, times: float = 1, of: str = 'picture') -> None:
        """Send a few kilobytes of PNG that unpack to side × side pixels

        - `side`: pixels each way
        - `times`: how often
        - `of`: kind of reply
        """
    def gzip_bomb_next(self, size: int = 200000000, times: float = 1, of: str = 'api') -> None:
        """Send a small body, compressed, that unpacks to `size` bytes

        - `size`: bytes, unpacked
        - `times`: how often
        - `of`: kind of reply
        """

def flipped(data: bytes, bits: int, seed: int) -> bytes:
    """Data with some bits wrong

    - `data`: anything
    - `bits`: how many, at places that chance decides
    - `seed`: of chance
    - returns: as long as before
    """

def bomb(side: int = 12000) -> bytes:
    """A small file that is a huge picture

    - `side`: pixels each way
    - returns: a PNG file, black
    """

def zipped_zeros(size: int) -> bytes:
    """A small file that is a lot of nothing

    - `size`: bytes, unpacked
    - returns: gzip
    """
