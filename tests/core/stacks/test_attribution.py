"""What an input is worth: against the complex step, against shares that add up, against runs without it."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_core import Head, LayerStack, LSTMParams, Output, Pin, Pins, attribute
from lstm_core.arrays import Array
from lstm_core.interop import load
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Direction, Layer
from tests.architecture.tree import ROOT
from tests.core.units import NAMES, UNITS

STEPS, TINY = 5, 1e-30


def stack_of(name: str, seed: int) -> LayerStack:
    """Return two layers, the lower one both ways, and a head of two outputs."""
    rng = np.random.default_rng(seed)
    make = UNITS[name]
    lower = StackLayer(Layer(make(2, 3, rng)), Layer(make(2, 3, rng)))
    head = Head(rng.normal(size=(2, 4)), rng.normal(size=2))
    return LayerStack([lower, StackLayer(Layer(make(6, 4, rng)))], head)


def held(stack: LayerStack) -> dict[tuple[int, Direction], Pins]:
    """Return a valve held in each layer and direction that has one, in some steps."""
    return {
        (k, way): Pins([Pin(gates[0], 0.4, (1,), 1, 3)])
        for k, way, layer in stack.directions
        if (gates := [net.letter for net in layer.params.blueprint.nets if net.gate])
    }


def asked(stack: LayerStack, output: Output, x: Array) -> Any:
    """Return the number, or that of each sequence of a batch, of inputs of any type."""
    run = stack.run(x, pins=held(stack), dtype=x.dtype)
    if output.field is None:
        return run.outputs[output.step, ..., output.unit]
    layer = run[output.layer % 2, output.direction]
    return layer.trace.values[output.field][output.step, ..., output.unit]


def outputs(name: str) -> list[Output]:
    lane = UNITS[name](1, 1, np.random.default_rng(0)).blueprint.lane
    return [
        Output(),
        Output(2, 1),
        Output(3, 2, lane),
        Output(-2, 1, lane, 0),
        Output(1, 2, "h", 0, "backward"),
        Output(1, 0, lane, 0, "backward"),
    ]


@settings(max_examples=12)
@given(name=NAMES, seed=st.integers(0, 1000))
def test_the_slope_is_that_of_the_complex_step(name: str, seed: int) -> None:
    stack = stack_of(name, seed)
    x = np.random.default_rng(seed).normal(size=(STEPS, 2))
    nudges = 1j * TINY * np.eye(x.size).reshape(x.size, *x.shape).swapaxes(0, 1)
    for output in outputs(name):
        found = attribute(stack, x, output, pins=held(stack))
        assert found.value == pytest.approx(asked(stack, output, x), abs=1e-12)
        slopes = asked(stack, output, x[:, np.newaxis] + nudges).imag / TINY
        np.testing.assert_allclose(found.values.ravel(), slopes, rtol=0, atol=1e-11)


@settings(max_examples=12)
@given(name=NAMES, seed=st.integers(0, 1000))
def test_shares_add_up_to_the_difference(name: str, seed: int) -> None:
    stack, rng = stack_of(name, seed), np.random.default_rng(seed)
    x, baseline = rng.normal(size=(2, STEPS, 2))
    for output in outputs(name):
        found = attribute(stack, x, output, "integrated_gradients", baseline, pins=held(stack))
        assert abs(found.completeness_error or 0) < 1e-2
        assert found.at_baseline == pytest.approx(asked(stack, output, baseline), abs=1e-12)
        assert found.completeness_error == pytest.approx(
            found.values.sum() - (found.value - found.at_baseline), abs=1e-12
        )


def test_few_points_are_told_by_the_error() -> None:
    stack, x = stack_of("lstm", 3), 3 * np.random.default_rng(3).normal(size=(STEPS, 2))
    errors = [
        attribute(stack, x, Output(), "integrated_gradients", points=n).completeness_error for n in (1, 64)
    ]
    assert abs(errors[0] or 0) > 1e-3 > 1e-6 > abs(errors[1] or 1)


@settings(max_examples=8)
@given(name=NAMES, seed=st.integers(0, 1000))
def test_an_absence_is_a_run_without_that_input(name: str, seed: int) -> None:
    stack, rng = stack_of(name, seed), np.random.default_rng(seed)
    x, baseline = rng.normal(size=(2, STEPS, 2))
    for output in outputs(name)[:3]:
        found = attribute(stack, x, output, "ablation", baseline, pins=held(stack))
        without = np.repeat(x[:, np.newaxis], STEPS, axis=1)
        without[range(STEPS), range(STEPS)] = baseline
        wanted = asked(stack, output, x) - asked(stack, output, without)
        np.testing.assert_allclose(found.values, wanted, rtol=0, atol=1e-12)
        some = attribute(stack, x, output, "ablation", baseline, pins=held(stack), ablated=(3, 0, -1))
        np.testing.assert_allclose(some.values, wanted[[3, 0, -1]], rtol=0, atol=1e-12)


def test_many_runs_in_several_batches_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    stack, x = stack_of("gru", 1), np.random.default_rng(1).normal(size=(STEPS, 2))
    whole = [attribute(stack, x, Output(), method) for method in ("ablation", "integrated_gradients")]
    monkeypatch.setattr("lstm_core.stacks.outputs.NUMBERS", 2 * STEPS * 10)
    parts = [attribute(stack, x, Output(), method) for method in ("ablation", "integrated_gradients")]
    for one, other in zip(whole, parts, strict=True):
        np.testing.assert_allclose(one.values, other.values, rtol=0, atol=1e-12)


def test_without_the_buying_price_the_memory_is_another() -> None:
    path = ROOT / "app/presets/stock-position.json"
    example = next(one for one in json.loads(path.read_text())["examples"] if one["id"] == "two-trades")
    found = attribute(load(path).stack(), example["inputs"], Output(23, 0, "C"), "ablation")
    assert found.value == pytest.approx(-0.414, abs=5e-4)
    assert found.value - found.values[12] == pytest.approx(-0.176, abs=5e-4)


def test_a_model_that_has_the_batch_first_takes_one_sequence_as_it_is() -> None:
    stack, x = stack_of("lstm", 2), np.ones((STEPS, 2))
    turned = LayerStack(stack.layers, stack.head, batch_first=True)
    np.testing.assert_array_equal(attribute(turned, x, Output()).values, attribute(stack, x, Output()).values)


@pytest.mark.parametrize(
    ("output", "error", "says"),
    [
        (Output(STEPS), IndexError, "step 5 is not there, expected 0 to 4"),
        (Output(0, 2), IndexError, "unit 2 is not there, expected 0 to 1"),
        (Output(0, 4, "C"), IndexError, "unit 4 is not there, expected 0 to 3"),
        (Output(0, -1), IndexError, "unit -1 is not there"),
        (Output(0, 0, "C", 2), IndexError, "layer 2 is not there, expected 0 to 1"),
        (
            Output(0, 0, "s"),
            ValueError,
            "field is 's', expected one of f, i, g, o, kept, added, C, tanh_C, h",
        ),
        (Output(0, 0, "C", 1, "backward"), ValueError, "direction is 'backward', expected forward"),
    ],
)
def test_a_number_that_is_not_there_is_named(output: Output, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        attribute(stack_of("lstm", 0), np.zeros((STEPS, 2)), output)


def test_a_step_to_ablate_that_is_not_there_is_named() -> None:
    with pytest.raises(IndexError, match="step 5 is not there, expected 0 to 4"):
        attribute(stack_of("lstm", 0), np.zeros((STEPS, 2)), Output(), "ablation", ablated=(0, 5))


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"method": "shap"}, "method is 'shap', expected one of gradient, integrated_gradients, ablation"),
        ({"ablated": (1,)}, "ablated is given for the method gradient, expected it only for ablation"),
        ({"method": "ablation", "ablated": ()}, "ablated is empty, expected at least one step"),
        ({"points": 0}, "points is 0, expected 1 or more"),
        ({"x": np.zeros((STEPS, 1, 2))}, r"x has shape \(5, 1, 2\), expected one sequence, \(T, D\)"),
        ({"baseline": np.zeros((4, 2))}, r"baseline has shape \(4, 2\), expected \(T, D\) of x"),
    ],
)
def test_what_cannot_be_asked_is_named(given: dict[str, Any], says: str) -> None:
    stack = LayerStack.of(LSTMParams.random(2, 3, 0))
    whole: dict[str, Any] = {"x": np.zeros((STEPS, 2)), "output": Output()} | given
    with pytest.raises(ValueError, match=says):
        attribute(stack, **whole)
