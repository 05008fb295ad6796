"""A tutorial's figure against the core: each valve's opening, and the lines of its strip."""

import re

import numpy as np
import pytest
from playwright.sync_api import Page

from app.learn.truth.moments import Moment
from app.learn.truth.units import PHASES
from lstm_core import Head
from lstm_core.arrays import Array
from lstm_core.blueprints.phases import phases
from tests.browser.learn import RUNS
from tests.browser.waits import until

ROUNDED = 5e-5
"""How far a number of five digits, as a figure asks for, may be from the exact one, as a share of it."""
GATES = {"forget": ("f", 0), "write": ("i", 0), "output": ("o", 4)}
OPENINGS = """
(id) => Object.fromEntries([...document.querySelectorAll(`#${id} [data-valve]`)].map((valve) => [
  valve.dataset.valve,
  [...valve.querySelectorAll(".lane-blade")].map(({ dataset }) => [+dataset.unit, dataset.opening ?? null]),
]))
"""
IS_RUN = """
([id, wanted]) => [...document.querySelectorAll(`#${id} [data-valve]`)].every((valve) =>
  [...valve.querySelectorAll('.lane-blade')].every(({ dataset }) => {
    const value = wanted[valve.dataset.valve][dataset.unit];
    return value === null ? !('opening' in dataset) : Math.abs(dataset.opening / value - 1) < 1e-4;
  }))
"""
"""Whether the valves of a figure stand as in a run."""
STRIP = """
(id) => {
  const strip = document.querySelector(`#${id} .figure-strip`);
  const course = (path) => path?.getAttribute('d') ?? null;
  const zeros = [...strip.querySelectorAll('.strip-zero')];
  const zero = zeros.map((path) => +course(path).match(/^M0 ([^H]+)H/)[1]);
  const line = (role) => course(strip.querySelector(`path[data-role=${role}][data-index="0"]`));
  return { zero, input: line('input'), answer: line('answer'), step: +strip.querySelector('input').value,
    bands: strip.querySelectorAll('.strip-plot, .strip-letters').length };
}
"""


def drawn_as_computed(page: Page, ident: str, shown: Moment) -> None:
    """Check that each valve is as open as computed, and unset before its phase."""
    wanted = openings(shown)
    drawn = page.evaluate(OPENINGS, ident)
    assert set(drawn) == set(GATES)
    for name, blades in drawn.items():
        assert blades
        for unit, opening in blades:
            expected = wanted[name][unit]
            if expected is None:
                assert opening is None
            else:
                assert float(opening) == pytest.approx(expected, rel=ROUNDED)


def wait_for_run(page: Page, ident: str, shown: Moment) -> None:
    """Wait until each valve is as open as computed: the run may be on its way."""
    until(page, IS_RUN, [ident, openings(shown)])


def openings(shown: Moment) -> dict[str, list[float | None]]:
    """Return how far each valve is open at a moment, by lane; None before its phase."""
    trace, phase = RUNS.trace(shown), PHASES.index(shown.phase)
    return {
        name: [None if phase < first else float(value) for value in getattr(trace, gate)[shown.step - 1]]
        for name, (gate, first) in GATES.items()
    }


def strip_as_computed(page: Page, ident: str, shown: Moment, bands: int) -> None:
    """Check that the strip shows the whole input, and of the answers those that the figure has reached."""
    strip = page.evaluate(STRIP, ident)
    assert (strip["step"], strip["bands"]) == (shown.step, bands)
    trace, preset = RUNS.trace(shown), RUNS.preset(shown)
    if strip["input"]:
        first = (preset["input"]["drawn"] or ["line"]).index("line")
        assert_course(strip["input"], strip["zero"][0], trace.x[:, first])
    if strip["answer"]:
        names = [phase.id for phase in phases(trace.blueprint)]
        reached = shown.step if shown.phase == names[-1] else shown.step - 1
        head = Head(np.array(preset["head"]["W"]), np.array(preset["head"]["b"]))
        assert_course(strip["answer"], strip["zero"][-1], head.read(trace.h)[:reached, 0])


def assert_course(path: str, zero: float, values: Array) -> None:
    """Check that a line has one point per step, as far above zero as the values are large."""
    points = [[float(part) for part in point.split()] for point in re.split("[ML]", path)[1:]]
    assert [x for x, _ in points] == [step + 0.5 for step in range(len(values))]
    heights = zero - np.array([y for _, y in points])
    top = int(np.abs(values).argmax()) if len(values) else 0
    if len(values) and values[top]:
        drawn = heights * (values[top] / heights[top])
        np.testing.assert_allclose(drawn, values, rtol=0, atol=2 * ROUNDED * abs(values[top]))
