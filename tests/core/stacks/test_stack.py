"""Several layers and both directions, against onnxruntime and against the plain layer."""

import numpy as np
import pytest

from lstm_core import GateParams, Head, LSTMParams, Pin, Pins, run
from lstm_core.arrays import Array
from lstm_core.params import GATES
from lstm_core.stacks.both_ways import Merge, StackLayer
from lstm_core.stacks.layer import Layer
from lstm_core.stacks.stack import LayerStack
from tests.core.layers import VALVES
from tests.core.onnx_models import OnnxLSTM, onnx_lstm, onnxruntime_outputs


def cell_of(node: OnnxLSTM, direction: int) -> Layer:
    W, R, P = (node.gates(name, direction) for name in "WRP")
    Wb, Rb = node.gates("Wb", direction), node.gates("Rb", direction)
    gates = {g: GateParams(W[g], R[g], Wb[g] + Rb[g], P.get(g)) for g in GATES}
    start = {name: node.arrays[name][direction, 0] for name in "HC"}
    return Layer(LSTMParams(**gates), h0=start["H"], C0=start["C"])


def both_ways(D: int, H: int, seed: int) -> StackLayer:
    rng = np.random.default_rng(seed)
    return StackLayer(Layer(LSTMParams.random(D, H, rng)), Layer(LSTMParams.random(D, H, rng)))


def test_two_bidirectional_layers_agree_with_onnxruntime() -> None:
    nodes = [onnx_lstm(3, 4, 1, "bidirectional"), onnx_lstm(8, 5, 2, "bidirectional")]
    stack = LayerStack([StackLayer(cell_of(node, 0), cell_of(node, 1)) for node in nodes])
    x = np.random.default_rng(0).normal(size=(7, 1, 3))
    trace = stack.run(x)
    signal: Array = x
    for layer, node in enumerate(nodes):
        Y, Y_h, Y_c = onnxruntime_outputs(node.data, signal)
        signal = Y.swapaxes(1, 2).reshape(7, 1, -1)
        for k, (direction, last) in enumerate((("forward", -1), ("backward", 0))):
            ours = trace[layer, direction]  # type: ignore[index]  # any pair of them
            np.testing.assert_allclose(ours.h, Y[:, k], rtol=0, atol=1e-5)
            np.testing.assert_allclose(ours.trace.h[last], Y_h[k], rtol=0, atol=1e-5)
            np.testing.assert_allclose(ours.trace.C[last], Y_c[k], rtol=0, atol=1e-5)
    np.testing.assert_allclose(trace.outputs, signal, rtol=0, atol=1e-5)


def test_a_backward_trace_speaks_of_the_same_step_as_its_inputs() -> None:
    params = LSTMParams.random(2, 3, seed=4)
    x = np.random.default_rng(1).normal(size=(5, 2))
    trace = LayerStack([StackLayer(backward=Layer(params))]).run(x)[0, "backward"].trace
    mirror = run(params, x[::-1])
    np.testing.assert_array_equal(trace.x, x)
    np.testing.assert_array_equal(trace.f, mirror.f[::-1])
    np.testing.assert_array_equal(trace.C_prev[:-1], trace.C[1:])
    np.testing.assert_array_equal(trace.at(4).h_prev, np.zeros(3))
    np.testing.assert_allclose(sum(trace.terms("o").values()), trace.z_o, rtol=0, atol=1e-12)


def test_pins_hold_the_steps_of_the_inputs_in_both_directions() -> None:
    stack = LayerStack([both_ways(1, 2, 0), both_ways(4, 2, 1)])
    x = np.random.default_rng(1).normal(size=(6, 1))
    held = Pins([Pin("f", 0.25, (1,), 1, 2), Pin("i", 1.0, None, 4)])
    trace = stack.run(x, pins={(1, "backward"): held})
    pinned = trace[1, "backward"].trace
    assert pinned.f[1:3, 1].tolist() == [0.25, 0.25]
    assert (pinned.f[[0, 3, 4, 5]] != 0.25).all()
    assert pinned.i[4:].tolist() == [[1, 1], [1, 1]]
    assert (pinned.i[:4] != 1).all()
    assert (trace[1, "forward"].trace.f != 0.25).all()
    assert pinned.at(1).pins.pins == (Pin("f", 0.25, (1,)),)


