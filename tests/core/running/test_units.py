"""`run`, `step` and `backward` of any unit: LSTM, both GRUs, plain network, and a bare blueprint."""

import copy
import pickle
import re
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from lstm_core import GRUParams, LSTMParams, Pin, Pins, RNNParams, backward, run, step
from lstm_core.arrays import Array
from lstm_core.blueprints import interpret
from lstm_core.blueprints.adjoints import backward as adjoint
from lstm_core.params import GateParams, UnitParams
from tests.core.complex_step import gradient
from tests.core.units import BATCHES, NAMES, SEEDS, UNITS, draw_case


def gru_by_hand(params: GRUParams, x: Array, h: Array) -> dict[str, Array]:
    """Run a GRU by the textbook's equations, one value after the other."""

    def sigma(z: Array) -> Array:
        return np.asarray(1 / (1 + np.exp(-z)))

    def net(gate: GateParams, x_t: Array, heard: Array) -> Array:
        return np.asarray(x_t @ gate.W.T + heard @ gate.U.T + gate.b)

    record: dict[str, list[Array]] = {name: [] for name in ("z", "r", "n", "h")}
    n = params.n
    for x_t in x:
        z, r = sigma(net(params.z, x_t, h)), sigma(net(params.r, x_t, h))
        if n.bU is None:
            new = np.tanh(net(n, x_t, r * h))
        else:
            new = np.tanh(x_t @ n.W.T + n.b + r * (h @ n.U.T + n.bU))
        h = z * h + (1 - z) * new
        for name, value in (("z", z), ("r", r), ("n", new), ("h", h)):
            record[name].append(value)
    return {name: np.stack(values) for name, values in record.items()}


@pytest.mark.parametrize("reset_after", [True, False])
@given(SEEDS, BATCHES)
def test_a_gru_follows_the_textbook(reset_after: bool, seed: int, batch: tuple[int, ...]) -> None:
    rng = np.random.default_rng(seed)
    params = GRUParams.random(3, 4, rng, reset_after)
    x, h0 = rng.normal(size=(6, *batch, 3)), rng.uniform(-1, 1, (*batch, 4))
    trace = run(params, x, h0)
    for name, expected in gru_by_hand(params, x, h0).items():
        np.testing.assert_allclose(getattr(trace, name), expected, rtol=0, atol=1e-12, err_msg=name)


def test_one_step_of_a_gru_worked_out_on_paper() -> None:
    one = GateParams([[0.0]], [[0.0]], [0.0])
    heard = GateParams([[0.5]], [[2.0]], [0.1], bU=[0.4])
    after = step(GRUParams(one, one, heard), [1.0], [0.6])
    assert after.heard[0] == pytest.approx(2 * 0.6 + 0.4)
    assert after.passed[0] == pytest.approx(0.5 * 1.6)
    assert after.z_n[0] == pytest.approx(0.5 + 0.1 + 0.8)
    assert after.h[0] == pytest.approx(0.5 * 0.6 + 0.5 * np.tanh(1.4))
    before = step(GRUParams(one, one, GateParams([[0.5]], [[2.0]], [0.1])), [1.0], [0.6])
    assert before.z_n[0] == pytest.approx(0.5 + 0.1 + 2 * 0.5 * 0.6)


@settings(max_examples=60)
@given(NAMES, SEEDS, BATCHES)
def test_any_unit_has_the_numbers_of_the_interpreter(name: str, seed: int, batch: tuple[int, ...]) -> None:
    case = draw_case(name, seed, batch=batch)
    trace = run(case.params, case.x, pins=case.pins, start=case.start)
    held = case.pins.held(len(case.x), case.params.H)
    values = interpret(case.params.blueprint, case.params.weights, case.x, case.start, held)
    assert list(trace.values) == list(values)
    for field, array in values.items():
        np.testing.assert_allclose(trace.values[field], array, rtol=0, atol=1e-12, err_msg=field)


