"""A network that learns, recorded: what the tutorial shows of its way from random weights to a memory."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from lstm_core.learning.model import Model, loss
from lstm_core.learning.plans import Plan, rival
from lstm_core.learning.progress import baseline, learning_map
from lstm_core.params import UnitParams

COMMAND = "python -m app.remake learning"
PLAN = Plan("stock_position", units=4, learning_rate=0.05, seed=3)
STEPS, CHUNK = 400, 20
FIELD, LANE = "i", 3
"""The new-memory valve of the lane that comes to hold the buying price."""
DIGITS = 4


def learning(report: Callable[[str], None]) -> dict[str, Any]:
    """Train an LSTM, and beside it a plain recurrent network with as many weights; report each."""
    beside = rival(PLAN, "rnn")
    models, left = record(PLAN)
    report(f"lstm: {left[-1]:.4f} left")
    _, left_beside = record(beside)
    report(f"rnn: {left_beside[-1]:.4f} left")
    example = PLAN.example()
    x = example.x[:, 0]
    layers = [model.layer for model in models if isinstance(model.layer, UnitParams)]
    return {
        "command": COMMAND,
        "plan": {
            "task": PLAN.task,
            "units": PLAN.units,
            "learning_rate": PLAN.learning_rate,
            "batch": PLAN.batch,
            "seed": PLAN.seed,
            "weights": PLAN.weights,
        },
        "steps": list(range(0, STEPS + 1, CHUNK)),
        "unexplained": {"lstm": rounded(left), "rnn": rounded(left_beside)},
        "rnn": {"units": beside.units, "weights": beside.weights},
        "inputs": rounded(x),
        "targets": rounded(example.y[:, 0, 0]),
        "answers": [rounded(model.predict(x)[:, 0]) for model in models],
        "field": FIELD,
        "lane": LANE,
        "map": rounded(learning_map(layers, x, FIELD, LANE)),
    }


def record(plan: Plan) -> tuple[list[Model], list[float]]:
    """Return the model at each checkpoint, and what it leaves unexplained of the validation sequences."""
    training, state = plan.training(), plan.start()
    mean = baseline(training.validation, training.kind)
    models, left = [state.model], [loss(state.model, training.validation, training.kind) / mean]
    while state.step < STEPS:
        state, metrics = training.chunk(state, CHUNK)
        models.append(state.model)
        left.append(metrics.validation / mean)
    return models, left


def rounded(values: npt.ArrayLike) -> object:
    """Return numbers, as nested as they are, in a few digits: more than a picture shows."""
    found = np.asarray(values)
    return float(f"{found:.{DIGITS}g}") if found.ndim == 0 else [rounded(row) for row in found]
