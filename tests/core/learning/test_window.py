"""The windowed network."""

import math
import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_core.arrays import Array
from lstm_core.learning.window import WindowParams, backward_window, run_window
from tests.core.complex_step import gradient

SIZES = st.tuples(
    st.integers(1, 6),
    st.sampled_from([(), (1,), (3,)]),
    st.integers(1, 3),
    st.integers(1, 4),
    st.integers(1, 8),
)


def plain(params: WindowParams, x: Array) -> Array:
    """Return h of all steps, one window after the other."""
    padded = np.concatenate([np.zeros((params.width - 1, *x.shape[1:])), x])
    rows = []
    for t in range(len(x)):
        window = padded[t : t + params.width][::-1]
        rows.append(np.tanh(np.einsum("hkd,k...d->...h", params.W, window) + params.b))
    return np.stack(rows)


def test_three_steps_of_one_unit_worked_out_by_hand() -> None:
    params = WindowParams([[[0.5], [-2.0]]], [0.1])
    trace = run_window(params, [[1.0], [0.3], [0.2]])
    expected = [0.5 + 0.1, 0.15 - 2.0 + 0.1, 0.1 - 0.6 + 0.1]
    np.testing.assert_allclose(trace.z[:, 0], expected, rtol=0, atol=1e-12)
    np.testing.assert_allclose(trace.h[:, 0], [math.tanh(z) for z in expected], rtol=0, atol=1e-12)


def test_it_cannot_see_past_its_window() -> None:
    params = WindowParams.random(1, 4, width=3, seed=0)
    x = np.random.default_rng(1).normal(size=(8, 1))
    other = x.copy()
    other[2] += 5
    changed = (run_window(params, x).h != run_window(params, other).h).any(axis=1)
    assert changed.tolist() == [False, False, True, True, True, False, False, False]


@settings(max_examples=40)
@given(SIZES, st.integers(0, 2**32 - 1))
def test_run_and_gradients_against_textbook_and_complex_step(
    sizes: tuple[int, tuple[int, ...], int, int, int], seed: int
) -> None:
    T, batch, D, H, width = sizes
    rng = np.random.default_rng(seed)
    params = WindowParams.random(D, H, width, rng)
    x, scale = rng.normal(size=(T, *batch, D)), rng.normal(size=(T, *batch, H))
    trace = run_window(params, x)
    np.testing.assert_allclose(trace.h, plain(params, x), rtol=0, atol=1e-12)
    gradients, grad = backward_window(params, trace, scale)

    def check(actual: Array, at: Array, h: Callable[[Array], Array]) -> None:
        expected = gradient(lambda moved: complex((scale * h(moved)).sum()), at)
        np.testing.assert_allclose(actual, expected, rtol=1e-10, atol=1e-10)

    check(gradients.W, params.W, lambda W: plain(replace(params, W=W), x))
    check(gradients.b, params.b, lambda b: plain(replace(params, b=b), x))
    check(grad.dx, x, lambda moved: run_window(params, moved, dtype=np.complex128).h)
    check(grad.dz, trace.z, np.tanh)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda p: WindowParams(np.ones((3, 2)), p.b),
            "W has shape (3, 2), expected (H, w, D), none of them 0",
        ),
        (lambda p: WindowParams(p.W, np.ones(2)), "b has shape (2,), expected (H,) = (3,)"),
        (
            lambda p: run_window(p, np.ones((4, 3))),
            "x has shape (4, 3), expected (T, D) or (T, B, D) with D = 2",
        ),
        (
            lambda p: backward_window(p, run_window(p, np.ones((4, 2))), np.ones((4, 2))),
            "dh has shape (4, 2), expected the shape of trace.h = (4, 3)",
        ),
    ],
)
def test_wrong_shapes_are_named(call: Callable[[WindowParams], object], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        call(WindowParams.random(2, 3, 5, 0))
