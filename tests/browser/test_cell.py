"""The Cell view: the same true numbers in the other drawing, and the transition between the two."""

import re
import time
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.ends import check_ends
from tests.browser.lab import PHASES, Lab
from tests.browser.screens import MOVING, PHONE
from tests.browser.truth import NEGATIVE, POSITIVE, check, full_lane

REACH = {"wide": 168 / 2 - 20, "tall": 112 / 2 - 20}
INSIDE = {"wide": 96, "tall": 58}


@pytest.fixture
def lab(standing: Lab) -> Lab:
    return standing


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
    if model == "random-4":
        check_ends(lab, model, 4, known=True)


def test_with_a_pin_the_untouched_runs_level_stands_in_the_tank(lab: Lab) -> None:
    untouched = lab.trace("random-4")
    mark = full_lane(untouched, [0, 1, 2, 3])
    for phase, field in (("forget", "C_prev"), ("output", "C")):
        lab.open(f"model=random-4&step=5&phase={phase}&view=cell&pins=forget:0.25:1:2-")
        zero = lab.drawing()["zero"]
        marks = lab.page.locator(".column-ghost").all()
        levels = [float(mark.get_attribute("y1") or "nan") for mark in marks]
        expected = [zero - value / mark * REACH["wide"] for value in untouched[field][4]]
        assert levels == pytest.approx(expected, abs=1e-6), phase


IN_TANK = """() => {
  const box = (element) => element.getBoundingClientRect();
  const zero = box(document.querySelector('.tank-zero')).top;
  const others = [...document.querySelectorAll('.column, .column-value')].map(box);
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  return [...document.querySelectorAll('.lane-name')].map((name) => {
    const { sign } = document.querySelector(`.column[data-unit='${name.dataset.unit}']`).dataset;
    const isAbove = (box(name).top + box(name).bottom) / 2 < zero;
    const seen = others.filter(({ height }) => height > 0.5);
    return [sign, isAbove, seen.some((other) => meet(box(name), other))];
  });
}"""


def test_names_in_the_tank_stand_whole_and_across_the_zero_from_their_columns(lab: Lab) -> None:
    seen = set()
    for step, phase in ((13, "forget"), (13, "output"), (19, "output")):
        lab.open(f"model=stock-position&example=two-trades&step={step}&phase={phase}&view=cell")
        expect(lab.page.locator(".lane-name")).to_have_text(["1 buying", "price", "2 profit"])
        for sign, is_above, is_covered in lab.page.evaluate(IN_TANK):
            assert (is_above, is_covered) == (sign == "negative", False), (step, phase)
            seen.add(sign)
    assert seen == {"positive", "negative"}


def test_old_memory_comes_by_dashed_lines_and_new_by_solid_ones(lab: Lab) -> None:
    dashes = """() => Object.fromEntries([...document.querySelectorAll('.wire[data-wire]')].map((wire) =>
      [wire.dataset.wire, getComputedStyle(wire.querySelector('path')).strokeDasharray !== 'none']))"""
    for view in ("cell", "pipe"):
        lab.open(f"model=random-4&step=5&phase=output&view={view}")
        found = lab.page.evaluate(dashes)
        assert {wire for wire, is_dashed in found.items() if is_dashed} == {"peep_f", "peep_i"}, view
        assert {"peep_o", "x_forget", "h_prev_forget"} < set(found), view


def test_the_way_between_the_views_takes_four_tenths_of_a_second(browser: Browser, base_url: str) -> None:
    with browser.new_context(**MOVING, base_url=base_url) as own:  # a clock is a whole context's
        page = own.new_page()
        page.clock.install()
        page.goto("/lab#model=random-4&step=5&phase=output&view=cell")  # whose layout is there then
        pipe = page.get_by_role("button", name="Pipe", exact=True)
        expect(pipe).to_be_visible()
        expect(page.locator("svg.pipes")).to_be_visible()
        page.clock.pause_at("2040-01-01")
        pipe.click()
        places = set()
        for _ in range(3):
            page.clock.run_for(120)
            places.add(page.locator(".valve[data-valve=write] > g").first.get_attribute("transform"))
        assert len(places) == 3, "the new-memory valve did not travel"
        expect(page.locator(".drawing[data-moving]")).to_have_count(1)
        page.clock.run_for(80)
        expect(page.locator(".drawing[data-moving]")).to_have_count(0)


