"""In which type a run is computed, where nobody says it: as the weights and the inputs do."""

import numpy as np
import pytest

from lstm_core import Head, LayerStack, LSTMParams, interpret, run, step
from lstm_core.arrays import Array
from lstm_core.learning.window import WindowParams, run_window
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Layer
from tests.core.units import UNITS, draw_case, like

AGREED = [
    (np.float32, np.float32, np.float32),
    (np.float32, np.float16, np.float32),
    (np.float16, np.float16, np.float32),
    (np.float32, np.float64, np.float64),
    (np.float64, np.float32, np.float64),
    (np.float32, np.int64, np.float64),
    (np.float32, np.int8, np.float64),
    (np.float64, np.float64, np.float64),
    (np.complex128, np.float32, np.complex128),
]


@pytest.mark.parametrize(("weights", "inputs", "agreed"), AGREED)
@pytest.mark.parametrize("name", UNITS)
def test_a_run_has_the_type_that_weights_and_inputs_agree_on(
    name: str, weights: type, inputs: type, agreed: type
) -> None:
    case = draw_case(name, 5, batch=())
    params = like(case.params, weights)
    x: Array = (3 * case.x).astype(inputs)
    found = run(params, x, start=case.start)
    assert {array.dtype for array in found.values.values()} == {np.dtype(agreed)}
    asked = run(params, x, start=case.start, dtype=agreed)
    for field, array in asked.values.items():
        assert np.array_equal(found.values[field], array), field
    assert step(params, x[0], start=case.start).h.dtype == agreed
    assert interpret(params.blueprint, params.weights, x)["h"].dtype == agreed


def test_a_list_of_numbers_is_float64_and_complex_inputs_are_no_accident() -> None:
    params = like(LSTMParams.random(2, 3, 0), np.float32)
    assert run(params, [[1.0, 2.0]]).h.dtype == np.float64
    with pytest.raises(ValueError, match="x holds complex64 values, expected float64"):
        run(params, np.ones((1, 2), np.complex64))
    with pytest.raises(ValueError, match="dtype is float16, expected float32, float64 or complex128"):
        run(params, [[1.0, 2.0]], dtype=np.float16)


def test_one_wide_net_makes_a_wide_run() -> None:
    wide = LSTMParams.random(2, 3, 0)
    mixed = like(wide, np.float32).like(dict(like(wide, np.float32).nets) | {"o": wide.o})
    assert mixed.dtype == np.float64
    assert run(mixed, np.ones((1, 2), np.float32)).h.dtype == np.float64


def test_sums_of_float16_have_the_digits_of_float32() -> None:
    params = like(LSTMParams.random(40, 6, 0), np.float16)
    x = np.random.default_rng(0).normal(size=(9, 40)).astype(np.float16)
    exact = run(like(params, np.float64), x.astype(np.float64))
    assert np.abs(run(params, x).h - exact.h).max() < 1e-6


@pytest.mark.parametrize("part", ["layer", "head", "projection", None])
def test_a_stack_has_the_type_of_all_its_parts(part: str | None) -> None:
    rng = np.random.default_rng(0)

    def drawn(*shape: int, of: str) -> Array:
        return rng.normal(size=shape).astype(np.float64 if part == of else np.float32)

    low = Layer(like(LSTMParams.random(2, 3, rng), np.float64 if part == "layer" else np.float32))
    high = Layer.projecting(
        **{  # type: ignore[arg-type]  # the weights of each gate
            name: {gate: drawn(4, *more, of="layer") for gate in "figo"}
            for name, more in (("W", (3,)), ("U", (2,)), ("b", ()))
        },
        R=drawn(2, 4, of="projection"),
    )
    head = Head(drawn(1, 2, of="head"), drawn(1, of="head"))
    stack = LayerStack([StackLayer(low), StackLayer(high)], head)
    x = np.ones((4, 2), np.float32)
    kind = np.float32 if part is None else np.float64
    assert stack.dtype == kind
    found, exact = stack.run(x), stack.run(x, dtype=np.float64)
    assert {found.outputs.dtype, *(one.trace.h.dtype for one in found.layers)} == {np.dtype(kind)}
    np.testing.assert_allclose(found.outputs, exact.outputs, rtol=0, atol=1e-6)


def test_a_window_too() -> None:
    wide = WindowParams.random(2, 3, 4, 0)
    narrow = WindowParams(wide.W.astype(np.float32), wide.b.astype(np.float32))
    x = np.ones((5, 2), np.float32)
    assert [run_window(params, x).h.dtype for params in (narrow, wide)] == [np.float32, np.float64]
