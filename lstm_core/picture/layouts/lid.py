"""The black box of a unit: its pipe view with a lid on."""

from dataclasses import replace

from lstm_core.picture.layouts.frame import Frame
from lstm_core.picture.layouts.view import Box, Label, View


def lidded(pipe: View, of: Frame, lid: Box, aside: float) -> View:
    """Return the pipe view with its lid on.

    Parameters
    ----------
    pipe : View
        The pipe view.
    of : Frame
        Its width.
    lid : Box
        Where the lid is: over everything that is inside.
    aside : float
        How far the names of old and new memory stand aside in the wide view, where the lid would hide them.
    """
    return replace(
        pipe,
        lid=lid,
        labels={
            **pipe.labels,
            **of({"old": _moved(pipe, "old", -aside), "new": _moved(pipe, "new", aside)}, {}),
        },
    )


def lidded_like_gru(pipe: View, of: Frame) -> View:
    """Return the pipe view of a unit whose memory is its output with its lid on, which leaves little room."""
    view = lidded(pipe, of, of(Box((136, 52), (770, 488)), Box((-2, 62), (356, 536))), 66)
    old = view.labels["old"]
    above = replace(old.place, down=old.place.down - 20)
    return replace(view, labels={**view.labels, **of({"old": replace(old, place=above, lines=2)}, {})})


def _moved(view: View, name: str, right: float) -> Label:
    label = view.labels[name]
    return replace(label, place=replace(label.place, right=label.place.right + right))
