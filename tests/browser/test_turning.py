"""Valves turned by wheel, blade, key and finger: the picture is the pinned run, and stays where it is."""

import re
from collections.abc import Iterable
from math import cos, radians, sin

import pytest
from playwright.sync_api import expect

from tests.browser.away import Away
from tests.browser.contexts import fingers
from tests.browser.lab import Lab
from tests.browser.screens import PHONE
from tests.browser.truth import check
from tests.numerals import short

CUT = """
(all) => all.filter((each) => getComputedStyle(each).overflowX !== 'visible' &&
    (each.scrollHeight > each.clientHeight + 1 || each.scrollWidth > each.clientWidth + 1))
  .map(({textContent}) => textContent)
"""
"""The names that are not seen whole."""
BELOW_THE_STRIP = """
() => {
  const [stage, scene] = [".stage", "#scene"].map((place) => document.querySelector(place));
  return scene.getBoundingClientRect().top - stage.getBoundingClientRect().top;
}
"""


@pytest.fixture
def lab(standing: Lab) -> Lab:
    return standing


def around(lab: Lab, angles: Iterable[int]) -> list[tuple[float, float]]:
    """Return places on the rim of the forget valve's wheel, in degrees clockwise from the right."""
    box = lab.part("forget").bounding_box()
    x, y, radius = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, box["width"] / 3
    return [(x + radius * cos(radians(angle)), y + radius * sin(radians(angle))) for angle in angles]


def test_a_handwheel_dragged_shut_runs_the_held_lane_dry_from_that_step_on(lab: Lab) -> None:
    lab.open("model=lanes&step=8&phase=merge")
    held = lab.trace("lanes")
    assert held["C"][-1][0] > 0.7
    start, *rest = around(lab, range(0, -361, -30))
    lab.page.mouse.move(*start)
    lab.page.mouse.down()
    for place in rest:
        lab.page.mouse.move(*place)
    lab.page.mouse.up()
    lab.settle()
    expect(lab.part("forget")).to_be_focused()  # the keys go on where the hand was

    pinned = lab.trace("lanes", [{"gate": "forget", "value": 0, "from": 7}])
    assert all(abs(row[0]) < 0.01 for row in pinned["C"][7:])
    check(lab.drawing(), pinned, [0, 1, 2, 3], 7, 3, inside=96, untouched=held)
    for step in range(8, 16):
        lab.page.keyboard.press("Shift+ArrowRight")
        lab.settle()
        check(lab.drawing(), pinned, [0, 1, 2, 3], step, 3, inside=96, untouched=held)
    lab.part("forget").blur()
    lab.page.keyboard.press("Home")
    for _ in range(6):
        lab.page.keyboard.press("Shift+ArrowRight")
    lab.settle()
    assert pinned["C"][6] == held["C"][6]
    check(lab.drawing(), pinned, [0, 1, 2, 3], 6, 0, inside=96, untouched=held)


def test_a_blade_dragged_pins_one_lane_at_this_step_only(lab: Lab) -> None:
    lab.open("model=random-4&step=4&phase=output&hold=step")
    before = lab.trace("random-4")["o"][3][1]
    box = lab.part("output", 2).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 4
    lab.page.mouse.move(x, y)
    lab.page.mouse.down()
    distance = 45 if before < 0.5 else -45
    lab.page.mouse.move(x + distance, y, steps=5)
    lab.page.mouse.up()
    lab.settle()
    value = round(before + distance / 150, 2)
    pins = [{"gate": "output", "value": value, "units": [1], "from": 3, "to": 3}]
    check(
        lab.drawing(),
        lab.trace("random-4", pins),
        [0, 1, 2, 3],
        3,
        5,
        inside=96,
        untouched=lab.trace("random-4"),
    )
    assert lab.gauge("output", 2) == short(value)
    lab.page.keyboard.press("Shift+ArrowRight")
    lab.settle()
    untouched = lab.trace("random-4")
    check(lab.drawing(), lab.trace("random-4", pins), [0, 1, 2, 3], 4, 5, inside=96, untouched=untouched)


