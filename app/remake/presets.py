"""The trained presets: weights, heads and records are recomputed, the words stay as they are."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.config import APP
from app.wire.networks import to_wire
from lstm_core.learning.model import Model
from lstm_core.learning.recipes import RECIPES, follow
from lstm_core.learning.training import Metrics, State
from lstm_core.params import UnitParams
from lstm_core.params.vector import flatten

FOLDER = APP / "presets"
TOLD_EVERY = 500
OTHER_ROUNDING = (
    "this machine rounds otherwise than the one that made the stored weights; another network will come out, "
    "and the captions may not hold for it"
)


def path(name: str) -> Path:
    """Return the file of a preset."""
    return FOLDER / f"{name}.json"


def preset(name: str, report: Callable[[str], None]) -> dict[str, Any]:
    """Train a preset, and return its file with the results filled in.

    Parameters
    ----------
    name : str
        One of `RECIPES`.
    report : (str) -> None
        Called now and then with a line on the progress.
    """
    content: dict[str, Any] = json.loads(path(name).read_text(encoding="utf-8"))
    stored = (content["training"] or {"beginning": None})["beginning"]
    beginnings: list[dict[str, Any]] = []

    def tell(state: State, metrics: Metrics) -> None:
        if not beginnings:
            beginnings.append(_beginning(state, metrics))
            if stored not in (None, beginnings[0]):
                report(f"{name}: {OTHER_ROUNDING}")
        if metrics.step % TOLD_EVERY == 0:
            report(
                f"{name}: step {metrics.step}, loss {metrics.loss:.4g}, validation {metrics.validation:.4g}"
            )

    recipe = RECIPES[name]
    model, scores = follow(recipe, tell)
    content["weights"], content["head"] = weights_of(model), content["head"] | head_of(model)
    content["training"] = {
        "task": recipe.task,
        "command": f"python -m app.remake {name}",
        "seed": recipe.seed,
        "steps": recipe.steps,
        "scores": scores,
        "beginning": beginnings[0],
    }
    return content


def _beginning(state: State, metrics: Metrics) -> dict[str, Any]:
    return {
        "validation": metrics.validation,
        "weights": hashlib.sha256(flatten(state.model).tobytes()).hexdigest(),
    }


def weights_of(model: Model) -> dict[str, Any]:
    """Return the weights of a model's layer, which is that of a unit, in the wire's form."""
    if not isinstance(model.layer, UnitParams):
        raise TypeError(f"the layer is {type(model.layer).__name__}, expected the weights of a unit")
    return to_wire(model.layer)


def head_of(model: Model) -> dict[str, Any]:
    """Return the read-out of a model in the wire's form."""
    return {"W": model.head.V.tolist(), "b": model.head.c.tolist()}
