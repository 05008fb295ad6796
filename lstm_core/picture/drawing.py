"""One step of a trace as a picture: lanes of memory, three valves, a joint, with the true numbers."""

import os
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np

import lstm_core.picture.glass as glass
import lstm_core.picture.labels as labels
import lstm_core.picture.signals as signals
import lstm_core.picture.valves as valves
from lstm_core.blueprints import LSTM, Blueprint
from lstm_core.picture.excerpt import Excerpt
from lstm_core.picture.plan import Plan
from lstm_core.picture.svg import add, number, sheet
from lstm_core.picture.water import Water


@dataclass(frozen=True)
class Picture:
    """A drawing that Jupyter shows.

    Attributes
    ----------
    svg : str
        Its text, an SVG element.
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
    """Return whether there is a picture of this unit."""
    return blueprint == LSTM


def draw(shown: Excerpt, step: int, name: str = "") -> Picture:
    """Draw a step.

    Parameters
    ----------
    shown : Excerpt
        Which units of which run.
    step : int
        Which step; -1 is the last.
    name : str
        What to write before the step.

    Raises
    ------
    IndexError
        If the run has no such step.
    ValueError
        If there is no picture of this kind of layer.
    """
    blueprint = shown.trace.params.blueprint
    if not is_drawn(blueprint):
        raise ValueError(f"there is no picture of {blueprint.name}, expected lstm")
    steps = len(shown.values("C"))
    if not -steps <= step < steps:
        raise IndexError(f"step {step} is not in the run, expected 0 to {steps - 1}")
    step %= steps
    when = f"step {step} of 0 to {steps - 1}" if shown.timed else "one step"
    plan, full = Plan(len(shown.units)), shown.full(step)
    drawing = sheet(plan.width, plan.height, labels.label(shown, step, when))
    drawing.set("data-full-width", number(plan.full))
    drawing.set("data-full-memory", repr(full))
    add(
        drawing, "rect", "card", "line",
        x=0.5, y=0.5, width=plan.width - 1, height=plan.height - 1, rx=14,
    )  # fmt: skip
    labels.heading(drawing, name, when, shown.words)
    three = valves.valves(plan)
    glass.draw(drawing, plan)
    for valve in three:
        valves.back(drawing, plan, valve)
    Water(drawing, plan, shown, step, full).draw()
    labels.squeeze(drawing, plan)
    signals.draw(drawing, plan, shown.trace.params)
    held = {valve.gate: shown.held(valve.gate)[step] for valve in three}
    for valve in three:
        openings = shown.values(valve.gate)[step]
        valves.front(drawing, plan, valve, shown.units, openings, held[valve.gate])
    signals.candidate(drawing, plan, shown.units, shown.values("g")[step])
    labels.names(drawing, plan)
    labels.values(drawing, plan, shown, step)
    labels.legend(drawing, plan, full, not all(np.isnan(row).all() for row in held.values()))
    return Picture(ET.tostring(drawing, encoding="unicode"))
