"""The signs that most drawings have for valves and sums: circles with ×, + and 1−."""

from xml.etree import ElementTree as ET

from lstm_core.picture.layouts.frame import Vector
from lstm_core.picture.layouts.resolve import SIGN
from lstm_core.picture.svg import MATH, add, path, write

INVERTED = 13
"""Radius of the circle with 1−."""


def times(drawing: ET.Element, at: Vector, role: str) -> None:
    """Draw the sign of a product."""
    _circle(drawing, at, SIGN, role)
    x, y = at
    path(drawing, f"M{x - 9:g} {y - 9:g}l18 18m-18 0l18 -18", role, 2.6, data_sign_of="product")


def plus(drawing: ET.Element, at: Vector) -> None:
    """Draw the sign of a sum."""
    _circle(drawing, at, SIGN, "memory")
    x, y = at
    path(drawing, f"M{x - 12:g} {y:g}h24m-12 -12v24", "memory", 2.6, data_sign_of="sum")


def inverted(drawing: ET.Element, at: Vector, role: str) -> None:
    """Draw the sign of what is lacking to 1."""
    _circle(drawing, at, INVERTED, role)
    write(
        drawing, at[0], at[1] + 4.5, "1−", role,
        text_anchor="middle", font_family=MATH, font_size=13, font_weight="700", data_sign_of="inverse",
    )  # fmt: skip


def _circle(drawing: ET.Element, at: Vector, radius: float, role: str) -> None:
    add(drawing, "circle", "plate", role, cx=at[0], cy=at[1], r=radius, stroke_width=2.4)
