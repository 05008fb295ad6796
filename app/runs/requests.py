"""The requests for runs: they define the JSON names and are strict.

Shapes that depend on a model (widths, steps, units) are checked in
the services, where the model is known; here every value's type and size is.
"""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from app.runs.sources import ModelChoice, SequenceRequest, Written
from app.wire.forms import Digits, Direction, Index, Items, Labels, Matrix, Vector, VectorOrMatrix, Wire
from app.wire.units import FIELDS, GATES

MAX_ITEMS = 256
"""The largest number of pins in a request, and of units in a pin."""

Gate = Annotated[str, Field(json_schema_extra={"enum": list(GATES)})]
FieldName = Annotated[str, Field(json_schema_extra={"enum": list(FIELDS)})]
"""Gates and fields depend on the unit, and are checked where it is known."""


class StepPin(Wire):
    """A gate held at a fixed value."""

    gate: Gate
    value: float = Field(ge=0.0, le=1.0, description="0 shuts the gate, 1 opens it.")
    units: Annotated[Items[Index], Field(min_length=1, max_length=MAX_ITEMS)] | None = Field(
        default=None, description="The units, counted from 0; by default, all."
    )
    layer: Index = Field(default=0, description="The layer, counted from 0 at the input.")
    direction: Direction | None = Field(
        default=None, description="The direction of the layer; by default its first, usually forward."
    )


class Pin(StepPin):
    """A gate held at a fixed value over a range of steps, both ends included."""

    first: Index | None = Field(
        default=None,
        alias="from",
        description="First step to hold, counted from 0; by default, the first.",
    )
    last: Index | None = Field(
        default=None, alias="to", description="Last step to hold; by default, the last."
    )


def _unique(names: list[FieldName]) -> list[FieldName]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"the array {name} is asked for twice")
        seen.add(name)
    return names


class RunSettings(Wire):
    """What a run needs besides its inputs: a network, a start, pins, and what to return."""

    model: ModelChoice
    h0: VectorOrMatrix | None = Field(
        default=None,
        description="(H,): the output before the first step; by default, 0. With several layers or "
        "directions, a list with one for each, in the order of the answer.",
    )
    C0: VectorOrMatrix | None = Field(
        default=None,
        description="(H,): the memory before the first step; by default, 0. Lists as for h0. "
        "Only for an lstm.",
    )
    pins: Items[Pin] = Field(
        default=[],
        max_length=MAX_ITEMS,
        description="Gates held by hand; where two overlap, the later one wins.",
    )
    layer: Index | None = Field(
        default=None, description="Return only this layer, counted from 0 at the input; by default, all."
    )
    direction: Direction | None = Field(
        default=None, description="Return only this direction; by default, all that exist."
    )
    units: Annotated[Items[Index], Field(min_length=1)] | None = Field(
        default=None, description="Return only these units, counted from 0; by default, all."
    )
    digits: Digits | None = Field(
        default=None, description="Significant digits of the answer; by default, numbers are exact."
    )


class RunRequest(RunSettings, SequenceRequest):
    """A run over a sequence, or over several."""


Fields = Annotated[Items[FieldName], Field(min_length=1), AfterValidator(_unique)]


class TraceSettings(RunSettings):
    """What a trace needs besides its inputs."""

    fields: Fields | None = Field(
        default=None,
        description="The arrays to return, each once; by default, all but terms and states before a step.",
        json_schema_extra={"uniqueItems": True},
    )
    labels: Labels | None = Field(
        default=None,
        description="What each step reads, such as a token: one text per step, and for a batch a list for "
        "each sequence. The answer repeats them, in a CSV as the column label, "
        "in an NPZ as the array labels.",
    )


class StreamRequest(TraceSettings, Written):
    """The first line of a streamed request: rows of numbers follow, unless it has text, tokens or ids."""

    @model_validator(mode="after")
    def _one_input(self) -> Self:
        if [self.text, self.tokens, self.ids].count(None) < 2:
            raise ValueError("expected at most one of text, tokens and ids")
        if self.vocabulary is not None and not self.is_written:
            raise ValueError("expected vocabulary only beside text, tokens and ids")
        return self

    @property
    def is_written(self) -> bool:
        """Whether no rows of numbers follow."""
        return [self.text, self.tokens, self.ids].count(None) < 3


class TraceRequest(TraceSettings, RunRequest):
    """Run a network over a sequence of inputs."""

    count_from: Literal[0, 1] = Field(
        default=0,
        description="In a CSV, the number of the first sequence, layer, step, unit and input; "
        "the Lab counts from 1. Requests count from 0.",
    )


class UnitsRequest(RunRequest):
    """Run a network, and ask what each unit does with its memory and what its valves follow."""

    mask: Annotated[Vector, Field(min_length=1)] | None = Field(
        default=None, description="(T,): numbers, for instance 0 and 1, with which the valves are correlated."
    )


class ChosenOutput(Wire):
    """The number whose gradient is asked for: the sum of some units' outputs at one step."""

    step: Index | None = Field(default=None, description="The step, counted from 0; by default, the last.")
    units: Annotated[Items[Index], Field(min_length=1, max_length=MAX_ITEMS)] | None = Field(
        default=None, description="The units, counted from 0, each once; by default, all."
    )


class GradientRequest(RunRequest):
    """Run a network, and ask how a chosen output depends on every earlier state."""

    output: ChosenOutput | None = Field(
        default=None,
        description="The number to differentiate; by default, the sum of all outputs at the last step.",
    )
    dh: Matrix | None = Field(
        default=None,
        description="Instead of output, (T, H): the direct gradient of a loss with respect to each output.",
    )
    size: Literal["signed", "absolute"] = Field(
        default="signed", description="Whether the gradients keep their signs."
    )

    @model_validator(mode="after")
    def _one_output(self) -> Self:
        if self.output is not None and self.dh is not None:
            raise ValueError("expected at most one of output and dh")
        return self


class StepRequest(Wire):
    """Run a network for one step from a given state."""

    model: ModelChoice
    x: Vector = Field(description="(D,): the input.")
    h: VectorOrMatrix | None = Field(
        default=None,
        description="(H,): the previous output; by default, 0. With several layers, a list with one "
        "for each.",
    )
    C: VectorOrMatrix | None = Field(
        default=None,
        description="(H,): the previous memory; by default, 0. Lists as for h. Only for an lstm.",
    )
    pins: Items[StepPin] = Field(
        default=[],
        max_length=MAX_ITEMS,
        description="Gates held by hand; where two overlap, the later one wins.",
    )

    @property
    def steps(self) -> int:
        """One."""
        return 1
