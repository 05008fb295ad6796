"""Plans that cannot be followed are refused with their place, before anything is computed."""

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.config import Settings
from app.main import create_app
from tests.app.problems import one_error, problem
from tests.app.training.asking import TRAININGS


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """Return a client of an application whose processes are not started."""
    return TestClient(create_app(Settings(data_dir=tmp_path_factory.mktemp("trainings"))))


SERIES = [[float(n % 7)] for n in range(70)]


@pytest.mark.parametrize(
    ("plan", "pointer", "detail"),
    [
        ({}, "/plan", "expected exactly one of task and series"),
        ({"task": "brackets", "series": SERIES}, "/plan", "expected exactly one of task and series"),
        ({"task": "poetry"}, "/plan/task", "expected one of 'christmas_trees'"),
        ({"task": "brackets", "unit": "tap"}, "/plan/unit", "expected one of 'lstm', 'gru' or 'rnn'"),
        (
            {"task": "brackets", "peepholes": "full"},
            "/plan/peepholes",
            "expected one of 'none' or 'diagonal'",
        ),
        ({"task": "brackets", "units": 0}, "/plan/units", "expected a number of at least 1, found 0"),
        ({"task": "brackets", "units": 1.5}, "/plan/units", "expected a whole number, found the number 1.5"),
        (
            {"task": "brackets", "units": 20},
            "/plan/units",
            "20 units of lstm have 1921 weights with their head, over the limit max_training_weights of "
            "1000; raise the setting MEMORY_PIPE_MAX_TRAINING_WEIGHTS",
        ),
        (
            {"task": "brackets", "learning_rate": 0},
            "/plan/learning_rate",
            "expected a number of at least 1e-06",
        ),
        (
            {"task": "brackets", "learning_rate": "0.1"},
            "/plan/learning_rate",
            "expected a number, found the st",
        ),
        ({"task": "brackets", "batch": 513}, "/plan/batch", "expected a number of at most 512, found 513"),
        ({"task": "brackets", "seed": -1}, "/plan/seed", "expected a number of at least 0, found -1"),
        (
            {"task": "brackets", "steps": 10_001},
            "/plan/steps",
            "10001 steps are over the limit max_training_steps of 10000; send less, or raise the setting "
            "MEMORY_PIPE_MAX_TRAINING_STEPS",
        ),
        (
            {"task": "brackets", "steps": 10_000, "chunk": 5},
            "/plan/chunk",
            "expected larger chunks: 10000 steps in chunks of 5 leave 2001 checkpoints",
        ),
        ({"task": "brackets", "chunk": 201}, "/plan/chunk", "expected a number of at most 200, found 201"),
        ({"task": "brackets", "speed": 1}, "/plan/speed", "this field is not known here"),
        ({"series": SERIES[:59]}, "/plan/series", "the series has 59 values, expected 60 to 100000"),
        (
            {"series": [[2.0]] * 70},
            "/plan/series",
            "the first 49 values of the series, those to learn from, are",
        ),
        ({"series": [*SERIES[:40], [1, 2]]}, "/plan/series/40", "expected 1 number, as many as a series has"),
        ({"series": [*SERIES[:40], []]}, "/plan/series/40", "expected 1 number, as many as a series has"),
        ({"series": [*SERIES[:40], [None]]}, "/plan/series/40/0", "expected a number, found null"),
        (
            {"series": [*SERIES[:40], ["n/a"]]},
            "/plan/series/40/0",
            'expected a number, found the string "n/a"',
        ),
        (
            {"series": SERIES * 150},
            "/plan/series",
            "10500 values are over the limit max_training_series of 10000; send less, or raise the setting "
            "MEMORY_PIPE_MAX_TRAINING_SERIES",
        ),
    ],
)
def test_a_bad_plan_is_told_with_its_place(
    client: TestClient, plan: dict[str, Any], pointer: str, detail: str
) -> None:
    found = one_error(client.post(TRAININGS, json={"plan": plan}))
    assert found[0] == pointer
    assert found[1].startswith(detail)


def test_a_server_may_train_nothing(tmp_path: Path) -> None:
    app = create_app(Settings(data_dir=tmp_path, trainings=False))
    answer = TestClient(app).post(TRAININGS, json={"plan": {"task": "brackets"}})
    assert "MEMORY_PIPE_TRAININGS" in problem(answer, 403)["detail"]
    assert not list(tmp_path.iterdir())
