"""Answers as a stream of lines of JSON (``application/x-ndjson``)."""

from collections.abc import AsyncGenerator, Callable, Iterator
from functools import partial

import orjson
from fastapi import Request
from starlette.requests import ClientDisconnect
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from app.faults.kinds import Stopped
from app.http.body import content_type
from app.http.problems import STATUSES
from app.http.work import heavy

NDJSON = "application/x-ndjson"


def is_streamed(request: Request) -> bool:
    """Return whether a request's body consists of lines."""
    return content_type(request) == NDJSON


class Lines(StreamingResponse):
    """An answer that makes each piece of its lines once the previous one has been sent.

    If the lines stop with a fault, a last line reports it: ``{"problem": {"status", "step", "detail"}}``.

    Parameters
    ----------
    lines : iterator of bytes
        The pieces.
    close : callable
        Releases what they are read from, also where the client left before the first of them.
    """

    def __init__(self, lines: Iterator[bytes], close: Callable[[], None] = lambda: None) -> None:
        self._pieces, self._close = _pieces(lines), close
        headers = {"Cache-Control": "no-store", "Vary": "Accept"}
        super().__init__(self._pieces, media_type=NDJSON, headers=headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send all pieces."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            await self._pieces.aclose()
            self._close()


async def _pieces(lines: Iterator[bytes]) -> AsyncGenerator[bytes, None]:
    try:
        while (piece := await heavy(partial(next, lines, None), is_begun=True)) is not None:
            yield piece
    except ClientDisconnect:
        return
    except Stopped as fault:
        problem = {"status": STATUSES[Stopped], "step": fault.step, "detail": fault.detail}
        yield orjson.dumps({"problem": problem}) + b"\n"
