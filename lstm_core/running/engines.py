"""What computes a unit: its own kernel if it has one, otherwise the interpreter of its blueprint."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

import lstm_core.running.bptt as bptt
import lstm_core.running.elman as elman
import lstm_core.running.lstm as lstm
from lstm_core.arrays import Array
from lstm_core.blueprints.adjoints import backward
from lstm_core.blueprints.interpret import interpret
from lstm_core.blueprints.spec import Blueprint
from lstm_core.params import GateParams, UnitParams
from lstm_core.running.pins import Pins
from lstm_core.running.trace import Trace


@dataclass(frozen=True)
class Engine:
    """The two directions of a unit's computation.

    Attributes
    ----------
    forward : (params, x, start, pins) -> dict
        Returns every field of a trace, from checked inputs.
    backward : (params, trace, dh) -> (params, dict)
        Returns the gradients of the weights, and all others by the name of the field with the prefix d.
    """

    forward: Callable[[Any, Array, Mapping[str, npt.ArrayLike], Pins], dict[str, Array]]
    backward: Callable[[Any, Trace, Array], tuple[Any, dict[str, Array]]]


def _forward(
    params: UnitParams, x: Array, start: Mapping[str, npt.ArrayLike], pins: Pins
) -> dict[str, Array]:
    held = pins.held(len(x), params.H)
    return interpret(params.blueprint, params.weights, x, start, held, x.dtype)


def _backward(params: UnitParams, trace: Trace, given: Array) -> tuple[UnitParams, dict[str, Array]]:
    blueprint, held = params.blueprint, trace.pins.held(trace.steps, params.H)
    found = backward(blueprint, params.weights, trace.values, {blueprint.output: given}, held)
    named = [*blueprint.carried, *(f"z_{net.letter}" for net in blueprint.nets), "x"]
    values = {f"d{name}": found.fields[name] for name in dict.fromkeys([*named, *found.fields])}
    values |= {f"d{state}0": array for state, array in found.start.items()}
    nets = {letter: GateParams(**arrays) for letter, arrays in found.weights.items()}
    return params.like(nets), values


INTERPRETER = Engine(_forward, _backward)

KERNELS: Mapping[str, Engine] = {
    "lstm": Engine(lstm.forward, bptt.backward),
    "rnn": Engine(elman.forward, elman.backward),
}
"""The engines, by the name of the blueprint."""


def engine(blueprint: Blueprint) -> Engine:
    """Return what computes the unit."""
    return KERNELS.get(blueprint.name, INTERPRETER)
