"""``/api/v1/rooms/{code}/questions``: what a desk asks, and what seats answer."""

from functools import partial
from typing import Annotated, Final

from fastapi import Path, Request
from starlette.responses import Response

from app.classroom import asking
from app.classroom.answering import Letter
from app.classroom.examples import ANSWER_EXAMPLES, QUESTION_EXAMPLES, WALK_EXAMPLES
from app.classroom.replies import AskedNowReply, ReceiptReply
from app.classroom.requests import BODY_BYTES, AnswerRequest, QuestionChange, QuestionRequest
from app.classroom.routes.changing import changed, json_response, nothing
from app.classroom.routes.passes import ROOM, Desk, Seat
from app.http.body import description, read
from app.http.replies import problems
from app.http.routing import new_router
from app.services import services_of

router = new_router(prefix="/api/v1/rooms", tags=["rooms"])
ONE: Final = ROOM + "/questions/{question}"
_HEX: Final = "^[0-9a-f]{8,32}$"
_BODY = (400, 413, 415, 422, 429, 503)

Question = Annotated[str, Path(pattern=_HEX, description="The question's id.")]
AnswerId = Annotated[
    str, Path(alias="id", pattern=_HEX, description="Chosen by the seat at random: the same id counts once.")
]


@router.post(
    ROOM + "/questions",
    status_code=201,
    response_model=AskedNowReply,
    responses={200: {"model": AskedNowReply}, **problems(403, 404, 409, 410, *_BODY)},
    openapi_extra=description(QuestionRequest, QUESTION_EXAMPLES),
    summary="Ask a question",
)
async def create_question(request: Request, desk: Desk) -> Response:
    """Keep a question as a draft, or ask it at once."""
    wanted, rooms = await read(request, QuestionRequest, BODY_BYTES), services_of(request).classrooms.rooms
    asked = await changed(request, desk.code, partial(asking.ask, rooms, desk, wanted))
    return json_response({"id": asked.id, "version": asked.version}, 201 if asked.is_new else 200)


@router.put(
    ONE,
    response_model=AskedNowReply,
    responses=problems(403, 404, 409, 410, *_BODY),
    openapi_extra=description(QuestionRequest, QUESTION_EXAMPLES),
    summary="Change a question",
)
async def replace_question(request: Request, desk: Desk, question: Question) -> Response:
    """Ask something else in its place; its id and state in the body count for nothing.

    If it is open, it has a new version, and the answers so far are kept apart.
    """
    wanted, rooms = await read(request, QuestionRequest, BODY_BYTES), services_of(request).classrooms.rooms
    asked = await changed(request, desk.code, partial(asking.replace, rooms, desk, question, wanted))
    return json_response({"id": asked.id, "version": asked.version})


@router.patch(
    ONE,
    status_code=204,
    response_class=Response,
    responses=problems(403, 404, 409, 410, *_BODY),
    openapi_extra=description(QuestionChange, WALK_EXAMPLES),
    summary="Go on with a question",
)
async def change_question(request: Request, desk: Desk, question: Question) -> Response:
    """Go on with a question: open, closed, shown, revealed, done; ask it again; let sentences be shown."""
    wanted, rooms = await read(request, QuestionChange, BODY_BYTES), services_of(request).classrooms.rooms
    await changed(request, desk.code, partial(asking.go_on, rooms, desk, question, wanted))
    return nothing()


@router.delete(
    ONE,
    status_code=204,
    response_class=Response,
    responses=problems(403, 404, 409, 410, 422, 429, 503),
    summary="Delete a question",
)
async def delete_question(request: Request, desk: Desk, question: Question) -> Response:
    """Delete a question with its answers."""
    rooms = services_of(request).classrooms.rooms
    await changed(request, desk.code, partial(asking.remove, rooms, desk, question))
    return nothing()


@router.put(
    ONE + "/answers/{id}",
    response_model=ReceiptReply,
    responses=problems(403, 404, 409, 410, *_BODY),
    openapi_extra=description(AnswerRequest, ANSWER_EXAMPLES),
    summary="Answer a question",
)
async def answer_question(request: Request, seat: Seat, question: Question, name: AnswerId) -> Response:
    """Answer a question; a seat's newest answer counts, and the same id again gives the same receipt."""
    services = services_of(request)
    services.house.seat_rate.hit(seat.token)
    letter = Letter(seat.token, question, name, await read(request, AnswerRequest, BODY_BYTES))
    receipt = await services.classrooms.letterbox.post(seat.code, letter)
    services.classrooms.changed(seat.code, is_step=False)
    return json_response(receipt._asdict())
