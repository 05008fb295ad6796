"""A run of two wide layers for a whole batch, as of a model of one's own: its time and its memory."""

import time
import tracemalloc
from collections.abc import Callable, Collection

import numpy as np
import torch

from lstm_core import LayerStack, LSTMParams
from lstm_core.arrays import Array
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Layer
from lstm_core.stacks.trace import StackRun
from tests.bench.core import TORCH_ORDER, plain_loop
from tests.bench.row import Row
from tests.bench.timing import best, print_rows, rows_on_one_thread

T, B, D, H, LAYERS = 1000, 16, 64, 512, 2
GATES = ("i", "f", "g", "o", "C", "h")
MOST_TIME, MOST_MEMORY, ROUNDS = 1.0, 2.0, 3
WORK = f"T={T} B={B} D={D} H={H} x {LAYERS} float32"


def rows() -> list[Row]:
    """Measure all rows, in a process with one thread."""
    return rows_on_one_thread("tests.bench.wide")


def measure() -> list[Row]:
    """Measure all rows in this process."""
    torch.set_num_threads(1)
    params = [LSTMParams.random(H if k else D, H, seed=k, peepholes="none") for k in range(LAYERS)]
    stack = LayerStack([StackLayer(Layer(one)) for one in params])
    x = np.random.default_rng(1).normal(size=(T, B, D)).astype(np.float32)
    weights, signal = [_of_torch(one) for one in params], torch.from_numpy(x)

    def ours(keep: Collection[str] | None = GATES) -> StackRun:
        return stack.run(x, dtype="float32", keep=keep)

    def theirs() -> torch.Tensor:
        record = []
        passed = signal
        for own in weights:
            W, U, b_W, b_U = own
            record.append(plain_loop(W, U, b_W, b_U, passed))
            passed = record[-1][-1]
        return passed

    np.testing.assert_allclose(ours().h, theirs().numpy(), atol=1e-5)
    mine, loop = best(ROUNDS, ours, theirs, clock=time.process_time)
    what = f"run, processor time over that of a plain loop in PyTorch that records the same gates: {WORK}"
    return [
        Row(what, mine / loop, f"<= {MOST_TIME:g}", mine / loop <= MOST_TIME),
        _memory("the gates", ours),
        _memory("everything", lambda: ours(None)),
    ]


def _memory(kept: str, call: Callable[[], StackRun]) -> Row:
    """Compare the most memory that a run takes with that of the arrays which it returns."""
    tracemalloc.start()
    run = call()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    arrays = {id(array.base if array.base is not None else array): array for array in _arrays(run)}
    size = sum((array.base if array.base is not None else array).nbytes for array in arrays.values())
    what = f"run that keeps {kept}, most memory over that of the arrays kept: {WORK}"
    ratio = peak / size
    return Row(what, ratio, f"<= {MOST_MEMORY:g}", ratio <= MOST_MEMORY, f"{size / 2**20:.0f} MB are kept")


def _arrays(run: StackRun) -> list[Array]:
    return [array for one in run.layers for array in one.trace.values.values()]


def _of_torch(params: LSTMParams) -> list[torch.Tensor]:
    gates = [getattr(params, gate) for gate in TORCH_ORDER]
    stacks = [np.concatenate([getattr(gate, name) for gate in gates]) for name in ("W", "U", "b")]
    return [torch.from_numpy(array.astype(np.float32)) for array in (*stacks, np.zeros(4 * H))]


if __name__ == "__main__":
    print_rows(measure())
