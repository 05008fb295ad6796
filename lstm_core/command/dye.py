"""What of a memory entered at one step, and how old the memory is, as CSV, JSON or NPZ."""

import json
from collections.abc import Iterator
from math import isfinite
from typing import Any, BinaryIO, Literal

import numpy as np

from lstm_core.arrays import Array
from lstm_core.command.outputs import place_of
from lstm_core.command.progress import Progress
from lstm_core.command.selection import Selection
from lstm_core.stacks.dyeing import dye_from, half_life, water_age
from lstm_core.stacks.trace import LayerRun, StackRun

Source = int | Literal["start"]
"""The dyed step; "start" is the memory that was there before the first."""


class Dyed:
    """The selected part of a run, with one step of it dyed.

    Parameters
    ----------
    trace : StackRun
        The run.
    source : int or "start"
        The dyed step, counted from 0.
    selection : Selection
        The part that is written.

    Raises
    ------
    ValueError
        If the run has no such step, or a layer has none of the selected fields.
    """

    def __init__(self, trace: StackRun, source: Source, selection: Selection) -> None:
        steps = len(trace.h)
        if source != "start" and source >= steps:
            raise ValueError(f"--dye is {source}, expected start or a step from 0 to {steps - 1}")
        self._steps, self._source = steps, source
        self._layers = [(one, selection.of(one, _arrays(one, source))) for one in selection.layers(trace)]
        self._selection = selection

    @property
    def rows(self) -> int:
        """The number of rows of the table."""
        return sum(int(np.prod(self._shape(one))) for one, _ in self._layers)

    def write(self, form: str, stream: BinaryIO, progress: Progress) -> None:
        """Write it as "csv", "json" or "npz"; count rows or layers."""
        if form == "npz":
            arrays = {
                f"layers.{one.layer}.{one.direction}.{name}": array
                for one, found in self._layers
                for name, array in found.items()
            }
            np.savez(stream, allow_pickle=False, **arrays)
            return
        for piece in progress.over(self._csv() if form == "csv" else self._json()):
            stream.write(piece)

    def _csv(self) -> Iterator[bytes]:
        """Yield one row per layer, direction, step, sequence and unit, each with the half-life."""
        batch = ["sequence"] if self._layers[0][0].trace.h.ndim == 3 else []
        names = list(self._layers[0][1])
        yield ",".join(("layer", "direction", "step", *batch, "unit", *names)).encode() + b"\r\n"
        for one, arrays in self._layers:
            shape = self._shape(one)
            places = [*np.indices(shape).reshape(len(shape), -1)]
            places[-1] = np.array(self._selection.units or range(shape[-1]))[places[-1]]
            columns = [np.broadcast_to(array, shape).reshape(-1) for array in arrays.values()]
            for row in zip(*(column.tolist() for column in (*places, *columns)), strict=True):
                yield f"{one.layer},{one.direction},{','.join(map(_cell, row))}\r\n".encode()

    def _json(self) -> Iterator[bytes]:
        """Yield one object, layer by layer."""
        before = f'{{"steps":{self._steps},"dye":{json.dumps(self._source)},"layers":['
        for one, arrays in self._layers:
            found = {name: _plain(array.tolist()) for name, array in arrays.items()}
            yield (before + json.dumps(place_of(one) | found, separators=(",", ":"))).encode()
            before = ","
        yield b"]}\n"

    def _shape(self, one: LayerRun) -> tuple[int, ...]:
        """Return the numbers of steps, of sequences if it is a batch, and of units."""
        *before, H = one.trace.h.shape
        return (*before, len(self._selection.units) or H)


def _arrays(one: LayerRun, source: Source) -> dict[str, Array]:
    trace = one.trace
    return {
        "dyed": dye_from(one, None if source == "start" else source),
        "memory": trace.values[trace.blueprint.lane],
        "age": water_age(one),
        "half_life": half_life(one),
    }


def _cell(value: float) -> str:
    return "" if value != value else repr(value)


def _plain(values: Any) -> Any:  # noqa: ANN401 - nested lists
    """Return nested lists with null for what JSON has no number for."""
    if isinstance(values, list):
        return [_plain(value) for value in values]
    return values if isfinite(values) else None
