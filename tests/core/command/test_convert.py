"""A checkpoint of PyTorch becomes a file of numbers, and no program in it is run."""

import importlib.util
import os
import pickle
from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lstm_core import LayerStack, LSTMParams, run
from lstm_core.command import main
from lstm_core.interop import load
from lstm_core.interop.frameworks.pytorch import to_arrays

PARAMS = LSTMParams.random(3, 4, 1, "none")
ARRAYS = to_arrays(LayerStack.of(PARAMS), "encoder.")
X = np.random.default_rng(2).normal(size=(5, 3))
NO_TORCH = importlib.util.find_spec("torch") is None


def convert(path: Path, *more: str) -> LayerStack:
    """Return the network of what the command wrote."""
    assert main(["convert", str(path), "-o", f"{path}.safetensors", *more]) == 0
    return load(f"{path}.safetensors").stack()


def pickled(path: Path, content: object) -> Path:
    path.write_bytes(pickle.dumps(content))
    return path


@pytest.mark.parametrize("inside", [(), ("state_dict",), ("state", "model")])
@pytest.mark.parametrize("prefix", ["", "module.", "module._orig_mod."])
def test_pickled_arrays_need_no_torch(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], inside: tuple[str, ...], prefix: str
) -> None:
    content: Any = OrderedDict((prefix + name, array) for name, array in ARRAYS.items())
    for key in reversed(inside):
        content = {"epoch": 3, key: content}
    stack = convert(pickled(tmp_path / "model.pkl", content))
    np.testing.assert_array_equal(stack.run(X).h, run(PARAMS, X).h)
    expected = "memory-pipe: encoder: <LayerStack: lstm 3 to 4; x is (T, D) or (T, B, D) with D = 3>\n"
    assert capsys.readouterr().err == expected


def test_of_two_state_dicts_one_is_chosen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    halves = {name: array / 2 for name, array in ARRAYS.items()}
    path = pickled(tmp_path / "model.pkl", {"model": ARRAYS, "ema": {"shadow": halves}})
    assert main(["convert", str(path), "-o", str(tmp_path / "out")]) == 1
    told = capsys.readouterr().err
    assert "found state dicts model, ema.shadow, expected one with a recurrent network; --key NAME" in told
    assert not (tmp_path / "out").exists()
    stack = convert(path, "--key", "ema.shadow")
    np.testing.assert_array_equal(stack.layers[0].directions[0][1].params.nets["f"].W, PARAMS.f.W / 2)


class Program:
    """Makes a folder when it is unpickled."""

    def __reduce__(self) -> Any:
        return os.mkdir, ("made-by-a-pickle",)


def test_a_program_is_named_and_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    path = pickled(tmp_path / "model.pkl", {"state_dict": ARRAYS, "hook": Program()})
    assert main(["convert", str(path), "-o", "out"]) == 1
    assert (
        f"found the program {os.mkdir.__module__}.mkdir, expected tensors by name" in capsys.readouterr().err
    )
    assert not Path("made-by-a-pickle").exists()
    assert not Path("out").exists()


@pytest.mark.parametrize(
    ("content", "found"),
    [([1.0], "none"), ({"weight": np.zeros(2)}, "none"), ({"a": {"b": 1}}, "none")],
)
def test_a_file_without_a_network_says_what_was_expected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: object, found: str
) -> None:
    assert main(["convert", str(pickled(tmp_path / "x.pkl", content)), "-o", str(tmp_path / "out")]) == 1
    assert f"checkpoint: found {found}, expected tensors by name" in capsys.readouterr().err


@pytest.mark.skipif(not NO_TORCH, reason="torch is installed")
def test_without_torch_it_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "model.pt"
    path.write_bytes(b"PK\x03\x04 and so on")
    assert main(["convert", str(path), "-o", str(tmp_path / "out")]) == 1
    assert "convert reads a checkpoint with PyTorch, which is not installed: pip install torch" in (
        capsys.readouterr().err
    )


@pytest.mark.filterwarnings("ignore:.torch.jit:DeprecationWarning")
@pytest.mark.parametrize("kind", ["plain", "old", "lightning", "half", "tied", "script", "compiled"])
def test_what_torch_writes(tmp_path: Path, kind: str) -> None:
    torch: Any = pytest.importorskip("torch", reason="torch is not installed")
    torch.manual_seed(0)
    model = torch.nn.Sequential()
    model.add_module("encoder", torch.nn.LSTM(3, 4, 2, bidirectional=True))
    state, path = model.state_dict(), tmp_path / "model.pt"
    x = torch.randn(5, 3)
    if kind == "script":
        torch.jit.save(torch.jit.script(model), path)
    elif kind == "lightning":
        torch.save({"epoch": 3, "state_dict": {f"net.{k}": v for k, v in state.items()}, "lr": 0.1}, path)
    elif kind == "half":
        torch.save(model.bfloat16().state_dict(), path)
    elif kind == "tied":
        torch.save({**state, "again.weight": state["encoder.weight_hh_l0"]}, path)
    elif kind == "compiled":
        torch.save({f"_orig_mod.{k}": v for k, v in state.items()}, path)
    else:
        torch.save(state, path, _use_new_zipfile_serialization=kind == "plain")
    stack = convert(path)
    expected = model.float().encoder(x)[0].detach().numpy()
    np.testing.assert_allclose(stack.run(x.numpy()).h, expected, rtol=0, atol=1e-6)


def test_a_whole_module_says_how_to_save_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    torch: Any = pytest.importorskip("torch", reason="torch is not installed")
    torch.save(torch.nn.LSTM(3, 4), tmp_path / "model.pt")
    assert main(["convert", str(tmp_path / "model.pt"), "-o", str(tmp_path / "out")]) == 1
    told = capsys.readouterr().err
    assert told.startswith("memory-pipe: checkpoint: found a whole module or other objects, expected ")
    assert "where the model is at hand: torch.save(model.state_dict(), 'model.pt')" in told
