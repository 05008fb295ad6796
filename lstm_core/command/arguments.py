"""The arguments of the command memory-pipe."""

import argparse
import re
from typing import Final, TypeAlias

from lstm_core import __version__
from lstm_core.command.dye import Source
from lstm_core.command.tokens import add_tokens
from lstm_core.command.training import add_plan
from lstm_core.interop.files import FORMATS
from lstm_core.interop.verification import TOLERANCE

ABOUT: Final = "See the memory of an LSTM: the value of every gate at every step."
EPILOG: Final = """\
MODEL is a .safetensors file (a PyTorch state dict, or ours), .npz, .onnx, .keras, .h5, or a preset
(.json).
INPUT is .csv (one row per step; a first row of names is skipped) or .npy ((T, D), or (T, B, D) for a batch;
(B, T, D) if the model's file says so, as .keras and many .onnx files do); - is standard input.
Results go to standard output, or to a file with --output. Whatever has to be assumed because the model's
file does not say it is written to standard error.

examples:
  memory-pipe inspect model.safetensors
  memory-pipe verify model.safetensors
  memory-pipe compare model.safetensors model.onnx
  memory-pipe trace model.safetensors input.csv > gates.csv
  memory-pipe trace model.onnx input.npy --npz -o gates.npz
  memory-pipe trace model.npz input.csv --layer 0 --fields f,C --units 0,2 --digits 3
  memory-pipe trace model.npz input.csv --dye 12 --digits 3 > dyed.csv
  tail -f sensor.csv | memory-pipe trace model.npz - --ndjson | jq .output
  memory-pipe trace model.safetensors "the cat sat" --text --vocabulary words.txt > text.csv
  memory-pipe convert model.pt -o model.safetensors
  memory-pipe export model.keras --to onnx -o model.onnx
  memory-pipe train stock_position --units 3 --steps 2000 -o model.safetensors

exit codes: 0 done; 1 the model or the input is wrong, training diverged, or verify or compare found a
difference (standard error says what); 2 the command line is wrong; 130 interrupted
"""


