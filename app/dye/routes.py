"""``POST /api/v1/dye`` and ``POST /api/v1/attributions``."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from fastapi import Request
from starlette.responses import Response

from app.dye.attributions import attributions_json, runs_of
from app.dye.dyeing import dye_json
from app.dye.examples import ATTRIBUTION_EXAMPLES, DYE_EXAMPLES
from app.dye.replies import AttributionBatch, AttributionReply, DyeBatch, DyeReply
from app.dye.requests import AttributionRequest, DyeRequest
from app.dye.tables import attributions_csv, attributions_npz, dye_csv, dye_npz
from app.http.body import BodyRoute, description, read
from app.http.formats import CSV, JSON, NPZ, answered, chosen, described
from app.http.replies import problems
from app.http.routing import new_router
from app.http.work import done
from app.runs.routes.runners import runner_for
from app.runs.runner import Runner

router = new_router(prefix="/api/v1", tags=["dye"], route_class=BodyRoute)

DYE: Final[Mapping[str, Callable[[Runner, DyeRequest], bytes]]] = {
    JSON: dye_json,
    CSV: dye_csv,
    NPZ: dye_npz,
}
ATTRIBUTIONS: Final[Mapping[str, Callable[[Runner, AttributionRequest], bytes]]] = {
    JSON: attributions_json,
    CSV: attributions_csv,
    NPZ: attributions_npz,
}
_STATUSES = (400, 406, 413, 415, 422, 429, 503)


@router.post(
    "/dye",
    summary="Run a network and return when each part of its memory entered",
    response_model=DyeReply | DyeBatch,
    openapi_extra=description(DyeRequest, DYE_EXAMPLES),
    responses={**described(CSV, NPZ), **problems(*_STATUSES)},
)
async def create_dye(request: Request) -> Response:
    """Return the parts of a memory by the step at which they entered, or how long one step's part remains.

    The parts are exact, given the gates as they were; they have signs and may cancel. The answer is JSON, or
    CSV or NPZ where ``Accept`` prefers it.
    """
    body = await read(request, DyeRequest)
    runner = await runner_for(request, body.model)
    media_type = chosen(request, tuple(DYE), "This")
    is_long = media_type != JSON or runner.is_long(body.model, 2 * body.steps)
    content = await done(partial(DYE[media_type], runner, body), is_long=is_long)
    return answered(content, media_type)


@router.post(
    "/attributions",
    summary="Run a network and return how much each input matters to one number",
    response_model=AttributionReply | AttributionBatch,
    openapi_extra=description(AttributionRequest, ATTRIBUTION_EXAMPLES),
    responses={**described(CSV, NPZ), **problems(*_STATUSES)},
)
async def create_attributions(request: Request) -> Response:
    """Return a number's gradient, each input's share of it, or its change without each step's input.

    The answer is JSON, or CSV or NPZ where ``Accept`` prefers it.
    """
    body = await read(request, AttributionRequest)
    runner = await runner_for(request, body.model)
    media_type = chosen(request, tuple(ATTRIBUTIONS), "This")
    work = body.steps * runs_of(body, body.steps)
    is_long = media_type != JSON or runner.is_long(body.model, work)
    content = await done(partial(ATTRIBUTIONS[media_type], runner, body), is_long=is_long)
    return answered(content, media_type)
