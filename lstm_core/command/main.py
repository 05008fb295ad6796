"""The command memory-pipe: trace, inspect, export, serve."""

import json
import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, BinaryIO, Final, TextIO

import numpy as np

from lstm_core.command.arguments import parser
from lstm_core.command.inputs import read_inputs
from lstm_core.command.outputs import write_trace
from lstm_core.interop import Contents, dump, load
from lstm_core.stack import LSTMStack

CHECKOUT: Final = Path(__file__).parents[2]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code: 0 done, 1 something is wrong with a file, 2 with the command."""
    given = parser().parse_args(arguments)
    actions = {"trace": _trace, "inspect": _inspect, "export": _export, "serve": _serve}
    try:
        actions[given.action](given)
        sys.stdout.flush()
    except BrokenPipeError:
        # Who reads has had enough, as `head` does. Python must not complain about it when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (ValueError, OSError, ImportError) as error:
        _say(sys.stderr, f"memory-pipe: {error}")
        return 1
    return 0


def _stack(given: Namespace) -> LSTMStack:
    return load(given.model).stack(*given.lstm, head=given.head)


def _trace(given: Namespace) -> None:
    trace = _stack(given).run(read_inputs(given.input), dtype=np.float32 if given.float32 else np.float64)
    with _opened(given.output) as stream:
        write_trace(trace, given.form, stream)


def _export(given: Namespace) -> None:
    data = dump(_stack(given), given.to)
    with _opened(given.output) as stream:
        stream.write(data)


def _inspect(given: Namespace) -> None:
    summary = _summary(load(given.model))
    if given.as_json:
        _say(sys.stdout, json.dumps(summary, indent=2))
        return
    _say(sys.stdout, f"format: {summary['format']}")
    for name, layers in summary["lstms"].items():
        _say(sys.stdout, f"LSTM {name or '(no name)'}:")
        for k, layer in enumerate(layers):
            parts = ", ".join(f"{key} {value}" for key, value in layer.items())
            _say(sys.stdout, f"  layer {k}: {parts}")
    for title in ("heads", "ignored", "notes"):
        if summary[title]:
            _say(sys.stdout, f"{title}:")
            for line in summary[title]:
                _say(sys.stdout, f"  {line}")


def _summary(contents: Contents) -> dict[str, Any]:
    return {
        "format": contents.format,
        "lstms": {
            name: [
                {
                    "inputs": layer.D,
                    "units": layer.cells[0][1].params.H,
                    "outputs": layer.width,
                    "directions": " and ".join(way for way, _ in layer.cells),
                    "peepholes": " ".join(
                        f"{gate}:{getattr(layer.cells[0][1].params, gate).peephole}" for gate in "fio"
                    ),
                }
                for layer in stack.layers
            ]
            for name, stack in contents.stacks.items()
        },
        "heads": list(contents.linears),
        "ignored": [" ".join(filter(None, (one.name, one.shape, one.why))) for one in contents.ignored],
        "notes": list(contents.notes),
    }


def _serve(given: Namespace) -> None:
    if not (CHECKOUT / "app" / "main.py").exists():
        raise FileNotFoundError(f"serve needs a checkout of Memory Pipe; there is no app in {CHECKOUT}")
    program = [sys.executable, "-m", "uvicorn", "app.main:create_app", "--factory", "--no-server-header"]
    program += ["--app-dir", str(CHECKOUT), "--host", given.host, "--port", str(given.port)]
    program += ["--timeout-graceful-shutdown", "3"]
    os.execv(sys.executable, program)  # noqa: S606 - our own interpreter takes over this process


def _opened(name: str) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdout.buffer) if name == "-" else Path(name).open("wb")


def _say(stream: TextIO, text: str) -> None:
    stream.write(text + "\n")
