"""Measured series, in the public domain; `data/SOURCES.md` says where they come from.

A seed [seed, part] draws from one part of the time alone, so that what is validated on lies after what is
learnt from; a single number draws from all of it.
"""

from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np

from lstm_core.arrays import Array
from lstm_core.learning.examples import Examples, Seed
from lstm_core.learning.made_up import traded

PARTS: Final = (0.0, 0.7, 0.85, 1.0)
"""Where the parts to learn from, to validate on and to score on begin and end, as shares of the time."""


def mauna_loa(seed: Seed, count: int, months: int = 48) -> Examples:
    """Draw monthly changes of the carbon dioxide at Mauna Loa, in ppm; the target is the next month's change.

    Plants take it up in summer and give it back in winter, so that each year repeats the one before, on top
    of a rise. Windows start in any month; their first year does not count. Five months without a measurement
    are interpolated.
    """
    changes = np.diff(monthly_co2())
    seen = _windows(changes, seed, count, months + 1)[..., np.newaxis]
    mask = np.ones((months, count))
    mask[:12] = 0
    return Examples(seen[:-1], seen[1:], mask)


def brent(seed: Seed, count: int, steps: int = 60, longest: int = 40) -> Examples:
    """Draw the price of Brent oil, buy flag and sell flag; the target is the profit while it is held.

    A step is a week of five trading days. The price is a multiple of the window's first. When it is bought
    and sold is made up, as for `stock_position`.
    """
    prices = _windows(weekly_brent(), seed, count, steps)
    again = np.random.default_rng([*_numbers(seed), 1])
    return traded(prices / prices[0], again, longest)


@cache
def monthly_co2() -> Array:
    """Return monthly means at Mauna Loa, March 1958 to December 2001, (526,), in ppm, gaps interpolated."""
    found = _column("mauna_loa.csv")
    months = np.arange(len(found))
    there = np.isfinite(found)
    return _fixed(np.interp(months, months[there], found[there]))


@cache
def weekly_brent() -> Array:
    """Return the price of Brent every fifth trading day, 1987 to 2019, (1639,), in US dollars per barrel."""
    return _fixed(_column("brent.csv"))


def _windows(series: Array, seed: Seed, count: int, steps: int) -> Array:
    """Return (steps, count) values in a row, each column with a start of its own."""
    first, end = (0.0, 1.0) if isinstance(seed, int) else PARTS[seed[-1] : seed[-1] + 2]
    part = series[round(first * len(series)) : round(end * len(series))]
    starts = np.random.default_rng(seed).integers(0, len(part) - steps + 1, count)
    found: Array = part[starts + np.arange(steps)[:, np.newaxis]]
    return found


def _numbers(seed: Seed) -> list[int]:
    return [seed] if isinstance(seed, int) else seed


def _column(name: str) -> Array:
    lines = files("lstm_core.learning").joinpath("data", name).read_text("ascii").splitlines()[1:]
    return np.array([float(line.partition(",")[2] or "nan") for line in lines])


def _fixed(series: Array) -> Array:
    series.flags.writeable = False
    return series
