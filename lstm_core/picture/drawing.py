"""One step of a trace as a picture: lanes of memory, valves and a joint, with the true numbers."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np

import lstm_core.picture.glass as glass
import lstm_core.picture.labels as labels
import lstm_core.picture.signals as signals
import lstm_core.picture.tint as tint
import lstm_core.picture.valves as valves
import lstm_core.picture.water as water
from lstm_core.arrays import Array
from lstm_core.blueprints import Blueprint, as_json
from lstm_core.picture.excerpt import Excerpt
from lstm_core.picture.layouts import VIEWS, layouts
from lstm_core.picture.plan import Plan
from lstm_core.picture.scale import scale_of
from lstm_core.picture.svg import add, number, sheet
from lstm_core.picture.words import APART, legible
from lstm_core.running.dye import Retention

DRAWN = ("pipe", "symbols")
"""The views that are drawn here."""
LEGEND = 34
"""Height of the legend. The heading uses the space that the layout leaves free at the top."""


@dataclass(frozen=True)
class Picture:
    """A drawing that displays itself in Jupyter.

    Attributes
    ----------
    svg : str
        The SVG element, as text.
    """

    svg: str

    def save(self, file: str | os.PathLike[str]) -> None:
        """Write the drawing to an .svg file."""
        Path(file).write_text(self.svg, encoding="utf-8")

    def _repr_html_(self) -> str:
        return self.svg

    def __str__(self) -> str:
        return self.svg


def is_drawn(blueprint: Blueprint) -> bool:
    """Return whether this unit can be drawn."""
    return blueprint.name in VIEWS


def draw(shown: Excerpt, step: int, name: str = "", dyed: int | None = None, layout: str = "pipe") -> Picture:
    """Draw a step.

    Parameters
    ----------
    shown : Excerpt
        The units of a run to draw.
    step : int
        Which step to draw; -1 is the last.
    name : str
        What to write before the step's number.
    dyed : int, optional
        The step whose new memory is dyed.
    layout : {"pipe", "symbols"}
        As plumbing, or in the symbols that most articles use.

    Raises
    ------
    IndexError
        If the run has no such step.
    ValueError
        If this kind of layer cannot be drawn, or has no such layout.
    """
    params = shown.trace.params
    if not is_drawn(params.blueprint):
        raise ValueError(
            f"there is no picture of {params.blueprint.name}, expected one of {', '.join(VIEWS)}"
        )
    known = [view for view in DRAWN if view in VIEWS[params.blueprint.name]]
    if layout not in known:
        raise ValueError(
            f"layout is {layout!r}, expected {' or '.join(map(repr, known))} for {params.blueprint.name}"
        )
    steps = len(shown.values("h"))
    if not -steps <= step < steps:
        raise IndexError(f"step {step} is not in the run, expected 0 to {steps - 1}")
    step %= steps
    when = f"step {step} of 0 to {steps - 1}" if shown.timed else "one step"
    if shown.labels is not None and shown.labels[step]:
        when += f", {legible(shown.labels[step])}"
    plan = _plan(params.blueprint, len(shown.units), layout)
    values = {field: shown.values(field)[step] for field in plan.fields}
    scale = scale_of(shown, plan.plumbing)
    held = {valve["field"]: shown.held(valve["field"])[step] for valve in plan.nodes("valve")}
    seeing = {letter for letter, net in params.nets.items() if net.p is not None}
    width, height = plan.layout["size"]
    height += plan.layout["origin"][1] + LEGEND
    drawing = sheet(width, height, labels.describe(plan, shown, values, when))
    drawing.set("data-pitch", number(plan.pitch))
    drawing.set("data-slot", number(plan.slot))
    drawing.set("data-full-width", number(plan.full))
    drawing.set("data-full-memory", repr(scale.common))
    add(drawing, "rect", "card", "line", x=0.5, y=0.5, width=width - 1, height=height - 1, rx=14)
    labels.heading(drawing, name, when, shown.words)
    glass.housing(drawing, plan)
    signals.wires(drawing, plan, seeing)
    glass.pipes(drawing, plan)
    water.draw(drawing, plan, shown.units, values, scale, _tint(shown, step, dyed))
    glass.flanges(drawing, plan)
    water.sums(drawing, plan)
    labels.squeezes(drawing, plan)
    signals.nets(drawing, plan)
    for valve in plan.nodes("valve"):
        valves.draw(drawing, plan, valve, shown.units, values[valve["field"]], held[valve["field"]])
    labels.names(drawing, plan, seeing)
    labels.ends(drawing, plan, shown.units, values)
    labels.legend(
        drawing,
        height - 18,
        scale,
        APART.get(params.blueprint.unit, "elsewhere"),
        shown.units,
        not all(np.isnan(row).all() for row in held.values()),
    )
    return Picture(ET.tostring(drawing, encoding="unicode"))


def _tint(shown: Excerpt, step: int, dyed: int | None) -> Mapping[str, Array]:
    """Return how much of each lane is dyed at a step, by field."""
    if dyed is None:
        return {}
    blueprint = shown.trace.params.blueprint
    retention = Retention.of(blueprint, lambda field: getattr(shown.trace, field))
    parts = retention.parts_from(dyed)
    if shown.sequence is not None:
        parts = parts[:, shown.sequence]
    fields = tint.dyed_fields(blueprint, parts, retention.place(dyed))
    return {field: array[step, list(shown.units)] for field, array in fields.items()}


@cache
def _plan(blueprint: Blueprint, lanes: int, layout: str) -> Plan:
    return Plan(layouts(blueprint)[layout]["wide"], as_json(blueprint), lanes)
