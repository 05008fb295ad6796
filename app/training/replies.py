"""The answer models of trainings."""

from typing import Literal

from pydantic import Field

from app.http.replies import Reply
from app.runs.replies import Row, Rows
from app.training.requests import TrainingPlan
from app.wire.weights import UnitName, Weights

StatusName = Literal["queued", "running", "paused", "done", "diverged", "failed"]


class TrainingReply(Reply):
    """How a training is going."""

    id: str = Field(description="Who knows it may watch, pause and delete the training.")
    status: StatusName
    place_in_queue: int | None = Field(
        description="How many trainings begin before this one; null where it does not wait."
    )
    step: int = Field(description="The steps taken so far.")
    steps: int
    checkpoints: int = Field(description="How many there are so far; they are numbered from 0.")
    error: str | None = Field(description="Why it diverged or failed.")
    plan: TrainingPlan = Field(description="The plan with all its defaults.")
    weights: int = Field(description="How many weights are learnt, those of the head included.")
    rivals: dict[str, int | None] = Field(
        description="By kind of unit, how many of them have no more weights; null where one has more."
    )
    recorded: bool = Field(
        description="Whether it is a recorded run, which comes with the server: all of it is there at once."
    )


class TrainedModel(Reply):
    """A model that a request can contain."""

    unit: UnitName
    weights: Weights


class TrainedHead(Reply):
    """The read-out: answer = V h + c."""

    V: Rows
    c: Row


class CheckpointReply(Reply):
    """The weights of one moment."""

    n: int = Field(description="The number of the checkpoint; 0 is before the first step.")
    step: int
    model: TrainedModel = Field(description="As POST /traces takes it.")
    head: TrainedHead


class ExampleReply(Reply):
    """A sequence to look at: nothing is learnt from it."""

    inputs: Rows = Field(description="(T, D).")
    targets: Rows = Field(description="(T, K).")
    mask: Row = Field(description="(T,): 1 where the target counts, 0 where it does not.")


class MapReply(Reply):
    """One lane at every step of the example, for every checkpoint."""

    field: str
    lane: int
    numbers: list[int] = Field(description="The numbers of the checkpoints.")
    checkpoints: list[int] = Field(description="The step of each.")
    values: Rows = Field(description="(checkpoints, T).")
    example: ExampleReply
    answers: list[Rows] = Field(description="(checkpoints, T, K): what the head reads off at each step.")


class MomentReply(Reply):
    """From when on a valve was open, or closed."""

    field: str = Field(description="The opening, such as f.")
    lane: int
    flag: int | None = Field(
        description="The input whose steps count, those at which it is 1; null: all steps."
    )
    level: float = Field(description="What the mean over these steps passed.")
    above: bool = Field(description="Whether it passed it upwards.")
    checkpoint: int = Field(description="The first checkpoint from which it stayed there.")
    step: int = Field(description="The training step of that checkpoint.")


class MomentsReply(Reply):
    """When valves began to be open or closed, and stayed so, earliest first."""

    checkpoints: int = Field(description="How many checkpoints there were to look at.")
    moments: list[MomentReply]


class NormsReply(Reply):
    """How far back the last output of the example looks."""

    numbers: list[int] = Field(description="The numbers of the checkpoints.")
    checkpoints: list[int] = Field(description="The step of each.")
    norms: Rows = Field(
        description="(checkpoints, T): the norm with respect to h at distance 0, 1, and so on."
    )


class PlanDefaults(Reply):
    """What a plan is where it says nothing else."""

    unit: UnitName
    units: int
    peepholes: str
    forget_bias: float
    learning_rate: float
    clip: float
    batch: int
    seed: int
    lag: int
    steps: int
    chunk: int


class TaskReply(Reply):
    """A task to learn."""

    name: str
    kind: Literal["regression", "classification"]
    inputs: int
    outputs: int
    about: str
    defaults: PlanDefaults


class SeriesReply(Reply):
    """A series of one's own."""

    defaults: PlanDefaults


class RecordedReply(Reply):
    """A recorded run, which can be read as any training."""

    id: str
    preset: str | None = Field(
        description="The preset whose training it is; its learning rate fell in stages, from the plan's."
    )
    plan: TrainingPlan


class RateReply(Reply):
    """A learning rate with a name."""

    name: str
    value: float


class TrainingLimits(Reply):
    """The limits of this server."""

    weights: int
    steps: int
    chunk: int
    checkpoints: int
    batch: int
    shortest_series: int
    longest_series: int
    trainings_of_client: int
    trainings: int


class TasksReply(Reply):
    """What can be learnt here, with which defaults and within which limits, and what is recorded."""

    tasks: list[TaskReply]
    series: SeriesReply
    recorded: list[RecordedReply]
    units: list[str]
    peepholes: list[str]
    learning_rates: list[RateReply]
    limits: TrainingLimits
