"""Keras 3: ``.weights.h5``, and ``.keras``, a zip archive of such a file and of the configuration as JSON.

The gates lie beside each other in the order i, f, c, o, and all kernels are transposed: kernel (D, 4 H),
recurrent kernel (H, 4 H), bias (4 H,). The configuration is read as data; nothing is ever built from it.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, TypeAlias

import numpy as np

import lstm_core.interop.containers.hdf5 as hdf5
from lstm_core.arrays import Array
from lstm_core.assumptions import Assumption
from lstm_core.interop.containers.archive import Archive
from lstm_core.interop.containers.limits import Limits
from lstm_core.interop.containers.tensors import guarded, matrix, some, weights
from lstm_core.interop.contents import Contents, Ignored, on_top
from lstm_core.interop.errors import FormatError
from lstm_core.interop.frameworks.keras_config import (
    check_layer,
    layers,
    masks_of,
    merge_of,
    name_of,
    sequence,
)
from lstm_core.params import GATES, Gate, GateParams, LSTMParams
from lstm_core.stacks.layer import Direction, Layer
from lstm_core.stacks.stack import LayerStack, StackLayer

ORDER: Final[tuple[Gate, ...]] = ("i", "f", "g", "o")
WEIGHTS: Final = "model.weights.h5"
CONFIG_BYTES: Final = 2**20
_UNTOLD: Final = "the file holds no configuration of it: activations are taken as tanh and sigmoid"
_VARIABLES: Final = re.compile(
    r"(?P<owner>.*?)(?:/(?P<way>forward|backward)_layer)?"
    r"(?:/cell(?P<stacked>/cells/[^/]+?(?:_(?P<place>\d{1,6}))?)?|(?P<bare>/[^/]+cell(?:_\d+)?))/vars"
)
"""Where a cell's variables lie: in a layer, one direction of it, a stack of cells in it, or by themselves."""
_Cells: TypeAlias = dict[Direction, dict[int, Layer]]
_TRANSPARENT: Final = {"InputLayer", "Dropout", "SpatialDropout1D", "GaussianNoise", "GaussianDropout"}
"""Layers that let their input pass unchanged when a trained model is used."""


def read_archive(archive: Archive, limits: Limits) -> Contents:
    """Return the LSTMs of a .keras file by the names of their layers.

    LSTMs that follow each other in a Sequential model are one stack, named after the first.

    Raises
    ------
    FormatError
        If it holds no LSTM, or one that we do not know: other activations, or backward alone.
    """
    if "config.json" not in archive.names:
        raise FormatError("archive", some(archive.names), f"config.json and {WEIGHTS}")
    text = archive.read("config.json", CONFIG_BYTES)
    try:
        config = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FormatError("config.json", f"no JSON ({error})", "a JSON object") from error
    contents = read_weights(archive.read(WEIGHTS), limits)
    stacks = dict(contents.stacks)
    linears = dict(contents.linears)
    masks = masks_of(config)
    for layer in layers(config):
        name = name_of(layer)
        if name in stacks:
            stacks[name] = replace(_configured(stacks[name], layer), assumptions=masks)
        elif name in linears and layer["config"].get("activation", "linear") != "linear":
            del linears[name]
    return replace(contents, stacks=_chained(config, stacks), linears=linears)


