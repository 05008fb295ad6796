"""``POST /api/v1/units``: a map of all units, and what their valves follow."""

from functools import partial

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.http.body import BodyRoute, description, read
from app.http.work import run
from app.models.replies import UnitsBatch, UnitsReply
from app.runs.examples import UNITS_EXAMPLES
from app.runs.replies import problems
from app.runs.requests import UnitsRequest
from app.runs.runner import Runner
from app.runs.units import units_json

router = APIRouter(prefix="/api/v1", tags=["traces"], route_class=BodyRoute)


@router.post(
    "/units",
    summary="Run a network and return what each unit does, and what its valves follow",
    response_model=UnitsReply | UnitsBatch,
    openapi_extra=description(UnitsRequest, UNITS_EXAMPLES),
    responses=problems(400, 413, 415, 422, 503),
)
async def create_units(request: Request) -> Response:
    """Return how much each unit changes, holds, opens and forgets, and correlations with inputs and mask."""
    body = await read(request, UnitsRequest)
    runner: Runner = request.app.state.runner
    content = await run(request, body.model, body.steps, partial(units_json, runner, body))
    return Response(content, media_type="application/json", headers={"Cache-Control": "no-store"})
