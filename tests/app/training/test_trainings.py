"""Trainings over the API: begun, watched, paused, deleted, and what is refused."""

import time

import pytest
from starlette.testclient import TestClient

from lstm_core.learning.tasks import TASKS
from lstm_core.params.vector import flatten
from tests.app.problems import problem
from tests.app.training.asking import CORE, PLAN, SHORT, TRAININGS, begin, watched, weights


def test_what_a_format_cannot_represent_is_refused(learner: TestClient, short: str) -> None:
    training = begin(learner, task="recall", steps=1)
    refused = problem(learner.get(f"{TRAININGS}/{training}/checkpoints/0/file?format=pytorch"), 422)
    (error,) = refused["errors"]
    assert error["pointer"] == "/query/format"
    assert "peepholes" in error["detail"]
    unknown = problem(learner.get(f"{TRAININGS}/{short}/checkpoints/0/file?format=pickle"), 422)
    assert unknown["errors"][0]["pointer"] == "/query/format"
    missing = problem(learner.get(f"{TRAININGS}/{short}/checkpoints/9/file"), 404)
    assert missing["detail"] == "There is no checkpoint 9; there are: 0 to 3."


def test_events_resume_after_the_last_one_received(learner: TestClient, short: str) -> None:
    all_of = watched(learner, short)
    assert [(e.id, e.name) for e in all_of] == [
        *((str(n), "checkpoint") for n in range(4)),
        ("3.end", "status"),
    ]
    assert all_of[-1].data == {"status": "done", "step": 30, "error": None}
    assert watched(learner, short, "1") == all_of[2:]
    assert watched(learner, short, "3") == all_of[4:]
    known = learner.get(f"{TRAININGS}/{short}/events", headers={"last-event-id": "3.end"})
    assert (known.status_code, known.content) == (204, b"")
    wrong = learner.get(f"{TRAININGS}/{short}/events", headers={"last-event-id": "three"})
    assert "Last-Event-ID" in problem(wrong, 422)["detail"]


def test_learning_that_diverges_is_told(learner: TestClient) -> None:
    training = begin(learner, task="brackets", learning_rate=1000.0, clip=1000.0, steps=40)
    end = watched(learner, training)[-1]
    assert end.data["status"] == "diverged"
    assert end.data["error"].startswith("training diverged in step ")
    assert end.data["error"].endswith("try a learning_rate below 1000 or a clip below 1000")
    assert learner.get(f"{TRAININGS}/{training}").json()["error"] == end.data["error"]


def test_the_document_of_a_training(learner: TestClient, short: str) -> None:
    answer = learner.get(f"{TRAININGS}/{short}").json()
    defaults = {"series": None, "peepholes": "diagonal", "forget_bias": 1.0, "clip": 1.0, "lag": 20}
    assert answer.pop("plan") == PLAN | SHORT | defaults
    assert answer == {
        "id": short,
        "status": "done",
        "place_in_queue": None,
        "step": 30,
        "steps": 30,
        "checkpoints": 4,
        "error": None,
        "weights": 3 * (3 * 2 + 3 * 3 + 3) + 3 + 3 + 1,
        # An LSTM of 2 units: 4 (2 x 2 + 2 x 2 + 2) + 3 x 2 peepholes + 3; a plain one of 6: 12 + 36 + 6 + 7.
        "rivals": {"lstm": 2, "gru": 3, "rnn": 6},
        "recorded": False,
    }


def test_one_that_begins_paused_takes_no_step_before_it_is_resumed(learner: TestClient) -> None:
    waits = learner.post(TRAININGS, json={"plan": PLAN | SHORT, "paused": True}).json()
    assert (waits["status"], waits["place_in_queue"], waits["checkpoints"]) == ("paused", None, 1)
    assert weights(learner, waits["id"], 0) == flatten(CORE.start().model).tolist()
    time.sleep(0.3)
    assert learner.get(f"{TRAININGS}/{waits['id']}").json() == waits
    learner.post(f"{TRAININGS}/{waits['id']}/resume")
    end = watched(learner, waits["id"])[-1]
    assert end.data == {"status": "done", "step": 30, "error": None}


