"""The API's description: FastAPI's own, with examples that this server has just run."""

from threading import Lock
from typing import Any

import orjson
from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from starlette.responses import Response

from app.answered import add_rnn, add_runs
from app.classroom.requests import (
    AnswerRequest,
    DeskRequest,
    JoinRequest,
    Lesson,
    QuestionChange,
    QuestionRequest,
    RoomChange,
    RoomRequest,
    SeatChange,
    ShowingAnswer,
    ShowingRequest,
    StateRequest,
)
from app.dye.requests import AttributionRequest, DyeRequest
from app.http.conditional import document_response
from app.http.replies import ProblemReply
from app.http.routing import new_router
from app.http.work import done
from app.runs.requests import GradientRequest, StepRequest, StreamRequest, TraceRequest, UnitsRequest
from app.runs.sources import TextRequest
from app.runs.tasks import RNNGradientRequest
from app.services import Services
from app.training.requests import TrainingRequest
from app.wire.documents import Document

OPENAPI_PATH = "/api/v1/openapi.json"
DESCRIPTION = """\
Every gate of an LSTM, a GRU or a plain recurrent network at every step.

Numbers are exact JSON numbers of at most 1e9 in absolute value; strings are not accepted as numbers, and
unknown fields are errors. Errors are `application/problem+json` (RFC 9457) with a JSON pointer to each
fault, in English or, where `Accept-Language` prefers it, in Chinese.
"""

_MODELS: dict[str, type[BaseModel]] = {
    "Problem": ProblemReply,
    "TraceRequest": TraceRequest,
    "StreamRequest": StreamRequest,
    "StepRequest": StepRequest,
    "GradientRequest": GradientRequest,
    "UnitsRequest": UnitsRequest,
    "DyeRequest": DyeRequest,
    "TextRequest": TextRequest,
    "AttributionRequest": AttributionRequest,
    "RNNGradientRequest": RNNGradientRequest,
    "TrainingRequest": TrainingRequest,
    "RoomRequest": RoomRequest,
    "RoomChange": RoomChange,
    "DeskRequest": DeskRequest,
    "StateRequest": StateRequest,
    "Lesson": Lesson,
    "JoinRequest": JoinRequest,
    "SeatChange": SeatChange,
    "ShowingRequest": ShowingRequest,
    "ShowingAnswer": ShowingAnswer,
    "QuestionRequest": QuestionRequest,
    "QuestionChange": QuestionChange,
    "AnswerRequest": AnswerRequest,
}
"""Models that no route names in its signature."""
_ROOMS = "/api/v1/rooms"
_BOARD = f"{_ROOMS}/{{code}}/events"
"""A seat shows its token here as well, a board has none."""
_OF_ROOMS: dict[str, dict[str, Any]] = {
    "code": {"example": "BCDF"},
    "seat": {"example": 1},
    "question": {"example": 8 * "0"},
    "id": {"example": 8 * "0"},
    "format": {"example": "csv"},
    "X-Room-Key": {"example": 32 * "0", "required": True},
    "X-Seat-Token": {"example": 32 * "0"},
    "X-Desk": {"example": 8 * "0"},
}
"""What is said of the parameters of rooms."""


class Description:
    """The document, made at its first use and only once.

    Parameters
    ----------
    app : FastAPI
        The application that it describes.
    """

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        self._packed: dict[str, Document] = {}
        self._making = Lock()

    def schema(self) -> dict[str, Any]:
        """Return it as a mapping, as FastAPI expects it."""
        with self._making:
            if self._app.openapi_schema is None:
                self._app.openapi_schema = _document(self._app)
            return self._app.openapi_schema

    def packed(self, root: str) -> Document:
        """Return it as a server sends it that is mounted below `root`."""
        if root not in self._packed:
            servers = {"servers": [{"url": root}]} if root else {}
            self._packed[root] = Document.of(self.schema() | servers)
        return self._packed[root]

    def is_packed(self, root: str) -> bool:
        """Return whether it was asked for below `root` before."""
        return root in self._packed


router = new_router(include_in_schema=False)


