"""The weights of one checkpoint: as a model that a request can contain, and as a file to take along."""

import json
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from app.faults.kinds import Refused
from app.training.records import Stored
from app.wire.networks import to_wire
from lstm_core.interop import FormatError, dump
from lstm_core.learning.model import Model
from lstm_core.learning.plans import Plan
from lstm_core.learning.saved import unpack_model
from lstm_core.params import UnitParams
from lstm_core.stacks.stack import LayerStack

FileFormat: TypeAlias = Literal["safetensors", "npz", "pytorch", "keras", "onnx", "json"]
_ENDINGS: Final = {"pytorch": "pt.safetensors"}


class File(NamedTuple):
    """A file by name."""

    name: str
    content: bytes


def model_json(plan: Plan, found: Stored) -> dict[str, Any]:
    """Return the weights of a checkpoint as a model that a request can contain, and its head."""
    model = unpack_model(plan, found.weights)
    return {
        "n": found.n,
        "step": found.step,
        "model": {"unit": plan.unit, "weights": to_wire(layer_of(model))},
        "head": {"V": model.head.V.tolist(), "c": model.head.c.tolist()},
    }


def model_file(plan: Plan, found: Stored, form: FileFormat) -> File:
    """Return the weights of a checkpoint, its head included, as a file.

    Raises
    ------
    Refused
        When the format cannot represent the unit.
    """
    model = unpack_model(plan, found.weights)
    task = plan.task if isinstance(plan.task, str) else plan.task.name
    name = f"{task.replace('_', '-')}-{plan.unit}-{found.step}.{_ENDINGS.get(form, form)}"
    if form == "json":
        head = {"W": model.head.V.tolist(), "b": model.head.c.tolist()}
        document = {"unit": plan.unit, "weights": to_wire(layer_of(model)), "head": head}
        return File(name, json.dumps(document).encode())
    try:
        return File(name, dump(LayerStack.of(layer_of(model), model.head), form))
    except FormatError as error:
        raise Refused("/query/format", str(error)) from None


def layer_of(model: Model) -> UnitParams:
    """Return the layer, which is that of a unit: a plan draws no window."""
    if not isinstance(model.layer, UnitParams):
        raise TypeError(f"the layer is {type(model.layer).__name__}, expected the weights of a unit")
    return model.layer
