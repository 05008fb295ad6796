"""Properties of `run` and `step`."""

import gc
import re
import weakref
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core import GateParams, LSTMParams, Pin, Pins, run, step
from lstm_core.arrays import Array
from tests.core.layers import ARRAYS, Case, cases, plain

FIELDS = (*ARRAYS, "h_prev", "C_prev")
PER_STEP = [name for name in FIELDS if name not in ("h0", "C0")]


def layer(params: LSTMParams, **peepholes: Array | None) -> LSTMParams:
    """Return the layer with other peepholes."""
    gates = {name: getattr(params, name) for name in "figo"}
    return LSTMParams(**gates | {name: replace(gates[name], p=p) for name, p in peepholes.items()})


@given(cases())
def test_run_follows_the_textbook(case: Case) -> None:
    trace = run(*case.given)
    for name, expected in plain(case).items():
        np.testing.assert_allclose(getattr(trace, name), expected, rtol=0, atol=1e-12, err_msg=name)


@given(cases(), st.sampled_from([np.float32, np.float64, np.complex128]))
def test_step_gives_the_same_bits_as_run(case: Case, dtype: type) -> None:
    whole = run(*case.given, dtype=dtype)
    for t, x in enumerate(case.x):
        one = step(case.params, x, whole.h_prev[t], whole.C_prev[t], case.pins.at(t), dtype)
        for name in FIELDS:
            assert np.array_equal(getattr(one, name), getattr(whole.at(t), name)), name


@given(cases(pinned=False), st.sampled_from([np.float32, np.float64]), st.data())
def test_a_run_cut_in_two_gives_the_same_bits_as_the_whole(
    case: Case, dtype: type, data: st.DataObject
) -> None:
    x = np.concatenate([case.x, -case.x])
    cut = data.draw(st.integers(1, len(x) - 1))
    whole = run(case.params, x, case.h0, case.C0, dtype=dtype)
    start = run(case.params, x[:cut], case.h0, case.C0, dtype=dtype)
    rest = run(case.params, x[cut:], start.h[-1], start.C[-1], dtype=dtype)
    for name in PER_STEP:
        parts = np.concatenate([getattr(start, name), getattr(rest, name)])
        assert np.array_equal(parts, getattr(whole, name)), name


def test_bits_also_agree_for_large_layers() -> None:
    rng = np.random.default_rng(0)
    params = LSTMParams.random(7, 96, rng)
    x = rng.normal(size=(9, 17, 7))
    whole = run(params, x, dtype=np.float32)
    start = run(params, x[:4], dtype=np.float32)
    rest = run(params, x[4:], start.h[-1], start.C[-1], dtype=np.float32)
    assert np.array_equal(np.concatenate([start.h, rest.h]), whole.h)
    one = step(params, x[8], whole.h[7], whole.C[7], dtype=np.float32)
    assert np.array_equal(one.h, whole.h[8])


@given(cases(single=False))
def test_a_batch_is_its_sequences_side_by_side(case: Case) -> None:
    together = run(*case.given)
    for b in range(case.x.shape[1]):
        alone = run(case.params, case.x[:, b], case.h0[b], case.C0[b], case.pins)
        for name in PER_STEP:
            np.testing.assert_allclose(
                getattr(alone, name), getattr(together, name)[:, b], rtol=0, atol=1e-12, err_msg=name
            )


@given(cases(scale=30))
def test_gates_lie_between_shut_and_open_and_the_output_within_one(case: Case) -> None:
    trace = run(*case.given)
    for gate in (trace.f, trace.i, trace.o):
        assert gate.min() >= 0
        assert gate.max() <= 1
    assert np.abs(trace.g).max() <= 1
    assert np.abs(trace.h).max() <= 1


@given(cases(pinned=False))
def test_a_pipe_with_forget_open_and_input_shut_keeps_its_memory(case: Case) -> None:
    trace = run(case.params, case.x, case.h0, case.C0, Pins([Pin("f", 1), Pin("i", 0)]))
    for C in trace.C:
        assert np.array_equal(C, case.C0)


@given(cases())
def test_a_pinned_gate_still_shows_its_true_pre_activation(case: Case) -> None:
    trace = run(*case.given)
    for gate in ("f", "i", "o"):
        opening, z = getattr(trace, gate), getattr(trace, f"z_{gate}")
        held = case.pins.openings(gate, len(case.x), case.params.H)
        if case.x.ndim == 3:
            held = np.repeat(held[:, np.newaxis], case.x.shape[1], axis=1)
        pinned = ~np.isnan(held)
        assert np.array_equal(opening[pinned], held[pinned])
        np.testing.assert_allclose(opening[~pinned], 1 / (1 + np.exp(-z[~pinned])), rtol=0, atol=1e-14)
        np.testing.assert_allclose(sum(trace.terms(gate).values()), z, rtol=0, atol=1e-12)


@given(cases())
def test_zero_peepholes_are_as_good_as_none(case: Case) -> None:
    H = case.params.H
    none = run(layer(case.params, f=None, i=None, o=None), *case.given[1:])
    for zero in (np.zeros(H), np.zeros((H, H))):
        trace = run(layer(case.params, f=zero, i=zero, o=zero), *case.given[1:])
        for name in FIELDS:
            np.testing.assert_allclose(getattr(trace, name), getattr(none, name), rtol=0, atol=1e-14)


@given(cases(), st.integers(0, 2**32 - 1))
def test_diagonal_peepholes_are_full_ones_with_nothing_beside_the_diagonal(case: Case, seed: int) -> None:
    p = dict(zip("fio", np.random.default_rng(seed).normal(size=(3, case.params.H)), strict=True))
    diagonal = run(layer(case.params, **p), *case.given[1:])
    full = run(layer(case.params, **{name: np.diag(row) for name, row in p.items()}), *case.given[1:])
    for name in FIELDS:
        np.testing.assert_allclose(getattr(diagonal, name), getattr(full, name), rtol=0, atol=1e-12)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("peepholes", ["none", "diagonal", "full"])
