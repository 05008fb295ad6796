"""LSTM nodes of ONNX, against what onnxruntime computes with them."""

from dataclasses import replace

import numpy as np
import onnx
import pytest
from onnx.reference import ReferenceEvaluator

from lstm_core import GateParams, Head, LSTMParams
from lstm_core.interop import FormatError, dump, load
from lstm_core.params import GATES, Peephole
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Layer
from lstm_core.stacks.stack import LayerStack
from tests.core.interop.agreement import FIXTURES, equal, expected, same
from tests.core.onnx_models import DIRECTIONS, onnx_lstm, onnxruntime_outputs
from tests.fixtures import make_torch_onnx

X = np.random.default_rng(7).normal(size=(6, 1, 3))


def float32(D: int, H: int, seed: int, peepholes: Peephole = "diagonal") -> Layer:
    """Draw a cell whose numbers are float32, as onnxruntime wants them."""

    def narrow(gate: GateParams) -> GateParams:
        p = None if gate.p is None else gate.p.astype("f4")
        return GateParams(gate.W.astype("f4"), gate.U.astype("f4"), gate.b.astype("f4"), p)

    params = LSTMParams.random(D, H, seed, peepholes)
    return Layer(LSTMParams(*(narrow(getattr(params, gate)) for gate in GATES)))


@pytest.mark.parametrize("inputs", ["WR", "WRB", "WRBHC", "WRBP", "WRBHCP"])
@pytest.mark.parametrize("direction", DIRECTIONS)
def test_a_node_computes_what_onnxruntime_computes(direction: str, inputs: str) -> None:
    node = onnx_lstm(3, 4, 5, direction, inputs)
    contents = load(node.data)
    assert (contents.format, list(contents.stacks), contents.ignored) == ("onnx", ["gates"], ())
    trace = contents.stack().run(X)
    Y, Y_h, Y_c = onnxruntime_outputs(node.data, X)
    assert [one.direction for one in trace.layers] == DIRECTIONS[direction]
    for k, one in enumerate(trace.layers):
        last = -1 if one.direction == "forward" else 0
        equal(one.h, Y[:, k])
        equal(one.trace.h[last], Y_h[k])
        equal(one.trace.C[last], Y_c[k])


def test_the_other_layout_means_the_same() -> None:
    usual, other = onnx_lstm(3, 4, 5, "bidirectional"), onnx_lstm(3, 4, 5, "bidirectional", layout=1)
    np.testing.assert_array_equal(usual.arrays["H"].swapaxes(0, 1), other.arrays["H"])
    assert load(other.data).stack().batch_first
    same(replace(load(other.data).stack(), batch_first=False), load(usual.data).stack())


@pytest.mark.parametrize("inputs", ["WR", "WRB", "WRBHC", "WRBHCP"])
@pytest.mark.parametrize("direction", DIRECTIONS)
def test_the_batch_first_layout_computes_what_the_standard_says(direction: str, inputs: str) -> None:
    # onnxruntime has no such layout, so the standard's own evaluator is the oracle.
    node = onnx_lstm(3, 4, 5, direction, inputs, layout=1)
    evaluator = ReferenceEvaluator(onnx.load_model_from_string(node.data))
    Y, Y_h, Y_c = map(np.asarray, evaluator.run(None, {"X": X.swapaxes(0, 1).astype("f4")}))
    trace = load(node.data).stack().run(X.swapaxes(0, 1))
    for k, one in enumerate(trace.layers):
        last = -1 if one.direction == "forward" else 0
        equal(one.h, Y[:, :, k].swapaxes(0, 1))
        equal(one.trace.h[last], Y_h[:, k])
        equal(one.trace.C[last], Y_c[:, k])