def test_pause_resume_and_delete(learner: TestClient) -> None:
    training = begin(learner, task="brackets", steps=2000, chunk=5, batch=4)
    address = f"{TRAININGS}/{training}"
    paused = learner.post(f"{address}/pause").json()
    assert paused["status"] == "paused"
    time.sleep(0.5)  # a chunk that was under way comes in
    before = learner.get(address).json()
    time.sleep(0.3)
    assert learner.get(address).json() == before
    resumed = learner.post(f"{address}/resume").json()
    assert resumed["status"] in ("queued", "running")
    deadline = time.monotonic() + 20
    while learner.get(address).json()["step"] == before["step"]:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert learner.delete(address).status_code == 204
    for method, path in (
        ("GET", ""), ("DELETE", ""), ("POST", "/pause"), ("POST", "/resume"),
        ("GET", "/events"), ("GET", "/checkpoints/0"), ("GET", "/map?field=f"),
        ("GET", "/moments"), ("GET", "/norms"), ("GET", "/checkpoints/0/file"),
    ):  # fmt: skip
        gone = problem(learner.request(method, address + path), 404)
        assert gone["detail"] == (
            f'There is no training "{training[:8]}..." on this server; it may have been deleted.'
        )


def test_an_ended_training_can_be_neither_paused_nor_resumed(learner: TestClient, short: str) -> None:
    before = learner.get(f"{TRAININGS}/{short}").json()
    for verb in ("pause", "resume"):
        assert learner.post(f"{TRAININGS}/{short}/{verb}").json() == before


def test_too_many_trainings_of_a_client(learner: TestClient) -> None:
    mine = [begin(learner, task="brackets", steps=5000, batch=1) for _ in range(3)]
    refused = learner.post(TRAININGS, json={"plan": {"task": "brackets"}})
    assert "the limit max_trainings_of_client" in problem(refused, 429)["detail"]
    assert refused.headers["retry-after"] == "5"
    for training in mine:
        assert learner.delete(f"{TRAININGS}/{training}").status_code == 204


@pytest.mark.parametrize(
    ("query", "pointer", "detail"),
    [
        ("field=C", "/query/field", "field is 'C', expected one of "),
        ("field=h&lane=3", "/query/lane", "expected a lane from 0 to 2, found 3"),
        ("field=h&lane=x", "/query/lane", ""),
        ("lane=1", "/query/field", "this field is required"),
    ],
)
def test_a_map_of_what_is_not_there(
    learner: TestClient, short: str, query: str, pointer: str, detail: str
) -> None:
    answer = problem(learner.get(f"{TRAININGS}/{short}/map?{query}"), 422)
    assert answer["detail"] == "The request's parameters are not valid."
    (error,) = answer["errors"]
    assert error["pointer"] == pointer
    assert error["detail"].startswith(detail)


def test_a_checkpoint_that_is_not_there(learner: TestClient, short: str) -> None:
    answer = learner.get(f"{TRAININGS}/{short}/checkpoints/4")
    assert problem(answer, 404)["detail"] == "There is no checkpoint 4; there are: 0 to 3."


def test_what_can_be_learnt_is_listed_and_every_default_can_be_begun(learner: TestClient) -> None:
    answer = learner.get(f"{TRAININGS}/tasks").json()
    assert [task["name"] for task in answer["tasks"]] == list(TASKS)
    for task in answer["tasks"]:
        training = begin(learner, task=task["name"], **task["defaults"] | {"steps": 1})
        assert learner.delete(f"{TRAININGS}/{training}").status_code == 204
    rates = [rate["value"] for rate in answer["learning_rates"]]
    assert rates == sorted(rates)
    assert answer["limits"]["trainings_of_client"] == 3


def test_an_example_is_a_request(learner: TestClient) -> None:
    document = learner.get("/api/v1/openapi.json").json()
    body = document["paths"][TRAININGS]["post"]["requestBody"]["content"]["application/json"]
    for example in body["examples"].values():
        training = begin(learner, **example["value"]["plan"])
        assert learner.delete(f"{TRAININGS}/{training}").status_code == 204
