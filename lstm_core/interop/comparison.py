"""Where two models or two recorded runs differ, and which mistake explains it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import permutations
from pathlib import Path
from typing import Final

import numpy as np

from lstm_core.arrays import Array
from lstm_core.interop.containers.limits import Limits
from lstm_core.interop.containers.tensors import some
from lstm_core.interop.errors import FormatError
from lstm_core.interop.files import read
from lstm_core.interop.reasons import Side, only_stack, proved
from lstm_core.interop.recorded import Place, Recorded, read_recorded
from lstm_core.interop.verification import TOLERANCE
from lstm_core.stacks.layer import Direction
from lstm_core.stacks.stack import LayerStack

STEPS: Final = 12
"""The number of steps of the random inputs on which two models run."""


@dataclass(frozen=True)
class FieldDifference:
    """The largest difference of one field of one layer and direction.

    Attributes
    ----------
    layer : int
        The index of the layer, from 0 at the input.
    direction : "forward" or "backward"
        The direction in which it runs.
    field : str
        The name of the array, such as the letter of a gate.
    largest : float
        The largest difference; relative to the first model's or run's largest value if that is above 1.
    step : int or None
        The step of the largest difference; None for a state before the first step.
    unit : int
        Its unit.
    first : int or None
        The earliest step at which the difference exceeds the tolerance, if any.
    """

    layer: int
    direction: Direction
    field: str
    largest: float
    step: int | None
    unit: int
    first: int | None


@dataclass(frozen=True)
class Comparison:
    """The differences of two models or of two runs.

    Attributes
    ----------
    differences : tuple of FieldDifference
        One for each layer, direction and field that both have.
    reasons : tuple of str
        The mistakes that were found: each was applied, and then no difference was left.
    tolerance : float
        The largest difference that counts as none.
    """

    differences: tuple[FieldDifference, ...]
    reasons: tuple[str, ...]
    tolerance: float = TOLERANCE

    @property
    def largest(self) -> float:
        """The largest difference of all."""
        return max(one.largest for one in self.differences)

    @property
    def agrees(self) -> bool:
        """Whether no difference exceeds the tolerance."""
        return self.largest <= self.tolerance

    def __str__(self) -> str:
        lines = []
        for one in self.differences:
            if one.largest <= self.tolerance and not self.agrees:
                continue
            at = "" if one.step is None else f" at step {one.step}"
            since = "" if one.first is None else f", above the tolerance from step {one.first} on"
            place = f"layer {one.layer} {one.direction}, {one.field}"
            lines.append(f"{place}: {one.largest:.1e}{at}, unit {one.unit}{since}")
        word = "the same" if self.agrees else "NOT the same"
        lines.append(f"{word}: the largest difference is {self.largest:.1e}, allowed is {self.tolerance:.0e}")
        lines += [f"reason: {reason}" for reason in self.reasons]
        if not self.agrees and not self.reasons:
            lines.append("reason: none of the known mistakes accounts for it")
        return "\n".join(lines)


def compare(
    first: str | os.PathLike[str],
    second: str | os.PathLike[str],
    tolerance: float = TOLERANCE,
    seed: int = 0,
    limits: Limits | None = None,
) -> Comparison:
    """Compare two models, by running both on the same random inputs, or two recorded runs.

    Layers are compared, but not heads; `verify` compares what a head reads out.

    A reason is reported only if it was proved: applied to one of two models, it makes all differences vanish
    in a run. For recorded runs, whose weights are unknown, this can be proved only in the first step, in
    which both read the same states.

    Parameters
    ----------
    first, second : path
        Two files of models, or two traces written by ``memory-pipe trace`` as NPZ, JSON or CSV.
    tolerance : float
        The largest difference that counts as none.
    seed : int
        Determines the inputs of models.
    limits : Limits, optional
        The limits on the size of a file; `Limits` has the defaults.

    Returns
    -------
    Comparison
        The largest difference of each field, with its step, and the reasons.

    Raises
    ------
    FormatError
        If a file is not understood, or the two have nothing to compare: other sizes, layers or units.
    ImportError
        If a file's format needs a package that is not installed.
    OSError
        If a file cannot be opened.
    """
    limits = limits or Limits()
    files = (Path(first), Path(second))
    runs = [read_recorded(_bytes(path, limits), limits) for path in files]
    if runs[0] is not None and runs[1] is not None:
        return _of_runs(runs[0], runs[1], tolerance)
    if runs[0] is not None or runs[1] is not None:
        raise FormatError("the two files", "a model and a run", "two models or two runs")
    first_stack, second_stack = (only_stack(str(path), read(path, limits)) for path in files)
    _check_alike(first_stack, second_stack)
    x = np.random.default_rng(seed).normal(size=(STEPS, first_stack.D))
    differences = tuple(_differences(_run(first_stack, x), _run(second_stack, x), tolerance))
    found = Comparison(differences, (), tolerance)
    if found.agrees:
        return found

    def agree(one: LayerStack, other: LayerStack) -> bool:
        left = [each.largest for each in _differences(_run(one, x), _run(other, x), tolerance)]
        return max(left) <= tolerance

    sides = (
        Side("first", first_stack, files[0].read_bytes()),
        Side("second", second_stack, files[1].read_bytes()),
    )
    return replace(found, reasons=proved(*sides, agree, limits))


def _bytes(path: Path, limits: Limits) -> bytes:
    limits.check_file(path.stat().st_size)
    return path.read_bytes()


def _check_alike(first: LayerStack, second: LayerStack) -> None:
    shapes = [
        [(k, way, one.params.blueprint.unit, one.params.D, one.params.H) for k, way, one in stack.directions]
        for stack in (first, second)
    ]
    for a, b in zip(*shapes, strict=False):
        if a != b:
            told = [
                f"layer {k} {way} is {unit} with {D} inputs and {H} units" for k, way, unit, D, H in (a, b)
            ]
            raise FormatError("second model", told[1], f"{told[0]}, as in the first")
    if len(shapes[0]) != len(shapes[1]):
        raise FormatError(
            "second model", f"{len(shapes[1])} layers and directions", f"{len(shapes[0])}, as in the first"
        )


def _run(stack: LayerStack, x: Array) -> Recorded:
    run = stack.run(x, dtype=np.float64)
    return {(one.layer, one.direction): one.trace.arrays() for one in run.layers}


def _differences(first: Recorded, second: Recorded, tolerance: float) -> Iterator[FieldDifference]:
    if list(first) != list(second):
        raise FormatError("second run", f"layers {some(map(str, second))}", f"{some(map(str, first))}")
    any_field = False
    for (layer, direction), arrays in first.items():
        others = second[layer, direction]
        for name in (name for name in arrays if name in others):
            any_field = True
            a, b = arrays[name], others[name]
            if a.shape != b.shape:
                where = f"second, layer {layer} {direction}, {name}"
                raise FormatError(where, f"shape {b.shape}", f"{a.shape}, as in the first")
            yield _difference(layer, direction, name, a, b, tolerance, "h0" not in arrays)
    if not any_field:
        raise FormatError("second run", "no field of the first", "some of the same fields")


def _difference(
    layer: int, direction: Direction, name: str, a: Array, b: Array, tolerance: float, timed: bool
) -> FieldDifference:
    apart = np.abs(a - b) / max(1.0, float(np.abs(a).max()))
    place = np.unravel_index(int(apart.argmax()), apart.shape)
    has_steps = timed or not name.endswith("0")
    by_step = apart.reshape(len(apart), -1).max(axis=1) if has_steps else np.zeros(0)
    beyond = np.flatnonzero(by_step > tolerance)
    return FieldDifference(
        layer,
        direction,
        name,
        float(apart.max()),
        int(place[0]) if has_steps else None,
        int(place[-1]),
        int(beyond[0]) if len(beyond) else None,
    )


def _of_runs(first: Recorded, second: Recorded, tolerance: float) -> Comparison:
    found = Comparison(tuple(_differences(first, second, tolerance)), (), tolerance)
    if found.agrees:
        return found
    place = next(iter(first))
    return replace(found, reasons=tuple(_first_step(first[place], second[place], place, tolerance)))


def _first_step(
    first: dict[str, Array], second: dict[str, Array], place: Place, tolerance: float
) -> Iterator[str]:
    """Yield the mistakes that make the pre-activations of the first step equal."""
    names = [name for name in first if name.startswith("z_")]
    if not names or any(name not in second for name in names):
        return
    at = -1 if place[1] == "backward" else 0
    a, b = ({name[2:]: arrays[name][at] for name in names} for arrays in (first, second))
    where = "at the first step of the lowest layer"

    def same(one: Array, other: Array) -> bool:
        return float(np.abs(one - other).max()) <= tolerance * max(1.0, float(np.abs(one).max()))

    apart = [letter for letter in a if not same(a[letter], b[letter])]
    for order in permutations(apart):
        if tuple(apart) != order and all(same(a[own], b[g]) for own, g in zip(apart, order, strict=True)):
            yield f"{where}, {', '.join(order)} of the second are {', '.join(apart)} of the first"
    if len(apart) == 1:
        (letter,) = apart
        if same(a[letter], -b[letter]):
            yield f"{where}, 1 - {letter} of the second is {letter} of the first"
        for sign in (1, -1):
            if same(a[letter], b[letter] + sign):
                yield f"{where}, the second with {sign:+d} added to the bias of {letter} equals the first"
