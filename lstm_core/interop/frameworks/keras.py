"""Keras 3: ``.weights.h5``, and ``.keras``, a zip archive of such a file and a configuration in JSON.

The nets lie side by side, i, f, c, o for an LSTM and z, r, h for a GRU, and all kernels are transposed:
kernel (D, 4 H), recurrent kernel (H, 4 H), bias (4 H,), or (2, 3 H) for a GRU that resets after the product.
The configuration is read as data; nothing is ever built from it.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final, TypeAlias

import numpy as np

import lstm_core.interop.containers.hdf5 as hdf5
from lstm_core.arrays import Array
from lstm_core.assumptions import Assumption
from lstm_core.blueprints import GRU, GRU_RESET_BEFORE
from lstm_core.interop.containers import documents
from lstm_core.interop.containers.archive import Archive
from lstm_core.interop.containers.limits import Limits
from lstm_core.interop.containers.tensors import guarded, matrix, some, weights
from lstm_core.interop.contents import Contents, Ignored, on_top
from lstm_core.interop.embeddings import is_embedding
from lstm_core.interop.errors import FormatError
from lstm_core.interop.frameworks.gates import FORMS, UNITS, take_apart
from lstm_core.interop.frameworks.keras_config import (
    KNOWN,
    check_layer,
    layers,
    masks_of,
    merge_of,
    name_of,
    resets_after,
    sequence,
)
from lstm_core.params import GateParams, params_of
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Direction, Layer
from lstm_core.stacks.stack import LayerStack

ORDERS: Final[Mapping[str, tuple[str, ...]]] = {
    "lstm": ("i", "f", "g", "o"), "gru": ("z", "r", "n"), "rnn": ("h",)
}  # fmt: skip
WEIGHTS: Final = "model.weights.h5"
CONFIG_BYTES: Final = 2**20
_UNTOLD: Final = "the file holds no configuration of it: activations are taken as tanh and sigmoid"
_VARIABLES: Final = re.compile(
    r"(?P<owner>.*?)(?:/(?P<way>forward|backward)_layer)?"
    r"(?:/cell(?P<stacked>/cells/[^/]+?(?:_(?P<place>\d{1,6}))?)?|(?P<bare>/[^/]*(?:lstm|gru|simple_rnn)_cell(?:_\d+)?))/vars"
)
"""Where a cell's variables are: in a layer, one of its directions, a stack of cells, or on their own."""
_Cells: TypeAlias = dict[Direction, dict[int, Layer]]
_TRANSPARENT: Final = {"InputLayer", "Dropout", "SpatialDropout1D", "GaussianNoise", "GaussianDropout"}
"""Layers that pass their input on unchanged when a trained model is used."""


def read_archive(archive: Archive, limits: Limits) -> Contents:
    """Return the recurrent layers of a .keras file by their names.

    Consecutive ones in a Sequential model form one stack, named after the first.

    Raises
    ------
    FormatError
        If it contains no recurrent layer, or one of another form: other activations, or backward only.
    """
    if "config.json" not in archive.names:
        raise FormatError("archive", some(archive.names), f"config.json and {WEIGHTS}")
    text = archive.read("config.json", CONFIG_BYTES)
    config = documents.parsed("config.json", text, "a JSON object")
    contents = read_weights(archive.read(WEIGHTS), limits)
    stacks = dict(contents.stacks)
    linears, embeddings = dict(contents.linears), dict(contents.embeddings)
    masks = masks_of(config)
    for layer in layers(config):
        name = name_of(layer)
        if name in stacks and layer["class_name"] in KNOWN:
            stacks[name] = replace(_configured(stacks[name], layer), assumptions=masks)
        elif name in linears and layer["class_name"] == "Embedding":
            embeddings[name] = linears.pop(name)[0].T
        elif name in embeddings and layer["class_name"] != "Embedding":
            linears[name] = embeddings.pop(name).T, None
        if name in linears and layer["config"].get("activation", "linear") != "linear":
            del linears[name]
    return replace(contents, stacks=_chained(config, stacks), linears=linears, embeddings=embeddings)


