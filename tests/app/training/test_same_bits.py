"""Trainings over the API learn with the bits of the core, whatever happens on the way."""

import os
import signal
import time
from dataclasses import asdict
from multiprocessing import active_children
from pathlib import Path

import numpy as np
import pytest
from starlette.testclient import TestClient

from lstm_core import LSTMParams, Model, run, train
from lstm_core.command import main
from lstm_core.interop import load
from lstm_core.learning.gradient_flow import gradient_norms
from lstm_core.learning.model import loss
from lstm_core.learning.moments import moments
from lstm_core.learning.plans import Plan
from lstm_core.learning.series import series_task
from lstm_core.learning.training import Metrics, State
from lstm_core.params.vector import flatten
from tests.app.problems import problem
from tests.app.training.asking import CORE, TRAININGS, begin, watched, weights


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


def test_the_lag_of_a_plan_is_that_of_its_example(learner: TestClient) -> None:
    training = begin(learner, task="recall", lag=7, steps=1)
    answer = learner.get(f"{TRAININGS}/{training}/map?field=f").json()
    assert np.argmax(answer["example"]["mask"]) == 7 == len(answer["example"]["inputs"]) - 1
    assert np.argmax(answer["example"]["targets"][7]) == np.argmax(answer["example"]["inputs"][0])
    refused = problem(learner.post(TRAININGS, json={"plan": {"task": "recall", "lag": 41}}), 422)
    assert refused["errors"][0]["pointer"] == "/plan/lag"


def test_a_series_is_learnt_with_the_bits_of_the_core(learner: TestClient) -> None:
    values = [float(np.sin(n / 3)) for n in range(80)]
    training = begin(learner, series=[[value] for value in values], unit="rnn", steps=4, chunk=4)
    assert watched(learner, training)[-1].data["status"] == "done"
    core = Plan(series_task(values), unit="rnn")
    assert (
        weights(learner, training, 1) == flatten(train(core.training(), core.start().model, 4).model).tolist()
    )


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
