"""From a trace to what goes over the wire, as JSON, CSV or NPZ."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from operator import add
from typing import Any, get_args

import numpy as np
import orjson

from app.schemas import FieldName
from app.services.arrays import Array
from app.services.networks import Network
from lstm_core import Trace
from lstm_core.params import GATES

_ARRAYS = tuple(name for name in get_args(FieldName) if name != "terms")
TRACE_FIELDS = tuple(name for name in _ARRAYS if name not in ("h_prev", "C_prev"))
"""What a trace holds when nothing is asked for: h_prev and C_prev are h and C one step on."""
STEP_FIELDS = tuple(name for name in _ARRAYS if name not in ("h0", "C0"))


_EXACT_POWERS = 22
"""Up to 1e22 a power of ten is an exact float, so that one rounding is all there is."""


def significant(values: Array, digits: int | None) -> Array:
    """Return `values` rounded to `digits` significant digits; None leaves them exact."""
    if digits is None:
        return values
    magnitude = np.abs(values)
    exponents = np.floor(np.log10(magnitude, out=np.zeros_like(magnitude), where=magnitude > 0))
    places = digits - 1 - exponents
    scale = 10.0 ** np.minimum(np.abs(places), _EXACT_POWERS)
    rounded: Array = np.where(places >= 0, np.round(values * scale) / scale, np.round(values / scale) * scale)
    far = np.abs(places) > _EXACT_POWERS
    if far.any():
        rounded[far] = [float(f"{value:.{digits}g}") for value in values[far].tolist()]
    return rounded


def trace_json(network: Network, trace: Trace, fields: Sequence[str] | None, digits: int | None) -> bytes:
    """Return the JSON answer of ``POST /traces``."""
    answer = {
        "model": network.summary(),
        "steps": trace.steps,
        "layers": [{"direction": "forward", "trace": _values(trace, fields or TRACE_FIELDS, digits)}],
        "outputs": _plain(trace.h, digits),
    }
    if network.head is not None:
        answer["readout"] = _plain(network.head.read(trace.h), digits)
    return _dump(answer)


def step_json(network: Network, trace: Trace) -> bytes:
    """Return the JSON answer of ``POST /steps``."""
    return _dump(
        {
            "model": network.summary(),
            "trace": _values(trace, STEP_FIELDS, None),
            "h": _plain(trace.h, None),
            "C": _plain(trace.C, None),
        }
    )


def trace_csv(trace: Trace, fields: Sequence[str] | None, digits: int | None) -> bytes:
    """Return the CSV answer of ``POST /traces``: a row for each layer, step and unit.

    Values of a whole step (x) and of the start (h0, C0) stand in every row they belong to.
    """
    steps, H = trace.h.shape
    columns: dict[str, Array] = {}
    for name, values in _flat(trace, fields or TRACE_FIELDS):
        rounded = significant(values, digits)
        if name == "x":
            columns |= {f"x_{d}": np.repeat(rounded[:, d], H) for d in range(rounded.shape[1])}
        else:
            columns[name] = np.broadcast_to(rounded, (steps, H)).reshape(-1)
    header = ",".join(("layer", "step", "unit", *columns)).encode()
    rows = _dump(np.column_stack(list(columns.values())))[2:-2].split(b"],[")
    places = (b"0,%d,%d," % divmod(n, H) for n in range(steps * H))
    return b"\r\n".join([header, *map(add, places, rows), b""])


def trace_npz(trace: Trace, fields: Sequence[str] | None, digits: int | None) -> bytes:
    """Return the NPZ answer of ``POST /traces``: NumPy's arrays by name, for `numpy.load`.

    The parts of a pre-activation are named as in the CSV, ``Wx_f``.
    """
    arrays = {name: significant(values, digits) for name, values in _flat(trace, fields or TRACE_FIELDS)}
    file = BytesIO()
    np.savez(file, allow_pickle=False, **arrays)
    return file.getvalue()


def _values(trace: Trace, fields: Sequence[str], digits: int | None) -> dict[str, Any]:
    return {
        name: _terms(trace, digits) if name == "terms" else _plain(getattr(trace, name), digits)
        for name in fields
    }


def _terms(trace: Trace, digits: int | None) -> dict[str, Any]:
    return {g: {part: _plain(a, digits) for part, a in trace.terms(g).items()} for g in GATES}


def _flat(trace: Trace, fields: Sequence[str]) -> Iterable[tuple[str, Array]]:
    for name in fields:
        if name != "terms":
            yield name, getattr(trace, name)
            continue
        for gate in GATES:
            yield from ((f"{part}_{gate}", values) for part, values in trace.terms(gate).items())


def _plain(values: Array, digits: int | None) -> Array:
    """Return an array that orjson can write: contiguous."""
    return np.ascontiguousarray(significant(values, digits))


def _dump(answer: object) -> bytes:
    return orjson.dumps(answer, option=orjson.OPT_SERIALIZE_NUMPY)
