"""From pins on the wire to the core's, each at its layer and direction."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.faults.kinds import Refused
from app.faults.wording import one_of
from app.runs.requests import Pin, StepPin
from app.runs.selection import Place, in_layer, places_of
from app.wire.networks import Network
from lstm_core import Pins
from lstm_core.blueprints import gates
from lstm_core.params import UnitParams
from lstm_core.running.pins import Pin as CorePin


def pins_of(pins: Sequence[StepPin], network: Network, steps: int | None) -> Mapping[Place, Pins] | None:
    """Return the pins of each layer and direction, None where there are no pins.

    Parameters
    ----------
    pins : sequence of StepPin
        The pins as received.
    network : Network
        The network whose gates they hold.
    steps : int or None
        The length of the run; None if it is not known yet.

    Raises
    ------
    Refused
        With the place of the first pin that names a layer, gate, unit or step that does not exist.
    """
    found: dict[Place, list[CorePin]] = {}
    layers = {(layer, direction): cell.params for layer, direction, cell in network.cells}
    for n, pin in enumerate(pins):
        place = _place(pin, network, f"/pins/{n}")
        found.setdefault(place, []).append(_pin(pin, f"/pins/{n}", steps, layers[place]))
    return {place: Pins(tuple(held)) for place, held in found.items()} or None


def _place(pin: StepPin, network: Network, pointer: str) -> Place:
    places = in_layer(places_of(network), pin.layer, f"{pointer}/layer")
    if pin.direction is None:
        return places[0]
    if (pin.layer, pin.direction) not in places:
        raise Refused(f"{pointer}/direction", f"expected {places[0][1]}, found {pin.direction}")
    return pin.layer, pin.direction


def _pin(pin: StepPin, pointer: str, steps: int | None, params: UnitParams) -> CorePin:
    letters, H = gates(params.blueprint), params.H
    if not letters:
        raise Refused(pointer, f"expected no pin: a unit of kind {params.blueprint.name} has no valve")
    if pin.gate not in letters:
        raise Refused(f"{pointer}/gate", one_of(list(letters), pin.gate))
    for n, unit in enumerate(pin.units or []):
        if unit >= H:
            raise Refused(f"{pointer}/units/{n}", f"expected a unit from 0 to {H - 1}, found {unit}")
    span: dict[str, Any] = {}
    if isinstance(pin, Pin):
        for name, at in (("from", pin.first), ("to", pin.last)):
            if at is not None and steps is not None and at >= steps:
                raise Refused(f"{pointer}/{name}", f"expected a step from 0 to {steps - 1}, found {at}")
        if pin.first is not None and pin.last is not None and pin.first > pin.last:
            raise Refused(f"{pointer}/to", f"expected a step from {pin.first} (from) on, found {pin.last}")
        span = {"first": pin.first, "last": pin.last}
    units = None if pin.units is None else tuple(pin.units)
    return CorePin(letters[pin.gate], pin.value, units=units, **span)
