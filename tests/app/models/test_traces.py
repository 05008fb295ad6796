"""Traces of uploaded models, against the frameworks that wrote them."""

from typing import Any

import numpy as np
import onnx
import pytest
from onnx import numpy_helper
from starlette.testclient import TestClient

from lstm_core.arrays import Array
from lstm_core.interop import dump
from lstm_core.params import GATES
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Layer
from lstm_core.stacks.stack import LayerStack
from tests.app.models.asking import TRACES, post, random_model
from tests.app.models.files import FIXTURES, fixture, stack_of, upload
from tests.app.problems import one_error
from tests.core.interop.agreement import equal, expected
from tests.core.onnx_models import DIRECTIONS, onnx_lstm, onnxruntime_outputs
from tests.fixtures import make_pytorch


def array(layer: dict[str, Any], name: str) -> Array:
    """Return an array of one element of an answer's layers."""
    return np.array(layer["trace"][name])


def output(layer: dict[str, Any]) -> Array:
    """Return what leaves a layer."""
    return np.array(layer.get("projected", layer["trace"].get("h")))


@pytest.mark.parametrize("name", make_pytorch.CASES)
def test_gates_memories_and_outputs_are_pytorchs(client: TestClient, name: str) -> None:
    case = expected(f"pytorch-{name}")
    model = {"id": upload(client, fixture(f"pytorch-{name}.safetensors"))["id"], "head": "fc"}
    for b in range(case["x"].shape[1]):
        starts = {key: case[key][:, b].tolist() for key in ("h0", "C0")}
        if len(case["h0"]) == 1:
            starts = {key: states[0] for key, states in starts.items()}
        answer = post(client, model=model, inputs=case["x"][:, b].tolist(), **starts)
        equal(np.array(answer["outputs"]), case["h"][:, b])
        equal(np.array(answer["readout"]), case["outputs"][:, b])
        assert len(answer["layers"]) == len(case["last_h"])
        for k, layer in enumerate(answer["layers"]):
            last = -1 if layer["direction"] == "forward" else 0
            equal(output(layer)[last], case["last_h"][k, b])
            equal(array(layer, "C")[last], case["last_C"][k, b])
            for gate in "figoC":
                equal(array(layer, gate), case[f"{gate}_{k}"][:, b])


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_peepholes_and_first_states_are_onnxs(client: TestClient, direction: str) -> None:
    node = onnx_lstm(3, 4, 11, direction)
    x = np.random.default_rng(1).normal(size=(7, 1, 3))
    Y, _, Y_c = onnxruntime_outputs(node.data, x)
    answer = post(client, model={"id": upload(client, node.data, "a.onnx")["id"]}, inputs=x[:, 0].tolist())
    assert [layer["direction"] for layer in answer["layers"]] == DIRECTIONS[direction]
    for k, layer in enumerate(answer["layers"]):
        equal(array(layer, "h"), Y[:, k, 0])
        equal(array(layer, "C")[-1 if layer["direction"] == "forward" else 0], Y_c[k, 0])


def test_layers_and_outputs_are_keras_own(client: TestClient) -> None:
    case = expected("keras-chain")
    model = {"id": upload(client, fixture("keras-chain.keras"), "chain.keras")["id"], "head": "out"}
    for b in range(2):
        answer = post(client, model=model, inputs=case["x"][:, b].tolist())
        first, *both, _ = answer["layers"]
        equal(output(first), case["first"][:, b])
        equal(array(first, "C")[-1], case["first_last_C"][b])
        equal(np.concatenate([output(one) for one in both], axis=-1), case["both"][:, b])
        equal(np.array(answer["outputs"]), case["h"][:, b])
        equal(np.array(answer["readout"]), case["outputs"][:, b])


@pytest.mark.parametrize("name", ["alone", "summed"])
def test_each_lstm_of_a_keras_model_is_keras_own(client: TestClient, name: str) -> None:
    case = expected("keras-apart")
    model = {"id": upload(client, fixture("keras-apart.keras"), "apart.keras")["id"], "lstms": [name]}
    answer = post(client, model=model, inputs=case["x"][:, 0].tolist())
    equal(np.array(answer["outputs"]), case[name][:, 0])


def test_every_array_is_the_cores_to_the_last_bit(client: TestClient) -> None:
    model, x, stack = random_model(client)
    trace = stack.run(x)
    answer = post(client, model=model, inputs=x, fields=["x", "z_f", "o", "kept", "C_prev", "h0", "terms"])
    assert answer["model"] == {
        "preset": None, "id": model["id"], "unit": "lstm", "units": None, "inputs": 3, "peepholes": None,
        "notes": [],
    }  # fmt: skip
    assert [(one["layer"], one["direction"], one["units"]) for one in answer["layers"]] == [
        (0, "forward", None), (0, "backward", None), (1, "forward", None),
    ]  # fmt: skip
    for ours, one in zip(answer["layers"], trace.layers, strict=True):
        for name in ("x", "z_f", "o", "kept", "C_prev", "h0"):
            assert ours["trace"][name] == getattr(one.trace, name).tolist()
        assert ours["trace"]["terms"]["f"]["pC"] == one.trace.terms("f")["pC"].tolist()
    assert answer["outputs"] == trace.h.tolist()
    assert answer["readout"] == trace.outputs.tolist()


