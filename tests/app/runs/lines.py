"""Requests in lines and answers in lines, of a test client."""

import json
from typing import Any

import numpy as np
from httpx2 import Response
from starlette.testclient import TestClient

TRACES = "/api/v1/traces"
NDJSON = "application/x-ndjson"
LATCH: dict[str, Any] = {"model": {"preset": "latch"}}
ROWS = np.random.default_rng(3).normal(size=(7, 3)).tolist()


def lines(answer: Response) -> list[dict[str, Any]]:
    """Return the lines of a stream."""
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == NDJSON
    assert answer.text.endswith("\n")
    return [json.loads(line) for line in answer.text.splitlines()]


def ask(client: TestClient, request: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the lines of the answer to a request in one piece."""
    return lines(client.post(TRACES, json=request, headers={"accept": NDJSON}))


def body(request: dict[str, Any], rows: Any) -> bytes:
    """Return the lines of a request."""
    return b"".join(json.dumps(line).encode() + b"\n" for line in (request, *rows))


def send(client: TestClient, content: bytes, **headers: str) -> Response:
    """Send lines."""
    return client.post(TRACES, content=content, headers={"content-type": NDJSON} | headers)
