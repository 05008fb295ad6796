"""The tutorial on one page is one sheet of paper, and no wider than a phone."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.screens import PHONE


@pytest.mark.browser_context_args(**PHONE)
def test_the_tutorial_on_one_page_prints_on_one_sheet(page: Page) -> None:
    for path in ("/learn/sheet", "/zh/learn/sheet"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        paper = page.pdf(format="A4", prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1, path
