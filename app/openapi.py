"""The API's description: FastAPI's own, with examples that this server has just run."""

from typing import Any

import orjson
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel

from app.errors import Problem, problem_response
from app.examples import GRADIENT_EXAMPLES, REFUSED, RNN_EXAMPLES, STEP_EXAMPLES, TRACE_EXAMPLES
from app.replies import ProblemReply
from app.schemas import GradientRequest, StepRequest, TraceRequest
from app.services.answers import step_json, trace_csv, trace_json
from app.services.gradients import gradients_json
from app.services.presets import PresetCatalogue
from app.services.rnn_networks import RNNGradientRequest, RNNNetworks
from app.services.runs import Runner

DESCRIPTION = """\
Every gate of an LSTM at every step.

Numbers are exact JSON numbers of at most 1e9 in absolute value; a string is no number, and unknown
fields are errors. Errors are `application/problem+json` (RFC 9457) with a JSON pointer to each fault.
"""

_MODELS: dict[str, type[BaseModel]] = {
    "Problem": ProblemReply,
    "TraceRequest": TraceRequest,
    "StepRequest": StepRequest,
    "GradientRequest": GradientRequest,
    "RNNGradientRequest": RNNGradientRequest,
}
"""Models that no route names in its signature."""


def describe(app: FastAPI) -> None:
    """Let `app` describe itself, with the answers to all examples."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    # Assigning the method is the way that FastAPI's documentation gives.
    app.openapi = openapi  # type: ignore[method-assign]


def _document(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(title=app.title, version=app.version, description=DESCRIPTION, routes=app.routes)
    for name, model in _MODELS.items():
        document["components"]["schemas"] |= _flat(name, model)
    presets: PresetCatalogue = app.state.presets
    paths = document["paths"]
    _set_example(paths["/healthz"]["get"], {"status": "ok"})
    _set_example(paths["/api/v1/presets"]["get"], orjson.loads(presets.listing.body))
    one = paths["/api/v1/presets/{name}"]["get"]
    one["parameters"][0]["example"] = "latch"
    one["responses"].pop("422")
    _set_example(one, orjson.loads(presets["latch"].document.body))
    _add_runs(paths, app.state.runner)
    _add_rnn(paths["/api/v1/gradients/rnn"]["post"], app.state.rnn_networks)
    return document


def _add_runs(paths: dict[str, Any], runner: Runner) -> None:
    responses = paths["/api/v1/traces"]["post"]["responses"]
    traces, refused = (responses[status]["content"] for status in ("200", "422"))
    steps = paths["/api/v1/steps"]["post"]["responses"]["200"]["content"]
    refused["application/problem+json"]["example"] = _refusal(runner)
    traces["application/json"]["examples"], traces["text/csv"]["examples"] = {}, {}
    for name, example in TRACE_EXAMPLES.items():
        request = TraceRequest.model_validate(example["value"])
        network, trace = runner.trace(request)
        json = orjson.loads(trace_json(network, trace, request.fields, request.digits))
        csv = trace_csv(trace, request.fields, request.digits).decode()
        traces["application/json"]["examples"][name] = {"summary": example["summary"], "value": json}
        traces["text/csv"]["examples"][name] = {"summary": example["summary"], "value": csv}
    steps["application/json"]["examples"] = {
        name: {
            "summary": example["summary"],
            "value": orjson.loads(step_json(*runner.step(StepRequest.model_validate(example["value"])))),
        }
        for name, example in STEP_EXAMPLES.items()
    }
    gradients = paths["/api/v1/gradients"]["post"]["responses"]["200"]["content"]
    gradients["application/json"]["examples"] = {
        name: {
            "summary": example["summary"],
            "value": orjson.loads(gradients_json(runner, GradientRequest.model_validate(example["value"]))),
        }
        for name, example in GRADIENT_EXAMPLES.items()
    }


def _add_rnn(operation: dict[str, Any], networks: RNNNetworks) -> None:
    operation["responses"]["200"]["content"]["application/json"]["examples"] = {
        name: {
            "summary": example["summary"],
            "value": orjson.loads(
                networks.gradients_json(RNNGradientRequest.model_validate(example["value"]))
            ),
        }
        for name, example in RNN_EXAMPLES.items()
    }


def _refusal(runner: Runner) -> object:
    try:
        runner.trace(TraceRequest.model_validate(REFUSED))
    except Problem as problem:
        return orjson.loads(bytes(problem_response(problem).body))
    raise AssertionError("the example of a refused request was not refused")


def _set_example(operation: dict[str, Any], value: object) -> None:
    operation["responses"]["200"]["content"]["application/json"]["example"] = value


def _flat(name: str, model: type[BaseModel]) -> dict[str, Any]:
    """Return a model's schema and those it needs, by the names they have in the document."""
    schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
    definitions: dict[str, Any] = schema.pop("$defs", {})
    return definitions | {name: schema}
