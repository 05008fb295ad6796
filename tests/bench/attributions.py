"""Integrated gradients beside captum's, of the same LSTM: their time, and how far their values are apart."""

import captum.attr
import numpy as np
import torch

from lstm_core import Output, attribute, from_torch
from lstm_core.arrays import Array
from tests.bench.row import Row
from tests.bench.timing import best, print_rows, rows_on_one_thread

T, D, H, POINTS = 64, 8, 8, 64
CLOSE = 1e-8


def rows() -> list[Row]:
    """Measure all rows, in a process with one thread."""
    return rows_on_one_thread("tests.bench.attributions")


def measure() -> list[Row]:
    """Measure all rows in this process."""
    torch.set_num_threads(1)
    torch.manual_seed(1)
    layer = torch.nn.LSTM(D, H, batch_first=True, dtype=torch.float64)
    x, stack = torch.randn(1, T, D, dtype=torch.float64), from_torch(layer)
    captums = captum.attr.IntegratedGradients(lambda x: layer(x)[0][:, -1, 0])

    def theirs() -> torch.Tensor:
        shares: torch.Tensor = captums.attribute(x, n_steps=POINTS, method="gausslegendre")
        return shares

    def ours() -> Array:
        return attribute(stack, x[0].numpy(), Output(), "integrated_gradients", points=POINTS).values

    apart = float(np.abs(ours() - theirs()[0].numpy()).max())
    mine, others = best(20, ours, theirs)
    what = f"integrated gradients, time over that of captum's: T={T} D={D} H={H} float64, {POINTS} points"
    return [Row(what, mine / others, "reported", apart < CLOSE, f"values at most {apart:.0e} apart")]


if __name__ == "__main__":
    print_rows(measure())
