"""Runs of which only some arrays are kept, and sequences of several lengths, for every unit."""

import copy
import pickle
import re
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_core import GRUParams, Head, LayerStack, LSTMParams, Pin, Pins, RNNParams, backward, run
from lstm_core.arrays import Array
from lstm_core.blueprints import fields
from lstm_core.running import kept
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Layer
from tests.core.units import BATCHES, NAMES, SEEDS, UNITS, draw_case


@pytest.fixture(params=[1, 2**20], ids=["step by step", "all at once"])
def chunk_bytes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make chunks of a step, or one of the whole run."""
    monkeypatch.setattr(kept, "CHUNK_BYTES", request.param)


@pytest.mark.usefixtures("chunk_bytes")
@pytest.mark.parametrize("batch", [(), (3,)])
@pytest.mark.parametrize("name", UNITS)
def test_what_is_kept_has_the_bits_of_the_whole_run(name: str, batch: tuple[int, ...]) -> None:
    case = draw_case(name, 3, batch=batch)
    whole = run(case.params, case.x, pins=case.pins, start=case.start)
    starts = set(whole.starts)
    for keep in (["h"], [field.name for field in fields(case.params.blueprint)][1::2], list(whole.values)):
        some = run(case.params, case.x, pins=case.pins, start=case.start, keep=keep)
        assert set(some.values) == {*keep, *starts}
        for field, array in some.values.items():
            assert np.array_equal(array, whole.values[field]), field
            assert not array.flags.writeable
            assert array.base is None or array.base.size == array.size
        for state, array in whole.last.items():
            assert np.array_equal(some.last[state], array), state
        assert some.steps == 5
        later = run(case.params, case.x, start=some.last, keep=keep)
        assert np.array_equal(later.last["h"], run(case.params, case.x, start=whole.last).h[-1])


@pytest.mark.usefixtures("chunk_bytes")
@pytest.mark.parametrize("keep", [None, ("h", "h_prev")])
@pytest.mark.parametrize("name", UNITS)
def test_each_sequence_of_a_ragged_batch_is_what_it_is_alone(name: str, keep: tuple[str, ...] | None) -> None:
    case = draw_case(name, 9, T=6, batch=(4,))
    lengths = [3, 6, 1, 3]
    found = run(case.params, case.x, pins=case.pins, start=case.start, lengths=lengths, keep=keep)
    assert found.lengths == (3, 6, 1, 3)
    for b, length in enumerate(lengths):
        start = {state: array[b] for state, array in case.start.items()}
        alone = run(case.params, case.x[:length, b], pins=case.pins.part(0, length), start=start)
        for field, array in found.values.items():
            got = array[b] if field in found.starts else array[:length, b]
            np.testing.assert_allclose(got, alone.values[field], rtol=0, atol=1e-14, err_msg=field)
            assert field in found.starts or not array[length:, b].any()
        for state, array in alone.last.items():
            np.testing.assert_allclose(found.last[state][b], array, rtol=0, atol=1e-14)


@settings(max_examples=40)
@given(NAMES, SEEDS, BATCHES, st.sampled_from(["f", "h", "z_h", "C", "a", "n"]))
def test_an_array_that_was_not_kept_is_missed_by_name(
    name: str, seed: int, batch: tuple[int, ...], lost: str
) -> None:
    case = draw_case(name, seed, batch=batch)
    trace = run(case.params, case.x, keep="x")
    known = lost in {field.name for field in fields(case.params.blueprint)}
    message = f"as its run kept only x, h0.*: add '{lost}' to keep" if known else "expected one of x, h0"
    with pytest.raises(AttributeError, match=f"the trace has no '{lost}', {message}"):
        getattr(trace, lost)
    assert not hasattr(trace, lost)


def test_a_trace_of_some_arrays_is_a_trace() -> None:
    case = draw_case("lstm", 1, batch=(2,), pinned=False)
    trace = run(case.params, case.x, keep=("f", "C", "C_prev"))
    assert repr(trace) == f"<Trace: 5 steps, 2 sequences, {case.params.H} units>"
    assert list(trace.columns()) == ["step", "sequence", "unit", "f", "C"]
    assert set(trace.arrays()) == {"h0", "C0", "f", "C"}
    assert set(run(case.params, case.x, keep="C_prev").arrays()) == {"h0", "C0", "C_prev"}
    one = trace.at(-1)
    assert np.array_equal(one.C0, trace.C[-2])
    assert np.array_equal(one.f, trace.f[-1])
    assert trace._repr_html_().startswith("<pre>&lt;Trace: 5 steps")
    for copied in (pickle.loads(pickle.dumps(trace)), copy.deepcopy(trace)):  # noqa: S301
        assert np.array_equal(copied.C, trace.C)
    for missed, call in (("x", lambda: trace.terms("f")), ("h", trace.picture), ("h", trace.figure)):
        with pytest.raises(AttributeError, match=f"the trace has no '{missed}'.*add '{missed}' to keep"):
            call()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"keep": ("f", "q")}, "keep has 'q', expected some of x, h0, C0, z_f"),
        ({"keep": ()}, "keep has no name, expected some of x, h0"),
        ({"keep": "fC"}, "keep has 'fC', expected"),
        ({"lengths": [3]}, "lengths have shape (1,) and type int64, expected whole numbers (B,) = (2,)"),
        ({"lengths": [3, 5]}, "lengths has 5 for sequence 1, expected a number from 1 to 4"),
        ({"lengths": [3, 4], "h0": np.zeros((3, 3))}, "h0 has shape (3, 3), expected (B, H) = (2, 3)"),
        (
            {"lengths": [3, 4], "pins": Pins([Pin("f", 1, first=9)])},
            "has first = 9, expected a step from 0 to 3",
        ),
        (
            {"keep": "f", "pins": Pins([Pin("f", 1, (7,))])},
            "pin of f has unit 7, expected a unit from 0 to 2",
        ),
        ({"keep": "f", "x": [[[1.0, np.nan]] * 2] * 4}, "x of shape (4, 2, 2) holds nan at (0, 0, 1)"),
    ],
)
def test_run_refuses(arguments: dict[str, Any], message: str) -> None:
    given: dict[str, Any] = {"x": np.ones((4, 2, 2)), **arguments}
    with pytest.raises(ValueError, match=re.escape(message)):
        run(LSTMParams.random(2, 3, 0), **given)


def test_gradients_want_all_arrays_and_one_length() -> None:
    params = GRUParams.random(2, 3, 0)
    x = np.ones((4, 2, 2))
    with pytest.raises(ValueError, match="the trace has only h0, h, expected that of a run without keep"):
        backward(params, run(params, x, keep="h"), np.ones((4, 2, 3)))
    with pytest.raises(ValueError, match="the trace has sequences of several lengths, expected one"):
        backward(params, run(params, x, lengths=[4, 2]), np.ones((4, 2, 3)))


@pytest.mark.parametrize(
    "params", [LSTMParams.random(1, 1, 0), GRUParams.random(1, 1, 0), RNNParams.random(1, 1, 0)]
)
@pytest.mark.usefixtures("chunk_bytes")
def test_the_step_that_overflows_is_that_of_the_whole_run(params: Any) -> None:
    x = np.ones((9, 1), np.float32)
    x[6] = 3e38
    wide = params.like({k: type(n)(**n.arrays | {"W": [[9.0]]}) for k, n in params.nets.items()})
    with pytest.raises(ValueError, match=r"is not finite in step 6, unit 0: .* too large for float32"):
        run(wide, x, dtype=np.float32, keep="h")


def close(found: Array, expected: Array) -> None:
    # The products of a head, and of a layer above, may round otherwise where numbers lie otherwise in memory.
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-14)


def both_ways(D: int, H: int, seed: int, params: Callable[..., Any] = LSTMParams.random) -> LayerStack:
    """Draw two layers both ways and a head."""
    rng = np.random.default_rng(seed)
    layers = [
        StackLayer(*(Layer(params(width, H, rng)) for _ in range(2)))  # type: ignore[arg-type]  # two ways
        for width in (D, 2 * H)
    ]
    return LayerStack(layers, Head(rng.normal(size=(1, 2 * H)), rng.normal(size=1)))


@pytest.mark.parametrize("lengths", [None, [5, 2, 7]])
@pytest.mark.parametrize(
    ("draw", "own"), [(LSTMParams.random, "C"), (GRUParams.random, "z"), (RNNParams.random, "z_h")]
)
def test_a_stack_keeps_the_same_numbers(
    draw: Callable[..., Any], own: str, lengths: list[int] | None
) -> None:
    stack, keep = both_ways(2, 3, 0, draw), ("h_prev", own)
    x = np.random.default_rng(1).normal(size=(7, 3, 2))
    whole, some = stack.run(x, lengths=lengths), stack.run(x, lengths=lengths, keep=keep)
    close(some.outputs, whole.outputs)
    close(some.h, whole.h)
    for one, other in zip(some.layers, whole.layers, strict=True):
        assert set(one.trace.values) == {*one.trace.starts, *keep}
        for name, array in one.trace.values.items():
            close(array, other.trace.values[name])
        for last, expected in ((one.last, other.last), (one.trace.last, other.trace.last)):
            assert list(last) == list(expected)
            for state, array in expected.items():
                close(last[state], array)
        with pytest.raises(AttributeError, match="add 'h' to keep"):
            one.h  # noqa: B018
    for one, other in zip(stack.run(x, lengths=lengths, keep="h").layers, whole.layers, strict=True):
        close(one.h, other.h)


def test_a_stack_of_two_units_keeps_what_each_has() -> None:
    rng = np.random.default_rng(0)
    low, high = Layer(LSTMParams.random(2, 3, rng)), Layer(GRUParams.random(3, 4, rng))
    stack = LayerStack([StackLayer(low), StackLayer(high)])
    some = stack.run(np.ones((4, 2)), keep="C")
    assert [set(one.trace.values) for one in some.layers] == [{"h0", "C0", "C"}, {"h0"}]
    assert repr(some.layers[1].trace) == "<Trace: no array of it was kept>"
    with pytest.raises(ValueError, match="keep has 'q', expected some of x, h0, C0"):
        stack.run(np.ones((4, 2)), keep="q")
    with pytest.raises(
        ValueError, match=re.escape("a first state has shape (3, 3), expected (B, H) with B = 2")
    ):
        stack.run(np.ones((4, 2, 2)), h0=[np.zeros((3, 3)), None], lengths=[4, 2])


@contextmanager
def measured() -> Iterator[Callable[[], int]]:
    """Yield what tells the most memory, in bytes, that was in use beyond that at the start."""
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        yield lambda: tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("lengths", [False, True])
@pytest.mark.parametrize("keep", [("f", "C"), ("h",)])
def test_a_run_takes_at_most_twice_the_memory_of_what_it_keeps(keep: tuple[str, ...], lengths: bool) -> None:
    params, rng = LSTMParams.random(16, 64, 0), np.random.default_rng(0)
    x = rng.normal(size=(240, 16, 16))
    told = rng.integers(120, 241, 16) if lengths else None
    with measured() as peak:
        trace = run(params, x, lengths=told, keep=keep)
        kept_bytes = sum(trace.values[name].nbytes for name in keep)
        assert kept_bytes <= peak() <= 2 * kept_bytes


@pytest.mark.parametrize("params", [LSTMParams.random, GRUParams.random])
@pytest.mark.parametrize("lengths", [False, True])
def test_a_stack_takes_at_most_twice_the_memory_of_what_it_keeps(
    params: Callable[..., Any], lengths: bool
) -> None:
    stack, rng = both_ways(16, 64, 0, params), np.random.default_rng(0)
    x = rng.normal(size=(120, 16, 16))
    told = rng.integers(60, 121, 16) if lengths else None
    keep = ("x", "h_prev", "kept", "h")
    with measured() as peak:
        found = stack.run(x, lengths=told, keep=keep)
        arrays = [one.trace.values[name] for one in found.layers for name in keep]
        kept_bytes = sum(array.nbytes for array in [*arrays, found.h])
        assert kept_bytes <= peak() <= 2 * kept_bytes
