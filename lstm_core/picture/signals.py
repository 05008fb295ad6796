"""Thin wires: they turn valves and never enter the pipe. And the four networks that they come from."""

from xml.etree import ElementTree as ET

from lstm_core.arrays import Array
from lstm_core.params import UnitParams
from lstm_core.picture.numbers import role, signed
from lstm_core.picture.plan import BOX, LIP, WINDOW, Plan
from lstm_core.picture.svg import MATH, MONO, add, path, write
from lstm_core.picture.valves import wheel

WIRE = 1.6


def draw(drawing: ET.Element, plan: Plan, params: UnitParams) -> None:
    """Draw the wires, the handwheels and the networks of the valves."""
    places = boxes(plan)
    end = places["o"] + 12
    for y, letter, index, shift in ((plan.bus, "x", "t", -10.0), (plan.bus + 14, "h", "t−1", 10.0)):
        path(drawing, f"M{plan.left:g} {y:g}H{end + shift:g}", "signal", WIRE)
        symbol(write(drawing, plan.left - 8, y + 4, "", text_anchor="end"), letter, index)
        for middle in (places["f"], places["i"], places["g"], places["o"]):
            path(drawing, f"M{middle + shift:g} {y:g}V{plan.nets + BOX[1]:g}", "signal", WIRE)
            add(drawing, "circle", "signal", cx=middle + shift, cy=y, r=2.4)
    _peepholes(drawing, plan, params, places)
    grips = plan.grips
    path(drawing, f"M{places['f']:g} {plan.nets:g}V{plan.bottom + LIP:g}", "forget", WIRE)
    for gate, hue, left in (("i", "write", plan.joining), ("o", "output", plan.leaving)):
        path(drawing, f"M{places[gate]:g} {plan.nets:g}V{grips:g}H{left - LIP:g}", hue, WIRE)
        right = left + plan.bore + LIP
        wheel(drawing, right + 20, grips, hue, f"M{right:g} {grips:g}h10")
    high = plan.top - LIP
    wheel(drawing, places["f"], high - 20, "forget", f"M{places['f']:g} {high:g}v-10")
    for gate, hue, words in (
        ("f", "forget", "forget"),
        ("i", "write", "new-memory valve"),
        ("o", "output", "output"),
    ):
        _box(drawing, places[gate] - BOX[0] / 2, plan.nets, BOX[0], hue, "σ", words)


def candidate(drawing: ET.Element, plan: Plan, units: tuple[int, ...], values: Array) -> None:
    """Draw the network that makes the new memory, with what it made."""
    left, width = plan.source
    _box(drawing, left, plan.nets, width, "candidate", "tanh", "new memory g", window=WINDOW)
    for lane, (unit, value) in enumerate(zip(units, map(float, values), strict=True)):
        x, y = plan.rising(lane), plan.nets - WINDOW / 2
        write(
            drawing, x, y + 4, signed(value), role(value), transform=f"rotate(-90 {x:g} {y:g})",
            text_anchor="middle", font_family=MONO, font_size=11, font_weight="600",
            data_value="g", data_unit=str(unit),
        )  # fmt: skip


def boxes(plan: Plan) -> dict[str, float]:
    """Return the middle of each network, across."""
    left, width = plan.source
    return {
        "f": plan.forget + WINDOW / 2,
        "i": left - 12 - BOX[0] / 2,
        "g": left + width / 2,
        "o": left + width + 14 + BOX[0] / 2,
    }


def symbol(text: ET.Element, letter: str, index: str) -> None:
    """Add a letter with an index to a text, as in a formula."""
    formula = add(
        text, "tspan", "ink", font_family=MATH, font_style="italic", font_size=15, font_weight="600"
    )
    formula.text = letter
    below = add(formula, "tspan", "ink", dy=4, font_size=10)
    below.text = index


def _peepholes(drawing: ET.Element, plan: Plan, params: UnitParams, places: dict[str, float]) -> None:
    """Draw which valves see the memory: the old one, dashed, or the new one."""
    x, y = plan.left + 62, plan.nets + BOX[1] / 2
    dashed = {"stroke_dasharray": "4 3"}
    if params.f.p is not None:
        path(drawing, f"M{x:g} {plan.bottom:g}V{y:g}H{places['f'] - BOX[0] / 2:g}", "memory", WIRE, **dashed)
    if params.i.p is not None:
        below, to = plan.nets + BOX[1] + 9, places["i"] - 26
        way = f"M{x:g} {plan.bottom:g}V{below:g}H{to:g}V{plan.nets + BOX[1]:g}"
        path(drawing, way, "memory", WIRE, **dashed)
    if params.o.p is not None:
        path(drawing, f"M{places['o'] - 24:g} {plan.bottom:g}V{plan.nets:g}", "memory", WIRE)


def _box(
    drawing: ET.Element,
    left: float,
    top: float,
    width: float,
    hue: str,
    what: str,
    words: str,
    window: float = 0,
) -> None:
    add(
        drawing, "rect", "plate", hue,
        x=left, y=top - window, width=width, height=BOX[1] + window, rx=9, stroke_width=2,
    )  # fmt: skip
    middle = left + width / 2
    write(
        drawing, middle, top + 19, what, hue, text_anchor="middle", font_family=MATH, font_style="italic",
        font_size=16, font_weight="700",
    )  # fmt: skip
    write(drawing, middle, top + 34, words, "muted", text_anchor="middle", font_size=10)
