"""Which part of a run is written, and which valves are held."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from lstm_core.arrays import Array
from lstm_core.blueprints import Blueprint
from lstm_core.blueprints.valves import gates
from lstm_core.running.pins import Pin, Pins
from lstm_core.stacks.layer import Direction, Placed
from lstm_core.stacks.stack import LayerStack
from lstm_core.stacks.trace import LayerRun, StackRun

COUNTED: Final = ("step", "label", "sequence", "unit")
"""The columns of a table that say where a row belongs, and what its step reads."""
_COUNT: Final = r"[1-9]\d{0,8}"
_PIN: Final = re.compile(
    rf"(?P<gate>\w+):(?P<value>\d*\.?\d+(e-?\d+)?)(:(?P<units>({_COUNT}(,{_COUNT})*)?))?"
    rf"(:(?P<first>{_COUNT})?(-(?P<last>{_COUNT})?)?)?"
)


@dataclass(frozen=True)
class Selection:
    """The part of a run that is written; by default everything.

    Parameters
    ----------
    fields : tuple of str
        The names of arrays.
    units : tuple of int
        The units, counted from 0.
    layer : int, optional
        The layer, counted from 0.
    direction : "forward" or "backward", optional
        The direction.
    digits : int, optional
        The number of significant digits.
    """

    fields: tuple[str, ...] = ()
    units: tuple[int, ...] = ()
    layer: int | None = None
    direction: Direction | None = None
    digits: int | None = None

    def check(self, stack: LayerStack) -> None:
        """Raise ValueError if the stack has no such layer, direction or unit."""
        places = [(k, way, layer) for k, way, layer in stack.directions if self._has(k, way)]
        if not places:
            known = ", ".join(f"{k}.{way}" for k, way, _ in stack.directions)
            way = "" if self.direction is None else f".{self.direction}"
            raise ValueError(f"--layer is {self.layer}{way}, expected one of {known}")
        for k, way, layer in places:
            if wrong := [unit for unit in self.units if unit >= layer.params.H]:
                most = layer.params.H - 1
                raise ValueError(f"--units has {wrong[0]}, expected 0 to {most}, as in layer {k} {way}")

    def check_fields(self, trace: StackRun, form: str) -> None:
        """Raise ValueError if a chosen layer has none of the chosen fields in this form."""
        for one in self.layers(trace):
            self._named(one, one.trace.arrays() if form != "csv" else one.trace.columns())

    def names(self, one: LayerRun) -> list[str]:
        """Return the names of `columns`."""
        table = one.trace.columns()
        return [*(name for name in COUNTED if name in table), *self._named(one, _values(table))]

    def layers(self, trace: StackRun) -> list[LayerRun]:
        """Return the chosen layers and directions of a run."""
        return [one for one in trace.layers if self._has(one.layer, one.direction)]

    def arrays(self, one: LayerRun) -> dict[str, Array]:
        """Return the chosen arrays of a layer by name.

        Raises
        ------
        ValueError
            If it has none of them.
        """
        return self.of(one, one.trace.arrays())

    def of(self, one: LayerRun, arrays: Mapping[str, Array]) -> dict[str, Array]:
        """Return the chosen ones of a layer's arrays by name.

        Raises
        ------
        ValueError
            If it has none of them.
        """
        return {
            name: self._rounded(array if name == "x" else self._of_units(array))
            for name, array in self._named(one, arrays).items()
        }

    def columns(self, one: LayerRun) -> dict[str, Array]:
        """Return the chosen columns of a layer's table, after those that say the place.

        Raises
        ------
        ValueError
            If it has none of them.
        """
        table = one.trace.columns()
        rows = np.isin(table["unit"], self.units) if self.units else slice(None)
        places = {name: table[name][rows] for name in COUNTED if name in table}
        own = self._named(one, _values(table))
        return places | {name: self._rounded(column[rows]) for name, column in own.items()}

    def _has(self, layer: int, direction: Direction) -> bool:
        return self.layer in (None, layer) and self.direction in (None, direction)

    def _named(self, one: LayerRun, arrays: Mapping[str, Array]) -> dict[str, Array]:
        if not self.fields:
            return dict(arrays)
        found = {name: arrays[name] for name in self.fields if name in arrays}
        if not found:
            told = f"layer {one.layer} {one.direction} has {', '.join(arrays)}"
            raise ValueError(f"--fields is {','.join(self.fields)}, expected some of those that {told}")
        return found

    def _of_units(self, array: Array) -> Array:
        return array[..., list(self.units)] if self.units else array

    def _rounded(self, array: Array) -> Array:
        if self.digits is None:
            return array
        rounded = [float(f"{value:.{self.digits}g}") for value in array.ravel().tolist()]
        return np.array(rounded).reshape(array.shape)


def _values(table: Mapping[str, Array]) -> dict[str, Array]:
    return {name: column for name, column in table.items() if name not in COUNTED}


def read_pin(text: str, blueprint: Blueprint) -> Pin:
    """Return a pin as an address of the Lab spells it: ``forget:0.25:1,3:5-9``.

    The parts are the gate, its opening, units and steps, the last two counted from 1; a part may be empty or
    left out.

    Raises
    ------
    ValueError
        If it is spelt otherwise, or the unit has no such gate.
    """
    match = _PIN.fullmatch(text)
    if match is None:
        raise ValueError(f"--pin is {text!r}, expected GATE:VALUE:UNITS:STEPS, such as forget:0.25:1,3:5-9")
    known = gates(blueprint)
    if match["gate"] not in known:
        raise ValueError(f"--pin has gate {match['gate']!r}, expected one of {', '.join(known) or 'none'}")
    units = tuple(int(count) - 1 for count in match["units"].split(",")) if match["units"] else None
    first, last = (None if match[name] is None else int(match[name]) - 1 for name in ("first", "last"))
    return Pin(known[match["gate"]], float(match["value"]), units, first, last)


def read_pins(
    texts: Sequence[str], stack: LayerStack, selection: Selection
) -> dict[tuple[int, Direction], Pins]:
    """Return the pins for the selected layer, which may be left out if there is only one.

    Raises
    ------
    ValueError
        If it is not clear which layer is meant, or a pin is wrong.
    """
    if not texts:
        return {}
    places = list(_places(stack, selection))
    if len({place.layer for place, _ in places}) > 1:
        raise ValueError("--pin is for one layer, expected --layer too, as this model has several")
    return {
        (place.layer, place.direction): Pins([read_pin(text, unit) for text in texts])
        for place, unit in places
    }


def _places(stack: LayerStack, selection: Selection) -> Iterator[tuple[Placed, Blueprint]]:
    for k, way, layer in stack.directions:
        if selection.layer in (None, k) and selection.direction in (None, way):
            yield Placed(k, way), layer.params.blueprint
