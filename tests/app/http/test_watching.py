"""What whoever runs the server sees of it: readiness, measures, a log without anything that is a right."""

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.config import Settings
from app.http.metrics import Metrics
from app.main import create_app
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
