"""An ONNX file as a graph with constants that can be looked up. It never opens any other file."""

from collections.abc import Iterator, Mapping
from math import prod
from typing import Any, Final, TypeAlias

from lstm_core.arrays import Array
from lstm_core.interop.containers.limits import Limits
from lstm_core.interop.containers.wire import check_fields
from lstm_core.interop.errors import FormatError
from lstm_core.interop.frameworks.onnx_folding import DEEPEST, fold

NEEDS: Final = "Reading and writing ONNX needs onnx: pip install 'memory-pipe[onnx]'"
EXTERNAL: Final = 1
FIELDS: Final = 50
"""The average number of fields allowed per entry: names, sizes, attributes."""
FLOATS: Final = {1: "float", 10: "float16", 11: "double", 16: "bfloat16"}
INTEGERS: Final = (6, 7)
MOST_INTEGERS: Final = 2**16
_SPREAD: Final = (
    "Expand",
    "Tile",
    "Reshape",
    "Unsqueeze",
    "Squeeze",
    "Transpose",
    "Slice",
    "Identity",
    "Cast",
)
"""Operations that turn zeros into nothing but zeros."""


class Graph:
    """The nodes of a file, and the constant arrays in it.

    Parameters
    ----------
    data : bytes
        The file.
    limits : Limits
        The limits on its size.

    Raises
    ------
    FormatError
        If it is not an ONNX file, or exceeds a limit.
    ImportError
        If onnx is not installed.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        try:
            import onnx
            from google.protobuf.message import DecodeError
        except ImportError as error:
            raise ImportError(NEEDS) from error
        self._helper = onnx.numpy_helper
        check_fields(data, FIELDS * limits.entries)
        model = onnx.ModelProto()
        try:
            model.ParseFromString(data)
        except DecodeError as error:
            raise FormatError("file", "no protocol buffer", "a whole ONNX file") from error
        graph = model.graph
        if not graph.node:
            raise FormatError("graph", "no nodes", "an ONNX model with an LSTM node")
        self.nodes: list[Any] = list(graph.node)
        self._functions: list[Any] = list(model.functions)
        limits.check_entries("graph", len(graph.node) + len(graph.initializer))
        limits.check_unpacked("initializers", sum(tensor.ByteSize() for tensor in graph.initializer))
        self._limits = limits
        self._weights = 0
        self._origins: dict[str, str | None] = {}
        self._arrays: dict[str, Array] = {}
        self._computed: dict[str, Array | None] = {}
        self._depth = self._copied = 0
        self._makers = {name: node for node in self.nodes for name in node.output if name}
        self._typed = {value.name: value.type for value in (*graph.value_info, *graph.output, *graph.input)}
        self._constants = {tensor.name: tensor for tensor in graph.initializer}
        for node in self.nodes:
            if (
                node.op_type == "Constant"
                and node.output
                and node.attribute
                and node.attribute[0].name == "value"
            ):
                self._constants[node.output[0]] = node.attribute[0].t

    def constants(self) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Yield the name and the shape of each constant."""
        for name, tensor in self._constants.items():
            yield text(name), tuple(tensor.dims)

    def constant(self, name: str) -> Array | None:
        """Return the constant with this name, or None if it is given or computed from what is given.

        Raises
        ------
        FormatError
            If it is in another file, does not hold floating-point numbers, or has the wrong number of them.
        """
        origin = self._origin(name)
        if origin is None:
            return None
        if origin not in self._constants:
            return self._folded(origin)
        if origin not in self._arrays:
            self._arrays[origin] = self._read(origin)
        return self._arrays[origin]

    def _folded(self, name: str) -> Array | None:
        """Return a value that follows from constants, or None."""
        if name not in self._computed:
            self._computed[name] = None  # Arriving here again means a cycle.
            maker = self._makers.get(name)
            if maker is not None and self._depth < DEEPEST:
                self._depth += 1
                try:
                    self._computed[name] = fold(maker, self.constant, self.integers, self._count_copied)
                finally:
                    self._depth -= 1
        return self._computed[name]

    def _count_copied(self, values: int) -> None:
        self._copied += values
        self._limits.check_weights("computed constants", self._copied)

    def count(self, part: str, weights: int) -> None:
        """Count weights that are copied for a node: many nodes may refer to one constant."""
        self._weights += weights
        self._limits.check_weights(part, self._weights)

    def _origin(self, name: str) -> str | None:
        """Return the value that Identity nodes pass on under this name, or None if they form a cycle."""
        passed: list[str] = []
        here: str | None = name
        while here is not None and here not in self._origins:
            maker = self._makers.get(here)
            if maker is None or maker.op_type != "Identity":
                break
            passed.append(here)
            self._origins[here] = None  # Arriving here again means a cycle.
            here = maker.input[0] if maker.input else None
        found = None if here is None else self._origins.get(here, here)
        self._origins.update(dict.fromkeys(passed, found))
        return found

    def _read(self, name: str) -> Array:
        tensor, part = self._constants[name], f"tensor {text(name)[:80]}"
        if tensor.data_location == EXTERNAL or tensor.external_data:
            raise FormatError(part, "data in another file", "data in this file")
        if tensor.data_type not in FLOATS:
            raise FormatError(part, f"data type {tensor.data_type}", f"one of {', '.join(FLOATS.values())}")
        try:
            array: Array = self._helper.to_array(tensor)
        except (ValueError, TypeError, OverflowError) as error:
            raise FormatError(part, f"{error!s:.100}", f"numbers for shape {tuple(tensor.dims)}") from error
        return array.astype("f4") if FLOATS[tensor.data_type] == "bfloat16" else array

    def integers(self, name: str) -> list[int] | None:
        """Return a constant list of a few integers, or None if it is computed or something else."""
        maker, tensor = self._makers.get(name), self._constants.get(name)
        if tensor is None:
            listed = maker is not None and maker.op_type == "Constant"
            return integers(maker, "value_ints") if listed else None
        if (
            tensor.data_type not in INTEGERS
            or prod(tensor.dims) > MOST_INTEGERS
            or tensor.data_location == EXTERNAL
        ):
            return None
        try:
            return [int(one) for one in self._helper.to_array(tensor).reshape(-1)]
        except (ValueError, TypeError):
            return None

    def is_zero(self, name: str) -> bool:
        """Return whether a value consists of zeros fixed in the file, whatever its shape."""
        node, steps = self._makers.get(name), 0
        while node is not None and node.op_type in _SPREAD and node.input and steps < len(self.nodes):
            name, steps = node.input[0], steps + 1
            node = self._makers.get(name)
        if node is not None and node.op_type == "ConstantOfShape":
            filled = [one.t for one in node.attribute if one.name == "value"]
            return not filled or self._is_zero(filled[0])
        return name in self._constants and self._is_zero(self._constants[name])

    def _is_zero(self, tensor: Any) -> bool:
        if tensor.data_location == EXTERNAL or tensor.external_data:
            return False
        try:
            return not self._helper.to_array(tensor).any()
        except (ValueError, TypeError, OverflowError):
            return False

    def maker(self, name: str) -> Any | None:
        """Return the node that produces a value, or None if it is given to the model or fixed in it."""
        return self._makers.get(name)

    def sizes(self, name: str) -> list[int | None] | None:
        """Return the size of each axis of a value; None for sizes, or all of them, known only at run time."""
        kind = self._typed.get(name)
        if kind is None or not kind.tensor_type.HasField("shape"):
            return None
        return [one.dim_value if one.dim_value > 0 else None for one in kind.tensor_type.shape.dim]

    def hidden(self) -> str:
        """Return where an LSTM node is hidden outside the graph itself; empty if there is no such node."""
        for rooms, node in self.inner():
            if node.op_type == "LSTM":
                return _place(rooms)
        return ""

    def inner(self) -> Iterator[tuple["Rooms", Any]]:
        """Yield each node of functions, branches and bodies, at any depth, after what it is in."""
        waiting: list[tuple[Rooms, Any]] = [((None, one, None), one.node) for one in self._functions]
        waiting.append((None, self.nodes))
        while waiting:
            rooms, nodes = waiting.pop()
            for node in nodes:
                if rooms is not None:
                    yield rooms, node
                for attribute in node.attribute:
                    bodies = [attribute.g, *attribute.graphs] if attribute.type in (5, 10) else []
                    waiting += [((attribute, node, rooms), body.node) for body in bodies]


