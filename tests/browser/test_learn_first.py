"""The first screen: little to load, moving water, no layout shifts; and the tutorial for everyone."""

import re
from itertools import cycle

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.browser.axe import violations
from tests.browser.learn import PATHS, address, wait_for_figures, wait_for_scripts
from tests.browser.screens import DESKTOP, MOVING, PHONE, SMALL_PHONE
from tests.browser.waits import press, until

BUDGET = 100_000
SHIFT = """
() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const { hadRecentInput, value } of list.getEntries()) if (!hadRecentInput) sum += value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(sum), 300);
})
"""
WALK = (
    *("/", "/learn", "/learn/window/several-at-once", "/learn/memory/two-answers"),
    *("/learn/cell-diagram/green", "/learn/through-time/again", "/learn/why-it-learns/honest"),
    "/learn/valve-networks/four-terms",
)
"""One screen of each kind."""
ARE_LARGE = """
() => [...document.querySelectorAll('.figure[data-live] svg.pipes text')]
  .filter((text) => text.textContent.trim() && !text.closest('.away') &&
    text.checkVisibility({visibilityProperty: true, opacityProperty: true}))
  .every((text) => {
    const {a, b} = text.getScreenCTM();
    return parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b) > 10.75;
  })
"""
"""Whether letters of drawings are; the smallest window with two columns has no room for 12 pixels."""
FORMULAS = """
() => [...document.querySelectorAll('math[display=block]')].map((formula) => {
  const range = document.createRange();
  range.selectNodeContents(formula);
  return [range.getBoundingClientRect().width, formula.parentElement.clientWidth];
})
"""
"""How wide formulas are, and their columns."""


def test_a_first_figure_weighs_little_and_its_water_moves(browser: Browser, base_url: str) -> None:
    answers: list[Response] = []
    with browser.new_context(**DESKTOP, **MOVING, base_url=base_url) as cold:
        page = cold.new_page()
        page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - Playwright wants a function
        page.goto("/learn/memory/watch", wait_until="networkidle")
        page.wait_for_selector("[data-live]")
        page.wait_for_load_state("networkidle")
        sizes = {answer.url: answer.request.sizes()["responseBodySize"] for answer in answers}
        assert any(re.search(r"/live(-\w+)?\.js$", url) for url in sizes)
        assert not any(re.search("/features/|plotly|/js/pages/lab.js$", url) for url in sizes)
        assert 20_000 < sum(sizes.values()) < BUDGET
        page.wait_for_function(
            "() => Number(document.querySelector('.streaks').getAttribute('stroke-dashoffset'))"
        )


@pytest.mark.parametrize(
    "_screen",
    [
        pytest.param(screen, marks=pytest.mark.browser_context_args(**screen), id=name)
        for name, screen in {"desktop": DESKTOP, "phone": PHONE, "small phone": SMALL_PHONE}.items()
    ],
)
def test_nothing_jumps_when_the_figure_comes_to_life(page: Page, _screen: dict[str, object]) -> None:
    page.goto("/learn/memory/watch")
    page.wait_for_selector("[data-live]")
    page.wait_for_timeout(300)
    assert page.evaluate(SHIFT) < 0.02


@pytest.mark.browser_context_args(**DESKTOP)
@pytest.mark.parametrize(("path", "language"), [*zip(WALK, cycle(("en", "zh")), strict=False)])
def test_axe_finds_nothing(page: Page, path: str, language: str) -> None:
    """In one document, as to open it costs as much as axe: first in the light, then dark on a phone.

    Neither there nor in a small laptop's window does it scroll sideways, and no formula is cut.
    """
    page.goto(address(path, language))
    wait_for_scripts(page)
    wait_for_figures(page)
    if page.evaluate("() => document.querySelectorAll('.choice-button').length"):
        press(page, ".choice-button")
    assert violations(page) == []
    for width, height in ((1024, 768), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert [each for each in page.evaluate(FORMULAS) if each[0] > each[1]] == [], width
        until(page, ARE_LARGE)
    page.emulate_media(color_scheme="dark")
    until(page, "() => document.documentElement.dataset.theme === 'dark'")
    assert violations(page) == []


def test_without_scripts_everything_can_be_read(browser: Browser, base_url: str) -> None:
    page = browser.new_context(java_script_enabled=False, base_url=base_url).new_page()
    page.goto("/learn/memory/two-answers")
    assert page.locator(".still.wide").is_visible()
    assert not page.locator(".transport").first.is_visible()
    assert not page.locator(".answer ol").is_visible()
    page.locator(".answer summary").click()
    assert page.locator(".answer li").nth(1).is_visible()
    page.locator(".turn [rel=next]").click()
    page.wait_for_url(base_url + PATHS[4])
    page.context.close()


@pytest.mark.browser_context_args(**DESKTOP)
def test_on_paper_there_is_nothing_to_press(page: Page) -> None:
    page.goto("/learn/memory/two-answers")
    wait_for_figures(page)
    page.emulate_media(media="print")
    for pressed in (".site-header", ".turn", ".transport", ".figure-links", "button.skip", ".learn-bar"):
        assert not page.locator(pressed).first.is_visible(), pressed
    assert page.locator(".figure svg.pipes").first.is_visible()
    assert page.locator(".ask").is_visible()
