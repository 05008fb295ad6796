"""Random ONNX graphs of recurrent nodes, and what onnxruntime computes for each node of them."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import onnxruntime
from hypothesis import reject
from hypothesis import strategies as st
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidArgument

from lstm_core.arrays import Array

NETS = {"LSTM": 4, "GRU": 3, "RNN": 1}
USUAL = {"LSTM": ["Sigmoid", "Tanh", "Tanh"], "GRU": ["Sigmoid", "Tanh"], "RNN": ["Tanh"]}
ONE = st.sampled_from([1, 1, 2, 3])


@dataclass(frozen=True, eq=False)
class Random:
    """A file, its input, and by node what it reads and its Y (T, ways, B, H), in the order of the graph."""

    data: bytes
    x: Array
    reads: dict[str, Array]
    makes: dict[str, Array]
    lengths: dict[str, Array]


@dataclass(eq=False)
class _Graph:
    """Nodes and constants of a graph under way; the widths of its values are known, their numbers are not."""

    draw: Any
    rng: np.random.Generator
    T: int
    B: int
    nodes: list[Any] = field(default_factory=list)
    constants: dict[str, Array] = field(default_factory=dict)
    reads: dict[str, str] = field(default_factory=dict)
    lengths: dict[str, Array] = field(default_factory=dict)

    def node(self, kind: str, inputs: list[str], **attributes: Any) -> str:
        """Add a node; return the name of its output."""
        made = f"value{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [made], **attributes))
        return made

    def constant(self, array: Array) -> str:
        """Add a constant; return its name."""
        name = f"constant{len(self.constants)}"
        self.constants[name] = array
        return name

    def weights(self, array: Array) -> str:
        """Add weights, plainly or as an exporter leaves them: to be put together while the model runs."""
        match self.draw(
            st.sampled_from(["plain", "plain", "joined", "unsqueezed", "double", "half", "same"])
        ):
            case "joined":
                parts = [self.constant(part) for part in np.array_split(array, 2, axis=1)]
                return self.node("Concat", parts, axis=1)
            case "unsqueezed" if len(array) == 1:
                return self.node("Unsqueeze", [self.constant(array[0]), self.constant(np.array([0]))])
            case "double":
                return self.node("Cast", [self.constant(array.astype("f8"))], to=TensorProto.FLOAT)
            case "half":
                return self.node("Cast", [self.constant(array.astype("f2"))], to=TensorProto.FLOAT)
            case "same":
                return self.node("Identity", [self.constant(array)])
        return self.constant(array)

    def recurrent(self, reads: str, D: int) -> tuple[str, int, int]:
        """Add a recurrent node; return its Y, its number of directions and its units."""
        draw, name = self.draw, f"node{len(self.reads)}"
        kind, H = draw(st.sampled_from([*NETS])), draw(st.integers(1, 4))
        direction = draw(st.sampled_from(["forward", "forward", "reverse", "bidirectional"]))
        n, gates = 1 + (direction == "bidirectional"), NETS[kind]

        def made(*shape: int) -> Array:
            return self.rng.uniform(-1, 1, shape).astype("f4")

        inputs = [reads, self.weights(made(n, gates * H, D)), self.weights(made(n, gates * H, H)), "", "", ""]
        if draw(st.booleans()):
            inputs[3] = self.weights(made(n, 2 * gates * H))
        if draw(ONE) == 3:
            self.lengths[name] = self.rng.integers(1, self.T + 1, self.B).astype("i4")
            inputs[4] = self.constant(self.lengths[name])
        if draw(ONE) == 3:
            same = draw(st.booleans())
            states = [np.repeat(made(n, 1, H), self.B, 1) if same else made(n, self.B, H) for _ in "hC"]
            inputs[5:] = [self.constant(state) for state in states[: 1 + (kind == "LSTM")]]
        attributes: dict[str, Any] = {"hidden_size": H, "direction": direction}
        if kind == "LSTM" and draw(ONE) == 3:
            inputs += [""] * (7 - len(inputs)) + [self.constant(made(n, 3 * H))]
        attributes |= self.form(kind, n)
        self.nodes.append(helper.make_node(kind, inputs, [f"Y.{name}"], name=name, **attributes))
        self.reads[name] = reads
        return f"Y.{name}", n, H

    def form(self, kind: str, n: int) -> dict[str, Any]:
        """Draw attributes that change what a node computes, or say once more what is usual."""
        resets = {"linear_before_reset": self.draw(st.integers(0, 1))} if kind == "GRU" else {}
        match self.draw(st.integers(0, 12)):
            case 0:
                return resets | {"activations": USUAL[kind] * n}
            case 1:
                return resets | {"activations": ["Relu" if a == "Tanh" else a for a in USUAL[kind]] * n}
            case 2:
                return resets | {"activations": USUAL[kind] * (n - 1) + [*USUAL[kind][:-1], "Sigmoid"]}
            case 3:
                return resets | {"clip": 0.5}
            case 4 if kind == "LSTM":
                return {"input_forget": 1}
        return resets

    def between(self, Y: str, n: int, H: int) -> tuple[str, int]:
        """Add what stands between two nodes; return a value of three axes and its width."""
        if n == 1 and self.draw(st.booleans()):
            value, width = self.node("Squeeze", [Y, self.constant(np.array([1]))]), H
        else:
            value = self.node(
                "Transpose", [Y], perm=self.draw(st.sampled_from([(0, 2, 1, 3), (0, 2, 1, 3), (0, 2, 3, 1)]))
            )
            value, width = self.node("Reshape", [value, self.constant(np.array([0, 0, -1]))]), n * H
        for kind in self.draw(
            st.lists(st.sampled_from(["swap", "Relu", "Identity", "add", "gather", "slice"]), max_size=2)
        ):
            match kind:
                case "swap":
                    value = self.node("Transpose", [value], perm=(1, 0, 2))
                case "add":
                    value = self.node("Add", [value, self.constant(np.ones(width, "f4"))])
                case "gather":
                    order = self.constant(np.arange(width)[::-1].copy())
                    value = self.node("Gather", [value, order], axis=2)
                case "slice":
                    ends = [self.constant(np.array([k])) for k in (-1, -(2**31), 0, -1)]
                    value = self.node("Slice", [value, *ends])
                case _:
                    value = self.node(kind, [value])
        return value, width


@st.composite
def graphs(draw: st.DrawFn) -> Random:
    """Draw a graph of one to three recurrent nodes, each above the one before, and run it."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    T, B, D = draw(st.integers(1, 4)), draw(ONE), draw(st.integers(1, 3))
    graph = _Graph(draw, rng, T, B)
    value, width = "x", D
    for k in range(draw(st.integers(1, 3))):
        Y, n, H = graph.recurrent(value, width)
        value, width = graph.between(Y, n, H)
        if k == 0 and graph.draw(ONE) == 2:
            break
    outputs = list(dict.fromkeys([*(f"Y.{name}" for name in graph.reads), *graph.reads.values()]))
    outputs = [name for name in outputs if name != "x"]
    sizes: list[int | str | None] = [T, B, D] if draw(st.booleans()) else ["T", "B", D]
    made = helper.make_graph(
        graph.nodes,
        "random",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, sizes)],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs],
        [numpy_helper.from_array(array, name) for name, array in graph.constants.items()],
    )
    data = helper.make_model(
        made, opset_imports=[helper.make_opsetid("", 14)], ir_version=8
    ).SerializeToString()
    x = rng.normal(size=(T, B, D)).astype("f4")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.log_severity_level = 1, 4
    session = onnxruntime.InferenceSession(data, options, ["CPUExecutionProvider"])
    try:
        found = session.run(outputs, {"x": x})
    except (Fail, InvalidArgument):
        # Axes have been exchanged, and what was told of the sequences before does not fit any more.
        reject()
    values = dict(zip(outputs, found, strict=True)) | {"x": x}
    reads = {name: values[one] for name, one in graph.reads.items()}
    return Random(data, x, reads, {name: values[f"Y.{name}"] for name in reads}, graph.lengths)
