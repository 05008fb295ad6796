"""The fields of a unit's trace as equations in NumPy's notation, in the order of a step."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from app.wire.units import TERMS
from lstm_core.blueprints import BLUEPRINTS, Blueprint, Inner, Net, as_json, explain, fields
from lstm_core.blueprints.order import waves
from lstm_core.blueprints.parts import Part, gives

_EACH: Final = "(T, H)"


@dataclass(frozen=True, slots=True)
class Field:
    """One array of a trace.

    Attributes
    ----------
    name : str
        Its name in requests and answers; the catalogues explain it in ``guide.field.<name>``.
    shape : str
        T steps, H units, D inputs.
    equation : str
        Its value at one step, in NumPy's notation; empty if it is given.
    role : str
        Its colour, as in the pictures.
    """

    name: str
    shape: str
    equation: str = ""
    role: str = ""


def tables() -> dict[str, list[Field]]:
    """Return every field of each unit, by the name of its blueprint."""
    return {name: list(equations(blueprint)) for name, blueprint in BLUEPRINTS.items()}


def equations(blueprint: Blueprint) -> Iterator[Field]:
    """Yield every field of a unit's trace in the order in which a step computes them, and the terms."""
    roles = {field["name"]: field["role"] for field in as_json(blueprint)["fields"]}
    for field in fields(blueprint):
        if field.kind in ("input", "start", "before"):
            shape = "".join(f"({', '.join(field.axes)}{',' * (len(field.axes) == 1)})")
            yield Field(field.name, shape, role=_colour(roles[field.name]))
    for wave in waves(blueprint.parts, blueprint.known):
        for net in (part for part in wave if isinstance(part, Net)):
            yield Field(f"z_{net.letter}", _EACH, _sum(net), net.role)
        for part in wave:
            yield Field(gives(part), _EACH, _equation(blueprint, part), _colour(roles[gives(part)]))
    yield Field(TERMS, _EACH)


def _colour(role: str | None) -> str:
    return "" if role in (None, "signal") else str(role)


def _equation(blueprint: Blueprint, part: Part) -> str:
    if isinstance(part, Net):
        return f"z_{part.letter}" if part.squash == "none" else f"{part.squash}(z_{part.letter})"
    if isinstance(part, Inner):
        letter = next(net.letter for net in blueprint.nets if net.inner is part)
        return f"{part.by}_{letter} @ {part.of} + {part.bias}_{letter}"
    return explain(blueprint)[part.field]


def _sum(net: Net) -> str:
    reads = [read.of if read.by is None else f"{read.by}_{net.letter} @ {read.of}" for read in net.reads]
    peephole = [] if net.peephole is None else [f"p_{net.letter} * {net.peephole}"]
    return " + ".join([*reads, *peephole, f"b_{net.letter}"])
