"""Valves: in each lane two plates leave an opening that is as high as the gate's value."""

import math
from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree as ET

from lstm_core.arrays import Array
from lstm_core.picture.numbers import plain
from lstm_core.picture.plan import LIP, STRIP, WINDOW, Plan
from lstm_core.picture.svg import MONO, add, path, write

BACK = STRIP / 2 + 3
FRONT = STRIP / 2 + WINDOW + 3


@dataclass(frozen=True)
class Valve:
    """One valve, drawn as if its pipe ran to the right, then turned.

    Attributes
    ----------
    gate : "f", "i" or "o"
        Which.
    role : str
        Its colour.
    at : (float, float)
        Where its plates stand, in the middle of the pipe.
    turn : 0, -90 or 90
        Where its water flows: to the right, up or down.
    """

    gate: Literal["f", "i", "o"]
    role: str
    at: tuple[float, float]
    turn: int

    @property
    def transform(self) -> str:
        """Where it stands and how it is turned."""
        return f"translate({self.at[0]:g} {self.at[1]:g}) rotate({self.turn})"


def valves(plan: Plan) -> tuple[Valve, Valve, Valve]:
    """Return the three valves."""
    half = plan.bore / 2
    return (
        Valve("f", "forget", (plan.forget, plan.top + half), 0),
        Valve("i", "write", (plan.joining + half, plan.rising_plates), -90),
        Valve("o", "output", (plan.leaving + half, plan.falling_plates), 90),
    )


def back(drawing: ET.Element, plan: Plan, valve: Valve) -> None:
    """Draw what lies behind the water."""
    group = add(drawing, "g", transform=valve.transform)
    add(group, "rect", "plate", **_body(plan))


def front(
    drawing: ET.Element, plan: Plan, valve: Valve, units: tuple[int, ...], openings: Array, held: Array
) -> None:
    """Draw plates, numbers and rim before the water; `held` holds NaN where no hand holds the valve."""
    group = add(drawing, "g", transform=valve.transform, data_valve=valve.gate)
    half = plan.bore / 2
    add(
        group, "rect", "plate",
        x=STRIP / 2, y=2 - half - LIP, width=WINDOW + 2, height=plan.bore + 2 * LIP - 4, rx=6,
    )  # fmt: skip
    for lane, (unit, opening) in enumerate(zip(units, map(float, openings), strict=True)):
        y = plan.offset(lane) - half
        _plates(group, plan, valve.role, y, opening, unit)
        _number(group, valve, y, opening, unit, not math.isnan(held[lane]))
    add(group, "rect", "none", valve.role, stroke_width=2.2, **_body(plan))


def wheel(drawing: ET.Element, x: float, y: float, role: str, stem: str) -> None:
    """Draw a handwheel with its middle at a place; `stem` leads from the valve to it."""
    path(drawing, stem, role, 5)
    add(drawing, "circle", "card", role, cx=x, cy=y, r=12, stroke_width=2.6)
    for k in range(3):
        reach_x, reach_y = (12 * turn(math.pi / 3 * k + 0.3) for turn in (math.cos, math.sin))
        path(
            drawing,
            f"M{x - reach_x:.2f} {y - reach_y:.2f}L{x + reach_x:.2f} {y + reach_y:.2f}",
            role,
            1.8,
        )
    add(drawing, "circle", role, cx=x, cy=y, r=3)


def _body(plan: Plan) -> dict[str, float]:
    return {
        "x": -BACK,
        "y": -plan.bore / 2 - LIP,
        "width": BACK + FRONT,
        "height": plan.bore + 2 * LIP,
        "rx": 9,
    }


def _plates(group: ET.Element, plan: Plan, role: str, y: float, opening: float, unit: int) -> None:
    """Draw what shuts a lane from both sides. A hairline shows where the lane's edges are when it is open."""
    shut = (1 - opening) * plan.full / 2
    edges = ((y - plan.full / 2, y - plan.full / 2), (y + plan.full / 2, y + plan.full / 2 - shut))
    for edge, top in edges:
        path(group, f"M{-STRIP / 2:g} {edge:g}h{STRIP:g}", role, 1, opacity=0.45)
        if shut:
            add(
                group, "rect", role,
                x=-STRIP / 2, y=top, width=STRIP, height=shut, data_plate=str(unit),
            )  # fmt: skip


def _number(group: ET.Element, valve: Valve, y: float, opening: float, unit: int, held: bool) -> None:
    middle = STRIP / 2 + WINDOW / 2 + 1
    marks: dict[str, str | float] = {"text_decoration": "underline", "data_held": "true"} if held else {}
    if valve.turn == 90:
        marks["transform"] = f"rotate(180 {middle:g} {y:g})"
    write(
        group, middle, y + 4, plain(opening), valve.role,
        text_anchor="middle", font_family=MONO, font_size=11, font_weight="600", data_unit=str(unit), **marks,
    )  # fmt: skip
