"""The watch reports what it should."""

import re

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.watch import Watch

PAGE = "http://watched.test/"
SCRIPTS = {
    "console.error('spilled')": r"^console error: spilled",
    "console.warn('dripping')": r"^console warning: dripping",
    "setTimeout(() => { throw new Error('burst') })": r"^uncaught: burst$",
    "new Image().src = 'http://elsewhere.test/pixel.png'": r"^request to another origin: http://elsewhere.test/",
}


@pytest.fixture
def watched(context: BrowserContext) -> Watch:
    watch = Watch(PAGE.rstrip("/"))
    watch.attach(context)
    context.route("**/*", lambda route: route.fulfill(body="<title>t</title>", content_type="text/html"))
    return watch


@pytest.mark.parametrize("script", SCRIPTS)
def test_complains(context: BrowserContext, watched: Watch, script: str) -> None:
    page = context.new_page()
    page.goto(PAGE)
    page.evaluate(f"() => {{ {script} }}")
    page.wait_for_timeout(100)
    assert [bool(re.search(SCRIPTS[script], text)) for text in watched.complaints()] == [True]


def test_is_content_with_its_own_origin(context: BrowserContext, watched: Watch) -> None:
    page = context.new_page()
    page.goto(PAGE)
    page.evaluate("() => { console.log('fine'); return fetch('/own').then(r => r.text()) }")
    assert watched.complaints() == []


def test_allows_what_is_expected_and_asks_that_it_came(context: BrowserContext, watched: Watch) -> None:
    watched.allow("spilled")
    assert watched.complaints() == ["allowed, but never seen: spilled"]
    page = context.new_page()
    page.goto(PAGE)
    page.evaluate("() => console.error('spilled')")
    page.wait_for_timeout(100)
    assert watched.complaints() == []
