"""Gradients from the adjoints, against the complex step and the LSTM's own backward pass."""

import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_core import backward as backward_lstm
from lstm_core import run
from lstm_core.arrays import Array
from lstm_core.blueprints import BLUEPRINTS, GRU, LSTM, Blueprint, backward, fields, interpret
from lstm_core.blueprints.plumbing import pipes
from tests.core.blueprints.units import held, of_params, random_weights
from tests.core.complex_step import gradient
from tests.core.layers import Case, cases


@settings(max_examples=80)
@given(cases(), st.integers(0, 2**32 - 1))
def test_an_lstm_has_the_gradients_of_its_own_backward_pass(case: Case, seed: int) -> None:
    trace = run(*case.given)
    dh = np.random.default_rng(seed).normal(size=trace.h.shape)
    expected, grad = backward_lstm(case.params, trace, dh)
    weights, pins = of_params(case.params), held(case.pins, len(case.x), case.params.H)
    values = {field.name: getattr(trace, field.name) for field in fields(LSTM)}
    found = backward(LSTM, weights, values, {"h": dh}, pins)

    def same(actual: Array, wanted: Array, name: str) -> None:
        np.testing.assert_allclose(actual, wanted, rtol=1e-11, atol=1e-11, err_msg=name)

    for letter, own in found.weights.items():
        for name, array in own.items():
            same(array, getattr(getattr(expected, letter), name), f"{letter}.{name}")
    for name in ("x", "h", "C", "z_f", "z_i", "z_g", "z_o"):
        same(found.fields[name], getattr(grad, f"d{name}"), name)
    same(found.start["h"], grad.dh0, "h0")
    same(found.start["C"], grad.dC0, "C0")
    # The sum hands its gradient on to both of its inputs.
    same(found.fields["kept"], grad.dC, "kept")
    same(found.fields["g"], grad.dC * trace.i, "g")
    same(found.fields["tanh_C"], grad.dh * trace.o, "tanh_C")
    same(found.fields["C_tanh_C"], grad.dh * trace.o * (1 - trace.tanh_C**2), "C_tanh_C")


@pytest.mark.parametrize("blueprint", BLUEPRINTS.values(), ids=list(BLUEPRINTS))
@pytest.mark.parametrize("kind", ["none", "diagonal", "full"])
@pytest.mark.parametrize("batch", [(), (2,)])
def test_every_unit_against_the_complex_step(blueprint: Blueprint, kind: str, batch: tuple[int, ...]) -> None:
    rng = np.random.default_rng(7)
    T, D, H = 5, 2, 3
    weights: Any = random_weights(
        blueprint, D, H, rng, {net.letter: kind for net in blueprint.nets if net.peephole}
    )
    x = rng.normal(size=(T, *batch, D))
    start: Any = {state: rng.normal(size=(*batch, H)) for state in blueprint.carried}
    pins = {
        net.letter: np.where(rng.uniform(size=(T, H)) < 0.3, 0.6, np.nan)
        for net in blueprint.nets
        if net.gate
    }
    scales = {state: rng.normal(size=(T, *batch, H)) for state in blueprint.carried}
    values = interpret(blueprint, weights, x, start, pins)
    found = backward(blueprint, weights, values, scales, pins)

    def loss(weights: Any = weights, x: Any = x, start: Any = start) -> complex:
        moved = interpret(blueprint, weights, x, start, pins, dtype=np.complex128)
        return complex(sum((scales[name] * moved[name]).sum() for name in scales))

    def check(actual: Array, expected: Array, name: str) -> None:
        np.testing.assert_allclose(actual, expected, rtol=1e-10, atol=1e-10, err_msg=name)

    check(found.fields["x"], gradient(lambda moved: loss(x=moved), x), "x")
    for state in start:

        def from_start(moved: Array, state: str = state) -> complex:
            return loss(start={**start, state: moved})

        check(found.start[state], gradient(from_start, start[state]), state)
    for letter, own in weights.items():
        assert set(found.weights[letter]) == set(own)
        for name, array in own.items():

            def at(moved: Array, letter: str = letter, name: str = name) -> complex:
                return loss(weights={**weights, letter: {**weights[letter], name: moved}})

            check(found.weights[letter][name], gradient(at, array), f"{letter}.{name}")


def test_the_gradient_of_a_field_in_between_is_that_of_a_bias_in_front_of_it() -> None:
    rng = np.random.default_rng(4)
    weights: Any = random_weights(GRU, 2, 3, rng)
    x, scale = rng.normal(size=(1, 2)), rng.normal(size=(1, 3))
    found = backward(GRU, weights, interpret(GRU, weights, x), {"h": scale})
    np.testing.assert_allclose(found.fields["heard"][0], found.weights["n"]["bU"], rtol=0, atol=1e-14)
    np.testing.assert_allclose(found.fields["z_n"][0], found.weights["n"]["b"], rtol=0, atol=1e-14)


@pytest.mark.parametrize("blueprint", BLUEPRINTS.values(), ids=list(BLUEPRINTS))
def test_the_gradient_of_every_pipe_is_there(blueprint: Blueprint) -> None:
    rng = np.random.default_rng(6)
    weights = random_weights(blueprint, 2, 3, rng)
    x, scale = rng.normal(size=(4, 2, 2)), rng.normal(size=(4, 2, 3))
    found = backward(blueprint, weights, interpret(blueprint, weights, x), {"h": scale})
    for pipe in pipes(blueprint):
        assert found.fields[pipe.gradient.field].shape == (4, 2, 3)


@pytest.mark.parametrize(
    ("given_of", "message"),
    [
        (
            {"x": np.zeros((4, 2))},
            "gradient is given for 'x', expected a field that a part of the unit gives",
        ),
        ({"h": np.zeros((4, 2))}, "dh has shape (4, 2), expected the shape of the run = (4, 3)"),
        ({"h": np.full((4, 3), np.inf)}, "dh of shape (4, 3) holds inf at (0, 0), expected finite numbers"),
    ],
)
def test_gradients_that_do_not_fit_are_refused(given_of: Any, message: str) -> None:
    weights = random_weights(GRU, 2, 3, np.random.default_rng(0))
    values = interpret(GRU, weights, np.zeros((4, 2)))
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        backward(GRU, weights, values, given_of)
