"""A series of one's own as a task: predict the next value."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np

from lstm_core.arrays import Array
from lstm_core.learning.examples import Examples, Seed
from lstm_core.learning.tasks import Task

LEAST, MOST = 60, 100_000
"""How many values a series may have."""
LONGEST = 48
"""The largest number of steps of a window."""
PARTS = (0.0, 0.7, 0.85, 1.0)
"""Where the parts to learn from, to validate on and to score on begin and end, as shares of the series."""


@dataclass(frozen=True)
class Windows:
    """Draws windows of a series; the target of each step is the next value.

    Values are standardised by the mean and the standard deviation of the part to learn from, so that learning
    knows nothing about the other parts. A seed [seed, part] draws from that part, a single number from
    the whole series.

    Parameters
    ----------
    values : tuple of float
        The series, 60 to 100,000 values.

    Raises
    ------
    ValueError
        If there are too few or too many values, one is not finite, or those to learn from are all the same
        or too large to be standardised.
    """

    values: tuple[float, ...]

    def __post_init__(self) -> None:
        if not LEAST <= len(self.values) <= MOST:
            raise ValueError(f"the series has {len(self.values)} values, expected {LEAST} to {MOST}")
        for place, value in enumerate(self.values, start=1):
            if not isfinite(value):
                raise ValueError(f"value {place} of the series is {value}, expected a finite number")
        learn = self._part(0)
        if learn.min() == learn.max():
            raise ValueError(
                f"the first {len(learn)} values of the series, those to learn from, are all {learn[0]}, "
                "expected some that differ"
            )
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            if not np.isfinite((np.array(self.values) - self.mean) / self.deviation).all():
                raise ValueError("the series is too large or too small to be standardised in float64")

    @property
    def mean(self) -> float:
        """The mean of the values to learn from."""
        return float(self._part(0).mean())

    @property
    def deviation(self) -> float:
        """The standard deviation of the values to learn from."""
        return float(self._part(0).std())

    @property
    def steps(self) -> int:
        """The number of steps of a window: as many as fit in the shortest part, at most 48."""
        return min(LONGEST, min(len(self._part(part)) for part in range(len(PARTS) - 1)) - 1)

    def __call__(self, seed: Seed, count: int) -> Examples:
        """Draw `count` windows, each with a start of its own."""
        part = np.array(self.values) if isinstance(seed, int) else self._part(seed[-1])
        known = (part - self.mean) / self.deviation
        starts = np.random.default_rng(seed).integers(0, len(known) - self.steps, count)
        seen = known[starts + np.arange(self.steps + 1)[:, np.newaxis]][..., np.newaxis]
        return Examples(seen[:-1], seen[1:], np.ones((self.steps, count)))

    def _part(self, part: int) -> Array:
        first, end = (round(share * len(self.values)) for share in PARTS[part : part + 2])
        return np.array(self.values[first:end])


def series_task(values: Sequence[float]) -> Task:
    """Return the task to predict the next value of a series.

    Raises
    ------
    ValueError
        As for `Windows`.
    """
    about = "A series of one's own; the next value."
    return Task("series", "regression", D=1, K=1, about=about, draw=Windows(tuple(map(float, values))))


def parse_series(text: str) -> tuple[float, ...]:
    """Return the numbers of a CSV of one column; a first line without a number is its name.

    Raises
    ------
    ValueError
        If a line is anything but one finite number; empty lines are allowed only at the end.
    """
    lines = text.rstrip().splitlines()
    named = bool(lines) and bool(lines[0].strip()) and _number(lines[0]) is None
    values = []
    for line, cell in enumerate(lines[named:], start=1 + named):
        value = _number(cell)
        if value is None or not isfinite(value):
            found = repr(cell.strip()[:40]) if cell.strip() else "a gap"
            raise ValueError(f"series, line {line}: found {found}, expected one finite number")
        values.append(value)
    return tuple(values)


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None
