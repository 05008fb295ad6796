"""Recurrent nodes in branches and bodies: read as others are, and run on what the model gives them."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper

from lstm_core.interop import Contents, FormatError, Limits, load, read
from tests.core.onnx_models import onnx_lstm, onnxruntime_outputs

RNG = np.random.default_rng(0)
X = RNG.normal(size=(5, 2, 3)).astype("f4")
FLOAT = TensorProto.FLOAT
ROWS = {"LSTM": 4, "GRU": 3, "RNN": 1}


def value(name: str, kind: int = FLOAT) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, kind, None)


def single(name: str, kind: int) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, kind, [])


def node(kind: str, x: str, y: str, name: str, h: str = "") -> tuple[onnx.NodeProto, list[onnx.TensorProto]]:
    """Return a node of 4 units that reads 3 numbers, and weights under names that siblings have as well."""
    n = ROWS[kind]
    shapes = {"W": (1, n * 4, 3), "R": (1, n * 4, 4), "B": (1, 2 * n * 4)}
    arrays = {one: RNG.normal(size=of).astype("f4") for one, of in shapes.items()}
    weights = [numpy_helper.from_array(array, one) for one, array in arrays.items()]
    inputs = [x, "W", "R", "B", *(["", h] if h else [])]
    own: Any = {"linear_before_reset": 1} if kind == "GRU" else {}
    return helper.make_node(kind, inputs, [y], name=name, hidden_size=4, **own), weights


def branch(kind: str, name: str) -> onnx.GraphProto:
    one, weights = node(kind, "scaled", "Y", name)
    return helper.make_graph([one], name, [], [value("Y")], weights)


def model_of(graph: onnx.GraphProto) -> bytes:
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 16)], ir_version=8)
    data: bytes = made.SerializeToString()
    return data


def choosing(first: str = "LSTM", second: str = "GRU") -> bytes:
    """Return a model with one of two networks, two branches deep; both have weights of the same names."""
    within = helper.make_node(
        "If",
        ["which"],
        ["inner"],
        name="within",
        then_branch=branch(first, "one"),
        else_branch=branch(second, "two"),
    )
    outer = helper.make_graph([within], "outer", [], [value("inner")])
    none = helper.make_graph(
        [helper.make_node("Identity", ["scaled"], ["nothing"])], "none", [], [value("nothing")]
    )
    nodes = [
        helper.make_node("Mul", ["x", "two"], ["scaled"], name="scale"),
        helper.make_node("If", ["any"], ["out"], name="choose", then_branch=outer, else_branch=none),
    ]
    inputs = [
        helper.make_tensor_value_info("x", FLOAT, [None, None, 3]),
        value("any", TensorProto.BOOL),
        value("which", TensorProto.BOOL),
    ]
    two = numpy_helper.from_array(np.array(2, "f4"), "two")
    return model_of(helper.make_graph(nodes, "graph", inputs, [value("out")], [two]))


def answer(data: bytes, **inputs: Any) -> np.ndarray[Any, Any]:
    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    return np.asarray(session.run(None, inputs)[0])


@pytest.mark.parametrize(("first", "second"), [("LSTM", "GRU"), ("RNN", "LSTM"), ("LSTM", "LSTM")])
@pytest.mark.parametrize("which", [True, False])
def test_the_branch_that_the_model_takes_is_run_on_what_it_reads(
    first: str, second: str, which: bool
) -> None:
    data = choosing(first, second)
    contents = read(data)
    read_as = {name: stack.directions for name, stack in contents.stacks.items()}
    units = {name: layer.params.blueprint.unit for name, ((_, _, layer),) in read_as.items()}
    assert units == {"one": first.lower(), "two": second.lower()}
    runs = contents.run_model({"x": X, "any": np.array(True), "which": np.array(which)})
    (name,) = runs
    assert name == ("one" if which else "two")
    np.testing.assert_array_equal(runs[name].layers[0].trace.x, 2 * X)
    Y = answer(data, x=X, any=np.array(True), which=np.array(which))
    np.testing.assert_allclose(runs[name].h, Y[:, 0], rtol=0, atol=1e-6)


def test_where_no_branch_is_taken_nothing_runs() -> None:
    assert read(choosing()).run_model({"x": X, "any": np.array(False), "which": np.array(True)}) == {}


def test_what_is_said_of_a_branch() -> None:
    before = "its inputs are what node scale (Mul) makes, which does not run here"
    place = "(If) in the then_branch of node choose (If), and runs only when that does"
    assert read(choosing()).notes == (
        f"node two: {before}",
        f"node one: {before}",
        f"node two: is in the else_branch of node within {place}",
        f"node one: is in the then_branch of node within {place}",
    )


def looping(carried: bool = True) -> bytes:
    """Return a model whose network runs once per turn, and takes up its own last state if it is `carried`."""
    kind, weights = node("GRU", "part", "Y", "again", "h" if carried else "")
    kind.output.append("end")
    nodes = [
        helper.make_node("Gather", ["x", "turn"], ["part"], axis=0),
        kind,
        helper.make_node("Identity", ["going"], ["goes"]),
        *([] if carried else [helper.make_node("Identity", ["h"], ["kept"])]),
    ]
    body = helper.make_graph(
        nodes,
        "body",
        [single("turn", TensorProto.INT64), single("going", TensorProto.BOOL), value("h")],
        [value("goes", TensorProto.BOOL), value("end" if carried else "kept"), value("Y")],
        weights,
    )
    loop = helper.make_node("Loop", ["count", "", "start"], ["last", "outs"], name="loop", body=body)
    inputs = [value("x"), value("start")]
    count = numpy_helper.from_array(np.array(3), "count")
    return model_of(helper.make_graph([loop], "graph", inputs, [value("outs"), value("last")], [count]))


@pytest.mark.parametrize("carried", [True, False])
def test_a_loop_runs_its_network_once_per_turn(carried: bool) -> None:
    x, start = RNG.normal(size=(3, 5, 2, 3)).astype("f4"), RNG.normal(size=(1, 2, 4)).astype("f4")
    data = looping(carried)
    runs = read(data).run_model({"x": x, "start": start})
    assert list(runs) == ["again, turn 0", "again, turn 1", "again, turn 2"]
    Y = answer(data, x=x, start=start)
    for k, run in enumerate(runs.values()):
        np.testing.assert_allclose(run.h, Y[k][:, 0], rtol=0, atol=1e-6)
        np.testing.assert_array_equal(run.layers[0].trace.x, x[k])
    begins = start[0] if carried else np.zeros((2, 4))
    np.testing.assert_array_equal(runs["again, turn 0"].layers[0].trace.h0, begins)


def test_a_loop_says_what_it_hands_its_body() -> None:
    notes = read(looping()).notes
    assert (
        "node again: the model is given or computes initial_h; here it is zero unless a run gives h0" in notes
    )
    assert "node again: is in the body of node loop (Loop), and runs only when that does" in notes
    model = onnx.load_model_from_string(looping())
    body = model.graph.node[0].attribute[0].g
    body.node[1].input[0] = "h"
    handed = "node again: reads h, which the body of node loop (Loop) is handed and which is not here"
    assert handed in read(model.SerializeToString()).notes


def test_a_stack_with_given_states_and_lengths_is_the_model_s(tmp_path: Path) -> None:
    kinds = [node("LSTM", "embedded", "Y", "lstm", "h")]
    kind, weights = kinds[0]
    kind.input[4] = "lengths"
    table = RNG.normal(size=(7, 3)).astype("f4")
    nodes = [helper.make_node("Gather", ["table", "ids"], ["embedded"], name="embed"), kind]
    inputs = [value("ids", TensorProto.INT64), value("h"), value("lengths", TensorProto.INT32)]
    graph = helper.make_graph(
        nodes, "g", inputs, [value("Y")], [*weights, numpy_helper.from_array(table, "table")]
    )
    path = tmp_path / "model.onnx"
    path.write_bytes(model_of(graph))
    ids, h = RNG.integers(7, size=(5, 2)), RNG.normal(size=(1, 2, 4)).astype("f4")
    lengths = np.array([5, 3], "i4")
    with pytest.warns(match="node lstm: "):
        contents = load(path)
    run = contents.run_model({"ids": ids.tolist(), "h": h, "lengths": lengths})["lstm"]
    np.testing.assert_array_equal(run.layers[0].trace.x[:3], table[ids][:3])
    Y = answer(path.read_bytes(), ids=ids, h=h, lengths=lengths)
    np.testing.assert_allclose(run.h, Y[:, 0], rtol=0, atol=1e-6)
    assert run.lengths == (5, 3)


def test_a_model_with_one_input_takes_its_value_alone() -> None:
    data = onnx_lstm(3, 4, direction="bidirectional", inputs="WRBP").data
    run = read(data).run_model(X)["gates"]
    (Y, *_rest) = onnxruntime_outputs(data, X)
    np.testing.assert_allclose(run.layers[1].h, Y[:, 1], rtol=0, atol=1e-6)


def test_inputs_that_the_model_has_not_are_refused() -> None:
    with pytest.raises(
        FormatError, match="inputs: found one array, expected a dict with one for each of x, any"
    ):
        read(choosing()).run_model(X)
    with pytest.raises(
        FormatError, match="inputs: found one for 'y', expected only inputs of the model: x, any"
    ):
        read(choosing()).run_model({"y": X})
    with pytest.raises(FormatError, match=r"onnxruntime: found .*any"):
        read(choosing()).run_model({"x": X, "which": np.array(True)})


def test_numbers_that_are_not_the_model_s_are_refused() -> None:
    contents = read(onnx_lstm(3, 4, inputs="WRB").data)
    other = read(onnx_lstm(3, 4, seed=1, inputs="WRB").data)
    wrong = Contents("onnx", other.stacks, run_whole=contents.run_whole)
    with pytest.raises(FormatError, match="node gates: found answers of the model that differ by"):
        wrong.run_model(X)


def test_weights_alone_are_no_model_to_run() -> None:
    with pytest.raises(
        FormatError, match="model: found weights of the format pytorch, expected an ONNX model"
    ):
        Contents("pytorch", {}).run_model(X)


def test_without_onnxruntime_a_snippet_says_what_to_do_and_it_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, weights = node("GRU", "scaled", "Y", "gru")
    nodes = [helper.make_node("Mul", ["x", "two"], ["scaled"], name="scale"), one]
    two = numpy_helper.from_array(np.array(2, "f4"), "two")
    graph = helper.make_graph(nodes, "g", [value("x")], [value("Y")], [*weights, two])
    contents = read(model_of(graph))
    (tmp_path / "model.onnx").write_bytes(model_of(graph))
    with monkeypatch.context() as patched:
        patched.setitem(sys.modules, "onnxruntime", None)
        with pytest.raises(
            ImportError, match="What gru reads is made by the part of the model before it"
        ) as told:
            contents.run_model(X)
        with pytest.raises(ImportError, match="What two reads is made in the else_branch of node within"):
            read(choosing()).run_model({})
    code = "\n".join(line.strip() for line in str(told.value).splitlines() if line.startswith("    "))
    assert "{'x': ...}" in code
    np.save(tmp_path / "x.npy", X)
    code = code.replace("...", "numpy.load('x.npy')")
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, timeout=60)
    np.testing.assert_array_equal(np.load(tmp_path / "inputs.npy"), 2 * X)


def test_nodes_of_all_graphs_together_are_counted() -> None:
    with pytest.raises(FormatError, match=r"graph: found \d+ entries, expected at most 10"):
        read(choosing(), Limits(entries=10))


def test_empty_bodies_are_counted() -> None:
    model = onnx.load_model_from_string(choosing())
    many = model.graph.node[1].attribute.add(name="many", type=onnx.AttributeProto.GRAPHS)
    for _ in range(1000):
        many.graphs.add()
    with pytest.raises(FormatError, match=r"graph: found 1,0\d\d entries, expected at most 1,000"):
        read(model.SerializeToString(), Limits(entries=1000))
