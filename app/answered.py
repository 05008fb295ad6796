"""The examples of the API's description, answered: this server has just run them."""

from collections.abc import Callable
from typing import Any, TypeAlias

import orjson
from pydantic import BaseModel

from app.dye.attributions import attributions_json
from app.dye.dyeing import dye_json
from app.dye.examples import ATTRIBUTION_EXAMPLES, DYE_EXAMPLES
from app.dye.requests import AttributionRequest, DyeRequest
from app.dye.tables import attributions_csv, dye_csv
from app.faults.kinds import Refused
from app.http.problems import Problem, problem_response
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
from app.runs.requests import GradientRequest, StepRequest, TraceRequest, UnitsRequest
from app.runs.runner import Runner
from app.runs.streams import trace_text
from app.runs.tables import trace_csv
from app.runs.tasks import RNNGradientRequest, task_gradients_json
from app.runs.units import units_json
from app.services import Services

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


def add_runs(paths: dict[str, Any], runner: Runner) -> None:
    """Add the answers to all examples of runs, and to one that is refused."""

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


def add_rnn(operation: dict[str, Any], services: Services) -> None:
    """Add the answers to the examples of ``POST /gradients/rnn``."""

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