def read_weights(data: bytes, limits: Limits) -> Contents:
    """Return the LSTMs of a .weights.h5 file, each layer by itself.

    Raises
    ------
    FormatError
        If it holds no LSTM.
    """
    arrays, names = hdf5.parse(data, limits)
    used: set[str] = set()
    built: dict[str, _Cells] = {}
    for path in arrays:
        group = path.removesuffix("/0")
        found = _VARIABLES.fullmatch(group) if group != path else None
        variables = [arrays[one] for k in range(3) if (one := f"{group}/{k}") in arrays]
        if found and len(variables) > 1 and _is_lstm(variables):
            used |= {f"{group}/{k}" for k in range(len(variables))}
            way: Direction = "backward" if found["way"] == "backward" else "forward"
            cells = built.setdefault(found["owner"] + (found["bare"] or ""), {}).setdefault(way, {})
            if int(found["place"] or 0) in cells:
                raise FormatError(group, "cells of several classes in one layer", "LSTM cells alone")
            cells[int(found["place"] or 0)] = cell_of(group, variables)
        elif found and found["stacked"]:
            raise FormatError(group, "a cell that is no LSTM's, stacked with others", "LSTM cells alone")
    if not built:
        raise FormatError("data sets", some(arrays), "an LSTM's .../cell/vars/0, 1 and 2")
    stacks = {path: _stacked(path, cells) for path, cells in built.items()}
    return Contents(
        "keras",
        {name: _untold(name, stacks[path]) for path, name in _named(stacks, names).items()},
        tuple(Ignored.of(path, array) for path, array in arrays.items() if path not in used),
        linears=_linears(arrays, names),
    )


def cell_of(part: str, variables: list[Array]) -> Layer:
    """Return the cell of a kernel, a recurrent kernel and, if any, a bias.

    Raises
    ------
    FormatError
        If they do not fit together.
    """
    D, columns = matrix(f"{part}/0", variables[0])
    if columns % 4:
        raise FormatError(f"{part}/0", f"{columns} columns", "4 H")
    H = columns // 4
    kernel = weights(f"{part}/0", variables[0], (D, 4 * H), "(D, 4 H)")
    recurrent = weights(f"{part}/1", variables[1], (H, 4 * H), "(H, 4 H)")
    bias = np.zeros(4 * H, kernel.dtype)
    if len(variables) > 2:
        bias = weights(f"{part}/2", variables[2], (4 * H,), "(4 H,)")
    W, U, b = (dict(zip(ORDER, np.split(a.T, 4), strict=True)) for a in (kernel, recurrent, bias))
    return guarded(part, lambda: Layer(LSTMParams(**{g: GateParams(W[g], U[g], b[g]) for g in GATES})))


def _stacked(part: str, cells: _Cells) -> LayerStack:
    """Return the cells of one layer, on top of each other where it has several."""
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
    """Return a stack that says what was assumed of it because only its weights are known."""
    both = len(stack.layers[0].directions) > 1
    way = "the outputs of both directions as concatenated" if both else "its direction as forward"
    return replace(stack, assumptions=(Assumption(f"layer {name}: {_UNTOLD}, {way}"),))


def _is_lstm(variables: list[Array]) -> bool:
    recurrent = variables[1]
    return recurrent.ndim == 2 and recurrent.shape[1] == 4 * recurrent.shape[0]


def _named(paths: Mapping[str, object], names: Mapping[str, str]) -> dict[str, str]:
    """Return for each path the name of its layer, or the path itself where names are not unique."""
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
    """Return the stack of one layer with what its configuration says, once that is checked."""
    part, config = f"layer {name_of(layer)}", layer["config"]
    if layer["class_name"] != "Bidirectional":
        check_layer(part, config)
        return stack
    for name, backward in (("layer", False), ("backward_layer", True)):
        inner = config.get(name)
        if isinstance(inner, dict) and isinstance(inner.get("config"), dict):
            check_layer(f"{part}, {name}", inner["config"], backward)
    merge = merge_of(part, config.get("merge_mode", "concat"))
    return guarded(part, lambda: replace(stack, layers=[replace(stack.layers[0], merge=merge)]))


def _chained(config: object, stacks: Mapping[str, LayerStack]) -> dict[str, LayerStack]:
    """Put together what follows each other in a Sequential model."""
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
        first: guarded(f"layers {some(chain)}", lambda chain=chain: on_top([stacks[name] for name in chain]))  # type: ignore[misc]
        for first, chain in chains.items()
    }
