"""How much memory a streamed trace takes: ``python -m tests.app.stream_memory STEPS ...``.

Sends as many steps as lines to the application itself, takes the answer's lines as they come, and prints a
line of JSON for each number of steps: how many lines came, the peak of memory until then, and the seconds.
"""

import asyncio
import json
import resource
import sys
import time
from collections.abc import Iterator
from typing import Any

from app.config import Settings
from app.main import create_app

REQUEST = {"model": {"preset": "stock-position"}, "fields": ["f", "i", "o", "C"]}
LINE = b"[0.25,1,0]\n"
BLOCK = 4096
"""How many lines a client sends at a time."""


def chunks(steps: int) -> Iterator[bytes]:
    """Yield the body of a request in pieces."""
    yield json.dumps(REQUEST).encode() + b"\n"
    for start in range(0, steps, BLOCK):
        yield LINE * min(BLOCK, steps - start)


async def stream(app: Any, steps: int) -> int:
    """Send a request; return how many lines were answered."""
    pieces = chunks(steps)
    lines = 0
    status = 0

    ended = False

    async def receive() -> dict[str, Any]:
        nonlocal ended
        if ended:
            await asyncio.Event().wait()  # The client stays, and says no more.
        body = next(pieces, None)
        ended = body is None
        return {"type": "http.request", "body": body or b"", "more_body": not ended}

    async def send(message: dict[str, Any]) -> None:
        nonlocal lines, status
        status = message.get("status", status)
        lines += message.get("body", b"").count(b"\n")

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http",
        "path": "/api/v1/traces", "raw_path": b"/api/v1/traces", "query_string": b"", "root_path": "",
        "headers": [(b"content-type", b"application/x-ndjson"), (b"host", b"a")], "client": ("a", 1),
        "server": ("a", 80), "state": {},
    }  # fmt: skip
    await app(scope, receive, send)
    if status != 200:
        raise RuntimeError(f"answered {status}")
    return lines


def main() -> None:
    """Stream once for each number of steps."""
    app = create_app(Settings())
    for steps in map(int, sys.argv[1:]):
        start = time.perf_counter()
        lines = asyncio.run(stream(app, steps))
        row = {
            "lines": lines,
            "peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            "seconds": round(time.perf_counter() - start, 2),
        }
        sys.stdout.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
