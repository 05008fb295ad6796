"""A small chart as SVG: a frame that maps numbers to positions, and the marks in it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 520.0, 270.0
LEFT, RIGHT, TOP, BOTTOM = 54.0, 26.0, 32.0, 44.0
TEXT = 4.5
"""How far a letter's baseline lies below its middle."""
LETTER, LINE = 9.0, 18.0
"""Width of a letter and height of a line at most: as on a phone."""


@dataclass(frozen=True)
class Frame:
    """The mapping of numbers to positions.

    Attributes
    ----------
    x, y : (float, float)
        The lowest and the highest number of each axis.
    log : bool
        Whether the vertical axis is logarithmic.
    height : float
        Height of the whole picture.
    """

    x: tuple[float, float]
    y: tuple[float, float]
    log: bool = False
    height: float = HEIGHT

    def across(self, value: float) -> float:
        """Return the position of a number on the horizontal axis."""
        low, high = self.x
        return LEFT + (value - low) / (high - low) * (WIDTH - LEFT - RIGHT)

    def up(self, value: float) -> float:
        """Return the position of a number on the vertical axis; numbers beyond an end are put at that end."""
        low, high = (math.log10(end) for end in self.y) if self.log else self.y
        level = math.log10(max(value, self.y[0])) if self.log else value
        share = (min(max(level, low), high) - low) / (high - low)
        return self.height - BOTTOM - share * (self.height - TOP - BOTTOM)

    def path(self, xs: Sequence[float], ys: Sequence[float]) -> str:
        """Return the points of a line in the form of a polyline's `points`."""
        return " ".join(f"{self.across(x):.1f},{self.up(y):.1f}" for x, y in zip(xs, ys, strict=True))

    def line(self, xs: Sequence[float], ys: Sequence[float], kind: str) -> str:
        """Return a line through points; `kind` names its style."""
        return f'<polyline class="{kind}" points="{self.path(xs, ys)}"/>'

    def band(self, xs: Sequence[float], low: Sequence[float], high: Sequence[float], kind: str) -> str:
        """Return the area between two lines."""
        back = self.path(list(xs)[::-1], list(high)[::-1])
        return f'<polygon class="{kind}" points="{self.path(xs, low)} {back}"/>'

    def dot(self, x: float, y: float, kind: str, radius: float = 4) -> str:
        """Return a dot."""
        return f'<circle class="{kind}" cx="{self.across(x):.1f}" cy="{self.up(y):.1f}" r="{radius:g}"/>'

    def level(self, y: float, kind: str, label: str) -> str:
        """Return a horizontal line across the chart, with a label at its right end."""
        place = self.up(y)
        return (
            f'<line class="{kind}" x1="{LEFT:g}" x2="{WIDTH - RIGHT:g}" y1="{place:.1f}" y2="{place:.1f}"/>'
            f'<text class="{kind}" x="{WIDTH - RIGHT:g}" y="{place - 5:.1f}" text-anchor="end">'
            f"{escape(label)}</text>"
        )

    def axes(
        self, ticks: Sequence[tuple[float, str]], marks: Sequence[tuple[float, str]], names: tuple[str, str]
    ) -> str:
        """Return the grid, numbers and names of both axes.

        Parameters
        ----------
        ticks, marks : sequence of (float, str)
            Position and label, on the horizontal and on the vertical axis.
        names : (str, str)
            What the horizontal and the vertical axis show.
        """
        floor = self.height - BOTTOM
        parts = []
        for value, label in marks:
            place = self.up(value)
            parts.append(
                f'<line class="grid" x1="{LEFT:g}" x2="{WIDTH - RIGHT:g}" y1="{place:.1f}" y2="{place:.1f}"/>'
            )
            parts.append(text(LEFT - 7, place + TEXT, label, "end"))
        end = 0.0
        for value, label in ticks:
            place, half = self.across(value), len(label) * LETTER / 2
            is_low = place - half < end and not names[0]  # the axis' name would be there
            end = 0.0 if is_low else place + half
            parts.append(
                f'<line class="tick" x1="{place:.1f}" x2="{place:.1f}" y1="{floor:g}" y2="{floor + 5:g}"/>'
            )
            parts.append(text(place, floor + 19 + is_low * LINE, label, "middle"))
        parts.append(
            f'<line class="axis" x1="{LEFT:g}" x2="{WIDTH - RIGHT:g}" y1="{floor:g}" y2="{floor:g}"/>'
        )
        parts.append(text(WIDTH - RIGHT, self.height - 4, names[0], "end", "name"))
        parts.append(text(4, 14, names[1], "start", "name"))
        return "".join(parts)


def picture(content: str, label: str, height: float = HEIGHT) -> str:
    """Return the whole picture; `label` describes it for screen readers."""
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH:g} {height:g}" role="img" aria-label="{escape(label)}">'
        f"{content}</svg>"
    )


def keys(texts: Mapping[str, str], *, dots: bool = False) -> str:
    """Return the legend: what the marks mean, by the names of their styles; as lines or dots."""
    items = "".join(f'<li class="{kind}">{escape(said)}</li>' for kind, said in texts.items())
    return f'<ul class="keys{" dots" if dots else ""}">{items}</ul>'


def text(x: float, y: float, words: str, anchor: str = "middle", kind: str = "number") -> str:
    """Return a text at a place; `kind` names its style."""
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
