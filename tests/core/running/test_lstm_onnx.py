"""onnxruntime's LSTM, which has diagonal peepholes, as an independent oracle."""

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper

from lstm_core import LSTMParams, run
from lstm_core.arrays import Array


def onnx_lstm(params: LSTMParams, x: Array, h0: Array, C0: Array) -> tuple[Array, Array, Array]:
    """Return h of all steps, the last h and the last C, from onnxruntime in float32."""
    gates = [getattr(params, gate) for gate in "iofg"]
    peepholes = [np.zeros(params.H) if gate.p is None else gate.p for gate in gates[:3]]
    feeds = {
        "X": x,
        "W": np.concatenate([gate.W for gate in gates])[np.newaxis],
        "R": np.concatenate([gate.U for gate in gates])[np.newaxis],
        "B": np.concatenate([*(gate.b for gate in gates), np.zeros(4 * params.H)])[np.newaxis],
        "h0": h0[np.newaxis],
        "C0": C0[np.newaxis],
        "P": np.concatenate(peepholes)[np.newaxis],
    }
    node = helper.make_node(
        "LSTM",
        ["X", "W", "R", "B", "", "h0", "C0", "P"],
        ["Y", "Y_h", "Y_c"],
        hidden_size=params.H,
    )
    graph = helper.make_graph(
        [node],
        "lstm",
        [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, value.shape)
            for name, value in feeds.items()
        ],
        [
            helper.make_tensor_value_info("Y", TensorProto.FLOAT, (len(x), 1, *h0.shape)),
            helper.make_tensor_value_info("Y_h", TensorProto.FLOAT, (1, *h0.shape)),
            helper.make_tensor_value_info("Y_c", TensorProto.FLOAT, (1, *h0.shape)),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=8)
    onnx.checker.check_model(model)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, ["CPUExecutionProvider"])
    Y, Y_h, Y_c = session.run(None, {name: value.astype(np.float32) for name, value in feeds.items()})
    return Y[:, 0], Y_h[0], Y_c[0]


@pytest.mark.parametrize("peepholes", ["none", "diagonal"])
@pytest.mark.parametrize("H", [1, 2, 3, 5, 8, 13, 16, 31, 32, 64])
def test_run_agrees_with_onnxruntime(H: int, peepholes: str) -> None:
    rng = np.random.default_rng(H)
    T, B, D = 20, 3, 1 + H % 4
    params = LSTMParams.random(D, H, seed=rng, peepholes=peepholes)  # type: ignore[arg-type]  # from the parameters of the test
    x, h0, C0 = rng.normal(size=(T, B, D)), rng.uniform(-1, 1, (B, H)), rng.normal(size=(B, H))
    trace = run(params, x, h0, C0, dtype=np.float32)
    h, last_h, last_C = onnx_lstm(params, x, h0, C0)
    assert trace.h.dtype == np.float32
    np.testing.assert_allclose(trace.h, h, rtol=0, atol=1e-5)
    np.testing.assert_allclose(trace.h[-1], last_h, rtol=0, atol=1e-5)
    np.testing.assert_allclose(trace.C[-1], last_C, rtol=0, atol=1e-5)


def test_the_oracle_would_notice_swapped_gates() -> None:
    rng = np.random.default_rng(0)
    params = LSTMParams.random(2, 4, seed=rng)
    x, start = rng.normal(size=(6, 1, 2)), np.zeros((1, 4))
    h, _, _ = onnx_lstm(params, x, start, start)
    for swapped in (
        LSTMParams(params.i, params.f, params.g, params.o),
        LSTMParams(params.o, params.i, params.g, params.f),
        LSTMParams(params.f, params.o, params.g, params.i),
    ):
        assert np.abs(run(swapped, x).h - h).max() > 1e-2
