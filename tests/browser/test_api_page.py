"""The interactive API page: operations are tried there, and nothing comes from elsewhere."""

import json

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import NOTHING, structure, violations_in_each_theme
from tests.browser.screens import PHONE
from tests.browser.watch import Watch


def operation(page: Page, name: str) -> Locator:
    """Return the card of an operation."""
    return page.locator(f"#{name}")


def send(page: Page, name: str, button: str = "Send") -> Locator:
    """Press the button of an operation and return the place of its answer."""
    card = operation(page, name)
    card.get_by_role("button", name=button).click()
    expect(card.locator(".status")).to_be_visible()
    return card.locator(".answer")


@pytest.mark.parametrize(("path", "button"), [("/api", "Send"), ("/zh/api", "发送")])
def test_a_trace_is_sent_and_shown(page: Page, path: str, button: str) -> None:
    page.goto(path)
    answer = send(page, "create_trace", button)
    expect(answer.locator(".status")).to_contain_text("200 OK")
    body = json.loads(answer.locator("pre").inner_text())
    assert body["layers"][0]["trace"]["C"] == [[0.6638], [0.6634], [0.6633]]
    assert body["outputs"][0] == [0.5807]


def test_every_operation_can_be_tried_and_says_what_it_refuses(page: Page, watch: Watch) -> None:
    page.goto("/api")
    card = operation(page, "create_trace")
    card.locator("select[name=example]").select_option("text")
    assert json.loads(card.locator("textarea").input_value())["text"] == "(a)"
    expect(card.locator(".curl code")).to_contain_text('"text":"(a)"')
    card.locator("select[name=accept]").select_option("text/csv")
    expect(card.locator(".curl code")).to_contain_text("-H 'Accept: text/csv'")
    answer = send(page, "create_trace")
    lines = answer.locator("pre").inner_text().splitlines()
    assert lines[:2] == ["layer,direction,step,unit,C,o", "0,forward,0,0,0.2449,0.9999"]

    watch.allow(r"status of 422")
    operation(page, "create_trace").locator("textarea").fill(
        '{"model": {"preset": "latch"}, "inputs": [[0.8, 1]]}'
    )
    answer = send(page, "create_trace")
    expect(answer.locator(".status.refused")).to_contain_text("422")
    expect(answer.locator("pre")).to_contain_text('"pointer": "/inputs/0"')

    expected = {
        "create_step": "trace",
        "list_presets": "presets",
        "read_preset": "weights",
        "healthz": "status",
    }
    for name, holds in expected.items():
        answer = send(page, name)
        expect(answer.locator(".status"), name).to_contain_text("200 OK")
        assert holds in json.loads(answer.locator("pre").inner_text()), name


@pytest.mark.browser_context_args(**PHONE)
def test_nothing_is_wider_than_a_phone(page: Page) -> None:
    page.goto("/api")
    send(page, "create_trace")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_axe_finds_nothing(page: Page) -> None:
    page.goto("/zh/api")
    assert structure(page) == []
    page.goto("/api")
    send(page, "create_trace")
    assert violations_in_each_theme(page) == NOTHING


def test_axe_finds_nothing_on_the_first_page(page: Page) -> None:
    page.goto("/zh")
    assert structure(page) == []
    page.goto("/")
    assert violations_in_each_theme(page) == NOTHING
