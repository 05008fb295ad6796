"""A control that chooses one of several pictures that the page already holds."""

from collections.abc import Sequence
from html import escape


def knob(name: str, label: str, positions: Sequence[str], start: int) -> str:
    """Return a slider over named positions; without scripts it stays hidden, and `start` is what one sees.

    Parameters
    ----------
    name : str
        What `only` calls it; once in a figure.
    label : str
        What it sets.
    positions : sequence of str
        What each position is called.
    start : int
        Where it stands at first.
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
    """Return where a value stands among those that were measured.

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
    """Return what is on show only while the knob of that name stands at a position."""
    hidden = "" if position == start else " hidden"
    return f'<{tag} data-of="{name}" data-at="{position}"{hidden}>{content}</{tag}>'
