"""``GET /api/v1/trainings/{id}/events``: what happens in a training, as server-sent events."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import suppress
from functools import partial
from typing import Annotated, Final

import orjson
from fastapi import Header, Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Scope

from app.faults.kinds import NotThere, Unavailable
from app.http.ending import when_stopping
from app.http.problems import Problem
from app.http.replies import problems
from app.http.routing import new_router
from app.http.work import stored
from app.services import services_of
from app.training.routes.documents import status_of
from app.training.routes.ids import ONE, Id
from app.training.trainings import Trainings

router = new_router(prefix="/api/v1/trainings", tags=["trainings"])

EVENTS: Final = "text/event-stream"
_ENDED: Final = ".end"
_LAST: Final = re.compile(rf"(\d{{1,9}})({re.escape(_ENDED)})?")
_LOOK: Final = 1.0
"""Seconds between looks at a training that another process may compute."""
_QUIET: Final = 10.0
"""Seconds of silence after which a comment shows that the connection lives."""


@router.get(
    ONE + "/events",
    summary="Watch a training",
    response_class=Response,
    responses={
        200: {"content": {EVENTS: {"schema": {"type": "string"}}}},
        204: {"description": "It has ended, and Last-Event-ID says that this is known."},
        **problems(404, 422, 429, 503),
    },
)
async def watch_training(
    request: Request,
    training: Id,
    last_event_id: Annotated[str | None, Header(description="The id of the last event received.")] = None,
) -> Response:
    """Return events as they happen: `checkpoint`, `status` and `queue`, each with JSON.

    All checkpoints come, from the first or from the one after Last-Event-ID. The stream ends with the
    training.
    """
    found = _LAST.fullmatch(last_event_id or "")
    if last_event_id and found is None:
        raise Problem(422, "Last-Event-ID is not the id of an event of a training, such as 12.")
    trainings, after = services_of(request).trainings, int(found[1]) if found else -1
    news = await stored(partial(trainings.news, training, after))
    if found and found[2] and news.has_ended:
        return Response(status_code=204)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(
        _events(request.scope, trainings, training, after), media_type=EVENTS, headers=headers
    )


async def _events(scope: Scope, trainings: Trainings, training: str, after: int) -> AsyncIterator[bytes]:
    told_status, told_place = None, None
    quiet = 0.0
    yield b"retry: 1000\n\n"
    stops = asyncio.Event()
    with trainings.bell.listening(training) as rung:
        when_stopping(scope, stops.set)
        when_stopping(scope, rung.set)
        while not stops.is_set():
            rung.clear()
            try:
                news = await stored(partial(trainings.news, training, after))
            except (NotThere, Unavailable, Problem):
                return  # whoever asks again is told why
            piece = b"".join(_event("checkpoint", orjson.Fragment(said), str(n)) for n, said in news.told)
            after = max((after, *(n for n, _ in news.told)))
            record, place = news.progress
            if (status := status_of(news.progress)) != told_status:
                now = {"status": status, "step": record.step, "error": record.error}
                piece += _event("status", now, f"{after}{_ENDED}" if news.has_ended else None)
            if place != told_place:
                piece += _event("queue", {"place_in_queue": place})
            told_status, told_place = status, place
            if not piece and quiet >= _QUIET:
                piece = b":\n\n"
            if piece:
                yield piece
                quiet = 0.0
            if news.has_ended:
                return
            with suppress(TimeoutError):
                await asyncio.wait_for(rung.wait(), _LOOK)
            quiet += _LOOK


def _event(name: str, data: object, number: str | None = None) -> bytes:
    own = b"" if number is None else b"id: %s\n" % number.encode()
    return b"%sevent: %s\ndata: %s\n\n" % (own, name.encode(), orjson.dumps(data))
