"""How long a person waits for a network that knows its task, beside one that never will."""

import time

import numpy as np

from app.training.plans import DEFAULTS_OF
from lstm_core.learning.model import loss
from lstm_core.learning.plans import Plan, rival
from lstm_core.learning.progress import baseline
from tests.bench.row import Row
from tests.bench.timing import print_rows, rows_on_one_thread

SEEDS = range(5)
TASK, CHUNK, STEPS = "stock_position", 20, 1000
KNOWS = 0.05
BUDGET = 15.0


def rows() -> list[Row]:
    """Measure all rows, in a process with one thread."""
    return rows_on_one_thread("tests.bench.learning")


def measure() -> list[Row]:
    """Measure all rows in this process."""
    found = [until_it_knows(Plan(TASK, seed=seed, **DEFAULTS_OF[TASK])) for seed in SEEDS]
    slowest = max(seconds for seconds, _, _ in found)
    most = max(steps for _, steps, _ in found)
    plain = [least_left(rival(Plan(TASK, seed=seed, **DEFAULTS_OF[TASK]), "rnn"), most) for seed in SEEDS]
    knows = all(left < KNOWS for _, _, left in found)
    each = ", ".join(f"{steps} steps in {seconds:.1f} s" for seconds, steps, _ in found)
    return [
        Row(
            f"{TASK}, LSTM as the page begins it, processor time until under 5 % is left, worst of 5 seeds",
            slowest / BUDGET,
            "<= 1, which is 15 s",
            knows and slowest <= BUDGET,
            each,
        ),
        Row(
            f"{TASK}, plain network with as many weights, least that is left in {most} steps, 5 seeds",
            min(plain) / KNOWS,
            "> 1, which is 5 %",
            min(plain) > KNOWS,
            ", ".join(f"{100 * left:.0f} %" for left in plain),
        ),
    ]


def until_it_knows(plan: Plan) -> tuple[float, int, float]:
    """Return the processor time and the steps until little is left unexplained, and what is left."""
    training, state = plan.training(), plan.start()
    mean, left = baseline(training.validation, training.kind), np.inf
    began = time.process_time()
    while left >= KNOWS and state.step < STEPS:
        state, metrics = training.chunk(state, CHUNK)
        left = metrics.validation / mean
    return time.process_time() - began, state.step, left


def least_left(plan: Plan, steps: int) -> float:
    """Return the least that a network leaves unexplained at any of its checkpoints."""
    training, state = plan.training(), plan.start()
    mean = baseline(training.validation, training.kind)
    least = loss(state.model, training.validation, training.kind) / mean
    while state.step < steps:
        state, metrics = training.chunk(state, CHUNK)
        least = min(least, metrics.validation / mean)
    return least


if __name__ == "__main__":
    print_rows(measure())
