"""A batch of sequences of different lengths, padded to the longest."""

from collections.abc import Iterator, Sequence
from types import EllipsisType

import numpy as np
import numpy.typing as npt

from lstm_core.arrays import Array


def check_lengths(lengths: npt.ArrayLike, shape: tuple[int, ...]) -> tuple[int, ...]:
    """Return the number of steps of each sequence, for inputs of shape (T, B, D).

    Raises
    ------
    ValueError
        If `shape` is not that of a batch, or `lengths` is not one whole number from 1 to T per sequence.
    """
    given = np.asarray(lengths)
    if len(shape) != 3:
        raise ValueError(f"lengths are given and x has {len(shape)} axes, expected a batch with 3 axes")
    steps, batch, _ = shape
    if given.shape != (batch,) or given.dtype.kind not in "iu":
        raise ValueError(
            f"lengths have shape {given.shape} and type {given.dtype.name}, "
            f"expected whole numbers (B,) = ({batch},)"
        )
    for sequence, length in enumerate(given.tolist()):
        if not 1 <= length <= steps:
            raise ValueError(
                f"lengths has {length} for sequence {sequence}, expected a number from 1 to {steps}, "
                "the steps of x"
            )
    return tuple(given.tolist())


def by_length(lengths: Sequence[int]) -> Iterator[tuple[int, Array]]:
    """Yield each length that occurs, and the sequences that have it; the shortest first."""
    for length in sorted(set(lengths)):
        yield length, np.flatnonzero(np.equal(lengths, length))


class Room:
    """Memory for the arrays of a whole run, filled part by part; zero elsewhere.

    Parameters
    ----------
    steps : int
        The number of steps of the run.
    batch : tuple of int
        (B,) for a batch, () for one sequence.
    """

    def __init__(self, steps: int, batch: tuple[int, ...]) -> None:
        self._steps, self._batch = steps, batch
        self._arrays: dict[str, Array] = {}

    def put(
        self, name: str, part: Array, members: Array | EllipsisType = ..., first: int | None = None
    ) -> None:
        """Write a part of an array.

        Parameters
        ----------
        name : str
            The name of the array.
        part : (t, b, n) or (t, n); (b, n) or (n,) without time
            Its numbers for some sequences and, if it has a time axis, some steps.
        members : (b,), optional
            The sequences, by default all.
        first : int, optional
            The step at which the part begins; None for an array without a time axis.
        """
        if name not in self._arrays:
            times = () if first is None else (self._steps,)
            self._arrays[name] = np.zeros((*times, *self._batch, part.shape[-1]), part.dtype)
        if first is None:
            self._arrays[name][members] = part
        else:
            self._arrays[name][first : first + len(part)][:, members] = part

    def arrays(self) -> dict[str, Array]:
        """Return all arrays by name, read-only from now on."""
        for array in self._arrays.values():
            array.setflags(write=False)
        return self._arrays
