"""The curve by which a sum becomes an opening, with a dot on it, and a valve that stands at that opening."""

from collections.abc import Mapping, Sequence

import numpy as np

from app.learn.drawings.chart import BOTTOM, RIGHT, TOP, WIDTH, Frame, picture
from app.learn.drawings.knob import knob, only, position
from app.learn.drawings.words import Words
from lstm_core.blueprints.ops import SQUASHES

REACH = 8
SUMS = tuple(n / 2 for n in range(-2 * REACH, 2 * REACH + 1))
"""The sums at which the dot can stand."""
PLATE = 14.0
"""Width of the drawn valve."""


def draw(options: Mapping[str, str], _: Words) -> str:
    """Return the curve and, for each place of the dot, what the valve does there.

    Parameters
    ----------
    options : mapping of str to str
        ``sum``: where the dot stands at first.

    Raises
    ------
    ValueError
        When the dot cannot stand there.
    """
    start = position("sum", SUMS, options.get("sum", "0"))
    frame = Frame((-REACH, REACH), (0, 1))
    ticks = [(float(z), _signed(z)) for z in range(-REACH, REACH + 1, 2)]
    names = _("findings.sigmoid.sum"), _("findings.sigmoid.opening")
    parts = [frame.axes(ticks, [(0, "0"), (0.5, "0.5"), (1, "1")], names)]
    fine = [n / 8 for n in range(-8 * REACH, 8 * REACH + 1)]
    parts.append(frame.line(fine, _openings(fine), "line lstm"))
    openings = _openings(SUMS)
    for n, (z, opening) in enumerate(zip(SUMS, openings, strict=True)):
        parts.append(only("sigmoid", n, start, _moment(frame, z, opening)))
    says = (
        only("sigmoid", n, start, _("findings.sigmoid.says", sum=_signed(z), opening=f"{opening:.3f}"), "p")
        for n, (z, opening) in enumerate(zip(SUMS, openings, strict=True))
    )
    return (
        f'<div data-dragged="sigmoid" data-from="{frame.across(-REACH) / WIDTH:.4f}" '
        f'data-to="{frame.across(REACH) / WIDTH:.4f}">'
        f"{picture(''.join(parts), _('findings.sigmoid.alt'))}</div>"
        + knob("sigmoid", names[0], [_signed(z) for z in SUMS], start)
        + f'<div class="finding-says" aria-live="polite">{"".join(says)}</div>'
    )


def _openings(sums: Sequence[float]) -> list[float]:
    z = np.array(sums)
    SQUASHES["sigma"].call(z, z)
    return [float(opening) for opening in z]


def _moment(frame: Frame, z: float, opening: float) -> str:
    """Return the dot, what leads to it, and the valve at the edge: as far open as the dot is high."""
    x, y, floor = frame.across(z), frame.up(opening), frame.height - BOTTOM
    edge = WIDTH - RIGHT + 5
    return (
        f'<path class="lead" d="M{x:.1f} {floor:g}V{y:.1f}H{edge:.1f}"/>'
        f'<rect class="net" x="{edge:.1f}" y="{TOP:g}" width="{PLATE:g}" height="{floor - TOP:g}"/>'
        f'<rect class="open" x="{edge:.1f}" y="{y:.1f}" width="{PLATE:g}" height="{floor - y:.1f}"/>'
        f"{frame.dot(z, opening, 'handle', 9)}"
    )


def _signed(value: float) -> str:
    return f"{value:+g}".replace("-", "\N{MINUS SIGN}") if value else "0"
