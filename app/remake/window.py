"""How much a window's width matters for Christmas trees, in its stored form."""

from collections.abc import Callable
from typing import Any

from app.remake.chosen import choice
from app.remake.comparison import effort_record, record
from app.remake.words import WINDOW
from lstm_core import TASKS, Model
from lstm_core.arrays import Array
from lstm_core.learning.comparison import Contender, Effort, compete, trained, window
from lstm_core.learning.examples import Examples

COMMAND = "python -m app.remake window"
TASK = TASKS["christmas_trees"]
WIDTHS = (1, 2, 3, 4, 6, 8, 10, 11, 12, 13, 14, 18, 24)
DIGITS = 5


def windows(
    report: Callable[[str], None], effort: Effort | None = None, widths: tuple[int, ...] = WIDTHS
) -> dict[str, Any]:
    """Train a window of each width as in the comparison, and let it predict a sequence that none has seen.

    The plain recurrent network and the LSTM predict it too, each trained with its choices in the comparison.
    """
    effort = effort or Effort()
    shown = _january(TASK.split(effort.seeds[0], *effort.sequences)[2])
    rows = []
    for width in widths:
        contender = window(width)
        result = compete(contender, TASK, effort, report)
        model = _first(contender, result.units, result.rate, result.start, effort)
        rows.append(
            {"width": width, **record(contender, result), "forecast": _numbers(_forecast(model, shown))}
        )
    others = []
    for name in ("rnn", "lstm"):
        contender, stored = choice(TASK.name, name)
        model = _first(contender, stored["units"], stored["rate"], stored["start"], effort)
        others.append({"contender": name, "forecast": _numbers(_forecast(model, shown))})
        report(f"{TASK.name} {name}: forecast")
    return {
        "about": WINDOW,
        "command": COMMAND,
        "effort": effort_record(effort),
        "sales": _numbers(shown.x[:, 0, 0]),
        "next": _numbers(shown.y[:, 0, 0]),
        "unscored": int((shown.mask[:, 0] == 0).sum()),
        "widths": rows,
        "others": others,
    }


def _first(contender: Contender, H: int, rate: float, start: float | None, effort: Effort) -> Model:
    """Return the network of the first seed that counts."""
    state, _ = trained(contender, TASK, H, effort.seeds[0], rate, start or 0.0, effort)
    return state.best


def _january(examples: Examples) -> Examples:
    """Return the first sequence that begins in January: most is sold in December."""
    first_peaks = examples.x[:12, :, 0].argmax(axis=0)
    return examples.take((first_peaks == 11).nonzero()[0][:1])


def _forecast(model: Model, shown: Examples) -> Array:
    return model.predict(shown.x)[:, 0, 0]


def _numbers(values: Array) -> list[float]:
    return [float(f"{v:.{DIGITS}g}") for v in values]
