"""Run a layer of any unit, over a sequence or for one step."""

from collections.abc import Collection, Iterable, Mapping

import numpy as np
import numpy.typing as npt

from lstm_core.arrays import as_sequence
from lstm_core.blueprints.spec import Blueprint
from lstm_core.params import UnitParams
from lstm_core.running.engines import engine
from lstm_core.running.kept import names_to_keep, run_in_parts
from lstm_core.running.pins import Pins
from lstm_core.running.ragged import check_lengths
from lstm_core.running.trace import Trace


def run(
    params: UnitParams,
    x: npt.ArrayLike,
    h0: npt.ArrayLike | None = None,
    C0: npt.ArrayLike | None = None,
    pins: Pins | None = None,
    dtype: npt.DTypeLike | None = None,
    start: Mapping[str, npt.ArrayLike] | None = None,
    lengths: npt.ArrayLike | None = None,
    keep: Collection[str] | None = None,
) -> Trace:
    """Run the layer over a sequence, or over a batch of them, and keep every intermediate value.

    Parameters
    ----------
    params : LSTMParams, GRUParams, RNNParams
        The weights.
    x : (T, D) or (T, B, D)
        Inputs, with at least one step.
    h0, C0 : (H,) or (B, H), optional
        Hidden state and, for an LSTM, cell state before the first step; zero by default.
    pins : Pins, optional
        Gates held by hand.
    dtype : dtype, optional
        float32, float64, or complex128 for differentiation by the complex step. By default, the type of the
        weights and of `x` if they agree, otherwise the wider of the two; lists of numbers and integers count
        as float64, float16 as float32.
    start : dict of (H,) or (B, H), optional
        Carried states before the first step by name, for instance ``trace.last`` of the run before; the same
        as ``h0`` for ``"h"`` and ``C0`` for ``"C"``.
    lengths : (B,), optional
        The number of steps of each sequence of a batch, if they differ; the rest is padding, and all
        arrays are zero there.
    keep : names, optional
        The only arrays to keep, such as ``("f", "C")``, if all would take too much memory; the trace then
        has these, the states before the first step, and `last`. The run needs little more memory than
        these: one chunk of steps at a time, and a copy of `x` if its type is not that of the run.

    Returns
    -------
    Trace
        Arrays of shape (T, H) or (T, B, H); see `Trace`.

    Raises
    ------
    ValueError
        If a shape does not fit, an input is NaN or infinite, `dtype` is another type or its range is
        exceeded, a state is given that the unit does not carry, a pin names a gate, step or unit that does
        not exist, `lengths` are given for a single sequence or do not fit the batch, or `keep` has a name of
        no array of the unit.

    Notes
    -----
    At the same batch size, a run cut in two, with all states carried over, gives the same bits as the
    whole run, and `step` gives the same bits as `run`. Between batch sizes, rounding differs.
    """
    inputs = as_sequence(x, params.D, dtype, params.dtype, private=keep is None)
    pins = pins or Pins()
    pins.check(params.blueprint)
    states = {name: state for name, state in (("h", h0), ("C", C0)) if state is not None} | dict(start or {})
    check_carried(states, params.blueprint)
    if lengths is not None or keep is not None:
        told = None if lengths is None else check_lengths(lengths, inputs.shape)
        names = None if keep is None else names_to_keep(keep, [params.blueprint])
        return run_in_parts(params, inputs, states, pins, told, names)
    return Trace(params, pins, engine(params.blueprint).forward(params, inputs, states, pins))


def step(
    params: UnitParams,
    x: npt.ArrayLike,
    h_prev: npt.ArrayLike | None = None,
    C_prev: npt.ArrayLike | None = None,
    pins: Pins | None = None,
    dtype: npt.DTypeLike | None = None,
    start: Mapping[str, npt.ArrayLike] | None = None,
) -> Trace:
    """Take one step: a run of length one, without the time axis.

    Parameters
    ----------
    params : LSTMParams, GRUParams, RNNParams
        The weights.
    x : (D,) or (B, D)
        Input.
    h_prev, C_prev : (H,) or (B, H), optional
        Hidden state and, for an LSTM, cell state before the step; zero by default.
    pins : Pins, optional
        Gates held by hand; the step counts as step 0.
    dtype : dtype, optional
        As in `run`.
    start : dict of (H,) or (B, H), optional
        As in `run`: the states before the step.

    Returns
    -------
    Trace
        Arrays of shape (H,) or (B, H); `h` and `C` are the new state.

    Raises
    ------
    ValueError
        As in `run`.
    """
    inputs = np.asarray(x)
    if inputs.ndim not in (1, 2):
        raise ValueError(f"x has shape {inputs.shape}, expected (D,) or (B, D) with D = {params.D}")
    return run(params, inputs[np.newaxis], h_prev, C_prev, pins, dtype, start).at(0)


def check_carried(states: Iterable[str], blueprint: Blueprint) -> None:
    """Raise ValueError if the unit does not carry one of these states."""
    for name in states:
        if name not in blueprint.carried:
            known = " and ".join(f"{state}0" for state in blueprint.carried)
            raise ValueError(f"{name}0 is given, expected {known} alone: {blueprint.unit} carries no {name}")
