"""Memory Pipe's web application: pages, API and static files around `lstm_core`."""

import gc
import os

# A worker computes several requests at once; more threads inside BLAS would only wait for each other. NumPy
# reads these when it is loaded, and a server loads this package before it.
for _name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

# A server keeps some hundred thousand objects that it made while it started. To search for garbage after each
# 700 of them, as Python does by itself, took an eighth of that time.
gc.set_threshold(10_000, 10, 10)
