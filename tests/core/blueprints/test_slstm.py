"""A unit that has never been drawn can be written as data: the sLSTM, against its equations."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.arrays import Array
from lstm_core.blueprints import as_json, backward, interpret, keeping
from lstm_core.blueprints.ranges import ranges
from tests.core.blueprints.slstm import SLSTM, UNSTABLE
from tests.core.blueprints.units import random_weights
from tests.core.complex_step import gradient


def sigma(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


def plain(w: Any, x: Array, start: Any) -> dict[str, Array]:
    """Return the states of all steps by the equations with the stabiliser, in the order of the paper."""
    h, c, n, m = (start[name] for name in ("h", "c", "n", "m"))
    rows: dict[str, list[Array]] = {name: [] for name in ("h", "c", "n", "m")}
    for x_t in x:
        raw = {q: x_t @ w[q]["W"].T + h @ w[q]["U"].T + w[q]["b"] for q in "fizo"}
        log_f = np.log(sigma(raw["f"]))
        m_new = np.maximum(log_f + m, raw["i"])
        f, i = np.exp(log_f + m - m_new), np.exp(raw["i"] - m_new)
        c = f * c + i * np.tanh(raw["z"])
        n = f * n + i
        m = m_new
        h = sigma(raw["o"]) * c / n
        for name, value in (("h", h), ("c", c), ("n", n), ("m", m)):
            rows[name].append(value)
    return {name: np.stack(values) for name, values in rows.items()}


@given(st.integers(0, 2**32 - 1), st.sampled_from([(), (3,)]))
def test_it_follows_its_equations(seed: int, batch: tuple[int, ...]) -> None:
    rng = np.random.default_rng(seed)
    weights = random_weights(SLSTM, 2, 4, rng)
    x = rng.normal(size=(6, *batch, 2))
    start = {name: rng.normal(size=(*batch, 4)) for name in ("h", "c", "m")}
    start["n"] = rng.uniform(0.5, 2, size=(*batch, 4))
    values = interpret(SLSTM, weights, x, start)
    for name, expected in plain(weights, x, start).items():
        np.testing.assert_allclose(values[name], expected, rtol=1e-12, atol=1e-12, err_msg=name)


def test_the_stabiliser_changes_no_output_but_keeps_large_numbers_in_hand() -> None:
    rng = np.random.default_rng(0)
    weights: Any = random_weights(SLSTM, 2, 4, rng)
    x = rng.normal(size=(6, 2))
    stable, unstable = interpret(SLSTM, weights, x), interpret(UNSTABLE, weights, x)
    np.testing.assert_allclose(stable["h"], unstable["h"], rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(stable["c"] * np.exp(stable["m"]), unstable["c"], rtol=1e-12, atol=1e-12)
    weights["i"]["b"] = weights["i"]["b"] + 1000
    assert np.isfinite(interpret(SLSTM, weights, x)["h"]).all()
    with pytest.raises(ValueError, match=r"^c is not finite in step 0, unit 0: "):
        interpret(UNSTABLE, weights, x)


@pytest.mark.parametrize("blueprint", [SLSTM, UNSTABLE], ids=lambda b: b.name)
def test_its_gradients_agree_with_the_complex_step(blueprint: Any) -> None:
    rng = np.random.default_rng(1)
    weights: Any = random_weights(blueprint, 2, 3, rng)
    x, scale = rng.normal(size=(4, 2)), rng.normal(size=(4, 3))
    found = backward(blueprint, weights, interpret(blueprint, weights, x), {"h": scale})

    def loss(x: Array = x, weights: Any = weights) -> complex:
        return complex((scale * interpret(blueprint, weights, x, dtype=np.complex128)["h"]).sum())

    np.testing.assert_allclose(found.fields["x"], gradient(loss, x), rtol=1e-9, atol=1e-9)
    for letter, own in weights.items():
        for name, array in own.items():

            def at(moved: Array, letter: str = letter, name: str = name) -> complex:
                return loss(weights={**weights, letter: {**weights[letter], name: moved}})

            np.testing.assert_allclose(
                found.weights[letter][name],
                gradient(at, array),
                rtol=1e-9,
                atol=1e-9,
                err_msg=f"{letter}.{name}",
            )


def test_how_far_its_valves_open_is_known() -> None:
    assert ranges(SLSTM)["o"] == (0, 1)
    assert ranges(UNSTABLE)["f"] == (0, 1)
    assert ranges(UNSTABLE)["i"] == (0, np.inf)
    assert ranges(SLSTM)["i_open"] == (0, np.inf)


def test_its_plumbing_is_derived_as_that_of_any_other() -> None:
    unit = as_json(SLSTM)
    json.dumps(unit, allow_nan=False)
    kept = keeping(SLSTM)
    assert kept is not None
    assert (kept.opening, kept.added) == ("f_open", "added")
    assert unit["gates"] == {"output": "o"}
    turns = {(wire["id"], wire["from"]) for wire in unit["wires"] if wire["carries"] == "gate"}
    assert {("turn_o", "output_net"), ("turn_f_open", "forget_net"), ("turn_i_open", "write_net")} <= turns
    ways = {pipe["id"]: (pipe["from"], pipe["to"], pipe["field"]) for pipe in unit["pipes"]}
    assert ways["old"] == ("old", "forget", "c_prev")
    assert ways["kept"] == ("forget", "joint", "kept")
    assert ways["memory"] == ("joint", "new", "c")
    assert ways["branch"] == ("fork", "ratio_over", "c")
    assert ways["out"] == ("output", "out", "h")
    assert "m" not in {pipe["field"] for pipe in unit["pipes"]}
