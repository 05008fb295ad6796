"""``POST /api/v1/gradients``: how an output depends on every earlier state."""

from functools import partial

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.http.body import BodyRoute, description, read
from app.http.work import run
from app.runs.examples import GRADIENT_EXAMPLES
from app.runs.gradients import gradients_json
from app.runs.replies import GradientBatch, GradientReply, problems
from app.runs.requests import GradientRequest
from app.runs.runner import Runner

router = APIRouter(prefix="/api/v1", tags=["traces"], route_class=BodyRoute)


@router.post(
    "/gradients",
    summary="Run a network and return how an output depends on every earlier state",
    response_model=GradientReply | GradientBatch,
    openapi_extra=description(GradientRequest, GRADIENT_EXAMPLES),
    responses=problems(400, 413, 415, 422, 503),
)
async def create_gradients(request: Request) -> Response:
    """Return the gradient with respect to h and C at every step, and its norms."""
    body = await read(request, GradientRequest)
    runner: Runner = request.app.state.runner
    content = await run(request, body.model, body.steps, partial(gradients_json, runner, body))
    return Response(content, media_type="application/json", headers={"Cache-Control": "no-store"})
