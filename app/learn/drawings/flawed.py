"""The LSTM in symbols, line by line, once as it is and once with two errors that a reader is to find.

A line knows what it leads from and to, in the fields of the blueprint: a test compares them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from app.learn.drawings.words import Words
from lstm_core.blueprints.lstm import LSTM

WIDTH, HEIGHT = 450, 386
PIPE, RAIL, NETS, BUS = 45, 222, 270, 330
"""Heights: the memory, its way to the little networks, those networks, and the signals that they read."""
BOX, CIRCLE, HEAD = 22, 14, 9

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the drawing.

    Attributes
    ----------
    start, end : str
        The fields that it leads from and to; ``in`` stands for both signals (`IN`).
    way : tuple of (x, y)
        Its corners.
    is_old : bool
        Whether it is dashed: it carries the memory of the step before as a signal.
    """

    start: str
    end: str
    way: tuple[Point, ...]
    is_old: bool = False

    @property
    def id(self) -> str:
        """What tells it from the others of its drawing."""
        return f"{self.start}-{self.end}"


IN = ("x", "h_prev")
LEAVES = {"C": "memory", "h": "answer"}

_SIGNS = {"sigma": "σ", "tanh": "tanh", "times": "×", "plus": "+"}
_NETS = ((120, NETS), (190, NETS), (275, NETS), (350, NETS))
_OPS = ((120, PIPE), (235, 150), (235, PIPE), (385, 142), (385, 200))

SYMBOLS = {
    **{net.letter: (*at, _SIGNS[net.squash]) for net, at in zip(LSTM.nets, _NETS, strict=True)},
    **{op.field: (*at, _SIGNS[op.does]) for op, at in zip(LSTM.ops, _OPS, strict=True)},
}
"""Where each operation stands, and its sign; those with × or + are circles."""
ENDS = {
    "C_prev": (8, PIPE - 12, "start"),
    "memory": (WIDTH - 8, PIPE - 12, "end"),
    "h_prev": (8, BUS - 12, "start"),
    "x": (70, BUS + 48, "start"),
    "answer": (WIDTH - 8, BUS - 12, "end"),
}
_NAMED = {
    "C_prev": ("C", "t−1"),
    "memory": ("C", "t"),
    "h_prev": ("h", "t−1"),
    "x": ("x", "t"),
    "answer": ("h", "t"),
}


def _lines() -> Iterator[Line]:
    yield Line("in", "f", ((20, BUS), (120, BUS), (120, NETS + BOX)))
    for start, letter in ((120, "i"), (190, "g"), (275, "o")):
        at = SYMBOLS[letter][0]
        yield Line("in", letter, ((start, BUS), (at, BUS), (at, NETS + BOX)))
    yield Line("C_prev", "f", ((60, PIPE), (60, RAIL), (104, RAIL), (104, NETS - BOX)), is_old=True)
    yield Line("C_prev", "i", ((104, RAIL), (174, RAIL), (174, NETS - BOX)), is_old=True)
    yield Line("C", "o", ((300, PIPE), (300, RAIL), (332, RAIL), (332, NETS - BOX)))
    yield Line("f", "kept", ((120, NETS - BOX), (120, PIPE + CIRCLE)))
    yield Line("i", "added", ((190, NETS - BOX), (190, 150), (235 - CIRCLE, 150)))
    yield Line("g", "added", ((275, NETS - BOX), (275, 150), (235 + CIRCLE, 150)))
    yield Line("o", "h", ((350, NETS - BOX), (350, 200), (385 - CIRCLE, 200)))
    yield Line("C_prev", "kept", ((8, PIPE), (120 - CIRCLE, PIPE)))
    yield Line("kept", "C", ((120 + CIRCLE, PIPE), (235 - CIRCLE, PIPE)))
    yield Line("added", "C", ((235, 150 - CIRCLE), (235, PIPE + CIRCLE)))
    yield Line("C", "tanh_C", ((385, PIPE), (385, 142 - CIRCLE)))
    yield Line("tanh_C", "h", ((385, 142 + CIRCLE), (385, 200 - CIRCLE)))
    yield Line("C", "memory", ((235 + CIRCLE, PIPE), (WIDTH - 8, PIPE)))
    yield Line("h", "answer", ((385, 200 + CIRCLE), (385, BUS), (WIDTH - 8, BUS)))


