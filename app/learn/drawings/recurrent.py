"""A plain recurrent network as itself: as a loop, and step after step, with the numbers that it hands on."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.learn.drawings.chart import keys, picture, text
from app.learn.drawings.words import Words
from lstm_core import LayerStack
from lstm_core.arrays import Array

STEPS = 5
"""So many steps stand side by side."""
HEIGHT = 262.0
BOX, LOW = 78.0, 176.0
"""Where a box begins and where it ends, from above."""
LOOP, ROOM = 50.0, 76.0
"""Middle of the loop's box, and its width."""
FIRST, PITCH, WIDE = 196.0, 68.0, 46.0
"""Middle of the first step's box, distance of the steps, width of a box."""
COLUMNS = 3


@dataclass(frozen=True)
class Course:
    """A run of a recurrent network.

    Attributes
    ----------
    x : (T, D) array
        Its input.
    h : (T, H) array
        What it hands on to the next step, from -1 to 1.
    answers : (T,) array
        Its answer.
    """

    x: Array
    h: Array
    answers: Array

    @classmethod
    def of(cls, stack: LayerStack, x: Array) -> "Course":
        """Return the run of a network with a head, of which the first output is the answer."""
        trace = stack.run(x)
        return cls(x, trace.h, trace.outputs[:, 0])


def draw(course: Course, first: int, _: Words) -> str:
    """Return the loop, and beside it `STEPS` steps from `first`, counted from 1.

    Raises
    ------
    ValueError
        When the run has fewer steps.
    """
    if not 1 <= first <= len(course.x) - STEPS + 1:
        raise ValueError(f"expected a first step from 1 to {len(course.x) - STEPS + 1}, found {first}")
    parts = [_loop(_)]
    for place in range(STEPS):
        named = _("findings.recurrent.step", n=first) if place == 0 else str(first + place)
        parts += _step(course, first + place, FIRST + place * PITCH, named, _)
    before, after = FIRST - PITCH + WIDE / 2, FIRST + (STEPS - 1) * PITCH + WIDE / 2
    parts += [
        _arrow(left, _middle(), left + PITCH - WIDE - 1, _middle(), "hands-on")
        for left in np.arange(before, after + 1, PITCH)
    ]
    says = {"plus": _("findings.recurrent.plus"), "minus": _("findings.recurrent.minus")}
    return picture("".join(parts), _("findings.recurrent.alt", count=course.h.shape[1]), HEIGHT) + keys(
        says, dots=True
    )


def _middle() -> float:
    return (BOX + LOW) / 2


def _loop(_: Words) -> str:
    """Return the network once, with its output led back to itself."""
    left, right = LOOP - ROOM / 2, LOOP + ROOM / 2
    turn = f"M{LOOP:g} 56 H{right + 24:g} V{_middle():g} H{right + 6:g}"
    return (
        f'<rect class="net" x="{left:g}" y="{BOX:g}" width="{ROOM:g}" height="{LOW - BOX:g}" rx="6"/>'
        + text(LOOP, _middle() - 8, "W, U, b")
        + text(LOOP, _middle() + 14, "tanh")
        + _arrow(LOOP, 218, LOOP, LOW + 2, "reads")
        + _arrow(LOOP, BOX, LOOP, 38, "says")
        + f'<path class="hands-on" d="{turn}"/>'
        + _head(right + 2, _middle(), (-1, 0), "hands-on")
        + text(LOOP, 28, "hₜ")
        + text(right + 28, 48, "hₜ₋₁", "start")
        + text(LOOP, 236, "xₜ")
        + text(FIRST - PITCH + 8, _middle() + 36, "=")
    )


def _step(course: Course, step: int, middle: float, named: str, _: Words) -> list[str]:
    x, left = course.x[step - 1], middle - WIDE / 2
    marks = [name for name, given in zip(("buy", "sell"), x[1:], strict=True) if given]
    return [
        text(middle, 14, named, kind="name"),
        text(middle, 36, _signed(course.answers[step - 1])),
        _arrow(middle, BOX, middle, 46, "says"),
        f'<rect class="net" x="{left:g}" y="{BOX:g}" width="{WIDE:g}" height="{LOW - BOX:g}" rx="6"/>',
        *_cells(course.h[step - 1], left + 5, BOX + 5),
        _arrow(middle, 218, middle, LOW + 2, "reads"),
        text(middle, 236, f"{x[0]:.2f}"),
        *[text(middle, 256, _(f"findings.learning.{name}"), kind="name") for name in marks],
    ]


def _cells(row: Sequence[float] | Array, left: float, top: float) -> list[str]:
    """Return one cell for each number: its shade is its size, and a dash marks one below zero."""
    rows = -(-len(row) // COLUMNS)
    wide, high = (WIDE - 10) / COLUMNS, (LOW - BOX - 10) / rows
    cells = []
    for n, value in enumerate(row):
        x, y = left + n % COLUMNS * wide, top + n // COLUMNS * high
        kind = "plus" if value >= 0 else "minus"
        size = f'width="{wide - 1:.1f}" height="{high - 1:.1f}"'
        cells.append(f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" {size} fill-opacity="{abs(value):.3f}"/>')
        if value < 0:
            dash = f"M{x + 2:.1f} {y + high / 2 - 0.5:.1f} h{wide - 5:.1f}"
            cells.append(f'<path class="below" d="{dash}"/>')
    return cells


def _arrow(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    length = np.hypot(x2 - x1, y2 - y1)
    toward = ((x2 - x1) / length, (y2 - y1) / length)
    end = (x2 - 5 * toward[0], y2 - 5 * toward[1])
    return f'<path class="{kind}" d="M{x1:g} {y1:g} L{end[0]:g} {end[1]:g}"/>' + _head(x2, y2, toward, kind)


def _head(x: float, y: float, toward: tuple[float, float], kind: str) -> str:
    """Return the point of an arrow that ends at a place."""
    dx, dy = toward
    back = (x - 8 * dx, y - 8 * dy)
    corners = [(x, y), (back[0] - 4 * dy, back[1] + 4 * dx), (back[0] + 4 * dy, back[1] - 4 * dx)]
    return f'<polygon class="{kind}" points="{" ".join(f"{a:g},{b:g}" for a, b in corners)}"/>'


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")
