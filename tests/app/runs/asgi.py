"""A client that sends and takes piece by piece, which no client of a whole request can."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any


async def stream(
    app: Any, path: str, content_type: str, pieces: Iterator[bytes], take: Callable[[bytes], None]
) -> int:
    """Send a request to an application in pieces, take the pieces of its answer; return the status."""
    status, ended = 0, False

    async def receive() -> dict[str, Any]:
        nonlocal ended
        if ended:
            await asyncio.Event().wait()  # The client stays, and says no more.
        body = next(pieces, None)
        ended = body is None
        return {"type": "http.request", "body": body or b"", "more_body": not ended}

    async def send(message: dict[str, Any]) -> None:
        nonlocal status
        status = message.get("status", status)
        take(message.get("body", b""))

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "", "state": {},
        "headers": [(b"host", b"a"), (b"content-type", content_type.encode())],
        "client": ("a", 1), "server": ("a", 80),
    }  # fmt: skip
    await app(scope, receive, send)
    return status
