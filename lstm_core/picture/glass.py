"""The pipes, without what is in them."""

from xml.etree import ElementTree as ET

from lstm_core.picture.plan import BEND, Plan
from lstm_core.picture.svg import add, number

SHADES = (4.0, 9.0, 15.0)
"""How far from the wall the glass becomes lighter, so that it looks round."""


def draw(drawing: ET.Element, plan: Plan) -> None:
    """Draw the unit's housing, the pipes and their flanges."""
    add(
        drawing, "rect", "ground", "line",
        x=plan.left + 44, y=plan.top - 44, width=plan.right - plan.left - 104,
        height=plan.bus - 10 - plan.top + 44, rx=22,
    )  # fmt: skip
    walls = [_memory(plan, 0), _joining(plan, 0), _leaving(plan, 0)]
    for wall in walls:
        add(drawing, "path", "glass", "rim", d=wall, stroke_width=1.5, stroke_linejoin="round")
    for left in (plan.joining, plan.leaving):
        add(drawing, "rect", "glass", x=left + 1, y=plan.bottom - 3, width=plan.bore - 2, height=6)
    for inset in SHADES:
        inside = _memory(plan, inset) + _joining(plan, inset) + _leaving(plan, inset)
        add(drawing, "path", "bore", d=inside, opacity=0.3)
    for x, y in ((plan.left + 40, plan.top), (plan.right - 48, plan.top), (plan.right - 48, plan.outlet)):
        _flange(drawing, x, y - 5, 8, plan.bore + 10)
    for left in (plan.joining, plan.leaving):
        _flange(drawing, left - 5, plan.bottom + 8, plan.bore + 10, 8)


def _flange(drawing: ET.Element, x: float, y: float, width: float, height: float) -> None:
    add(drawing, "rect", "steel", "rim", x=x, y=y, width=width, height=height, rx=3, stroke_width=1)


def _memory(plan: Plan, inset: float) -> str:
    return _box(plan.left, plan.top + inset, plan.right, plan.bottom - inset)


def _joining(plan: Plan, inset: float) -> str:
    return _box(plan.joining + inset, plan.bottom - inset, plan.joining + plan.bore - inset, plan.nets)


def _leaving(plan: Plan, inset: float) -> str:
    """Return the outline of the branch that goes down and bends to the right around one middle."""
    outer, inner = plan.leaving + inset, plan.leaving + plan.bore - inset
    high, low = plan.outlet + inset, plan.outlet + plan.bore - inset
    bend = plan.outlet - BEND
    small, large = BEND + inset, BEND + plan.bore - inset
    points = (outer, plan.bottom - inset, inner, bend, small, inner + small, high, plan.right, low)
    a, top, b, y, r, x, h, end, z = map(number, points)
    turn, R = number(outer + large), number(large)
    return f"M{a} {top}H{b}V{y}A{r} {r} 0 0 0 {x} {h}H{end}V{z}H{turn}A{R} {R} 0 0 1 {a} {y}Z"


def _box(left: float, top: float, right: float, bottom: float) -> str:
    a, b, c, d = map(number, (left, top, right, bottom))
    return f"M{a} {b}H{c}V{d}H{a}Z"
