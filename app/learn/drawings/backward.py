"""The gradient of the last output on its way back, step by step: an LSTM's next to a plain network's."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from app.learn.drawings.chart import Frame, keys, picture
from app.learn.drawings.numbers import power, short
from app.learn.drawings.words import Words
from lstm_core import backward, run
from lstm_core.arrays import Array
from lstm_core.params import UnitParams
from lstm_core.running.backward import GradTrace

BOTTOMS = (-8, -12, -16)
"""Powers of ten at which the axis may end. The last is as far as the precision of a double reaches."""


def lengths(lstm: UnitParams, rnn: UnitParams, x: Array) -> dict[str, Array]:
    """Return the length of the gradient of the sum of the last outputs, at each step.

    Parameters
    ----------
    lstm, rnn
        Two networks that read the same inputs.
    x : (T, D)
        Inputs.

    Returns
    -------
    dict of str to (T,) array
        ``C`` and ``h``: the LSTM's gradient with respect to memory and output; ``rnn``: the plain network's
        with respect to its output. Each is divided by its length at the last output itself.
    """
    found, beside = _returning(lstm, x), _returning(rnn, x)
    unit, other = float(np.sqrt(lstm.H)), float(np.sqrt(rnn.H))
    return {
        "C": np.linalg.norm(found.dC, axis=1) / unit,
        "h": np.linalg.norm(found.dh, axis=1) / unit,
        "rnn": np.linalg.norm(beside.dh, axis=1) / other,
    }


def _returning(params: UnitParams, x: Array) -> GradTrace:
    trace = run(params, x)
    return backward(params, trace, _last_outputs(trace.h))[1]


def bottom(found: Mapping[str, Array]) -> int:
    """Return the power of ten at which the axis ends: below all values, or the lowest there is."""
    least = min(values.min() for values in found.values())
    return next((n for n in BOTTOMS if 10.0**n <= least), BOTTOMS[-1])


def draw(found: Mapping[str, Array], labels: Sequence[str], _: Words) -> str:
    """Return the picture of the result of `lengths`; `labels` names the input at each step."""
    steps = range(1, len(labels) + 1)
    low, top = bottom(found), max(0, math.ceil(math.log10(max(values.max() for values in found.values()))))
    frame = Frame((1, len(steps)), (10.0**low, 10.0**top), log=True)
    marks = [(10.0**n, power(n) if n else "1") for n in range(low, top + 1, 4)]
    every = 1 if len(steps) <= 12 else 4
    ticks = [(step, str(step)) for step in steps if step == 1 or step % every == 0]
    drawing = frame.axes(ticks, marks, (_("findings.backward.steps"), _("findings.flow.left")))
    for name in ("rnn", "h", "C"):
        drawing += frame.line(steps, found[name].tolist(), f"line {name}")
    said = {name: _(f"findings.backward.{name}", first=short(found[name][0])) for name in found}
    return picture(drawing, _("findings.backward.alt")) + keys(said)


def _last_outputs(h: Array) -> Array:
    """Return the gradient of the sum of the last outputs with respect to each single output."""
    slope = np.zeros_like(h)
    slope[-1] = 1
    return slope
