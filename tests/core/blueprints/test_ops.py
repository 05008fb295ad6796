"""Every operation and squash: what it gives, its adjoint, its bounds, its formula."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.arrays import Array
from lstm_core.blueprints.ops import OPS, SQUASHES
from tests.core.complex_step import gradient

MEANING: dict[str, Callable[..., Any]] = {
    "times": lambda a, b: a * b,
    "plus": lambda a, b: a + b,
    "minus": lambda a, b: a - b,
    "over": lambda a, b: a / b,
    "max": lambda a, b: np.where(a.real >= b.real, a, b),
    "rest": lambda a: 1 - a,
    "tanh": lambda a: np.sinh(a) / np.cosh(a),
    "exp": np.exp,
    "same": lambda a: a,
}
SQUASHED: dict[str, Callable[[Any], Any]] = {
    "sigma": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": lambda z: np.sinh(z) / np.cosh(z),
    "exp": np.exp,
    "log_sigma": lambda z: np.log(1 / (1 + np.exp(-z))),
    "none": lambda z: z,
}


def called(call: Callable[..., Any], *arrays: Array) -> Array:
    out = np.empty_like(arrays[0])
    call(*arrays, out)
    return out


@pytest.mark.parametrize("name", OPS)
@given(st.integers(0, 2**32 - 1))
def test_an_operation_gives_what_it_says_and_hands_its_gradient_back(name: str, seed: int) -> None:
    rng, op = np.random.default_rng(seed), OPS[name]
    taken = [rng.normal(size=5) + 0.1 for _ in range(op.arity)]
    d, result = rng.normal(size=5), called(op.call, *taken)
    np.testing.assert_allclose(result, MEANING[name](*taken), rtol=1e-12, atol=1e-12)
    back = op.adjoint(d, result, *taken)
    assert len(back) == op.arity
    for k, found in enumerate(back):

        def loss(moved: Array, k: int = k) -> complex:
            return complex((d * MEANING[name](*taken[:k], moved, *taken[k + 1 :])).sum())

        np.testing.assert_allclose(found, gradient(loss, taken[k]), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("name", SQUASHES)
@given(st.integers(0, 2**32 - 1))
def test_a_squash_gives_what_it_says_and_knows_its_slope(name: str, seed: int) -> None:
    z, squash = np.random.default_rng(seed).normal(size=5), SQUASHES[name]
    result = called(squash.call, z)
    np.testing.assert_allclose(result, SQUASHED[name](z), rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(called(squash.call, z.astype(complex)), result, rtol=1e-12, atol=1e-12)
    slope = gradient(lambda moved: complex(SQUASHED[name](moved).sum()), z)
    np.testing.assert_allclose(squash.slope(result), slope, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("name", SQUASHES)
def test_a_squash_stays_within_its_bounds_however_large_its_input(name: str) -> None:
    with np.errstate(over="ignore"):
        result = called(SQUASHES[name].call, np.array([-1e6, -1e3, -1.0, 0.0, 1.0, 1e3, 1e6]))
    low, high = SQUASHES[name].bounds
    assert not np.isnan(result).any()
    assert result.min() >= low
    assert result.max() <= high


ENDS = st.floats(-3, 3)


@pytest.mark.parametrize("name", OPS)
@given(st.data())
def test_the_bounds_of_an_operation_hold_its_result(name: str, data: st.DataObject) -> None:
    op = OPS[name]
    bounds = [sorted(data.draw(st.tuples(ENDS, ENDS))) for _ in range(op.arity)]
    taken = [np.array([data.draw(st.floats(low, high))]) for low, high in bounds]
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        result = called(op.call, *taken)
    low, high = op.bounds(*map(tuple, bounds))
    if np.isfinite(result).all():
        assert low - 1e-12 <= result[0] <= high + 1e-12


def test_nothing_times_anything_is_nothing() -> None:
    assert OPS["times"].bounds((0.0, 0.0), (-np.inf, np.inf)) == (0, 0)
    assert OPS["times"].bounds((0.0, 1.0), (-np.inf, np.inf)) == (-np.inf, np.inf)
    assert OPS["times"].bounds((0.0, 1.0), (-1.0, 1.0)) == (-1, 1)


def test_formulas_take_all_operands_in_order() -> None:
    for name, op in OPS.items():
        assert [token for token in op.tokens if isinstance(token, int)] == [*range(op.arity)], name