@pytest.mark.browser_context_args(**MOVING)
@pytest.mark.parametrize(("first", "second"), [("pipe", "cell"), ("cell", "pipe")])
def test_the_way_from_one_view_to_the_other_ends_in_exactly_the_other(
    page: Page, first: str, second: str
) -> None:
    lab = Lab(page)
    lab.open(f"model=random-4&step=5&phase=output&view={second}")
    wanted = lab.page.locator("svg.pipes").evaluate(PICTURE)
    lab.open(f"model=random-4&step=5&phase=output&view={first}")
    lab.page.evaluate(WATCH_TRAVEL)
    lab.page.get_by_role("button", name=second.capitalize(), exact=True).click()
    lab.page.wait_for_function(
        "() => window.places.length > 1 && !document.querySelector('.drawing[data-moving]')"
    )
    assert lab.page.locator("svg.pipes").evaluate(PICTURE) == wanted
    expect(lab.page).to_have_url(re.compile("view=cell" if second == "cell" else "^(?!.*view=)"))

    def late(route: Route) -> None:
        time.sleep(0.5)
        route.continue_()

    lab.page.route("**/presets/random-1", late)
    lab.page.evaluate(LEAVE_ON_THE_WAY, [first.capitalize(), "model=random-1&step=2&phase=output"])
    lab.settle()
    assert lab.drawing()["phase"] == "output"
    assert lab.memory() == pytest.approx(lab.trace("random-1")["C"][1], abs=0.005 + 1e-9)


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

LEAVE_ON_THE_WAY = """([view, place]) => new Promise((done) => {
  const look = () => {
    if (!document.querySelector('.drawing[data-moving]')) return requestAnimationFrame(look);
    location.hash = place;
    done();
  };
  const buttons = [...document.querySelectorAll('#views button')];
  buttons.find((button) => button.textContent.trim() === view).click();
  look();
})"""
"""Goes to a model that is not here yet while the drawing is between two views."""
WATCH_TRAVEL = """() => {
  window.places = [];
  new MutationObserver(() => window.places.push(
    document.querySelector('.valve[data-valve=write] > g')?.getAttribute('transform')))
    .observe(document.querySelector('.drawing'), {childList: true});
}"""
"""It stays with the document, in which a later test may show a picture without that valve."""


def test_a_network_waits_for_the_memory_only_until_it_is_there(lab: Lab) -> None:
    for phase, waits in (("write", True), ("merge", False), ("output", False)):
        lab.open(f"model=random-8-full&step=5&phase={phase}&view=cell")
        expect(lab.page.locator(".label-waits")).to_be_visible(visible=waits)


def test_the_untouched_run_and_a_pin_have_keys_once_a_valve_is_held(lab: Lab) -> None:
    keys = lab.page.locator(".legend-untouched, .legend-pinned")
    for view, pins, shown in (
        ("cell", "", []),
        ("cell", "&pins=forget:0.1:1:2-", ["untouched", "pinned"]),
        ("cell", "&pins=forget:0.1:1:2-3", ["untouched"]),
        ("row", "&pins=forget:0.1:1:2-", ["untouched"]),
    ):
        lab.open(f"model=random-4&step=5&phase=output&view={view}{pins}")
        said = [key.text_content() for key in keys.all() if key.is_visible()]
        assert said == shown, (view, pins)
    for view, says in (("row", "Press a unit"), ("pipe", "Drag a handwheel")):
        lab.open(f"model=random-4&step=5&phase=output&view={view}")
        expect(lab.page.locator("#pins")).to_contain_text(says)
        expect(lab.page.locator(".legend-hint")).to_have_js_property("hidden", view == "row")
    lab.open("model=random-4&step=5&phase=output&view=cell&pins=forget:0.1:1:2-")
    for stroke in (".ghost", ".ghost-edge"):  # behind the water, and in it
        drawn = lab.page.locator(f".water {stroke}").first.evaluate("(path) => getComputedStyle(path).stroke")
        expect(lab.page.locator(f".legend-untouched {stroke}")).to_have_css("stroke", drawn)
    marks = lab.page.locator(".valve .pin-mark.on circle")
    assert lab.page.locator(".legend-pinned circle").get_attribute("r") == marks.first.get_attribute("r")
