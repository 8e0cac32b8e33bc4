"""How much memory a process has held. Linux's `ru_maxrss` will not do for one that was just started: it counts what its parent held."""
import re
import resource
import sys
from pathlib import Path


def peak():
    "Megabytes that this process has held at the most"
    status = Path('/proc/self/status')
    if status.exists(): return int(re.search(r'VmHWM:\s+([0-9]+) kB', status.read_text())[1]) / 1000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == 'darwin' else 1e3)
