"""Moments of a training: when a valve began to be open, or closed, and stayed so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from lstm_core.arrays import Array
from lstm_core.blueprints.valves import openings
from lstm_core.params import UnitParams
from lstm_core.running.run import run

OPEN: Final = 0.9
CLOSED: Final = 0.1
"""A valve is open where its mean over all steps is above the one, closed where it is below the other."""
HALF: Final = 0.5
"""At the steps of a flag, it is enough that a valve passes half."""


@dataclass(frozen=True, slots=True)
class Moment:
    """From when on a valve was open, or closed.

    Attributes
    ----------
    field : str
        The opening, such as "f".
    lane : int
        The unit, counted from 0.
    flag : int or None
        The input, counted from 0, whose steps count: those at which it is 1. None: all steps.
    level : float
        What the mean over the steps passed.
    above : bool
        Whether it passed it upwards.
    checkpoint, step : int
        The first checkpoint from which it stayed there, counted from 0, and its training step.
    """

    field: str
    lane: int
    flag: int | None
    level: float
    above: bool
    checkpoint: int
    step: int


def moments(checkpoints: Sequence[UnitParams], steps: Sequence[int], x: npt.ArrayLike) -> list[Moment]:
    """Return the moments from which each valve stayed open or closed, earliest first.

    An opening that was so before the first step, or did not stay so to the end, gives no moment.

    Parameters
    ----------
    checkpoints : sequence of UnitParams
        The layer at each checkpoint, the first one before the first step.
    steps : sequence of int
        The training step of each.
    x : (T, D)
        The sequence to look at.

    Returns
    -------
    list of Moment
        For each opening of each lane, over all steps: above 0.9 and below 0.1; at the steps of each flag,
        which is an input that is only 0 or 1: above and below 0.5.

    Raises
    ------
    ValueError
        If there is not one step for each checkpoint, or a run refuses its input.
    """
    if len(steps) != len(checkpoints):
        raise ValueError(
            f"steps has {len(steps)} numbers, expected {len(checkpoints)}: one for each checkpoint"
        )
    inputs = np.asarray(x, dtype=np.float64)
    runs = [run(layer, inputs).values for layer in checkpoints]
    fields = openings(checkpoints[0].blueprint) if checkpoints else {}
    found = []
    for flag, seen, high, low in _spans(inputs):
        for field in fields:
            means = np.array([values[field][seen].mean(axis=0) for values in runs])
            for lane, course in enumerate(means.T):
                for level, above in ((high, True), (low, False)):
                    first = _since(course > level if above else course < level)
                    if first:
                        found.append(Moment(field, lane, flag, level, above, first, steps[first]))
    return sorted(found, key=lambda moment: moment.checkpoint)


def _spans(x: Array) -> Iterator[tuple[int | None, Array, float, float]]:
    """Yield which steps count, and the levels above and below which a valve is open and closed."""
    yield None, np.full(len(x), True), OPEN, CLOSED
    for flag, column in enumerate(x.T):
        if set(np.unique(column)) == {0, 1}:
            yield flag, column == 1, HALF, HALF


def _since(holds: Array) -> int | None:
    """Return the place from which something holds to the end; None where it does not in the end."""
    fails = np.flatnonzero(~holds)
    first = int(fails[-1]) + 1 if len(fails) else 0
    return first if first < len(holds) else None
