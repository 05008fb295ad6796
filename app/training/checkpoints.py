"""What checkpoints show: weights as a model of the API, and the learning map."""

from collections.abc import Sequence
from typing import Any

from app.faults.kinds import Refused
from app.wire.networks import to_wire
from lstm_core.learning.model import Model
from lstm_core.learning.plans import Plan
from lstm_core.learning.progress import learning_map
from lstm_core.learning.saved import unpack_model
from lstm_core.params import UnitParams


def model_json(plan: Plan, n: int, step: int, weights: bytes) -> dict[str, Any]:
    """Return the weights of a checkpoint as a model that a request can contain, and its head."""
    model = unpack_model(plan, weights)
    return {
        "n": n,
        "step": step,
        "model": {"unit": plan.unit, "weights": to_wire(_layer(model))},
        "head": {"V": model.head.V.tolist(), "c": model.head.c.tolist()},
    }


def map_json(plan: Plan, found: Sequence[tuple[int, int, bytes]], field: str, lane: int) -> dict[str, Any]:
    """Return a field of one lane at every step of the fixed example, for every checkpoint.

    Parameters
    ----------
    plan : Plan
        What is learnt.
    found : sequence of (int, int, bytes)
        Number, step and weights of each checkpoint.
    field, lane : str, int
        As for `learning_map`.

    Raises
    ------
    Refused
        When there is no such field or lane.
    """
    if lane >= plan.units:
        raise Refused("/query/lane", f"expected a lane from 0 to {plan.units - 1}, found {lane}")
    example = plan.example()
    x = example.x[:, 0]
    models = [unpack_model(plan, weights) for _, _, weights in found]
    try:
        values = learning_map([_layer(model) for model in models], x, field, lane)
    except ValueError as error:
        raise Refused("/query/field", str(error)) from None
    return {
        "field": field,
        "lane": lane,
        "numbers": [n for n, _, _ in found],
        "checkpoints": [step for _, step, _ in found],
        "values": values.tolist(),
        "example": {
            "inputs": x.tolist(),
            "targets": example.y[:, 0].tolist(),
            "mask": example.mask[:, 0].tolist(),
        },
        "answers": [model.predict(x).tolist() for model in models],
    }


def _layer(model: Model) -> UnitParams:
    if not isinstance(model.layer, UnitParams):
        raise TypeError(f"the layer is {type(model.layer).__name__}, expected the weights of a unit")
    return model.layer
