"""Some tests always wait for a disk, a server or a browser: one process more than there are cores runs them. None of these spreads its sums over
all cores: waiting for each other, they took twice the time."""
import os

import pytest

for name in ('OPENBLAS_NUM_THREADS', 'OMP_NUM_THREADS'): os.environ.setdefault(name, '1')   # read when numpy and PyTorch come in


@pytest.hookimpl(optionalhook=True)   # where pytest-xdist is
def pytest_xdist_auto_num_workers(config): return (os.cpu_count() or 1) + 1
