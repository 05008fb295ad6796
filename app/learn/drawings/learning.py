"""A recorded learning: curve, answers of the moment, and learning map, with a knob over the checkpoints."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from app.learn.drawings.chart import BOTTOM, TOP, Frame, keys, picture
from app.learn.drawings.knob import knob, only, position
from app.learn.drawings.words import Words

SHOWS = ("curve", "answers", "map")
HALF = 150.0
"""Height of the picture of answers."""
SHADES = 10
"""So many shades tell how far a valve is open."""
LOW, HIGH = 0.01, 1.6


def draw(finding: Mapping[str, Any], options: Mapping[str, str], _: Words) -> str:
    """Return the pictures asked for, one above the other, and a sentence for each checkpoint.

    Parameters
    ----------
    finding : mapping
        The recorded run ``learning``.
    options : mapping of str to str
        ``step``: the step of learning at which the knob stands at first; ``shows``: some of curve, answers
        and map, separated by spaces.

    Raises
    ------
    ValueError
        When there is no such step or picture.
    """
    steps = finding["steps"]
    start = position("step", steps, options.get("step", "0"))
    shows = options.get("shows", "answers").split()
    if unknown := [name for name in shows if name not in SHOWS]:
        raise ValueError(f"expected some of {', '.join(SHOWS)}, found {unknown[0]!r}")
    drawn = {"curve": _curve, "answers": _answers, "map": _map}
    says = "".join(only("learnt", n, start, _says(finding, n, _), "p") for n in range(len(steps)))
    return (
        knob("learnt", _("findings.learning.knob"), [str(step) for step in steps], start)
        + "".join(drawn[name](finding, start, _) for name in SHOWS if name in shows)
        + f'<div class="finding-says" aria-live="polite">{says}</div>'
    )


def _says(finding: Mapping[str, Any], n: int, _: Words) -> str:
    share = 100 * finding["unexplained"]["lstm"][n]
    return _(
        "findings.learning.says",
        step=finding["steps"][n],
        share=f"{share:.0f}" if share >= 10 else f"{share:.1f}",
    )


def _curve(finding: Mapping[str, Any], start: int, _: Words) -> str:
    steps = finding["steps"]
    frame = Frame((0, steps[-1]), (LOW, HIGH), log=True, height=210)
    ticks = [(step, str(step)) for step in range(0, steps[-1] + 1, 100)]
    marks = [(0.01, "1 %"), (0.1, "10 %"), (1, "100 %")]
    parts = [frame.axes(ticks, marks, (_("findings.learning.steps"), _("findings.learning.left")))]
    parts += [frame.line(steps, finding["unexplained"][name], f"line {name}") for name in ("rnn", "lstm")]
    for n, step in enumerate(steps):
        parts.append(
            only("learnt", n, start, frame.dot(step, finding["unexplained"]["lstm"][n], "chosen", 6))
        )
    legend = keys({name: _(f"findings.contender.{name}") for name in ("lstm", "rnn")})
    return picture("".join(parts), _("findings.learning.curve.alt"), 210) + legend


def _answers(finding: Mapping[str, Any], start: int, _: Words) -> str:
    targets, answers = finding["targets"], finding["answers"]
    every = [value for row in (targets, *answers) for value in row]
    frame = Frame((1, len(targets)), (min(every), max(every)), height=HALF)
    parts = [frame.axes(_trades(finding, _), [(0, "0")], ("", _("findings.learning.profit")))]
    across = range(1, len(targets) + 1)
    parts.append(frame.line(across, targets, "truth"))
    parts += [only("learnt", n, start, frame.line(across, row, "forecast")) for n, row in enumerate(answers)]
    legend = keys({"truth": _("findings.learning.truth"), "forecast": _("findings.learning.answer")})
    return picture("".join(parts), _("findings.learning.answers.alt"), HALF) + legend


def _map(finding: Mapping[str, Any], start: int, _: Words) -> str:
    rows, steps = finding["map"], finding["steps"]
    half = steps[1] / 2
    frame = Frame((0.5, len(rows[0]) + 0.5), (-steps[-1] - half, half))  # downwards
    marks = [(-step, str(step)) for step in steps[::5]]
    parts = [frame.axes(_trades(finding, _), marks, ("", _("findings.learning.steps")))]
    high = (frame.height - TOP - BOTTOM) / len(rows)
    for n, row in enumerate(rows):
        top = frame.up(-steps[n]) - high / 2
        parts += _cells(frame, row, top, high)
        parts.append(only("learnt", n, start, _bar(frame, 0, len(row), top, high, "window")))
    return picture("".join(parts), _("findings.learning.map.alt"))


def _cells(frame: Frame, row: Sequence[float], top: float, high: float) -> list[str]:
    """Return one rectangle for each run of steps at which the valve is about as far open."""
    cells, first = [], 0
    for shade, run in groupby(round(value * SHADES) for value in row):
        end = first + len(list(run))
        if shade:
            cells.append(_bar(frame, first, end, top, high, "open", f' fill-opacity="{shade / SHADES:g}"'))
        first = end
    return cells


def _bar(frame: Frame, first: int, end: int, top: float, high: float, kind: str, more: str = "") -> str:
    """Return a rectangle over the steps from one, counted from 0, up to another."""
    left, right = frame.across(first + 0.5), frame.across(end + 0.5)
    size = f'width="{right - left:.1f}" height="{high:.1f}"'
    return f'<rect class="{kind}" x="{left:.1f}" y="{top:.1f}" {size}{more}/>'


def _trades(finding: Mapping[str, Any], _: Words) -> list[tuple[float, str]]:
    """Return the steps at which it is bought and sold."""
    return [
        (t, _(f"findings.learning.{'buy' if buys else 'sell'}"))
        for t, (_price, buys, sells) in enumerate(finding["inputs"], start=1)
        if buys or sells
    ]
