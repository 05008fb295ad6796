"""The units as JSON: what pages and the API are told of them."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from lstm_core.blueprints import BLUEPRINTS
from lstm_core.picture.units import drawn

NAMES = tuple(BLUEPRINTS)
"""The names of all units, the LSTM's first."""
DEFAULT = BLUEPRINTS[NAMES[0]]
"""What runs where nobody names a unit."""


@cache
def described(name: str) -> Mapping[str, Any]:
    """Return what follows from a unit's blueprint, and the layouts of its pictures.

    Raises
    ------
    KeyError
        When no unit has that name.
    """
    return drawn(BLUEPRINTS[name])
