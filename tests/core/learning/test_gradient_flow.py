"""How far back gradients reach: against products of Jacobians, and against theory."""

import numpy as np
import pytest

from lstm_core import GRUParams, LSTMParams, RNNParams, run, run_rnn
from lstm_core.arrays import Array
from lstm_core.learning.gradient_flow import WARM, gradient_norms, lstm_flow, rnn_flow
from lstm_core.params import UnitParams


def test_without_inputs_the_gradient_of_the_plain_network_is_a_power_of_its_matrix() -> None:
    norms = rnn_flow(1.1, seed=4, units=5, lags=30, noise=False)
    U = RNNParams.random(1, 5, np.random.default_rng(4), spectral_radius=1.1).U
    expected = [np.linalg.norm(np.linalg.matrix_power(U, lag)) / np.sqrt(5) for lag in range(31)]
    assert norms == pytest.approx(expected, rel=1e-10)


def test_with_noise_each_step_multiplies_by_its_own_jacobian() -> None:
    rng = np.random.default_rng(2)
    params = RNNParams.random(1, 4, rng, spectral_radius=1.3)
    h = run_rnn(params, rng.normal(size=(WARM + 11, 1, 1))[:, 0]).h
    back, expected = np.eye(4), []
    for h_t in h[:-11:-1]:
        expected.append(np.linalg.norm(back) / 2)
        back = back @ np.diag(1 - h_t * h_t) @ params.U
    assert rnn_flow(1.3, seed=2, units=4, lags=10)[:10] == pytest.approx(expected, rel=1e-10)


def slopes(params: LSTMParams, x: Array, state: dict[str, Array], name: str) -> Array:
    """Return how the last output changes with each number of a state before x: (H, H)."""
    found = []
    for unit in range(params.H):
        moved = {key: value.astype(complex) for key, value in state.items()}
        moved[name][unit] += 1e-30j
        found.append(run(params, x, moved["h0"], moved["C0"], dtype=complex).h[-1].imag / 1e-30)
    return np.array(found)


@pytest.mark.parametrize("lag", [1, 4, 6])
def test_the_norms_of_an_lstm_are_what_small_changes_of_its_state_do(lag: int) -> None:
    dh, dC = lstm_flow(1.0, seed=3, units=3, lags=6)
    rng = np.random.default_rng(3)
    params = LSTMParams.random(1, 3, rng, forget_bias=1.0)
    x = rng.normal(size=(WARM + 7, 1, 1))[:, 0]
    then = run(params, x).at(-1 - lag)
    state = {"h0": then.h, "C0": then.C}
    by_h, by_C = (slopes(params, x[-lag:], state, name) for name in ("h0", "C0"))
    # C of that step reaches the end by its h as well.
    h_by_C = then.o * (1 - then.tanh_C**2) + then.tanh_C * then.o * (1 - then.o) * np.asarray(params.o.p)
    assert dh[lag] == pytest.approx(np.linalg.norm(by_h) / np.sqrt(3), rel=1e-9)
    total = by_C + h_by_C[:, np.newaxis] * by_h
    assert dC[lag] == pytest.approx(np.linalg.norm(total) / np.sqrt(3), rel=1e-9)


def test_the_seed_alone_makes_it() -> None:
    assert np.array_equal(rnn_flow(0.9, 1), rnn_flow(0.9, 1))
    assert not np.array_equal(rnn_flow(0.9, 1), rnn_flow(0.9, 2))


def test_norms_of_a_plain_network_are_products_of_its_jacobians() -> None:
    params = RNNParams.random(2, 3, 5)
    x = np.random.default_rng(6).normal(size=(7, 2))
    back, expected = np.eye(3), []
    for h_t in run_rnn(params, x).h[::-1]:
        expected.append(np.linalg.norm(back) / np.sqrt(3))
        back = back @ np.diag(1 - h_t * h_t) @ params.U
    assert gradient_norms(params, x) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("params", [LSTMParams.random(2, 3, 1), GRUParams.random(2, 3, 1)])
def test_norms_of_any_unit_are_differences_of_what_follows_a_slightly_different_state(
    params: UnitParams,
) -> None:
    x = np.random.default_rng(8).normal(size=(6, 2))
    trace = run(params, x)
    C = trace.values.get("C")
    expected = []
    for t in range(5, -1, -1):
        columns = [
            (last(params, x[t + 1 :], trace.h[t] + nudge, C, t) - last(params, x[t + 1 :], h, C, t)) / 2e-6
            for nudge in np.eye(3) * 1e-6
            for h in [trace.h[t] - nudge]
        ]
        expected.append(np.linalg.norm(columns) / np.sqrt(3))
    assert gradient_norms(params, x) == pytest.approx(expected, rel=1e-6)


def last(params: UnitParams, x: Array, h: Array, C: Array | None, t: int) -> Array:
    """Return the last h after a state that was changed after step t."""
    if len(x) == 0:
        return h
    found: Array = run(params, x, h0=h, C0=None if C is None else C[t]).h[-1]
    return found


def test_a_sequence_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match=r"x has shape \(2,\), expected \(T, D\)"):
        gradient_norms(RNNParams.random(2, 3, 5), [1.0, 2.0])
    with pytest.raises(ValueError, match="x has shape"):
        gradient_norms(RNNParams.random(2, 3, 5), [[1.0], [2.0]])
