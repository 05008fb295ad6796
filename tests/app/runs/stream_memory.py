"""How much memory a streamed trace takes: ``python -m tests.app.runs.stream_memory STEPS ...``.

Sends as many steps as lines to the application itself, takes the answer's lines as they come, and prints a
line of JSON for each number of steps: how many lines came, the peak of memory until then, and the seconds.
"""

import asyncio
import json
import resource
import sys
import time
from collections.abc import Iterator

from fastapi import FastAPI

from app.config import Settings
from app.main import create_app
from tests.app.runs.asgi import stream

REQUEST = {"model": {"preset": "stock-position"}, "fields": ["f", "i", "o", "C"]}
LINE = b"[0.25,1,0]\n"
BLOCK = 4096
"""How many lines a client sends at a time."""


def chunks(steps: int) -> Iterator[bytes]:
    """Yield the body of a request in pieces."""
    yield json.dumps(REQUEST).encode() + b"\n"
    for start in range(0, steps, BLOCK):
        yield LINE * min(BLOCK, steps - start)


async def count(app: FastAPI, steps: int) -> int:
    """Send a request; return how many lines were answered."""
    lines = 0

    def take(piece: bytes) -> None:
        nonlocal lines
        lines += piece.count(b"\n")

    status = await stream(app, "/api/v1/traces", "application/x-ndjson", chunks(steps), take)
    if status != 200:
        raise RuntimeError(f"answered {status}")
    return lines


def main() -> None:
    """Stream once for each number of steps."""
    app = create_app(Settings(access_log=False))
    for steps in map(int, sys.argv[1:]):
        start = time.perf_counter()
        lines = asyncio.run(count(app, steps))
        row = {
            "lines": lines,
            "peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            "seconds": round(time.perf_counter() - start, 2),
        }
        sys.stdout.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
