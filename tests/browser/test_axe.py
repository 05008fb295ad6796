"""The checker of accessibility finds what is wrong, also where much looks alike."""

import pytest
from playwright.sync_api import Page

from tests.browser.axe import contrast, structure

SAMPLE = """<!doctype html><html lang="en"><title>Sample</title><main><h1>Sample</h1>
<p class="grey">a good one</p>{}<p class="grey">another good one</p></main>"""
PALE = {
    "by itself": '<p class="grey" style="color: #bbb">pale</p>',
    "by its background": '<div style="background: #333"><p class="grey">pale</p></div>',
    "by an ancestor": '<div style="opacity: 0.4"><div><p class="grey">pale</p></div></div>',
    "in a picture": """<svg><foreignObject width="90" height="60">
      <p style="background: white; color: #ccc">pale</p></foreignObject></svg>""",
    "in a field": '<input aria-label="field" value="pale" style="color: #ccc">',
}


def test_one_pale_text_among_many_is_found(page: Page) -> None:
    page.goto("about:blank")
    page.set_content(SAMPLE.format(""))
    assert contrast(page) == structure(page) == []
    for name, pale in PALE.items():
        page.set_content(SAMPLE.format(pale * 2))
        assert [found.split(":")[0] for found in contrast(page)] == ["color-contrast"], name
    page.set_content(SAMPLE.format('<p class="pale" style="color: #bbb">pale</p>'))
    assert contrast(page, ".grey") == []
    assert len(contrast(page, ".pale")) == 1


def test_a_part_that_is_not_seen_is_not_taken_for_a_good_one(page: Page) -> None:
    page.goto("about:blank")
    page.set_content(SAMPLE.format("<div hidden>away</div><p class='empty'></p>"))
    for part in (".nowhere", "div", ".empty"):
        with pytest.raises(AssertionError, match=part):
            contrast(page, f".grey, {part}")


def test_what_has_no_name_is_found(page: Page) -> None:
    page.goto("about:blank")
    page.set_content(SAMPLE.format("<button></button>"))
    assert [found.split(":")[0] for found in structure(page)] == ["button-name"]
