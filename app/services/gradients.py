"""How a chosen output depends on every earlier state: `lstm_core.backward`, asked over the wire."""

import numpy as np
import orjson

from app.errors import Problem, invalid
from app.schemas import ChosenOutput, GradientRequest
from app.services.answers import significant
from app.services.arrays import Array, matrix
from app.services.runs import Runner
from lstm_core import backward

_STATES = ("dh", "dC", "dh0", "dC0")


def gradients_json(runner: Runner, request: GradientRequest) -> bytes:
    """Return the JSON answer of ``POST /gradients``.

    Parameters
    ----------
    runner : Runner
        Runs the network, with its limits.
    request : GradientRequest
        What to run, and what to differentiate.

    Raises
    ------
    Problem
        422 with the place of what does not fit, or when a gradient is larger than a number can be.
    """
    network, trace = runner.trace(request)
    if request.dh is None:
        chosen, given = _chosen(request.output or ChosenOutput(), *trace.h.shape)
    else:
        chosen, given = None, _given(request.dh, *trace.h.shape)
    try:
        _, found = backward(network.params, trace, given)
    except ValueError:
        raise _too_large() from None
    values = {name: getattr(found, name) for name in _STATES}
    with np.errstate(over="ignore"):
        norms = {name: np.hypot.reduce(values[name], axis=1) for name in ("dh", "dC")}
    if not all(np.isfinite(array).all() for array in (*values.values(), *norms.values())):
        raise _too_large()
    if request.size == "absolute":
        values = {name: np.abs(value) for name, value in values.items()}
    answer = {
        "model": network.summary(),
        "steps": trace.steps,
        "output": chosen,
        "gradients": {name: _plain(value, request.digits) for name, value in values.items()},
        "norms": {name: _plain(value, request.digits) for name, value in norms.items()},
    }
    return orjson.dumps(answer, option=orjson.OPT_SERIALIZE_NUMPY)


def _chosen(output: ChosenOutput, steps: int, H: int) -> tuple[dict[str, object], Array]:
    """Return what is differentiated, in full, and its gradient with respect to each h by itself."""
    step = steps - 1 if output.step is None else output.step
    if step >= steps:
        raise invalid("/output/step", f"expected a step from 0 to {steps - 1}, found {step}")
    units = list(range(H)) if output.units is None else output.units
    for n, unit in enumerate(units):
        if unit >= H:
            raise invalid(f"/output/units/{n}", f"expected a unit from 0 to {H - 1}, found {unit}")
        if unit in units[:n]:
            raise invalid(f"/output/units/{n}", f"the unit {unit} is given twice")
    dh = np.zeros((steps, H))
    dh[step, units] = 1
    return {"step": step, "units": units}, dh


def _given(rows: list[list[float]], steps: int, H: int) -> Array:
    if len(rows) != steps:
        raise invalid("/dh", f"expected {steps} rows, one for each step, found {len(rows)}")
    return matrix(rows, H, "/dh", "the model has units")


def _too_large() -> Problem:
    return invalid("", "a gradient grows past what a number can hold; try fewer steps")


def _plain(values: Array, digits: int | None) -> Array:
    return np.ascontiguousarray(significant(values, digits))
