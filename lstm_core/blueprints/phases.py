"""The phases of one step: what each computes, which fields show its arithmetic, which net it is about."""

from collections.abc import Iterator
from dataclasses import dataclass

from lstm_core.blueprints.formulas import Formula, formulas, in_phase
from lstm_core.blueprints.parts import Inner, Net, Op, gives, needs
from lstm_core.blueprints.spec import Blueprint
from lstm_core.blueprints.valves import openings


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """One phase as presented to a reader.

    Attributes
    ----------
    id, role : str
        As in the blueprint.
    gate : str
        The letter of the net that the phase is about.
    columns : tuple of str
        The fields that, side by side, let a reader check the phase's arithmetic; the result comes last.
    formulas : tuple of Formula
        The formulas of what it computes.
    """

    id: str
    role: str
    gate: str
    columns: tuple[str, ...]
    formulas: tuple[Formula, ...]


def phases(blueprint: Blueprint) -> tuple[PhaseRow, ...]:
    """Return all phases in order."""
    return tuple(
        PhaseRow(
            phase.id,
            phase.role,
            _asked(blueprint, phase.id),
            tuple(dict.fromkeys(_columns(blueprint, phase.id))),
            formulas(blueprint, phase.id),
        )
        for phase in blueprint.phases
    )


def _columns(b: Blueprint, phase: str) -> Iterator[str]:
    """Yield operands and results; signals, and old states read by nets, are shown elsewhere."""
    for part in in_phase(b, phase):
        if isinstance(part, Op):
            yield from part.of
        elif isinstance(part, Net):
            yield from (name for name in needs(part) if name not in b.known)
        yield gives(part)


def _asked(b: Blueprint, phase: str) -> str:
    """Return the net computed in a phase, else the one whose valve is there, else the first."""
    valves = openings(b)
    parts = in_phase(b, phase)
    nets = [part.letter for part in parts if isinstance(part, Net)]
    inners = [net.letter for net in b.nets if any(isinstance(p, Inner) and p == net.inner for p in parts)]
    turned = [valves[name].letter for part in parts for name in needs(part) if name in valves]
    return next(iter((*nets, *inners, *turned)), b.nets[0].letter)
