"""What is said of a view: which part stands how far from which. Lengths are in the drawing's own units.

Along is along the main line, across is at right angles to it, towards what joins and leaves (see `frame`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from lstm_core.picture.layouts.frame import Side, Vector

Stop = tuple[str, float]
"""A part on a line, and how far it is from the stop before. Without a name it is a bend by a right angle."""

Line = tuple[Stop, ...]
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Net:
    """A network. `beside` names the part that it is placed by; a net that is a stop of a line has none."""

    size: Vector
    beside: str | None = None
    along: float = 0
    across: float = 0


@dataclass(frozen=True)
class Port:
    """Where a wire meets a part: on which side, and how far from that side's middle.

    `shift` is None where the wire comes straight from its other end.
    """

    part: str
    side: Side
    shift: float | None = 0


@dataclass(frozen=True)
class Tap:
    """Where a wire leaves another one: at its last corner, or `after` so much of its way."""

    wire: str
    after: float | None = None


@dataclass(frozen=True)
class Wire:
    """A wire. It runs along and across in turns, through the coordinates `via`, and meets its end head-on."""

    start: Port | Tap
    end: Port
    via: tuple[float, ...] = ()


@dataclass(frozen=True)
class Beside:
    """A place by a part, or by a label: right and down of it."""

    part: str
    right: float = 0
    down: float = 0


@dataclass(frozen=True)
class Label:
    """Where a text stands, and which end of it."""

    place: Beside
    anchor: Anchor


@dataclass(frozen=True)
class Flange:
    """A flange on a pipe, so far from a part; `turned` where the pipe runs across."""

    part: str
    away: float
    turned: bool = False


@dataclass(frozen=True)
class Box:
    """A box in the drawing: its upper left corner and its size."""

    at: Vector
    size: Vector


@dataclass(frozen=True)
class View:
    """A view of a unit in one frame.

    Attributes
    ----------
    drawing : Box
        What of the plane is drawn.
    body : Box
        The outline of the unit.
    bore, water : float
        Inside width of a pipe, and the part of it that the lanes share.
    bend : float
        Radius of a pipe's bend, in its middle.
    start : Vector
        Where the main line's first stop stands.
    main : Line
        What the water passes on its way through the unit.
    joins, leaves : mapping of str to Line
        By the part of the main line where they meet it: from there outwards, what comes in and what goes out.
    nets : mapping of str to Net
        The networks.
    sources : mapping of str to Vector
        Where the signals enter, along and across from the start.
    wires : mapping of str to Wire
        The wires; what a wire is tapped from comes before it.
    wheels : mapping of str to 1 or -1
        On which side of its valve a handwheel stands.
    flanges : tuple of Flange
        The flanges.
    labels, badges : mapping
        What is written, and the numbers of the phases.
    gauges : mapping of str to float
        At which ends of pipes numbers stand, and how far beyond; below zero against the flow.
    stem : float
        How far a handwheel stands off its valve.
    tank : Box
        The Cell, or the point that it shrinks to.
    lid : Box or None
        What hides the inside; None where it has been lifted.
    """

    drawing: Box
    body: Box
    bore: float
    water: float
    bend: float
    start: Vector
    main: Line
    joins: Mapping[str, Line] = field(default_factory=dict)
    leaves: Mapping[str, Line] = field(default_factory=dict)
    nets: Mapping[str, Net] = field(default_factory=dict)
    sources: Mapping[str, Vector] = field(default_factory=dict)
    wires: Mapping[str, Wire] = field(default_factory=dict)
    wheels: Mapping[str, int] = field(default_factory=dict)
    flanges: tuple[Flange, ...] = ()
    labels: Mapping[str, Label] = field(default_factory=dict)
    badges: Mapping[str, Beside] = field(default_factory=dict)
    gauges: Mapping[str, float] = field(default_factory=dict)
    stem: float = 0
    tank: Box = Box((0, 0), (0, 0))
    lid: Box | None = None


def rails(nets: tuple[str, ...], side: Side, apart: float) -> dict[str, Wire]:
    """Return the wires of x and h_prev to one network after another, each tapped from the one before."""
    wires = {}
    for signal, shift in (("x", -apart), ("h_prev", apart)):
        start: Port | Tap = Port(signal, "after")
        for net in nets:
            name = f"{signal}_{net.removesuffix('_net')}"
            wires[name] = Wire(start, Port(net, side, shift))
            start = Tap(name)
    return wires
