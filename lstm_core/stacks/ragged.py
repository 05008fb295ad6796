"""A batch of sequences of different lengths, padded to the longest."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from lstm_core.arrays import Array
from lstm_core.running.ragged import Room
from lstm_core.running.trace import Trace
from lstm_core.stacks.layer import Direction
from lstm_core.stacks.trace import LayerRun, StackRun

Part: TypeAlias = tuple[Array, StackRun]
"""Some sequences of a batch, and their run without padding."""
States: TypeAlias = Mapping[tuple[int, Direction], npt.ArrayLike | None]
"""The initial state of each layer and direction; None for its own."""


def padded(parts: Iterable[Part], steps: int, lengths: tuple[int, ...]) -> tuple[tuple[LayerRun, ...], Array]:
    """Return the layers of all sequences as one run, zero after their ends, and the last layer's output.

    Only one part is in memory at a time; those with the longest sequences come last.
    """
    room = Room(steps, (len(lengths),))
    for members, run in parts:
        room.put("h", run.h, members, 0)
        for k, one in enumerate(run.layers):
            for name, array in one.trace.values.items():
                room.put(f"{k} {name}", array, members, None if name in one.trace.starts else 0)
            if one.out is not None:
                room.put(f"{k}", one.out, members, 0)
            for name, array in one.trace.last.items():
                room.put(f"{k} last {name}", array, members)
            for name, array in one.last.items():
                room.put(f"{k} out {name}", array, members)
    arrays = room.arrays()
    layers = []
    for k, one in enumerate(run.layers):
        trace = Trace(
            one.trace.params,
            one.trace.pins,
            {name: arrays[f"{k} {name}"] for name in one.trace.values},
            lengths,
            {name: arrays[f"{k} last {name}"] for name in one.trace.last},
        )
        last = {name: arrays[f"{k} out {name}"] for name in one.last}
        layers.append(LayerRun(one.layer, one.direction, trace, arrays.get(f"{k}"), lengths, last))
    return tuple(layers), arrays["h"]


def states_of(states: States, members: Array, batch: int) -> States:
    """Return the initial states of some of the sequences.

    Raises
    ------
    ValueError
        If there are not as many states as sequences.
    """
    for state in states.values():
        if state is not None and np.ndim(state) == 2 and len(np.asarray(state)) != batch:
            raise ValueError(f"a first state has shape {np.shape(state)}, expected (B, H) with B = {batch}")
    return {
        place: state if state is None or np.ndim(state) < 2 else np.asarray(state)[members]
        for place, state in states.items()
    }
