"""The plain recurrent network."""

import math
import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_core.arrays import Array
from lstm_core.params import RNNParams
from lstm_core.running.rnn import backward_rnn, run_rnn
from tests.core.complex_step import gradient

SIZES = st.tuples(st.integers(1, 6), st.sampled_from([(), (1,), (3,)]), st.integers(1, 3), st.integers(1, 4))


def plain(params: RNNParams, x: Array, h: Array, nudge: Array | float = 0.0) -> Array:
    """Return h of all steps, each nudged, by the textbook's equation."""
    nudges = np.broadcast_to(np.asarray(nudge), (*x.shape[:-1], params.H))
    states = []
    for x_t, nudge_t in zip(x, nudges, strict=True):
        h = np.tanh(x_t @ params.W.T + h @ params.U.T + params.b) + nudge_t
        states.append(h)
    return np.stack(states)


def test_two_steps_of_one_unit_worked_out_by_hand() -> None:
    trace = run_rnn(RNNParams([[0.5]], [[-2.0]], [0.1]), [[0.8], [-0.6]], [0.25])
    first = math.tanh(0.4 - 0.5 + 0.1)
    second = math.tanh(-0.3 - 2 * first + 0.1)
    np.testing.assert_allclose(trace.h, [[first], [second]], rtol=0, atol=1e-12)
    np.testing.assert_allclose(trace.z, [[0.0], [-0.2]], rtol=0, atol=1e-12)
    np.testing.assert_allclose(trace.h_prev, [[0.25], [first]], rtol=0, atol=1e-12)


@settings(max_examples=40)
@given(SIZES, st.integers(0, 2**32 - 1))
def test_run_and_gradients_against_textbook_and_complex_step(
    sizes: tuple[int, tuple[int, ...], int, int], seed: int
) -> None:
    T, batch, D, H = sizes
    rng = np.random.default_rng(seed)
    params = RNNParams.random(D, H, rng)
    x, h0 = rng.normal(size=(T, *batch, D)), rng.uniform(-1, 1, (*batch, H))
    scale = rng.normal(size=(T, *batch, H))
    trace = run_rnn(params, x, h0)
    np.testing.assert_allclose(trace.h, plain(params, x, h0), rtol=0, atol=1e-12)
    gradients, grad = backward_rnn(params, trace, scale)

    def check(actual: Array, at: Array, h: Callable[[Array], Array]) -> None:
        expected = gradient(lambda moved: complex((scale * h(moved)).sum()), at)
        np.testing.assert_allclose(actual, expected, rtol=1e-10, atol=1e-10)

    check(gradients.W, params.W, lambda W: plain(replace(params, W=W), x, h0))
    check(gradients.U, params.U, lambda U: plain(replace(params, U=U), x, h0))
    check(gradients.b, params.b, lambda b: plain(replace(params, b=b), x, h0))
    check(grad.dx, x, lambda moved: run_rnn(params, moved, h0, dtype=np.complex128).h)
    check(grad.dh0, h0, lambda moved: plain(params, x, moved))
    check(grad.dh, np.zeros(scale.shape), lambda nudge: plain(params, x, h0, nudge))


def test_spectral_radius_is_what_was_asked_for() -> None:
    for radius in (0.5, 1.0, 1.5):
        U = RNNParams.random(2, 6, 3, spectral_radius=radius).U
        assert np.abs(np.linalg.eigvals(U)).max() == pytest.approx(radius, rel=1e-12)


def test_the_gradient_fades_below_radius_one() -> None:
    params = RNNParams.random(1, 8, 0, spectral_radius=0.5)
    dh = np.zeros((60, 8))
    dh[-1] = 1
    _, grad = backward_rnn(params, run_rnn(params, np.zeros((60, 1))), dh)
    norms = np.linalg.norm(grad.dh, axis=-1)
    assert norms[-1] == pytest.approx(math.sqrt(8))
    assert norms[-40] < 1e-8


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda p: RNNParams(p.W, np.ones((2, 2)), p.b), "U has shape (2, 2), expected (H, H) = (3, 3)"),
        (
            lambda p: run_rnn(p, np.ones((4, 3))),
            "x has shape (4, 3), expected (T, D) or (T, B, D) with D = 2",
        ),
        (lambda p: run_rnn(p, np.ones((4, 2)), np.ones(2)), "h0 has shape (2,), expected (H,) = (3,)"),
        (
            lambda p: backward_rnn(p, run_rnn(p, np.ones((4, 2))), np.ones((4, 2))),
            "dh has shape (4, 2), expected the shape of trace.h = (4, 3)",
        ),
    ],
)
def test_wrong_shapes_are_named(call: Callable[[RNNParams], object], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        call(RNNParams.random(2, 3, 0))