def test_what_had_to_be_assumed_is_in_every_answer(client: TestClient) -> None:
    about = upload(client, (FIXTURES / "keras-chain.weights.h5").read_bytes())
    assert len(about["notes"]) == 3
    answer = post(client, model={"id": about["id"], "lstms": ["first"]}, inputs=[[1, 2, 3]])
    assert answer["model"]["notes"] == [note for note in about["notes"] if note.startswith("layer first:")]
    assert "concatenated" not in answer["model"]["notes"][0]


def test_a_model_that_fixes_lengths_runs_the_steps_that_a_request_has(client: TestClient) -> None:
    model = onnx.load_model_from_string(onnx_lstm(2, 3).data)
    free = upload(client, model.SerializeToString())
    model.graph.node[0].input[4] = "lengths"
    model.graph.initializer.append(numpy_helper.from_array(np.array([6, 4], np.int32), "lengths"))
    about = upload(client, model.SerializeToString())
    note = "model: its sequences have fixed lengths: 6, 4; here a sequence has those of its inputs"
    assert about["notes"] == [note]
    inputs = [[1, 2], [3, 4], [-1, 0]]
    answer = post(client, model={"id": about["id"]}, inputs=inputs)
    assert answer["model"]["notes"] == [note]
    assert answer["layers"] == post(client, model={"id": free["id"]}, inputs=inputs)["layers"]


def test_a_layer_a_direction_and_units_are_chosen(client: TestClient) -> None:
    model, x, stack = random_model(client)
    trace = stack.run(x)
    answer = post(
        client, model=model, inputs=x, layer=0, direction="backward", units=[3, 0], fields=["x", "C"]
    )
    assert answer["layers"] == [
        {
            "layer": 0,
            "direction": "backward",
            "units": [3, 0],
            "trace": {"x": x, "C": trace[0, "backward"].trace.C[:, [3, 0]].tolist()},
        }
    ]
    assert answer["outputs"] is None
    assert answer["readout"] == trace.outputs.tolist()
    answer = post(client, model=model, inputs=x, direction="forward", units=[1], fields=["C0", "terms"])
    assert [one["layer"] for one in answer["layers"]] == [0, 1]
    terms = trace[1, "forward"].trace.terms("o")
    assert answer["layers"][1]["trace"]["terms"]["o"] == {k: v[:, [1]].tolist() for k, v in terms.items()}
    assert answer["layers"][1]["trace"]["C0"] == [0]


def test_a_preset_is_a_stack_of_one_layer(client: TestClient) -> None:
    question: dict[str, Any] = {"model": {"preset": "brackets"}, "text": "(a)", "fields": ["C"]}
    whole = post(client, **question)
    part = post(client, **question, layer=0, direction="forward", units=[0])
    C = [[row[0]] for row in whole["layers"][0]["trace"]["C"]]
    assert part["layers"] == [{"layer": 0, "direction": "forward", "units": [0], "trace": {"C": C}}]


@pytest.mark.parametrize(
    ("more", "pointer", "detail"),
    [
        ({"layer": 2}, "/layer", "expected a layer from 0 to 1, found 2"),
        ({"layer": 1, "direction": "backward"}, "/direction", "expected forward, found backward"),
        ({"units": [0, 2]}, "/units/1", "expected a unit from 0 to 1, found 2"),
        ({"units": [1, 1]}, "/units/1", "the unit 1 is given twice"),
        ({"h0": [0, 0, 0, 0]}, "/h0", "expected a list of 3 states, one per layer and direction"),
        ({"C0": [[0] * 4, [0] * 4]}, "/C0", "expected 3 states, one per layer and direction, found 2"),
        (
            {"C0": [[0] * 4, [0] * 4, [0]]},
            "/C0/2",
            "expected 2 numbers, as many as the layer has units, found 1",
        ),
        (
            {"pins": [{"gate": "forget", "value": 0, "layer": 2}]},
            "/pins/0/layer",
            "expected a layer from 0 to 1, found 2",
        ),
        (
            {"pins": [{"gate": "forget", "value": 0, "layer": 1, "direction": "backward"}]},
            "/pins/0/direction",
            "expected forward, found backward",
        ),
        (
            {"pins": [{"gate": "forget", "value": 0, "layer": 1, "units": [2]}]},
            "/pins/0/units/0",
            "expected a unit from 0 to 1, found 2",
        ),
        ({"text": "((", "inputs": None}, "/text", "this model reads numbers, not text; send inputs instead"),
        ({"inputs": [[1, 2]]}, "/inputs/0", "expected 3 numbers, as many as the model has inputs, found 2"),
    ],
)
def test_what_does_not_fit_is_named(
    client: TestClient, more: dict[str, Any], pointer: str, detail: str
) -> None:
    model, x, _ = random_model(client)
    answer = client.post(TRACES, json={"model": model, "inputs": x} | more)
    assert one_error(answer) == (pointer, detail)


