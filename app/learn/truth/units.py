"""The names of a unit's parts that a tutorial can use, read from its blueprint."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Final

from app.learn.text.places import Place, TutorialError
from lstm_core.blueprints import BLUEPRINTS, Blueprint, fields, gates
from lstm_core.blueprints.assemblies import assemblies
from lstm_core.blueprints.spotlights import spotlights


def phases(blueprint: Blueprint) -> tuple[str, ...]:
    """Return the names of a unit's phases, in order."""
    return tuple(phase.id for phase in blueprint.phases)


def lights(blueprint: Blueprint) -> tuple[str, ...]:
    """Return the names of a unit's spotlights."""
    return tuple(light.id for light in spotlights(blueprint))


@cache
def parts(blueprint: Blueprint) -> tuple[str, ...]:
    """Return the names of what a unit is built up from, derived once: each moment that names parts asks."""
    return tuple(one.id for one in assemblies(blueprint))


def letters(blueprint: Blueprint) -> tuple[str, ...]:
    """Return the letters of a unit's small networks."""
    return tuple(net.letter for net in blueprint.nets)


def shown(blueprint: Blueprint) -> tuple[str, ...]:
    """Return the fields of a run that are available on the page."""
    return tuple(
        field.name
        for field in fields(blueprint)
        if field.kind != "preactivation" and field.axes.startswith("T")
    )


KEYS: Final[Mapping[str, Callable[[Blueprint], tuple[str, ...]]]] = {
    "phase": phases,
    "light": lights,
    "valve": letters,
    "parts": parts,
}
"""Keys of the Lab's address whose values depend on the unit; `parts` may have several, with commas."""


def of_any(names: Callable[[Blueprint], Iterable[str]]) -> tuple[str, ...]:
    """Return the values for all units, without duplicates."""
    return tuple(dict.fromkeys(name for blueprint in BLUEPRINTS.values() for name in names(blueprint)))


OF_UNITS: Final[Mapping[str, tuple[str, ...]]] = {key: of_any(names) for key, names in KEYS.items()}
PHASES: Final = OF_UNITS["phase"]
FIELDS: Final = of_any(shown)
GATES: Final[Mapping[str, str]] = {
    gate: letter for blueprint in BLUEPRINTS.values() for gate, letter in gates(blueprint).items()
}


def check(keys: Mapping[str, str], blueprint: Blueprint, place: Place) -> None:
    """Raise TutorialError if a key names something that the unit does not have."""
    for key, names in KEYS.items():
        for value in values(key, keys):
            if value not in names(blueprint):
                known = ", ".join(names(blueprint))
                raise TutorialError(place, f"{key}: expected one of {known}, found {value!r}")


def values(key: str, keys: Mapping[str, str]) -> list[str]:
    """Return the values of a key that depends on the unit."""
    return keys[key].split(",") if key == "parts" and key in keys else [keys[key]] if key in keys else []
