"""How the parts are joined: nodes on or beside the pipe, and the pipes between them.

`phase` is the index of the phase in which a node or pipe gets its value; until then it is empty.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import lstm_core.blueprints.names as names
from lstm_core.blueprints.backflow import Backflow, backflow
from lstm_core.blueprints.parts import Op, gives
from lstm_core.blueprints.spec import Blueprint
from lstm_core.blueprints.valves import openings
from lstm_core.blueprints.water import Sink, flowing, sources, takers, wet


@dataclass(frozen=True, slots=True)
class Node:
    """A node on the pipe or beside it.

    Attributes
    ----------
    id : str
        Its name.
    kind : str
        source, sink, valve, sum, squeeze, copy, net, inner; otherwise the name of the operation.
    role : str
        Its purpose.
    phase : int
        When it gets its value.
    field : str or None
        The value that it shows.
    gate, letter : str or None
        The gate's name in pins, and the letter of the net; for a valve, of the net that turns it.
    linked : bool
        Whether it is a valve that follows another one.
    """

    id: str
    kind: str
    role: str
    phase: int
    field: str | None = None
    gate: str | None = None
    letter: str | None = None
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Pipe:
    """A pipe that carries one field from node to node.

    Attributes
    ----------
    id : str
        Its name.
    start, end : str
        The nodes.
    field : str
        What flows in it.
    phase : int
        When it fills.
    gradient : Backflow
        What flows in it during the backward pass.
    apart : bool
        Whether its water is of another size than the memory's: only something that squeezes it or computes it
        anew lies between them. A picture then has a scale of its own for it.
    """

    id: str
    start: str
    end: str
    field: str
    phase: int
    gradient: Backflow
    apart: bool = False


@cache
def nodes(blueprint: Blueprint) -> tuple[Node, ...]:
    """Return all nodes: those along the water, then the networks."""
    return (*_along(blueprint), *_networks(blueprint))


def _along(b: Blueprint) -> Iterator[Node]:
    for field in sources(b):
        yield Node(names.source(b, field), "source", "memory", 0, field)
        yield from _ends(b, field)
    for net in b.nets:
        if net.letter in b.carried:
            yield from _ends(b, net.letter)
    for op in wet(b):
        yield _of_op(b, op)
        yield from _ends(b, op.field)


def _ends(b: Blueprint, field: str) -> Iterator[Node]:
    """Yield the copy and the sink of a field, if it has them."""
    phase, ways = phase_of(b, field), takers(b, field)
    if len(ways) > 1:
        yield Node(names.fork(b, field), "copy", "memory", phase)
    for taker in ways:
        if isinstance(taker, Sink):
            yield Node(names.sink(b, field), "sink", "memory", phase, field)


def _of_op(b: Blueprint, op: Op) -> Node:
    name, valves = names.nodes_of_ops(b)[op.field], openings(b)
    valve = next((valves[field] for field in op.of if field in valves), None)
    if valve is not None:
        return Node(
            name, "valve", valve.role, valve.phase, valve.field, valve.gate, valve.letter, valve.linked
        )
    phase = b.phase(op.phase)
    if op.does == "plus":
        return Node(name, "sum", "memory", phase)
    return Node(name, "squeeze" if op.does == "tanh" else op.does, "memory", phase, op.field)


def _networks(b: Blueprint) -> Iterator[Node]:
    for net in b.nets:
        yield Node(f"{net.role}_net", "net", net.role, b.phase(net.phase), letter=net.letter)
    for net in b.nets:
        if net.inner is not None:
            yield Node(
                names.origin(b, net.inner.field),
                "inner",
                net.role,
                b.phase(net.inner.phase),
                net.inner.field,
                letter=net.letter,
            )


@cache
def pipes(blueprint: Blueprint) -> tuple[Pipe, ...]:
    """Return all pipes, in the order in which the water meets them."""
    found = [pipe for field in flowing(blueprint) for pipe in _ways(blueprint, field)]
    near = _near(blueprint, found)
    return tuple(replace(pipe, apart=pipe.field not in near) for pipe in found)


def _near(b: Blueprint, found: Sequence[Pipe]) -> frozenset[str]:
    """Return the fields whose water becomes memory, or comes from it, at valves, joints and forks alone."""
    joins = {node.id for node in nodes(b) if node.kind in {"valve", "sum", "copy"}}
    near, last = {b.lane}, 0
    while len(near) > last:
        last = len(near)
        at = joins.intersection(end for pipe in found if pipe.field in near for end in (pipe.start, pipe.end))
        near |= {pipe.field for pipe in found if at & {pipe.start, pipe.end}}
    return frozenset(near)


def _ways(b: Blueprint, field: str) -> Iterator[Pipe]:
    phase = phase_of(b, field)
    for k, taker in enumerate(takers(b, field)):
        name = names.branch(b, field, k) if k else names.pipe(b, field)
        start = names.fork(b, field) if k else names.origin(b, field)
        yield Pipe(name, start, names.target(b, taker), field, phase, backflow(b, field, taker, main=not k))


def phase_of(blueprint: Blueprint, field: str) -> int:
    """Return the index of the phase in which a field gets its value."""
    for part in blueprint.parts:
        if gives(part) == field:
            return blueprint.phase(part.phase)
    return 0
