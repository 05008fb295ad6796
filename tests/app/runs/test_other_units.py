"""Runs of a GRU and a plain network over the wire, against their equations written out by hand."""

import csv
import io
import json
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from app.runs.replies import GradientReply, StepReply, TraceReply, UnitsReply
from lstm_core import run
from lstm_core.blueprints import BLUEPRINTS, interpret
from lstm_core.params import GateParams, params_of
from tests.app.problems import one_error

API = "/api/v1"
X = [[0.5, -1.0], [2.0, 0.25], [-0.75, 1.5], [0.0, 0.1]]
H0 = [0.3, -0.2, 0.1]
Arrays = dict[str, np.ndarray[Any, Any]]


def net(rng: np.random.Generator, **more: Any) -> dict[str, Any]:
    return {
        "W": rng.normal(size=(3, 2)).tolist(),
        "U": rng.normal(size=(3, 3)).tolist(),
        "b": rng.normal(size=3).tolist(),
    } | more


def gru(*, after: bool = True) -> dict[str, Any]:
    rng = np.random.default_rng(7)
    candidate = net(rng, bU=rng.normal(size=3).tolist()) if after else net(rng)
    weights = {"z": net(rng), "r": net(rng), "n": candidate}
    return {"unit": "gru" if after else "gru_reset_before", "weights": weights}


def rnn() -> dict[str, Any]:
    return {"unit": "rnn", "weights": {"h": net(np.random.default_rng(8))}}


