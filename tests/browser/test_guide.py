"""The API guide in a browser: to be read by everyone, and to be copied from."""

import pytest
from playwright.sync_api import Page

from tests.browser.axe import NOTHING, structure, violations_in_each_theme
from tests.browser.screens import PHONE


def test_axe_finds_nothing(page: Page) -> None:
    page.goto("/zh/api/guide")
    assert structure(page) == []
    page.goto("/api/guide")
    assert violations_in_each_theme(page) == NOTHING


@pytest.mark.browser_context_args(**PHONE)
def test_nothing_is_wider_than_a_phone(page: Page) -> None:
    page.goto("/api/guide")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_field_has_the_colour_of_its_role(page: Page) -> None:
    page.goto("/api/guide")
    lstm, gru = (page.get_by_role("group", name=name) for name in ("LSTM", "GRU, reset after"))
    places = {"f": lstm, "i": lstm, "g": lstm, "o": lstm, "x": lstm, "z": gru, "r": gru}
    colours = {
        name: place.get_by_role("rowheader", name=name, exact=True)
        .locator("code")
        .evaluate("code => getComputedStyle(code).color")
        for name, place in places.items()
    }
    assert colours == {
        "f": "rgb(189, 40, 83)",
        "i": "rgb(15, 122, 86)",
        "g": "rgb(23, 107, 138)",
        "o": "rgb(102, 60, 186)",
        "x": "rgb(15, 23, 42)",
        "z": "rgb(189, 40, 83)",
        "r": "rgb(132, 99, 0)",
    }


def test_code_names_the_server_it_was_read_from(page: Page) -> None:
    page.goto("/api/guide")
    code = page.locator("code[data-block=task][data-language=sh]").inner_text()
    origin = page.evaluate("location.origin")
    assert code.splitlines()[0] == f"SERVER={origin}/api/v1"
