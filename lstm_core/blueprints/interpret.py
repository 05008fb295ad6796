"""Run any unit from its blueprint and keep every field."""

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from lstm_core.arrays import Array, RunOverflowError, as_sequence, as_state, check_shape
from lstm_core.blueprints.calls import Values, feed, forward, go
from lstm_core.blueprints.fields import fields
from lstm_core.blueprints.parts import gives
from lstm_core.blueprints.rows import blank, rows_of
from lstm_core.blueprints.spec import Blueprint
from lstm_core.blueprints.weights import Weights, sizes

Pins: TypeAlias = Mapping[str, Array]
"""By letter, the value at which a valve is held in each step and unit (T, H); NaN where it is free."""


def interpret(
    blueprint: Blueprint,
    weights: Weights,
    x: npt.ArrayLike,
    start: Mapping[str, npt.ArrayLike] | None = None,
    pins: Pins | None = None,
    dtype: npt.DTypeLike | None = None,
) -> Values:
    """Run a unit over a sequence, or over a batch of them, and keep every intermediate value.

    Parameters
    ----------
    blueprint : Blueprint
        The unit.
    weights : mapping
        By the letter of the net and the name; see `weight_shapes`. ``p`` is present where a net has a
        peephole.
    x : (T, D) or (T, B, D)
        Inputs, with at least one step.
    start : mapping of (H,) or (B, H), optional
        Carried states before the first step, by name; zero where left out.
    pins : mapping of (T, H), optional
        Openings of valves held by hand, by letter; NaN where a valve is free.
    dtype : dtype, optional
        float32, float64, or complex128 for differentiation by the complex step. By default, the type of the
        weights and of `x` if they agree, otherwise the wider of the two.

    Returns
    -------
    dict
        Every field by name, (T, H) or (T, B, H), read-only; see `fields`.

    Raises
    ------
    ValueError
        If weights, inputs, start or pins do not fit the unit, or numbers exceed the range of `dtype`.

    Notes
    -----
    At the same batch size, a run cut in two gives the same bits as the whole run.
    """
    D, H = sizes(blueprint, weights)
    kinds = {array.dtype for own in weights.values() for array in own.values() if array is not None}
    inputs = as_sequence(x, D, dtype, np.result_type(*kinds))
    kind, batch = inputs.dtype, inputs.shape[1:-1]
    columns = in_columns(inputs, single=not batch)
    rows = rows_of(blueprint, blind(blueprint, weights))
    z, blocks, values = blank(blueprint, rows, (len(inputs), H, columns.shape[-1]), kind)
    for name, given in (start or {}).items():
        if name not in blueprint.carried:
            raise ValueError(f"start has {name!r}, expected one of {', '.join(blueprint.carried)}")
        state = as_state(f"{name}0", given, (*batch, H), kind)
        values[f"{name}0"][...] = state.reshape(-1, H).T
    values["x"] = np.ascontiguousarray(columns)
    held = held_valves(blueprint, pins or {}, values)
    fitting = fitted(weights, kind)
    with np.errstate(all="ignore"):
        feed(fitting, rows, z, values["x"])
        go(forward(fitting, rows, z, blocks, values, held))
    check_values(blueprint, values)
    shown = {field.name: as_given(values[field.name], single=not batch) for field in fields(blueprint)}
    shown["x"] = inputs
    for array in shown.values():
        array.setflags(write=False)
    return shown


def blind(blueprint: Blueprint, weights: Weights) -> frozenset[str]:
    """Return the letters of the nets whose weights have no peephole."""
    return frozenset(net.letter for net in blueprint.nets if weights[net.letter].get("p") is None)


def held_valves(
    blueprint: Blueprint, pins: Pins, values: Mapping[str, Array]
) -> dict[str, tuple[Array, Array]]:
    """Return, for each valve that is held by hand, its openings and where they apply: each (T, H, 1).

    Raises
    ------
    ValueError
        If there is no such valve, or the shape of an opening differs from that of the run.
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


def check_values(blueprint: Blueprint, values: Mapping[str, Array]) -> None:
    """Raise a ValueError that says where a pre-activation or a state first became infinite or NaN."""
    states = [gives(part) for part in blueprint.parts if gives(part) in blueprint.carried]
    names = [*(f"z_{net.letter}" for net in blueprint.nets), *states]
    # One sum is cheaper than checking each number; only a bad sum calls for that.
    broken = [name for name in names if not np.isfinite(values[name].sum())]
    places = {name: np.argwhere(~np.isfinite(values[name])) for name in broken}
    first = {name: where[0] for name, where in places.items() if len(where)}
    if first:
        name = min(first, key=lambda name: int(first[name][0]))
        t, unit, _ = first[name]
        raise RunOverflowError(name, t, unit, values[name].dtype.name)


def fitted(weights: Weights, kind: np.dtype[Any]) -> dict[str, dict[str, Array]]:
    """Return all weights that are present, in the dtype of the run."""
    return {
        letter: {
            name: array.astype(kind, casting="same_kind") for name, array in own.items() if array is not None
        }
        for letter, own in weights.items()
    }


def in_columns(array: Array, single: bool) -> Array:
    """Return (T, n) or (T, B, n) as (T, n, B); likewise without T."""
    return array[..., np.newaxis] if single else array.swapaxes(-1, -2)


def as_given(array: Array, single: bool) -> Array:
    """Undo `in_columns`."""
    return array[..., 0] if single else array.swapaxes(-1, -2)
