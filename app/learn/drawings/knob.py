"""A control that shows one of several pictures already on the page."""

from collections.abc import Sequence
from html import escape


def knob(name: str, label: str, positions: Sequence[str], start: int) -> str:
    """Return a slider over named positions; without scripts it stays hidden, and `start` is shown.

    Parameters
    ----------
    name : str
        The name by which `only` refers to it; unique within a figure.
    label : str
        The quantity that it sets.
    positions : sequence of str
        The names of the positions.
    start : int
        The index of the initial position.
    """
    named = "".join(
        f'<option value="{n}">{escape(position)}</option>' for n, position in enumerate(positions)
    )
    return (
        f'<p class="knob" data-knob="{name}" hidden><label><span>{escape(label)}</span>'
        f'<input type="range" min="0" max="{len(positions) - 1}" step="1" value="{start}" '
        f'aria-valuetext="{escape(positions[start])}"></label>'
        f"<output>{escape(positions[start])}</output><datalist>{named}</datalist></p>"
    )


def position(name: str, values: Sequence[float], wanted: str) -> int:
    """Return the index of a value among those that were measured.

    Raises
    ------
    ValueError
        When it was not measured.
    """
    known = [f"{value:g}" for value in values]
    if wanted not in known:
        raise ValueError(f"{name}: expected one of {', '.join(known)}, found {wanted!r}")
    return known.index(wanted)


def only(name: str, position: int, start: int, content: str, tag: str = "g") -> str:
    """Return something that is shown only while the knob of that name is at a position."""
    hidden = "" if position == start else " hidden"
    return f'<{tag} data-of="{name}" data-at="{position}"{hidden}>{content}</{tag}>'
