"""What whoever runs the server sees of it: readiness, measures, a log without anything that is a right."""

import asyncio
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update
from starlette.testclient import TestClient

from app.classroom.channels import Listener
from app.config import Settings
from app.http.metrics import Metrics
from app.main import create_app
from app.training.records import Phase
from app.training.tables import trainings
from tests.app.classroom.classes import open_class
from tests.app.models.files import MODELS, small_file, upload
from tests.app.problems import problem


class Heard(logging.Handler):
    """Remembers lines."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@pytest.fixture
def heard() -> Iterator[Heard]:
    log, handler = logging.getLogger("memory_pipe.access"), Heard()
    log.addHandler(handler)
    yield handler
    log.removeHandler(handler)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(data_dir=tmp_path, metrics=True, access_log=True))) as client:
        yield client


def test_a_line_says_when_what_and_how_long_but_not_who_or_which(watched: TestClient, heard: Heard) -> None:
    about = upload(watched, small_file(1), "secret-name.npz")
    watched.get(f"{MODELS}/{about['id']}")
    watched.get("/lab?text=secret")
    watched.get("/secret")
    lines = [json.loads(line) for line in heard.lines]
    assert [(one["method"], one["route"], one["status"]) for one in lines] == [
        ("POST", MODELS, 201),
        ("GET", MODELS + "/{id}", 200),
        ("GET", "/lab", 200),
        ("GET", "-", 404),
    ]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", one["time"]) for one in lines)
    assert all(0 < one["ms"] < 60_000 and one["bytes"] > 0 for one in lines)
    for secret in (about["id"], about["deletion_token"], "secret", "testclient"):
        assert not any(secret in line for line in heard.lines)


def test_answers_are_counted_by_route_and_status(watched: TestClient) -> None:
    upload(watched, data := small_file(2))
    for _ in range(3):
        watched.get("/healthz")
    watched.request("ODD", "/healthz")
    answer = watched.get("/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    found = dict(line.rsplit(" ", 1) for line in answer.text.splitlines() if not line.startswith("#"))
    assert found['memory_pipe_requests_total{method="GET",route="/healthz",status="200"}'] == "3"
    assert found['memory_pipe_requests_total{method="other",route="/healthz",status="405"}'] == "1"
    assert found['memory_pipe_request_seconds_bucket{route="/healthz",le="+Inf"}'] == "4"
    assert (found["memory_pipe_models"], found["memory_pipe_store_up"]) == ("1", "1")
    assert float(found["memory_pipe_model_bytes"]) == len(data)
    assert found["memory_pipe_models_in_memory"] == "1"
    assert found["memory_pipe_waiting"] == found["memory_pipe_bytes_in_flight"] == "0"


def test_trainings_and_rooms_are_counted_as_they_stand(tmp_path: Path) -> None:
    app = create_app(Settings(data_dir=tmp_path, metrics=True))
    client, services = TestClient(app), app.state.services  # not started: what waits goes on waiting

    def told() -> dict[str, float]:
        names = (
            "trainings_running",
            "trainings_waiting",
            "training_listeners",
            "rooms",
            "seats",
            "room_listeners",
        )
        lines = client.get("/metrics").text.splitlines()
        found = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
        return {name: float(found[f"memory_pipe_{name}"]) for name in names}

    async def heard(training: str, code: str) -> dict[str, float]:
        bell, channels = services.trainings.bell, services.classrooms.channels
        with (
            bell.listening(training),
            bell.listening(training),
            channels.listening(code, Listener(is_seat=True)),
        ):
            return told()

    assert set(told().values()) == {0}
    begun = [
        client.post("/api/v1/trainings", json={"plan": {"task": "brackets"}}).json()["id"] for _ in range(3)
    ]
    with services.trainings.store.database.writing() as connection:
        connection.execute(update(trainings).where(trainings.c.id == begun[0]).values(phase=Phase.RUNNING))
    lessons = [open_class(client, state="/?preset=latch") for _ in range(3)]
    for n, lesson in enumerate(lessons):
        for _ in range(n):
            lesson.join()
    lessons[1].done("DELETE")
    expected = {"trainings_running": 1, "trainings_waiting": 2, "training_listeners": 2}
    expected |= {"rooms": 2, "seats": 2, "room_listeners": 1}
    assert asyncio.run(heard(begun[1], lessons[0].code)) == expected
    assert told() == expected | dict.fromkeys(("training_listeners", "room_listeners"), 0)


def test_the_text_is_that_of_the_format() -> None:
    metrics = Metrics()
    for seconds in (0.001, 0.005, 0.2, 9):
        metrics.count("GET", "/a", 200, seconds)
    assert metrics.text({"models": ("Stored models.", 3)}).splitlines() == [
        "# HELP memory_pipe_requests_total Answered requests.",
        "# TYPE memory_pipe_requests_total counter",
        'memory_pipe_requests_total{method="GET",route="/a",status="200"} 4',
        "# HELP memory_pipe_request_seconds How long answers took, from head to last byte.",
        "# TYPE memory_pipe_request_seconds histogram",
        'memory_pipe_request_seconds_bucket{route="/a",le="0.005"} 2',
        'memory_pipe_request_seconds_bucket{route="/a",le="0.025"} 2',
        'memory_pipe_request_seconds_bucket{route="/a",le="0.1"} 2',
        'memory_pipe_request_seconds_bucket{route="/a",le="0.25"} 3',
        'memory_pipe_request_seconds_bucket{route="/a",le="1.0"} 3',
        'memory_pipe_request_seconds_bucket{route="/a",le="5.0"} 3',
        'memory_pipe_request_seconds_bucket{route="/a",le="+Inf"} 4',
        'memory_pipe_request_seconds_sum{route="/a"} 9.206000',
        'memory_pipe_request_seconds_count{route="/a"} 4',
        "# HELP memory_pipe_models Stored models.",
        "# TYPE memory_pipe_models gauge",
        "memory_pipe_models 3",
    ]


def test_measures_are_told_only_where_that_is_wanted(client: TestClient) -> None:
    assert "MEMORY_PIPE_METRICS" in problem(client.get("/metrics"), 404)["detail"]


def test_a_server_without_its_store_is_alive_but_not_ready(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(data_dir=tmp_path, metrics=True))) as client:
        assert client.get("/readyz").json() == {"status": "ready"}
    (tmp_path / "models.sqlite3").write_bytes(b"no database" * 100)
    with TestClient(create_app(Settings(data_dir=tmp_path, metrics=True))) as client:
        answer = client.get("/readyz")
        assert "store cannot be used" in problem(answer, 503)["detail"]
        assert answer.headers["retry-after"] == "5"
        assert client.get("/healthz").status_code == 200
        assert "memory_pipe_store_up 0" in client.get("/metrics").text
