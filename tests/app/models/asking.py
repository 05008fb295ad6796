"""Traces and steps of models, asked of a test client."""

import csv
import io
from typing import Any

import numpy as np
from starlette.testclient import TestClient

from lstm_core.interop import dump
from tests.app.models.files import stack_of, upload

TRACES, STEPS = "/api/v1/traces", "/api/v1/steps"


def post(client: TestClient, path: str = TRACES, **request: Any) -> dict[str, Any]:
    """Return the answer to a right request."""
    answer = client.post(path, json=request)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def rows(client: TestClient, **request: Any) -> list[dict[str, str]]:
    """Return the rows of a CSV answer."""
    answer = client.post(TRACES, json=request, headers={"accept": "text/csv"})
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


def random_model(client: TestClient, seed: int = 6) -> tuple[dict[str, str], list[list[float]], Any]:
    """Return a model with three cells, an input for it, and its stack."""
    stack = stack_of(seed)
    x = np.random.default_rng(seed).normal(size=(6, 3)).tolist()
    return {"id": upload(client, dump(stack, "npz"))["id"]}, x, stack
