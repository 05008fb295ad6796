"""A whole ONNX model in onnxruntime: what it gives its recurrent nodes, and the gates that follow.

Values within branches and bodies are handed out by further outputs of the nodes that have these.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from lstm_core.arrays import Array
from lstm_core.interop.containers.limits import Limits
from lstm_core.interop.containers.tensors import some
from lstm_core.interop.contents import Contents
from lstm_core.interop.errors import FormatError
from lstm_core.interop.frameworks.onnx_chains import Chain
from lstm_core.interop.frameworks.onnx_graph import Graph
from lstm_core.interop.frameworks.onnx_reader import chains_of
from lstm_core.interop.frameworks.onnx_scope import Scope, bodies_of
from lstm_core.interop.frameworks.onnx_text import attributes, text
from lstm_core.interop.frameworks.onnx_units import is_quantized, kind_of
from lstm_core.interop.rivals.onnxruntime import open_session, refused
from lstm_core.stacks.stack import LayerStack
from lstm_core.stacks.trace import StackRun

AGREEMENT: Final = 1e-4
"""The largest difference from the model's own answers, relative to the largest one if that is above 1."""
_TURNING: Final = ("Loop", "Scan")
_SNIPPET: Final = """run_model needs onnxruntime, which is not installed: pip install onnxruntime
What {name} reads is made by the part of the model before it. Where onnxruntime is, this writes it to a file:

    import numpy, onnx, onnxruntime
    model = onnx.load("model.onnx")
    model.graph.output.append(onnx.ValueInfoProto(name={value!r}))
    session = onnxruntime.InferenceSession(model.SerializeToString())
    numpy.save("inputs.npy", session.run([{value!r}], {{{inputs}}})[0])"""
_INNER: Final = """run_model needs onnxruntime, which is not installed: pip install onnxruntime
What {name} reads is made in {place}, and only run_model takes it out of there."""


@dataclass(frozen=True)
class _Asked:
    """The names under which the model gives out what a chain reads and answers; empty for what is not asked.

    Attributes
    ----------
    x, lengths : str
        The inputs, and the number of steps of each sequence.
    starts : list of (str, str)
        For each node, its initial states.
    answer : str
        The last node's output at every step.
    turns : int
        In how many Loops it is: each puts an axis in front.
    """

    x: str
    lengths: str
    starts: list[tuple[str, str]]
    answer: str
    turns: int


@dataclass(frozen=True, eq=False)
class _Given:
    """What a chain was given, and what it answered."""

    x: Array
    answer: Array
    lengths: Array | None
    starts: list[tuple[Array | None, Array | None]]


def run_model(
    data: bytes,
    limits: Limits,
    values: Mapping[str, Array],
    contents: Contents,
    inputs: Mapping[str, npt.ArrayLike] | npt.ArrayLike,
) -> dict[str, StackRun]:
    """Run a whole ONNX model, and return the runs of its recurrent networks; see `Contents.run_model`.

    Raises
    ------
    FormatError
        If onnxruntime cannot run the model, or computes other numbers.
    ImportError
        If onnxruntime is not installed; the message shows what to do elsewhere.
    """
    graph, chains = chains_of(data, limits, values)
    if isinstance(inputs, Mapping):
        inputs = {**values, **inputs}
    try:
        import onnxruntime
    except ImportError as error:
        raise ImportError(_snippet(graph, chains.chains())) from error
    asked = {name: _ask(graph, chain) for name, chain in chains.chains().items()}
    session, _ = open_session(onnxruntime, graph.model.SerializeToString())
    outputs = [one.name for one in session.get_outputs()]
    try:
        values = session.run(None, _fed(session, inputs))
    except Exception as error:  # onnxruntime's own error classes have no common base
        raise refused(error) from error
    found = dict(zip(outputs, values, strict=True))
    runs = {}
    for name, chain in chains.chains().items():
        turns = list(_turns(asked[name], found))
        for turn, given in enumerate(turns):
            title = name if asked[name].turns == 0 else f"{name}, turn {turn}"
            runs[title] = _run(title, chain, contents.stacks[name], given)
    return runs


def _fed(session: Any, inputs: Mapping[str, npt.ArrayLike] | npt.ArrayLike) -> dict[str, Array]:
    """Return the inputs by name, in the types that the model takes."""
    wanted = {one.name: one.type for one in session.get_inputs()}
    if not isinstance(inputs, Mapping):
        if len(wanted) != 1:
            raise FormatError("inputs", "one array", f"a dict with one for each of {some(wanted)}")
        inputs = {next(iter(wanted)): inputs}
    if unknown := [name for name in inputs if name not in wanted]:
        raise FormatError("inputs", f"one for {unknown[0]!r}", f"only inputs of the model: {some(wanted)}")
    kinds = {"tensor(float)": "f4", "tensor(double)": "f8", "tensor(int64)": "i8", "tensor(int32)": "i4"}
    kinds |= {"tensor(bool)": "?", "tensor(float16)": "f2"}
    return {
        name: np.asarray(given, kinds[wanted[name]]) if wanted[name] in kinds else np.asarray(given)
        for name, given in inputs.items()
    }


