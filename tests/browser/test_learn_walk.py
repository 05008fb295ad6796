"""The way through the tutorial: its ends, its marks, its contents; `test_learn_screens` goes all of it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.learn import PATHS, SIDE, address, wait_for_scripts
from tests.browser.screens import DESKTOP, SMALL_PHONE

MARKS = """
(links) => ['[data-visited]', ':not([data-visited], [aria-current])'].map((which) =>
  getComputedStyle(document.querySelector(`${links}${which}`), '::before').backgroundColor)
"""
"""The colours of the marks of a screen that was read and of one that was not."""


@pytest.mark.browser_context_args(**DESKTOP)
@pytest.mark.parametrize("language", ["en"])
def test_after_the_last_screen_the_arrow_keys_lead_only_back(
    page: Page, language: str, base_url: str
) -> None:
    page.goto(address(PATHS[-1], language))
    wait_for_scripts(page)
    page.keyboard.press("ArrowRight")  # there is no further screen
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(base_url + address(PATHS[-2], language), wait_until="domcontentloaded")


@pytest.mark.browser_context_args(**DESKTOP)
def test_inside_a_figure_the_arrows_belong_to_the_figure(page: Page) -> None:
    page.goto("/learn/memory/watch")
    page.wait_for_selector("[data-live]")
    expect(page.locator(".transport .chips")).to_be_visible()
    stage = page.locator(".figure-stage")
    stage.focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_selector('.pipes[data-phase="output_valve"]')
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_selector('.pipes[data-step="14"]')
    assert page.evaluate("() => location.pathname") == "/learn/memory/watch"


@pytest.mark.browser_context_args(**DESKTOP)
def test_a_figure_without_phases_goes_on_by_steps(page: Page) -> None:
    page.goto("/learn/in-15-minutes/one-lane")
    page.wait_for_selector("[data-live]")
    expect(page.locator(".transport .play")).to_be_visible()
    expect(page.locator(".transport .chips")).to_be_hidden()
    page.locator(".figure-stage").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_selector('.pipes[data-step="3"][data-phase="merge"]')


@pytest.mark.browser_context_args(**SMALL_PHONE)
def test_a_table_of_names_fits_a_phone(page: Page) -> None:
    page.goto("/learn/cell-diagram/names")
    expect(page.locator(".prose table")).to_be_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth") == SMALL_PHONE["viewport"]["width"]


@pytest.mark.browser_context_args(**DESKTOP)
def test_what_was_read_is_marked_and_gone_on_with(page: Page, base_url: str) -> None:
    for path in PATHS[:3]:
        page.goto(path)
        wait_for_scripts(page)
    page.goto("/learn")
    wait_for_scripts(page)
    assert page.locator("[data-screen][data-visited]").count() == 3
    assert page.locator("[data-path-of=all] [data-read]").inner_text() == (
        f"3 of {len(PATHS) - len(SIDE)} read, 0 of {len(SIDE)} on side paths"
    )
    page.emulate_media(forced_colors="active")
    assert len({*page.evaluate(MARKS, ".chapter-screens a")}) == 2
    begin = page.locator("[data-begin]")
    assert begin.inner_text() == "Go on where you were"
    begin.click()
    page.wait_for_url(base_url + PATHS[2])
    wait_for_scripts(page)
    assert len({*page.evaluate(MARKS, ".dots a")}) == 2
    page.emulate_media(forced_colors="none")
    page.goto("/")
    page.locator("[data-go-on] a").click()
    page.wait_for_url(base_url + PATHS[2])


@pytest.mark.browser_context_args(**DESKTOP)
def test_the_contents_open_and_close_by_keyboard(page: Page, base_url: str) -> None:
    page.goto(PATHS[5])
    wait_for_scripts(page)
    page.locator("#contents summary").focus()
    page.keyboard.press("Enter")
    panel = page.locator(".contents-panel")
    assert panel.is_visible()
    assert panel.locator('[aria-current="page"]').get_attribute("href") == PATHS[5]
    page.keyboard.press("Escape")
    assert not panel.is_visible()
    page.keyboard.press("Enter")
    panel.locator("[data-path-of=all] [data-screen]").nth(8).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(base_url + PATHS[8])
