"""When the memory of a trace, or of a layer of a stack, entered.

A layer of a stack may read its input from the end, and its sequences may differ in length; steps are counted
as in the inputs all the same. The arithmetic is in `lstm_core.running.dye`.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from lstm_core.arrays import Array
from lstm_core.running.dye import Retention
from lstm_core.running.trace import Trace
from lstm_core.stacks.trace import LayerRun


def dye(trace: Trace | LayerRun, step: int = -1) -> Array:
    """Split the memory after `step` by the step at which each part entered.

    The memory of an LSTM is a sum over the steps: what entered at a step, times the opening of the forget
    valve at every step since. The parts are exact, given the gates as they were. They have signs and may
    cancel, and they are not causes, because later gates have read what was in the memory.

    Parameters
    ----------
    trace : Trace or LayerRun
        A run, or the run of one layer of a stack.
    step : int
        The step after which the memory is split; -1 is the last, of each sequence where lengths differ.

    Returns
    -------
    (T + 1, H) or (T + 1, B, H)
        Row 0: what is left of the memory that was there at the start. Row s + 1: what is left of what entered
        at step s; zero where the layer had not read that step yet. The rows add up to the memory after
        `step`: C of an LSTM, h of a GRU.

    Raises
    ------
    IndexError
        If the run has no such step.
    ValueError
        If this is the trace of one step, or of a backward run without its `LayerRun`.

    References
    ----------
    Levy, Lee, FitzGerald and Zettlemoyer, ACL 2018; Murdoch and Szlam, ICLR 2017.
    """
    run = _read(trace)
    run.check(step)

    def parts(one: Retention) -> Array:
        place = run.place(one, step)
        if place is None:
            return np.zeros((len(one.entries) + 1, *one.start.shape), one.entries.dtype)
        found = one.parts(place)
        return found if run.is_forward else np.concatenate([found[:1], found[:0:-1]])

    return run.joined(parts)


def dye_from(trace: Trace | LayerRun, source: int | None) -> Array:
    """Return how much of the memory after each step entered at step `source`.

    Parameters
    ----------
    trace : Trace or LayerRun
        A run, or the run of one layer of a stack.
    source : int, optional
        The step at which it entered; -1 is the last, None the memory that was there at the start.

    Returns
    -------
    (T, H) or (T, B, H)
        Row t equals row ``source + 1`` of ``dye(trace, t)``, or row 0 where `source` is None.

    Raises
    ------
    IndexError, ValueError
        As in `dye`.
    """
    run = _read(trace)
    if source is not None:
        run.check(source)

    def parts(one: Retention) -> Array:
        place = None if source is None else run.place(one, source)
        if place is None and source is not None:
            return np.zeros_like(one.entries)
        return run.as_given(one.parts_from(place))

    return run.joined(parts)


def sediment(trace: Trace | LayerRun, unit: int) -> Array:
    """Split one unit's memory after every step by the step at which each part entered.

    Parameters
    ----------
    trace : Trace or LayerRun
        A run, or the run of one layer of a stack.
    unit : int
        The unit, counted from 0.

    Returns
    -------
    (T, T + 1) or (T, T + 1, B)
        Row t equals column `unit` of ``dye(trace, t)``: first what is left of the start, then of what entered
        at each step. Each row adds up to the unit's memory after step t.

    Raises
    ------
    IndexError
        If the run has no such unit.
    ValueError
        As in `dye`.
    """
    run = _read(trace)
    units = run.trace.params.H
    if not -units <= unit < units:
        raise IndexError(f"unit {unit} is not in the run, expected 0 to {units - 1}")
    found = []
    for one in run.sequences():
        layers = one.layers(unit)
        if not run.is_forward:
            layers[:, 1:] = layers[:, :0:-1].copy()
        found.append(run.as_given(layers))
    if run.lengths is None:
        return found[0]
    longest = max(map(len, found))
    whole = np.zeros((longest, longest + 1, len(found)), found[0].dtype)
    for sequence, layers in enumerate(found):
        whole[: len(layers), : len(layers) + 1, sequence] = layers
    return whole


def water_age(trace: Trace | LayerRun) -> Array:
    """Return the mean age of the memory after each step, in steps.

    Parameters
    ----------
    trace : Trace or LayerRun
        A run, or the run of one layer of a stack.

    Returns
    -------
    (T, H) or (T, B, H)
        The mean over all that entered, weighted by the absolute value of what is left of it. What entered at
        this very step has age 0; what was there at the start is one step older than what entered first. NaN
        where the memory is empty, zero where a sequence has ended.

    Raises
    ------
    ValueError
        As in `dye`.
    """
    run = _read(trace)
    return run.joined(lambda one: run.as_given(one.ages()))


def half_life(trace: Trace | LayerRun) -> Array:
    """Return the number of steps in which each unit's memory falls to half, at the mean pace of this run.

    Parameters
    ----------
    trace : Trace or LayerRun
        A run, or the run of one layer of a stack.

    Returns
    -------
    (H,) or (B, H)
        In steps: ``log 2`` over the mean of ``-log f``, or of ``-log z`` for a GRU. Zero where the valve was
        entirely shut at some step, infinite where it stayed fully open; zero for a unit that keeps nothing.

    Raises
    ------
    ValueError
        As in `dye`.
    """
    run = _read(trace)
    found = [one.half_life() for one in run.sequences()]
    return found[0] if run.lengths is None else np.stack(found)


class _Read(NamedTuple):
    """A layer's trace, with the order in which it read each sequence, and how far."""

    trace: Trace
    lengths: tuple[int, ...] | None
    is_forward: bool

    def check(self, step: int) -> None:
        """Raise IndexError if no sequence has this step."""
        if not -self.trace.steps <= step < self.trace.steps:
            raise IndexError(f"step {step} is not in the run, expected 0 to {self.trace.steps - 1}")

    def place(self, one: Retention, step: int) -> int | None:
        """Return the position at which a sequence's step was read; None if the sequence has no such step."""
        steps = len(one.entries)
        place = step if step >= 0 else steps + step
        if not 0 <= place < steps:
            return None
        return place if self.is_forward else steps - 1 - place

    def as_given(self, rows: Array) -> Array:
        """Return rows in the order of the inputs, given rows in the order in which they were read."""
        return rows if self.is_forward else rows[::-1]

    def sequences(self) -> Iterator[Retention]:
        """Yield how the run kept its memory: as a whole, or by sequence where lengths differ."""
        starts, blueprint = self.trace.starts, self.trace.blueprint
        parts: list[tuple[slice, slice | int]] = [(slice(None), slice(None))]
        if self.lengths is not None:
            parts = [(slice(length), sequence) for sequence, length in enumerate(self.lengths)]
        for steps, batch in parts:

            def read(name: str, steps: slice = steps, batch: slice | int = batch) -> Array:
                array: Array = getattr(self.trace, name)
                if name in starts:
                    return array[batch]
                return self.as_given(array[steps] if self.lengths is None else array[steps, batch])

            yield Retention.of(blueprint, read)

    def joined(self, make: Callable[[Retention], Array]) -> Array:
        """Return what `make` yields for all sequences side by side, zero where one has ended."""
        made = [make(one) for one in self.sequences()]
        if self.lengths is None:
            return made[0]
        whole = np.zeros((max(map(len, made)), len(made), made[0].shape[-1]), made[0].dtype)
        for sequence, part in enumerate(made):
            whole[: len(part), sequence] = part
        return whole


def _read(of: Trace | LayerRun) -> _Read:
    if isinstance(of, Trace):
        return _Read(of, of.lengths, True)
    return _Read(of.trace, of.lengths, of.direction == "forward")
