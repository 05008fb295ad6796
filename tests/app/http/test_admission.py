"""One client cannot hurt another: attacks on a real server, and how long a rival waits meanwhile."""

import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.config import Settings
from app.http import admission
from app.main import create_app
from tests.app.conftest import weights
from tests.app.http.servers import connect, head, rest, serving, status
from tests.app.models.files import MODELS, small_file
from tests.app.problems import problem

TRACE = {"model": {"preset": "latch"}, "inputs": [[0.8, 1, 0]] * 64}
LONG = {"model": {"weights": weights(16, 1)}, "inputs": [[1]] * 9000, "digits": None}
MUCH: dict[str, Any] = {
    "rate": "1000000/second",
    "rate_of_all": "1000000/second",
    "upload_rate": "1000000/second",
}


def post(path: str, body: bytes) -> bytes:
    """Return a request with a JSON body."""
    return head("POST", path, "Content-Type: application/json", f"Content-Length: {len(body)}") + body


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse at once what will be refused."""
    monkeypatch.setattr(admission, "_PAUSE", 0.01)


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """Yield the port of a server that keeps 40 MB in flight."""
    settings = Settings(data_dir=tmp_path, max_bytes_in_flight=40_000_000, **MUCH)
    with serving(create_app(settings)) as port:
        yield port


def waits(port: int, count: int) -> list[float]:
    """Return how long a rival from another address waits for each of its answers, in seconds."""
    waited = []
    for _ in range(count):
        began = time.monotonic()
        with connect(port, "127.0.0.2") as rival:
            body = json.dumps(TRACE).encode()
            rival.sendall(
                head("POST", "/api/v1/traces", "Content-Type: application/json", "Connection: close",
                     f"Content-Length: {len(body)}") + body
            )  # fmt: skip
            assert status(rest(rival)) == 200
        waited.append(time.monotonic() - began)
    return waited


def test_answers_that_nobody_takes_are_few_and_a_rival_does_not_wait(port: int) -> None:
    message = post("/api/v1/traces", json.dumps(LONG).encode())
    greedy = [connect(port) for _ in range(14)]
    try:
        for connection in greedy:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.sendall(message)
        assert sorted(waits(port, 30))[28] < 0.5
        with connect(port) as mine:
            mine.sendall(message)
            mine.settimeout(5)
            refusal = mine.recv(65536)
        assert status(refusal) == 429
        assert b"retry-after: 5\r\n" in refusal.lower()
    finally:
        for connection in greedy:
            connection.close()


def test_requests_that_wait_are_refused_when_they_are_too_many(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, max_waiting=8, **MUCH)
    with serving(create_app(settings)) as port, ThreadPoolExecutor(12) as crowd:
        body = json.dumps(LONG).encode()

        def ask(_: int) -> bytes:
            with connect(port) as mine:
                mine.sendall(post("/api/v1/traces", body))
                answer = mine.recv(65536)
                while b"\r\n\r\n" not in answer or (status(answer) == 429 and not answer.endswith(b"}")):
                    answer += mine.recv(65536)
                return answer

        answers = list(crowd.map(ask, range(12)))
    found = [status(answer) for answer in answers]
    assert set(found) == {200, 429}
    assert found.count(200) >= 3
    refusal = next(answer for answer in answers if status(answer) == 429)
    assert b"MEMORY_PIPE_MAX_WAITING" in refusal


def test_who_asks_too_often_is_told_for_how_long(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, rate="5/hour", upload_rate="2/hour")
    with TestClient(create_app(settings)) as client:
        assert client.get("/lab").status_code == 200  # counts as five
        assert client.get("/api/v1/presets/latch").status_code == 429
    with TestClient(create_app(settings)) as client:
        statuses = [client.get("/api/v1/presets/latch").status_code for _ in range(7)]
        assert statuses == [200] * 5 + [429] * 2
        answer = client.post("/api/v1/traces", json=TRACE)
        assert "You may send 5/hour requests, the limit rate." in problem(answer, 429)["detail"]
        assert 3500 < int(answer.headers["retry-after"]) <= 3600
        for free in ("/healthz", "/static/favicon.svg", "/words/en.json"):
            assert client.get(free).status_code != 429
        assert client.get("/healthz", headers={"x-long": "a" * 9000}).status_code == 429
    with TestClient(create_app(settings), client=("10.0.0.9", 5)) as other:
        statuses = [other.post(MODELS, files={"file": ("m", small_file(n))}).status_code for n in range(3)]
        assert statuses == [201, 201, 429]
        assert other.get("/api/v1/presets/latch").status_code == 200


def test_a_large_body_counts_as_several_requests(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, rate="20/hour")
    with TestClient(create_app(settings)) as client:
        body = json.dumps(TRACE).encode().ljust(250_000)
        headers = {"content-type": "application/json"}
        assert client.post("/api/v1/traces", content=body, headers=headers).status_code == 200
        assert client.post("/api/v1/traces", content=body, headers=headers).status_code == 429


def test_a_request_over_the_rate_waits_for_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "_PAUSE", 0.6)
    with TestClient(create_app(Settings(data_dir=tmp_path, rate="2/second"))) as client:
        began = time.monotonic()
        statuses = [client.get("/api/v1/presets/latch").status_code for _ in range(5)]
    assert statuses == [200] * 5
    assert time.monotonic() - began > 0.6


def test_a_malformed_rate_is_refused_at_the_start() -> None:
    with pytest.raises(ValueError, match="rate"):
        Settings(rate="often")
