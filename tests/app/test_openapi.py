"""The API's own description: every example in it is sent, and gets the documented answer."""

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.dye.examples import ATTRIBUTION_EXAMPLES, DYE_EXAMPLES
from app.runs.examples import (
    GRADIENT_EXAMPLES,
    REFUSED,
    RNN_EXAMPLES,
    STEP_EXAMPLES,
    TRACE_EXAMPLES,
    UNITS_EXAMPLES,
)
from tests.app.problems import problem

PATHS = {
    "/api/v1/presets", "/api/v1/presets/{name}", "/api/v1/traces", "/api/v1/steps", "/api/v1/gradients",
    "/api/v1/gradients/rnn", "/api/v1/gradient-flow", "/api/v1/comparison", "/api/v1/window", "/healthz",
    "/api/v1/blueprints", "/api/v1/blueprints/{name}",
    "/api/v1/dye", "/api/v1/attributions", "/api/v1/units", "/api/v1/inputs", "/api/v1/tokens",
    "/api/v1/models", "/api/v1/models/{id}", "/api/v1/models/{id}/weights",
    "/api/v1/trainings", "/api/v1/trainings/tasks", "/api/v1/trainings/{id}", "/api/v1/trainings/{id}/events",
    "/api/v1/trainings/{id}/pause", "/api/v1/trainings/{id}/resume",
    "/api/v1/trainings/{id}/checkpoints/{n}", "/api/v1/trainings/{id}/checkpoints/{n}/file",
    "/api/v1/trainings/{id}/map", "/api/v1/trainings/{id}/moments", "/api/v1/trainings/{id}/norms",
    "/api/v1/rooms", "/api/v1/rooms/{code}", "/api/v1/rooms/{code}/events", "/api/v1/rooms/{code}/desk",
    "/api/v1/rooms/{code}/desk/events", "/api/v1/rooms/{code}/state", "/api/v1/rooms/{code}/recall",
    "/api/v1/rooms/{code}/lesson", "/api/v1/rooms/{code}/summary", "/api/v1/rooms/{code}/export",
    "/api/v1/rooms/{code}/seats", "/api/v1/rooms/{code}/seats/{seat}", "/api/v1/rooms/{code}/seats/me",
    "/api/v1/rooms/{code}/showing", "/api/v1/rooms/{code}/showing/{id}",
    "/api/v1/rooms/{code}/questions", "/api/v1/rooms/{code}/questions/{question}",
    "/api/v1/rooms/{code}/questions/{question}/answers/{id}",
}  # fmt: skip
TOO_LONG_TO_SHOW = {"/api/v1/gradient-flow", "/api/v1/comparison", "/api/v1/window"}
SENT = {
    "/api/v1/traces": TRACE_EXAMPLES,
    "/api/v1/steps": STEP_EXAMPLES,
    "/api/v1/gradients": GRADIENT_EXAMPLES,
    "/api/v1/gradients/rnn": RNN_EXAMPLES,
    "/api/v1/units": UNITS_EXAMPLES,
    "/api/v1/dye": DYE_EXAMPLES,
    "/api/v1/attributions": ATTRIBUTION_EXAMPLES,
}


@pytest.fixture(scope="module")
def document(client: TestClient) -> dict[str, Any]:
    """Return the description as it is served."""
    content: dict[str, Any] = client.get("/api/v1/openapi.json").json()
    return content


def test_it_describes_every_address_and_no_page(document: dict[str, Any]) -> None:
    assert set(document["paths"]) == PATHS
    assert document["openapi"].startswith("3.1")


def test_every_read_example_is_what_the_server_answers(client: TestClient, document: dict[str, Any]) -> None:
    seen = 0
    for path, operations in document["paths"].items():
        if (
            "get" in operations
            and path not in TOO_LONG_TO_SHOW
            and "{id}" not in path
            and "{code}" not in path
        ):
            name = next((p["example"] for p in operations["get"].get("parameters", [])), "")
            example = operations["get"]["responses"]["200"]["content"]["application/json"]["example"]
            assert client.get(path.format(name=name)).json() == example
            seen += 1
    assert seen == 6


def shown(answers: dict[str, Any]) -> dict[str, Any]:
    """Return the answers that are text: nobody reads an NPZ file in a document."""
    return {
        media_type: content for media_type, content in answers.items() if media_type != "application/x-npz"
    }


