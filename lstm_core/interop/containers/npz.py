"""NumPy's .npz: a zip archive of arrays. Never a pickle, and no array before its size has been verified."""

import io
import math
import operator
from collections.abc import Iterable, Mapping
from tokenize import TokenError
from typing import Any

import numpy as np

from lstm_core.arrays import Array
from lstm_core.interop.containers.archive import Archive
from lstm_core.interop.errors import FormatError


def parse(archive: Archive, members: Iterable[str] | None = None) -> dict[str, Array]:
    """Return the arrays of an .npz archive by name; only some of its members, if these are given.

    Raises
    ------
    FormatError
        If a member is not an array of plain numbers.
    """
    return {
        name.removesuffix(".npy"): parse_array(f"member {name}", archive.read(name))
        for name in (archive.names if members is None else members)
    }


def parse_array(part: str, data: bytes) -> Array:
    """Return the array of an .npy file.

    Raises
    ------
    FormatError
        If it is malformed or damaged, or contains objects.
    """
    array: Array = _parsed(part, data, "biuf", "plain numbers")
    return array


def parse_texts(part: str, data: bytes) -> list[str]:
    """Return the texts of an .npy file, an array (n,) of them; raises as `parse_array`."""
    array = _parsed(part, data, "U", "texts, such as numpy.array(['the', 'cat'])")
    if array.ndim != 1:
        raise FormatError(part, f"shape {array.shape}", "one text per step")
    try:
        return [str(one) for one in array]
    except ValueError as error:
        raise FormatError(part, "damaged texts", "texts of Unicode") from error


def _parsed(part: str, data: bytes, kinds: str, expected: str) -> Any:  # noqa: ANN401 - numbers or texts
    stream = io.BytesIO(data)
    try:
        version = np.lib.format.read_magic(stream)
        read = (
            np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        )
        shape, fortran, dtype = read(stream)
        shape = tuple(map(operator.index, shape))
    # Tokenizer errors have their own class; the parser raises MemoryError if brackets are nested too deep.
    except (
        ValueError,
        SyntaxError,
        RecursionError,
        MemoryError,
        TypeError,
        OverflowError,
        TokenError,
    ) as error:
        reason = str(error).splitlines()[0][:80] if str(error) else type(error).__name__
        raise FormatError(part, f"no array ({reason})", "an array in NumPy's format") from error
    if dtype.hasobject or dtype.names is not None or dtype.kind not in kinds:
        raise FormatError(part, f"{dtype} values", expected)
    rest = data[stream.tell() :]
    if math.prod(shape) * dtype.itemsize != len(rest) or min(shape, default=0) < 0:
        size = math.prod(shape) * dtype.itemsize
        raise FormatError(part, f"{len(rest):,} bytes of numbers", f"{size:,} for shape {shape}")
    try:
        array = np.frombuffer(rest, dtype).reshape(shape, order="F" if fortran else "C")
    except ValueError as error:
        raise FormatError(part, f"shape {shape}", "a shape that NumPy can hold") from error
    return array.astype(dtype.newbyteorder("="), copy=False)


def serialise(arrays: Mapping[str, Array]) -> bytes:
    """Return an .npz file of `arrays`."""
    stream = io.BytesIO()
    np.savez(stream, allow_pickle=False, **arrays)
    return stream.getvalue()
