"""Run any unit from its blueprint, with every field kept.

The order of evaluation is planned once: a list of calls, each with its operands for all steps. A step is then
one pass through that list. For the same size of batch, a run cut in two gives the same bits as the whole run.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import repeat
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from numpy import add, multiply

from lstm_core.arrays import Array, as_sequence, as_state, check_shape
from lstm_core.blueprints.fields import fields
from lstm_core.blueprints.ops import OPS, SQUASHES
from lstm_core.blueprints.parts import Net, Op, gives
from lstm_core.blueprints.rows import Block, Rows, blank, rows_of
from lstm_core.blueprints.spec import Blueprint
from lstm_core.blueprints.weights import Weights, sizes

Call: TypeAlias = tuple[Callable[..., Any], Iterator[tuple[Any, ...]]]
"""What is called in each step, and its arguments, step by step."""
Values: TypeAlias = dict[str, Array]
Pins: TypeAlias = Mapping[str, Array]
"""By letter: what a valve is held at in each step and unit (T, H), NaN where it is free."""


def interpret(
    blueprint: Blueprint,
    weights: Weights,
    x: npt.ArrayLike,
    start: Mapping[str, npt.ArrayLike] | None = None,
    pins: Pins | None = None,
    dtype: npt.DTypeLike | None = None,
) -> Values:
    """Run a unit over a sequence, or over a batch of them, and keep everything that happens.

    Parameters
    ----------
    blueprint : Blueprint
        The unit.
    weights : mapping
        By letter of the net and name, as `weight_shapes` says; ``p`` where a net has a peephole.
    x : (T, D) or (T, B, D)
        Inputs, with at least one step.
    start : mapping of (H,) or (B, H), optional
        Carried states before the first step, by name; zero where left out.
    pins : mapping of (T, H), optional
        Openings of valves held by hand, by letter; NaN where a valve is free.
    dtype : dtype, optional
        float64 when left out; float32 for speed; complex128 to differentiate by the complex step.

    Returns
    -------
    dict
        Every one of `fields` by name, (T, H) or (T, B, H), read-only.

    Raises
    ------
    ValueError
        If weights, input, start or pins do not fit the unit, or numbers grow past what `dtype` can hold.
    """
    D, H = sizes(blueprint, weights)
    inputs = as_sequence(x, D, dtype)
    kind, batch = inputs.dtype, inputs.shape[1:-1]
    columns = inputs.reshape(len(inputs), -1, D).swapaxes(-1, -2)
    rows = rows_of(blueprint, blind(blueprint, weights))
    z, blocks, values = blank(blueprint, rows, (len(inputs), H, columns.shape[-1]), kind)
    for name, given in (start or {}).items():
        if name not in blueprint.carried:
            raise ValueError(f"start has {name!r}, expected one of {', '.join(blueprint.carried)}")
        state = as_state(f"{name}0", given, (*batch, H), kind)
        values[f"{name}0"][...] = state.reshape(-1, H).T
    values["x"] = np.ascontiguousarray(columns)
    held = held_valves(blueprint, pins or {}, values)
    fitting = {
        letter: {
            name: array.astype(kind, casting="same_kind") for name, array in own.items() if array is not None
        }
        for letter, own in weights.items()
    }
    with np.errstate(all="ignore"):
        _feed(fitting, rows, z, values["x"])
        calls, operands = zip(*_calls(fitting, rows, z, blocks, values, held), strict=True)
        for now in zip(*operands, strict=False):
            for call, args in zip(calls, now, strict=False):
                call(*args)
    check_values(blueprint, values)
    shown = {field.name: values[field.name] for field in fields(blueprint)}
    return _show(shown, inputs, single=not batch)


def blind(blueprint: Blueprint, weights: Weights) -> frozenset[str]:
    """Return the letters of the nets whose weights have no peephole."""
    return frozenset(net.letter for net in blueprint.nets if weights[net.letter].get("p") is None)


def held_valves(
    blueprint: Blueprint, pins: Pins, values: Mapping[str, Array]
) -> dict[str, tuple[Array, Array]]:
    """Return, for each valve that is held by hand, its openings and where it is held: each (T, H, 1).

    Raises
    ------
    ValueError
        If there is no such valve, or an opening's shape is another than the run's.
    """
    valves = {net.letter for net in blueprint.nets if net.gate is not None}
    found = {}
    for letter, openings in pins.items():
        if letter not in valves:
            raise ValueError(
                f"pins hold {letter!r}, expected one of {', '.join(sorted(valves)) or 'no valve'}"
            )
        given = np.asarray(openings)
        check_shape(f"pins of {letter}", given, "(T, H)", values[letter].shape[:2])
        found[letter] = (given[..., np.newaxis], ~np.isnan(given[..., np.newaxis]))
    return found


def _feed(weights: Mapping[str, Mapping[str, Array]], rows: Rows, z: Array, x: Array) -> None:
    """Write into `z` what the inputs and the biases give to every net; one product for each step."""
    T, n, H, B = z.shape
    matrices = [
        next((weights[net.letter][r.by] for r in net.reads if r.of == "x" and r.by is not None), None)
        for net in rows.nets
    ]
    stacked = np.concatenate([np.zeros((H, x.shape[1]), z.dtype) if W is None else W for W in matrices])
    np.matmul(stacked, x, out=z.reshape(T, n * H, B))
    add(z, np.stack([weights[net.letter]["b"] for net in rows.nets])[..., np.newaxis], z)


def _calls(
    weights: Mapping[str, Mapping[str, Array]],
    rows: Rows,
    z: Array,
    blocks: Mapping[str, Array],
    values: Values,
    held: Mapping[str, tuple[Array, Array]],
) -> Iterator[Call]:
    """Yield what each step calls, in order; a value meets its matrices as soon as it is there."""
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


def _product(
    name: str, weights: Mapping[str, Mapping[str, Array]], rows: Rows, z: Array, values: Values
) -> Iterator[Call]:
    """Multiply a value with the matrices of all that read it, at once, and add up what that gives."""
    H, B = z.shape[2:]
    # What the inputs give is there already.
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
    """Add what a net takes as it is, and what its peephole sees of the memory."""
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


def check_values(blueprint: Blueprint, values: Mapping[str, Array]) -> None:
    """Raise ValueError that says where a pre-activation or a state first stopped being a finite number."""
    states = [gives(part) for part in blueprint.parts if gives(part) in blueprint.carried]
    names = [*(f"z_{net.letter}" for net in blueprint.nets), *states]
    # One sum is cheaper than a look at each number; where it fails, the look tells.
    broken = [name for name in names if not np.isfinite(values[name].sum())]
    places = {name: np.argwhere(~np.isfinite(values[name])) for name in broken}
    first = {name: where[0] for name, where in places.items() if len(where)}
    if first:
        name = min(first, key=lambda name: int(first[name][0]))
        t, unit, _ = first[name]
        raise ValueError(
            f"{name} is not finite in step {t}, unit {unit}: "
            f"weights and inputs are too large for {values[name].dtype.name}"
        )


def _show(values: Values, inputs: Array, single: bool) -> Values:
    """Return all fields in their order, (T, B, H) or (T, H), read-only."""
    shown = {name: value[..., 0] if single else value.swapaxes(-1, -2) for name, value in values.items()} | {
        "x": inputs
    }
    for array in shown.values():
        array.setflags(write=False)
    return shown
