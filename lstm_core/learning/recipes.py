"""How the trained presets are made: task, size, seed and learning rates.

The seeds were chosen: of several dozen, these give a small error and lanes that are easy to read. The
comparison uses seeds that nobody chose.

The server trains nothing: a preset file holds exact weights, with the task, the seed and the scores. On one
machine, the same recipe gives the same bits. Another machine rounds sums differently, and learning amplifies
that; so each file also keeps a checkpoint after 100 steps, which tells the two cases apart.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

import numpy as np

from lstm_core.learning.examples import Examples
from lstm_core.learning.model import Model, accuracy, loss
from lstm_core.learning.tasks import TASKS, Task
from lstm_core.learning.training import Metrics, State, Training
from lstm_core.params import GRUParams, LSTMParams, Peephole, UnitParams

CHUNK = 100
Draw: TypeAlias = Callable[[int, int, int], UnitParams]
"""(D, H, seed) -> a fresh layer."""


def lstm(peepholes: Peephole, forget_bias: float) -> Draw:
    """Return a function that draws fresh LSTMs."""
    return partial(LSTMParams.random, peepholes=peepholes, forget_bias=forget_bias)


def gru(update_bias: float) -> Draw:
    """Return a function that draws fresh GRUs with the reset after the product."""
    return partial(GRUParams.random, update_bias=update_bias)


@dataclass(frozen=True)
class Recipe:
    """Everything that determines the resulting weights.

    Attributes
    ----------
    task : str
        The name of the task.
    units, seed : int
        The number of units, and the seed of initial weights and mini-batches.
    draw : (D, H, seed) -> UnitParams
        Creates a fresh layer.
    rates : tuple of (int, float)
        Numbers of steps, each with the learning rate to use for them.
    sequences : (int, int, int)
        How many to learn from, to choose the best weights by, and to score on.
    """

    task: str
    units: int
    seed: int
    draw: Draw
    rates: tuple[tuple[int, float], ...]
    sequences: tuple[int, int, int] = (512, 128, 512)

    @property
    def steps(self) -> int:
        """The total number of steps."""
        return sum(steps for steps, _ in self.rates)

    def data(self) -> list[Examples]:
        """Return the sequences to learn from, to choose by, and to score on."""
        return TASKS[self.task].split(0, *self.sequences)

    def untrained(self) -> UnitParams:
        """Return the layer before training."""
        return self.draw(TASKS[self.task].D, self.units, self.seed)


_COUNTING = ((1000, 0.05), (1000, 0.01), (500, 0.002))

RECIPES = {
    "christmas-trees": Recipe(
        "christmas_trees", 4, 2, lstm("diagonal", 2.0), ((1500, 0.03), (1000, 0.01), (500, 0.003))
    ),
    "stock-position": Recipe(
        "stock_position", 2, 111, lstm("diagonal", 1.0), ((1000, 0.05), (600, 0.02), (400, 0.005))
    ),
    "stock-position-plain": Recipe(
        "stock_position", 2, 7, lstm("none", 2.0), ((1000, 0.05), (1000, 0.02), (1000, 0.005))
    ),
    "brackets-trained": Recipe("brackets", 2, 0, lstm("diagonal", 3.0), _COUNTING),
    "brackets-trained-plain": Recipe("brackets", 2, 0, lstm("none", 3.0), _COUNTING),
    "recall": Recipe("recall", 4, 0, lstm("diagonal", 1.0), ((800, 0.03), (400, 0.01)), (2048, 128, 512)),
    "recall-gru": Recipe("recall", 3, 2, gru(1.0), ((800, 0.03), (400, 0.01)), (2048, 128, 512)),
    "mauna-loa": Recipe("mauna_loa", 3, 0, lstm("diagonal", 2.0), ((1000, 0.03), (500, 0.01))),
    "brent": Recipe("brent", 2, 2, lstm("diagonal", 1.0), ((1000, 0.05), (600, 0.02), (400, 0.005))),
    "stock-position-gru": Recipe("stock_position", 3, 2, gru(1.0), ((1000, 0.05), (600, 0.02), (400, 0.005))),
}


def follow(
    recipe: Recipe, callback: Callable[[State, Metrics], None] = lambda *_: None
) -> tuple[Model, dict[str, float]]:
    """Train as the recipe says.

    Parameters
    ----------
    recipe : Recipe
        What to do.
    callback : (State, Metrics) -> None, optional
        Called after every 100 steps.

    Returns
    -------
    model : Model
        The weights with the lowest validation loss.
    scores : dict
        The scores of those weights on the held-out sequences; see `scores`.

    Raises
    ------
    DivergedError
        If a loss or a gradient is NaN or infinite, or the loss explodes.
    """
    task = TASKS[recipe.task]
    learn, choose, held_out = recipe.data()
    plan = Training(task.kind, learn, choose, seed=recipe.seed)
    state = State.start(Model.random(recipe.untrained(), task.K, recipe.seed))
    for steps, rate in recipe.rates:
        stage = replace(plan, learning_rate=rate)
        for first in range(0, steps, CHUNK):
            state, metrics = stage.chunk(state, min(CHUNK, steps - first))
            callback(state, metrics)
    return state.best, scores(state.best, task, held_out)


def scores(model: Model, task: Task, examples: Examples) -> dict[str, float]:
    """Return the scores of a model on a task.

    Returns
    -------
    dict
        For classes ``accuracy`` and ``cross_entropy``; for numbers ``mean_squared_error`` and
        ``unexplained``, the same as a share of the targets' variance: always predicting the mean gives 1.
    """
    error = loss(model, examples, task.kind)
    if task.kind == "classification":
        return {"accuracy": accuracy(model, examples), "cross_entropy": error}
    variance = float(np.var(examples.y[examples.mask > 0]))
    return {"mean_squared_error": error, "unexplained": error / variance}
