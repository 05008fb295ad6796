"""Keras: ``.weights.h5``; ``.keras``, a zip archive of one and of a configuration in JSON; older ``.h5``.

The nets lie side by side, i, f, c, o for an LSTM and z, r, h for a GRU, and all kernels are transposed:
kernel (D, 4 H), recurrent kernel (H, 4 H), bias (4 H,), or (2, 3 H) for a GRU that resets after the product.
The configuration is read as data; nothing is ever built from it.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final, TypeAlias

import numpy as np

import lstm_core.interop.containers.hdf5 as hdf5
from lstm_core.arrays import Array
from lstm_core.assumptions import Assumption
from lstm_core.blueprints import GRU
from lstm_core.interop.containers import documents
from lstm_core.interop.containers.archive import Archive
from lstm_core.interop.containers.hdf5_child import CONFIG_BYTES, Remarks
from lstm_core.interop.containers.limits import Limits
from lstm_core.interop.containers.tensors import guarded, matrix, some, weights
from lstm_core.interop.contents import Contents, Ignored
from lstm_core.interop.embeddings import is_embedding
from lstm_core.interop.errors import FormatError
from lstm_core.interop.frameworks.gates import FORMS, UNITS, take_apart
from lstm_core.interop.frameworks.keras_config import (
    KNOWN,
    layers,
    name_of,
)
from lstm_core.interop.frameworks.keras_configured import configured
from lstm_core.interop.frameworks.keras_legacy import is_legacy, retell
from lstm_core.interop.frameworks.keras_renamed import renamed
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Direction, Layer
from lstm_core.stacks.stack import LayerStack

ORDERS: Final[Mapping[str, tuple[str, ...]]] = {
    "lstm": ("i", "f", "g", "o"), "gru": ("z", "r", "n"), "rnn": ("h",)
}  # fmt: skip
WEIGHTS: Final = "model.weights.h5"
_UNTOLD: Final = "the file holds no configuration of it: activations are taken as tanh and sigmoid"
_VARIABLES: Final = re.compile(
    r"(?P<owner>.*?)(?:/(?P<way>forward|backward)_layer)?"
    r"(?:/cell(?P<stacked>/cells/[^/]+?(?:_(?P<place>\d{1,6}))?)?|(?P<bare>/[^/]*(?:lstm|gru|simple_rnn)_cell(?:_\d+)?))/vars"
)
"""Where a cell's variables are: in a layer, one of its directions, a stack of cells, or on their own."""
_Cells: TypeAlias = dict[Direction, dict[int, Layer]]


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
    return configured(read_weights(archive.read(WEIGHTS), limits), config)


def read_weights(data: bytes, limits: Limits) -> Contents:
    """Return the recurrent layers of an HDF5 file: weights alone each on its own, a whole model's as chained.

    Raises
    ------
    FormatError
        If it contains no recurrent layer, or, in a whole model, one of another form.
    """
    arrays, remarks = hdf5.parse(data, limits)
    return _older(arrays, remarks) if is_legacy(arrays, remarks) else _layers(arrays, remarks.names)


def _older(arrays: Mapping[str, Array], remarks: Remarks) -> Contents:
    config = None
    if remarks.config:
        config = documents.parsed("model_config", remarks.config, "a JSON object")
    classes = {name_of(one): one["class_name"] for one in layers(config) if one["class_name"] in KNOWN}
    told = retell(arrays, remarks, classes)
    try:
        contents = _layers(told.arrays, told.names)
    except FormatError as error:
        if error.part not in told.sources:
            raise
        raise FormatError(told.sources[error.part], error.found, error.expected) from None
    ignored = [replace(one, name=told.sources.get(one.name, one.name)) for one in contents.ignored]
    contents = replace(contents, ignored=tuple(ignored))
    return contents if config is None else configured(contents, renamed(config))


def _layers(arrays: Mapping[str, Array], names: Mapping[str, str]) -> Contents:
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
    linears = _linears({path: array for path, array in arrays.items() if path not in used}, names)
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
    units = [cell.params for _, _, cell in stack.directions]
    if any(unit.blueprint is GRU and not any(net.b.any() for net in unit.nets.values()) for unit in units):
        way += ", and its reset as after the product"
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
