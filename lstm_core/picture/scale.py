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
    output : float or None
        What fills a lane past the squeeze, where all water is within 1; None if nothing is squeezed.
    squeezed : frozenset of str
        The pipes past the squeeze.
    """

    common: float
    lanes: tuple[float, ...]
    output: float | None
    squeezed: frozenset[str]

    def of(self, pipe: str, lane: int) -> float:
        """Return what fills a lane in a pipe."""
        return self.output if self.output is not None and pipe in self.squeezed else self.lanes[lane]


def scale_of(shown: Excerpt, plumbing: Mapping[str, Any]) -> Scale:
    """Return the scale of a run, which all of its steps share.

    Parameters
    ----------
    shown : Excerpt
        The units of the run.
    plumbing : mapping
        The blueprint's JSON.
    """
    squeezed = _past_squeeze(plumbing)
    held = [pipe["field"] for pipe in plumbing["pipes"] if pipe["id"] not in squeezed]
    own = [round_up(peak) for peak in _peaks(shown, held)]
    common = max(own)
    past = [pipe["field"] for pipe in plumbing["pipes"] if pipe["id"] in squeezed]
    return Scale(
        common,
        tuple(full if full <= HAIRLINE * common else common for full in own),
        round_up(max(_peaks(shown, past))) if past else None,
        squeezed,
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


def _past_squeeze(plumbing: Mapping[str, Any]) -> frozenset[str]:
    """Return the pipes through which only squeezed water flows; they are in the order of the flow."""
    reached = {node["id"] for node in plumbing["nodes"] if node["kind"] == "squeeze"}
    past = set()
    for pipe in plumbing["pipes"]:
        if pipe["from"] in reached:
            past.add(pipe["id"])
            reached.add(pipe["to"])
    return frozenset(past)
