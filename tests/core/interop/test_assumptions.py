"""What had to be assumed of a model is said at every door, and is an error where that is asked for."""

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lstm_core.command import main
from lstm_core.interop import Contents, ModelAssumption, load, read
from lstm_core.stacks.streaming import Stream, stream
from tests.core.interop.agreement import FIXTURES

pytestmark = pytest.mark.usefixtures("hdf5_here")
CASES = [
    ("pytorch-rnn.safetensors", "the activation of a plain recurrent layer is taken as tanh"),
    ("keras-chain.weights.h5", "activations are taken as tanh and sigmoid"),
]
"""Files, and what is assumed of them."""


def first(contents: Contents) -> str:
    """Return an LSTM of which something is assumed; rather one that runs forward alone, and so can stream."""
    assumed = [name for name, stack in contents.stacks.items() if stack.assumptions]
    return min(assumed, key=lambda name: sum(1 for _ in contents.stacks[name].directions))


@pytest.mark.parametrize(("file", "text"), CASES)
@pytest.mark.parametrize("strict", [False, True])
def test_python_says_it_at_every_door(file: str, text: str, strict: bool) -> None:
    contents = read(FIXTURES / file)
    name = first(contents)
    stack = contents.join(name)
    x = np.zeros((3, stack.D))
    doors: dict[str, Callable[[], Any]] = {
        "load": lambda: load(FIXTURES / file, strict=strict),
        "stack": lambda: contents.stack(name, strict=strict),
        "run": lambda: stack.run(x, strict=strict),
    }
    if all(direction == "forward" for _, direction, _ in stack.directions):
        doors["Stream"] = lambda: Stream(stack, strict=strict)
        doors["stream"] = lambda: stream(stack, [x], strict=strict)
    assert ("Stream" in doors) == file.startswith("keras")
    for door, call in doors.items():
        if strict:
            with pytest.raises(ModelAssumption, match=text):
                call()
            continue
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            call()
        told = [str(one.message) for one in said if one.category is ModelAssumption]
        assert any(text in one for one in told), door
        assert len(told) == len(set(told)), door
        assert all(one.filename == __file__ for one in said if door != "stream"), door


@pytest.mark.parametrize(("file", "text"), CASES)
@pytest.mark.parametrize("action", ["trace", "ndjson", "export"])
def test_the_command_says_each_once_and_strict_refuses(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], file: str, text: str, action: str
) -> None:
    contents = read(FIXTURES / file)
    name = first(contents)
    rows = tmp_path / "rows.npy"
    np.save(rows, np.zeros((3, contents.stacks[name].D)))
    model, out = str(FIXTURES / file), str(tmp_path / "out")
    arguments = {
        "trace": ["trace", model, str(rows), "--lstm", name, "-o", out],
        "ndjson": ["trace", model, str(rows), "--lstm", name, "--ndjson", "-o", out],
        "export": ["export", model, "--lstm", name, "--to", "npz", "-o", out],
    }[action]
    assert main(arguments) == 0
    lines = [line for line in capfd.readouterr().err.splitlines() if "assumed" in line]
    assert all(line.startswith("memory-pipe: assumed: ") for line in lines)
    assert sum(text in line for line in lines) >= 1
    assert len(lines) == len(set(lines))
    Path(out).unlink()
    assert main([*arguments, "--strict"]) == 1
    assert text in capfd.readouterr().err
    assert not Path(out).exists()
    assert main(["inspect", model]) == 0
    assert text in capfd.readouterr().out
