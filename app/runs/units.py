"""What each unit does with its memory, and what its valves follow."""

from typing import Any

import numpy as np

from app.faults.kinds import Refused
from app.runs.answers import answer_json
from app.runs.requests import UnitsRequest
from app.runs.runner import Run, Runner
from app.wire.arrays import Array
from app.wire.rounding import plain
from lstm_core import water_age
from lstm_core.blueprints import gates
from lstm_core.blueprints.valves import openings
from lstm_core.stacks.trace import LayerRun

MEASURES = {"hold": "forget", "open": "write", "output": "output", "reset": "reset"}
"""The name of a valve's mean opening, by the valve's role."""


def units_json(runner: Runner, request: UnitsRequest) -> bytes:
    """Return the JSON answer of ``POST /units``; raises as `Runner.trace` does."""
    return answer_json(runner, request, lambda run: _answer(run, request, runner.most_values))


def correlation(valves: Array, signals: Array) -> Array:
    """Return Pearson's r of each column of `valves` with each of `signals`; NaN where one is constant.

    Parameters
    ----------
    valves : (T, H)
        The openings.
    signals : (T, D)
        The signals.

    Returns
    -------
    (H, D)
        From -1 to 1.
    """
    left, right = _standard(valves), _standard(signals)
    r: Array = left.T @ right
    return np.clip(r, -1, 1)


def _standard(columns: Array) -> Array:
    """Return columns with mean 0 and length 1; NaN where a column is constant."""
    constant = (columns == columns[:1]).all(axis=0)
    # Scale first: the square of a large number overflows.
    centred = columns / np.where(constant, 1, np.abs(columns).max(axis=0))
    centred = centred - centred.mean(axis=0)
    length = np.sqrt((centred * centred).sum(axis=0))
    standard: Array = centred / np.where(constant, np.nan, length)
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
    size = shown * (x.shape[1] + 1) * max(len(gates(one.trace.blueprint)) for one in run.shown)
    if size > most:
        raise Refused("/units", f"{size} correlations are over the limit max_values of {most}; choose units")
    return {"steps": steps, "layers": [_layer(run, one, x, mask, request.digits) for one in run.shown]}


def _layer(run: Run, one: LayerRun, x: Array, mask: Array | None, digits: int | None) -> dict[str, Any]:
    which = slice(None) if run.units is None else run.units
    values, blueprint = one.trace.values, one.trace.blueprint
    lane, held = blueprint.lane, {name: values[letter][:, which] for name, letter in gates(blueprint).items()}
    means = {"change": np.abs(values[lane] - values[f"{lane}_prev"]).mean(axis=0)[which]}
    opened = {valve.role: values[name][:, which] for name, valve in openings(blueprint).items()}
    means |= {name: opened[role].mean(axis=0) for name, role in MEASURES.items() if role in opened}
    if "forget" in opened:
        means["forget"] = (1 - opened["forget"]).mean(axis=0)
    answer: dict[str, Any] = {"layer": one.layer, "direction": one.direction, "units": run.units}
    means["age"] = water_age(one)[-1 if one.direction == "forward" else 0][which]
    answer |= {name: plain(mean, digits) for name, mean in means.items()}
    answer["correlation"] = {name: plain(correlation(gate, x), digits) for name, gate in held.items()}
    answer["mask"] = (
        None
        if mask is None
        else {name: plain(correlation(gate, mask)[:, 0], digits) for name, gate in held.items()}
    )
    return answer
