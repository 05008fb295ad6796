"""A real server that is killed, or that can write nothing more, while clients upload and stream."""

import resource
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

import httpx2
import pytest

from app.models.tables import sqlite_url
from tests.app.models.files import MODELS, small_file
from tests.app.models.stores import kept
from tests.browser.server import Server
from tests.plain import PLAIN

TRACES = "/api/v1/traces"
LINES = {
    "content-type": "application/x-ndjson",
    "accept": "application/x-ndjson",
    "accept-encoding": "identity",
}
STREAM = b'{"model": {"preset": "latch"}, "fields": ["C"]}' + b"\n[0.5, 1, 0]" * 20_000
LONGER = STREAM + b"\n[0.5, 1, 0]" * 80_000
"""Its numbers do not stay in memory while they are read."""
BACK_SECONDS = 30


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Yield a server that keeps everything in a folder of its own."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    server = Server(tmp_path / "log", DATA_DIR=str(tmp_path / "data"), TRAININGS="off")
    server.start()
    yield server
    server.stop()


def put(server: Server, data: bytes) -> httpx2.Response:
    """Upload a file."""
    return httpx2.post(server.address + MODELS, files={"file": ("a", data)}, timeout=40, verify=PLAIN)


def streamed(server: Server, into: bytearray) -> None:
    """Send a long input as lines, and gather the answer's bytes as they come."""
    with httpx2.stream(
        "POST", server.address + TRACES, content=STREAM, headers=LINES, timeout=40, verify=PLAIN
    ) as answer:
        assert answer.status_code == 200
        for piece in answer.iter_raw():
            into.extend(piece)


class Load:
    """Clients that upload and stream until their server is gone.

    Attributes
    ----------
    known : list of str
        The models whose upload was acknowledged.
    streams : list of bytearray
        What came of each stream that was cut off.
    """

    def __init__(self, server: Server) -> None:
        self.known: list[str] = []
        self.streams = [bytearray() for _ in range(3)]
        self._server, self._seeds = server, count()
        self._threads = [threading.Thread(target=self._upload) for _ in range(2)]
        self._threads += [threading.Thread(target=self._stream, args=(one,)) for one in self.streams]
        for one in self._threads:
            one.start()

    def is_heavy(self) -> bool:
        """Return whether models were acknowledged, and a stream is on its way."""
        return len(self.known) >= 6 and any(self.streams)

    def end(self) -> None:
        """Wait until all have noticed that the server is gone."""
        for one in self._threads:
            one.join(60)
            assert not one.is_alive()

    def _upload(self) -> None:
        with suppress(httpx2.TransportError):
            while True:
                answer = put(self._server, small_file(next(self._seeds)))
                assert answer.status_code == 201
                self.known.append(answer.json()["id"])

    def _stream(self, into: bytearray) -> None:
        with suppress(httpx2.TransportError):
            while True:
                into.clear()
                streamed(self._server, into)


def test_a_server_killed_under_load_loses_nothing_acknowledged_and_cuts_its_streams(
    server: Server, tmp_path: Path
) -> None:
    load, deadline = Load(server), time.monotonic() + BACK_SECONDS
    while not load.is_heavy() and time.monotonic() < deadline:
        time.sleep(0.005)
    server.kill()
    load.end()
    assert load.is_heavy()

    server.start()
    assert set(load.known) <= set(kept(sqlite_url(tmp_path / "data")))
    assert list((tmp_path / "tmp").iterdir()) == []
    whole = bytearray()
    streamed(server, whole)
    assert whole.count(b"\n") == 20_000
    assert all(whole.startswith(cut) for cut in load.streams)
    for model in load.known:
        body = {"model": {"id": model}, "inputs": [[1.0]]}
        assert httpx2.post(server.address + TRACES, json=body, timeout=40, verify=PLAIN).status_code == 200


def test_where_nothing_more_can_be_written_people_read_and_are_told(server: Server, tmp_path: Path) -> None:
    answer = put(server, small_file(1)).json()
    model, token = f"{server.address}{MODELS}/{answer['id']}", {"Deletion-Token": answer["deletion_token"]}
    body = {"model": {"id": answer["id"]}, "inputs": [[1.0], [-2.0]]}
    before = httpx2.post(server.address + TRACES, json=body, verify=PLAIN).json()
    limits = resource.prlimit(server.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (4096, limits[1]))
    for refused, status in (
        (put(server, small_file(2)), 503),
        (put(server, b"x" * 3_000_000), 507),
        (httpx2.post(server.address + TRACES, content=LONGER, headers=LINES, timeout=40, verify=PLAIN), 507),
        (
            httpx2.post(f"{server.address}/api/v1/rooms", json={"state": "/?t=0"}, timeout=40, verify=PLAIN),
            503,
        ),
    ):
        assert refused.status_code == status, refused.text
        assert refused.headers["content-type"] == "application/problem+json"
        assert int(refused.headers["retry-after"]) > 0
    assert httpx2.get(model, verify=PLAIN).json()["id"] == answer["id"]
    assert httpx2.post(server.address + TRACES, json=body, verify=PLAIN).json() == before
    assert httpx2.get(f"{server.address}/readyz", verify=PLAIN).status_code == 200
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, limits)
    assert put(server, small_file(2)).status_code == 201
    assert httpx2.delete(model, headers=token, verify=PLAIN).status_code == 204
    assert len(kept(sqlite_url(tmp_path / "data"))) == 1
    assert list((tmp_path / "tmp").iterdir()) == []
