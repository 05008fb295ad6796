"""Trainings on the server: what a chunk costs in a process of the pool, over the same chunk in this one."""

from app.training.chunks import Checkpoint, first, take
from app.training.hands import PoolHands
from app.training.requests import TrainingPlan
from tests.bench.row import Row
from tests.bench.timing import best, print_rows, rows_on_one_thread

ROUNDS = 40


def rows() -> list[Row]:
    """Measure all rows, in a process with one thread."""
    return rows_on_one_thread("tests.bench.jobs")


def measure() -> list[Row]:
    """Measure all rows in this process."""
    plan = TrainingPlan(task="stock_position")
    text = plan.model_dump_json()
    state = first(text).state
    hands = PoolHands(1)
    here, there = take(text, state, plan.chunk), hands.take(text, state, plan.chunk).result()
    assert isinstance(here, Checkpoint)
    assert isinstance(there, Checkpoint)
    is_same = here.state == there.state
    alone, pooled = best(
        ROUNDS,
        lambda: take(text, state, plan.chunk),
        lambda: hands.take(text, state, plan.chunk).result(),
    )
    hands.rest()
    size = f"stock_position, {plan.chunk} steps, H={plan.units} B={plan.batch}"
    return [
        Row(
            f"training chunk in the pool, time over the same chunk in the process: {size}",
            pooled / alone,
            "<= 1.15",
            pooled <= 1.15 * alone and is_same,
            f"{1000 * pooled:.0f} ms, the same bits" if is_same else "other bits",
        )
    ]


if __name__ == "__main__":
    print_rows(measure())
