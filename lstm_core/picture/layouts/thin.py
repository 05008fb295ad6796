"""A pipe view with thin lines for its pipes, and circles for its valves."""

from dataclasses import replace

from lstm_core.picture.layouts.frame import Frame
from lstm_core.picture.layouts.view import View

BORE, WATER = 26, 22
HUB = 17.6
"""How far a handwheel's hub stands out beyond its valve: 8 of lip and 0.6 of the wheel's radius of 16."""


def thin(pipe: View, of: Frame) -> View:
    """Return a pipe view with thin lines; each handwheel sits on its line and becomes the circle."""
    return replace(
        pipe,
        bore=BORE,
        water=WATER,
        spread=pipe.water,
        symbols=1,
        bend=of(28, 20),
        stem=-((pipe.water + BORE - WATER) / 2 + HUB),
    )
