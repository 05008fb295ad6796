"""Layers, stacks, streams and their gradients, for any unit and for several in one stack."""

import re
from dataclasses import replace

import numpy as np
import pytest

from lstm_core import GRUParams, Head, LayerStack, LSTMParams, Pin, Pins, RNNParams, run
from lstm_core.arrays import Array
from lstm_core.params import PlannedParams, UnitParams
from lstm_core.running.trace import Trace
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.gradients import backward_stack
from lstm_core.stacks.layer import Direction, Layer
from lstm_core.stacks.streaming import stream
from tests.core.complex_step import gradient
from tests.core.units import UNITS


def drawn(name: str, D: int, H: int, seed: int) -> Layer:
    return Layer(UNITS[name](D, H, np.random.default_rng(seed)))


def both_ways_under_one(name: str) -> LayerStack:
    """Return a layer of a unit in both directions, under one of an LSTM, with a head."""
    rng = np.random.default_rng(4)
    layers = [StackLayer(drawn(name, 2, 3, 0), drawn(name, 2, 3, 1)), StackLayer(drawn("lstm", 6, 2, 2))]
    return LayerStack(layers, Head(rng.normal(size=(2, 2)), rng.normal(size=2)))


def same(one: Trace, other: Trace) -> None:
    assert list(one.values) == list(other.values)
    for field, array in other.values.items():
        np.testing.assert_allclose(one.values[field], array, rtol=0, atol=1e-14, err_msg=field)


@pytest.mark.parametrize("name", UNITS)
def test_a_backward_layer_is_a_run_from_the_other_end(name: str) -> None:
    layer = drawn(name, 2, 3, 0)
    valves = [net.letter for net in layer.params.blueprint.nets if net.gate]
    pins = Pins([Pin(valve, 0.2, first=1, last=2) for valve in valves])
    turned = Pins([Pin(valve, 0.2, first=3, last=4) for valve in valves])
    x, h0 = np.random.default_rng(1).normal(size=(6, 2)), np.array([0.1, -0.2, 0.3])
    trace, h = layer.run(x, h0, pins=pins, direction="backward")
    expected = run(layer.params, x[::-1], h0, pins=turned)
    assert np.array_equal(h, expected.h[::-1])
    assert np.array_equal(trace.h_prev[:-1], trace.h[1:])
    assert np.array_equal(trace.h_prev[-1], h0)
    same(trace.turned(turned), expected)


@pytest.mark.parametrize("name", UNITS)
def test_a_stack_feeds_each_layer_with_the_one_below(name: str) -> None:
    stack = both_ways_under_one(name)
    x = np.random.default_rng(2).normal(size=(5, 2, 2))
    whole = stack.run(x)
    forward, _ = drawn(name, 2, 3, 0).run(x)
    backward, _ = drawn(name, 2, 3, 1).run(x, direction="backward")
    above = run(stack.layers[1].directions[0][1].params, np.concatenate([forward.h, backward.h], axis=-1))
    for one, expected in zip(whole.layers, (forward, backward, above), strict=True):
        same(one.trace, expected)
    assert stack.head is not None
    np.testing.assert_allclose(whole.outputs, above.h @ stack.head.V.T + stack.head.c, rtol=0, atol=1e-14)


@pytest.mark.parametrize("name", UNITS)
@pytest.mark.parametrize("batch", [(), (2,)])
def test_gradients_of_a_stack_are_those_of_the_complex_step(name: str, batch: tuple[int, ...]) -> None:
    stack, rng = both_ways_under_one(name), np.random.default_rng(3)
    x, dh = rng.normal(size=(4, *batch, 2)), rng.normal(size=(4, *batch, 2))
    lowest = stack.layers[0].directions[1][1].params.blueprint
    held = {(0, "backward"): Pins([Pin(n.letter, 0.3, first=1) for n in lowest.nets if n.gate])}
    pins: dict[tuple[int, Direction], Pins] = held  # type: ignore[assignment]  # the key is a literal

    def loss(x: Array, h0: Array | None = None) -> complex:
        starts = None if h0 is None else [None, h0, None]
        dtype = x.dtype if h0 is None else h0.dtype
        return complex((stack.run(x, starts, pins=pins, dtype=dtype).h * dh).sum())

    found = backward_stack(stack, stack.run(x, pins=pins), dh)
    dx = found[0].gradients.dx + found[1].gradients.dx
    np.testing.assert_allclose(dx, gradient(loss, x), rtol=0, atol=1e-10)
    slope = gradient(lambda h0: loss(x, h0), np.zeros((*batch, 3)))
    np.testing.assert_allclose(found[1].gradients.dh0, slope, rtol=0, atol=1e-10)


@pytest.mark.parametrize("name", UNITS)
def test_a_stream_gives_the_bits_of_the_whole_run(name: str) -> None:
    stack = LayerStack([StackLayer(drawn(name, 2, 3, 0)), StackLayer(drawn(name, 3, 2, 1))])
    x = np.random.default_rng(5).normal(size=(7, 2))
    whole = stack.run(x)
    parts = list(stream(stack, [x[:2], x[2:3], x[3:]]))
    for k, one in enumerate(whole.layers):
        for field in set(one.trace.values) - set(one.trace.starts):
            joined = np.concatenate([part.layers[k].trace.values[field] for part in parts])
            assert np.array_equal(joined, one.trace.values[field]), field


def test_a_stream_refuses_a_pin_that_its_layer_has_no_gate_for() -> None:
    stack = LayerStack.of(GRUParams.random(1, 2, 0))
    with pytest.raises(ValueError, match="pin has gate 'f', expected one of z, r"):
        stream(stack, [], pins={(0, "forward"): Pins([Pin("f", 1)])})


@pytest.mark.parametrize("params", [GRUParams.random(1, 2, 0), RNNParams.random(1, 2, 0)])
def test_a_unit_without_a_cell_state_starts_with_none(params: UnitParams) -> None:
    message = f"C0 is given, expected h0 alone: {params.blueprint.unit} carries no C"
    with pytest.raises(ValueError, match=re.escape(message)):
        Layer(params, C0=np.zeros(2))
    stack = LayerStack([StackLayer(Layer(params)), StackLayer(Layer(LSTMParams.random(2, 2, 0)))])
    with pytest.raises(ValueError, match=re.escape(message)):
        stack.run([[1.0]], C0=[np.zeros(2), None])
    assert np.array_equal(stack.run([[1.0]], C0=[None, np.ones(2)]).layers[1].trace.C0, [1, 1])


def test_notebooks_say_the_size_of_a_run_that_has_no_picture() -> None:
    known = GRUParams.random(1, 2, 0)
    mine = PlannedParams(replace(known.blueprint, name="mine"), known.nets)
    run_of = LayerStack.of(mine).run([[1.0], [2.0]])
    assert run_of._repr_html_() == "<pre>&lt;Trace: 2 steps, 2 units&gt;</pre>"
    with pytest.raises(ValueError, match="there is no picture of mine, expected one of lstm, gru"):
        run_of.layers[0].trace.picture()
