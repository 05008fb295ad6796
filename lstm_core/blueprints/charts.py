"""The rows of the timeline and of the charts."""

from dataclasses import dataclass

import numpy as np

from lstm_core.blueprints.ops import Bounds
from lstm_core.blueprints.plumbing import nodes
from lstm_core.blueprints.ranges import ranges
from lstm_core.blueprints.spec import Blueprint

MARGIN = 0.04
"""How far an axis extends beyond the range, as a share of it."""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """The strip of one valve in the timeline.

    Attributes
    ----------
    kind : str
        The valve's node.
    field : str
        The opening.
    gate : str or None
        The gate's name for pins.
    """

    kind: str
    field: str
    gate: str | None


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A chart over time.

    Attributes
    ----------
    field, role : str
        The field that is drawn, and the role that decides its colour.
    range, axis : tuple of float or None
        The bounds of the values, and those of the axis; None where there are no bounds.
    """

    field: str
    role: str
    range: Bounds | None
    axis: Bounds | None


def heat_rows(blueprint: Blueprint) -> tuple[HeatRow, ...]:
    """Return one row per valve, in the order in which the water meets them."""
    return tuple(
        HeatRow(node.id, node.field, node.gate)
        for node in nodes(blueprint)
        if node.kind == "valve" and node.field is not None
    )


def chart_rows(blueprint: Blueprint) -> tuple[ChartRow, ...]:
    """Return the valves, then the results of the other nets, then the carried states, the lane first."""
    b = blueprint
    rows = [(node.field, node.role) for node in nodes(b) if node.kind == "valve" and node.field is not None]
    shown = {field for field, _ in rows}
    rows += [(net.letter, net.role) for net in b.nets if net.letter not in (*shown, *b.carried)]
    rows += [(state, "memory") for state in sorted(b.carried, key=lambda state: state != b.lane)]
    return tuple(_row(field, role, ranges(b)[field]) for field, role in rows)


def _row(field: str, role: str, bounds: Bounds) -> ChartRow:
    low, high = bounds
    if not np.isfinite(high - low):
        return ChartRow(field, role, None, None)
    margin = MARGIN * (high - low)
    return ChartRow(field, role, bounds, (low - margin, high + margin))
