"""The part of a trace that is small enough to draw: a few units of one sequence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from lstm_core.arrays import Array
from lstm_core.params import UnitParams
from lstm_core.running.labels import Labels
from lstm_core.running.pins import Pins, Valve

MOST: Final = 8
"""The largest number of lanes in a picture."""


class Recorded(Protocol):
    """The part of a trace's interface that is needed here."""

    @property
    def params(self) -> UnitParams: ...
    @property
    def pins(self) -> Pins: ...
    @property
    def h0(self) -> Array: ...
    @property
    def h(self) -> Array: ...
    @property
    def labels(self) -> Labels | None: ...


@dataclass(frozen=True, eq=False)
class Excerpt:
    """A few units of one sequence; see `excerpt`.

    Attributes
    ----------
    trace : Trace
        The trace that it is taken from.
    units : tuple of int
        The units, counted from 0.
    sequence : int or None
        Which sequence of the batch; None if the trace has only one.
    """

    trace: Recorded
    units: tuple[int, ...]
    sequence: int | None

    def values(self, name: str) -> Array:
        """Return one of the trace's arrays as (T, units); for a single step, as for h0 and C0, T is 1."""
        array: Array = getattr(self.trace, name)
        if self.sequence is not None:
            array = array[..., self.sequence, :]
        return np.atleast_2d(array)[:, list(self.units)]

    @property
    def memory(self) -> tuple[str, str]:
        """The names of the memory before and after a step."""
        lane = self.trace.params.blueprint.lane
        return f"{lane}_prev", lane

    @property
    def timed(self) -> bool:
        """Whether there is a time axis: a run has one, a single step does not."""
        return self.trace.h.ndim > self.trace.h0.ndim

    @property
    def labels(self) -> tuple[str, ...] | None:
        """What each step reads, such as a token, or None if that was not said."""
        return None if self.trace.labels is None else self.trace.labels[self.sequence or 0]

    def held(self, valve: Valve) -> Array:
        """Return the values at which a valve is held by hand, (T, units); NaN where it is free."""
        steps = len(self.values("h"))
        return self.trace.pins.openings(valve, steps, self.trace.params.H)[:, list(self.units)]

    @property
    def words(self) -> str:
        """Which units are shown, and how many there are in all."""
        H, named = self.trace.params.H, ", ".join(map(str, self.units))
        where = "" if self.sequence is None else f"sequence {self.sequence} of {self.trace.h.shape[-2]}, "
        if len(self.units) == H:
            return where + ("the one unit" if H == 1 else f"all {H} units")
        return f"{where}{'units' if len(self.units) > 1 else 'unit'} {named} of {H}"


def excerpt(trace: Recorded, units: Sequence[int] | None = None, sequence: int = 0) -> Excerpt:
    """Choose what to draw.

    Parameters
    ----------
    trace : Trace
        A run, a batch of runs, or a step.
    units : sequence of int, optional
        Which units, counted from 0, at most 8; by default all, or the 8 whose memory changes most.
    sequence : int
        Which sequence of a batch.

    Raises
    ------
    ValueError
        If there is no such unit or sequence, if there are too many units, or if one is given twice.
    """
    H = trace.params.H
    batch = trace.h0.ndim == 2
    sequences = len(trace.h0) if batch else 1
    if not 0 <= sequence < sequences:
        raise ValueError(f"sequence is {sequence}, expected a number from 0 to {sequences - 1}")
    if units is not None:
        _check(units, H)
        return Excerpt(trace, tuple(units), sequence if batch else None)
    whole = Excerpt(trace, tuple(range(H)), sequence if batch else None)
    before, after = whole.memory
    change = np.abs(whole.values(after) - whole.values(before)).sum(axis=0)
    liveliest = np.argsort(-change, kind="stable")[:MOST]
    return Excerpt(trace, tuple(sorted(map(int, liveliest))), whole.sequence)


def _check(units: Sequence[int], H: int) -> None:
    if not 1 <= len(units) <= MOST or len(set(units)) != len(units):
        raise ValueError(f"units are {list(units)}, expected 1 to {MOST} different ones")
    for unit in units:
        if not 0 <= unit < H:
            raise ValueError(f"units name {unit}, expected a unit from 0 to {H - 1}")