@pytest.mark.parametrize(
    ("path", "name"),
    [(path, name) for path, examples in SENT.items() for name in examples],
)
def test_every_sent_example_gives_what_it_says(
    client: TestClient, document: dict[str, Any], path: str, name: str
) -> None:
    operation = document["paths"][path]["post"]
    request = operation["requestBody"]["content"]["application/json"]["examples"][name]
    answers = operation["responses"]["200"]["content"]
    assert request["summary"] == answers["application/json"]["examples"][name]["summary"]
    for media_type, content in shown(answers).items():
        answer = client.post(path, json=request["value"], headers={"accept": media_type})
        assert answer.headers["content-type"].startswith(media_type)
        found = answer.json() if media_type == "application/json" else answer.text
        assert found == content["examples"][name]["value"]


def test_no_example_is_left_without_an_answer(document: dict[str, Any]) -> None:
    for path, names in SENT.items():
        operation = document["paths"][path]["post"]
        assert set(operation["requestBody"]["content"]["application/json"]["examples"]) == set(names)
        for content in shown(operation["responses"]["200"]["content"]).values():
            assert set(content["examples"]) == set(names)


RUN = {"400", "413", "415", "422", "429", "503"}
OF_DESK = {"403", "404", "409", "410"}


def test_errors_are_described_as_problems(document: dict[str, Any]) -> None:
    expected = {
        ("post", "/api/v1/traces"): RUN | {"406"},
        ("post", "/api/v1/dye"): RUN | {"406"},
        ("post", "/api/v1/attributions"): RUN | {"406"},
        ("post", "/api/v1/steps"): RUN,
        ("post", "/api/v1/gradients"): RUN,
        ("post", "/api/v1/units"): RUN,
        ("post", "/api/v1/inputs"): RUN,
        ("post", "/api/v1/tokens"): RUN,
        ("post", "/api/v1/models"): RUN | {"403"},
        ("get", "/api/v1/models/{id}"): {"404", "429", "503"},
        ("delete", "/api/v1/models/{id}"): {"403", "404", "429", "503"},
        ("get", "/api/v1/models/{id}/weights"): {"404", "413", "422", "429", "503"},
        ("post", "/api/v1/trainings"): RUN | {"403"},
        ("get", "/api/v1/trainings/tasks"): set(),
        ("get", "/api/v1/trainings/{id}"): {"404", "429", "503"},
        ("delete", "/api/v1/trainings/{id}"): {"403", "404", "429", "503"},
        ("post", "/api/v1/trainings/{id}/pause"): {"404", "429", "503"},
        ("post", "/api/v1/trainings/{id}/resume"): {"404", "429", "503"},
        ("get", "/api/v1/trainings/{id}/events"): {"404", "422", "429", "503"},
        ("get", "/api/v1/trainings/{id}/checkpoints/{n}"): {"404", "422", "429", "503"},
        ("get", "/api/v1/trainings/{id}/checkpoints/{n}/file"): {"404", "422", "429", "503"},
        ("get", "/api/v1/trainings/{id}/map"): {"404", "422", "429", "503"},
        ("get", "/api/v1/trainings/{id}/moments"): {"404", "429", "503"},
        ("get", "/api/v1/trainings/{id}/norms"): {"404", "422", "429", "503"},
        ("post", "/api/v1/gradients/rnn"): RUN,
        ("get", "/api/v1/presets/{name}"): {"404"},
        ("get", "/api/v1/blueprints"): set(),
        ("get", "/api/v1/blueprints/{name}"): {"404"},
        ("get", "/api/v1/presets"): set(),
        ("get", "/api/v1/gradient-flow"): set(),
        ("get", "/api/v1/comparison"): set(),
        ("get", "/api/v1/window"): set(),
        ("get", "/healthz"): set(),
        ("post", "/api/v1/rooms"): RUN,
        ("get", "/api/v1/rooms/{code}"): {"404", "410", "429", "503"},
        ("patch", "/api/v1/rooms/{code}"): RUN | OF_DESK,
        ("delete", "/api/v1/rooms/{code}"): OF_DESK | {"429", "503"},
        ("get", "/api/v1/rooms/{code}/events"): {"403", "404", "410", "429", "503"},
        ("get", "/api/v1/rooms/{code}/desk"): {"403", "404", "429", "503"},
        ("post", "/api/v1/rooms/{code}/desk"): RUN | {"403", "404", "410"},
        ("get", "/api/v1/rooms/{code}/desk/events"): {"403", "404", "410", "429", "503"},
        ("put", "/api/v1/rooms/{code}/state"): RUN | OF_DESK,
        ("post", "/api/v1/rooms/{code}/recall"): OF_DESK | {"429", "503"},
        ("put", "/api/v1/rooms/{code}/lesson"): RUN | OF_DESK,
        ("get", "/api/v1/rooms/{code}/summary"): {"403", "404", "429", "503"},
        ("get", "/api/v1/rooms/{code}/export"): {"403", "404", "422", "429", "503"},
        ("post", "/api/v1/rooms/{code}/seats"): RUN | OF_DESK | {"423"},
        ("delete", "/api/v1/rooms/{code}/seats/{seat}"): OF_DESK | {"422", "429", "503"},
        ("get", "/api/v1/rooms/{code}/seats/me"): {"403", "404", "410", "429", "503"},
        ("put", "/api/v1/rooms/{code}/seats/me"): RUN | {"403", "404", "410"},
        ("post", "/api/v1/rooms/{code}/showing"): RUN | OF_DESK,
        ("delete", "/api/v1/rooms/{code}/showing"): OF_DESK | {"429", "503"},
        ("put", "/api/v1/rooms/{code}/showing/{id}"): RUN | {"403", "404", "410"},
        ("post", "/api/v1/rooms/{code}/questions"): RUN | OF_DESK,
        ("put", "/api/v1/rooms/{code}/questions/{question}"): RUN | OF_DESK,
        ("patch", "/api/v1/rooms/{code}/questions/{question}"): RUN | OF_DESK,
        ("delete", "/api/v1/rooms/{code}/questions/{question}"): OF_DESK | {"422", "429", "503"},
        ("put", "/api/v1/rooms/{code}/questions/{question}/answers/{id}"): RUN | OF_DESK,
    }
    refusals = {
        (method, path): {s: r for s, r in operation["responses"].items() if s >= "400"}
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    }
    assert {place: set(found) for place, found in refusals.items()} == expected
    for found in refusals.values():
        for response in found.values():
            content = response["content"]["application/problem+json"]
            assert content["schema"] == {"$ref": "#/components/schemas/Problem"}


