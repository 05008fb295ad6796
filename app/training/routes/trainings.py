"""``/api/v1/trainings``: networks that learn while one watches."""

from functools import partial

from fastapi import Request
from starlette.responses import JSONResponse, Response

from app.http.body import BodyRoute, description, read
from app.http.clients import client_of
from app.http.conditional import document_response
from app.http.paths import rooted
from app.http.replies import problems
from app.http.routing import new_router
from app.http.work import heavy, stored
from app.services import services_of
from app.training.examples import TRAINING_EXAMPLES
from app.training.replies import TasksReply, TrainingReply
from app.training.requests import TrainingRequest
from app.training.routes.documents import training_json
from app.training.routes.ids import ONE, Id
from app.training.trainings import Trainings

router = new_router(prefix="/api/v1/trainings", tags=["trainings"])

_NO_STORE = {"Cache-Control": "no-store"}
_MOST = 2**31


async def create_training(request: Request) -> Response:
    """Begin a training, which runs on the server; watch it by its events.

    The plan determines every bit of the weights. A training to which nobody listens is paused after some
    seconds, and goes on when somebody asks for it; one that begins paused waits to be resumed. If a recorded
    run is asked for, nothing begins: the answer is the one that comes closest to the plan.
    """
    body, trainings = await read(request, TrainingRequest), services_of(request).trainings
    if body.recorded:
        found = await stored(partial(trainings.nearest, body.plan))
        return await _answered(trainings, found, 200, Location=rooted(request, f"{router.prefix}/{found}"))
    prepare = partial(trainings.prepare, body.plan, client_of(request.scope), is_paused=body.paused)
    begun = await heavy(prepare)
    new = await stored(partial(trainings.add, begun))
    return await _answered(trainings, new, 201, Location=rooted(request, f"{router.prefix}/{new}"))


router.add_api_route(
    "",
    create_training,
    methods=["POST"],
    status_code=201,
    summary="Begin a training",
    response_model=TrainingReply,
    openapi_extra=description(TrainingRequest, TRAINING_EXAMPLES),
    responses={
        200: {"model": TrainingReply, "description": "The recorded run that comes closest to the plan."},
        **problems(400, 403, 413, 415, 422, 429, 503),
    },
    route_class_override=BodyRoute,
)


@router.head("/tasks", include_in_schema=False)
@router.get("/tasks", response_model=TasksReply, summary="List what can be learnt")
async def list_training_tasks(request: Request) -> Response:
    """Return tasks with their defaults, learning rates with names, limits, and what is recorded."""
    return document_response(request, services_of(request).trainings.tasks)


@router.head(ONE, include_in_schema=False)
@router.get(ONE, response_model=TrainingReply, responses=problems(404, 429, 503), summary="Read a training")
async def read_training(request: Request, training: Id) -> Response:
    """Return the plan of a training and how it is going."""
    return await _answered(services_of(request).trainings, training)


@router.delete(
    ONE, status_code=204, responses=problems(403, 404, 429, 503), summary="Delete a training",
    response_class=Response,
)  # fmt: skip
async def delete_training(request: Request, training: Id) -> Response:
    """Stop a training and delete its checkpoints."""
    await stored(partial(services_of(request).trainings.remove, training))
    return Response(status_code=204, headers=_NO_STORE)


@router.post(
    ONE + "/pause",
    response_model=TrainingReply,
    responses=problems(404, 429, 503),
    summary="Pause a training",
)
async def pause_training(request: Request, training: Id) -> Response:
    """Pause a training; a chunk that is being computed is still kept. One that has ended stays as it is."""
    trainings = services_of(request).trainings
    await stored(partial(trainings.pause, training))
    return await _answered(trainings, training)


@router.post(
    ONE + "/resume",
    response_model=TrainingReply,
    responses=problems(404, 429, 503),
    summary="Resume a training",
)
async def resume_training(request: Request, training: Id) -> Response:
    """Let a paused training go on, with the same bits as if it had not been paused."""
    trainings = services_of(request).trainings
    await stored(partial(trainings.resume, training))
    return await _answered(trainings, training)


async def _answered(trainings: Trainings, training: str, status: int = 200, **headers: str) -> Response:
    about = await stored(partial(trainings.about, training))
    return JSONResponse(training_json(*about), status, _NO_STORE | headers)
