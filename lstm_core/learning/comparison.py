"""A fair comparison of a windowed network, a plain recurrent network and an LSTM, with equal effort for each.

Each contender has as many units as fit into the LSTM's number of weights, and learns for the same number of
steps from the same data. With seeds that do not count towards the result, each may choose its learning rate
and, if it has a memory, how long that memory is at the start; the choice that does best on the validation
sets is kept.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lstm_core.learning.examples import Examples
from lstm_core.learning.layers import LayerParams
from lstm_core.learning.model import Model, accuracy, loss
from lstm_core.learning.tasks import Task
from lstm_core.learning.training import DivergedError, State, Training, train
from lstm_core.learning.window import WindowParams
from lstm_core.params import LSTMParams, RNNParams
from lstm_core.params.vector import flatten


@dataclass(frozen=True)
class Contender:
    """A kind of network.

    Attributes
    ----------
    name : str
        Its name.
    draw : (D, H, seed, start) -> LayerParams
        Draws a fresh layer.
    starts : tuple of float
        Values of `start` to try: how strongly a fresh layer remembers.
    """

    name: str
    draw: Callable[[int, int, int, float], LayerParams]
    starts: tuple[float, ...] = (0.0,)


@dataclass(frozen=True)
class Effort:
    """How much work each contender is given.

    Attributes
    ----------
    steps : int
        Training steps.
    batch : int
        Sequences in a mini-batch.
    sequences : (int, int, int)
        How many to learn from, to choose by, and to score on.
    rates : tuple of float
        Learning rates to try.
    trial_seeds : tuple of int
        The seeds of the trials, which do not count.
    seeds : tuple of int
        The seeds that count: each determines data, initial weights and mini-batches.
    """

    steps: int = 800
    batch: int = 32
    sequences: tuple[int, int, int] = (512, 128, 512)
    rates: tuple[float, ...] = (0.003, 0.01, 0.03)
    trial_seeds: tuple[int, ...] = (101, 102, 103)
    seeds: tuple[int, ...] = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class Trial:
    """A choice that was tried, and its mean validation loss over the seeds; infinite if learning diverged."""

    rate: float
    start: float
    validation: float


@dataclass(frozen=True)
class Result:
    """What a contender achieved on a task.

    Attributes
    ----------
    contender, units, weights
        Its name and its size.
    rate, start : float
        The learning rate and the start that it chose.
    trials : tuple of Trial
        The choices that were tried.
    errors : tuple of float
        Error on held-out sequences for each seed; see `held_out_error`.
    """

    contender: str
    units: int
    weights: int
    rate: float
    start: float
    trials: tuple[Trial, ...]
    errors: tuple[float, ...]


def window(width: int) -> Contender:
    """Return a windowed network that sees this many steps."""
    return Contender(f"window-{width}", lambda D, H, seed, _: WindowParams.random(D, H, width, seed))


LSTM = Contender("lstm", lambda D, H, seed, start: LSTMParams.random(D, H, seed, forget_bias=start), (1, 3))
RNN = Contender("rnn", RNNParams.random, (0.6, 1.0))
CONTENDERS = (window(3), window(12), window(24), RNN, LSTM)
LSTM_UNITS = 8


def units_within(contender: Contender, task: Task, weights: int) -> int:
    """Return the largest number of units with which the model does not exceed this number of weights."""
    H = 1
    while flatten(_fresh(contender, task, H + 1, 0, contender.starts[0])).size <= weights:
        H += 1
    return H


def learn(
    contender: Contender, task: Task, H: int, seed: int, rate: float, start: float, effort: Effort
) -> tuple[float, float]:
    """Train one network; return its best validation loss, and the held-out error of those weights."""
    state, test = trained(contender, task, H, seed, rate, start, effort)
    return state.best_validation, held_out_error(state.best, task, test)


def trained(
    contender: Contender, task: Task, H: int, seed: int, rate: float, start: float, effort: Effort
) -> tuple[State, Examples]:
    """Train one network; return the final state of learning, and the held-out sequences."""
    train_set, validation, test = task.split(seed, *effort.sequences)
    plan = Training(
        task.kind,
        train_set,
        validation,
        learning_rate=rate,
        batch=min(effort.batch, effort.sequences[0]),
        seed=seed,
    )
    return train(plan, _fresh(contender, task, H, seed, start), effort.steps), test


def held_out_error(model: Model, task: Task, examples: Examples) -> float:
    """Return the share of wrong answers, or the mean squared error as a share of the targets' variance."""
    if task.kind == "classification":
        return 1 - accuracy(model, examples)
    return loss(model, examples, task.kind) / float(examples.y[examples.mask > 0].var())


def compete(
    contender: Contender, task: Task, effort: Effort, report: Callable[[str], None] = lambda _: None
) -> Result:
    """Let a contender choose how it learns, then train it once per seed.

    Parameters
    ----------
    contender, task, effort
        The contender, its task, and how much work it is given.
    report : (str) -> None, optional
        Called after each network with a line about the outcome.
    """
    allowed = flatten(_fresh(LSTM, task, LSTM_UNITS, 0, 1)).size
    H = units_within(contender, task, allowed)
    trials = []
    for start in contender.starts:
        for rate in effort.rates:
            try:
                tried = [learn(contender, task, H, seed, rate, start, effort) for seed in effort.trial_seeds]
                validation = float(np.mean([validation for validation, _ in tried]))
            except DivergedError:
                validation = math.inf
            report(
                f"{task.name} {contender.name}: rate {rate:g}, start {start:g}, validation {validation:.4g}"
            )
            trials.append(Trial(rate, start, validation))
    best = min(trials, key=lambda trial: trial.validation)
    errors = []
    for seed in effort.seeds:
        _, error = learn(contender, task, H, seed, best.rate, best.start, effort)
        report(f"{task.name} {contender.name}: seed {seed}, held-out error {error:.4g}")
        errors.append(error)
    weights = flatten(_fresh(contender, task, H, 0, best.start)).size
    return Result(contender.name, H, weights, best.rate, best.start, tuple(trials), tuple(errors))


def _fresh(contender: Contender, task: Task, H: int, seed: int, start: float) -> Model:
    rng = np.random.default_rng([seed, H])
    return Model.random(contender.draw(task.D, H, int(rng.integers(2**31)), start), task.K, rng)
