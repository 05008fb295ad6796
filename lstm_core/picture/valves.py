"""Valves: in each lane, two blades leave an opening as wide as the gate's value."""

import math
from collections.abc import Sequence
from xml.etree import ElementTree as ET

import lstm_core.picture.signs as signs
from lstm_core.arrays import Array
from lstm_core.picture.geometry import beside, frame
from lstm_core.picture.layouts.resolve import LIP
from lstm_core.picture.numbers import plain
from lstm_core.picture.plan import Part, Plan
from lstm_core.picture.svg import MONO, add, path, write

BLADE = 12
"""Length of pipe that the blades occupy."""
UPSTREAM, GAUGE = 17, 50
"""How far the valve extends against the flow and with it; its numbers are shown there."""
WHEEL = 16
"""Radius of the handwheel."""


def draw(
    drawing: ET.Element, plan: Plan, valve: Part, units: Sequence[int], openings: Array, held: Array
) -> None:
    """Draw a valve; `held` is NaN where the valve is free."""
    layout, role = plan.layout, valve["role"]
    place, flip = layout["nodes"][valve["id"]], layout["flip"]
    middle = beside(place["at"], place["along"], flip, *layout["plates"][valve["id"]])
    half = (layout["spread"] + layout["bore"] - layout["water"]) / 2 + LIP
    group = add(drawing, "g", data_valve=valve["field"])
    if layout["symbols"]:
        _signs(group, plan, valve)
    else:
        _wheel(group, plan, valve, half)
    shape = add(group, "g", transform=frame(middle, place["along"], flip))
    _box(shape, -UPSTREAM, -half, GAUGE, half, "plate", role, rx=9, stroke_width=2.4, fill_opacity=0.18)
    _box(shape, BLADE / 2 + 5, 4 - half, GAUGE - 3, half - 4, "plate", rx=6)
    _box(shape, -BLADE / 2, 3 - half, BLADE / 2, half - 3, "none", role, stroke_width=0.8, opacity=0.45)
    for index, (unit, opening) in enumerate(zip(units, map(float, openings), strict=True)):
        v, gap = plan.place(index), opening * plan.widest
        for near, far in ((v - plan.slot / 2, v - gap / 2), (v + gap / 2, v + plan.slot / 2)):
            _box(shape, -BLADE / 2, near, BLADE / 2, far, role, data_plate=str(unit))
        x, y = beside(middle, place["along"], flip, (BLADE / 2 + GAUGE) / 2 + 1, v)
        _number(group, plan, valve, (x, y), opening, unit, not math.isnan(held[index]))


def _number(
    group: ET.Element,
    plan: Plan,
    valve: Part,
    at: tuple[float, float],
    opening: float,
    unit: int,
    held: bool,
) -> None:
    (x, y), upright = at, abs(plan.layout["nodes"][valve["id"]]["along"][1]) > 0.7 and plan.slot < 27
    marks: dict[str, str | float] = {"text_decoration": "underline", "data_held": "true"} if held else {}
    if upright:
        marks["transform"] = f"rotate(-90 {x:g} {y:g})"
    write(
        group, x, y + 4, plain(opening), valve["role"],
        text_anchor="middle", font_family=MONO, font_size=11, font_weight="600", data_unit=str(unit), **marks,
    )  # fmt: skip


def _signs(group: ET.Element, plan: Plan, valve: Part) -> None:
    """Draw the product; if the valve opens by what a signal lacks to 1, also that."""
    signs.times(group, plan.layout["nodes"][valve["id"]]["at"], valve["role"])
    if valve["id"] in plan.layout["inverts"]:
        signs.inverted(group, plan.layout["inverts"][valve["id"]], valve["role"])


def _wheel(group: ET.Element, plan: Plan, valve: Part, half: float) -> None:
    """Draw the handwheel. A valve that is linked to another has none of its own."""
    if valve["id"] not in plan.layout["wheels"]:
        return
    place, side = plan.layout["nodes"][valve["id"]], plan.layout["wheels"][valve["id"]]["side"]
    flip, stem = plan.layout["flip"], plan.layout["stem"]
    role = valve["role"]
    ends = [beside(place["at"], place["along"], flip, 0, side * v) for v in (half, half + stem)]
    path(group, "M" + "L".join(f"{x:g} {y:g}" for x, y in ends), role, 7)
    x, y = beside(place["at"], place["along"], flip, 0, side * (half + stem + 0.6 * WHEEL))
    add(group, "circle", "plate", role, cx=x, cy=y, r=WHEEL, stroke_width=4)
    for spoke in range(5):
        angle = spoke * 2 * math.pi / 5 - math.pi / 2
        dx, dy = WHEEL * math.cos(angle), WHEEL * math.sin(angle)
        path(group, f"M{x:g} {y:g}l{dx:.2f} {dy:.2f}", role, 2.4)
    add(group, "circle", role, cx=x, cy=y, r=4.5)


def _box(
    group: ET.Element,
    u1: float,
    v1: float,
    u2: float,
    v2: float,
    fill: str,
    stroke: str = "",
    /,
    **attributes: str | float,
) -> None:
    """Draw a rectangle in the valve's frame: along the flow, and across it."""
    add(group, "rect", fill, stroke, x=u1, y=v1, width=u2 - u1, height=v2 - v1, **attributes)
