"""The states from which a run begins."""

from typing import TypeAlias, cast

from app.faults.kinds import Refused
from app.wire.arrays import Array, vector
from app.wire.networks import Network

State: TypeAlias = list[float] | list[list[float]] | None


def states(given: State, name: str, network: Network) -> list[Array | None] | None:
    """Return a state for each layer and direction; None where no state was given.

    Parameters
    ----------
    given : list
        One state, or a list of them; several must be given for a network of several layers or directions.
    name : str
        Its place in the body: h, h0, C or C0.
    network : Network
        The network that starts from it.
    """
    if given is None:
        return None
    cells, state = [cell for _, _, cell in network.cells], name[0]
    carried = [state in cell.params.blueprint.carried for cell in cells]
    if not any(carried):
        raise Refused(f"/{name}", f"expected none: a unit of kind {_kinds(network)} carries no {state}")
    widths = [cell.width if state == "h" else cell.params.H for cell in cells]
    if not given or not isinstance(given[0], list):
        if len(cells) > 1:
            raise Refused(f"/{name}", f"expected a list of {len(cells)} states, one per layer and direction")
        return [vector(cast("list[float]", given), widths[0], f"/{name}", "the model has units")]
    if len(given) != len(cells):
        raise Refused(
            f"/{name}", f"expected {len(cells)} states, one per layer and direction, found {len(given)}"
        )
    return [
        vector(values, width, f"/{name}/{n}", "the layer has units") if has else None
        for n, (values, width, has) in enumerate(zip(given, widths, carried, strict=True))
    ]


def _kinds(network: Network) -> str:
    names = dict.fromkeys(layer.params.blueprint.name for _, _, layer in network.cells)
    return " or ".join(names)
