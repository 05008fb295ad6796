"""The map of units: what each does, and what its valves follow, against NumPy's own functions."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from starlette.testclient import TestClient

from app.config import Settings
from app.main import create_app
from app.runs.units import correlation
from lstm_core import dye
from lstm_core.interop import dump
from tests.app.models.files import stack_of, upload
from tests.app.problems import one_error

UNITS = "/api/v1/units"
STACK = stack_of(31)
X = np.random.default_rng(31).normal(size=(40, 3))
MASK = (np.arange(40) % 5 == 0).astype(float)
VALVES = {"forget": "f", "input": "i", "output": "o"}


def ask(client: TestClient, **more: Any) -> dict[str, Any]:
    model = {"id": upload(client, dump(STACK, "npz"))["id"]}
    answer = client.post(UNITS, json={"model": model, "inputs": X.tolist()} | more)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_means_are_those_of_the_trace(client: TestClient) -> None:
    trace = STACK.run(X)
    answer = ask(client)
    assert answer["steps"] == 40
    assert [(one["layer"], one["direction"]) for one in answer["layers"]] == [
        (0, "forward"), (0, "backward"), (1, "forward"),
    ]  # fmt: skip
    for layer, one in zip(answer["layers"], trace.layers, strict=True):
        expected = {
            "change": np.abs(one.trace.C - one.trace.C_prev),
            "hold": one.trace.f,
            "forget": 1 - one.trace.f,
            "open": one.trace.i,
            "output": one.trace.o,
        }
        for name, values in expected.items():
            np.testing.assert_allclose(layer[name], values.mean(axis=0), rtol=1e-12)
        last = 39 if one.direction == "forward" else 0
        amounts = np.abs(dye(one, last))
        ages = np.abs(last - np.arange(-1, 40))
        ages[0] = 40  # what was there at the start is one step older than what entered first
        wanted = (amounts * ages[:, np.newaxis]).sum(axis=0) / amounts.sum(axis=0)
        np.testing.assert_allclose(layer["age"], wanted, rtol=1e-9)
        assert (layer["units"], layer["mask"]) == (None, None)


def test_correlations_are_pearsons(client: TestClient) -> None:
    trace = STACK.run(X)
    answer = ask(client, mask=MASK.tolist())
    for layer, one in zip(answer["layers"], trace.layers, strict=True):
        for name, gate in VALVES.items():
            values = getattr(one.trace, gate)
            H = values.shape[1]
            expected = np.corrcoef(values.T, X.T)[:H, H:]
            np.testing.assert_allclose(layer["correlation"][name], expected, rtol=0, atol=1e-12)
            followed = np.corrcoef(values.T, MASK)[:H, H]
            np.testing.assert_allclose(layer["mask"][name], followed, rtol=0, atol=1e-12)


def test_a_latch_follows_the_input_that_sets_it(client: TestClient) -> None:
    x = [[0.5, 1, 0], [0.2, 0, 0], [-0.5, 1, 0], [0.3, 0, 0]]
    request = {"model": {"preset": "latch"}, "inputs": x, "mask": [1, 0, 1, 0], "digits": 6}
    (layer,) = client.post(UNITS, json=request).json()["layers"]
    assert layer["correlation"]["input"][0][1] == 1.0
    assert layer["correlation"]["forget"][0][1] == -1.0
    assert layer["mask"]["input"] == [1.0]
    # The third input and the output valve never change.
    assert layer["correlation"]["input"][0][2] is None
    assert layer["mask"]["output"] == [None]


def test_layers_and_units_are_chosen(client: TestClient) -> None:
    whole = ask(client, mask=MASK.tolist())
    (part,) = ask(client, mask=MASK.tolist(), layer=0, direction="backward", units=[2, 1])["layers"]
    other = whole["layers"][1]
    assert (part["layer"], part["direction"], part["units"]) == (0, "backward", [2, 1])
    for name in ("change", "hold", "open", "output", "forget"):
        assert part[name] == pytest.approx([other[name][u] for u in (2, 1)], rel=1e-12)
    for name in VALVES:
        assert part["mask"][name] == pytest.approx([other["mask"][name][u] for u in (2, 1)], abs=1e-12)
        rows = [other["correlation"][name][u] for u in (2, 1)]
        np.testing.assert_allclose(part["correlation"][name], rows, rtol=0, atol=1e-12)


def test_one_step_has_no_correlation(client: TestClient) -> None:
    request = {"model": {"preset": "latch"}, "inputs": [[1, 1, 0]]}
    (layer,) = client.post(UNITS, json=request).json()["layers"]
    assert layer["correlation"] == {name: [[None] * 3] for name in VALVES}


def test_a_mask_of_another_length_is_refused(client: TestClient) -> None:
    request = {"model": {"preset": "latch"}, "inputs": [[1, 1, 0]] * 3, "mask": [1, 0]}
    assert one_error(client.post(UNITS, json=request)) == (
        "/mask",
        "expected 3 numbers, one for each step, found 2",
    )


def test_more_correlations_than_allowed_names_the_limit() -> None:
    with TestClient(create_app(Settings(max_values=200))) as client:
        model = {"id": upload(client, dump(stack_of(5, (9, 8), both=False), "npz"))["id"]}
        request = {"model": model, "inputs": [[1] * 9]}
        # 8 units x (9 inputs + the mask) x 3 valves
        assert one_error(client.post(UNITS, json=request)) == (
            "/units",
            "240 correlations are over the limit max_values of 200; choose units",
        )
        assert client.post(UNITS, json=request | {"units": [0, 1]}).status_code == 200


@given(arrays(np.float64, (4, 3), elements=st.floats(-1e9, 1e9)))
def test_a_correlation_lies_between_minus_one_and_one(columns: np.ndarray[Any, Any]) -> None:
    r = correlation(columns, columns)
    assert (np.isnan(r) | (np.abs(r) <= 1)).all()
    changing = ~(columns == columns[0]).all(axis=0)
    own = np.diag(r)
    assert np.isnan(own[~changing]).all()
    np.testing.assert_allclose(own[changing & ~np.isnan(own)], 1, rtol=0, atol=1e-9)


@pytest.mark.parametrize("value", [1.0, 3.0, 1 / 3, 5e-324, 1e300])
@pytest.mark.parametrize("count", [2, 3, 10, 1000])
def test_columns_that_hardly_differ_have_a_correlation(value: float, count: int) -> None:
    column = np.full((count, 1), value)
    column[count // 2] = np.nextafter(value, np.inf)
    assert correlation(column, column) == pytest.approx(1)
