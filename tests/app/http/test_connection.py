"""Connections of clients that begin and do not end: each is let go of, and nobody else notices."""

import asyncio
import json
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
from starlette.types import Receive, Scope, Send

from app.http import connection as connections
from app.http.connection import Connection
from app.http.ending import has_left
from tests.app.http.servers import connect, head, rest, serving, status, until

told: list[bool] = []
"""Whether a client has left, as a request at ``/wait`` saw it, until it had."""
LARGE = 64 * 2**20
PIECE = 2**18


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer how many bytes came; at ``/large`` with many bytes, at ``/refuse`` without reading.

    At ``/wait`` it waits until the client has left.
    """
    if scope["type"] != "http":
        return
    if scope["path"] == "/refuse":
        headers = [(b"content-length", b"2"), (b"connection", b"close")]
        await send({"type": "http.response.start", "status": 413, "headers": headers})
        await send({"type": "http.response.body", "body": b"no"})
        return
    count, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        count += len(message["body"])
        more = message["more_body"]
    if scope["path"] == "/wait":
        told.append(has_left(scope))
        while not has_left(scope):
            await asyncio.sleep(0.01)
        told.append(True)
        return
    is_large = scope["path"] == "/large"
    length = str(LARGE if is_large else len(str(count))).encode()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", length)]})
    if not is_large:
        await send({"type": "http.response.body", "body": str(count).encode()})
        return
    for n in range(LARGE // PIECE):
        await send({"type": "http.response.body", "body": b"x" * PIECE, "more_body": n + 1 < LARGE // PIECE})


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Yield the port of a server with short clocks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connections, "HEAD_SECONDS", 0.3)
        patch.setattr(connections, "BODY_SECONDS", 0.3)
        patch.setattr(connections, "UNTAKEN_SECONDS", 0.3)
        patch.setattr(connections, "MOST_CONNECTIONS", 20)
        with serving(app) as port:
            yield port


def all_gone() -> bool:
    """Return whether the server soon has no connection any more."""
    deadline = time.monotonic() + 5
    while Connection.open and time.monotonic() < deadline:
        time.sleep(0.01)
    return not Connection.open


def ask(
    port: int, method: str = "GET", path: str = "/", body: bytes = b"", source: str = "127.0.0.1"
) -> bytes:
    """Return the whole answer to a well-behaved request."""
    with connect(port, source) as connection:
        lines = ["Connection: close", f"Content-Length: {len(body)}"]
        connection.sendall(head(method, path, *lines) + body)
        return rest(connection)


def test_a_request_knows_that_its_client_has_left(port: int) -> None:
    with connect(port) as connection:
        connection.sendall(head("POST", "/wait", "Content-Length: 2") + b"ab")
        deadline = time.monotonic() + 5
        while not told and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(0.1)
        assert told == [False]
    assert all_gone()
    while len(told) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert told == [False, True]


def test_well_behaved_requests_are_answered(port: int) -> None:
    assert ask(port).endswith(b"\r\n\r\n0")
    assert ask(port, "POST", "/", b"x" * 300_000).endswith(b"\r\n\r\n300000")
    with connect(port) as connection:
        for count in (10, 100_000, 0):  # one after the other, and longer apart than the clocks run
            connection.sendall(head("POST", "/", f"Content-Length: {count}") + b"x" * count)
            assert until(connection, f"\r\n\r\n{count}".encode())
            time.sleep(0.4)
    assert len(ask(port, "GET", "/large")) > LARGE
    assert all_gone()


@pytest.mark.parametrize("start", [b"GET", head("GET", "/")[:-2], head("GET", "/", "X: ")[:-4]])
def test_a_head_that_does_not_end_is_told_so(port: int, start: bytes) -> None:
    with connect(port) as connection:
        connection.sendall(start)
        began = time.monotonic()
        answer = rest(connection)
    assert status(answer) == 408
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["detail"].startswith(
        "The request's head did not come"
    )
    assert time.monotonic() - began < 2


def test_a_head_that_drips_is_told_so(port: int) -> None:
    with connect(port) as connection:
        connection.sendall(head("GET", "/")[:-2])
        began = time.monotonic()
        connection.settimeout(0.05)
        answer = b""
        while not answer and time.monotonic() - began < 3:
            try:
                connection.sendall(b"X: y\r\n")
                answer = connection.recv(65536)
            except TimeoutError:
                pass
    assert status(answer) == 408


def test_who_connects_and_says_nothing_is_let_go_of_silently(port: int) -> None:
    with connect(port) as connection:
        assert rest(connection) == b""


@pytest.mark.parametrize("line", [b"X: " + b"y" * 200_000, b"X: y\r\n" * 30_000, b"GET /" + b"y" * 200_000])
def test_a_head_that_is_too_long_is_told_so(port: int, line: bytes) -> None:
    with connect(port) as connection:
        start = b"" if line.startswith(b"GET") else head("GET", "/")[:-2]
        try:
            connection.sendall(start + line)
        except ConnectionError:
            return  # cut off while it was still sending
        answer = rest(connection)
    assert status(answer) in (0, 431)


def test_a_body_that_does_not_come_is_given_up(port: int) -> None:
    with connect(port) as connection:
        connection.sendall(head("POST", "/", "Content-Length: 100000") + b"x" * 5000)
        began = time.monotonic()
        assert rest(connection) == b""
    assert 0.2 < time.monotonic() - began < 3
    assert all_gone()


def test_a_body_that_drips_is_given_up_and_a_slow_one_is_not(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "BODY_SECONDS", 1.0)  # a busy machine may hold up a test for a while
    with connect(port) as drip, connect(port) as slow:
        for connection in (drip, slow):
            connection.sendall(head("POST", "/", "Content-Length: 30000"))
        gone = False
        for _ in range(15):
            slow.sendall(b"x" * 2000)
            try:
                drip.sendall(b"x")
            except ConnectionError:
                gone = True
            time.sleep(0.1)
        assert gone
        assert until(slow, b"\r\n\r\n30000")


def test_an_answer_that_nobody_takes_is_dropped(port: int) -> None:
    with connect(port) as connection:
        connection.sendall(head("GET", "/large"))
        began = time.monotonic()
        assert all_gone()
        assert time.monotonic() - began < 3


def test_an_answer_that_is_taken_slowly_arrives(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "UNTAKEN_SECONDS", 1.0)
    with connect(port) as connection:
        connection.sendall(head("GET", "/large", "Connection: close"))
        taken, pauses = 0, 0
        while part := connection.recv(2**20):
            taken += len(part)
            if taken > (pauses + 1) * LARGE / 7:
                time.sleep(0.2)  # each is much shorter than the clock, all together are longer
                pauses += 1
    assert pauses > 5
    assert taken > LARGE


def test_one_client_cannot_take_all_connections(port: int) -> None:
    mine = [connect(port) for _ in range(20)]
    try:
        with connect(port) as more:
            answer = rest(more)
        assert status(answer) == 429
        assert b"retry-after: 5\r\n" in answer
        assert ask(port, source="127.0.0.2").endswith(b"\r\n\r\n0")
    finally:
        for connection in mine:
            connection.close()
    assert all_gone()
    assert ask(port).endswith(b"\r\n\r\n0")


def test_who_is_refused_while_sending_can_read_the_answer(port: int) -> None:
    with connect(port) as connection:
        connection.sendall(head("POST", "/refuse", "Content-Length: 20000000"))
        connection.sendall(b"x" * 20_000_000)
        answer = rest(connection)
    assert status(answer) == 413
    assert answer.endswith(b"\r\n\r\nno")
    assert all_gone()


@pytest.mark.parametrize(("count", "seconds"), [(2_000_000, 5.0), (0, 0.1)])
def test_who_is_refused_and_goes_on_is_cut_off(
    port: int, monkeypatch: pytest.MonkeyPatch, count: int, seconds: float
) -> None:
    monkeypatch.setattr(connections, "LINGER_BYTES", 1_000_000)
    monkeypatch.setattr(connections, "LINGER_SECONDS", seconds)
    with connect(port) as connection:
        connection.sendall(head("POST", "/refuse", "Content-Length: 100000000"))
        with suppress(ConnectionError):
            connection.sendall(b"x" * count)
        began = time.monotonic()
        assert all_gone()
    assert time.monotonic() - began < 2
