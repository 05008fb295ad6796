"""The interpreter against the LSTM's kernel, and against equations written out."""

import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_core import run
from lstm_core.blueprints import (
    BLUEPRINTS,
    GRU,
    GRU_RESET_BEFORE,
    LSTM,
    RNN,
    Blueprint,
    fields,
    interpret,
    weight_shapes,
)
from tests.core.blueprints.units import held, of_params, random_weights
from tests.core.layers import Case, cases

GRU_FIELDS = ["x", "h0", "z_z", "z_r", "z_n", "z", "r", "n", "heard", "fresh", "passed", "kept", "added"]


def sigma(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


@settings(max_examples=150)
@given(cases())
def test_an_lstm_has_the_numbers_of_its_kernel(case: Case) -> None:
    trace = run(*case.given)
    values = interpret(
        LSTM,
        of_params(case.params),
        case.x,
        {"h": case.h0, "C": case.C0},
        held(case.pins, len(case.x), case.params.H),
    )
    assert list(values) == [field.name for field in fields(LSTM)]
    for name, value in values.items():
        np.testing.assert_allclose(value, getattr(trace, name), rtol=0, atol=1e-12, err_msg=name)


@given(cases(pinned=False), st.sampled_from([np.float32, np.float64, np.complex128]))
def test_the_numbers_have_the_type_that_was_asked_for(case: Case, dtype: type) -> None:
    values = interpret(LSTM, of_params(case.params), case.x, dtype=dtype)
    expected = run(case.params, case.x, dtype=dtype)
    assert {value.dtype for value in values.values()} == {np.dtype(dtype)}
    np.testing.assert_allclose(values["h"], expected.h, rtol=0, atol=1e-5 if dtype is np.float32 else 1e-12)


@pytest.mark.parametrize("blueprint", BLUEPRINTS.values(), ids=list(BLUEPRINTS))
@pytest.mark.parametrize("batch", [(), (1,), (3,)])
def test_a_run_cut_in_two_gives_the_same_bits_as_the_whole(
    blueprint: Blueprint, batch: tuple[int, ...]
) -> None:
    rng = np.random.default_rng(1)
    weights = random_weights(blueprint, 3, 5, rng)
    x = rng.normal(size=(9, *batch, 3))
    whole = interpret(blueprint, weights, x)
    first = interpret(blueprint, weights, x[:4])
    rest = interpret(blueprint, weights, x[4:], {state: first[state][-1] for state in blueprint.carried})
    for field in fields(blueprint):
        if field.axes != "H":
            both = np.concatenate([first[field.name], rest[field.name]])
            assert np.array_equal(both, whole[field.name]), field.name


@pytest.mark.parametrize("blueprint", BLUEPRINTS.values(), ids=list(BLUEPRINTS))
def test_a_batch_is_its_sequences_side_by_side(blueprint: Blueprint) -> None:
    rng = np.random.default_rng(2)
    weights = random_weights(
        blueprint, 2, 4, rng, {net.letter: "full" for net in blueprint.nets if net.peephole}
    )
    x = rng.normal(size=(6, 3, 2))
    start = {state: rng.normal(size=(3, 4)) for state in blueprint.carried}
    together = interpret(blueprint, weights, x, start)
    for k in range(3):
        alone = interpret(blueprint, weights, x[:, k], {name: state[k] for name, state in start.items()})
        for field in fields(blueprint):
            expected = together[field.name][k] if field.axes == "H" else together[field.name][:, k]
            np.testing.assert_allclose(alone[field.name], expected, rtol=0, atol=1e-12, err_msg=field.name)


@pytest.mark.parametrize("blueprint", [GRU, GRU_RESET_BEFORE])
@given(st.integers(0, 2**32 - 1), st.integers(1, 6), st.sampled_from([(), (1,), (3,)]))
def test_a_gru_follows_its_equations(blueprint: Blueprint, seed: int, T: int, batch: tuple[int, ...]) -> None:
    rng = np.random.default_rng(seed)
    w: Any = random_weights(blueprint, 2, 4, rng)
    x, h = rng.normal(size=(T, *batch, 2)), rng.normal(size=(*batch, 4))
    pins = np.where(rng.uniform(size=(T, 4)) < 0.3, rng.uniform(size=(T, 4)), np.nan)
    values = interpret(blueprint, w, x, {"h": h}, {"z": pins})
    assert [name for name in GRU_FIELDS if name in values] == list(values)[:-2]
    for t in range(T):

        def read(letter: str, state: Any, x_t: Any = x[t]) -> Any:
            return x_t @ w[letter]["W"].T + state @ w[letter]["U"].T + w[letter]["b"]

        z, r = sigma(read("z", h)), sigma(read("r", h))
        z = np.where(np.isnan(pins[t]), z, pins[t])
        if blueprint is GRU:
            heard = h @ w["n"]["U"].T + w["n"]["bU"]
            n = np.tanh(x[t] @ w["n"]["W"].T + w["n"]["b"] + r * heard)
            np.testing.assert_allclose(values["heard"][t], heard, rtol=0, atol=1e-12)
        else:
            n = np.tanh(read("n", r * h))
        h = (1 - z) * n + z * h
        for name, expected in (("z", z), ("r", r), ("n", n), ("fresh", 1 - z), ("h", h)):
            np.testing.assert_allclose(values[name][t], expected, rtol=0, atol=1e-12, err_msg=name)


def test_a_plain_network_follows_its_equation() -> None:
    rng = np.random.default_rng(3)
    w: Any = random_weights(RNN, 2, 4, rng)
    x, h = rng.normal(size=(5, 2)), rng.normal(size=4)
    values = interpret(RNN, w, x, {"h": h})
    assert list(values) == ["x", "h0", "z_h", "h", "h_prev"]
    for t in range(5):
        np.testing.assert_allclose(values["h_prev"][t], h, rtol=0, atol=1e-12)
        z = w["h"]["W"] @ x[t] + w["h"]["U"] @ h + w["h"]["b"]
        h = np.tanh(z)
        np.testing.assert_allclose(values["z_h"][t], z, rtol=0, atol=1e-12)
        np.testing.assert_allclose(values["h"][t], h, rtol=0, atol=1e-12)


def test_values_cannot_be_written_to() -> None:
    values = interpret(GRU, random_weights(GRU, 2, 3, np.random.default_rng(0)), np.zeros((4, 2)))
    for name, value in values.items():
        with pytest.raises(ValueError, match="read-only"):
            value[...] = 0
        assert not value.flags.writeable, name


def changed(letter: str, name: str, array: Any) -> Any:
    weights = random_weights(GRU, 2, 3, np.random.default_rng(0))
    weights[letter] = {**weights[letter], name: array}
    return weights


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        (changed("z", "U", np.zeros((3, 2))), "z.U has shape (3, 2), expected (H, H) = (3, 3)"),
        (changed("n", "bU", None), "n.bU is missing, expected (H,)"),
        (changed("n", "bU", np.zeros(4)), "n.bU has shape (4,), expected (H,) = (3,)"),
        (changed("z", "q", np.zeros(3)), "z.q is unknown, expected W, U, b, p"),
        (changed("z", "p", np.zeros(3)), "z.p has shape (3,), expected None: this net has no peephole"),
        (changed("z", "W", np.zeros((3, 0))), "z.W has shape (3, 0), expected (H, D), neither being 0"),
        ({"z": {}}, "weights are for z, expected z, r, n"),
    ],
)
def test_weights_that_do_not_fit_are_refused(weights: Any, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        interpret(GRU, weights, np.zeros((4, 2)))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            {"x": np.zeros((4, 5))},
            "x has shape (4, 5), expected (T, D) or (T, B, D) with D = 2, T and B not 0",
        ),
        ({"x": [[0.0, np.nan]]}, "x of shape (1, 2) holds nan at (0, 1), expected finite numbers"),
        ({"start": {"C": np.zeros(3)}}, "start has 'C', expected one of h"),
        ({"start": {"h": np.zeros(4)}}, "h0 has shape (4,), expected (H,) = (3,)"),
        ({"pins": {"n": np.zeros((4, 3))}}, "pins hold 'n', expected one of r, z"),
        ({"pins": {"z": np.zeros((4, 2))}}, "pins of z has shape (4, 2), expected (T, H) = (4, 3)"),
    ],
)
def test_arguments_that_do_not_fit_are_refused(arguments: Any, message: str) -> None:
    weights = random_weights(GRU, 2, 3, np.random.default_rng(0))
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        interpret(GRU, weights, **{"x": np.zeros((4, 2)), **arguments})


def test_numbers_that_grow_too_large_are_refused_where_they_do() -> None:
    weights = changed("r", "W", np.full((3, 2), 1e30))
    x = np.zeros((4, 2))
    x[2] = 1e30
    message = "z_r is not finite in step 2, unit 0: weights and inputs are too large for float32"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        interpret(GRU, weights, x, dtype=np.float32)


def test_shapes_of_weights_are_those_of_the_equations() -> None:
    assert weight_shapes(GRU, 2, 3)["n"] == {"W": (3, 2), "U": (3, 3), "b": (3,), "bU": (3,)}
    assert weight_shapes(GRU_RESET_BEFORE, 2, 3)["n"] == {"W": (3, 2), "U": (3, 3), "b": (3,)}
    assert weight_shapes(LSTM, 2, 3)["o"] == {"W": (3, 2), "U": (3, 3), "b": (3,)}
