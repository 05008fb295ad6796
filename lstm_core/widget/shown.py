"""What a widget shows of a trace, as JSON, and how the run is computed again with other pins.

Steps are in the order of the run: that of a backward layer begins with the last input.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np

from lstm_core.arrays import Array
from lstm_core.blueprints import Blueprint, terms
from lstm_core.picture.excerpt import Excerpt
from lstm_core.picture.units import drawn
from lstm_core.running.dye import Retention
from lstm_core.running.pins import Pins
from lstm_core.running.run import run
from lstm_core.running.trace import Trace
from lstm_core.stacks.layer import turn_pins
from lstm_core.widget.wire import NOTHING, preset_of, wire_pins

MOST_NUMBERS: Final = 1_000_000
"""More would make a notebook slow, and its file large."""
_NEAR: Final = {np.dtype(np.float32): 1e-4, np.dtype(np.float64): 1e-9}
"""How far a run may differ when it is computed again: one sequence rounds otherwise than a batch."""


@dataclass(frozen=True, eq=False)
class Shown:
    """A few units of the run of one sequence; see `shown_of`.

    Attributes
    ----------
    trace : Trace
        The run of all units over this sequence, (T, H), in the order of the run.
    units : tuple of int
        The units that are shown, counted from 0.
    backward : bool
        Whether the run read the last input first.
    sequence : tuple of int, optional
        Which sequence of a batch it is, counted from 0, and of how many.
    """

    trace: Trace
    units: tuple[int, ...]
    backward: bool
    sequence: tuple[int, int] | None

    @property
    def blueprint(self) -> Blueprint:
        """The unit's blueprint."""
        return self.trace.blueprint

    @cached_property
    def is_repeatable(self) -> bool:
        """Whether the run comes out the same when it is computed again, so that valves may be turned."""
        again = self._run(self.trace.pins)
        near = _NEAR[self.trace.h.dtype]
        names = ("h", self.blueprint.lane)
        return all(np.allclose(getattr(again, one), getattr(self.trace, one), near, near) for one in names)

    def document(self) -> dict[str, Any]:
        """Return all that a page needs beside the numbers of the run."""
        labels = [""] * self.trace.steps if self.trace.labels is None else self.trace.labels[0]
        example = {
            "id": "run",
            "title": NOTHING,
            "text": None,
            "inputs": self.trace.x.tolist(),
            "labels": {language: list(labels) for language in NOTHING},
        }
        return {
            "preset": preset_of(self.trace.params) | {"examples": [example]},
            "blueprint": drawn(self.blueprint),
            "pins": wire_pins(self.trace.pins, self.blueprint),
            "units": list(self.units),
            "backward": self.backward,
            "sequence": None if self.sequence is None else list(self.sequence),
            "turnable": self.is_repeatable,
        }

    def again(self, pins: Pins) -> Trace:
        """Return the run with these pins; with its own, the trace itself.

        Raises
        ------
        ValueError
            If a pin does not fit the run.
        """
        return self.trace if pins == self.trace.pins else self._run(pins)

    def numbers(self, trace: Trace) -> dict[str, Any]:
        """Return the arrays and terms of a run, of the units shown; the page has the inputs."""
        own = list(self.units)
        values = {name: array[..., own].tolist() for name, array in trace.values.items() if name != "x"}
        split = {
            letter: {name: part[..., own].tolist() for name, part in trace.terms(letter).items()}
            for letter in trace.params.nets
        }
        return values | {"terms": split, "units": own}

    def dyed(self, trace: Trace, step: object) -> list[list[float]]:
        """Return how much of each memory shown entered at a step, by step and unit.

        Raises
        ------
        ValueError
            If the run has no such step.
        """
        if not isinstance(step, int) or not 0 <= step < trace.steps:
            raise ValueError(f"dye is {step!r:.40}, expected a step from 0 to {trace.steps - 1}")
        retention = Retention.of(self.blueprint, lambda name: getattr(trace, name))
        parts: list[list[float]] = retention.parts_from(step)[:, list(self.units)].tolist()
        return parts

    def _run(self, pins: Pins) -> Trace:
        start = {state: getattr(self.trace, f"{state}0") for state in self.blueprint.carried}
        return run(self.trace.params, self.trace.x, start=start, pins=pins, dtype=self.trace.h.dtype)


def shown_of(part: Excerpt, whole: Trace) -> Shown:
    """Return what a widget shows of an excerpt of a trace that has every array.

    Raises
    ------
    ValueError
        If its numbers are complex, or more than a notebook can hold.
    """
    if np.iscomplexobj(whole.h0):
        raise ValueError("the run has complex numbers, expected float32 or float64")
    values = {name: _of_one(part, whole, name) for name, array in whole.values.items()}
    labels = None if part.labels is None else (part.labels[: len(values["h"])],)
    trace = Trace(whole.params, whole.pins, values, labels=labels)
    backward = not _is_forward(trace)
    if backward:
        trace = trace.turned(turn_pins(trace.pins, trace.steps))
    shown = Shown(
        trace, part.units, backward, None if part.sequence is None else (part.sequence, len(whole.h0))
    )
    if (size := _size(shown)) > MOST_NUMBERS:
        raise ValueError(
            f"the widget would have {size} numbers, expected at most {MOST_NUMBERS}: "
            f"name fewer units, or run fewer than {trace.steps} steps"
        )
    return shown


def _of_one(part: Excerpt, whole: Trace, name: str) -> Array:
    """Return an array of one sequence, without its padding; that of a single step gets a time axis."""
    array = whole.values[name]
    one = array if part.sequence is None else array[..., part.sequence, :]
    if name in whole.starts:
        return one
    if not part.timed:
        return one[np.newaxis]
    return one if whole.lengths is None else one[: whole.lengths[part.sequence or 0]]


def _is_forward(trace: Trace) -> bool:
    """Return whether each step follows the one before it: a backward layer has the inputs' order."""
    lane = trace.blueprint.lane
    return np.array_equal(getattr(trace, f"{lane}_prev")[0], getattr(trace, f"{lane}0"))


def _size(shown: Shown) -> int:
    split = sum(len(terms(shown.blueprint, letter)) for letter in shown.trace.params.nets)
    per_step = (len(shown.trace.values) + split) * len(shown.units) + shown.trace.params.D
    return per_step * shown.trace.steps
