"""A layer with a linear head: its outputs, their loss, and the gradient of that."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lstm_core.arrays import Array, NotFiniteError, check_shape
from lstm_core.learning.examples import Examples, Kind
from lstm_core.learning.layers import LayerParams, forward
from lstm_core.params import Head


@dataclass(frozen=True, eq=False)
class Model:
    """A layer with the head that reads its hidden state.

    Parameters
    ----------
    layer : UnitParams or WindowParams
        The layer, of any kind registered in `lstm_core.learning.layers`.
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
        """Give `layer` a head of K outputs, drawn uniformly from -1/sqrt(H) to 1/sqrt(H), with zero bias.

        Raises
        ------
        ValueError
            If `K` is below 1.
        """
        bound = 1 / np.sqrt(layer.H)
        V = np.random.default_rng(seed).uniform(-bound, bound, (K, layer.H))
        return cls(layer, Head(V, np.zeros(K)))

    def predict(self, x: npt.ArrayLike) -> Array:
        """Return the outputs at every step: numbers, or scores of classes before softmax.

        Parameters
        ----------
        x : (T, D) or (T, B, D)
            Inputs.

        Returns
        -------
        (T, K) or (T, B, K)

        Raises
        ------
        ValueError
            As in `lstm_core.run`.
        """
        h, _ = forward(self.layer, np.asarray(x))
        return self.head.read(h)


def loss(model: Model, examples: Examples, kind: Kind) -> float:
    """Return the mean loss over the targets that count.

    Parameters
    ----------
    model : Model
        The model.
    examples : Examples
        Sequences and their targets.
    kind : "regression" or "classification"
        Squared error, summed over outputs, or cross entropy in nats.

    Raises
    ------
    ValueError
        If the examples do not fit the model, or no target counts.
    """
    return _error(model.predict(examples.x), examples, kind)[0]


def accuracy(model: Model, examples: Examples) -> float:
    """Return the share of targets that count, 0 to 1, for which the class with the highest score is right."""
    right = model.predict(examples.x).argmax(axis=-1) == examples.y.argmax(axis=-1)
    return float((right * examples.mask).sum() / examples.mask.sum())


def loss_and_gradients(model: Model, examples: Examples, kind: Kind) -> tuple[float, Model]:
    """Return the loss, and its gradients in the shape of the model.

    Raises
    ------
    NotFiniteError
        If the loss, a gradient, or a number on the way to them is NaN or infinite.
    ValueError
        As in `loss`.
    """
    h, pull = forward(model.layer, examples.x)
    value, slope = _error(model.head.read(h), examples, kind)
    if not np.isfinite(value):
        raise NotFiniteError(f"the loss is {value}")
    rows = slope.reshape(-1, slope.shape[-1])
    head = Head(rows.T @ h.reshape(len(rows), -1), rows.sum(axis=0))
    return value, Model(pull(slope @ model.head.V), head)


def _error(outputs: Array, examples: Examples, kind: Kind) -> tuple[float, Array]:
    """Return the mean loss, and its gradient with respect to the outputs."""
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
