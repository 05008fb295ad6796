"""Recorded runs: what they say is what their weights do, and they are read as any training that has ended."""

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from app.config import APP, Settings
from app.faults.kinds import Refused
from app.main import create_app
from app.training.checkpoints import layer_of
from app.training.chunks import plan_of
from app.training.plans import DEFAULTS_OF
from app.training.recorded import RecordedRun, RecordedRuns
from app.training.requests import TrainingPlan
from app.training.trainings import RUNS
from app.wire.networks import to_wire
from lstm_core import Model, run
from lstm_core.learning.examples import Examples
from lstm_core.learning.model import loss
from lstm_core.learning.plans import Plan
from lstm_core.learning.progress import baseline
from lstm_core.learning.recipes import RECIPES
from lstm_core.learning.saved import unpack_model
from lstm_core.learning.training import State
from lstm_core.params import UnitParams
from lstm_core.params.vector import flatten
from tests.app.problems import problem
from tests.app.training.events import events

TRAININGS = "/api/v1/trainings"
RECORDED = RecordedRuns(RUNS)
ALL = {(one.preset or one.plan.task, one.plan.unit, i): one for i, one in enumerate(RECORDED.all.values())}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Yield a client of a server that trains nothing."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("recorded"), trainings=False)
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client


def models(one: RecordedRun) -> list[Model]:
    """Return the model at each checkpoint."""
    plan = plan_of(one.plan.model_dump_json())
    return [unpack_model(plan, kept.weights) for kept in one.weights]


@lru_cache
def sequences(task: str | None, preset: str | None) -> Examples:
    """Return what a network was validated on."""
    if preset is not None:
        return RECIPES[preset].data()[1]
    return Plan(task or "").training().validation


def nearest(**plan: Any) -> RecordedRun:
    return RECORDED.all[RECORDED.nearest(TrainingPlan.model_validate(plan))]


@pytest.mark.parametrize("one", ALL.values(), ids=["-".join(map(str, key)) for key in ALL])
def test_a_record_says_what_its_weights_do(one: RecordedRun) -> None:
    plan, kept = plan_of(one.plan.model_dump_json()), models(one)
    told = [json.loads(said) for said in one.events]
    assert [t["step"] for t in told] == [n * one.plan.chunk for n in range(len(told))]
    assert flatten(kept[0]) == pytest.approx(flatten(plan.start().model), rel=1e-12, abs=1e-15)
    held_out = sequences(one.plan.task, one.preset)
    mean = baseline(held_out, plan.kind)
    for n in (0, len(kept) - 1):
        validation = loss(kept[n], held_out, plan.kind)
        assert told[n]["validation"] == pytest.approx(validation, rel=1e-9)
        assert told[n]["unexplained"] == pytest.approx(validation / mean, rel=1e-9)
    assert one.record.step == told[-1]["step"]
    assert (one.record.error is None) == (one.record.step == one.plan.steps)


@pytest.mark.parametrize("unit", ["lstm", "gru", "rnn"])
def test_a_record_goes_from_checkpoint_to_checkpoint_as_its_plan_says(unit: str) -> None:
    one = nearest(**{"task": "brackets", **DEFAULTS_OF["brackets"], "unit": unit})
    first, second, *_ = models(one)
    state, metrics = plan_of(one.plan.model_dump_json()).training().chunk(State.start(first), one.plan.chunk)
    assert flatten(state.model) == pytest.approx(flatten(second), rel=1e-6, abs=1e-9)
    assert json.loads(one.events[1])["loss"] == pytest.approx(metrics.loss, rel=1e-9)


def test_each_default_is_recorded_with_its_rivals() -> None:
    for task, defaults in DEFAULTS_OF.items():
        for unit in ("lstm", "gru", "rnn"):
            assert nearest(task=task, **defaults | {"unit": unit, "steps": 800}).plan.task == task
        exact = TrainingPlan.model_validate({"task": task, **defaults, "steps": 800})
        assert nearest(**exact.model_dump()).plan == exact


def test_the_best_weights_of_a_presets_run_are_the_presets() -> None:
    presets = {one.preset: one for one in RECORDED.all.values() if one.preset}
    assert {"stock-position", "stock-position-gru", "recall-gru", "mauna-loa", "brent"} <= set(presets)
    for name, one in presets.items():
        stored = json.loads((APP / "presets" / f"{name}.json").read_text())
        validation = [json.loads(said)["validation"] for said in one.events]
        best = models(one)[validation.index(min(validation))]
        assert pytest.approx(np.array(stored["head"]["W"]), rel=0, abs=1e-5) == best.head.V
        for letter, net in to_wire(layer_of(best)).items():
            for part, values in net.items():
                expected = stored["weights"][letter][part]
                assert np.allclose(values, expected, rtol=0, atol=1e-5) if values else values == expected


