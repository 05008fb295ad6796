"""The answers of ``POST /traces``, number by number."""

from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from app.runs.requests import TraceRequest
from lstm_core import GateParams, LSTMParams, Pin, Pins, run
from tests.app.runs import reference

TRACES = "/api/v1/traces"
ARRAYS = (
    "x", "z_f", "z_i", "z_g", "z_o", "f", "i", "g", "o", "kept", "added", "C", "tanh_C", "h", "h_prev",
    "C_prev",
)  # fmt: skip


def random_request(H: int = 3, D: int = 2, T: int = 5, seed: int = 0) -> tuple[dict[str, Any], LSTMParams]:
    """Return a request with random weights, state and inputs, and the same weights as the core has them."""
    rng = np.random.default_rng(seed)
    shapes = {"f": (H,), "i": (H, H), "g": None, "o": (H,)}
    gates = {
        name: GateParams(
            rng.normal(size=(H, D)),
            rng.normal(size=(H, H)),
            rng.normal(size=H),
            None if shape is None else rng.normal(size=shape),
        )
        for name, shape in shapes.items()
    }
    wire = {
        name: {
            "W": p.W.tolist(),
            "U": p.U.tolist(),
            "b": p.b.tolist(),
            "p": None if p.p is None else p.p.tolist(),
        }
        for name, p in gates.items()
    }
    request = {
        "model": {"weights": wire},
        "inputs": rng.normal(size=(T, D)).tolist(),
        "h0": rng.normal(size=H).tolist(),
        "C0": rng.normal(size=H).tolist(),
    }
    return request, LSTMParams(**gates)


def post(client: TestClient, request: dict[str, Any]) -> dict[str, Any]:
    answer = client.post(TRACES, json=request)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    result: dict[str, Any] = answer.json()
    return result


def test_every_array_is_the_core_s_to_the_last_bit(client: TestClient) -> None:
    request, params = random_request()
    answer = post(client, request | {"fields": [*ARRAYS, "h0", "C0"]})
    expected = run(params, np.array(request["inputs"]), np.array(request["h0"]), np.array(request["C0"]))
    (layer,) = answer["layers"]
    assert layer["direction"] == "forward"
    assert set(layer["trace"]) == {*ARRAYS, "h0", "C0"}
    for name, values in layer["trace"].items():
        assert values == getattr(expected, name).tolist(), name
    assert answer["outputs"] == expected.h.tolist()
    assert answer["steps"] == 5
    assert answer["model"] == {
        "id": None,
        "unit": "lstm",
        "preset": None,
        "units": 3,
        "inputs": 2,
        "peepholes": {"f": "diagonal", "i": "full", "o": "diagonal"},
        "notes": [],
    }


def test_what_a_preset_reads_off_its_outputs_is_told(client: TestClient) -> None:
    preset = client.get("/api/v1/presets/stock-position").json()
    request = {"model": {"preset": "stock-position"}, "inputs": preset["examples"][0]["inputs"]}
    request["pins"] = [{"gate": "forget", "value": 0.5, "from": 6}]
    answer = post(client, request)
    ((one, other),), (bias,) = preset["head"]["W"], preset["head"]["b"]
    expected = [[one * h[0] + other * h[1] + bias] for h in answer["outputs"]]
    assert answer["readout"] == pytest.approx(np.array(expected), rel=1e-12, abs=1e-14)
    rounded = post(client, request | {"digits": 2})["readout"]
    assert rounded == [[float(f"{value:.2g}")] for (value,) in answer["readout"]]
    assert "readout" not in post(client, {"model": {"preset": "latch"}, "inputs": [[0, 1, 0]]})


def test_a_preset_agrees_with_plain_python(client: TestClient) -> None:
    preset = client.get("/api/v1/presets/brackets").json()
    for example in preset["examples"]:
        expected = reference.trace(preset["weights"], example["inputs"])
        trace = post(client, {"model": {"preset": "brackets"}, "inputs": example["inputs"]})["layers"][0][
            "trace"
        ]
        for name, values in expected.items():
            assert trace[name] == pytest.approx(np.array(values), abs=1e-14), (example["id"], name)


def test_text_gives_the_same_as_its_letters(client: TestClient) -> None:
    model = {"preset": "brackets"}
    by_text = post(client, {"model": model, "text": "(a)"})
    by_rows = post(client, {"model": model, "inputs": [[1, 0], [0, 0], [0, 1]]})
    assert by_text == by_rows
    assert by_text["model"]["preset"] == "brackets"


