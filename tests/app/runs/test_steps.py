"""The answers of ``POST /steps``."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.app.problems import one_error
from tests.app.runs.test_traces import ARRAYS, random_request

STEPS, TRACES = "/api/v1/steps", "/api/v1/traces"


def test_a_run_by_steps_equals_the_run_at_once(client: TestClient) -> None:
    request, _ = random_request(T=4)
    whole = client.post(TRACES, json=request | {"fields": list(ARRAYS)}).json()
    h, C = request["h0"], request["C0"]
    for t, x in enumerate(request["inputs"]):
        step = client.post(STEPS, json={"model": request["model"], "x": x, "h": h, "C": C}).json()
        h, C = step["h"], step["C"]
        trace = whole["layers"][0]["trace"]
        assert step["trace"] == {name: trace[name][t] for name in ARRAYS}
        assert (h, C) == (trace["h"][t], trace["C"][t])
        assert step["model"] == whole["model"]


def test_a_state_left_out_is_zero(client: TestClient) -> None:
    model = {"preset": "latch"}
    short = client.post(STEPS, json={"model": model, "x": [0.5, 1, 0]}).json()
    long = client.post(STEPS, json={"model": model, "x": [0.5, 1, 0], "h": [0], "C": [0]}).json()
    assert short == long
    assert short["trace"]["C_prev"] == [0]


def test_a_pinned_step_holds(client: TestClient) -> None:
    pins = [{"gate": "forget", "value": 0.5, "units": [0]}]
    request = {"model": {"preset": "latch"}, "x": [0, 0, 0], "C": [0.8], "pins": pins}
    step = client.post(STEPS, json=request).json()
    assert step["trace"]["f"] == [0.5]
    assert step["trace"]["kept"] == [0.4]
    assert step["C"] == [0.4]


@pytest.mark.parametrize(
    ("change", "pointer", "detail"),
    [
        ({"x": [0, 0]}, "/x", "expected 3 numbers, as many as the model has inputs, found 2"),
        ({"x": [[0, 0, 0]]}, "/x/0", "expected a number, found a list"),
        ({"x": None}, "/x", "expected a list, found null"),
        ({"h": [0, 0]}, "/h", "expected 1 number, as many as the model has units, found 2"),
        ({"C": [True]}, "/C/0", "expected a number, found true"),
        ({"model": {"preset": "none"}}, "/model/preset", 'there is no preset "none"; there are: '),
        ({"inputs": [[0, 0, 0]]}, "/inputs", "this field is not known here"),
        (
            {"pins": [{"gate": "input", "value": 0, "from": 0}]},
            "/pins/0/from",
            "this field is not known here",
        ),
        (
            {"pins": [{"gate": "input", "value": 0, "units": [1]}]},
            "/pins/0/units/0",
            "expected a unit from 0 to 0, found 1",
        ),
    ],
)
def test_one_fault_is_named_with_its_place(
    client: TestClient, change: dict[str, Any], pointer: str, detail: str
) -> None:
    request = {"model": {"preset": "latch"}, "x": [0, 0, 0]} | change
    found = one_error(client.post(STEPS, json=request))
    assert found[0] == pointer
    assert found[1].startswith(detail)
