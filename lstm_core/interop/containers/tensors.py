"""Arrays from a file: their shapes in words, their numbers checked."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import numpy as np

from lstm_core.arrays import Array
from lstm_core.interop.errors import FormatError

Made = TypeVar("Made")


def shape_text(array: Array) -> str:
    """Return the shape as people write it: ``(8, 3)``."""
    return str(tuple(int(n) for n in array.shape))


def weights(part: str, array: Array, shape: tuple[int, ...], letters: str) -> Array:
    """Return `array` if it holds finite floating-point numbers in this shape; float16 becomes float32.

    In float16, the sum of two biases would lose digits that each of them still has.

    Raises
    ------
    FormatError
        If it does not; `letters` names the axes in the message.
    """
    if array.dtype.kind != "f":
        raise FormatError(part, f"{array.dtype.name} values", "floating-point numbers")
    if array.shape != shape:
        raise FormatError(part, f"shape {shape_text(array)}", f"{letters} = {shape}")
    finite = np.isfinite(array)
    if not finite.all():
        place = tuple(int(k) for k in np.argwhere(~finite)[0])
        raise FormatError(part, f"{array[place]} at {place}", "finite numbers")
    return array.astype(np.float32) if array.dtype == np.float16 else array


def from_lists(part: str, values: Any, expected: str) -> Array:  # noqa: ANN401 - whatever JSON holds
    """Return nested lists from JSON as an array of float64.

    Raises
    ------
    FormatError
        If they are not finite numbers in rows of the same length; `expected` says so in the file's terms.
    """
    try:
        array = np.asarray(values)
    except ValueError:  # ragged
        array = np.empty(0, object)
    if array.dtype.kind not in "iuf" or array.ndim == 0 or not np.isfinite(array).all():
        raise FormatError(part, f"{values!r:.40}", expected)
    return array.astype(np.float64)


def matrix(part: str, array: Array) -> tuple[int, int]:
    """Return the shape of `array`, or raise FormatError unless it is a matrix that is not empty."""
    if array.ndim != 2 or 0 in array.shape:
        raise FormatError(part, f"shape {shape_text(array)}", "a matrix that is not empty")
    return len(array), len(array[0])


def take(part: str, arrays: Mapping[str, Array], name: str) -> Array:
    """Return one of `arrays`, or raise FormatError if it is missing."""
    if name not in arrays:
        raise FormatError(part, f"no {name}", f"one beside {some(arrays)}")
    return arrays[name]


def some(names: Iterable[str], most: int = 8) -> str:
    """Return the names, or the first few of many; "nothing" if there are none."""
    listed = [name if len(name) <= 80 else f"{name[:77]}..." for name in names]
    rest = f" and {len(listed) - most} more" if len(listed) > most else ""
    return (", ".join(listed[:most]) or "nothing") + rest


def guarded(part: str, build: Callable[[], Made]) -> Made:
    """Return what `build` makes; its ValueError becomes a FormatError that names `part`."""
    try:
        return build()
    except FormatError:
        raise
    except ValueError as error:
        raise FormatError(part, str(error), "arrays that fit together") from error
