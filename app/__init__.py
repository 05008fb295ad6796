"""Memory Pipe's web application: pages, API and static files around `lstm_core`."""

import os

# A worker computes several requests at once; more threads inside BLAS would only wait for each other. NumPy
# reads these when it is loaded, and a server loads this package before it.
for _name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
