"""The arrays of a layer's trace that an answer shows: the fields and the units that were asked for."""

from collections.abc import Iterator, Sequence
from typing import get_args

from app.runs.requests import FieldName
from app.wire.arrays import Array
from lstm_core import Trace
from lstm_core.params import GATES

_ARRAYS = tuple(name for name in get_args(FieldName) if name != "terms")
TRACE_FIELDS = tuple(name for name in _ARRAYS if name not in ("h_prev", "C_prev"))
"""What a trace holds when nothing is asked for: h_prev and C_prev are h and C one step on."""
STEP_FIELDS = tuple(name for name in _ARRAYS if name not in ("h0", "C0"))


def picked(trace: Trace, name: str, units: Sequence[int] | None) -> Array:
    """Return one array of a trace, of these units alone; x, which belongs to no unit, is whole."""
    array: Array = getattr(trace, name)
    return array if units is None or name == "x" else array[..., list(units)]


def picked_terms(trace: Trace, units: Sequence[int] | None) -> dict[str, dict[str, Array]]:
    """Return the parts of every pre-activation by gate, of these units alone."""
    which = slice(None) if units is None else list(units)
    return {gate: {part: a[..., which] for part, a in trace.terms(gate).items()} for gate in GATES}


def columns(trace: Trace, fields: Sequence[str], units: Sequence[int] | None) -> Iterator[tuple[str, Array]]:
    """Yield all arrays with a name for a column; the parts of a pre-activation as ``Wx_f``."""
    for name in fields:
        if name != "terms":
            yield name, picked(trace, name, units)
            continue
        for gate, parts in picked_terms(trace, units).items():
            yield from ((f"{part}_{gate}", values) for part, values in parts.items())
