"""The state of a training as bytes, and back: every bit of it, readable only beside its plan."""

from typing import Final

import numpy as np

from lstm_core.arrays import Array
from lstm_core.learning.model import Model
from lstm_core.learning.plans import Plan
from lstm_core.learning.training import State
from lstm_core.params.vector import flatten, unflatten

_NUMBERS: Final = "<f8"
_HEAD: Final = 4


def pack(state: State) -> bytes:
    """Return a state as bytes: four numbers, then the weights, Adam's means, and the best weights."""
    head = np.array([state.step, state.first_loss, state.best_validation, state.since_best])
    vectors = (head, flatten(state.model), state.mean, state.square, flatten(state.best))
    return np.concatenate(vectors).astype(_NUMBERS).tobytes()


def unpack(plan: Plan, data: bytes) -> State:
    """Return the state that `pack` turned into bytes.

    Raises
    ------
    ValueError
        If the bytes are not those of a state of this plan.
    """
    fresh = plan.start().model
    size = flatten(fresh).size
    step, first_loss, best_validation, since_best, *_ = found = _numbers(data, _HEAD + 4 * size)
    model, mean, square, best = found[_HEAD:].reshape(4, size)
    return State(
        unflatten(fresh, model),
        mean,
        square,
        int(step),
        float(first_loss),
        best=unflatten(fresh, best),
        best_validation=float(best_validation),
        since_best=int(since_best),
    )


def pack_model(model: Model) -> bytes:
    """Return the weights of a model as bytes."""
    return flatten(model).astype(_NUMBERS).tobytes()


def unpack_model(plan: Plan, data: bytes) -> Model:
    """Return the model that `pack_model` turned into bytes; raises as `unpack` does."""
    fresh = plan.start().model
    return unflatten(fresh, _numbers(data, flatten(fresh).size))


def _numbers(data: bytes, count: int) -> Array:
    if len(data) != 8 * count:
        raise ValueError(f"data has {len(data)} bytes, expected {8 * count}")
    return np.frombuffer(data, _NUMBERS).astype(np.float64)
