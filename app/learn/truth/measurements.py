"""Stored measurements by their names in expressions: ``comparison.recall.lstm.mean``, ``window.12``."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.learn.drawings.cheaper import LESS
from app.learn.drawings.findings import PRESETS, STORED, Findings
from lstm_core.arrays import Array


def measurements(findings: Findings) -> dict[str, Any]:
    """Return the measurements by name, as nested mappings of numbers.

    Returns
    -------
    dict
        ``comparison.<task>.<contender>``, with the error of each run as ``run.<number>``; ``window.<width>``;
        and the gradient that remains some lags back: ``flow.rnn.<radius>.<lag>`` without inputs,
        ``flow.noise.<radius>.<lag>`` with noise, ``flow.lstm.<forget bias>.<lag>`` of the memory, with noise.
        A point in a number is written ``_``. ``learnt.<step of learning>`` has what ``lstm`` and ``rnn``
        leave unexplained, and ``valve.<step>``, ``answer.<step>`` of the recorded sequence;
        ``learnt.truth.<step>`` is what is right. ``cheaper.rising.<network>.<step>`` is by how much ``lstm``
        and ``rnn`` tell more profit in the example ``rising`` when ``cheaper.less`` less was paid.
    """
    comparison, window, flow, learning = (findings.stored[name] for name in STORED)
    return {
        "comparison": {task["name"]: _contenders(task) for task in comparison["tasks"]},
        "window": {str(row["width"]): _window(row) for row in window["widths"]},
        "flow": {
            "rnn": _lags(flow["rnn"], "radius", "dh", inputs="none"),
            "noise": _lags(flow["rnn"], "radius", "dh", inputs="noise"),
            "lstm": _lags(flow["lstm"], "forget_bias", "dC"),
        },
        "learnt": _learnt(learning),
        "backward": {task: _steps(findings.returning(task)) for task in PRESETS},
        "cheaper": {"less": LESS, "rising": _steps(findings.rises("rising"))},
    }


def _learnt(learning: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is left, the recorded valve and the answers at each step of learning; and what is right."""
    kept = zip(
        learning["steps"],
        learning["unexplained"]["lstm"],
        learning["unexplained"]["rnn"],
        learning["map"],
        learning["answers"],
        strict=True,
    )
    return {"truth": _counted(learning["targets"])} | {
        str(step): {"lstm": lstm, "rnn": rnn, "valve": _counted(row), "answer": _counted(answers)}
        for step, lstm, rnn, row, answers in kept
    }


def _steps(found: Mapping[str, Array]) -> dict[str, dict[str, float]]:
    """Return a number for each step, counted from 1, for each network: a gradient's length, or a rise."""
    return {name: _counted(values.tolist()) for name, values in found.items()}


def _contenders(task: Mapping[str, Any]) -> dict[str, Any]:
    """Return a task's contenders by name, together with ``guessing``."""
    kept = ("mean", "lowest", "highest", "spread", "units", "weights")
    results = {
        r["contender"]: {name: r[name] for name in kept} | {"run": _counted(r["errors"])}
        for r in task["results"]
    }
    return {**results, "guessing": task["guessing"]}


def _counted(errors: Iterable[float]) -> dict[str, float]:
    """Return the error of each run by its number, counted from 1."""
    return {str(number): error for number, error in enumerate(errors, start=1)}


def _window(row: Mapping[str, Any]) -> dict[str, float]:
    """Return the measurements for one window width on the Christmas trees."""
    return {"error": row["mean"], **{name: row[name] for name in ("lowest", "highest", "units", "weights")}}


def _lags(
    rows: Iterable[Mapping[str, Any]], knob: str, norm: str, **which: str
) -> dict[str, dict[str, float]]:
    """Return the geometric mean over the seeds at each lag, by position of the knob."""
    chosen = [row for row in rows if all(row[name] == value for name, value in which.items())]
    return {
        f"{row[knob]:g}".replace(".", "_"): {str(lag): left for lag, left in enumerate(row[norm]["middle"])}
        for row in chosen
    }
