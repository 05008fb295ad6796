"""Streams: as wide as the value is large, blue and dashed if positive, orange and dotted otherwise."""

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

import lstm_core.picture.signs as signs
import lstm_core.picture.tint as tint
from lstm_core.arrays import Array
from lstm_core.picture.geometry import path
from lstm_core.picture.plan import Part, Plan, shorten
from lstm_core.picture.scale import Scale
from lstm_core.picture.svg import add
from lstm_core.picture.svg import path as line

GAP = 3.0
"""The gap around a stream that crosses others; around a thin one it is smaller."""


def draw(
    drawing: ET.Element,
    plan: Plan,
    units: Sequence[int],
    values: Mapping[str, Array],
    scale: Scale,
    dyed: Mapping[str, Array],
) -> None:
    """Draw the streams.

    Parameters
    ----------
    drawing : Element
        The element to draw in.
    plan : Plan
        The places.
    units : sequence of int
        The unit of each lane.
    values : mapping of str to Array
        What flows, by field, one number per lane.
    scale : Scale
        The values that fill the lanes.
    dyed : mapping of str to Array
        How much of it is dyed, by field; empty if nothing is.
    """
    for pipe in plan.plumbing["pipes"]:
        for index, unit in enumerate(units):
            _stream(
                drawing,
                plan,
                pipe,
                index,
                unit,
                float(values[pipe["field"]][index]),
                scale.of(pipe["id"], index),
                float(dyed[pipe["field"]][index]) if pipe["field"] in dyed else 0.0,
            )


def _stream(
    drawing: ET.Element,
    plan: Plan,
    pipe: Part,
    index: int,
    unit: int,
    value: float,
    full: float,
    dyed: float,
) -> None:
    wide = abs(value) / full * plan.full
    if not wide and not dyed:
        return
    offset, bend, flip = plan.offset(index), plan.layout["bend"], plan.layout["flip"]
    course, side = plan.course(pipe, offset), plan.side(pipe)
    if side:
        halo = path(shorten(course, side, plan.pitch / 2), bend, flip, offset)
        line(drawing, halo, "glass", wide + min(GAP, 2 * wide))
    way = path(course, bend, flip, offset)
    kind = "positive" if value > 0 else "negative"
    caps = {"stroke_linecap": "round"} if side == "last" else {}
    line(
        drawing,
        way,
        kind,
        wide,
        data_pipe=pipe["id"],
        data_field=pipe["field"],
        data_unit=str(unit),
        data_sign=kind,
        data_full=repr(full),
        **caps,
    )
    pattern: dict[str, str | float] = (
        {"stroke_dasharray": "13 10", "opacity": 0.5}
        if value > 0
        else {"stroke_dasharray": "0 8", "stroke_linecap": "round", "opacity": 0.95}
    )
    line(drawing, way, "ripple", min(4.5, (0.16 if value > 0 else 0.36) * wide), **pattern)
    tint.draw(drawing, way, pipe["id"], unit, dyed, min(1.0, abs(dyed) / full) * plan.full)


def sums(drawing: ET.Element, plan: Plan) -> None:
    """Draw a plus sign wherever lanes join; as a symbol, one for all of them."""
    if plan.layout["symbols"]:
        for node in plan.nodes("sum"):
            signs.plus(drawing, plan.layout["nodes"][node["id"]]["at"])
        return
    r = min(9.0, 0.36 * plan.pitch)
    for pipe in plan.plumbing["pipes"]:
        for index in range(plan.lanes) if plan.side(pipe) == "last" else ():
            x, y = plan.course(pipe, plan.offset(index))[-1]
            add(drawing, "circle", "plate", "memory", cx=x, cy=y, r=r, stroke_width=1.6)
            arm = 0.55 * r
            line(drawing, f"M{x - arm:g} {y:g}h{2 * arm:g}M{x:g} {y - arm:g}v{2 * arm:g}", "memory", 1.6)
