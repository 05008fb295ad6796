"""From runs to CSV and NPZ."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from operator import add

import numpy as np

from app.faults.kinds import Refused
from app.runs.answers import dump
from app.runs.picked import columns, kind, shown
from app.runs.requests import TraceRequest
from app.runs.runner import Run, Runner
from app.wire.arrays import Array
from app.wire.rounding import significant
from lstm_core.running.labels import as_array, as_cell
from lstm_core.stacks.trace import LayerRun


def trace_csv(runner: Runner, request: TraceRequest) -> bytes:
    """Return the CSV answer of ``POST /traces``: one row per layer, direction, step and unit.

    Values of a whole step (x) and of the start (h0, C0) are in every row to which they belong. If several
    layers are answered, x, whose width differs between them, is left out unless requested. In a batch, the
    number of the sequence comes first. All are counted from ``count_from``. A column ``kind`` names the unit
    of each layer, unless all are LSTMs, and a column ``label`` what its step reads, if the request says it or
    has tokens.

    Raises
    ------
    Refused
        As from `Runner.runs`, and when the table has more numbers than an answer may have.
    """
    lines: list[bytes] = []
    size = 0
    for n, run in enumerate(runner.runs(request)):
        tables = [_table(one, _fields(one, run, request), run.units, request.count_from) for one in run.shown]
        # The layer with the most inputs has all columns of x.
        header = list(
            dict.fromkeys(name for table in sorted(tables, key=len, reverse=True) for name in table)
        )
        size += len(header) * sum(len(one.h) * _units(one, run) for one in run.shown)
        if size > (most := runner.most_values):
            raise Refused(
                "/fields",
                f"{size} numbers in a table are over the limit max_values of {most}; choose fields or units",
            )
        first = request.count_from
        before, sequence = ("", ()) if request.batch is None else (f"{n + first},", ("sequence",))
        named = ("kind",) if any(map(kind, run.shown)) else ()
        has_labels = run.trace.labels is not None or request.has_ids
        read = ("label",) if has_labels else ()
        places = (*sequence, "layer", "direction", *named, "step", *read, "unit")
        lines = lines or [",".join((*places, *header)).encode()]
        for one, table in zip(run.shown, tables, strict=True):
            numbers = _numbers(table, header, (len(one.h), _units(one, run)), request.digits)
            lines += map(add, _places(one, run, (before, bool(named), has_labels), first), numbers)
    return b"\r\n".join([*lines, b""])


def trace_npz(runner: Runner, request: TraceRequest) -> bytes:
    """Return the NPZ answer of ``POST /traces``: NumPy's arrays by name, for `numpy.load`.

    The terms of a pre-activation are named as in the CSV, ``Wx_f``. If the network has several layers or
    directions, the names are prefixed, ``layers.0.forward.C``, and in a batch also by ``batch.0.``. What
    the steps read is ``labels``, texts (T,), if the request says it or has tokens.
    """
    arrays: dict[str, Array] = {}
    for n, run in enumerate(runner.runs(request)):
        sequence = "" if request.batch is None else f"batch.{n}."
        for one in run.shown:
            layer = "" if len(run.trace.layers) == 1 else f"layers.{one.layer}.{one.direction}."
            for name, values in columns(one.trace, shown(one.trace, request.fields), run.units):
                arrays[sequence + layer + name] = significant(values, request.digits)
        arrays |= {sequence + name: labels for name, labels in as_array(run.trace.labels).items()}
    file = BytesIO()
    np.savez(file, allow_pickle=False, **arrays)
    return file.getvalue()


def _fields(one: LayerRun, run: Run, request: TraceRequest) -> list[str]:
    """Return the fields of a layer; x, if not requested, only for a single layer."""
    fields = shown(one.trace, request.fields)
    return fields if request.fields or len(run.shown) == 1 else [name for name in fields if name != "x"]


def _table(one: LayerRun, fields: Sequence[str], units: Sequence[int] | None, first: int) -> dict[str, Array]:
    """Return the columns of a layer, each an array of (T, H) or one that can be broadcast to it."""
    found: dict[str, Array] = {}
    for name, values in columns(one.trace, fields, units):
        if name == "x":
            found |= {f"x_{d + first}": values[:, d, np.newaxis] for d in range(values.shape[1])}
        else:
            found[name] = values
    return found


def _numbers(
    table: Mapping[str, Array], header: Sequence[str], shape: tuple[int, int], digits: int | None
) -> list[bytes]:
    """Return the numbers in each row; if a layer has no such column, there is nothing between the commas."""
    missing = np.full((1, 1), np.nan)
    found = [np.broadcast_to(significant(table.get(name, missing), digits), shape) for name in header]
    numbers = dump(np.column_stack([column.reshape(-1) for column in found]))
    return numbers[2:-2].replace(b"null", b"").split(b"],[")


def _places(one: LayerRun, run: Run, more: tuple[str, bool, bool], first: int) -> list[bytes]:
    """Return the first cells of each row; `more`: what goes before, whether there are kinds, and labels."""
    before, has_kind, has_labels = more
    names = run.units or range(one.trace.h.shape[-1])
    start = f"{before}{one.layer + first},{one.direction}"
    start += f",{one.trace.blueprint.name}" if has_kind else ""
    steps = [f"{start},{step + first}" for step in range(len(one.h))]
    if has_labels:
        labels = [""] * len(steps) if one.trace.labels is None else one.trace.labels[0]
        steps = [f"{step},{as_cell(label)}" for step, label in zip(steps, labels, strict=True)]
    return [f"{step},{unit + first},".encode() for step in steps for unit in names]


def _units(one: LayerRun, run: Run) -> int:
    return one.trace.h.shape[-1] if run.units is None else len(run.units)
