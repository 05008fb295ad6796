"""Windowed networks on the Christmas trees: the reader sets the width and sees what is outside it."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.learn.drawings import joined
from app.learn.drawings.chart import BOTTOM, TOP, Frame, keys, picture
from app.learn.drawings.knob import knob, only, position
from app.learn.drawings.numbers import short
from app.learn.drawings.words import Words

MONTHS = 12
ASKED = 59
"""The index, from 0, of the December that the picture asks about: the fifth."""
MOST = 1.6
"""The upper end of the sales axis."""
LOW = 210.0
"""Height of the picture of errors."""
BESIDE = 3.5
"""Distance between the networks with a memory, to the right of the windows."""
GUESS = 1.0
"""The error of always predicting the mean."""


def draw(
    finding: Mapping[str, Any], others: Mapping[str, Sequence[float]], options: Mapping[str, str], _: Words
) -> str:
    """Return the forecasts for a row of months.

    Parameters
    ----------
    finding : mapping
        The stored measurement ``window``.
    others : mapping of str to sequence of float
        Errors of ``rnn`` and ``lstm`` in the comparison, one per seed.
    options : mapping of str to str
        ``width``: the initial position of the knob; ``joined: yes`` draws the network, too: a small one for
        each month, all joined; ``errors: yes`` draws the error by width, which gives away where it falls.
    """
    rows = finding["widths"]
    widths = [row["width"] for row in rows]
    start = position("width", widths, options.get("width", "3"))
    months = [_("findings.window.months", n=width) for width in widths]
    says = "".join(only("width", n, start, _says(row, _), "p") for n, row in enumerate(rows))
    return (
        knob("width", _("findings.window.knob"), months, start)
        + (_joined(finding, start, _) if options.get("joined") == "yes" else "")
        + picture(_sales(finding, start, _), _("findings.window.alt"))
        + keys({name: _(f"findings.window.key.{name}") for name in ("truth", "forecast", "window")})
        + f'<div class="finding-says" aria-live="polite">{says}</div>'
        + (_errors(rows, others, start, _) if options.get("errors") == "yes" else "")
    )


def _says(row: Mapping[str, Any], _: Words) -> str:
    seen = "sees" if row["width"] >= MONTHS else "misses"
    return _(
        f"findings.window.{seen}",
        n=row["width"],
        mean=short(row["mean"]),
        lowest=short(row["lowest"]),
        highest=short(row["highest"]),
    )


def _joined(finding: Mapping[str, Any], start: int, _: Words) -> str:
    """Return the network for each width, before the December that is asked about."""
    machines = ""
    for n, row in enumerate(finding["widths"]):
        seen, forecast = finding["sales"][ASKED - row["width"] : ASKED], row["forecast"][ASKED - 1]
        machines += only("width", n, start, joined.draw(seen, forecast, _))
    return picture(machines, _("findings.window.joined.alt"), joined.HEIGHT)


def _sales(finding: Mapping[str, Any], start: int, _: Words) -> str:
    sales = [*finding["sales"], finding["next"][-1]]
    first = finding["unscored"]
    frame = Frame((first, len(sales) - 1), (0, MOST))
    decembers = [
        (m, _("findings.window.december", n=m // MONTHS + 1)) for m in range(first + 11, len(sales), MONTHS)
    ]
    marks = [(value, f"{value:g}") for value in (0, 0.5, 1, 1.5)]
    parts = [frame.axes(decembers, marks, ("", _("findings.window.sales")))]
    for n, row in enumerate(finding["widths"]):
        seen = max(first, ASKED - row["width"])
        left, right = frame.across(seen), frame.across(ASKED - 1)
        window = (
            f'<rect class="window" x="{left - 4:.1f}" width="{right - left + 8:.1f}" '
            f'y="{TOP:g}" height="{frame.height - TOP - BOTTOM:g}" rx="4"/>'
        )
        forecast = row["forecast"][first - 1 :]
        line = frame.line(range(first, len(sales)), forecast, "forecast")
        asked = frame.dot(ASKED, row["forecast"][ASKED - 1], "forecast", 5)
        parts.append(only("width", n, start, window + line + asked))
    parts.append(frame.line(range(first, len(sales)), sales[first:], "truth"))
    parts.append(frame.dot(ASKED, sales[ASKED], "truth", 5))
    return "".join(parts)


def _errors(rows: Any, others: Mapping[str, Sequence[float]], start: int, _: Words) -> str:  # noqa: ANN401 - stored rows
    end = rows[-1]["width"]
    places = {name: end + BESIDE * (n + 1) for n, name in enumerate(others)}
    frame = Frame((0, max(places.values()) + 1), (0.005, 2), log=True, height=LOW)
    ticks = [(width, str(width)) for width in (1, 3, 6, 8, 10, 12, 14, 18, end)]
    ticks += [(place, _(f"findings.window.beside.{name}")) for name, place in places.items()]
    marks = [(0.01, "0.01"), (0.1, "0.1"), (1, "1")]
    parts = [frame.axes(ticks, marks, (_("findings.window.width"), _("findings.error.variance")))]
    parts.append(frame.level(GUESS, "guess", _("findings.guess.variance")))
    parts += [frame.dot(row["width"], error, "seed", 3) for row in rows for error in row["errors"]]
    parts += [frame.dot(places[name], error, name, 3) for name, errors in others.items() for error in errors]
    for n, row in enumerate(rows):
        parts.append(only("width", n, start, frame.dot(row["width"], row["mean"], "chosen", 7)))
    drawn = picture("".join(parts), _("findings.window.errors.alt"), LOW)
    return drawn + keys({name: _(f"findings.window.key.{name}") for name in ("seed", "chosen")}, dots=True)
