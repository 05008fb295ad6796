"""The text in a picture, except for the numbers at the valves."""

from collections.abc import Mapping, Sequence, Set
from xml.etree import ElementTree as ET

from lstm_core.arrays import Array
from lstm_core.picture.excerpt import Excerpt
from lstm_core.picture.numbers import plain, role, signed
from lstm_core.picture.plan import Plan
from lstm_core.picture.scale import Scale
from lstm_core.picture.svg import MATH, MONO, add, path, write
from lstm_core.picture.words import PARTS, QUIET, UNITS

UNIT = 6.0
"""Distance of the units' numbers from the edge."""


def heading(drawing: ET.Element, name: str, when: str, words: str) -> None:
    """Write which step of which network this is."""
    element = write(drawing, 20, 30, f"{name + ', ' if name else ''}{when}", font_size=15, font_weight="700")
    rest = add(element, "tspan", "muted", dx=12, font_size=12, font_weight="400")
    rest.text = words


def describe(plan: Plan, shown: Excerpt, values: Mapping[str, Array], when: str) -> str:
    """Describe the picture for screen readers."""
    nodes, carried = plan.plumbing["nodes"], plan.plumbing["carried"]
    before = [node["field"] for node in nodes if node["kind"] == "source"]
    letters = [net["letter"] for net in plan.plumbing["nets"] if net["letter"] in values]
    names = dict.fromkeys((*before, *letters, *(name for name in reversed(carried) if name in values)))
    lanes = [
        f"unit {unit}: " + ", ".join(f"{name} {plain(float(values[name][k]))}" for name in names)
        for k, unit in enumerate(shown.units)
    ]
    unit = UNITS.get(plan.plumbing["unit"], "A unit")
    return f"{unit} as a memory pipe, {when}, {shown.words}. {'; '.join(lanes)}."


def names(drawing: ET.Element, plan: Plan, seeing: Set[str]) -> None:
    """Name the parts; `seeing` holds the letters of the networks that have peepholes."""
    nodes = {node["id"]: node for node in plan.plumbing["nodes"]}
    waiting = {
        wire["peephole"] for wire in plan.plumbing["wires"] if "peephole" in wire and "delayed" not in wire
    }
    for name, label in plan.layout["labels"].items():
        if name == "waits" and not waiting & seeing:
            continue
        x, y = label["at"]
        node, quiet = nodes.get(name, {}), name in QUIET
        valve = node.get("kind") == "valve"
        text = write(
            drawing, x, y + 5, PARTS.get(name, ""), "muted" if quiet else node["role"] if valve else "ink",
            text_anchor=label["anchor"], font_size=12 if quiet else 14, font_weight="500" if quiet else "700",
        )  # fmt: skip
        if not quiet and not valve:
            text.text = f"{text.text} " if text.text else ""
            sign = plan.plumbing["symbols"][node.get("field", name)]
            symbol(text, sign["symbol"], sign["sub"])


def symbol(text: ET.Element, letter: str, index: str) -> None:
    """Add a letter with a subscript to a text, as in a formula."""
    formula = add(
        text, "tspan", "ink", font_family=MATH, font_style="italic", font_size=15, font_weight="600"
    )
    formula.text = letter
    below = add(formula, "tspan", "ink", dy=4, font_size=11)
    below.text = index


def ends(drawing: ET.Element, plan: Plan, units: Sequence[int], values: Mapping[str, Array]) -> None:
    """Write the numbers where lanes enter and leave the unit, and the indices of the units."""
    fields = {node["id"]: node["field"] for node in plan.plumbing["nodes"] if "field" in node}
    gauges = plan.layout["gauges"]
    for name, gauge in gauges.items():
        (x, y), side = gauge["at"], "end" if gauge["along"][0] < 0 else "start"
        for index, unit in enumerate(units):
            at, value = y + plan.place(index) + 4, float(values[fields[name]][index])
            write(
                drawing, x, at, signed(value), role(value), text_anchor=side, font_family=MONO, font_size=12,
                font_weight="600", data_value=fields[name], data_unit=str(unit),
            )  # fmt: skip
    (x, y), width = next(iter(gauges.values()))["at"], plan.layout["size"][0]
    x, side = (UNIT, "start") if x < width / 2 else (width - UNIT, "end")
    write(drawing, x, y - plan.layout["spread"] / 2 - 16, "unit", "muted", text_anchor=side, font_size=10)
    for index, unit in enumerate(units):
        at = y + plan.place(index) + 4
        write(drawing, x, at, str(unit), "muted", text_anchor=side, font_family=MONO, font_size=10)


def squeezes(drawing: ET.Element, plan: Plan) -> None:
    """Draw the tanh that the memory passes through on its way out."""
    for node in plan.nodes("squeeze"):
        x, y = plan.layout["nodes"][node["id"]]["at"]
        width = plan.layout["bore"] + 22
        add(
            drawing, "rect", "plate", "memory",
            x=x - width / 2, y=y - 14, width=width, height=28, rx=14, stroke_width=1.6,
        )  # fmt: skip
        write(
            drawing, x, y + 5, "tanh", text_anchor="middle",
            font_family=MATH, font_style="italic", font_weight="700", font_size=14,
        )  # fmt: skip


def legend(drawing: ET.Element, y: float, scale: Scale, apart: str, units: Sequence[int], held: bool) -> None:
    """Explain the patterns, and the values that fill the lanes; `apart` says where some have their own."""
    path(drawing, f"M20 {y - 4:g}h34", "positive", 9)
    path(drawing, f"M20 {y - 4:g}h34", "ripple", 1.5, stroke_dasharray="13 10", opacity=0.5)
    write(drawing, 60, y, "positive", "muted", font_size=11)
    path(drawing, f"M124 {y - 4:g}h34", "negative", 9)
    path(drawing, f"M128 {y - 4:g}h30", "ripple", 3.2, stroke_dasharray="0 8", stroke_linecap="round")
    write(drawing, 164, y, "negative", "muted", font_size=11)
    own = [
        f"in unit {unit} {full:g}"
        for unit, full in zip(units, scale.lanes, strict=True)
        if full != scale.common
    ]
    if scale.apart is not None and scale.apart != scale.common:
        own.append(f"{apart} {scale.apart:g}")
    note = ", ".join([f"a full lane is {scale.common:g}", *own])
    note += " · underlined: held by hand" if held else ""
    write(drawing, 236, y, note, "muted", font_size=11)
