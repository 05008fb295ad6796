"""Generated requests for a room that is there, with key and token: Schemathesis finds no fault."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, settings
from schemathesis import Case, CheckFunction
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import (
    missing_required_header,
    negative_data_rejection,
    positive_data_acceptance,
)
from starlette.testclient import TestClient

from app.config import Settings
from app.main import create_app
from tests.app.classroom.classes import CHOICE, Class, open_class
from tests.app.classroom.conftest import FREELY
from tests.app.generated import try_out
from tests.app.test_openapi import PATHS

DATA = TemporaryDirectory(prefix="memory-pipe-rooms-")


@cache
def app() -> FastAPI:
    """Return the application; only workers that run a test of this file make it."""
    return create_app(
        Settings(
            data_dir=Path(DATA.name), max_rooms=100_000, room_rate=FREELY, join_rate=FREELY, seat_rate=FREELY
        )
    )


@cache
def schema() -> BaseSchema:
    found = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app())
    found.config.phases.update(phases=["examples", "fuzzing"])
    return found


# Address and key are set right afterwards, and whether a question may be closed no schema can say.
BEYOND_A_SCHEMA: list[CheckFunction] = [
    positive_data_acceptance,
    negative_data_rejection,
    missing_required_header,
]


@settings(max_examples=5, suppress_health_check=list(HealthCheck))
def check(case: Case[Any]) -> None:
    lesson: Class = open_class(TestClient(app()))
    lesson.done("PATCH", json={"own_names": True})
    question, seat = lesson.question(CHOICE), lesson.join()
    if "events" in case.path:
        lesson.done("DELETE")  # else the stream would not end
    right = {"code": lesson.code, "question": question, "seat": seat.seat}
    case.path_parameters = {name: right.get(name, value) for name, value in case.path_parameters.items()}
    for name, value in (("X-Room-Key", lesson.key), ("X-Seat-Token", seat.token)):
        if name in case.headers:
            case.headers[name] = value
    case.headers.pop("X-Desk", None)
    case.call_and_validate(excluded_checks=BEYOND_A_SCHEMA)


@pytest.mark.parametrize("path", sorted(path for path in PATHS if "/rooms" in path))
def test_schemathesis_finds_nothing_in_a_room(path: str) -> None:
    try_out(schema(), path, check)
