"""What a widget shows of a trace: the numbers of the trace, and those of a run with other pins."""

import json
from dataclasses import replace

import numpy as np
import pytest

from lstm_core import GRUParams, LayerStack, LSTMParams, Pin, Pins, RNNParams, Trace, run, step
from lstm_core.blueprints import fields, terms
from lstm_core.params import UnitParams
from lstm_core.picture.excerpt import excerpt
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Layer
from lstm_core.widget.shown import MOST_NUMBERS, Shown, shown_of

RNG = np.random.default_rng(5)


def shown(trace: Trace, units: list[int] | None = None, sequence: int = 0) -> Shown:
    return shown_of(excerpt(trace, units, sequence), trace)


@pytest.mark.parametrize(
    "params",
    [
        LSTMParams.random(D=2, H=4, seed=1, peepholes="diagonal"),
        GRUParams.random(D=2, H=4, seed=1),
        GRUParams.random(D=2, H=4, seed=1, reset_after=False),
        RNNParams.random(D=2, H=4, seed=1),
    ],
)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_the_numbers_are_the_traces_own(params: UnitParams, dtype: type) -> None:
    trace = run(params, RNG.normal(size=(5, 2)), dtype=dtype)
    own = shown(trace, [3, 1])
    told = json.loads(json.dumps(own.numbers(trace) | own.document()))
    assert told["units"] == [3, 1]
    assert told["preset"]["examples"][0]["inputs"] == trace.x.tolist()
    for field in fields(params.blueprint):
        if field.name != "x":
            np.testing.assert_array_equal(
                np.array(told[field.name], dtype), getattr(trace, field.name)[..., [3, 1]]
            )
    for letter in params.nets:
        parts = trace.terms(letter)
        assert list(told["terms"][letter]) == [term.name for term in terms(params.blueprint, letter)]
        assert all(told["terms"][letter][name] == part[:, [3, 1]].tolist() for name, part in parts.items())
    assert told["turnable"]


def test_the_run_with_other_pins_is_that_of_run() -> None:
    params, x = LSTMParams.random(D=2, H=4, seed=1), RNG.normal(size=(5, 2))
    start = {"h": RNG.normal(size=4), "C": RNG.normal(size=4)}
    own = shown(run(params, x, start=start, pins=Pins([Pin("o", 0.25)])), [0])
    pins = Pins([Pin("f", 0.5, units=(1,), first=2), Pin("i", 1, last=3)])
    expected = run(params, x, start=start, pins=pins)
    np.testing.assert_array_equal(own.again(pins).C, expected.C)
    assert own.numbers(own.again(pins))["h"] == expected.h[:, [0]].tolist()
    assert own.again(Pins([Pin("o", 0.25)])) is own.trace
    with pytest.raises(ValueError, match="pin of f has first = 5, expected a step from 0 to 4"):
        own.again(Pins([Pin("f", 1, first=5)]))


def test_one_sequence_of_a_batch_ends_where_it_ends_and_keeps_its_labels() -> None:
    params, x = LSTMParams.random(D=2, H=3, seed=1), RNG.normal(size=(4, 2, 2))
    trace = run(params, x, lengths=[4, 2]).labelled([list("abcd"), list("ef")])
    own = shown(trace, sequence=1)
    alone = run(params, x[:2, 1])
    np.testing.assert_allclose(own.trace.C, alone.C, rtol=1e-12)
    assert (own.document()["sequence"], own.trace.labels) == ([1, 2], (("e", "f"),))
    assert own.document()["preset"]["examples"][0]["labels"]["zh"] == ["e", "f"]
    assert own.is_repeatable


def test_a_backward_layer_is_shown_in_the_order_of_its_run() -> None:
    forward, backward = (LSTMParams.random(D=2, H=3, seed=seed) for seed in (1, 2))
    x = RNG.normal(size=(5, 2))
    stack = LayerStack([StackLayer(Layer(forward), Layer(backward))])
    held = Pins([Pin("f", 0.5, first=3)])
    trace = stack.run(x, pins={(0, "backward"): held})[0, "backward"].trace.labelled(list("abcde"))
    own = shown(trace)
    again = run(backward, x[::-1], pins=Pins([Pin("f", 0.5, last=1)]))
    np.testing.assert_allclose(own.trace.C, again.C, rtol=1e-12)
    document = own.document()
    assert (document["backward"], own.trace.labels) == (True, (tuple("edcba"),))
    assert document["pins"] == [{"gate": "forget", "value": 0.5, "to": 1}]
    assert own.is_repeatable


def test_a_single_step_is_a_run_of_one() -> None:
    params, x = LSTMParams.random(D=2, H=3, seed=1), RNG.normal(size=2)
    own = shown(step(params, x))
    np.testing.assert_array_equal(own.trace.C, run(params, x[np.newaxis]).C)


def test_a_run_that_does_not_come_out_the_same_has_fixed_valves() -> None:
    trace = run(LSTMParams.random(D=2, H=3, seed=1), RNG.normal(size=(5, 2)))
    other = replace(trace, params=LSTMParams.random(D=2, H=3, seed=2))
    assert not shown(other).is_repeatable
    assert not shown(other).document()["turnable"]


def test_what_a_notebook_cannot_hold_is_refused() -> None:
    params = LSTMParams.random(D=1000, H=1, seed=1)
    with pytest.raises(ValueError, match=f"numbers, expected at most {MOST_NUMBERS}: name fewer units"):
        shown(run(params, np.zeros((1001, 1000))))
    imaginary = run(LSTMParams.random(D=2, H=1, seed=1), np.zeros((2, 2)), dtype=np.complex128)
    with pytest.raises(ValueError, match="complex numbers"):
        shown(imaginary)
