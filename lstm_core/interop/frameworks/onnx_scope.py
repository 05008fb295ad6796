"""A graph of an ONNX file, or a branch or body in it, with constants that can be looked up."""

from collections.abc import Iterator, Mapping
from math import prod
from typing import Any, Final

from lstm_core.arrays import Array
from lstm_core.interop.errors import FormatError
from lstm_core.interop.frameworks.onnx_budget import Budget
from lstm_core.interop.frameworks.onnx_folding import DEEPEST, fold
from lstm_core.interop.frameworks.onnx_text import integers, text

EXTERNAL: Final = 1
FLOATS: Final = {1: "float", 10: "float16", 11: "double", 16: "bfloat16"}
WHOLE: Final = "data in this file; with both at hand: onnx.save(onnx.load('model.onnx'), 'whole.onnx')"
QUANTIZED: Final = {2: "uint8", 3: "int8", 6: "int32"}
_LONGEST: Final = 1000
"""About the most letters of the words for a place in graphs within graphs."""
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


class Scope:
    """The nodes of a graph, or of a branch or body in it, and the constants that are seen from there.

    Parameters
    ----------
    graph : onnx.GraphProto
        The graph.
    budget : Budget
        What the file has used of its limits.
    within : Scope, optional
        The graph in which it is a branch or body.
    place : str
        What it is there: "the then_branch of node 'choice' (If)".
    owner : onnx.NodeProto, optional
        The node that has it.
    """

    def __init__(
        self,
        graph: Any,
        budget: Budget,
        within: "Scope | None" = None,
        place: str = "",
        owner: Any | None = None,
    ) -> None:
        budget.count_graph(graph)
        self.graph, self.owner = graph, owner
        self.nodes: list[Any] = list(graph.node)
        self.within, self.place, self._budget = within, place, budget
        self.origins: dict[str, tuple[Scope, str] | None] = {}
        self._arrays: dict[str, Array] = {}
        self._computed: dict[str, Array | None] = {}
        self.makers = {name: node for node in self.nodes for name in node.output if name}
        self.types = {value.name: value.type for value in (*graph.value_info, *graph.output, *graph.input)}
        self.inputs = {value.name for value in graph.input}
        self.tensors = {tensor.name: tensor for tensor in graph.initializer}
        for node in self.nodes:
            if (
                node.op_type == "Constant"
                and node.output
                and node.attribute
                and node.attribute[0].name == "value"
            ):
                self.tensors[node.output[0]] = node.attribute[0].t

    def bodies(self) -> Iterator["Scope"]:
        """Yield the branches and bodies of its nodes."""
        for node in self.nodes:
            for attribute, body in bodies_of(node):
                name = f"{text(node.name)} ({node.op_type})" if node.name else f"of kind {node.op_type}"
                place = f"the {text(attribute.name)} of node {name}"
                place += f" in {self.place}" if self.place and len(self.place) < _LONGEST else ""
                yield Scope(body, self._budget, self, place, node)

    def constants(self) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Yield the name and the shape of each constant."""
        for name, tensor in self.tensors.items():
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
        home, own = origin
        return home.read(own, FLOATS) if own in home.tensors else home.folded(own)

    def quantized(self, name: str) -> Array | None:
        """Return a constant of small integers that stand for numbers, or None; raises as `constant` does."""
        origin = self._origin(name)
        if origin is None or origin[1] not in origin[0].tensors:
            return None
        return origin[0].read(origin[1], QUANTIZED)

    def has(self, name: str) -> bool:
        """Return whether the name is one of this graph itself."""
        return name in self.makers or name in self.tensors or name in self.inputs

    def home(self, name: str) -> "Scope":
        """Return the innermost graph around this one that has the name; the outermost if none has it."""
        here = self
        while here.within is not None and not here.has(name):
            here = here.within
        return here

    def folded(self, name: str) -> Array | None:
        """Return a value that follows from constants, or None."""
        if name not in self._computed:
            self._computed[name] = None  # Arriving here again means a cycle.
            maker = self.makers.get(name)
            if maker is not None and self._budget.depth < DEEPEST:
                self._budget.depth += 1
                try:
                    self._computed[name] = fold(maker, self, self._budget.count_copied)
                finally:
                    self._budget.depth -= 1
        return self._computed[name]

    def count(self, part: str, weights: int) -> None:
        """Count weights that are copied for a node: many nodes may refer to one constant."""
        self._budget.weights += weights
        self._budget.limits.check_weights(part, self._budget.weights)

    def _origin(self, name: str) -> "tuple[Scope, str] | None":
        """Return the graph and name of what Identity nodes pass on as this, or None if they form a cycle."""
        passed: list[tuple[Scope, str]] = []
        here = self.home(name)
        while name not in here.origins:
            maker = here.maker(name)
            if maker is None or maker.op_type != "Identity" or not maker.input:
                here.origins[name] = here, name
                break
            passed.append((here, name))
            here.origins[name] = None
            name = maker.input[0]
            here = here.home(name)
        found = here.origins[name]
        for scope, one in passed:
            scope.origins[one] = found
        return found

    def read(self, name: str, kinds: Mapping[int, str]) -> Array:
        """Return one of this graph's own constants, of these types; raises as `constant` does."""
        tensor, part = self.tensors[name], f"tensor {text(name)[:80]}"
        if tensor.data_location == EXTERNAL:
            raise FormatError(part, "data in another file", WHOLE)
        if tensor.data_type not in kinds:
            raise FormatError(part, f"data type {tensor.data_type}", f"one of {', '.join(kinds.values())}")
        if name in self._arrays:
            return self._arrays[name]
        try:
            array: Array = self._budget.helper.to_array(tensor)
        except (ValueError, TypeError, OverflowError) as error:
            raise FormatError(part, f"{error!s:.100}", f"numbers for shape {tuple(tensor.dims)}") from error
        array = array.astype("f4") if kinds[tensor.data_type] == "bfloat16" else array
        self._arrays[name] = array
        return array

    def integers(self, name: str) -> list[int] | None:
        """Return a constant list of a few integers, or None if it is computed or something else."""
        home = self.home(name)
        maker, tensor = home.maker(name), home.tensor(name)
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
            return [int(one) for one in self._budget.helper.to_array(tensor).reshape(-1)]
        except (ValueError, TypeError):
            return None

    def is_zero(self, name: str) -> bool:
        """Return whether a value consists of zeros fixed in the file, whatever its shape."""
        node, steps = self.maker(name), 0
        while node is not None and node.op_type in _SPREAD and node.input and steps < self._budget.entries:
            name, steps = node.input[0], steps + 1
            node = self.maker(name)
        if node is not None and node.op_type == "ConstantOfShape":
            filled = [one.t for one in node.attribute if one.name == "value"]
            return not filled or self._is_zero(filled[0])
        tensor = self.tensor(name)
        return tensor is not None and self._is_zero(tensor)

    def _is_zero(self, tensor: Any) -> bool:
        if tensor.data_location == EXTERNAL:
            return False
        try:
            return not self._budget.helper.to_array(tensor).any()
        except (ValueError, TypeError, OverflowError, KeyError):
            return False

    def maker(self, name: str) -> Any | None:
        """Return the node that produces a value, or None if it is given to the model or fixed in it."""
        return self.home(name).makers.get(name)

    def tensor(self, name: str) -> Any | None:
        """Return the constant with this name as the file has it, or None."""
        return self.home(name).tensors.get(name)

    def handed(self, name: str) -> str:
        """Return the body that is handed this value, such as that of a Loop; empty for any other value."""
        home = self.home(name)
        return home.place if name in home.inputs else ""

    def is_input(self, name: str) -> bool:
        """Return whether the value is an input of the whole model."""
        home = self.home(name)
        return home.within is None and name in home.inputs and name not in home.tensors

    def sizes(self, name: str) -> list[int | None] | None:
        """Return the size of each axis of a value; None for sizes, or all of them, known only at run time."""
        kind = self.home(name).types.get(name)
        if kind is None or not kind.tensor_type.HasField("shape"):
            return None
        return [one.dim_value if one.dim_value > 0 else None for one in kind.tensor_type.shape.dim]


def bodies_of(node: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the graphs in the attributes of a node, each after its attribute."""
    for attribute in node.attribute:
        if attribute.type in (5, 10):
            for body in [attribute.g] if attribute.type == 5 else attribute.graphs:
                yield attribute, body
