"""Trainings, asked of a test client."""

from typing import Any

import numpy as np
from starlette.testclient import TestClient

from lstm_core.learning.plans import Plan
from tests.app.training.events import Event, events

TRAININGS = "/api/v1/trainings"
PLAN = {"task": "brackets", "unit": "gru", "units": 3, "batch": 8, "seed": 7, "learning_rate": 0.05}
SHORT = {"steps": 30, "chunk": 10}
CORE = Plan("brackets", unit="gru", units=3, batch=8, seed=7, learning_rate=0.05)


def begin(client: TestClient, **plan: Any) -> str:
    answer = client.post(TRAININGS, json={"plan": plan})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def watched(client: TestClient, training: str, last: str | None = None) -> list[Event]:
    """Return all events until the end."""
    headers = {} if last is None else {"last-event-id": last}
    answer = client.get(f"{TRAININGS}/{training}/events", headers=headers)
    assert answer.headers["content-type"].startswith("text/event-stream")
    return events(answer.text)


def weights(client: TestClient, training: str, n: int) -> list[float]:
    """Return the weights of a checkpoint in the order of `flatten`."""
    found = client.get(f"{TRAININGS}/{training}/checkpoints/{n}").json()
    nets = found["model"]["weights"]
    order = [
        nets[letter][name] for letter in nets for name in ("W", "U", "b", "p", "bU") if name in nets[letter]
    ]
    arrays = [*order, found["head"]["V"], found["head"]["c"]]
    return [value for array in arrays if array is not None for value in np.ravel(array).tolist()]
