"""Changes of files that know how a file is made: of JSON, headers, archives and protocol buffers."""

import io
import json
import random
import struct
import zipfile
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

import onnx

_ODD: Final[tuple[Any, ...]] = (
    None, True, -1, 0, 1.0, 1e400, 2**31, 2**63, 10**400, "", "\ud800", "x" * 300, [], [[]], [None], {},
)  # fmt: skip
_SIZES: Final = (0, 1, 2, 127, 128, 255, 2**15, 2**16 - 1, 2**31 - 1, 2**31, 2**32 - 1, 2**63 - 1, 2**64 - 1)
_TOKENS: Final = (
    "True",
    "1.0",
    "1L",
    "-1",
    "(",
    ")",
    "'",
    "None",
    "9" * 30,
    "|O",
    "<f2",
    "{",
    "[",
    ",",
    "1e9",
    "nan",
)


def of_bytes(data: bytes, rng: random.Random) -> bytes:
    """Change, cut, repeat or overwrite a few bytes, the first ones more often."""
    made = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        if not made:
            break
        place = rng.randrange(min(len(made), rng.choice((64, 2048, len(made)))))
        match rng.randrange(5):
            case 0:
                made[place] = rng.randrange(256)
            case 1:
                made[place] ^= 1 << rng.randrange(8)
            case 2:
                width = rng.choice((1, 2, 4, 8))
                made[place : place + width] = (rng.choice(_SIZES) % 256**width).to_bytes(width, "little")
            case 3:
                piece = made[place : place + rng.randint(1, 64)]
                made[place:place] = piece * rng.randint(1, 3)
            case 4:
                del made[place : place + rng.choice((1, 8, 200))]
    return bytes(made)


def of_tokens(data: bytes, rng: random.Random) -> bytes:
    """Put something odd in place of a word or a number of a text at the beginning."""
    text = data[:400].decode("latin-1")
    words = text.replace(",", " , ").split()
    if not words:
        return of_bytes(data, rng)
    changed = text.replace(rng.choice(words), rng.choice(_TOKENS), rng.choice((1, -1)))
    return changed.encode("latin-1") + data[400:]


def of_json(data: bytes, rng: random.Random) -> bytes:
    """Change values of a JSON document, wherever they are."""
    document = json.loads(data)
    for _ in range(rng.randint(1, 3)):
        _change(document, rng)
    return json.dumps(document).encode()


def of_safetensors(data: bytes, rng: random.Random) -> bytes:
    """Change the header of a safetensors file."""
    (length,) = struct.unpack_from("<Q", data)
    text = of_json(data[8 : 8 + length], rng)
    return struct.pack("<Q", len(text)) + text + data[8 + length :]


def of_archive(data: bytes, rng: random.Random) -> bytes:
    """Change a member of an archive, as its own kind of file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = rng.choice(list(members))
    match name.rpartition(".")[2]:
        case "json":
            ways: tuple[Callable[[bytes, random.Random], bytes], ...] = (of_json,)
        case "npy":
            ways = (of_tokens, of_bytes)
        case _:
            ways = (of_bytes,)
    members[name] = rng.choice(ways)(members[name], rng)
    if rng.random() < 0.1:
        del members[rng.choice(list(members))]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def of_onnx(data: bytes, rng: random.Random) -> bytes:
    """Change fields of a protocol buffer, wherever they are."""
    model = onnx.load_from_string(data)
    for _ in range(rng.randint(1, 3)):
        _change_message(model, rng)
    return bytes(model.SerializeToString())


def _change(node: Any, rng: random.Random) -> None:
    while True:
        keys = (
            list(node) if isinstance(node, dict) else list(range(len(node))) if isinstance(node, list) else []
        )
        if not keys:
            return
        key = rng.choice(keys)
        if isinstance(node[key], dict | list) and node[key] and rng.random() < 0.8:
            node = node[key]
            continue
        match rng.randrange(3):
            case 0:
                del node[key]
            case 1:
                node[key] = rng.choice(_ODD)
            case 2:
                node[key] = [node[key]] * rng.randint(0, 3)
        return


def _change_message(message: Any, rng: random.Random) -> None:
    while True:
        fields = [field for field, _ in message.ListFields()]
        if not fields:
            return
        field = rng.choice(fields)
        value = getattr(message, field.name)
        many = field.is_repeated if hasattr(field, "is_repeated") else field.label == field.LABEL_REPEATED
        inner = field.message_type is not None
        if inner and (not many or len(value)) and rng.random() < 0.85:
            message = rng.choice(value) if many else value
            continue
        if inner or rng.random() < 0.2:
            message.ClearField(field.name)
        elif many:
            _change_list(value, rng)
        else:
            with suppress(ValueError):  # an enumeration may be closed to other numbers
                setattr(message, field.name, _odd(value, rng))
        return


def _change_list(values: Any, rng: random.Random) -> None:
    if len(values) and rng.random() < 0.3:
        del values[rng.randrange(len(values))]
    elif len(values):
        values[rng.randrange(len(values))] = _odd(values[0], rng)


def _odd(value: Any, rng: random.Random) -> Any:
    match value:
        case bool() | int():
            return rng.choice((0, 1, 2, 3, 7, 10, 14, 2**31 - 1))
        case float():
            return rng.choice((0.0, -1.0, float("nan"), float("inf"), 1e30))
        case str():
            return rng.choice(("", "LSTM", "GRU", "Identity", "Constant", "Expand", "X", "W", "R", "é" * 40))
        case bytes():
            return rng.choice((b"", value[:-1], value + b"\0", b"\xff" * 16))
    return value
