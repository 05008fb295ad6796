"""Gradients of any unit: the calls of a step in reverse, each operation replaced by its adjoint."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lstm_core.arrays import Array, as_numbers, check_shape
from lstm_core.blueprints.backflow import edge
from lstm_core.blueprints.calls import Values, go
from lstm_core.blueprints.interpret import Pins, as_given, blind, fitted, held_valves, in_columns
from lstm_core.blueprints.ops import OPS
from lstm_core.blueprints.parts import Op, gives
from lstm_core.blueprints.reverse import Reverse
from lstm_core.blueprints.rows import blank, rows_of
from lstm_core.blueprints.spec import Blueprint
from lstm_core.blueprints.water import flowing, takers
from lstm_core.blueprints.weights import Weights


@dataclass(frozen=True, eq=False)
class Gradients:
    """The gradient of a loss with respect to everything in a run.

    Attributes
    ----------
    weights : dict
        By the letter of the net and the name, each in the shape of the weights, summed over steps and batch.
    fields : dict
        By field, in the field's shape, summed over all paths to the loss: ``x``, ``h``, ``z_f``. The gradient
        of the pre-activation of a valve that is held by hand is zero. Where a field forks, a key made of the
        field and of what the branch leads to, such as ``C_tanh_C``, holds the part that comes back through
        the branch.
    start : dict
        By name, those of the carried states before the first step.
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
    """Return the gradients of a loss, given its gradients with respect to some of the fields.

    Parameters
    ----------
    blueprint : Blueprint
        The unit.
    weights : mapping
        The weights of the run.
    values : mapping
        The fields of the run, as `interpret` returns them.
    given : mapping of (T, H) or (T, B, H)
        By field, the direct gradient of the loss in each step, usually with respect to ``h``.
    pins : mapping of (T, H), optional
        The pins of the run.

    Raises
    ------
    ValueError
        If `given` names something that no part of the unit gives, or its shape differs from that of the run.
    """
    pattern = values[blueprint.output]
    single = pattern.ndim == 2
    shown = {name: in_columns(array, single) for name, array in values.items() if array.ndim == pattern.ndim}
    T, H, B = shown[blueprint.output].shape
    rows = rows_of(blueprint, blind(blueprint, weights))
    dz, blocks, slots = blank(blueprint, rows, (T, H, B), pattern.dtype)
    for array in slots.values():
        array[...] = 0
    for name, start in given.items():
        if name not in map(gives, blueprint.parts):
            raise ValueError(
                f"gradient is given for {name!r}, expected a field that a part of the unit gives"
            )
        numbers = as_numbers(f"d{name}", start, pattern.dtype)
        check_shape(f"d{name}", numbers, "the shape of the run", pattern.shape)
        slots[name] += in_columns(numbers, single)
    back = Reverse(rows, fitted(weights, pattern.dtype), shown, dz, blocks, slots)
    held = held_valves(blueprint, pins or {}, shown)
    with np.errstate(all="ignore"):
        go(back.calls(blueprint, held))
        slots["x"] = back.inputs()
        gradients = {net.letter: back.weights_of(net) for net in blueprint.nets}
    fields = {name: slots[name] for name in ("x", *(f"z_{net.letter}" for net in blueprint.nets))}
    fields |= {gives(part): slots[gives(part)] for part in blueprint.parts}
    fields |= _branches(blueprint, shown, slots)
    return Gradients(
        gradients,
        {name: as_given(array, single) for name, array in fields.items()},
        {state: as_given(slots[f"{state}0"], single) for state in blueprint.carried},
    )


def _branches(b: Blueprint, values: Mapping[str, Array], d: Values) -> Values:
    """Return what comes back through each pipe other than a field's main one."""
    found = {}
    for field in flowing(b):
        for taker in takers(b, field)[1:]:
            if isinstance(taker, Op):
                taken = [values[name] for name in taker.of]
                back = OPS[taker.does].adjoint(d[taker.field], values[taker.field], *taken)
                found[edge(field, taker)] = back[taker.of.index(field)]
    return found
