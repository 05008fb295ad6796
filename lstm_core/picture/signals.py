"""Thin wires, which turn valves and never enter the pipe, and the networks from which they come."""

from collections.abc import Set
from xml.etree import ElementTree as ET

from lstm_core.picture.geometry import path as course
from lstm_core.picture.plan import Part, Plan
from lstm_core.picture.svg import MATH, add, path, write
from lstm_core.picture.words import NETS

WIRE, TURNS = 1.5, 2.0
"""The width of a wire, and of one that turns a valve."""
BEND = 6
"""Radius of a wire's bends."""


def wires(drawing: ET.Element, plan: Plan, seeing: Set[str]) -> None:
    """Draw the wires; `seeing` holds the letters of the networks that have peepholes."""
    for wire in plan.plumbing["wires"]:
        if "peephole" in wire and wire["peephole"] not in seeing:
            continue
        points = plan.layout["wires"][wire["id"]]
        turns = wire["carries"] == "gate"
        colour = wire["role"] if turns else "signal"
        dashed = {"stroke_dasharray": "5 4"} if wire.get("delayed") else {}
        path(drawing, course(points, BEND), colour, TURNS if turns else WIRE, data_wire=wire["id"], **dashed)
        if not turns:
            add(drawing, "circle", colour, cx=points[-1][0], cy=points[-1][1], r=2.6)
        if "peephole" in wire:
            add(drawing, "circle", colour, cx=points[0][0], cy=points[0][1], r=3)


def nets(drawing: ET.Element, plan: Plan) -> None:
    """Draw the networks, each with the function that it applies to its sum."""
    for node in [*plan.nodes("net"), *plan.nodes("inner")]:
        place = plan.layout["nets"][node["id"]]
        (x, y), (width, height) = place["at"], place["size"]
        add(
            drawing, "rect", "plate", node["role"], data_net=node["id"],
            x=x - width / 2, y=y - height / 2, width=width, height=height, rx=11, stroke_width=1.8,
        )  # fmt: skip
        write(
            drawing, x, y + 2, _sign(plan, node), node["role"], text_anchor="middle",
            font_family=MATH, font_style="italic", font_size=17, font_weight="700",
        )  # fmt: skip
        write(drawing, x, y + 18, NETS.get(node["id"], ""), "muted", text_anchor="middle", font_size=11.5)


def _sign(plan: Plan, node: Part) -> str:
    """Return the sign for what a network applies: its function, or the matrix of a part computed ahead."""
    net = next(net for net in plan.plumbing["nets"] if net["letter"] == node["letter"])
    inner = net["inner"]
    return (
        str(net["sign"])
        if node["kind"] == "net"
        else f"{inner['by']} {inner['of'].removesuffix('_prev')} + b"
    )
