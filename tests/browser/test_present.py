"""The sheet of keys, the Lab in front of a class, and the tour."""

import re
from urllib.parse import urlparse

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.lab import Lab
from tests.browser.screens import DESKTOP, PHONE, SMALL_PHONE, in_turns

PLACE = "model=random-4&step=3&phase=forget"
PROJECTOR = {"viewport": {"width": 1024, "height": 768}}
SCREENS = {
    "desktop": DESKTOP | {"color_scheme": "light"},
    "dark projector": PROJECTOR | {"color_scheme": "dark"},
    "dark phone": PHONE | {"color_scheme": "dark"},
    "small phone": SMALL_PHONE | {"viewport": {"width": 360, "height": 640}, "color_scheme": "light"},
}
NUMBERS_IN_SIGHT = r"""() => [...document.querySelectorAll('#scene text, #readout td, #readout p')]
  .filter((part) => part.checkVisibility({visibilityProperty: true, opacityProperty: true}))
  .map((part) => part.textContent).filter((text) => /\d\.\d/.test(text))"""


def present(lab: Lab, query: str = "present", language: str = "en", place: str = PLACE) -> None:
    """Open the Lab as a class sees it."""
    lab.page.goto(f"{'/zh' if language == 'zh' else ''}/lab?{query}#{place}")
    expect(lab.page.locator(".present-bar")).to_be_visible()
    lab.settle()


def moment(lab: Lab) -> tuple[int, str]:
    """Return the step, from 1, and the phase that are drawn."""
    lab.settle()
    drawing = lab.drawing()
    return drawing["step"] + 1, drawing["phase"]


def test_the_sheet_opens_by_key_and_button_and_gives_the_focus_back(lab: Lab) -> None:
    lab.open(PLACE)
    sheet = lab.page.get_by_role("dialog", name="All keys")
    pick = lab.page.get_by_role("button", name="Look at lane 2")
    pick.focus()
    lab.page.keyboard.press("?")
    expect(sheet).to_be_visible()
    before = moment(lab)
    lab.page.keyboard.press("ArrowRight")
    assert moment(lab) == before, "keys behind the sheet do nothing"
    lab.page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(pick).to_be_focused()
    button = lab.page.get_by_role("button", name="All keys")
    button.click()
    expect(sheet).to_be_visible()
    lab.page.keyboard.press("?")
    expect(sheet).to_be_hidden()
    expect(button).to_be_focused()


def test_every_key_on_the_sheet_does_what_the_page_listens_for(lab: Lab) -> None:
    lab.open(PLACE)
    lab.page.keyboard.press("?")
    rows = lab.page.locator(".sheet .key-list > div")
    expect(rows.first).to_be_visible()
    told = dict(
        rows.evaluate_all(
            "list => list.map((row) => ['dd', 'kbd'].map((tag) => row.querySelector(tag).innerText))"
        )
    )
    assert told["One phase forward"] == "→"
    assert told["One step back"] == "Shift + ←"
    assert told["Choose an answer"] == "1 … 4"
    assert told["Next phase, also with a clicker"] == "Page Down"
    assert told["All keys"] == "?"
    assert told["Open or close “Where from, and what for”"] == "W"
    assert len(told) == 24


def test_a_clicker_steps_before_a_class_only(lab: Lab) -> None:
    lab.open(PLACE)
    lab.page.keyboard.press("PageDown")
    assert moment(lab) == (3, "forget")
    present(lab)
    lab.page.keyboard.press("PageDown")
    assert moment(lab) == (3, "write")
    lab.page.keyboard.press("PageUp")
    lab.page.keyboard.press("PageUp")
    assert moment(lab) == (3, "signals")


