"""What the API says of a model file."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any, Final

from app.wire.files import writable
from app.wire.networks import peepholes
from lstm_core import LayerStack
from lstm_core.blueprints import LSTM
from lstm_core.interop import Contents
from lstm_core.interop.containers.tensors import some

_NAME_LENGTH: Final = 120
_NOTE_LENGTH: Final = 360
_MOST_NAMES: Final = 200


def describe(contents: Contents, size: int) -> dict[str, Any]:
    """Return what the API says of a file of `size` bytes, but for its id and name."""
    name, stack = next(iter(contents.stacks.items()))
    return {
        "format": contents.format,
        "bytes": size,
        "inputs": stack.D,
        "layers": _layers(name, stack),
        "outputs": stack.width,
        "lstms": [
            {"name": _short(name), "inputs": one.D, "outputs": one.width, "layers": _layers(name, one)}
            for name, one in contents.stacks.items()
        ],
        "heads": [
            {"name": _short(name), "inputs": int(V.shape[1]), "outputs": int(V.shape[0])}
            for name, (V, _) in list(contents.linears.items())[:_MOST_NAMES]
        ],
        "embeddings": [
            {"name": _short(name), "tokens": len(table), "inputs": int(table.shape[1])}
            for name, table in list(contents.embeddings.items())[:_MOST_NAMES]
        ],
        "ignored": [_short(one.name) for one in contents.ignored[:_MOST_NAMES]],
        "notes": _short_notes(one for stack in contents.stacks.values() for one in _told(stack, contents)),
    }


def _layers(name: str, stack: LayerStack) -> list[dict[str, Any]]:
    return [
        {
            "layer": layer,
            "direction": direction,
            "name": _short(name),
            "unit": cell.params.blueprint.name,
            "units": cell.params.H,
            "inputs": cell.params.D,
            "peepholes": peepholes(cell.params),
            "projection": None if cell.projection is None else cell.width,
        }
        for layer, direction, cell in stack.directions
    ]


def with_all(about: dict[str, Any]) -> dict[str, Any]:
    """Return the stored description of a model; old ones know neither units, embeddings nor vocabularies."""
    about["name"] = None
    about.setdefault("embeddings", [])
    about.setdefault("vocabulary", None)
    for layer in (*about["layers"], *(layer for one in about["lstms"] for layer in one["layers"])):
        layer.setdefault("unit", LSTM.name)  # all there was
    return about


def plain_name(name: str) -> str:
    """Return a file's name without folders and control characters, cut to a maximum length.

    >>> plain_name("../../etc/lstm.onnx")
    'lstm.onnx'
    """
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(sign for sign in last if sign.isprintable() and sign != "\ufffd").strip()
    return kept[:_NAME_LENGTH] if kept.strip(".") else "model"


def notes_of(stack: LayerStack, contents: Contents) -> list[str]:
    """Return the assumptions about a stack, and further remarks about its file."""
    return _short_notes(_told(stack, contents))


def _told(stack: LayerStack, contents: Contents) -> Iterator[str]:
    yield from (one.text for one in stack.assumptions)
    if stack.lengths is not None:
        lengths = some(map(str, stack.lengths))
        yield f"model: its sequences have fixed lengths: {lengths}; here a sequence has those of its inputs"
    yield from contents.remarks


def _short_notes(notes: Iterable[str]) -> list[str]:
    return [writable(text[:_NOTE_LENGTH]) for text in list(dict.fromkeys(notes))[:_MOST_NAMES]]


def _short(name: str) -> str:
    return writable(name if len(name) <= _NAME_LENGTH else name[:_NAME_LENGTH] + "...")
