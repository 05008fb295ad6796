"""A stack as a .keras file: a Sequential model with one recurrent layer for each layer, and a Dense head.

Keras finds the weights of a layer by its class and its place among those of that class: ``layers/gru``,
``layers/gru_1``. Each recurrent layer returns its whole sequence, as ours do.
"""

import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np

from lstm_core.arrays import Array
from lstm_core.interop.containers.hdf5 import NEEDS
from lstm_core.interop.errors import FormatError
from lstm_core.interop.frameworks.gates import FORMS, put_together
from lstm_core.interop.frameworks.keras import ORDERS, WEIGHTS
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Layer
from lstm_core.stacks.stack import LayerStack

CLASSES: Final[Mapping[str, str]] = {"lstm": "LSTM", "gru": "GRU", "rnn": "SimpleRNN"}
GROUPS: Final[Mapping[str, str]] = {
    "LSTM": "lstm",
    "GRU": "gru",
    "SimpleRNN": "simple_rnn",
    "Bidirectional": "bidirectional",
    "Dense": "dense",
}
"""What Keras calls the weights of the first layer of a class."""
VERSION: Final = "3.0.0"
"""The oldest Keras that reads this layout."""
_WRITTEN: Final = (1980, 1, 1, 0, 0, 0)
"""No date: the same model is the same bytes."""


def write(stack: LayerStack) -> bytes:
    """Return a .keras file: from (B, T, D) to h (B, T, width) or, with a head, to outputs (B, T, K).

    Numbers keep their type: float32 or, if any of the weights are, float64.

    Raises
    ------
    FormatError
        If Keras has no such layer: a projection, peepholes, first states, a layer that runs backward alone,
        directions of different units or sizes.
    ImportError
        If h5py is not installed.
    """
    dtype = _dtype(stack)
    layers = [_layer(f"layer {k}", layer, dtype) for k, layer in enumerate(stack.layers)]
    arrays = [_arrays(layer) for layer in stack.layers]
    if stack.head is not None:
        layers.append(_described("Dense", dtype, {"units": len(stack.head.c), "activation": "linear"}))
        arrays.append({"vars": [stack.head.V.T, stack.head.c]})
    for k, layer in enumerate(layers):
        layer["config"]["name"] = "head" if layer["class_name"] == "Dense" else f"layer_{k}"
    first = _described("InputLayer", dtype, {"name": "input", "batch_shape": [None, None, stack.D]})
    model = _described("Sequential", dtype, {"name": "memory_pipe", "layers": [first, *layers]}, "keras")
    return _archive(
        {
            "metadata.json": json.dumps({"keras_version": VERSION, "date_saved": ""}).encode(),
            "config.json": json.dumps(model).encode(),
            WEIGHTS: _weights(layers, arrays, dtype),
        }
    )


def _dtype(stack: LayerStack) -> str:
    arrays = [
        array
        for _, _, layer in stack.directions
        for net in layer.params.nets.values()
        for array in net.arrays.values()
    ]
    arrays += [] if stack.head is None else [stack.head.V, stack.head.c]
    return "float64" if any(array.dtype == np.float64 for array in arrays) else "float32"


def _described(
    kind: str, dtype: str, config: Mapping[str, object], module: str = "keras.layers"
) -> dict[str, Any]:
    """Return a layer, or a model, as Keras describes it."""
    return {
        "module": module,
        "class_name": kind,
        "config": {"dtype": dtype, **config},
        "registered_name": None,
    }


def _layer(part: str, layer: StackLayer, dtype: str) -> dict[str, Any]:
    """Return the description of a layer, once it is known that Keras has one that computes the same."""
    for way, one in layer.directions:
        _check(f"{part}, {way}", one)
    if layer.forward is None:
        raise FormatError(part, "a layer that runs backward alone", "one that runs forward, for Keras")
    if layer.backward is None:
        return _cell(layer.forward, dtype, False)
    names = [one.params.blueprint.name for _, one in layer.directions]
    if len(set(names)) > 1:
        raise FormatError(part, f"directions of {' and '.join(names)}", "the same unit, for Keras")
    if layer.forward.params.H != layer.backward.params.H:
        raise FormatError(part, "directions of different sizes", "the same number of units, for Keras")
    forward, backward = _cell(layer.forward, dtype, False), _cell(layer.backward, dtype, True)
    forward["config"]["name"], backward["config"]["name"] = "forward", "backward"
    directions = {"layer": forward, "backward_layer": backward}
    return _described("Bidirectional", dtype, {"merge_mode": layer.merge, **directions})


def _check(part: str, layer: Layer) -> None:
    unit = layer.params.blueprint
    if unit.unit not in CLASSES:
        raise FormatError(part, f"the unit {unit.name}", ", ".join(CLASSES) + ", for Keras")
    if layer.projection is not None:
        raise FormatError(part, "a projection", "none, as Keras has none")
    if any(net.p is not None for net in layer.params.nets.values()):
        raise FormatError(part, "peepholes", "none, as Keras has none")
    if layer.h0 is not None or layer.C0 is not None:
        raise FormatError(part, "first states", "none, as a .keras file holds none")


def _cell(layer: Layer, dtype: str, backward: bool) -> dict[str, Any]:
    unit = layer.params.blueprint
    config: dict[str, object] = {
        "units": layer.params.H,
        "activation": "tanh",
        "use_bias": True,
        "return_sequences": True,
        "go_backwards": backward,
    }
    if unit.unit != "rnn":
        config["recurrent_activation"] = "sigmoid"
    if unit.unit == "gru":
        config["reset_after"] = unit is FORMS[True]
    return _described(CLASSES[unit.unit], dtype, config)


def _arrays(layer: StackLayer) -> dict[str, list[Array]]:
    """Return the kernel, recurrent kernel and bias of each direction, by where Keras keeps them."""
    if layer.backward is None:
        ((_, alone),) = layer.directions
        return {"cell/vars": _variables(alone)}
    return {f"{way}_layer/cell/vars": _variables(one) for way, one in layer.directions}


def _variables(layer: Layer) -> list[Array]:
    unit = layer.params.blueprint
    W, U, b, bU = put_together(layer.params, ORDERS[unit.unit])
    return [W.T, U.T, np.stack([b, bU]) if unit is FORMS[True] else b + bU]


def _places(layers: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the group of each layer: its class, and its number among those of that class."""
    seen: Counter[str] = Counter()
    for layer in layers:
        group = GROUPS[layer["class_name"]]
        yield f"layers/{group}_{seen[group]}" if seen[group] else f"layers/{group}"
        seen[group] += 1


def _weights(layers: list[dict[str, Any]], arrays: list[dict[str, list[Array]]], dtype: str) -> bytes:
    try:
        import h5py
    except ImportError as error:
        raise ImportError(NEEDS) from error
    stream = io.BytesIO()
    with h5py.File(stream, "w", track_order=True) as file:
        for place, layer, groups in zip(_places(layers), layers, arrays, strict=True):
            file.require_group(f"{place}/vars").attrs["name"] = layer["config"]["name"]
            for group, variables in groups.items():
                for k, array in enumerate(variables):
                    file[f"{place}/{group}/{k}"] = np.ascontiguousarray(array, dtype)
    return stream.getvalue()


def _archive(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _WRITTEN), content)
    return stream.getvalue()
