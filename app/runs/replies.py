"""The answer models of runs."""

from typing import Annotated, Any

from pydantic import Field

from app.http.replies import Reply
from app.wire.forms import Direction
from app.wire.weights import Peephole

Row = list[float]
Rows = list[list[float]]
Optional = Annotated[Rows | None, Field(default=None)]


Peepholes = Annotated[
    dict[str, Peephole],
    Field(description="By gate, which memory it sees: none, its own unit's (diagonal), or all (full)."),
]


class ModelReply(Reply):
    """Which network ran."""

    preset: str | None
    id: str | None = Field(description="Of an uploaded model.")
    units: int | None = Field(description="Null where there are several layers or directions.")
    inputs: int
    peepholes: Peepholes | None = Field(description="Null where there are several layers or directions.")
    notes: list[str] = Field(description="What had to be assumed of an uploaded model.")


class Terms(Reply):
    """The parts of one gate's pre-activation; each (T, H), together they add up to z."""

    Wx: Rows
    Uh: Rows
    pC: Rows | None = Field(  # noqa: N815 - the wire's name
        default=None, description="Left out where the gate has no peephole."
    )
    b: Rows


class TraceArrays(Reply):
    """The arrays asked for, each (T, H); x is (T, D), h0 and C0 are (H,)."""

    x: Optional
    z_f: Optional
    z_i: Optional
    z_g: Optional
    z_o: Optional
    f: Optional
    i: Optional
    g: Optional
    o: Optional
    kept: Optional
    added: Optional
    C: Optional
    tanh_C: Optional  # noqa: N815 - the wire's name
    h: Optional
    h_prev: Optional
    C_prev: Optional
    h0: Row | None = None
    C0: Row | None = None
    terms: dict[str, Terms] | None = Field(default=None, description="By gate: f, i, g, o.")


class Layer(Reply):
    """The trace of one layer in one direction."""

    layer: int
    direction: Direction
    units: list[int] | None = Field(description="The units that were asked for; null: all.")
    trace: TraceArrays
    projected: Rows | None = Field(
        default=None, description="(T, P): what leaves the layer, where it projects its outputs."
    )


class TraceAnswer(Reply):
    """Every gate at every step."""

    steps: int
    layers: list[Layer]
    outputs: Rows | None = Field(
        description="(T, width): what leaves the last layer; null where units were asked for."
    )
    readout: Rows | None = Field(
        default=None,
        description="(T, K): what the model's head reads off the outputs; left out where it has none.",
    )


class TraceReply(TraceAnswer):
    """Every gate at every step of one sequence."""

    model: ModelReply


class TraceBatch(Reply):
    """Every gate at every step of several sequences."""

    model: ModelReply
    batch: list[TraceAnswer]


class StepReply(Reply):
    """One step: its trace, each array (H,) and x (D,), and the new state; lists with several layers."""

    model: ModelReply
    trace: dict[str, Row] | None = Field(default=None, description="Left out with several layers.")
    layers: list[dict[str, Any]] | None = Field(default=None, description="The traces of several layers.")
    h: Row | Rows
    C: Row | Rows


class ChosenOutputReply(Reply):
    """What was differentiated."""

    step: int
    units: list[int]


class GradientArrays(Reply):
    """The gradient with respect to outputs and memories, by all ways in which they reach what was chosen."""

    dh: Rows = Field(description="(T, H): outputs.")
    dC: Rows = Field(description="(T, H): memories.")  # noqa: N815 - the wire's names
    dh0: Row = Field(description="(H,): output before the first step.")
    dC0: Row = Field(description="(H,): memory before the first step.")  # noqa: N815


class GradientNorms(Reply):
    """The length of the gradient at each step, over its units."""

    dh: Row
    dC: Row  # noqa: N815


class GradientAnswer(Reply):
    """How an output depends on every earlier state."""

    steps: int
    output: ChosenOutputReply | None = Field(description="Null where dh was given instead.")
    layer: int = Field(description="Whose states these are: the layer asked for, or the first.")
    direction: Direction
    units: list[int] | None = Field(description="The units that were asked for; null: all.")
    gradients: GradientArrays
    norms: GradientNorms


class GradientReply(GradientAnswer):
    """How an output of one sequence depends on every earlier state."""

    model: ModelReply


class GradientBatch(Reply):
    """How an output of each of several sequences depends on every earlier state."""

    model: ModelReply
    batch: list[GradientAnswer]


class InputsReply(Reply):
    """A table as the inputs of a request."""

    names: list[str] | None = Field(description="The names of the D columns, where a row tells them.")
    steps: int
    inputs: Rows = Field(description="(T, D): a row of numbers for each step.")


class ValveRows(Reply):
    """For each unit, the correlation of its valves with each input; null where one does not change."""

    forget: list[list[float | None]]
    input: list[list[float | None]]
    output: list[list[float | None]]


class ValveRow(Reply):
    """For each unit, the correlation of its valves with the mask; null where one does not change."""

    forget: list[float | None]
    input: list[float | None]
    output: list[float | None]


class UnitsLayer(Reply):
    """What the units of one layer do, each list with a number for each unit."""

    layer: int
    direction: Direction
    units: list[int] | None
    change: Row = Field(description="Mean of |C - C_prev|.")
    hold: Row = Field(description="Mean opening of the forget valve.")
    open: Row = Field(description="Mean opening of the input valve.")
    output: Row = Field(description="Mean opening of the output valve.")
    forget: Row = Field(description="Mean of 1 - f.")
    correlation: ValveRows
    mask: ValveRow | None


class UnitsAnswer(Reply):
    """A map of all units."""

    steps: int
    layers: list[UnitsLayer]


class UnitsReply(UnitsAnswer):
    """A map of all units in one sequence."""

    model: ModelReply


class UnitsBatch(Reply):
    """A map of all units in each of several sequences."""

    model: ModelReply
    batch: list[UnitsAnswer]
