"""Which values flow through pipes, and where each of them goes."""

from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from lstm_core.blueprints.parts import Net, Op
from lstm_core.blueprints.spec import Blueprint
from lstm_core.blueprints.valves import openings


@dataclass(frozen=True, slots=True)
class Sink:
    """The end of a step, where a carried state leaves the unit."""

    state: str


Taker: TypeAlias = Sink | Op | Net


@cache
def wet(blueprint: Blueprint) -> tuple[Op, ...]:
    """Return the operations on what flows, in order, without those that only serve to set a valve."""
    dry = {op.field for op in blueprint.ops if op.role is not None}
    for op in reversed(blueprint.ops):
        takers = [other.field for other in blueprint.ops if op.field in other.of]
        read = any(op.field in (r.of for r in net.reads) for net in blueprint.nets)
        if takers and dry.issuperset(takers) and not read:
            dry.add(op.field)
    return tuple(op for op in blueprint.ops if op.field not in dry)


@cache
def takers(blueprint: Blueprint, field: str) -> tuple[Taker, ...]:
    """Return where a value flows to, its main taker first.

    A carried state flows mainly out of the unit, the old memory mainly into the new one. Inputs and old
    states read by nets are signals on wires and do not flow.
    """
    ops = [op for op in wet(blueprint) if field in op.of]
    if field == f"{blueprint.lane}_prev":
        into = next((op.of for op in blueprint.ops if op.field == blueprint.lane), ())
        ops.sort(key=lambda op: op.field not in into)
    sinks = [Sink(field)] if field in blueprint.carried else []
    nets = [net for net in blueprint.nets if field in (read.of for read in net.reads)]
    return (*sinks, *ops, *([] if field in blueprint.known else nets))


def sources(blueprint: Blueprint) -> tuple[str, ...]:
    """Return the old states that flow, the lane's first; the lane is drawn even if nothing uses it."""
    lane = f"{blueprint.lane}_prev"
    return (lane, *(name for name in blueprint.before if name != lane and takers(blueprint, name)))


@cache
def flowing(blueprint: Blueprint) -> tuple[str, ...]:
    """Return every field that flows, in the order in which the water meets them."""
    valves = openings(blueprint)
    found = [*sources(blueprint)]
    for op in wet(blueprint):
        found += [name for name in (*op.of, op.field) if name not in valves]
    found += [net.letter for net in blueprint.nets if net.letter in blueprint.carried]
    return tuple(dict.fromkeys(name for name in found if takers(blueprint, name)))


@dataclass(frozen=True, slots=True)
class Keeping:
    """How the memory is kept: lane = opening * previous lane + added.

    Attributes
    ----------
    opening, added : str
        The two fields.
    """

    opening: str
    added: str


def keeping(blueprint: Blueprint) -> Keeping | None:
    """Return how the lane keeps its memory; None if it is computed afresh in each step."""
    ops = {op.field: op for op in blueprint.ops}
    lane = ops.get(blueprint.lane)
    if lane is None or lane.does != "plus":
        return None
    for kept, added in (lane.of, lane.of[::-1]):
        op = ops.get(kept)
        if op is not None and op.does == "times" and op.of[1] == f"{blueprint.lane}_prev":
            return Keeping(op.of[0], added)
    return None
