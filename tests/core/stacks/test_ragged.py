"""Sequences of different lengths, against PyTorch's packed sequences, and against each one on its own."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core import Head, LayerStack, LSTMParams, Pin, Pins
from lstm_core.interop import load
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.gradients import backward_stack
from lstm_core.stacks.layer import Direction, Layer
from tests.core.interop.agreement import FIXTURES, equal, expected


def drawn(seed: int) -> LayerStack:
    """Draw two layers, both ways and backward, and a head."""
    rng = np.random.default_rng(seed)
    forward, backward = (Layer(LSTMParams.random(2, H, rng), h0=rng.normal(size=H)) for H in (3, 2))
    high = StackLayer(backward=Layer(LSTMParams.random(5, 2, rng)))
    return LayerStack(
        [StackLayer(forward, backward), high], Head(rng.normal(size=(1, 2)), rng.normal(size=1))
    )


@pytest.mark.parametrize("batch_first", [False, True])
def test_packed_sequences_give_what_pytorch_gives(batch_first: bool) -> None:
    case = expected("pytorch-packed")
    stack = replace(load(FIXTURES / "pytorch-packed.safetensors").stack(), batch_first=batch_first)
    x, h = ((a if batch_first else a.swapaxes(0, 1)) for a in (case["x"], case["h"]))
    run = stack.run(x, case["h0"], case["C0"], lengths=case["lengths"])
    equal(run.h, h)
    equal(run.outputs, h)
    assert run.lengths == (4, 6, 1, 4)
    for one, last_h, last_C in zip(run.layers, case["last_h"], case["last_C"], strict=True):
        equal(one.last["h"], last_h)
        equal(one.last["C"], last_C)


@given(st.integers(0, 99), st.lists(st.integers(1, 5), min_size=1, max_size=4), st.booleans())
def test_each_sequence_is_what_it_is_alone(seed: int, lengths: list[int], held: bool) -> None:
    stack, rng = drawn(seed), np.random.default_rng(seed)
    x = rng.normal(size=(5, len(lengths), 2))
    pins: dict[tuple[int, Direction], Pins] = {
        (0, "backward"): Pins([Pin("f", 0.25, first=1, last=3)]),
        (1, "backward"): Pins([Pin("o", 1)]),
    }
    C0 = [rng.normal(size=(len(lengths), 3)), None, rng.normal(size=2)[None].repeat(len(lengths), 0)]
    run = stack.run(x, C0=C0, pins=pins if held else None, lengths=lengths)
    for b, length in enumerate(lengths):
        alone = stack.run(
            x[:length, b],
            C0=[None if state is None else state[b] for state in C0],
            pins={place: one.part(0, length) for place, one in pins.items()} if held else None,
        )
        np.testing.assert_allclose(run.h[:length, b], alone.h, rtol=0, atol=1e-14)
        np.testing.assert_allclose(run.outputs[:length, b], alone.outputs, rtol=0, atol=1e-14)
        assert not run.h[length:, b].any()
        for one, other in zip(run.layers, alone.layers, strict=True):
            for name, array in other.trace.values.items():
                mine = one.trace.values[name]
                timed = name not in other.trace.starts
                got = mine[:length, b] if timed else mine[b]
                np.testing.assert_allclose(got, array, rtol=0, atol=1e-14, err_msg=name)
                assert not timed or not mine[length:, b].any()
            for state, array in other.last.items():
                np.testing.assert_allclose(one.last[state][b], array, rtol=0, atol=1e-14)


@pytest.mark.parametrize(
    ("lengths", "message"),
    [
        ([1, 4], "lengths has 4 for sequence 1, expected a number from 1 to 3, the steps of x"),
        ([0, 1], "lengths has 0 for sequence 0"),
        ([1], r"lengths have shape \(1,\) and type int64, expected whole numbers \(B,\) = \(2,\)"),
        ([1.0, 2.0], "type float64, expected whole numbers"),
    ],
)
def test_lengths_that_do_not_fit_are_named(lengths: list[float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        drawn(0).run(np.zeros((3, 2, 2)), lengths=lengths)
    with pytest.raises(ValueError, match="x has 2 axes, expected a batch with 3 axes"):
        drawn(0).run(np.zeros((3, 2)), lengths=lengths)


def test_gradients_of_several_lengths_are_refused() -> None:
    run = drawn(0).run(np.zeros((3, 2, 2)), lengths=[3, 1])
    with pytest.raises(ValueError, match="sequences of several lengths, expected one"):
        backward_stack(drawn(0), run, run.h)
