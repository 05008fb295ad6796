"""Stored measurements as expressions name them: ``comparison.recall.lstm.mean``, ``window.12.error``."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def read_measurements(folder: Path) -> dict[str, Any]:
    """Return the measurements of ``app/data`` by name, mappings down to the numbers.

    Parameters
    ----------
    folder : Path
        Holds ``comparison.json``.
    """
    tasks = json.loads((folder / "comparison.json").read_text(encoding="utf-8"))["tasks"]
    return {
        "comparison": {task["name"]: _contenders(task) for task in tasks},
        "window": _windows(tasks),
    }


def _contenders(task: Mapping[str, Any]) -> dict[str, Any]:
    """Return a task's contenders by name, with ``guessing`` beside them."""
    kept = ("mean", "lowest", "highest", "spread", "units", "weights")
    results = {r["contender"]: {name: r[name] for name in kept} for r in task["results"]}
    return {**results, "guessing": task["guessing"]}


def _windows(tasks: list[Mapping[str, Any]]) -> dict[str, dict[str, float]]:
    """Return the error of each width of window on the Christmas trees."""
    task = next(task for task in tasks if task["name"] == "christmas_trees")
    return {
        r["contender"].removeprefix("window-"): {"error": r["mean"]}
        for r in task["results"]
        if r["contender"].startswith("window-")
    }