def test_onnxruntime_runs_what_we_write() -> None:
    stack = LayerStack(
        [StackLayer(float32(3, 4, 0), float32(3, 4, 1, "none")), StackLayer(backward=float32(8, 5, 2))],
        Head(np.array([[1, 2, 3, 4, 5]], "f4"), np.array([6], "f4")),
    )
    trace = stack.run(X)
    h, outputs = onnxruntime_outputs(dump(stack, "onnx"), X)
    equal(h, trace.h)
    np.testing.assert_allclose(outputs, trace.outputs, rtol=0, atol=1e-4)


@pytest.mark.parametrize("seed", range(3))
def test_a_round_trip_through_onnx_is_exact(seed: int) -> None:
    rng = np.random.default_rng(seed)
    layers = [
        StackLayer(*(Layer(LSTMParams.random(D, H, rng), h0=rng.normal(size=H), C0=rng.normal(size=H))
                     for _ in range(2)))  # type: ignore[arg-type]  # two layers for two directions
        for D, H in ((2, 3), (6, 1))
    ]  # fmt: skip
    stack = LayerStack(layers, Head(rng.normal(size=(2, 2)), rng.normal(size=2)))
    contents = load(dump(stack, "onnx"))
    same(contents.stack(head="head"), stack)
    assert dump(contents.stack(head="head"), "onnx") == dump(stack, "onnx")


@pytest.mark.parametrize("wide", ["peephole", "state", "head"])
def test_one_number_of_more_digits_keeps_them_all(wide: str) -> None:
    def gate(peephole: bool = True) -> GateParams:
        W, U, b = (np.full(shape, 0.5, np.float32) for shape in ((2, 1), (2, 2), (2,)))
        kind = np.float64 if wide == "peephole" else np.float32
        return GateParams(W, U, b, np.array([1 / 3, 1 / 7], kind) if peephole else None)

    params = LSTMParams(gate(), gate(), gate(peephole=False), gate())
    state = np.array([1 / 3, 1 / 7], np.float64 if wide == "state" else np.float32)
    kind = np.float64 if wide == "head" else np.float32
    stack = LayerStack(
        [StackLayer(Layer(params, h0=state, C0=state))],
        Head(np.array([[1 / 3, 1 / 7]], kind), np.array([1 / 9], kind)),
    )
    found = load(dump(stack, "onnx")).stack(head="head")
    (_, _, cell), *_rest = found.directions
    assert found.head is not None
    assert stack.head is not None
    written = (state, state, params.o.p, stack.head.V, stack.head.c)
    read = (cell.h0, cell.C0, cell.params.o.p, found.head.V, found.head.c)
    for ours, theirs in zip(written, read, strict=True):
        np.testing.assert_array_equal(np.asarray(theirs), np.asarray(ours))


def test_what_onnx_cannot_hold_is_refused() -> None:
    plain = Layer(LSTMParams.random(1, 2, 0))
    W, b = dict.fromkeys(GATES, np.ones((2, 1))), dict.fromkeys(GATES, np.ones(2))
    projected = Layer.projecting(W, W, b, [[1, 1]])
    for layer, message in (
        (StackLayer(Layer(LSTMParams.random(1, 2, 0, "full"))), "found full peepholes"),
        (StackLayer(projected), "found a projection"),
        (StackLayer(plain, plain, "sum"), "found directions put together by sum"),
        (StackLayer(plain, Layer(LSTMParams.random(1, 3, 0))), "found directions of different sizes"),
    ):
        with pytest.raises(FormatError, match=message):
            dump(LayerStack([layer]), "onnx")


@pytest.mark.parametrize("case", make_torch_onnx.CASES)
@pytest.mark.parametrize("exporter", make_torch_onnx.EXPORTERS)
def test_what_pytorch_exports_computes_what_pytorch_computes(case: str, exporter: str) -> None:
    contents = load(FIXTURES / f"torch-{case}-{exporter}.onnx")
    (head,) = contents.linears
    told = expected(f"torch-{case}-onnx")
    stack = contents.stack(head=head)
    assert stack.batch_first == make_torch_onnx.CASES[case].get("batch_first", False)
    equal(stack.run(told["x"]).outputs, told["y"])
