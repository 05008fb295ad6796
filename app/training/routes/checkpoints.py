"""``/api/v1/trainings/{id}``: what the checkpoints of a training show."""

from functools import partial
from typing import Annotated, Final

from fastapi import Path, Query, Request
from starlette.responses import JSONResponse, Response

from app.faults.kinds import Refused
from app.http.problems import Problem
from app.http.replies import problems
from app.http.routing import new_router
from app.http.work import heavy, stored
from app.services import services_of
from app.training.checkpoints import FileFormat
from app.training.pictures import LearningMap, Show, moments_json, norms_json
from app.training.replies import CheckpointReply, MapReply, MomentsReply, NormsReply
from app.training.routes.ids import ONE, Id

router = new_router(prefix="/api/v1/trainings", tags=["trainings"])

_NO_STORE: Final = {"Cache-Control": "no-store"}
_MOST: Final = 2**31
_ASKED: Final = problems(404, 422, 429, 503)
Number = Annotated[int, Path(ge=0, le=_MOST, description="Its number; 0 is before the first step.")]
Since = Annotated[int, Query(ge=0, le=_MOST, description="The first checkpoint to answer.")]


@router.get(
    ONE + "/checkpoints/{n}",
    response_model=CheckpointReply,
    responses=_ASKED,
    summary="Read the weights of a checkpoint",
)
async def read_checkpoint(request: Request, training: Id, n: Number) -> Response:
    """Return the weights as a model that other requests can contain, and the head that reads its outputs."""
    trainings = services_of(request).trainings
    return JSONResponse(await stored(partial(trainings.checkpoint, training, n)), headers=_NO_STORE)


@router.get(
    ONE + "/checkpoints/{n}/file",
    responses={200: {"content": {"application/octet-stream": {}}}, **_ASKED},
    summary="Read a checkpoint as a model file",
    response_class=Response,
)
async def read_checkpoint_file(
    request: Request,
    training: Id,
    n: Number,
    form: Annotated[
        FileFormat, Query(alias="format", description="As for memory-pipe export, or json: a preset's.")
    ] = "safetensors",
) -> Response:
    """Return layer and head as a file for this server, for PyTorch, for Keras or for ONNX."""
    found = await stored(partial(services_of(request).trainings.one, training, n))
    try:
        file = await heavy(partial(found.file, form))
    except Refused as refused:
        raise _problem(refused) from None
    disposition = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return Response(file.content, media_type="application/octet-stream", headers=_NO_STORE | disposition)


@router.get(
    ONE + "/map",
    response_model=MapReply,
    responses=_ASKED,
    summary="Read one lane at every step, for every checkpoint",
)
async def read_learning_map(
    request: Request,
    training: Id,
    field: Annotated[str, Query(description="A field of the trace with one number per lane, such as f.")],
    lane: Annotated[int, Query(ge=0, le=_MOST, description="Which unit, counted from 0.")] = 0,
    since: Since = 0,
) -> Response:
    """Return a field of one lane over the fixed example, and the answers, for every checkpoint."""
    return await _shown(request, training, LearningMap(field, lane), since)


@router.get(
    ONE + "/moments",
    response_model=MomentsReply,
    responses=problems(404, 429, 503),
    summary="Read when valves began to open and to close",
)
async def read_moments(request: Request, training: Id) -> Response:
    """Return from which training step on each valve was open or closed on the fixed example, and stayed so.

    What was so before the first step, and what did not last until the last checkpoint, is no moment.
    """
    return await _shown(request, training, moments_json)


@router.get(
    ONE + "/norms",
    response_model=NormsReply,
    responses=_ASKED,
    summary="Read how far back gradients reach, for every checkpoint",
)
async def read_gradient_norms(request: Request, training: Id, since: Since = 0) -> Response:
    """Return the norm of the gradient of the example's last output with respect to h, by distance."""
    return await _shown(request, training, norms_json, since)


async def _shown(request: Request, training: str, show: Show, since: int = 0) -> Response:
    found = await stored(partial(services_of(request).trainings.weights, training, since))
    try:
        answer = await heavy(partial(found.shown, show))
    except Refused as refused:
        raise _problem(refused) from None
    return Response(answer, media_type="application/json", headers=_NO_STORE)


def _problem(refused: Refused) -> Problem:
    return Problem(422, "The request's parameters are not valid.", refused.errors)
