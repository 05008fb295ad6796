"""Learning with `lstm_core`, against PyTorch: how fast a step is, and whether the gradients are the same."""

import numpy as np
import torch

from lstm_core import TASKS, LSTMParams, Model
from lstm_core.arrays import Array
from lstm_core.learning.examples import Examples
from lstm_core.learning.model import loss_and_gradients
from lstm_core.learning.training import adam
from lstm_core.params.vector import flatten, unflatten
from tests.bench.row import Row
from tests.bench.timing import best, print_rows, rows_on_one_thread

H, BATCH, LEARNING_RATE = 8, 32, 1e-2
TORCH_ORDER = ("i", "f", "g", "o")


def rows() -> list[Row]:
    """Measure all rows, in a process with one thread."""
    return rows_on_one_thread("tests.bench.training")


def measure() -> list[Row]:
    """Measure all rows in this process."""
    torch.set_num_threads(1)
    examples = TASKS["christmas_trees"].draw(0, BATCH)
    model = Model.random(LSTMParams.random(1, H, seed=0, peepholes="none"), K=1, seed=1)
    size = f"christmas_trees, T={len(examples.x)} B={BATCH} H={H} float64"
    ours, theirs = best(100, OurStep(model, examples), TorchStep(model, examples))
    apart = gradients_apart(model, examples)
    return [
        Row(
            f"run + backward + Adam step, time over that of torch.nn.LSTM + autograd + Adam: {size}",
            ours / theirs,
            "<= 1",
            ours <= theirs,
        ),
        Row(
            f"gradients, largest difference from PyTorch's autograd over their largest number: {size}",
            apart,
            "<= 1e-10",
            apart <= 1e-10,
        ),
    ]


class OurStep:
    """A step of learning with `lstm_core`."""

    def __init__(self, model: Model, examples: Examples) -> None:
        self.model, self.examples, self.weights, self.steps = model, examples, flatten(model), 0
        self.mean = self.square = np.zeros_like(self.weights)

    def __call__(self) -> None:
        """Take the step."""
        self.steps += 1
        _, gradients = loss_and_gradients(self.model, self.examples, "regression")
        self.weights, self.mean, self.square = adam(
            self.weights, flatten(gradients), self.mean, self.square, self.steps, LEARNING_RATE
        )
        self.model = unflatten(self.model, self.weights)


class TorchStep:
    """The same with PyTorch."""

    def __init__(self, model: Model, examples: Examples) -> None:
        self.lstm = torch.nn.LSTM(1, H, dtype=torch.float64)
        self.head = torch.nn.Linear(H, 1, dtype=torch.float64)
        self.x, self.y, self.mask = (torch.from_numpy(a) for a in (examples.x, examples.y, examples.mask))
        self.parameters = [*self.lstm.parameters(), *self.head.parameters()]
        with torch.no_grad():
            for own, given in zip(self.parameters, torch_arrays(model), strict=True):
                own.copy_(torch.tensor(given))
        self.adam = torch.optim.Adam(self.parameters, lr=LEARNING_RATE)

    def loss_and_gradients(self) -> None:
        """Fill the gradients of the parameters."""
        self.adam.zero_grad()
        off = self.head(self.lstm(self.x)[0]) - self.y
        ((off * off).squeeze(-1) * self.mask).sum().div(self.mask.sum()).backward()

    def __call__(self) -> None:
        """Take the step."""
        self.loss_and_gradients()
        self.adam.step()


def gradients_apart(model: Model, examples: Examples) -> float:
    """Return how far our gradients are from those of autograd."""
    theirs = TorchStep(model, examples)
    theirs.loss_and_gradients()
    _, gradients = loss_and_gradients(model, examples, "regression")
    pairs = [
        (given, own.grad.numpy())
        for given, own in zip(torch_arrays(gradients, second_bias=True), theirs.parameters, strict=True)
        if own.grad is not None
    ]
    largest = max(float(np.abs(theirs).max()) for _, theirs in pairs)
    return max(float(np.abs(ours - theirs).max()) for ours, theirs in pairs) / largest


def torch_arrays(model: Model, second_bias: bool = False) -> list[Array]:
    """Return the arrays of a model as PyTorch orders them; it has a second bias, the same or zero."""
    gates = [getattr(model.layer, gate) for gate in TORCH_ORDER]
    W, U, b = (np.concatenate([getattr(gate, name) for gate in gates]) for name in ("W", "U", "b"))
    return [W, U, b, b if second_bias else np.zeros_like(b), model.head.V, model.head.c]


if __name__ == "__main__":
    print_rows(measure())
