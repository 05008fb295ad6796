"""Sequences with their targets: what a task draws, and what a training learns from."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from lstm_core.arrays import Array, check_shape

Kind: TypeAlias = Literal["regression", "classification"]
Seed: TypeAlias = int | list[int]


@dataclass(frozen=True, eq=False)
class Examples:
    """Sequences and their targets.

    Attributes
    ----------
    x : (T, B, D)
        Inputs.
    y : (T, B, K)
        Targets: numbers, or for classification 1 at the right class and 0 elsewhere.
    mask : (T, B)
        1 for a target that counts, 0 for one that does not.

    Raises
    ------
    ValueError
        If the shapes do not fit together.
    """

    x: Array
    y: Array
    mask: Array

    def __post_init__(self) -> None:
        for name, array in (("x", self.x), ("y", self.y)):
            if array.ndim != 3:
                raise ValueError(
                    f"{name} has shape {array.shape}, expected three axes: steps, sequences, numbers"
                )
        T, B, _ = self.x.shape
        check_shape("y", self.y, "(T, B, K)", (T, B, self.y.shape[2]))
        check_shape("mask", self.mask, "(T, B)", (T, B))

    def take(self, which: Array) -> "Examples":
        """Return a selection of the sequences."""
        return Examples(self.x[:, which], self.y[:, which], self.mask[:, which])
