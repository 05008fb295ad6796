"""Trainings over the API, with processes that learn: the same bits, whatever happens on the way."""

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import asdict
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from app.config import Settings
from app.main import create_app
from lstm_core import LSTMParams, Model, run, train
from lstm_core.command import main
from lstm_core.interop import load
from lstm_core.learning.gradient_flow import gradient_norms
from lstm_core.learning.model import loss
from lstm_core.learning.moments import moments
from lstm_core.learning.plans import Plan
from lstm_core.learning.series import series_task
from lstm_core.learning.tasks import TASKS
from lstm_core.learning.training import Metrics, State
from lstm_core.params.vector import flatten
from tests.app.problems import problem
from tests.app.training.events import Event, events

TRAININGS = "/api/v1/trainings"
PLAN = {"task": "brackets", "unit": "gru", "units": 3, "batch": 8, "seed": 7, "learning_rate": 0.05}
SHORT = {"steps": 30, "chunk": 10}
CORE = Plan("brackets", unit="gru", units=3, batch=8, seed=7, learning_rate=0.05)


@pytest.fixture(scope="module")
def learner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Yield a client of an application that trains, with a store of its own."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("trainings"), max_trainings_of_client=3)
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="module")
def short(learner: TestClient) -> str:
    """Return the id of a training that has ended."""
    training = begin(learner, **PLAN, **SHORT)
    watched(learner, training)
    return training


def begin(client: TestClient, **plan: Any) -> str:
    answer = client.post(TRAININGS, json={"plan": plan})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def watched(client: TestClient, training: str, last: str | None = None) -> list[Event]:
    """Return all events until the end."""
    headers = {} if last is None else {"last-event-id": last}
    answer = client.get(f"{TRAININGS}/{training}/events", headers=headers)
    assert answer.headers["content-type"].startswith("text/event-stream")
    return events(answer.text)


def weights(client: TestClient, training: str, n: int) -> list[float]:
    """Return the weights of a checkpoint in the order of `flatten`."""
    found = client.get(f"{TRAININGS}/{training}/checkpoints/{n}").json()
    nets = found["model"]["weights"]
    order = [
        nets[letter][name] for letter in nets for name in ("W", "U", "b", "p", "bU") if name in nets[letter]
    ]
    arrays = [*order, found["head"]["V"], found["head"]["c"]]
    return [value for array in arrays if array is not None for value in np.ravel(array).tolist()]


def test_the_same_bits_through_the_api_the_command_and_the_core(
    learner: TestClient, short: str, tmp_path: Path
) -> None:
    told: list[Metrics] = []
    models: list[Model] = []

    def note(state: State, metrics: Metrics) -> None:
        told.append(metrics)
        models.append(state.model)

    state = train(CORE.training(), CORE.start().model, 30, 10, note)
    for n, model in enumerate((CORE.start().model, *models)):
        assert weights(learner, short, n) == flatten(model).tolist()
    checkpoints = [event.data for event in watched(learner, short) if event.name == "checkpoint"]
    variance = np.var(CORE.training().validation.y)
    assert [(c["step"], c["loss"], c["validation"], c["gradient_norm"]) for c in checkpoints[1:]] == [
        (m.step, m.loss, m.validation, m.gradient_norm) for m in told
    ]
    assert [c["unexplained"] for c in checkpoints] == [c["validation"] / variance for c in checkpoints]
    first = loss(CORE.start().model, CORE.training().validation, "regression")
    assert (checkpoints[0]["step"], checkpoints[0]["loss"], checkpoints[0]["validation"]) == (0, None, first)
    # The command keeps the best weights, which are the last here.
    assert flatten(state.best).tolist() == flatten(state.model).tolist()
    path = tmp_path / "model.safetensors"
    options = ["--unit", "gru", "--units", "3", "--batch", "8", "--seed", "7", "--learning-rate", "0.05"]
    steps = ["--steps", "30", "--chunk", "10"]
    assert main(["train", "brackets", *options, *steps, "-o", str(path)]) == 0
    stack = load(path).stack()
    ((_, _, layer),) = stack.directions
    assert stack.head is not None
    assert flatten(Model(layer.params, stack.head)).tolist() == weights(learner, short, 3)


def test_a_checkpoint_runs_as_a_model_and_the_map_shows_its_trace(learner: TestClient, short: str) -> None:
    answer = learner.get(f"{TRAININGS}/{short}/map", params={"field": "h", "lane": 2}).json()
    assert (answer["numbers"], answer["checkpoints"]) == ([0, 1, 2, 3], [0, 10, 20, 30])
    example = CORE.example()
    assert answer["example"]["inputs"] == example.x[:, 0].tolist()
    assert answer["example"]["targets"] == example.y[:, 0].tolist()
    assert answer["example"]["mask"] == example.mask[:, 0].tolist()
    for n in range(4):
        found = learner.get(f"{TRAININGS}/{short}/checkpoints/{n}").json()
        model = found["model"] | {"readout": found["head"]}
        request = {"model": model, "inputs": answer["example"]["inputs"]}
        trace = learner.post("/api/v1/traces", json=request).json()
        assert np.allclose(trace["readout"], answer["answers"][n], rtol=1e-12, atol=1e-15)
        h = np.array(trace["layers"][0]["trace"]["h"])
        assert answer["values"][n] == h[:, 2].tolist()
        by_hand = h @ np.array(found["head"]["V"]).T + found["head"]["c"]
        assert np.allclose(answer["answers"][n], by_hand, rtol=1e-12, atol=1e-15)
    later = learner.get(f"{TRAININGS}/{short}/map", params={"field": "h", "lane": 2, "since": 2}).json()
    assert later["values"] == answer["values"][2:]
    assert later["checkpoints"] == [20, 30]