def test_only_the_fields_asked_for_are_answered(client: TestClient) -> None:
    request, _ = random_request()
    whole = post(client, request)["layers"][0]["trace"]
    some = post(client, request | {"fields": ["C", "h0"]})["layers"][0]["trace"]
    assert some == {"C": whole["C"], "h0": whole["h0"]}


def test_all_that_is_new_in_a_step_is_answered_when_nothing_is_asked_for(client: TestClient) -> None:
    request, _ = random_request()
    trace = post(client, request)["layers"][0]["trace"]
    assert set(trace) == {*ARRAYS, "h0", "C0"} - {"h_prev", "C_prev"}


def test_terms_add_up_to_the_pre_activation(client: TestClient) -> None:
    request, params = random_request()
    trace = post(client, request | {"fields": ["terms", "z_f", "z_i", "z_g", "z_o"]})["layers"][0]["trace"]
    assert {gate: set(parts) for gate, parts in trace["terms"].items()} == {
        "f": {"Wx", "Uh", "pC", "b"},
        "i": {"Wx", "Uh", "pC", "b"},
        "g": {"Wx", "Uh", "b"},
        "o": {"Wx", "Uh", "pC", "b"},
    }
    for gate, parts in trace["terms"].items():
        assert np.sum([parts[part] for part in parts], axis=0) == pytest.approx(np.array(trace[f"z_{gate}"]))
    assert trace["terms"]["f"]["Wx"] == pytest.approx(np.array(request["inputs"]) @ params.f.W.T)
    assert trace["terms"]["o"]["b"] == [params.o.b.tolist()] * 5


def test_pins_hold_both_ends_included_and_the_later_one_wins(client: TestClient) -> None:
    request, params = random_request(T=6)
    pins = [
        {"gate": "forget", "value": 0.25, "units": [0, 2], "from": 1, "to": 4},
        {"gate": "forget", "value": 1, "units": [2], "from": 4},
        {"gate": "output", "value": 0, "to": 1},
        {"gate": "input", "value": 0.5, "units": None, "from": None, "to": None},
    ]
    trace = post(client, request | {"pins": pins})["layers"][0]["trace"]
    free = post(client, request)["layers"][0]["trace"]
    f = np.array(trace["f"])
    assert f[1:5, 0].tolist() == [0.25] * 4
    assert f[1:4, 2].tolist() == [0.25] * 3
    assert f[4:, 2].tolist() == [1, 1]
    assert f[0].tolist() == free["f"][0]
    assert trace["i"] == [[0.5] * 3] * 6
    assert [row == [0, 0, 0] for row in trace["o"]] == [True, True, False, False, False, False]
    assert trace["z_f"][0] == free["z_f"][0]
    core = Pins(
        (
            Pin("f", 0.25, (0, 2), 1, 4),
            Pin("f", 1.0, (2,), 4),
            Pin("o", 0.0, None, None, 1),
            Pin("i", 0.5),
        )
    )
    inputs, h0, C0 = (np.array(request[name]) for name in ("inputs", "h0", "C0"))
    assert trace["C"] == run(params, inputs, h0, C0, pins=core).C.tolist()


def test_a_long_run_leaves_the_loop_and_gives_the_same(client: TestClient) -> None:
    request, params = random_request(T=1200)
    expected = run(params, np.array(request["inputs"]), np.array(request["h0"]), np.array(request["C0"]))
    assert post(client, request | {"fields": ["C"]})["outputs"] == expected.h.tolist()


def test_answers_are_never_kept_by_a_cache(client: TestClient) -> None:
    request, _ = random_request()
    headers = client.post(TRACES, json=request, headers={"accept-encoding": "gzip"}).headers
    assert headers["cache-control"] == "no-store"
    assert headers["content-encoding"] == "gzip"
    assert {v.strip() for v in headers["vary"].split(",")} == {"Accept", "Accept-Encoding"}


def test_the_request_model_keeps_the_wire_s_names() -> None:
    assert set(TraceRequest.model_fields) == {
        "model",
        "inputs",
        "text",
        "tokens",
        "ids",
        "vocabulary",
        "batch",
        "h0",
        "C0",
        "pins",
        "layer",
        "direction",
        "units",
        "fields",
        "digits",
        "count_from",
        "labels",
    }
