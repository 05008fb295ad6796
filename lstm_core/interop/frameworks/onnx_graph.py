"""An ONNX file as graphs. It never opens any other file."""

from collections.abc import Mapping
from typing import Any, Final

from lstm_core.arrays import Array
from lstm_core.interop.containers.limits import Limits
from lstm_core.interop.containers.tensors import some
from lstm_core.interop.containers.wire import check_fields
from lstm_core.interop.errors import FormatError
from lstm_core.interop.frameworks.onnx_budget import Budget
from lstm_core.interop.frameworks.onnx_scope import Scope
from lstm_core.interop.frameworks.onnx_text import text

NEEDS: Final = "Reading and writing ONNX needs onnx: pip install 'memory-pipe[onnx]'"
FIELDS: Final = 50
"""The average number of fields allowed per entry: names, sizes, attributes."""


class Graph(Scope):
    """The graph of a file.

    Parameters
    ----------
    data : bytes
        The file.
    limits : Limits
        The limits on its size.
    values : dict of Array, optional
        Values for inputs of the model that are the same at each run, such as weights.

    Attributes
    ----------
    scopes : list of Scope
        This graph, and the branches and bodies in it at any depth.

    Raises
    ------
    FormatError
        If it is not an ONNX file, exceeds a limit, or has no input for which a value is given.
    ImportError
        If onnx is not installed.
    """

    def __init__(self, data: bytes, limits: Limits, values: Mapping[str, Array] | None = None) -> None:
        try:
            import onnx
            from google.protobuf.message import DecodeError
        except ImportError as error:
            raise ImportError(NEEDS) from error
        check_fields(data, FIELDS * limits.entries)
        self.model = onnx.ModelProto()
        try:
            self.model.ParseFromString(data)
        except DecodeError as error:
            raise FormatError("file", "no protocol buffer", "a whole ONNX file") from error
        graph = self.model.graph
        if not graph.node:
            raise FormatError("graph", "no nodes", "an ONNX model with an LSTM node")
        self.functions: list[Any] = list(self.model.functions)
        super().__init__(graph, Budget(limits, onnx.numpy_helper))
        for name, array in (values or {}).items():
            if not self.is_input(name):
                known = some(text(one.name) for one in graph.input)
                raise FormatError("values", f"one for {name!r}", f"the name of an input: {known}")
            self.tensors[name] = onnx.numpy_helper.from_array(array, name)
        self.scopes: list[Scope] = []
        waiting: list[Scope] = [self]
        while waiting:
            self.scopes.append(waiting.pop())
            waiting += list(self.scopes[-1].bodies())[::-1]
