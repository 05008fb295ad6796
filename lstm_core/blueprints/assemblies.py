"""What a unit is built up from, bare pipe first: a picture can leave out all of them but the pipe.

A part may belong to several assemblies, as the network of a valve does; then it is drawn with all of them.
"""

from dataclasses import dataclass
from typing import TypeAlias

import lstm_core.blueprints.names as names
from lstm_core.blueprints.phases import PhaseRow, phases
from lstm_core.blueprints.plumbing import Node, Pipe, nodes, pipes
from lstm_core.blueprints.spec import Blueprint
from lstm_core.blueprints.water import wet
from lstm_core.blueprints.wires import wires

PIPE, NETS = "pipe", "nets"

Groups: TypeAlias = dict[str, tuple[str, list[str]]]
"""Role and parts of each assembly, by its name."""


@dataclass(frozen=True, slots=True)
class Assembly:
    """Parts that come and go together.

    Attributes
    ----------
    id, role : str
        Its name, that of a valve or of the joint where it has one, and its purpose.
    parts : tuple of str
        The names of its pipes and nodes; a wire comes with its ends, and is named if it needs more than them.
    phases : tuple of str
        The names of the phases that happen in it.
    """

    id: str
    role: str
    parts: tuple[str, ...]
    phases: tuple[str, ...]


def assemblies(blueprint: Blueprint) -> tuple[Assembly, ...]:
    """Return all assemblies in the order of building; none if the memory runs through no pipe of its own."""
    line = _main(blueprint)
    if not line:
        return ()
    groups = _on_line(blueprint, line)
    for node in nodes(blueprint):
        reached = {part for _, parts in groups.values() for part in parts}
        if node.kind == "net" and node.id in reached:
            _add(blueprint, groups, _beyond(blueprint, line, node, down=False))
        if node.kind == "copy" and node.id not in _before_networks(blueprint, line):
            _add(blueprint, groups, [node.id, *_beyond(blueprint, line, node, down=True)])
    return tuple(_assembly(blueprint, *group) for group in _with_nets(blueprint, groups).items())


def _on_line(b: Blueprint, line: list[Pipe]) -> Groups:
    """Return the bare pipe, and an assembly for each valve and joint on it."""
    ends = dict.fromkeys(end for pipe in line for end in (pipe.start, pipe.end))
    crossing = [node for node in nodes(b) if node.id in ends and node.kind in ("valve", "sum")]
    bare = ends.keys() - {node.id for node in crossing}
    groups: Groups = {PIPE: ("memory", [*(pipe.id for pipe in line), *(end for end in ends if end in bare)])}
    for node in crossing:
        groups[node.id] = node.role, [node.id, *_beyond(b, line, node, down=False)]
    return groups


def _before_networks(b: Blueprint, line: list[Pipe]) -> set[str]:
    """Return what flows into networks."""
    return {part for node in nodes(b) if node.kind == "net" for part in _beyond(b, line, node, down=False)}


def _main(b: Blueprint) -> list[Pipe]:
    """Return the pipes from the old memory to the new."""
    found: list[Pipe] = []
    at, end = names.source(b, f"{b.lane}_prev"), names.sink(b, b.lane)
    while at != end:
        pipe = next((pipe for pipe in pipes(b) if pipe.start == at), None)
        if pipe is None:
            return []
        found.append(pipe)
        at = pipe.end
    return found


def _beyond(b: Blueprint, line: list[Pipe], node: Node, *, down: bool) -> list[str]:
    """Return the pipes and nodes beside the main line up or down the stream, as far as networks."""
    kinds = {one.id: one.kind for one in nodes(b)}
    found: list[str] = []
    at = [node.id]
    for here in at:
        for pipe in pipes(b):
            near, far = (pipe.start, pipe.end) if down else (pipe.end, pipe.start)
            if near == here and pipe not in line:
                found += [pipe.id, far]
                if kinds[far] != "net":
                    at.append(far)
    return found


def _add(b: Blueprint, groups: Groups, parts: list[str]) -> None:
    """Add an assembly, named after its valve."""
    valve = next((node for node in nodes(b) if node.id in parts and node.kind == "valve"), None)
    if valve is not None:
        groups[valve.id] = valve.role, parts


def _with_nets(b: Blueprint, groups: Groups) -> Groups:
    """Add the networks that turn valves to the assemblies to which they lead, and all of them as one more."""
    homes = {part: name for name, (_, parts) in groups.items() if name != PIPE for part in parts}
    gates = [wire for wire in wires(b) if wire.carries == "gate"]
    turning = {wire.start: homes[wire.end] for wire in reversed(gates) if wire.end in homes}
    apart = [node.id for node in nodes(b) if node.kind == "net" and node.id not in homes]
    for net in apart:
        groups[turning[net]][1].append(net)
    loose = [wire.id for wire in wires(b) if not {wire.start, wire.end} & set(apart)]
    groups[NETS] = "signal", [*apart, *loose]
    last = [name for name, (_, parts) in groups.items() if names.sink(b, b.output) in parts and name != PIPE]
    return {name: groups[name] for name in (*(name for name in groups if name not in last), *last)}


def _assembly(b: Blueprint, name: str, group: tuple[str, list[str]]) -> Assembly:
    role, parts = group
    here = tuple(phase.id for phase in phases(b) if _places(b, phase) & set(parts))
    return Assembly(name, role, tuple(dict.fromkeys(parts)), here)


def _places(b: Blueprint, phase: PhaseRow) -> set[str]:
    """Return the nodes where a phase happens: those through which something flows, or the network asked."""
    places = {names.nodes_of_ops(b)[op.field] for op in wet(b) if op.phase == phase.id}
    return places or {f"{b.net(phase.gate).role}_net"}
