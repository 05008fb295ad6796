"""Stacks with the batch first: the same numbers, with two axes of inputs and outputs swapped."""

from dataclasses import replace

import numpy as np

from lstm_core import LayerStack
from lstm_core.stacks.gradients import backward_stack
from lstm_core.stacks.streaming import stream
from tests.core.stacks.test_ragged import drawn

X = np.random.default_rng(1).normal(size=(5, 3, 2))
DH = np.random.default_rng(2).normal(size=(5, 3, 2))


def both() -> tuple[LayerStack, LayerStack]:
    return drawn(4), replace(drawn(4), batch_first=True)


def test_a_batch_is_taken_and_given_batch_first() -> None:
    usual, other = (stack.run(x) for stack, x in zip(both(), (X, X.swapaxes(0, 1)), strict=True))
    np.testing.assert_array_equal(other.h, usual.h.swapaxes(0, 1))
    np.testing.assert_array_equal(other.outputs, usual.outputs.swapaxes(0, 1))
    for one, same in zip(usual.layers, other.layers, strict=True):
        np.testing.assert_array_equal(one.trace.C, same.trace.C)
        np.testing.assert_array_equal(one.h, same.h)


def test_one_sequence_has_no_batch_to_come_first() -> None:
    usual, other = (stack.run(X[:, 0]) for stack in both())
    np.testing.assert_array_equal(other.outputs, usual.outputs)


def test_gradients_are_asked_for_in_the_same_order() -> None:
    usual, other = both()
    expected = backward_stack(usual, usual.run(X), DH)
    found = backward_stack(other, other.run(X.swapaxes(0, 1)), DH.swapaxes(0, 1))
    for one, same in zip(expected, found, strict=True):
        np.testing.assert_array_equal(one.gradients.dx, same.gradients.dx)


def test_a_stream_takes_chunks_batch_first() -> None:
    stack = LayerStack([replace(drawn(4).layers[0], backward=None)], batch_first=True)
    whole = stack.run(X.swapaxes(0, 1))
    parts = list(stream(stack, [X[:2].swapaxes(0, 1), X[2:].swapaxes(0, 1)]))
    np.testing.assert_array_equal(np.concatenate([part.h for part in parts], axis=1), whole.h)
    assert parts[1].h.shape == (3, 3, 3)


def test_the_order_of_axes_is_said() -> None:
    usual, other = both()
    assert repr(usual) == (
        "<LayerStack: lstm 2 to 5 both ways, lstm 5 to 2 backward, head to 1; "
        "x is (T, D) or (T, B, D) with D = 2>"
    )
    assert "x is (T, D) or (B, T, D) with D = 2" in repr(other)