def test_a_map_of_an_lstm_is_that_of_the_core(learner: TestClient) -> None:
    training = begin(learner, task="recall", steps=2, chunk=1)
    watched(learner, training)
    answer = learner.get(f"{TRAININGS}/{training}/map", params={"field": "f", "lane": 1}).json()
    plan = Plan("recall")
    state = plan.start()
    for n in range(3):
        assert isinstance(state.model.layer, LSTMParams)
        assert answer["values"][n] == run(state.model.layer, plan.example().x[:, 0]).f[:, 1].tolist()
        state, _ = plan.training().chunk(state, 1)


def test_moments_and_norms_are_those_of_the_core(learner: TestClient) -> None:
    core = Plan("stock_position", units=1, learning_rate=0.3, batch=16, seed=1)
    training = begin(
        learner,
        **{name: getattr(core, name) for name in ("task", "units", "learning_rate", "batch", "seed")},
        steps=60,
        chunk=10,
    )
    watched(learner, training)
    x = core.example().x[:, 0]
    state, layers = core.start(), []
    for _ in range(7):
        assert isinstance(state.model.layer, LSTMParams)
        layers.append(state.model.layer)
        state, _ = core.training().chunk(state, 10)
    found = learner.get(f"{TRAININGS}/{training}/moments").json()
    assert found["checkpoints"] == 7
    assert found["moments"] == [asdict(one) for one in moments(layers, range(0, 70, 10), x)]
    assert found["moments"], "nothing has begun: the plan teaches too little"
    norms = learner.get(f"{TRAININGS}/{training}/norms?since=5").json()
    assert (norms["numbers"], norms["checkpoints"]) == ([5, 6], [50, 60])
    assert norms["norms"] == [gradient_norms(layer, x).tolist() for layer in layers[5:]]


@pytest.mark.parametrize("form", ["safetensors", "npz", "onnx", "json"])
def test_a_file_of_a_checkpoint_runs_as_the_checkpoint_does(
    learner: TestClient, short: str, tmp_path: Path, form: str
) -> None:
    answer = learner.get(f"{TRAININGS}/{short}/checkpoints/2/file?format={form}")
    name = f"brackets-gru-20.{form}"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    path = tmp_path / name
    path.write_bytes(answer.content)
    ((_, _, layer),) = (stack := load(path).stack()).directions
    expected = np.array(weights(learner, short, 2))
    if form == "onnx":  # the head is an operation after the layer, which is for others to read
        read, expected = flatten(layer.params), expected[:-4]
    else:
        assert stack.head is not None
        read = flatten(Model(layer.params, stack.head))
    assert read.tolist() == expected.tolist()


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


def test_the_lag_of_a_plan_is_that_of_its_example(learner: TestClient) -> None:
    training = begin(learner, task="recall", lag=7, steps=1)
    answer = learner.get(f"{TRAININGS}/{training}/map?field=f").json()
    assert np.argmax(answer["example"]["mask"]) == 7 == len(answer["example"]["inputs"]) - 1
    assert np.argmax(answer["example"]["targets"][7]) == np.argmax(answer["example"]["inputs"][0])
    refused = problem(learner.post(TRAININGS, json={"plan": {"task": "recall", "lag": 41}}), 422)
    assert refused["errors"][0]["pointer"] == "/plan/lag"


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


def test_a_killed_process_changes_no_bit_and_the_training_ends_by_itself(learner: TestClient) -> None:
    plan = {"task": "stock_position", "batch": 64, "steps": 60, "chunk": 20, "seed": 3}
    training = begin(learner, **plan)
    until = time.monotonic() + 20
    while not (children := active_children()) and time.monotonic() < until:
        time.sleep(0.01)  # on a busy machine the process is not there at once
    victim = children[0]
    assert victim.pid is not None
    os.kill(victim.pid, signal.SIGKILL)
    found = watched(learner, training)
    assert found[-1].data["status"] == "done"
    assert [e.data["step"] for e in found if e.name == "checkpoint"] == [0, 20, 40, 60]
    core = Plan("stock_position", batch=64, seed=3)
    assert victim.exitcode == -signal.SIGKILL
    assert (
        weights(learner, training, 3)
        == flatten(train(core.training(), core.start().model, 60).model).tolist()
    )


def test_a_series_is_learnt_with_the_bits_of_the_core(learner: TestClient) -> None:
    values = [float(np.sin(n / 3)) for n in range(80)]
    training = begin(learner, series=[[value] for value in values], unit="rnn", steps=4, chunk=4)
    assert watched(learner, training)[-1].data["status"] == "done"
    core = Plan(series_task(values), unit="rnn")
    assert (
        weights(learner, training, 1) == flatten(train(core.training(), core.start().model, 4).model).tolist()
    )


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
