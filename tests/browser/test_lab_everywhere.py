"""In Chinese, and on a small phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.screens import SMALL_PHONE


@pytest.fixture
def lab(standing: Lab) -> Lab:
    return standing


def test_chinese_all_the_way(lab: Lab) -> None:
    lab.open("model=lanes&step=3&phase=forget&pins=forget:0:1:8-", language="zh")
    expect(lab.page.locator(".chooser-step-count")).to_have_text("第 3 步，共 16 步")
    expect(lab.page.locator(".pin-words")).to_have_text("遗忘阀，水道 1：0.00，从第 8 步起")
    expect(lab.page.get_by_role("button", name="播放")).to_be_visible()
    lab.page.locator("#about").scroll_into_view_if_needed()
    expect(lab.page.locator("#about h3")).to_have_text("四条水道")
    english = lab.page.locator("main").evaluate(
        """main => [...main.querySelectorAll('button, label, legend, h2, h3, h4, p, th, .timeline-label')]
          .filter((element) => element.checkVisibility() && /[a-z]{4,}/i.test(element.innerText))
          .map((element) => element.innerText)"""
    )
    allowed = re.compile(r"tanh|kept|added|Shift|LSTM")
    assert [text for text in english if not allowed.search(text)] == []


@pytest.mark.browser_context_args(**SMALL_PHONE)
@pytest.mark.parametrize(
    "place", ["lanes&pins=forget:0:1:8-+output:1:2,3:3-9", "brackets", "random-12", "latch"]
)
def test_nothing_sticks_out_at_360_pixels(lab: Lab, place: str) -> None:
    lab.open(f"model={place}&step=3&phase=write")
    assert lab.page.evaluate("() => [document.documentElement.scrollWidth, innerWidth]") == [360, 360]
    small = lab.page.locator(
        "#transport button, #transport select, #chooser select, #pins button"
    ).evaluate_all(
        """list => list.filter((element) => element.checkVisibility()).map((element) => {
          const {width, height} = element.getBoundingClientRect();
          return [element.innerText || element.ariaLabel, width, height];
        }).filter(([, width, height]) => width < 38 || height < 40)"""
    )
    assert small == []
