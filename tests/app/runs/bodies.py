"""Requests for traces, to be changed in one place."""

from typing import Any

from tests.app.conftest import weights

TRACES = "/api/v1/traces"
ROWS = [[0.5, 1, 0], [0, 0, 0]]


def body(**changes: Any) -> dict[str, Any]:
    """Return a valid request with some top-level fields changed; None leaves a field out."""
    request = {"model": {"preset": "latch"}, "inputs": ROWS} | changes
    return {name: value for name, value in request.items() if value is not None}


def pinned(**changes: Any) -> dict[str, Any]:
    return body(pins=[{"gate": "input", "value": 1}, {"gate": "forget", "value": 0} | changes])


def own(H: int = 2, D: int = 1, **changes: Any) -> dict[str, Any]:
    return body(model={"weights": weights(H, D, **changes)}, inputs=[[0.0] * D])
