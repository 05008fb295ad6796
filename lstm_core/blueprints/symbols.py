"""How each field is written in a formula."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from lstm_core.blueprints.parts import Op
from lstm_core.blueprints.spec import Blueprint
from lstm_core.blueprints.water import flowing

NOW, BEFORE = "t", "t−1"


@dataclass(frozen=True, slots=True)
class Symbol:
    """A letter with an index, or a word, in the colour of its role.

    Attributes
    ----------
    symbol : str
        The letter or word.
    role : str
        The role of what it stands for.
    sub : str or None
        The index.
    """

    symbol: str
    role: str
    sub: str | None = None


@cache
def symbols(blueprint: Blueprint) -> Mapping[str, Symbol]:
    """Return the symbol of every field that formulas and tables show."""
    b, flow = blueprint, flowing(blueprint)
    found = {"x": Symbol("x", "signal", NOW)}
    for state in b.carried:
        found[f"{state}_prev"] = Symbol(state, "memory" if f"{state}_prev" in flow else "signal", BEFORE)
    for net in b.nets:
        found[net.letter] = Symbol(net.letter, "memory" if net.letter in b.carried else net.role, NOW)
    for net in b.nets:
        if net.inner is not None:
            found[net.inner.field] = _named(net.inner.field, "memory")
    return MappingProxyType(found | {op.field: _of_op(op) for op in b.ops})


def _of_op(op: Op) -> Symbol:
    role = op.role or "memory"
    return Symbol(f"tanh {op.of[0]}", role, NOW) if op.does == "tanh" else _named(op.field, role)


def _named(field: str, role: str) -> Symbol:
    return Symbol(field, role, NOW if len(field) == 1 else None)
