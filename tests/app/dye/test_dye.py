"""What ``POST /dye`` answers: parts that add up to the trace's memory, in JSON, CSV and NPZ."""

import csv
import io
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from lstm_core import dye, dye_from, half_life, run, sediment, water_age
from tests.app.problems import one_error, problem
from tests.app.runs.test_traces import random_request

DYE, TRACES = "/api/v1/dye", "/api/v1/traces"
PINNED = [{"gate": "forget", "value": 0.5, "units": [0], "from": 1, "to": 2}]


def post(client: TestClient, request: dict[str, Any], accept: str = "application/json") -> Any:
    answer = client.post(DYE, json=request, headers={"Accept": accept})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith(accept)
    return answer.json() if accept == "application/json" else answer.content


def test_every_number_is_the_core_s_to_the_last_bit(client: TestClient) -> None:
    request, params = random_request(H=3, D=2, T=6)
    trace = run(params, np.array(request["inputs"]), np.array(request["h0"]), np.array(request["C0"]))
    answer = post(client, request | {"step": 4})
    assert (answer["steps"], answer["step"], answer["source"]) == (6, 4, None)
    (layer,) = answer["layers"]
    parts = dye(trace, 4)
    assert layer["start"] == parts[0].tolist()
    assert layer["parts"] == parts[1:].tolist()
    assert layer["memory"] == trace.C[4].tolist()
    assert layer["gross"] == np.abs(parts).sum(0).tolist()
    assert layer["age"] == water_age(trace)[4].tolist()
    assert layer["half_life"] == half_life(trace).tolist()
    np.testing.assert_allclose(np.sum(layer["parts"], axis=0) + layer["start"], layer["memory"], atol=1e-12)


def test_a_source_is_followed(client: TestClient) -> None:
    request, params = random_request(H=3, D=2, T=6)
    trace = run(params, np.array(request["inputs"]), np.array(request["h0"]), np.array(request["C0"]))
    for source in (0, 5, "start"):
        answer = post(client, request | {"source": source})
        assert (answer["step"], answer["source"]) == (None, source)
        (layer,) = answer["layers"]
        wanted = dye_from(trace, source if isinstance(source, int) else None)
        assert layer["parts"] == wanted.tolist()
        assert "start" not in layer or layer["start"] is None


def test_a_unit_is_split_after_every_step(client: TestClient) -> None:
    request, params = random_request(H=3, D=2, T=6)
    trace = run(params, np.array(request["inputs"]), np.array(request["h0"]), np.array(request["C0"]))
    answer = post(client, request | {"unit": 2})
    assert (answer["step"], answer["source"], answer["unit"]) == (None, None, 2)
    (layer,) = answer["layers"]
    wanted = sediment(trace, 2)
    assert layer["units"] == [2]
    assert layer["start"] == wanted[:, 0].tolist()
    assert layer["parts"] == wanted[:, 1:].tolist()
    assert layer["memory"] == trace.C[:, 2].tolist()
    assert layer["gross"] == np.abs(wanted).sum(1).tolist()
    assert layer["age"] == water_age(trace)[:, 2].tolist()
    assert layer["half_life"] == half_life(trace)[[2]].tolist()
    rows = list(csv.DictReader(io.StringIO(post(client, request | {"unit": 2}, "text/csv").decode())))
    assert [float(row["part"]) for row in rows] == wanted.ravel().tolist()
    assert [row["source"] for row in rows[:7]] == ["start", "0", "1", "2", "3", "4", "5"]
    assert {(row["unit"], row["step"]) for row in rows} == {("2", str(t)) for t in range(6)}
    with np.load(io.BytesIO(post(client, request | {"unit": 2}, "application/x-npz"))) as arrays:
        assert arrays["parts"].tolist() == layer["parts"]


def test_a_unit_of_a_very_long_run_is_refused_before_the_run(client: TestClient) -> None:
    request, _ = random_request(H=1, D=1, T=2)
    request["inputs"] = [[0.5]] * 2000
    answer = client.post(DYE, json=request | {"unit": 0})
    assert one_error(answer) == (
        "/unit",
        "4002000 parts of its memory are over the limit max_values of 4000000; send fewer steps",
    )


def test_the_buying_price_came_in_at_step_13_but_is_not_lost_without_it(client: TestClient) -> None:
    preset = client.get("/api/v1/presets/stock-position").json()
    inputs = next(one for one in preset["examples"] if one["id"] == "two-trades")["inputs"]
    request = {"model": {"preset": "stock-position"}, "inputs": inputs}
    (layer,) = post(client, request | {"unit": 0})["layers"]
    assert layer["memory"][23] == pytest.approx(-0.414, abs=5e-4)
    assert layer["parts"][23][12] == pytest.approx(-0.415, abs=5e-4)
    asked = {"output": {"field": "C", "unit": 0, "step": 23}, "method": "ablation"}
    found = client.post("/api/v1/attributions", json=request | asked).json()
    assert found["value"] - found["values"][12] == pytest.approx(-0.176, abs=5e-4)


def test_left_out_it_is_the_last_step(client: TestClient) -> None:
    request, _ = random_request(H=2, D=1, T=4)
    assert post(client, request) == post(client, request | {"step": 3})


