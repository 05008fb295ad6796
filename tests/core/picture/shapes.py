"""The parts of a layout as boxes and lines, as big as they are drawn."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

WIDTHS = {
    "old": 132, "new": 86, "out": 74, "forget": 96, "reset": 88, "write": 149, "output": 100, "joint": 110,
    "waits": 67, "x": 17, "h_prev": 33,
}  # fmt: skip
"""How wide the labels are in English, in DejaVu Sans, which is wide, at their own size, 14."""
LARGEST = {"wide": 16, "tall": 14}
"""The largest size of letters in each drawing: larger than theirs in a low window, to stay legible."""
GAUGE = {"wide": 54, "tall": 50}
"""How far a valve's plate reaches with the flow, to hold its numbers."""


@dataclass(frozen=True)
class Box:
    """A rectangle, upright."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, at: list[float], half_width: float, half_height: float) -> "Box":
        return cls(at[0] - half_width, at[1] - half_height, at[0] + half_width, at[1] + half_height)

    def overlaps(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def borders(self, x: float, y: float) -> bool:
        """Whether a point is on the edge."""
        inside = self.left < x < self.right and self.top < y < self.bottom
        return self.holds(x, y) and not inside

    def crossed(self, line: list[list[float]]) -> bool:
        """Whether a line of upright and level legs passes through."""
        return any(
            self.overlaps(Box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])).grown(0.01))
            for a, b in pairwise(line)
        )

    def surrounds(self, other: "Box") -> bool:
        return self.holds(other.left, other.top) and self.holds(other.right, other.bottom)

    def grown(self, by: float) -> "Box":
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


def drawing(layout: Mapping[str, Any]) -> Box:
    (x, y), (width, height) = layout["origin"], layout["size"]
    return Box(x, y, x + width, y + height)


def nets(layout: Mapping[str, Any]) -> dict[str, Box]:
    found = {}
    for name, net in layout["nets"].items():
        found[name] = Box.around(net["at"], net["size"][0] / 2, net["size"][1] / 2)
    return found


def valves(layout: Mapping[str, Any], kinds: Mapping[str, str]) -> dict[str, Box]:
    """Return the plates: 17 against the flow, `GAUGE` with it, 8 beyond the pipe on both sides."""
    found, gauge = {}, GAUGE[layout["name"]]
    for name in (name for name, kind in kinds.items() if kind == "valve"):
        (x, y), (dx, dy), flip = layout["nodes"][name]["at"], layout["nodes"][name]["along"], layout["flip"]
        u, v = layout["plates"][name]
        x, y = x + dx * u - dy * flip * v, y + dy * u + dx * flip * v
        half = (layout["spread"] + layout["bore"] - layout["water"]) / 2 + 8
        ends = [x - 17 * dx, x + gauge * dx], [y - 17 * dy, y + gauge * dy]
        found[name] = (
            Box(min(ends[0]), y - half, max(ends[0]), y + half)
            if dx
            else Box(x - half, min(ends[1]), x + half, max(ends[1]))
        )
    return found


def wheels(layout: Mapping[str, Any]) -> dict[str, Box]:
    """Return the handwheels."""
    found = {}
    for name, wheel in layout["wheels"].items():
        (x, y), (dx, dy), flip = layout["nodes"][name]["at"], layout["nodes"][name]["along"], layout["flip"]
        half = (layout["spread"] + layout["bore"] - layout["water"]) / 2 + 8
        away = wheel["side"] * (half + layout["stem"] + 9.6)
        found[name] = Box.around([x - dy * flip * away, y + dx * flip * away], 17, 17)
    return found


def signs(layout: Mapping[str, Any], kinds: Mapping[str, str]) -> dict[str, Box]:
    """Return the circles that stand for valves and sums; 1− is smaller."""
    if not layout["symbols"]:
        return {}
    nodes = layout["nodes"]
    found = {name: Box.around(nodes[name]["at"], 20, 20) for name in nodes if kinds[name] in ("valve", "sum")}
    return found | {f"1- {name}": Box.around(at, 13, 13) for name, at in layout["inverts"].items()}


def labels(layout: Mapping[str, Any]) -> dict[str, Box]:
    found, letters = {}, LARGEST[layout["name"]]
    for name, label in layout["labels"].items():
        (x, y), width = label["at"], WIDTHS[name] * letters / 14
        left = {"start": x, "middle": x - width / 2, "end": x - width}[label["anchor"]]
        found[name] = Box(left, y - letters / 2, left + width, y + letters / 2)
    return found


def badges(layout: Mapping[str, Any]) -> dict[str, Box]:
    return {name: Box.around(at, 9, 9) for name, at in layout["badges"].items()}


def values(layout: Mapping[str, Any]) -> dict[str, Box]:
    """Return where the values of the signals are listed."""
    found = {}
    for name, box in layout["values"].items():
        (x, y), (width, height) = box["at"], box["size"]
        found[name] = Box(x, y, x + width, y + height)
    return found


def readout(layout: Mapping[str, Any]) -> dict[str, Box]:
    """Return the boxes of the head and of its answer."""
    boxes = {name: box for name, box in layout.get("readout", {}).items() if name != "wires"}
    return {
        name: Box.around(box["at"], box["size"][0] / 2, box["size"][1] / 2) for name, box in boxes.items()
    }


def glass(layout: Mapping[str, Any]) -> Iterator[tuple[str, Box]]:
    """Yield the stretches of the pipes."""
    half = layout["bore"] / 2
    for name, line in layout["pipes"].items():
        for (ax, ay), (bx, by) in pairwise(line):
            across, down = (0, half) if ay == by else (half, 0)
            yield (
                name,
                Box(min(ax, bx) - across, min(ay, by) - down, max(ax, bx) + across, max(ay, by) + down),
            )


OPEN = ("wheel", "label", "badge", "values", "readout")
"""What is on no pipe and no wire; a plate neither, if circles stand for the valves."""


def parts(layout: Mapping[str, Any], kinds: Mapping[str, str]) -> dict[str, Box]:
    """Return all that must not cover each other."""
    groups = {
        "net": nets(layout),
        "valve": valves(layout, kinds),
        "wheel": {} if layout["symbols"] else wheels(layout),
        "sign": signs(layout, kinds),
        "label": labels(layout),
        "badge": badges(layout),
        "values": values(layout),
        "readout": readout(layout),
    }
    return {f"{kind} {name}": box for kind, group in groups.items() for name, box in group.items()}


def collisions(layout: Mapping[str, Any], kinds: Mapping[str, str]) -> list[str]:
    """Return what covers what; words, wheels and badges keep off pipes and wires, too."""
    boxes = parts(layout, kinds)
    open_ = (*OPEN, "valve") if layout["symbols"] else OPEN
    free = {name: box for name, box in boxes.items() if name.startswith(open_)}
    pairs = combinations(boxes.items(), 2)
    return [
        *(f"{a} covers {b}" for (a, one), (b, other) in pairs if one.overlaps(other)),
        *(
            f"{name} is on pipe {pipe}"
            for name, box in free.items()
            for pipe, wall in glass(layout)
            if box.overlaps(wall)
        ),
        *(
            f"{name} is on wire {wire}"
            for name, box in free.items()
            for wire, line in layout["wires"].items()
            if box.crossed(line)
        ),
    ]
