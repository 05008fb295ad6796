"""A stack's trace as CSV, JSON, NPZ or NDJSON. Numbers are written so that reading gives the same numbers."""

import json
from collections.abc import Callable, Iterator
from itertools import repeat
from typing import BinaryIO, Final

import numpy as np

from lstm_core.arrays import Array
from lstm_core.blueprints import LSTM
from lstm_core.command.progress import Progress
from lstm_core.command.selection import Selection
from lstm_core.running.labels import as_array, as_cell, by_step
from lstm_core.stacks.trace import LayerRun, StackRun

ALL: Final = Selection()


def write_trace(
    trace: StackRun, form: str, stream: BinaryIO, progress: Progress, selection: Selection = ALL
) -> None:
    """Write the selected part of the trace as "csv", "json", "npz" or "ndjson", and count its rows or steps.

    Raises
    ------
    ValueError
        If a layer has none of the selected fields.
    """
    writers: dict[str, Callable[[StackRun, Selection], Iterator[bytes]]] = {
        "csv": _csv,
        "json": _json,
        "ndjson": lambda trace, selection: lines(trace, 0, selection),
    }
    if form == "npz":
        arrays = {
            f"layers.{one.layer}.{one.direction}.{name}": array
            for one in selection.layers(trace)
            for name, array in selection.arrays(one).items()
        }
        np.savez(stream, allow_pickle=False, **arrays, outputs=trace.outputs, **as_array(trace.labels))
        return
    for piece in progress.over(writers[form](trace, selection)):
        stream.write(piece)


def _csv(trace: StackRun, selection: Selection) -> Iterator[bytes]:
    """Yield one row per layer, direction, step, sequence and unit: the place, then the unit's values.

    A column ``kind`` says what unit a layer is, unless all are LSTMs; the column ``unit`` is the number of a
    unit in its layer. What another kind does not have is empty.
    """
    chosen = selection.layers(trace)
    header = list(dict.fromkeys(name for one in chosen for name in selection.names(one)))
    named = any(_kind(one) for one in chosen)
    yield ",".join(("layer", "direction", *(["kind"] if named else []), *header)).encode() + b"\r\n"
    for one in chosen:
        table = selection.columns(one)
        place = f"{one.layer},{one.direction}" + (f",{one.trace.blueprint.name}" if named else "")
        count = len(table["unit"])
        columns = [_cells(name, table[name]) if name in table else repeat("", count) for name in header]
        for row in zip(*columns, strict=True):
            yield f"{place},{','.join(row)}\r\n".encode()


def _cells(name: str, column: Array) -> Iterator[str]:
    return map(as_cell if name == "label" else repr, column.tolist())


def _json(trace: StackRun, selection: Selection) -> Iterator[bytes]:
    """Yield one object, array by array: as lists of Python numbers, all together would take much memory."""
    labels = by_step(trace.labels)
    named = "" if labels is None else f',"labels":{_text(labels)}'
    before = f'{{"steps":{len(trace.h)}{named},"layers":['
    for one in selection.layers(trace):
        before += f'{_text(place_of(one))[:-1]},"trace":{{'
        for name, array in selection.arrays(one).items():
            yield f'{before}"{name}":{_text(array.tolist())}'.encode()
            before = ","
        before = "}},"
    yield f'}}}}],"outputs":{_text(trace.outputs.tolist())}}}\n'.encode()


def lines(trace: StackRun, first: int = 0, selection: Selection = ALL) -> Iterator[bytes]:
    """Yield one line of JSON per step; the number of the first one is `first`.

    Raises
    ------
    ValueError
        If a layer has none of the selected fields.
    """
    chosen = selection.layers(trace)
    kept = [
        {name: array for name, array in selection.arrays(one).items() if name not in one.trace.starts}
        for one in chosen
    ]
    named = by_step(trace.labels)
    for t in range(len(trace.h)):
        layers = [
            {**place_of(one), "trace": {name: array[t].tolist() for name, array in timed.items()}}
            for one, timed in zip(chosen, kept, strict=True)
        ]
        label = {} if named is None else {"label": named[t]}
        line = {"step": first + t, **label, "layers": layers, "output": trace.outputs[t].tolist()}
        yield _text(line).encode() + b"\n"


def place_of(one: LayerRun) -> dict[str, object]:
    """Return the place of a layer, and its unit unless it is an LSTM, as the API names them."""
    return {"layer": one.layer, "direction": one.direction, **_kind(one)}


def _kind(one: LayerRun) -> dict[str, str]:
    name = one.trace.blueprint.name
    return {} if name == LSTM.name else {"unit": name}


def _text(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
