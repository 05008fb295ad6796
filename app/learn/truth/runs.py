"""The runs behind figures, and what an expression can refer to in them."""

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np

from app.learn.text.places import TutorialError
from app.learn.truth.moments import Moment
from app.learn.truth.names import Names, Value
from app.learn.truth.units import check
from app.presets.catalogue import PresetCatalogue
from app.wire.arrays import Array
from lstm_core import (
    BLUEPRINTS,
    GateParams,
    Head,
    LayerStack,
    Output,
    Pins,
    Trace,
    attribute,
    backward,
    dye,
    dye_from,
    half_life,
    run,
    water_age,
)
from lstm_core.params import UnitParams, params_of
from lstm_core.stacks.outputs import Held

_Run: TypeAlias = tuple[tuple[str, str], ...]
"""The keys of a moment that make its run."""


class Runs:
    """Runs moments, each distinct run once.

    Parameters
    ----------
    presets : PresetCatalogue
        The networks that figures refer to.
    """

    def __init__(self, presets: PresetCatalogue) -> None:
        self._presets = presets
        self._done: dict[_Run, Trace] = {}
        self._known: dict[_Run, dict[str, Value]] = {}
        self._origin: dict[tuple[object, ...], dict[str, Value]] = {}

    def preset(self, moment: Moment) -> Mapping[str, Any]:
        """Return the preset of a moment in the API's form."""
        try:
            return self._presets[moment.model].wire
        except KeyError as error:
            raise TutorialError(moment.place, f"model: {error.args[0]}") from None

    def is_text(self, moment: Moment) -> bool:
        """Return whether the preset reads text."""
        return self.preset(moment)["input"]["alphabet"] is not None

    def address(self, moment: Moment) -> str:
        """Return the fragment of the Lab's address."""
        return moment.address(is_text=self.is_text(moment))

    def trace(self, moment: Moment) -> Trace:
        """Return the run of a moment, checked against its step and lanes.

        Raises
        ------
        TutorialError
            When the preset, the example, the input or a position in the run does not exist.
        """
        key = _run_of(moment)
        if key not in self._done:
            self._done[key] = self._run(moment)
        trace = self._done[key]
        check(moment.keys, trace.blueprint, moment.place)
        for name, step in (("step", moment.step), ("dye", moment.dye or 1)):
            if step > trace.steps:
                raise TutorialError(moment.place, f"{name}: expected 1 to {trace.steps}, found {step}")
        H = trace.params.H
        for name in ("lanes", "unit"):
            for lane in moment.keys.get(name, "1").split(","):
                if int(lane) > H:
                    raise TutorialError(moment.place, f"{name}: expected 1 to {H}, found {lane}")
        return trace

    def names(self, moment: Moment) -> dict[str, Value]:
        """Return what an expression can refer to.

        The run's arrays, the terms of its nets, the gradients of its last output (``dh``, and ``dC`` for an
        LSTM) and its readout ``out`` if it has one; ``base``, the same run without pins; ``steps`` and
        ``units``. Of the memory's origin: ``came``, what of the memory after the moment's step entered at
        each step; ``age`` after each step and ``half_life``. With a dyed step also ``dyed``, what of the
        memory after each step entered there; ``emptied``, the run without the input of that step; and
        ``slope``, the gradient of the memory in the moment's lane after its step.
        """
        names = self._names(moment) | self._origins(moment)
        if moment.pins:
            names["base"] = Names(self._names(moment.without_pins()))
        else:
            names["base"] = Names(dict(names))
        return names

    def _names(self, moment: Moment) -> dict[str, Value]:
        key, trace = _run_of(moment), self.trace(moment)
        if key not in self._known:
            self._known[key] = self._named(moment, trace)
        return self._known[key]

    def _named(self, moment: Moment, trace: Trace) -> dict[str, Value]:
        arrays: dict[str, Value] = dict(trace.values)
        for letter in trace.params.nets:
            arrays |= {f"{part}_{letter}": values for part, values in trace.terms(letter).items()}
        arrays |= _gradients(trace)
        head = self.preset(moment)["head"]
        if head is not None:
            arrays["out"] = Head(np.array(head["W"]), np.array(head["b"])).read(trace.h)
        return {**arrays, "steps": trace.steps, "units": trace.params.H}

    def _origins(self, moment: Moment) -> dict[str, Value]:
        key = (_run_of(moment), moment.step, moment.dye, moment.unit)
        if key not in self._origin:
            self._origin[key] = self._traced_back(moment)
        return self._origin[key]

    def _traced_back(self, moment: Moment) -> dict[str, Value]:
        trace = self.trace(moment)
        found: dict[str, Value] = {
            "came": dye(trace, moment.step - 1)[1:],
            "age": water_age(trace),
            "half_life": half_life(trace),
        }
        if moment.dye is None:
            return found
        output = Output(moment.step - 1, moment.unit - 1, trace.blueprint.lane)
        pins: Held = {(0, "forward"): Pins(moment.pins)}
        emptied = trace.x.copy()
        emptied[moment.dye - 1] = 0
        return found | {
            "dyed": dye_from(trace, moment.dye - 1),
            "emptied": Names(self._named(moment, self._traced(moment, emptied))),
            "slope": attribute(LayerStack.of(trace.params), trace.x, output, pins=pins).values,
        }

    def _run(self, moment: Moment) -> Trace:
        return self._traced(moment, self._rows(moment))

    def _traced(self, moment: Moment, rows: Array) -> Trace:
        params = self._params(moment)
        try:
            return run(params, rows, pins=Pins(moment.pins))
        except ValueError as error:
            raise TutorialError(moment.place, f"this run cannot be made: {error}, counted from 0") from None

    def _params(self, moment: Moment) -> UnitParams:
        preset = self.preset(moment)
        blueprint = BLUEPRINTS[preset["unit"]]
        nets = {letter: GateParams(**net) for letter, net in preset["weights"].items()}
        return params_of(blueprint, nets)

    def _rows(self, moment: Moment) -> Array:
        preset = self.preset(moment)
        examples: Mapping[str, list[list[float]]] = {e["id"]: e["inputs"] for e in preset["examples"]}
        own = moment.keys.get("x") or moment.keys.get("text")
        if own is None:
            name = moment.keys.get("example", next(iter(examples)))
            if name not in examples:
                known = ", ".join(examples)
                raise TutorialError(moment.place, f"example: expected one of {known}, found {name!r}")
            return np.array(examples[name])
        alphabet = preset["input"]["alphabet"]
        if alphabet is not None:
            unknown = sorted(set(own) - set(alphabet))
            if unknown:
                raise TutorialError(moment.place, f"x: {moment.model} knows no letter {unknown[0]!r}")
            return np.array([alphabet[letter] for letter in own])
        return self._numbers(own, preset["inputs"], moment)

    @staticmethod
    def _numbers(text: str, width: int, moment: Moment) -> Array:
        expected = f"x: expected rows of {width} numbers like {';'.join([','.join(['0.5'] * width)] * 2)}"
        try:
            rows = [[float(cell) for cell in row.split(",")] for row in text.split(";")]
        except ValueError:
            raise TutorialError(moment.place, f"{expected}, found {text!r}") from None
        if any(len(row) != width for row in rows):
            raise TutorialError(moment.place, f"{expected}, found {text!r}")
        return np.array(rows)


def _run_of(moment: Moment) -> _Run:
    return tuple(sorted(moment.run.keys.items()))


def _gradients(trace: Trace) -> dict[str, Array]:
    """Return the gradients of the last output, summed over its units, as the backward mode shows them."""
    last = np.zeros_like(trace.h)
    last[-1] = 1
    found = backward(trace.params, trace, last)[1]
    return {name: found.values[name] for name in (f"d{state}" for state in trace.blueprint.carried)}
