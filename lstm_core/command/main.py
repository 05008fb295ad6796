"""The command memory-pipe: what each of its actions does."""

import json
import os
import sys
from argparse import Namespace
from collections.abc import Collection, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, Final, TextIO

import numpy as np

from lstm_core.command.arguments import parser
from lstm_core.command.completion import bash
from lstm_core.command.dye import Dyed
from lstm_core.command.inputs import read_chunks, read_inputs
from lstm_core.command.outputs import lines, write_trace
from lstm_core.command.progress import Progress
from lstm_core.command.selection import Selection, read_pins
from lstm_core.command.states import first_states
from lstm_core.command.summary import in_words, summary
from lstm_core.command.tokens import embedded
from lstm_core.command.training import check, learn
from lstm_core.interop import Contents, FormatError, ModelAssumption, dump, read
from lstm_core.interop.comparison import compare
from lstm_core.interop.containers.safetensors import serialise
from lstm_core.interop.containers.tensors import some
from lstm_core.interop.frameworks.pytorch import read_arrays
from lstm_core.interop.rivals.checkpoint import read_checkpoint
from lstm_core.interop.verification import verify
from lstm_core.learning.training import DivergedError
from lstm_core.stacks.stack import LayerStack
from lstm_core.stacks.streaming import stream
from lstm_core.stacks.trace import exchanged

