"""``/api/v1/models``: networks of your own."""

from functools import partial
from typing import Annotated, Any

from fastapi import Header, Path, Query, Request
from starlette.responses import JSONResponse, Response

from app.config import Settings
from app.faults.kinds import NotAllowed, TooLarge
from app.faults.wording import setting
from app.http.admission import count_upload
from app.http.paths import rooted
from app.http.replies import problems
from app.http.routing import new_router
from app.http.translated import told
from app.http.uploads import Sent, description, uploaded
from app.http.work import heavy, stored
from app.models.replies import ModelReply, UploadReply
from app.services import services_of
from app.wire.forms import Direction
from app.wire.parts import VOCABULARY
from app.wire.weights import Weights

router = new_router(prefix="/api/v1/models", tags=["models"])

Id = Annotated[str, Path(alias="id", description="The model's id, as its upload answered it.")]
_NO_STORE = {"Cache-Control": "no-store"}
_FILE = "A model: .safetensors, .npz, .onnx, .keras, .weights.h5, or a preset's .json."
_WORDS = (
    "The vocabulary of a model with an embedding: a JSON list of the tokens in the order of their ids, "
    "a JSON object of ids, or one token per line."
)


@router.post(
    "",
    status_code=201,
    response_model=UploadReply,
    summary="Upload a model",
    openapi_extra=description(_FILE, **{VOCABULARY: _WORDS}),
    responses={
        200: {"model": UploadReply, "description": "The model was there already."},
        **problems(400, 403, 413, 415, 422, 429, 503),
    },
)
async def create_model(request: Request) -> Response:
    """Keep a model file under the hash of its content, and return its layers, its sizes and what was ignored.

    The answer contains the sender's name for the file, which is not stored, and a token that is needed to
    delete the model. Whoever sends a file that is already there gets a token as well.

    A vocabulary beside the file is kept with the model, under an id of their own: requests may then have text
    and tokens without sending it again.
    """
    services = services_of(request)
    models, most = services.models, services.settings.max_upload_bytes
    if not services.settings.uploads:
        raise NotAllowed("This server takes no models: its setting MEMORY_PIPE_UPLOADS is off.")
    count_upload()
    async with uploaded(request, most, "max_upload_bytes", VOCABULARY) as sent:
        upload = await heavy(lambda: models.read(sent.file.read(most), _beside(sent, services.settings)))
        about, new = await stored(partial(models.add, upload, sent.name))
    return _answer(request, about, 201 if new else 200, rooted(request, f"/api/v1/models/{about['id']}"))


@router.head("/{id}", include_in_schema=False)
@router.get(
    "/{id}", response_model=ModelReply, responses=problems(404, 429, 503), summary="Read about one model"
)
async def read_model(request: Request, model: Id) -> Response:
    """Return a model's layers, sizes and what was ignored in its file."""
    models = services_of(request).models
    return _answer(request, await stored(partial(models.about, model)))


@router.delete(
    "/{id}", status_code=204, responses=problems(403, 404, 429, 503), summary="Delete a model",
    response_class=Response,
)  # fmt: skip
async def delete_model(
    request: Request,
    model: Id,
    deletion_token: Annotated[
        str | None, Header(description="The token from the answer to the upload.")
    ] = None,
) -> Response:
    """Delete a model from the server: its file, its vocabulary and its description.

    If several people have sent the same file, it is kept until the last of them has deleted it,
    and if a live class was shown it, until that class ends.
    """
    models = services_of(request).models
    await stored(partial(models.remove, model, deletion_token))
    return Response(status_code=204, headers=_NO_STORE)


@router.get(
    "/{id}/weights",
    response_model=Weights,
    responses=problems(404, 413, 422, 429, 503),
    summary="Read the weights of a small layer",
)
async def read_model_weights(
    request: Request,
    model: Id,
    layer: Annotated[int, Query(ge=0, description="The layer, counted from 0 at the input.")] = 0,
    direction: Annotated[Direction | None, Query(description="The direction; by default, its first.")] = None,
    lstm: Annotated[str | None, Query(description="The network of the file; by default, its first.")] = None,
) -> Response:
    """Return the weights of a layer of up to 8 units, in the form that a request can send them."""
    models = services_of(request).models
    found = await stored(partial(models.find, model))
    weights = await heavy(partial(found.weights, lstm, layer, direction))
    return JSONResponse(weights, headers=_NO_STORE)


def _beside(sent: Sent, settings: Settings) -> bytes | None:
    """Return the file of a vocabulary; it may have as many bytes as in a request."""
    most = settings.max_body_bytes
    data = None if sent.beside is None else sent.beside.read(most + 1)
    if data is not None and len(data) > most:
        raise TooLarge(
            f"The vocabulary is larger than the limit max_body_bytes of {most} bytes; raise the setting "
            f"{setting('max_body_bytes')}."
        )
    return data


def _answer(
    request: Request, about: dict[str, Any], status: int = 200, location: str | None = None
) -> Response:
    """Return what is told of a model, its notes in the language of the request."""
    headers = {**_NO_STORE, "Vary": "Accept-Language"} | ({} if location is None else {"Location": location})
    return JSONResponse({**about, "notes": told(request, about["notes"])}, status, headers)
