"What makes and keeps the book: pages, images, guards, rows of other machines"

# For processes that run side by side, as pages and tests do; read when a process starts, or numpy and PyTorch come in.
# Two of them that each spread their sums over all cores wait for each other, up to ten times as long. Fresh memory costs more than what is done
# in it: by its two limits glibc uses memory again that large arrays gave back, which saves a tenth of the time of arithmetic.
SIDE_BY_SIDE = dict(OPENBLAS_NUM_THREADS='1', OMP_NUM_THREADS='1',
                    MALLOC_MMAP_THRESHOLD_=str(2**25), MALLOC_TRIM_THRESHOLD_=str(2**28))
