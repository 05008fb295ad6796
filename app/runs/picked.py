"""The arrays of a layer's trace in an answer: the fields and units that were asked for."""

from collections.abc import Iterator, Sequence

from app.faults.kinds import Refused
from app.faults.wording import one_of
from app.wire.arrays import Array
from app.wire.networks import Network
from app.wire.units import TERMS, arrays, of_a_trace
from lstm_core import Trace
from lstm_core.blueprints import LSTM
from lstm_core.stacks.trace import LayerRun


def check_fields(names: Sequence[str] | None, network: Network) -> None:
    """Raise `Refused` when a field is asked for that no unit of the network has."""
    blueprints = [layer.params.blueprint for _, _, layer in network.cells]
    known = [*dict.fromkeys(name for blueprint in blueprints for name in arrays(blueprint)), TERMS]
    for n, name in enumerate(names or ()):
        if name not in known:
            raise Refused(f"/fields/{n}", one_of(known, name))


def shown(trace: Trace, names: Sequence[str] | None) -> list[str]:
    """Return the requested fields that a trace has; None stands for the default fields."""
    if names is None:
        return list(of_a_trace(trace.blueprint))
    return [name for name in names if name == TERMS or name in trace.values]


def kind(one: LayerRun) -> dict[str, str]:
    """Return the unit of a layer as an entry of an answer; empty for an LSTM, which every reader expects."""
    name = one.trace.blueprint.name
    return {} if name == LSTM.name else {"unit": name}


def picked(trace: Trace, name: str, units: Sequence[int] | None) -> Array:
    """Return one array of a trace, for these units only; x, which belongs to no unit, is complete."""
    array = trace.values[name]
    return array if units is None or name == "x" else array[..., list(units)]


def picked_terms(trace: Trace, units: Sequence[int] | None) -> dict[str, dict[str, Array]]:
    """Return the terms of every pre-activation by net, for these units only."""
    which = slice(None) if units is None else list(units)
    return {
        letter: {part: a[..., which] for part, a in trace.terms(letter).items()}
        for letter in trace.params.nets
    }


def columns(trace: Trace, names: Sequence[str], units: Sequence[int] | None) -> Iterator[tuple[str, Array]]:
    """Yield all arrays with a column name each; the terms of a pre-activation are named like ``Wx_f``."""
    for name in names:
        if name != TERMS:
            yield name, picked(trace, name, units)
            continue
        for letter, parts in picked_terms(trace, units).items():
            yield from ((f"{part}_{letter}", values) for part, values in parts.items())
