"""What flows: as wide as the number is large, blue and dashed where positive, orange and dotted else."""

from xml.etree import ElementTree as ET

from lstm_core.arrays import Array
from lstm_core.picture.excerpt import Excerpt
from lstm_core.picture.plan import BEND, Plan
from lstm_core.picture.svg import add, number, path

GAP = 6.0
"""What stays free beside a stream that passes over others, less beside a thin one."""


class Water:
    """The streams of one step.

    Parameters
    ----------
    drawing : Element
        What to draw in.
    plan : Plan
        Where.
    shown : Excerpt
        What flows.
    step : int
        When.
    full : float
        The value whose stream fills its lane.
    """

    def __init__(self, drawing: ET.Element, plan: Plan, shown: Excerpt, step: int, full: float) -> None:
        self._drawing, self._plan, self._units = drawing, plan, shown.units
        self._values: dict[str, Array] = {
            name: shown.values(name)[step] for name in ("C_prev", "kept", "g", "added", "C", "tanh_C", "h")
        }
        self._scale = plan.full / full

    def draw(self) -> None:
        """Draw the streams of all lanes, from the old memory on."""
        plan, lanes = self._plan, range(len(self._units))
        for lane in lanes:
            y, x = plan.across(lane), plan.rising(lane)
            self._stream("C_prev", lane, _line(plan.left, y, plan.forget, y))
            self._stream("kept", lane, _line(plan.forget, y, x, y))
            self._stream("C", lane, _line(x, y, plan.right, y))
        for lane in lanes:
            x, y, plates = plan.rising(lane), plan.across(lane), plan.rising_plates
            self._bridge("added", lane, "kept", x)
            self._stream("g", lane, _line(x, plan.nets, x, plates))
            self._stream("added", lane, _line(x, plates, x, y))
        for lane in reversed(lanes):
            x, y, plates = plan.falling(lane), plan.across(lane), plan.falling_plates
            self._bridge("C", lane, "C", x)
            self._stream("C", lane, _line(x, y, x, plan.squeeze))
            self._stream("tanh_C", lane, _line(x, plan.squeeze, x, plates))
            self._stream("h", lane, self._outward(lane))
        for lane in lanes:
            self._joint(plan.rising(lane), plan.across(lane))

    def _outward(self, lane: int) -> str:
        plan = self._plan
        x, radius = plan.falling(lane), BEND + plan.offset(lane)
        turn = plan.outlet - BEND
        corner = f"A{number(radius)} {number(radius)} 0 0 0 {number(x + radius)} {number(turn + radius)}"
        return f"{_line(x, plan.falling_plates, x, turn)}{corner}H{number(plan.right)}"

    def _bridge(self, field: str, lane: int, below: str, x: float) -> None:
        """Keep a gap where a stream passes over those of the lanes below its own."""
        wide = abs(float(self._values[field][lane])) * self._scale
        for other in range(lane + 1, len(self._units)) if wide else ():
            crossed = abs(float(self._values[below][other])) * self._scale / 2 + 1
            y = self._plan.across(other)
            path(self._drawing, _line(x, y - crossed, x, y + crossed), "bore", wide + min(GAP, 2 * wide))

    def _stream(self, field: str, lane: int, course: str) -> None:
        value = float(self._values[field][lane])
        wide = abs(value) * self._scale
        if not wide:
            return
        kind = "positive" if value > 0 else "negative"
        path(
            self._drawing, course, kind, wide,
            data_field=field, data_unit=str(self._units[lane]), data_sign=kind,
        )  # fmt: skip
        pattern: dict[str, str | float] = (
            {"stroke_dasharray": "13 10", "opacity": 0.5}
            if value > 0
            else {"stroke_dasharray": "0 8", "stroke_linecap": "round", "opacity": 0.95}
        )
        share = 0.16 if value > 0 else 0.36
        path(self._drawing, course, "ripple", min(4.5, share * wide), **pattern)

    def _joint(self, x: float, y: float) -> None:
        add(self._drawing, "circle", "card", "memory", cx=x, cy=y, r=7, stroke_width=1.6)
        arms = f"M{number(x - 3.5)} {number(y)}h7M{number(x)} {number(y - 3.5)}v7"
        path(self._drawing, arms, "memory", 1.6)


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    a, b, c, d = map(number, (x1, y1, x2, y2))
    return f"M{a} {b}V{d}" if a == c else f"M{a} {b}H{c}"
