"""The arguments of the command memory-pipe."""

import argparse
from typing import Final

from lstm_core import __version__
from lstm_core.interop.files import FORMATS
from lstm_core.interop.verification import TOLERANCE

ABOUT: Final = "See the memory of an LSTM: the value of every gate at every step."
EPILOG: Final = """\
MODEL is .safetensors (a PyTorch state dict, or ours), .npz, .onnx, .keras, .weights.h5, or a preset (.json).
INPUT is .csv (one row per step; a first row of names is skipped) or .npy ((T, D), or (T, B, D) for a batch;
(B, T, D) if the file says that the model takes that, as .keras and many .onnx do); - is standard input.
Results go to standard output, or to a file with --output. What a file does not say and has to be assumed
stands on standard error.

examples:
  memory-pipe inspect model.safetensors
  memory-pipe verify model.safetensors
  memory-pipe compare model.safetensors model.onnx
  memory-pipe trace model.safetensors input.csv > gates.csv
  memory-pipe trace model.onnx input.npy --npz -o gates.npz
  tail -f sensor.csv | memory-pipe trace model.npz - --ndjson | jq .output
  memory-pipe export model.keras --to onnx -o model.onnx

exit codes: 0 done, 1 the model or the input is wrong, or verify or compare finds a difference (standard
error says what), 2 the command is wrong, 130 interrupted
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    command = argparse.ArgumentParser(
        "memory-pipe", description=ABOUT, epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    command.add_argument("--version", action="version", version=f"memory-pipe {__version__}")
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")

    trace = actions.add_parser("trace", help="run a model over an input and write every gate at every step")
    _model(trace)
    trace.add_argument("input", metavar="INPUT", help="CSV or NPY file; - for standard input")
    form = trace.add_mutually_exclusive_group()
    for name, text in (
        ("csv", "a row for each layer, direction, step and unit (the default)"),
        ("json", "one object with all arrays of each layer"),
        ("npz", "an archive of arrays"),
        ("ndjson", "a line of JSON for each step, written while the input is read, in flat memory"),
    ):
        form.add_argument(f"--{name}", dest="form", action="store_const", const=name, help=text)
    trace.set_defaults(form="csv")
    trace.add_argument("--float32", action="store_true", help="compute in float32, as most frameworks do")
    _output(trace)

    inspect = actions.add_parser("inspect", help="say what a model file holds")
    inspect.add_argument("model", metavar="MODEL", help="file of a model")
    inspect.add_argument("--json", dest="as_json", action="store_true", help="as JSON")

    verify = actions.add_parser(
        "verify", help="run a model here and in its own framework, and print the largest differences"
    )
    verify.add_argument("model", metavar="MODEL", help="file of a model")
    _tolerance(verify)
    _strict(verify)

    compare = actions.add_parser(
        "compare", help="print where two models, or two recorded runs, differ, and the proved reason"
    )
    compare.add_argument("first", metavar="A", help="file of a model, or of a trace (NPZ, JSON or CSV)")
    compare.add_argument("second", metavar="B", help="another one of the same kind")
    _tolerance(compare)

    export = actions.add_parser("export", help="write a model in another format")
    _model(export)
    export.add_argument(
        "--to",
        choices=FORMATS,
        required=True,
        help="npz and safetensors hold all, under our names; pytorch is safetensors with PyTorch's names, "
        "keras a .keras file",
    )
    _output(export)

    serve = actions.add_parser("serve", help="start the web application (needs the extra 'app')")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    serve.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
    return command


def _model(action: argparse.ArgumentParser) -> None:
    action.add_argument("model", metavar="MODEL", help="file of a model")
    action.add_argument(
        "--lstm", action="append", default=[], metavar="NAME",
        help="which LSTM of the file; repeat it to put several on top of each other, the lowest first",
    )  # fmt: skip
    _strict(action)
    action.add_argument("--head", metavar="NAME", help="the linear layer that reads the output")


def _strict(action: argparse.ArgumentParser) -> None:
    action.add_argument(
        "--strict", action="store_true", help="make an error of what the file does not say and is assumed"
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
