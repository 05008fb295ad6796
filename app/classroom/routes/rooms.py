"""``/api/v1/rooms``: opening a room, what everybody sees of it, and what its desk does with it."""

from functools import partial
from typing import Annotated, Literal

from fastapi import Path, Query, Request
from starlette.responses import Response

from app.classroom import closing, opening, steering
from app.classroom.addresses import reach_of
from app.classroom.examples import (
    CHANGE_EXAMPLES,
    CLAIM_EXAMPLES,
    LESSON_EXAMPLES,
    ROOM_EXAMPLES,
    STATE_EXAMPLES,
)
from app.classroom.export import summary, table, whole
from app.classroom.export_replies import ExportReply, SummaryReply
from app.classroom.records import SECOND, Stand
from app.classroom.replies import (
    ClaimReply,
    DeskReply,
    OpenedReply,
    RecallReply,
    RoomReply,
    StateReply,
)
from app.classroom.requests import (
    BODY_BYTES,
    LESSON_BYTES,
    DeskRequest,
    Lesson,
    RoomChange,
    RoomRequest,
    StateRequest,
)
from app.classroom.routes.changing import NO_STORE, changed, json_response, nothing
from app.classroom.routes.passes import ROOM, Code, Desk
from app.classroom.views import desk_of, left_of, public_of
from app.http.body import description, read
from app.http.clients import client_of
from app.http.paths import rooted
from app.http.replies import problems
from app.http.routing import new_router
from app.http.work import stored
from app.services import services_of

router = new_router(prefix="/api/v1/rooms", tags=["rooms"])
_BODY = (400, 413, 415, 422, 429, 503)


