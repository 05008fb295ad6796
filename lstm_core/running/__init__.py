"""The run of one layer: the kernels, the trace of everything that happened, and the backward pass."""