def test_a_clicker_steps_whatever_was_clicked_last(lab: Lab) -> None:
    present(lab)
    lab.part("forget", 2).focus()
    lab.page.keyboard.press("PageDown")
    assert moment(lab) == (3, "write")
    expect(lab.page.locator(".pin-words")).to_have_count(0)
    lab.page.locator(".present-parts summary").click()
    lab.page.get_by_label("formulas", exact=True).check()
    lab.page.keyboard.press("PageDown")
    assert moment(lab) == (3, "merge")
    lab.page.get_by_role("slider", name="Present step").focus()
    lab.page.keyboard.press("PageUp")
    assert moment(lab) == (3, "write")


def test_the_hint_names_the_next_phase_also_of_the_next_step(lab: Lab) -> None:
    present(lab)
    hint = lab.page.locator(".present-hint")
    expect(hint).to_have_text("→ or Page Down: 3 new-memory valve, step 3")
    for _ in range(4):
        lab.page.keyboard.press("PageDown")
    expect(hint).to_have_text("→ or Page Down: 1 signals, step 4")
    lab.page.keyboard.press("End")
    expect(hint).to_have_text("The end. Home: back to the start")


def test_the_checklist_hides_parts_and_stays_in_the_address(lab: Lab) -> None:
    present(lab)
    parts = {
        "formulas": ".formulas",
        "numbers": ".numbers",
        "timeline": "#timeline",
        "predictions": "#predict",
    }
    for place in parts.values():
        expect(lab.page.locator(place)).to_be_visible()
    assert len(lab.page.evaluate(NUMBERS_IN_SIGHT)) > 20
    lab.page.locator(".present-parts summary").click()
    for name, place in parts.items():
        lab.page.get_by_label(name, exact=True).check()
        expect(lab.page.locator(place)).to_be_hidden()
    assert urlparse(lab.page.url).query == "present&hide=formulas,numbers,timeline,predictions"
    assert lab.page.evaluate(NUMBERS_IN_SIGHT) == []
    lab.reload()
    for place in parts.values():
        expect(lab.page.locator(place)).to_be_hidden()
    lab.page.locator(".present-parts summary").click()
    lab.page.get_by_label("timeline", exact=True).uncheck()
    expect(lab.page.locator("#timeline")).to_be_visible()
    assert urlparse(lab.page.url).query == "present&hide=formulas,numbers,predictions"


def test_language_and_reload_keep_the_class(lab: Lab) -> None:
    present(lab, "present&hide=timeline")
    lab.page.keyboard.press("PageDown")
    lab.settle()
    lab.page.wait_for_url(re.compile("phase=write"))
    lab.page.get_by_role("link", name="中文").click()
    lab.page.wait_for_url(re.compile(r"/zh/lab\?present&hide=timeline#.*phase=write"))
    expect(lab.page.get_by_role("button", name="退出演示")).to_be_visible()
    expect(lab.page.locator("#timeline")).to_be_hidden()
    lab.reload()
    expect(lab.page.locator(".present-hint")).to_have_text("→ 或 Page Down：第 3 步，4 三通汇合")


def test_the_laser_follows_the_pointer(lab: Lab) -> None:
    present(lab)
    spot = lab.page.locator(".laser")
    expect(spot).to_be_hidden()
    lab.page.keyboard.press("l")
    for x, y in ((300, 200), (640, 410)):
        lab.page.mouse.move(x, y)
        expect(spot).to_be_visible()
        box = spot.bounding_box()
        assert box
        assert (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) == (x, y)
    assert urlparse(lab.page.url).query == "present&laser"
    chip = lab.page.locator(".chip[data-phase=output]")
    chip.click()
    assert moment(lab) == (3, "output"), "the spot lets clicks through"
    lab.page.keyboard.press("L")
    expect(spot).to_be_hidden()


def test_a_class_needs_no_other_server(lab: Lab) -> None:
    seen: list[str] = []
    lab.page.on("request", lambda request: seen.append(request.url))
    present(lab, "present&lock&laser")
    lab.page.keyboard.press("PageDown")
    expect(lab.page.locator("#predict .question")).to_be_visible()
    lab.page.keyboard.press("?")
    expect(lab.page.locator(".sheet")).to_be_visible()
    assert len(seen) > 10
    origin = "{0.scheme}://{0.netloc}/".format(urlparse(lab.page.url))
    assert [url for url in seen if not url.startswith((origin, "data:"))] == []