@router.post(
    "",
    status_code=201,
    response_model=OpenedReply,
    responses=problems(*_BODY),
    openapi_extra=description(RoomRequest, ROOM_EXAMPLES),
    summary="Open a room",
)
async def open_room(request: Request) -> Response:
    """Open a room for a live class; its key makes the desk."""
    services = services_of(request)
    wanted = await read(request, RoomRequest, LESSON_BYTES)
    client = client_of(request.scope)
    services.house.room_rate.hit(client)
    rooms, most = services.classrooms.rooms, services.classrooms.most_rooms
    lesson = wanted.lesson or {}
    new = await stored(partial(opening.open_room, rooms, client, Stand.at(wanted.state), lesson, most))
    content = {"code": new.code, "key": new.key, "expires": new.expires // SECOND}
    return json_response(content, 201, {"Location": rooted(request, f"{router.prefix}/{new.code}")})


@router.get(ROOM, response_model=RoomReply, responses=problems(404, 410, 429, 503), summary="Read a room")
async def read_room(request: Request, code: Code) -> Response:
    """Return what the class sees: the state, how the room is run, and the present question."""
    return json_response(await stored(partial(public_of, services_of(request).classrooms.rooms, code)))


@router.patch(
    ROOM,
    status_code=204,
    response_class=Response,
    responses=problems(403, 404, 409, 410, *_BODY),
    openapi_extra=description(RoomChange, CHANGE_EXAMPLES),
    summary="Change how a room is run",
)
async def change_room(request: Request, desk: Desk) -> Response:
    """Change how a room is run: pace, pause, freeze, lock, black board, names of one's own."""
    wanted, rooms = await read(request, RoomChange, BODY_BYTES), services_of(request).classrooms.rooms
    await changed(request, desk.code, partial(steering.change, rooms, desk, wanted))
    return nothing()


@router.delete(
    ROOM,
    status_code=204,
    response_class=Response,
    responses=problems(403, 404, 409, 410, 429, 503),
    summary="Close a room",
)
async def close_room(request: Request, desk: Desk) -> Response:
    """Close a room; its questions and answers can be read by the desk until they are deleted."""
    classrooms = services_of(request).classrooms
    await changed(request, desk.code, partial(closing.close, classrooms.rooms, desk, classrooms.kept))
    return nothing()


@router.get(
    ROOM + "/desk",
    response_model=DeskReply,
    responses=problems(403, 404, 429, 503),
    summary="Read a room as its desk",
)
async def read_desk(request: Request, desk: Desk) -> Response:
    """Return all that the desk may know; with X-Desk also whether this desk may write."""
    known = await stored(partial(desk_of, services_of(request).classrooms.rooms, desk))
    return json_response(known | await reach_of(request.scope))


@router.get(
    ROOM + "/summary",
    response_model=SummaryReply,
    responses=problems(403, 404, 429, 503),
    summary="Read what a class has answered",
)
async def read_summary(request: Request, desk: Desk) -> Response:
    """Return people, questions and counts, without seats."""
    services = services_of(request)
    tell = partial(summary, services.pages.catalogues)
    return json_response(await stored(partial(left_of, services.classrooms.rooms, desk, tell)))


@router.get(
    ROOM + "/export",
    response_model=ExportReply,
    responses={
        200: {"content": {"text/csv": {"schema": {"type": "string"}}}},
        **problems(403, 404, 422, 429, 503),
    },
    summary="Get questions and answers",
)
async def export_room(
    request: Request,
    desk: Desk,
    form: Annotated[Literal["csv", "json"], Query(alias="format", description="csv or json.")] = "csv",
) -> Response:
    """Return questions and answers as a file, the seats numbered at random."""
    services = services_of(request)
    tell = partial(whole, services.pages.catalogues)
    found = await stored(partial(left_of, services.classrooms.rooms, desk, tell))
    name = {"Content-Disposition": f'attachment; filename="class-{desk.code}.{form}"'}
    if form == "json":
        return json_response(found, headers=name)
    # With the mark by which spreadsheets know UTF-8.
    return Response(table(found).encode("utf-8-sig"), 200, NO_STORE | name, "text/csv")


@router.post(
    ROOM + "/desk",
    response_model=ClaimReply,
    responses=problems(403, 404, 410, *_BODY),
    openapi_extra=description(DeskRequest, CLAIM_EXAMPLES),
    summary="Be the desk that writes",
)
async def claim_desk(request: Request, desk: Desk) -> Response:
    """Say which desk writes: the first does, until another takes over."""
    wanted, rooms = await read(request, DeskRequest, BODY_BYTES), services_of(request).classrooms.rooms
    only_reads = await changed(request, desk.code, partial(steering.claim, rooms, desk, wanted))
    return json_response({"reading_only": only_reads})


@router.put(
    ROOM + "/state",
    response_model=StateReply,
    responses=problems(403, 404, 409, 410, *_BODY),
    openapi_extra=description(StateRequest, STATE_EXAMPLES),
    summary="Show the class a state",
)
async def show_state(request: Request, desk: Desk) -> Response:
    """Show the class another state of the Lab, if the desk has seen the present one."""
    wanted, rooms = await read(request, StateRequest, BODY_BYTES), services_of(request).classrooms.rooms
    version = await changed(request, desk.code, partial(steering.show, rooms, desk, wanted))
    return json_response({"version": version})


@router.post(
    ROOM + "/recall",
    response_model=RecallReply,
    responses=problems(403, 404, 409, 410, 429, 503),
    summary="Call everybody back",
)
async def recall_seats(request: Request, desk: Desk) -> Response:
    """Call every seat back to the class."""
    rooms = services_of(request).classrooms.rooms
    return json_response({"recall": await changed(request, desk.code, partial(steering.recall, rooms, desk))})


@router.put(
    ROOM + "/lesson",
    status_code=204,
    response_class=Response,
    responses=problems(403, 404, 409, 410, *_BODY),
    openapi_extra=description(Lesson, LESSON_EXAMPLES),
    summary="Keep a lesson",
)
async def keep_lesson(request: Request, desk: Desk) -> Response:
    """Keep the desk's plan, any JSON object of at most 64 kB."""
    wanted, rooms = await read(request, Lesson, LESSON_BYTES), services_of(request).classrooms.rooms
    await changed(request, desk.code, partial(steering.keep_lesson, rooms, desk, wanted.root))
    return nothing()


@router.delete(
    ROOM + "/seats/{seat:int}",
    status_code=204,
    response_class=Response,
    responses=problems(403, 404, 409, 410, 422, 429, 503),
    summary="Remove a seat",
)
async def remove_seat(
    request: Request, desk: Desk, seat: Annotated[int, Path(ge=1, le=2**31 - 1, description="Its number.")]
) -> Response:
    """Remove a seat: its token is worth nothing any more, and its answers do not count."""
    rooms = services_of(request).classrooms.rooms
    await changed(request, desk.code, partial(steering.remove, rooms, desk, seat))
    return nothing()
