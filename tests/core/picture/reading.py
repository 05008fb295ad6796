"""Runs to be drawn, and what a drawing says of them, by its geometry."""

from xml.etree import ElementTree as ET

import numpy as np

from lstm_core import GateParams, LSTMParams, Pins, Trace, run
from lstm_core.blueprints import BLUEPRINTS, weight_shapes
from lstm_core.params import params_of
from lstm_core.picture.palette import LIGHT

SVG = "{http://www.w3.org/2000/svg}"


def random_trace(H: int, seed: int, batch: tuple[int, ...] = (), pins: Pins | None = None) -> Trace:
    rng = np.random.default_rng(seed)
    params = LSTMParams.random(3, H, rng, "full" if seed % 2 else "none")
    return run(params, 3 * rng.normal(size=(9, *batch, 3)), C0=3 * rng.normal(size=(*batch, H)), pins=pins)


def any_trace(unit: str, H: int, seed: int) -> Trace:
    rng = np.random.default_rng(seed)
    shapes = weight_shapes(BLUEPRINTS[unit], 3, H)
    weights = {
        letter: {name: rng.normal(size=shape) for name, shape in arrays.items()}
        for letter, arrays in shapes.items()
    }
    params = params_of(BLUEPRINTS[unit], {letter: GateParams(**arrays) for letter, arrays in weights.items()})
    return run(params, rng.normal(size=(9, 3)), h0=rng.uniform(-1, 1, H))


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own


def marked(drawing: ET.Element, name: str) -> list[ET.Element]:
    return [element for element in drawing.iter() if f"data-{name}" in element.attrib]


def openings(drawing: ET.Element, valve: str) -> dict[int, float]:
    """Return what the blades of a valve leave open, by unit, as a share of the width of a full lane."""
    (group,) = (one for one in marked(drawing, "valve") if one.get("data-valve") == valve)
    slot = float(drawing.attrib["data-slot"])
    full = min(56, 0.84 * slot)
    left = {
        int(text.attrib["data-unit"]): slot for text in group.iter(f"{SVG}text") if "data-unit" in text.attrib
    }
    for plate in marked(group, "plate"):
        left[int(plate.attrib["data-plate"])] -= float(plate.attrib["height"])
    return {unit: gap / full for unit, gap in left.items()}


def streams(drawing: ET.Element, field: str) -> list[tuple[int, float]]:
    """Return unit and value of each stream of a field, by its width and its colour."""
    width = float(drawing.attrib["data-full-width"])
    found = []
    for one in marked(drawing, "field"):
        if one.get("data-field") == field:
            sign = {LIGHT["positive"]: 1, LIGHT["negative"]: -1}[one.attrib["stroke"]]
            share = float(one.attrib["stroke-width"]) / width
            found.append((int(one.attrib["data-unit"]), sign * share * float(one.attrib["data-full"])))
    return found
