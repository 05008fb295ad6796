"""The API guide's code: models of PyTorch, Keras and ONNX in ten lines."""

import importlib.util
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file

from app.config import ROOT
from app.site import guide
from lstm_core import Trace
from lstm_core.arrays import Array
from lstm_core.interop import load
from lstm_core.stacks.trace import StackRun
from tests.core.interop.frameworks.test_watch import LSTM, Hooked
from tests.core.interop.frameworks.test_watch import Tensor as Watched

CODE = guide.code(ROOT / "templates" / "guide" / "code.md")
FIXTURES = ROOT / "tests" / "fixtures"
MODEL = FIXTURES / "pytorch-one.safetensors"
RANDOM = np.random.default_rng(0).normal(size=(5, 3)).astype("f4")


class Tensor:
    """The part of a tensor's interface that is used, for machines without PyTorch."""

    def __init__(self, array: Array) -> None:
        self.array, self.dtype = array, f"torch.{array.dtype}"

    def __getattr__(self, name: str) -> Any:
        return lambda: self.array if name == "numpy" else self


def execute(name: str, **given: Any) -> dict[str, Any]:
    """Run a block of Python with the names that its reader has, and return all names."""
    names = dict(given)
    exec(CODE[name]["python"], names)  # noqa: S102 - our own guide
    return names


def test_from_pytorch(monkeypatch: pytest.MonkeyPatch) -> None:
    arrays = load_file(MODEL)
    saved: list[Any] = []
    stand_in = SimpleNamespace(save_file=lambda *given: saved.append(given))
    monkeypatch.setitem(sys.modules, "safetensors.torch", stand_in)
    state = {key: Tensor(array) for key, array in arrays.items()}
    names = execute("pytorch", model=SimpleNamespace(state_dict=lambda: state), x=RANDOM)
    assert saved == [(state, "model.safetensors")]
    np.testing.assert_array_equal(names["forget_gate"], first(load(MODEL).stack().run(RANDOM)).f)


@pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="torch is not installed")
def test_from_pytorch_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    monkeypatch.chdir(tmp_path)
    model = torch.nn.Sequential(torch.nn.LSTM(3, 4))
    names = execute("pytorch", model=model, x=RANDOM)
    np.testing.assert_array_equal(
        names["forget_gate"], first(load(tmp_path / "model.safetensors").stack().run(RANDOM)).f
    )
    hidden = model(torch.from_numpy(RANDOM))[0].detach().numpy()
    np.testing.assert_allclose(names["result"].h, hidden, rtol=0, atol=1e-6)


def test_while_a_model_runs(capsys: pytest.CaptureFixture[str]) -> None:
    network = LSTM(load(MODEL).stack())

    class Model(Hooked):
        def named_modules(self) -> Any:
            return [("", self), ("encoder", network)]

        def forward(self, batch: Any) -> Any:
            return network(batch)[0]

    tokens = [f"token {step}" for step in range(len(RANDOM))]
    names = execute("watch", model=Model(), batch=Watched(RANDOM), tokens=tokens)
    table = names["table"]
    assert table[table.unit == 0].label.tolist() == tokens
    np.testing.assert_array_equal(names["forget_gate"], first(load(MODEL).stack().run(RANDOM)).f)
    assert capsys.readouterr().out == f"{list(names['traces'])}\n"


@pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="torch is not installed")
def test_while_a_model_of_pytorch_runs() -> None:
    import torch

    model = torch.nn.Sequential()
    model.add_module("encoder", torch.nn.LSTM(3, 4))
    names = execute("watch", model=model, batch=torch.from_numpy(RANDOM), tokens=["a"] * len(RANDOM))
    hidden = model.encoder(torch.from_numpy(RANDOM))[0].detach().numpy()
    np.testing.assert_allclose(names["traces"]["encoder.l0.forward"].h, hidden, rtol=0, atol=1e-6)


def keras_stand_in() -> tuple[Any, list[str]]:
    """Return a look-alike of a model with a layer of another kind before its LSTM, and where it is saved."""
    rng = np.random.default_rng(1)
    weights = [rng.normal(size=shape) for shape in ((3, 8), (2, 8), (8,))]
    lstm = SimpleNamespace(
        name="lstm", cell=object(), get_config=lambda: {"activation": "tanh"}, get_weights=lambda: weights
    )
    saved: list[str] = []
    return SimpleNamespace(layers=[SimpleNamespace(name="masking"), lstm], save=saved.append), saved


def test_from_keras() -> None:
    model, saved = keras_stand_in()
    names = execute("keras", model=model, x=RANDOM)
    assert saved == ["model.keras"]
    weights = [array[..., 2:4] for array in model.layers[1].get_weights()]
    kernel, recurrent, bias = weights
    trace = names["result"][0, "forward"].trace
    z = RANDOM[0] @ kernel + bias
    np.testing.assert_allclose(names["forget_gate"][0], 1 / (1 + np.exp(-z)), rtol=1e-12)
    z = RANDOM[1] @ kernel + trace.h[0] @ recurrent + bias
    np.testing.assert_allclose(names["forget_gate"][1], 1 / (1 + np.exp(-z)), rtol=1e-12)


def test_from_onnx(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source = FIXTURES / "torch-plain-newer.onnx"
    shutil.copy(source, tmp_path / "model.onnx")
    monkeypatch.chdir(tmp_path)
    batch = np.random.default_rng(1).normal(size=(6, 1, RANDOM.shape[1])).astype("f4")  # as it was exported
    names = execute("onnx", x=RANDOM, inputs=batch)
    np.testing.assert_array_equal(names["forget_gate"], first(load(source).stack().run(RANDOM)).f)
    (run,) = names["results"].values()
    np.testing.assert_array_equal(first(run).f, first(load(source).stack().run(batch)).f)
    assert capsys.readouterr().out == f"{load(source).stacks}\n"


def first(result: StackRun) -> Trace:
    return result[0, "forward"].trace


@pytest.mark.parametrize("name", ["pytorch", "watch", "keras", "onnx"])
def test_ten_lines_are_enough(name: str) -> None:
    lines = [line for line in CODE[name]["python"].splitlines() if line and not line.startswith("#")]
    assert len(lines) <= 10
