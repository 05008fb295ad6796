"""One chunk of a training: a pure function from bytes to bytes, which any process can compute.

It imports the core alone, so that a process that learns starts fast and stays small.
"""

import json
import time
from dataclasses import fields
from functools import lru_cache
from math import isfinite
from typing import Any, Final, NamedTuple

from lstm_core.learning.model import loss
from lstm_core.learning.plans import Plan
from lstm_core.learning.progress import baseline
from lstm_core.learning.saved import pack, pack_model, unpack
from lstm_core.learning.series import series_task
from lstm_core.learning.training import DivergedError, State, Training

_NAMES: Final = tuple(field.name for field in fields(Plan))
_KEPT_READY: Final = 16
"""How many plans' data a process keeps; drawing them again takes longer than a short chunk."""


class Checkpoint(NamedTuple):
    """What a chunk leaves.

    Attributes
    ----------
    step : int
        The number of steps taken so far.
    state : bytes
        All that the next chunk needs.
    weights : bytes
        The weights alone.
    told : dict
        What is said of it: losses, the gradient's norm, and the seconds that it took.
    """

    step: int
    state: bytes
    weights: bytes
    told: dict[str, Any]


class Diverged(NamedTuple):
    """Why there is no checkpoint: learning diverged."""

    detail: str


def plan_of(text: str) -> Plan:
    """Return the plan in a JSON text.

    Raises
    ------
    ValueError
        As for `Plan`, and for a series that cannot be learnt from.
    """
    given = json.loads(text)
    series = given.get("series")
    task = given["task"] if series is None else series_task([value for (value,) in series])
    return Plan(task, **{name: given[name] for name in _NAMES if name != "task" and name in given})


def first(text: str) -> Checkpoint:
    """Return the checkpoint before the first step; raises as `plan_of` does."""
    began = time.perf_counter()
    plan, training, mean = _ready(text)
    state = plan.start()
    validation = loss(state.model, training.validation, training.kind)
    return checkpoint(state, None, validation, None, mean, began)


def take(text: str, state: bytes, n: int) -> Checkpoint | Diverged:
    """Take `n` steps from a state."""
    began = time.perf_counter()
    plan, training, mean = _ready(text)
    try:
        new, metrics = training.chunk(unpack(plan, state), n)
    except DivergedError as error:
        return Diverged(str(error))
    return checkpoint(new, metrics.loss, metrics.validation, metrics.gradient_norm, mean, began)


def checkpoint(
    state: State, loss: float | None, validation: float, norm: float | None, mean: float, began: float
) -> Checkpoint:
    """Return what a chunk leaves.

    Parameters
    ----------
    state : State
        The state after it.
    loss, norm : float or None
        Means over its mini-batches; None before the first step.
    validation, mean : float
        The loss on held-out sequences, and that of an answer that is always the mean.
    began : float
        When it began, by `time.perf_counter`.
    """
    told = {
        "step": state.step,
        "loss": loss,
        "validation": validation if isfinite(validation) else None,
        "unexplained": validation / mean if isfinite(validation) and mean > 0 else None,
        "gradient_norm": norm,
        "seconds": round(time.perf_counter() - began, 4),
    }
    return Checkpoint(state.step, pack(state), pack_model(state.model), told)


@lru_cache(maxsize=_KEPT_READY)
def _ready(text: str) -> tuple[Plan, Training, float]:
    plan = plan_of(text)
    training = plan.training()
    return plan, training, baseline(training.validation, training.kind)
