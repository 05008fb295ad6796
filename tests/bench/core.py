"""The speed of `lstm_core.run`, as ratios: against PyTorch, and against its own matrix products alone."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias, cast

import numpy as np
import torch

from lstm_core import GRUParams, LSTMParams, Trace, dye, interpret, run
from lstm_core.arrays import Array
from tests.bench.row import Row
from tests.bench.timing import best, print_rows, rows_on_one_thread

Loop: TypeAlias = Callable[..., list[torch.Tensor]]

TORCH_ORDER = ("i", "f", "g", "o")


def rows() -> list[Row]:
    """Measure all rows, in a process with one thread."""
    return rows_on_one_thread("tests.bench.core")


def measure() -> list[Row]:
    """Measure all rows in this process."""
    torch.set_num_threads(1)
    short, long = Work(64, 1, 8, 8, "float64"), Work(512, 1, 8, 8, "float64")
    wide = Work(128, 32, 8, 256, "float32")
    return [
        against_torch_loop(short, plain_loop, 4, rounds=300),
        against_torch_loop(long, plain_loop, 4, rounds=60),
        against_torch_loop(wide, plain_loop, 1.3, rounds=15),
        against_torch_loop(short, tuned_loop, None, rounds=300),
        against_torch_loop(long, tuned_loop, None, rounds=60),
        against_torch_loop(wide, tuned_loop, None, rounds=15),
        against_own_products(wide, 1.15, rounds=15),
        against_torch_lstm(wide, rounds=15),
        growth(Work(1_000, 1, 8, 8, "float64"), Work(100_000, 1, 8, 8, "float64"), rounds=5),
        dye_over_run(Work(1_000, 1, 8, 256, "float64"), 0.1, rounds=10),
        interpreter_over_kernel(short, rounds=200),
        gru_against_torch_loop(short, rounds=200),
        gru_against_torch_loop(wide, rounds=10),
    ]


@dataclass(frozen=True)
class Work:
    """What is run: steps, sequences, inputs, units and the type of the numbers."""

    T: int
    B: int
    D: int
    H: int
    dtype: str

    def __str__(self) -> str:
        return f"T={self.T} B={self.B} D={self.D} H={self.H} {self.dtype}"

    def params(self) -> LSTMParams:
        """Return weights without peepholes, as PyTorch has none."""
        return LSTMParams.random(self.D, self.H, seed=2, peepholes="none")

    def torch_weights(self) -> list[torch.Tensor]:
        """Return the same W, U and b in PyTorch's order of gates, and a second b of zeros."""
        params = self.params()
        gates = [getattr(params, gate) for gate in TORCH_ORDER]
        stacks = [np.concatenate([getattr(gate, name) for gate in gates]) for name in ("W", "U", "b")]
        return [torch.from_numpy(array.astype(self.dtype)) for array in (*stacks, np.zeros(4 * self.H))]

    def inputs(self) -> Array:
        """Return x (T, B, D)."""
        return np.random.default_rng(1).normal(size=(self.T, self.B, self.D)).astype(self.dtype)

    def products(self) -> Callable[[], None]:
        """Return a call that does the matrix products of `run`, and nothing else."""
        rng = np.random.default_rng(3)
        K = self.D + self.H + 1
        weights = rng.normal(size=(4 * self.H, K)).astype(self.dtype)
        signals = rng.normal(size=(self.T, K, self.B)).astype(self.dtype)
        out = np.empty((self.T, 4 * self.H, self.B), self.dtype)

        def multiply() -> None:
            for t in range(self.T):
                weights.dot(signals[t], out[t])

        return multiply

    def run(self) -> Callable[[], Trace]:
        """Return a call that does the work with `lstm_core`."""
        params, x = self.params(), self.inputs()
        return lambda: run(params, x, dtype=self.dtype)


def against_torch_loop(work: Work, loop: Loop, budget: float | None, rounds: int) -> Row:
    """Compare `run` with a loop in PyTorch that records the same gates."""
    weights, x = work.torch_weights(), torch.from_numpy(work.inputs())
    ours, theirs, alone = best(rounds, work.run(), lambda: loop(*weights, x), work.products())
    ratio = theirs / ours
    name = loop.__name__.replace("_", " ")
    what = f"run, times faster than a {name} in PyTorch that records the same gates: {work}"
    note = f"with its matrix products alone it would be {theirs / alone:.1f}"
    if budget is None:
        return Row(what, ratio, "reported", holds=True, note=note)
    return Row(what, ratio, f">= {budget}", ratio >= budget, note)


def against_own_products(work: Work, budget: float, rounds: int) -> Row:
    """Compare `run` with nothing but its matrix products, on the same BLAS."""
    ours, alone = best(rounds, work.run(), work.products())
    ratio = ours / alone
    what = f"run, time over that of its matrix products alone: {work}"
    return Row(what, ratio, f"<= {budget}", ratio <= budget)


def against_torch_lstm(work: Work, rounds: int) -> Row:
    """Compare `run` with torch.nn.LSTM, which records no gates; there is no budget for it."""
    lstm = torch.nn.LSTM(work.D, work.H, dtype=getattr(torch, work.dtype))
    with torch.no_grad():
        for own, given in zip(lstm.parameters(), work.torch_weights(), strict=True):
            own.copy_(given)
    x = torch.from_numpy(work.inputs())

    def theirs() -> None:
        with torch.inference_mode():
            lstm(x)

    ours, fused = best(rounds, work.run(), theirs)
    what = f"run, time over that of torch.nn.LSTM, which records no gates: {work}"
    return Row(what, ours / fused, "reported", holds=True)


