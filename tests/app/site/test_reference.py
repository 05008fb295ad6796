"""What the API page shows is what the description says."""

import re
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.config import ROOT
from app.site import reference
from app.site.i18n import load

ROOM = "/api/v1/rooms/{code}"
OF_ROOMS = {
    ("POST", "/api/v1/rooms"),
    *((method, ROOM) for method in ("GET", "PATCH", "DELETE")),
    *(
        ("GET", f"{ROOM}/{path}")
        for path in ("events", "desk", "desk/events", "summary", "export", "seats/me")
    ),
    *(("POST", f"{ROOM}/{path}") for path in ("desk", "recall", "seats", "showing", "questions")),
    *(("PUT", f"{ROOM}/{path}") for path in ("state", "lesson", "seats/me")),
    *(("DELETE", f"{ROOM}/{path}") for path in ("seats/{seat}", "showing")),
    ("PUT", f"{ROOM}/showing/{{id}}"),
    *((method, f"{ROOM}/questions/{{question}}") for method in ("PUT", "PATCH", "DELETE")),
    ("PUT", f"{ROOM}/questions/{{question}}/answers/{{id}}"),
}
ENGLISH = load(ROOT / "app" / "locale")["en"].texts


@pytest.fixture(scope="module")
def document(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI document."""
    return app.openapi()


def test_operations_are_those_of_the_document(document: dict[str, Any]) -> None:
    found = {o.id: o for o in reference.operations(document)}
    assert {(o.method, o.path) for o in found.values()} == {
        ("POST", "/api/v1/traces"),
        ("POST", "/api/v1/steps"),
        ("POST", "/api/v1/gradients"),
        ("POST", "/api/v1/units"),
        ("POST", "/api/v1/dye"),
        ("POST", "/api/v1/attributions"),
        ("POST", "/api/v1/inputs"),
        ("POST", "/api/v1/tokens"),
        ("POST", "/api/v1/models"),
        ("GET", "/api/v1/models/{id}"),
        ("DELETE", "/api/v1/models/{id}"),
        ("GET", "/api/v1/models/{id}/weights"),
        ("POST", "/api/v1/trainings"),
        ("GET", "/api/v1/trainings/tasks"),
        ("GET", "/api/v1/trainings/{id}"),
        ("DELETE", "/api/v1/trainings/{id}"),
        ("GET", "/api/v1/trainings/{id}/events"),
        ("POST", "/api/v1/trainings/{id}/pause"),
        ("POST", "/api/v1/trainings/{id}/resume"),
        ("GET", "/api/v1/trainings/{id}/checkpoints/{n}"),
        ("GET", "/api/v1/trainings/{id}/checkpoints/{n}/file"),
        ("GET", "/api/v1/trainings/{id}/map"),
        ("GET", "/api/v1/trainings/{id}/moments"),
        ("GET", "/api/v1/trainings/{id}/norms"),
        ("POST", "/api/v1/gradients/rnn"),
        ("GET", "/api/v1/presets"),
        ("GET", "/api/v1/presets/{name}"),
        ("GET", "/api/v1/blueprints"),
        ("GET", "/api/v1/blueprints/{name}"),
        ("GET", "/api/v1/gradient-flow"),
        ("GET", "/api/v1/comparison"),
        ("GET", "/api/v1/window"),
        ("GET", "/healthz"),
        *OF_ROOMS,
    }
    assert [e.name for e in found["create_trace"].examples] == ["store", "pinned", "text", "weights", "gru"]
    assert found["create_trace"].media_types == [
        "application/json",
        "text/csv",
        "application/x-ndjson",
        "application/x-npz",
    ]
    assert {o.id for o in found.values() if o.upload} == {"create_model", "create_inputs"}
    models = {"read_model", "delete_model", "read_model_weights"}
    trainings = {f"{verb}_training" for verb in ("read", "delete", "pause", "resume", "watch")}
    trainings |= {"read_checkpoint", "read_checkpoint_file", "read_learning_map", "read_moments"}
    trainings |= {"read_gradient_norms"}
    rooms = {"answer_question", "answer_showing"}
    assert {o.id for o in found.values() if o.by_id} == models | trainings | rooms
    needed = {
        o.id: [(p.name, p.place, p.example) for p in o.needed]
        for o in found.values()
        if o.needed and "{code}" not in o.path
    }
    assert needed == {
        "read_checkpoint": [("n", "path", "0")],
        "read_checkpoint_file": [("n", "path", "0")],
        "read_learning_map": [("field", "query", "f")],
    }
    assert found["answer_question"].needed == [
        reference.Parameter("code", "path", "BCDF"),
        reference.Parameter("question", "path", "00000000"),
        reference.Parameter("X-Seat-Token", "header", "0" * 32),
    ]
    assert found["show_state"].needed == [
        reference.Parameter("code", "path", "BCDF"),
        reference.Parameter("X-Room-Key", "header", "0" * 32),
    ]
    assert [one.name for one in found["watch_room"].needed] == ["code"]
    assert {o.id for o in found.values() if o.token} == {"delete_model"}
    assert found["create_model"].media_types == ["application/json"]
    assert found["delete_model"].media_types == []
    assert found["create_trace"].statuses == ["400", "406", "413", "415", "422", "429", "503"]
    assert {"brackets", "lanes", "latch"} < set(found["read_preset"].choices)
    assert found["list_presets"].choices == []
    assert found["read_blueprint"].choices == ["lstm", "gru", "gru_reset_before", "rnn"]


def test_every_operation_and_refusal_has_its_words(document: dict[str, Any]) -> None:
    for operation in reference.operations(document):
        assert f"api.does.{operation.id}" in ENGLISH
        assert {f"api.refusal.{status}" for status in operation.statuses} <= set(ENGLISH)


def test_every_object_of_a_request_is_shown_with_its_types(document: dict[str, Any]) -> None:
    found = {s.name: {f.name: f for f in s.fields} for s in reference.shapes(document)}
    assert list(found) == [
        "TraceRequest",
        "StepRequest",
        "UnitsRequest",
        "GradientRequest",
        "RNNGradientRequest",
        "DyeRequest",
        "AttributionRequest",
        "TextRequest",
        "TrainingRequest",
        "RoomRequest",
        "RoomChange",
        "DeskRequest",
        "StateRequest",
        "Lesson",
        "JoinRequest",
        "SeatChange",
        "ShowingRequest",
        "ShowingAnswer",
        "QuestionRequest",
        "QuestionChange",
        "AnswerRequest",
        "ModelChoice",
        "Pin",
        "StepPin",
        "ChosenOutput",
        "AskedNumber",
        "TrainingPlan",
        "Pace",
        "TaskProgress",
        "Words",
        "Choice",
        "Weights",
        "Head",
        "NetWeights",
    ]
    trace = found["TraceRequest"]
    assert {name: (f.type, f.required) for name, f in trace.items() if name != "fields"} == {
        "model": ("ModelChoice", True),
        "inputs": ("[[number]] | null", False),
        "text": ("string | null", False),
        "tokens": ("[string] | null", False),
        "ids": ("[integer] | null", False),
        "vocabulary": ("[string] | object | null", False),
        "batch": ("[[integer] | [[number]]] | null", False),
        "count_from": ("0 | 1", False),
        "h0": ("[number] | [[number]] | null", False),
        "C0": ("[number] | [[number]] | null", False),
        "pins": ("[Pin]", False),
        "layer": ("integer | null", False),
        "direction": ("forward | backward | null", False),
        "units": ("[integer] | null", False),
        "digits": ("integer | null", False),
        "labels": ("[string] | [[string]] | null", False),
    }
    assert trace["fields"].type.startswith("[x | z_f | z_i")
    assert found["Pin"]["gate"].type == "forget | input | output | update | reset"
    assert found["Pin"]["from"].description == "First step to hold, counted from 0; by default, the first."
    assert found["NetWeights"]["p"].type == "[number] | [[number]] | null"


def test_the_page_shows_every_field(client: TestClient, document: dict[str, Any]) -> None:
    page = client.get("/api").text
    shown = re.findall(r"<tr><th scope=\"row\"><code>(\w+)</code>", page)
    assert shown == [f.name for s in reference.shapes(document) for f in s.fields]


def test_earlier_names_of_an_object_lead_to_it(client: TestClient) -> None:
    heading = re.search(r'<h3 id="shape-NetWeights">(.*)</h3>', client.get("/api").text)
    assert heading is not None
    assert re.findall(r'id="([\w-]+)"', heading[1]) == ["shape-GateWeights", "shape-CandidateWeights"]
