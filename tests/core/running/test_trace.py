"""The trace: its parts, its views, one step of it."""

import re

import numpy as np
import pytest
from hypothesis import given

from lstm_core import LSTMParams, Pin, Pins, run
from tests.core.layers import Case, cases


@given(cases())
def test_the_parts_fit_together(case: Case) -> None:
    trace = run(*case.given)
    assert np.array_equal(trace.x, case.x)
    assert np.array_equal(trace.h0, case.h0)
    assert np.array_equal(trace.C0, case.C0)
    assert np.array_equal(trace.C_prev, np.concatenate([case.C0[np.newaxis], trace.C[:-1]]))
    assert np.array_equal(trace.h_prev, np.concatenate([case.h0[np.newaxis], trace.h[:-1]]))
    assert np.array_equal(trace.kept, trace.f * trace.C_prev)
    assert np.array_equal(trace.added, trace.i * trace.g)
    assert np.array_equal(trace.C, trace.added + trace.kept)
    np.testing.assert_allclose(trace.tanh_C, np.tanh(trace.C), rtol=1e-14)
    np.testing.assert_allclose(trace.g, np.tanh(trace.z_g), rtol=1e-14)
    assert np.array_equal(trace.h, trace.o * trace.tanh_C)


@given(cases())
def test_terms_add_up_and_are_left_out_where_there_is_no_peephole(case: Case) -> None:
    trace = run(*case.given)
    for gate in ("f", "i", "g", "o"):
        terms = trace.terms(gate)
        assert ("pC" in terms) == (getattr(case.params, gate).peephole != "none")
        assert all(part.shape == trace.h.shape for part in terms.values())
        np.testing.assert_allclose(sum(terms.values()), getattr(trace, f"z_{gate}"), rtol=0, atol=1e-12)


def test_states_before_a_step_share_memory_with_those_after() -> None:
    trace = run(LSTMParams.random(1, 2, 0), np.ones((3, 1)))
    assert np.shares_memory(trace.h_prev[1:], trace.h[:-1])
    assert np.shares_memory(trace.C_prev[1:], trace.C[:-1])


def test_a_trace_cannot_be_written_and_forgets_nothing_when_its_input_is() -> None:
    x = np.ones((3, 1))
    trace = run(LSTMParams.random(1, 2, 0), x)
    x[:] = 7
    assert np.array_equal(trace.x, [[1], [1], [1]])
    for array in (
        trace.x,
        trace.h0,
        trace.C0,
        trace.z_f,
        trace.f,
        trace.kept,
        trace.C,
        trace.tanh_C,
        trace.h,
    ):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 7


def test_at_is_one_step_counted_from_either_end() -> None:
    pins = Pins([Pin("o", 0.5, units=(1,), first=2)])
    trace = run(LSTMParams.random(1, 2, 0), [[1], [2], [3]], pins=pins)
    last = trace.at(-1)
    assert np.array_equal(last.x, [3])
    assert np.array_equal(last.h, trace.h[2])
    assert np.array_equal(last.h0, trace.h[1])
    assert np.array_equal(last.C_prev, trace.C[1])
    assert last.pins == Pins([Pin("o", 0.5, units=(1,))])
    assert trace.at(1).pins == Pins()
    assert np.array_equal(trace.at(1).f, trace.f[1])


def test_at_refuses_a_step_outside_the_run() -> None:
    trace = run(LSTMParams.random(1, 2, 0), [[1], [2], [3]])
    assert trace.steps == 3
    for t in (3, -4):
        with pytest.raises(IndexError, match=f"step {t} is not in the run, expected 0 to 2"):
            trace.at(t)
    message = "h has shape (2,) without time, expected the trace of a run"
    with pytest.raises(ValueError, match=re.escape(message)):
        trace.at(0).at(0)


def test_terms_refuses_an_unknown_gate() -> None:
    trace = run(LSTMParams.random(1, 2, 0), [[1]])
    with pytest.raises(ValueError, match="gate is 'forget', expected one of f, i, g, o"):
        trace.terms("forget")
