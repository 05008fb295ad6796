"""How a chosen output depends on every earlier state: `backward_stack`, asked over the wire."""

from typing import Any

import numpy as np

from app.faults.kinds import Refused
from app.runs.answers import answer_json
from app.runs.requests import ChosenOutput, GradientRequest
from app.runs.runner import Run, Runner
from app.runs.selection import check_units
from app.wire.arrays import Array, matrix
from app.wire.rounding import plain
from lstm_core.stacks.gradients import backward_stack


def gradients_json(runner: Runner, request: GradientRequest) -> bytes:
    """Return the JSON answer of ``POST /gradients``.

    Parameters
    ----------
    runner : Runner
        Runs the network, with its limits.
    request : GradientRequest
        The run, and the output to differentiate.

    Raises
    ------
    Refused
        With the place of the first thing that does not fit, or when a gradient exceeds the range of its type.
    """
    # The answer is about one layer: the lowest if none is named.
    asked = request if request.layer is not None else request.model_copy(update={"layer": 0})
    return answer_json(runner, asked, lambda run: _answer(run, asked))


def _answer(run: Run, request: GradientRequest) -> dict[str, Any]:
    if request.dh is None:
        chosen, given = _chosen(request.output or ChosenOutput(), *run.trace.h.shape)
    else:
        chosen, given = None, _given(request.dh, *run.trace.h.shape)
    one = run.shown[0]
    values, norms = gradients(run, given)
    if request.size == "absolute":
        values = {name: np.abs(value) for name, value in values.items()}
    if run.units is not None:
        values = {name: value[..., run.units] for name, value in values.items()}
    return {
        "steps": len(run.trace.h),
        "output": chosen,
        "layer": one.layer,
        "direction": one.direction,
        "units": run.units,
        "gradients": {name: plain(value, request.digits) for name, value in values.items()},
        "norms": {name: plain(value, request.digits) for name, value in norms.items()},
    }


def gradients(run: Run, given: Array) -> tuple[dict[str, Array], dict[str, Array]]:
    """Return the gradients of the states of the layer in the answer, and their lengths at each step.

    Raises
    ------
    Refused
        When one exceeds the range of its type.
    """
    one = run.shown[0]
    carried = one.trace.blueprint.carried
    try:
        every = backward_stack(run.network.stack, run.trace, given)
    except ValueError:
        raise _too_large() from None
    found = every[run.trace.layers.index(one)].gradients
    values = {f"d{name}": found.values[f"d{name}"] for name in (*carried, *one.trace.starts)}
    with np.errstate(over="ignore"):
        norms = {f"d{state}": np.hypot.reduce(values[f"d{state}"], axis=1) for state in carried}
    if not all(np.isfinite(array).all() for array in (*values.values(), *norms.values())):
        raise _too_large()
    return values, norms


def _chosen(output: ChosenOutput, steps: int, width: int) -> tuple[dict[str, object], Array]:
    """Return what is differentiated, with defaults filled in, and its direct gradient for each output."""
    step = steps - 1 if output.step is None else output.step
    if step >= steps:
        raise Refused("/output/step", f"expected a step from 0 to {steps - 1}, found {step}")
    units = list(range(width)) if output.units is None else output.units
    check_units(output.units, width, "/output/units")
    dh = np.zeros((steps, width))
    dh[step, units] = 1
    return {"step": step, "units": units}, dh


def _given(rows: list[list[float]], steps: int, width: int) -> Array:
    if len(rows) != steps:
        raise Refused("/dh", f"expected {steps} rows, one for each step, found {len(rows)}")
    return matrix(rows, width, "/dh", "the model has units")


def _too_large() -> Refused:
    return Refused("", "a gradient exceeds the range of its type; try fewer steps")
