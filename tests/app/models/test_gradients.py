"""Gradients of uploaded models: layers, directions, units, batches."""

from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from lstm_core.interop import dump
from lstm_core.stacks.gradients import backward_stack
from tests.app.models.files import stack_of, upload
from tests.app.problems import one_error

GRADIENTS = "/api/v1/gradients"
STACK = stack_of(21)
X = np.random.default_rng(21).normal(size=(5, 3))


@pytest.fixture(name="model")
def _model(client: TestClient) -> dict[str, str]:
    return {"id": upload(client, dump(STACK, "npz"))["id"]}


def post(client: TestClient, **request: Any) -> dict[str, Any]:
    answer = client.post(GRADIENTS, json={"inputs": X.tolist()} | request)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_each_layer_and_direction_can_be_asked_for(client: TestClient, model: dict[str, str]) -> None:
    dh = np.zeros((5, 2))
    dh[3, 1] = 1
    expected = backward_stack(STACK, STACK.run(X), dh)
    for one in expected:
        place = {"layer": one.layer, "direction": one.direction}
        answer = post(client, model=model, output={"step": 3, "units": [1]}, **place)
        assert {key: answer[key] for key in place} == place
        assert answer["output"] == {"step": 3, "units": [1]}
        for name in ("dh", "dC", "dh0", "dC0"):
            assert answer["gradients"][name] == getattr(one.gradients, name).tolist()
        np.testing.assert_allclose(
            answer["norms"]["dC"], np.linalg.norm(one.gradients.dC, axis=1), rtol=1e-12
        )
    first = post(client, model=model, output={"step": 3, "units": [1]})
    assert (first["layer"], first["direction"]) == (0, "forward")
    assert first["gradients"]["dC"] == expected[0].gradients.dC.tolist()


def test_units_and_batches(client: TestClient, model: dict[str, str]) -> None:
    whole = post(client, model=model)
    part = post(client, model=model, units=[2])
    assert part["units"] == [2]
    assert part["gradients"]["dh"] == [[row[2]] for row in whole["gradients"]["dh"]]
    assert part["gradients"]["dC0"] == [whole["gradients"]["dC0"][2]]
    assert part["norms"] == whole["norms"]
    batch = post(client, model=model, inputs=None, batch=[X.tolist(), X[:2].tolist()])
    del whole["model"]
    assert batch["batch"][0] == whole
    assert batch["batch"][1]["steps"] == 2


def test_an_output_that_does_not_exist_is_named(client: TestClient, model: dict[str, str]) -> None:
    request = {"model": model, "inputs": X.tolist(), "output": {"units": [2]}}
    assert one_error(client.post(GRADIENTS, json=request)) == (
        "/output/units/0",
        "expected a unit from 0 to 1, found 2",
    )