def test_extreme_inputs_saturate_without_a_warning(dtype: type, peepholes: str) -> None:
    params = LSTMParams.random(2, 3, 5, peepholes)  # type: ignore[arg-type]  # from the parameters of the test
    x = np.array([[1e6, -1e6], [-1e6, 1e6], [1e6, 1e6], [0, 0]])
    with np.errstate(all="raise"):
        trace = run(params, x, C0=[1e6, -1e6, 0], dtype=dtype)
    for gate in (trace.f, trace.i, trace.o):
        assert set(np.unique(gate[:3])) <= {0.0, 1.0}
    assert set(np.unique(trace.g[:3])) == {-1.0, 1.0}
    assert np.isfinite(trace.C).all()


def test_a_memory_may_fade_to_nothing_without_a_warning() -> None:
    nothing = GateParams([[0.0]], [[0.0]], [0.0])
    params = LSTMParams(GateParams([[0.0]], [[0.0]], [-30.0]), nothing, nothing, nothing)
    with np.errstate(all="raise"):
        trace = run(params, np.zeros((40, 1)), C0=[1.0])
    assert trace.C[-1, 0] == 0
    assert trace.C[5, 0] == pytest.approx(np.exp(-180), rel=1e-3)


def test_float64_weights_make_a_float64_run_and_float32_comes_on_request() -> None:
    params = LSTMParams.random(1, 2, 0)
    x = np.ones((3, 1), np.float32)
    assert run(params, x).h.dtype == np.float64
    single, double = run(params, x, dtype=np.float32), run(params, x)
    assert all(getattr(single, name).dtype == np.float32 for name in FIELDS)
    assert np.abs(single.h - double.h).max() < 1e-6


def test_states_start_at_zero() -> None:
    params = LSTMParams.random(1, 2, 0)
    trace = run(params, [[1], [2]])
    assert np.array_equal(trace.h0, [0, 0])
    assert np.array_equal(trace.C0, [0, 0])
    assert np.array_equal(trace.h, run(params, [[1], [2]], [0, 0], [0, 0]).h)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"x": np.ones(2)}, "x has shape (2,), expected (T, D) or (T, B, D) with D = 2, T and B not 0"),
        ({"x": np.ones((4, 3))}, "x has shape (4, 3), expected (T, D) or (T, B, D) with D = 2"),
        ({"x": np.ones((0, 2))}, "x has shape (0, 2), expected (T, D) or (T, B, D) with D = 2"),
        ({"x": np.ones((4, 0, 2))}, "x has shape (4, 0, 2), expected (T, D) or (T, B, D) with D = 2"),
        ({"x": [[1, 2], [3]]}, "x is ragged: its rows differ in length"),
        ({"x": [[1, 2], [np.nan, 4]]}, "x of shape (2, 2) holds nan at (1, 0), expected finite numbers"),
        ({"x": [[1, -np.inf]]}, "x of shape (1, 2) holds -inf at (0, 1), expected finite numbers"),
        ({"x": [["a", "b"]]}, "x holds str32 values, expected numbers"),
        ({"x": [[1j, 2]]}, "x holds complex128 values, expected float64"),
        ({"h0": np.ones(4)}, "h0 has shape (4,), expected (H,) = (3,)"),
        ({"C0": np.ones((1, 3))}, "C0 has shape (1, 3), expected (H,) = (3,)"),
        ({"C0": [1, np.inf, 1]}, "C0 of shape (3,) holds inf at (1,), expected finite numbers"),
        ({"x": np.ones((4, 2, 2)), "h0": np.ones(3)}, "h0 has shape (3,), expected (B, H) = (2, 3)"),
        ({"pins": Pins([Pin("f", 1, first=9)])}, "pin of f has first = 9, expected a step from 0 to 3"),
        ({"x": [[1e39, 0]], "dtype": np.float32}, "x of shape (1, 2) holds inf at (0, 0)"),
        ({"dtype": np.int64}, "dtype is int64, expected float32, float64 or complex128"),
    ],
)
def test_run_refuses(arguments: dict[str, object], message: str) -> None:
    good: dict[str, object] = {"x": np.ones((4, 2))}
    with pytest.raises(ValueError, match=re.escape(message)):
        run(LSTMParams.random(2, 3, 0), **{**good, **arguments})  # type: ignore[arg-type]  # from the parameters of the test


def test_step_refuses_a_whole_sequence_of_batches() -> None:
    message = "x has shape (1, 1, 2), expected (D,) or (B, D) with D = 2"
    with pytest.raises(ValueError, match=re.escape(message)):
        step(LSTMParams.random(2, 3, 0), np.ones((1, 1, 2)), np.zeros(3), np.zeros(3))


def test_numbers_that_outgrow_their_type_are_an_error_not_a_nan() -> None:
    gate = GateParams([[3e38]], [[0.0]], [0.0])
    params = LSTMParams(gate, gate, gate, gate)
    message = "z_o is not finite in step 1, unit 0: weights and inputs are too large for float32"
    with pytest.raises(ValueError, match=re.escape(message)):
        run(params, [[1], [2]], dtype=np.float32)


def test_weights_of_models_that_ran_long_ago_are_let_go_of() -> None:
    rng = np.random.default_rng(0)
    ran = [LSTMParams.random(1, 1, rng) for _ in range(6)]
    kept = [weakref.ref(params) for params in ran]
    for params in ran:
        run(params, np.zeros((1, 1)))
    del ran, params
    gc.collect()
    assert kept[0]() is None
