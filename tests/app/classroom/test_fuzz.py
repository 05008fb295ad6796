"""Generated requests for a room that is there, with key and token: Schemathesis finds no fault."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case, CheckFunction
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

DATA = TemporaryDirectory(prefix="memory-pipe-rooms-")
APP = create_app(
    Settings(
        data_dir=Path(DATA.name), max_rooms=100_000, room_rate=FREELY, join_rate=FREELY, seat_rate=FREELY
    )
)
SCHEMA = schemathesis.openapi.from_asgi("/api/v1/openapi.json", APP)
SCHEMA.config.phases.update(phases=["examples", "fuzzing"])
# Address and key are set right afterwards, and whether a question may be closed no schema can say.
BEYOND_A_SCHEMA: list[CheckFunction] = [
    positive_data_acceptance,
    negative_data_rejection,
    missing_required_header,
]


@SCHEMA.include(path_regex="/rooms").parametrize()
@settings(max_examples=5, suppress_health_check=list(HealthCheck))
def test_schemathesis_finds_nothing_in_a_room(case: Case[Any]) -> None:
    lesson: Class = open_class(TestClient(APP))
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
