"""``/api/v1/rooms/{code}/showing``: whether a seat's own picture may be shown to the class."""

from functools import partial
from typing import Annotated

from fastapi import Path, Request
from starlette.responses import Response

from app.classroom import showing
from app.classroom.examples import AGREED_EXAMPLES, SHOWING_EXAMPLES
from app.classroom.replies import BegunReply
from app.classroom.requests import BODY_BYTES, ShowingAnswer, ShowingRequest
from app.classroom.routes.changing import changed, json_response, nothing
from app.classroom.routes.passes import ROOM, Desk, Seat
from app.http.body import description, read
from app.http.replies import problems
from app.http.routing import new_router
from app.services import services_of

router = new_router(prefix="/api/v1/rooms", tags=["rooms"])
_BODY = (400, 413, 415, 422, 429, 503)
Name = Annotated[str, Path(alias="id", pattern="^[0-9a-f]{8,32}$", description="What the seat was asked.")]


@router.post(
    ROOM + "/showing",
    status_code=201,
    response_model=BegunReply,
    responses={200: {"model": BegunReply}, **problems(403, 404, 409, 410, *_BODY)},
    openapi_extra=description(ShowingRequest, SHOWING_EXAMPLES),
    summary="Ask to show a seat's picture",
)
async def ask_showing(request: Request, desk: Desk) -> Response:
    """Ask a seat whether its picture may be shown; another seat that was asked is not asked any more."""
    wanted, rooms = await read(request, ShowingRequest, BODY_BYTES), services_of(request).classrooms.rooms
    begun = await changed(request, desk.code, partial(showing.ask, rooms, desk, wanted))
    return json_response({"id": begun.id, "address": begun.address}, 201 if begun.is_new else 200)


@router.delete(
    ROOM + "/showing",
    status_code=204,
    response_class=Response,
    responses=problems(403, 404, 409, 410, 429, 503),
    summary="Ask no seat any more",
)
async def withdraw_showing(request: Request, desk: Desk) -> Response:
    """Ask no seat any more whether its picture may be shown."""
    rooms = services_of(request).classrooms.rooms
    await changed(request, desk.code, partial(showing.withdraw, rooms, desk))
    return nothing()


@router.put(
    ROOM + "/showing/{id}",
    status_code=204,
    response_class=Response,
    responses=problems(403, 404, 410, *_BODY),
    openapi_extra=description(ShowingAnswer, AGREED_EXAMPLES),
    summary="Agree that one's picture is shown",
)
async def answer_showing(request: Request, seat: Seat, name: Name) -> Response:
    """Say whether one's picture may be shown; the desk then shows it without a name."""
    services = services_of(request)
    services.house.seat_rate.hit(seat.token)
    wanted = await read(request, ShowingAnswer, BODY_BYTES)
    await changed(request, seat.code, partial(showing.answer, services.classrooms.rooms, seat, name, wanted))
    return nothing()
