"""PyTorch's names: ``weight_ih_l0``, ``weight_hh_l0_reverse``, ``bias_ih_l0``, ``weight_hr_l0``.

The gates lie below each other in the order i, f, g, o. The two biases add up. ``weight_hr`` is a projection.
"""

import re
from collections.abc import Mapping
from typing import Final

import numpy as np

from lstm_core.arrays import Array
from lstm_core.interop.containers.tensors import guarded, matrix, some, take, weights
from lstm_core.interop.contents import Contents, Ignored
from lstm_core.interop.errors import FormatError
from lstm_core.params import GATES, Gate, GateParams, LSTMParams
from lstm_core.stacks.layer import DIRECTIONS, Layer
from lstm_core.stacks.stack import LayerStack, StackLayer

ORDER: Final[tuple[Gate, ...]] = ("i", "f", "g", "o")
_NAME: Final = re.compile(
    r"(?P<prefix>(?:[^.]+\.)*)(?P<what>weight_ih|weight_hh|weight_hr|bias_ih|bias_hh)"
    r"(?:_l(?P<layer>\d{1,4})(?P<reverse>_reverse)?)?"
)
_OTHER_UNITS: Final = {3: "a GRU", 1: "a plain RNN"}


def is_projection(name: str) -> bool:
    """Return whether this is PyTorch's name of a projection."""
    match = _NAME.fullmatch(name)
    return match is not None and match["what"] == "weight_hr"


def read_arrays(arrays: Mapping[str, Array], others: list[Ignored]) -> Contents:
    """Return all LSTMs of a state dict, each by its prefix.

    Raises
    ------
    FormatError
        If there is none, or one does not fit together.
    """
    groups: dict[str, dict[str, Array]] = {}
    for name, array in arrays.items():
        if match := _NAME.fullmatch(name):
            groups.setdefault(match["prefix"], {})[name.removeprefix(match["prefix"])] = array
    stacks, ignored = {}, list(others)
    used: set[str] = set()
    for prefix, group in groups.items():
        kind = _other_unit(group)
        names = {prefix + name for name in group}
        used |= names
        if kind:
            ignored += [Ignored.of(name, arrays[name], f"belongs to {kind}") for name in sorted(names)]
        else:
            stacks[prefix.removesuffix(".")] = _stack(prefix, group)
    if not stacks:
        raise FormatError("tensors", some(arrays), "an LSTM's weight_ih_l0, weight_hh_l0, ...")
    ignored += [Ignored.of(name, array) for name, array in arrays.items() if name not in used]
    linears = {
        name.removesuffix(".weight"): (array, arrays.get(name.removesuffix("weight") + "bias"))
        for name, array in arrays.items()
        if name.endswith(".weight") and array.ndim == 2
    }
    return Contents("pytorch", stacks, tuple(ignored), linears=linears)


def to_arrays(stack: LayerStack, prefix: str = "lstm.", head: str = "head.") -> dict[str, Array]:
    """Return the tensors of ``torch.nn.LSTM``, and of ``torch.nn.Linear`` for a head.

    Raises
    ------
    FormatError
        If PyTorch has no such LSTM: peepholes, layers of different sizes or directions, first states.
    """
    layers = stack.layers
    alike = {tuple((way, cell.params.H, cell.width) for way, cell in layer.directions) for layer in layers}
    if len(alike) > 1 or layers[0].forward is None or any(layer.merge != "concat" for layer in layers):
        raise FormatError(
            "model", "layers that differ, or run backward alone", "all layers alike for PyTorch"
        )
    made: dict[str, Array] = {}
    for k, way, cell in stack.directions:
        part = f"layer {k}, {way}"
        gates = [getattr(cell.params, gate) for gate in ORDER]
        if any(gate.p is not None for gate in gates):
            raise FormatError(part, "peepholes", "none, as PyTorch has none")
        if cell.h0 is not None or cell.C0 is not None:
            raise FormatError(part, "first states", "none, as PyTorch's files have none")
        end = f"_l{k}{'_reverse' if way == 'backward' else ''}"
        U = [gate.U for gate in gates] if cell.projection is None else [cell.projection.U[g] for g in ORDER]
        bias = np.concatenate([gate.b for gate in gates])
        made |= {
            f"{prefix}weight_ih{end}": np.concatenate([gate.W for gate in gates]),
            f"{prefix}weight_hh{end}": np.concatenate(U),
            f"{prefix}bias_ih{end}": bias,
            f"{prefix}bias_hh{end}": np.zeros_like(bias),
        }
        if cell.projection is not None:
            made[f"{prefix}weight_hr{end}"] = cell.projection.R
    if stack.head is not None:
        made |= {f"{head}weight": stack.head.V, f"{head}bias": stack.head.c}
    return made


def _other_unit(group: Mapping[str, Array]) -> str | None:
    """Return what a group of recurrent weights is, if its shapes say that it is no LSTM."""
    for name, array in group.items():
        if name.startswith("weight_hh") and array.ndim == 2 and array.shape[1]:
            if any(other.startswith("weight_hr") for other in group):
                return None
            rows, columns = array.shape
            return _OTHER_UNITS.get(rows // columns) if rows % columns == 0 else None
    return None


def _stack(prefix: str, group: Mapping[str, Array]) -> LayerStack:
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
        layers.append(guarded(f"{part} layer {k}", lambda built=built: StackLayer(**built)))  # type: ignore[misc]
    return guarded(part, lambda: LayerStack(layers))


def _cell(part: str, arrays: Mapping[str, Array]) -> Layer:
    w_ih, w_hh = take(part, arrays, "weight_ih"), take(part, arrays, "weight_hh")
    rows, D = matrix(f"{part} weight_ih", w_ih)
    if rows % 4:
        raise FormatError(f"{part} weight_ih", f"{rows} rows", "4 H rows")
    H = rows // 4
    R = arrays.get("weight_hr")
    P = H if R is None else matrix(f"{part} weight_hr", R)[0]
    w_ih = weights(f"{part} weight_ih", w_ih, (4 * H, D), "(4 H, D)")
    w_hh = weights(f"{part} weight_hh", w_hh, (4 * H, P), "(4 H, H), or (4 H, P) with a projection,")
    bias = np.zeros(4 * H, w_ih.dtype)
    for name in ("bias_ih", "bias_hh"):
        if name in arrays:
            bias = bias + weights(f"{part} {name}", arrays[name], (4 * H,), "(4 H,)")
    W, U, b = (dict(zip(ORDER, np.split(array, 4), strict=True)) for array in (w_ih, w_hh, bias))
    if R is not None:
        R = weights(f"{part} weight_hr", R, (P, H), "(P, H)")
        return guarded(part, lambda: Layer.projecting(W, U, b, R))
    gates = {gate: GateParams(W[gate], U[gate], b[gate]) for gate in GATES}
    return guarded(part, lambda: Layer(LSTMParams(**gates)))
