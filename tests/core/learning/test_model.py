"""A layer with a head: losses by hand, gradients by the complex step."""

import math
import re

import numpy as np
import pytest

from lstm_core import LSTMParams, run
from lstm_core.arrays import Array
from lstm_core.learning.examples import Examples, Kind
from lstm_core.learning.layers import LayerParams
from lstm_core.learning.model import Model, accuracy, loss, loss_and_gradients
from lstm_core.learning.window import WindowParams
from lstm_core.params import GRUParams, Head, RNNParams
from lstm_core.params.vector import flatten, unflatten
from tests.core.units import UNITS

LAYERS: dict[str, LayerParams] = {
    "lstm": LSTMParams.random(2, 3, 0, {"f": "diagonal", "o": "full"}),
    "rnn": RNNParams.random(2, 3, 0),
    "gru": GRUParams.random(2, 3, 0),
    "gru_reset_before": GRUParams.random(2, 3, 0, reset_after=False),
    "leaky": UNITS["leaky"](2, 3, np.random.default_rng(0)),
    "window": WindowParams.random(2, 3, 2, 0),
}


def examples(kind: Kind) -> Examples:
    rng = np.random.default_rng(1)
    y = rng.normal(size=(5, 4, 2)) if kind == "regression" else np.eye(2)[rng.integers(0, 2, (5, 4))]
    return Examples(rng.normal(size=(5, 4, 2)), y, rng.integers(0, 2, (5, 4)).astype(float))


def shut(c: list[float]) -> Model:
    """Return a model that gives `c` whatever comes in."""
    return Model(RNNParams([[0.0]], [[0.0]], [0.0]), Head(np.zeros((len(c), 1)), c))


def test_predict_reads_the_hidden_state() -> None:
    layer, x = LAYERS["lstm"], np.random.default_rng(2).normal(size=(5, 4, 2))
    assert isinstance(layer, LSTMParams)
    model = Model(layer, Head([[1, 0, 0], [2, 0, -1]], [0.5, 0]))
    h = run(layer, x).h
    np.testing.assert_allclose(model.predict(x)[..., 0], h[..., 0] + 0.5, rtol=1e-14)
    np.testing.assert_allclose(model.predict(x)[..., 1], 2 * h[..., 0] - h[..., 2], rtol=1e-14)


def test_the_loss_of_a_regression_is_the_mean_square_where_the_mask_counts() -> None:
    data = Examples(
        np.zeros((3, 1, 1)), np.array([[[1.0]], [[5.0]], [[9.0]]]), np.array([[1.0], [1.0], [0.0]])
    )
    assert loss(shut([2.0]), data, "regression") == pytest.approx((1 + 9) / 2)


def test_the_loss_of_a_classification_is_the_cross_entropy() -> None:
    data = Examples(np.zeros((2, 1, 1)), np.array([[[1.0, 0]], [[0, 1.0]]]), np.ones((2, 1)))
    p = math.exp(2) / (math.exp(2) + math.exp(-1))
    expected = -(math.log(p) + math.log(1 - p)) / 2
    assert loss(shut([2.0, -1.0]), data, "classification") == pytest.approx(expected)
    assert loss(shut([2000.0, -1000.0]), data, "classification") == pytest.approx(1500)
    assert accuracy(shut([2.0, -1.0]), data) == 0.5


@pytest.mark.parametrize("kind", ["regression", "classification"])
@pytest.mark.parametrize("name", LAYERS)
def test_gradients_are_the_slope_of_the_loss(name: str, kind: Kind) -> None:
    model, data = Model.random(LAYERS[name], 2, 3), examples(kind)
    value, gradients = loss_and_gradients(model, data, kind)
    assert value == pytest.approx(loss(model, data, kind))
    weights, slope = flatten(model), flatten(gradients)
    step = 1e-6

    def at(moved: Array) -> float:
        return loss(unflatten(model, moved), data, kind)

    for k in range(len(weights)):
        nudge = np.zeros(len(weights))
        nudge[k] = step
        central = (at(weights + nudge) - at(weights - nudge)) / (2 * step)
        assert slope[k] == pytest.approx(central, rel=1e-5, abs=1e-8)


@pytest.mark.parametrize("name", LAYERS)
def test_flatten_and_unflatten_undo_each_other(name: str) -> None:
    model = Model.random(LAYERS[name], 2, 3)
    vector = flatten(model)
    doubled = unflatten(model, 2 * vector)
    assert np.array_equal(flatten(doubled), 2 * vector)
    assert np.array_equal(doubled.head.V, 2 * model.head.V)
    assert type(doubled.layer) is type(model.layer)


def test_unflatten_refuses_a_vector_of_another_length() -> None:
    message = "vector has shape (3,), expected (numbers in like,) = (5,)"
    with pytest.raises(ValueError, match=re.escape(message)):
        unflatten(shut([1.0]), np.zeros(3))


def test_a_head_must_fit_its_layer() -> None:
    message = "head.V has shape (2, 4), expected (K, H) = (2, 3)"
    with pytest.raises(ValueError, match=re.escape(message)):
        Model(LAYERS["rnn"], Head(np.zeros((2, 4)), np.zeros(2)))
    with pytest.raises(ValueError, match=re.escape("c has shape (1,), expected (K,) = (2,)")):
        Head(np.zeros((2, 4)), np.zeros(1))


def test_targets_must_fit_the_outputs_and_some_must_count() -> None:
    x, mask = np.zeros((3, 2, 1)), np.ones((3, 2))
    message = "y has shape (3, 2, 2), expected (T, B, K) of the model's outputs = (3, 2, 1)"
    with pytest.raises(ValueError, match=re.escape(message)):
        loss(shut([1.0]), Examples(x, np.zeros((3, 2, 2)), mask), "regression")
    message = "mask of shape (3, 2) is 0 everywhere, expected some targets to count"
    with pytest.raises(ValueError, match=re.escape(message)):
        loss(shut([1.0]), Examples(x, np.zeros((3, 2, 1)), 0 * mask), "regression")
