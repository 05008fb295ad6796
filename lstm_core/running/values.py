"""The arrays of a run by name: which there are, and where they lie in time."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Self

from lstm_core.arrays import Array
from lstm_core.blueprints import Blueprint, fields
from lstm_core.params import UnitParams
from lstm_core.running.labels import Labels
from lstm_core.running.pins import Pins


@dataclass(frozen=True, eq=False, repr=False)
class Values:
    """The arrays of a run or of one step, each also an attribute, as `Trace` describes them."""

    params: UnitParams
    pins: Pins
    values: Mapping[str, Array]
    lengths: tuple[int, ...] | None = None
    ends: Mapping[str, Array] | None = None
    labels: Labels | None = None

    def __getattr__(self, name: str) -> Array:
        # A copy under construction has no values yet.
        values: Mapping[str, Array] = vars(self).get("values", {})
        if name in values:
            return values[name]
        if values and name in self._lost:
            raise AttributeError(
                f"the trace has no {name!r}, as its run kept only {', '.join(values)}: add {name!r} to keep"
            )
        raise AttributeError(f"the trace has no {name!r}, expected one of {', '.join(values)}")

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.values]

    @property
    def x(self) -> Array:
        """Inputs, (T, D) or (T, B, D); without T for a single step."""
        return self.__getattr__("x")

    @property
    def h(self) -> Array:
        """Hidden state, the output of the layer: (T, H) or (T, B, H), without T for a single step."""
        return self.__getattr__("h")

    @property
    def h0(self) -> Array:
        """Hidden state before the first step, (H,) or (B, H)."""
        return self.__getattr__("h0")

    @property
    def blueprint(self) -> Blueprint:
        """The blueprint of the unit that ran."""
        return self.params.blueprint

    @property
    def starts(self) -> tuple[str, ...]:
        """The names of the states before the first step, the only arrays of a run without a time axis."""
        return tuple(f"{state}0" for state in self.blueprint.carried)

    @property
    def last(self) -> dict[str, Array]:
        """The carried states after the last step, (H,) or (B, H), as `start` of the next run takes them."""
        if self.ends is not None:
            return dict(self.ends)
        return {state: self.values[state][-1] for state in self.blueprint.carried}

    @property
    def _lost(self) -> list[str]:
        """The names of the arrays that the run did not keep."""
        return [one.name for one in fields(self.blueprint) if one.name not in self.values]

    @property
    def is_whole(self) -> bool:
        """Whether it has every array of the unit, because the run was not limited by `keep`."""
        return not self._lost

    @property
    def _shape(self) -> tuple[int, ...]:
        """The shape of `h`, and of every array with one number per unit, kept or not."""
        known = next((array for name, array in self.values.items() if name not in self.starts), None)
        if known is None:
            raise ValueError("the trace has no array of this unit, expected one in keep")
        return (*known.shape[:-1], self.params.H)

    @property
    def _is_timed(self) -> bool:
        first = next((self.values[name] for name in self.starts if name in self.values), None)
        return first is not None and len(self._shape) > first.ndim

    @property
    def steps(self) -> int:
        """The number of steps of the run.

        Raises
        ------
        ValueError
            If this is the trace of one step, which has no time axis.
        """
        if not self._is_timed:
            raise ValueError(f"h has shape {self._shape} without time, expected the trace of a run")
        return self._shape[0]

    def at(self, t: int) -> Self:
        """Return the trace of step `t` alone, equal to the result of `step`; -1 is the last step.

        Raises
        ------
        IndexError
            If the run has no such step.
        ValueError
            If this is the trace of one step already.
        """
        if not -self.steps <= t < self.steps:
            raise IndexError(f"step {t} is not in the run, expected 0 to {self.steps - 1}")
        t %= self.steps
        before = {f"{state}0": self.values.get(f"{state}_prev") for state in self.blueprint.carried}
        found = {**self.values, **before}
        values = {name: array[t] for name, array in found.items() if array is not None}
        labels = None if self.labels is None else tuple((one[t],) for one in self.labels)
        return type(self)(self.params, self.pins.at(t), values, labels=labels)

    def turned(self, pins: Pins) -> Self:
        """Return the trace with its steps in reverse order and other pins; its first state stays."""
        values = {name: a if name in self.starts else a[::-1] for name, a in self.values.items()}
        labels = None if self.labels is None else tuple(one[::-1] for one in self.labels)
        return type(self)(self.params, pins, values, self.lengths, self.last, labels)

    def keeping(self, names: Collection[str]) -> Self:
        """Return the trace with only these arrays, and the states before the first step."""
        values = {name: array for name, array in self.values.items() if name in (*names, *self.starts)}
        return replace(self, values=values, ends=self.last)

    def __repr__(self) -> str:
        if all(name in self.starts for name in self.values):
            return "<Trace: no array of it was kept>"
        *times, H = self._shape
        steps = f"{times.pop(0)} steps" if self._is_timed else "one step"
        return f"<Trace: {', '.join([steps, *(f'{B} sequences' for B in times), f'{H} units'])}>"
