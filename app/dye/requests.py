"""The requests of dye and attributions; what depends on a model is checked where it is known."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from app.runs.requests import MAX_ITEMS, FieldName, Pin, RunRequest, SequenceRequest
from app.wire.forms import Digits, Direction, Index, Items, Matrix, Wire


class DyeRequest(RunRequest):
    """Run a network, and ask what of its memory came in when, or where what came in at one step stays."""

    step: Index | None = Field(
        default=None, description="Take apart the memory after this step, counted from 0; left out: the last."
    )
    source: Index | Literal["start"] | None = Field(
        default=None,
        description="Instead of step: follow what came in at this step, or what was there at the start.",
    )

    @model_validator(mode="after")
    def _one_question(self) -> Self:
        if self.step is not None and self.source is not None:
            raise ValueError("expected at most one of step and source")
        return self


class AskedNumber(Wire):
    """The number that inputs are worth something to."""

    step: Index | None = Field(
        default=None, description="After which step, counted from 0; left out: the last."
    )
    unit: Index = Field(default=0, description="Which output, or which unit of the layer, counted from 0.")
    field: FieldName | None = Field(
        default=None,
        description="A field of a layer, such as C; left out: what leaves the network, read out by its head "
        "if there is one.",
    )
    layer: Index | None = Field(
        default=None, description="Whose field, counted from 0; left out: the last layer's."
    )
    direction: Direction = Field(default="forward", description="Which direction of the layer.")


class AttributionRequest(SequenceRequest):
    """Run a network, and ask what each input is worth to one number."""

    pins: Items[Pin] = Field(
        default=[],
        max_length=MAX_ITEMS,
        description="Gates held by hand in all runs; where two overlap the later wins.",
    )
    output: AskedNumber = Field(
        default=AskedNumber(), description="The number; left out: the first output in the end."
    )
    method: Literal["gradient", "integrated_gradients", "ablation"] = Field(
        default="gradient",
        description="gradient: the number's slope by each input. integrated_gradients: each input's share of "
        "the difference to the baseline. ablation: by how much the number falls when the input of a step is "
        "replaced by the baseline and all is run again.",
    )
    baseline: Matrix | None = Field(
        default=None, description="(T, D): what stands for no input; left out: zeros. For a single sequence."
    )
    points: Annotated[int, Field(ge=1, le=1024)] = Field(
        default=64, description="At how many places integrated_gradients takes the slope."
    )
    digits: Digits | None = Field(default=None, description="Significant digits of the answer; null: exact.")

    @model_validator(mode="after")
    def _one_baseline(self) -> Self:
        if self.baseline is not None and self.batch is not None:
            raise ValueError("expected no baseline beside a batch")
        return self
