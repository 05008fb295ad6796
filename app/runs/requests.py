"""The requests for runs: they define the JSON names and are strict.

Shapes that depend on a model (widths, steps, units) are checked in
the services, where the model is known; here every value's type and size is.
"""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from app.wire.forms import (
    Digits,
    Direction,
    Ids,
    Index,
    Items,
    Labels,
    Matrix,
    RowsOrIds,
    Token,
    Vector,
    VectorOrMatrix,
    Vocabulary,
    Wire,
    exactly_one,
)
from app.wire.units import FIELDS, GATES
from app.wire.weights import Head, UnitName, Weights

MAX_ITEMS = 256
"""The largest number of pins in a request, and of units in a pin."""

Gate = Annotated[str, Field(json_schema_extra={"enum": list(GATES)})]
FieldName = Annotated[str, Field(json_schema_extra={"enum": list(FIELDS)})]
"""Gates and fields depend on the unit, and are checked where it is known."""


class ModelChoice(Wire):
    """Which network runs: a preset by its name, an uploaded model by its id, or weights of your own."""

    model_config = ConfigDict(json_schema_extra=exactly_one("preset", "id", "weights"))

    preset: str | None = Field(default=None, description="The name of a preset.")
    id: str | None = Field(default=None, description="The id of an uploaded model.")
    weights: Weights | None = Field(default=None, description="All weights of a layer.")
    unit: UnitName | None = Field(
        default=None,
        description="The unit to which the weights belong, by its blueprint's name; by default, lstm.",
    )
    readout: Head | None = Field(
        default=None, description="Beside weights, what reads the outputs; without it, nothing does."
    )
    lstms: Annotated[Items[str], Field(min_length=1, max_length=64)] | None = Field(
        default=None,
        description="The networks of an uploaded file that run, by name, the lowest first; "
        "by default, the file's first.",
    )
    head: str | None = Field(
        default=None, description="The linear layer of an uploaded file that reads the outputs, by name."
    )
    embedding: str | None = Field(
        default=None,
        description="The embedding of an uploaded file that reads text, tokens or ids, by name; "
        "by default, the only one that fits.",
    )

    @model_validator(mode="after")
    def _one(self) -> Self:
        if [self.preset, self.id, self.weights].count(None) != 2:
            raise ValueError("expected exactly one of preset, id and weights")
        if self.id is None and (self.lstms or self.head) is not None:
            raise ValueError("expected lstms and head only beside id")
        if self.id is None and self.embedding is not None:
            raise ValueError("expected embedding only beside id")
        if self.weights is None and self.unit is not None:
            raise ValueError("expected unit only beside weights")
        if self.weights is None and self.readout is not None:
            raise ValueError("expected readout only beside weights")
        return self


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


class SequenceRequest(Wire):
    """A network and its inputs."""

    model_config = ConfigDict(json_schema_extra=exactly_one("inputs", "text", "tokens", "ids", "batch"))

    model: ModelChoice
    inputs: Matrix | None = Field(default=None, description="(T, D): one row of numbers per step.")
    text: str | None = Field(
        default=None,
        description="Instead of inputs: for a preset that reads text, one letter per step; for an uploaded "
        "model with an embedding, tokens separated by spaces, or letters if its vocabulary has only these.",
    )
    tokens: Items[Token] | None = Field(
        default=None,
        description="Instead of inputs, for an uploaded model with an embedding: the token of each step.",
    )
    ids: Ids | None = Field(
        default=None,
        description="Instead of inputs, for an uploaded model with an embedding: each step's id.",
    )
    vocabulary: Vocabulary | None = Field(
        default=None,
        description="Beside text, tokens or ids of an uploaded model: the tokens in the order of their ids, "
        "or the id of each token.",
    )
    batch: Annotated[Items[RowsOrIds], Field(min_length=1, max_length=MAX_ITEMS)] | None = Field(
        default=None,
        description="Instead of inputs, several sequences, which may differ in length; for an uploaded model "
        "with an embedding, each may be a list of ids.",
    )

    @model_validator(mode="after")
    def _one_input(self) -> Self:
        if [self.inputs, self.text, self.tokens, self.ids, self.batch].count(None) != 4:
            raise ValueError("expected exactly one of inputs, text, tokens, ids and batch")
        if self.vocabulary is not None and self.inputs is not None:
            raise ValueError("expected vocabulary only beside text, tokens, ids and batch")
        return self

    @property
    def steps(self) -> int:
        """The number of steps of all sequences."""
        if self.batch is not None:
            return sum(map(len, self.batch))
        return len(self.inputs or self.text or self.tokens or self.ids or ())

    @property
    def has_ids(self) -> bool:
        """Whether a sequence of the batch is a list of ids, whose steps have labels."""
        return any(one and not isinstance(one[0], list) for one in self.batch or ())


class TextRequest(Wire):
    """A text for the embedding of an uploaded model."""

    model_config = ConfigDict(json_schema_extra=exactly_one("text", "ids"))

    model: ModelChoice
    text: str | None = Field(
        default=None, description="Tokens separated by spaces, or letters if the vocabulary has only these."
    )
    ids: Ids | None = Field(default=None, description="Instead of a text, the id of each step's token.")
    vocabulary: str | None = Field(
        default=None,
        description="The text of a vocabulary's file: a JSON list of the tokens in the order of their ids, a "
        "JSON object of ids, or one token per line. A text needs it.",
    )

    @model_validator(mode="after")
    def _one_input(self) -> Self:
        if (self.text is None) == (self.ids is None):
            raise ValueError("expected exactly one of text and ids")
        return self


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
    """What a trace needs besides its inputs: the first line of a streamed request."""

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
