"""Parts of the picture: built up one by one, lit, or under a lid."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.truth import check


@pytest.fixture
def lab(standing: Lab) -> Lab:
    return standing


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


def test_under_the_third_light_the_tank_is_edged_in_green(lab: Lab) -> None:
    for light in ("forget", "write", "merge", "output"):
        lab.open(f"model=random-4&step=5&phase=write&view=cell&light={light}")
        is_green = lab.page.evaluate(TANK_COLOUR) == lab.page.evaluate(GREEN)
        assert is_green == (light == "merge"), light


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
