"""Waiting without locators sees the next document, and what is pressed can be hit."""

import pytest
from playwright.sync_api import Error, Page

from tests.browser.waits import press, until

BUTTON = """(style) => {
  document.body.innerHTML = `<input value="old"><button>Go</button><p>above</p>`;
  document.querySelector('p').style.cssText = style;
  const [input, button] = document.querySelectorAll('input, button');
  button.onclick = () => { document.title = input.value; };
}"""
COVERS = "position: fixed; inset: 0; margin: 0"


def test_a_wait_goes_on_in_the_next_document_and_tells_what_went_wrong(page: Page) -> None:
    page.goto("/healthz")
    page.evaluate("() => { setTimeout(() => location.assign('/healthz?again'), 100); }")
    until(page, "(query) => location.search === query", "?again")
    with pytest.raises(Error, match="no such thing"):
        until(page, "() => { throw new Error('no such thing'); }")


def test_keys_reach_a_control_unless_something_lies_on_it(page: Page) -> None:
    page.goto("/healthz")
    page.evaluate(BUTTON, "")
    press(page, "input", text="new")
    press(page, "button")
    assert page.title() == "new"
    page.evaluate(BUTTON, COVERS)
    with pytest.raises(Error, match="button 0 lies below <p"):
        press(page, "button")
