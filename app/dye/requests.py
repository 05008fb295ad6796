"""The requests of dye and attributions; what depends on a model is checked where it is known."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from app.runs.requests import MAX_ITEMS, FieldName, Pin, RunRequest
from app.runs.sources import SequenceRequest
from app.wire.forms import Digits, Direction, Index, Items, Matrix, Wire


class DyeRequest(RunRequest):
    """Run a network, and ask when each part of its memory entered, or how long one step's part remains.

    There are three questions: about all units after one step, about what entered at one step, and about one
    unit after every step.
    """

    step: Index | None = Field(
        default=None, description="Split the memory after this step, counted from 0; by default, the last."
    )
    source: Index | Literal["start"] | None = Field(
        default=None,
        description="Instead of step: follow what entered at this step, or what was there at the start.",
    )

    unit: Index | None = Field(
        default=None,
        description="Instead of step: split this unit's memory after every step. The answer grows with the "
        "square of the steps.",
    )

    @model_validator(mode="after")
    def _one_question(self) -> Self:
        if sum(one is not None for one in (self.step, self.source, self.unit)) > 1:
            raise ValueError("expected at most one of step, source and unit")
        if self.unit is not None and self.units is not None:
            raise ValueError("expected at most one of unit and units")
        return self


class AskedNumber(Wire):
    """The number whose dependence on the inputs is asked for."""

    step: Index | None = Field(
        default=None, description="The step after which it is read, counted from 0; by default, the last."
    )
    unit: Index = Field(default=0, description="The output, or the unit of the layer, counted from 0.")
    field: FieldName | None = Field(
        default=None,
        description="A field of a layer, such as C; by default, an output of the network, of its head if "
        "there is one.",
    )
    layer: Index | None = Field(
        default=None, description="The layer of the field, counted from 0; by default, the last."
    )
    direction: Direction = Field(default="forward", description="The direction of the layer.")


class AttributionRequest(SequenceRequest):
    """Run a network, and ask how much each input matters to one number."""

    pins: Items[Pin] = Field(
        default=[],
        max_length=MAX_ITEMS,
        description="Gates held by hand in all runs; where two overlap, the later one wins.",
    )
    output: AskedNumber = Field(
        default=AskedNumber(), description="The number; by default, the first output after the last step."
    )
    method: Literal["gradient", "integrated_gradients", "ablation"] = Field(
        default="gradient",
        description="gradient: the number's derivative with respect to each input. integrated_gradients: "
        "each input's share of the difference from the baseline. ablation: by how much the number falls when "
        "the input of a step is replaced by the baseline and everything is run again.",
    )
    baseline: Matrix | None = Field(
        default=None,
        description="(T, D): what stands for no input; by default, zeros. Only for a single sequence.",
    )
    points: Annotated[int, Field(ge=1, le=1024)] = Field(
        default=64, description="The number of points at which integrated_gradients takes the gradient."
    )
    ablated: Annotated[Items[Index], Field(min_length=1, max_length=MAX_ITEMS)] | None = Field(
        default=None,
        description="For ablation: take away the inputs of these steps only, each in a run of its own; by "
        "default, of every step.",
    )
    digits: Digits | None = Field(
        default=None, description="Significant digits of the answer; by default, numbers are exact."
    )

    @model_validator(mode="after")
    def _one_baseline(self) -> Self:
        if self.baseline is not None and self.batch is not None:
            raise ValueError("expected no baseline beside a batch")
        if self.ablated is not None and self.method != "ablation":
            raise ValueError("expected ablated only with the method ablation")
        return self
