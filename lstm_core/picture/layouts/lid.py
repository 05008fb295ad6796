"""The black box of a unit whose memory is its output."""

from dataclasses import replace

from lstm_core.picture.layouts.frame import Frame
from lstm_core.picture.layouts.view import Box, Label, View

_ASIDE = 68
"""How far the names of old and new memory stand aside, so that the lid hides no part of them."""


def lidded(pipe: View, of: Frame) -> View:
    """Return the pipe view with its lid on."""
    return replace(
        pipe,
        lid=of(Box((136, 52), (770, 488)), Box((-2, 62), (356, 536))),
        labels={
            **pipe.labels,
            **of({"old": _moved(pipe, "old", -_ASIDE), "new": _moved(pipe, "new", _ASIDE)}, {}),
        },
    )


def _moved(view: View, name: str, right: float) -> Label:
    label = view.labels[name]
    return replace(label, place=replace(label.place, right=label.place.right + right))
