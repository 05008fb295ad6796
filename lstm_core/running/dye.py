"""How much of a memory entered at each step: the arithmetic, with steps in the order of reading.

A valve keeps part of the memory and something is added, ``C = f * C_prev + added``, so C is a sum over steps:

    C[t] = sum over s <= t of (f[s + 1] * ... * f[t]) * added[s],  plus what is left of C0

The GRU keeps its hidden state by z in the same way. A unit that makes its memory anew in each step, as the
plain recurrent network does, keeps nothing: all of it entered at the last step.

Sources: Levy, Lee, FitzGerald and Zettlemoyer, "Long Short-Term Memory as a Dynamically Computed Element-wise
Weighted Sum", ACL 2018; Murdoch and Szlam, "Automatic Rule Extraction from Long Short Term Memory Networks",
ICLR 2017.
"""

from collections.abc import Callable
from dataclasses import astuple, dataclass

import numpy as np

from lstm_core.arrays import Array
from lstm_core.blueprints.spec import Blueprint
from lstm_core.blueprints.water import keeping


@dataclass(frozen=True, eq=False)
class Retention:
    """How a run kept its memory.

    Attributes
    ----------
    openings, entries : (T, H) or (T, B, H)
        The opening that kept the memory at each step, and what entered.
    start : (H,) or (B, H)
        The memory before the first step.
    """

    openings: Array
    entries: Array
    start: Array

    @classmethod
    def of(cls, blueprint: Blueprint, read: Callable[[str], Array]) -> "Retention":
        """Return how a unit kept its memory in a run; `read` returns an array of the run by its name.

        Raises
        ------
        ValueError
            If this is one step without time, or its steps run from last to first.
        """
        lane = blueprint.lane
        memory, before, start = (read(name) for name in (lane, f"{lane}_prev", f"{lane}0"))
        if memory.ndim == start.ndim:
            raise ValueError(f"{lane} has shape {memory.shape} without time, expected the trace of a run")
        if not np.array_equal(before[0], start):
            raise ValueError(
                "the trace runs from its last step to its first, expected the other order, or the LayerRun "
                "that holds it"
            )
        found = keeping(blueprint)
        if found is None:
            return cls(np.zeros_like(memory), memory, start)
        opening, entry = astuple(found)
        return cls(read(opening), read(entry), start)

    def parts(self, step: int) -> Array:
        """Split the memory after `step` into what is left of the start and of each step, (T + 1, ..., H)."""
        last = self.place(step)
        parts = np.zeros((len(self.entries) + 1, *self.start.shape), self.entries.dtype)
        parts[0] = self.start
        parts[1 : last + 2] = self.entries[: last + 1]
        parts[: last + 1] *= np.cumprod(self.openings[: last + 1][::-1], axis=0)[::-1]
        return parts

    def parts_from(self, source: int | None) -> Array:
        """Return how much of each memory entered at `source`, None for the start, (T, ..., H)."""
        parts = np.zeros_like(self.entries)
        if source is None:
            return np.multiply(np.cumprod(self.openings, axis=0), self.start, parts)
        first = self.place(source)
        parts[first] = self.entries[first]
        parts[first + 1 :] = np.cumprod(self.openings[first + 1 :], axis=0) * self.entries[first]
        return parts

    def layers(self, unit: int) -> Array:
        """Split one unit's memory after every step as `parts` does after one, (T, T + 1, ...)."""
        openings, entries = self.openings[..., unit], self.entries[..., unit]
        layers = np.zeros((len(entries), len(entries) + 1, *entries.shape[1:]), entries.dtype)
        before = np.concatenate([self.start[np.newaxis, ..., unit], np.zeros_like(entries)])
        for t, layer in enumerate(layers):
            np.multiply(openings[t], before, layer)
            layer[t + 1] = entries[t]
            before = layer
        return layers

    def ages(self) -> Array:
        """Return the mean age of the memory in steps, weighted by what is left; nan of none, (T, ..., H)."""
        kept, added = np.abs(self.openings), np.abs(self.entries)
        amount, weighted = np.abs(self.start), np.zeros_like(self.start)
        ages = np.full_like(self.entries, np.nan)
        for t in range(len(ages)):
            weighted = kept[t] * (weighted + amount)
            amount = kept[t] * amount + added[t]
            np.divide(weighted, amount, ages[t], where=amount > 0)
        return ages

    def half_life(self) -> Array:
        """Return the number of steps in which the memory falls to half, at the run's mean pace, (..., H)."""
        with np.errstate(divide="ignore"):
            pace: Array = np.maximum(-np.log(np.abs(self.openings)).mean(axis=0), 0)
            return np.divide(np.log(2), pace, dtype=pace.dtype)

    def place(self, step: int) -> int:
        """Return the step counted from 0, or raise IndexError if the run has no such step."""
        steps = len(self.entries)
        if not -steps <= step < steps:
            raise IndexError(f"step {step} is not in the run, expected 0 to {steps - 1}")
        return step % steps
