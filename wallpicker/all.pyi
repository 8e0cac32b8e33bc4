# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""One import for a notebook: `from wallpicker.all import *`"""
from .folders import Folders as Folders
from .figures import Snapshot as Snapshot, contact_sheet as contact_sheet, use_style as use_style
from .site.budget import Budget as Budget
from .site.query import Query as Query
from .site.wallhaven import Wallhaven as Wallhaven
from .site.download import Downloader as Downloader
from .archive.store import Archive as Archive
from .labels.ledger import Ledger as Ledger
from .labels.table import export_csv as export_csv, import_csv as import_csv
from .labels.scan import scan as scan
from .labels.grid import Grid as Grid
from .taste.evaluation import evaluate as evaluate
from .taste.features import Features as Features
from .taste.model import Taste as Taste
from .taste.queue import labeller as labeller, queue as queue
from .picks.search import gather as gather
from .picks.naming import namer as namer
from .picks.pick import pick as pick
from .picks.why import why as why
from .desktop.rotate import rotate as rotate
from .desktop.hanging import wallpaper as wallpaper
from .desktop.reserve import prune as prune, restore as restore
from .job.status import status as status

__all__ = ['Folders', 'Snapshot', 'contact_sheet', 'use_style', 'Budget', 'Query', 'Wallhaven', 'Downloader', 'Archive', 'Ledger', 'export_csv', 'import_csv', 'scan', 'Grid', 'evaluate', 'Features', 'Taste', 'labeller', 'queue', 'gather', 'namer', 'pick', 'why', 'rotate', 'wallpaper', 'prune', 'restore', 'status']
