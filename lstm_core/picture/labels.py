"""What is written in a picture, beside the numbers of the valves."""

from xml.etree import ElementTree as ET

from lstm_core.picture.excerpt import Excerpt
from lstm_core.picture.numbers import plain, role, signed
from lstm_core.picture.plan import LIP, Plan
from lstm_core.picture.signals import boxes, symbol
from lstm_core.picture.svg import MATH, MONO, add, path, write


def label(shown: Excerpt, step: int, when: str) -> str:
    """Say the picture to who cannot see it."""
    names = ("C_prev", "f", "i", "g", "C", "o", "h")
    values = {name: shown.values(name)[step] for name in names}
    lanes = [
        f"unit {unit}: " + ", ".join(f"{name} {plain(float(values[name][k]))}" for name in names)
        for k, unit in enumerate(shown.units)
    ]
    return f"An LSTM as a memory pipe, {when}, {shown.words}. {'; '.join(lanes)}."


def heading(drawing: ET.Element, name: str, when: str, words: str) -> None:
    """Write which step of what this is."""
    element = write(drawing, 20, 30, f"{name + ', ' if name else ''}{when}", font_size=15, font_weight="700")
    rest = add(element, "tspan", "muted", dx=12, font_size=12, font_weight="400")
    rest.text = words


def names(drawing: ET.Element, plan: Plan) -> None:
    """Name the parts."""
    for x, y, hue, text, side in (
        (boxes(plan)["f"] + 20, plan.top - LIP - 16, "forget", "forget valve f", "start"),
        (plan.joining - LIP - 8, plan.grips - 10, "write", "new-memory valve i", "end"),
        (plan.leaving - LIP - 8, plan.grips - 10, "output", "output valve o", "end"),
    ):
        write(drawing, x, y, text, hue, text_anchor=side, font_weight="700")
    for x, y, text, letter, index in (
        (20.0, plan.top - 20, "old memory", "C", "t−1"),
        (plan.right - 38, plan.top - 20, "memory", "C", "t"),
        (plan.right - 38, plan.outlet - 14, "output", "h", "t"),
    ):
        symbol(write(drawing, x, y, f"{text} ", font_weight="700"), letter, index)
    middle = plan.joining + plan.bore / 2
    write(drawing, middle, plan.top - 10, "T-joint: kept + added", "muted", text_anchor="middle")


def values(drawing: ET.Element, plan: Plan, shown: Excerpt, step: int) -> None:
    """Write the numbers at the ends of the pipes."""
    drawn = {name: shown.values(name)[step] for name in ("C_prev", "C", "h")}
    write(drawing, 20, plan.top - 3, "unit", "muted", font_size=10)
    for lane, unit in enumerate(shown.units):
        write(drawing, 20, plan.across(lane) + 4, str(unit), "muted", font_family=MONO, font_size=11)
        for field, x, y, side in (
            ("C_prev", plan.left - 8, plan.across(lane), "end"),
            ("C", plan.right + 8, plan.across(lane), "start"),
            ("h", plan.right + 8, plan.flowing_out(lane), "start"),
        ):
            value = float(drawn[field][lane])
            write(
                drawing, x, y + 4, signed(value), role(value), text_anchor=side, font_family=MONO,
                font_weight="600", data_value=field, data_unit=str(unit),
            )  # fmt: skip


def squeeze(drawing: ET.Element, plan: Plan) -> None:
    """Draw the tanh that the memory passes on its way out."""
    x, y = plan.leaving - 6, plan.squeeze - 11
    add(
        drawing, "rect", "plate", "memory",
        x=x, y=y, width=plan.bore + 12, height=22, rx=11, stroke_width=1.6,
    )  # fmt: skip
    write(
        drawing, plan.leaving + plan.bore / 2, plan.squeeze + 5, "tanh", text_anchor="middle",
        font_family=MATH, font_style="italic", font_weight="700", font_size=14,
    )  # fmt: skip


def legend(drawing: ET.Element, plan: Plan, full: float, held: bool) -> None:
    """Say what the patterns mean, and how much a full lane is."""
    y = plan.legend
    path(drawing, f"M20 {y - 4:g}h34", "positive", 9)
    path(drawing, f"M20 {y - 4:g}h34", "ripple", 1.5, stroke_dasharray="13 10", opacity=0.5)
    write(drawing, 60, y, "positive", "muted", font_size=11)
    path(drawing, f"M124 {y - 4:g}h34", "negative", 9)
    path(drawing, f"M128 {y - 4:g}h30", "ripple", 3.2, stroke_dasharray="0 8", stroke_linecap="round")
    write(drawing, 164, y, "negative", "muted", font_size=11)
    note = f"a full lane is {full:g}" + (" · underlined: held by hand" if held else "")
    write(drawing, 236, y, note, "muted", font_size=11)
