"""The answer models of blueprints."""

from typing import Any

from pydantic import Field

from app.http.replies import Reply


class BlueprintEntry(Reply):
    """A unit's entry in the list."""

    name: str = Field(description="Its name, as requests give it in the field unit.")
    unit: str = Field(description="The kind of unit, which may have several forms.")
    carried: list[str] = Field(description="The states that go from step to step; the first is the output.")
    lane: str = Field(description="The state that is drawn as a pipe.")
    gates: dict[str, str] = Field(description="The gates that pins can hold, with the letters of their nets.")
    fields: list[str] = Field(description="All arrays of its trace.")


class BlueprintList(Reply):
    """All units."""

    blueprints: list[BlueprintEntry]


class ReadReply(Reply):
    """One thing that a net reads, through a matrix or unchanged."""

    of: str
    by: str | None


class InnerReply(Reply):
    """A linear part of a net that is computed ahead."""

    field: str
    of: str
    by: str
    bias: str
    phase: int


class NetReply(Reply):
    """A small network."""

    letter: str
    squash: str = Field(description="The function at its end.")
    sign: str = Field(description="How a formula writes it.")
    role: str
    valve: bool
    gate: str | None = Field(description="Its name in pins; null if it cannot be held.")
    range: list[float | None]
    phase: int
    reads: list[ReadReply]
    peephole: str | None
    inner: InnerReply | None
    weights: dict[str, list[str]]
    terms: list[str]


class OpReply(Reply):
    """An operation on two numbers, or on one."""

    field: str
    does: str
    of: list[str]
    phase: int
    role: str | None


class FieldReply(Reply):
    """One array of a trace."""

    name: str
    kind: str
    axes: list[str] = Field(description="The axes in order: T steps, H units, D inputs.")
    role: str | None


class PhaseReply(Reply):
    """A part of a step that is shown on its own."""

    id: str
    role: str
    gate: str | None
    columns: list[str]
    formulas: list[list[Any]]


class KeepingReply(Reply):
    """How the lane is kept: lane[t] = opening[t] * lane[t - 1] + added[t]."""

    opening: str
    added: str


class BlueprintReply(Reply):
    """One unit, and everything derived from it."""

    name: str
    unit: str
    carried: list[str]
    lane: str
    keeping: KeepingReply | None
    nets: list[NetReply]
    ops: list[OpReply]
    gates: dict[str, str]
    fields: list[FieldReply]
    phases: list[PhaseReply]
    terms: list[str] = Field(description="The parts of pre-activations.")
    symbols: dict[str, dict[str, str]]
    spotlights: list[dict[str, Any]] = Field(description="What is lit up in each phase.")
    assemblies: list[dict[str, Any]] = Field(
        description="What the unit is built up from, bare pipe first; a part is drawn with all that have it."
    )
    nodes: list[dict[str, Any]] = Field(
        description="The valves, joints and other nodes on and beside the pipes."
    )
    pipes: list[dict[str, Any]] = Field(
        description="The pipes, each with the gradient that flows in it backwards."
    )
    wires: list[dict[str, Any]] = Field(description="The wires that carry signals or turn valves.")
    heat: list[dict[str, Any]] = Field(description="The rows of the timeline.")
    charts: list[dict[str, Any]] = Field(description="The rows of the charts.")
    layouts: dict[str, Any] = Field(description="The coordinates of all parts in each view, wide and tall.")
