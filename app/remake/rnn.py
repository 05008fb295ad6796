"""The plain recurrent networks of the comparison, in their stored form: they are shown beside LSTMs."""

from collections.abc import Callable
from typing import Any

from app.remake.chosen import choice
from app.remake.words import RNN_NETWORKS, TASK_TITLES
from lstm_core import TASKS, RNNParams
from lstm_core.learning.comparison import Effort, held_out_error, trained

COMMAND = "python -m app.remake rnn"


def rnn_networks(report: Callable[[str], None], effort: Effort | None = None) -> dict[str, Any]:
    """Train the network of the first seed on each task, with its choices in the comparison."""
    effort = effort or Effort()
    networks = []
    for task in map(TASKS.__getitem__, TASK_TITLES):
        contender, chosen = choice(task.name, "rnn")
        seed, rate, start = effort.seeds[0], chosen["rate"], chosen["start"]
        state, test = trained(contender, task, chosen["units"], seed, rate, start, effort)
        layer, head = state.best.layer, state.best.head
        if not isinstance(layer, RNNParams):
            raise TypeError(f"the layer is {type(layer).__name__}, expected RNNParams")
        error = held_out_error(state.best, task, test)
        report(f"{task.name}: held-out error {error:.4g}")
        networks.append(
            {
                "task": task.name,
                "seed": seed,
                "rate": rate,
                "start": start,
                "error": error,
                "weights": {"W": layer.W.tolist(), "U": layer.U.tolist(), "b": layer.b.tolist()},
                "head": {"W": head.V.tolist(), "b": head.c.tolist()},
            }
        )
    return {"about": RNN_NETWORKS, "command": COMMAND, "networks": networks}
