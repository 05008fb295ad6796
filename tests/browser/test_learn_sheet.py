"""What is made to be printed is one sheet of paper; it fits a phone, where its drawing can be read."""

import re

import pytest
from playwright.sync_api import Page, PdfMargins

from tests.browser.screens import PHONE

MARGIN: PdfMargins = {"top": "15mm", "right": "15mm", "bottom": "15mm", "left": "15mm"}
"""Of a printer, where a page does not choose its own."""
SMALLEST = """
() => Math.min(99, ...[...document.querySelectorAll('svg.pipes text')]
  .filter((text) => text.textContent && text.checkVisibility())
  .map((text) => [text.getScreenCTM(), parseFloat(getComputedStyle(text).fontSize)])
  .map(([{a, b}, size]) => Math.hypot(a, b) * size))
"""
"""The size of the smallest letters of a drawing, in pixels."""


@pytest.mark.browser_context_args(**PHONE)
def test_a_sheet_for_learners_or_teachers_is_one(page: Page) -> None:
    sheets = ("/learn/sheet", "/class/guide", "/class/privacy")
    for path in (prefix + sheet for sheet in sheets for prefix in ("", "/zh")):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate(SMALLEST) >= 11.99
        paper = page.pdf(format="A4", prefer_css_page_size=True, margin=MARGIN)
        assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1, path