def sigma(z: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return np.asarray(1 / (1 + np.exp(-z)))


def by_hand(model: dict[str, Any], z: float | None = None, h0: Any = H0) -> list[np.ndarray[Any, Any]]:
    """Return h at every step; `z` holds the update gate."""
    w = {k: {n: np.array(a) for n, a in one.items()} for k, one in model["weights"].items()}
    h, found = np.array(h0), []
    for row in np.array(X):
        a = {k: one["W"] @ row + one["b"] for k, one in w.items()}
        if model["unit"] == "rnn":
            h = np.tanh(a["h"] + w["h"]["U"] @ h)
        else:
            update = sigma(a["z"] + w["z"]["U"] @ h) if z is None else np.full(3, z)
            reset, n = sigma(a["r"] + w["r"]["U"] @ h), w["n"]
            heard = reset * (n["U"] @ h + n["bU"]) if "bU" in n else n["U"] @ (reset * h)
            h = update * h + (1 - update) * np.tanh(a["n"] + heard)
        found.append(h)
    return found


def post(client: TestClient, path: str, **body: Any) -> dict[str, Any]:
    answer = client.post(f"{API}/{path}", json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


MODELS = pytest.mark.parametrize(
    "model", [gru(), gru(after=False), rnn()], ids=["gru", "gru, reset before", "rnn"]
)


@MODELS
def test_outputs_are_those_of_the_equations(client: TestClient, model: dict[str, Any]) -> None:
    answer = post(client, "traces", model=model, inputs=X, h0=H0)
    TraceReply.model_validate(answer)
    np.testing.assert_allclose(answer["outputs"], by_hand(model), rtol=1e-14)
    assert answer["model"]["unit"] == model["unit"]


@MODELS
def test_every_array_is_the_core_s_and_the_interpreter_s(client: TestClient, model: dict[str, Any]) -> None:
    blueprint = BLUEPRINTS[model["unit"]]
    weights = {k: {n: np.array(a) for n, a in one.items()} for k, one in model["weights"].items()}
    params = params_of(blueprint, {letter: GateParams(**one) for letter, one in weights.items()})
    trace = run(params, X, H0)
    expected = interpret(blueprint, weights, np.array(X), {"h": np.array(H0)})
    wanted = list(expected)
    answer = post(client, "traces", model=model, inputs=X, h0=H0, fields=wanted)
    found = answer["layers"][0]["trace"]
    assert list(found) == wanted
    for name, values in expected.items():
        assert found[name] == trace.values[name].tolist(), name
        np.testing.assert_allclose(found[name], values, rtol=0, atol=1e-14, err_msg=name)
    standard = set(post(client, "traces", model=model, inputs=X)["layers"][0]["trace"])
    assert standard == set(wanted) - {"h_prev"}


@MODELS
def test_terms_add_up_to_the_pre_activations(client: TestClient, model: dict[str, Any]) -> None:
    letters = list(model["weights"])
    wanted = [*(f"z_{letter}" for letter in letters), "terms"]
    trace = post(client, "traces", model=model, inputs=X, h0=H0, fields=wanted)["layers"][0]["trace"]
    assert list(trace["terms"]) == letters
    for letter in letters:
        parts = trace["terms"][letter]
        np.testing.assert_allclose(sum(map(np.array, parts.values())), trace[f"z_{letter}"], atol=1e-14)
    if model["unit"] == "gru":
        assert set(trace["terms"]["n"]) == {"Wx", "passed", "b"}


@pytest.mark.parametrize("after", [True, False])
def test_a_pin_holds_a_gate_of_this_unit(client: TestClient, after: bool) -> None:
    model = gru(after=after)
    pins = [{"gate": "update", "value": 0.25}]
    answer = post(client, "traces", model=model, inputs=X, h0=H0, pins=pins)
    np.testing.assert_allclose(answer["outputs"], by_hand(model, z=0.25), rtol=1e-14)


@MODELS
def test_steps_one_by_one_are_the_run(client: TestClient, model: dict[str, Any]) -> None:
    h = H0
    for x, expected in zip(X, by_hand(model), strict=True):
        answer = post(client, "steps", model=model, x=x, h=h)
        StepReply.model_validate(answer)
        assert "C" not in answer
        h = answer["h"]
        np.testing.assert_allclose(h, expected, rtol=1e-13)


@MODELS
def test_gradients_are_what_small_changes_do(client: TestClient, model: dict[str, Any]) -> None:
    answer = post(client, "gradients", model=model, inputs=X, h0=H0, output={"units": [1]})
    GradientReply.model_validate(answer)
    assert set(answer["gradients"]) == {"dh", "dh0"}
    assert set(answer["norms"]) == {"dh"}
    for unit in range(3):
        change = np.eye(3)[unit] * 1e-6
        ends = [by_hand(model, h0=np.array(H0) + sign * change)[-1][1] for sign in (1, -1)]
        assert answer["gradients"]["dh0"][unit] == pytest.approx((ends[0] - ends[1]) / 2e-6, rel=1e-5)
    assert answer["norms"]["dh"] == pytest.approx(np.linalg.norm(answer["gradients"]["dh"], axis=1).tolist())


def test_what_units_of_a_gru_do(client: TestClient) -> None:
    trace = post(client, "traces", model=gru(), inputs=X, h0=H0)["layers"][0]["trace"]
    answer = post(client, "units", model=gru(), inputs=X, h0=H0, mask=[0, 1, 0, 1])
    UnitsReply.model_validate(answer)
    (layer,) = answer["layers"]
    z, r, h = (np.array(trace[name]) for name in ("z", "r", "h"))
    expected = {"hold": z, "forget": 1 - z, "open": 1 - z, "reset": r,
                "change": abs(h - np.vstack([H0, h[:-1]]))}  # fmt: skip
    for name, values in expected.items():
        np.testing.assert_allclose(layer[name], values.mean(axis=0), rtol=1e-12, err_msg=name)
    assert "output" not in layer
    for gate, values in (("update", z), ("reset", r)):
        for unit in range(3):
            r_of = np.corrcoef(values[:, unit], np.array(X)[:, 1])[0, 1]
            assert layer["correlation"][gate][unit][1] == pytest.approx(r_of)
            assert layer["mask"][gate][unit] == pytest.approx(
                np.corrcoef(values[:, unit], [0, 1, 0, 1])[0, 1]
            )


def test_a_plain_network_has_no_valve_to_follow(client: TestClient) -> None:
    (layer,) = post(client, "units", model=rnn(), inputs=X)["layers"]
    assert (layer["correlation"], layer["mask"]) == ({}, None)
    assert set(layer) == {"layer", "direction", "units", "change", "correlation", "age", "mask"}


def test_a_table_has_the_columns_of_the_unit(client: TestClient) -> None:
    request = {"model": gru(), "inputs": X, "h0": H0}
    trace = post(client, "traces", **request)["layers"][0]["trace"]
    text = client.post(f"{API}/traces", json=request, headers={"accept": "text/csv"}).text
    rows = list(csv.DictReader(io.StringIO(text)))
    places = ["layer", "direction", "kind", "step", "unit"]
    assert {row["kind"] for row in rows} == {"gru"}
    assert list(rows[0]) == [*places, "x_0", "x_1", *(name for name in trace if name != "x")]
    for row in rows:
        for name in ("z", "heard", "fresh", "h"):
            assert float(row[name]) == trace[name][int(row["step"])][int(row["unit"])]


def test_lines_that_come_and_go_name_their_unit(client: TestClient) -> None:
    lines = [json.dumps({"model": gru(), "h0": H0, "fields": ["z", "h"]}), *map(json.dumps, X)]
    headers = {"content-type": "application/x-ndjson", "accept": "application/x-ndjson"}
    answer = client.post(f"{API}/traces", content="\n".join(lines), headers=headers)
    found = [json.loads(line) for line in answer.text.splitlines()]
    np.testing.assert_allclose([line["output"] for line in found], by_hand(gru()), rtol=1e-14)
    assert set(found[0]["layers"][0]["trace"]) == {"z", "h"}
    assert [line["layers"][0]["unit"] for line in found] == ["gru"] * len(X)


LSTM_GATE: Any = {"gate": "forget", "value": 0}


@pytest.mark.parametrize(
    ("change", "pointer", "detail"),
    [
        (
            {"pins": [LSTM_GATE]},
            "/pins/0/gate",
            "expected one of 'update' or 'reset', found the string \"forget\"",
        ),
        (
            {"model": rnn(), "pins": [LSTM_GATE]},
            "/pins/0",
            "expected no pin: a unit of kind rnn has no valve",
        ),
        ({"C0": [0, 0, 0]}, "/C0", "expected none: a unit of kind gru carries no C"),
        (
            {"model": rnn(), "fields": ["h", "z"]},
            "/fields/1",
            "expected one of 'x', 'z_h', 'h', 'h_prev', 'h0' or 'terms', found the string \"z\"",
        ),
        ({"model": gru() | {"unit": "rnn"}}, "/model/weights/h", "this field is required"),
        ({"model": {"preset": "latch", "unit": "lstm"}}, "/model", "expected unit only beside weights"),
        (
            {"model": {"preset": "latch", "readout": {"V": [[1.0]], "c": [0.0]}}},
            "/model",
            "expected readout only beside weights",
        ),
        (
            {"model": rnn() | {"readout": {"V": [[1.0]], "c": [0.0]}}},
            "/model/readout/V/0",
            "expected 3 numbers, as many as units, found 1",
        ),
    ],
)
def test_what_a_unit_does_not_have_is_refused_with_its_place(
    client: TestClient, change: dict[str, Any], pointer: str, detail: str
) -> None:
    answer = client.post(f"{API}/traces", json={"model": gru(), "inputs": X} | change)
    assert one_error(answer) == (pointer, detail)


def test_an_unknown_unit_is_refused(client: TestClient) -> None:
    answer = client.post(f"{API}/traces", json={"model": gru() | {"unit": "mogrifier"}, "inputs": X})
    pointer, detail = one_error(answer)
    assert pointer == "/model/unit"
    assert "gru_reset_before" in detail


def test_the_limit_of_values_counts_the_arrays_of_the_unit(small: TestClient) -> None:
    answer = small.post(f"{API}/gradients/rnn", json={"task": "brackets", "inputs": [[1, 0]] * 10})
    pointer, detail = one_error(answer)
    assert pointer == "/inputs"
    assert "over the limit max_compute of 3000" in detail
