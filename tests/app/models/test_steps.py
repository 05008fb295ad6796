"""Single steps of uploaded models, against their traces."""

from typing import Any

import numpy as np
from starlette.testclient import TestClient

from lstm_core.interop import dump
from tests.app.models.asking import STEPS, post, random_model
from tests.app.models.files import small_file, stack_of, upload
from tests.app.problems import one_error


def test_steps_one_after_the_other_are_the_trace(client: TestClient) -> None:
    model = {"id": upload(client, dump(stack_of(9, both=False), "npz"))["id"]}
    x = np.random.default_rng(9).normal(size=(4, 3)).tolist()
    whole = post(client, model=model, inputs=x, fields=["z_o", "C", "h", "terms"])
    state: dict[str, Any] = {}
    for t, row in enumerate(x):
        step = post(client, STEPS, model=model, x=row, **state)
        assert [(one["layer"], one["direction"]) for one in step["layers"]] == [
            (0, "forward"),
            (1, "forward"),
        ]
        for k, layer in enumerate(whole["layers"]):
            for name in ("z_o", "C", "h"):
                assert step["layers"][k]["trace"][name] == layer["trace"][name][t]
            terms = {g: {p: v[t] for p, v in parts.items()} for g, parts in layer["trace"]["terms"].items()}
            assert step["layers"][k]["trace"].get("terms", terms) == terms
        assert step["h"] == [layer["trace"]["h"][t] for layer in whole["layers"]]
        state = {"h": step["h"], "C": step["C"]}


def test_a_model_of_one_layer_steps_like_a_preset(client: TestClient) -> None:
    model = {"id": upload(client, small_file(3))["id"]}
    step = post(client, STEPS, model=model, x=[1], h=[0.1], C=[0.2])
    whole = post(client, model=model, inputs=[[1]], h0=[0.1], C0=[0.2], fields=["C"])
    assert step["C"] == whole["layers"][0]["trace"]["C"][0]
    assert step["trace"]["C"] == step["C"]


def test_a_layer_that_runs_backward_has_no_step(client: TestClient) -> None:
    model, x, _ = random_model(client)
    answer = client.post(STEPS, json={"model": model, "x": x[0]})
    assert one_error(answer) == (
        "/model",
        "a layer that runs backward knows no next step; ask for a trace",
    )
