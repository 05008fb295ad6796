"""``POST /api/v1/gradients``: how an output depends on every earlier state."""

from functools import partial

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.body import BodyRoute, description, read
from app.examples import GRADIENT_EXAMPLES
from app.replies import GradientBatch, GradientReply, problems
from app.schemas import GradientRequest
from app.services.gradients import gradients_json
from app.services.runs import Runner
from app.work import run

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
