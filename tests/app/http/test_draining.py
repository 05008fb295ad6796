"""Behind a proxy, the body of a request has come before the answer goes."""

import asyncio
import time
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from app.config import Settings
from app.http import draining
from app.http.draining import DRAINED_BYTES, MOMENT, Draining
from app.main import create_app

SHORT = [(b"content-length", b"6")]
TWO_PIECES = [b"abc", b"def"]


def course(
    status: int, headers: list[tuple[bytes, bytes]], pieces: list[bytes], read: int = 0, rest: float = 0
) -> list[str]:
    """Return what happens, in order, when an app reads `read` pieces of a body and answers."""
    return [name for name, _ in timed(status, headers, pieces, read, rest)]


def timed(
    status: int, headers: list[tuple[bytes, bytes]], pieces: list[bytes], read: int, rest: float = 0
) -> list[tuple[str, float]]:
    """Return what happens, each with its time in seconds."""
    happened: list[tuple[str, float]] = []
    waiting = list(pieces)

    async def receive() -> Message:
        if not waiting:
            await asyncio.sleep(60)
        await asyncio.sleep(rest)
        happened.append(("body", time.monotonic()))
        return {"type": "http.request", "body": waiting.pop(0), "more_body": bool(waiting)}

    async def send(message: Message) -> None:
        happened.append((message["type"], time.monotonic()))

    async def app(_: Scope, receive: Receive, send: Send) -> None:
        for _piece in range(read):
            await receive()
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    scope: Any = {"type": "http", "headers": headers}
    asyncio.run(Draining(app)(scope, receive, send))
    return happened


ANSWER = ["http.response.start", "http.response.body"]


@pytest.mark.parametrize("headers", [SHORT, [(b"transfer-encoding", b"chunked")]], ids=["length", "chunks"])
@pytest.mark.parametrize("read", [0, 1, 2])
def test_all_of_a_short_body_comes_before_a_refusal(headers: list[tuple[bytes, bytes]], read: int) -> None:
    assert course(429, headers, TWO_PIECES, read) == ["body", "body", *ANSWER]


def test_an_answer_that_refuses_nothing_begins_when_the_app_begins_it() -> None:
    """As that to lines, which are answered while more of them come."""
    assert course(200, SHORT, TWO_PIECES, read=1) == ["body", *ANSWER]


def test_an_answer_to_a_body_that_was_read_lets_the_proxy_see_its_end() -> None:
    *_, last, start, _body = timed(200, SHORT, TWO_PIECES, read=2)
    assert (last[0], start[0]) == ("body", "http.response.start")
    assert start[1] - last[1] >= MOMENT * 0.9


def test_a_long_body_is_not_waited_for() -> None:
    assert course(413, [(b"content-length", b"%d" % (DRAINED_BYTES + 1))], TWO_PIECES) == ANSWER
    pieces = [bytes(DRAINED_BYTES), b"a", b"b", b"c"]
    assert course(413, [(b"transfer-encoding", b"chunked")], pieces) == ["body", "body", *ANSWER]


def test_a_request_without_a_body_is_answered_at_once() -> None:
    assert course(404, [], []) == course(404, [(b"content-length", b"0")], []) == ANSWER


def test_a_body_that_does_not_come_is_not_waited_for_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draining, "DRAINED_SECONDS", 0.01)
    assert course(429, SHORT, TWO_PIECES, rest=5) == ANSWER


def test_only_a_server_behind_a_proxy_waits() -> None:
    def drains(settings: Settings) -> bool:
        return "Middleware(Draining)" in map(repr, create_app(settings).user_middleware)

    assert not drains(Settings())
    assert drains(Settings(proxies="127.0.0.1"))
