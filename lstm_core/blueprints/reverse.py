"""The calls of a step in the backward pass: those of `lstm_core.blueprints.calls` in reverse."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
from numpy import add, multiply

from lstm_core.arrays import Array
from lstm_core.blueprints.calls import Arrays, Call, Held, Values
from lstm_core.blueprints.ops import OPS, SQUASHES
from lstm_core.blueprints.parts import Net, Op
from lstm_core.blueprints.rows import Block, Rows
from lstm_core.blueprints.spec import Blueprint


@dataclass(frozen=True, eq=False)
class Reverse:
    """A run, and memory for its gradients.

    The state before a step shares its memory with the state after the previous step.
    """

    rows: Rows
    weights: Arrays
    values: Values
    dz: Array
    blocks: Mapping[str, Array]
    d: Values

    def calls(self, blueprint: Blueprint, held: Held) -> Iterator[Call]:
        """Yield the calls of each step, starting from the last call of the last step."""
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

    def _block(self, block: Block, held: Held) -> Iterator[Call]:
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
        """Pass the gradients of a value's matrix products back to the value."""
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


def _backwards(*arrays: Array) -> Iterator[tuple[Any, ...]]:
    return zip(*(array[::-1] for array in arrays), strict=True)


def _flat(array: Array) -> Array:
    """Return (T, n, B) as (n, T B)."""
    return array.transpose(1, 0, 2).reshape(array.shape[1], -1)
