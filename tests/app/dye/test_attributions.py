"""What ``POST /attributions`` answers: the core's numbers, and what runs without an input really are."""

import csv
import io
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from lstm_core import LayerStack, Output, Pin, Pins, attribute
from tests.app.problems import one_error
from tests.app.runs.test_traces import random_request

ATTRIBUTIONS, TRACES = "/api/v1/attributions", "/api/v1/traces"
METHOD = "expected one of 'gradient', 'integrated_gradients' or 'ablation', found the string \"shap\""
METHODS = ("gradient", "integrated_gradients", "ablation")


def asking(T: int = 5) -> tuple[dict[str, Any], LayerStack]:
    request, params = random_request(H=3, D=2, T=T)
    return {name: request[name] for name in ("model", "inputs")}, LayerStack.of(params)


def post(client: TestClient, request: dict[str, Any], accept: str = "application/json") -> Any:
    answer = client.post(ATTRIBUTIONS, json=request, headers={"Accept": accept})
    assert answer.status_code == 200, answer.text
    return answer.json() if accept == "application/json" else answer.content


@pytest.mark.parametrize("method", METHODS)
def test_every_number_is_the_core_s_to_the_last_bit(client: TestClient, method: Any) -> None:
    request, stack = asking()
    baseline = [[0.5, -1.0]] * 5
    pins = [{"gate": "forget", "value": 0.25, "units": [1], "from": 1, "to": 3}]
    output = {"step": 3, "unit": 2, "field": "C"}
    asked = {"method": method, "baseline": baseline, "pins": pins, "output": output, "points": 20}
    held = {(0, "forward"): Pins([Pin("f", 0.25, (1,), 1, 3)])}
    found = attribute(stack, request["inputs"], Output(3, 2, "C"), method, baseline, 20, held)  # type: ignore[arg-type]  # a direction
    answer = post(client, request | asked)
    assert answer["values"] == found.values.tolist()
    assert (answer["value"], answer["at_baseline"]) == (found.value, found.at_baseline)
    assert answer["completeness_error"] == found.completeness_error
    assert answer["output"] == output | {"layer": 0, "direction": "forward"}
    assert (answer["steps"], answer["method"]) == (5, method)


def test_left_out_it_is_the_slope_of_the_first_output_in_the_end(client: TestClient) -> None:
    request, stack = asking()
    answer = post(client, request)
    assert answer["output"] == {"step": 4, "unit": 0, "field": None, "layer": None, "direction": None}
    assert answer["values"] == attribute(stack, request["inputs"], Output()).values.tolist()


def test_an_absence_is_what_the_api_traces_without_that_input(client: TestClient) -> None:
    request, _ = asking()
    answer = post(client, request | {"method": "ablation", "output": {"unit": 1}})
    for step, value in enumerate(answer["values"]):
        without = [[0, 0] if t == step else row for t, row in enumerate(request["inputs"])]
        outputs = client.post(TRACES, json=request | {"inputs": without}).json()["outputs"]
        assert answer["value"] - outputs[-1][1] == pytest.approx(value, abs=1e-12)
    some = request | {"method": "ablation", "output": {"unit": 1}, "ablated": [3, 1]}
    assert post(client, some)["steps"] == 5
    assert post(client, some)["values"] == pytest.approx(
        [answer["values"][3], answer["values"][1]], abs=1e-12
    )
    rows = list(csv.DictReader(io.StringIO(post(client, some, "text/csv").decode())))
    assert [int(row["step"]) for row in rows] == [3, 1]
    assert [float(row["value"]) for row in rows] == post(client, some)["values"]


def test_a_text_is_attributed_letter_by_letter(client: TestClient) -> None:
    answer = post(client, {"model": {"preset": "brackets"}, "text": "((a)", "method": "ablation"})
    assert len(answer["values"]) == 4
    assert answer["values"][0] != 0


@pytest.mark.parametrize("method", METHODS)
def test_csv_and_npz_hold_the_same_numbers(client: TestClient, method: str) -> None:
    request, _ = asking(3)
    request |= {"method": method, "batch": [request.pop("inputs"), [[1.0, 0.0]]], "digits": 5}
    answer = post(client, request)["batch"]
    rows = list(csv.DictReader(io.StringIO(post(client, request, "text/csv").decode())))
    for n, one in enumerate(answer):
        mine = [row for row in rows if row["sequence"] == str(n)]
        assert [float(row["value"]) for row in mine] == np.ravel(one["values"]).tolist()
        places = [[int(row[name]) for name in ("step", "input") if name in row] for row in mine]
        assert places == [list(place) for place in np.ndindex(np.shape(one["values"]))]
    with np.load(io.BytesIO(post(client, request, "application/x-npz"))) as arrays:
        for n, one in enumerate(answer):
            assert arrays[f"batch.{n}.values"].tolist() == one["values"]
            assert arrays[f"batch.{n}.value"] == one["value"]
            if one["completeness_error"] is not None:
                assert arrays[f"batch.{n}.completeness_error"] == one["completeness_error"]


@pytest.mark.parametrize(
    ("more", "pointer", "says"),
    [
        ({"output": {"step": 5}}, "/output", "step 5 is not there, expected 0 to 4"),
        ({"output": {"unit": 3}}, "/output", "unit 3 is not there, expected 0 to 2"),
        (
            {"output": {"field": "z"}},
            "/output",
            "field is 'z', expected one of f, i, g, o, kept, added, C, tanh_C, h",
        ),
        (
            {"output": {"field": "C", "direction": "backward"}},
            "/output",
            "direction is 'backward', expected forward",
        ),
        ({"baseline": [[0, 0]]}, "/baseline", "expected 5 rows, one for each step, found 1"),
        ({"method": "ablation", "ablated": [0, 5]}, "/ablated/1", "expected a step from 0 to 4, found 5"),
        ({"ablated": [0]}, "", "expected ablated only with the method ablation"),
        ({"points": 0}, "/points", "expected a number of at least 1, found 0"),
        (
            {"method": "shap"},
            "/method",
            METHOD,
        ),
    ],
)
def test_what_is_not_there_is_named(
    client: TestClient, more: dict[str, Any], pointer: str, says: str
) -> None:
    request, _ = asking()
    assert one_error(client.post(ATTRIBUTIONS, json=request | more)) == (pointer, says)


def test_runs_are_counted_as_work(client: TestClient) -> None:
    request = {"model": {"preset": "stock-position"}, "method": "ablation"}
    width = client.get("/api/v1/presets/stock-position").json()["inputs"]
    pointer, says = one_error(client.post(ATTRIBUTIONS, json=request | {"inputs": [[0.0] * width] * 9000}))
    assert pointer == "/inputs"
    assert says.startswith("81018000 steps of all runs x ")
    assert " is over the limit max_extra_compute of 500000000; send less" in says
    one = request | {"inputs": [[0.0] * width] * 9000, "ablated": [12]}
    assert len(post(client, one)["values"]) == 1
    several = request | {"batch": [[[0.0] * width] * 4900] * 2}
    pointer, says = one_error(client.post(ATTRIBUTIONS, json=several))
    assert pointer == "/batch"
    assert says.startswith("48039600 steps of all runs x ")