@settings(max_examples=60)
@given(NAMES, SEEDS, BATCHES)
def test_any_unit_has_the_gradients_of_the_adjoints(name: str, seed: int, batch: tuple[int, ...]) -> None:
    case = draw_case(name, seed, batch=batch)
    blueprint, weights = case.params.blueprint, case.params.weights
    trace = run(case.params, case.x, pins=case.pins, start=case.start)
    scale = np.random.default_rng(seed).normal(size=trace.h.shape)
    gradients, grad = backward(case.params, trace, scale)
    held = case.pins.held(len(case.x), case.params.H)
    expected = adjoint(blueprint, weights, trace.values, {"h": scale}, held)
    for letter, net in expected.weights.items():
        assert set(net) == set(gradients.nets[letter].arrays)
        for weight, array in net.items():
            np.testing.assert_allclose(
                gradients.nets[letter].arrays[weight],
                array,
                rtol=1e-12,
                atol=1e-12,
                err_msg=f"{letter}.{weight}",
            )
    for state in blueprint.carried:
        np.testing.assert_allclose(grad.values[f"d{state}0"], expected.start[state], rtol=1e-12, atol=1e-12)
    for field in ("x", *blueprint.carried, *(f"z_{letter}" for letter in weights)):
        np.testing.assert_allclose(
            grad.values[f"d{field}"], expected.fields[field], rtol=1e-12, atol=1e-12, err_msg=field
        )


@settings(max_examples=60)
@given(NAMES, SEEDS, BATCHES)
def test_steps_and_a_run_cut_in_two_give_the_bits_of_the_whole(
    name: str, seed: int, batch: tuple[int, ...]
) -> None:
    case = draw_case(name, seed, batch=batch, pinned=False)
    whole = run(case.params, case.x, start=case.start)
    early = run(case.params, case.x[:2], start=case.start)
    late = run(case.params, case.x[2:], start=early.last)
    starts = {f"{state}0" for state in case.start}
    for field in set(whole.values) - starts:
        parts = np.concatenate([early.values[field], late.values[field]])
        assert np.array_equal(parts, whole.values[field]), field
    state = case.start
    for t, x in enumerate(case.x):
        one = step(case.params, x, start=state)
        for field, array in whole.at(t).values.items():
            assert np.array_equal(one.values[field], array), field
        state = {state: one.values[state] for state in case.start}


@settings(max_examples=60)
@given(NAMES, SEEDS, BATCHES)
def test_terms_add_up_to_the_pre_activation(name: str, seed: int, batch: tuple[int, ...]) -> None:
    case = draw_case(name, seed, batch=batch)
    trace = run(case.params, case.x, pins=case.pins, start=case.start)
    for letter in case.params.nets:
        parts = trace.terms(letter)
        assert all(part.shape == trace.h.shape for part in parts.values())
        np.testing.assert_allclose(sum(parts.values()), trace.values[f"z_{letter}"], rtol=0, atol=1e-12)


@pytest.mark.parametrize(
    ("name", "letter", "names"),
    [
        ("lstm", "f", ["Wx", "Uh", "pC", "b"]),
        ("lstm", "g", ["Wx", "Uh", "b"]),
        ("gru", "z", ["Wx", "Uh", "b"]),
        ("gru", "n", ["Wx", "passed", "b"]),
        ("gru_reset_before", "n", ["Wx", "Upassed", "b"]),
        ("rnn", "h", ["Wx", "Uh", "b"]),
        ("leaky", "a", ["Wx", "Uh", "ps", "b"]),
    ],
)
def test_terms_are_named_by_weight_and_field(name: str, letter: str, names: list[str]) -> None:
    case = draw_case(name, 0)
    assert list(run(case.params, case.x).terms(letter)) == names


def with_weights(params: UnitParams, letter: str, name: str, value: Array) -> UnitParams:
    nets = dict(params.nets)
    nets[letter] = GateParams(**nets[letter].arrays | {name: value})
    return params.like(nets)


def close(actual: Array, loss: Callable[[Array], complex], at: Array, name: str) -> None:
    np.testing.assert_allclose(actual, gradient(loss, at), rtol=1e-10, atol=1e-10, err_msg=name)


@settings(max_examples=25)
@given(NAMES, SEEDS, BATCHES)
def test_gradients_of_weights_inputs_and_first_states(name: str, seed: int, batch: tuple[int, ...]) -> None:
    case = draw_case(name, seed, T=4, batch=batch)
    trace = run(case.params, case.x, pins=case.pins, start=case.start)
    scale = np.random.default_rng(seed).normal(size=trace.h.shape)
    gradients, grad = backward(case.params, trace, scale)

    def loss(params: UnitParams, x: Array, start: dict[str, Array]) -> complex:
        moved = run(params, x, pins=case.pins, dtype=np.complex128, start=start)
        return complex((scale * moved.h).sum())

    def of_start(moved: Array, state: str) -> complex:
        return loss(case.params, case.x, case.start | {state: moved})

    def of_weight(moved: Array, letter: str, name: str) -> complex:
        return loss(with_weights(case.params, letter, name, moved), case.x, case.start)

    close(grad.dx, lambda x: loss(case.params, x, case.start), case.x, "x")
    for state, first in case.start.items():
        close(grad.values[f"d{state}0"], partial(of_start, state=state), first, state)
    for letter, net in case.params.nets.items():
        for weight, array in net.arrays.items():
            found = gradients.nets[letter].arrays[weight]
            close(found, partial(of_weight, letter=letter, name=weight), array, f"{letter}.{weight}")
    assert type(gradients) is type(case.params)


