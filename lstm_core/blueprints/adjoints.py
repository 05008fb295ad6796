"""Gradients of any unit: its calls in reverse, each operation by its adjoint."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy import add, multiply

from lstm_core.arrays import Array, as_numbers, check_shape
from lstm_core.blueprints.backflow import edge
from lstm_core.blueprints.interpret import Call, Pins, Values, blind, held_valves
from lstm_core.blueprints.ops import OPS, SQUASHES
from lstm_core.blueprints.parts import Net, Op, gives
from lstm_core.blueprints.rows import Block, Rows, blank, rows_of
from lstm_core.blueprints.spec import Blueprint
from lstm_core.blueprints.water import flowing, takers
from lstm_core.blueprints.weights import Weights


@dataclass(frozen=True, eq=False)
class Gradients:
    """The gradient of a loss with respect to everything in a run.

    Attributes
    ----------
    weights : dict
        By letter of the net and name, in the shape of the weights, summed over steps and batch.
    fields : dict
        Of every field by all ways in which it reaches the loss, in the field's shape: ``x``, ``h``, ``z_f``.
        It is zero for the pre-activation of a valve that is held by hand. Where a field flows into a branch,
        the key of the field and of what the branch leads to, such as ``C_tanh_C``, has what comes back there.
    start : dict
        Of the carried states before the first step, by name.
    """

    weights: dict[str, dict[str, Array]]
    fields: dict[str, Array]
    start: dict[str, Array]


def backward(
    blueprint: Blueprint,
    weights: Weights,
    values: Mapping[str, Array],
    given: Mapping[str, npt.ArrayLike],
    pins: Pins | None = None,
) -> Gradients:
    """Return the gradients of a loss, from its gradient with respect to some fields alone.

    Parameters
    ----------
    blueprint : Blueprint
        The unit.
    weights : mapping
        Those of the run.
    values : mapping
        The run, as `interpret` gives it.
    given : mapping of (T, H) or (T, B, H)
        By field: the gradient of the loss with respect to it, each step taken by itself. Usually ``h``.
    pins : mapping of (T, H), optional
        Those of the run.

    Raises
    ------
    ValueError
        If `given` names something that no part of the unit gives, or is shaped otherwise than the run.
    """
    pattern = values[blueprint.output]
    single = pattern.ndim == 2
    shown = {name: _columns(array, single) for name, array in values.items() if array.ndim == pattern.ndim}
    T, H, B = shown[blueprint.output].shape
    rows = rows_of(blueprint, blind(blueprint, weights))
    dz, blocks, slots = blank(blueprint, rows, (T, H, B), pattern.dtype)
    for array in slots.values():
        array[...] = 0
    for name, start in given.items():
        if name not in map(gives, blueprint.parts):
            raise ValueError(f"gradient is given of {name!r}, expected a field that a part of the unit gives")
        numbers = as_numbers(f"d{name}", start, pattern.dtype)
        check_shape(f"d{name}", numbers, "the shape of the run", pattern.shape)
        slots[name] += _columns(numbers, single)
    fitting = {
        letter: {name: array.astype(pattern.dtype) for name, array in own.items() if array is not None}
        for letter, own in weights.items()
    }
    back = _Back(rows, fitting, shown, dz, blocks, slots)
    held = held_valves(blueprint, pins or {}, shown)
    with np.errstate(all="ignore"):
        calls, operands = zip(*back.calls(blueprint, held), strict=True)
        for now in zip(*operands, strict=False):
            for call, args in zip(calls, now, strict=False):
                call(*args)
        slots["x"] = back.inputs()
        gradients = {net.letter: back.weights_of(net) for net in blueprint.nets}
    fields = {name: slots[name] for name in ("x", *(f"z_{net.letter}" for net in blueprint.nets))}
    fields |= {gives(part): slots[gives(part)] for part in blueprint.parts}
    fields |= _branches(blueprint, shown, slots)
    return Gradients(
        gradients,
        {name: _show(array, single) for name, array in fields.items()},
        {state: _show(slots[f"{state}0"], single) for state in blueprint.carried},
    )


@dataclass(frozen=True, eq=False)
class _Back:
    """A run and room for its gradients.

    The state before a step has the same room as the state after the step before it.
    """

    rows: Rows
    weights: Mapping[str, Mapping[str, Array]]
    values: Mapping[str, Array]
    dz: Array
    blocks: Mapping[str, Array]
    d: Values

    def calls(self, blueprint: Blueprint, held: Mapping[str, tuple[Array, Array]]) -> Iterator[Call]:
        """Yield what each step calls, from the last step and the last call on."""
        for step in reversed(self.rows.steps):
            for name in step.gives if isinstance(step, Block) else (step.field,):
                yield from self._product(name)
            if isinstance(step, Op):
                yield self._op(step)
            elif isinstance(step, Block):
                yield from self._block(step, held)
        for name in blueprint.before:
            yield from self._product(name)

    def _op(self, op: Op) -> Call:
        taken = [self.values[name] for name in op.of]
        back = [self.d[name] for name in op.of]
        count = len(taken)
        adjoint = OPS[op.does].adjoint

        def hand_back(d: Array, result: Array, *arrays: Array) -> None:
            for part, target in zip(adjoint(d, result, *arrays[:count]), arrays[count:], strict=True):
                add(target, part, target)

        return hand_back, _backwards(self.d[op.field], self.values[op.field], *taken, *back)

    def _block(self, block: Block, held: Mapping[str, tuple[Array, Array]]) -> Iterator[Call]:
        slope = SQUASHES[block.nets[0].squash].slope
        slopes = np.stack([slope(self.values[net.letter]) for net in block.nets], axis=1)
        for k, net in enumerate(block.nets):
            if net.letter in held:
                _, where = held[net.letter]
                slopes[:, k] *= ~where
        yield multiply, _backwards(self.blocks[block.nets[0].letter], slopes, self.dz[:, block.rows])
        for net in block.nets:
            dz = self.d[f"z_{net.letter}"]
            for read in net.reads:
                if read.by is None:
                    yield add, _backwards(self.d[read.of], dz, self.d[read.of])
            p = self.weights[net.letter].get("p")
            if net.peephole is not None and p is not None:
                yield from self._through(p, dz, self.d[net.peephole])

    def _product(self, name: str) -> Iterator[Call]:
        """Hand back what came to the products of a value with matrices."""
        T, B = len(self.dz), self.dz.shape[-1]
        for run in self.rows.runs([net.letter for net, _ in self.rows.readers(name)]):
            matrices = [
                self.weights[net.letter][by]
                for net, by in self.rows.readers(name)
                if net in self.rows.nets[run]
            ]
            yield from self._through(
                np.concatenate(matrices), self.dz[:, run].reshape(T, -1, B), self.d[name]
            )
        for net in self.rows.nets:
            if net.inner is not None and net.inner.of == name:
                yield from self._through(
                    self.weights[net.letter][net.inner.by], self.d[net.inner.field], self.d[name]
                )

    def _through(self, matrix: Array, d: Array, target: Array) -> Iterator[Call]:
        seen = np.empty_like(target[0])
        if matrix.ndim == 1:
            yield multiply, zip(repeat(matrix[:, np.newaxis]), d[::-1], repeat(seen), strict=False)
        else:
            yield np.ascontiguousarray(matrix.T).dot, zip(d[::-1], repeat(seen), strict=False)
        yield add, zip(target[::-1], repeat(seen), target[::-1], strict=False)

    def inputs(self) -> Array:
        """Return the gradient of the inputs: (T, D, B)."""
        dx = np.zeros_like(self.values["x"])
        for net, by in self.rows.readers("x"):
            dx += self.weights[net.letter][by].T @ self.d[f"z_{net.letter}"]
        for net in self.rows.nets:
            if net.inner is not None and net.inner.of == "x":
                dx += self.weights[net.letter][net.inner.by].T @ self.d[net.inner.field]
        return dx

    def weights_of(self, net: Net) -> dict[str, Array]:
        """Return the gradients of a net's weights."""
        dz = _flat(self.d[f"z_{net.letter}"])
        found = {read.by: dz @ _flat(self.values[read.of]).T for read in net.reads if read.by is not None}
        found["b"] = dz.sum(axis=1)
        if net.inner is not None:
            inner = _flat(self.d[net.inner.field])
            found[net.inner.by] = inner @ _flat(self.values[net.inner.of]).T
            found[net.inner.bias] = inner.sum(axis=1)
        p = self.weights[net.letter].get("p")
        if net.peephole is not None and p is not None:
            seen = _flat(self.values[net.peephole])
            found["p"] = (dz * seen).sum(axis=1) if p.ndim == 1 else dz @ seen.T
        return found


def _branches(b: Blueprint, values: Mapping[str, Array], d: Values) -> Values:
    """Return what comes back through each pipe that is not a field's main way."""
    found = {}
    for field in flowing(b):
        for taker in takers(b, field)[1:]:
            if isinstance(taker, Op):
                taken = [values[name] for name in taker.of]
                back = OPS[taker.does].adjoint(d[taker.field], values[taker.field], *taken)
                found[edge(field, taker)] = back[taker.of.index(field)]
    return found


def _backwards(*arrays: Array) -> Iterator[tuple[Any, ...]]:
    return zip(*(array[::-1] for array in arrays), strict=True)


def _flat(array: Array) -> Array:
    """Return (T, n, B) as (n, T B)."""
    return array.transpose(1, 0, 2).reshape(array.shape[1], -1)


def _columns(array: Array, single: bool) -> Array:
    """Return (T, n) or (T, B, n) as (T, n, B)."""
    return array[..., np.newaxis] if single else array.swapaxes(-1, -2)


def _show(array: Array, single: bool) -> Array:
    return array[..., 0] if single else array.swapaxes(-1, -2)