def read_weights(data: bytes, limits: Limits) -> Contents:
    """Return the recurrent layers of a .weights.h5 file, each on its own.

    Raises
    ------
    FormatError
        If it contains no recurrent layer.
    """
    arrays, names = hdf5.parse(data, limits)
    used: set[str] = set()
    built: dict[str, _Cells] = {}
    for path in arrays:
        group = path.removesuffix("/0")
        found = _VARIABLES.fullmatch(group) if group != path else None
        variables = [arrays[one] for k in range(3) if (one := f"{group}/{k}") in arrays]
        if found and len(variables) > 1 and is_unit(variables):
            used |= {f"{group}/{k}" for k in range(len(variables))}
            way: Direction = "backward" if found["way"] == "backward" else "forward"
            cells = built.setdefault(found["owner"] + (found["bare"] or ""), {}).setdefault(way, {})
            if int(found["place"] or 0) in cells:
                raise FormatError(group, "cells of several classes in one layer", "cells of one class")
            cells[int(found["place"] or 0)] = cell_of(group, variables)
        elif found and found["stacked"]:
            raise FormatError(
                group, "a cell of another unit, stacked with others", "an LSTM's, a GRU's or a plain one"
            )
    if not built:
        raise FormatError("data sets", some(arrays), "an LSTM's or a GRU's .../cell/vars/0, 1 and 2")
    stacks = {path: _stacked(path, cells) for path, cells in built.items()}
    linears = _linears(arrays, names)
    tables = {name: V.T for name, (V, c) in linears.items() if c is None and is_embedding(name)}
    return Contents(
        "keras",
        {name: _untold(name, stacks[path]) for path, name in _named(stacks, names).items()},
        tuple(Ignored.of(path, array) for path, array in arrays.items() if path not in used),
        linears={name: pair for name, pair in linears.items() if name not in tables},
        embeddings=tables,
    )


def cell_of(part: str, variables: list[Array], reset_after: bool = True) -> Layer:
    """Return the cell with a kernel, a recurrent kernel and, if any, a bias.

    A GRU's bias shows whether it resets after the product; without a bias, `reset_after` decides.

    Raises
    ------
    FormatError
        If they do not fit together.
    """
    D, columns = matrix(f"{part}/0", variables[0])
    H = matrix(f"{part}/1", variables[1])[0]
    n = columns // H
    if n not in UNITS or columns % H:
        raise FormatError(f"{part}/0", f"{columns} columns", f"4, 3 or 1 times {H}")
    kernel = weights(f"{part}/0", variables[0], (D, n * H), f"(D, {n} H)")
    recurrent = weights(f"{part}/1", variables[1], (H, n * H), f"(H, {n} H)")
    unit, bias = UNITS[n], np.zeros((2, n * H), kernel.dtype)
    if unit is GRU:
        after = variables[2].ndim == 2 if len(variables) > 2 else reset_after
        unit = FORMS[after]
    if len(variables) > 2:
        whole = unit is GRU
        given = weights(
            f"{part}/2", variables[2], (2, n * H) if whole else (n * H,), f"({n} H,) or (2, {n} H)"
        )
        bias = given if whole else np.stack([given, np.zeros_like(given)])
    order = ORDERS[unit.unit]
    return guarded(part, lambda: Layer(take_apart(unit, order, kernel.T, recurrent.T, *bias)))


def _stacked(part: str, cells: _Cells) -> LayerStack:
    """Return the cells of one layer, stacked if there are several."""
    forward, backward = cells.get("forward", {}), cells.get("backward", {})
    places = sorted({*forward, *backward})
    if forward and backward and len(places) > 1:
        raise FormatError(part, "stacked cells that run both ways", "one cell for each direction")
    return guarded(
        part,
        lambda: LayerStack(
            [StackLayer(forward.get(one), backward.get(one)) for one in places], batch_first=True
        ),
    )


