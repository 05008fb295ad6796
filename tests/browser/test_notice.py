"""Failures between page and server are reported, with a way to continue, and nothing is lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.away import Away
from tests.browser.lab import Lab
from tests.browser.rooms import until
from tests.browser.screens import SMALL_PHONE
from tests.browser.watch import Watch

TRACES = "**/api/v1/traces"


def test_a_server_that_is_away_loses_nothing(lab: Lab, watch: Watch) -> None:
    watch.allow("ERR_FAILED|Failed to load resource")
    lab.open("model=latch&step=2&phase=merge")
    before = lab.drawing()
    away = Away(lab.page, TRACES)
    lab.cell(2, "value").fill("0.375")
    notice = lab.page.locator("#notice")
    expect(notice).to_contain_text("The server cannot be reached.")
    lab.cell(3, "value").fill("0.5")
    lab.settle()
    assert lab.drawing() == before
    refused = len(away.refused)
    assert refused >= 2
    retry = notice.get_by_role("button", name="Try again")
    retry.focus()
    lab.page.keyboard.press("Enter")
    lab.settle()
    assert len(away.refused) > refused
    expect(notice).to_contain_text("The server cannot be reached.")
    expect(retry).to_be_focused()
    away.hold()
    lab.page.keyboard.press("Enter")
    away.end()
    expect(notice).to_be_empty()
    lab.settle()
    expect(lab.cell(2, "value")).to_have_value("0.375")
    expect(lab.cell(3, "value")).to_have_value("0.5")
    example = lab.page.request.get("/api/v1/presets/latch").json()["examples"][0]["inputs"]
    inputs = [[0.375 if n == 1 else 0.5 if n == 2 else row[0], *row[1:]] for n, row in enumerate(example)]
    lab.page.get_by_role("button", name="Last step").click()
    lab.settle()
    assert lab.memory() == lab.answer("latch", inputs=inputs)
    shown = lab.drawing()
    Away(lab.page, TRACES)
    lab.page.locator("#choose-model").select_option("random-4")
    expect(notice).to_contain_text("The server cannot be reached.")
    assert lab.drawing()["step"] == shown["step"], "the earlier picture stays until there is another"


def test_a_server_that_is_away_from_the_start(lab: Lab, watch: Watch) -> None:
    watch.allow("ERR_FAILED|Failed to load resource")
    away, traces = Away(lab.page, "**/api/v1/presets**"), Away(lab.page, TRACES)
    lab.page.goto("/lab#model=latch&step=2")
    notice = lab.page.locator("#notice")
    expect(notice).to_contain_text("The server cannot be reached.")
    retry = notice.get_by_role("button", name="Try again")
    away.hold()
    retry.click()
    away.end()
    until(lab.page, lambda: traces.refused)
    expect(lab.page.locator("#choose-model")).to_have_value("latch")
    expect(lab.page.locator(".welcome")).to_be_visible()  # a unit is not shown without its trace
    expect(lab.page.locator(".pipes")).to_be_hidden()
    expect(notice).to_contain_text("The server cannot be reached.")
    traces.hold()
    retry.click()
    traces.end()
    lab.settle()
    expect(notice).to_be_empty()
    expect(lab.page.locator(".welcome")).to_be_hidden()
    expect(lab.page.locator("#choose-model")).to_have_value("latch")
    assert lab.drawing()["step"] == 1


def test_an_unknown_model_offers_one_that_exists(lab: Lab, watch: Watch) -> None:
    watch.allow("404")
    lab.page.goto("/lab#model=nothing")
    notice = lab.page.locator("#notice")
    expect(notice).to_contain_text("There is no model called “nothing”.")
    expect(lab.page.locator(".lab")).to_have_attribute("data-ready", "all")
    before = lab.page.viewport_size
    lab.page.set_viewport_size(SMALL_PHONE["viewport"])
    above, words = (lab.page.locator(place).bounding_box() for place in ("#notice", ".welcome"))
    assert before
    assert above
    assert words
    assert above["y"] + above["height"] <= words["y"], "the words in the picture's place are below it"
    lab.page.set_viewport_size(before)
    notice.get_by_role("button", name="Open “Four lanes”").click()
    lab.settle()
    expect(notice).to_be_empty()
    expect(lab.page).to_have_url(re.compile("model=lanes"))


def test_a_pin_that_does_not_fit_can_be_thrown_away(lab: Lab, watch: Watch) -> None:
    watch.allow("422")
    lab.page.goto("/lab#model=random-1&step=2&phase=merge&pins=forget:0:1:99-")
    notice = lab.page.locator("#notice")
    expect(notice).to_contain_text("expected a step from 0 to 5, found 98")
    notice.get_by_role("button", name="Remove all pins").click()
    lab.settle()
    expect(notice).to_be_empty()
    assert lab.memory() == pytest.approx(lab.trace("random-1")["C"][1], abs=0.005 + 1e-9)
