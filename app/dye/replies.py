"""The answer models of dye and attributions."""

from typing import Literal

from pydantic import Field

from app.http.replies import Reply
from app.runs.replies import ModelReply, Row, Rows
from app.wire.forms import Direction

Gappy = list[float | None]


class DyeLayer(Reply):
    """Where the memory of one layer comes from."""

    layer: int
    direction: Direction
    units: list[int] | None = Field(description="The units that were asked for; null: all.")
    parts: Rows = Field(
        description="(T, H). Of a step: what of the memory after it came in at each step; with start they "
        "add up to memory. Of a source: what of the memory after each step came in there."
    )
    start: Row | None = Field(
        default=None, description="(H,): what is left of the memory before the first step."
    )
    memory: Row | None = Field(default=None, description="(H,): the memory after the step.")
    gross: Row | None = Field(default=None, description="(H,): the parts added up without their signs.")
    age: Gappy | None = Field(
        default=None, description="(H,): the mean age of the memory in steps; null where it is empty."
    )
    half_life: Gappy = Field(
        description="(H,): in how many steps a memory thins to its half at the run's mean pace; null: never."
    )


class DyeAnswer(Reply):
    """Where the memory of one run comes from."""

    steps: int
    step: int | None = Field(
        description="The step whose memory is taken apart; null where a source is followed."
    )
    source: int | Literal["start"] | None
    layers: list[DyeLayer]


class DyeReply(DyeAnswer):
    """Where the memory of one sequence comes from."""

    model: ModelReply


class DyeBatch(Reply):
    """Where the memory of each of several sequences comes from."""

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
    """What each input of one run is worth to a number."""

    steps: int
    output: AskedNumberReply
    method: str
    values: Rows | Row = Field(description="(T, D); of an ablation (T,).")
    value: float = Field(description="The number.")
    at_baseline: float = Field(description="The number when all inputs are the baseline.")
    completeness_error: float | None = Field(
        description="Of integrated gradients: by how much the shares add up to more than the difference."
    )


class AttributionReply(AttributionAnswer):
    """What each input of one sequence is worth."""

    model: ModelReply


class AttributionBatch(Reply):
    """What each input of several sequences is worth."""

    model: ModelReply
    batch: list[AttributionAnswer]
