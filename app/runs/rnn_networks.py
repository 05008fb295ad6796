"""The plain recurrent networks that stand beside an LSTM: one for each task, trained once."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import orjson
from pydantic import Field

from app.config import Settings
from app.faults.kinds import Refused
from app.presets.file import Both, Text
from app.wire.arrays import matrix
from app.wire.forms import Digits, Index, Matrix, Vector, Wire
from app.wire.rounding import significant
from lstm_core import RNNParams, backward_rnn, run_rnn


class RNNWeights(Wire):
    """The weights of a plain recurrent layer."""

    W: Matrix
    U: Matrix
    b: Vector


class ReadOut(Wire):
    """What is read off the outputs: W h + b."""

    W: Matrix
    b: Vector


class RNNRecord(Wire):
    """One network, and how it came about."""

    task: Text
    seed: int
    rate: float
    start: float = Field(description="The spectral radius that it began with.")
    error: float = Field(description="Held-out error, as the comparison has it.")
    weights: RNNWeights
    head: ReadOut


class RNNFile(Wire):
    """All of them."""

    about: Both
    command: Text
    networks: list[RNNRecord]


class RNNGradientRequest(Wire):
    """Run the plain recurrent network of a task, and ask how an output depends on earlier ones."""

    task: str = Field(min_length=1, max_length=40, description="A task of the comparison.")
    inputs: Matrix = Field(description="(T, D): a row of numbers for each step.")
    step: Index | None = Field(
        default=None,
        description="At which step the outputs are added up, counted from 0; left out: the last.",
    )
    digits: Digits | None = Field(default=None, description="Significant digits of the answer; null: exact.")


class RNNGradientReply(Wire):
    """How the sum of a plain recurrent network's outputs at a step depends on its output at every step."""

    task: str
    units: int
    error: float = Field(description="The network's error on held-out sequences of the task.")
    steps: int
    gradients: dict[str, Matrix] = Field(description="dh, (T, H): with respect to the output at each step.")
    norms: dict[str, Vector] = Field(description="dh, (T,): the length of that gradient over the units.")


@dataclass(frozen=True, eq=False)
class RNNNetworks:
    """The networks by task, inside the limits of one server.

    Attributes
    ----------
    settings : Settings
        The limits.
    records : mapping of str to RNNRecord
        Each network by its task.
    params : mapping of str to RNNParams
        Its weights.
    """

    settings: Settings
    records: Mapping[str, RNNRecord]
    params: Mapping[str, RNNParams]

    @classmethod
    def read(cls, file: Path, settings: Settings) -> "RNNNetworks":
        """Read the stored networks.

        Raises
        ------
        OSError, ValueError
            When the file is missing, or does not hold what it should.
        """
        records = {record.task: record for record in RNNFile.model_validate_json(file.read_bytes()).networks}
        params = {task: RNNParams(**dict(record.weights)) for task, record in records.items()}
        return cls(settings, records, params)

    def gradients_json(self, request: RNNGradientRequest) -> bytes:
        """Return the JSON answer of ``POST /gradients/rnn``.

        Raises
        ------
        Refused
            With the place of what does not fit, or when a gradient is larger than a number can be.
        """
        if request.task not in self.params:
            raise Refused("/task", f"expected one of {', '.join(self.params)}, found {request.task!r}")
        params, record = self.params[request.task], self.records[request.task]
        x = matrix(request.inputs, params.D, "/inputs", "the task has inputs")
        if len(x) > self.settings.max_steps:
            raise Refused(
                "/inputs", f"{len(x)} steps are over the limit max_steps of {self.settings.max_steps}"
            )
        step = len(x) - 1 if request.step is None else request.step
        if step >= len(x):
            raise Refused("/step", f"expected a step from 0 to {len(x) - 1}, found {step}")
        trace = run_rnn(params, x)
        dh = np.zeros_like(trace.h)
        dh[step] = 1
        try:
            found = backward_rnn(params, trace, dh)[1].dh
        except ValueError:
            raise Refused("", "a gradient grows past what a number can hold; try fewer steps") from None
        norms = np.hypot.reduce(found, axis=1)
        answer = {
            "task": request.task,
            "units": params.H,
            "error": record.error,
            "steps": len(x),
            "gradients": {"dh": significant(found, request.digits)},
            "norms": {"dh": significant(norms, request.digits)},
        }
        return orjson.dumps(answer, option=orjson.OPT_SERIALIZE_NUMPY)
