"""Uploaded models for everyone: axe finds nothing, nothing is too wide, in both languages."""

import pickle
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import NOTHING, violations_in_each_theme
from tests.browser.lab import Lab
from tests.browser.models import bring, payload, state_dict
from tests.browser.screens import DESKTOP, PHONE
from tests.browser.turns import in_turns
from tests.browser.watch import Watch

LARGE = state_dict(64, 5, layers=2, both=True, seed=64)
TINY: dict[str, Any] = PHONE | {"viewport": {"width": 360, "height": 640}}
SCREENS = {"desktop": DESKTOP, "tiny phone": TINY}


@pytest.fixture
def lab(page: Page) -> Lab:
    page.on("filechooser", lambda _chooser: None)  # from the start, so that no dialog opens unseen
    return Lab(page)


@pytest.mark.parametrize(("language", "screen"), in_turns(SCREENS))
def test_axe_finds_nothing_and_nothing_is_too_wide(
    lab: Lab, language: str, screen: dict[str, Any], watch: Watch
) -> None:
    watch.allow("422")
    own = bring(lab, "large.safetensors", LARGE, language)
    own.open("step=4&phase=output", layer=2, direction="backward", language=language)
    lab.page.locator("#units > summary").click()
    expect(lab.page.locator(".map-tile")).to_have_count(64)
    lab.page.locator("#units .models-list summary").click()
    lab.page.locator("#search-target").select_option("mask")
    lab.page.locator("#input-file summary").click()
    expect(lab.page.locator("#input-paste")).to_be_visible()
    lab.page.locator("#models-file").set_input_files(payload("old.pt", pickle.dumps([1.0])))
    expect(lab.page.locator("#models .models-refusal")).to_be_visible()
    lab.page.locator("#models .models-list summary").click()
    lab.page.locator("#models .danger").first.click()
    expect(lab.page.locator("#models .models-sure")).to_be_visible()
    own_parts = "#chooser, #units, #models, #input-file, #weights"
    assert violations_in_each_theme(lab.page, colours=own_parts) == NOTHING
    for wider in (0, 30):
        width = screen["viewport"]["width"] + wider
        lab.page.set_viewport_size(screen["viewport"] | {"width": width})
        assert lab.page.evaluate("() => document.documentElement.scrollWidth") == width


def test_a_file_is_chosen_by_keyboard_alone(lab: Lab) -> None:
    lab.open("model=lanes")
    lab.page.locator("#choose-model").focus()
    lab.page.keyboard.press("Tab")
    expect(lab.page.get_by_role("button", name="Bring your own model")).to_be_focused()
    lab.page.keyboard.press("Enter")
    expect(lab.page.locator("#models summary").first).to_be_focused()
    expect(lab.page.locator("#models-file")).to_be_attached()
    lab.page.keyboard.press("Tab")
    expect(lab.page.locator("#models-vocabulary")).to_be_focused()
    lab.page.keyboard.press("Tab")
    expect(lab.page.locator("#models-file")).to_be_focused()
    with lab.page.expect_file_chooser() as waiting:
        lab.page.keyboard.press("Enter")
    waiting.value.set_files(payload("large.safetensors", LARGE))
    expect(lab.page.locator("#models h3")).to_have_text("large.safetensors")
    expect(lab.page.locator("#wanted button").first).to_be_focused()
    lab.page.keyboard.press("Tab")
    lab.page.keyboard.press("Tab")
    expect(lab.page.get_by_role("button", name="Show an invented input")).to_be_focused()
    lab.page.keyboard.press("Enter")
    lab.settle()
    expect(lab.page.locator("#transport .play")).to_be_focused()
    lab.page.keyboard.press("ArrowRight")
    lab.settle()
    assert lab.drawing()["phase"] == "forget"


@pytest.mark.browser_context_args(**PHONE)
def test_a_file_is_chosen_by_touch(lab: Lab) -> None:
    lab.open("model=lanes")
    lab.page.get_by_role("button", name="Bring your own model").tap()
    with lab.page.expect_file_chooser() as waiting:
        lab.page.get_by_text("Choose a file").tap()
    waiting.value.set_files(payload("large.safetensors", LARGE))
    expect(lab.page.locator("#models h3")).to_have_text("large.safetensors")
    lab.page.get_by_role("button", name="Show an invented input").tap()
    lab.settle()
    assert len({lane["unit"] for lane in lab.drawing()["water"]}) == 8
    lab.page.locator("#models .danger").first.tap()
    lab.page.get_by_role("button", name="Keep it").tap()
    expect(lab.page.locator("#models .models-sure")).to_be_hidden()


def test_a_card_opened_from_elsewhere_is_in_the_window_once_it_is_whole(lab: Lab) -> None:
    lab.page.set_viewport_size({"width": 1440, "height": 900})
    lab.open("model=lanes")
    lab.page.get_by_role("button", name="Bring your own model").click()
    expect(lab.page.locator("#models .models-choose")).to_be_in_viewport(ratio=1)
    lab.page.locator("body").press("w")
    expect(lab.page.locator("#sources .layer").first).to_be_in_viewport(ratio=1)
