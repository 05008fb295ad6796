"""A run that keeps only some of its arrays.

It runs in chunks of steps, copies what is to be kept, and discards the rest. A chunk gives the same bits as
those steps of the whole run.
"""

from collections.abc import Collection, Iterable, Mapping
from types import EllipsisType
from typing import Final

import numpy.typing as npt

from lstm_core.arrays import Array, RunOverflowError, as_state
from lstm_core.blueprints import Blueprint, fields
from lstm_core.params import UnitParams
from lstm_core.running.engines import engine
from lstm_core.running.pins import Pins
from lstm_core.running.ragged import Room, by_length
from lstm_core.running.trace import Trace

CHUNKS: Final = 32
"""A long run is computed in this many chunks."""
CHUNK_BYTES: Final = 2**20
"""In a shorter run, a chunk has as many steps as fit in this number of bytes."""


def names_to_keep(keep: Collection[str], blueprints: Iterable[Blueprint]) -> frozenset[str]:
    """Return the names of the arrays that a run should keep; `keep` may be a single name.

    Raises
    ------
    ValueError
        If there are no names, or one that no unit has.
    """
    names = frozenset([keep] if isinstance(keep, str) else keep)
    known = dict.fromkeys(field.name for blueprint in blueprints for field in fields(blueprint))
    if not names or not names <= set(known):
        found = ", ".join(map(repr, sorted(names - set(known), key=str))) or "no name"
        raise ValueError(f"keep has {found}, expected some of {', '.join(known)}")
    return names


def run_in_parts(
    params: UnitParams,
    x: Array,
    start: Mapping[str, npt.ArrayLike],
    pins: Pins,
    lengths: tuple[int, ...] | None,
    keep: Collection[str] | None,
) -> Trace:
    """Run over checked inputs, grouping sequences of the same length, and keep some or all arrays.

    Parameters
    ----------
    params, x, start, pins
        As `lstm_core.run` takes them.
    lengths : (B,), optional
        The number of steps of each sequence, if they differ.
    keep : names, optional
        The arrays to keep, by default all. The states before the first step are always kept.

    Raises
    ------
    ValueError
        As in `lstm_core.run`.
    """
    T, *batch, _ = x.shape
    for pin in pins.pins:
        pin.covers(T, params.H)
    states = {name: as_state(f"{name}0", state, (*batch, params.H), x.dtype) for name, state in start.items()}
    room = Room(T, tuple(batch))
    size = T if keep is None else max(T // CHUNKS, CHUNK_BYTES // _bytes_of_a_step(params, x), 1)
    for length, members in [(T, ...)] if lengths is None else by_length(lengths):
        now = {name: state[members] for name, state in states.items()}
        for first in range(0, length, size):
            now = _chunk(params, x, members, first, min(size, length - first), now, pins, keep, room)
        for name, state in now.items():
            room.put(name + _LAST, state, members)
    values = room.arrays()
    ends = {state: values.pop(state + _LAST) for state in params.blueprint.carried}
    ordered = {field.name: values[field.name] for field in fields(params.blueprint) if field.name in values}
    return Trace(params, pins, ordered, lengths, ends)


_LAST: Final = " after the last step"


def _chunk(
    params: UnitParams,
    x: Array,
    members: Array | EllipsisType,
    first: int,
    steps: int,
    start: Mapping[str, Array],
    pins: Pins,
    keep: Collection[str] | None,
    room: Room,
) -> dict[str, Array]:
    """Run over some steps of some sequences, store what is kept, and return the states after them."""
    part = x[first : first + steps][:, members] if x.ndim == 3 else x[first : first + steps]
    try:
        values = engine(params.blueprint).forward(params, part, start, pins.part(first, steps))
    except RunOverflowError as error:
        raise error.later(first) from None
    starts = {f"{state}0" for state in params.blueprint.carried}
    for name, array in values.items():
        if name in starts and not first:
            room.put(name, array, members)
        elif name not in starts and (keep is None or name in keep):
            room.put(name, array, members, first)
    return {state: values[state][-1].copy() for state in params.blueprint.carried}


def _bytes_of_a_step(params: UnitParams, x: Array) -> int:
    sequences = int(x[0].size) // params.D
    return int(x.itemsize) * sequences * (params.D + len(fields(params.blueprint)) * params.H)
