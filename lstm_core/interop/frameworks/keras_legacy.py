"""Keras's older files, ``.h5`` and ``.hdf5``: of Keras 1, of 2, which 3 still writes, and for cuDNN.

They are told as what Keras 3 would write today: the same arrays under the paths of a ``.weights.h5``, and
the configuration in today's words (`keras_renamed`). So one reader follows, with one set of refusals.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from lstm_core.arrays import Array
from lstm_core.interop.containers.hdf5_child import Remarks
from lstm_core.interop.containers.tensors import some
from lstm_core.interop.errors import FormatError

_ROOT: Final = "model_weights/"
_VARIABLES: Final = (
    re.compile(r"(?P<unit>.+)/(?P<kind>kernel|recurrent_kernel|bias|embeddings)(?::\d+)?"),
    re.compile(r"(?P<unit>.+)_(?P<kind>[WUb])(?:_(?P<net>[ifcozrh]))?(?::\d+)?"),
)
"""How Keras 2 and Keras 1 call a variable; in Keras 1 each net of a unit has its own."""
_KINDS: Final = {
    "kernel": 0, "embeddings": 0, "W": 0, "recurrent_kernel": 1, "U": 1, "bias": 2, "b": 2
}  # fmt: skip
_ORDERS: Final = ("ifco", "zrh")
_CUDNN: Final = {4: 8, 3: 6}
"""How many biases per unit a layer for cuDNN has, by the number of its nets."""
_NUMBERED: Final = re.compile(r"(\d+)")
_WAY: Final = re.compile(r"(^|/)(forward|backward)_")


@dataclass(frozen=True, slots=True)
class Retold:
    """An older file as Keras 3 would write it.

    Attributes
    ----------
    arrays : dict of array
        The arrays by path.
    names : dict of str
        The names of layers by the path of their variables.
    sources : dict of str
        The path in the file of each array that is elsewhere now.
    """

    arrays: dict[str, Array] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Unit:
    """The variables of a cell or of another layer: arrays by kind and, in Keras 1, by net."""

    path: str
    arrays: dict[int, dict[str, Array]] = field(default_factory=dict)
    sources: dict[int, str] = field(default_factory=dict)

    @property
    def is_cell(self) -> bool:
        """Whether it has a recurrent kernel."""
        return {0, 1} <= self.arrays.keys()


def is_legacy(arrays: Mapping[str, Array], remarks: Remarks) -> bool:
    """Return whether a file is one of the older form, whose groups list their weights by name."""
    return bool(remarks.orders) or any(path.startswith(_ROOT) for path in arrays)


def retell(arrays: Mapping[str, Array], remarks: Remarks, classes: Mapping[str, str]) -> Retold:
    """Return an older file as it would be today; what belongs to no layer keeps its path.

    Parameters
    ----------
    arrays : dict of array
        The arrays by path.
    remarks : Remarks
        The order of the weights of each layer.
    classes : dict of str
        The classes of recurrent layers by name; empty if nothing is known of them.

    Raises
    ------
    FormatError
        If there is no recurrent layer, or a unit of Keras 1 lacks some of its nets.
    """
    told = Retold()
    root = _ROOT if any(path.startswith(_ROOT) for path in arrays) else ""
    layers: dict[str, dict[str, _Unit]] = {}
    for path, array in arrays.items():
        below = path.removeprefix(root)
        found = _match(below)
        if found is None or "/" not in below or not path.startswith(root):
            told.arrays[path] = array
            continue
        layer, kind = below.partition("/")[0], _KINDS[found["kind"]]
        unit = layers.setdefault(layer, {}).setdefault(found["unit"], _Unit(found["unit"]))
        unit.arrays.setdefault(kind, {})[found.groupdict().get("net") or ""] = array
        unit.sources[kind] = path
    if not any(unit.is_cell for units in layers.values() for unit in units.values()):
        raise FormatError("data sets", some(arrays), "an LSTM's, a GRU's or a plain network's two kernels")
    for layer, units in layers.items():
        ordered = _ordered(units, remarks.orders.get(f"{root}{layer}", ()))
        for unit, name, role in _roles(layer, ordered, classes):
            base = layer if name == layer else f"{layer}/{name}"
            told.names[f"{base}/vars"] = name
            for place, kind, array in _variables(unit):
                path = f"{base}{role}/vars/{place}"
                told.arrays[path], told.sources[path] = array, unit.sources[kind]
    return told


def _ordered(units: Mapping[str, _Unit], order: Sequence[str]) -> list[_Unit]:
    """Return the units of a layer in the order of its list of weights, or else in that of their numbers."""
    listed = [found["unit"] for one in order if (found := _match(one))]

    def key(path: str) -> tuple[int, list[tuple[int, str]]]:
        below = path.partition("/")[2] or path
        numbered = [(int(part), "") if part.isdigit() else (-1, part) for part in _NUMBERED.split(path)]
        return listed.index(below) if below in listed else len(listed), numbered

    return [units[path] for path in sorted(units, key=key)]


def _match(path: str) -> re.Match[str] | None:
    return next(filter(None, (one.fullmatch(path) for one in _VARIABLES)), None)


def _roles(
    layer: str, units: Sequence[_Unit], classes: Mapping[str, str]
) -> Iterator[tuple[_Unit, str, str]]:
    """Yield each unit, the name of its layer and its role there: one of both ways, one of several cells."""
    owned: dict[str, list[_Unit]] = {}
    for unit in units:
        if not unit.is_cell:
            yield unit, unit.path.rpartition("/")[2], ""
        else:
            parts = reversed(unit.path.split("/"))
            owner = layer if not classes else next((part for part in parts if part in classes), unit.path)
            owned.setdefault(owner, []).append(unit)
    for owner, cells in owned.items():
        way = [_WAY.search(cell.path) for cell in cells]
        if classes.get(owner) == "Bidirectional" or (
            not classes and [one and one[2] for one in way] == ["forward", "backward"]
        ):
            half = len(cells) // 2
            for k, cell in enumerate(cells):
                side = "forward" if k < half else "backward"
                stacked = f"/cells/cell_{k % max(half, 1)}" if len(cells) > 2 else ""
                yield cell, owner, f"/{side}_layer/cell{stacked}"
        elif len(cells) == 1:
            yield cells[0], owner, "/cell"
        elif classes or all("stacked_rnn_cells" in cell.path for cell in cells):
            yield from ((cell, owner, f"/cell/cells/cell_{k}") for k, cell in enumerate(cells))
        else:
            yield from ((cell, cell.path.partition("/")[2] or cell.path, "/cell") for cell in cells)


def _variables(unit: _Unit) -> Iterator[tuple[int, int, Array]]:
    """Yield the place, the kind and the array of each variable of a unit."""
    whole = _without_cudnn({kind: _joined(unit, nets) for kind, nets in sorted(unit.arrays.items())})
    for place, (kind, array) in enumerate(whole.items()):
        yield place, kind, array


def _joined(unit: _Unit, nets: Mapping[str, Array]) -> Array:
    """Return the arrays of a unit's nets side by side."""
    if [*nets] == [""]:
        return nets[""]
    order = next((one for one in _ORDERS if {*one} == {*nets}), None)
    given = f"weights of {some(sorted(nets))}"
    if order is None:
        raise FormatError(unit.path, given, "those of i, f, c, o or of z, r, h")
    if len({array.shape for array in nets.values()}) > 1:
        raise FormatError(unit.path, f"{given} of several shapes", "one shape")
    return np.concatenate([nets[letter] for letter in order], axis=-1)


def _without_cudnn(variables: dict[int, Array]) -> dict[int, Array]:
    """Return variables as a layer without cuDNN has them, as Keras itself converts them.

    For cuDNN, the kernels of the nets are transposed, and both products have a bias.
    """
    if len(variables) < 3:
        return variables
    kernel, recurrent, bias = variables.values()
    H = recurrent.shape[0] if recurrent.ndim == 2 and recurrent.size else 1
    n = recurrent.shape[-1] // H if recurrent.ndim == 2 else 0
    fits = kernel.ndim == 2 and kernel.shape[1] == n * H == recurrent.shape[-1]
    if n not in _CUDNN or bias.shape != (_CUDNN[n] * H,) or not fits:
        return variables
    nets = [net.T.reshape(net.shape, order="F") for net in np.split(kernel, n, axis=1)]
    back = [net.T for net in np.split(recurrent, n, axis=1)]
    both = bias.reshape(2, n * H)
    return {0: np.hstack(nets), 1: np.hstack(back), 2: both if n == 3 else both.sum(axis=0)}
