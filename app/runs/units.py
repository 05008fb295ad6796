"""What each unit does with its memory, and what its valves follow."""

from typing import Any

import numpy as np

from app.faults.kinds import Refused
from app.runs.answers import answer_json
from app.runs.requests import UnitsRequest
from app.runs.runner import Run, Runner
from app.wire.arrays import Array
from app.wire.rounding import plain
from lstm_core.stacks.trace import LayerRun

_VALVES = {"forget": "f", "input": "i", "output": "o"}


def units_json(runner: Runner, request: UnitsRequest) -> bytes:
    """Return the JSON answer of ``POST /units``; raises as `Runner.trace` does."""
    return answer_json(runner, request, lambda run: _answer(run, request, runner.most_values))


def correlation(gates: Array, signals: Array) -> Array:
    """Return Pearson's r of each column of `gates` with each of `signals`; NaN where one is constant.

    Parameters
    ----------
    gates : (T, H)
        One side.
    signals : (T, D)
        The other.

    Returns
    -------
    (H, D)
        From -1 to 1.
    """
    left, right = _standard(gates), _standard(signals)
    r: Array = left.T @ right
    return np.clip(r, -1, 1)


def _standard(columns: Array) -> Array:
    """Return columns with mean 0 and length 1; NaN where a column is constant."""
    constant = (columns == columns[:1]).all(axis=0)
    # A scale first: the square of a large number is none.
    centred = columns / np.where(constant, 1, np.abs(columns).max(axis=0))
    centred = centred - centred.mean(axis=0)
    length = np.sqrt((centred * centred).sum(axis=0))
    standard: Array = centred / np.where(constant | (length == 0), np.nan, length)
    return standard


def _answer(run: Run, request: UnitsRequest, most: int) -> dict[str, Any]:
    steps = len(run.trace.h)
    mask = None
    if request.mask is not None:
        if len(request.mask) != steps:
            raise Refused("/mask", f"expected {steps} numbers, one for each step, found {len(request.mask)}")
        mask = np.array(request.mask, dtype=np.float64)[:, np.newaxis]
    x = run.trace.layers[0].trace.x
    shown = sum(one.trace.h.shape[1] if run.units is None else len(run.units) for one in run.shown)
    size = shown * (x.shape[1] + 1) * len(_VALVES)
    if size > most:
        raise Refused("/units", f"{size} correlations are over the limit max_values of {most}; choose units")
    return {"steps": steps, "layers": [_layer(run, one, x, mask, request.digits) for one in run.shown]}


def _layer(run: Run, one: LayerRun, x: Array, mask: Array | None, digits: int | None) -> dict[str, Any]:
    which = slice(None) if run.units is None else run.units
    trace = one.trace
    gates = {name: getattr(trace, gate)[:, which] for name, gate in _VALVES.items()}
    answer: dict[str, Any] = {
        "layer": one.layer,
        "direction": one.direction,
        "units": run.units,
        "change": np.abs(trace.C - trace.C_prev).mean(axis=0)[which],
        "hold": gates["forget"].mean(axis=0),
        "open": gates["input"].mean(axis=0),
        "output": gates["output"].mean(axis=0),
        "forget": (1 - gates["forget"]).mean(axis=0),
    }
    for name in ("change", "hold", "open", "output", "forget"):
        answer[name] = plain(answer[name], digits)
    answer["correlation"] = {name: plain(correlation(gate, x), digits) for name, gate in gates.items()}
    answer["mask"] = (
        None
        if mask is None
        else {name: plain(correlation(gate, mask)[:, 0], digits) for name, gate in gates.items()}
    )
    return answer