def dye_over_run(work: Work, most: float, rounds: int) -> Row:
    """Compare taking the last memory of a run apart with the run itself."""
    params, x = work.params(), work.inputs()[:, 0]
    trace = run(params, x, dtype=work.dtype)
    apart, whole = best(rounds, lambda: dye(trace), lambda: run(params, x, dtype=work.dtype))
    ratio = apart / whole
    what = f"`dye` of one step, time over that of its `run`: {work}"
    return Row(what, ratio, f"<= {most}", ratio <= most)


def interpreter_over_kernel(work: Work, rounds: int) -> Row:
    """Compare the LSTM as the interpreter of blueprints computes it with its kernel."""
    params, x = work.params(), work.inputs()

    def interpreted() -> None:
        interpret(params.blueprint, params.weights, x, dtype=work.dtype)

    slow, fast = best(rounds, interpreted, work.run())
    what = f"the LSTM by the interpreter of blueprints, time over that of its kernel: {work}"
    return Row(what, slow / fast, "reported", holds=True)


def gru_against_torch_loop(work: Work, rounds: int) -> Row:
    """Compare `run` of a GRU, which has no kernel, with a loop in PyTorch that records the same gates."""
    params, x = GRUParams.random(work.D, work.H, seed=2), work.inputs()
    stacks = [np.concatenate([net.arrays[name] for net in params.nets.values()]) for name in ("W", "U", "b")]
    second = np.concatenate([np.zeros(2 * work.H), params.n.arrays["bU"]])
    weights = [torch.from_numpy(array.astype(work.dtype)) for array in (*stacks, second)]
    signal, loop = torch.from_numpy(x), cast("Loop", gru_loop)
    ours, theirs = best(rounds, lambda: run(params, x, dtype=work.dtype), lambda: loop(*weights, signal))
    what = f"run of a GRU, times faster than a loop in PyTorch that records the same gates: {work}"
    return Row(what, theirs / ours, ">= 1", theirs / ours >= 1)


def growth(few: Work, many: Work, rounds: int) -> Row:
    """Compare the time of a step in a long run with that in a short one."""
    times = max(1, many.T // few.T // 10)
    short, long = few.run(), many.run()
    brief, lengthy = best(rounds, lambda: [short() for _ in range(times)], long, clock=time.process_time)
    ratio = (lengthy / many.T) / (brief / few.T / times)
    what = f"run, processor time of a step over that of one in a run of {few.T} steps: {many}"
    return Row(what, ratio, "0.9 to 1.1", 0.9 <= ratio <= 1.1)


def plain_loop(
    W: torch.Tensor, U: torch.Tensor, b_W: torch.Tensor, b_U: torch.Tensor, x: torch.Tensor
) -> list[torch.Tensor]:
    """Run an LSTM in the way a cell is usually written; return i, f, g, o, C and h of all steps."""
    with torch.inference_mode():
        h = C = x.new_zeros(x.shape[1], U.shape[1])
        record = []
        for x_t in x:
            z = torch.mm(x_t, W.t()) + torch.mm(h, U.t()) + b_W + b_U
            z_i, z_f, z_g, z_o = z.chunk(4, 1)
            i, f, g, o = torch.sigmoid(z_i), torch.sigmoid(z_f), torch.tanh(z_g), torch.sigmoid(z_o)
            C = f * C + i * g
            h = o * torch.tanh(C)
            record.append((i, f, g, o, C, h))
        return [torch.stack(values) for values in zip(*record, strict=True)]


def gru_loop(
    W: torch.Tensor, U: torch.Tensor, b_W: torch.Tensor, b_U: torch.Tensor, x: torch.Tensor
) -> list[torch.Tensor]:
    """Run a GRU, reset after, gates in the order z, r, n; return z, r, n and h of all steps."""
    with torch.inference_mode():
        h = x.new_zeros(x.shape[1], U.shape[1])
        record = []
        for x_t in x:
            seen_z, seen_r, seen_n = (torch.mm(x_t, W.t()) + b_W).chunk(3, 1)
            heard_z, heard_r, heard_n = (torch.mm(h, U.t()) + b_U).chunk(3, 1)
            z, r = torch.sigmoid(seen_z + heard_z), torch.sigmoid(seen_r + heard_r)
            n = torch.tanh(seen_n + r * heard_n)
            h = z * h + (1 - z) * n
            record.append((z, r, n, h))
        return [torch.stack(values) for values in zip(*record, strict=True)]


def tuned_loop(
    W: torch.Tensor, U: torch.Tensor, b_W: torch.Tensor, b_U: torch.Tensor, x: torch.Tensor
) -> list[torch.Tensor]:
    """Run the same with the products of all inputs, and the biases, up front."""
    with torch.inference_mode():
        h = C = x.new_zeros(x.shape[1], U.shape[1])
        inputs, U_T = torch.nn.functional.linear(x, W, b_W + b_U), U.t()
        record = []
        for inputs_t in inputs.unbind():
            z_i, z_f, z_g, z_o = torch.addmm(inputs_t, h, U_T).chunk(4, 1)
            i, f, g, o = torch.sigmoid(z_i), torch.sigmoid(z_f), torch.tanh(z_g), torch.sigmoid(z_o)
            C = f * C + i * g
            h = o * torch.tanh(C)
            record.append((i, f, g, o, C, h))
        return [torch.stack(values) for values in zip(*record, strict=True)]


if __name__ == "__main__":
    print_rows(measure())