def test_a_pin_holds_its_layer_and_direction_alone(client: TestClient) -> None:
    model, x, _ = random_model(client)
    free = post(client, model=model, inputs=x, fields=["f"])
    pin = {"gate": "forget", "value": 0.25, "units": [1], "from": 1, "to": 2, "layer": 0}
    held = post(client, model=model, inputs=x, fields=["f"], pins=[{**pin, "direction": "backward"}])
    f = array(held["layers"][1], "f")
    assert f[1:3, 1].tolist() == [0.25, 0.25]
    # Step 0 comes after the pin in a layer that runs backward, the steps from 3 on before it.
    np.testing.assert_array_equal(f[3:], array(free["layers"][1], "f")[3:])
    assert (f[0] != array(free["layers"][1], "f")[0]).any()
    assert held["layers"][0] == free["layers"][0]
    left_out = post(client, model=model, inputs=x, fields=["f"], pins=[pin])
    named = post(client, model=model, inputs=x, fields=["f"], pins=[{**pin, "direction": "forward"}])
    assert left_out == named
    assert array(left_out["layers"][0], "f")[1, 1] == 0.25


def test_a_projected_state_that_cannot_be_made_is_told(client: TestClient) -> None:
    stack = stack_of(0, (2, 3), both=False)
    cell = stack.layers[0].directions[0][1]
    W, U, b = ({g: getattr(getattr(cell.params, g), name) for g in GATES} for name in ("W", "U", "b"))
    narrow = {g: U[g][:, :2] for g in GATES}
    same_rows = np.array([[1.0, 0, 0], [1.0, 0, 0]])
    model = upload(client, dump(LayerStack([StackLayer(Layer.projecting(W, narrow, b, same_rows))]), "npz"))
    request = {"model": {"id": model["id"]}, "inputs": [[0, 0]]}
    answer = client.post(TRACES, json=request | {"h0": [0.1, 0.2]})
    pointer, detail = one_error(answer)
    assert pointer == ""
    assert "h0 is out of reach" in detail
    answer = client.post(TRACES, json=request | {"h0": [0.1, 0.1]})
    assert np.array(answer.json()["layers"][0]["trace"]["h0"]) @ same_rows.T == pytest.approx([0.1, 0.1])


def test_a_batch_is_answered_one_by_one(client: TestClient) -> None:
    model, x, _ = random_model(client)
    batch = post(client, model=model, batch=[x, x[:2]], fields=["C"], units=[0])
    alone = [post(client, model=model, inputs=rows, fields=["C"], units=[0]) for rows in (x, x[:2])]
    assert batch["model"] == alone[0].pop("model") == alone[1].pop("model")
    assert batch["batch"] == alone
    answer = client.post(TRACES, json={"model": model, "batch": [x, [[0, 0]]]})
    assert one_error(answer)[0] == "/batch/1/0"
    answer = client.post(TRACES, json={"model": model, "batch": [x], "inputs": x})
    assert one_error(answer) == ("", "expected exactly one of inputs, text, tokens, ids and batch")
    answer = client.post(TRACES, json={"model": model, "batch": [x, []]})
    assert one_error(answer) == ("/batch/1", "expected at least one row of numbers, found none")


def test_the_limits_count_a_whole_batch(small: TestClient) -> None:
    request = {"model": {"preset": "latch"}, "batch": [[[0, 0, 0]] * 30] * 2}
    answer = small.post(TRACES, json=request)
    assert one_error(answer) == (
        "/batch",
        "60 steps are over the limit max_steps of 50; send less, or raise the setting MEMORY_PIPE_MAX_STEPS",
    )


@pytest.mark.parametrize("kind", ["gru", "rnn"])
def test_another_unit_is_traced_by_its_id(client: TestClient, kind: str) -> None:
    about = upload(client, (FIXTURES / f"pytorch-{kind}.safetensors").read_bytes())
    assert {one["unit"] for one in about["layers"]} == {kind}
    case = expected(f"pytorch-{kind}")
    states = [state.tolist() for state in case["h0"][:, 0]]
    chosen = {"id": about["id"], "head": "fc"}
    answer = post(client, model=chosen, inputs=case["x"][:, 0].tolist(), h0=states, fields=["h"])
    equal(np.array(answer["readout"]), case["outputs"][:, 0])
