"""Contents of models and tables as bytes: a description in JSON, then their arrays as safetensors.

In the JSON, a number stands for each array. Whoever opens a parcel distrusts it: networks are rebuilt from
its arrays, with all checks of shapes and numbers.
"""

import json
import struct
from collections.abc import Callable, Mapping
from dataclasses import astuple
from typing import Any, Final, TypeVar

import numpy as np

from lstm_core.arrays import Array
from lstm_core.assumptions import Assumption
from lstm_core.blueprints import BLUEPRINTS
from lstm_core.interop.containers import safetensors
from lstm_core.interop.containers.limits import Limits
from lstm_core.interop.containers.tables import Table, TableError
from lstm_core.interop.contents import Contents, Ignored
from lstm_core.interop.errors import WHOLE, BrokenReaderError, FormatError, TooLargeError
from lstm_core.params import GateParams, Head, params_of
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import DIRECTIONS, Layer
from lstm_core.stacks.projection import Projection
from lstm_core.stacks.stack import LayerStack

ABOUT_BYTES: Final = 4 * 2**20
"""The largest size of everything besides numbers: above all, names."""
MOST_DIRECTIONS: Final = 256
"""How many layers a file may have, counting both directions: each takes time at every step."""
_LENGTH: Final = struct.Struct("<Q")
Made = TypeVar("Made")


def most_bytes(limits: Limits) -> int:
    """Return how many bytes a parcel of contents within `limits` may have."""
    return 16 * limits.weights + limits.unpacked_bytes + ABOUT_BYTES


def of_contents(contents: Contents, limits: Limits) -> bytes:
    """Return the parcel of a model's contents.

    Raises
    ------
    FormatError
        If they do not fit into a parcel.
    """
    if (found := sum(1 for stack in contents.stacks.values() for _ in stack.directions)) > MOST_DIRECTIONS:
        raise FormatError("model", f"{found:,} layers", f"at most {MOST_DIRECTIONS}")
    packer = _Packer()
    embeddings, left_out = _fitting(contents.embeddings, limits.weights)
    about = {
        "format": contents.format,
        "stacks": {name: packer.stack(stack) for name, stack in contents.stacks.items()},
        "ignored": [astuple(one) for one in contents.ignored],
        "remarks": [*contents.remarks, *left_out],
        "linears": {name: [packer.put(one) for one in pair] for name, pair in contents.linears.items()},
        "embeddings": {name: packer.put(table) for name, table in embeddings.items()},
    }
    return packer.closed(about, most_bytes(limits))


def _fitting(embeddings: Mapping[str, Array], most: int) -> tuple[dict[str, Array], list[str]]:
    """Return the embeddings that have at most so many numbers together, and a remark about each other one."""
    kept: dict[str, Array] = {}
    remarks = []
    for name, table in embeddings.items():
        if sum(one.size for one in kept.values()) + table.size <= most:
            kept[name] = table
        else:
            remarks.append(
                f"{name}: the embedding has {table.size:,} numbers, too many to be kept here "
                f"(at most {most:,}); send the rows of its tokens as inputs"
            )
    return kept, remarks


def to_contents(parcel: memoryview) -> Contents:
    """Return the contents of a model in a parcel; BrokenReaderError if they do not fit together."""
    return _opened(parcel, _contents)


def of_table(table: Table) -> bytes:
    """Return the parcel of a table."""
    packer = _Packer()
    about = table._asdict() | {"rows": packer.put(table.rows)}
    return packer.closed(about, table.rows.nbytes + ABOUT_BYTES)


def of_refusal(error: TableError) -> bytes:
    """Return the parcel that says why there is no table."""
    return _Packer().closed({"refused": str(error)}, ABOUT_BYTES)


def to_table(parcel: memoryview) -> Table:
    """Return the table in a parcel.

    Raises
    ------
    TableError
        If there is no table in it.
    """
    return _opened(parcel, _table)


