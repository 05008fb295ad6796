"""The action train: its options, which are those of a plan, and what it does."""

import argparse
from dataclasses import fields
from pathlib import Path
from typing import Final, TextIO, cast

from lstm_core.command.learning_progress import learning_progress
from lstm_core.interop import dump
from lstm_core.interop.files import FORMATS, Format
from lstm_core.learning.plans import DRAWS, PEEPHOLES, Plan
from lstm_core.learning.series import MOST, Windows, parse_series, series_task
from lstm_core.learning.tasks import TASKS, Task
from lstm_core.learning.training import State, train
from lstm_core.params import UnitParams
from lstm_core.stacks.stack import LayerStack

STEPS: Final = 1000
CHUNK: Final = 100
LARGEST: Final = 4_000_000
"""The largest file of a series, in bytes."""
_ABOUT: Final = {
    "unit": "the kind of unit",
    "units": "the number of units",
    "peepholes": "the peepholes of an LSTM",
    "forget_bias": "added to the bias of an LSTM's forget gate or of a GRU's update gate",
    "learning_rate": "Adam's step size",
    "clip": "the largest global norm of the gradient",
    "batch": "sequences per mini-batch",
    "seed": "determines initial weights and mini-batches",
    "lag": "how many steps later recall asks for the symbol",
}
_CHOICES: Final = {"unit": tuple(DRAWS), "peepholes": PEEPHOLES}


def add_plan(action: argparse.ArgumentParser) -> None:
    """Add the arguments of a plan, and how to follow it."""
    action.add_argument(
        "task",
        metavar="TASK",
        type=_task,
        help=f"what to learn: {', '.join(TASKS)}; or a .csv file with one column, "
        "whose next value is to be predicted",
    )
    for field in fields(Plan):
        if field.name in _ABOUT:
            action.add_argument(
                f"--{field.name.replace('_', '-')}",
                type=type(field.default),
                choices=_CHOICES.get(field.name),
                default=field.default,
                metavar=None if field.name in _CHOICES else "NUMBER",
                help=f"{_ABOUT[field.name]} ({field.default})",
            )
    for name, default, text in (
        ("steps", STEPS, "the number of steps"),
        ("chunk", CHUNK, "steps between two evaluations of the validation set"),
    ):
        action.add_argument(
            f"--{name}", type=_count, default=default, metavar="NUMBER", help=f"{text} ({default})"
        )
    action.add_argument(
        "--to",
        choices=FORMATS,
        default="safetensors",
        help="the format to write, as for export (safetensors)",
    )


def check(given: argparse.Namespace) -> None:
    """Check all options but the task, before anything is read.

    Raises
    ------
    ValueError
        If a value is out of range.
    """
    _plan(given, next(iter(TASKS)))


def learn(given: argparse.Namespace, report: TextIO) -> bytes:
    """Return a file of the weights with the lowest validation loss; report how it is going.

    Raises
    ------
    DivergedError
        If learning diverges.
    ValueError
        If a series is not one column of numbers that can be learnt from.
    FormatError
        If the format cannot represent the layer. This is reported before learning begins.
    FileNotFoundError
        If the folder of the output does not exist. This, too, is reported before learning begins.
    """
    task = given.task
    if task not in TASKS:
        task = series_task(parse_series(_text(task)))
    plan = _plan(given, task)
    start = plan.start()
    _file(start, given.to)
    folder = Path(given.output).parent
    if not folder.is_dir():
        raise FileNotFoundError(f"--output: there is no folder {folder}")

    if isinstance(task, Task) and isinstance(task.draw, Windows):
        report.write(
            "memory-pipe: the model takes and gives (value - mean) / deviation, "
            f"with mean {task.draw.mean!r} and deviation {task.draw.deviation!r}\n"
        )

    tell = learning_progress(report, given.steps)
    return _file(train(plan.training(), start.model, given.steps, given.chunk, tell), given.to)


def _plan(given: argparse.Namespace, task: str | Task) -> Plan:
    return Plan(task, **{name: getattr(given, name) for name in _ABOUT})


def _text(name: str) -> str:
    with Path(name).open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ValueError(f"{name}: more than {LARGEST:,} bytes, expected a series of at most {MOST:,} values")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{name}: bytes that are not text ({error.reason}), expected CSV") from error


def _file(state: State, form: Format) -> bytes:
    layer = cast(UnitParams, state.best.layer)  # a plan draws no window
    return dump(LayerStack.of(layer, state.best.head), form)


def _task(text: str) -> str:
    if text not in TASKS and Path(text).suffix != ".csv":
        raise argparse.ArgumentTypeError(f"found {text!r}, expected {', '.join(TASKS)}, or a .csv file")
    return text


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= len(text) <= 9 or int(text) == 0:
        raise argparse.ArgumentTypeError(f"found {text!r}, expected a number from 1 to 999999999")
    return int(text)