_HOME: Final = Path(__file__).parents[2]
"""The folder that contains `lstm_core` and, beside it, the web application."""
_COUNTED: Final = {"csv": "rows", "json": "arrays", "ndjson": "steps"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code.

    It is 0 for success, 1 if the work failed, for instance because of a file, 2 if the command line is wrong,
    and 130 if it was interrupted.
    """
    command = parser()
    given = command.parse_args(arguments)
    archive = given.action == "trace" and given.form == "npz"
    if (archive or given.action in ("train", "convert")) and given.output == "-" and sys.stdout.isatty():
        what = "--npz" if archive else "a model"
        command.error(f"{what} is nothing for a terminal: add --output FILE, or send it through a pipe")
    if given.action == "trace" and given.dye is not None and given.form == "ndjson":
        command.error("--dye is nothing for --ndjson: a half-life needs the whole run")
    if given.action == "train":
        try:
            check(given)
        except ValueError as error:
            command.error(str(error))
    actions = {
        "trace": _trace,
        "inspect": _inspect,
        "verify": _verify,
        "compare": _compare,
        "export": _export,
        "convert": _convert,
        "train": _train,
        "completion": _completion,
        "serve": _serve,
    }
    try:
        actions[given.action](given)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has had enough, as `head` does. Python must not complain about it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        return 130
    except (ValueError, OSError, ImportError, DivergedError) as error:
        _say(sys.stderr, f"memory-pipe: {error}")
        return 1
    return 0


def _stack(given: Namespace, settled: Collection[str] = ()) -> LayerStack:
    """Return the requested stack, after reporting assumptions that no option settles on standard error."""
    return _joined(read(given.model), given, settled)


def _joined(contents: Contents, given: Namespace, settled: Collection[str] = ()) -> LayerStack:
    if len(contents.stacks) > 1 and not given.lstm:
        found = f"{len(contents.stacks)} networks: {some(map(repr, contents.stacks))}"
        raise FormatError("model", found, "--lstm NAME with the name of one; repeated, it stacks several")
    stack = contents.join(*given.lstm, head=given.head)
    assumed = (one.text for one in stack.assumptions if one.settled_by not in settled)
    _tell((*assumed, *contents.remarks), given.strict)
    return replace(stack, assumptions=())


def _tell(texts: Iterable[str], strict: bool) -> None:
    """Write each assumption to standard error, once; it is an error if `strict` is true."""
    for text in dict.fromkeys(texts):
        if strict:
            raise ModelAssumption(text)
        _say(sys.stderr, f"memory-pipe: assumed: {text}")


def _trace(given: Namespace) -> None:
    starts = first_states(given.h0, given.c0)
    contents = read(given.model)
    found = _joined(contents, given, [name for name, states in starts.items() if states is not None])
    stack = replace(found, batch_first=False)
    layer, direction = given.layer
    selection = Selection(given.fields, given.units, layer, direction, given.digits)
    selection.check(stack)
    pins = read_pins(given.pin, stack, selection)
    run: dict[str, Any] = {**starts, "pins": pins, "dtype": np.dtype(given.dtype)}
    tokens = embedded(contents, given)
    if (
        tokens is None
        and given.form == "ndjson"
        and all(direction == "forward" for _, direction, _ in stack.directions)
    ):
        _trace_as_it_comes(given, stack, found.batch_first, selection, run)
        return
    if tokens is None:
        x = read_inputs(given.input)
        if x.ndim == 3 and contents.format == "pytorch":
            axes = f"{len(x)} steps of {x.shape[1]} sequences, (T, B, D), as no file says batch_first"
            _say(sys.stderr, f"memory-pipe: assumed: input: {axes}; x.swapaxes(0, 1) is the other")
        trace = stack.run(exchanged(x, found.batch_first), **run)
    else:
        trace = stack.run(tokens.x, **run).labelled(tokens.labels)
    if given.dye is not None:
        _write_dyed(given, Dyed(trace, given.dye, selection))
        return
    selection.check_fields(trace, given.form)
    total = None
    if given.form == "csv":
        total = sum(one.trace.h.size for one in selection.layers(trace))
    with _opened(given.output) as out:
        write_trace(
            trace, given.form, out, Progress(sys.stderr, _COUNTED.get(given.form, ""), total), selection
        )


def _write_dyed(given: Namespace, dyed: Dyed) -> None:
    counted, total = ("rows", dyed.rows) if given.form == "csv" else ("layers", None)
    with _opened(given.output) as out:
        dyed.write(given.form, out, Progress(sys.stderr, counted, total))


def _trace_as_it_comes(
    given: Namespace, stack: LayerStack, batch_first: bool, selection: Selection, run: dict[str, Any]
) -> None:
    """Write lines while the input is still being read, with little in memory."""
    traces = stream(stack, read_chunks(given.input, batch_first), **run)
    # Immediate faults are reported before a file is created.
    first = next(traces)
    selection.check_fields(first, given.form)
    step = 0
    with _opened(given.output) as out:
        progress = Progress(sys.stderr, "steps")
        for trace in progress.over(chain([first], traces), lambda trace: len(trace.h)):
            out.writelines(lines(trace, step, selection))
            out.flush()
            step += len(trace.h)


def _export(given: Namespace) -> None:
    data = dump(_stack(given), given.to)
    with _opened(given.output) as stream:
        stream.write(data)


def _convert(given: Namespace) -> None:
    arrays = read_checkpoint(Path(given.checkpoint), given.key)
    networks = read_arrays(arrays, []).stacks
    with _opened(given.output) as stream:
        stream.write(serialise(arrays, {"format": "pt"}))
    for name, network in networks.items():
        _say(sys.stderr, f"memory-pipe: {name or 'the network'}: {network!r}")


def _train(given: Namespace) -> None:
    data = learn(given, sys.stderr)
    with _opened(given.output) as stream:
        stream.write(data)


def _verify(given: Namespace) -> None:
    found = verify(given.model, given.tolerance)
    _tell(found.assumptions, given.strict)
    _say(sys.stdout, str(found))
    if not found.agrees:
        raise ValueError(f"{given.model}: not the numbers of {found.framework}")


def _compare(given: Namespace) -> None:
    found = compare(given.first, given.second, given.tolerance)
    _say(sys.stdout, str(found))
    if not found.agrees:
        raise ValueError(f"{given.second}: not the numbers of {given.first}")


def _completion(_: Namespace) -> None:
    sys.stdout.write(bash(parser()))


def _inspect(given: Namespace) -> None:
    found = summary(read(given.model))
    _say(sys.stdout, json.dumps(found, indent=2) if given.as_json else in_words(found))


def _serve(given: Namespace) -> None:
    if missing := [name for name in ("fastapi", "uvicorn") if find_spec(name) is None]:
        raise ImportError(f"serve needs {' and '.join(missing)}: pip install 'memory-pipe[app]'")
    # -P: anything else called app in the current folder is not ours.
    program = [
        sys.executable,
        "-P",
        "-m",
        "uvicorn",
        "app.main:create_app",
        "--factory",
        "--http",
        "app.http.connection:Connection",
        "--no-proxy-headers",
        "--no-access-log",
        "--no-server-header",
    ]
    program += ["--app-dir", str(_HOME), "--host", given.host, "--port", str(given.port)]
    program += ["--timeout-graceful-shutdown", "3"]
    os.execv(sys.executable, program)  # noqa: S606 - our own interpreter takes over this process


def _opened(name: str) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdout.buffer) if name == "-" else Path(name).open("wb")


def _say(stream: TextIO, text: str) -> None:
    stream.write(text + "\n")
