"""Keras 3: ``.weights.h5``, and ``.keras``, a zip archive of such a file and of the configuration as JSON.

The gates lie beside each other in the order i, f, c, o, and all kernels are transposed: kernel (D, 4 H),
recurrent kernel (H, 4 H), bias (4 H,). The configuration is read as data; nothing is ever built from it.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np

import lstm_core.interop.containers.hdf5 as hdf5
from lstm_core.arrays import Array
from lstm_core.interop.containers.archive import Archive
from lstm_core.interop.containers.limits import Limits
from lstm_core.interop.containers.tensors import guarded, matrix, some, weights
from lstm_core.interop.contents import Contents, Ignored
from lstm_core.interop.errors import FormatError
from lstm_core.params import GATES, Gate, GateParams, LSTMParams
from lstm_core.stacks.layer import DIRECTIONS, Layer
from lstm_core.stacks.stack import LayerStack, Merge, StackLayer

ORDER: Final[tuple[Gate, ...]] = ("i", "f", "g", "o")
WEIGHTS: Final = "model.weights.h5"
_MERGES: Final[dict[object, Merge]] = {"concat": "concat", "sum": "sum", "mul": "mul", "ave": "ave"}
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
    try:
        config = json.loads(archive.read("config.json"))
    except (ValueError, RecursionError) as error:
        raise FormatError("config.json", f"no JSON ({error})", "a JSON object") from error
    contents = read_weights(archive.read(WEIGHTS), limits)
    stacks = dict(contents.stacks)
    linears = dict(contents.linears)
    for layer in _layers(config):
        name = _name(layer)
        if name in stacks:
            stacks[name] = _configured(stacks[name], layer)
        elif name in linears and layer["config"].get("activation", "linear") != "linear":
            del linears[name]
    return replace(contents, stacks=_chained(config, stacks), linears=linears, notes=())


def read_weights(data: bytes, limits: Limits) -> Contents:
    """Return the LSTMs of a .weights.h5 file, each layer by itself.

    Raises
    ------
    FormatError
        If it holds no LSTM.
    """
    arrays, names = hdf5.parse(data, limits)
    groups: dict[str, list[Array]] = {}
    for path in arrays:
        group, _, number = path.rpartition("/")
        if group.endswith("cell/vars") and number == "0":
            groups[group] = [arrays[f"{group}/{k}"] for k in range(3) if f"{group}/{k}" in arrays]
    cells: dict[str, dict[str, Layer]] = {}
    used: set[str] = set()
    for group, variables in groups.items():
        if len(variables) < 2 or not _is_lstm(variables):
            continue
        used |= {f"{group}/{k}" for k in range(len(variables))}
        owner, way = group.removesuffix("/cell/vars"), "forward"
        for direction in DIRECTIONS:
            if owner.endswith(f"/{direction}_layer"):
                owner, way = owner.removesuffix(f"/{direction}_layer"), direction
        cells.setdefault(owner, {})[way] = cell_of(group, variables)
    if not cells:
        raise FormatError("data sets", some(arrays), "an LSTM's .../cell/vars/0, 1 and 2")
    layers = {path: guarded(path, lambda built=built: StackLayer(**built)) for path, built in cells.items()}  # type: ignore[misc]
    return Contents(
        "keras",
        {name: LayerStack([layers[path]]) for path, name in _named(layers, names).items()},
        tuple(Ignored.of(path, array) for path, array in arrays.items() if path not in used),
        ("no configuration in the file: activations taken as tanh and sigmoid, directions as concatenated",),
        _linears(arrays, names),
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


def check_config(part: str, config: Mapping[str, Any], backward: bool = False) -> None:
    """Raise FormatError if a layer's configuration asks for another unit than ours."""
    for name, expected in (
        ("activation", "tanh"), ("recurrent_activation", "sigmoid"), ("go_backwards", backward),
    ):  # fmt: skip
        found = config.get(name, expected)
        if found != expected:
            raise FormatError(f"{part}, {name}", f"{found!r:.60}", repr(expected))


def merge_of(part: str, found: object) -> Merge:
    """Return how a Bidirectional layer puts its outputs together, or raise FormatError."""
    if not isinstance(found, str) or found not in _MERGES:
        raise FormatError(f"{part}, merge_mode", f"{found!r:.60}", "concat, sum, mul or ave")
    return _MERGES[found]


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


def _layers(node: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield every layer's description in a configuration, wherever it is."""
    if depth > 64:
        raise FormatError("config.json", "more than 64 layers in each other", "fewer")
    if isinstance(node, dict):
        if isinstance(node.get("class_name"), str) and isinstance(node.get("config"), dict):
            yield node
        if node.get("class_name") == "Bidirectional":
            return
        for inner in node.values():
            yield from _layers(inner, depth + 1)
    elif isinstance(node, list):
        for inner in node:
            yield from _layers(inner, depth + 1)


def _configured(stack: LayerStack, layer: Mapping[str, Any]) -> LayerStack:
    """Return the stack of one layer with what its configuration says, once that is checked."""
    part, config = f"layer {_name(layer)}", layer["config"]
    if layer["class_name"] != "Bidirectional":
        check_config(part, config)
        return stack
    for name, backward in (("layer", False), ("backward_layer", True)):
        inner = config.get(name)
        if isinstance(inner, dict) and isinstance(inner.get("config"), dict):
            check_config(f"{part}, {name}", inner["config"], backward)
    merge = merge_of(part, config.get("merge_mode", "concat"))
    return guarded(part, lambda: LayerStack([replace(stack.layers[0], merge=merge)]))


def _name(layer: Mapping[str, Any]) -> str:
    """Return the name of a layer, empty if its description has none."""
    name = layer["config"].get("name")
    return name if isinstance(name, str) else ""


def _sequence(config: object) -> list[dict[str, Any]]:
    """Return the layers of a Sequential model in order; none of any other model."""
    match config:
        case {"class_name": "Sequential", "config": {"layers": list(layers)}}:
            return [one for one in layers if one in list(_layers(one))[:1]]
    return []


def _chained(config: object, stacks: Mapping[str, LayerStack]) -> dict[str, LayerStack]:
    """Put together what follows each other in a Sequential model."""
    chains: dict[str, list[str]] = {}
    last = ""
    for layer in _sequence(config):
        name = _name(layer)
        if name in stacks:
            last = last or name
            chains.setdefault(last, []).append(name)
        elif layer["class_name"] not in _TRANSPARENT:
            last = ""
    chained = {name for chain in chains.values() for name in chain}
    chains |= {name: [name] for name in stacks if name not in chained}
    return {
        first: guarded(f"layers {some(chain)}", lambda chain=chain: _join(stacks, chain))  # type: ignore[misc]
        for first, chain in chains.items()
    }


def _join(stacks: Mapping[str, LayerStack], names: list[str]) -> LayerStack:
    return LayerStack([layer for name in names for layer in stacks[name].layers])
