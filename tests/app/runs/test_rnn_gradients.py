"""The plain recurrent network beside the LSTM: its answer, against small changes to its state."""

import json
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from app.config import ROOT
from app.remake.words import TASK_TITLES
from lstm_core import TASKS, RNNParams, run_rnn
from tests.app.problems import problem

URL = "/api/v1/gradients/rnn"
STORED: dict[str, Any] = {
    network["task"]: network
    for network in json.loads((ROOT / "app" / "data" / "rnn.json").read_text(encoding="utf-8"))["networks"]
}
COMPARISON = json.loads((ROOT / "app" / "data" / "comparison.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("task", TASK_TITLES)
def test_the_gradient_is_what_small_changes_of_an_output_do(client: TestClient, task: str) -> None:
    inputs = TASKS[task].draw(5, 1).x[:12, 0]
    answer = client.post(URL, json={"task": task, "inputs": inputs.tolist()}).json()
    params = RNNParams(**STORED[task]["weights"])
    h = run_rnn(params, inputs).h
    for t in (3, 10):
        for unit in (0, params.H - 1):
            moved = h[t].astype(complex)
            moved[unit] += 1e-30j
            slope = run_rnn(params, inputs[t + 1 :], moved, dtype=complex).h[-1].imag.sum() / 1e-30
            assert answer["gradients"]["dh"][t][unit] == pytest.approx(slope, rel=1e-9)
    dh = np.array(answer["gradients"]["dh"])
    assert answer["norms"]["dh"] == pytest.approx(np.linalg.norm(dh, axis=1), rel=1e-12)
    assert (answer["units"], answer["steps"]) == (params.H, 12)
    assert dh[-1] == pytest.approx(np.ones(params.H))


def test_of_an_earlier_output_it_is_that_of_the_shorter_run(client: TestClient) -> None:
    inputs = TASKS["brackets"].draw(5, 1).x[:12, 0].tolist()
    early = client.post(URL, json={"task": "brackets", "inputs": inputs, "step": 6}).json()["gradients"]["dh"]
    short = client.post(URL, json={"task": "brackets", "inputs": inputs[:7]}).json()["gradients"]["dh"]
    assert early[:7] == [pytest.approx(row, rel=1e-12) for row in short]
    assert not np.any(early[7:])
    late = problem(client.post(URL, json={"task": "brackets", "inputs": inputs, "step": 12}), 422)
    assert late["errors"] == [{"pointer": "/step", "detail": "expected a step from 0 to 11, found 12"}]


def test_the_networks_are_those_of_the_comparisons_first_seed() -> None:
    results = {t["name"]: r for t in COMPARISON["tasks"] for r in t["results"] if r["contender"] == "rnn"}
    for task, stored in STORED.items():
        assert stored["seed"] == COMPARISON["effort"]["seeds"][0]
        assert stored["error"] == pytest.approx(results[task]["errors"][0], rel=1e-12)
        assert (stored["rate"], stored["start"]) == (results[task]["rate"], results[task]["start"])


def test_a_task_that_does_not_exist_and_a_row_that_does_not_fit_are_named(client: TestClient) -> None:
    unknown = problem(client.post(URL, json={"task": "chess", "inputs": [[1]]}), 422)
    assert unknown["errors"] == [
        {
            "pointer": "/task",
            "detail": "expected one of christmas_trees, stock_position, brackets, recall, found 'chess'",
        }
    ]
    narrow = problem(client.post(URL, json={"task": "brackets", "inputs": [[1, 0], [1]]}), 422)
    assert narrow["errors"][0]["pointer"] == "/inputs/1"
