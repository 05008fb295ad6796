"""The API under requests that Schemathesis generates.

Only tests that run import this module: Schemathesis takes a second to import, in each worker.
"""

from functools import cache
from typing import Any

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case, CheckFunction, SerializationContext
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import positive_data_acceptance

from app.runs.requests import RunRequest
from tests.app.generated import client
from tests.app.test_fuzz import app

BEYOND_A_SCHEMA: list[CheckFunction] = [
    # No schema can say that widths fit the model; `test_a_right_request_is_answered` draws what does.
    positive_data_acceptance,
]
RUN: dict[str, Any] = {"model": {"preset": "latch"}, "inputs": [[1, 0, 0], [0, 1, 0], [0, 0, 1]]}
OF_RUNS = ("AttributionRequest", "DyeRequest", "GradientRequest", "UnitsRequest")


@schemathesis.serializer("application/x-ndjson")
def _lines(_: SerializationContext, value: Any) -> bytes:
    """Send lines as they were drawn; whatever else a case holds, as its text."""
    return value if isinstance(value, bytes) else str(value).encode()


@cache
def schema() -> BaseSchema:
    """Return the API's schema, where one run stands for what every request for a run has.

    It is varied in requests for traces; elsewhere it would be hundreds of cases more, and those that vary the
    rest would hardly ever name a model that is there.
    """
    found = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app())
    for name in OF_RUNS:
        one = found.raw_schema["components"]["schemas"][name]
        own = {key: value for key, value in one["properties"].items() if key not in RunRequest.model_fields}
        one["properties"] = {key: {"enum": [value]} for key, value in RUN.items()} | own
        one["required"] = [*RUN]
        del one["oneOf"]
    return found


@settings(max_examples=5, suppress_health_check=list(HealthCheck))
def check(case: Case[Any]) -> None:
    """Send one request; its answer must be one that the schema knows."""
    with client(app()) as session:
        case.call_and_validate(session=session, excluded_checks=BEYOND_A_SCHEMA)
