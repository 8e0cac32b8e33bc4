# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Write an archive out as plain files, and take them in again elsewhere"""
from pathlib import Path
from .library import Added
from .store import Archive
from typing import Any

__all__ = ['LINE', 'export', 'take_in']


def export(archive: Archive, folder: str | Path, ids: Any = None, labels: Any = None, progress: Any = None) -> Path:
    """Write previews and all that is known of them as plain files, each whole or absent

    - `archive`: to be written out
    - `folder`: where to; made if need be. `folders.train` is the place for what a model was trained on
    - `ids`: of pictures that are here; None: all
    - `labels`: id → name of a subfolder, such as YES
    - `progress`: called with (done, of how many) now and then
    - returns: the folder; raises `ArchiveError` for a place, a name or a picture that will not do
    """
LINE: int

def take_in(archive: Archive, folder: str | Path, progress: Any = None) -> Added:
    """Take an exported folder in; what is here already stays as it is

    - `archive`: that gets them
    - `folder`: what `export` wrote
    - `progress`: called with (done, of how many) now and then
    - returns: ids of what is here now; what was refused, by id or line. `ArchiveError` without an export
    """
