"""What only some screens need: their parts bring their styles, words and presets, and views their layouts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final
from urllib.parse import parse_qs

from app.learn.pages.views import (
    CodeView,
    FigureView,
    PartView,
    ProseView,
    QuestionView,
    TaskView,
    WorkbenchView,
)

_STYLE = "js/pages/learn_{}.css"
_PIPE, _BOX, _ROW, _CELL = "pipe", "box", "row", "cell"
_TIMELINE = "timeline"


def _has_control(*names: str) -> Callable[[PartView], bool]:
    return lambda part: isinstance(part, FigureView) and not {*names}.isdisjoint(part.controls)


def _is(kind: str) -> Callable[[PartView], bool]:
    return lambda part: part.kind == kind


STYLES: Final[Mapping[str, Callable[[PartView], bool]]] = MappingProxyType(
    {
        "findings": lambda part: isinstance(part, FigureView) and part.address is None,
        "morph": _has_control("morph"),
        "strip": lambda part: (
            isinstance(part, FigureView) and part.bands > 0 and _TIMELINE not in part.controls
        ),
        _TIMELINE: _has_control(_TIMELINE),
        "panels": _has_control("why", "compare", "input"),
        "dyed": _has_control("dye"),
        "draw": _is("draw"),
        "code": _is("code"),
        "terms": _is("terms"),
        "find": _is("find"),
        "workbench": _is("workbench"),
    }
)
"""Whether a part needs the style sheet of this name, in the order in which a page has them.

That of a timeline brings the strip's, too: where one is below a figure, the other is above it.
"""


_FORMULA = "formula"
SHEETS: Final = tuple(_STYLE.format(name) for name in (*STYLES, _FORMULA))
"""All these style sheets, by their paths."""
_SAID: Final[Mapping[str, Callable[[PartView], bool]]] = MappingProxyType(
    {
        "lab.input.": _has_control("input"),
        "lab.why.": _has_control("why"),
        "lab.hands.": lambda part: isinstance(part, FigureView) and part.hands,
        "lab.readout.": _has_control("compare"),
        "lab.timeline.": _has_control(_TIMELINE),
        "lab.morph.": _has_control("morph"),
        "learn.dye.": _has_control("dye"),
        "lab.spotlight.": lambda part: isinstance(part, FigureView) and part.view == _CELL,
    }
)
"""Whether a part says words whose ids begin like this."""


def styles(parts: Sequence[PartView]) -> list[str]:
    """Return the style sheets that these parts need besides the tutorial's own."""
    names = [name for name, is_needed in STYLES.items() if any(map(is_needed, parts))]
    if _has_formula(parts):
        names.append(_FORMULA)
    return [_STYLE.format(name) for name in names]


def unsaid(parts: Sequence[PartView]) -> tuple[str, ...]:
    """Return how the ids of the words begin that nothing on a screen says, though its script knows them."""
    return tuple(begin for begin, says in _SAID.items() if not any(map(says, parts)))


def late_views(parts: Sequence[PartView]) -> frozenset[str]:
    """Return the views whose layouts nothing on a screen needs: not its figures, and nowhere do they go.

    That of the pipe stands in for another one until that is fetched; only the unrolled row has no need of it.
    """
    if any(map(_has_control("views", "morph"), parts)):
        return frozenset()
    addresses = [address for part in parts for address in _addresses(part) if address]
    shown = {parse_qs(address).get("view", [_PIPE])[0] for address in addresses}
    if any(map(_has_control("lid"), parts)):
        shown |= {_PIPE, _BOX}
    return frozenset({_CELL, _BOX} - shown if shown - {_ROW} else {_CELL, _BOX, _PIPE})


def presets(parts: Sequence[PartView]) -> list[str]:
    """Return the names of the presets whose runs the figures show, each once."""
    addresses = [part.address for part in parts if isinstance(part, FigureView) and part.address]
    return [*dict.fromkeys(name for address in addresses for name in parse_qs(address).get("model", ()))]


def _has_formula(parts: Sequence[PartView]) -> bool:
    """Whether a formula is beside a figure: its symbols and the valves point each other out."""
    is_told = any(isinstance(part, ProseView) and 'class="role-' in part.html for part in parts)
    return is_told and any(isinstance(part, FigureView) and part.address for part in parts)


def _addresses(part: PartView) -> Iterator[str]:
    match part:
        case FigureView():
            yield part.address or ""
        case QuestionView():
            yield part.reveal or ""
        case TaskView():
            yield part.solution
        case WorkbenchView():
            yield part.address
        case CodeView():
            yield from (address for _, address in part.lines)
