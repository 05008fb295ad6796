"""Models run here and in their frameworks: equal where they are, and found out where they are not."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from onnx import TensorProto, helper, numpy_helper

from lstm_core import GRUParams, Head, LayerStack, LSTMParams, RNNParams, verify
from lstm_core.command import main
from lstm_core.interop import FormatError, dump, load, verification
from lstm_core.interop.frameworks import gates, onnx_reader
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Layer
from tests.core.interop.agreement import FIXTURES
from tests.core.onnx_models import onnx_lstm


def written(folder: Path, data: bytes, name: str = "model.onnx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", sorted(path.name for path in FIXTURES.glob("*.onnx")))
def test_files_that_exporters_wrote_are_the_same_in_onnxruntime(name: str) -> None:
    found = verify(FIXTURES / name)
    ways = {"both": ["forward", "backward"] * 2, "plain": ["forward"]}["both" if "both" in name else "plain"]
    assert [one.direction for one in found.differences] == ways
    assert found.framework.startswith("onnxruntime ")
    assert found.agrees
    assert 0 < found.largest < 2e-6
    assert all(one.C is not None and one.C > 0 for one in found.differences)


@pytest.mark.parametrize("inputs", ["WRBHCP", "WR"])
@pytest.mark.parametrize("direction", ["forward", "reverse", "bidirectional"])
def test_a_node_of_any_kind_is_the_same(tmp_path: Path, direction: str, inputs: str) -> None:
    found = verify(written(tmp_path, onnx_lstm(3, 4, 2, direction, inputs).data))
    assert found.agrees, found
    assert found.largest < 2e-6


def mixed(seed: int = 0) -> LayerStack:
    """Draw a GRU both ways, a plain network backward and a peephole LSTM."""
    rng = np.random.default_rng(seed)
    return LayerStack(
        [
            StackLayer(Layer(GRUParams.random(2, 3, rng)), Layer(GRUParams.random(2, 3, rng))),
            StackLayer(backward=Layer(RNNParams.random(6, 4, rng))),
            StackLayer(Layer(LSTMParams.random(4, 3, rng), C0=rng.normal(size=3))),
        ]
    )


def test_a_file_of_ours_is_run_as_onnx(tmp_path: Path) -> None:
    found = verify(written(tmp_path, dump(mixed(), "npz"), "model.npz"))
    places = [(one.layer, one.direction) for one in found.differences]
    assert places == [(0, "forward"), (0, "backward"), (1, "backward"), (2, "forward")]
    assert [one.C is None for one in found.differences] == [True, True, True, False]
    assert found.agrees
    assert found.framework.endswith(", written as ONNX")
    assert str(found).splitlines()[-1].startswith("the same: the largest difference is ")


def with_head(h0: Any = None) -> LayerStack:
    """Draw an LSTM with a head that reads three numbers out of four units."""
    rng = np.random.default_rng(5)
    params = LSTMParams.random(2, 4, rng, peepholes="none")
    head = Head(rng.normal(size=(3, 4)), rng.normal(size=3))
    return LayerStack([StackLayer(Layer(params, h0=h0))], head)


@pytest.mark.parametrize("h0", [None, np.array([0.5, -0.5, 0.1, 0.2])])
def test_a_head_is_compared(tmp_path: Path, h0: Any) -> None:
    found = verify(written(tmp_path, dump(with_head(h0), "npz"), "model.npz"))
    assert found.agrees
    assert 0 < found.heads["lstm"] < 2e-6
    assert f"lstm, head: {found.heads['lstm']:.1e}" in str(found).splitlines()


def test_a_file_without_a_head_has_none_to_compare(tmp_path: Path) -> None:
    assert verify(written(tmp_path, dump(mixed(), "npz"), "model.npz")).heads == {}


def test_a_head_that_is_wrong_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, dump(with_head(), "npz"), "model.npz")

    def turned(stack: LayerStack, form: Any) -> bytes:
        assert stack.head is not None
        return dump(replace(stack, head=Head(stack.head.V[::-1], stack.head.c)), form)

    monkeypatch.setattr(verification, "dump", turned)
    found = verify(path)
    assert not found.agrees
    assert found.largest == found.heads["lstm"] > 0.01
    assert all(one.largest < 2e-6 for one in found.differences)


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (lambda params: replace(params, f=params.i, i=params.f), "C"),
        (lambda params: replace(params, o=params.f), "h"),
    ],
)
def test_gates_in_another_order_are_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: Callable[[Any], Any], expected: str
) -> None:
    path = written(tmp_path, onnx_lstm(3, 4, 2).data)
    take_apart = gates.take_apart
    monkeypatch.setattr(onnx_reader, "take_apart", lambda *arguments: wrong(take_apart(*arguments)))
    found = verify(path)
    assert not found.agrees
    (one,) = found.differences
    assert one.h > 0.01
    assert one.C is not None
    assert (one.C > 0.01) == (expected == "C") or expected == "h"
    assert "NOT the same: the largest difference is" in str(found)
    assert verify(path, tolerance=100).agrees


def test_two_axes_exchanged_are_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, onnx_lstm(3, 4, 2, inputs="WRB").data)

    def exchanged(*arguments: Any) -> Any:
        contents = load(*arguments)
        stacks = {name: replace(one, batch_first=True) for name, one in contents.stacks.items()}
        return replace(contents, stacks=stacks)

    monkeypatch.setattr(verification, "read", exchanged)
    assert verify(path).largest > 0.01


def test_what_lies_before_is_cut_off_and_what_is_computed_is_assumed(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    arrays = {
        "W": rng.normal(size=(1, 16, 3)),
        "R": rng.normal(size=(1, 16, 4)),
        "M": rng.normal(size=(2, 3)),
    }
    nodes = [
        helper.make_node("MatMul", ["x", "M"], ["seen"]),
        helper.make_node(
            "LSTM", ["seen", "W", "R", "", "", "h0", ""], ["", "", "end"], "unit", hidden_size=4
        ),
    ]
    values = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, [None, None, n])
        for name, n in (("x", 2), ("h0", 4))
    ]
    out = helper.make_tensor_value_info("end", TensorProto.FLOAT, None)
    weights = [numpy_helper.from_array(array.astype("f4"), name) for name, array in arrays.items()]
    graph = helper.make_graph(nodes, "graph", values, [out], weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=8)
    found = verify(written(tmp_path, model.SerializeToString()))
    assert found.agrees
    assert any("initial_h" in text for text in found.assumptions)


def test_a_graph_that_onnxruntime_refuses_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, onnx_lstm(3, 4, 2, inputs="WRB", layout=1).data)
    with pytest.raises(FormatError, match=r"onnxruntime: found .*, expected a graph that it can run"):
        verify(path)


@pytest.mark.parametrize(
    ("module", "name", "message"),
    [
        ("onnxruntime", "torch-plain-older.onnx", "which is not installed: pip install onnxruntime"),
        ("torch", "pytorch-one.safetensors", "runs a PyTorch state dict in PyTorch, which is not installed"),
        ("keras", "keras-chain.keras", "runs a .keras file in Keras, which is not installed"),
    ],
)
def test_a_framework_that_is_not_installed_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], module: str, name: str, message: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    assert main(["verify", str(FIXTURES / name)]) == 1
    told = capsys.readouterr()
    assert message in told.err
    assert told.out == ""


def test_weights_without_a_model_are_refused() -> None:
    with pytest.raises(FormatError, match=r"found weights without a model, expected a \.keras or \.h5 file"):
        verify(FIXTURES / "keras-chain.weights.h5")


def test_the_command_prints_a_line_for_each_layer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, onnx_lstm(3, 4, 2, "bidirectional").data)
    assert main(["verify", str(path)]) == 0
    told = capsys.readouterr()
    lines = told.out.splitlines()
    assert lines[1].startswith("gates, layer 0 forward: h ")
    assert lines[2].startswith("gates, layer 0 backward: h ")
    assert lines[3].endswith("allowed is 1e-05")
    assert told.err == ""
    assert main(["verify", str(path), "--tolerance", "1e-12"]) == 1
    told = capsys.readouterr()
    assert "NOT the same" in told.out
    assert f"memory-pipe: {path}: not the numbers of onnxruntime" in told.err


@pytest.mark.parametrize("strict", [False, True])
def test_the_command_tells_what_was_assumed(capsys: pytest.CaptureFixture[str], strict: bool) -> None:
    pytest.importorskip("torch", reason="torch is not installed")
    path = str(FIXTURES / "pytorch-rnn.safetensors")
    assert main(["verify", path, *(["--strict"] if strict else [])]) == int(strict)
    assert "is taken as tanh" in capsys.readouterr().err


@pytest.mark.parametrize("name", sorted(path.name for path in FIXTURES.glob("pytorch-*.safetensors")))
def test_state_dicts_are_the_same_in_pytorch(name: str) -> None:
    pytest.importorskip("torch", reason="torch is not installed")
    found = verify(FIXTURES / name)
    assert found.agrees
    assert found.largest < 2e-6
    assert found.framework.startswith("PyTorch ")


@pytest.mark.parametrize("name", sorted(path.name for path in FIXTURES.glob("*.keras")))
def test_models_are_the_same_in_keras(name: str) -> None:
    pytest.importorskip("keras", reason="keras is not installed")
    found = verify(FIXTURES / name)
    assert found.agrees
    assert found.largest < 2e-6
    assert found.framework.startswith("Keras ")


@pytest.mark.parametrize("kind", ["LSTM", "GRU", "RNN", "LSTMCell", "GRUCell", "RNNCell"])
@pytest.mark.parametrize("bias", [True, False])
def test_any_module_of_pytorch_is_the_same(tmp_path: Path, kind: str, bias: bool) -> None:
    torch = pytest.importorskip("torch", reason="torch is not installed")
    save = pytest.importorskip("safetensors.numpy").save
    torch.manual_seed(0)
    module = torch.nn.Module()
    module.unit = getattr(torch.nn, kind)(3, 4, bias=bias)
    arrays = {name: tensor.numpy() for name, tensor in module.state_dict().items()}
    found = verify(written(tmp_path, save(arrays), "model.safetensors"))
    assert found.agrees, found
    assert [one.lstm for one in found.differences] == ["unit"]
