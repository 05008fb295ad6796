"""A layer and its pins in the form in which the Lab's views know them."""

from typing import Any, Final

from lstm_core.blueprints import Blueprint, gates
from lstm_core.params import UnitParams
from lstm_core.running.pins import Pin, Pins

NOTHING: Final = {"en": "", "zh": ""}


def both(text: str) -> dict[str, str]:
    """Return a text that is the same in both languages."""
    return dict.fromkeys(NOTHING, text)


def preset_of(params: UnitParams) -> dict[str, Any]:
    """Return a layer in the form of a preset, without examples, and without weights: no view has them."""
    blueprint = params.blueprint
    peepholes = {net.letter: params.nets[net.letter].peephole for net in blueprint.nets if net.peephole}
    names = [both(f"x{column + 1}") for column in range(params.D)]
    return {
        "name": "trace",
        "title": NOTHING,
        "summary": NOTHING,
        "unit": blueprint.name,
        "units": params.H,
        "inputs": params.D,
        "peepholes": peepholes,
        "weights": {},
        "unit_names": [NOTHING] * params.H,
        "head": None,
        "input": {"kind": "numbers", "names": names, "ranges": [], "alphabet": None},
        "captions": [],
        "training": None,
    }


def wire_pins(pins: Pins, blueprint: Blueprint) -> list[dict[str, Any]]:
    """Return pins with gates by name."""
    names = {letter: name for name, letter in gates(blueprint).items()}
    return [
        {"gate": names[pin.gate], "value": pin.value}
        | ({} if pin.units is None else {"units": list(pin.units)})
        | ({} if pin.first is None else {"from": pin.first})
        | ({} if pin.last is None else {"to": pin.last})
        for pin in pins.pins
    ]


def read_pins(given: Any, blueprint: Blueprint) -> Pins:  # noqa: ANN401 - whatever a page sent
    """Return the pins that a page sent.

    Raises
    ------
    ValueError
        If they are not a list of pins of this unit.
    """
    letters = gates(blueprint)
    try:
        return Pins([_pin(one, letters[one["gate"]]) for one in given])
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"pins are {str(given)[:80]}, expected a list of gates with values") from error


def _pin(one: dict[str, Any], letter: str) -> Pin:
    units = one.get("units")
    held = None if units is None else tuple(int(unit) for unit in units)
    first, last = (None if one.get(name) is None else int(one[name]) for name in ("from", "to"))
    return Pin(letter, float(one["value"]), held, first, last)
