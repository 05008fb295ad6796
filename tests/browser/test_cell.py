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
    document.querySelector('.valve[data-valve=write] > g').getAttribute('transform')))
    .observe(document.querySelector('.drawing'), {childList: true});
}"""


SHOWN = """() => {
  const parts = [...document.querySelectorAll('.pipes [data-part]:not(.tank)')];
  const isThere = (part) => getComputedStyle(part).display !== 'none';
  return [...new Set(parts.filter(isThere).map((part) => part.dataset.part))];
}"""
BARE = {"old", "kept", "memory"}
JOINT = {"joint", "added", "write", "candidate", "candidate_net"}


def test_a_picture_is_built_up_from_the_bare_pipe_and_its_numbers_stay_those_of_the_trace(lab: Lab) -> None:
    trace = lab.trace("random-4")
    lab.open("model=random-4&step=5&phase=output&parts=pipe")
    assert set(lab.page.evaluate(SHOWN)) == BARE
    signals = (".values text", ".readout-end")  # what is written at ends that are not there
    for gone in (
        ".badge",
        ".label-x",
        ".label-h_prev",
        ".label-out",
        ".label-forget",
        ".valve",
        ".net",
        *signals,
    ):
        assert not any(one.is_visible() for one in lab.page.locator(f".pipes {gone}").all()), gone
    ends = lab.page.locator(".end[data-end=new]").all_text_contents()
    written = [float(text.replace("−", "-")) for text in ends]
    assert written == pytest.approx(trace["C"][4], abs=0.00501)
    lanes = lab.page.locator(".lane[data-pipe=memory]").all()
    assert [float(lane.get_attribute("data-value") or "nan") for lane in lanes] == trace["C"][4]
    lab.page.get_by_role("button", name=re.compile("Build up")).click()
    row = lab.page.locator(".build")
    buttons = row.locator("button")
    expect(buttons).to_have_count(5)
    names = buttons.all_inner_texts()
    assert names[1:3] == ["forget valve", "T-joint, new-memory valve"]
    buttons.evaluate_all("(all) => { all[1].click(); all[2].click(); }")  # before either is drawn
    expect(lab.page).to_have_url(re.compile("parts=pipe,forget,joint"))
    lab.settle()
    assert set(lab.page.evaluate(SHOWN)) == BARE | JOINT | {"forget"}
    drawing = lab.drawing()
    check(drawing, trace, [0, 1, 2, 3], 4, 5, inside=96)
    for name in ("valve networks", "output, its valve"):
        row.get_by_role("button", name=name, exact=True).click()
    expect(lab.page).not_to_have_url(re.compile("parts="))
    row.get_by_role("button", name="bare pipe", exact=True).click()
    expect(lab.page).to_have_url(re.compile("parts=pipe&|parts=pipe$"))
    lab.page.get_by_role("button", name=re.compile("Build up")).click()
    expect(row).to_be_hidden()


SPOTLIGHTS = {
    "old memory, forget valve": {"old", "kept", "tank", "forget", "forget_net", "x_forget", "h_prev_forget"}
    | {"peep_f", "turn_f"},
    "new memory, its valve": {"candidate", "added", "write", "write_net", "candidate_net", "x_write"}
    | {"h_prev_write", "x_candidate", "h_prev_candidate", "peep_i", "turn_i"},
    "both valves, the sum": {"kept", "added", "memory", "forget", "write", "joint", "tank"},
    "output, its valve": {"branch", "squeezed", "out", "squeeze", "output", "output_net", "x_output"}
    | {"h_prev_output", "peep_o", "turn_o"},
}
TANK_COLOUR = "() => getComputedStyle(document.querySelector('.tank-wall')).stroke"
GREEN = "() => getComputedStyle(document.querySelector('.net[data-part=write_net] rect')).stroke"
LIT = """() => {
  const parts = [...document.querySelectorAll('.pipes [data-part]')];
  const bright = (part) => getComputedStyle(part).opacity === '0.12' ? null : part.dataset.part;
  return [...new Set(parts.map(bright))].filter((id) => id !== null);
}"""
BRIGHT_NAMES = """() => [...document.querySelectorAll('.pipes :is(.label, .end)[data-of]')]
  .filter((name) => getComputedStyle(name).opacity !== '0.12').map((name) => name.dataset.of)"""


def test_each_spotlight_lights_its_parts_and_dims_the_rest(lab: Lab) -> None:
    lab.open("model=random-4&step=5&phase=output&view=cell")
    everything = set(lab.page.evaluate(LIT))
    assert everything == set().union(*SPOTLIGHTS.values())
    for name, parts in SPOTLIGHTS.items():
        button = lab.page.get_by_role("button", name=name, exact=True)
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        lab.settle()
        assert set(lab.page.evaluate(LIT)) == parts, name
        named = {"new": "tank"}
        names = {"forget", "write", "output", "joint", "old", "out", "new"}
        bright = {one for one in names if named.get(one, one) in parts}
        assert set(lab.page.evaluate(BRIGHT_NAMES)) == bright | {"x", "h_prev", "waits"}, name
    expect(lab.page).to_have_url(re.compile("light=output"))
    lab.reload()
    assert set(lab.page.evaluate(LIT)) == SPOTLIGHTS["output, its valve"]
    lab.page.get_by_role("button", name="output, its valve", exact=True).click()
    lab.settle()
    expect(lab.page.locator(".pipes .dim")).to_have_count(0)


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
    lab.open("model=random-4&step=5&phase=output&view=cell&pins=forget:0.1:1:2-")
    marks = lab.page.locator(".valve .pin-mark.on circle")
    assert lab.page.locator(".legend-pinned circle").get_attribute("r") == marks.first.get_attribute("r")


FOOT = """() => {
  const body = document.querySelector('#spotlights > .part-body');
  const box = (place) => JSON.stringify(document.querySelector(place).getBoundingClientRect());
  const boxes = () => box('svg.pipes') + box('#transport');
  const after = boxes();
  const lights = [...body.childNodes];
  body.replaceChildren();
  const before = boxes();
  body.append(...lights);
  const height = document.querySelector('.stage-foot').offsetHeight;
  return {moves: before !== after, parts: lights.length, height};
}"""


def test_keys_lights_and_wires_are_a_line_and_nothing_moves_when_the_lights_come(
    lab: Lab,
) -> None:
    for language in ("en", "zh"):
        lab.page.set_viewport_size({"width": 1440, "height": 900})
        lab.open("model=random-8-full&step=5&phase=output&view=cell&pins=forget:0.9", language)
        expect(lab.page.locator(".legend-apart")).to_be_visible()
        expect(lab.page.locator(".legend-pinned")).to_be_visible()
        assert lab.page.evaluate(FOOT) == {"moves": False, "parts": 7, "height": 28}
        lab.page.set_viewport_size({"width": 1140, "height": 900})
        lab.settle()
        assert lab.page.evaluate(FOOT)["moves"] is False, "where they take two lines"


def test_under_the_third_light_the_tank_is_edged_in_green(lab: Lab) -> None:
    for light in ("forget", "write", "merge", "output"):
        lab.open(f"model=random-4&step=5&phase=write&view=cell&light={light}")
        is_green = lab.page.evaluate(TANK_COLOUR) == lab.page.evaluate(GREEN)
        assert is_green == (light == "merge"), light


UNDER_LID = ("#readout", "#why", "#pins", "#hands", ".timeline-label.text-forget")
"""What tells of the valves beside the picture."""


def test_the_black_box_hides_the_inside_and_shows_what_goes_in_and_out(lab: Lab) -> None:
    trace = lab.trace("random-4")
    lab.open("model=random-4&step=5&phase=output&view=box")
    check(lab.drawing(), trace, [0, 1, 2, 3], 4, 5, inside=96)
    for hidden in (".valve .wheel", ".net", ".badge", ".label-forget"):
        expect(lab.page.locator(hidden).first).to_be_hidden()
    for shown in (".label-old", ".label-new", ".label-out", ".label-x", ".label-h_prev"):
        expect(lab.page.locator(f".labels:not(.back) {shown}")).to_be_visible()
    expect(lab.page.locator(".lid-title")).to_be_visible()
    for inside in UNDER_LID:
        expect(lab.page.locator(inside)).to_be_hidden()
    lab.page.get_by_role("button", name="Pipe", exact=True).click()
    expect(lab.page.locator(".lid")).to_have_attribute("opacity", "0")
    expect(lab.page.locator(".valve .wheel").first).to_be_visible()
    for inside in UNDER_LID:
        expect(lab.page.locator(inside).first).to_be_visible()


def test_a_pin_set_before_the_lid_came_can_be_removed_under_it(lab: Lab) -> None:
    lab.open("model=random-4&step=5&view=box&pins=forget:0.25")
    lab.page.locator("#pins .remove").click()
    lab.settle()
    expect(lab.page).not_to_have_url(re.compile("pins="))
    expect(lab.page.locator("#pins")).to_be_hidden()
