"""Routes are made once in a process, and outlast an application without keeping it."""

import gc
from weakref import ref

from fastapi import FastAPI
from starlette.routing import Route
from starlette.testclient import TestClient

from app.config import Settings
from app.main import create_app


def routes() -> list[Route]:
    """Return the routes of a new application that can be asked directly, in their order."""
    return [route for route in create_app(Settings()).routes if isinstance(route, Route)]


def test_applications_share_their_routes_and_ask_them_directly() -> None:
    first, second = routes(), routes()
    assert {"/api/v1/openapi.json", "/api/v1/traces", "/learn", "/zh/api"} <= {route.path for route in first}
    assert [route.path for route, other in zip(first, second, strict=True) if route is not other] == []


def left() -> "ref[FastAPI]":
    """Return a reference to an application that has answered, and that nobody holds any more."""
    with TestClient(create_app(Settings())) as client:
        for path in ("/healthz", "/api/v1/openapi.json", "/learn"):
            assert client.get(path).status_code == 200
        application = client.app
        assert isinstance(application, FastAPI)
        return ref(application)


def test_an_application_that_was_left_is_given_up() -> None:
    application = left()
    gc.collect()
    assert application() is None
