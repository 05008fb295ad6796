"""Rooms under requests that Schemathesis generates.

Only tests that run import this module: Schemathesis takes a second to import, in each worker.
"""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, settings
from schemathesis import Case, CheckFunction
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation import GenerationMode
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance
from starlette.testclient import TestClient

from app.config import Settings
from app.main import create_app
from tests.app.classroom.classes import CHOICE, open_class
from tests.app.classroom.conftest import FREELY
from tests.app.generated import client

DATA = TemporaryDirectory(prefix="memory-pipe-rooms-")


@cache
def app() -> FastAPI:
    return create_app(
        Settings(
            data_dir=Path(DATA.name),
            max_rooms=100_000,
            max_rooms_of_client=100_000,
            room_rate=FREELY,
            join_rate=FREELY,
            seat_rate=FREELY,
        )
    )


@cache
def schema() -> BaseSchema:
    found = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app())
    # The phase left out tries out addresses and headers, of which `check` puts the right ones in the place.
    found.config.phases.update(phases=["examples", "fuzzing"])
    return found


BEYOND_A_SCHEMA: list[CheckFunction] = [
    positive_data_acceptance,  # no schema can say whether a question may be closed now: 409, and rightly so
]
SET_RIGHT = {ParameterLocation.PATH, ParameterLocation.HEADER}


class Room(NamedTuple):
    """A room with a question and a seat: the right path parameters and headers of a request."""

    parameters: dict[str, Any]
    headers: dict[str, str]


UNUSED: dict[bool, list[Room]] = {True: [], False: []}
"""Rooms in which nothing has changed since they were opened, by whether their class has ended."""


def room(*, has_ended: bool) -> Room:
    """Return a room in which nothing has happened."""
    if UNUSED[has_ended]:
        return UNUSED[has_ended].pop()
    lesson = open_class(TestClient(app()))
    lesson.done("PATCH", json={"own_names": True})
    question, seat = lesson.question(CHOICE), lesson.join()
    if has_ended:
        lesson.done("DELETE")
    return Room(
        {"code": lesson.code, "question": question, "seat": seat.seat},
        {"X-Room-Key": lesson.key, "X-Seat-Token": seat.token},
    )


@settings(max_examples=5, suppress_health_check=list(HealthCheck))
def check(case: Case[Any]) -> None:
    """Send one request with the right addresses and keys; its answer must be one that the schema knows."""
    has_ended = "events" in case.path  # else the stream would not end
    there = room(has_ended=has_ended)
    case.path_parameters = {
        name: there.parameters.get(name, value) for name, value in case.path_parameters.items()
    }
    for name, value in there.headers.items():
        if name in case.headers:
            case.headers[name] = value
    case.headers.pop("X-Desk", None)
    parts = {} if case.meta is None else case.meta.components
    wrong = {place for place, one in parts.items() if one.mode is GenerationMode.NEGATIVE}
    # If only what is set right was wrong, the request is right.
    is_right = bool(wrong) and wrong <= SET_RIGHT
    checks = [*BEYOND_A_SCHEMA, negative_data_rejection] if is_right else BEYOND_A_SCHEMA
    with client(app()) as session:
        answer = case.call_and_validate(session=session, excluded_checks=checks)
    if case.method == "GET" or answer.status_code >= 400:
        UNUSED[has_ended].append(there)
