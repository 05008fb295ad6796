"""From lists on the wire to arrays, with the exact place of a wrong shape."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.faults.kinds import Refused

Array = NDArray[np.float64]


def vector(values: Sequence[float], size: int, pointer: str, meaning: str) -> Array:
    """Return an array of `size` numbers.

    Parameters
    ----------
    values : sequence of float
        Checked numbers.
    size : int
        How many there must be.
    pointer : str
        Where they are in the body.
    meaning : str
        What each number belongs to, in the plural, such as ``"units"``.

    Raises
    ------
    Refused
        When there are more or fewer.
    """
    if len(values) != size:
        raise _wrong_size(len(values), size, pointer, meaning)
    return np.array(values, dtype=np.float64)


def matrix(rows: Sequence[Sequence[float]], width: int, pointer: str, meaning: str, before: int = 0) -> Array:
    """Return an array whose rows all hold `width` numbers; the parameters are those of `vector`.

    If the rows are part of a longer list, `before` is the number of rows before them.

    Raises
    ------
    Refused
        Points at the first row that is too long or too short, or at an empty matrix.
    """
    if not rows:
        raise Refused(pointer, "expected at least one row of numbers, found none")
    for index, row in enumerate(rows):
        if len(row) != width:
            raise _wrong_size(len(row), width, f"{pointer}/{before + index}", meaning)
    return np.array(rows, dtype=np.float64).reshape(len(rows), width)


def _wrong_size(found: int, expected: int, pointer: str, meaning: str) -> Refused:
    plural = "s" * (expected != 1)
    return Refused(pointer, f"expected {expected} number{plural}, as many as {meaning}, found {found}")
