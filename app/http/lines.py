"""Answers as a stream of lines of JSON (``application/x-ndjson``)."""

from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial

import orjson
from fastapi import Request
from starlette.responses import StreamingResponse

from app.faults.kinds import Stopped
from app.http.body import content_type
from app.http.problems import STATUSES
from app.http.work import heavy

NDJSON = "application/x-ndjson"


def is_streamed(request: Request) -> bool:
    """Return whether a request's body consists of lines."""
    return content_type(request) == NDJSON


def respond(lines: Iterator[bytes], close: Callable[[], None] | None = None) -> StreamingResponse:
    """Return a response that makes each piece of its lines once the previous one has been sent.

    If the lines stop with a fault, a last line reports it: ``{"problem": {"status", "step", "detail"}}``.
    """
    headers = {"Cache-Control": "no-store", "Vary": "Accept"}
    return StreamingResponse(_pieces(lines, close), media_type=NDJSON, headers=headers)


async def _pieces(lines: Iterator[bytes], close: Callable[[], None] | None) -> AsyncIterator[bytes]:
    try:
        while (piece := await heavy(partial(next, lines, None), is_begun=True)) is not None:
            yield piece
    except Stopped as fault:
        problem = {"status": STATUSES[Stopped], "step": fault.step, "detail": fault.detail}
        yield orjson.dumps({"problem": problem}) + b"\n"
    finally:
        if close is not None:
            close()
