"""Dye in the water: the part of each stream that entered at one step, in a hue and with dots of its own."""

from collections.abc import Mapping
from typing import Final
from xml.etree import ElementTree as ET

import numpy as np

from lstm_core.arrays import Array
from lstm_core.blueprints import Blueprint
from lstm_core.blueprints.water import keeping
from lstm_core.picture.svg import path as line

DYE: Final = "#b8e600"
DOTS: Final = "#3f4f00"
"""The colours of the dye, light and dark the same, as on the web pages."""


def dyed_fields(blueprint: Blueprint, parts: Array, source: int) -> Mapping[str, Array]:
    """Return how much of each field is dyed, (T, H); fields that are missing have no dye.

    Parameters
    ----------
    blueprint : Blueprint
        The unit.
    parts : (T, H)
        What of the memory after each step entered at the dyed one.
    source : int
        That step.
    """
    lane, found = blueprint.lane, keeping(blueprint)
    fields = {lane: parts, f"{lane}_prev": np.concatenate([np.zeros_like(parts[:1]), parts[:-1]])}
    if found is None:
        return fields
    steps = np.arange(len(parts))[:, np.newaxis]
    kept = next(op.field for op in blueprint.ops if op.of == (found.opening, f"{lane}_prev"))
    return fields | {
        kept: np.where(steps > source, parts, 0),
        found.added: np.where(steps == source, parts, 0),
    }


def draw(drawing: ET.Element, way: str, pipe: str, unit: int, value: float, wide: float) -> None:
    """Draw the dyed part of a stream over it, `wide` in width."""
    if not wide:
        return
    marks = {"data_tint": pipe, "data_unit": str(unit), "data_value": repr(value)}
    line(drawing, way, DYE, wide, **marks)
    dots = min(wide, max(1.5, 0.3 * wide))
    line(drawing, way, DOTS, dots, stroke_dasharray="0 11", stroke_linecap="round")
