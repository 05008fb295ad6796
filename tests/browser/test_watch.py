"""The watch reports what it should."""

import re
import time

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.watch import Watch

LOST = r"^console error: Failed to load resource: net::ERR_"
SCRIPTS = {
    "console.error('spilled')": [r"^console error: spilled"],
    "console.warn('dripping')": [r"^console warning: dripping"],
    "setTimeout(() => { throw new Error('burst') })": [r"^uncaught: burst$"],
    "new Image().src = 'http://elsewhere.test/pixel.png'": [
        LOST,
        r"^request to another origin: http://elsewhere.test/pixel.png$",
    ],
    "fetch('http://localhost:9/', {mode: 'no-cors'}).catch(() => 0)": [
        LOST,
        r"^request to another origin: http://localhost:9/$",
    ],
    "navigator.sendBeacon('http://elsewhere.test/beacon')": [
        LOST,
        r"^request to another origin: http://elsewhere.test/beacon$",
    ],
}


@pytest.fixture
def watched(context: BrowserContext, base_url: str) -> Watch:
    watch = Watch(base_url)
    watch.attach(context)
    context.route("**/page", lambda route: route.fulfill(body="<title>t</title>", content_type="text/html"))
    return watch


@pytest.mark.parametrize("script", SCRIPTS)
def test_complains(context: BrowserContext, watched: Watch, script: str) -> None:
    page = context.new_page()
    page.goto("/page")
    page.evaluate(f"() => {{ {script} }}")
    deadline = time.monotonic() + 20
    while len(watched.complaints()) < len(SCRIPTS[script]) and time.monotonic() < deadline:
        page.wait_for_timeout(50)
    complaints = sorted(watched.complaints())
    assert [bool(re.search(*pair)) for pair in zip(SCRIPTS[script], complaints, strict=True)] == [
        True for _ in complaints
    ], complaints


def test_is_content_with_its_own_origin(context: BrowserContext, watched: Watch) -> None:
    page = context.new_page()
    page.goto("/page")
    page.evaluate("() => { console.log('fine'); return fetch('/healthz').then(r => r.text()) }")
    assert watched.complaints() == []


def test_allows_what_is_expected_and_asks_that_it_came(context: BrowserContext, watched: Watch) -> None:
    watched.allow("spilled")
    assert watched.complaints() == ["allowed, but never seen: spilled"]
    page = context.new_page()
    page.goto("/page")
    with page.expect_console_message():
        page.evaluate("() => console.error('spilled')")
    assert watched.complaints() == []
