"""Training: Adam, clipping by the global norm, mini-batches, early stopping. It prints nothing."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lstm_core.arrays import Array, NotFiniteError, check_finite
from lstm_core.learning.examples import Examples, Kind
from lstm_core.learning.model import Model, loss, loss_and_gradients
from lstm_core.params.vector import flatten, unflatten

EXPLODED = 1e4
"""Losses above this many times the first one count as an explosion."""


class DivergedError(ArithmeticError):
    """Learning diverged; the message says in which step, and what to change."""


class _ExplodedError(ArithmeticError):
    """A loss is far above the first one."""


@dataclass(frozen=True)
class Metrics:
    """How training is going.

    Attributes
    ----------
    step : int
        The number of steps taken so far.
    loss : float
        Mean loss over the mini-batches of the chunk.
    validation : float
        Loss on the validation set after the chunk.
    gradient_norm : float
        Mean global norm of the gradient over the chunk, before clipping.
    """

    step: int
    loss: float
    validation: float
    gradient_norm: float


@dataclass(frozen=True, eq=False)
class State:
    """The state of training: everything that the next chunk needs.

    Attributes
    ----------
    model : Model
        The weights.
    mean, square : Array
        Adam's running means of the gradient and of its square, as vectors.
    step : int
        The number of steps taken so far.
    first_loss : float
        Loss of the first mini-batch, NaN before it; a later loss far above it counts as an explosion.
    best : Model
        The weights with the lowest validation loss so far.
    best_validation : float
        That loss.
    since_best : int
        The number of chunks since then.
    """

    model: Model
    mean: Array
    square: Array
    step: int
    first_loss: float
    best: Model
    best_validation: float
    since_best: int

    @classmethod
    def start(cls, model: Model) -> "State":
        """Return the state before the first step."""
        nothing = np.zeros_like(flatten(model))
        return cls(model, nothing, nothing, 0, float("nan"), model, float("inf"), 0)


@dataclass(frozen=True, eq=False)
class Training:
    """What to learn from, and how. It can be pickled, so that another process can train a chunk.

    Parameters
    ----------
    kind : "regression" or "classification"
        The kind of targets, which decides the loss.
    train, validation : Examples
        The sequences to learn from, and those that decide when to stop.
    learning_rate : float
        Adam's step size.
    clip : float
        Largest global norm of the gradient; longer gradients are scaled down to it.
    batch : int
        Sequences per mini-batch; at most as many as there are.
    seed : int
        Determines the mini-batches.
    patience : int, optional
        Stop after this many chunks without a better validation loss; by default, never.

    Raises
    ------
    ValueError
        If a number is out of range, or one of the sequences or targets is NaN or infinite.

    References
    ----------
    Kingma and Ba, "Adam: A method for stochastic optimization", ICLR 2015. For the clipping: Pascanu, Mikolov
    and Bengio, "On the difficulty of training recurrent neural networks", ICML 2013.
    """

    kind: Kind
    train: Examples
    validation: Examples
    learning_rate: float = 1e-2
    clip: float = 1.0
    batch: int = 32
    seed: int = 0
    patience: int | None = None

    def __post_init__(self) -> None:
        for name in ("learning_rate", "clip"):
            value = getattr(self, name)
            if not 0 < value < np.inf:
                raise ValueError(f"{name} is {value}, expected a number above 0")
        sequences = self.train.x.shape[1]
        if not 1 <= self.batch <= sequences:
            raise ValueError(f"batch is {self.batch}, expected 1 to {sequences}, the number of sequences")
        for name in ("train", "validation"):
            examples: Examples = getattr(self, name)
            for part in ("x", "y", "mask"):
                check_finite(f"{name}.{part}", getattr(examples, part))

    def chunk(self, state: State, n: int) -> tuple[State, Metrics]:
        """Take `n` steps, then evaluate the validation set. The same state always gives the same answer.

        Taking m + n steps at once gives the same bits as taking m and then n.

        Raises
        ------
        DivergedError
            If a loss, a gradient or a weight becomes NaN or infinite, or the loss explodes.
        ValueError
            If `n` is below 1, or the sequences do not fit the model.
        """
        if n < 1:
            raise ValueError(f"n is {n}, expected 1 step or more")
        losses, norms = [], []
        model, mean, square, step, first = state.model, state.mean, state.square, state.step, state.first_loss
        weights = flatten(model)
        try:
            with np.errstate(over="ignore", invalid="ignore"):
                for step in range(state.step + 1, state.step + n + 1):
                    value, gradients = loss_and_gradients(model, self._mini_batch(step), self.kind)
                    first = value if np.isnan(first) else first
                    if value > EXPLODED * max(first, 1e-3):
                        raise _ExplodedError(f"the loss is {value:.3g}, and was {first:.3g} at first")
                    gradient = flatten(gradients)
                    norm = float(np.linalg.norm(gradient))
                    gradient *= self.clip / max(norm, self.clip)
                    weights, mean, square = adam(weights, gradient, mean, square, step, self.learning_rate)
                    model = unflatten(model, weights)
                    losses.append(value)
                    norms.append(norm)
                validation = loss(model, self.validation, self.kind)
        except (NotFiniteError, _ExplodedError) as error:
            raise DivergedError(
                f"training diverged in step {step}: {error}; "
                f"try a learning_rate below {self.learning_rate:g} or a clip below {self.clip:g}"
            ) from error
        better = validation < state.best_validation
        new = State(
            model,
            mean,
            square,
            step,
            first,
            best=model if better else state.best,
            best_validation=validation if better else state.best_validation,
            since_best=0 if better else state.since_best + 1,
        )
        return new, Metrics(new.step, float(np.mean(losses)), validation, float(np.mean(norms)))

    def _mini_batch(self, step: int) -> Examples:
        """Return the sequences of a step, determined by the seed and the step alone."""
        rng = np.random.default_rng([self.seed, step])
        return self.train.take(rng.choice(self.train.x.shape[1], self.batch, replace=False))


def train(
    training: Training,
    model: Model,
    steps: int,
    chunk: int = 100,
    callback: Callable[[State, Metrics], None] | None = None,
) -> State:
    """Train for `steps` steps, or until patience runs out.

    Parameters
    ----------
    training : Training
        What to learn from, and how.
    model : Model
        The weights to start with.
    steps : int
        The largest number of steps.
    chunk : int
        The number of steps between two evaluations of the validation set.
    callback : (State, Metrics) -> None, optional
        Called after each chunk.

    Returns
    -------
    State
        The final state; `best` is the model to keep.

    Raises
    ------
    DivergedError
        If a loss, a gradient or a weight becomes NaN or infinite, or the loss explodes.
    ValueError
        If `chunk` is below 1, or the sequences do not fit the model.
    """
    state = State.start(model)
    while state.step < steps:
        state, metrics = training.chunk(state, min(chunk, steps - state.step))
        if callback is not None:
            callback(state, metrics)
        if training.patience is not None and state.since_best >= training.patience:
            break
    return state


def adam(
    weights: Array, gradient: Array, mean: Array, square: Array, step: int, learning_rate: float
) -> tuple[Array, Array, Array]:
    """Return the weights and the two running means after one step of Adam; steps are counted from 1."""
    mean = 0.9 * mean + 0.1 * gradient
    square = 0.999 * square + 0.001 * gradient * gradient
    unbiased, spread = mean / (1 - 0.9**step), square / (1 - 0.999**step)
    return weights - learning_rate * unbiased / (np.sqrt(spread) + 1e-8), mean, square
