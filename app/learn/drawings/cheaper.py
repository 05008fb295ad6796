"""The same run with a lower buying price: by how much a network's answers rise because of it."""

import numpy as np

from app.learn.drawings.chart import Frame, keys, picture
from app.learn.drawings.recurrent import Course
from app.learn.drawings.words import Words
from lstm_core import LayerStack
from lstm_core.arrays import Array

LESS = 0.2
"""So much less is paid."""
HALF = 210.0
"""Height of the picture."""


def bought(x: Array) -> int:
    """Return the step, from 0, at which the stock is bought for the first time."""
    return int(np.argmax(x[:, 1]))


def rises(stack: LayerStack, x: Array) -> Array:
    """Return by how much the answer at each step is higher when `LESS` was paid.

    Parameters
    ----------
    stack : LayerStack
        A network with a head, which tells the profit.
    x : (T, 3) array
        Price, bought, sold.
    """
    other = x.copy()
    other[bought(x), 0] -= LESS
    return Course.of(stack, other).answers - Course.of(stack, x).answers


def draw(stack: LayerStack, x: Array, _: Words) -> str:
    """Return the chart of `rises` from the purchase on, beside what is right."""
    start = bought(x)
    steps = range(start + 1, len(x) + 1)
    risen = rises(stack, x)[start:].tolist()
    frame = Frame((steps[0], steps[-1]), (min(-0.1, *risen), 0.25), height=HALF)
    ticks = [(step, str(step)) for step in steps if step == steps[0] or step % 4 == 0]
    marks = [(value, f"{value:+.1f}".replace("-", "−") if value else "0") for value in (-0.1, 0.0, 0.1, 0.2)]
    right = [0.0, *[LESS] * (len(steps) - 1)]
    drawing = frame.axes(ticks, marks, (_("findings.cheaper.steps"), _("findings.cheaper.rise")))
    drawing += frame.line(steps, right, "truth") + frame.line(steps, risen, "line rnn")
    said = {"truth": _("findings.cheaper.right"), "rnn": _("findings.contender.rnn")}
    return picture(drawing, _("findings.cheaper.alt"), HALF) + keys(said)
