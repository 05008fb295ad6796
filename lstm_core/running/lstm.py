"""The kernel of the LSTM with peepholes: step by step, keeping every intermediate value.

Notation: sigma(z) = (1 + tanh(z / 2)) / 2, and * is the elementwise product.

    z_f = W_f x + U_f h_prev + p_f C_prev + b_f      f = sigma(z_f)
    z_i = W_i x + U_i h_prev + p_i C_prev + b_i      i = sigma(z_i)
    z_g = W_g x + U_g h_prev              + b_g      g = tanh(z_g)
    C   = f * C_prev + i * g
    z_o = W_o x + U_o h_prev + p_o C      + b_o      o = sigma(z_o)
    h   = o * tanh(C)

These equations are written once, in `_flow`, on blocks arranged by `lstm_core.running.blocks`.
"""

from collections.abc import Mapping
from itertools import repeat

import numpy as np
import numpy.typing as npt
from numpy import add, multiply, tanh

from lstm_core.arrays import Array, as_state
from lstm_core.params import LSTMParams
from lstm_core.running.blocks import Blocks, Tape, blocks, held_openings, hold
from lstm_core.running.pins import Pins


def forward(params: LSTMParams, x: Array, start: Mapping[str, npt.ArrayLike], pins: Pins) -> dict[str, Array]:
    """Run the layer over checked inputs (T, D) or (T, B, D), and return every field of a trace.

    At the same batch size, a run cut in two, with h and C carried over, gives the same bits as the whole run.
    Between batch sizes, rounding differs.

    Raises
    ------
    ValueError
        If an initial state does not fit, or numbers exceed the range of the type of `x`.
    """
    batch = x.shape[1:-1]
    tape = Tape.blank(x.reshape(len(x), -1, params.D), params.H)
    for name, before in (("h", tape.h[0]), ("C", tape.C[0])):
        before[...] = 0
        if name in start:
            state = as_state(f"{name}0", start[name], (*batch, params.H), x.dtype)
            before[...] = state.reshape(-1, params.H).T
    with np.errstate(all="ignore"):
        _flow(blocks(params, x.dtype), tape, pins)
        tape.close()
    return tape.values(params.D, single=not batch)


def _flow(weights: Blocks, tape: Tape, pins: Pins) -> None:
    """Let the memory flow through all steps of the tape."""
    early, late = weights.early, weights.late
    # Without a peephole, the output valve reads nothing new, so it is set together with the others.
    first = 0 if late is None else 1
    half = np.array(0.5, tape.z.dtype)
    absent = repeat(None)
    # Views of the blocks for each step are much cheaper from a zip than from indexing.
    for xh, z, z_now, now, valves, i_f, g_C, flow, added, kept, C, tanh_C, o, h, z_if, C_old, z_o, pin in zip(
        tape.signals,
        tape.z.reshape(len(tape.z), -1, tape.z.shape[-1]),
        tape.z[:, first:],
        tape.gates[:, first:4],
        tape.gates[:, first:3],
        tape.gates[:, 1:3],
        tape.gates[:, 3:],
        tape.flows,
        tape.flows[:, 0],
        tape.flows[:, 1],
        tape.C[1:],
        tape.tanh_C,
        tape.gates[:, 0],
        tape.h[1:],
        absent if early is None else tape.z[:, 1:3],
        absent if early is None else tape.C,
        absent if late is None else tape.z[:, 0],
        held_openings(pins, tape) if pins else absent,
        strict=False,
    ):
        weights.signals.dot(xh, z)
        if early is not None:
            add(z_if, early.read(C_old), z_if)
        _set(z_now, now, valves, half)
        if pin is not None:
            hold(valves, pin[first:])
        multiply(i_f, g_C, flow)
        add(added, kept, C)
        if late is not None:
            add(z_o, late.read(C)[0], z_o)
            _set(z_o, o, o, half)
            if pin is not None:
                hold(o, pin[0])
        tanh(C, tanh_C)
        multiply(o, tanh_C, h)


def _set(z: Array, gates: Array, valves: Array, half: Array) -> None:
    """Set `gates` to tanh(z), then the `valves` among them, whose z is halved, to sigma of the whole z."""
    tanh(z, gates)
    multiply(valves, half, valves)
    add(valves, half, valves)
