"""The plain recurrent networks shown beside an LSTM: one for each task, trained once."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import Field

from app.faults.kinds import Refused
from app.presets.file import Both, Text
from app.runs.answers import dump
from app.runs.gradients import gradients
from app.runs.runner import Run, Runner
from app.wire.arrays import matrix
from app.wire.forms import Digits, Index, Matrix, Vector, Wire
from app.wire.networks import Network, from_wire
from app.wire.rounding import plain
from app.wire.weights import NetWeights, Weights
from lstm_core import LayerStack
from lstm_core.blueprints import RNN
from lstm_core.params import Head

_NO_LIMIT = 2**31


class ReadOut(Wire):
    """The linear read-out: W h + b."""

    W: Matrix
    b: Vector


class RNNRecord(Wire):
    """One network, and how it was made."""

    task: Text
    seed: int
    rate: float
    start: float = Field(description="The spectral radius with which it began.")
    error: float = Field(description="Held-out error, as in the comparison.")
    weights: NetWeights
    head: ReadOut


class RNNFile(Wire):
    """All networks."""

    about: Both
    command: Text
    networks: list[RNNRecord]


class RNNGradientRequest(Wire):
    """Run the plain recurrent network of a task, and ask how an output depends on earlier ones."""

    task: str = Field(min_length=1, max_length=40, description="A task of the comparison.")
    inputs: Matrix = Field(description="(T, D): one row of numbers per step.")
    step: Index | None = Field(
        default=None,
        description="The step whose outputs are added up, counted from 0; by default, the last.",
    )
    digits: Digits | None = Field(
        default=None, description="Significant digits of the answer; by default, numbers are exact."
    )


class RNNGradientReply(Wire):
    """How the sum of a plain recurrent network's outputs at a step depends on its output at every step."""

    task: str
    units: int
    error: float = Field(description="The network's error on held-out sequences of the task.")
    steps: int
    gradients: dict[str, Matrix] = Field(description="dh, (T, H): with respect to the output at each step.")
    norms: dict[str, Vector] = Field(description="dh, (T,): the length of that gradient over the units.")


@dataclass(frozen=True, eq=False)
class TaskNetworks:
    """The networks by task.

    Attributes
    ----------
    records : mapping of str to RNNRecord
        Each network by its task.
    networks : mapping of str to Network
        The networks that run, by task.
    """

    records: Mapping[str, RNNRecord]
    networks: Mapping[str, Network]

    @classmethod
    def read(cls, file: Path) -> "TaskNetworks":
        """Read the stored networks.

        Raises
        ------
        OSError, ValueError
            When the file is missing, or its contents are not valid.
        """
        records = {record.task: record for record in RNNFile.model_validate_json(file.read_bytes()).networks}
        return cls(records, {task: _network(record) for task, record in records.items()})

    def size(self, task: str) -> int:
        """Return the number of weights of a task's network, 0 if there is none."""
        return self.networks[task].size if task in self.networks else 0


def task_gradients_json(runner: Runner, tasks: TaskNetworks, request: RNNGradientRequest) -> bytes:
    """Return the JSON answer of ``POST /gradients/rnn``.

    Raises
    ------
    Refused
        With the place of the first thing that does not fit, or when a gradient exceeds the range of its type.
    """
    if request.task not in tasks.networks:
        raise Refused("/task", f"expected one of {', '.join(tasks.networks)}, found {request.task!r}")
    network, record = tasks.networks[request.task], tasks.records[request.task]
    x = matrix(request.inputs, network.stack.D, "/inputs", "the task has inputs")
    runner.limits.check_work(len(x), network, "/inputs")
    step = len(x) - 1 if request.step is None else request.step
    if step >= len(x):
        raise Refused("/step", f"expected a step from 0 to {len(x) - 1}, found {step}")
    trace = network.stack.run(x)
    dh = np.zeros_like(trace.h)
    dh[step] = 1
    values, norms = gradients(Run(network, trace, list(trace.layers)), dh)
    return dump(
        {
            "task": request.task,
            "units": network.units,
            "error": record.error,
            "steps": len(x),
            "gradients": {"dh": plain(values["dh"], request.digits)},
            "norms": {"dh": plain(norms["dh"], request.digits)},
        }
    )


def _network(record: RNNRecord) -> Network:
    weights = Weights({RNN.nets[0].letter: record.weights})
    params = from_wire(weights, RNN, "/weights", _NO_LIMIT, _NO_LIMIT)
    return Network(LayerStack.of(params, Head(record.head.W, record.head.b)))