RIGHT = tuple(_lines())
ERRORS = {
    "C-o": Line("C_prev", "o", ((174, RAIL), (332, RAIL), (332, NETS - BOX)), is_old=True),
    "C-tanh_C": Line("kept", "tanh_C", ((165, PIPE), (165, 96), (385, 96), (385, 142 - CIRCLE))),
}
"""The wrong lines, each by the line in whose place it is."""
FLAWED = tuple(ERRORS.get(line.id, line) for line in RIGHT)


def edges(lines: tuple[Line, ...]) -> set[tuple[str, str]]:
    """Return what a drawing says: from which field to which operation values go."""
    starts = {line: IN if line.start == "in" else (line.start,) for line in lines}
    return {(start, line.end) for line in lines if line.end not in LEAVES.values() for start in starts[line]}


def draw(text: Words) -> str:
    """Return both drawings, the flawed one first, as trusted HTML."""
    both = {"flawed": FLAWED, "right": RIGHT}
    return "".join(
        f'<div class="symbols" data-drawing="{name}">{_picture(lines, name, text)}</div>'
        for name, lines in both.items()
    )


def _picture(lines: tuple[Line, ...], name: str, text: Words) -> str:
    drawn = "".join(_line(line, text) for line in lines)
    signs = "".join(_sign(*place) for place in SYMBOLS.values())
    ends = "".join(_end(_NAMED[end], place) for end, place in ENDS.items())
    called = escape(text(f"findings.flawed.{name}"))
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="group" aria-label="{called}">'
        f'<path class="ink" d="M60 {HEIGHT}V{BUS}"/>{drawn}{signs}{ends}</svg>'
    )


def _line(line: Line, text: Words) -> str:
    way = "M" + "L".join(f"{x:g} {y:g}" for x, y in line.way)
    kind = "line old" if line.is_old else "line"
    name = escape(text("findings.flawed.line", start=_name(line.start, text), end=_name(line.end, text)))
    head = _head(*line.way[-2:])
    mark = "" if line in FLAWED and line in RIGHT else " data-marked"
    return (
        f'<g class="{kind}" data-line="{line.id}" role="img" aria-label="{name}"{mark}>'
        f'<path class="hit" d="{way}"/><path class="halo" d="{way}"/><path class="ink" d="{way}"/>'
        f'<path class="head" d="{head}"/></g>'
    )


def _name(field: str, text: Words) -> str:
    return text(f"findings.flawed.at.{field}")


def _head(before: Point, end: Point) -> str:
    """Return a triangle with its tip at the end."""
    (x0, y0), (x, y) = before, end
    across, down = (x > x0) - (x < x0), (y > y0) - (y < y0)
    back = x - HEAD * across, y - HEAD * down
    half = HEAD / 2
    one = back[0] + half * down, back[1] + half * across
    other = back[0] - half * down, back[1] - half * across
    return f"M{x:g} {y:g}L{one[0]:g} {one[1]:g}L{other[0]:g} {other[1]:g}Z"


def _sign(x: float, y: float, sign: str) -> str:
    if sign in "×+":
        shape = f'<circle cx="{x}" cy="{y}" r="{CIRCLE}"/>'
    else:
        tall = BOX if y == NETS else CIRCLE
        shape = f'<rect x="{x - BOX}" y="{y - tall}" width="{2 * BOX}" height="{2 * tall}" rx="4"/>'
    return f'<g class="sign">{shape}<text x="{x}" y="{y + 5}">{sign}</text></g>'


def _end(name: tuple[str, str], place: tuple[int, int, str]) -> str:
    (letter, index), (x, y, anchor) = name, place
    return (
        f'<text class="end" x="{x}" y="{y}" text-anchor="{anchor}">{letter}'
        f'<tspan class="index" dy="4">{index}</tspan></text>'
    )
