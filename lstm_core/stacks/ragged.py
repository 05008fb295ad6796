"""A batch of sequences of different lengths, padded to the longest."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from lstm_core.arrays import Array
from lstm_core.running.trace import Trace
from lstm_core.stacks.layer import Direction
from lstm_core.stacks.trace import LayerRun, StackRun

Part: TypeAlias = tuple[Array, StackRun]
"""Which sequences of a batch, and their run without padding."""
States: TypeAlias = Mapping[tuple[int, Direction], npt.ArrayLike | None]
"""What each layer and direction starts with; None for its own."""


def check_lengths(lengths: npt.ArrayLike, shape: tuple[int, ...]) -> tuple[int, ...]:
    """Return how many steps each sequence has, where inputs have the shape (T, B, D).

    Raises
    ------
    ValueError
        If it is not a whole number from 1 to T for each sequence.
    """
    given = np.asarray(lengths)
    if len(shape) != 3:
        raise ValueError(f"lengths are given and x has {len(shape)} axes, expected a batch with 3 axes")
    steps, batch, _ = shape
    if given.shape != (batch,) or given.dtype.kind not in "iu":
        raise ValueError(
            f"lengths have shape {given.shape} and type {given.dtype.name}, "
            f"expected whole numbers (B,) = ({batch},)"
        )
    for sequence, length in enumerate(given.tolist()):
        if not 1 <= length <= steps:
            raise ValueError(
                f"lengths has {length} for sequence {sequence}, expected a number from 1 to {steps}, "
                "the steps of x"
            )
    return tuple(given.tolist())


def by_length(lengths: Sequence[int]) -> Iterator[tuple[int, Array]]:
    """Yield each length that there is, and the sequences that have it."""
    for length in sorted(set(lengths)):
        yield length, np.flatnonzero(np.equal(lengths, length))


def padded(parts: Sequence[Part], steps: int, lengths: tuple[int, ...]) -> tuple[tuple[LayerRun, ...], Array]:
    """Return the layers of all sequences as one run, zero where one has ended, and what leaves the last."""
    layers = []
    for k, one in enumerate(parts[-1][1].layers):
        each = [(members, run.layers[k]) for members, run in parts]
        values = {
            name: _joined([(members, here.trace.values[name]) for members, here in each], steps, len(lengths),
                          timed=name not in one.trace.starts)
            for name in one.trace.values
        }  # fmt: skip
        trace = Trace(one.trace.params, one.trace.pins, values)
        h = _joined([(members, here.h) for members, here in each], steps, len(lengths))
        layers.append(LayerRun(one.layer, one.direction, trace, h, lengths))
    return tuple(layers), _joined([(members, run.h) for members, run in parts], steps, len(lengths))


def _joined(parts: Sequence[tuple[Array, Array]], steps: int, batch: int, timed: bool = True) -> Array:
    array = parts[0][1]
    made = np.zeros((*((steps,) if timed else ()), batch, array.shape[-1]), array.dtype)
    for members, part in parts:
        if timed:
            made[: len(part), members] = part
        else:
            made[members] = part
    made.setflags(write=False)
    return made


def states_of(states: States, members: Array) -> States:
    """Return the first states of some of the sequences."""
    return {
        place: state if state is None or np.ndim(state) < 2 else np.asarray(state)[members]
        for place, state in states.items()
    }
