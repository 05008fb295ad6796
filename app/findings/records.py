"""What was measured once, by ``python -m app.remake``, and stored."""

from pathlib import Path
from typing import Literal

from pydantic import Field

from app.presets.file import Both, Text
from app.wire.documents import Document
from app.wire.forms import Wire

Column = list[float]


class Sequences(Wire):
    """How many sequences were used for each purpose; no sequence is used twice."""

    train: int = Field(description="The number of sequences to learn from.")
    validation: int = Field(description="The number of sequences to choose by.")
    test: int = Field(description="The number of held-out sequences to score on.")


class EffortRecord(Wire):
    """How much work each contender was given."""

    steps: int = Field(description="Steps of learning for each network.")
    batch: int = Field(description="Sequences in a mini-batch.")
    sequences: Sequences
    rates: Column = Field(description="Learning rates from which each could choose.")
    trial_seeds: list[int] = Field(
        description="The seeds of the trials, which do not count towards the result."
    )
    seeds: list[int] = Field(description="The seeds that count.")


class TrialRecord(Wire):
    """A choice that was tried."""

    rate: float
    start: float | None
    validation: float | None = Field(
        description="The resulting validation loss, mean over the trials' seeds; null where it diverged."
    )


class ResultRecord(Wire):
    """What a contender achieved on a task."""

    contender: Text
    units: int
    weights: int = Field(description="The number of weights of the network, including its read-out.")
    rate: float = Field(description="The learning rate that it chose.")
    start: float | None = Field(
        description="What it chose to begin with: the forget bias of an LSTM, the spectral radius of a plain "
        "recurrent network; null for a window."
    )
    trials: list[TrialRecord] = Field(description="The choices that were tried.")
    errors: Column = Field(description="Held-out error, one number per seed.")
    mean: float
    lowest: float
    highest: float
    spread: float = Field(description="Standard deviation over the seeds.")


class TaskRecord(Wire):
    """All contenders on one task."""

    name: Text
    title: Both
    about: Both
    measure: Literal["variance", "wrong"] = Field(
        description="What an error is: mean squared error as a share of the targets' variance, or share of "
        "wrong answers."
    )
    guessing: float = Field(
        description="The error without seeing any input: by always predicting the mean, or any symbol."
    )
    results: list[ResultRecord]


class Comparison(Wire):
    """A fair comparison of windowed network, plain recurrent network and LSTM, with the same effort."""

    about: Both
    command: Text
    minutes: float = Field(description="The processor time that it took, in minutes.")
    effort: EffortRecord
    tasks: list[TaskRecord]


class Curve(Wire):
    """A norm at each lag, over several seeds."""

    middle: Column = Field(description="Geometric mean.")
    lowest: Column
    highest: Column


class RNNFlow(Wire):
    """Gradients of the plain recurrent network."""

    radius: float = Field(description="Spectral radius of U.")
    inputs: Literal["none", "noise"] = Field(description="The input of each step.")
    dh: Curve


class LSTMFlow(Wire):
    """Gradients of the LSTM, with noise as input."""

    forget_bias: float
    dh: Curve
    dC: Curve  # noqa: N815 - the wire's name


class GradientFlow(Wire):
    """How much the last output depends on earlier states: norms of the gradient, lag by lag."""

    about: Both
    command: Text
    units: int
    seeds: list[int]
    lags: list[int] = Field(description="The numbers of steps before the last one.")
    rnn: list[RNNFlow]
    lstm: list[LSTMFlow]


class WindowRecord(ResultRecord):
    """What windowed networks of one width achieved, and what the first of them predicts."""

    width: int = Field(description="The number of months it sees at once.")
    forecast: Column = Field(
        description="Its forecast of the row on show: next month's sales, month by month."
    )


class OtherForecast(Wire):
    """What a network with a memory predicts."""

    contender: Literal["rnn", "lstm"]
    forecast: Column


class Window(Wire):
    """Windowed networks of several widths on the Christmas trees."""

    about: Both
    command: Text
    effort: EffortRecord
    sales: Column = Field(description="The row on show, starting in January: the sales of each month.")
    next: Column = Field(description="The targets: the sales of the following month.")
    unscored: int = Field(description="The number of months at the start that do not count.")
    widths: list[WindowRecord]
    others: list[OtherForecast]


FINDINGS: dict[str, type[Wire]] = {"comparison": Comparison, "gradient-flow": GradientFlow, "window": Window}


def read_findings(folder: Path) -> dict[str, Document]:
    """Return the stored findings by name, checked and ready to be sent.

    Raises
    ------
    OSError, pydantic.ValidationError
        When a file is missing, or its contents are not valid.
    """
    return {
        name: Document.of(model.model_validate_json((folder / f"{name}.json").read_bytes()).model_dump())
        for name, model in FINDINGS.items()
    }
