"""A plan for learning a task: what, with which unit, and how. It determines every bit of the weights."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from math import isfinite
from types import MappingProxyType

from lstm_core.learning.examples import Examples, Kind
from lstm_core.learning.made_up import recall
from lstm_core.learning.model import Model
from lstm_core.learning.tasks import TASKS, Task
from lstm_core.learning.training import State, Training
from lstm_core.params import GRUParams, LSTMParams, Peephole, RNNParams, UnitParams
from lstm_core.params.vector import flatten

MOST_UNITS = 64
PEEPHOLES: tuple[Peephole, ...] = ("none", "diagonal")
SEQUENCES = (512, 128)
"""How many sequences there are to learn from, and to validate on."""
LAGS = (5, 40)
"""The shortest and the longest lag of `recall`."""


@dataclass(frozen=True)
class Plan:
    """Everything that determines a training.

    Parameters
    ----------
    task : str or Task
        A name in `TASKS`, or a task of one's own. Its sequences are the same for every seed.
    unit : "lstm", "gru" or "rnn"
        The kind of unit.
    units : int
        The number of units, 1 to 64.
    peepholes : "none" or "diagonal"
        The peepholes of an LSTM; other units have none.
    forget_bias : float
        How strongly a fresh layer remembers: added to the bias of an LSTM's forget gate or of a GRU's update
        gate. A plain recurrent network has neither.
    learning_rate, clip : float
        As for `Training`.
    batch : int
        Sequences per mini-batch, 1 to 512.
    seed : int
        Determines initial weights and mini-batches; 0 or more.
    lag : int
        How many steps later `recall` asks for the symbol, 5 to 40; other tasks have none.

    Raises
    ------
    ValueError
        If a value is out of range.
    """

    task: str | Task
    unit: str = "lstm"
    units: int = 2
    peepholes: Peephole = "diagonal"
    forget_bias: float = 1.0
    learning_rate: float = 0.01
    clip: float = 1.0
    batch: int = 32
    seed: int = 0
    lag: int = 20

    def __post_init__(self) -> None:
        if not isinstance(self.task, Task) and self.task not in TASKS:
            raise ValueError(f"task is {self.task!r}, expected one of {', '.join(TASKS)}")
        for name, known in (("unit", DRAWS), ("peepholes", PEEPHOLES)):
            if getattr(self, name) not in known:
                raise ValueError(f"{name} is {getattr(self, name)!r}, expected one of {', '.join(known)}")
        for name, least, most in (("units", 1, MOST_UNITS), ("batch", 1, SEQUENCES[0]), ("lag", *LAGS)):
            if not least <= getattr(self, name) <= most:
                raise ValueError(f"{name} is {getattr(self, name)}, expected {least} to {most}")
        if self.seed < 0:
            raise ValueError(f"seed is {self.seed}, expected 0 or more")
        if not isfinite(self.forget_bias):
            raise ValueError(f"forget_bias is {self.forget_bias}, expected a finite number")
        for name in ("learning_rate", "clip"):
            if not (isfinite(getattr(self, name)) and getattr(self, name) > 0):
                raise ValueError(f"{name} is {getattr(self, name)}, expected a finite number above 0")

    def training(self) -> Training:
        """Return what to learn from, and how."""
        task = self._task
        learn, validation = (task.draw([0, part], count) for part, count in enumerate(SEQUENCES))
        return Training(
            task.kind,
            learn,
            validation,
            learning_rate=self.learning_rate,
            clip=self.clip,
            batch=self.batch,
            seed=self.seed,
        )

    def start(self) -> State:
        """Return the state before the first step."""
        task = self._task
        return State.start(Model.random(DRAWS[self.unit](self, task.D), task.K, self.seed))

    def example(self) -> Examples:
        """Return one sequence to look at, (T, 1, D); nothing is learnt from it, nor validated on it."""
        return self._task.draw([0, len(SEQUENCES)], 1)

    @property
    def kind(self) -> Kind:
        """The kind of targets."""
        return self._task.kind

    @property
    def _task(self) -> Task:
        task = self.task if isinstance(self.task, Task) else TASKS[self.task]
        return replace(task, draw=partial(recall, lag=self.lag)) if task.draw is recall else task

    @property
    def weights(self) -> int:
        """The number of weights that are learnt, including those of the head."""
        return flatten(self.start().model).size


def rival(plan: Plan, unit: str) -> Plan:
    """Return the same plan for another unit: the most of them, up to 64, with no more weights than `plan`.

    Raises
    ------
    ValueError
        If there is no such unit, or a single one has more weights than the whole plan.
    """
    allowed = plan.weights
    other = replace(plan, unit=unit, units=1)
    if other.weights > allowed:
        raise ValueError(f"one unit of {unit} has {other.weights} weights, expected at most {allowed}")
    while other.units < MOST_UNITS and (more := replace(other, units=other.units + 1)).weights <= allowed:
        other = more
    return other


def _lstm(plan: Plan, D: int) -> UnitParams:
    return LSTMParams.random(D, plan.units, plan.seed, plan.peepholes, plan.forget_bias)


def _gru(plan: Plan, D: int) -> UnitParams:
    return GRUParams.random(D, plan.units, plan.seed, update_bias=plan.forget_bias)


def _rnn(plan: Plan, D: int) -> UnitParams:
    return RNNParams.random(D, plan.units, plan.seed)


DRAWS: Mapping[str, Callable[[Plan, int], UnitParams]] = MappingProxyType(
    {"lstm": _lstm, "gru": _gru, "rnn": _rnn}
)
