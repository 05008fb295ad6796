"""The names of the nodes and pipes of a unit, used by layouts, addresses and texts."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from lstm_core.blueprints.parts import Inner, Net, Op, gives
from lstm_core.blueprints.spec import Blueprint
from lstm_core.blueprints.valves import Valve, openings
from lstm_core.blueprints.water import Sink, Taker, wet


@cache
def nodes_of_ops(blueprint: Blueprint) -> Mapping[str, str]:
    """Return the node of each operation on what flows, by field; a valve's node is named after its role."""
    valves = openings(blueprint)
    found: dict[str, str] = {}
    for op in wet(blueprint):
        valve = next((valves[name] for name in op.of if name in valves), None)
        name = _of_op(blueprint, op, valve)
        found[op.field] = name if name not in found.values() else f"{name}_{op.field}"
    return MappingProxyType(found)


def _of_op(blueprint: Blueprint, op: Op, valve: Valve | None) -> str:
    if valve is not None:
        return valve.role
    if op.field == blueprint.lane and op.does == "plus":
        return "joint"
    return "squeeze" if _squeezes(blueprint, op) else f"{op.field}_{op.does}"


def source(blueprint: Blueprint, field: str) -> str:
    """Return the node from which an old state comes."""
    return "old" if field == f"{blueprint.lane}_prev" else f"old_{field.removesuffix('_prev')}"


def origin(blueprint: Blueprint, field: str) -> str:
    """Return the node from which a field comes."""
    if field in blueprint.before:
        return source(blueprint, field)
    part = next(part for part in blueprint.parts if gives(part) == field)
    if isinstance(part, Op):
        return nodes_of_ops(blueprint)[field]
    if isinstance(part, Inner):
        return next(f"{net.role}_inner" for net in blueprint.nets if net.inner == part)
    return f"{part.role}_net"


def target(blueprint: Blueprint, taker: Taker) -> str:
    """Return the node into which something flows."""
    if isinstance(taker, Op):
        return nodes_of_ops(blueprint)[taker.field]
    return sink(blueprint, taker.state) if isinstance(taker, Sink) else f"{taker.role}_net"


def sink(blueprint: Blueprint, state: str) -> str:
    """Return the node at which a state leaves the unit."""
    return _state(blueprint, state, lane="new", output="out", other=f"new_{state}")


def fork(blueprint: Blueprint, field: str) -> str:
    """Return the node at which a field is copied because it has more than one taker."""
    return {blueprint.lane: "fork", f"{blueprint.lane}_prev": "old_fork"}.get(field, f"{field}_fork")


def pipe(blueprint: Blueprint, field: str) -> str:
    """Return the main pipe of a field."""
    if field in blueprint.before:
        return source(blueprint, field)
    if field in blueprint.carried:
        return _state(blueprint, field, lane="memory", output="out", other=field)
    part = next(part for part in blueprint.parts if gives(part) == field)
    if isinstance(part, Net):
        return part.role
    return "squeezed" if isinstance(part, Op) and _squeezes(blueprint, part) else field


def branch(blueprint: Blueprint, field: str, nth: int) -> str:
    """Return the `nth` pipe of a field besides its main one, counted from 1."""
    name = {blueprint.lane: "branch", f"{blueprint.lane}_prev": "old_branch"}.get(field, f"{field}_branch")
    return name if nth == 1 else f"{name}_{nth}"


def _squeezes(blueprint: Blueprint, op: Op) -> bool:
    return op.does == "tanh" and op.of == (blueprint.lane,)


def _state(blueprint: Blueprint, state: str, lane: str, output: str, other: str) -> str:
    return lane if state == blueprint.lane else output if state == blueprint.output else other
