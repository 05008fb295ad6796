"""Gradients of any unit, backwards through time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy.typing as npt

from lstm_core.arrays import Array, as_numbers, check_shape
from lstm_core.params import UnitParams
from lstm_core.running.engines import engine
from lstm_core.running.trace import Trace

Params = TypeVar("Params", bound=UnitParams)


@dataclass(frozen=True, eq=False)
class GradTrace:
    """The gradient of the loss with respect to everything in a run.

    Each array has the shape of its counterpart: (T, H) or (T, B, H), with D for `dx` and without T for the
    states before the first step.

    Attributes
    ----------
    values : dict of Array
        By name; each is also an attribute: ``gradients.dh``. Every unit has those of its states at each step,
        along all paths to the loss (`dh`, and `dC` for an LSTM); of each net's pre-activation (``dz_`` and
        its letter), zero where a gate is pinned; of the inputs (`dx`); and of the states before the first
        step (`dh0`, and `dC0` for an LSTM). A unit without a kernel of its own also has one for every other
        field.
    """

    values: Mapping[str, Array]

    def __getattr__(self, name: str) -> Array:
        # A copy under construction has no values yet.
        values: Mapping[str, Array] = vars(self).get("values", {})
        if name in values:
            return values[name]
        raise AttributeError(f"the gradients have no {name!r}, expected one of {', '.join(values)}")

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.values]


def backward(params: Params, trace: Trace, dh: npt.ArrayLike) -> tuple[Params, GradTrace]:
    """Return the gradients of a loss, given its gradient with respect to the hidden states.

    Parameters
    ----------
    params : UnitParams
        The weights of the run.
    trace : Trace
        The run.
    dh : (T, H) or (T, B, H)
        Direct gradient of the loss with respect to `trace.h` in each step.

    Returns
    -------
    gradients : UnitParams
        Gradients of the weights, in the shape of the weights, summed over steps and batch.
    grad_trace : GradTrace
        Gradients of all states and inputs.

    Raises
    ------
    ValueError
        If the run had `lengths` or `keep`, `dh` is not shaped like `trace.h` or holds NaN or infinity, the
        weights do not fit the trace, or a gradient of a weight exceeds the range of its type.
    """
    if trace.lengths is not None:
        raise ValueError("the trace has sequences of several lengths, expected one: take those of one length")
    if not trace.is_whole:
        raise ValueError(f"the trace has only {', '.join(trace.values)}, expected that of a run without keep")
    given = as_numbers("dh", dh, trace.h.dtype)
    check_shape("dh", given, "the shape of trace.h", trace.h.shape)
    if params.blueprint != trace.blueprint:
        raise ValueError(f"params are those of {params.blueprint.name}, expected {trace.blueprint.name}")
    first, net = next(iter(params.nets.items()))
    sizes = (trace.h.shape[-1], trace.x.shape[-1])
    check_shape(f"{first}.W of params", net.W, "(H, D) of the trace", sizes)
    gradients, values = engine(params.blueprint).backward(params, trace, given)
    return gradients, GradTrace(values)