def test_a_class_is_started_from_the_sheet_and_left(lab: Lab) -> None:
    lab.open(PLACE)
    lab.page.keyboard.press("?")
    size = "() => getComputedStyle(document.querySelector('.sentence')).fontSize"
    lab.page.set_viewport_size({"width": 1440, "height": 900})
    small = float(lab.page.evaluate(size).removesuffix("px"))
    lab.page.get_by_role("button", name="Present to a class").click()
    expect(lab.page.locator(".present-bar")).to_be_visible()
    assert float(lab.page.evaluate(size).removesuffix("px")) > 1.2 * small
    expect(lab.page.locator("#why")).to_be_hidden()
    assert urlparse(lab.page.url).query == "present"
    lab.page.get_by_role("button", name="Leave").click()
    expect(lab.page.locator(".present-bar")).to_be_hidden()
    expect(lab.page.locator("#why")).to_be_visible()
    assert urlparse(lab.page.url).query == ""
    assert moment(lab) == (3, "forget")


def test_the_tour_waits_goes_there_and_back_and_is_remembered(lab: Lab) -> None:
    lab.open(PLACE)
    tour = lab.page.locator(".tour")
    expect(tour).to_have_count(0)
    lab.page.get_by_role("button", name="Take the tour").click()
    expect(tour.get_by_text("1 of 6")).to_be_visible()
    expect(lab.page.locator("#invitation")).to_be_hidden()
    lit = []
    for card in range(2, 7):
        lit.append(lab.page.locator("[data-lit]").get_attribute("id"))
        tour.get_by_role("button", name="Next").click()
        expect(tour.get_by_text(f"{card} of 6")).to_be_visible()
    assert lit == ["scene", "transport", "scene", "readout", "timeline"]
    before = moment(lab)
    lab.page.keyboard.press("ArrowRight")
    assert moment(lab) != before, "the page works on beside the tour"
    tour.get_by_role("button", name="Back").click()
    expect(tour.get_by_text("5 of 6")).to_be_visible()
    lab.page.keyboard.press("Escape")
    expect(tour).to_be_hidden()
    expect(lab.page.locator("[data-lit]")).to_have_count(0)
    lab.reload()
    expect(lab.page.locator("#invitation")).to_be_hidden()
    lab.page.keyboard.press("?")
    lab.page.get_by_role("button", name="Take the tour").click()
    expect(tour.get_by_text("1 of 6")).to_be_visible()


def test_a_declined_tour_is_not_offered_again(lab: Lab) -> None:
    lab.open(PLACE)
    lab.page.get_by_role("button", name="No tour, thank you").click()
    expect(lab.page.locator("#invitation")).to_be_hidden()
    lab.reload()
    expect(lab.page.locator("#invitation")).to_be_hidden()


@pytest.mark.parametrize(("language", "_screen"), in_turns(SCREENS))
def test_everyone_on_every_screen(lab: Lab, language: str, _screen: dict[str, object]) -> None:
    width = "() => document.documentElement.scrollWidth - innerWidth"
    lab.open(PLACE, language)
    lab.page.locator("#invitation .plain").click()
    expect(lab.page.locator(".tour")).to_be_visible()
    assert violations(lab.page, colours="aside.tour") == []
    lab.page.keyboard.press("Escape")
    lab.page.keyboard.press("?")
    expect(lab.page.locator(".sheet")).to_be_visible()
    assert violations(lab.page, colours="dialog.sheet") == []
    assert lab.page.evaluate(width) == 0
    present(lab, "present&lock", language)
    lab.page.keyboard.press("PageDown")
    expect(lab.page.locator("#predict .question")).to_be_in_viewport()
    assert violations(lab.page) == []
    assert lab.page.evaluate(width) == 0