@router.api_route(OPENAPI_PATH, methods=["GET", "HEAD"])
async def openapi(request: Request) -> Response:
    """Answer a request for the document."""
    # Not a method: FastAPI remembers every endpoint, and would keep the application with it.
    description: Description = request.app.state.description
    root: str = request.scope.get("root_path", "")

    def answer() -> Response:
        return document_response(request, description.packed(root))

    return await done(answer, is_long=not description.is_packed(root))


def describe(app: FastAPI) -> None:
    """Let `app` describe itself, including the answers to all examples."""
    description = app.state.description = Description(app)
    # FastAPI's documentation recommends assigning the method.
    app.openapi = description.schema  # type: ignore[method-assign]  # FastAPI's way to a document of one's own
    app.router.routes += router.routes


def _document(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(title=app.title, version=app.version, description=DESCRIPTION, routes=app.routes)
    for name, model in _MODELS.items():
        document["components"]["schemas"] |= _flat(name, model)
    services: Services = app.state.services
    paths = document["paths"]
    _set_example(paths["/healthz"]["get"], {"status": "ok"})
    latch = services.presets["latch"]
    _add_catalogue(paths, "presets", services.presets.listing, ("latch", latch.document))
    unit = next(iter(services.blueprints.documents.items()))
    _add_catalogue(paths, "blueprints", services.blueprints.listing, unit)
    add_runs(paths, services.runner)
    _add_ids(paths)
    _add_rooms(paths)
    _add_trainings(paths, services)
    add_rnn(paths["/api/v1/gradients/rnn"]["post"], services)
    return document


def _add_catalogue(
    paths: dict[str, Any], name: str, listing: Document, example: tuple[str, Document]
) -> None:
    """Show the list of a catalogue, and one of its entries."""
    chosen, document = example
    _set_example(paths[f"/api/v1/{name}"]["get"], orjson.loads(listing.body))
    one = paths[f"/api/v1/{name}/{{name}}"]["get"]
    one["parameters"][0]["example"] = chosen
    one["responses"].pop("422")
    _set_example(one, orjson.loads(document.body))


def _add_ids(paths: dict[str, Any]) -> None:
    """Name an id that can be tried out; it belongs to nothing, as nothing is known in advance."""
    for path, operations in paths.items():
        if "{id}" in path and not path.startswith(_ROOMS):
            for operation in operations.values():
                operation["parameters"][0]["example"] = 64 * "0"
                _drop_refusal(operation)


def _add_rooms(paths: dict[str, Any]) -> None:
    """Name what can be tried out with a room: its code and its key are known to whoever has opened it."""
    for path, operations in paths.items():
        if path.startswith(_ROOMS):
            for operation in operations.values():
                parameters = operation.get("parameters", [])
                parameters.sort(key=lambda one: list(_OF_ROOMS).index(one["name"]))
                for one in parameters:
                    one.update(_OF_ROOMS[one["name"]])
                    one["required"] |= one["name"] == "X-Seat-Token" and path != _BOARD
                _drop_refusal(operation)


def _drop_refusal(operation: dict[str, Any]) -> None:
    """Drop FastAPI's own refusal of parameters: any text may be an id, and a route says if more can be."""
    content = operation["responses"].get("422", {}).get("content", {})
    if "application/json" in content:
        operation["responses"].pop("422")


def _add_trainings(paths: dict[str, Any], services: Services) -> None:
    """Show what can be learnt, and name a checkpoint and a field."""
    _set_example(paths["/api/v1/trainings/tasks"]["get"], orjson.loads(services.trainings.tasks.body))
    for path, name, example in (
        ("checkpoints/{n}", "n", 0),
        ("checkpoints/{n}/file", "n", 0),
        ("map", "field", "f"),
    ):
        for parameter in paths[f"/api/v1/trainings/{{id}}/{path}"]["get"]["parameters"]:
            if parameter["name"] == name:
                parameter["example"] = example


def _set_example(operation: dict[str, Any], value: object) -> None:
    operation["responses"]["200"]["content"]["application/json"]["example"] = value


def _flat(name: str, model: type[BaseModel]) -> dict[str, Any]:
    """Return a model's schema and those that it needs, by their names in the document."""
    schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
    definitions: dict[str, Any] = schema.pop("$defs", {})
    return definitions | {name: schema}
