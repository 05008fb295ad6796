"""Errors that are not about a body: addresses, methods, and our own faults."""

import logging

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.http import problems
from app.http.security import HEADERS
from tests.app.conftest import PRESETS
from tests.app.problems import problem


@pytest.mark.parametrize("path", ["/nothing", "/api/v1/nothing", "/api/v1/traces/x", "/zh/nothing", "/docs"])
def test_an_unknown_address_is_a_404(client: TestClient, path: str) -> None:
    assert problem(client.get(path), 404)["detail"] == "There is nothing at this address."


def test_another_method_is_a_405_that_says_which_are_offered(client: TestClient) -> None:
    answer = client.put("/api/v1/traces", json={})
    assert problem(answer, 405)["detail"] == "The method PUT is not offered at this address."
    assert answer.headers["allow"] == "POST"


def test_an_unknown_preset_is_a_404_that_names_the_others(client: TestClient) -> None:
    answer = problem(client.get("/api/v1/presets/lach"), 404)
    assert answer["detail"] == f'there is no preset "lach"; there are: {PRESETS}'


def test_a_fault_of_our_own_is_logged_and_tells_nothing_of_the_inside(
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = FastAPI()
    problems.install(app)

    @app.get("/broken")
    async def broken() -> None:
        raise RuntimeError("a secret of the inside")

    with TestClient(app, raise_server_exceptions=False) as client, caplog.at_level(logging.ERROR):
        answer = client.get("/broken")
    assert problem(answer, 500)["detail"] == "The server met an error of its own; it is logged."
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "secret" not in answer.text
    assert "unexpected error in GET /broken" in caplog.text
    assert "a secret of the inside" in caplog.text
