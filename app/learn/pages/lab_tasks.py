"""The Lab's tasks as its page receives them."""

from pathlib import Path
from typing import Any

from app.learn.text.lab_tasks import LabTask, read_lab_tasks
from app.learn.truth.goals import read_progress
from app.learn.truth.moments import Moment, moment

FILE = "tasks.md"
"""Their file, beside the tutorial."""


def lab_tasks(folder: Path) -> list[dict[str, Any]]:
    """Return all tasks: ``id``, ``start`` and ``solution`` as addresses, ``goal`` as a syntax tree.

    Raises
    ------
    TutorialError
        When a task cannot be read.
    """
    return [_described(task) for task in read_lab_tasks(folder / FILE)]


def _described(task: LabTask) -> dict[str, Any]:
    start = moment(task.options, task.place)
    end = start.changed(task.solution.text, task.solution.place)
    return {
        "id": task.id,
        "start": _address(start),
        "goal": read_progress(task.goal),
        "solution": _address(end),
    }


def _address(at: Moment) -> str:
    return at.address(is_text=False)
