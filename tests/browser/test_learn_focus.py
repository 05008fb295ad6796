"""The focus stays where the reader is: what replaces a button that goes away has it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.learn import wait_for_figures, wait_for_scripts
from tests.browser.screens import DESKTOP


@pytest.mark.browser_context_args(**DESKTOP)
def test_the_focus_goes_on_from_a_button_that_goes_away(page: Page) -> None:
    page.goto("/learn/forget-valve/nearly-open")
    wait_for_scripts(page)
    wait_for_figures(page)
    page.locator("#q-forget-leak .paper[role=slider]").focus()
    for key in ("ArrowDown", "Tab", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#q-forget-leak .verdict .again")).to_be_focused()
    page.locator("#t-forget-leak .skip").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#t-forget-leak .skip")).to_be_hidden()
    expect(page.locator("#t-forget-leak .verdict")).to_be_focused()
    back = page.locator(".figure .again")
    expect(back).to_be_visible()  # to focus what is hidden does nothing
    back.focus()
    page.keyboard.press("Enter")
    expect(back).to_be_hidden()
    expect(page.locator(".figure-stage")).to_be_focused()

    page.goto("/learn/window/cost")
    wait_for_scripts(page)
    skip = page.locator("#q-window-places .skip")
    skip.focus()
    page.keyboard.press("Enter")
    expect(skip).to_be_hidden()
    expect(page.locator("#q-window-places .again")).to_be_focused()
