"""A layer with a linear head: what comes out, how wrong it is, and the gradient of that."""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from lstm_core.arrays import Array, as_numbers, check_shape
from lstm_core.learning.tasks import Examples, Kind
from lstm_core.learning.window import WindowParams, backward_window, run_window
from lstm_core.params import LSTMParams
from lstm_core.running.bptt import backward
from lstm_core.running.lstm import run
from lstm_core.running.rnn import RNNParams, backward_rnn, run_rnn

LayerParams: TypeAlias = LSTMParams | RNNParams | WindowParams
Weights = TypeVar("Weights")


@dataclass(frozen=True, eq=False)
class Head:
    """A linear read-out: V h + c.

    Parameters
    ----------
    V : (K, H)
        Weights.
    c : (K,)
        Bias.

    Raises
    ------
    ValueError
        If a shape does not fit, or a weight is NaN or infinite.
    """

    V: Array
    c: Array

    def __init__(self, V: npt.ArrayLike, c: npt.ArrayLike) -> None:
        object.__setattr__(self, "V", as_numbers("V", V))
        object.__setattr__(self, "c", as_numbers("c", c))
        if self.V.ndim != 2 or 0 in self.V.shape:
            raise ValueError(f"V has shape {self.V.shape}, expected (K, H) with K and H of 1 or more")
        check_shape("c", self.c, "(K,)", (len(self.V),))

    def read(self, h: Array) -> Array:
        """Return V h + c for each hidden state: (..., H) to (..., K)."""
        outputs: Array = h @ self.V.T + self.c
        return outputs


@dataclass(frozen=True, eq=False)
class Model:
    """A layer, and the head that reads its hidden state.

    Parameters
    ----------
    layer : LSTMParams, RNNParams or WindowParams
        The layer.
    head : Head
        The read-out, for as many units as the layer has.

    Raises
    ------
    ValueError
        If the head is for another number of units.
    """

    layer: LayerParams
    head: Head

    def __post_init__(self) -> None:
        check_shape("head.V", self.head.V, "(K, H)", (len(self.head.c), self.layer.H))

    @classmethod
    def random(cls, layer: LayerParams, K: int, seed: int | np.random.Generator) -> "Model":
        """Give `layer` a head of K outputs, drawn evenly from -1/sqrt(H) to 1/sqrt(H), with no bias."""
        bound = 1 / np.sqrt(layer.H)
        V = np.random.default_rng(seed).uniform(-bound, bound, (K, layer.H))
        return cls(layer, Head(V, np.zeros(K)))

    def predict(self, x: npt.ArrayLike) -> Array:
        """Return what comes out: numbers, or scores of classes, (T, K) or (T, B, K)."""
        h, _ = _forward(self.layer, np.asarray(x))
        return self.head.read(h)


def loss(model: Model, examples: Examples, kind: Kind) -> float:
    """Return the mean error where the mask counts: squared for a regression, cross entropy for classes."""
    return _error(model.predict(examples.x), examples, kind)[0]


def accuracy(model: Model, examples: Examples) -> float:
    """Return how often the class with the highest score is the right one, where the mask counts."""
    right = model.predict(examples.x).argmax(axis=-1) == examples.y.argmax(axis=-1)
    return float((right * examples.mask).sum() / examples.mask.sum())


def loss_and_gradients(model: Model, examples: Examples, kind: Kind) -> tuple[float, Model]:
    """Return the loss, and its gradients in the shape of the model.

    Raises
    ------
    ValueError
        If the loss or a gradient is NaN or infinite.
    """
    h, pull = _forward(model.layer, examples.x)
    value, slope = _error(model.head.read(h), examples, kind)
    if not np.isfinite(value):
        raise ValueError(f"the loss is {value}")
    rows = slope.reshape(-1, slope.shape[-1])
    head = Head(rows.T @ h.reshape(len(rows), -1), rows.sum(axis=0))
    return value, Model(pull(slope @ model.head.V), head)


def flatten(weights: object) -> Array:
    """Return all numbers of a model, a layer or a head as one vector."""
    return np.concatenate([array.ravel() for array in _arrays(weights)])


def unflatten(like: Weights, vector: Array) -> Weights:
    """Return weights shaped like `like`, with the numbers of `vector`."""
    check_shape("vector", vector, "(numbers in like,)", flatten(like).shape)
    rest = vector

    def build(node: Any) -> Any:  # noqa: ANN401 - weights inside weights
        nonlocal rest
        if node is None:
            return None
        if isinstance(node, np.ndarray):
            own, rest = rest[: node.size], rest[node.size :]
            return own.reshape(node.shape)
        return type(node)(**{field.name: build(getattr(node, field.name)) for field in fields(node)})

    built: Weights = build(like)
    return built


def _arrays(node: object) -> list[Array]:
    if isinstance(node, np.ndarray):
        return [node]
    if not is_dataclass(node):
        return []
    return [array for field in fields(node) for array in _arrays(getattr(node, field.name))]


def _forward(layer: LayerParams, x: Array) -> tuple[Array, Callable[[Array], LayerParams]]:
    """Return h, and a function from the gradient of h to the gradients of the layer."""
    if isinstance(layer, LSTMParams):
        lstm = run(layer, x)
        return lstm.h, lambda dh: backward(layer, lstm, dh)[0]
    if isinstance(layer, RNNParams):
        rnn = run_rnn(layer, x)
        return rnn.h, lambda dh: backward_rnn(layer, rnn, dh)[0]
    window = run_window(layer, x)
    return window.h, lambda dh: backward_window(layer, window, dh)[0]


def _error(outputs: Array, examples: Examples, kind: Kind) -> tuple[float, Array]:
    """Return the mean error, and its slope with respect to the outputs."""
    check_shape("y", examples.y, "(T, B, K) of the model's outputs", outputs.shape)
    if not examples.mask.any():
        raise ValueError(
            f"mask of shape {examples.mask.shape} is 0 everywhere, expected some targets to count"
        )
    share = (examples.mask / examples.mask.sum())[..., np.newaxis]
    if kind == "regression":
        off = outputs - examples.y
        return float((share * off * off).sum()), 2 * share * off
    shifted = outputs - outputs.max(axis=-1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return float(-(share * examples.y * log_p).sum()), share * (np.exp(log_p) - examples.y)
