"""The calls that make up one step of a unit, in order.

The order is planned once, as a list of calls with their operands for all steps. A step is then one pass
through the list.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import repeat
from typing import Any, TypeAlias

import numpy as np
from numpy import add, multiply

from lstm_core.arrays import Array
from lstm_core.blueprints.ops import OPS, SQUASHES
from lstm_core.blueprints.parts import Net, Op
from lstm_core.blueprints.rows import Block, Rows

Call: TypeAlias = tuple[Callable[..., Any], Iterator[tuple[Any, ...]]]
"""A function, and its arguments for each step."""
Values: TypeAlias = dict[str, Array]
Arrays: TypeAlias = Mapping[str, Mapping[str, Array]]
"""Weights by letter and name, in the dtype of the run."""
Held: TypeAlias = Mapping[str, tuple[Array, Array]]
"""By letter of a valve, the openings set by hand and where they apply, each (T, H, 1)."""


def go(calls: Iterable[Call]) -> None:
    """Make all calls, step by step."""
    functions, operands = zip(*calls, strict=True)
    for step in zip(*operands, strict=False):
        for function, arguments in zip(functions, step, strict=False):
            function(*arguments)


def feed(weights: Arrays, rows: Rows, z: Array, x: Array) -> None:
    """Write the contribution of inputs and biases to every net into `z`, with one product per step."""
    T, n, H, B = z.shape
    matrices = [
        next((weights[net.letter][r.by] for r in net.reads if r.of == "x" and r.by is not None), None)
        for net in rows.nets
    ]
    stacked = np.concatenate([np.zeros((H, x.shape[1]), z.dtype) if W is None else W for W in matrices])
    np.matmul(stacked, x, out=z.reshape(T, n * H, B))
    add(z, np.stack([weights[net.letter]["b"] for net in rows.nets])[..., np.newaxis], z)


def forward(
    weights: Arrays,
    rows: Rows,
    z: Array,
    blocks: Mapping[str, Array],
    values: Values,
    held: Held,
) -> Iterator[Call]:
    """Yield the calls of a step, in order; a value meets its matrices as soon as it is known."""
    for name in values:
        if name == "x" or name.endswith("_prev"):
            yield from _product(name, weights, rows, z, values)
    for step in rows.steps:
        if isinstance(step, Block):
            for net in step.nets:
                yield from _added(net, weights[net.letter], values)
            squash = SQUASHES[step.nets[0].squash].call
            yield squash, zip(z[:, step.rows], blocks[step.nets[0].letter], strict=True)
            for net in step.nets:
                if net.letter in held:
                    yield _hold, zip(values[net.letter], *held[net.letter], strict=True)
        elif isinstance(step, Op):
            yield OPS[step.does].call, zip(*(values[name] for name in (*step.of, step.field)), strict=True)
        for name in step.gives if isinstance(step, Block) else (step.field,):
            yield from _product(name, weights, rows, z, values)


def _product(name: str, weights: Arrays, rows: Rows, z: Array, values: Values) -> Iterator[Call]:
    """Multiply a value by the matrices of all nets that read it, in one product, and add the results up."""
    H, B = z.shape[2:]
    # The contribution of the inputs is there already.
    readers = [] if name == "x" else rows.readers(name)
    inners = [(weights[net.letter], net.inner) for net in rows.nets if net.inner and net.inner.of == name]
    matrices = [weights[net.letter][by] for net, by in readers]
    matrices += [own[inner.by] for own, inner in inners]
    if not matrices:
        return
    products = np.empty((len(matrices), H, B), z.dtype)
    whole = products.reshape(-1, B)
    yield np.concatenate(matrices).dot, zip(values[name], repeat(whole), strict=False)
    done = 0
    for run in rows.runs([net.letter for net, _ in readers]):
        part = products[done : done + run.stop - run.start]
        done += len(part)
        yield add, zip(z[:, run], repeat(part), z[:, run], strict=False)
    for (own, inner), part in zip(inners, products[done:], strict=True):
        bias = own[inner.bias][:, np.newaxis]
        yield add, zip(repeat(part), repeat(bias), values[inner.field], strict=False)


def _added(net: Net, weights: Mapping[str, Array], values: Values) -> Iterator[Call]:
    """Add what a net takes unchanged, and what its peephole sees of the memory."""
    z = values[f"z_{net.letter}"]
    for read in net.reads:
        if read.by is None:
            yield add, zip(z, values[read.of], z, strict=True)
    p = weights.get("p")
    if net.peephole is None or p is None:
        return
    memory, seen = values[net.peephole], np.empty_like(z[0])
    if p.ndim == 1:
        yield multiply, zip(repeat(p[:, np.newaxis]), memory, repeat(seen), strict=False)
    else:
        yield p.dot, zip(memory, repeat(seen), strict=False)
    yield add, zip(z, repeat(seen), z, strict=False)


def _hold(opening: Array, held_at: Array, is_held: Array) -> None:
    np.copyto(opening, held_at, where=is_held, casting="same_kind")