def _untold(name: str, stack: LayerStack) -> LayerStack:
    """Return a stack with the assumptions made because only its weights are known."""
    both = len(stack.layers[0].directions) > 1
    way = "the outputs of both directions as concatenated" if both else "its direction as forward"
    return replace(stack, assumptions=(Assumption(f"layer {name}: {_UNTOLD}, {way}"),))


def is_unit(variables: list[Array]) -> bool:
    """Return whether the second array is the recurrent kernel of a known unit."""
    recurrent = variables[1]
    return recurrent.ndim == 2 and recurrent.shape[1] in {n * recurrent.shape[0] for n in UNITS}


def _named(paths: Mapping[str, object], names: Mapping[str, str]) -> dict[str, str]:
    """Return the layer name of each path, or the path itself where names are not unique."""
    found = {path: names.get(f"{path}/vars", path.rpartition("/")[2]) for path in paths}
    twice = len(set(found.values())) < len(found)
    return {path: path for path in paths} if twice else found


def _linears(arrays: Mapping[str, Array], names: Mapping[str, str]) -> dict[str, tuple[Array, Array | None]]:
    made: dict[str, tuple[Array, Array | None]] = {}
    for path, kernel in arrays.items():
        group = path.removesuffix("/0")
        if not path.endswith("/vars/0") or group.endswith("cell/vars") or kernel.ndim != 2:
            continue
        owner = group.removesuffix("/vars")
        made[names.get(group, owner.rpartition("/")[2])] = (kernel.T, arrays.get(f"{group}/1"))
    return made


def _configured(stack: LayerStack, layer: Mapping[str, Any]) -> LayerStack:
    """Check the configuration of a layer, and return its stack accordingly."""
    part, config = f"layer {name_of(layer)}", layer["config"]
    if layer["class_name"] != "Bidirectional":
        check_layer(part, config)
        return _reset(stack, resets_after(config))
    stack = _reset(stack, resets_after(config.get("layer", {}).get("config", {})))
    for name, backward in (("layer", False), ("backward_layer", True)):
        inner = config.get(name)
        if isinstance(inner, dict) and isinstance(inner.get("config"), dict):
            check_layer(f"{part}, {name}", inner["config"], backward)
    merge = merge_of(part, config.get("merge_mode", "concat"))
    return guarded(part, lambda: replace(stack, layers=[replace(stack.layers[0], merge=merge)]))


def _reset(stack: LayerStack, after: bool) -> LayerStack:
    """Return the stack with GRUs in the form given by the configuration, unless their biases show it."""

    def formed(layer: Layer | None) -> Layer | None:
        if after or layer is None or layer.params.blueprint is not GRU:
            return layer
        nets = {
            letter: GateParams(net.W, net.U, net.b if net.bU is None else net.b + net.bU)
            for letter, net in layer.params.nets.items()
        }
        return replace(layer, params=params_of(GRU_RESET_BEFORE, nets))

    layers = [
        replace(one, forward=formed(one.forward), backward=formed(one.backward)) for one in stack.layers
    ]
    return replace(stack, layers=layers)


def _chained(config: object, stacks: Mapping[str, LayerStack]) -> dict[str, LayerStack]:
    """Join consecutive layers of a Sequential model."""
    chains: dict[str, list[str]] = {}
    last = ""
    for layer in sequence(config):
        name = name_of(layer)
        if name in stacks:
            last = last or name
            chains.setdefault(last, []).append(name)
        elif layer["class_name"] not in _TRANSPARENT:
            last = ""
    chained = {name for chain in chains.values() for name in chain}
    chains |= {name: [name] for name in stacks if name not in chained}
    return {
        first: guarded(f"layers {some(chain)}", partial(on_top, [stacks[name] for name in chain]))
        for first, chain in chains.items()
    }
