"""A model of Keras is recorded while it runs itself: its gates, its answers unchanged."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from lstm_core import watch
from lstm_core.interop import FormatError

keras = pytest.importorskip("keras", reason="keras is not installed")
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
"""Keras's own weights, where it runs on PyTorch."""
RNG = np.random.default_rng(0)
X = RNG.normal(size=(3, 5, 4)).astype("f4")
LAYERS: dict[str, Callable[..., Any]] = {
    "lstm": lambda **own: keras.layers.LSTM(6, **own),
    "gru": lambda **own: keras.layers.GRU(6, **own),
    "gru, reset before": lambda **own: keras.layers.GRU(6, reset_after=False, **own),
    "simple": lambda **own: keras.layers.SimpleRNN(6, **own),
    "cell": lambda **own: keras.layers.RNN(keras.layers.LSTMCell(6), **own),
    "cells": lambda **own: keras.layers.RNN([keras.layers.GRUCell(5), keras.layers.GRUCell(6)], **own),
    "both": lambda **own: keras.layers.Bidirectional(keras.layers.LSTM(6, **own)),
    "both, sum": lambda **own: keras.layers.Bidirectional(keras.layers.GRU(6, **own), merge_mode="sum"),
}


def numbers(tensor: Any) -> np.ndarray[Any, Any]:
    kept = tensor.detach() if hasattr(tensor, "detach") else tensor
    return np.array(kept.numpy() if hasattr(kept, "numpy") else kept)


def random(layer: Any) -> Any:
    """Give a built layer random weights, biases too."""
    layer.set_weights([RNG.uniform(-1, 1, one.shape).astype("f4") for one in layer.get_weights()])
    return layer


def built(make: Callable[..., Any], **own: Any) -> Any:
    layer = make(**own)
    layer.build(X.shape)
    return random(layer)


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("kind", LAYERS)
def test_a_layer_is_recorded_and_answers_as_without(kind: str, whole: bool) -> None:
    layer = built(LAYERS[kind], return_sequences=whole)
    wanted = numbers(layer(X))
    with watch(layer) as traces:
        answer = numbers(layer(X))
    np.testing.assert_array_equal(answer, wanted)
    (run,) = traces.runs(layer.name)
    if whole:
        np.testing.assert_allclose(run.h.swapaxes(0, 1), wanted, rtol=0, atol=1e-5)
    forward = run.layers[-1 if kind == "cells" else 0].trace
    assert forward.h.shape == (5, 3, 6)
    if "both" not in kind and not whole:
        np.testing.assert_allclose(forward.h[-1], wanted, rtol=0, atol=1e-5)
    place = "l1" if kind == "cells" else "l0"
    assert f"{layer.name}.{place}.forward" in traces
    np.testing.assert_array_equal(traces[f"{layer.name}.l0.forward"].x, X.swapaxes(0, 1))
    numbers(layer(X))
    assert len(traces.runs(layer.name)) == 1


def test_a_whole_model_with_an_embedding_a_mask_and_labels() -> None:
    inputs = keras.Input((5,), dtype="int32")
    embedded = keras.layers.Embedding(9, 4, mask_zero=True, name="words")(inputs)
    both = keras.layers.Bidirectional(keras.layers.LSTM(3, return_sequences=True), name="both")(embedded)
    last = keras.layers.GRU(2, name="last")(both)
    model = keras.Model(inputs, keras.layers.Dense(1)(last))
    ids = np.array([[4, 2, 7, 1, 3], [5, 6, 0, 0, 0]])
    wanted = numbers(model(ids))
    with watch(model) as traces:
        np.testing.assert_array_equal(numbers(model(ids)), wanted)
    assert list(traces) == ["both.l0.forward", "both.l0.backward", "last.l0.forward"]
    (run,) = traces.runs("both")
    assert run.lengths == (5, 2)
    table = numbers(model.get_layer("words").embeddings)
    np.testing.assert_array_equal(traces["both.l0.forward"].x[:2, 1], table[[5, 6]])
    labelled = traces["last.l0.forward"].labelled([[str(one) for one in row if one] for row in ids])
    assert labelled.labels == (("4", "2", "7", "1", "3"), ("5", "6", "", "", ""))


def test_states_that_are_given_or_kept_begin_the_run() -> None:
    layer = built(LAYERS["both"], return_sequences=True)
    states = [RNG.normal(size=(3, 6)).astype("f4") for _ in range(4)]
    with watch(layer) as traces:
        layer(X, initial_state=states)
    np.testing.assert_array_equal(traces[f"{layer.name}.l0.backward"].C0, states[3])
    traces[f"{layer.name}.l0.forward"]
    kept = keras.layers.LSTM(6, stateful=True, return_sequences=True, name="kept")
    kept.build(X.shape)
    with watch(random(kept)) as traces:
        kept(X)
        kept(X)
    first, second = traces.calls("kept.l0.forward")
    np.testing.assert_array_equal(first.h0, np.zeros((3, 6)))
    np.testing.assert_allclose(second.C0, first.last["C"], rtol=0, atol=1e-6)


def test_weights_of_the_time_of_the_call_count() -> None:
    layer = built(LAYERS["lstm"], return_sequences=True)
    with watch(layer) as traces:
        before = numbers(layer(X))
        random(layer)
        after = numbers(layer(X))
    first, second = traces.runs(layer.name)
    np.testing.assert_allclose(first.h.swapaxes(0, 1), before, rtol=0, atol=1e-5)
    np.testing.assert_allclose(second.h.swapaxes(0, 1), after, rtol=0, atol=1e-5)


def test_what_cannot_be_recorded_is_told() -> None:
    with (
        pytest.raises(FormatError, match="layer: found Dense without a recurrent layer, expected LSTM, GRU"),
        watch(keras.layers.Dense(3)),
    ):
        pass
    relu = built(LAYERS["lstm"], activation="relu", return_sequences=True, name="relu")
    with watch(relu) as traces:
        relu(X)
    for ask in (lambda: traces["relu.l0.forward"], lambda: traces.runs("relu")):
        with pytest.raises(FormatError, match="activation: found 'relu'"):
            ask()
    dropping = built(LAYERS["lstm"], dropout=0.5, return_sequences=True)
    with watch(dropping) as traces:
        dropping(X, training=True)
    with pytest.raises(FormatError, match="dropout, whose masks nobody tells, expected training=False"):
        traces.runs(dropping.name)
    plain = built(LAYERS["lstm"], return_sequences=True)
    with watch(plain) as traces:
        plain(X, mask=np.array([[False, True, True, True, True]] * 3))
    with pytest.raises(FormatError, match="mask: found steps left out before others, expected padding after"):
        traces.runs(plain.name)


def test_layers_of_one_name_are_told_apart_and_both_ways_is_one() -> None:
    class Twice(keras.layers.Layer):  # type: ignore[misc, name-defined]  # keras has no types here
        def __init__(self) -> None:
            super().__init__()
            self.first = keras.layers.GRU(3, name="same", return_sequences=True)
            self.second = keras.layers.Bidirectional(keras.layers.GRU(3), name="same")

        def call(self, x: Any) -> Any:
            return self.second(self.first(x))

    layer = Twice()
    layer(X)
    with watch(layer) as traces:
        layer(X)
    assert list(traces) == ["same.l0.forward", "same_2.l0.forward", "same_2.l0.backward"]
