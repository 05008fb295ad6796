"""When a memory entered, over the wire."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from app.dye.requests import DyeRequest
from app.faults.kinds import Refused
from app.runs.answers import answer_json
from app.runs.runner import Run, Runner
from app.wire.arrays import Array
from app.wire.rounding import plain
from lstm_core import dye, dye_from, half_life, sediment, water_age
from lstm_core.running.labels import by_step
from lstm_core.stacks.trace import LayerRun


def dye_json(runner: Runner, request: DyeRequest) -> bytes:
    """Return the JSON answer of ``POST /dye``; raises as `Runner.runs` and `check_size` do."""
    check_size(runner, request)
    return answer_json(runner, request, lambda run: _answer(run, request))


def check_size(runner: Runner, request: DyeRequest) -> None:
    """Raise `Refused` if the parts of a unit's memory after every step are too many for an answer."""
    # A text of tokens has fewer steps than letters: then this is the most that there may be.
    lengths = [request.steps] if request.batch is None else [len(rows) for rows in request.batch]
    size = sum(steps * (steps + 1) for steps in lengths)
    if request.unit is not None and size > runner.most_values:
        raise Refused(
            "/unit",
            f"{size} parts of its memory are over the limit max_values of {runner.most_values}; send "
            "fewer steps",
        )


def dyed(run: Run, request: DyeRequest) -> Iterator[tuple[LayerRun, dict[str, Array]]]:
    """Yield each layer in the answer, with its arrays by name, for the requested units only.

    Raises
    ------
    Refused
        If the run has no such step or unit.
    """
    if request.unit is not None:
        yield from _laid_down(run, request.unit)
        return
    step, source = question(run, request)
    which = slice(None) if run.units is None else run.units
    for one in run.shown:
        if step is None:
            arrays = {"parts": dye_from(one, source if isinstance(source, int) else None)}
        else:
            found = dye(one, step)
            arrays = {
                "parts": found[1:],
                "start": found[0],
                "memory": one.trace.values[one.trace.blueprint.lane][step],
                "gross": np.abs(found).sum(axis=0),
                "age": water_age(one)[step],
            }
        arrays["half_life"] = half_life(one)
        yield one, {name: array[..., which] for name, array in arrays.items()}


def _laid_down(run: Run, unit: int) -> Iterator[tuple[LayerRun, dict[str, Array]]]:
    for one in run.shown:
        units = one.trace.params.H
        if unit >= units:
            raise Refused("/unit", f"expected a unit from 0 to {units - 1}, found {unit}")
    for one in run.shown:
        found = sediment(one, unit)
        yield (
            one,
            {
                "parts": found[:, 1:],
                "start": found[:, 0],
                "memory": one.trace.values[one.trace.blueprint.lane][:, unit],
                "gross": np.abs(found).sum(axis=1),
                "age": water_age(one)[:, unit],
                "half_life": half_life(one)[[unit]],
            },
        )


def question(run: Run, request: DyeRequest) -> tuple[int | None, int | str | None]:
    """Return the step whose memory is split, or the source that is followed; `Refused` if there is none."""
    steps = run.trace.layers[0].trace.steps
    is_last = request.step is None and request.source is None and request.unit is None
    step = steps - 1 if is_last else request.step
    for name, place in (("step", step), ("source", request.source)):
        if isinstance(place, int) and place >= steps:
            raise Refused(f"/{name}", f"expected a step from 0 to {steps - 1}, found {place}")
    return step, request.source


def _answer(run: Run, request: DyeRequest) -> dict[str, Any]:
    step, source = question(run, request)
    units = run.units if request.unit is None else [request.unit]
    layers = [
        {"layer": one.layer, "direction": one.direction, "units": units}
        | {name: plain(array, request.digits) for name, array in arrays.items()}
        for one, arrays in dyed(run, request)
    ]
    labels = by_step(run.trace.labels)
    return {
        "steps": len(run.trace.h),
        **({} if labels is None else {"labels": labels}),
        "step": step,
        "source": source,
        "unit": request.unit,
        "layers": layers,
    }
