"""The unit's housing and the pipes, without their contents."""

from xml.etree import ElementTree as ET

from lstm_core.picture.geometry import frame, lane, path
from lstm_core.picture.plan import Part, Plan
from lstm_core.picture.svg import add

SHEEN = (("glass-light", 0.0, 0.86, 0.55), ("glass-light", -0.33, 0.1, 0.6), ("glass-shade", 0.42, 0.08, 0.5))
"""The reflections on a round pipe: colour, distance from its middle, width, opacity. Lengths are fractions of
the bore."""
REACH = 0.12
"""How far the opening in a pipe's wall reaches where another pipe meets it, as a fraction of the bore."""
THICKNESS, RIM = 10, 7
"""A flange: its length, and how far it stands out."""


def housing(drawing: ET.Element, plan: Plan) -> None:
    """Draw the outline of the unit."""
    (x, y), (width, height) = plan.layout["body"]["at"], plan.layout["body"]["size"]
    add(drawing, "rect", "ground", "line", x=x, y=y, width=width, height=height, rx=26)


def pipes(drawing: ET.Element, plan: Plan) -> None:
    """Draw the pipes. All rims are drawn before any inside, so that joined pipes open into each other."""
    those = sorted(plan.plumbing["pipes"], key=lambda pipe: plan.side(pipe) is not None)
    bore = plan.layout["bore"]
    for pipe in those:
        _stroke(drawing, plan, pipe, "rim", bore + 3, share=0.5 - REACH)
    for pipe in those:
        _stroke(drawing, plan, pipe, "glass", bore, share=0.5 - REACH)
        for colour, offset, width, opacity in SHEEN:
            _stroke(drawing, plan, pipe, colour, width * bore, offset * bore, opacity=opacity)


def flanges(drawing: ET.Element, plan: Plan) -> None:
    """Draw the flanges, on top of the water; symbols have none."""
    if plan.layout["symbols"]:
        return
    half = plan.layout["bore"] / 2 + RIM
    for one in plan.layout["flanges"]:
        group = add(drawing, "g", transform=frame(one["at"], one["along"], plan.layout["flip"]))
        add(
            group, "rect", "steel", "rim",
            x=-THICKNESS / 2, y=-half, width=THICKNESS, height=2 * half, rx=3.5, stroke_width=1,
        )  # fmt: skip
        for y in (3.5 - half, half - 3.5):
            add(group, "circle", "rim", cy=y, r=1.6)


def _stroke(
    drawing: ET.Element,
    plan: Plan,
    pipe: Part,
    colour: str,
    width: float,
    offset: float = 0,
    share: float = 0.5,
    opacity: float = 1,
) -> None:
    flip, bend = plan.layout["flip"], plan.layout["bend"]
    line = path(lane(plan.trim(pipe, share), flip, offset), bend, flip, offset)
    add(drawing, "path", "none", colour, d=line, stroke_width=width, opacity=opacity)
