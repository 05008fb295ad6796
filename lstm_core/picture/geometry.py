"""Parallel lines: how the lanes of a pipe run, bend and meet, at any angle.

A lane runs parallel to its pipe's line, at the distance `offset` across the flow. On a flipped layout
"across" points the other way, so that lane 0 is the topmost or leftmost in both.
"""

import math
from collections.abc import Sequence

from lstm_core.picture.layouts.frame import Vector
from lstm_core.picture.layouts.lines import direction
from lstm_core.picture.svg import number

SHARPEST = 0.25
"""Sharper bends are cut, not mitred: the outer corner would be too far out. As 1 + cos of the turn."""


def across(along: Vector, flip: int) -> Vector:
    """Return the unit vector across the flow."""
    return -along[1] * flip, along[0] * flip


def beside(at: Vector, along: Vector, flip: int, u: float, v: float) -> Vector:
    """Return the point at `u` along the flow and `v` across it from another."""
    nx, ny = across(along, flip)
    return at[0] + along[0] * u + nx * v, at[1] + along[1] * u + ny * v


def frame(at: Vector, along: Vector, flip: int) -> str:
    """Return the transform from a part's own frame (along and across the flow) to the drawing."""
    return f"matrix({' '.join(number(value) for value in (*along, *across(along, flip), *at))})"


def corner(at: Vector, into: Vector, out_of: Vector, flip: int, offset: float) -> Vector:
    """Return where a lane turns at a corner between two directions: the mitre."""
    (ax, ay), (bx, by) = across(into, flip), across(out_of, flip)
    stretch = offset / max(SHARPEST, 1 + ax * bx + ay * by)
    return at[0] + stretch * (ax + bx), at[1] + stretch * (ay + by)


def lane(points: Sequence[Vector], flip: int, offset: float) -> list[Vector]:
    """Return the parallel to a line at a distance."""
    last = len(points) - 1
    return [
        corner(
            at,
            direction(points[max(0, index - 1)], points[max(1, index)]),
            direction(points[min(index, last - 1)], points[min(index + 1, last)]),
            flip,
            offset,
        )
        for index, at in enumerate(points)
    ]


def path(points: Sequence[Vector], radius: float, flip: int = 1, offset: float = 0) -> str:
    """Return an SVG path with concentrically rounded corners: `radius` is that of the pipe's middle."""
    parts = [f"M{_spot(points[0])}"]
    for before, at, after in zip(points, points[1:], points[2:], strict=False):
        into, out_of = direction(before, at), direction(at, after)
        turn = math.atan2(
            into[0] * out_of[1] - into[1] * out_of[0], into[0] * out_of[0] + into[1] * out_of[1]
        )
        r = radius - offset * math.copysign(1, turn) * flip if turn else 0
        cut = r * math.tan(abs(turn) / 2)
        if cut < 0.01:
            parts.append(f"L{_spot(at)}")
        else:
            parts.append(f"L{_spot(beside(at, into, 1, -cut, 0))}")
            parts.append(
                f"A{number(r)} {number(r)} 0 0 {int(turn > 0)} {_spot(beside(at, out_of, 1, cut, 0))}"
            )
    parts.append(f"L{_spot(points[-1])}")
    return "".join(parts)


def _spot(point: Vector) -> str:
    return f"{number(point[0])} {number(point[1])}"
