"""Recorded runs: networks that learn, event by event, for whoever is to watch without computing.

The grid has each task with its defaults, learnt by an LSTM and by other units with as many weights, and two
ways to fail at a stock position. The training of each preset that comes out the same here is recorded as
well; its learning rate falls in stages.
"""

import base64
import json
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from app.remake.presets import OTHER_ROUNDING, path
from app.training.chunks import Checkpoint, Diverged, checkpoint, first, plan_of, take
from app.training.plans import DEFAULTS_OF, rivals
from app.training.requests import TrainingPlan
from lstm_core.learning.model import Model, loss
from lstm_core.learning.plans import DRAWS
from lstm_core.learning.progress import baseline
from lstm_core.learning.recipes import CHUNK, RECIPES, Recipe, follow
from lstm_core.learning.tasks import TASKS
from lstm_core.learning.training import Metrics, State
from lstm_core.params import GRUParams, LSTMParams

Report = Callable[[str], None]
STEPS = 800
CLOSE = 1e-5
"""How far the weights of a repeated training may be from the preset's."""
BREAKS = {"far-too-fast": {"learning_rate": 3.0}, "made-to-forget": {"forget_bias": -2.0}}
"""What a class breaks, by name."""


def grid() -> dict[str, TrainingPlan]:
    """Return the plans that are recorded, by name."""
    found = {}
    for task, defaults in DEFAULTS_OF.items():
        plan = TrainingPlan(**{"task": task, "steps": STEPS, **defaults})
        counts = rivals(plan_of(plan.model_dump_json()))
        for unit in DRAWS:
            found[f"run-{task}-{unit}"] = plan.model_copy(update={"unit": unit, "units": counts[unit]})
    for name, change in BREAKS.items():
        found[f"run-stock_position-{name}"] = found["run-stock_position-lstm"].model_copy(update=change)
    return found


def run(name: str, report: Report) -> dict[str, Any]:
    """Train as a plan of the grid says, chunk by chunk as the server does; return the recorded run."""
    plan = grid()[name]
    text = plan.model_dump_json()
    kept, error = [first(text)], None
    while kept[-1].step < plan.steps:
        found = take(text, kept[-1].state, min(plan.chunk, plan.steps - kept[-1].step))
        if isinstance(found, Diverged):
            error = found.detail
            break
        kept.append(found)
    return _document(name, None, plan, kept, error, report)


def preset_run(name: str, report: Report) -> dict[str, Any]:
    """Train as the recipe of a preset says, and return the recorded run.

    Raises
    ------
    ValueError
        If another network comes out than the preset: this machine rounds otherwise.
    """
    recipe = RECIPES[name]
    plan = plan_of_recipe(recipe)
    _, choose, _ = recipe.data()
    kind = TASKS[recipe.task].kind
    mean = baseline(choose, kind)
    began = time.perf_counter()
    start = State.start(Model.random(recipe.untrained(), TASKS[recipe.task].K, recipe.seed))
    kept = [checkpoint(start, None, loss(start.model, choose, kind), None, mean, began)]

    def note(state: State, told: Metrics) -> None:
        nonlocal began
        kept.append(checkpoint(state, told.loss, told.validation, told.gradient_norm, mean, began))
        began = time.perf_counter()

    best, _ = follow(recipe, note)
    stored = json.loads(path(name).read_text(encoding="utf-8"))["head"]["W"]
    if not np.allclose(best.head.V, stored, rtol=0, atol=CLOSE):
        raise ValueError(f"{name}: {OTHER_ROUNDING}")
    return _document(name_of(name), name, plan, kept, None, report)


def name_of(preset: str) -> str:
    """Return the name of the run of a preset."""
    return f"preset-run-{preset}"


def plan_of_recipe(recipe: Recipe) -> TrainingPlan:
    """Return the plan that comes closest to a recipe: it has the first of its learning rates."""
    draw = recipe.draw
    if not isinstance(draw, partial):
        raise TypeError(f"the recipe draws by {draw!r}, expected one of the functions lstm and gru")
    units = {LSTMParams.random: "lstm", GRUParams.random: "gru"}
    given = draw.keywords
    return TrainingPlan.model_validate(
        {
            "task": recipe.task,
            "unit": units[draw.func],
            "units": recipe.units,
            "peepholes": given.get("peepholes", "none"),
            "forget_bias": given["update_bias" if draw.func == GRUParams.random else "forget_bias"],
            "learning_rate": recipe.rates[0][1],
            "seed": recipe.seed,
            "steps": recipe.steps,
            "chunk": CHUNK,
        }
    )


def _document(
    name: str,
    preset: str | None,
    plan: TrainingPlan,
    kept: list[Checkpoint],
    error: str | None,
    report: Report,
) -> dict[str, Any]:
    report(f"{name}: {len(kept)} checkpoints, {kept[-1].told['unexplained']} unexplained")
    return {
        "command": f"python -m app.remake {name}",
        "preset": preset,
        "plan": plan.model_dump(),
        "error": error,
        "told": [one.told for one in kept],
        "weights": base64.b64encode(b"".join(one.weights for one in kept)).decode("ascii"),
    }
