"""A layout with its plumbing, for a given number of lanes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from lstm_core.picture.geometry import beside, corner, lane
from lstm_core.picture.layouts import Layout
from lstm_core.picture.layouts.frame import Vector
from lstm_core.picture.layouts.lines import direction

Part = Mapping[str, Any]
"""A node, pipe or wire from the blueprint's JSON."""


@dataclass(frozen=True)
class Plan:
    """Where everything is drawn.

    Attributes
    ----------
    layout : Layout
        The places.
    plumbing : mapping
        The blueprint's JSON.
    lanes : int
        How many units are drawn.
    """

    layout: Layout
    plumbing: Mapping[str, Any]
    lanes: int

    @property
    def pitch(self) -> float:
        """The distance from the middle of one lane to that of the next."""
        return float(self.layout["water"] / self.lanes)

    @property
    def full(self) -> float:
        """The width of a full lane."""
        return min(56.0, 0.84 * self.pitch)

    @property
    def widest(self) -> float:
        """The width of an opening that is fully open: that of a full lane, unless plates stand aside."""
        return min(56.0, 0.84 * self.slot)

    @property
    def slot(self) -> float:
        """The distance from one lane's numbers and blades to those of the next."""
        return float(self.layout["spread"] / self.lanes)

    def place(self, index: int) -> float:
        """Return the distance from the middle of a plate, or of the numbers at an end, to those of a lane."""
        return float((index + 0.5) * self.slot - self.layout["spread"] / 2)

    def offset(self, index: int) -> float:
        """Return the distance from the middle of a pipe across to the middle of a lane."""
        return float((index + 0.5) * self.pitch - self.layout["water"] / 2)

    @property
    def water(self) -> tuple[str, ...]:
        """The fields that flow in the pipes."""
        return tuple(dict.fromkeys(pipe["field"] for pipe in self.plumbing["pipes"]))

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that are drawn: in pipes, as openings, at the ends of pipes."""
        shown = (node["field"] for node in self.plumbing["nodes"] if "field" in node)
        return tuple(dict.fromkeys((*self.water, *shown)))

    def nodes(self, kind: str) -> list[Part]:
        """Return all nodes of a kind."""
        return [node for node in self.plumbing["nodes"] if node["kind"] == kind]

    def side(self, pipe: Part) -> Literal["first", "last"] | None:
        """Return the end at which a pipe meets the wall of another, where its lanes cross other lanes."""
        points, nodes = self.layout["pipes"][pipe["id"]], self.layout["nodes"]
        start, end = self._kind(pipe["from"]) == "copy", self._kind(pipe["to"]) == "sum"
        if end and _turns(direction(points[-2], points[-1]), nodes[pipe["to"]]["along"]):
            return "last"
        if start and _turns(nodes[pipe["from"]]["into"], direction(points[0], points[1])):
            return "first"
        return None

    def trim(self, pipe: Part, share: float) -> list[Vector]:
        """Return a pipe's centre line, shortened by that share of the bore at the end inside another pipe."""
        return shorten(self.layout["pipes"][pipe["id"]], self.side(pipe), share * self.layout["bore"])

    def course(self, pipe: Part, offset: float) -> list[Vector]:
        """Return one lane's line: parallel to its pipe, up to its own corner where pipes join or fork."""
        points, flip = (
            lane(self.layout["pipes"][pipe["id"]], self.layout["flip"], offset),
            self.layout["flip"],
        )
        for index, end in ((0, "from"), (-1, "to")):
            if self._kind(pipe[end]) in ("copy", "sum"):
                node = self.layout["nodes"][pipe[end]]
                points[index] = corner(node["at"], node["into"], node["along"], flip, offset)
        return points

    def _kind(self, name: str) -> str:
        return next(str(node["kind"]) for node in self.plumbing["nodes"] if node["id"] == name)


def shorten(line: list[Vector], end: Literal["first", "last"] | None, length: float) -> list[Vector]:
    """Return a line shortened at its first or last end."""
    points = list(line)
    if end == "last":
        points[-1] = beside(points[-1], direction(points[-1], points[-2]), 1, length, 0)
    if end == "first":
        points[0] = beside(points[0], direction(points[0], points[1]), 1, length, 0)
    return points


def _turns(a: Vector, b: Vector) -> bool:
    return a[0] * b[0] + a[1] * b[1] < 0.7
