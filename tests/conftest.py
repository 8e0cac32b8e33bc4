"One process for each core runs the tests, and none of them spreads its sums over all cores: waiting for each other, they took twice the time."
import os

for name in ('OPENBLAS_NUM_THREADS', 'OMP_NUM_THREADS'): os.environ.setdefault(name, '1')   # read when numpy and PyTorch come in
