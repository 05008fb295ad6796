"""The bounds of each field, by interval arithmetic."""

import numpy as np

from lstm_core.blueprints.ops import OPS, SQUASHES, Bounds
from lstm_core.blueprints.order import waves
from lstm_core.blueprints.parts import Net, Op, gives
from lstm_core.blueprints.spec import Blueprint

ANYTHING: Bounds = (-np.inf, np.inf)


def ranges(blueprint: Blueprint) -> dict[str, Bounds]:
    """Return the bounds of everything that a unit computes; infinite where there is no bound."""
    found: dict[str, Bounds] = dict.fromkeys(blueprint.known, ANYTHING)
    for wave in waves(blueprint.parts, blueprint.known):
        for part in wave:
            if isinstance(part, Net):
                found[part.letter] = SQUASHES[part.squash].bounds
            elif isinstance(part, Op):
                found[part.field] = OPS[part.does].bounds(*(found[name] for name in part.of))
            else:
                found[gives(part)] = ANYTHING
    return found
