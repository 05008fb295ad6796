"""The answer models of runs."""

from typing import Annotated, Any

from pydantic import Field, GetCoreSchemaHandler, create_model
from pydantic_core import CoreSchema

from app.http.replies import Reply
from app.wire.forms import Direction
from app.wire.units import ALL_TERMS, COMMON_TERMS, FIELDS, STATES, TERMS
from app.wire.weights import Peephole, UnitName

Row = list[float]
Rows = list[list[float]]
Optional = Annotated[Rows | None, Field(default=None)]


Peepholes = Annotated[
    dict[str, Peephole],
    Field(description="By gate, which memory it sees: none, its own unit's (diagonal), or all (full)."),
]


class ModelReply(Reply):
    """The network that ran."""

    preset: str | None
    id: str | None = Field(description="The id of an uploaded model; otherwise null.")
    unit: UnitName | None = Field(description="The kind of unit; null if layers are of several kinds.")
    units: int | None = Field(description="Null if there are several layers or directions.")
    inputs: int
    peepholes: Peepholes | None = Field(description="Null if there are several layers or directions.")
    notes: list[str] = Field(description="The assumptions made in reading an uploaded model.")


class Made:
    """Says in `Annotated` that an object has the form of a generated model, which no type can name."""

    def __init__(self, model: type[Reply]) -> None:
        self._model = model

    def __get_pydantic_core_schema__(self, _: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the model's own schema."""
        return handler.generate_schema(self._model)


def _derived(name: str, says: str, **parts: object) -> type[Reply]:
    """Return an answer model with the names from the blueprints of all units."""
    fields: dict[str, Any] = parts
    return create_model(name, __base__=Reply, __doc__=says, **fields)


Terms = _derived(
    "Terms",
    "The parts of one net's pre-activation; each (T, H), together they add up to z.",
    **{name: (Rows, ...) if name in COMMON_TERMS else Optional for name in ALL_TERMS},
)
TraceArrays = _derived(
    "TraceArrays",
    "The arrays asked for, each (T, H); x is (T, D), a state before the first step is (H,). "
    "Which there are, the blueprint of the unit says.",
    **{name: (Row | None, None) if name.endswith("0") else Optional for name in FIELDS if name != TERMS},
    terms=(
        dict[str, Annotated[Any, Made(Terms)]] | None,
        Field(default=None, description="By the letter of the net."),
    ),
)


class Layer(Reply):
    """The trace of one layer in one direction."""

    layer: int
    direction: Direction
    units: list[int] | None = Field(description="The requested units; null means all.")
    trace: Annotated[dict[str, Any], Made(TraceArrays)]
    projected: Rows | None = Field(
        default=None, description="(T, P): the outputs of a layer that projects them."
    )


class TraceAnswer(Reply):
    """Every gate at every step."""

    steps: int
    layers: list[Layer]
    labels: list[str] | None = Field(
        default=None, description="The labels of the request, one per step; absent if it has none."
    )
    outputs: Rows | None = Field(
        description="(T, width): the outputs of the last layer; null if units were requested."
    )
    readout: Rows | None = Field(
        default=None,
        description="(T, K): what the model's head reads from the outputs; absent if it has no head.",
    )


class TraceReply(TraceAnswer):
    """Every gate at every step of one sequence."""

    model: ModelReply


class TraceBatch(Reply):
    """Every gate at every step of several sequences."""

    model: ModelReply
    batch: list[TraceAnswer]


_After = Annotated[Row | list[Row | None] | None, Field(default=None)]
StepReply = _derived(
    "StepReply",
    "One step: its trace, each array (H,) and x (D,), and the new state; lists with several layers.",
    model=(ModelReply, ...),
    trace=(dict[str, Any] | None, Field(default=None, description="Left out with several layers.")),
    layers=(list[dict[str, Any]] | None, Field(default=None, description="The traces of several layers.")),
    **dict.fromkeys(STATES, _After),
)


class ChosenOutputReply(Reply):
    """What was differentiated."""

    step: int
    units: list[int]


GradientArrays = _derived(
    "GradientArrays",
    "The gradient with respect to each state at every step, (T, H), and before the first one, (H,), "
    "by all ways in which it reaches what was chosen.",
    **{f"d{state}": Optional for state in STATES},
    **{f"d{state}0": (Row | None, None) for state in STATES},
)
GradientNorms = _derived(
    "GradientNorms",
    "The length of each gradient at every step, over its units.",
    **{f"d{state}": (Row | None, None) for state in STATES},
)


class GradientAnswer(Reply):
    """How an output depends on every earlier state."""

    steps: int
    output: ChosenOutputReply | None = Field(description="Null if dh was given instead.")
    layer: int = Field(description="The layer of these states: the requested one, or the first.")
    direction: Direction
    units: list[int] | None = Field(description="The requested units; null means all.")
    gradients: Annotated[dict[str, Any], Made(GradientArrays)]
    norms: Annotated[dict[str, Any], Made(GradientNorms)]


class GradientReply(GradientAnswer):
    """How an output of one sequence depends on every earlier state."""

    model: ModelReply


class GradientBatch(Reply):
    """How an output of each of several sequences depends on every earlier state."""

    model: ModelReply
    batch: list[GradientAnswer]


class InputsReply(Reply):
    """A table as the inputs of a request."""

    names: list[str] | None = Field(description="The names of the D columns, if the first row holds names.")
    steps: int
    inputs: Rows = Field(description="(T, D): one row of numbers per step.")
    labels: list[str] | None = Field(
        default=None,
        description="The labels of the steps, only if the table has them.",
    )
    shape: list[int] | None = Field(
        default=None,
        description="The array's own shape, only if an axis of one sequence was taken away: (T, 1, D).",
    )


class TextReply(Reply):
    """A text as the inputs of a request."""

    ids: list[int] = Field(description="The id of each token.")
    labels: list[str] = Field(description="The tokens; the ids, if there is no vocabulary.")
    inputs: Rows = Field(description="(T, D): the embedding's row of each token.")


class UnitsLayer(Reply):
    """What the units of one layer do; each list has one number per unit."""

    layer: int
    direction: Direction
    units: list[int] | None
    change: Row = Field(
        description="Mean of |C - C_prev|, or of |h - h_prev| for a unit that carries only h."
    )
    hold: Row | None = Field(default=None, description="Mean opening of the forget valve, if there is one.")
    open: Row | None = Field(default=None, description="Mean opening of the valve that lets new memory in.")
    output: Row | None = Field(default=None, description="Mean opening of the output valve.")
    reset: Row | None = Field(default=None, description="Mean opening of the reset valve.")
    forget: Row | None = Field(default=None, description="Mean of 1 - opening of the forget valve.")
    age: list[float | None] = Field(
        description="Mean age of the memory after the last step that the layer reads, in steps, weighted by "
        "the size of what is left of each part; null if the memory is empty."
    )
    correlation: dict[str, list[list[float | None]]] = Field(
        description="By gate and unit, the correlation with each input; null if either is constant."
    )
    mask: dict[str, list[float | None]] | None = Field(
        description="By gate and unit, the correlation with the mask; null if either is constant."
    )


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
