"""The request of a training: a plan, whose defaults are filled in."""

from math import ceil
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from app.wire.forms import Index, Matrix, Number, Wire
from lstm_core.learning.plans import LAGS, SEQUENCES

TaskName = Literal["christmas_trees", "stock_position", "brackets", "recall", "mauna_loa", "brent"]
CHUNK: Final = 20
MOST_CHUNK: Final = 200
"""A chunk cannot be interrupted, so that it has to be short."""
MOST_CHECKPOINTS: Final = 1000
Rate = Annotated[float, Field(ge=1e-6, le=1000)]


class TrainingPlan(Wire):
    """What to learn, with which unit, and how: it determines every bit of the weights."""

    task: TaskName | None = Field(default=None, description="The name of a task.")
    series: Matrix | None = Field(
        default=None,
        description="Instead of a task, (T, 1): a series of one's own, whose next value is to be predicted.",
    )
    unit: Literal["lstm", "gru", "rnn"] = Field(default="lstm", description="The kind of unit.")
    units: Annotated[int, Field(ge=1, le=64)] = Field(default=2, description="How many units.")
    peepholes: Literal["none", "diagonal"] = Field(
        default="diagonal", description="Of an lstm; other units have none."
    )
    forget_bias: Number = Field(
        default=1.0, description="Added to the bias of an lstm's forget gate or of a gru's update gate."
    )
    learning_rate: Rate = Field(default=0.01, description="Adam's step size.")
    clip: Rate = Field(default=1.0, description="The largest global norm of the gradient.")
    batch: Annotated[int, Field(ge=1, le=SEQUENCES[0])] = Field(
        default=32, description="Sequences per mini-batch."
    )
    seed: Index = Field(default=0, description="Determines initial weights and mini-batches.")
    lag: Annotated[int, Field(ge=LAGS[0], le=LAGS[1])] = Field(
        default=20, description="How many steps later recall asks for the symbol; other tasks have none."
    )
    steps: Annotated[int, Field(ge=1, le=2**31)] = Field(default=2000, description="How many steps to take.")
    chunk: Annotated[int, Field(ge=1, le=MOST_CHUNK)] = Field(
        default=CHUNK, description="Steps between two checkpoints."
    )

    @model_validator(mode="after")
    def _one_task(self) -> Self:
        if (self.task is None) == (self.series is None):
            raise ValueError("expected exactly one of task and series")
        return self

    @property
    def checkpoints(self) -> int:
        """How many checkpoints there are at the end, the one before the first step included."""
        return 1 + ceil(self.steps / self.chunk)


class TrainingRequest(Wire):
    """Begin a training."""

    plan: TrainingPlan
    paused: bool = Field(default=False, description="Wait before the first step, until it is resumed.")
    recorded: bool = Field(
        default=False,
        description="Compute nothing: answer the recorded run that comes closest to the plan, and has ended.",
    )


DEFAULTS: Final = {name: field.default for name, field in TrainingPlan.model_fields.items()}
"""The plan's defaults by name."""
