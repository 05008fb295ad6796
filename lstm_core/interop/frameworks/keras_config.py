"""What the configuration of a Keras model says about its recurrent layers, read as data."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from lstm_core.assumptions import Assumption
from lstm_core.interop.containers.tensors import some
from lstm_core.interop.errors import FormatError
from lstm_core.stacks.both_ways import Merge

_MERGES: Final[dict[object, Merge]] = {"concat": "concat", "sum": "sum", "mul": "mul", "ave": "ave"}
_OURS: Final = {"activation": "tanh", "recurrent_activation": "sigmoid"}
_CELLS: Final = ("LSTMCell", "GRUCell", "SimpleRNNCell")
KNOWN: Final = ("LSTM", "GRU", "SimpleRNN", "RNN", "Bidirectional", "CuDNNLSTM", "CuDNNGRU")
"""The layer classes whose configuration describes their computation completely."""


def check_layer(part: str, config: Mapping[str, Any], backward: bool = False) -> None:
    """Check the configuration of an LSTM layer, or of an RNN layer and its cells.

    Raises
    ------
    FormatError
        If it describes another unit than ours, or one that runs backward.
    """
    found = config.get("go_backwards", backward)
    if found != backward:
        raise FormatError(f"{part}, go_backwards", f"{found!r:.60}", repr(backward))
    for name, cell in _cells(part, config.get("cell"), config):
        for key, expected in _OURS.items():
            if cell.get(key, expected) != expected:
                raise FormatError(f"{name}, {key}", f"{cell[key]!r:.60}", repr(expected))


def resets_after(config: Mapping[str, Any]) -> bool:
    """Return whether a GRU with this configuration resets after the product, which is Keras's default."""
    cell = config.get("cell")
    own = cell.get("config", config) if isinstance(cell, dict) else config
    return bool(own.get("reset_after", True)) if isinstance(own, dict) else True


def merge_of(part: str, found: object) -> Merge:
    """Return how a Bidirectional layer merges its outputs, or raise FormatError."""
    if not isinstance(found, str) or found not in _MERGES:
        raise FormatError(f"{part}, merge_mode", f"{found!r:.60}", "concat, sum, mul or ave")
    return _MERGES[found]


def layers(node: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the description of every layer in a configuration, however deeply nested."""
    if depth > 64:
        raise FormatError("config.json", "more than 64 nested layers", "fewer")
    if isinstance(node, dict):
        if isinstance(node.get("class_name"), str) and isinstance(node.get("config"), dict):
            yield node
        if node.get("class_name") == "Bidirectional":
            return
        for inner in node.values():
            yield from layers(inner, depth + 1)
    elif isinstance(node, list):
        for inner in node:
            yield from layers(inner, depth + 1)


def name_of(layer: Mapping[str, Any]) -> str:
    """Return the name of a layer; empty if its description has none."""
    name = layer["config"].get("name")
    return name if isinstance(name, str) else ""


def masks_of(config: object) -> tuple[Assumption, ...]:
    """Return the assumptions made where layers of a model mask steps for others."""
    return tuple(
        Assumption(
            f"layer {name_of(layer)} ({layer['class_name']}): it masks steps, here every step counts unless "
            "`lengths` say how many do",
            "lengths",
        )
        for layer in layers(config)
        if layer["class_name"] == "Masking" or layer["config"].get("mask_zero")
    )


def starts_of(layer: Mapping[str, Any], states: Sequence[str]) -> tuple[Assumption, ...]:
    """Return the assumptions made where a model gives a layer its first states, named as in a run.

    Keras 3 says so among the arguments of a call; before, the states stood beside the input.
    """
    calls = layer.get("inbound_nodes")
    if not isinstance(calls, list) or not any(map(_has_start, calls)):
        return ()
    part = f"layer {name_of(layer)}"
    return tuple(
        Assumption(
            f"{part}: the model gives it its first state; here it is zero unless a run gives {one}", one
        )
        for one in states
    )


def _has_start(call: object) -> bool:
    match call:
        case {"args": list(given), "kwargs": dict(named)}:
            return named.get("initial_state") is not None or any(one is not None for one in given[1:2])
        case [[*_, dict(named)]]:
            return named.get("initial_state") is not None
        case [_, _, *_]:
            return True
    return False


def sequence(config: object) -> list[dict[str, Any]]:
    """Return the layers of a Sequential model in order; empty for any other model."""
    match config:
        case {"class_name": "Sequential", "config": {"layers": list(found)}}:
            return [one for one in found if one in list(layers(one))[:1]]
    return []


def _cells(part: str, cell: object, layer: Mapping[str, Any]) -> Sequence[tuple[str, Mapping[str, Any]]]:
    """Return the configurations that describe what a layer's cells compute, with names for messages."""
    match cell:
        case None:
            return [(part, layer)]
        case {"class_name": str(name), "config": dict(config)} if name in _CELLS:
            return [(f"{part}, cell", config)]
        case {"class_name": "StackedRNNCells", "config": {"cells": list(cells)}}:
            named = [_cells(f"{part}, cell {k}", one, {}) for k, one in enumerate(cells)]
            return [(name.removesuffix(", cell"), config) for found in named for name, config in found]
    kind = cell.get("class_name") if isinstance(cell, dict) else cell
    raise FormatError(f"{part}, cell", some([str(kind)]), f"{', '.join(_CELLS)}, or StackedRNNCells of them")