_Actions: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    command = argparse.ArgumentParser(
        "memory-pipe", description=ABOUT, epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    command.add_argument("--version", action="version", version=f"memory-pipe {__version__}")
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")
    for add in _ACTIONS:
        add(actions)
    return command


def _add_trace(actions: _Actions) -> None:
    action = actions.add_parser("trace", help="run a model over an input and write every gate at every step")
    _model(action)
    action.add_argument("input", metavar="INPUT", help="CSV or NPY file; - for standard input")
    add_tokens(action)
    form = action.add_mutually_exclusive_group()
    for name, text in (
        ("csv", "one row per layer, direction, step and unit (the default)"),
        ("json", "one object with all arrays of each layer"),
        ("npz", "an archive of arrays; labels are the tokens of a text"),
        ("ndjson", "one line of JSON per step, written while the input is read, in constant memory"),
    ):
        form.add_argument(f"--{name}", dest="form", action="store_const", const=name, help=text)
    action.set_defaults(form="csv")
    action.add_argument(
        "--dtype", choices=("float64", "float32"), default="float64", help="the type to compute in (float64)"
    )
    action.add_argument(
        "--float32", dest="dtype", action="store_const", const="float32", help="the same as --dtype float32"
    )
    _selection(action)
    action.add_argument(
        "--dye", type=_source, metavar="STEP",
        help="instead of the gates: how much of each unit's memory, after every step, entered at this step, "
        "counted from 0, or was there at the start (start); the memory, its mean age and its half-life in "
        "steps",
    )  # fmt: skip
    _output(action)


def _add_inspect(actions: _Actions) -> None:
    action = actions.add_parser("inspect", help="print what a model file contains")
    action.add_argument("model", metavar="MODEL", help="file of a model")
    action.add_argument("--json", dest="as_json", action="store_true", help="as JSON")


def _add_verify(actions: _Actions) -> None:
    action = actions.add_parser(
        "verify", help="run a model here and in its own framework, and print the largest differences"
    )
    action.add_argument("model", metavar="MODEL", help="file of a model")
    _tolerance(action)
    _strict(action)


def _add_compare(actions: _Actions) -> None:
    action = actions.add_parser(
        "compare", help="print where two models or two recorded runs differ, and the proved reason"
    )
    action.add_argument("first", metavar="A", help="file of a model, or of a trace (NPZ, JSON or CSV)")
    action.add_argument("second", metavar="B", help="another one of the same kind")
    _tolerance(action)


def _add_export(actions: _Actions) -> None:
    action = actions.add_parser("export", help="write a model in another format")
    _model(action)
    action.add_argument(
        "--to",
        choices=FORMATS,
        required=True,
        help="npz and safetensors hold everything, under our names; pytorch is safetensors with PyTorch's "
        "names, keras a .keras file",
    )
    _output(action)


def _add_convert(actions: _Actions) -> None:
    action = actions.add_parser(
        "convert",
        help="write the tensors of a PyTorch checkpoint (.pt, .pth, .ckpt, .pkl) as .safetensors",
        description="Read a checkpoint with PyTorch, which must be installed unless it holds only arrays of "
        "NumPy, and write its tensors as .safetensors. No program in the file is run; that of a TorchScript "
        "file is loaded.",
    )
    action.add_argument("checkpoint", metavar="FILE", help="the checkpoint")
    action.add_argument(
        "--key", metavar="NAME", help="which state dict of several, such as model or ema.model"
    )
    _output(action)


def _add_train(actions: _Actions) -> None:
    action = actions.add_parser(
        "train",
        help="learn a task and write the best weights",
        description="Learn a task or a series, with one line on standard error per chunk, and write the "
        "weights that had the lowest validation loss. The same options give the same bits, here and from "
        "lstm_core.train.",
    )
    add_plan(action)
    _output(action)


def _add_completion(actions: _Actions) -> None:
    actions.add_parser(
        "completion",
        help="print the completion for bash",
        description='Print the completion for bash. To use it: eval "$(memory-pipe completion)"',
    )


def _add_serve(actions: _Actions) -> None:
    action = actions.add_parser(
        "serve",
        help="start the web application (needs the extra 'app')",
        epilog="Limits and more are environment variables, such as MEMORY_PIPE_MAX_STEPS: app/RUNNING.md.",
    )
    action.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    action.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")


_ACTIONS: Final = (
    _add_trace,
    _add_inspect,
    _add_verify,
    _add_compare,
    _add_export,
    _add_convert,
    _add_train,
    _add_completion,
    _add_serve,
)


def _model(action: argparse.ArgumentParser) -> None:
    action.add_argument("model", metavar="MODEL", help="file of a model")
    action.add_argument(
        "--lstm", action="append", default=[], metavar="NAME",
        help="the network of the file; repeat it to stack several, the lowest first",
    )  # fmt: skip
    _strict(action)
    action.add_argument("--head", metavar="NAME", help="the linear layer that reads the output")


def _selection(action: argparse.ArgumentParser) -> None:
    action.add_argument("--fields", type=_names, default=(), metavar="NAMES", help="only these arrays: f,C")
    action.add_argument(
        "--units", type=_counts, default=(), metavar="NUMBERS", help="only these units, counted from 0: 0,2"
    )
    action.add_argument(
        "--layer", type=_place, default=(None, None), metavar="LAYER",
        help="only this layer, counted from 0, or one direction of it: 1 or 1.backward",
    )  # fmt: skip
    action.add_argument("--digits", type=_digits, metavar="NUMBER", help="significant digits, 1 to 17 (all)")
    action.add_argument(
        "--pin", action="append", default=[], metavar="PIN",
        help="hold a gate, spelt as in the Lab's address, with units and steps counted from 1: "
        "forget:0.25:1,3:5-9 holds it at 0.25 for units 1 and 3 in steps 5 to 9; may be repeated",
    )  # fmt: skip
    for name, what in (("h0", "hidden state"), ("c0", "cell state")):
        action.add_argument(
            f"--{name}", metavar="FILE",
            help=f"{what} before the first step, one row per layer and direction: CSV, NPY or JSON",
        )  # fmt: skip


def _names(text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(","))
    if not all(names):
        raise argparse.ArgumentTypeError(f"found {text!r}, expected names such as f,C")
    return names


def _counts(text: str) -> tuple[int, ...]:
    parts = text.split(",")
    if not all(re.fullmatch(r"[0-9]{1,9}", part) for part in parts) or len(set(map(int, parts))) < len(parts):
        raise argparse.ArgumentTypeError(f"found {text!r}, expected different numbers such as 0,2")
    return tuple(map(int, parts))


def _place(text: str) -> tuple[int, str | None]:
    match = re.fullmatch(r"([0-9]{1,4})(?:\.(forward|backward))?", text)
    if match is None:
        raise argparse.ArgumentTypeError(f"found {text!r}, expected a layer such as 1 or 1.backward")
    return int(match[1]), match[2]


def _digits(text: str) -> int:
    if not re.fullmatch(r"[1-9]|1[0-7]", text):
        raise argparse.ArgumentTypeError(f"found {text!r}, expected a number from 1 to 17")
    return int(text)


def _source(text: str) -> Source:
    if text == "start":
        return "start"
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise argparse.ArgumentTypeError(f"found {text!r}, expected start or a step such as 12")
    return int(text)


def _strict(action: argparse.ArgumentParser) -> None:
    action.add_argument(
        "--strict", action="store_true", help="treat every assumption about the file as an error"
    )


def _tolerance(action: argparse.ArgumentParser) -> None:
    action.add_argument(
        "--tolerance", type=float, default=TOLERANCE, metavar="NUMBER",
        help=f"the largest difference that counts as none ({TOLERANCE:g})",
    )  # fmt: skip


def _output(action: argparse.ArgumentParser) -> None:
    action.add_argument(
        "-o", "--output", default="-", metavar="FILE", help="file to write; - for standard output"
    )
