"""What the graphs of an ONNX file may hold, all of them together."""

from typing import Any

from lstm_core.interop.containers.limits import Limits


class Budget:
    """What a file has used of its limits, all graphs in it together."""

    def __init__(self, limits: Limits, helper: Any) -> None:
        self.limits, self.helper = limits, helper
        self.depth = self.copied = self.weights = self.entries = self.bytes = 0

    def count_copied(self, values: int) -> None:
        """Count values that are copied to compute a constant."""
        self.copied += values
        self.limits.check_weights("computed constants", self.copied)

    def count_graph(self, graph: Any) -> None:
        """Count a graph, which may be empty, with its nodes and constants."""
        self.entries += 1 + len(graph.node) + len(graph.initializer)
        self.limits.check_entries("graph", self.entries)
        self.bytes += sum(tensor.ByteSize() for tensor in graph.initializer)
        self.limits.check_unpacked("initializers", self.bytes)
