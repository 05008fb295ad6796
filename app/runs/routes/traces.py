"""``POST /api/v1/traces``: the value of every gate."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from fastapi import Request
from starlette.responses import Response

from app.http.admission import count_on_disk, count_parsed
from app.http.body import BodyRoute, description, read
from app.http.formats import CSV, JSON, NPZ, answered, chosen, described
from app.http.lines import NDJSON, Lines, is_streamed
from app.http.replies import problems
from app.http.routing import new_router
from app.http.work import Made, done, heavy, stored
from app.runs.answers import trace_json
from app.runs.examples import TRACE_EXAMPLES, TRACE_LINES
from app.runs.intake import Intake
from app.runs.replies import TraceBatch, TraceReply
from app.runs.requests import TraceRequest
from app.runs.routes.runners import runner_for
from app.runs.runner import Runner
from app.runs.streams import TraceLines, lines_of
from app.runs.tables import trace_csv, trace_npz
from app.services import services_of

router = new_router(prefix="/api/v1", tags=["traces"], route_class=BodyRoute)

ANSWERS: Final[Mapping[str, Callable[[Runner, TraceRequest], bytes]]] = {
    JSON: trace_json,
    CSV: trace_csv,
    NPZ: trace_npz,
}


@router.post(
    "/traces",
    summary="Run a network and return every gate at every step",
    response_model=TraceReply | TraceBatch,
    openapi_extra=description(TraceRequest, TRACE_EXAMPLES, **{NDJSON: TRACE_LINES}),
    responses={**described(CSV, NDJSON, NPZ), **problems(400, 406, 413, 415, 422, 429, 503)},
)
async def create_trace(request: Request) -> Response:
    """Return the trace as JSON, or as CSV, NPZ or a stream of lines where ``Accept`` prefers it.

    A long input may be sent as lines, declared as application/x-ndjson: first the request without inputs,
    then one list of numbers per step; or text, tokens or ids in the request, and no lines after it. All of
    it is read before the first line of the answer.

    If a layer is not an LSTM, the column ``kind`` of the CSV, and ``unit`` beside the trace in a line, name
    its unit.
    """
    if is_streamed(request):
        chosen(request, (NDJSON,), "This trace")
        return await _streamed(request, services_of(request).runner)
    body = await read(request, TraceRequest)
    runner = await runner_for(request, body.model)
    media_type = chosen(request, (JSON, CSV, NPZ, NDJSON), "This trace")
    if media_type == NDJSON:
        return Lines(await heavy(partial(lines_of, runner, body)))
    make = partial(ANSWERS[media_type], runner, body)
    is_long = media_type != JSON or runner.is_long(body.model, body.steps)
    content = await done(make, is_long=is_long)
    return answered(content, media_type)


async def _streamed(request: Request, runner: Runner) -> Response:
    """Return the trace for a request that was sent as lines.

    All of it is read and checked before the first line of the answer: a client may send everything before it
    listens, and faults are reported as a problem and not in the middle of an answer.
    """
    intake = Intake(runner, services_of(request).settings)
    try:
        async for chunk in request.stream():
            if b"\n" in chunk:
                await _taken(intake, partial(intake.feed, chunk))
                count_on_disk(intake.bytes_kept)
            else:
                intake.feed(chunk)
        wanted, network, rows = await _taken(intake, intake.finish)
        trace = TraceLines(network, wanted, rows.steps, rows.labels)
    except BaseException:
        intake.close()
        raise
    return Lines(trace.lines(rows.pieces(trace.piece)), intake.close)


async def _taken(intake: Intake, take: Callable[[], Made]) -> Made:
    """Return the result of `take`; the first line asks the store for its model, others are work.

    The first work may be refused, as any other: streams that wait would pile up without end, since most
    clients that have left are noticed only when the next bytes are wanted.
    """
    if not intake.is_open:
        taken = await stored(take)
        count_parsed(intake.first_bytes)
        return taken
    is_begun, intake.is_begun = intake.is_begun, True
    return await heavy(take, is_begun=is_begun)
