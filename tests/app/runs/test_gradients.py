"""The answers of ``POST /gradients``: the core's gradients, and the true effect of a small change."""

from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from lstm_core import Pin, Pins, backward, run
from tests.app.conftest import weights
from tests.app.problems import one_error
from tests.app.runs.test_traces import random_request

GRADIENTS, TRACES = "/api/v1/gradients", "/api/v1/traces"


def post(client: TestClient, request: dict[str, Any]) -> dict[str, Any]:
    answer = client.post(GRADIENTS, json=request)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    result: dict[str, Any] = answer.json()
    return result


def test_every_number_is_the_core_s_to_the_last_bit(client: TestClient) -> None:
    request, params = random_request(H=3, D=2, T=6)
    answer = post(client, request | {"output": {"step": 4, "units": [2, 0]}})
    trace = run(params, np.array(request["inputs"]), np.array(request["h0"]), np.array(request["C0"]))
    dh = np.zeros((6, 3))
    dh[4, [0, 2]] = 1
    _, expected = backward(params, trace, dh)
    assert answer["gradients"] == {n: getattr(expected, n).tolist() for n in ("dh", "dC", "dh0", "dC0")}
    for name in ("dh", "dC"):
        lengths = [float(np.sqrt((row * row).sum())) for row in getattr(expected, name)]
        assert answer["norms"][name] == pytest.approx(lengths, rel=1e-14)
    assert answer["output"] == {"step": 4, "units": [2, 0]}
    assert answer["steps"] == 6
    assert answer["model"]["peepholes"] == {"f": "diagonal", "i": "full", "o": "diagonal"}
    assert not any(answer["gradients"]["dC"][5])


def test_a_small_change_of_the_start_does_what_the_gradient_says(client: TestClient) -> None:
    request, _ = random_request(H=3, D=2, T=5)
    gradients = post(client, request)["gradients"]

    def last_outputs(name: str, unit: int, change: float) -> float:
        state = [value + change * (k == unit) for k, value in enumerate(request[name])]
        return float(sum(client.post(TRACES, json=request | {name: state}).json()["outputs"][-1]))

    for name in ("h0", "C0"):
        for unit in range(3):
            slope = (last_outputs(name, unit, 1e-5) - last_outputs(name, unit, -1e-5)) / 2e-5
            assert gradients[f"d{name}"][unit] == pytest.approx(slope, rel=1e-6, abs=1e-9)


def test_left_out_it_is_the_sum_of_all_outputs_at_the_last_step(client: TestClient) -> None:
    request, _ = random_request(H=2, T=4)
    short = post(client, request)
    assert short["output"] == {"step": 3, "units": [0, 1]}
    assert short == post(client, request | {"output": {"step": 3, "units": [0, 1]}})
    given = post(client, request | {"dh": [[0, 0], [0, 0], [0, 0], [1, 1]]})
    assert given["output"] is None
    assert given["gradients"] == short["gradients"]


def test_a_loss_may_weigh_every_output(client: TestClient) -> None:
    request, params = random_request(H=2, T=3)
    dh = [[0.5, -1.0], [0.0, 2.0], [0.25, 0.0]]
    trace = run(params, np.array(request["inputs"]), np.array(request["h0"]), np.array(request["C0"]))
    _, expected = backward(params, trace, dh)
    assert post(client, request | {"dh": dh})["gradients"]["dC"] == expected.dC.tolist()


def test_a_forget_valve_that_is_shut_lets_no_gradient_through_the_memory(client: TestClient) -> None:
    request = {"model": {"preset": "latch"}, "inputs": [[0.8, 1, 0], *[[0.3, 0, 0]] * 3]}
    free = post(client, request)["norms"]["dC"]
    shut = post(client, request | {"pins": [{"gate": "forget", "value": 0, "from": 2, "to": 2}]})
    assert free[0] == pytest.approx(free[3], rel=0.01)
    assert shut["norms"]["dC"][:2] == [0, 0]
    assert shut["norms"]["dC"][2] > 0.5


def test_pins_are_those_of_the_core(client: TestClient) -> None:
    request, params = random_request(H=3, T=5)
    pin = {"gate": "output", "value": 0.25, "units": [1], "from": 1}
    x, h0, C0 = (np.array(request[name]) for name in ("inputs", "h0", "C0"))
    trace = run(params, x, h0, C0, pins=Pins((Pin("o", 0.25, units=(1,), first=1),)))
    dh = np.zeros((5, 3))
    dh[4] = 1
    _, expected = backward(params, trace, dh)
    assert post(client, request | {"pins": [pin]})["gradients"]["dC"] == expected.dC.tolist()


