"""The tutorial's first screen: one number has to be kept."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.learn import wait_for_scripts
from tests.browser.screens import DESKTOP, PHONE


@pytest.mark.browser_context_args(**DESKTOP)
def test_prices_go_by_one_at_a_time_and_the_profit_is_judged(page: Page) -> None:
    page.goto("/")
    wait_for_scripts(page)
    card, verdict = page.locator(".tape-card"), page.locator(".tape .verdict")
    ahead = page.locator(".tape [data-next]")
    ahead.wait_for()
    assert page.locator(".tape > ol").is_hidden()
    moral = page.locator("figure:has(.tape) figcaption")
    seen = [card.inner_text().split()]
    ahead.focus()
    while ahead.is_visible():
        page.keyboard.press("Enter")
        seen.append(card.inner_text().split())
    assert seen == [["0.80"], ["0.60", "buy"], ["0.90"], ["0.70"], ["0.50"], ["0.80"], ["0.95", "sell"]]
    expect(page.locator(".tape input")).to_be_focused()
    for said, kind, words in (
        ("much", "", "Write a number"),
        ("0,15", "wrong", "It was 0.95 − 0.60 = +0.35."),
        ("0.35", "right", "Right: 0.95 − 0.60 = +0.35."),
    ):
        page.locator(".tape input").fill(said)
        page.keyboard.press("Enter")
        assert moral.is_visible() == bool(kind), "what one had to keep is told after the answer"
        shown = verdict.locator("p:visible")
        assert shown.inner_text().startswith(words)
        assert (shown.get_attribute("class") or "").split()[1:] == [kind][: bool(kind)]
        if kind == "wrong":
            expect(page.locator(".tape [data-again]")).to_be_focused()
            page.keyboard.press("Enter")
            for _ in range(6):
                page.keyboard.press("Enter")


@pytest.mark.browser_context_args(**PHONE)
def test_the_tape_is_played_by_touch_in_chinese(page: Page) -> None:
    page.goto("/zh")
    wait_for_scripts(page)
    for _ in range(6):
        page.locator(".tape [data-next]").tap()
    page.locator(".tape input").fill("０．３５")
    page.locator(".tape form button").tap()
    assert page.locator(".tape .verdict p:visible").inner_text().startswith("对：0.95 − 0.60 = +0.35")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
