"""One application and one client for the tests of a module."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.config import ROOT, Settings
from app.main import create_app
from app.models.store import ModelStore
from tests.app.models.stores import Open
from tests.client import Client

LIMITS = Settings(max_steps=50, max_units=6, max_inputs=5, max_compute=3000, max_body_bytes=20_000)
"""Small limits, so that a test can go past them."""

PRESETS = ", ".join(sorted(file.stem for file in (ROOT / "app" / "presets").glob("*.json")))
"""The built-in presets, as a message lists them."""


@pytest.fixture(scope="session")
def app() -> FastAPI:
    """Return an application with the limits of a real server."""
    return create_app(Settings())


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Iterator[TestClient]:
    """Yield a client of `app`, to which an error of the server is an answer like any other."""
    with Client(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="session")
def small() -> Iterator[TestClient]:
    """Yield a client of an application with `LIMITS`."""
    with Client(create_app(LIMITS), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def open_store() -> Iterator[Open]:
    """Yield what opens stores; they are closed after the test."""
    opened: list[ModelStore] = []

    def make(url: str, most: int) -> ModelStore:
        opened.append(ModelStore(url, most))
        return opened[-1]

    yield make
    for store in opened:
        store.close()


def gate(H: int, D: int, value: float = 0.0, p: Any = None) -> dict[str, Any]:
    """Return the wire's weights of one gate, all equal."""
    return {
        "W": [[value] * D for _ in range(H)],
        "U": [[value] * H for _ in range(H)],
        "b": [value] * H,
        "p": p,
    }


def weights(H: int = 2, D: int = 1, **changes: Any) -> dict[str, Any]:
    """Return the wire's weights of a layer, all 0.5, with gates changed."""
    return {name: gate(H, D, 0.5) for name in "figo"} | changes
