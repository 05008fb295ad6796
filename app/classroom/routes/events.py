"""The streams of a room: what the class sees, and what its desk does, whole each time something changes."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import ExitStack
from functools import partial
from typing import Any, Final

from fastapi import Request
from starlette.responses import Response

from app.classroom import seating
from app.classroom.addresses import reach_of
from app.classroom.channels import HEARTBEAT_SECONDS, Channel, Listener, event
from app.classroom.classrooms import Classrooms
from app.classroom.routes.changing import NO_STORE
from app.classroom.routes.passes import ROOM, Code, Desk, Token, seat_pass
from app.classroom.showing import asked_of
from app.classroom.store import closed
from app.classroom.views import as_seen, public_of
from app.http.ending import when_stopping
from app.http.replies import problems
from app.http.routing import new_router
from app.http.streaming import Stream
from app.http.work import stored
from app.services import services_of

router = new_router(prefix="/api/v1/rooms", tags=["rooms"])
EVENTS: Final = "text/event-stream"
_HEADERS: Final = NO_STORE | {"X-Accel-Buffering": "no"}
_STREAM: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {EVENTS: {"schema": {"type": "string"}}}}}
Tell = Callable[[Channel], bytes]
"""Returns the event that is to be sent; the same again is not sent twice."""


@router.get(
    ROOM + "/events",
    response_class=Response,
    responses=_STREAM | problems(403, 404, 410, 429, 503),
    summary="Watch a room",
)
async def watch_room(request: Request, code: Code, token: Token = None) -> Response:
    """Return events `room`, each with what GET of the room answers, and in the end `closed`.

    With a token the seat counts as present, and hears of numbers of people alone two seconds later; it alone
    hears in an event `showing` that it is asked to show its picture, and in another, of null, that it is not
    any more.
    """
    classrooms = services_of(request).classrooms
    seat = None
    if token is None:
        await stored(partial(public_of, classrooms.rooms, code))
        return _response(request, classrooms, code, lambda channel: channel.public)
    seat = (await stored(partial(seating.present, classrooms.rooms, seat_pass(code, token)))).seat
    return _response(request, classrooms, code, lambda channel: channel.for_seats, seat)


@router.get(
    ROOM + "/desk/events",
    response_class=Response,
    responses=_STREAM | problems(403, 404, 410, 429, 503),
    summary="Watch a room as its desk",
)
async def watch_desk(request: Request, desk: Desk) -> Response:
    """Return events `desk`, each with what GET of the desk answers, and in the end `closed`."""
    classrooms = services_of(request).classrooms
    if (await stored(partial(classrooms.rooms.read, desk.code))).is_closed:
        raise closed(desk.code)
    reach = await reach_of(request.scope)

    def tell(channel: Channel) -> bytes:
        view = channel.view
        if view is None:
            return b""
        return event("desk", as_seen(view, desk.desk) | reach, view.public["version"])

    return _response(request, classrooms, desk.code, tell)


def _response(
    request: Request, classrooms: Classrooms, code: str, tell: Tell, seat: int | None = None
) -> Response:
    listener = Listener(is_seat=seat is not None)
    stream = _events(request, classrooms, code, tell, seat, listener)
    return Stream(stream, listener.end, EVENTS, _HEADERS)


async def _events(
    request: Request, classrooms: Classrooms, code: str, tell: Tell, seat: int | None, listener: Listener
) -> AsyncGenerator[bytes, None]:
    told, told_asked = b"", None
    with ExitStack() as stack:
        channel = stack.enter_context(classrooms.channels.listening(code, listener))
        when_stopping(request.scope, listener.end)
        if seat is not None:
            stack.enter_context(classrooms.attendance.attending(code, seat, listener))
        yield b"retry: 2000\n\n"
        while not listener.is_over:
            listener.rung.clear()
            if channel.view is not None and seat in channel.view.removed:
                return
            asked = asked_of(channel.view and channel.view.showing, seat)
            if asked != told_asked:
                told_asked = asked
                yield event("showing", asked)
            news = tell(channel)
            if news and news != told and not channel.is_over:
                told = news
                yield news
                continue
            if channel.is_over:
                yield event("closed", {"code": code})
                return
            try:
                async with asyncio.timeout(HEARTBEAT_SECONDS):
                    await listener.rung.wait()
            except TimeoutError:
                yield b":\n\n"
