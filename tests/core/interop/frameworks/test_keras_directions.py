"""How Keras merges two directions, and what it says about each: read from files and from live layers."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from lstm_core import from_keras
from lstm_core.arrays import Array
from lstm_core.interop import FormatError, load
from lstm_core.stacks.stack import LayerStack
from tests.core.interop.frameworks.test_keras import changed_config
from tests.core.interop.frameworks.test_live import keras_layer

pytestmark = pytest.mark.usefixtures("hdf5_here")
MERGES = {"sum": lambda f, b: f + b, "ave": lambda f, b: (f + b) / 2, "mul": lambda f, b: f * b}


def directions(stack: LayerStack) -> tuple[Array, Array, Array]:
    """Return what leaves the forward cell, the backward cell, and their layer."""
    trace = stack.run(np.random.default_rng(3).normal(size=(5, stack.D)))
    forward, backward = (one.h for one in trace.layers)
    assert np.abs(forward - backward).min() > 1e-9
    return forward, backward, trace.h


def both(merge: str, **config: Any) -> Any:
    """Return a look-alike of a layer that runs both ways; the configuration is the forward layer's."""
    layer = keras_layer("bidirectional")
    layer.merge_mode = merge
    layer.forward_layer = keras_layer("bidirectional/forward_layer", **config)
    layer.backward_layer = keras_layer("bidirectional/backward_layer", go_backwards=True)
    return layer


@pytest.mark.parametrize("merge", MERGES)
def test_outputs_of_a_file_are_put_together_as_it_says(merge: str) -> None:
    def change(layer: dict[str, Any]) -> None:
        if layer["class_name"] == "Bidirectional":
            layer["config"]["merge_mode"] = merge

    forward, backward, h = directions(load(changed_config("apart", change)).stack("summed"))
    np.testing.assert_array_equal(h, MERGES[merge](forward, backward))


@pytest.mark.parametrize("merge", MERGES)
def test_outputs_of_a_live_layer_are_put_together_as_it_says(merge: str) -> None:
    forward, backward, h = directions(from_keras(both(merge)))
    np.testing.assert_array_equal(h, MERGES[merge](forward, backward))


@pytest.mark.parametrize("inner", ["layer", "backward_layer"])
def test_one_direction_of_a_file_that_is_not_ours_is_named(inner: str) -> None:
    def change(layer: dict[str, Any]) -> None:
        if layer["class_name"] == "Bidirectional":
            layer["config"].setdefault(inner, {"config": {}})["config"]["activation"] = "relu"

    with pytest.raises(FormatError, match=f"{inner}, activation: found 'relu', expected 'tanh'"):
        load(changed_config("apart", change))


def test_one_direction_of_a_live_layer_that_is_not_ours_is_named() -> None:
    with pytest.raises(FormatError, match="forward_layer, recurrent_activation: found 'relu', expected"):
        from_keras(both("concat", recurrent_activation="relu"))
    turned = both("concat")
    turned.backward_layer = SimpleNamespace(**vars(turned.backward_layer) | {"get_config": dict})
    from_keras(turned)  # Nothing is said: the backward layer of a Bidirectional runs backward.
    turned.backward_layer.get_config = lambda: {"go_backwards": False}
    with pytest.raises(FormatError, match="backward_layer, go_backwards: found False, expected True"):
        from_keras(turned)
