"""A stack's trace as CSV, JSON, NPZ or NDJSON. Numbers are written so that reading gives the same numbers."""

import json
from collections.abc import Callable, Iterator
from typing import BinaryIO

import numpy as np

from lstm_core.command.progress import Progress
from lstm_core.stacks.trace import StackRun


def write_trace(trace: StackRun, form: str, stream: BinaryIO, progress: Progress) -> None:
    """Write the trace as "csv", "json", "npz" or "ndjson", and count its rows or steps."""
    writers: dict[str, Callable[[StackRun], Iterator[bytes]]] = {
        "csv": _csv,
        "json": _json,
        "ndjson": lines,
    }
    if form == "npz":
        arrays = {
            f"layers.{one.layer}.{one.direction}.{name}": array
            for one in trace.layers
            for name, array in one.trace.arrays().items()
        }
        np.savez(stream, allow_pickle=False, **arrays, outputs=trace.outputs)
        return
    for piece in progress.over(writers[form](trace)):
        stream.write(piece)


def _csv(trace: StackRun) -> Iterator[bytes]:
    """Yield one row per layer, direction, step, sequence and unit: the place, then the unit's values."""
    first = True
    for one in trace.layers:
        columns = one.trace.columns()
        if first:
            yield ",".join(("layer", "direction", *columns)).encode() + b"\r\n"
            first = False
        for row in zip(*(column.tolist() for column in columns.values()), strict=True):
            yield f"{one.layer},{one.direction},{','.join(map(repr, row))}\r\n".encode()


def _json(trace: StackRun) -> Iterator[bytes]:
    """Yield one object, array by array: as lists of Python numbers, all together would take much memory."""
    before = f'{{"steps":{len(trace.h)},"layers":['
    for one in trace.layers:
        before += f'{{"layer":{one.layer},"direction":"{one.direction}","trace":{{'
        for name, array in one.trace.arrays().items():
            yield f'{before}"{name}":{_text(array.tolist())}'.encode()
            before = ","
        before = "}},"
    yield f'}}}}],"outputs":{_text(trace.outputs.tolist())}}}\n'.encode()


def lines(trace: StackRun, first: int = 0) -> Iterator[bytes]:
    """Yield one line of JSON per step; the number of the first one is `first`."""
    kept = [
        {name: array for name, array in one.trace.arrays().items() if name not in one.trace.starts}
        for one in trace.layers
    ]
    for t in range(len(trace.h)):
        layers = [
            {
                "layer": one.layer,
                "direction": one.direction,
                "trace": {name: array[t].tolist() for name, array in timed.items()},
            }
            for one, timed in zip(trace.layers, kept, strict=True)
        ]
        line = {"step": first + t, "layers": layers, "output": trace.outputs[t].tolist()}
        yield _text(line).encode() + b"\n"


def _text(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
