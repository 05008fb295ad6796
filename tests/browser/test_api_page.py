"""The interactive API page: an operation is tried there, and nothing comes from elsewhere."""

import json

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize(("path", "language"), [("/api", "en"), ("/zh/api", "zh-Hans")])
def test_an_operation_can_be_tried(page: Page, path: str, language: str) -> None:
    page.goto(path)
    expect(page.locator("html")).to_have_attribute("lang", language)
    operation = page.locator("#operations-traces-create_trace")
    operation.locator(".opblock-summary-control").click()
    operation.get_by_role("button", name="Execute").click()
    answer = operation.locator(".live-responses-table .highlight-code").first
    expect(operation.locator(".live-responses-table .response-col_status").last).to_have_text("200")
    expect(answer).to_contain_text('"outputs"')
    body = json.loads(answer.locator("code").inner_text())
    assert body["layers"][0]["trace"]["C"] == [[0.6638], [0.6634], [0.6633]]
    assert body["outputs"][0] == [0.5807]


def test_the_description_shows_every_operation(page: Page) -> None:
    page.goto("/api")
    summaries = page.locator(".opblock-summary-path")
    expect(summaries).to_have_count(5)
    assert [text.replace("\u200b", "") for text in summaries.all_inner_texts()] == [
        "/api/v1/traces",
        "/api/v1/steps",
        "/api/v1/presets",
        "/api/v1/presets/{name}",
        "/healthz",
    ]
