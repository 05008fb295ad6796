"""A unit as pages draw it: the data derived from its blueprint, and its layouts."""

from typing import Any

from lstm_core.blueprints import Blueprint, as_json
from lstm_core.picture.layouts import layouts


def drawn(blueprint: Blueprint) -> dict[str, Any]:
    """Return the JSON of a blueprint with its layouts.

    Parameters
    ----------
    blueprint : Blueprint
        The unit.

    Returns
    -------
    dict
        The result of `lstm_core.blueprints.as_json`, with ``layouts`` by view and width.
    """
    unit = as_json(blueprint)
    return unit | {"layouts": layouts(blueprint)}
