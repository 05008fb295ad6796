"""What belongs together is in view together, and what is pressed again and again stays where it is."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lab import PHASES, Lab
from tests.browser.screens import DESKTOP

SIZES = ((1440, 900), (1366, 768), (1280, 720), (1024, 768))
BOXES = """(places) => Object.fromEntries(places.map((place) => {
  const {left, top, right, bottom} = document.querySelector(place).getBoundingClientRect();
  return [place, {left, top, right, bottom}];
}))"""
KEPT = """() => {
  const top = () => document.querySelector('svg.pipes').getBoundingClientRect().top;
  const body = document.querySelector('#strip > .part-body');
  const [after, bands] = [top(), [...body.childNodes]];
  body.replaceChildren();
  const before = top();
  body.append(...bands);
  return {bands: document.querySelectorAll('.strip-bands > *').length, moved: Math.round(after - before)};
}"""
TOGETHER = [".strip-cursor", "svg.pipes", ".legend", "#transport", ".timeline-canvas"]
BUTTONS = """() => [...document.querySelectorAll('#transport :is(button, select)')]
  .filter((element) => element.checkVisibility())
  .map((element) => {
    const {x, y, width, height} = element.getBoundingClientRect();
    return [element.ariaLabel, ...[x, y, width, height].map((n) => Math.round(n * 4) / 4)];
  })"""


@pytest.fixture
def lab(standing: Lab) -> Lab:
    return standing


def boxes(lab: Lab, places: list[str]) -> dict[str, dict[str, float]]:
    """Return where each place is in the window."""
    found: dict[str, dict[str, float]] = lab.page.evaluate(BOXES, places)
    return found


@pytest.mark.browser_context_args(**DESKTOP)
@pytest.mark.parametrize(("language", "model"), [("en", "christmas-trees"), ("zh", "random-8-full")])
def test_strip_picture_phases_and_timeline_are_in_view_together(lab: Lab, language: str, model: str) -> None:
    lab.open(f"model={model}&step=3&phase=output", language)
    for width, height in SIZES:
        lab.page.set_viewport_size({"width": width, "height": height})
        lab.settle()
        seen = boxes(lab, TOGETHER)
        for place, box in seen.items():
            assert 0 <= box["left"] < box["right"] <= width, (place, width, height)
            assert 0 <= box["top"] < box["bottom"] <= height, (place, width, height)
        order = ["svg.pipes", "#transport", ".timeline-canvas"]
        for above, below in zip([".strip-cursor", *order], order, strict=False):
            assert seen[above]["bottom"] <= seen[below]["top"] + 1, (above, below, width, height)
        drawn = seen["svg.pipes"]
        assert drawn["bottom"] - drawn["top"] > 0.42 * height, "the picture has the most of it"
        assert lab.page.evaluate("() => document.documentElement.scrollWidth") == width
        bands = 2 if model == "christmas-trees" else 1
        assert lab.page.evaluate(KEPT) == {"bands": bands, "moved": 0}, "the strip's place is kept for it"


@pytest.mark.browser_context_args(**DESKTOP)
def test_the_unrolled_row_and_its_timeline_fill_the_window(lab: Lab) -> None:
    lab.open("model=christmas-trees&step=3&phase=output&view=row")
    for width, height in SIZES:
        lab.page.set_viewport_size({"width": width, "height": height})
        lab.settle()
        bottom = boxes(lab, [".timeline-canvas"])[".timeline-canvas"]["bottom"]
        assert 0.86 * height < bottom <= height, (width, height)


@pytest.mark.browser_context_args(**DESKTOP)
@pytest.mark.parametrize(("language", "model"), [("en", "recall"), ("zh", "random-8-full")])
def test_the_gradient_is_in_view_with_its_numbers_and_its_row_of_the_timeline(
    lab: Lab, language: str, model: str
) -> None:
    lab.open(f"model={model}&step=5&phase=output&gradient=back", language)
    places = [*TOGETHER, ".timeline-label.memory", "#gradient .numbers"]
    for width, height in SIZES[:2]:
        lab.page.set_viewport_size({"width": width, "height": height})
        lab.settle()
        expect(lab.page.locator("#gradient .numbers td").first).to_be_visible()
        for place, box in boxes(lab, places).items():
            assert 0 <= box["left"] < box["right"] <= width, (place, width, height)
            assert 0 <= box["top"] < box["bottom"] <= height, (place, width, height)
        drawn = boxes(lab, ["svg.pipes"])["svg.pipes"]
        assert drawn["bottom"] - drawn["top"] > 0.42 * height, "the picture has the most of it"


@pytest.mark.browser_context_args(**DESKTOP)
def test_in_a_low_window_what_is_told_of_the_dye_stands_beside_the_picture(lab: Lab) -> None:
    lab.open("model=stock-position&example=two-trades&step=14&phase=output&dye=13")
    expect(lab.page.locator(".dye-says")).to_contain_text("0.484")
    told = [".legend", ".dye-says", ".dye-lanes + button"]
    for width, height in SIZES[1:3]:
        lab.page.set_viewport_size({"width": width, "height": height})
        lab.settle()
        seen = boxes(lab, [*told, ".strip-cursor", ".drawing", "#transport"])
        for place in told:
            assert seen[".strip-cursor"]["bottom"] <= seen[place]["top"], (place, width)
            assert seen[place]["bottom"] <= seen["#transport"]["top"], (place, width)
            assert seen[".drawing"]["right"] <= seen[place]["left"], (place, width)


@pytest.mark.browser_context_args(**DESKTOP)
def test_buttons_stay_where_they_are_from_phase_to_phase(page: Page) -> None:
    lab = Lab(page)
    lab.open("model=lanes&step=3&phase=signals")
    for width, height in (*SIZES, (390, 844)):
        lab.page.set_viewport_size({"width": width, "height": height})
        places: list[Any] = []
        for phase in PHASES:
            lab.page.locator(f".chip[data-phase={phase}]").click()
            lab.settle()
            lab.page.evaluate("() => scrollTo(0, 0)")
            places.append(lab.page.evaluate(BUTTONS))
        assert places == [places[0]] * len(PHASES), (width, height)


def test_playing_goes_on_by_steps_if_asked(lab: Lab) -> None:
    lab.open("model=lanes&step=13&phase=forget&by=step&speed=4")
    expect(lab.page.get_by_label("What playing goes on by")).to_have_value("step")
    picture = lab.page.locator("svg.pipes")
    lab.page.keyboard.press("Space")
    expect(picture).to_have_attribute("data-step", "15")
    expect(picture).to_have_attribute("data-phase", "output")
    expect(lab.page.get_by_role("button", name="Play")).to_be_visible()


USED = {
    "predict": "#predict summary",
    "tasks": "#tasks summary",
    "pins": "#pins :is(input, select, button):visible",
    "input": ".input-table tr:nth-child(6) input",
    "weights": "#weights input[type=range]",
}
"""What is held while the picture changes, in each panel that changes it."""


@pytest.mark.browser_context_args(**DESKTOP)
def test_what_a_control_changes_is_in_view_while_it_is_used(lab: Lab) -> None:
    lab.open("model=christmas-trees&step=4&phase=forget")
    for panel in ("predict", "tasks", "weights"):
        lab.page.locator(f"#{panel} summary").first.click()
    for width, height in ((1440, 900), (1024, 768), (390, 844)):
        lab.page.set_viewport_size({"width": width, "height": height})
        for panel, control in USED.items():
            place = f"{control} >> nth=0"
            lab.page.locator(place).evaluate("(control) => control.scrollIntoView({block: 'center'})")
            lab.page.locator(place).focus()
            lab.settle()
            is_docked = lab.page.locator("html").get_attribute("data-docked") is not None
            assert is_docked == (width <= 1100), (panel, width)
            window, valve, held = boxes(lab, [".drawing", ".valve[data-valve=forget]", ":focus"]).values()
            assert 0 <= window["top"] <= valve["top"], (panel, width)
            assert valve["bottom"] <= window["bottom"], (panel, width)
            assert 0 <= held["top"] < held["bottom"] <= height, (panel, width)
            if is_docked:
                assert window["bottom"] <= held["top"], (panel, width)
    before = lab.gauge("forget", 1)
    slider = lab.page.locator(USED["weights"]).first
    slider.press("End")
    lab.settle()
    assert lab.gauge("forget", 1) > before
    lab.page.evaluate("() => scrollTo(0, 0)")
    expect(lab.page.locator("html")).not_to_have_attribute("data-docked", "true")


@pytest.mark.browser_context_args(**DESKTOP)
def test_an_address_that_says_nothing_opens_on_a_moment_that_shows_something(page: Page) -> None:
    lab = Lab(page)
    lab.page.goto("/lab")
    lab.settle()
    drawing = lab.drawing()
    assert (drawing["step"], drawing["phase"]) == (3, "merge")
    assert sum(abs(lane["value"]) > 0.05 for lane in drawing["water"] if lane["value"]) > 3
    asked = lab.page.evaluate("() => performance.getEntriesByType('resource').map(({ name }) => name)")
    assert any("/api/v1/traces" in name for name in asked)
    assert not any("/api/v1/presets" in name for name in asked), "the page brings it"


def test_of_two_pins_on_one_valve_the_one_without_effect_says_so(lab: Lab) -> None:
    lab.open("model=random-4&step=4&pins=forget:0::4-4+forget:1")
    idle = lab.page.locator("#pins .pin-idle")
    assert [words.is_visible() for words in idle.all()] == [True, False]
    lab.open("model=random-4&step=4&pins=forget:0::4-4+forget:1:2")
    assert [words.is_visible() for words in idle.all()] == [False, False]


def test_the_rows_of_the_input_are_one_stop_of_the_tab_key(lab: Lab) -> None:
    lab.open("model=random-4&step=3")
    stops = lab.page.locator(".input-table tbody :is(input, button):not([tabindex='-1'])")
    assert [stop.get_attribute("data-row") or stop.get_attribute("data-remove") for stop in stops.all()] == [
        "2"
    ] * 4
    lab.cell(3, "input 1").focus()
    lab.page.keyboard.press("ArrowDown")
    expect(lab.cell(4, "input 1")).to_be_focused()
    assert [stop.get_attribute("data-row") or stop.get_attribute("data-remove") for stop in stops.all()] == [
        "3"
    ] * 4


@pytest.mark.browser_context_args(**DESKTOP)
def test_scores_of_a_training_are_written_with_three_digits(lab: Lab) -> None:
    lab.open("model=recall&step=2")
    lab.page.locator("#about").scroll_into_view_if_needed()
    facts = lab.page.locator("#about .facts dd")
    expect(facts.last).to_be_visible()
    body = lab.page.request.get("/api/v1/presets/recall").json()
    scores = [score for score in body["training"]["scores"].values() if isinstance(score, float)]
    said = facts.all_text_contents()[-len(body["training"]["scores"]) :]
    assert scores
    assert [float(text) for text in said] == pytest.approx(scores, rel=0.005)
    assert max(map(len, said)) <= 8


def test_a_slider_turns_one_lane_of_the_chosen_valve(lab: Lab) -> None:
    lab.open("model=random-4&step=5&phase=output")
    lab.page.locator("#hands summary").click()
    lab.page.get_by_label("Valve", exact=True).select_option("output valve")
    third = lab.page.locator("#hands .hand input").nth(2)
    said = [lab.page.locator("#hands .hand-value").nth(lane).text_content() for lane in range(4)]
    assert said == [lab.gauge("output", lane) for lane in (1, 2, 3, 4)]
    third.fill("0.25")
    lab.settle()
    assert lab.gauge("output", 3) == "0.25"
    expect(lab.page.locator("#pins .pin-words")).to_contain_text("0.25")
    pins = [{"gate": "output", "value": 0.25, "units": [2], "from": 4}]
    drawn = [lane for lane in lab.drawing()["water"] if lane["pipe"] == "out" and lane["unit"] == 2]
    assert drawn[0]["value"] == pytest.approx(lab.trace("random-4", pins)["h"][4][2])
