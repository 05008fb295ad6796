"""``POST /api/v1/traces`` and ``/steps``: the value of every gate."""

from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.http.body import BodyRoute, description, read
from app.http.lines import NDJSON, answer_stream, is_streamed, respond
from app.http.negotiation import best_type
from app.http.problems import Problem
from app.http.work import heavy, run
from app.runs.answers import step_json, trace_json
from app.runs.examples import STEP_EXAMPLES, TRACE_EXAMPLES
from app.runs.replies import StepReply, TraceBatch, TraceReply, problems
from app.runs.requests import StepRequest, TraceRequest
from app.runs.runner import Runner
from app.runs.streams import lines_of
from app.runs.tables import trace_csv, trace_npz

router = APIRouter(prefix="/api/v1", tags=["traces"], route_class=BodyRoute)

JSON, CSV, NPZ = "application/json", "text/csv", "application/x-npz"
_OTHERS: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            CSV: {"schema": {"type": "string"}},
            NDJSON: {"schema": {"type": "string", "description": "A line of JSON for each step."}},
            NPZ: {"schema": {"contentMediaType": NPZ, "description": "Arrays by name, for numpy.load."}},
        }
    }
}


@router.post(
    "/traces",
    summary="Run a network and return every gate at every step",
    response_model=TraceReply | TraceBatch,
    openapi_extra=description(TraceRequest, TRACE_EXAMPLES),
    responses={**_OTHERS, **problems(400, 406, 413, 415, 422, 503)},
)
async def create_trace(request: Request) -> Response:
    """Return the trace as JSON, or as CSV, NPZ or a stream of lines where ``Accept`` prefers it.

    A long input may come as lines, declared as application/x-ndjson: the request without inputs in the first,
    then a list of numbers for each step. All of it is read before the first line is answered.
    """
    if is_streamed(request):
        _chosen(request, (NDJSON,))
        return await answer_stream(request)
    body = await read(request, TraceRequest)
    media_type = _chosen(request, (JSON, CSV, NPZ, NDJSON))
    state = request.app.state
    if media_type == NDJSON:
        return respond(await heavy(partial(lines_of, state.runner, body)))
    make = partial(_answer, state.runner, body, media_type)
    content = await run(request, body.model, body.steps, make)
    charset = "; charset=utf-8; header=present" if media_type == CSV else ""
    return Response(
        content, media_type=media_type + charset, headers={"Cache-Control": "no-store", "Vary": "Accept"}
    )


@router.post(
    "/steps",
    summary="Run a network for one step from a given state",
    response_model=StepReply,
    openapi_extra=description(StepRequest, STEP_EXAMPLES),
    responses=problems(400, 413, 415, 422, 503),
)
async def create_step(request: Request) -> Response:
    """Return the step's trace and the new state, to be sent with the next step."""
    runner: Runner = request.app.state.runner
    body = await read(request, StepRequest)
    content = await run(request, body.model, 1, partial(step_json, runner, body))
    return Response(content, media_type=JSON, headers={"Cache-Control": "no-store"})


def _answer(runner: Runner, body: TraceRequest, media_type: str) -> bytes:
    if media_type == CSV:
        return trace_csv(runner, body)
    if media_type == NPZ:
        return trace_npz(runner, body)
    return trace_json(runner, body)


def _chosen(request: Request, offered: tuple[str, ...]) -> str:
    media_type = best_type(request.headers.get("accept"), offered)
    if media_type is None:
        *others, last = offered
        known = f"{', '.join(others)} or {last}" if others else last
        raise Problem(406, f"This trace can be answered as {known}; Accept allows none of them.")
    return media_type
