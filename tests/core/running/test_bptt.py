"""Gradients of the LSTM against the complex step, taken through the textbook's equations."""

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from lstm_core import LSTMParams, Pin, Pins, backward, run
from lstm_core.arrays import Array
from tests.core.complex_step import gradient
from tests.core.layers import Case, cases, plain


def scales(case: Case) -> Array:
    """Return how much each h counts in the loss, which is the sum of scale * h."""
    return np.random.default_rng(0).normal(size=(*case.x.shape[:-1], case.params.H))


def with_weights(params: LSTMParams, gate: str, name: str, value: Array) -> LSTMParams:
    return replace(params, **{gate: replace(getattr(params, gate), **{name: value})})


def close(actual: Array, expected: Array, name: str) -> None:
    np.testing.assert_allclose(actual, expected, rtol=1e-10, atol=1e-10, err_msg=name)


@settings(max_examples=40)
@given(cases())
def test_gradients_of_all_weights(case: Case) -> None:
    scale = scales(case)
    gradients, _ = backward(case.params, run(*case.given), scale)
    for gate in "figo":
        for name in ("W", "U", "b", "p"):
            weights = getattr(getattr(case.params, gate), name)
            if weights is None:
                assert getattr(getattr(gradients, gate), name) is None
                continue

            def loss(moved: Array, gate: str = gate, name: str = name) -> complex:
                moved_case = replace(case, params=with_weights(case.params, gate, name, moved))
                return complex((scale * plain(moved_case)["h"]).sum())

            close(getattr(getattr(gradients, gate), name), gradient(loss, weights), f"{gate}.{name}")


@settings(max_examples=40)
@given(cases())
def test_gradients_of_inputs_and_first_states(case: Case) -> None:
    scale = scales(case)
    _, grad = backward(case.params, run(*case.given), scale)
    for name in ("x", "h0", "C0"):

        def loss(moved: Array, name: str = name) -> complex:
            moved_case = replace(case, **{name: moved})  # type: ignore[arg-type]  # a name of a field that holds an array
            return complex((scale * plain(moved_case)["h"]).sum())

        close(getattr(grad, f"d{name}"), gradient(loss, getattr(case, name)), name)


@settings(max_examples=40)
@given(cases())
def test_gradients_of_both_states_at_every_step(case: Case) -> None:
    scale = scales(case)
    _, grad = backward(case.params, run(*case.given), scale)
    nothing = np.zeros(scale.shape)
    close(grad.dh, gradient(lambda nudge: (scale * plain(case, h_nudge=nudge)["h"]).sum(), nothing), "dh")
    close(grad.dC, gradient(lambda nudge: (scale * plain(case, C_nudge=nudge)["h"]).sum(), nothing), "dC")


@settings(max_examples=20)
@given(cases())
def test_the_run_itself_takes_the_complex_step(case: Case) -> None:
    scale = scales(case)
    _, grad = backward(case.params, run(*case.given), scale)

    def loss(x: Array) -> complex:
        trace = run(case.params, x, case.h0, case.C0, case.pins, dtype=np.complex128)
        return complex((scale * trace.h).sum())

    close(grad.dx, gradient(loss, case.x), "dx")


@given(cases(pinned=False))
def test_a_pinned_gate_has_gradient_zero(case: Case) -> None:
    scale = scales(case)
    for gate in ("f", "i", "o"):
        pins = Pins([Pin(gate, 0.4)])
        trace = run(case.params, case.x, case.h0, case.C0, pins)
        gradients, grad = backward(case.params, trace, scale)
        assert not getattr(grad, f"dz_{gate}").any()
        weights = getattr(gradients, gate)
        assert not any(array.any() for array in (weights.W, weights.U, weights.b))
        assert weights.p is None or not weights.p.any()


@given(cases(single=False))
def test_a_batch_sums_the_gradients_of_its_sequences(case: Case) -> None:
    scale = scales(case)
    together, grad = backward(case.params, run(*case.given), scale)
    total = np.zeros_like(together.i.U)
    for b in range(case.x.shape[1]):
        trace = run(case.params, case.x[:, b], case.h0[b], case.C0[b], case.pins)
        alone, alone_grad = backward(case.params, trace, scale[:, b])
        total += alone.i.U
        np.testing.assert_allclose(alone_grad.dC, grad.dC[:, b], rtol=0, atol=1e-12)
    np.testing.assert_allclose(total, together.i.U, rtol=0, atol=1e-12)


def test_float32_stays_float32_and_near() -> None:
    params, x = LSTMParams.random(2, 3, 0), np.random.default_rng(1).normal(size=(9, 4, 2))
    gradients, grad = backward(params, run(params, x, dtype=np.float32), np.ones((9, 4, 3)))
    exact, _ = backward(params, run(params, x), np.ones((9, 4, 3)))
    assert gradients.f.W.dtype == grad.dC.dtype == grad.dx.dtype == np.float32
    np.testing.assert_allclose(gradients.f.W, exact.f.W, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize(
    ("dh", "message"),
    [
        (np.ones((4, 2)), "dh has shape (4, 2), expected the shape of trace.h = (4, 3)"),
        (np.full((4, 3), np.nan), "dh of shape (4, 3) holds nan at (0, 0), expected finite numbers"),
    ],
)
def test_backward_refuses(dh: Array, message: str) -> None:
    params = LSTMParams.random(2, 3, 0)
    with pytest.raises(ValueError, match=re.escape(message)):
        backward(params, run(params, np.ones((4, 2))), dh)


def test_backward_refuses_the_weights_of_another_layer() -> None:
    params = LSTMParams.random(2, 3, 0)
    message = "f.W of params has shape (3, 1), expected (H, D) of the trace = (3, 2)"
    with pytest.raises(ValueError, match=re.escape(message)):
        backward(LSTMParams.random(1, 3, 0), run(params, np.ones((4, 2))), np.ones((4, 3)))
