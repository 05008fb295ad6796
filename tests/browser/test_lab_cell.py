"""The Cell view: the same truth in the other drawing, and the way from one to the other."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lab import PHASES, Lab
from tests.browser.screens import PHONE
from tests.browser.test_lab_scene import NEGATIVE, POSITIVE, check, full_lane

REACH = {"wide": 168 / 2 - 20, "tall": 112 / 2 - 20}
INSIDE = {"wide": 74, "tall": 58}


@pytest.fixture
def lab(page: Page) -> Lab:
    return Lab(page)


def check_tank(drawing: dict[str, Any], trace: dict[str, Any], step: int, phase: int, layout: str) -> None:
    """Hold the Cell's columns against the memory: the old until the merge, then the new."""
    memory = trace["C" if phase >= PHASES.index("merge") else "C_prev"][step]
    mark = full_lane(trace, list(range(len(memory))))
    for column in drawing["columns"]:
        value = memory[column["unit"]]
        length = abs(value) / mark * REACH[layout]
        assert column["length"] == pytest.approx(length, abs=1e-6)
        assert column["top"] == pytest.approx(drawing["zero"] - (0 if value < 0 else length), abs=1e-6)
        assert column["hue"] == (NEGATIVE if value < 0 else POSITIVE)
    assert {column["unit"] for column in drawing["columns"]} == set(range(len(memory)))


@pytest.mark.parametrize(
    "layout",
    ["wide", pytest.param("tall", marks=pytest.mark.browser_context_args(**PHONE))],
)
@pytest.mark.parametrize("model", ["random-4", "random-8-full"])
def test_every_level_and_opening_equals_the_trace(lab: Lab, model: str, layout: str) -> None:
    trace = lab.trace(model)
    units = list(range(len(trace["C0"])))
    for phase in range(6):
        lab.open(f"model={model}&step=5&phase={PHASES[phase]}&view=cell")
        expect(lab.page.locator(".drawing")).to_have_attribute("data-layout", layout)
        drawing = lab.drawing()
        check(drawing, trace, units, 4, phase, inside=INSIDE[layout])
        check_tank(drawing, trace, 4, phase, layout)


@pytest.mark.parametrize(("first", "second"), [("pipe", "cell"), ("cell", "pipe")])
def test_the_way_from_one_view_to_the_other_ends_in_exactly_the_other(
    lab: Lab, first: str, second: str
) -> None:
    lab.open(f"model=random-4&step=5&phase=output&view={second}")
    wanted = lab.page.locator("svg.pipes").evaluate(PICTURE)
    lab.open(f"model=random-4&step=5&phase=output&view={first}")
    lab.page.evaluate(WATCH_TRAVEL)
    lab.page.get_by_role("button", name=second.capitalize(), exact=True).click()
    lab.page.wait_for_function(
        "() => window.places.length > 2 && !document.querySelector('.drawing[data-moving]')"
    )
    assert lab.page.locator("svg.pipes").evaluate(PICTURE) == wanted
    assert len(set(lab.page.evaluate("window.places"))) > 2, "the new-memory valve did not travel"
    expect(lab.page).to_have_url(re.compile("view=cell" if second == "cell" else "^(?!.*view=)"))


@pytest.mark.browser_context_args(reduced_motion="reduce")
def test_with_reduced_motion_the_other_view_is_there_at_once(lab: Lab) -> None:
    lab.open("model=random-4&step=5&phase=output&view=cell")
    wanted = lab.page.locator("svg.pipes").evaluate(PICTURE)
    lab.open("model=random-4&step=5&phase=output&view=pipe")
    lab.page.evaluate(WATCH_TRAVEL)
    lab.page.get_by_role("button", name="Cell", exact=True).click()
    expect(lab.page.locator(".tank")).to_have_attribute("opacity", "1")
    assert lab.page.locator("svg.pipes").evaluate(PICTURE) == wanted
    assert len(set(lab.page.evaluate("window.places"))) == 1


# The drawing without what flows, which is never twice the same.
PICTURE = """(svg) => {
  const copy = svg.cloneNode(true);
  copy.querySelector('.streaks').removeAttribute('stroke-dashoffset');
  return copy.outerHTML;
}"""

WATCH_TRAVEL = """() => {
  window.places = [];
  new MutationObserver(() => window.places.push(
    document.querySelector('.valve[data-valve=write] > g').getAttribute('transform')))
    .observe(document.querySelector('.drawing'), {childList: true});
}"""
