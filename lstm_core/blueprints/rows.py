"""The memory layout of a run: each field (T, H, B); nets computed together form one block."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import numpy as np
import numpy.typing as npt

from lstm_core.arrays import Array
from lstm_core.blueprints.order import waves
from lstm_core.blueprints.parts import Inner, Net, Op
from lstm_core.blueprints.spec import Blueprint


@dataclass(frozen=True, slots=True)
class Block:
    """Neighbouring nets that are squashed by the same function at the same time."""

    nets: tuple[Net, ...]
    first: int

    @property
    def rows(self) -> slice:
        """The indices of these nets among all nets."""
        return slice(self.first, self.first + len(self.nets))

    @property
    def gives(self) -> tuple[str, ...]:
        """The fields that they give."""
        return tuple(net.letter for net in self.nets)


@dataclass(frozen=True, slots=True)
class Rows:
    """The order in which a unit is evaluated, and with it the indices of its nets."""

    nets: tuple[Net, ...]
    steps: tuple[Block | Inner | Op, ...]

    def readers(self, field: str) -> list[tuple[Net, str]]:
        """Return the nets that read a field through a matrix, in order, each with the name of the matrix."""
        return [
            (net, read.by)
            for net in self.nets
            for read in net.reads
            if read.of == field and read.by is not None
        ]

    def runs(self, letters: Collection[str]) -> list[slice]:
        """Return the indices of some nets as the fewest possible contiguous slices, in order."""
        places = [k for k, net in enumerate(self.nets) if net.letter in letters]
        stretches = groupby(enumerate(places), lambda pair: pair[1] - pair[0])
        return [slice(found[0], found[-1] + 1) for found in ([k for _, k in run] for _, run in stretches)]


@lru_cache(maxsize=32)
def rows_of(blueprint: Blueprint, blind: frozenset[str]) -> Rows:
    """Plan the evaluation of a unit whose `blind` nets have no peephole."""
    steps: list[Block | Inner | Op] = []
    nets: list[Net] = []
    for wave in waves(blueprint.parts, blueprint.known, blind):
        ready = [part for part in wave if isinstance(part, Net)]

        def alike(net: Net) -> tuple[str, str]:
            return net.squash, net.letter if net.letter in blueprint.carried else ""

        for _, group in groupby(sorted(ready, key=alike), key=alike):
            block = tuple(group)
            steps.append(Block(block, len(nets)))
            nets += block
        steps += [part for part in wave if not isinstance(part, Net)]
    return Rows(tuple(nets), tuple(steps))


def blank(
    blueprint: Blueprint, rows: Rows, shape: tuple[int, int, int], dtype: npt.DTypeLike
) -> tuple[Array, dict[str, Array], dict[str, Array]]:
    """Allocate a run: pre-activations (T, n, H, B), blocks by first letter, and every field.

    Parameters
    ----------
    blueprint, rows
        The unit and its plan.
    shape : (T, H, B)
        The run's size.
    dtype : dtype
        The type of all numbers.
    """
    T, H, B = shape
    z = np.empty((T, len(rows.nets), H, B), dtype)
    values = {f"z_{net.letter}": z[:, k] for k, net in enumerate(rows.nets)}
    for state in blueprint.carried:
        states = np.zeros((T + 1, H, B), dtype)
        values |= {f"{state}0": states[0], state: states[1:], f"{state}_prev": states[:-1]}
    blocks: dict[str, Array] = {}
    for step in rows.steps:
        if isinstance(step, Block):
            room = _block(step.nets, values, (T, len(step.nets), H, B), dtype)
            blocks[step.nets[0].letter] = room
            values |= {net.letter: room[:, k] for k, net in enumerate(step.nets)}
        elif step.field not in values:
            values[step.field] = np.empty(shape, dtype)
    return z, blocks, values


def _block(
    nets: Sequence[Net], values: dict[str, Array], shape: tuple[int, ...], dtype: npt.DTypeLike
) -> Array:
    """Allocate a block; a net that gives a carried state writes straight into it."""
    if len(nets) == 1 and nets[0].letter in values:
        return values[nets[0].letter][:, np.newaxis]
    return np.empty(shape, dtype)
