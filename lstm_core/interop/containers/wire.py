"""Counts the contents of an ONNX protocol buffer before anything is allocated for them.

Two bytes in a file can become a message of hundreds of bytes in memory, so the file's size says little.
"""

from collections.abc import Mapping
from typing import Final

from lstm_core.interop.errors import FormatError

_ANY: Final = "any"
_MESSAGES: Final[Mapping[str, Mapping[int, str]]] = {
    "model": {7: "graph", 8: _ANY, 14: _ANY, 20: "training", 25: "function"},
    "training": {1: "graph", 2: "graph", 3: _ANY, 4: _ANY},
    "function": {7: "node", 9: _ANY, 11: "attribute", 12: _ANY, 14: _ANY},
    "graph": {1: "node", 5: "tensor", 11: _ANY, 12: _ANY, 13: _ANY, 14: _ANY, 15: "sparse", 16: _ANY},
    "node": {5: "attribute", 9: _ANY, 10: _ANY},
    "attribute": {
        5: "tensor", 6: "graph", 10: "tensor", 11: "graph", 14: _ANY, 15: _ANY, 22: "sparse", 23: "sparse",
    },
    "tensor": {3: _ANY, 13: _ANY, 16: _ANY},
    "sparse": {1: "tensor", 2: "tensor"},
}  # fmt: skip
"""Which fields of a message are messages themselves. In any other message every field may be one."""
_WIDTHS: Final = {1: 8, 5: 4}


def check_fields(data: bytes, most: int) -> None:
    """Raise FormatError if an ONNX file has more than `most` fields, or is not a protocol buffer."""
    todo: list[tuple[str, int, int]] = [("model", 0, len(data))]
    count = 0
    while todo:
        kind, place, end = todo.pop()
        while place < end:
            count += 1
            if count > most:
                raise FormatError("file", f"more than {most:,} fields", f"at most {most:,}")
            try:
                number, start, place = _field(data, place, end)
            except ValueError as error:
                if kind == _ANY:  # It turned out to be text.
                    break
                raise FormatError("file", f"no protocol buffer ({error})", "a whole ONNX file") from error
            inner = _ANY if kind == _ANY else _MESSAGES[kind].get(number)
            if start >= 0 and inner is not None:
                todo.append((inner, start, place))


def _field(data: bytes, place: int, end: int) -> tuple[int, int, int]:
    """Return a field's number, where its bytes start (-1 for a plain number), and where it ends."""
    tag, place = _varint(data, place, end)
    number, wire = tag >> 3, tag & 7
    start = -1
    if wire == 0:
        _, place = _varint(data, place, end)
    elif wire == 2:
        size, start = _varint(data, place, end)
        place = start + size
    elif wire in _WIDTHS:
        place += _WIDTHS[wire]
    else:
        raise ValueError(f"wire type {wire}")
    if place > end:
        raise ValueError("a field that is cut off")
    return number, start, place


def _varint(data: bytes, place: int, end: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if place >= end:
            break
        byte = data[place]
        place += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, place
    raise ValueError("a number that is cut off")
