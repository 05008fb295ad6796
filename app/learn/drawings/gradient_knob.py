"""The vanishing or exploding gradient, with a knob: what remains of it at each lag, as measured."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.learn.drawings.chart import Frame, picture
from app.learn.drawings.knob import knob, only, position
from app.learn.drawings.numbers import power, short
from app.learn.drawings.words import Words

DECADES = {"rnn": (-12, 12), "lstm": (-12, 2), "both": (-12, 2)}
INPUTS = {"rnn": "none", "both": "noise"}
"""Without inputs, U alone decides. Next to the LSTM, both networks get the same noise."""


def draw(finding: Mapping[str, Any], options: Mapping[str, str], _: Words) -> str:
    """Return the picture, with one knob per network shown.

    Parameters
    ----------
    finding : mapping
        The stored measurement ``gradient-flow``.
    options : mapping of str to str
        ``network``: rnn, lstm or both; ``radius`` and ``bias``: initial positions of the knobs; ``inputs``:
        none or noise, for the plain network.
    """
    network = options.get("network", "rnn")
    lowest, highest = DECADES[network]
    frame = Frame((0, finding["lags"][-1]), (10.0**lowest, 10.0**highest), log=True)
    ticks = [(lag, str(lag)) for lag in range(0, finding["lags"][-1] + 1, 20)]
    marks = [(10.0**n, power(n) if n else "1") for n in range(lowest, highest + 1, 4 if highest > 4 else 2)]
    drawing = [frame.axes(ticks, marks, (_("findings.flow.lags"), _("findings.flow.left")))]
    knobs, says = [], []
    if network in ("rnn", "both"):
        inputs = options.get("inputs", INPUTS[network])
        rows = [row for row in finding["rnn"] if row["inputs"] == inputs]
        values = [row["radius"] for row in rows]
        start = position("radius", values, options.get("radius", "0.9"))
        knobs.append(knob("rnn", _("findings.flow.radius"), [f"{v:g}" for v in values], start))
        curves = [row["dh"] for row in rows]
        drawing += _curves(frame, finding["lags"], "rnn", curves, start)
        says += _said("rnn", "findings.flow.rnn", values, curves, start, _)
    if network in ("lstm", "both"):
        rows = finding["lstm"]
        values = [row["forget_bias"] for row in rows]
        start = position("bias", values, options.get("bias", "3"))
        knobs.append(knob("lstm", _("findings.flow.bias"), [f"{v:g}" for v in values], start))
        curves = [row["dC"] for row in rows]
        drawing += _curves(frame, finding["lags"], "lstm", curves, start)
        says += _said("lstm", "findings.flow.lstm", values, curves, start, _)
    return (
        "".join(knobs)
        + picture("".join(drawing), _(f"findings.flow.alt.{network}"))
        + f'<div class="finding-says" aria-live="polite">{"".join(says)}</div>'
    )


def _curves(
    frame: Frame, lags: Sequence[int], name: str, curves: Sequence[Mapping[str, Sequence[float]]], start: int
) -> list[str]:
    return [
        only(
            name,
            n,
            start,
            frame.band(lags, curve["lowest"], curve["highest"], f"spread {name}")
            + _inside(frame, lags, curve["middle"], f"line {name}"),
        )
        for n, curve in enumerate(curves)
    ]


def _inside(frame: Frame, lags: Sequence[int], values: Sequence[float], kind: str) -> str:
    """Return the line as far as it is within the frame: along the frame's edge it would look constant."""
    low, high = frame.y
    points = [(lag, value) for lag, value in zip(lags, values, strict=True) if low <= value <= high]
    return frame.line([lag for lag, _ in points], [value for _, value in points], kind)


def _said(
    name: str,
    message: str,
    values: Sequence[float],
    curves: Sequence[Mapping[str, Sequence[float]]],
    start: int,
    _: Words,
) -> list[str]:
    return [
        only(
            name,
            n,
            start,
            _(
                message,
                value=f"{value:g}",
                at20=short(curve["middle"][20]),
                at100=short(curve["middle"][100]),
            ),
            "p",
        )
        for n, (value, curve) in enumerate(zip(values, curves, strict=True))
    ]