def test_the_refusal_that_is_shown_is_a_real_one(client: TestClient, document: dict[str, Any]) -> None:
    shown = document["paths"]["/api/v1/traces"]["post"]["responses"]["422"]["content"]
    answer = client.post("/api/v1/traces", json=REFUSED)
    assert problem(answer, 422) == shown["application/problem+json"]["example"]
    assert answer.json()["errors"][0]["pointer"] == "/inputs/0"


def test_every_field_of_a_request_is_explained(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    plain = {"model", "gate"}
    requests = "TraceRequest StepRequest GradientRequest ChosenOutput ModelChoice Pin NetWeights TrainingPlan"
    for name in requests.split():
        silent = {f for f, s in schemas[name]["properties"].items() if not s.get("description")}
        assert silent <= plain, name


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("TraceRequest", ("inputs", "text", "tokens", "ids", "batch")),
        ("ModelChoice", ("preset", "id", "weights")),
    ],
)
def test_of_fields_that_exclude_each_other_exactly_one_is_required(
    document: dict[str, Any], name: str, fields: tuple[str, ...]
) -> None:
    choices = document["components"]["schemas"][name]["oneOf"]
    assert [choice["required"] for choice in choices] == [[field] for field in fields]
    assert all(choice["properties"][choice["required"][0]] == {"not": {"type": "null"}} for choice in choices)


def test_the_request_in_lines_is_described_and_its_example_runs(client: TestClient) -> None:
    document = client.get("/api/v1/openapi.json").json()
    content = document["paths"]["/api/v1/traces"]["post"]["requestBody"]["content"]
    assert list(content) == ["application/json", "application/x-ndjson"]
    lines = content["application/x-ndjson"]
    assert lines["schema"]["type"] == "string"
    first = document["components"]["schemas"]["StreamRequest"]["properties"]
    assert {"text", "tokens", "ids", "vocabulary", "fields", "labels"} <= first.keys()
    assert not {"inputs", "batch"} & first.keys()
    answer = client.post(
        "/api/v1/traces", content=lines["example"], headers={"content-type": "application/x-ndjson"}
    )
    told = [json.loads(line) for line in answer.text.splitlines()]
    assert [one["layers"][0]["trace"]["C"] for one in told] == [[0.664], [0.664]]
