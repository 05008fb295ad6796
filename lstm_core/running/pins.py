"""Valves held by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from lstm_core.arrays import Array
from lstm_core.blueprints.spec import Blueprint
from lstm_core.blueprints.valves import gates

Valve: TypeAlias = str
"""The letter of a gate that can be held: f, i, o for an LSTM, z, r for a GRU."""


@dataclass(frozen=True)
class Pin:
    """One gate held at a value.

    Parameters
    ----------
    gate : str
        The letter of the gate: f, i or o for an LSTM, z or r for a GRU. A run refuses others.
    value : float
        The opening at which it is held, from 0 (shut) to 1 (open).
    units : tuple of int, optional
        The units that are held, counted from 0; all by default.
    first, last : int, optional
        The first and last step that are held, counted from 0, both inclusive; by default all steps.

    Raises
    ------
    ValueError
        If the value is outside [0, 1], or `last` comes before `first`.
    """

    gate: Valve
    value: float
    units: tuple[int, ...] | None = None
    first: int | None = None
    last: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.value <= 1:
            raise ValueError(f"pin of {self.gate} has value {self.value}, expected a number from 0 to 1")
        if self.units is not None:
            object.__setattr__(self, "units", tuple(self.units))
        if self.first is not None and self.last is not None and self.last < self.first:
            raise ValueError(
                f"pin of {self.gate} has last = {self.last}, expected {self.first} (first) or later"
            )

    def covers(self, steps: int, units: int) -> tuple[slice, Sequence[int] | slice]:
        """Return the steps and the units that this pin holds, in a run of `steps` steps and `units` units.

        Raises
        ------
        ValueError
            If it names a step or unit outside the run.
        """
        for name, step in (("first", self.first), ("last", self.last)):
            if step is not None and not 0 <= step < steps:
                raise ValueError(
                    f"pin of {self.gate} has {name} = {step}, expected a step from 0 to {steps - 1}"
                )
        for unit in self.units or ():
            if not 0 <= unit < units:
                raise ValueError(f"pin of {self.gate} has unit {unit}, expected a unit from 0 to {units - 1}")
        last = steps - 1 if self.last is None else self.last
        return slice(self.first or 0, last + 1), slice(None) if self.units is None else list(self.units)


@dataclass(frozen=True)
class Pins:
    """All valves held by hand in a run. Where two pins overlap, the later one wins.

    Parameters
    ----------
    pins : sequence of Pin
        The pins, in the order in which they were set.
    """

    pins: Sequence[Pin] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "pins", tuple(self.pins))

    def __bool__(self) -> bool:
        return bool(self.pins)

    def check(self, blueprint: Blueprint) -> None:
        """Raise ValueError if a pin names a gate that the unit does not have, or that cannot be held."""
        valves = gates(blueprint).values()
        for pin in self.pins:
            if pin.gate not in valves:
                known = f"one of {', '.join(valves)}"
                wanted = known if valves else f"no pin, as {blueprint.unit} has no valve"
                raise ValueError(f"pin has gate {pin.gate!r}, expected {wanted}")

    def held(self, steps: int, units: int) -> dict[str, Array]:
        """Return the `openings` of each gate named by a pin, by letter."""
        return {gate: self.openings(gate, steps, units) for gate in dict.fromkeys(p.gate for p in self.pins)}

    def openings(self, gate: Valve, steps: int, units: int) -> Array:
        """Return the value at which each unit of `gate` is held in each step, NaN where free: (T, H)."""
        held = np.full((steps, units), np.nan)
        for pin in self.pins:
            if pin.gate == gate:
                when, which = pin.covers(steps, units)
                held[when, which] = pin.value
        return held

    def part(self, first: int, steps: int) -> "Pins":
        """Return the pins for `steps` steps of a run from step `first` on, counted from 0 there."""
        kept = []
        for pin in self.pins:
            begin = max((pin.first or 0) - first, 0)
            end = steps - 1 if pin.last is None else min(pin.last - first, steps - 1)
            if begin <= end:
                kept.append(replace(pin, first=begin, last=end))
        return Pins(kept)

    def at(self, t: int) -> "Pins":
        """Return the pins that hold in step `t`, for a run of that single step."""
        return Pins(
            tuple(
                Pin(pin.gate, pin.value, pin.units)
                for pin in self.pins
                if (pin.first or 0) <= t and (pin.last is None or t <= pin.last)
            )
        )
