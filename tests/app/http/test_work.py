"""Long work is done off the event loop."""

import sys

import pytest
from fastapi import FastAPI

from app.runs.requests import ModelChoice
from app.runs.runner import Runner
from tests.app.conftest import weights


def choice(**given: object) -> ModelChoice:
    return ModelChoice.model_validate(given)


@pytest.mark.parametrize(
    ("model", "steps", "long"),
    [
        (choice(preset="latch"), 999, False),
        (choice(preset="latch"), 1000, True),
        (choice(preset="no such preset"), 1, False),
        (choice(id="0" * 64), 1, True),
        # 4 gates x 100 units x (100 units + 50 inputs) = 60,000 weights
        (choice(weights=weights(100, 50)), 83, False),
        (choice(weights=weights(100, 50)), 84, True),
    ],
)
def test_steps_times_weights_decide_and_a_database_is_always_slow(
    app: FastAPI, model: ModelChoice, steps: int, long: bool
) -> None:
    runner: Runner = app.state.services.runner
    assert runner.is_long(model, steps) is long


def test_work_beside_the_event_loop_gives_way_soon() -> None:
    assert sys.getswitchinterval() == pytest.approx(0.001)
