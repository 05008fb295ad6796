"""Everything that a run of a unit keeps."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from lstm_core.blueprints.spec import Blueprint

FieldKind: TypeAlias = Literal[
    "input", "start", "preactivation", "gate", "candidate", "inner", "opening", "flow", "state", "before"
]


@dataclass(frozen=True, slots=True)
class Field:
    """One array of a run.

    Attributes
    ----------
    name : str
        Its name everywhere: in a trace, on the wire, in a formula.
    kind : str
        What sort of value it holds.
    axes : str
        ``TD`` for inputs, ``H`` for an initial state, ``TH`` for the rest; a batch axis follows T.
    """

    name: str
    kind: FieldKind
    axes: str = "TH"


def fields(blueprint: Blueprint) -> tuple[Field, ...]:
    """Return every field of a unit, in the order in which a trace holds them."""
    b = blueprint

    def made(name: str, kind: FieldKind) -> Field:
        return Field(name, "state" if name in b.carried else kind)

    return (
        Field("x", "input", "TD"),
        *(Field(f"{state}0", "start", "H") for state in b.carried),
        *(Field(f"z_{net.letter}", "preactivation") for net in b.nets),
        *(made(net.letter, "gate" if net.valve else "candidate") for net in b.nets),
        *(Field(net.inner.field, "inner") for net in b.nets if net.inner is not None),
        *(made(op.field, "flow" if op.role is None else "opening") for op in b.ops),
        *(Field(state, "before") for state in b.before),
    )
