"""A GRU preset over the wire: every answer equals the core's, number by number, and onnxruntime agrees."""

import csv
import json
from io import BytesIO
from typing import Any

import numpy as np
import onnxruntime
import pytest
from starlette.testclient import TestClient

from lstm_core import GRUParams, Pin, Pins, Trace, backward, run, step
from lstm_core.blueprints import GRU, fields, terms
from tests.app.presets.runs import document, model
from tests.core.blueprints.test_onnx_units import feeds
from tests.core.blueprints.test_onnx_units import model as onnx_model

NAME = "stock-position-gru"
X = np.random.default_rng(6).normal(1, 0.4, (9, 3)) * [1, 0, 0]
X[2, 1], X[7, 2] = 1, 1
QUESTION: dict[str, Any] = {
    "model": {"preset": NAME},
    "inputs": X.tolist(),
    "h0": [0.25, -0.5, 0.75],
    "pins": [{"gate": "reset", "value": 0.25, "units": [1], "from": 4}],
}
ARRAYS = [field.name for field in fields(GRU) if field.kind != "before"]


def layer() -> GRUParams:
    found = model(NAME).layer
    assert isinstance(found, GRUParams)
    return found


def core() -> Trace:
    return run(layer(), X, QUESTION["h0"], pins=Pins((Pin("r", 0.25, first=4, units=(1,)),)))


def asked(client: TestClient, path: str, accept: str = "application/json", **more: object) -> Any:
    answer = client.post(f"/api/v1/{path}", json=QUESTION | more, headers={"accept": accept})
    assert answer.status_code == 200, answer.text
    return answer


def test_a_trace_has_every_array_of_the_unit(client: TestClient) -> None:
    answer, expected = asked(client, "traces").json(), core()
    assert answer["model"]["unit"] == "gru"
    found = answer["layers"][0]["trace"]
    assert sorted(found) == sorted(ARRAYS)
    for name, values in found.items():
        assert np.array_equal(values, getattr(expected, name)), name
    head = document(NAME)["head"]
    assert answer["readout"] == pytest.approx(np.array(expected.h) @ np.array(head["W"]).T + head["b"])


def test_the_terms_are_those_of_the_core(client: TestClient) -> None:
    found = asked(client, "traces", fields=["terms"]).json()["layers"][0]["trace"]["terms"]
    expected = core()
    for net in GRU.nets:
        assert list(found[net.letter]) == [term.name for term in terms(GRU, net.letter)]
        for name, values in expected.terms(net.letter).items():
            assert np.array_equal(found[net.letter][name], values)
        assert sum(map(np.array, found[net.letter].values())) == pytest.approx(
            getattr(expected, f"z_{net.letter}"), abs=1e-12
        )


def test_csv_npz_and_lines_hold_the_same_numbers(client: TestClient) -> None:
    expected = core()
    rows = list(csv.DictReader(asked(client, "traces", "text/csv").text.splitlines()))
    assert len(rows) == X.shape[0] * 3
    for row in rows:
        t, unit = int(row["step"]), int(row["unit"])
        for name in ("z_z", "z_r", "z_n", "z", "r", "n", "heard", "fresh", "passed", "kept", "added", "h"):
            assert float(row[name]) == getattr(expected, name)[t, unit]
    with np.load(BytesIO(asked(client, "traces", "application/x-npz").content), allow_pickle=False) as file:
        assert sorted(file) == sorted(ARRAYS)
        for name in ARRAYS:
            assert np.array_equal(file[name], getattr(expected, name))
    lines = asked(client, "traces", "application/x-ndjson", fields=["h", "passed"]).text.splitlines()
    told = [json.loads(line)["layers"][0]["trace"] for line in lines if line]
    assert len(told) == len(X)
    for t, line in enumerate(told):
        assert line == {"h": expected.h[t].tolist(), "passed": expected.passed[t].tolist()}


def test_one_step_is_a_step_of_the_core(client: TestClient) -> None:
    request = {"model": {"preset": NAME}, "x": X[2].tolist(), "h": [0.1, -0.2, 0.3]}
    answer = client.post("/api/v1/steps", json=request).json()
    expected = step(layer(), X[2], [0.1, -0.2, 0.3])
    assert answer["h"] == np.ravel(expected.h).tolist()
    assert answer["trace"]["fresh"] == np.ravel(expected.fresh).tolist()
    assert "C" not in answer


def test_gradients_are_those_of_the_core(client: TestClient) -> None:
    answer = asked(client, "gradients", output={"step": 7, "units": [0, 2]}).json()
    dh = np.zeros((9, 3))
    dh[7, [0, 2]] = 1
    _, expected = backward(layer(), core(), dh)
    assert sorted(answer["gradients"]) == ["dh", "dh0"]
    assert answer["gradients"]["dh"] == expected.dh.tolist()
    assert answer["gradients"]["dh0"] == expected.dh0.tolist()
    assert answer["norms"]["dh"] == pytest.approx(np.linalg.norm(expected.dh, axis=1), rel=1e-14)


def test_units_are_measured_by_their_own_valves(client: TestClient) -> None:
    layer_, expected = asked(client, "units").json()["layers"][0], core()
    assert layer_["reset"] == pytest.approx(expected.r.mean(axis=0))
    before = np.concatenate([[QUESTION["h0"]], expected.h[:-1]])
    assert layer_["change"] == pytest.approx(np.abs(expected.h - before).mean(axis=0))


def test_onnxruntime_agrees_on_the_stored_weights(client: TestClient) -> None:
    found = client.post("/api/v1/traces", json={k: v for k, v in QUESTION.items() if k != "pins"}).json()
    weights = {letter: dict(net.arrays) for letter, net in layer().nets.items()}
    given = feeds(GRU, weights, X[:, np.newaxis], np.array([QUESTION["h0"]]))
    graph = onnx_model(GRU, 3, given)
    session = onnxruntime.InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])
    (Y, _) = session.run(None, given)
    np.testing.assert_allclose(
        found["outputs"], Y[:, 0, 0] if Y.ndim == 4 and Y.shape[1] == 1 else Y[:, 0], atol=2e-5
    )


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"fields": ["C"]}, "/fields/0"),
        ({"C0": [0.0, 0.0, 0.0]}, "/C0"),
        ({"pins": [{"gate": "output", "value": 1}]}, "/pins/0/gate"),
    ],
)
def test_what_only_an_lstm_has_is_refused_with_its_place(
    client: TestClient, more: dict[str, object], pointer: str
) -> None:
    answer = client.post("/api/v1/traces", json=QUESTION | more)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
