"""Streams of lines (``application/x-ndjson``): a long input read, a long trace answered."""

from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial

from fastapi import Request
from starlette.responses import StreamingResponse

from app.http.body import content_type
from app.http.work import aside, heavy
from app.runs.intake import Intake
from app.runs.streams import TraceLines

NDJSON = "application/x-ndjson"


def is_streamed(request: Request) -> bool:
    """Tell whether a request's body comes as lines."""
    return content_type(request) == NDJSON


async def answer_stream(request: Request) -> StreamingResponse:
    """Return the trace of a request that came as lines.

    All of it is read, and checked, before the first line is answered: a client may send everything before it
    listens, and what is wrong is told as a problem and not in the middle of an answer.

    Raises
    ------
    Problem
        As from `Intake` and `TraceLines`.
    """
    state = request.app.state
    intake = Intake(state.runner, state.settings)
    try:
        async for chunk in request.stream():
            await aside(partial(intake.feed, chunk))
        wanted, network, rows = await aside(intake.finish)
        trace = TraceLines(network, wanted, rows.steps)
    except BaseException:
        intake.close()
        raise
    return respond(trace.lines(rows.pieces(trace.piece)), intake.close)


def respond(lines: Iterator[bytes], close: Callable[[], None] | None = None) -> StreamingResponse:
    """Return a response that makes each piece of its lines when the one before has gone."""
    headers = {"Cache-Control": "no-store", "Vary": "Accept"}
    return StreamingResponse(_pieces(lines, close), media_type=NDJSON, headers=headers)


async def _pieces(lines: Iterator[bytes], close: Callable[[], None] | None) -> AsyncIterator[bytes]:
    try:
        while (piece := await heavy(partial(next, lines, None))) is not None:
            yield piece
    finally:
        if close is not None:
            close()