def test_sizes_lose_their_signs_and_digits_are_cut(client: TestClient) -> None:
    request, _ = random_request(H=3, T=5)
    request["dh"] = [[1, -1, 0.5]] * 5
    signed = post(client, request)
    sizes = post(client, request | {"size": "absolute", "digits": 3})
    flat = np.ravel(signed["gradients"]["dC"])
    assert flat.min() < 0
    assert np.ravel(sizes["gradients"]["dC"]).tolist() == [float(f"{abs(v):.3g}") for v in flat]
    assert sizes["norms"]["dC"] == [float(f"{v:.3g}") for v in signed["norms"]["dC"]]


def test_text_is_read_letter_by_letter(client: TestClient) -> None:
    preset = client.get("/api/v1/presets/brackets").json()
    rows = [preset["input"]["alphabet"][letter] for letter in "(a)("]
    model = {"model": {"preset": "brackets"}}
    assert post(client, model | {"text": "(a)("}) == post(client, model | {"inputs": rows})


X = [[0.8, 1, 0], [0.3, 0, 0]]


@pytest.mark.parametrize(
    ("change", "pointer", "detail"),
    [
        ({"output": {"step": 2}}, "/output/step", "expected a step from 0 to 1, found 2"),
        ({"output": {"step": 1.5}}, "/output/step", "expected a whole number, found the number 1.5"),
        ({"output": {"units": [1]}}, "/output/units/0", "expected a unit from 0 to 0, found 1"),
        ({"output": {"units": [0, 0]}}, "/output/units/1", "the unit 0 is given twice"),
        ({"output": {"units": []}}, "/output/units", "expected at least 1 item, found 0"),
        ({"output": {"unit": 0}}, "/output/unit", "this field is not known here"),
        ({"output": {}, "dh": [[0], [1]]}, "", "expected at most one of output and dh"),
        ({"dh": [[1]]}, "/dh", "expected 2 rows, one for each step, found 1"),
        ({"dh": [[1], [1, 2]]}, "/dh/1", "expected 1 number, as many as the model has units, found 2"),
        ({"dh": [[1], ["1"]]}, "/dh/1/0", 'expected a number, found the string "1"'),
        ({"dh": [[1], [2e9]]}, "/dh/1/0", "expected a number of at most 1e+09, found 2e+09"),
        ({"inputs": [[1, 2]]}, "/inputs/0", "expected 3 numbers, as many as the model has inputs, found 2"),
        ({"text": "a"}, "", "expected exactly one of inputs, text, tokens, ids and batch"),
        ({"size": "big"}, "/size", "expected one of 'signed' or 'absolute', found the string \"big\""),
        ({"digits": 0}, "/digits", "expected a number of at least 1, found 0"),
        ({"fields": ["C"]}, "/fields", "this field is not known here"),
    ],
)
def test_a_fault_is_named_with_its_place(
    client: TestClient, change: dict[str, Any], pointer: str, detail: str
) -> None:
    answer = client.post(GRADIENTS, json={"model": {"preset": "latch"}, "inputs": X} | change)
    assert one_error(answer) == (pointer, detail)


def test_the_limits_are_those_of_traces(small: TestClient) -> None:
    request = {"model": {"preset": "latch"}, "inputs": [[0, 0, 0]] * 51}
    assert one_error(small.post(GRADIENTS, json=request)) == (
        "/inputs",
        "51 steps are over the limit max_steps of 50; send less, or raise the setting MEMORY_PIPE_MAX_STEPS",
    )


def test_a_gradient_beyond_all_numbers_is_refused(client: TestClient) -> None:
    steep = weights(1, 1, g={"W": [[0]], "U": [[1e9]], "b": [0]}, i={"W": [[0]], "U": [[0]], "b": [9]})
    request = {"model": {"weights": steep}, "inputs": [[0.0]] * 60}
    assert one_error(client.post(GRADIENTS, json=request)) == (
        "",
        "a gradient exceeds the range of its type; try fewer steps",
    )


def test_a_norm_beyond_all_numbers_is_refused_though_each_gradient_is_one(client: TestClient) -> None:
    steep = weights(
        2,
        1,
        g={"W": [[0]] * 2, "U": [[1e9, 0], [0, 1e9]], "b": [0] * 2},
        i={"W": [[-40]] * 2, "U": [[0] * 2] * 2, "b": [9] * 2},  # at step 0 nothing enters
    )
    request = {"model": {"weights": steep}, "inputs": [[1.0]] + [[0.0]] * 35}

    def sent(dh: float) -> dict[str, Any]:
        return request | {"dh": [[0.0] * 2] * 35 + [[dh] * 2]}

    found = post(client, sent(1e-9))["gradients"]
    largest = found["dh"][0][0]
    assert largest == max(np.abs(one).max() for one in found.values())
    assert 1e290 < largest < 1e299
    each = 1.5e308 / largest  # two of them are 2.1e308 long, and a float ends at 1.8e308
    assert post(client, sent(1e-9 * each / 2))["norms"]["dh"][0] == pytest.approx(1.06e308, rel=1e-2)
    assert one_error(client.post(GRADIENTS, json=sent(1e-9 * each))) == (
        "",
        "a gradient exceeds the range of its type; try fewer steps",
    )
