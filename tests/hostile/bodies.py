"""The worst bodies known for a request that runs a network: small to send, dear to build."""

from collections.abc import Callable, Mapping
from functools import partial
from itertools import cycle, islice
from typing import Final

from app.config import Settings
from app.wire.parts import Bounds

_MOST: Final = Settings().max_body_bytes - 1000
_BOUNDS: Final = Bounds.of(Settings())
_INPUTS: Final = b'{"model":{"preset":"latch"},"inputs":['
_UNKNOWN: Final = b'{"model":{"preset":"latch"},"inputs":[[0,0,0]],"unknown":['
_VOCABULARY: Final = b'{"model":{"preset":"latch"},"text":"a","vocabulary":['
_PINS: Final = b'{"model":{"preset":"latch"},"inputs":[[0,0,0]],"pins":['


def _full(part: bytes, start: bytes = _INPUTS, most: int = _MOST) -> bytes:
    """Return a body that is full of one part, or has it so many times."""
    times = min(most, (_MOST - len(start)) // len(part))
    return start + part * times + b"0]}"


def _mixed() -> bytes:
    parts = cycle((b'{"a":[]},', b'"",', b"null,", b"[[]],", b"1.5,"))
    return _UNKNOWN + b"".join(islice(parts, 200_000 + 1_400_000)) + b"0]}"


def _closed(value: bytes, end: bytes, start: bytes = _UNKNOWN) -> bytes:
    return start + value + b"0" + end + b"]}"


def _text(letter: bytes) -> bytes:
    return b'{"model":{"preset":"brackets"},"text":"' + letter * (_MOST // len(letter) - 100) + b'"}'


def _rows(width: int) -> bytes:
    return _INPUTS + (b"[" + b"0," * (width - 1) + b"0],") * 43_000 + b"[0]]}"


_KINDS: Final = {
    "objects": b"{},",
    "lists": b"[],",
    "texts": b'"",',
    "nulls": b"null,",
    "numbers": b"0,",
    "fractions": b"0.5,",
    "lists in lists": b"[[[]]],",
    "objects in objects": b'{"":{}},',
}
_PLACES: Final = {"rows": _INPUTS, "an unknown field": _UNKNOWN, "a vocabulary": _VOCABULARY}
BODIES: Final[Mapping[str, Callable[[], bytes]]] = {
    **{
        f"{where}, {name}": partial(_full, part, start)
        for where, start in _PLACES.items()
        for name, part in _KINDS.items()
    },
    "pins, objects": partial(_full, b"{},", _PINS),
    "an unknown field, a mixture": _mixed,
    "as many objects as are read": partial(_full, b"{},", _UNKNOWN, _BOUNDS.parts - 2),
    "as many objects as are read, in each other": lambda: _closed(b'{"a":' * 40_000, b"}" * 40_000),
    "as many numbers as are read": partial(_full, b"0,", _UNKNOWN, _BOUNDS.values - 10),
    "as many numbers as are read, in one row": lambda: _closed(
        b"[" + b"0," * (_BOUNDS.values - 10), b"]", _INPUTS
    ),
    "as many lists as are read": lambda: _rows(78),
    "as many named values as are read": lambda: _closed(b"{" + b'"a":{},' * 43_000 + b'"b":', b"}"),
    "names that are all different": lambda: _closed(
        b"{" + b"".join(b'"%d":0,' % n for n in range(43_000)) + b'"":', b"}"
    ),
    "a text": partial(_text, b"("),
    "a text of escapes": partial(_text, rb"\u0028"),
    "a number": lambda: _INPUTS + b"9" * _MOST + b"]}",
    "a list that never ends": lambda: _INPUTS + b"[" * 43_000,
}
"""Bodies for ``POST /traces``, none of which is right."""
