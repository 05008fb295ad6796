"""GRU and plain network against ONNX's reference, onnxruntime and, where it is installed, PyTorch."""

from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator

from lstm_core.arrays import Array
from lstm_core.blueprints import GRU, GRU_RESET_BEFORE, RNN, Blueprint, interpret
from tests.core.blueprints.units import random_weights

FORMS = {GRU: 1, GRU_RESET_BEFORE: 0}


def model(blueprint: Blueprint, H: int, feeds: dict[str, Array]) -> onnx.ModelProto:
    """Return a graph of one recurrent node."""
    kind: dict[str, Any] = {} if blueprint is RNN else {"linear_before_reset": FORMS[blueprint]}
    names = ["X", "W", "R", "B", "", "h0"]
    node = helper.make_node("RNN" if blueprint is RNN else "GRU", names, ["Y", "Y_h"], hidden_size=H, **kind)
    given = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, value.shape) for name, value in feeds.items()
    ]
    T, B = feeds["X"].shape[:2]
    made = [
        helper.make_tensor_value_info("Y", TensorProto.FLOAT, (T, 1, B, H)),
        helper.make_tensor_value_info("Y_h", TensorProto.FLOAT, (1, B, H)),
    ]
    graph = helper.make_graph([node], "unit", given, made)
    found = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=8)
    onnx.checker.check_model(found)
    return found


def feeds(blueprint: Blueprint, w: Any, x: Array, h0: Array) -> dict[str, Array]:
    """Return the inputs of the graph; the second half of the biases is the recurrent one."""
    letters = ("h",) if blueprint is RNN else ("z", "r", "n")
    recurrent = [w[letter].get("bU", np.zeros_like(w[letter]["b"])) for letter in letters]
    arrays = {
        "X": x,
        "W": np.concatenate([w[letter]["W"] for letter in letters])[np.newaxis],
        "R": np.concatenate([w[letter]["U"] for letter in letters])[np.newaxis],
        "B": np.concatenate([*(w[letter]["b"] for letter in letters), *recurrent])[np.newaxis],
        "h0": h0[np.newaxis],
    }
    return {name: array.astype(np.float32) for name, array in arrays.items()}


@pytest.mark.parametrize("blueprint", [GRU, GRU_RESET_BEFORE, RNN], ids=lambda b: b.name)
@pytest.mark.parametrize("H", [1, 2, 5, 16, 33])
@pytest.mark.parametrize("B", [1, 3])
def test_a_run_agrees_with_onnx_and_its_runtime(blueprint: Blueprint, H: int, B: int) -> None:
    rng = np.random.default_rng(H)
    T, D = 12, 1 + H % 4
    weights = random_weights(blueprint, D, H, rng)
    x, h0 = rng.normal(size=(T, B, D)), rng.uniform(-1, 1, (B, H))
    values = interpret(blueprint, weights, x, {"h": h0}, dtype=np.float32)
    given = feeds(blueprint, weights, x, h0)
    graph = model(blueprint, H, given)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(graph.SerializeToString(), options, ["CPUExecutionProvider"])
    outputs: dict[str, Any] = {
        "onnxruntime": session.run(None, given),
        "onnx": ReferenceEvaluator(graph).run(None, given),
    }
    # No gate damps the rounding of a plain RNN: all three are up to 2e-5 from its values in float64.
    within = 5e-5 if blueprint is RNN else 2e-5
    for name, (Y, Y_h) in outputs.items():
        np.testing.assert_allclose(values["h"], Y[:, 0], rtol=0, atol=within, err_msg=name)
        np.testing.assert_allclose(values["h"][-1], Y_h[0], rtol=0, atol=within, err_msg=name)


def test_the_oracle_would_notice_the_other_form_and_swapped_gates() -> None:
    rng = np.random.default_rng(0)
    weights: Any = random_weights(GRU, 2, 4, rng)
    x, h0 = rng.normal(size=(6, 2, 2)), rng.uniform(-1, 1, (2, 4))
    given = feeds(GRU, weights, x, h0)
    Y: Any
    Y, _ = ReferenceEvaluator(model(GRU, 4, given)).run(None, given)
    without = {**weights, "n": {name: weights["n"][name] for name in ("W", "U", "b")}}
    without["n"]["b"] = weights["n"]["b"] + weights["n"]["bU"]
    swapped = {**weights, "z": weights["r"], "r": weights["z"]}
    for blueprint, other in ((GRU_RESET_BEFORE, without), (GRU, swapped)):
        assert np.abs(interpret(blueprint, other, x, {"h": h0})["h"] - Y[:, 0]).max() > 1e-2


def test_a_gru_agrees_with_pytorch_forward_and_backward() -> None:
    torch = pytest.importorskip("torch")
    from lstm_core.blueprints import backward

    T, B, D, H = 7, 3, 2, 4
    rng = np.random.default_rng(5)
    layer = torch.nn.GRU(D, H, dtype=torch.float64)
    W, U, b, bU = (parameter.detach().numpy() for parameter in layer.parameters())
    weights: Any = {
        letter: {"W": W[k * H : (k + 1) * H], "U": U[k * H : (k + 1) * H]} for k, letter in enumerate("rzn")
    }
    for k, letter in enumerate("rzn"):
        own, recurrent = b[k * H : (k + 1) * H], bU[k * H : (k + 1) * H]
        weights[letter] |= {"b": own, "bU": recurrent} if letter == "n" else {"b": own + recurrent}
    x, h0, scale = rng.normal(size=(T, B, D)), rng.normal(size=(B, H)), rng.normal(size=(T, B, H))
    values = interpret(GRU, weights, x, {"h": h0})
    inputs = torch.tensor(x, requires_grad=True)
    h, _ = layer(inputs, torch.tensor(h0[np.newaxis]))
    np.testing.assert_allclose(values["h"], h.detach().numpy(), rtol=0, atol=1e-12)
    (h * torch.tensor(scale)).sum().backward()
    found = backward(GRU, weights, values, {"h": scale})
    np.testing.assert_allclose(found.fields["x"], inputs.grad.numpy(), rtol=0, atol=1e-12)
    slopes = {name: parameter.grad.numpy() for name, parameter in layer.named_parameters()}
    for k, letter in enumerate("rzn"):
        for name, theirs in (("W", "weight_ih_l0"), ("U", "weight_hh_l0"), ("b", "bias_ih_l0")):
            expected = slopes[theirs][k * H : (k + 1) * H]
            np.testing.assert_allclose(found.weights[letter][name], expected, rtol=0, atol=1e-12)
    np.testing.assert_allclose(found.weights["n"]["bU"], slopes["bias_hh_l0"][2 * H :], rtol=0, atol=1e-12)