class _Packer:
    """Collects arrays under numbers."""

    def __init__(self) -> None:
        self._arrays: dict[str, Array] = {}
        self._bytes = 0

    def put(self, array: Array | None) -> int | None:
        """Return the number of an array."""
        if array is None:
            return None
        self._arrays[str(len(self._arrays))] = array
        self._bytes += 8 * array.size
        return len(self._arrays) - 1

    def stack(self, stack: LayerStack) -> dict[str, Any]:
        head = stack.head
        return {
            "layers": [
                {"merge": one.merge, **{way: self._layer(layer) for way, layer in one.directions}}
                for one in stack.layers
            ],
            "head": None if head is None else [self.put(head.V), self.put(head.c)],
            "batch_first": stack.batch_first,
            "lengths": stack.lengths,
            "assumptions": [astuple(one) for one in stack.assumptions],
        }

    def _layer(self, layer: Layer) -> dict[str, Any]:
        nets = {
            letter: {name: self.put(array) for name, array in net.arrays.items()}
            for letter, net in layer.params.nets.items()
        }
        projection = layer.projection and {
            "R": self.put(layer.projection.R),
            "U": {gate: self.put(U) for gate, U in layer.projection.U.items()},
        }
        return {
            "unit": layer.params.blueprint.name,
            "nets": nets,
            "projection": projection,
            "h0": self.put(layer.h0),
            "C0": self.put(layer.C0),
        }

    def closed(self, about: dict[str, Any], most: int) -> bytes:
        """Return the parcel; nothing is copied into it before its size is known."""
        if self._bytes > most:
            raise TooLargeError("file", f"{self._bytes:,} bytes of numbers", f"at most {most:,}")
        text = json.dumps(about, separators=(",", ":")).encode()
        if len(text) > ABOUT_BYTES:
            raise FormatError("file", f"{len(text):,} bytes of names", f"at most {ABOUT_BYTES:,}")
        arrays = {number: _plain(array) for number, array in self._arrays.items()}
        return _LENGTH.pack(len(text)) + text + safetensors.serialise(arrays, {})


def _plain(array: Array) -> Array:
    """Return an array in one of the types that can be sent, without losing any number."""
    if array.dtype.kind == "f":
        return array.astype(np.float32 if array.dtype.itemsize < 8 else np.float64, copy=False)
    return array.astype(np.int64, copy=False)


def _opened(parcel: memoryview, build: Callable[[dict[str, Any], list[Array]], Made]) -> Made:
    try:
        (length,) = _LENGTH.unpack(parcel[: _LENGTH.size])
        end = _LENGTH.size + length
        if length > ABOUT_BYTES:
            raise ValueError(f"{length} bytes of names")
        about = json.loads(bytes(parcel[_LENGTH.size : end]))
        every = Limits(unpacked_bytes=len(parcel), entries=len(parcel))
        arrays, _, _ = safetensors.parse(parcel[end:], every)
        return build(about, [arrays[str(number)] for number in range(len(arrays))])
    except TableError:
        raise
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, struct.error) as error:
        raise BrokenReaderError(
            "file", "damage at which its reader broke down", WHOLE, repr(error)
        ) from error


def _contents(about: dict[str, Any], arrays: list[Array]) -> Contents:
    linears = about["linears"].items()
    return Contents(
        about["format"],
        {name: _stack(told, arrays) for name, told in about["stacks"].items()},
        tuple(Ignored(*told) for told in about["ignored"]),
        tuple(about["remarks"]),
        # Copies: a view would keep the whole parcel.
        {name: (arrays[V].copy(), None if c is None else arrays[c].copy()) for name, (V, c) in linears},
        embeddings={name: arrays[number].copy() for name, number in about["embeddings"].items()},
    )


def _stack(told: dict[str, Any], arrays: list[Array]) -> LayerStack:
    head = told["head"] and Head(*(arrays[number] for number in told["head"]))
    layers = [
        StackLayer(**{way: _layer(one[way], arrays) for way in DIRECTIONS if way in one}, merge=one["merge"])
        for one in told["layers"]
    ]
    lengths = told["lengths"] and tuple(told["lengths"])
    assumptions = tuple(Assumption(*one) for one in told["assumptions"])
    return LayerStack(layers, head, told["batch_first"], lengths, assumptions)


def _layer(told: dict[str, Any], arrays: list[Array]) -> Layer:
    nets = {
        letter: GateParams(**{name: arrays[number] for name, number in net.items()})
        for letter, net in told["nets"].items()
    }
    projection = told["projection"] and Projection(
        arrays[told["projection"]["R"]].copy(),
        {gate: arrays[number].copy() for gate, number in told["projection"]["U"].items()},
    )
    h0, C0 = (_at(arrays, told[name]) for name in ("h0", "C0"))
    return Layer(params_of(BLUEPRINTS[told["unit"]], nets), projection, h0, C0)


def _table(about: dict[str, Any], arrays: list[Array]) -> Table:
    if "refused" in about:
        raise TableError(about["refused"])
    shape = about["shape"] and tuple(about["shape"])
    return Table(about["names"], arrays[about["rows"]], about["labels"], shape)


def _at(arrays: list[Array], number: int | None) -> Array | None:
    return None if number is None else arrays[number]
