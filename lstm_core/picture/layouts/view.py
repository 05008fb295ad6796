"""A view: how far each part is from another. Lengths are in the units of the drawing.

"Along" follows the main line; "across" is at right angles to it, towards what joins and leaves (see `frame`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from lstm_core.picture.layouts.frame import Side, Vector

Stop = tuple[str, float]
"""A part on a line, and its distance from the previous stop. Without a name, it is a right-angled bend."""

Line = tuple[Stop, ...]
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Net:
    """A network. `beside` names the part next to it; a network that is itself a stop on a line has none."""

    size: Vector
    beside: str | None = None
    along: float = 0
    across: float = 0


@dataclass(frozen=True)
class Port:
    """Where a wire meets a part: on which side, and at what distance from the middle of that side.

    `shift` is None if the wire comes straight from its other end.
    """

    part: str
    side: Side
    shift: float | None = 0


@dataclass(frozen=True)
class Tap:
    """Where a wire branches off another: at its last corner, or at the length `after` along it."""

    wire: str
    after: float | None = None


@dataclass(frozen=True)
class Wire:
    """A wire. It alternates between along and across, through the coordinates `via`, and ends head-on."""

    start: Port | Tap
    end: Port
    via: tuple[float, ...] = ()


@dataclass(frozen=True)
class Beside:
    """A position relative to a part or a label: its distance to the right and down."""

    part: str
    right: float = 0
    down: float = 0


@dataclass(frozen=True)
class Label:
    """Where a text is, and which end of it is there; `lines` is 2 if its symbol stands below its words."""

    place: Beside
    anchor: Anchor
    lines: int = 1


@dataclass(frozen=True)
class Flange:
    """A flange on a pipe, by its distance from a part; `turned` where the pipe runs across."""

    part: str
    away: float
    turned: bool = False


@dataclass(frozen=True)
class Box:
    """A box in the drawing: its upper left corner and its size."""

    at: Vector
    size: Vector


@dataclass(frozen=True)
class Readout:
    """The linear head at the end of the output's pipe: its matrix, its answer, and the wires to both.

    `wires` are called "head" and "answer" like the parts at which they end.
    """

    head: Net
    answer: Net
    wires: Mapping[str, Wire]


@dataclass(frozen=True)
class View:
    """A view of a unit in one frame.

    Attributes
    ----------
    drawing : Box
        The part of the plane that is drawn.
    body : Box
        The outline of the unit.
    bore, water : float
        Inside diameter of a pipe, and the part of it that the lanes share.
    bend : float
        Radius of a pipe's bends, at its centre line.
    start : Vector
        Where the main line's first stop is.
    main : Line
        What the water passes through on its way through the unit.
    joins, leaves : mapping of str to Line
        By the part of the main line where they meet it; each is listed from there outwards.
    nets : mapping of str to Net
        The networks.
    sources : mapping of str to Vector
        Where the signals enter: the distances along and across from the start.
    wires : mapping of str to Wire
        The wires; a wire that is tapped comes before those that tap it.
    wheels : mapping of str to 1 or -1
        On which side of its valve each handwheel is.
    flanges : tuple of Flange
        The flanges.
    labels, badges : mapping
        The places of texts, and of the phases' numbers.
    gauges : mapping of str to float
        The ends of pipes that show numbers, and how far beyond the end; negative against the flow.
    values : mapping of str to Box
        Where the values of the signals are listed, by the label of the signal.
    spread : float or None
        The width that the lanes' numbers share; None if it is that of the water.
    symbols : 0 or 1
        Whether circles with signs stand for valves and sums.
    plates : mapping of str to Vector
        How far each valve's plate is from its pipe: with the flow, and across it.
    inverts : mapping of str to Beside
        Where a signal that opens a valve by what it lacks to 1 is inverted, by that valve.
    readout : Readout or None
        Where a head reads the output, if a network has one.
    stem : float
        The distance of a handwheel from its valve.
    tank : Box
        The Cell, or the point to which it shrinks.
    lid : Box or None
        What hides the inside; None if it has been lifted.
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
    values: Mapping[str, Box] = field(default_factory=dict)
    spread: float | None = None
    symbols: int = 0
    plates: Mapping[str, Vector] = field(default_factory=dict)
    inverts: Mapping[str, Beside] = field(default_factory=dict)
    readout: Readout | None = None
    stem: float = 0
    tank: Box = Box((0, 0), (0, 0))
    lid: Box | None = None


def rails(
    nets: tuple[str, ...], side: Side, apart: float, via: Mapping[str, tuple[float, ...]]
) -> dict[str, Wire]:
    """Return the wires of x and h_prev to a row of networks, each tapped from the one before.

    `via` leads the first wire of each signal.
    """
    wires = {}
    for signal, shift in (("x", -apart), ("h_prev", apart)):
        start: Port | Tap = Port(signal, "after")
        for net in nets:
            name = f"{signal}_{net.removesuffix('_net')}"
            wires[name] = Wire(start, Port(net, side, shift), () if isinstance(start, Tap) else via[signal])
            start = Tap(name)
    return wires
