"""Where the stops on a view's lines are, and the pipes between them."""

import math
from dataclasses import dataclass, replace

from lstm_core.picture.layouts.frame import Frame, Vector
from lstm_core.picture.layouts.view import Line, View


@dataclass(frozen=True)
class Place:
    """Where a part is, and the direction of flow; `into` is the one that it meets at a joint or fork."""

    at: Vector
    along: Vector
    into: Vector | None = None


@dataclass(frozen=True)
class Course:
    """A line in the drawing, in the direction of flow: the names of its stops, "" for a bend."""

    names: tuple[str, ...]
    points: tuple[Vector, ...]

    def along(self, index: int) -> Vector:
        """Return the direction of arrival at a stop; for the first stop, the direction of departure."""
        here = self.points[index]
        before = [point for point in self.points[:index] if point != here]
        return direction(before[-1], here) if before else direction(here, self.points[1])

    def stretch(self, start: str, end: str) -> list[Vector]:
        """Return the line between two stops, with the bends on the way."""
        first, last = self.names.index(start), self.names.index(end)
        bends = [self.points[index] for index in range(first + 1, last) if not self.names[index]]
        return [self.points[first], *bends, self.points[last]]


@dataclass(frozen=True)
class Lines:
    """The lines of a view, laid out: the main one, those that join it, those that leave it.

    Attributes
    ----------
    courses : tuple of Course
        All lines, the main one first.
    at : dict of str to Vector
        Where each part is.
    nodes : dict of str to Place
        The parts other than networks, with the directions of flow.
    """

    courses: tuple[Course, ...]
    at: dict[str, Vector]
    nodes: dict[str, Place]


def lay(view: View, frame: Frame) -> Lines:
    """Lay out the lines of a view, and the networks next to them."""
    main = _walk("", view.start, view.main, frame)
    at = dict(zip(main.names, main.points, strict=True))
    joining, leaving = {}, {}
    for root, line in view.joins.items():
        outward = _walk(root, at[root], line, frame)
        joining[root] = Course(outward.names[::-1], outward.points[::-1])
        at |= dict(zip(outward.names, outward.points, strict=True))
    for root, line in view.leaves.items():
        leaving[root] = _walk(root, at[root], line, frame)
        at |= dict(zip(leaving[root].names, leaving[root].points, strict=True))
    for name, net in view.nets.items():
        if net.beside:
            (x, y), (dx, dy) = at[net.beside], frame.vector(net.along, net.across)
            at[name] = x + dx, y + dy
    courses = (main, *joining.values(), *leaving.values())
    nodes = {
        name: Place(course.points[index], course.along(index))
        for course in reversed(courses)  # the main line last: where a branch meets it, its direction counts
        for index, name in enumerate(course.names)
        if name and name not in view.nets
    }
    for root in view.joins.keys() & nodes:
        nodes[root] = replace(nodes[root], into=joining[root].along(len(joining[root].names) - 1))
    for root in view.leaves.keys() & nodes:
        nodes[root] = replace(nodes[root], into=nodes[root].along, along=leaving[root].along(0))
    return Lines(courses, {name: place for name, place in at.items() if name}, nodes)


def pipe(lines: Lines, view: View, start: str, end: str) -> list[Vector]:
    """Return the centre line of the pipe between two parts; it ends at the walls of networks.

    Raises
    ------
    ValueError
        If no line connects them.
    """
    course = next((one for one in lines.courses if {start, end} <= set(one.names)), None)
    if course is None:
        raise ValueError(f"no line leads from {start} to {end}")
    points = course.stretch(start, end)
    if start in view.nets:
        points[0] = _wall(points[0], points[1], view.nets[start].size)
    if end in view.nets:
        points[-1] = _wall(points[-1], points[-2], view.nets[end].size)
    return points


def direction(start: Vector, end: Vector) -> Vector:
    """Return the unit vector from one point towards another."""
    x, y = end[0] - start[0], end[1] - start[1]
    length = math.hypot(x, y)
    return x / length, y / length


def _walk(root: str, start: Vector, line: Line, frame: Frame) -> Course:
    """Follow a line: a branch from its root, first across; the main line from its first stop, first along."""
    names, points, across = ([root], [start], True) if root else ([], [start], False)
    for name, length in line:
        (x, y), (dx, dy) = points[-1], frame.vector(0, length) if across else frame.vector(length, 0)
        if name or length:
            names.append(name)
            points.append((x + dx, y + dy))
        across ^= not name
    return Course(tuple(names), tuple(points if root else points[1:]))


def _wall(middle: Vector, towards: Vector, size: Vector) -> Vector:
    dx, dy = direction(middle, towards)
    return middle[0] + dx * size[0] / 2, middle[1] + dy * size[1] / 2
