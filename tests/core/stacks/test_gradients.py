"""Gradients through stacks, against the complex step."""

import numpy as np
import pytest

from lstm_core import LayerStack, LSTMParams, Pin, Pins
from lstm_core.arrays import Array
from lstm_core.params import GATES
from lstm_core.stacks.both_ways import Merge, StackLayer
from lstm_core.stacks.gradients import backward_stack
from lstm_core.stacks.layer import Direction, Layer
from tests.core.complex_step import gradient

RNG = np.random.default_rng(5)
T = 5
PINS: dict[tuple[int, Direction], Pins] = {
    (0, "backward"): Pins((Pin("f", 0.3, units=(1,), first=0, last=1),))
}


def cell(D: int, H: int, seed: int) -> Layer:
    return Layer(LSTMParams.random(D, H, seed, "full"))


def projected(D: int, H: int, P: int) -> Layer:
    shapes = ((H, D), (H, P), (H,))
    W, U, b = ({g: RNG.normal(size=shape) for g in GATES} for shape in shapes)
    return Layer.projecting(W, U, b, RNG.normal(size=(P, H)), {"f": RNG.normal(size=H)})


def stack_with(merge: Merge) -> LayerStack:
    both = StackLayer(cell(2, 3, 0), cell(2, 3, 1), merge)
    return LayerStack([both, StackLayer(projected(both.width, 4, 2)), StackLayer(backward=cell(2, 3, 2))])


@pytest.mark.parametrize("merge", ["concat", "sum", "mul", "ave"])
@pytest.mark.parametrize("batch", [(), (2,)])
def test_gradients_are_those_of_the_complex_step(merge: Merge, batch: tuple[int, ...]) -> None:
    stack = stack_with(merge)
    x = RNG.normal(size=(T, *batch, 2))
    dh = RNG.normal(size=(T, *batch, 3))
    places = [place[:2] for place in stack.directions]

    def loss(x: Array, C0: Array | None = None, at: int = 0) -> complex:
        states = None if C0 is None else [C0 if k == at else None for k in range(len(places))]
        dtype = x.dtype if C0 is None else C0.dtype
        return complex((stack.run(x, None, states, PINS, dtype).h * dh).sum())

    found = backward_stack(stack, stack.run(x, pins=PINS), dh)
    assert [(one.layer, one.direction) for one in found] == places
    lowest = sum(one.gradients.dx for one in found if one.layer == 0)
    np.testing.assert_allclose(lowest, gradient(loss, x), rtol=0, atol=1e-10)
    for k, one in enumerate(found):
        H = one.gradients.dC.shape[-1]
        slope = gradient(lambda C0, k=k: loss(x, C0, k), np.zeros((*batch, H)))  # type: ignore[misc]  # a lambda with a default
        np.testing.assert_allclose(one.gradients.dC0, slope, rtol=0, atol=1e-10)


def test_steps_of_a_backward_layer_are_those_of_the_input() -> None:
    stack = LayerStack([StackLayer(backward=cell(2, 3, 7))])
    dh = np.zeros((T, 3))
    dh[2, 0] = 1
    trace = stack.run(RNG.normal(size=(T, 2)))
    (found,) = backward_stack(stack, trace, dh)
    # What happens at step 2 depends on the steps behind it, and on none before it.
    assert not found.gradients.dC[:2].any()
    assert found.gradients.dC[2:].any(axis=1).all()
    assert found.gradients.dC[2, 0] == pytest.approx(
        trace.layers[0].trace.o[2, 0] * (1 - trace.layers[0].trace.tanh_C[2, 0] ** 2)
        + stack.layers[0].directions[0][1].params.o.p[0, 0] * found.gradients.dz_o[2, 0]  # type: ignore[index]  # these have peepholes
    )


def test_a_gradient_of_another_shape_is_refused() -> None:
    stack = stack_with("sum")
    with pytest.raises(ValueError, match=r"dh has shape \(5, 2\), expected the shape of trace.h = \(5, 3\)"):
        backward_stack(stack, stack.run(np.zeros((T, 2))), np.zeros((T, 2)))