Rooms: TypeAlias = tuple[Any | None, Any, "Rooms"] | None
"""What a node is in: the attribute of a node, which may be in another; or a function, with no attribute."""


def _place(rooms: Rooms) -> str:
    told: list[str] = []
    while rooms is not None and len(told) < DEEPEST:
        attribute, owner, rooms = rooms
        name = text(owner.name) or "without a name"
        told.append(
            f"function {name}"
            if attribute is None
            else f"the {text(attribute.name)} of node {name} ({owner.op_type})"
        )
    return " in ".join(told)


def attributes(node: Any) -> Mapping[str, Any]:
    """Return the attributes of a node by name: numbers, texts, and lists of them."""
    plain = {1: "f", 2: "i", 3: "s", 6: "floats", 7: "ints", 8: "strings"}
    made: dict[str, Any] = {}
    for attribute in node.attribute:
        value = getattr(attribute, plain[attribute.type]) if attribute.type in plain else None
        made[text(attribute.name)] = text(value) if isinstance(value, bytes) else value
        if attribute.type == 8:
            made[text(attribute.name)] = [text(one) for one in attribute.strings]
    return made


def integers(node: Any, name: str) -> list[int] | None:
    """Return an attribute that is an integer or a list of integers as a list, or None if it is absent."""
    for attribute in node.attribute:
        if attribute.name == name and attribute.type in (2, 7):
            return [attribute.i] if attribute.type == 2 else list(attribute.ints)
    return None


def text(value: str | bytes) -> str:
    """Return a name; names that are not valid text come out of the file as bytes."""
    return value.decode(errors="replace") if isinstance(value, bytes) else value