@pytest.mark.parametrize("name", UNITS)
def test_a_pinned_gate_stands_still_and_has_gradient_zero(name: str) -> None:
    case = draw_case(name, 3, pinned=False)
    for net in case.params.blueprint.nets:
        if net.gate is None:
            continue
        trace = run(case.params, case.x, pins=Pins([Pin(net.letter, 0.4)]), start=case.start)
        assert np.all(trace.values[net.letter] == 0.4)
        free = run(case.params, case.x[:1], start=case.start)
        np.testing.assert_array_equal(trace.values[f"z_{net.letter}"][0], free.values[f"z_{net.letter}"][0])
        _, grad = backward(case.params, trace, np.ones(trace.h.shape))
        assert not grad.values[f"dz_{net.letter}"].any()


@pytest.mark.parametrize("name", UNITS)
def test_float32_stays_float32_and_near(name: str) -> None:
    case = draw_case(name, 1, pinned=False)
    single = run(case.params, case.x, start=case.start, dtype=np.float32)
    double = run(case.params, case.x, start=case.start)
    assert all(array.dtype == np.float32 for array in single.values.values())
    np.testing.assert_allclose(single.h, double.h, rtol=0, atol=1e-5)
    gradients, grad = backward(case.params, single, np.ones(single.h.shape))
    exact, _ = backward(case.params, double, np.ones(single.h.shape))
    assert grad.dx.dtype == np.float32
    for letter, net in gradients.nets.items():
        for weight, array in net.arrays.items():
            assert array.dtype == np.float32
            np.testing.assert_allclose(array, exact.nets[letter].arrays[weight], rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("name", UNITS)
def test_traces_and_weights_can_be_copied_and_do_not_change(name: str) -> None:
    case = draw_case(name, 1)
    trace = run(case.params, case.x, pins=case.pins)
    for copied in (pickle.loads(pickle.dumps(trace)), copy.deepcopy(trace)):  # noqa: S301
        assert np.array_equal(copied.h, trace.h)
        assert copied.blueprint == trace.blueprint
    with pytest.raises(ValueError, match="read-only"):
        trace.h[0] = 1
    with pytest.raises(AttributeError, match=r"the trace has no 'q', expected one of x, h0"):
        trace.q  # noqa: B018
    with pytest.raises(AttributeError, match=f"{type(case.params).__name__} has no 'q'"):
        case.params.q  # noqa: B018


@pytest.mark.parametrize(
    ("params", "arguments", "message"),
    [
        (GRUParams.random(1, 2, 0), {"C0": [0, 0]}, "C0 is given, expected h0 alone: gru carries no C"),
        (RNNParams.random(1, 2, 0), {"start": {"s": [0, 0]}}, "s0 is given, expected h0 alone"),
        (LSTMParams.random(1, 2, 0), {"start": {"c": [0, 0]}}, "c0 is given, expected h0 and C0 alone"),
        (GRUParams.random(1, 2, 0), {"h0": [0, 0, 0]}, "h0 has shape (3,), expected (H,) = (2,)"),
        (GRUParams.random(2, 2, 0), {}, "x has shape (1, 1), expected (T, D) or (T, B, D) with D = 2"),
    ],
)
def test_run_refuses_what_the_unit_does_not_have(
    params: UnitParams, arguments: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        run(params, [[1.0]], **arguments)


def test_backward_refuses_the_weights_of_another_unit() -> None:
    trace = run(GRUParams.random(1, 2, 0), [[1.0]])
    for other, found in (
        (RNNParams.random(1, 2, 0), "rnn"),
        (GRUParams.random(1, 2, 0, False), "gru_reset_before"),
    ):
        with pytest.raises(ValueError, match=f"params are those of {found}, expected gru"):
            backward(other, trace, [[1.0, 1.0]])
    message = "z.W of params has shape (2, 3), expected (H, D) of the trace = (2, 1)"
    with pytest.raises(ValueError, match=re.escape(message)):
        backward(GRUParams.random(3, 2, 0), trace, [[1.0, 1.0]])
