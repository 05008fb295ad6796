"""The answer models of dye and attributions."""

from typing import Literal

from pydantic import Field

from app.http.replies import Reply
from app.runs.replies import ModelReply, Row, Rows
from app.wire.forms import Direction

Gappy = list[float | None]


class DyeLayer(Reply):
    """When the memory of one layer entered."""

    layer: int
    direction: Direction
    units: list[int] | None = Field(description="The requested units; null means all.")
    parts: Rows = Field(
        description="(T, H). For a step: how much of the memory after it entered at each step; with start, "
        "these add up to memory. For a source: how much of the memory after each step entered there. For a "
        "unit, (T, T): row t is how much of its memory after step t entered at each step."
    )
    start: Row | None = Field(
        default=None,
        description="(H,): what is left of the memory before the first step; for a unit, (T,), like "
        "memory, gross and age.",
    )
    memory: Row | None = Field(default=None, description="(H,): the memory after the step.")
    gross: Row | None = Field(default=None, description="(H,): the sum of the parts' absolute values.")
    age: Gappy | None = Field(
        default=None, description="(H,): the mean age of the memory in steps; null where it is empty."
    )
    half_life: Gappy = Field(
        description="(H,): the number of steps in which the memory falls to half, at the run's mean pace; "
        "null means never."
    )


class DyeAnswer(Reply):
    """When the memory of one run entered."""

    steps: int
    labels: list[str] | None = Field(
        default=None, description="The tokens that the steps read; absent if these are numbers or letters."
    )
    step: int | None = Field(description="The step whose memory is split; null for the other questions.")
    source: int | Literal["start"] | None
    unit: int | None = Field(description="The unit whose memory is split after every step.")
    layers: list[DyeLayer]


class DyeReply(DyeAnswer):
    """When the memory of one sequence entered."""

    model: ModelReply


class DyeBatch(Reply):
    """When the memory of each of several sequences entered."""

    model: ModelReply
    batch: list[DyeAnswer]


class AskedNumberReply(Reply):
    """The number, in full."""

    step: int
    unit: int
    field: str | None
    layer: int | None
    direction: Direction | None


class AttributionAnswer(Reply):
    """How much each input of one run matters to a number."""

    steps: int
    labels: list[str] | None = Field(
        default=None, description="The tokens that the steps read; absent if these are numbers or letters."
    )
    output: AskedNumberReply
    method: str
    values: Rows | Row = Field(description="(T, D); for an ablation (T,), or one for each of `ablated`.")
    value: float = Field(description="The number.")
    at_baseline: float = Field(description="The number when all inputs are the baseline.")
    completeness_error: float | None = Field(
        description="For integrated gradients: the sum of the shares minus the difference."
    )


class AttributionReply(AttributionAnswer):
    """How much each input of one sequence matters."""

    model: ModelReply


class AttributionBatch(Reply):
    """How much each input of several sequences matters."""

    model: ModelReply
    batch: list[AttributionAnswer]