def test_a_projection_gives_what_the_equations_say() -> None:
    D, H, P, T = 2, 5, 3, 6
    rng = np.random.default_rng(3)
    W, U, b = ({g: rng.normal(size=(H, *n)) for g in GATES} for n in ((D,), (P,), ()))
    R, x = rng.normal(size=(P, H)), rng.normal(size=(T, D))
    h0, C0 = rng.normal(size=P), rng.normal(size=H)
    trace, h = Layer.projecting(W, U, b, R).run(x, h0, C0)
    before, C = h0, C0
    for t in range(T):
        z = {g: W[g] @ x[t] + U[g] @ before + b[g] for g in GATES}
        f, i, o = (1 / (1 + np.exp(-z[g])) for g in VALVES)
        C = f * C + i * np.tanh(z["g"])
        before = R @ (o * np.tanh(C))
        np.testing.assert_allclose(trace.f[t], f, rtol=0, atol=1e-11)
        np.testing.assert_allclose(trace.C[t], C, rtol=0, atol=1e-11)
        np.testing.assert_allclose(trace.h[t], o * np.tanh(C), rtol=0, atol=1e-11)
        np.testing.assert_allclose(h[t], before, rtol=0, atol=1e-11)


@pytest.mark.parametrize(("merge", "outcome"), [("sum", 0.8), ("ave", 0.4), ("mul", 0.15)])
def test_the_two_directions_become_one(merge: Merge, outcome: float) -> None:
    cell = Layer(LSTMParams.random(1, 1, 0))
    layer = StackLayer(cell, cell, merge)
    assert layer.width == 1
    assert layer.merged([np.array([[0.3]]), np.array([[0.5]])]).tolist() == [[pytest.approx(outcome)]]


def test_a_head_reads_what_leaves_the_last_layer() -> None:
    stack = LayerStack([both_ways(1, 2, 0)], Head([[1, -2, 3, 0.5]], [10]))
    trace = stack.run([[0.4], [-1.0]])
    np.testing.assert_allclose(trace.outputs, trace.h @ np.array([[1], [-2], [3], [0.5]]) + 10, atol=1e-15)
    assert (trace.h.shape, trace.outputs.shape) == ((2, 4), (2, 1))


def test_states_go_to_each_layer_and_direction_in_order() -> None:
    stack = LayerStack([both_ways(1, 2, 0), both_ways(4, 2, 1)])
    h0, C0 = np.random.default_rng(5).uniform(-1, 1, (2, 4, 2))
    trace = stack.run([[0.1], [0.2], [0.3]], h0, C0)
    for k, one in enumerate(trace.layers):
        first = 0 if one.direction == "forward" else 2
        np.testing.assert_array_equal(one.trace.h_prev[first], h0[k])
        np.testing.assert_array_equal(one.trace.C_prev[first], C0[k])


def test_what_does_not_fit_is_named() -> None:
    one = LSTMParams.random(2, 3, 0)
    with pytest.raises(ValueError, match="layer 1 reads 2 numbers, expected 3, which leave layer 0"):
        LayerStack([StackLayer(Layer(one)), StackLayer(Layer(one))])
    with pytest.raises(ValueError, match="the stack has no layer"):
        LayerStack([])
    with pytest.raises(ValueError, match="the layer has no direction"):
        StackLayer()
    with pytest.raises(ValueError, match=r"the two directions have \[2, 3\] inputs"):
        StackLayer(Layer(one), Layer(LSTMParams.random(3, 3, 0)))
    with pytest.raises(ValueError, match=r"head\.V has shape \(1, 2\), expected \(K, width\) = \(1, 3\)"):
        LayerStack.of(one, Head([[1, 2]], [0]))
    stack = LayerStack.of(one)
    with pytest.raises(ValueError, match="h0 has 2 states, expected 1"):
        stack.run([[0, 0]], h0=[None, None])
    with pytest.raises(ValueError, match=r"pins name \(0, 'backward'\), expected one of \(0, 'forward'\)"):
        stack.run([[0, 0]], pins={(0, "backward"): Pins()})
    with pytest.raises(KeyError, match=r"expected one of \(0, 'forward'\)"):
        stack.run([[0, 0]])[1, "forward"]
    with pytest.raises(ValueError, match=r"C0 has shape \(2,\), expected \(H,\) = \(3,\)"):
        Layer(one, C0=np.zeros(2))


def test_a_state_that_is_given_stands_in_for_the_cells_own() -> None:
    rng = np.random.default_rng(6)
    own_h, own_C, h0, C0 = rng.uniform(-1, 1, (4, 3))
    params = LSTMParams.random(2, 3, rng)
    cell, x = Layer(params, h0=own_h, C0=own_C), rng.normal(size=(4, 2))
    for given, start in (((None, None), (own_h, own_C)), ((h0, None), (h0, own_C)), ((h0, C0), (h0, C0))):
        trace, _ = cell.run(x, *given)
        np.testing.assert_array_equal(trace.C, run(params, x, *start).C)
    trace, _ = cell.run(np.stack([x, x], axis=1), C0=np.stack([C0, own_C]))
    np.testing.assert_allclose(trace.C[:, 0], run(params, x, own_h, C0).C, rtol=0, atol=1e-12)
    np.testing.assert_allclose(trace.C[:, 1], run(params, x, own_h, own_C).C, rtol=0, atol=1e-12)
