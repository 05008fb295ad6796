"""Our own names for the arrays of a stack, in .npz and .safetensors alike.

layers.0.forward.f.W    gate f of the forward cell of the lowest layer; also .U, .b and, if any, .p, .bU
                        f, i, g, o for an LSTM; z, r, n for a GRU, with n.bU if it resets after the
                        product; h for a plain network
layers.0.forward.R      projection, if any; U is then (H, P)
layers.0.forward.h0     initial states, if any; also .C0
layers.0.merge          0 concat, 1 sum, 2 mul, 3 ave; absent for concat
batch_first             1 if a batch of inputs is (B, T, D); absent for (T, B, D)
lengths                 the number of steps of each sequence of a batch, if the model fixes them
head.V, head.c          linear head, if any
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final, cast, get_args

import numpy as np

from lstm_core.arrays import Array
from lstm_core.blueprints import GRU, GRU_RESET_BEFORE, LSTM
from lstm_core.interop.containers.tensors import guarded, some, take
from lstm_core.interop.contents import Contents, Ignored
from lstm_core.interop.errors import FormatError
from lstm_core.interop.frameworks.gates import UNITS
from lstm_core.params import Gate, GateParams, Head, params_of
from lstm_core.stacks.both_ways import Merge, StackLayer
from lstm_core.stacks.layer import DIRECTIONS, Layer
from lstm_core.stacks.stack import LayerStack

MERGES: Final[tuple[Merge, ...]] = get_args(Merge)
NAME: Final = "lstm"
_OURS: Final = re.compile(
    r"layers\.(?P<layer>\d{1,4})\.((?P<way>forward|backward)\.([a-z]\.(?:[WUbp]|bU)|R|h0|C0)|merge)|head\.[Vc]"
    r"|batch_first|lengths"
)


def is_native(names: Iterable[str]) -> bool:
    """Return whether any of these names belongs to one of our layers."""
    return any(_OURS.fullmatch(name) and name.startswith("layers.") for name in names)


def is_projection(name: str) -> bool:
    """Return whether this is our name for a projection."""
    return name.endswith(".R") and _OURS.fullmatch(name) is not None


def read_arrays(arrays: Mapping[str, Array], others: list[Ignored]) -> Contents:
    """Return the stack stored in these arrays.

    Raises
    ------
    FormatError
        If an array is missing or does not fit.
    """
    found = {name: match for name in arrays if (match := _OURS.fullmatch(name))}
    depth = 1 + max(int(match["layer"]) for match in found.values() if match["layer"])
    letters = _letters(arrays)
    layers = [_layer(arrays, letters, k) for k in range(depth)]
    head = None
    if "head.V" in found or "head.c" in found:
        V, c = take("head", arrays, "head.V"), take("head", arrays, "head.c")
        head = guarded("head", lambda: Head(V, c))
    first = arrays.get("batch_first", np.array(0))
    if first.shape != () or first.dtype.kind not in "iub" or int(first) not in (0, 1):
        raise FormatError("batch_first", f"{first!r:.60}", "0 or 1")
    lengths = arrays.get("lengths")
    if lengths is not None and (lengths.ndim != 1 or lengths.dtype.kind not in "iu" or (lengths < 1).any()):
        raise FormatError("lengths", f"{lengths!r:.60}", "1 or more for each sequence")
    told = None if lengths is None else tuple(lengths.tolist())
    stack = guarded("layers", lambda: LayerStack(layers, head, bool(first), told))
    ignored = [Ignored.of(name, array) for name, array in arrays.items() if name not in found]
    return Contents("memory-pipe", {NAME: stack}, (*ignored, *others))


def to_arrays(stack: LayerStack) -> dict[str, Array]:
    """Return all arrays of a stack under our own names."""
    made: dict[str, Array] = {}
    for k, way, cell in stack.directions:
        here = f"layers.{k}.{way}"
        for letter, net in cell.params.nets.items():
            own = net.arrays
            if cell.projection is not None:
                own["U"] = cell.projection.U[cast("Gate", letter)]
            made |= {f"{here}.{letter}.{name}": array for name, array in own.items()}
        extra = {"R": None if cell.projection is None else cell.projection.R, "h0": cell.h0, "C0": cell.C0}
        made |= {f"{here}.{name}": array for name, array in extra.items() if array is not None}
    for k, layer in enumerate(stack.layers):
        if layer.merge != "concat":
            made[f"layers.{k}.merge"] = np.array(MERGES.index(layer.merge), np.int64)
    if stack.batch_first:
        made["batch_first"] = np.array(1)
    if stack.lengths is not None:
        made["lengths"] = np.array(stack.lengths)
    if stack.head is not None:
        made |= {"head.V": stack.head.V, "head.c": stack.head.c}
    return made


def _letters(names: Iterable[str]) -> dict[str, set[str]]:
    """Return what belongs to each cell, such as f, i and R to ``layers.0.forward``."""
    made: dict[str, set[str]] = {}
    for name in names:
        if name.count(".") > 2:
            layers, k, way, rest = name.split(".", 3)
            made.setdefault(f"{layers}.{k}.{way}", set()).add(rest.partition(".")[0])
    return made


def _layer(arrays: Mapping[str, Array], letters: Mapping[str, set[str]], k: int) -> StackLayer:
    ways = [way for way in sorted(DIRECTIONS) if f"layers.{k}.{way}" in letters]
    if not ways:
        raise FormatError(f"layers.{k}", "no arrays", "a forward or a backward cell")
    cells = {way: _cell(arrays, f"layers.{k}.{way}", letters[f"layers.{k}.{way}"]) for way in ways}
    merge = arrays.get(f"layers.{k}.merge", np.array(0))
    if merge.shape != () or merge.dtype.kind not in "iu" or not 0 <= int(merge) < len(MERGES):
        raise FormatError(f"layers.{k}.merge", f"{merge!r:.60}", f"a number from 0 to {len(MERGES) - 1}")
    return guarded(f"layers.{k}", lambda: StackLayer(**cells, merge=MERGES[int(merge)]))


def _cell(arrays: Mapping[str, Array], here: str, letters: set[str]) -> Layer:
    unit = next((one for one in UNITS.values() if letters >= {net.letter for net in one.nets}), LSTM)
    if unit is GRU and f"{here}.n.bU" not in arrays:
        unit = GRU_RESET_BEFORE
    if extra := sorted(letters - {net.letter for net in unit.nets} - {"R", "h0", "C0"}):
        raise FormatError(here, f"nets of several units: {some(extra)} too", f"those of one {unit.unit}")
    order = [net.letter for net in unit.nets]
    W, U, b = ({g: take(here, arrays, f"{here}.{g}.{name}") for g in order} for name in "WUb")
    p, bU = ({g: arrays.get(f"{here}.{g}.{name}") for g in order} for name in ("p", "bU"))
    h0, C0, R = (arrays.get(f"{here}.{name}") for name in ("h0", "C0", "R"))

    def build() -> Layer:
        if R is None:
            nets = {g: GateParams(W[g], U[g], b[g], p[g], bU[g]) for g in order}
            return Layer(params_of(unit, nets), h0=h0, C0=C0)
        if unit is not LSTM:
            raise ValueError("a projection, expected that of an LSTM")
        Ws, Us, bs, ps = (cast("dict[Gate, Array]", one) for one in (W, U, b, p))
        return Layer.projecting(Ws, Us, bs, R, ps).starting(h0, C0)

    return guarded(here, build)
