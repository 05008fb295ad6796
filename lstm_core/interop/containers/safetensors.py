"""The safetensors container: a header of names, types, shapes and places in JSON, then the numbers.

It is read here and not by its own package, so that each fault of a file is named, nothing is allocated before
it is checked, and bfloat16 needs no further package. The tests compare the two.
"""

import json
import math
import struct
from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from lstm_core.arrays import Array
from lstm_core.interop.containers import documents
from lstm_core.interop.containers.limits import Limits
from lstm_core.interop.contents import Ignored
from lstm_core.interop.errors import FormatError

DTYPES: Final = {
    "F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "I16": "<i2", "I8": "|i1",
    "U64": "<u8", "U32": "<u4", "U16": "<u2", "U8": "|u1", "BOOL": "|b1",
}  # fmt: skip
HEADER_BYTES: Final = 4 * 2**20
"""Enough for as many tensors as a file may have, with long names."""


def parse(data: bytes | memoryview, limits: Limits) -> tuple[dict[str, Array], list[Ignored], dict[str, str]]:
    """Return the tensors (views of `data`), those of types that NumPy lacks, and the metadata.

    Raises
    ------
    FormatError
        If the file breaks the format, or a limit.
    """
    header, start = _header(data)
    metadata = header.pop("__metadata__", {})
    if not isinstance(metadata, dict) or not all(isinstance(text, str) for text in metadata.values()):
        raise FormatError("__metadata__", f"{metadata!r:.60}", "an object of texts")
    limits.check_entries("header", len(header))
    places = {name: _place(name, entry, len(data) - start) for name, entry in header.items()}
    _check_gapless(places, len(data) - start)
    limits.check_unpacked("tensors", len(data) - start)
    arrays, others = {}, []
    for name, (begin, end) in places.items():
        dtype, shape = header[name]["dtype"], tuple(header[name]["shape"])
        array = _view(name, dtype, shape, data[start + begin : start + end])
        if array is None:
            others.append(Ignored(name, str(shape), f"its type is {dtype}"))
        else:
            arrays[name] = array
    return arrays, others, metadata


def serialise(arrays: Mapping[str, Array], metadata: Mapping[str, str]) -> bytes:
    """Return a safetensors file of `arrays`: floats of 4 or 8 bytes, and integers of 8.

    Raises
    ------
    FormatError
        If an array has another type.
    """
    codes = {np.dtype("f8"): "F64", np.dtype("f4"): "F32", np.dtype("i8"): "I64"}
    header: dict[str, Any] = {"__metadata__": dict(metadata)}
    blocks, place = [], 0
    for name, array in sorted(arrays.items(), key=lambda item: (-item[1].dtype.itemsize, item[0])):
        if array.dtype not in codes:
            raise FormatError(name, f"{array.dtype.name} values", "float32 or float64")
        code = codes[array.dtype]
        block = np.ascontiguousarray(array, DTYPES[code]).tobytes()
        header[name] = {
            "dtype": code,
            "shape": list(array.shape),
            "data_offsets": [place, place + len(block)],
        }
        place += len(block)
        blocks.append(block)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return b"".join([struct.pack("<Q", len(text)), text, *blocks])


def _header(data: bytes | memoryview) -> tuple[dict[str, Any], int]:
    if len(data) < 8:
        raise FormatError("header length", f"{len(data)} bytes", "8 bytes")
    (length,) = struct.unpack_from("<Q", data)
    most = min(len(data) - 8, HEADER_BYTES)
    if not 2 <= length <= most:
        raise FormatError("header length", f"{length:,}", f"2 to {most:,}")
    header = documents.parsed("header", bytes(data[8 : 8 + length]), "a JSON object")
    if not isinstance(header, dict):
        raise FormatError("header", type(header).__name__, "a JSON object")
    return header, 8 + length


def _place(name: str, entry: object, room: int) -> tuple[int, int]:
    """Return where a tensor begins and ends, after checking everything that the header says about it."""
    part = f"tensor {name[:80]}"
    if not isinstance(entry, dict) or set(entry) != {"dtype", "shape", "data_offsets"}:
        raise FormatError(part, f"{entry!r:.80}", "dtype, shape and data_offsets")
    dtype, shape, offsets = entry["dtype"], entry["shape"], entry["data_offsets"]
    if not isinstance(dtype, str) or not _are_sizes(shape) or len(shape) > 8:
        raise FormatError(part, f"dtype {dtype!r:.20}, shape {shape!r:.60}", "a type and up to 8 sizes")
    if not _are_sizes(offsets) or len(offsets) != 2 or not offsets[0] <= offsets[1] <= room:
        raise FormatError(part, f"data_offsets {offsets!r:.60}", f"begin and end from 0 to {room:,}")
    begin, end = offsets
    width = 2 if dtype == "BF16" else np.dtype(DTYPES[dtype]).itemsize if dtype in DTYPES else None
    if width is not None and math.prod(shape) * width != end - begin:
        raise FormatError(
            part,
            f"{end - begin:,} bytes",
            f"{math.prod(shape) * width:,} for {dtype} of shape {tuple(shape)}",
        )
    return begin, end


def _are_sizes(values: object) -> bool:
    return isinstance(values, list) and all(type(n) is int and 0 <= n < 2**62 for n in values)


def _check_gapless(places: Mapping[str, tuple[int, int]], room: int) -> None:
    reached = 0
    for name, (begin, end) in sorted(places.items(), key=lambda item: item[1]):
        if begin != reached:
            why = "overlaps the tensor before it" if begin < reached else "a gap before it"
            raise FormatError(f"tensor {name[:80]}", f"begin {begin:,}, {why}", f"begin {reached:,}")
        reached = end
    if reached != room:
        raise FormatError("tensors", f"{room:,} bytes", f"{reached:,}, as the header says")


def _view(name: str, dtype: str, shape: tuple[int, ...], block: bytes | memoryview) -> Array | None:
    if dtype == "BF16":
        # The upper half of a float32 is a bfloat16.
        wide: Array = (np.frombuffer(block, "<u2").astype("<u4") << 16).view("<f4")
        return wide.reshape(shape)
    if dtype not in DTYPES:
        return None
    try:
        return np.frombuffer(block, DTYPES[dtype]).reshape(shape)
    except ValueError as error:
        raise FormatError(f"tensor {name[:80]}", f"shape {shape}", "a shape that NumPy can hold") from error
