"""The courses of the wires: alternately along and across, from port to port."""

import math
from collections.abc import Mapping
from itertools import pairwise

from lstm_core.picture.layouts.frame import Frame, Vector
from lstm_core.picture.layouts.lines import direction
from lstm_core.picture.layouts.view import Port, Tap, View

BEND = 6
"""Radius of a wire's bends."""


def wires(
    view: View, frame: Frame, at: Mapping[str, Vector], reach: Mapping[str, Vector]
) -> dict[str, list[Vector]]:
    """Return the course of each wire.

    Parameters
    ----------
    view, frame
        The view and its orientation.
    at : mapping of str to Vector
        Where each part is.
    reach : mapping of str to Vector
        The distance from there to the part's sides: half its width and half its height.
    """

    def meet(port: Port, other: Vector) -> Vector:
        """Return where a wire meets a part; without a shift, straight opposite its other end."""
        (x, y), (half_width, half_height) = at[port.part], reach[port.part]
        nx, ny = frame.side(port.side)
        x, y = x + nx * half_width, y + ny * half_height
        if port.shift is None:
            return (x, other[1]) if nx else (other[0], y)
        return (x, y + port.shift) if nx else (x + port.shift, y)

    found: dict[str, list[Vector]] = {}
    for name, wire in view.wires.items():
        if isinstance(wire.start, Tap):
            start = _tapped(found[wire.start.wire], wire.start.after)
        else:
            start = meet(wire.start, meet(wire.end, view.start))
        axis = 0 if frame.side(wire.end.side)[0] else 1
        through = _axes(view.start, wire.via, axis)
        found[name] = _route(start, through, meet(wire.end, start), axis)
    return found


def _tapped(wire: list[Vector], after: float | None) -> Vector:
    """Return where a wire is tapped. At a corner, that is where the bend begins, so that no gap is left."""
    if after is None:
        (x, y), (dx, dy) = wire[-2], direction(wire[-3], wire[-2])
        return x - dx * BEND, y - dy * BEND
    for start, end in pairwise(wire):
        length = math.dist(start, end)
        if after <= length:
            (x, y), (dx, dy) = start, direction(start, end)
            return x + dx * after, y + dy * after
        after -= length
    raise ValueError(f"a wire is tapped {after} beyond its end")


def _axes(origin: Vector, via: tuple[float, ...], last: int) -> list[tuple[int, float]]:
    """Return axis and value of each coordinate on the way; the axes alternate and end with the last one."""
    axes = [(last + len(via) - 1 - index) % 2 for index in range(len(via))]
    return [(axis, origin[axis] + value) for axis, value in zip(axes, via, strict=True)]


def _route(start: Vector, through: list[tuple[int, float]], end: Vector, axis: int) -> list[Vector]:
    """Return the route from start to end; its last leg runs along `axis`."""
    points = [start]
    for along, value in [*through, (1 - axis, end[1 - axis]), (axis, end[axis])]:
        x, y = points[-1]
        point = (value, y) if along == 0 else (x, value)
        if point != points[-1]:
            points.append(point)
    return points
