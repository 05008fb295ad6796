"""The wire's answer models: they describe, in OpenAPI, what the services send.

Nothing is checked against them while serving; the tests hold answers against them.
"""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from app.presets.file import Both, Example, Name, PresetFile
from app.runs.requests import Direction, Peephole

Row = list[float]
Rows = list[list[float]]
Optional = Annotated[Rows | None, Field(default=None)]


class Reply(BaseModel):
    """An answer that holds what is listed and nothing else."""

    model_config = ConfigDict(extra="forbid")


class Health(Reply):
    """The server is up."""

    status: str


class FieldErrorReply(Reply):
    """One thing that is wrong in the request's body."""

    pointer: str = Field(description="JSON pointer (RFC 6901) into the body; empty for the whole body.")
    detail: str = Field(description="What was expected and what was found.")


class ProblemReply(Reply):
    """Why a request could not be answered (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldErrorReply]


class PresetExampleEntry(Reply):
    """What the list says about one example."""

    id: Name
    title: Both
    steps: int


class PresetEntry(Reply):
    """What the list says about one preset."""

    name: Name
    title: Both
    summary: Both
    units: int
    inputs: int
    input_kind: str
    examples: list[PresetExampleEntry]


class PresetList(Reply):
    """All presets."""

    presets: list[PresetEntry]


class Peepholes(Reply):
    """Which memory each gate sees: none, its own unit's (diagonal), or all (full)."""

    f: Peephole
    i: Peephole
    o: Peephole


class PresetExample(Example):
    """An example, its inputs always given as numbers."""

    inputs: Rows


class PresetReply(PresetFile):
    """One preset, whole."""

    units: int
    inputs: int
    peepholes: Peepholes
    examples: Sequence[PresetExample]


class ModelReply(Reply):
    """Which network ran."""

    preset: str | None
    id: str | None = Field(description="Of an uploaded model.")
    units: int | None = Field(description="Null where there are several layers or directions.")
    inputs: int
    peepholes: Peepholes | None = Field(description="Null where there are several layers or directions.")


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


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the ``responses`` of a route that can answer these problems."""
    schema = {"$ref": "#/components/schemas/Problem"}
    content = {"application/problem+json": {"schema": schema}}
    return {status: {"description": _MEANINGS[status], "content": content} for status in statuses}


_MEANINGS = {
    400: "The body cannot be read.",
    404: "There is no such thing.",
    406: "None of the accepted media types is offered.",
    413: "The body, or what is asked for, is over a limit, which the detail names.",
    415: "The body is not declared as what is read here.",
    422: "The body can be read, but is not a valid request; errors says where.",
    503: "The store of models cannot be used at this moment.",
}
