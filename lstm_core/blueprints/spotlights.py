"""The spotlights on a unit, one for each phase in which something flows; they dim everything else."""

from dataclasses import dataclass

import lstm_core.blueprints.names as names
from lstm_core.blueprints.plumbing import Node, Pipe, nodes, pipes
from lstm_core.blueprints.spec import Blueprint
from lstm_core.blueprints.water import wet
from lstm_core.blueprints.wires import wires

TANK = "tank"
"""Where the Cell view keeps the memory: lit whenever the pipe that brings it in or takes it away is lit."""


@dataclass(frozen=True, slots=True)
class Spotlight:
    """What one spotlight lights up.

    Attributes
    ----------
    id, role : str
        Those of its phase.
    parts : tuple of str
        The names of pipes, nodes and wires.
    """

    id: str
    role: str
    parts: tuple[str, ...]


def spotlights(blueprint: Blueprint) -> tuple[Spotlight, ...]:
    """Return all spotlights in the order of the phases."""
    found = []
    for phase in blueprint.phases:
        fields = [op.field for op in wet(blueprint) if op.phase == phase.id]
        if fields:
            places = {names.nodes_of_ops(blueprint)[field] for field in fields}
            found.append(Spotlight(phase.id, phase.role, _parts(blueprint, places)))
    return tuple(found)


def _parts(b: Blueprint, places: set[str]) -> tuple[str, ...]:
    """Return all pipes at some nodes, the nodes they start from, and the active networks with their wires."""
    by_id = {node.id: node for node in nodes(b)}
    lit = [pipe for pipe in pipes(b) if places & {pipe.start, pipe.end}]
    ends = {node for pipe in lit for node in (pipe.start, pipe.end) if _is_drawn(by_id[node], pipe, places)}
    turned = {wire.start for wire in wires(b) if wire.carries == "gate" and wire.end in places}
    networks = turned | {node for node in ends if by_id[node].kind in ("net", "inner")}
    reached = [
        wire.id
        for wire in wires(b)
        if wire.end in networks or (wire.start in networks and wire.end in places)
    ]
    tank = [TANK] if any(_is_stored(b, pipe) for pipe in lit) else []
    lights = (*(pipe.id for pipe in lit), *tank, *sorted(ends), *sorted(networks), *reached)
    return tuple(dict.fromkeys(lights))


def _is_drawn(node: Node, pipe: Pipe, places: set[str]) -> bool:
    """Return whether an end of a lit pipe is lit: its origin and what acts on it are, a copy is not."""
    return node.kind != "copy" and (node.id in places or node.id == pipe.start)


def _is_stored(b: Blueprint, pipe: Pipe) -> bool:
    return pipe.id in (names.pipe(b, f"{b.lane}_prev"), names.pipe(b, b.lane))
