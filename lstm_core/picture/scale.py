"""How much water fills a lane: one amount for a run, but not where it would leave only a hairline."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from lstm_core.picture.excerpt import Excerpt

HAIRLINE: Final = 0.1
"""A lane has a scale of its own if it would fill at most this share of the common one."""


@dataclass(frozen=True)
class Scale:
    """The amounts that fill the lanes of a picture.

    Attributes
    ----------
    common : float
        What fills most lanes.
    lanes : tuple of float
        What fills each lane.
    apart : float or None
        What fills a lane in the pipes whose water is of another size than the memory's: past the squeeze, or
        read by a network; None if there are none.
    distant : frozenset of str
        Those pipes.
    """

    common: float
    lanes: tuple[float, ...]
    apart: float | None
    distant: frozenset[str]

    def of(self, pipe: str, lane: int) -> float:
        """Return what fills a lane in a pipe."""
        return self.apart if self.apart is not None and pipe in self.distant else self.lanes[lane]


def scale_of(shown: Excerpt, plumbing: Mapping[str, Any]) -> Scale:
    """Return the scale of a run, which all of its steps share.

    Parameters
    ----------
    shown : Excerpt
        The units of the run.
    plumbing : mapping
        The blueprint's JSON.
    """
    held = [pipe["field"] for pipe in plumbing["pipes"] if "apart" not in pipe]
    own = [round_up(peak) for peak in _peaks(shown, held)]
    common = max(own)
    distant = [pipe for pipe in plumbing["pipes"] if "apart" in pipe]
    return Scale(
        common,
        tuple(full if full <= HAIRLINE * common else common for full in own),
        round_up(max(_peaks(shown, [pipe["field"] for pipe in distant]))) if distant else None,
        frozenset(pipe["id"] for pipe in distant),
    )


def round_up(peak: float) -> float:
    """Return the first of 1, 2, 5, 10, 20 ... that a peak does not exceed."""
    decade = 1.0
    while peak > 10 * decade:
        decade *= 10
    return next(decade * size for size in (1, 2, 5, 10) if peak <= decade * size)


def _peaks(shown: Excerpt, fields: Sequence[str]) -> list[float]:
    """Return the largest amount of each lane."""
    each = np.stack([np.abs(shown.values(name)).max(axis=0) for name in fields])
    return [float(peak) for peak in each.max(axis=0)]
