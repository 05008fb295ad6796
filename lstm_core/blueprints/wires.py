"""The thin wires of a unit: signals that its networks read, and wires that turn its valves."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import lstm_core.blueprints.names as names
from lstm_core.blueprints.parts import Net
from lstm_core.blueprints.plumbing import nodes
from lstm_core.blueprints.spec import Blueprint
from lstm_core.blueprints.valves import openings

MEMORY = "memory"
"""The role of every wire that carries a signal, whichever network it leads to."""


@dataclass(frozen=True, slots=True)
class Wire:
    """A wire that carries a signal or turns a valve.

    Attributes
    ----------
    id : str
        Its name.
    start, end : str
        Where it begins, a signal (``x``, ``h_prev``) or a node, and the node where it ends.
    carries : str
        The signal or memory; ``gate`` where it turns a valve.
    role : str
        Its purpose.
    phase : int
        When it carries something.
    delayed : bool
        Whether it carries the memory of the previous step.
    peephole : str or None
        The letter of the net whose peephole it is; drawn only if the net's weights have one.
    """

    id: str
    start: str
    end: str
    carries: str
    role: str
    phase: int
    delayed: bool = False
    peephole: str | None = None


@cache
def wires(blueprint: Blueprint) -> tuple[Wire, ...]:
    """Return all wires: signals, peepholes, and those that turn valves."""
    peepholes = (_peephole(blueprint, net) for net in blueprint.nets if net.peephole is not None)
    signals = (wire for net in blueprint.nets for wire in _signals(blueprint, net))
    return (*signals, *peepholes, *_turns(blueprint))


def _signals(b: Blueprint, net: Net) -> Iterator[Wire]:
    read = [(read.of, f"{net.role}_net", net.phase) for read in net.reads]
    if net.inner is not None:
        read.append((net.inner.of, names.origin(b, net.inner.field), net.inner.phase))
    for field, end, phase in read:
        if field in b.known:
            yield Wire(f"{field}_{net.role}", field, end, field, MEMORY, b.phase(phase))


def _peephole(b: Blueprint, net: Net) -> Wire:
    field = str(net.peephole)
    return Wire(
        f"peep_{net.letter}",
        names.origin(b, field),
        f"{net.role}_net",
        field,
        MEMORY,
        b.phase(net.phase),
        delayed=field in b.before,
        peephole=net.letter,
    )


def _turns(b: Blueprint) -> Iterator[Wire]:
    valves = openings(b)
    for field, valve in valves.items():
        for node in nodes(b):
            if node.kind == "valve" and node.field == field:
                start = f"{b.net(valve.letter).role}_net"
                yield Wire(f"turn_{field}", start, node.id, "gate", valve.role, valve.phase)
