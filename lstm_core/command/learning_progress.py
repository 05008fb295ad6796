"""How learning is going: a bar on a terminal, a line for each chunk anywhere else."""

import time
from collections.abc import Callable
from typing import Final, TextIO

from lstm_core.learning.training import Metrics, State

_WIDTH: Final = 24
_CLEAR: Final = "\r\x1b[K"


def learning_progress(
    report: TextIO, steps: int, clock: Callable[[], float] = time.monotonic
) -> Callable[[State, Metrics], None]:
    """Return what `train` is to call after each chunk.

    Parameters
    ----------
    report : TextIO
        Where to report.
    steps : int
        The number of all steps.
    clock : callable
        Returns the time in seconds.
    """
    return _bar(report, steps, clock) if report.isatty() else _lines(report, steps)


def _lines(report: TextIO, steps: int) -> Callable[[State, Metrics], None]:
    def tell(_: State, now: Metrics) -> None:
        report.write(
            f"memory-pipe: step {now.step:,} of {steps:,}: loss {now.loss:.4g}, "
            f"validation {now.validation:.4g}, gradient norm {now.gradient_norm:.3g}\n"
        )
        report.flush()

    return tell


def _bar(report: TextIO, steps: int, clock: Callable[[], float]) -> Callable[[State, Metrics], None]:
    began = clock()

    def tell(_: State, now: Metrics) -> None:
        filled = "#" * (_WIDTH * now.step // steps)
        left = (clock() - began) * (steps - now.step) / now.step
        report.write(
            f"{_CLEAR}memory-pipe: [{filled:.<{_WIDTH}}] step {now.step:,} of {steps:,}, "
            f"validation {now.validation:.4g}, {left:.0f} s left"
        )
        if now.step >= steps:
            report.write("\n")
        report.flush()

    return tell
