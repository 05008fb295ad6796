"""PyTorch's names: ``weight_ih_l0``, ``weight_hh_l0_reverse``, ``bias_ih_l0``, ``weight_hr_l0``.

The gates are stacked: i, f, g, o for an LSTM; r, z, n for a GRU, which resets after the product. The number
of rows per unit tells which it is. ``weight_hr`` is an LSTM's projection.
"""

import re
from collections.abc import Mapping
from functools import partial
from typing import Final

import numpy as np

from lstm_core.arrays import Array
from lstm_core.assumptions import Assumption
from lstm_core.blueprints import RNN
from lstm_core.interop.containers.tensors import guarded, matrix, some, take, weights
from lstm_core.interop.contents import Contents, Ignored
from lstm_core.interop.embeddings import EMBEDDING, is_embedding
from lstm_core.interop.errors import FormatError
from lstm_core.interop.frameworks.gates import UNITS, put_together, take_apart
from lstm_core.params import Gate
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import DIRECTIONS, Layer
from lstm_core.stacks.stack import LayerStack

ORDER: Final[tuple[Gate, ...]] = ("i", "f", "g", "o")
ORDERS: Final[Mapping[str, tuple[str, ...]]] = {"lstm": ORDER, "gru": ("r", "z", "n"), "rnn": ("h",)}
_NAME: Final = re.compile(
    r"(?P<prefix>(?:[^.]+\.)*)(?P<what>weight_ih|weight_hh|weight_hr|bias_ih|bias_hh)"
    r"(?:_l(?P<layer>\d{1,4})(?P<reverse>_reverse)?)?"
)

_PARTS: Final = re.compile(
    r"(?P<prefix>(?:[^.]+\.)*?)(?:parametrizations\.)?"
    r"(?P<name>(?:weight_ih|weight_hh|weight_hr|bias_ih|bias_hh)(?:_l\d{1,4}(?:_reverse)?)?)"
    r"(?:_(?:g|v|orig|mask|raw)|\.original\d?)"
)
"""What weight and spectral norm, pruning and weight dropout keep in place of a tensor."""
_REMOVED: Final = (
    "the tensor itself; torch.nn.utils makes it: "
    "parametrize.remove_parametrizations, remove_weight_norm, prune.remove"
)


def is_projection(name: str) -> bool:
    """Return whether this is PyTorch's name for a projection."""
    match = _NAME.fullmatch(name)
    return match is not None and match["what"] == "weight_hr"


def groups_of(arrays: Mapping[str, Array]) -> dict[str, dict[str, Array]]:
    """Return the tensors of each recurrent network of a state dict, by prefix and name without it."""
    groups: dict[str, dict[str, Array]] = {}
    for name, array in arrays.items():
        if match := _NAME.fullmatch(name):
            groups.setdefault(match["prefix"], {})[name.removeprefix(match["prefix"])] = array
    return groups


def read_arrays(arrays: Mapping[str, Array], others: list[Ignored]) -> Contents:
    """Return all LSTMs, GRUs and plain recurrent networks of a state dict, by prefix.

    Raises
    ------
    FormatError
        If there are none, or the arrays of one do not fit together.
    """
    groups = groups_of(arrays)
    _check_whole(arrays)
    stacks = {
        prefix.removesuffix("."): _stack(prefix, group, _beside(prefix, group, arrays))
        for prefix, group in groups.items()
    }
    used = {prefix + name for prefix, group in groups.items() for name in group}
    ignored = list(others)
    if not stacks:
        raise FormatError("tensors", some(arrays), "an LSTM's or a GRU's weight_ih_l0, weight_hh_l0, ...")
    linears: dict[str, tuple[Array, Array | None]] = {}
    embeddings: dict[str, Array] = {}
    for name, array in arrays.items():
        if name.endswith(".weight") and array.ndim == 2:
            owner, bias = name.removesuffix(".weight"), arrays.get(name.removesuffix("weight") + "bias")
            if bias is None and is_embedding(name):
                embeddings[owner] = array
            else:
                linears[owner] = array, bias
    ignored += [
        Ignored.of(name, array, EMBEDDING if name.removesuffix(".weight") in embeddings else "")
        for name, array in arrays.items()
        if name not in used
    ]
    return Contents("pytorch", stacks, tuple(ignored), linears=linears, embeddings=embeddings)


def to_arrays(stack: LayerStack, prefix: str = "lstm.", head: str = "head.") -> dict[str, Array]:
    """Return the tensors of ``torch.nn.LSTM``, and of ``torch.nn.Linear`` for a head.

    Raises
    ------
    FormatError
        If PyTorch has no such unit: a GRU that resets before the product, peepholes, layers of different
        sizes or directions, initial states.
    """
    layers = stack.layers
    alike = {tuple((way, cell.params.H, cell.width) for way, cell in layer.directions) for layer in layers}
    if len(alike) > 1 or layers[0].forward is None or any(layer.merge != "concat" for layer in layers):
        raise FormatError(
            "model", "layers that differ, or run backward alone", "all layers alike for PyTorch"
        )
    made: dict[str, Array] = {}
    for k, way, layer in stack.directions:
        part = f"layer {k}, {way}"
        unit = layer.params.blueprint
        if unit not in UNITS.values():
            raise FormatError(part, f"the unit {unit.name}", ", ".join(one.name for one in UNITS.values()))
        if any(net.p is not None for net in layer.params.nets.values()):
            raise FormatError(part, "peepholes", "none, as PyTorch has none")
        if layer.h0 is not None or layer.C0 is not None:
            raise FormatError(part, "first states", "none, as PyTorch's files have none")
        end = f"_l{k}{'_reverse' if way == 'backward' else ''}"
        W, U, bias, inner = put_together(layer.params, ORDERS[unit.name])
        if layer.projection is not None:
            U = np.concatenate([layer.projection.U[gate] for gate in ORDER])
            made[f"{prefix}weight_hr{end}"] = layer.projection.R
        made |= {
            f"{prefix}weight_ih{end}": W,
            f"{prefix}weight_hh{end}": U,
            f"{prefix}bias_ih{end}": bias,
            f"{prefix}bias_hh{end}": inner,
        }
    if stack.head is not None:
        made |= {f"{head}weight": stack.head.V, f"{head}bias": stack.head.c}
    return made


