"""The comparison of networks, in its stored form."""

import math
import time
from collections.abc import Callable
from dataclasses import asdict
from statistics import mean, stdev
from typing import Any

from app.remake.words import COMPARISON, TASK_ABOUT, TASK_TITLES
from lstm_core import TASKS, Task
from lstm_core.learning.comparison import CONTENDERS, Contender, Effort, Result, compete

COMMAND = "python -m app.remake comparison"


def comparison(report: Callable[[str], None], effort: Effort | None = None) -> dict[str, Any]:
    """Let every contender learn every task.

    Parameters
    ----------
    report : (str) -> None
        Called after each network with a line about the outcome.
    effort : Effort, optional
        How much work; by default, that of the stored table.
    """
    effort = effort or Effort()
    began = time.process_time()
    tasks = [_task(TASKS[name], effort, report) for name in TASK_TITLES]
    return {
        "about": COMPARISON,
        "command": COMMAND,
        "minutes": round((time.process_time() - began) / 60, 1),
        "effort": effort_record(effort),
        "tasks": tasks,
    }


def _task(task: Task, effort: Effort, report: Callable[[str], None]) -> dict[str, Any]:
    return {
        "name": task.name,
        "title": TASK_TITLES[task.name],
        "about": TASK_ABOUT[task.name],
        "measure": "wrong" if task.kind == "classification" else "variance",
        "guessing": 1 - 1 / task.K if task.kind == "classification" else 1.0,
        "results": [record(c, compete(c, task, effort, report)) for c in CONTENDERS],
    }


def record(contender: Contender, result: Result) -> dict[str, Any]:
    """Return a contender's result in its stored form, with mean, range and spread of its errors."""
    values = asdict(result)
    for choice in (values, *values["trials"]):
        if len(contender.starts) == 1:
            choice["start"] = None
    for trial in values["trials"]:
        if not math.isfinite(trial["validation"]):
            trial["validation"] = None
    errors = result.errors
    return values | {
        "mean": mean(errors),
        "lowest": min(errors),
        "highest": max(errors),
        "spread": stdev(errors),
    }


def effort_record(effort: Effort) -> dict[str, Any]:
    """Return how much work each contender was given, in its stored form."""
    values = asdict(effort)
    values["sequences"] = dict(zip(("train", "validation", "test"), effort.sequences, strict=True))
    return values
