"""A finger leads from a screen to the next and back, whatever kind of screen it is."""

import time

import pytest
from playwright.sync_api import BrowserType, CDPSession, Page

from tests.browser.chromium import launch_options
from tests.browser.contexts import fingers
from tests.browser.learn import PATHS, wait_for_figures, wait_for_scripts
from tests.browser.screens import DESKTOP, MOVING, SMALL_PHONE
from tests.browser.slow import few_frames
from tests.browser.watch import Watch

KINDS = (
    *("/learn/window/once-a-year", "/learn/memory/watch", "/learn/cell-diagram/green"),
    *("/learn/rnn/vanish-explode", "/learn/your-own-gates/pytorch"),
)
"""A question alone, a figure, a diagram, a knob, code."""
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.mark.browser_context_args(**SMALL_PHONE)
@pytest.mark.parametrize("path", KINDS)
def test_a_swipe_over_the_heading_turns_the_page(page: Page, path: str, base_url: str) -> None:
    page.goto(path)
    wait_for_scripts(page)
    wait_for_figures(page)
    finger = fingers(page)
    swipe(finger, 300, 40)
    onward = PATHS[PATHS.index(path) + 1]
    page.wait_for_url(base_url + onward, wait_until="domcontentloaded")
    wait_for_scripts(page)
    swipe(finger, 40, 300)
    page.wait_for_url(base_url + path, wait_until="domcontentloaded")


def test_on_the_way_back_to_a_page_that_does_not_fade_no_fade_ends_in_an_error(
    browser_type: BrowserType, base_url: str
) -> None:
    """The browser complains in the page that it shows again, before its next frames; see `watch`.

    Where documents share a frame, as in the other tests' browser, a fade ends otherwise: so this one is as
    people have it.
    """
    with browser_type.launch(**launch_options()) as browser:
        context = few_frames(browser.new_context(base_url=base_url, **DESKTOP, **MOVING))
        watch = Watch(base_url)
        watch.attach(context)
        page = context.new_page()
        page.goto("/class")
        page.goto("/learn")
        wait_for_scripts(page)
        for _ in range(2):
            page.go_back(wait_until="commit")
            page.evaluate(TWO_FRAMES)
            assert page.url.endswith("/class")
            page.go_forward(wait_until="commit")
            wait_for_scripts(page)
        assert watch.complaints() == []


def swipe(finger: CDPSession, start: int, end: int) -> None:
    """Draw a finger over the heading, which lies below the bars of every screen, in a fifth of a second.

    The time is said and not taken: on a busy machine a swipe would last too long to be one.
    """
    begin = time.time()
    for k, (kind, x) in enumerate(
        (("touchStart", start), ("touchMove", (start + end) // 2), ("touchMove", end))
    ):
        event = {"type": kind, "touchPoints": [{"x": x, "y": 130}], "timestamp": begin + k / 15}
        finger.send("Input.dispatchTouchEvent", event)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": [], "timestamp": begin + 0.2})
