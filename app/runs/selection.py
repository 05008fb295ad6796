"""The layers, directions and units of a network to which a request refers."""

from collections.abc import Sequence

from app.faults.kinds import Refused
from app.wire.networks import Network
from lstm_core.stacks.layer import Direction

Place = tuple[int, Direction]


def chosen_places(network: Network, layer: int | None, direction: Direction | None) -> list[Place]:
    """Return the layers and directions that an answer shows; None stands for all.

    Raises
    ------
    Refused
        When the network has no such layer or direction.
    """
    places = places_of(network)
    if layer is not None:
        places = in_layer(places, layer, "/layer")
    shown = [place for place in places if direction in (None, place[1])]
    if not shown:
        found = " and ".join(sorted({way for _, way in places}, reverse=True))
        raise Refused("/direction", f"expected {found}, found {direction}")
    return shown


def in_layer(places: Sequence[Place], layer: int, pointer: str) -> list[Place]:
    """Return the places of one layer; `Refused` at `pointer` when there is no such layer."""
    found = [place for place in places if place[0] == layer]
    if not found:
        raise Refused(pointer, f"expected a layer from 0 to {places[-1][0]}, found {layer}")
    return found


def places_of(network: Network) -> list[Place]:
    """Return every layer and direction, in the order of an answer's layers."""
    return [(layer, direction) for layer, direction, _ in network.cells]


def check_units(units: Sequence[int] | None, H: int, pointer: str = "/units") -> None:
    """Raise `Refused` when a unit is not one of H, or given twice."""
    seen: set[int] = set()
    for n, unit in enumerate(units or []):
        if unit >= H:
            raise Refused(f"{pointer}/{n}", f"expected a unit from 0 to {H - 1}, found {unit}")
        if unit in seen:
            raise Refused(f"{pointer}/{n}", f"the unit {unit} is given twice")
        seen.add(unit)