def test_parts_follow_the_pins_and_add_up_to_the_memory_that_the_trace_tells(client: TestClient) -> None:
    request = {"model": {"preset": "brackets"}, "text": "((a)b)c", "pins": PINNED}
    memory = client.post(TRACES, json=request | {"fields": ["C"]}).json()["layers"][0]["trace"]["C"]
    for step in range(7):
        (layer,) = post(client, request | {"step": step})["layers"]
        np.testing.assert_allclose(np.sum(layer["parts"], 0) + layer["start"], memory[step], atol=1e-12)
        assert np.array(layer["parts"])[step + 1 :].tolist() == [[0] * len(memory[0])] * (6 - step)


def test_a_gru_s_memory_is_its_output(client: TestClient) -> None:
    request = {"model": {"preset": "recall-gru"}, "inputs": [[1, 0], [0, 0], [0.5, 0]]}
    request["inputs"] = [[0.1] * client.get("/api/v1/presets/recall-gru").json()["inputs"]] * 3
    answer = client.post(TRACES, json=request | {"fields": ["h"]}).json()
    (layer,) = post(client, request)["layers"]
    np.testing.assert_allclose(layer["memory"], answer["layers"][0]["trace"]["h"][-1], atol=0)
    np.testing.assert_allclose(np.sum(layer["parts"], axis=0), layer["memory"], atol=1e-12)


def test_units_are_chosen_and_digits_cut(client: TestClient) -> None:
    request, _ = random_request(H=3, D=2, T=4)
    whole, some = (post(client, request | more)["layers"][0] for more in ({}, {"units": [2, 0], "digits": 3}))
    assert some["units"] == [2, 0]
    for name in ("start", "memory", "gross", "age", "half_life"):
        assert some[name] == [float(f"{whole[name][k]:.3g}") for k in (2, 0)]
    assert some["parts"] == [[float(f"{row[k]:.3g}") for k in (2, 0)] for row in whole["parts"]]


def test_an_empty_memory_has_no_age_and_an_open_valve_no_half_life(client: TestClient) -> None:
    request, _ = random_request(H=1, D=1, T=3)
    pins = [{"gate": gate, "value": value} for gate, value in (("forget", 1), ("input", 0))]
    (layer,) = post(client, request | {"C0": [0], "pins": pins})["layers"]
    assert (layer["age"], layer["half_life"]) == ([None], [None])


def test_csv_holds_the_same_numbers(client: TestClient) -> None:
    request, _ = random_request(H=2, D=1, T=3)
    for more in ({"step": 1}, {"source": 1}):
        (layer,) = post(client, request | more)["layers"]
        rows = list(csv.DictReader(io.StringIO(post(client, request | more, "text/csv").decode())))
        wanted = [("start", layer["start"])] if layer.get("start") else []
        wanted += [(str(step), parts) for step, parts in enumerate(layer["parts"])]
        assert [(row["step"], int(row["unit"]), float(row["part"])) for row in rows] == [
            (step, unit, part) for step, parts in wanted for unit, part in enumerate(parts)
        ]
        assert {(row["layer"], row["direction"]) for row in rows} == {("0", "forward")}


def test_a_batch_has_an_answer_for_each_sequence_in_every_form(client: TestClient) -> None:
    request, _ = random_request(H=2, D=1, T=3)
    request["batch"] = [request.pop("inputs"), [[0.5], [1.0]]]
    answer = post(client, request)["batch"]
    assert [one["steps"] for one in answer] == [3, 2]
    with np.load(io.BytesIO(post(client, request, "application/x-npz"))) as arrays:
        for n, one in enumerate(answer):
            for name in ("parts", "start", "memory", "gross", "age", "half_life"):
                assert arrays[f"batch.{n}.{name}"].tolist() == one["layers"][0][name]
    rows = list(csv.DictReader(io.StringIO(post(client, request, "text/csv").decode())))
    assert [row["sequence"] for row in rows] == ["0"] * 8 + ["1"] * 6


@pytest.mark.parametrize(
    ("more", "pointer", "says"),
    [
        ({"step": 4}, "/step", "expected a step from 0 to 3, found 4"),
        ({"source": 4}, "/source", "expected a step from 0 to 3, found 4"),
        ({"step": 1, "source": 1}, "", "expected at most one of step, source and unit"),
        ({"unit": 1, "source": 1}, "", "expected at most one of step, source and unit"),
        ({"unit": 1, "units": [1]}, "", "expected at most one of unit and units"),
        ({"unit": 3}, "/unit", "expected a unit from 0 to 2, found 3"),
        ({"step": -1}, "/step", "expected a number of at least 0, found -1"),
        ({"units": [3]}, "/units/0", "expected a unit from 0 to 2, found 3"),
        ({"layer": 1}, "/layer", "expected a layer from 0 to 0, found 1"),
    ],
)
def test_what_is_not_there_is_named(
    client: TestClient, more: dict[str, Any], pointer: str, says: str
) -> None:
    request, _ = random_request(H=3, D=2, T=4)
    assert one_error(client.post(DYE, json=request | more)) == (pointer, says)


def test_another_form_is_refused(client: TestClient) -> None:
    request, _ = random_request()
    answer = problem(client.post(DYE, json=request, headers={"Accept": "text/html"}), 406)
    assert answer["detail"].startswith(
        "This can be answered as application/json, text/csv or application/x-npz"
    )