def _ask(graph: Graph, chain: Chain) -> _Asked:
    """Have the model give out what a chain reads and answers."""
    scope, last = chain.scope, chain.nodes[-1]
    kind = np.dtype("f4")
    if not is_quantized(last) and (weights := scope.constant(last.input[1])) is not None:
        kind = weights.dtype
    starts = []
    for node in chain.nodes:
        states = [node.input[k] if len(node.input) > k and has_state(node, k) else "" for k in (5, 6)]
        h, C = (_given_out(graph, scope, one, kind) if _is_computed(scope, one) else "" for one in states)
        starts.append((h, C))
    lengths = chain.nodes[0].input[4] if len(chain.nodes[0].input) > 4 else ""
    if lengths and scope.integers(lengths) is None:
        lengths = _given_out(graph, scope, lengths, np.dtype("i4"))
    else:
        lengths = ""
    if not last.output:
        last.output.append("")
    last.output[0] = last.output[0] or f"memory-pipe {text(last.name)} {len(graph.graph.output)}"
    turns, here = 0, scope
    while here.within is not None:
        turns += here.owner is not None and here.owner.op_type in _TURNING
        here = here.within
    x, answer = (_given_out(graph, scope, one, kind) for one in (chain.value, last.output[0]))
    return _Asked(x, lengths, starts, answer, turns)


def has_state(node: Any, place: int) -> bool:
    """Return whether this input of a recurrent node is an initial state."""
    kind = kind_of(node)
    return kind is not None and len(kind.inputs) > place and kind.inputs[place].startswith("initial")


def _is_computed(scope: Scope, name: str) -> bool:
    return bool(name) and not scope.is_zero(name) and scope.constant(name) is None


def _given_out(graph: Graph, scope: Scope, name: str, kind: np.dtype[Any]) -> str:
    """Make a value that is seen from a graph an output of the whole model, and return its name there.

    A branch that does not have it gives an empty array in its place.
    """
    import onnx

    here: Scope | None = scope
    while here is not None:
        count = sum(len(one.graph.output) for one in graph.scopes)
        fresh = f"memory-pipe {count} {text(name)}"
        here.graph.node.append(onnx.helper.make_node("Identity", [name], [fresh]))
        here.graph.output.append(onnx.ValueInfoProto(name=fresh))
        if here.owner is not None:
            for _, other in bodies_of(here.owner):
                if here.owner.op_type == "If" and len(other.output) < len(here.graph.output):
                    nothing = onnx.numpy_helper.from_array(np.zeros(0, kind))
                    other.node.append(onnx.helper.make_node("Constant", [], [fresh], value=nothing))
                    other.output.append(onnx.ValueInfoProto(name=fresh))
            hidden = 1 if here.owner.op_type == "Loop" else 0  # a Loop keeps its body's first output
            while len(here.owner.output) < len(here.graph.output) - hidden:
                here.owner.output.append(f"{fresh} {len(here.owner.output)}")
            name = here.owner.output[-1]
        here = here.within
    return fresh


def _turns(asked: _Asked, found: Mapping[str, Array]) -> Iterator[_Given]:
    """Yield what a chain was given at each turn of the Loops around it; nothing in a branch not taken."""

    def each(name: str, k: int) -> Array:
        array = found[name]
        return array if not asked.turns else array.reshape(-1, *array.shape[asked.turns :])[k]

    x = found[asked.x]
    if x.ndim - asked.turns < 2:
        return
    for k in range(int(np.prod(x.shape[: asked.turns]))):
        starts = [(each(h, k) if h else None, each(C, k) if C else None) for h, C in asked.starts]
        lengths = each(asked.lengths, k) if asked.lengths else None
        yield _Given(each(asked.x, k), each(asked.answer, k), lengths, starts)


def _run(name: str, chain: Chain, stack: LayerStack, given: _Given) -> StackRun:
    """Return our run on what the model gave, after holding it against the model's own answer."""
    layouts = [attributes(node).get("layout", 0) == 1 for node in chain.nodes]
    is_single = given.x.ndim == 2
    h0: list[Array | None] = []
    C0: list[Array | None] = []
    for layer, first, start in zip(stack.layers, layouts, given.starts, strict=True):
        for k in range(len(layer.directions)):
            for states, state in zip((h0, C0), start, strict=True):
                own = None if state is None else state[:, k] if first else state[k]
                states.append(own[0] if own is not None and is_single else own)
    carries = any(state is not None for state in C0)
    run = replace(stack, assumptions=()).run(given.x, h0, C0 if carries else None, lengths=given.lengths)
    if is_quantized(chain.nodes[-1]):
        return run
    answer = given.answer.transpose(1, 2, 0, 3) if layouts[-1] else given.answer
    last = [one.h for one in run.layers if one.layer == len(stack.layers) - 1]
    apart = max(
        float(np.abs(ours.reshape(answer[:, k].shape) - answer[:, k]).max(initial=0))
        for k, ours in enumerate(last)
    )
    if not apart <= AGREEMENT * max(1.0, float(np.abs(answer).max(initial=0))):
        raise FormatError(
            f"node {name}", f"answers of the model that differ by {apart:.2g}", f"{AGREEMENT:g} at most"
        )
    return run


def _snippet(graph: Graph, chains: Mapping[str, Chain]) -> str:
    """Return what to do where onnxruntime is not installed."""
    name, chain = next(iter(chains.items()))
    if chain.scope.place:
        return _INNER.format(name=name, place=chain.scope.place)
    inputs = ", ".join(f"{text(one.name)!r}: ..." for one in graph.graph.input if graph.is_input(one.name))
    return _SNIPPET.format(name=name, value=text(chain.value), inputs=inputs)