def _check_whole(arrays: Mapping[str, Array]) -> None:
    """Check that no tensor of a network is there only as what it is made of: a bias would count as zero."""
    made: dict[str, list[str]] = {}
    for name in arrays:
        if match := _PARTS.fullmatch(name):
            whole = (match["prefix"] + match["name"], f"{match['prefix']}module.{match['name']}")
            if not any(one in arrays for one in whole):
                made.setdefault(whole[0], []).append(name)
    for part, names in made.items():
        raise FormatError(part, f"parts of it: {some(names)}", _REMOVED)


def _beside(prefix: str, group: Mapping[str, Array], arrays: Mapping[str, Array]) -> list[str]:
    """Return the tensors in the network's own module that PyTorch's networks do not have.

    Of a file without prefixes, these are norms alone: other layers may be its own, too.
    """
    own = [
        name.removeprefix(prefix)
        for name in arrays
        if name.startswith(prefix) and "parametrizations." not in name and not _PARTS.fullmatch(name)
    ]
    return [name for name in own if name not in group and (prefix or "norm" in name.lower())]


def _stack(prefix: str, group: Mapping[str, Array], beside: list[str]) -> LayerStack:
    cells: dict[int, dict[str, dict[str, Array]]] = {}
    for name, array in group.items():
        match = _NAME.fullmatch(name)
        assert match is not None  # noqa: S101 - the name was matched to get here
        way = DIRECTIONS[match["reverse"] is not None]
        cells.setdefault(int(match["layer"] or 0), {}).setdefault(way, {})[match["what"]] = array
    if sorted(cells) != list(range(len(cells))):
        raise FormatError(
            f"{prefix}weight_ih", f"layers {some(map(str, sorted(cells)))}", "0, 1, 2 and so on"
        )
    part = prefix or "tensors"
    layers = []
    for k in sorted(cells):
        built = {way: _cell(f"{part} layer {k} {way}", arrays) for way, arrays in cells[k].items()}
        layers.append(
            guarded(f"{part} layer {k}", partial(StackLayer, built.get("forward"), built.get("backward")))
        )
    plain = any(one.params.blueprint is RNN for layer in layers for _, one in layer.directions)
    assumed = [_tanh(part)] if plain else []
    if beside:
        told = f"{part}: {some(beside)} beside its weights may change its steps; here they do not"
        assumed.append(Assumption(told))
    return guarded(part, lambda: LayerStack(layers, assumptions=tuple(assumed)))


def _tanh(part: str) -> Assumption:
    return Assumption(f"{part}: the activation of a plain recurrent layer is taken as tanh; no file says it")


def _cell(part: str, arrays: Mapping[str, Array]) -> Layer:
    w_ih, w_hh = take(part, arrays, "weight_ih"), take(part, arrays, "weight_hh")
    D = matrix(f"{part} weight_ih", w_ih)[1]
    R = arrays.get("weight_hr")
    rows, columns = matrix(f"{part} weight_hh", w_hh)
    # If no unit fits, the message is that of the LSTM.
    n = rows // columns if R is None and rows % columns == 0 and rows // columns in UNITS else 4
    if rows % n:
        raise FormatError(f"{part} weight_hh", f"{rows} rows", "4 H, 3 H or H rows of an LSTM, a GRU, an RNN")
    H = rows // n
    P = H if R is None else matrix(f"{part} weight_hr", R)[0]
    w_ih = weights(f"{part} weight_ih", w_ih, (n * H, D), f"({n} H, D)")
    w_hh = weights(f"{part} weight_hh", w_hh, (n * H, P), f"({n} H, H), or (4 H, P) with a projection,")
    none = np.zeros(n * H, w_ih.dtype)
    b, bU = (
        weights(f"{part} {name}", arrays[name], (n * H,), f"({n} H,)") if name in arrays else none
        for name in ("bias_ih", "bias_hh")
    )
    if R is None:
        unit = UNITS[n]
        return guarded(part, lambda: Layer(take_apart(unit, ORDERS[unit.name], w_ih, w_hh, b, bU)))
    R = weights(f"{part} weight_hr", R, (P, H), "(P, H)")
    W, U, bias = (dict(zip(ORDER, np.split(array, 4), strict=True)) for array in (w_ih, w_hh, b + bU))
    return guarded(part, lambda: Layer.projecting(W, U, bias, R))