def test_the_nearest_run_has_the_unit_first_and_then_what_changes_learning_most() -> None:
    usual = {"task": "stock_position", "units": 4, "learning_rate": 0.05, "steps": 800}
    assert nearest(**usual | {"seed": 9, "units": 3}).plan == TrainingPlan.model_validate(usual)
    assert nearest(**usual | {"learning_rate": 5.0, "seed": 3}).plan.learning_rate == 3.0
    assert nearest(**usual | {"forget_bias": -3.0}).plan.forget_bias == -2.0
    assert nearest(**usual | {"unit": "rnn", "learning_rate": 3.0}).plan.unit == "rnn"
    assert (
        nearest(**usual | {"units": 2, "steps": 2000, "chunk": 100, "seed": 111}).preset == "stock-position"
    )
    with pytest.raises(Refused) as refused:
        nearest(series=[[float(n % 7)] for n in range(80)])
    assert refused.value.errors[0].pointer == "/plan/series"


def test_a_server_that_trains_nothing_replays_a_run_that_is_read_as_any_other(client: TestClient) -> None:
    plan = {"task": "brackets", **DEFAULTS_OF["brackets"], "steps": 800, "seed": 5}
    assert problem(client.post(TRAININGS, json={"plan": plan}), 403)["detail"].startswith(
        "This server trains"
    )
    answer = client.post(TRAININGS, json={"plan": plan, "recorded": True})
    assert answer.status_code == 200
    found = answer.json()
    path = f"{TRAININGS}/{found['id']}"
    assert answer.headers["location"] == path
    assert (found["status"], found["step"], found["recorded"], found["plan"]["seed"]) == (
        "done",
        800,
        True,
        0,
    )
    assert client.get(path).json() == found
    one = RECORDED.all[found["id"]]

    heard = events(client.get(f"{path}/events").text)
    assert [e.data for e in heard if e.name == "checkpoint"] == [json.loads(said) for said in one.events]
    assert heard[-1].data == {"status": "done", "step": 800, "error": None}
    later = events(client.get(f"{path}/events", headers={"last-event-id": "38"}).text)
    assert [e.data["step"] for e in later if e.name == "checkpoint"] == [780, 800]

    layer = models(one)[40].layer
    assert isinstance(layer, UnitParams)
    x = plan_of(one.plan.model_dump_json()).example().x[:, 0]
    for _ in range(2):  # the second answer is the first one, kept
        shown = client.get(f"{path}/map?field=f&lane=1&since=40").json()
        assert shown["checkpoints"] == [800]
        assert shown["values"] == [run(layer, x).values["f"][:, 1].tolist()]
    assert client.get(f"{path}/map?field=f&lane=0&since=40").json()["values"] != shown["values"]
    assert client.get(f"{path}/moments").json()["checkpoints"] == 41
    weights = client.get(f"{path}/checkpoints/40").json()["model"]["weights"]
    assert weights["f"]["U"] == layer.f.U.tolist()
    assert (
        client.get(f"{path}/checkpoints/3/file").headers["content-disposition"].endswith('-60.safetensors"')
    )
    assert problem(client.get(f"{path}/checkpoints/41"), 404)["detail"] == (
        "There is no checkpoint 41; there are: 0 to 40."
    )
    for verb in ("pause", "resume"):
        assert client.post(f"{path}/{verb}").json() == found
    assert problem(client.delete(path), 403)["detail"] == (
        "A recorded run comes with the server and cannot be deleted."
    )


def test_learning_that_broke_off_is_recorded_with_its_reason(client: TestClient) -> None:
    plan = {"task": "stock_position", "units": 4, "learning_rate": 3.0, "steps": 800}
    found = client.post(TRAININGS, json={"plan": plan, "recorded": True}).json()
    assert found["plan"]["learning_rate"] == 3.0
    told = [
        e.data for e in events(client.get(f"{TRAININGS}/{found['id']}/events").text) if e.name == "checkpoint"
    ]
    assert max(t["unexplained"] for t in told) > 10


def test_what_is_recorded_is_listed(client: TestClient) -> None:
    listed = client.get(f"{TRAININGS}/tasks").json()["recorded"]
    assert {one["id"] for one in listed} == set(RECORDED.all)
    for one in listed:
        assert client.get(f"{TRAININGS}/{one['id']}").json()["plan"] == one["plan"]


def test_a_series_of_ones_own_has_no_recorded_run(client: TestClient) -> None:
    series = [[float(n % 7)] for n in range(80)]
    answer = client.post(TRAININGS, json={"plan": {"series": series}, "recorded": True})
    (error,) = problem(answer, 422)["errors"]
    assert error["pointer"] == "/plan/series"
