"""The sheet of keys and the tour."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.axe import NOTHING, violations_in_each_theme
from tests.browser.lab import Lab
from tests.browser.screens import DESKTOP, PHONE, SMALL_PHONE
from tests.browser.turns import in_turns

PLACE = "model=random-4&step=3&phase=forget"
SCREENS = {
    "projector": {"viewport": {"width": 1024, "height": 768}},
    "phone": SMALL_PHONE | {"viewport": {"width": 360, "height": 640}},
}
LARGER = {1024: DESKTOP["viewport"], 360: PHONE["viewport"]}
"""A second size for each of these widths."""


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
    assert told["All keys"] == "?"
    assert told["Open or close “Where from, and what for”"] == "W"
    assert len(told) == 21


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


def test_the_tour_passes_over_numbers_that_are_not_on_the_page(lab: Lab) -> None:
    for hiding in ("view=box", "gradient=back"):
        lab.open(f"{PLACE}&{hiding}")
        expect(lab.page.locator("#readout")).to_be_hidden()
        lab.page.keyboard.press("?")
        lab.page.get_by_role("dialog").get_by_role("button", name="Take the tour").click()
        tour = lab.page.locator(".tour")
        expect(tour.get_by_text("1 of 5")).to_be_visible()
        for card in range(2, 6):
            tour.get_by_role("button", name="Next").click()
            expect(tour.get_by_text(f"{card} of 5")).to_be_visible()
            expect(lab.page.locator("[data-lit]")).to_be_visible()
        expect(lab.page.locator("#predict[data-lit]")).to_be_visible()
        lab.page.keyboard.press("Escape")


def test_a_declined_tour_is_not_offered_again(lab: Lab) -> None:
    lab.open(PLACE)
    lab.page.get_by_role("button", name="No tour, thank you").click()
    expect(lab.page.locator("#invitation")).to_be_hidden()
    lab.reload()
    expect(lab.page.locator("#invitation")).to_be_hidden()


@pytest.mark.parametrize(("language", "screen"), in_turns(SCREENS))
def test_everyone_on_every_screen(lab: Lab, language: str, screen: dict[str, Any]) -> None:
    width = "() => document.documentElement.scrollWidth - innerWidth"
    lab.open(PLACE, language)
    lab.page.locator("#invitation .plain").click()
    expect(lab.page.locator(".tour")).to_be_visible()
    assert violations_in_each_theme(lab.page, colours="aside.tour") == NOTHING
    lab.page.keyboard.press("Escape")
    lab.page.keyboard.press("?")
    expect(lab.page.locator(".sheet")).to_be_visible()
    assert violations_in_each_theme(lab.page, colours="dialog.sheet") == NOTHING
    assert lab.page.evaluate(width) == 0
    lab.page.set_viewport_size(LARGER[screen["viewport"]["width"]])
    lab.settle()
    assert lab.page.evaluate(width) == 0
