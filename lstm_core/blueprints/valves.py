"""The valves of a unit: the opening each shows, the small network that turns it, whether it can be pinned."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from lstm_core.blueprints.parts import Net, Op, gives, needs
from lstm_core.blueprints.spec import Blueprint


@dataclass(frozen=True, slots=True)
class Valve:
    """One opening.

    Attributes
    ----------
    field : str
        The opening that it shows.
    role : str
        Its purpose.
    letter : str
        The net that turns it.
    gate : str or None
        The gate's name in pins.
    linked : bool
        Whether it follows another valve of the same net and has no wheel of its own.
    phase : int
        When it is set.
    """

    field: str
    role: str
    letter: str
    gate: str | None
    linked: bool
    phase: int


@cache
def openings(blueprint: Blueprint) -> Mapping[str, Valve]:
    """Return all valves by their openings, those of nets first."""
    found = {
        net.letter: Valve(net.letter, net.role, net.letter, net.gate, False, blueprint.phase(net.phase))
        for net in blueprint.nets
        if net.valve
    }
    for op in blueprint.ops:
        if op.role is not None:
            letter = turning(blueprint, op)
            linked = any(valve.letter == letter for valve in found.values())
            found[op.field] = Valve(op.field, op.role, letter, None, linked, blueprint.phase(op.phase))
    return MappingProxyType(found)


def turning(blueprint: Blueprint, op: Op) -> str:
    """Return the letter of the first net that an opening derives from."""
    givers = {gives(part): part for part in blueprint.parts}
    way = list(op.of)
    while way:
        part = givers.get(way.pop(0))
        if isinstance(part, Net):
            return part.letter
        way[:0] = [] if part is None else needs(part)
    raise ValueError(f"blueprint {blueprint.name}: no net turns the valve of {op.field}")


def gates(blueprint: Blueprint) -> dict[str, str]:
    """Return the letter of each gate that can be pinned: ``{"forget": "f", "input": "i", "output": "o"}``."""
    return {net.gate: net.letter for net in blueprint.nets if net.gate is not None}
