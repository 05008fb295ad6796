"""The names of units' parts on the wire: arrays, gates, states, as the blueprints define them."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Final

from lstm_core.blueprints import BLUEPRINTS, Blueprint, fields, gates, terms

TERMS: Final = "terms"
"""The field that splits each pre-activation into its terms."""


@cache
def arrays(blueprint: Blueprint) -> tuple[str, ...]:
    """Return every array of a unit's trace in the order of an answer, which ends with the initial states."""
    order = sorted(fields(blueprint), key=lambda field: field.kind == "start")
    return tuple(field.name for field in order)


@cache
def of_a_trace(blueprint: Blueprint) -> tuple[str, ...]:
    """Return the arrays of a trace by default: a state before a step is that of the previous step."""
    return _without(blueprint, "before")


@cache
def of_a_step(blueprint: Blueprint) -> tuple[str, ...]:
    """Return the arrays of a single step, whose initial state is the state before it."""
    return _without(blueprint, "start")


def terms_of(blueprint: Blueprint) -> tuple[str, ...]:
    """Return the names of all terms of a unit's pre-activations."""
    return tuple(dict.fromkeys(term.name for net in blueprint.nets for term in terms(blueprint, net.letter)))


def _without(blueprint: Blueprint, kind: str) -> tuple[str, ...]:
    left_out = {field.name for field in fields(blueprint) if field.kind == kind}
    return tuple(name for name in arrays(blueprint) if name not in left_out)


def _all(names: Callable[[Blueprint], Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for blueprint in BLUEPRINTS.values() for name in names(blueprint)))


FIELDS: Final = (*_all(arrays), TERMS)
"""Every name that a field has in some unit."""
GATES: Final = _all(gates)
"""Every gate that can be held by hand in some unit."""
STATES: Final = _all(lambda blueprint: blueprint.carried)
"""Every state that some unit carries from step to step."""
ALL_TERMS: Final = _all(terms_of)
COMMON_TERMS: Final = frozenset.intersection(*(frozenset(terms_of(each)) for each in BLUEPRINTS.values()))
"""The terms that all units have."""
