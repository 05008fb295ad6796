"""The kernel of the LSTM's backward pass: gradients by backpropagation through time.

Here d is the gradient of the loss, ' the transpose, and * the elementwise product. From the last step to the
first:

    dh     = direct gradient of the loss + U' dz of the next step
    dz_o   = dh * tanh(C) * o (1 - o)
    dC     = dh * o (1 - tanh(C)^2) + p_o' dz_o + the gradient from the next step
    dz_i   = dC * g * i (1 - i)
    dz_f   = dC * C_prev * f (1 - f)
    dz_g   = dC * i * (1 - g^2)
    to C_prev: dC * f + p_f' dz_f + p_i' dz_i

A gate that is held by hand does not depend on its z, so its dz is zero there.
"""

from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
from numpy import add, multiply

from lstm_core.arrays import Array
from lstm_core.params import GATES, GateParams, LSTMParams
from lstm_core.running.blocks import ORDER, VALVE_ORDER
from lstm_core.running.trace import Trace


def backward(params: LSTMParams, trace: Trace, given: Array) -> tuple[LSTMParams, dict[str, Array]]:
    """Return the gradients of the weights, and those of all states and inputs by name.

    Parameters
    ----------
    params : LSTMParams
        The weights of the run.
    trace : Trace
        The run.
    given : (T, H) or (T, B, H)
        Direct gradient of the loss with respect to `trace.h` in each step.

    Raises
    ------
    ValueError
        If the gradient of a weight exceeds the range of its type.

    References
    ----------
    Greff et al., "LSTM: A search space odyssey", IEEE TNNLS 28 (2017), section II.B, for diagonal peepholes.
    """
    single = trace.h.ndim == 2
    dh_all = _columns(given, single).copy()
    dC, dz = np.empty_like(dh_all), np.empty((trace.steps, 4, *dh_all.shape[1:]), dh_all.dtype)
    with np.errstate(all="ignore"):
        dh0, dC0 = _flow_back(params, trace, dh_all, dC, dz)
        rows = dz.transpose(1, 2, 0, 3).reshape(4 * params.H, -1)
        dx = rows.T @ np.concatenate([getattr(params, gate).W for gate in ORDER]).astype(dz.dtype)
        gradients = _gradients(params, trace, rows)

    def show(block: Array) -> Array:
        return block[..., 0] if single else block.swapaxes(-1, -2)

    return gradients, {
        "dh": show(dh_all),
        "dC": show(dC),
        **{f"dz_{gate}": show(dz[:, ORDER.index(gate)]) for gate in GATES},
        "dx": dx.reshape(trace.x.shape),
        "dh0": show(dh0),
        "dC0": show(dC0),
    }


def _flow_back(params: LSTMParams, trace: Trace, dh: Array, dC: Array, dz: Array) -> tuple[Array, Array]:
    """Fill dC (T, H, B) and dz (T, 4, H, B), add the gradients of later steps to dh; return dh0 and dC0."""
    o, i, f, g, C_prev, tanh_C = (
        _columns(getattr(trace, name), trace.h.ndim == 2) for name in ("o", "i", "f", "g", "C_prev", "tanh_C")
    )
    slope_C = o * (1 - tanh_C * tanh_C)
    slopes = np.stack([tanh_C * o * (1 - o), g * i * (1 - i), C_prev * f * (1 - f), i * (1 - g * g)], axis=1)
    for valve, openings in trace.pins.held(len(dz), params.H).items():
        slopes[:, VALVE_ORDER.index(valve)][~np.isnan(openings)] = 0
    early = _Return.of([params.i, params.f], dz.dtype)
    late = _Return.of([params.o], dz.dtype)
    U_back = np.hstack([getattr(params, gate).U.T for gate in ORDER]).astype(dz.dtype)
    h_back, C_back = np.zeros_like(dh[0]), np.zeros_like(dh[0])
    absent = repeat(None)
    for dh_t, dC_t, dz_t, dz_o, dz_if, dz_ifg, slope_o, slope_ifg, slope, f_t in zip(
        dh[::-1],
        dC[::-1],
        dz.reshape(len(dz), -1, dz.shape[-1])[::-1],
        dz[::-1, 0],
        absent if early is None else dz[::-1, 1:3],
        dz[::-1, 1:],
        slopes[::-1, 0],
        slopes[::-1, 1:],
        slope_C[::-1],
        f[::-1],
        strict=False,
    ):
        add(dh_t, h_back, dh_t)
        multiply(dh_t, slope_o, dz_o)
        multiply(dh_t, slope, dC_t)
        add(dC_t, C_back, dC_t)
        if late is not None:
            add(dC_t, late.read(dz_o), dC_t)
        multiply(dC_t, slope_ifg, dz_ifg)
        multiply(dC_t, f_t, C_back)
        if early is not None:
            add(C_back, early.read(dz_if), C_back)
        U_back.dot(dz_t, h_back)
    return h_back, C_back


@dataclass(frozen=True, eq=False)
class _Return:
    """The peepholes of n gates in the backward direction: weights (n, H, 1), or (H, n H)."""

    weights: Array

    @classmethod
    def of(cls, gates: list[GateParams], dtype: np.dtype[Any]) -> "_Return | None":
        """Stack the peepholes of `gates`; None if they have none."""
        kinds = {gate.peephole for gate in gates}
        if kinds == {"none"}:
            return None
        weights = [np.zeros(gate.H) if gate.p is None else gate.p for gate in gates]
        if "full" in kinds:
            stacked = np.hstack([np.diag(p) if p.ndim == 1 else p.T for p in weights])
        else:
            stacked = np.stack(weights)[..., np.newaxis]
        return cls(stacked.astype(dtype))

    def read(self, dz: Array) -> Array:
        """Return the gradient from `dz` (n, H, B), or (H, B) for one gate, to the memory that it read."""
        back: Array
        if self.weights.ndim == 2:
            back = self.weights.dot(dz.reshape(-1, dz.shape[-1]))
        else:
            back = (self.weights * dz).sum(axis=0)
        return back


def _gradients(params: LSTMParams, trace: Trace, rows: Array) -> LSTMParams:
    """Return the gradients of the weights from dz as (4 H, T B)."""
    T_B, H = rows.shape[1], params.H
    signals = np.concatenate([trace.x, trace.h_prev], axis=-1).reshape(T_B, -1)
    W_U, b = rows @ signals, rows.sum(axis=1)
    gates = {}
    for k, gate in enumerate(ORDER):
        own = slice(k * H, (k + 1) * H)
        seen = (trace.C if gate == "o" else trace.C_prev).reshape(T_B, H)
        kind = getattr(params, gate).peephole
        p = None
        if kind == "diagonal":
            p = np.einsum("hn,nh->h", rows[own], seen)
        if kind == "full":
            p = rows[own] @ seen
        gates[gate] = GateParams(W_U[own, : params.D], W_U[own, params.D :], b[own], p)
    return LSTMParams(**gates)


def _columns(array: Array, single: bool) -> Array:
    """Return (T, H) or (T, B, H) as (T, H, B)."""
    return array[..., np.newaxis] if single else array.swapaxes(-1, -2)