def test_a_valve_is_turned_and_let_go_by_keys_alone(lab: Lab) -> None:
    lab.open("model=random-4&step=4&phase=forget")
    untouched = lab.trace("random-4")
    wheel = lab.part("forget")
    wheel.focus()
    expect(wheel).to_have_attribute("aria-label", "forget valve, all lanes")
    lab.page.keyboard.press("ArrowRight")
    lab.page.keyboard.press("ArrowRight")
    blade = lab.part("forget", 2)
    expect(blade).to_be_focused()
    expect(blade).to_have_attribute("aria-label", "forget valve, lane 2 (unit 2)")
    presses = [("End", 1.0), ("ArrowDown", 0.95), ("PageDown", 0.7), ("ArrowUp", 0.75), ("Home", 0.0)]
    for key, value in presses:
        lab.page.keyboard.press(key)
        lab.settle()
        expect(blade).to_have_attribute("aria-valuenow", f"{value:g}")
        pinned = lab.trace("random-4", [{"gate": "forget", "value": value, "units": [1], "from": 3}])
        check(lab.drawing(), pinned, [0, 1, 2, 3], 3, 1, inside=96, untouched=untouched)
    server = Away(lab.page, "**/api/v1/traces")
    server.hold()
    for _ in range(2):  # before the run of the first press is there
        lab.page.keyboard.press("ArrowUp")
    expect(lab.page).to_have_url(re.compile(r"pins=forget:0\.1:2"))
    server.end()
    expect(blade).to_have_attribute("aria-valuenow", "0.1")
    expect(blade).to_be_focused()
    assert lab.drawing()["phase"] == "forget"
    lab.page.keyboard.press("Delete")
    lab.settle()
    check(lab.drawing(), untouched, [0, 1, 2, 3], 3, 1, inside=96)
    expect(lab.page).not_to_have_url(re.compile("pins"))


@pytest.mark.browser_context_args(**PHONE)
def test_a_finger_turns_a_handwheel(lab: Lab) -> None:
    lab.open("model=random-4&step=2&phase=forget")
    touch = fingers(lab.page)
    lab.part("forget").scroll_into_view_if_needed()
    at = [{"x": x, "y": y} for x, y in around(lab, [*range(90, -300, -30), *range(-300, -209, 30)])]
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at[0]]})
    for point in at[1:]:
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    lab.settle()
    # It stops when it is shut; of its 300 degrees, the last 90 open it again.
    expect(lab.page).to_have_url(re.compile(r"pins=forget:0\.(2[7-9]|3[0-3]?)\b"))  # in whole pixels
    lab.settle()
    value = float(lab.page.url.partition("pins=forget:")[2].partition(":")[0])
    pinned = lab.trace("random-4", [{"gate": "forget", "value": value, "from": 1}])
    check(lab.drawing(), pinned, [0, 1, 2, 3], 1, 1, inside=80, untouched=lab.trace("random-4"))

    place = "model=stock-position&example=two-trades&step=16&phase=output"
    lab.open(place)
    before = lab.page.evaluate(BELOW_THE_STRIP)
    lab.open(f"{place}&pins=forget:0.1:1:2-")
    expect(lab.page.locator(".strip-says [data-role=untouched]")).to_be_visible()
    assert lab.page.evaluate(BELOW_THE_STRIP) == before, "what comes with a pin moves no picture"
    expect(lab.page.locator(".lane-key span")).to_have_text(["1 buying price", "2 profit"])
    assert lab.page.locator(".timeline-label, .lane-key, .lane-key span").evaluate_all(CUT) == []

    below = []
    for step in (1, 2):
        lab.open(f"model=stock-position&example=two-trades&step={step}&pins=forget:0.1:1:2-", "zh")
        expect(lab.page.locator(".legend-pinned")).to_be_visible(visible=step == 2)
        below.append(
            lab.page.locator("#transport").evaluate("(bar) => bar.getBoundingClientRect().y + scrollY")
        )
    assert below[0] == below[1], (
        "nor does the key of a pin, which goes at steps that it does not hold, a button"
    )


def test_a_reload_restores_the_same_picture(lab: Lab) -> None:
    place = "model=random-4&step=7&phase=merge&pins=forget:0.25:1,3:2-9+output:0.5&unit=3&valve=i"
    lab.open(place)
    pins = [
        {"gate": "forget", "value": 0.25, "units": [0, 2], "from": 1, "to": 8},
        {"gate": "output", "value": 0.5},
    ]
    check(
        lab.drawing(),
        lab.trace("random-4", pins),
        [0, 1, 2, 3],
        6,
        3,
        inside=96,
        untouched=lab.trace("random-4"),
    )
    picture, why = lab.drawing(), lab.page.locator("#why").inner_text()
    lab.reload()
    assert lab.drawing() == picture
    assert lab.page.locator("#why").inner_text() == why


def test_turning_a_valve_moves_neither_the_picture_nor_the_transport(lab: Lab) -> None:
    lab.page.set_viewport_size({"width": 1440, "height": 900})
    places = [lab.page.locator(place) for place in ("svg.pipes", "#transport .tool.play", "#timeline")]
    for view in ("pipe", "cell"):
        moment = f"model=random-8-full&step=4&phase=output&view={view}"
        lab.open(moment)
        if view == "cell":  # its lights come once it is shown
            expect(lab.page.locator("#spotlights .light")).to_have_count(4)
        before = [place.bounding_box() for place in places]
        for opening, is_beyond in ((0.5, False), (1, True)):
            lab.open(f"{moment}&pins=forget:{opening}::1-")
            expect(lab.page.locator(".legend-untouched")).to_be_visible()
            expect(lab.page.locator(".legend-fit")).to_be_visible(visible=is_beyond)
            assert [place.bounding_box() for place in places] == before, (view, opening)
