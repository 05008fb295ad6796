"""A run in chunks equals the run in one piece."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core import Head, LayerStack, LSTMParams, Pin, Pins
from lstm_core.params import GATES
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Layer
from lstm_core.stacks.streaming import Stream, stream
from lstm_core.stacks.trace import StackRun
from tests.core.layers import ARRAYS
from tests.core.layers import pins as some_pins
from tests.core.units import like


def forward_stack(seed: int) -> LayerStack:
    rng = np.random.default_rng(seed)
    layers = [StackLayer(Layer(LSTMParams.random(2, 3, rng, "full"), C0=rng.normal(size=3))),
              StackLayer(Layer(LSTMParams.random(3, 4, rng)))]  # fmt: skip
    return LayerStack(layers, Head(rng.normal(size=(2, 4)), rng.normal(size=2)))


def same_in_chunks(whole: StackRun, parts: list[StackRun]) -> None:
    for k, one in enumerate(whole.layers):
        for name in ARRAYS:
            if name in ("h0", "C0"):
                np.testing.assert_array_equal(
                    getattr(parts[0].layers[k].trace, name), getattr(one.trace, name)
                )
                continue
            joined = np.concatenate([getattr(part.layers[k].trace, name) for part in parts])
            np.testing.assert_array_equal(joined, getattr(one.trace, name), err_msg=name)
    np.testing.assert_allclose(
        np.concatenate([part.outputs for part in parts]), whole.outputs, rtol=0, atol=1e-13
    )


@given(data=st.data(), seed=st.integers(0, 99), batch=st.sampled_from([(), (3,)]))
def test_chunks_give_the_bits_of_the_whole_run(
    data: st.DataObject, seed: int, batch: tuple[int, ...]
) -> None:
    sizes = data.draw(st.lists(st.integers(1, 5), min_size=1, max_size=4))
    T, stack, rng = sum(sizes), forward_stack(seed), np.random.default_rng(seed)
    x = rng.normal(size=(T, *batch, 2))
    start = [rng.normal(size=(*batch, 3)), None]
    held = {(k, "forward"): data.draw(some_pins(T, H)) for k, H in ((0, 3), (1, 4))}
    cuts = np.cumsum(sizes)[:-1]
    whole = stack.run(x, h0=start, pins=held)  # type: ignore[arg-type]  # the directions are literals
    parts = list(stream(stack, np.split(x, cuts), h0=start, pins=held))  # type: ignore[arg-type]  # the directions are literals
    assert [len(part.h) for part in parts] == sizes
    same_in_chunks(whole, parts)


def test_a_projection_loses_nothing_between_chunks() -> None:
    rng = np.random.default_rng(0)
    weights = {name: {gate: rng.normal(size=shape) for gate in GATES}
               for name, shape in (("W", (5, 2)), ("U", (5, 3)), ("b", (5,)))}  # fmt: skip
    stack = LayerStack([StackLayer(Layer.projecting(**weights, R=rng.normal(size=(3, 5))))])
    x = rng.normal(size=(12, 2))
    parts = list(stream(stack, [x[:5], x[5:6], x[6:]], h0=[rng.normal(size=3) * 0.1]))
    again = list(stream(stack, [x], h0=[rng.normal(size=3) * 0]))
    whole = stack.run(x, h0=[np.zeros(3)])
    same_in_chunks(whole, again)
    assert [part.h.shape for part in parts] == [(5, 3), (1, 3), (6, 3)]
    np.testing.assert_array_equal(parts[1].layers[0].trace.h0, parts[0].layers[0].trace.h[-1])


def test_float32_stays_float32() -> None:
    stack, x = forward_stack(1), np.ones((4, 2))
    going = Stream(stack, dtype=np.float32)
    assert [going.feed(x).outputs.dtype, going.feed(x).outputs.dtype] == [np.float32, np.float32]
    assert going.steps == 8


def test_the_first_inputs_say_in_which_type_all_are_computed() -> None:
    narrow = LayerStack.of(like(LSTMParams.random(2, 3, 0), np.float32))
    for first, kind in ((np.float32, np.float32), (np.float64, np.float64)):
        going = Stream(narrow)
        assert going.feed(np.ones((2, 2), first)).h.dtype == kind
        assert going.feed(np.ones((2, 2), np.float64)).h.dtype == kind


def test_pins_keep_their_steps() -> None:
    pins = Pins([Pin("f", 0, first=3, last=5), Pin("i", 1, (0,)), Pin("o", 0.5, first=8)])
    assert pins.part(0, 3).pins == (Pin("i", 1, (0,), 0, 2),)
    assert pins.part(4, 4).pins == (Pin("f", 0, None, 0, 1), Pin("i", 1, (0,), 0, 3))
    assert pins.part(6, 4).pins == (Pin("i", 1, (0,), 0, 3), Pin("o", 0.5, None, 2, 3))


def test_what_cannot_stream_is_named_before_it_begins() -> None:
    cell = Layer(LSTMParams.random(2, 3, 0))
    with pytest.raises(ValueError, match="layer 0 runs backward"):
        stream(LayerStack([StackLayer(cell, cell)]), [])
    with pytest.raises(ValueError, match="pin of f has unit 3, expected a unit from 0 to 2"):
        stream(LayerStack([StackLayer(cell)]), [], pins={(0, "forward"): Pins([Pin("f", 1, (3,), first=9)])})
    with pytest.raises(ValueError, match=r"pins name \(1, 'forward'\)"):
        next(stream(LayerStack([StackLayer(cell)]), [np.ones((1, 2))], pins={(1, "forward"): Pins()}))
