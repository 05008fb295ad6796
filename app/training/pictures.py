"""What all checkpoints of a training show together: the learning map, moments, and how far back they look."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

from app.faults.kinds import Refused
from app.training.checkpoints import layer_of
from app.training.records import Stored
from lstm_core.learning.gradient_flow import gradient_norms
from lstm_core.learning.moments import moments
from lstm_core.learning.plans import Plan
from lstm_core.learning.progress import learning_map
from lstm_core.learning.saved import unpack_model

Show: TypeAlias = Callable[[Plan, Sequence[Stored]], dict[str, Any]]
"""What makes an answer of a plan and its checkpoints; equal ones make equal answers."""


@dataclass(frozen=True)
class LearningMap:
    """The map of a field of one lane, as `learning_map` names them."""

    field: str
    lane: int

    def __call__(self, plan: Plan, found: Sequence[Stored]) -> dict[str, Any]:
        """Return the field at every step of the fixed example, for every checkpoint.

        Raises
        ------
        Refused
            When there is no such field or lane.
        """
        return _map(plan, found, self.field, self.lane)


def _map(plan: Plan, found: Sequence[Stored], field: str, lane: int) -> dict[str, Any]:
    if lane >= plan.units:
        raise Refused("/query/lane", f"expected a lane from 0 to {plan.units - 1}, found {lane}")
    example = plan.example()
    x = example.x[:, 0]
    models = [unpack_model(plan, one.weights) for one in found]
    try:
        values = learning_map([layer_of(model) for model in models], x, field, lane)
    except ValueError as error:
        raise Refused("/query/field", str(error)) from None
    return {
        "field": field,
        "lane": lane,
        **_checkpoints(found),
        "values": values.tolist(),
        "example": {
            "inputs": x.tolist(),
            "targets": example.y[:, 0].tolist(),
            "mask": example.mask[:, 0].tolist(),
        },
        "answers": [model.predict(x).tolist() for model in models],
    }


def moments_json(plan: Plan, found: Sequence[Stored]) -> dict[str, Any]:
    """Return when each valve began to be open or closed on the fixed example, and stayed so."""
    layers = [layer_of(unpack_model(plan, one.weights)) for one in found]
    told = moments(layers, [one.step for one in found], plan.example().x[:, 0])
    return {"checkpoints": len(found), "moments": [asdict(moment) for moment in told]}


def norms_json(plan: Plan, found: Sequence[Stored]) -> dict[str, Any]:
    """Return, for every checkpoint, how strongly the last output of the example depends on earlier steps."""
    x = plan.example().x[:, 0]
    norms = [gradient_norms(layer_of(unpack_model(plan, one.weights)), x).tolist() for one in found]
    return {**_checkpoints(found), "norms": norms}


def _checkpoints(found: Sequence[Stored]) -> dict[str, Any]:
    return {"numbers": [one.n for one in found], "checkpoints": [one.step for one in found]}
