"""A unit as JSON: all that a page needs to draw and describe it."""

from dataclasses import asdict, is_dataclass
from typing import Any

import numpy as np

from lstm_core.blueprints.assemblies import assemblies
from lstm_core.blueprints.charts import chart_rows, heat_rows
from lstm_core.blueprints.fields import fields
from lstm_core.blueprints.formulas import Token
from lstm_core.blueprints.ops import SQUASHES
from lstm_core.blueprints.parts import Net, Op
from lstm_core.blueprints.phases import phases
from lstm_core.blueprints.plumbing import nodes, pipes
from lstm_core.blueprints.spec import Blueprint
from lstm_core.blueprints.spotlights import spotlights
from lstm_core.blueprints.symbols import symbols
from lstm_core.blueprints.terms import terms
from lstm_core.blueprints.valves import gates
from lstm_core.blueprints.water import keeping
from lstm_core.blueprints.weights import axes
from lstm_core.blueprints.wires import wires


def as_json(blueprint: Blueprint) -> dict[str, Any]:
    """Return a unit and everything derived from it, in plain types.

    Returns
    -------
    dict
        ``name``, ``unit``, ``carried``, ``lane``, ``keeping``, ``nets``, ``ops``, ``gates``, ``fields``,
        ``nodes``, ``pipes``, ``wires``, ``phases``, ``symbols``, ``spotlights``, ``assemblies``, ``heat``,
        ``charts`` and ``terms``. Except in ``phases`` itself, a phase is given by its index there.
    """
    b, shown = blueprint, symbols(blueprint)
    kept = keeping(b)
    return {
        "name": b.name,
        "unit": b.unit,
        "carried": list(b.carried),
        "lane": b.lane,
        "keeping": None if kept is None else asdict(kept),
        "nets": [_net(b, net) for net in b.nets],
        "ops": [_op(b, op) for op in b.ops],
        "gates": gates(b),
        "fields": [
            {
                "name": field.name,
                "kind": field.kind,
                "axes": list(field.axes),
                "role": shown[field.name].role if field.name in shown else None,
            }
            for field in fields(b)
        ],
        "nodes": [_present(node) for node in nodes(b)],
        "pipes": [_edge(pipe) | {"kind": "pipe", "gradient": asdict(pipe.gradient)} for pipe in pipes(b)],
        "wires": [_edge(wire) | {"kind": "signal"} for wire in wires(b)],
        "phases": [
            {
                "id": phase.id,
                "role": phase.role,
                "gate": phase.gate,
                "columns": list(phase.columns),
                "formulas": [[_token(token) for token in formula] for formula in phase.formulas],
            }
            for phase in phases(b)
        ],
        "symbols": {field: _present(symbol) for field, symbol in shown.items()},
        "spotlights": [{**asdict(light), "parts": list(light.parts)} for light in spotlights(b)],
        "assemblies": [
            {**asdict(one), "parts": list(one.parts), "phases": list(one.phases)} for one in assemblies(b)
        ],
        "heat": [asdict(row) for row in heat_rows(b)],
        "charts": [
            asdict(row) | {"range": row.range and list(row.range), "axis": row.axis and list(row.axis)}
            for row in chart_rows(b)
        ],
        "terms": sorted({name: None for net in b.nets for name in _terms(b, net)}, key="b".__eq__),
    }


def _net(b: Blueprint, net: Net) -> dict[str, Any]:
    squash = SQUASHES[net.squash]
    return {
        "letter": net.letter,
        "squash": net.squash,
        "sign": squash.sign,
        "role": net.role,
        "valve": net.valve,
        "gate": net.gate,
        "range": [bound if np.isfinite(bound) else None for bound in squash.bounds],
        "phase": b.phase(net.phase),
        "reads": [asdict(read) for read in net.reads],
        "peephole": net.peephole,
        "inner": None if net.inner is None else {**asdict(net.inner), "phase": b.phase(net.inner.phase)},
        "weights": {name: list(letters) for name, letters in axes(net).items()},
        "terms": _terms(b, net),
    }


def _op(b: Blueprint, op: Op) -> dict[str, Any]:
    return {**asdict(op), "of": list(op.of), "phase": b.phase(op.phase)}


def _terms(b: Blueprint, net: Net) -> list[str]:
    """Return the names of a net's terms, the bias last."""
    return [term.name for term in terms(b, net.letter)]


def _edge(edge: Any) -> dict[str, Any]:  # noqa: ANN401 - a Pipe or a Wire
    found = _present(edge)
    return {"id": found.pop("id"), "from": found.pop("start"), "to": found.pop("end"), **found}


def _token(token: Token) -> Any:  # noqa: ANN401 - what JSON holds
    if not is_dataclass(token):
        return token
    return {
        name: value if isinstance(value, str) else [_token(inner) for inner in value]
        for name, value in _present(token).items()
    }


def _present(thing: Any) -> dict[str, Any]:  # noqa: ANN401 - a dataclass
    """Return the fields of a dataclass that are present."""
    members = {name: getattr(thing, name) for name in thing.__dataclass_fields__}
    return {name: value for name, value in members.items() if value is not None and value is not False}
