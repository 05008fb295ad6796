"""The Lab for everyone: axe finds nothing, nothing scrolls sideways, and Tab reaches every part."""

import time

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.axe import NOTHING, contrast, structure, violations_in_each_theme
from tests.browser.lab import Lab
from tests.browser.screens import DESKTOP, PHONE, SMALL_PHONE
from tests.browser.turns import in_turns

PLACE = "model={}&step=4&phase={}&pins=forget:0.25:1:2-"


@pytest.fixture
def lab(standing: Lab) -> Lab:
    return standing


@pytest.mark.parametrize(("language", "_screen"), in_turns({"desktop": DESKTOP, "phone": PHONE}))
def test_axe_finds_nothing(lab: Lab, language: str, _screen: dict[str, object]) -> None:
    lab.open(PLACE.format("lanes", "signals"), language)
    assert violations_in_each_theme(lab.page) == NOTHING
    for theme, model, phase in (("dark", "brackets", "output"), ("light", "random-12", "forget")):
        lab.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        lab.open(PLACE.format(model, phase), language)
        expect(lab.page.locator("html")).to_have_attribute("data-theme", theme)
        assert (model, structure(lab.page), contrast(lab.page)) == (model, [], [])


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.browser_context_args(**SMALL_PHONE)
def test_nothing_is_wider_than_a_small_phone(lab: Lab, language: str) -> None:
    for model in ("lanes", "brackets", "random-8-full", "random-12"):
        lab.open(PLACE.format(model, "output"), language)
        width = lab.page.evaluate("() => document.documentElement.scrollWidth")
        assert width == 360


def test_the_tab_key_reaches_every_control_and_leaves_the_page(page: Page) -> None:
    lab = Lab(page)
    lab.open("model=lanes&step=4&phase=forget")
    names = []
    for _ in range(120):
        lab.page.keyboard.press("Tab")
        name = lab.page.evaluate(
            """() => {
              const here = document.activeElement;
              if (here === document.body) return null;
              return here.getAttribute('aria-label') ?? here.textContent.trim();
            }"""
        )
        if name is None:
            break
        names.append(name)
    assert name is None, "Tab never came to the end of the page"
    for part in (
        "forget valve, all lanes",
        "new-memory valve, all lanes",
        "output valve, all lanes",
        "Look at lane 4 (follows, negated)",
    ):
        assert part in names
    assert len([name for name in names if name.endswith("all lanes")]) == 3


WATCH_SHIFTS = """
  window.shifts = [];
  new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((entry) => entry.value)))
    .observe({type: 'layout-shift', buffered: true});
"""


def answer_late(route: Route) -> None:
    """Let the server's answer come after the page has been painted without it."""
    time.sleep(0.15)
    route.continue_()


@pytest.mark.parametrize(
    "_screen",
    [
        pytest.param(screen, marks=pytest.mark.browser_context_args(**screen), id=name)
        for name, screen in {"desktop": DESKTOP, "phone": PHONE}.items()
    ],
)
def test_the_page_does_not_jump_while_it_loads(page: Page, _screen: dict[str, object]) -> None:
    lab = Lab(page)
    lab.page.add_init_script(WATCH_SHIFTS)
    lab.page.route("**/api/v1/**", answer_late)
    lab.open("model=lanes&step=4&phase=forget")
    lab.page.wait_for_timeout(200)
    assert sum(lab.page.evaluate("window.shifts")) < 0.02
