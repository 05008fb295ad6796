"""``POST /api/v1/inputs``, ``/tokens``: a table, or a text, becomes the inputs of a request."""

from functools import partial
from typing import Annotated

from fastapi import Query, Request
from starlette.responses import Response

from app.http.posts import json_post
from app.http.replies import problems
from app.http.routing import new_router
from app.http.uploads import description, uploaded
from app.http.work import heavy
from app.runs.inputs import inputs_json, text_json
from app.runs.replies import InputsReply, TextReply
from app.runs.routes.runners import runner_for
from app.runs.sources import TextRequest
from app.services import services_of

router = new_router(prefix="/api/v1", tags=["traces"])

Columns = Annotated[
    int | None,
    Query(ge=1, description="The number of columns, if it is known: in a single one, a comma is decimal."),
]


@router.post(
    "/inputs",
    response_model=InputsReply,
    summary="Turn a table into the inputs of a request",
    openapi_extra=description(
        "A table: CSV, with or without a first row of names, NPY of shape (T, D), or NPZ of such an array "
        "or of a trace."
    ),
    responses=problems(400, 413, 415, 422, 429, 503),
)
async def create_inputs(request: Request, columns: Columns = None) -> Response:
    """Return the numbers in a CSV, NPY or NPZ file, one row per step. Nothing is stored.

    Text is UTF-8, UTF-16 with its mark, or GBK. Columns are separated by tabs, semicolons or commas; beside
    tabs and semicolons, a comma is decimal. There, 1,000 is refused: it may be one, or a thousand. The first
    column labels the steps if it is called label, or holds text and is one more than ``columns``; so does an
    array ``labels`` in an NPZ. Of the NPZ of a whole trace, the inputs are taken.
    """
    settings = services_of(request).settings
    async with uploaded(request, settings.max_body_bytes, "max_body_bytes") as sent:
        content = await heavy(lambda: inputs_json(sent.file.read(settings.max_body_bytes), columns, settings))
    return Response(content, media_type="application/json", headers={"Cache-Control": "no-store"})


async def create_tokens(request: Request, body: TextRequest) -> bytes:
    """Return the ids of a text's tokens, and their rows in an embedding of the model. Nothing is stored.

    A request for a trace takes text, tokens and ids itself.
    """
    runner = await runner_for(request, body.model)
    return await heavy(partial(text_json, runner, body, services_of(request).settings))


json_post(
    router, "/tokens", TextRequest, TextReply, create_tokens, examples={},
    summary="Turn a text into the inputs of a request",
)  # fmt: skip
