"""``/api/v1/rooms/{code}/seats``: taking a seat, and what it says of itself."""

from functools import partial

from fastapi import Request
from starlette.responses import Response

from app.classroom import seating
from app.classroom.examples import JOIN_EXAMPLES, SEAT_EXAMPLES
from app.classroom.replies import OwnReply, TakenReply
from app.classroom.requests import BODY_BYTES, JoinRequest, SeatChange
from app.classroom.routes.changing import changed, json_response, nothing
from app.classroom.routes.passes import ROOM, Code, Seat
from app.classroom.views import public_of
from app.http.body import description, read
from app.http.replies import problems
from app.http.routing import new_router
from app.http.work import stored
from app.services import services_of

router = new_router(prefix="/api/v1/rooms", tags=["rooms"])
_BODY = (400, 413, 415, 422, 429, 503)


@router.post(
    ROOM + "/seats",
    status_code=201,
    response_model=TakenReply,
    responses={200: {"model": TakenReply}, **problems(403, 404, 409, 410, 423, *_BODY)},
    openapi_extra=description(JoinRequest, JOIN_EXAMPLES),
    summary="Take a seat",
)
async def take_seat(request: Request, code: Code) -> Response:
    """Take a seat in a room; a seat that sends its token again has the same seat."""
    services = services_of(request)
    services.house.join_rate.hit(code)
    wanted, rooms = await read(request, JoinRequest, BODY_BYTES), services.classrooms.rooms
    take = partial(seating.join, rooms, code, wanted, services.classrooms.most_seats)
    taken = await changed(request, code, take, is_step=False)
    # What was told last will do, as the stream tells what is new: a whole class joins at a time.
    seen = services.classrooms.channels.seen(code)
    room = await stored(partial(public_of, rooms, code)) if seen is None else seen
    content = {"seat": taken.seat, "token": taken.token, "nickname": taken.nickname, "room": room}
    return json_response(content, 201 if taken.is_new else 200)


@router.get(
    ROOM + "/seats/me",
    response_model=OwnReply,
    responses=problems(403, 404, 410, 429, 503),
    summary="Read one's seat",
)
async def read_seat(request: Request, seat: Seat) -> Response:
    """Return what a seat may know of itself, its answers among it."""
    return json_response(await stored(partial(seating.own, services_of(request).classrooms.rooms, seat)))


@router.put(
    ROOM + "/seats/me",
    status_code=204,
    response_class=Response,
    responses=problems(403, 404, 410, *_BODY),
    openapi_extra=description(SeatChange, SEAT_EXAMPLES),
    summary="Say what one is doing",
)
async def change_seat(request: Request, seat: Seat) -> Response:
    """Say what a seat is doing; the same id again changes nothing."""
    services = services_of(request)
    services.house.seat_rate.hit(seat.token)
    wanted = await read(request, SeatChange, BODY_BYTES)
    change = partial(seating.change, services.classrooms.rooms, seat, wanted)
    await changed(request, seat.code, change, is_step=False)
    return nothing()
