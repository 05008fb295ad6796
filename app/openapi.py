"""The API's description: FastAPI's own, with examples that this server has just run."""

from collections.abc import Callable
from functools import partial
from threading import Lock
from typing import Any, TypeAlias

import orjson
from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from starlette.responses import Response

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
from app.dye.attributions import attributions_json
from app.dye.dyeing import dye_json
from app.dye.examples import ATTRIBUTION_EXAMPLES, DYE_EXAMPLES
from app.dye.requests import AttributionRequest, DyeRequest
from app.dye.tables import attributions_csv, dye_csv
from app.faults.kinds import Refused
from app.http.conditional import document_response
from app.http.problems import Problem, problem_response
from app.http.replies import ProblemReply
from app.http.work import done
from app.runs.answers import step_json, trace_json
from app.runs.examples import (
    GRADIENT_EXAMPLES,
    REFUSED,
    RNN_EXAMPLES,
    STEP_EXAMPLES,
    TRACE_EXAMPLES,
    UNITS_EXAMPLES,
)
from app.runs.gradients import gradients_json
from app.runs.requests import GradientRequest, StepRequest, StreamRequest, TraceRequest, UnitsRequest
from app.runs.runner import Runner
from app.runs.sources import TextRequest
from app.runs.streams import trace_text
from app.runs.tables import trace_csv
from app.runs.tasks import RNNGradientRequest, task_gradients_json
from app.runs.units import units_json
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
Examples: TypeAlias = dict[str, dict[str, Any]]
Posts: TypeAlias = tuple[tuple[str, Examples, type[BaseModel], Callable[[Runner, Any], bytes]], ...]
_RUNS: Posts = (
    ("traces", TRACE_EXAMPLES, TraceRequest, trace_json),
    ("steps", STEP_EXAMPLES, StepRequest, step_json),
    ("gradients", GRADIENT_EXAMPLES, GradientRequest, gradients_json),
    ("units", UNITS_EXAMPLES, UnitsRequest, units_json),
    ("dye", DYE_EXAMPLES, DyeRequest, dye_json),
    ("attributions", ATTRIBUTION_EXAMPLES, AttributionRequest, attributions_json),
)
"""Paths whose examples are answered in JSON: with which requests, their form, and what answers them."""
_TABLES: Posts = (
    ("traces", TRACE_EXAMPLES, TraceRequest, trace_csv),
    ("dye", DYE_EXAMPLES, DyeRequest, dye_csv),
    ("attributions", ATTRIBUTION_EXAMPLES, AttributionRequest, attributions_csv),
)
"""The same in CSV."""


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

    async def answer(self, request: Request) -> Response:
        """Answer a request for it."""
        root: str = request.scope.get("root_path", "")
        make = partial(self.packed, root)
        return document_response(request, await done(make, is_long=root not in self._packed))


def describe(app: FastAPI) -> None:
    """Let `app` describe itself, including the answers to all examples."""
    description = Description(app)
    # FastAPI's documentation recommends assigning the method.
    app.openapi = description.schema  # type: ignore[method-assign]  # FastAPI's way to a document of one's own
    app.add_api_route(OPENAPI_PATH, description.answer, methods=["GET", "HEAD"], include_in_schema=False)


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
    _add_runs(paths, services.runner)
    _add_ids(paths)
    _add_rooms(paths)
    _add_trainings(paths, services)
    _add_rnn(paths["/api/v1/gradients/rnn"]["post"], services)
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


def _add_runs(paths: dict[str, Any], runner: Runner) -> None:
    def posted(path: str) -> dict[str, Any]:
        content: dict[str, Any] = paths[f"/api/v1/{path}"]["post"]["responses"]["200"]["content"]
        return content

    def table(model: type[BaseModel], answer: Callable[[Runner, Any], bytes]) -> Callable[[object], str]:
        return lambda value: answer(runner, model.model_validate(value)).decode()

    refused = paths["/api/v1/traces"]["post"]["responses"]["422"]["content"]
    refused["application/problem+json"]["example"] = _refusal(runner)
    for path, examples, model, text in _TABLES:
        posted(path)["text/csv"]["examples"] = _answers(examples, table(model, text))
    posted("traces")["application/x-ndjson"]["examples"] = _answers(
        TRACE_EXAMPLES, lambda value: trace_text(runner, TraceRequest.model_validate(value))
    )
    for path, examples, model, answer in _RUNS:
        posted(path)["application/json"]["examples"] = _answers(examples, _told(runner, model, answer))


def _add_rnn(operation: dict[str, Any], services: Services) -> None:
    def answer(runner: Runner, request: RNNGradientRequest) -> bytes:
        return task_gradients_json(runner, services.tasks, request)

    operation["responses"]["200"]["content"]["application/json"]["examples"] = _answers(
        RNN_EXAMPLES,
        _told(services.runner, RNNGradientRequest, answer),
    )


def _told(
    runner: Runner, model: type[BaseModel], answer: Callable[[Runner, Any], bytes]
) -> Callable[[object], object]:
    """Return a function that maps the JSON of a request to that of its answer."""
    return lambda value: orjson.loads(answer(runner, model.model_validate(value)))


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


def _answers(examples: Examples, answer: Callable[[Any], object]) -> Examples:
    """Return the answer to each request, with the request's own summary."""
    return {
        name: {"summary": example["summary"], "value": answer(example["value"])}
        for name, example in examples.items()
    }


def _refusal(runner: Runner) -> object:
    try:
        runner.trace(TraceRequest.model_validate(REFUSED))
    except Refused as refused:
        return orjson.loads(bytes(problem_response(Problem.of(refused)).body))
    raise AssertionError("the example of a refused request was not refused")


def _set_example(operation: dict[str, Any], value: object) -> None:
    operation["responses"]["200"]["content"]["application/json"]["example"] = value


def _flat(name: str, model: type[BaseModel]) -> dict[str, Any]:
    """Return a model's schema and those that it needs, by their names in the document."""
    schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
    definitions: dict[str, Any] = schema.pop("$defs", {})
    return definitions | {name: schema}
